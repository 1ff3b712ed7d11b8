#include "runs/runs_page.h"

#include "runs/confusion_view.h"
#include "runs/recipe_difference_model.h"
#include "runs/run_curves.h"
#include "runs/run_table_model.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"
#include "shell/widgets.h"
#include "train/background_read.h"
#include "train/cell_delegate.h"
#include "train/run_text.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonObject>
#include <QLineEdit>
#include <QLocale>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>

namespace tunedesk
{

namespace
{
const QString kViewKey = QStringLiteral("runs/view");
constexpr int kLiveMs = 1000;
constexpr int kSaveMs = 800;
constexpr int kShownAtFirst = 4;
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
    m_table = new QTableView;
    m_table->setModel(m_sorted);
    m_table->setItemDelegate(new CellDelegate(theme(), m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setMouseTracking(true);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(RunTableModel::Started, Qt::DescendingOrder);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(RunTableModel::Name, QHeaderView::Fixed);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
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

    auto *recipe = new QWidget;
    auto *inRecipe = new QVBoxLayout(recipe);
    inRecipe->setContentsMargins(0, 0, 0, 0);
    inRecipe->setSpacing(0);
    auto *recipeHead = new QHBoxLayout;
    recipeHead->setContentsMargins(16, 8, 8, 8);
    recipeHead->setSpacing(8);
    m_recipeTitle = makeLabel(Theme::Type::BodyBold);
    m_recipeNote = new ElidedLabel(Theme::Type::Small, Token::Text3);
    m_showAll = new Button(theme(), Button::Kind::Flat);
    m_showAll->setSmall(true);
    m_showAll->setCheckable(true);
    recipeHead->addWidget(m_recipeTitle);
    recipeHead->addWidget(m_recipeNote, 1);
    recipeHead->addWidget(m_showAll);
    inRecipe->addLayout(recipeHead);
    m_differences = new RecipeDifferenceModel(this);
    auto *table = new QTableView;
    table->setModel(m_differences);
    table->setItemDelegate(new CellDelegate(theme(), table));
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->verticalHeader()->hide();
    table->verticalHeader()->setMinimumSectionSize(theme().scaled(28));
    table->verticalHeader()->setDefaultSectionSize(theme().scaled(28));
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table->horizontalHeader()->setHighlightSections(false);
    table->setAccessibleName(tr("Recipe, A and B"));
    inRecipe->addWidget(table, 1);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(16, 10, 16, 12);
    foot->setSpacing(8);
    m_comparable = makeLabel(Theme::Type::Small, Token::Text2);
    m_comparable->setWordWrap(true);
    auto *again = new Button(theme());
    again->setSmall(true);
    again->setIconName(QStringLiteral("copy"));
    again->followAction(m_again);
    foot->addWidget(m_comparable);
    foot->addWidget(again, 0, Qt::AlignLeft);
    inRecipe->addLayout(foot);
    split->addWidget(recipe);
    connect(m_showAll, &QPushButton::toggled, this, [this](bool on) {
        m_differences->setShowAll(on);
        showPair();
    });
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
    ++m_question;
    m_answers.clear();
    m_viewRead = false;
    messages().dismiss();
    if (!session) {
        m_liveTimer.stop();
        return;
    }
    m_runs->setReadOnly(session->isReadOnly());
    connect(session, &ProjectSession::runsChanged, this, &RunsPage::readRuns);
    connect(session, &ProjectSession::writeFailed, this,
            [this](const Error &error) { messages().show(error); });
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

void RunsPage::readRuns()
{
    if (!m_session)
        return;
    auto runs = m_session->project().runs().list();
    if (!runs) {
        messages().show(runs.error());
        return;
    }
    const bool going = std::any_of(runs->begin(), runs->end(), [](const RunSummary &run) {
        return run.state == RunState::Running;
    });
    going ? m_liveTimer.start() : m_liveTimer.stop();
    for (const RunSummary &run : *runs)
        if (const RunSummary *before = m_runs->run(run.id); before && before->state != run.state)
            m_answers.remove(run.id);
    const auto known = m_runs->runs().size();
    m_runs->setRuns(std::move(*runs));
    if (!m_viewRead)
        readView();
    else if (m_runs->runs().size() > known && !m_runs->runs().empty())
        m_runs->setShown(m_runs->runs().front().id, true);
    fillPair();
    m_stack->setCurrentIndex(m_runs->runs().empty() ? 1 : 0);
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

void RunsPage::readView()
{
    m_viewRead = true;
    const int rows = std::clamp(m_runs->rowCount(), 4, 9);
    const int top = theme().scaled(30 + 28 * rows) + 2;
    m_split->setSizes({top, std::max(300, m_split->height() - top)});
    const auto kept = m_session->project().settings().value(kViewKey);
    const QJsonObject view = kept && *kept ? (*kept)->toObject() : QJsonObject();
    QSet<qint64> shown;
    for (const QJsonValue &id : view[u"shown"].toArray())
        if (m_runs->run(id.toInteger()))
            shown.insert(id.toInteger());
    if (shown.isEmpty())
        for (const RunSummary &run : m_runs->runs())
            if (shown.size() < kShownAtFirst && run.bestStep > 0)
                shown.insert(run.id);
    if (const qint64 a = view[u"a"].toInteger(); m_runs->run(a))
        m_runs->setA(a);
    if (const qint64 b = view[u"b"].toInteger(); m_runs->run(b))
        m_runs->setB(b);
    m_runs->setShown(shown);
    if (view.contains(u"metric"))
        m_curves->setMetric(view[u"metric"].toString());
    showRuns();
    m_saveTimer.stop();
}

void RunsPage::fillPair()
{
    for (const RunSummary &run : m_runs->runs()) { // newest first
        if (run.state != RunState::Finished)
            continue;
        if (!m_runs->run(m_runs->a()))
            m_runs->setA(run.id);
        else if (!m_runs->run(m_runs->b()) && run.id != m_runs->a())
            m_runs->setB(run.id);
    }
}

void RunsPage::saveView()
{
    if (!m_session || m_session->isReadOnly())
        return;
    QJsonArray shown;
    for (qint64 id : m_runs->shown())
        shown.append(id);
    const QJsonObject view{{QStringLiteral("shown"), shown},
                           {QStringLiteral("a"), m_runs->a()},
                           {QStringLiteral("b"), m_runs->b()},
                           {QStringLiteral("metric"), m_curves->metric()}};
    m_session->write(
        [view](Project &project) { return project.settings().setValue(kViewKey, view); },
        ProjectSession::Change::Settings);
}

void RunsPage::showRuns()
{
    std::vector<RunSummary> shown;
    for (const RunSummary &run : m_runs->runs())
        if (m_runs->isShown(run.id))
            shown.push_back(run);
    std::stable_sort(shown.begin(), shown.end(), [this](const RunSummary &x, const RunSummary &y) {
        const auto rank = [this](const RunSummary &run) {
            return run.id == m_runs->a() ? 0 : run.id == m_runs->b() ? 1 : 2;
        };
        return rank(x) < rank(y);
    });
    m_curves->setRuns(shown, m_runs->a(), m_runs->b());
    readCurves();
    m_saveTimer.start();
}

void RunsPage::readCurves()
{
    if (!m_session)
        return;
    using Rows = std::vector<MetricRow>;
    for (const RunSummary &run : m_runs->runs()) {
        if (!m_runs->isShown(run.id))
            continue;
        const QString metricName = m_curves->metric();
        readLater<Rows>(
            this, m_session->path(),
            [id = run.id, metricName](Project &project) {
                return project.runs().metrics(id, {metricName});
            },
            [this, id = run.id, metricName, asked = m_session](const Result<Rows> &rows) {
                if (asked != m_session || metricName != m_curves->metric())
                    return;
                if (rows)
                    m_curves->setRows(id, *rows);
                else
                    messages().show(rows.error());
            });
    }
}

void RunsPage::readConfusion()
{
    if (!m_session)
        return;
    for (qint64 id : {m_runs->a(), m_runs->b()}) {
        if (id <= 0 || m_answers.contains(id))
            continue;
        m_answers.insert(id, std::nullopt);
        readLater<Answers>(
            this, m_session->path(),
            [id](Project &project) -> Result<Answers> {
                const auto predictions = project.runs().predictions(id, Split::Test);
                if (!predictions)
                    return predictions.error();
                std::vector<double> probability;
                std::vector<int> truth;
                for (const RunPrediction &prediction : *predictions) {
                    probability.push_back(prediction.probability);
                    truth.push_back(prediction.target >= 0.5 ? 1 : 0);
                }
                return Answers{static_cast<int>(truth.size()), binaryMetrics(probability, truth)};
            },
            [this, id, asked = m_session](const Result<Answers> &answers) {
                if (asked != m_session || !answers)
                    return;
                m_answers[id] = *answers;
                showPair();
            });
    }
}

void RunsPage::showPair()
{
    const auto copy = [this](qint64 id) {
        const RunSummary *run = m_runs->run(id);
        return run ? std::optional(*run) : std::nullopt;
    };
    const auto a = copy(m_runs->a());
    const auto b = copy(m_runs->b());
    m_differences->setRuns(a, b);
    m_recipeNote->setText(a && b ? tr("%1, %2", "3 differ, 19 are the same")
                                       .arg(tr("%n differ", nullptr, m_differences->differing()),
                                            tr("%n are the same", nullptr, m_differences->same()))
                                 : QString());
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
    if (!a || !b)
        m_comparable->setText(tr("Choose two runs with the keys A and B."));
    else if (a->snapshotHash == b->snapshotHash)
        m_comparable->setText(tr("Same snapshot and same test split: the scores can be compared."));
    else
        m_comparable->setText(
            tr("The snapshots differ: the scores come from different test splits."));
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
    m_recipeTitle->setText(tr("Recipe, A and B"));
    m_showAll->setText(tr("Show all"));
    m_empty->setTexts(tr("No runs yet"),
                      tr("Each training is kept here with its curves, so that you can compare."));
    m_first->setText(tr("Start a first run"));
    m_runs->retranslate();
    m_curves->retranslate();
    m_differences->refresh();
    if (m_session)
        readRuns();
}

} // namespace tunedesk
