#include "data/issue_pane.h"

#include "data/issue_model.h"
#include "shell/widgets.h"

#include <QAction>
#include <QItemSelectionModel>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

namespace tunedesk
{

IssueDelegate::IssueDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_cells(theme)
{
}

QSize IssueDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool isHeading = index.data(IssueModel::IsHeadingRole).toBool();
    return {QStyledItemDelegate::sizeHint(option, index).width(),
            m_cells.theme().scaled(isHeading ? 34 : 56)};
}

void IssueDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const Theme &theme = m_cells.theme();
    m_cells.ground(*painter, option, index, Token::Base);
    const QRect inner = option.rect.adjusted(16, 0, -12, -1);
    if (index.data(IssueModel::IsHeadingRole).toBool()) {
        const QFont mono = theme.font(Theme::Type::Mono);
        const QString count = QLocale().toString(index.data(IssueModel::CountRole).toInt());
        const int width = QFontMetrics(mono).horizontalAdvance(count);
        m_cells.line(*painter, inner.adjusted(0, 0, -width - 8, 0), index.data().toString(),
                     Token::Text, theme.font(Theme::Type::BodyBold));
        m_cells.line(*painter, inner, count, Token::Text2, mono, {}, Qt::AlignRight);
    } else {
        painter->save();
        painter->setFont(theme.font(Theme::Type::Small));
        painter->setPen(theme.color(Token::Text2));
        painter->drawText(inner.adjusted(0, 4, 0, -4),
                          Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap,
                          index.data().toString());
        painter->restore();
    }
    m_cells.focus(*painter, option, index);
}

IssuePane::IssuePane(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_model(new IssueModel(this)), m_view(new QListView(this)),
      m_header(new PaneHeader(this)), m_again(new Button(theme, Button::Kind::Flat, this)),
      m_close(new Button(theme, Button::Kind::Flat, this)),
      m_summary(makeLabel(Theme::Type::Small, Token::Text2, this))
{
    setGround(this, Token::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (Button *button : {m_again, m_close}) {
        button->setSmall(true);
        button->setIconOnly(true);
        m_header->row().addWidget(button);
    }
    m_again->setIconName(QStringLiteral("refresh-cw"));
    m_close->setIconName(QStringLiteral("x"));
    column->addWidget(m_header);
    m_summary->setWordWrap(true);
    m_summary->setContentsMargins(16, 8, 16, 8);
    column->addWidget(m_summary);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new IssueDelegate(theme, m_view));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setLayoutMode(QListView::Batched); // there may be ten thousands
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    column->addWidget(m_view, 1);

    connect(m_again, &QAbstractButton::clicked, this, &IssuePane::againWanted);
    connect(m_close, &QAbstractButton::clicked, this, &IssuePane::closeWanted);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid())
                    Q_EMIT pairsWanted(m_model->pairsOf(current));
            });
    connect(m_view, &QAbstractItemView::activated, this, &IssuePane::tableWanted);
    auto *leave = new QAction(this);
    leave->setShortcut(Qt::Key_Escape);
    leave->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(leave);
    connect(leave, &QAction::triggered, this, &IssuePane::closeWanted);
    connect(&m_theme, &Theme::changed, m_view, [this] { m_view->doItemsLayout(); });
    retranslate();
}

void IssuePane::setReport(PairCheckReport report)
{
    m_model->setReport(std::move(report));
    retranslate();
}

void IssuePane::focusList()
{
    m_view->setFocus(Qt::OtherFocusReason);
    if (!m_view->currentIndex().isValid() && m_model->rowCount() > 0)
        m_view->setCurrentIndex(m_model->index(0));
}

void IssuePane::retranslate()
{
    m_header->setTitle(tr("Problems of the data"));
    m_again->setToolTip(tr("Check again"));
    m_again->setAccessibleName(tr("Check again"));
    m_close->setToolTip(tr("Back to the filters (Esc)"));
    m_close->setAccessibleName(tr("Back to the filters"));
    m_view->setAccessibleName(tr("Problems of the data"));
    const PairCheckReport &report = m_model->report();
    QString summary = report.issues.empty()
                          ? tr("%Ln pairs were checked, nothing was found.", nullptr, report.pairs)
                          : tr("%Ln pairs were checked. Choose a problem to see its pairs.",
                               nullptr, report.pairs);
    if (report.dealtPairs > 0 && report.dialoguesInTwoSplits == 0)
        summary += QLatin1Char('\n') +
                   tr("No dialogue is in two splits: looked at %1 dialogues as the next training "
                      "would deal them.")
                       .arg(QLocale().toString(report.dealtDialogues));
    m_summary->setText(summary);
    m_model->retranslate();
}

} // namespace tunedesk
