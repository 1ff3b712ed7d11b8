#include "data/pair_delegate.h"

#include "data/pair_table_model.h"
#include "shell/badge.h"

#include <QPainter>
#include <QTableView>

#include <algorithm>

namespace tunedesk
{

namespace
{
constexpr int kBarGap = 8, kLeastBar = 12;
} // namespace

PairDelegate::PairDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_cells(theme)
{
}

int PairDelegate::rowHeight() const
{
    return m_cells.theme().scaled(48);
}

QSize PairDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), rowHeight()};
}

void PairDelegate::paintLabel(QPainter &painter, const QRect &area, const DialoguePair &pair,
                              bool showsFlag) const
{
    const Theme &theme = m_cells.theme();
    QRect rest = area;
    const auto badge = [&](const QString &icon, Badge::Tone tone) {
        const Badge shown{labelText(pair), icon, tone};
        paintBadge(&painter, theme, area, shown);
        rest.setLeft(area.left() + badgeSize(theme, shown).width() + 6);
    };
    if (pair.disputed)
        badge(QStringLiteral("users"), Badge::Tone::Warn);
    else if (pair.label && !pair.score && *pair.label == 1)
        badge(QStringLiteral("check"), Badge::Tone::Good);
    else if (pair.label && !pair.score)
        badge(QStringLiteral("x"), Badge::Tone::Bad);
    else if (pair.score)
        m_cells.line(painter, area, labelText(pair), Token::Text, theme.font(Theme::Type::Mono));
    else
        m_cells.line(painter, area, labelText(pair), Token::Text3, theme.font(Theme::Type::Body));
    if (showsFlag && pair.flagged && rest.width() >= 14) {
        const QPixmap flag = theme.pixmap(QStringLiteral("flag"), Token::Warn, 14,
                                          painter.device()->devicePixelRatio());
        painter.drawPixmap(area.right() - 13, area.center().y() - 6, flag);
    }
}

void PairDelegate::paintJudgement(QPainter &painter, const QRect &area,
                                  const QModelIndex &index) const
{
    const Theme &theme = m_cells.theme();
    const QString text = index.data(Qt::DisplayRole).toString();
    const QVariant share = index.data(PairTableModel::ShareRole);
    const QFont mono = theme.font(Theme::Type::Mono);
    if (!share.isValid()) {
        m_cells.line(painter, area, text, Token::Text3, theme.font(Theme::Type::Body));
        return;
    }
    const int room = area.width() - QFontMetrics(mono).horizontalAdvance(text) - kBarGap;
    const int barWidth = std::min(room, theme.scaled(38));
    QRect number = area;
    if (barWidth >= kLeastBar) {
        const QRect bar(area.left(), area.center().y() - 1, barWidth, 4);
        m_cells.bar(painter, bar, share.toDouble(), Token::Control);
        number.setLeft(bar.right() + 1 + kBarGap);
    }
    m_cells.line(painter, number, text, Token::Text, mono);
}

void PairDelegate::paintFlags(QPainter &painter, const QRect &area, const DialoguePair &pair) const
{
    const Theme &theme = m_cells.theme();
    int x = area.left();
    const auto icon = [&](const QString &name, Token token) {
        painter.drawPixmap(x, area.center().y() - 6,
                           theme.pixmap(name, token, 14, painter.device()->devicePixelRatio()));
        x += 14 + 6;
    };
    if (pair.flagged)
        icon(QStringLiteral("flag"), Token::Warn);
    if (!pair.note.isEmpty())
        icon(QStringLiteral("sticky-note"), Token::Text3);
}

void PairDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const Theme &theme = m_cells.theme();
    m_cells.ground(*painter, option, index, Token::Base);
    const QRect inner = option.rect.adjusted(10, 0, -10, -1);
    const QVariant value = index.data(PairTableModel::PairRole);
    if (!value.isValid()) {
        const int width = index.column() == PairTableModel::Pair
                              ? inner.width() / 2 + (index.row() * 37) % 90
                              : std::min(inner.width(), 56);
        m_cells.placeholder(*painter, QRect(inner.left(), inner.center().y() - 4,
                                            std::min(width, inner.width()), 8));
        m_cells.focus(*painter, option, index);
        return;
    }
    const DialoguePair pair = value.value<DialoguePair>();
    const QString text = index.data(Qt::DisplayRole).toString();
    const QFont body = theme.font(Theme::Type::Body);
    switch (index.column()) {
    case PairTableModel::Number:
    case PairTableModel::People:
        m_cells.line(*painter, inner, text, Token::Text3, theme.font(Theme::Type::Mono), {},
                     Qt::AlignRight);
        break;
    case PairTableModel::Pair: {
        const QString question = text.section(QLatin1Char('\n'), 0, 0);
        const QString reply = text.section(QLatin1Char('\n'), 1);
        const int half = theme.scaled(19);
        const QRect upper(inner.left(), inner.center().y() - half + 1, inner.width(), half);
        const QRect lower(inner.left(), inner.center().y() + 1, inner.width(), half);
        m_cells.line(*painter, upper, question, Token::Text, body,
                     m_marks.spans(SearchMarks::Side::Question, question));
        m_cells.line(*painter, lower, reply, Token::Text2, body,
                     m_marks.spans(SearchMarks::Side::Reply, reply));
        break;
    }
    case PairTableModel::LabelColumn: {
        const auto *view = qobject_cast<const QTableView *>(option.widget);
        paintLabel(*painter, inner, pair, !view || view->isColumnHidden(PairTableModel::Flags));
        break;
    }
    case PairTableModel::Judgement:
        paintJudgement(*painter, inner, index);
        break;
    case PairTableModel::Score:
        m_cells.line(*painter, inner, text, pair.score ? Token::Text : Token::Text3,
                     theme.font(Theme::Type::Mono), {}, Qt::AlignRight);
        break;
    case PairTableModel::Flags:
        paintFlags(*painter, inner, pair);
        break;
    default:
        m_cells.line(*painter, inner, text,
                     text == QStringLiteral("–") ? Token::Text3 : Token::Text2, body);
    }
    m_cells.focus(*painter, option, index);
}

} // namespace tunedesk
