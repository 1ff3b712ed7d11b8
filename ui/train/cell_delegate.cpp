#include "train/cell_delegate.h"

#include "shell/theme.h"

#include <QAbstractItemView>
#include <QPainter>

namespace tunedesk
{

namespace
{
constexpr int kSide = 10;
constexpr int kIcon = 16;
constexpr int kIconRoom = kIcon + 6;
constexpr int kRadioRoom = 24;
constexpr int kSwatchRoom = 16;

bool isFigure(const QModelIndex &index)
{
    return index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
}

QFont cellFont(const Theme &theme, const QModelIndex &index)
{
    const bool figure = isFigure(index);
    QFont font = theme.font(figure ? Theme::Type::Mono : Theme::Type::Body);
    if (index.data(StrongRole).toBool())
        font.setWeight(figure ? QFont::Bold : QFont::Medium);
    return font;
}

void paintRadio(QPainter &painter, const Theme &theme, const QRectF &box, bool on)
{
    painter.setPen(QPen(theme.color(on ? Token::AccentFill : Token::Control), on ? 5 : 1));
    painter.setBrush(theme.color(Token::Base));
    const double inset = on ? 2.5 : 0.5;
    painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset));
}

void paintSwatch(QPainter &painter, const Theme &theme, const QRectF &box, int slot)
{
    if (slot > 0) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.runPen(slot).color());
        painter.drawRoundedRect(box, 2, 2);
    } else {
        painter.setPen(QPen(theme.color(Token::Control), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    }
}
} // namespace

CellDelegate::CellDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    Q_UNUSED(option)
    int width = 2 * kSide +
                QFontMetrics(cellFont(m_theme, index)).horizontalAdvance(index.data().toString());
    if (index.data(RadioRole).isValid())
        width += kRadioRoom;
    if (index.data(EyeRole).isValid())
        width += kIconRoom;
    if (index.data(SwatchRole).isValid())
        width += kSwatchRoom;
    if (!index.data(CellIconRole).toString().isEmpty())
        width += kIconRoom;
    if (!index.data(MarkRole).toString().isEmpty())
        width += 8 + m_theme.scaled(20);
    return {width + 2, m_theme.scaled(28)};
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const bool chosen = index.siblingAtColumn(0).data(ChosenRole).toBool();
    const bool selected = chosen || option.state & QStyle::State_Selected;
    const bool currentRow = view && view->hasFocus() && view->currentIndex().row() == index.row();
    if (selected)
        painter->fillRect(option.rect, m_theme.color(Token::AccentSoft));
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, m_theme.color(Token::Hover));
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      m_theme.color(Token::Grid));

    QRect cell = option.rect.adjusted(kSide, 0, -kSide, -1);
    const auto centred = [&cell](int side) {
        return QRectF(cell.left(), cell.center().y() - side / 2.0 + 0.5, side, side);
    };
    const auto paintIcon = [&](const QString &name, Token token) {
        const QRect box = centred(kIcon).toRect();
        painter->drawPixmap(box.topLeft(), m_theme.pixmap(name, token, kIcon,
                                                          painter->device()->devicePixelRatioF()));
        cell.setLeft(cell.left() + kIconRoom);
    };
    if (const QVariant radio = index.data(RadioRole); radio.isValid()) {
        paintRadio(*painter, m_theme, centred(16), radio.toBool());
        cell.setLeft(cell.left() + kRadioRoom);
    }
    if (const QVariant eye = index.data(EyeRole); eye.isValid())
        paintIcon(eye.toBool() ? QStringLiteral("eye") : QStringLiteral("eye-off"),
                  eye.toBool() ? Token::Text2 : Token::Text3);
    if (const QVariant slot = index.data(SwatchRole); slot.isValid()) {
        paintSwatch(*painter, m_theme, centred(10), slot.toInt());
        cell.setLeft(cell.left() + kSwatchRoom);
    }
    if (const QString icon = index.data(CellIconRole).toString(); !icon.isEmpty())
        paintIcon(icon, static_cast<Token>(index.data(CellIconToneRole).toInt()));

    const bool figures = isFigure(index);
    const QFont font = cellFont(m_theme, index);
    const QVariant tone = index.data(ToneRole);
    painter->setFont(font);
    painter->setPen(m_theme.color(tone.isValid() ? static_cast<Token>(tone.toInt()) : Token::Text));
    const QString mark = index.data(MarkRole).toString();
    const QFontMetrics metrics(font);
    const QString text =
        metrics.elidedText(index.data().toString(), Qt::ElideRight,
                           cell.width() - (mark.isEmpty() ? 0 : 8 + m_theme.scaled(20)));
    painter->drawText(
        cell, static_cast<int>((figures ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter),
        text);
    if (!mark.isEmpty()) {
        const QRect rest = cell.adjusted(metrics.horizontalAdvance(text) + 8, 0, 0, 0);
        const QRectF badge(rest.left(), rest.center().y() - 9.5, m_theme.scaled(20), 20);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.color(selected ? Token::Base : Token::AccentSoft));
        painter->drawRoundedRect(badge, 4, 4);
        painter->setFont(m_theme.font(Theme::Type::SmallMedium));
        painter->setPen(m_theme.color(Token::OnAccentSoft));
        painter->drawText(badge, Qt::AlignCenter, mark);
    }

    if ((currentRow || chosen) && index.column() == 0)
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()),
                          m_theme.color(Token::Accent));
    if (currentRow && view->currentIndex() == index) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(m_theme.color(Token::Accent), 2));
        painter->drawRect(QRectF(option.rect).adjusted(1, 1, -1, -2));
    }
    painter->restore();
}

} // namespace tunedesk
