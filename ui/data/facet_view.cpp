#include "data/facet_view.h"

#include "data/facet_model.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

namespace tunedesk
{

FacetDelegate::FacetDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_cells(theme)
{
}

QSize FacetDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool isSection = index.data(FacetModel::IsSectionRole).toBool();
    return {QStyledItemDelegate::sizeHint(option, index).width(),
            m_cells.theme().scaled(isSection ? 34 : 28)};
}

void FacetDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const Theme &theme = m_cells.theme();
    const auto *view = qobject_cast<const QTreeView *>(option.widget);
    const QRect row(0, option.rect.top(), view ? view->viewport()->width() : option.rect.right(),
                    option.rect.height());
    const qreal ratio = painter->device()->devicePixelRatio();
    if (index.data(FacetModel::IsSectionRole).toBool()) {
        const bool isOpen = option.state & QStyle::State_Open;
        const int middle = row.top() + theme.scaled(20);
        painter->drawPixmap(
            16, middle - 7,
            theme.pixmap(isOpen ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"),
                         Token::Text3, 14, ratio));
        QFont font = theme.font(Theme::Type::SmallMedium);
        font.setWeight(QFont::DemiBold);
        m_cells.line(*painter, QRect(36, middle - 10, row.width() - 52, 20),
                     index.data().toString(), Token::Text3, font);
    } else {
        const bool isChecked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        if (isChecked)
            painter->fillRect(row, theme.color(Token::AccentSoft));
        else if (option.state & QStyle::State_MouseOver)
            painter->fillRect(row, theme.color(Token::Hover));
        const QRect box(16, row.center().y() - 7, 16, 16);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(theme.color(isChecked ? Token::AccentFill : Token::Control), 1));
        painter->setBrush(theme.color(isChecked ? Token::AccentFill : Token::Base));
        painter->drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        painter->restore();
        if (isChecked)
            painter->drawPixmap(box.left() + 2, box.top() + 2,
                                theme.pixmap(QStringLiteral("check"), Token::OnAccent, 12, ratio));
        const QFont mono = theme.font(Theme::Type::Mono);
        const QString count = QLocale().toString(index.data(FacetModel::CountRole).toInt());
        const int countWidth =
            std::max(theme.scaled(40), QFontMetrics(mono).horizontalAdvance(count) + 4);
        const QRect countBox(row.right() - 16 - countWidth, row.top(), countWidth, row.height());
        m_cells.line(*painter, countBox, count, Token::Text2, mono, {}, Qt::AlignRight);
        int right = countBox.left() - 8;
        if (theme.textPercent() < 130) { // large texts need the room for the name
            const QRect barBox(right - 24, row.center().y() - 1, 24, 4);
            const int tone = index.data(FacetModel::ToneRole).toInt();
            m_cells.bar(*painter, barBox, index.data(FacetModel::ShareRole).toDouble(),
                        tone == 1   ? Token::Good
                        : tone == 0 ? Token::Bad
                                    : Token::Control);
            right = barBox.left() - 8;
        }
        m_cells.line(*painter, QRect(40, row.top(), right - 40, row.height()),
                     index.data().toString(), Token::Text, theme.font(Theme::Type::Body));
    }
    if (view && view->hasFocus() && view->currentIndex() == index) {
        painter->save();
        painter->setPen(QPen(theme.color(Token::Accent), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(row.adjusted(1, 1, -1, -1));
        painter->restore();
    }
}

FacetView::FacetView(const Theme &theme, QWidget *parent) : QTreeView(parent)
{
    setItemDelegate(new FacetDelegate(theme, this));
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0);
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(false);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(NoSelection);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setAttribute(Qt::WA_InputMethodEnabled, false);
    setProperty("ground", "raised");
    setExpandsOnDoubleClick(false);
    setTabKeyNavigation(false);
}

void FacetView::setModel(QAbstractItemModel *model)
{
    QTreeView::setModel(model);
    expandAll();
    connect(model, &QAbstractItemModel::rowsInserted, this, &FacetView::hideEmptyChecks);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &FacetView::hideEmptyChecks);
    hideEmptyChecks();
}

void FacetView::hideEmptyChecks()
{
    const QModelIndex checks = model()->index(int(FacetModel::Section::Checks), 0);
    setRowHidden(checks.row(), {}, model()->rowCount(checks) == 0);
}

void FacetView::toggle(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    if (index.data(FacetModel::IsSectionRole).toBool())
        setExpanded(index, !isExpanded(index));
    else
        model()->setData(index,
                         index.data(Qt::CheckStateRole).toInt() == Qt::Checked ? Qt::Unchecked
                                                                               : Qt::Checked,
                         Qt::CheckStateRole);
}

void FacetView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        toggle(indexAt(event->position().toPoint()));
    event->accept();
}

void FacetView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return ||
        event->key() == Qt::Key_Enter) {
        toggle(currentIndex());
        event->accept();
        return;
    }
    QTreeView::keyPressEvent(event);
}

void FacetView::drawBranches(QPainter *, const QRect &, const QModelIndex &) const {}

} // namespace tunedesk
