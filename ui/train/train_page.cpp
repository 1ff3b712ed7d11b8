#include "train/train_page.h"

#include "jobs/model_catalogue.h"
#include "plots/plot_group.h"
#include "shell/deliver_later.h"
#include "shell/elided_line_edit.h"
#include "shell/file_dialog.h"
#include "shell/job_queue.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"
#include "shell/widgets.h"
#include "train/estimate_block.h"
#include "train/estimate_watch.h"
#include "train/model_downloads.h"
#include "train/model_table_model.h"
#include "train/new_run_view.h"
#include "train/own_recipes.h"
#include "train/recipe_form.h"
#include "train/recipe_pane.h"
#include "train/run_plots.h"
#include "train/run_text.h"
#include "train/running_view.h"

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
    watchRecipes();

    m_estimate = new EstimateWatch(jobs(), this);
    connect(m_estimate, &EstimateWatch::measuring, &m_new->estimate(),
            &EstimateBlock::setMeasuring);
    connect(m_estimate, &EstimateWatch::found, &m_new->estimate(), &EstimateBlock::setEstimate);
    connect(m_estimate, &EstimateWatch::knownChanged, this, &TrainPage::showTimes);
    connect(m_new, &NewRunView::changed, this, [this] {
        m_estimate->ask(m_new->chosen());
        m_estimate->setOthers(m_new->others());
        showTimes();
    });
    connect(m_new, &NewRunView::openFolderWished, this, &TrainPage::openModelFolder);
    auto *downloads = new ModelDownloads(jobs(), m_new->models(), this);
    connect(m_new, &NewRunView::downloadWished, downloads, &ModelDownloads::toggle);
    connect(downloads, &ModelDownloads::arrived, m_new, &NewRunView::addModel);
    connect(downloads, &ModelDownloads::failed, this,
            [this](const Error &error) { messages().show(error); });
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
    m_save = make(QKeySequence(Qt::CTRL | Qt::Key_S), [this] { saveRecipe(); });
    m_import = make({}, [this] { askRecipeFile(); });
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
    m_name = new ElidedLineEdit(Qt::ElideRight);
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
    m_saveButton = button(Button::Kind::Plain, "save", m_save, false);
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
    m_counter.reset();
    m_data.reset();
    m_estimate->setData({});
    m_endedRun = 0;
    m_pastRun.reset();
    messages().dismiss();
    if (!session)
        return;
    connect(session, &ProjectSession::labelsChanged, this, &TrainPage::readData);
    connect(session, &ProjectSession::pairsChanged, this, &TrainPage::readData);
    m_start->setEnabled(!session->isReadOnly());
    m_counter = std::make_unique<ProjectReader>(session->path());
    readDraft();
    readData();
    turnTo(shown() ? Show::Running : Show::NewRun);
}

void TrainPage::focusStart()
{
    if (m_show == Show::NewRun)
        m_new->recipePane().view()->setFocus();
    else if (m_show == Show::TooFew)
        m_labelMore->setFocus();
    else
        m_running->setFocus();
}

QList<QAction *> TrainPage::pageActions() const
{
    return {m_start, m_save, m_import, m_pause, m_stop, m_advanced, m_newRun};
}

QWidget *TrainPage::leftPane() const
{
    return m_show == Show::NewRun ? &m_new->recipePane() : nullptr;
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
    watchEstimate();
}

void TrainPage::watchEstimate()
{
    m_estimate->setActive(isVisible() && m_show == Show::NewRun && m_active.empty());
}

void TrainPage::showTimes()
{
    m_new->showTimes([this](const TrainOptions &options) { return m_estimate->known(options); });
}

void TrainPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    watchEstimate();
    m_recipes->read(); // another window may have changed them
}

void TrainPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    watchEstimate();
}

void TrainPage::showHeader()
{
    const bool form = m_show == Show::NewRun;
    const bool going = m_show == Show::Running && (shown() || m_shownJob == 0);
    const bool isOver = m_show == Show::Past || (m_show == Show::Running && !going);
    setSubject(form ? tr("New run") : QString());
    m_name->setVisible(form);
    m_startButton->setVisible(form);
    const bool hasRecipe = form || (isOver && m_pastRun);
    m_saveButton->setVisible(hasRecipe);
    m_save->setEnabled(hasRecipe);
    m_import->setEnabled(form);
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
    deliverLater(this, QtConcurrent::run([] { return listCatalogue(); }),
                 [this, question = ++m_modelsQuestion](std::vector<ModelInfo> models) {
                     if (question == m_modelsQuestion)
                         m_new->setModels(std::move(models));
                 });
}

void TrainPage::readData()
{
    if (!m_counter)
        return;
    m_counter->ask<TrainingData>(
        this, m_dataQuestion.next(), readTrainingData, [this](const Result<TrainingData> &known) {
            if (!known) {
                messages().show(known.error());
                return;
            }
            m_data = *known;
            m_new->setData(*known, m_session->path());
            m_estimate->setData(known->isEnough() ? m_session->path() : QString());
            m_estimate->setOthers(m_new->others()); // by the memory that is free now
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
    // open() in place of exec(): no event loop inside this one.
    auto *dialog = new FileDialog(this, tr("Open a model folder"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) {
        const auto added = QtConcurrent::run([folder] { return addModel(folder); });
        deliverLater(this, added, [this](const Result<ModelInfo> &model) {
            if (model)
                m_new->addModel(*model);
            else
                messages().show(model.error());
        });
    });
    dialog->open();
}

void TrainPage::showFeed(std::shared_ptr<MetricFeed> feed, const TrainOptions &options)
{
    m_shownJob = 0;
    m_runName->setText(options.name);
    m_running->follow(std::move(feed), options.name, options.modelName, options.recipe);
    turnTo(Show::Running);
}

void TrainPage::readRun(qint64 runId, std::function<void(const std::optional<RunSummary> &)> act)
{
    if (!m_session || runId <= 0) {
        act({});
        return;
    }
    using Found = std::optional<RunSummary>;
    m_session->reader().ask<Found>(
        this, {}, [runId](Project &project) { return project.runs().find(runId); },
        [this, act = std::move(act)](const Result<Found> &run) {
            if (!run)
                messages().show(run.error());
            act(run ? *run : Found());
        });
}

void TrainPage::open(const QVariant &what)
{
    const QVariantMap wish = what.toMap();
    if (const qint64 run = wish.value(QStringLiteral("run")).toLongLong())
        openRun(run);
    else if (const qint64 resumed = wish.value(QStringLiteral("resume")).toLongLong())
        resumeRun(resumed);
    else
        readRun(wish.value(QStringLiteral("again")).toLongLong(),
                [this](const std::optional<RunSummary> &again) {
                    if (!again)
                        return;
                    m_new->takeOver(again->recipe, again->modelPath, again->id);
                    turnTo(Show::NewRun);
                });
}

void TrainPage::retranslate()
{
    m_start->setText(tr("Start training"));
    m_save->setText(tr("Save recipe"));
    m_import->setText(tr("Import a recipe…"));
    m_advanced->setText(tr("Show or hide advanced settings"));
    m_newRun->setText(tr("New run"));
    m_backButton->setText(tr("Running one"));
    m_runsButton->setText(tr("Look at runs"));
    m_exportButton->setText(tr("Export"));
    m_name->setAccessibleName(tr("Name of the run"));
    m_name->setPlaceholderText(tr("Name of the run"));
    m_new->retranslate();
    m_running->retranslate();
    readModels(); // what they are good for is told in the language of now
    if (!m_nameTyped)
        m_name->setText(m_new->suggestedName());
    showHeader();
}

} // namespace tunedesk
