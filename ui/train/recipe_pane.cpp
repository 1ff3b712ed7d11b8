#include "train/recipe_pane.h"

#include "shell/widgets.h"
#include "train/preset_list.h"

#include <QListView>
#include <QMenu>
#include <QShortcut>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace tunedesk
{

RecipePane::RecipePane(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_recipes(new PresetListModel(this)), m_view(new QListView),
      m_title(makeLabel(Theme::Type::SmallBold, Token::Text3)),
      m_import(new Button(theme, Button::Kind::Link))
{
    setMinimumWidth(200);
    setGround(this, Token::Raised);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_title->setContentsMargins(16, 12, 16, 6);
    column->addWidget(m_title);
    m_view->setModel(m_recipes);
    m_view->setItemDelegate(new PresetDelegate(theme, m_view));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setMouseTracking(true);
    m_view->setResizeMode(QListView::Adjust);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    setGround(m_view, Token::Raised);
    column->addWidget(m_view, 1);
    auto *foot = new QFrame;
    setLine(foot, Qt::TopEdge);
    auto *footRow = new QHBoxLayout(foot);
    footRow->setContentsMargins(11, 8, 16, 8);
    m_import->setSmall(true);
    footRow->addWidget(m_import);
    footRow->addStretch(1);
    column->addWidget(foot);

    connect(m_import, &QPushButton::clicked, this, &RecipePane::importWished);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid())
                    Q_EMIT chosen(current.row());
            });
    connect(m_view, &QWidget::customContextMenuRequested, this, &RecipePane::showMenu);
    connect(
        new QShortcut(QKeySequence(Qt::Key_Delete), m_view, nullptr, nullptr, Qt::WidgetShortcut),
        &QShortcut::activated, this, [this] {
            if (const SavedRecipe *saved = currentOwn())
                Q_EMIT removeWished(*saved);
        });
    retranslate();
}

const SavedRecipe *RecipePane::currentOwn() const
{
    return m_recipes->own(m_view->currentIndex().row());
}

void RecipePane::setCurrentRow(int row)
{
    const QSignalBlocker quiet(this);
    if (row >= 0) {
        m_view->setCurrentIndex(m_recipes->index(row));
        return;
    }
    m_view->selectionModel()->clear();
}

void RecipePane::editName(int row)
{
    if (!m_recipes->own(row))
        return;
    m_view->setFocus();
    m_view->scrollTo(m_recipes->index(row));
    m_view->edit(m_recipes->index(row));
}

void RecipePane::showMenu(const QPoint &where)
{
    // The Menu key asks in the middle of the view: the current one is meant then.
    const QModelIndex under = m_view->indexAt(where);
    const int row = m_recipes->own(under.row()) ? under.row() : m_view->currentIndex().row();
    QMenu menu(this);
    if (const SavedRecipe *found = m_recipes->own(row)) {
        const SavedRecipe saved = *found; // the list may be read anew while the menu is open
        menu.addAction(tr("Rename"), this,
                       [this, saved] { editName(m_recipes->rowOf(PresetListModel::keyOf(saved))); })
            ->setShortcut(QKeySequence(Qt::Key_F2));
        menu.addAction(tr("Save as a file…"), this,
                       [this, saved] { Q_EMIT saveAsFileWished(saved); });
        menu.addAction(tr("Remove"), this, [this, saved] { Q_EMIT removeWished(saved); })
            ->setShortcut(QKeySequence(Qt::Key_Delete));
        menu.addSeparator();
    }
    menu.addAction(tr("Import a recipe…"), this, &RecipePane::importWished);
    menu.exec(m_view->viewport()->mapToGlobal(where));
}

void RecipePane::retranslate()
{
    m_title->setText(tr("Presets"));
    m_view->setAccessibleName(tr("Presets and own recipes"));
    m_import->setText(tr("Import a recipe…"));
    m_recipes->retranslate();
}

} // namespace tunedesk
