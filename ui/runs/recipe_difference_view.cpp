#include "runs/recipe_difference_view.h"

#include "runs/recipe_difference_model.h"
#include "shell/table_view.h"
#include "shell/theme.h"
#include "shell/widgets.h"
#include "train/cell_delegate.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>

namespace tunedesk
{

RecipeDifferenceView::RecipeDifferenceView(const Theme &theme, QAction &againAction,
                                           QWidget *parent)
    : QWidget(parent)
{
    auto *inRecipe = new QVBoxLayout(this);
    inRecipe->setContentsMargins(0, 0, 0, 0);
    inRecipe->setSpacing(0);
    auto *recipeHead = new QHBoxLayout;
    recipeHead->setContentsMargins(16, 8, 8, 8);
    recipeHead->setSpacing(8);
    m_recipeTitle = makeLabel(Theme::Type::BodyBold);
    m_recipeNote = new ElidedLabel(Theme::Type::Small, Token::Text3);
    m_showAll = new Button(theme, Button::Kind::Flat);
    m_showAll->setSmall(true);
    m_showAll->setCheckable(true);
    recipeHead->addWidget(m_recipeTitle);
    recipeHead->addWidget(m_recipeNote, 1);
    recipeHead->addWidget(m_showAll);
    inRecipe->addLayout(recipeHead);
    m_differences = new RecipeDifferenceModel(this);
    m_table = new TableView;
    m_table->setModel(m_differences);
    m_table->setItemDelegate(new CellDelegate(theme, m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    const auto sizeRows = [this, &theme] {
        m_table->verticalHeader()->setMinimumSectionSize(theme.scaled(28));
        m_table->verticalHeader()->setDefaultSectionSize(theme.scaled(28));
    };
    sizeRows();
    connect(&theme, &Theme::changed, this, sizeRows);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    inRecipe->addWidget(m_table, 1);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(16, 10, 16, 12);
    foot->setSpacing(8);
    m_comparable = makeLabel(Theme::Type::Small, Token::Text2);
    m_comparable->setWordWrap(true);
    auto *again = new Button(theme);
    again->setSmall(true);
    again->setIconName(QStringLiteral("copy"));
    again->followAction(&againAction);
    foot->addWidget(m_comparable);
    foot->addWidget(again, 0, Qt::AlignLeft);
    inRecipe->addLayout(foot);
    connect(m_showAll, &QPushButton::toggled, this, [this](bool on) {
        m_differences->setShowAll(on);
        showTexts();
    });
    retranslate();
}

void RecipeDifferenceView::setRuns(const std::optional<RunSummary> &a,
                                   const std::optional<RunSummary> &b)
{
    m_a = a;
    m_b = b;
    m_differences->setRuns(a, b);
    showTexts();
}

void RecipeDifferenceView::showTexts()
{
    m_recipeNote->setText(m_a && m_b
                              ? tr("%1, %2", "3 differ, 19 are the same")
                                    .arg(tr("%n differ", nullptr, m_differences->differing()),
                                         tr("%n are the same", nullptr, m_differences->same()))
                              : QString());
    if (!m_a || !m_b)
        m_comparable->setText(tr("Choose two runs with the keys A and B."));
    else if (m_a->snapshotHash == m_b->snapshotHash)
        m_comparable->setText(tr("Same snapshot and same test split: the scores can be compared."));
    else
        m_comparable->setText(
            tr("The snapshots differ: the scores come from different test splits."));
}

void RecipeDifferenceView::retranslate()
{
    m_recipeTitle->setText(tr("Recipe, A and B"));
    m_table->setAccessibleName(tr("Recipe, A and B"));
    m_showAll->setText(tr("Show all"));
    m_differences->refresh();
    showTexts();
}

} // namespace tunedesk
