#include "data/data_page.h"

#include "data/facet_model.h"
#include "data/facet_view.h"
#include "data/import_view.h"
#include "data/index_task.h"
#include "data/issue_pane.h"
#include "data/nothing_found.h"
#include "data/pair_acts.h"
#include "data/pair_delegate.h"
#include "data/pair_inspector.h"
#include "data/pair_table_model.h"
#include "data/search_line.h"
#include "data/statistics_row.h"
#include "data/view_bar.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"
#include "shell/table_view.h"
#include "shell/widgets.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QStackedWidget>
#include <QTimer>

#include <algorithm>

namespace tunedesk
{

namespace
{
constexpr int searchDelayMs = 150, layoutDelayMs = 500, slowMs = 300;
} // namespace

DataPage::DataPage(const PageContext &context, QWidget *parent) : Page(context, parent)
{
    m_searchTimer = new QTimer(this);
    m_searchTimer->setSingleShot(true);
    m_searchTimer->setInterval(searchDelayMs);
    connect(m_searchTimer, &QTimer::timeout, this, &DataPage::applyFilters);
    m_layoutTimer = new QTimer(this);
    m_layoutTimer->setSingleShot(true);
    m_layoutTimer->setInterval(layoutDelayMs);
    connect(m_layoutTimer, &QTimer::timeout, this, &DataPage::saveLayout);
    m_slowTimer = new QTimer(this);
    m_slowTimer->setSingleShot(true);
    m_slowTimer->setInterval(slowMs);
    connect(m_slowTimer, &QTimer::timeout, this,
            [this] { m_line->count()->setText(tr("Searching…")); });

    m_stack = new QStackedWidget(this);
    body().addWidget(m_stack);
    buildContent();
    buildActions();
    buildHeader();
    m_empty = new EmptyState(theme(), QStringLiteral("database"), m_stack);
    auto *importFile = new Button(theme(), Button::Kind::Primary);
    importFile->setIconName(QStringLiteral("download"));
    importFile->followAction(m_importAction, true);
    m_empty->addButton(importFile);
    auto *sample = new Button(theme());
    sample->setObjectName(QStringLiteral("addSample"));
    connect(sample, &QAbstractButton::clicked, this, &DataPage::addSample);
    m_empty->addButton(sample);
    m_binButton = new Button(theme(), Button::Kind::Flat);
    m_binButton->setIconName(QStringLiteral("trash-2"));
    connect(m_binButton, &QAbstractButton::clicked, this, &DataPage::showBin);
    m_empty->addButton(m_binButton);
    m_stack->addWidget(m_empty);
    m_import = new ImportView(context, messages(), m_stack);
    m_stack->addWidget(m_import);
    connect(m_import, &ImportView::left, this, [this] {
        messages().dismiss();
        showState();
        focusStart();
    });
    connect(m_import, &ImportView::changed, this, &DataPage::showCount);
    connect(m_import, &ImportView::imported, this, &DataPage::importFinished);
    m_indexTask = new IndexTask(context.jobs, this);
    connect(m_import, &ImportView::imported, m_indexTask, &IndexTask::look);
    retranslate();
}

DataPage::~DataPage() = default;

QString DataPage::title() const
{
    return tr("Data", "page");
}

void DataPage::buildHeader()
{
    m_labelButton = new Button(theme());
    m_labelButton->setIconName(QStringLiteral("tag"));
    m_labelButton->followAction(m_labelShownAction, true);
    m_importButton = new Button(theme(), Button::Kind::Primary);
    m_importButton->setIconName(QStringLiteral("download"));
    m_importButton->followAction(m_importAction, true);
    m_exportButton = new Button(theme());
    m_exportButton->setIconName(QStringLiteral("upload"));
    m_exportButton->followAction(m_exportAction, true);
    m_restoreButton = new Button(theme());
    m_restoreButton->setIconName(QStringLiteral("rotate-ccw"));
    m_restoreButton->followAction(m_restoreAction, true);
    headerRight().addWidget(m_restoreButton);
    headerRight().addWidget(m_labelButton);
    headerRight().addWidget(m_exportButton);
    headerRight().addWidget(m_importButton);
}

void DataPage::buildContent()
{
    m_content = new QWidget(m_stack);
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_statistics = new StatisticsRow(theme(), m_content);
    column->addWidget(m_statistics);
    auto *line = new QFrame(m_content);
    line->setFixedHeight(1);
    setLine(line, Qt::BottomEdge);
    column->addWidget(line);
    m_splitter = new Splitter(Qt::Horizontal, m_content);
    column->addWidget(m_splitter, 1);

    m_facets = new FacetModel(this);
    m_leftPane = new QStackedWidget(m_splitter);
    m_facetView = new FacetView(theme(), m_leftPane);
    m_facetView->setModel(m_facets);
    m_filters = buildFilters();
    m_leftPane->addWidget(m_filters);
    m_splitter->addWidget(m_leftPane);

    auto *centre = new QWidget(m_splitter);
    auto *middle = new QVBoxLayout(centre);
    middle->setContentsMargins(0, 0, 0, 0);
    middle->setSpacing(0);
    m_line = new SearchLine(theme(), centre);
    m_search = m_line->search();
    m_splitButton = m_line->addButton(QStringLiteral("split"));
    m_splitButton->setMenu(new QMenu(m_splitButton));
    m_checkButton = m_line->addButton(QStringLiteral("shield-check"));
    m_orderButton = m_line->addButton(QStringLiteral("arrow-up-down"));
    m_orderButton->setMenu(new QMenu(m_orderButton));
    m_columnsButton = m_line->addButton(QStringLiteral("columns-3"));
    m_columnsButton->setMenu(new QMenu(m_columnsButton));
    middle->addWidget(m_line);

    m_model = new PairTableModel(this);
    m_delegate = new PairDelegate(theme(), this);
    m_table = new TableView(centre);
    m_table->setModel(m_model);
    m_table->setItemDelegate(m_delegate);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->verticalHeader()->setDefaultSectionSize(m_delegate->rowHeight());
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionsMovable(true);
    header->setMinimumSectionSize(48);
    header->setSortIndicator(PairTableModel::Number, Qt::AscendingOrder);
    header->setFixedHeight(theme().scaled(31));
    m_table->setSortingEnabled(true);
    buildColumns();

    m_nothing = new NothingFound(theme(), centre);
    m_tableStack = new QStackedWidget(centre);
    m_tableStack->addWidget(m_table);
    m_tableStack->addWidget(m_nothing);
    middle->addWidget(m_tableStack, 1);
    m_splitter->addWidget(centre);
    m_inspector = new PairInspector(theme(), m_splitter);
    m_splitter->addWidget(m_inspector);
    buildIssues();
    m_splitter->setStretchFactor(1, 1);
    m_facetView->setMinimumWidth(theme().scaled(205));
    m_inspector->setMinimumWidth(theme().scaled(230));
    m_stack->addWidget(m_content);
    m_layoutPercent = theme().textPercent();
    showPanes(248, 308);
    foldColumns(100, m_layoutPercent);

    connect(m_facets, &FacetModel::filterChanged, this, &DataPage::applyFilters);
    connect(m_facets, &QAbstractItemModel::rowsInserted, m_facetView,
            [this](const QModelIndex &section) { m_facetView->expand(section); });
    connect(m_search, &QLineEdit::textChanged, m_searchTimer, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        m_searchTimer->stop();
        applyFilters();
    });
    connect(m_statistics, &StatisticsRow::labelStateWanted, m_facets, &FacetModel::checkOnly);
    connect(m_model, &PairTableModel::counted, this, [this] {
        chooseCounted();
        showState();
        showCurrentPair();
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] { m_choosesAll = false; });
    connect(m_model, &PairTableModel::loadingChanged, this, [this] {
        if (m_model->isLoading())
            m_slowTimer->start();
        else
            m_slowTimer->stop();
        showCount();
    });
    connect(m_model, &PairTableModel::pairsMoved, this, &DataPage::chooseOneRow);
    connect(m_model, &PairTableModel::failed, this,
            [this](const Error &error) { messages().show(error); });
    connect(m_model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) {
                const int row = m_table->currentIndex().row();
                if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0 &&
                    m_model->pairAt(0))
                    m_table->setCurrentIndex(m_model->index(0, PairTableModel::Number));
                else if (first.row() <= row && row <= last.row())
                    showCurrentPair();
            });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &DataPage::showCurrentPair);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        m_choosesAll = choosesAll();
        showCount();
    });
    connect(header, &QHeaderView::sectionResized, m_layoutTimer, qOverload<>(&QTimer::start));
    connect(header, &QHeaderView::sectionMoved, m_layoutTimer, qOverload<>(&QTimer::start));
    connect(header, &QHeaderView::sortIndicatorChanged, m_layoutTimer, qOverload<>(&QTimer::start));
    connect(m_splitter, &QSplitter::splitterMoved, this, [this](int, int handle) {
        keepPaneWidth(handle == 1 ? 0 : 2);
        m_layoutTimer->start();
    });
    connect(m_inspector, &PairInspector::labelWanted, this, &DataPage::labelSelected);
    connect(m_inspector, &PairInspector::flagWanted, this, [this] {
        withSelected([this](const QList<qint64> &ids) { toggleFlags(*m_session, ids); });
    });
    connect(m_inspector, &PairInspector::restoreWanted, this, &DataPage::restoreSelected);
    connect(m_inspector, &PairInspector::stepWanted, this, &DataPage::stepRow);
    connect(m_inspector, &PairInspector::settleWanted, this, [this] {
        if (const DialoguePair *pair = m_model->pairAt(m_table->currentIndex().row()))
            Q_EMIT navigate(Id::Label, QVariantList{pair->id});
    });
    connect(&theme(), &Theme::changed, this, [this] {
        m_table->verticalHeader()->setDefaultSectionSize(m_delegate->rowHeight());
        m_table->horizontalHeader()->setFixedHeight(theme().scaled(31));
        m_facetView->doItemsLayout();
        m_facetView->setMinimumWidth(theme().scaled(205));
        m_inspector->setMinimumWidth(theme().scaled(230));
        rescaleLayout(m_layoutPercent, theme().textPercent());
        m_line->measure();
    });
}

QAction *DataPage::addAction(const QKeySequence &key, QWidget *where, std::function<void()> act)
{
    auto *action = new QAction(this);
    action->setShortcut(key);
    action->setShortcutContext(where == m_table ? Qt::WidgetShortcut
                                                : Qt::WidgetWithChildrenShortcut);
    where->addAction(action);
    connect(action, &QAction::triggered, this, std::move(act));
    m_actions << action;
    return action;
}

void DataPage::buildActions()
{
    m_importAction = addAction(QKeySequence(Qt::CTRL | Qt::Key_I), this,
                               [this] { open(QStringLiteral("import")); });
    m_labelShownAction =
        addAction(QKeySequence(Qt::CTRL | Qt::Key_Return), m_content, [this] { labelShown(); });
    addAction(QKeySequence::Find, m_content, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    m_shownOnly << addAction(QKeySequence(Qt::Key_1), m_table, [this] { labelSelected(1); });
    m_shownOnly << addAction(QKeySequence(Qt::Key_0), m_table, [this] { labelSelected(0); });
    m_shownOnly << addAction(QKeySequence(Qt::Key_S), m_table, [this] { labelSelected({}); });
    m_shownOnly << addAction(QKeySequence(Qt::Key_F), m_table, [this] {
        withSelected([this](const QList<qint64> &ids) { toggleFlags(*m_session, ids); });
    });
    m_shownOnly << addAction(QKeySequence(Qt::Key_N), m_table, [this] { editNote(); });
    // A key that is held down would go on with the pairs that move up.
    addAction(QKeySequence(Qt::Key_Delete), m_table, [this] {
        removeSelected();
    })->setAutoRepeat(false);
    addAction(QKeySequence(Qt::Key_Space), m_table, [this] { m_splitter->toggle(2); });
    m_exportAction =
        addAction(QKeySequence(Qt::CTRL | Qt::Key_E), m_content, [this] { exportShown(); });
    m_restoreAction = addAction(QKeySequence(Qt::Key_R), m_table, [this] { restoreSelected(); });
    m_restoreAction->setAutoRepeat(false);
    m_table->addAction(m_splitButton->menu()->menuAction());
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu); // the table's own, Menu key too
    m_checkAction = addAction(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K), m_content,
                              [this] { checkData(); });
    m_checkButton->followAction(m_checkAction);
    addAction(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), m_content,
              [this] { m_viewBar->askName(); });
    addAction({}, m_content, [this] { showBin(); });
    auto *down = new QAction(m_search);
    down->setShortcut(Qt::Key_Down);
    down->setShortcutContext(Qt::WidgetShortcut);
    m_search->addAction(down);
    connect(down, &QAction::triggered, m_table, [this] { m_table->setFocus(Qt::TabFocusReason); });
}

void DataPage::setSession(ProjectSession *session)
{
    if (m_session) {
        saveLayout();
        m_session->disconnect(this);
    }
    messages().dismiss();
    m_announcedImport = m_announcedRemoval = 0;
    m_model->setReader(nullptr);
    m_rows.reset();
    m_numbers.reset();
    m_session = session;
    m_allPairs = -1;
    m_binPairs = 0;
    m_inspector->clear();
    m_facets->setImports({});
    m_facets->setChecks({});
    {
        const QSignalBlocker quiet(m_search);
        m_search->clear();
    }
    m_facets->setChecked({});
    closeIssues();
    m_import->setSession(session);
    m_indexTask->setSession(session);
    if (!session) {
        readViews();
        showState();
        return;
    }
    m_rows = std::make_unique<ProjectReader>(session->path());
    m_numbers = std::make_unique<ProjectReader>(session->path());
    m_model->setReader(m_rows.get());
    m_inspector->setReadOnly(session->isReadOnly());
    connect(session, &ProjectSession::pairsChanged, this, &DataPage::refresh);
    connect(session, &ProjectSession::labelsChanged, this, &DataPage::refresh);
    connect(session, &ProjectSession::runsChanged, m_model, &PairTableModel::lookForJudge);
    connect(session, &ProjectSession::stepMoved, this,
            [this](const DataChange &change, bool forward) {
                const bool isAnnounced =
                    change.id == m_announcedRemoval || change.kind == ChangeKind::Update;
                if (!forward && isAnnounced && messages().text() == m_announcement)
                    messages().dismiss();
            });
    restoreLayout();
    readViews();
    applyFilters();
}

void DataPage::focusStart()
{
    if (m_stack->currentWidget() == m_import)
        m_import->focusStart();
    else if (m_stack->currentWidget() == m_content)
        m_search->setFocus(Qt::OtherFocusReason);
    else
        m_empty->setFocus();
}

QTableView *DataPage::pairsView() const
{
    return m_table;
}

QWidget *DataPage::leftPane() const
{
    return m_leftPane;
}

QWidget *DataPage::rightPane() const
{
    return m_inspector;
}

} // namespace tunedesk
