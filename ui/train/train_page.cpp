#include "train/train_page.h"

#include "jobs/model_catalogue.h"
#include "plots/plot_group.h"
#include "shell/job_queue.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"
#include "shell/widgets.h"
#include "train/background_read.h"
#include "train/model_table_model.h"
#include "train/new_run_view.h"
#include "train/recipe_form.h"
#include "train/run_plots.h"
#include "train/run_text.h"
#include "train/running_view.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QStackedWidget>

#include <algorithm>

namespace tunedesk
{

namespace
{
const QString kDraftKey = QStringLiteral("train/draft");
const QString kSmoothingKey = QStringLiteral("train/smoothing");
constexpr int kDraftMs = 800;
} // namespace

TrainPage::TrainPage(const PageContext &context, QWidget *parent) : Page(context, parent)
{
    m_stack = new QStackedWidget;
    m_new = new NewRunView(theme());
    m_running = new RunningView(theme());
    m_tooFew = new EmptyState(theme(), QStringLiteral("graduation-cap"));
    m_labelMore = new Button(theme(), Button::Kind::Primary);
    m_labelMore->setIconName(QStringLiteral("tag"));
    m_tooFew->addButton(m_labelMore);
    connect(m_labelMore, &QPushButton::clicked, this, [this] { Q_EMIT navigate(Id::Label, {}); });
    for (QWidget *each : {static_cast<QWidget *>(m_new), static_cast<QWidget *>(m_running),
                          static_cast<QWidget *>(m_tooFew)})
        m_stack->addWidget(each);
    body().addWidget(m_stack, 1);
    makeActions();
    makeHeader();

    connect(m_new, &NewRunView::openFolderWished, this, &TrainPage::openModelFolder);
    connect(m_new, &NewRunView::changed, this, [this] {
        if (!m_nameTyped)
            m_name->setText(m_new->suggestedName());
        if (m_session)
            m_draftTimer.start();
    });
    m_draftTimer.setSingleShot(true);
    m_draftTimer.setInterval(kDraftMs);
    connect(&m_draftTimer, &QTimer::timeout, this, &TrainPage::saveDraft);
    connect(&jobs(), &JobQueue::progressed, this, &TrainPage::poll);
    connect(&m_running->plots(), &RunPlots::failedToSave, this, [this](const QString &path) {
        messages().show(Error{ErrorKind::File,
                              tr("The plot could not be saved."),
                              path,
                              tr("Check that the folder may be written to."),
                              {}});
    });
    connect(&m_running->plots(), &RunPlots::smoothingChosen, this, [this](double weight) {
        if (m_session && !m_session->isReadOnly())
            m_session->write(
                [weight](Project &project) {
                    return project.settings().setValue(kSmoothingKey, weight);
                },
                ProjectSession::Change::Settings);
    });
    retranslate();
    turnTo(Show::NewRun);
    readModels();
}

TrainPage::~TrainPage() = default;

QString TrainPage::title() const
{
    return tr("Train");
}

void TrainPage::makeActions()
{
    const auto make = [this](const QKeySequence &key, auto act) {
        auto *action = new QAction(this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, act);
        addAction(action);
        return action;
    };
    m_start = make(QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { startTraining(); });
    m_pause = make(QKeySequence(Qt::Key_P), [this] { togglePause(); });
    m_stop = make(QKeySequence(Qt::SHIFT | Qt::Key_Escape), [this] { stopRun(); });
    m_advanced = make(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A),
                      [this] { m_new->form().setAdvancedOpen(!m_new->form().isAdvancedOpen()); });
    m_newRun = make(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T), [this] {
        turnTo(m_data && !m_data->isEnough() ? Show::TooFew : Show::NewRun);
    });
}

void TrainPage::makeHeader()
{
    m_name = new QLineEdit;
    m_name->setMinimumWidth(260);
    m_name->setMaxLength(120);
    connect(m_name, &QLineEdit::textEdited, this,
            [this](const QString &text) { m_nameTyped = !text.trimmed().isEmpty(); });
    m_runName = new ElidedLabel(Theme::Type::BodyBold);
    m_badge = new BadgeLabel(theme());
    headerLeft().addWidget(m_name);
    headerLeft().addWidget(m_runName);
    headerLeft().addWidget(m_badge);
    const auto button = [this](Button::Kind kind, const char *icon, QAction *action, bool key) {
        auto *made = new Button(theme(), kind);
        made->setIconName(QString::fromLatin1(icon));
        if (action)
            made->followAction(action, key);
        headerRight().addWidget(made);
        return made;
    };
    m_newButton = button(Button::Kind::Flat, "plus", m_newRun, false);
    m_backButton = button(Button::Kind::Plain, "chart-spline", nullptr, false);
    m_pauseButton = button(Button::Kind::Plain, "pause", m_pause, true);
    m_stopButton = button(Button::Kind::Plain, "square", m_stop, false);
    m_exportButton = button(Button::Kind::Plain, "package", nullptr, false);
    m_runsButton = button(Button::Kind::Primary, "chart-spline", nullptr, false);
    m_startButton = button(Button::Kind::Primary, "play", m_start, true);
    connect(m_backButton, &QPushButton::clicked, this, [this] { turnTo(Show::Running); });
    connect(m_runsButton, &QPushButton::clicked, this, [this] {
        Q_EMIT navigate(Id::Runs, QVariantMap{{QStringLiteral("run"), m_endedRun}});
    });
    connect(m_exportButton, &QPushButton::clicked, this, [this] {
        Q_EMIT navigate(Id::Export, QVariantMap{{QStringLiteral("run"), m_endedRun}});
    });
}

void TrainPage::setSession(ProjectSession *session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_data.reset();
    m_endedRun = 0;
    messages().dismiss();
    if (!session)
        return;
    connect(session, &ProjectSession::labelsChanged, this, &TrainPage::readData);
    connect(session, &ProjectSession::pairsChanged, this, &TrainPage::readData);
    m_start->setEnabled(!session->isReadOnly());
    readDraft();
    readData();
    turnTo(shown() ? Show::Running : Show::NewRun);
}

void TrainPage::focusStart()
{
    if (m_show == Show::NewRun)
        m_new->presetView()->setFocus();
    else if (m_show == Show::TooFew)
        m_labelMore->setFocus();
    else
        m_running->setFocus();
}

QList<QAction *> TrainPage::pageActions() const
{
    return {m_start, m_pause, m_stop, m_advanced, m_newRun};
}

QWidget *TrainPage::leftPane() const
{
    return m_show == Show::NewRun ? m_new->presetPane() : nullptr;
}

QWidget *TrainPage::rightPane() const
{
    return m_show == Show::NewRun   ? m_new->startPane()
           : m_show == Show::TooFew ? nullptr
                                    : m_running->eventPane();
}

TrainPage::ActiveRun *TrainPage::shown()
{
    const auto it = std::find_if(m_active.begin(), m_active.end(),
                                 [this](const ActiveRun &run) { return run.job == m_shownJob; });
    return it == m_active.end() ? nullptr : &*it;
}

void TrainPage::turnTo(Show what)
{
    m_show = what;
    m_stack->setCurrentWidget(what == Show::NewRun   ? static_cast<QWidget *>(m_new)
                              : what == Show::TooFew ? static_cast<QWidget *>(m_tooFew)
                                                     : static_cast<QWidget *>(m_running));
    showHeader();
}

void TrainPage::showHeader()
{
    const bool form = m_show == Show::NewRun;
    const bool going = m_show == Show::Running && (shown() || m_shownJob == 0);
    const bool isOver = m_show == Show::Past || (m_show == Show::Running && !going);
    setSubject(form ? tr("New run") : QString());
    m_name->setVisible(form);
    m_startButton->setVisible(form);
    m_runName->setVisible(going || isOver);
    m_badge->setVisible(going || isOver);
    m_pauseButton->setVisible(going);
    m_stopButton->setVisible(going);
    m_newButton->setVisible(going || isOver);
    m_backButton->setVisible(form && !m_active.empty());
    m_runsButton->setVisible(isOver && m_endedRun > 0);
    m_exportButton->setVisible(isOver && m_endedRun > 0);
    m_start->setEnabled(form && !(m_session && m_session->isReadOnly()));
    m_pause->setEnabled(going && !m_stopping);
    m_stop->setEnabled(going && !m_stopping);
    const ActiveRun *run = shown();
    const auto state = run ? jobs().state(run->job) : JobQueue::State::Running;
    const MetricFeed::Progress progress = m_running->progress();
    const bool wishesPause = state == JobQueue::State::Paused;
    m_pause->setText(!wishesPause ? tr("Pause") : progress.paused ? tr("Go on") : tr("Pausing…"));
    m_pauseButton->setIconName(wishesPause ? QStringLiteral("play") : QStringLiteral("pause"));
    m_stop->setText(m_stopping ? tr("Stopping…") : tr("Stop, keep the best"));
    if (going)
        m_badge->setBadge(
            m_stopping ? Badge{tr("Stopping"), QStringLiteral("square"), Badge::Tone::Neutral}
            : state == JobQueue::State::Waiting
                ? Badge{tr("Waiting"), QStringLiteral("clock"), Badge::Tone::Neutral}
            : progress.paused ? Badge{tr("Paused"), QStringLiteral("pause"), Badge::Tone::Warn}
                              : outcomeBadge(RunState::Running));
}

void TrainPage::readModels()
{
    deliverLater(this, QtConcurrent::run([] { return listModels(); }),
                 [this](std::vector<ModelInfo> models) { m_new->setModels(std::move(models)); });
}

void TrainPage::readData()
{
    if (!m_session)
        return;
    readLater<TrainingData>(
        this, m_session->path(), readTrainingData,
        [this, asked = m_session](Result<TrainingData> known) {
            if (asked != m_session)
                return;
            if (!known) {
                messages().show(known.error());
                return;
            }
            m_data = *known;
            m_new->setData(*known);
            const int missing = std::max(1, TrainingData::kFewest - known->labelled);
            m_tooFew->setTexts(
                known->labelled >= TrainingData::kFewest
                    ? tr("One kind of label is missing")
                    : tr("%n label(s) more and you can train", nullptr, missing),
                tr("A first run needs %1 labels with both kinds. So far: %2 appropriate, %3 not.")
                    .arg(TrainingData::kFewest)
                    .arg(QLocale().toString(known->appropriate),
                         QLocale().toString(known->notAppropriate)));
            m_labelMore->setText(tr("Label pairs"));
            m_tooFew->setProgress(std::min(1.0, known->labelled / double(TrainingData::kFewest)));
            if (m_show == Show::NewRun && !known->isEnough())
                turnTo(Show::TooFew);
            else if (m_show == Show::TooFew && known->isEnough())
                turnTo(Show::NewRun);
        });
}

void TrainPage::readDraft()
{
    const auto draft = m_session->project().settings().value(kDraftKey);
    m_nameTyped = false;
    if (draft && *draft)
        m_new->setDraft((*draft)->toObject());
    if (const auto weight = m_session->project().settings().value(kSmoothingKey); weight && *weight)
        m_running->plots().group().setSmoothing((*weight)->toDouble());
    m_name->setText(m_new->suggestedName());
    m_draftTimer.stop();
}

void TrainPage::saveDraft()
{
    if (!m_session || m_session->isReadOnly())
        return;
    m_session->write(
        [draft = m_new->draft()](Project &project) {
            return project.settings().setValue(kDraftKey, draft);
        },
        ProjectSession::Change::Settings);
}

void TrainPage::openModelFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a model folder"));
    if (folder.isEmpty())
        return;
    const auto added = QtConcurrent::run([folder] { return addModel(folder); });
    deliverLater(this, added, [this](const Result<ModelInfo> &model) {
        if (model)
            m_new->addModel(*model);
        else
            messages().show(model.error());
    });
}

void TrainPage::startTraining()
{
    if (!m_session || m_show != Show::NewRun)
        return;
    auto options = m_new->options();
    if (!options) {
        messages().show(options.error());
        return;
    }
    messages().dismiss();
    options->name = m_name->text().trimmed();
    if (options->name.isEmpty())
        options->name = m_new->suggestedName();
    startJob(*options, {});
    m_nameTyped = false;
}

void TrainPage::startJob(TrainOptions options, std::optional<RunSummary> resumed)
{
    auto feed = std::make_shared<MetricFeed>();
    auto summary = std::make_shared<TrainSummary>();
    auto job = std::make_shared<quint64>(0);
    JobRequest request;
    request.title = tr("Training “%1”").arg(options.name);
    request.icon = QStringLiteral("graduation-cap");
    request.lane = JobRequest::Lane::Training;
    request.canPause = true;
    const QString file = m_session->path();
    request.work = [file, options, feed, summary,
                    runId = resumed ? resumed->id : 0](JobContext &context) -> Result<Outcome> {
        auto done = runId ? resumeTraining(file, runId, context, *feed)
                          : trainModel(file, options, context, *feed);
        if (!done)
            return done.error();
        *summary = *done;
        return done->outcome;
    };
    request.finished = [this, guard = QPointer<TrainPage>(this), job,
                        summary](const Result<Outcome> &outcome) {
        if (guard)
            jobFinished(*job, outcome, summary);
    };
    *job = jobs().start(std::move(request));
    m_active.push_back({*job, feed, options, false});
    m_shownJob = *job;
    m_stopping = false;
    m_runName->setText(options.name);
    m_running->follow(feed, options.name, options.modelName, options.recipe);
    turnTo(Show::Running);
    m_running->setFocus();
}

void TrainPage::showFeed(std::shared_ptr<MetricFeed> feed, const TrainOptions &options)
{
    m_shownJob = 0;
    m_runName->setText(options.name);
    m_running->follow(std::move(feed), options.name, options.modelName, options.recipe);
    turnTo(Show::Running);
}

void TrainPage::poll()
{
    for (ActiveRun &run : m_active)
        if (!run.announced && run.feed->progress().runId > 0 && m_session) {
            run.announced = true;
            m_session->announce(ProjectSession::Change::Runs);
        }
    if (m_show != Show::Running || !shown())
        return;
    m_running->poll();
    showHeader();
}

void TrainPage::jobFinished(quint64 job, const Result<Outcome> &outcome,
                            const std::shared_ptr<TrainSummary> &summary)
{
    const auto it = std::find_if(m_active.begin(), m_active.end(),
                                 [job](const ActiveRun &run) { return run.job == job; });
    if (it == m_active.end())
        return;
    const bool wasShown = m_show == Show::Running && job == m_shownJob;
    const qint64 runId = it->feed->progress().runId;
    const QString name = it->options.name;
    if (wasShown)
        m_running->poll();
    m_active.erase(it);
    m_stopping = false;
    if (m_session)
        m_session->announce(ProjectSession::Change::Runs);
    RunSummary run = summary->run;
    if (!outcome) {
        if (const auto kept = findRun(runId))
            run = *kept;
        run.state = RunState::Failed;
    }
    if (wasShown) {
        m_endedRun = run.id;
        m_running->setEnded(run);
        m_badge->setBadge(outcomeBadge(run.state));
        m_show = Show::Past;
    }
    if (!outcome) {
        Error error = outcome.error();
        error.what = tr("The run “%1” failed: %2").arg(name, error.what);
        messages().show(error);
        messages().addAction(tr("Change the recipe"), [this] { turnTo(Show::NewRun); });
        if (run.id > 0 && run.steps > 0)
            messages().addAction(tr("Go on from the last checkpoint"),
                                 [this, id = run.id] { resumeRun(id); });
    } else {
        tellEnd(run);
    }
    if (wasShown && !m_active.empty()) { // the next one of the queue
        m_shownJob = m_active.front().job;
        const ActiveRun &next = m_active.front();
        m_runName->setText(next.options.name);
        m_running->follow(next.feed, next.options.name, next.options.modelName,
                          next.options.recipe);
        m_show = Show::Running;
    }
    turnTo(m_show);
}

void TrainPage::tellEnd(const RunSummary &run)
{
    const QMap<QString, double> &scores = run.test.isEmpty() ? run.best : run.test;
    const bool isNoBetter = scores.contains(QLatin1String(metric::kMajorityAccuracy)) &&
                            scores.value(QLatin1String(metric::kAccuracy)) <=
                                scores.value(QLatin1String(metric::kMajorityAccuracy));
    if (run.state == RunState::Finished && isNoBetter)
        messages().show(
            MessageBar::Kind::Warning,
            tr("“%1” is done, but always giving the more frequent answer would be as good.")
                .arg(runTitle(run)),
            tr("%1. More labels help most; then more layers that train, or more epochs.")
                .arg(scoresSentence(scores)));
    else if (run.state == RunState::Finished && !run.test.isEmpty())
        messages().show(MessageBar::Kind::Good, tr("“%1” is done.").arg(runTitle(run)),
                        tr("Test split: %1.").arg(scoresSentence(run.test)));
    else if (run.state == RunState::Failed)
        messages().show(MessageBar::Kind::Error, tr("“%1” failed.").arg(runTitle(run)), run.error);
    else if (run.state == RunState::Interrupted)
        messages().show(
            MessageBar::Kind::Warning,
            tr("“%1” was cut off at step %2.").arg(runTitle(run), QLocale().toString(run.steps)),
            tr("It can go on from its last checkpoint."));
    else if (run.state == RunState::Finished)
        messages().show(MessageBar::Kind::Good, tr("“%1” is done.").arg(runTitle(run)),
                        tr("Validation split: %1.").arg(scoresSentence(run.best)));
    else
        messages().show(
            MessageBar::Kind::Info,
            tr("“%1” was stopped at step %2.").arg(runTitle(run), QLocale().toString(run.steps)),
            tr("The best and the last checkpoint are kept."));
    const QVariantMap what{{QStringLiteral("run"), run.id}};
    if (run.state == RunState::Stopped || run.state == RunState::Interrupted)
        messages().addAction(tr("Go on"), [this, id = run.id] { resumeRun(id); });
    messages().addAction(tr("Look at runs"), [this, what] { Q_EMIT navigate(Id::Runs, what); });
    if (run.state == RunState::Finished)
        messages().addAction(tr("Export"), [this, what] { Q_EMIT navigate(Id::Export, what); });
}

std::optional<RunSummary> TrainPage::findRun(qint64 runId)
{
    if (!m_session || runId <= 0)
        return {};
    auto run = m_session->project().runs().find(runId);
    if (!run) {
        messages().show(run.error());
        return {};
    }
    return *run;
}

void TrainPage::open(const QVariant &what)
{
    const QVariantMap wish = what.toMap();
    if (const qint64 run = wish.value(QStringLiteral("run")).toLongLong())
        openRun(run);
    else if (const qint64 resumed = wish.value(QStringLiteral("resume")).toLongLong())
        resumeRun(resumed);
    else if (const auto again = findRun(wish.value(QStringLiteral("again")).toLongLong())) {
        m_new->takeOver(again->recipe, again->modelPath);
        turnTo(Show::NewRun);
    }
}

void TrainPage::openRun(qint64 runId)
{
    for (const ActiveRun &run : m_active)
        if (run.feed->progress().runId == runId) {
            m_shownJob = run.job;
            m_runName->setText(run.options.name);
            m_running->follow(run.feed, run.options.name, run.options.modelName,
                              run.options.recipe);
            turnTo(Show::Running);
            return;
        }
    const auto run = findRun(runId);
    if (!run)
        return;
    using Past = std::pair<std::vector<MetricRow>, std::vector<RunEvent>>;
    readLater<Past>(
        this, m_session->path(),
        [runId](Project &project) -> Result<Past> {
            auto rows = project.runs().metrics(runId);
            if (!rows)
                return rows.error();
            auto events = project.runs().events(runId);
            if (!events)
                return events.error();
            return Past{std::move(*rows), std::move(*events)};
        },
        [this, run = *run](Result<Past> past) {
            if (!past) {
                messages().show(past.error());
                return;
            }
            m_endedRun = run.id;
            m_runName->setText(runTitle(run));
            m_badge->setBadge(outcomeBadge(run.state));
            m_running->showPast(run, past->first, past->second);
            turnTo(Show::Past);
            tellEnd(run);
        });
}

void TrainPage::resumeRun(qint64 runId)
{
    const auto run = findRun(runId);
    if (!run || m_session->isReadOnly())
        return;
    messages().dismiss();
    startJob({runTitle(*run), run->modelName, run->modelPath, run->recipe}, *run);
}

void TrainPage::togglePause()
{
    if (ActiveRun *run = shown(); run && m_show == Show::Running) {
        jobs().setPaused(run->job, jobs().state(run->job) != JobQueue::State::Paused);
        showHeader();
    }
}

void TrainPage::stopRun()
{
    if (ActiveRun *run = shown(); run && m_show == Show::Running) {
        m_stopping = true;
        showHeader();
        jobs().stop(run->job);
    }
}

void TrainPage::retranslate()
{
    m_start->setText(tr("Start training"));
    m_advanced->setText(tr("Show or hide advanced settings"));
    m_newRun->setText(tr("New run"));
    m_backButton->setText(tr("Running one"));
    m_runsButton->setText(tr("Look at runs"));
    m_exportButton->setText(tr("Export"));
    m_name->setAccessibleName(tr("Name of the run"));
    m_name->setPlaceholderText(tr("Name of the run"));
    m_new->retranslate();
    m_running->retranslate();
    if (!m_nameTyped)
        m_name->setText(m_new->suggestedName());
    showHeader();
}

} // namespace tunedesk
