#include "run_printer.h"

#include "base/duration_text.h"
#include "command.h"

#include <QJsonDocument>

#include <cmath>

namespace tunedesk::cli
{

namespace
{
Json metricsJson(const QMap<QString, double> &metrics)
{
    Json json = Json::object();
    for (auto it = metrics.begin(); it != metrics.end(); ++it)
        json[utf8(it.key())] = number(it.value());
    return json;
}

bool isStepMetric(const QString &name)
{
    for (const char *one : {metric::kTrainLoss, metric::kLearningRate, metric::kGradientNorm,
                            metric::kSamplesPerSecond})
        if (name == QLatin1String(one))
            return true;
    return false;
}

QString figure(double value)
{
    return QString::number(value, 'f', 4);
}

/// "accuracy 0.71, F1 0.70 (always the larger class: 0.51; always appropriate: F1 0.66)"
QString scoresText(const QMap<QString, double> &metrics)
{
    const auto value = [&](const char *name) {
        return metrics.value(QLatin1String(name), std::nan(""));
    };
    if (metrics.contains(QLatin1String(metric::kMse)))
        return Text::tr("mean squared error %1, correlation %2")
            .arg(figure(value(metric::kMse)), figure(value(metric::kPearson)));
    if (!metrics.contains(QLatin1String(metric::kF1)))
        return Text::tr("not evaluated");
    return Text::
        tr("accuracy %1, F1 %2 (always the larger class: accuracy %3; always “appropriate”: F1 %4)")
            .arg(figure(value(metric::kAccuracy)), figure(value(metric::kF1)),
                 figure(value(metric::kMajorityAccuracy)), figure(value(metric::kMajorityF1)));
}
} // namespace

Json number(double value)
{
    return std::isfinite(value) ? Json(value) : Json();
}

QString runStateText(RunState state)
{
    switch (state) {
    case RunState::Running:
        return Text::tr("running");
    case RunState::Finished:
        return Text::tr("finished");
    case RunState::Stopped:
        return Text::tr("stopped");
    case RunState::Failed:
        return Text::tr("failed");
    case RunState::Interrupted:
        return Text::tr("interrupted");
    }
    Q_UNREACHABLE();
}

Json runFields(const RunSummary &run)
{
    Json best = metricsJson(run.best);
    best["step"] = run.bestStep;
    best["epoch"] = run.bestEpoch;
    const QByteArray recipe = QJsonDocument(run.recipe.toJson()).toJson(QJsonDocument::Compact);
    Json fields = {{"run", run.id},
                   {"name", utf8(run.name)},
                   {"state", utf8(runStateName(run.state))},
                   {"model", utf8(run.modelName)},
                   {"recipe", Json::parse(recipe.toStdString())},
                   {"best", best},
                   {"test", metricsJson(run.test)},
                   {"step", run.steps},
                   {"total_steps", run.totalSteps},
                   {"seconds", run.seconds},
                   {"snapshot", utf8(run.snapshotHash)}};
    if (!run.error.isEmpty())
        fields["error"] = utf8(run.error);
    return fields;
}

void RunPrinter::printNew(bool last)
{
    printStart();
    for (const RunEvent &event : m_feed.eventsSince(m_events)) {
        ++m_events;
        print(event);
    }
    for (const MetricRow &row : m_feed.rowsSince(m_rows)) {
        ++m_rows;
        const bool isCheck = !isStepMetric(row.name);
        if (!m_open.values.empty() && (row.step != m_open.step || isCheck != m_open.isCheck)) {
            print(m_open);
            m_open = {};
        }
        m_open.step = row.step;
        m_open.epoch = row.epoch;
        m_open.seconds = row.seconds;
        m_open.isCheck = isCheck;
        m_open.values[row.name] = row.value;
    }
    if (last && !m_open.values.empty()) {
        print(m_open);
        m_open = {};
    }
}

void RunPrinter::printStart()
{
    const MetricFeed::Progress progress = m_feed.progress();
    if (m_started || progress.runId == 0)
        return;
    m_started = true;
    m_console.answer({{"event", "start"}, {"run", progress.runId}},
                     Text::tr("Run %1").arg(progress.runId));
}

void RunPrinter::print(const Group &group)
{
    Json fields = {{"event", group.isCheck ? "epoch" : "step"},
                   {"run", m_feed.progress().runId},
                   {"step", group.step},
                   {"epoch", group.epoch}};
    QMap<QString, double> metrics;
    for (const auto &[name, value] : group.values) {
        fields[utf8(name)] = number(value);
        metrics.insert(name, value);
    }
    fields["seconds"] = group.seconds;
    if (group.isCheck)
        m_console.answer(
            fields,
            Text::tr("Step %1, epoch %2: validation loss %3, %4")
                .arg(group.step)
                .arg(group.epoch, 0, 'f', 2)
                .arg(figure(metrics.value(QLatin1String(metric::kValidationLoss), std::nan(""))),
                     scoresText(metrics)));
    else
        m_console.answer(fields, {}); // text shows checks only; the bar shows steps
}

void RunPrinter::print(const RunEvent &event)
{
    // Each check writes a checkpoint, whether it was the best so far or not.
    using Kind = RunEvent::Kind;
    if (event.kind == Kind::Checkpoint || event.kind == Kind::Best || event.kind == Kind::NoGain)
        m_console.answer({{"event", "checkpoint"},
                          {"run", m_feed.progress().runId},
                          {"step", event.step},
                          {"best", event.kind == RunEvent::Kind::Best}},
                         {});
    if (!m_console.json)
        m_console.note(event.detail.isEmpty() ? event.what
                                              : event.what + QStringLiteral("  ") + event.detail);
}

void RunPrinter::printDone(const RunSummary &run)
{
    Json fields = {{"event", "done"}};
    fields.update(runFields(run));
    m_console.answer(
        fields,
        Text::tr("Run %1, %2: %n steps in %3\n  best on validation, step %4: %5\n  test: %6",
                 nullptr, int(run.steps))
            .arg(run.id)
            .arg(run.name)
            .arg(durationText(run.seconds))
            .arg(run.bestStep)
            .arg(scoresText(run.best), scoresText(run.test)));
    const QMap<QString, double> &scores = run.test.isEmpty() ? run.best : run.test;
    const QLatin1String majority(metric::kMajorityAccuracy);
    if (run.state == RunState::Finished && scores.contains(majority) &&
        scores.value(QLatin1String(metric::kAccuracy)) <= scores.value(majority))
        m_console.warn(Text::tr("this is no better than always saying the more frequent label."));
}

} // namespace tunedesk::cli
