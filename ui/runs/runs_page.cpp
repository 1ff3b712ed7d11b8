#include "runs/runs_page.h"

#include "runs/confusion_view.h"
#include "runs/recipe_difference_view.h"
#include "runs/run_curves.h"
#include "runs/run_table_model.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"
#include "shell/table_view.h"
#include "shell/widgets.h"
#include "train/cell_delegate.h"
#include "train/run_text.h"

#include <QBoxLayout>
#include <QEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QSortFilterProxyModel>
#include <QStackedWidget>

#include <algorithm>

namespace tunedesk
{

namespace
{
constexpr int kLiveMs = 1000;
constexpr int kSaveMs = 800;
} // namespace

RunsPage::RunsPage(const PageContext &context, QWidget *parent) : Page(context, parent)
{
    m_runs = new RunTableModel(this);
    m_stack = new QStackedWidget;
    m_split = new Splitter(Qt::Vertical);
    makeActions();
    makeTable();
    m_split->addWidget(m_table);
    m_split->addWidget(makeBelow());
    m_split->setStretchFactor(1, 1);
    m_split->setSizes({240, 530});
    m_empty = new EmptyState(theme(), QStringLiteral("chart-spline"));
    m_first = new Button(theme(), Button::Kind::Primary);
    m_first->setIconName(QStringLiteral("play"));
    m_empty->addButton(m_first);
    connect(m_first, &QPushButton::clicked, this, [this] { Q_EMIT navigate(Id::Train, {}); });
    m_stack->addWidget(m_split);
    m_stack->addWidget(m_empty);
    body().addWidget(m_stack, 1);
    makeHeader();

    connect(m_runs, &RunTableModel::renameWished, this, &RunsPage::rename);
    connect(m_runs, &RunTableModel::shownChanged, this, &RunsPage::showRuns);
    connect(m_runs, &RunTableModel::pairChanged, this, [this] {
        showRuns();
        showPair();
        readConfusion();
    });
    connect(m_curves, &RunCurves::metricChosen, this, &RunsPage::showRuns);
    m_liveTimer.setInterval(kLiveMs);
    connect(&m_liveTimer, &QTimer::timeout, this, [this] {
        if (isVisible())
            readRuns();
    });
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(kSaveMs);
    connect(&m_saveTimer, &QTimer::timeout, this, &RunsPage::saveView);
    retranslate();
    enableActions();
}

RunsPage::~RunsPage() = default;

QString RunsPage::title() const
{
    return tr("Runs");
}

void RunsPage::makeActions()
{
    const auto make = [this](const QKeySequence &key, auto act) {
        auto *action = new QAction(this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, act);
        addAction(action);
        return action;
    };
    m_open = make(QKeySequence(Qt::Key_Return), [this] { navigateTo(Id::Train, "run"); });
    m_export = make(QKeySequence(Qt::CTRL | Qt::Key_E), [this] { navigateTo(Id::Export, "run"); });
    m_again = make(QKeySequence(Qt::CTRL | Qt::Key_D), [this] { navigateTo(Id::Train, "again"); });
    m_resume =
        make(QKeySequence(Qt::CTRL | Qt::Key_G), [this] { navigateTo(Id::Train, "resume"); });
    m_delete = make(QKeySequence(Qt::Key_Delete), [this] { removeRun(); });
    m_eye = make(QKeySequence(Qt::Key_Space), [this] { toggleShown(); });
    m_chooseA = make(QKeySequence(Qt::Key_A), [this] { m_runs->setA(currentRun()); });
    m_chooseB = make(QKeySequence(Qt::Key_B), [this] { m_runs->setB(currentRun()); });
    m_rename = make(QKeySequence(Qt::Key_F2), [this] {
        const QModelIndex current = m_table->currentIndex();
        if (current.isValid())
            m_table->edit(current.siblingAtColumn(RunTableModel::Name));
    });
}

void RunsPage::makeHeader()
{
    m_filter = new QLineEdit;
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedWidth(208);
    m_filter->addAction(theme().icon(QStringLiteral("search"), Token::Text3),
                        QLineEdit::LeadingPosition);
    connect(m_filter, &QLineEdit::textChanged, m_sorted,
            &QSortFilterProxyModel::setFilterFixedString);
    headerRight().addWidget(m_filter);
    const auto button = [this](Button::Kind kind, const char *icon, QAction *action, bool key) {
        auto *made = new Button(theme(), kind);
        made->setIconName(QString::fromLatin1(icon));
        made->followAction(action, key);
        headerRight().addWidget(made);
        return made;
    };
    button(Button::Kind::Flat, "trash-2", m_delete, false);
    auto *resume = button(Button::Kind::Plain, "play", m_resume, false);
    connect(m_resume, &QAction::changed, resume,
            [this, resume] { resume->setVisible(m_resume->isEnabled()); });
    button(Button::Kind::Plain, "graduation-cap", m_open, false);
    button(Button::Kind::Primary, "package", m_export, true);
}

void RunsPage::makeTable()
{
    m_sorted = new QSortFilterProxyModel(this);
    m_sorted->setSourceModel(m_runs);
    m_sorted->setSortRole(RunTableModel::SortRole);
    m_sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_sorted->setFilterKeyColumn(RunTableModel::Name);
    m_table = new TableView;
    m_table->setModel(m_sorted);
    m_table->setItemDelegate(new CellDelegate(theme(), m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(RunTableModel::Started, Qt::DescendingOrder);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(RunTableModel::Name, QHeaderView::Fixed);
    m_table->viewport()->installEventFilter(this);
    connect(m_table->horizontalHeader(), &QHeaderView::sectionResized, this, [this](int column) {
        if (column != RunTableModel::Name)
            fitName();
    });
    m_table->setMinimumHeight(120);
    connect(m_table, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == RunTableModel::Show)
            toggleShown();
    });
    connect(m_table, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex &index) {
        if (index.column() == RunTableModel::Name)
            m_table->edit(index);
        else if (index.column() != RunTableModel::Show)
            m_open->trigger();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &RunsPage::selectionChanged);
    connect(&theme(), &Theme::changed, this, &RunsPage::sizeTable);
    sizeTable();
}

void RunsPage::sizeTable()
{
    const int line = theme().scaled(28);
    m_table->verticalHeader()->setMinimumSectionSize(line);
    m_table->verticalHeader()->setDefaultSectionSize(line);
    m_table->horizontalHeader()->setFixedHeight(theme().scaled(30));
    m_table->resizeColumnsToContents();
    fitName();
}

void RunsPage::fitName()
{
    const QHeaderView &header = *m_table->horizontalHeader();
    const int others = header.length() - header.sectionSize(RunTableModel::Name);
    m_table->setColumnWidth(RunTableModel::Name,
                            std::max(theme().scaled(220), m_table->viewport()->width() - others));
}

bool RunsPage::eventFilter(QObject *watched, QEvent *event)
{
    if (m_table && watched == m_table->viewport() && event->type() == QEvent::Resize)
        fitName();
    return Page::eventFilter(watched, event);
}

QWidget *RunsPage::makeBelow()
{
    auto *split = new Splitter(Qt::Horizontal);
    m_curves = new RunCurves(theme());
    split->addWidget(m_curves);

    auto *confusion = new QWidget;
    auto *inConfusion = new QVBoxLayout(confusion);
    inConfusion->setContentsMargins(0, 0, 0, 0);
    inConfusion->setSpacing(0);
    auto *confusionHead = new QHBoxLayout;
    confusionHead->setContentsMargins(16, 10, 8, 10);
    confusionHead->setSpacing(8);
    m_confusionTitle = makeLabel(Theme::Type::BodyBold);
    m_confusionNote = new ElidedLabel(Theme::Type::Small, Token::Text3);
    confusionHead->addWidget(m_confusionTitle);
    confusionHead->addWidget(m_confusionNote, 1);
    inConfusion->addLayout(confusionHead);
    m_confusion = new ConfusionView(theme());
    inConfusion->addWidget(m_confusion, 1);
    split->addWidget(confusion);

    m_recipes = new RecipeDifferenceView(theme(), *m_again);
    split->addWidget(m_recipes);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setStretchFactor(2, 2);
    split->setSizes({500, 440, 420});
    return split;
}

void RunsPage::setSession(ProjectSession *session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_runs->setRuns({});
    m_saveTimer.stop(); // it would write into the other project
    m_answers.clear();
    m_viewRead = false;
    messages().dismiss();
    if (!session) {
        m_liveTimer.stop();
        return;
    }
    m_runs->setReadOnly(session->isReadOnly());
    connect(session, &ProjectSession::runsChanged, this, &RunsPage::readRuns);
    readRuns();
}

void RunsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (m_session)
        readRuns();
}

void RunsPage::focusStart()
{
    if (m_stack->currentWidget() == m_empty)
        m_first->setFocus();
    else
        m_table->setFocus();
}

QList<QAction *> RunsPage::pageActions() const
{
    return {m_open, m_export, m_again, m_resume, m_rename, m_delete, m_eye, m_chooseA, m_chooseB};
}

void RunsPage::setRuns(std::vector<RunSummary> runs, const std::optional<QJsonObject> &view)
{
    const bool going = std::any_of(runs.begin(), runs.end(), [](const RunSummary &run) {
        return run.state == RunState::Running;
    });
    going ? m_liveTimer.start() : m_liveTimer.stop();
    for (const RunSummary &run : runs)
        if (const RunSummary *before = m_runs->run(run.id); before && before->state != run.state)
            m_answers.remove(run.id);
    const auto known = m_runs->runs().size();
    m_runs->setRuns(std::move(runs));
    if (view)
        takeView(*view);
    else if (m_runs->runs().size() > known && !m_runs->runs().empty())
        m_runs->setShown(m_runs->runs().front().id, true);
    fillPair();
    if (const int index = m_runs->runs().empty() ? 1 : 0; m_stack->currentIndex() != index) {
        m_stack->setCurrentIndex(index);
        if (isVisible())
            focusStart();
    }
    if (m_wanted > 0 && m_runs->rowOf(m_wanted) >= 0) {
        m_runs->setShown(m_wanted, true);
        const QModelIndex at =
            m_sorted->mapFromSource(m_runs->index(m_runs->rowOf(m_wanted), RunTableModel::Name));
        m_table->setCurrentIndex(at);
        m_wanted = 0;
    } else if (!m_table->currentIndex().isValid() && m_sorted->rowCount() > 0) {
        m_table->setCurrentIndex(m_sorted->index(0, RunTableModel::Name));
    }
    setSubject(tr("%1, %2", "7 runs, 4 shown")
                   .arg(tr("%n run(s)", nullptr, static_cast<int>(m_runs->runs().size())),
                        tr("%n shown", nullptr, static_cast<int>(m_runs->shown().size()))));
    readCurves();
    showPair();
    readConfusion();
    enableActions();
}

void RunsPage::showPair()
{
    const auto copy = [this](qint64 id) {
        const RunSummary *run = m_runs->run(id);
        return run ? std::optional(*run) : std::nullopt;
    };
    const auto a = copy(m_runs->a());
    const auto b = copy(m_runs->b());
    m_recipes->setRuns(a, b);
    const auto side =
        [this](const std::optional<RunSummary> &run) -> std::optional<ConfusionView::Side> {
        if (!run || run->recipe.objective == u"regression")
            return {};
        const auto answers = m_answers.value(run->id);
        if (!answers || answers->pairs == 0)
            return {};
        return ConfusionView::Side{run->slot, answers->metrics};
    };
    const auto sideA = side(a);
    const auto sideB = side(b);
    m_confusion->setSides(sideA, sideB);
    const int pairs = sideA ? sideA->metrics.pairs : sideB ? sideB->metrics.pairs : 0;
    m_confusionNote->setText(pairs ? tr("test split, %n pair(s), cut at 0.50", nullptr, pairs)
                                   : QString());
}

void RunsPage::enableActions()
{
    const RunSummary *run = m_runs->run(currentRun());
    const bool writable = m_session && !m_session->isReadOnly();
    const bool going = run && run->state == RunState::Running;
    m_open->setEnabled(run);
    m_export->setEnabled(run && run->bestStep > 0 && !going);
    m_again->setEnabled(run);
    m_resume->setEnabled(run && writable &&
                         (run->state == RunState::Stopped || run->state == RunState::Interrupted));
    m_delete->setEnabled(run && writable && !going);
    m_rename->setEnabled(run && writable);
    for (QAction *action : {m_eye, m_chooseA, m_chooseB})
        action->setEnabled(run);
}

void RunsPage::selectionChanged()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows(RunTableModel::Name);
    if (rows.size() == 2) {
        m_runs->setA(rows[0].data(RunTableModel::RunIdRole).toLongLong());
        m_runs->setB(rows[1].data(RunTableModel::RunIdRole).toLongLong());
    }
    enableActions();
}

qint64 RunsPage::currentRun() const
{
    return m_table->currentIndex().data(RunTableModel::RunIdRole).toLongLong();
}

void RunsPage::rename(qint64 runId, const QString &name)
{
    const RunSummary *run = m_runs->run(runId);
    if (!m_session || !run)
        return;
    m_session->perform(
        tr("Rename “%1”").arg(runTitle(*run)),
        [runId, name](Project &project) { return project.runs().rename(runId, name); },
        [runId, before = run->name](Project &project) {
            return project.runs().rename(runId, before);
        },
        ProjectSession::Change::Runs);
}

void RunsPage::removeRun()
{
    const qint64 runId = currentRun();
    const RunSummary *run = m_runs->run(runId);
    if (!m_session || !run)
        return;
    m_session->perform(
        tr("Delete “%1”").arg(runTitle(*run)),
        [runId](Project &project) { return project.runs().setRemoved(runId, true); },
        [runId](Project &project) { return project.runs().setRemoved(runId, false); },
        ProjectSession::Change::Runs);
}

void RunsPage::toggleShown()
{
    const qint64 run = currentRun();
    if (run > 0)
        m_runs->setShown(run, !m_runs->isShown(run));
}

void RunsPage::navigateTo(Id page, const char *what)
{
    if (const qint64 run = currentRun(); run > 0)
        Q_EMIT navigate(page, QVariantMap{{QString::fromLatin1(what), run}});
}

void RunsPage::open(const QVariant &what)
{
    m_wanted = what.toMap().value(QStringLiteral("run")).toLongLong();
    readRuns();
}

void RunsPage::retranslate()
{
    m_open->setText(tr("Open run"));
    m_export->setText(tr("Export…"));
    m_again->setText(tr("Train again from this"));
    m_resume->setText(tr("Go on"));
    m_delete->setText(tr("Delete"));
    m_eye->setText(tr("Show or hide the curves"));
    m_chooseA->setText(tr("Choose as A"));
    m_chooseB->setText(tr("Choose as B"));
    m_rename->setText(tr("Rename"));
    m_filter->setPlaceholderText(tr("Filter runs"));
    m_filter->setAccessibleName(tr("Filter runs"));
    m_table->setAccessibleName(tr("Runs"));
    m_confusionTitle->setText(tr("Confusion"));
    m_confusion->setAccessibleName(tr("Confusion"));
    m_empty->setTexts(tr("No runs yet"),
                      tr("Each training is kept here with its curves, so that you can compare."));
    m_first->setText(tr("Start a first run"));
    m_runs->retranslate();
    m_curves->retranslate();
    m_recipes->retranslate();
    if (m_session)
        readRuns();
}

} // namespace tunedesk
