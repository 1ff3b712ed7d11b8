#include "shell/job_queue.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"
#include "shell/widgets.h"
#include "train/estimate_watch.h"
#include "train/new_run_view.h"
#include "train/run_text.h"
#include "train/running_view.h"
#include "train/train_page.h"

#include <QLineEdit>
#include <QLocale>

#include <algorithm>

// The life of a run on the page: started, gone on with, watched, stopped, told about.
namespace tunedesk
{

namespace
{
TrainOptions slower(TrainOptions options)
{
    options.recipe.learningRate /= 2;
    options.recipe.headLearningRate /= 2; // 0 stays 0: as the body
    options.name = TrainPage::tr("%1, slower").arg(options.name);
    return options;
}
} // namespace

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
    m_estimate->setActive(false); // it would hold up the training
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
    if (m_show == Show::Running && job == m_shownJob)
        m_running->poll();
    const ActiveRun ended = *it;
    m_active.erase(it);
    m_stopping = false;
    if (m_session)
        m_session->announce(ProjectSession::Change::Runs);
    if (outcome)
        endRun(ended, summary->run, outcome);
    else
        readRun(ended.feed->progress().runId,
                [this, ended, outcome](const std::optional<RunSummary> &kept) {
                    endRun(ended, kept.value_or(RunSummary()), outcome);
                });
}

void TrainPage::endRun(const ActiveRun &ended, const RunSummary &kept,
                       const Result<Outcome> &outcome)
{
    const bool wasShown = m_show == Show::Running && ended.job == m_shownJob;
    RunSummary run = kept;
    if (!outcome)
        run.state = RunState::Failed;
    if (wasShown) {
        m_endedRun = run.id;
        m_pastRun = run;
        m_running->setEnded(run);
        m_badge->setBadge(outcomeBadge(run.state));
        m_show = Show::Past;
    }
    if (!outcome) {
        Error error = outcome.error();
        error.what = tr("The run “%1” failed: %2").arg(ended.options.name, error.what);
        messages().show(error);
        if (error.kind == ErrorKind::Diverged)
            messages().addAction(
                tr("Train again at half the learning rate"),
                [this, options = slower(ended.options)] { startJob(options, {}); });
        messages().addAction(tr("Change the recipe"), [this] { turnTo(Show::NewRun); });
        if (run.id > 0 && run.steps > 0 && error.kind != ErrorKind::Diverged)
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
    if (!m_session)
        return;
    struct Past {
        std::optional<RunSummary> run;
        std::vector<MetricRow> rows;
        std::vector<RunEvent> events;
    };
    m_session->reader().ask<Past>(
        this, m_pastQuestion.next(),
        [runId](Project &project) -> Result<Past> {
            auto run = project.runs().find(runId);
            if (!run)
                return run.error();
            auto rows = project.runs().metrics(runId);
            if (!rows)
                return rows.error();
            auto events = project.runs().events(runId);
            if (!events)
                return events.error();
            return Past{std::move(*run), std::move(*rows), std::move(*events)};
        },
        [this](const Result<Past> &past) {
            if (!past) {
                messages().show(past.error());
                return;
            }
            if (!past->run)
                return;
            const RunSummary &run = *past->run;
            m_endedRun = run.id;
            m_pastRun = run;
            m_runName->setText(runTitle(run));
            m_badge->setBadge(outcomeBadge(run.state));
            m_running->showPast(run, past->rows, past->events);
            turnTo(Show::Past);
            tellEnd(run);
        });
}

void TrainPage::resumeRun(qint64 runId)
{
    readRun(runId, [this](const std::optional<RunSummary> &run) {
        if (!run || m_session->isReadOnly())
            return;
        messages().dismiss();
        startJob({runTitle(*run), run->modelName, run->modelPath, run->recipe}, *run);
    });
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

} // namespace tunedesk
