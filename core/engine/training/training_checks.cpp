// A training's checks on the validation pairs, and the two checkpoints that it keeps.
#include "engine/training/check_report.h"
#include "engine/training/training_run.h"
#include "engine/training/validation.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Trainer)
};

constexpr qint64 kSmallFiles = 1024 * 1024; ///< beside the weights of a checkpoint
} // namespace

Result<Outcome> Training::checkIfDue()
{
    if (m_state.step == 0 || m_state.checkedStep == m_state.step || !isCheckStep(m_state.step))
        return Outcome::Finished;
    const double started = m_clock.seconds();
    putRowsBack();
    Check check;
    if (!m_validation.encodings.empty())
        check = validate(m_network, m_validationPairs, m_validation.targets,
                         m_objective.isRegression(), m_job, m_options.processes);
    if (check.outcome == Outcome::Stopped)
        return Outcome::Stopped;
    m_timeLeft.check(m_clock.seconds() - started);
    for (auto it = check.metrics.begin(); it != check.metrics.end(); ++it)
        metricRow(it.key().toLatin1().constData(), it.value());
    metricRow(metric::kPeakRssMib, peakResidentMib());

    EarlyStopping &stopping = m_state.stopping;
    const bool isGain = stopping.check(runStep(), epochAt(m_state.step), check.metrics);
    const bool isBest = isGain && !bestIsOfBefore();
    m_state.checkedStep = m_state.step;
    std::vector<Checkpoint> checkpoints;
    if (isBest) {
        checkpoints.push_back(bestCheckpoint(m_network.plainParameters(), stopping, runStep(),
                                             m_options, m_listener));
        keepLastingApart(checkpoints.back().files.front());
        m_holdsBest = m_recipe.loraRank == 0; // otherwise they are merged
    }
    m_listener.event(checkEvent(stopping, runStep(), check.metrics, isBest));
    if (shouldStop() && m_state.step < m_state.totalSteps)
        event(RunEvent::Kind::Info, Text::tr("Stopped early"),
              Text::tr("%n checks in a row brought nothing better. The best was step %1.", nullptr,
                       stopping.checksWithoutGain)
                  .arg(QLocale().toString(stopping.bestStep)));
    reportProgress(RunStage::Training,
                   static_cast<double>(m_state.step) / static_cast<double>(m_state.totalSteps),
                   true);
    checkpoints.push_back(lastCheckpoint());
    if (auto writes = write(std::move(checkpoints)); !writes)
        return writes.error();
    return Outcome::Finished;
}

void Training::keepLastingApart(CheckpointFile &weights) const
{
    NamedTensors &changing = std::get<NamedTensors>(weights.content);
    weights.lasting = std::exchange(changing, {});
    for (const NamedParameter &parameter : m_trained)
        if (auto trained = weights.lasting.extract(parameter.name))
            changing.insert(std::move(trained));
}

CheckpointSizes Training::checkpointSizes() const
{
    CheckpointSizes sizes{kSmallFiles, kSmallFiles};
    for (const torch::Tensor &parameter : m_network.parameters())
        sizes.best += static_cast<qint64>(parameter.nbytes());
    for (const auto &[name, content] : m_options.bestFiles)
        sizes.best += content.size();
    for (const NamedParameter &parameter : m_trained)
        sizes.last += static_cast<qint64>(parameter.tensor.nbytes());
    sizes.last += m_optimizer->stateBytes();
    return sizes;
}

Result<void> Training::checkDisk() const
{
    if (!isFirstProcess())
        return {};
    // A run that goes on has its checkpoints, and each is checked again before it is written.
    const CheckpointSizes sizes = checkpointSizes();
    const bool goesOn = m_state.step > 0;
    return checkSpace(m_options.folder, goesOn ? sizes.best + sizes.last : sizes.peak(),
                      m_options.freeBytes);
}

Checkpoint Training::lastCheckpoint()
{
    m_state.random = randomState();
    m_state.seconds = m_clock.seconds();
    m_lastCheckpoint = m_state.seconds;
    return {
        .folder = lastFolder(),
        .files = stateFiles(m_state, m_trained, *m_optimizer),
        .written = [this, step = runStep()] { return m_listener.checkpointWritten(step, false); }};
}

Result<void> Training::write(std::vector<Checkpoint> checkpoints)
{
    return isFirstProcess() ? m_writing.start(std::move(checkpoints)) : Result<void>();
}

Result<void> Training::writeLast()
{
    if (auto started = write({lastCheckpoint()}); !started)
        return started;
    return m_writing.finish();
}

bool Training::isCheckStep(qint64 step) const
{
    if (step >= m_state.totalSteps)
        return true;
    const qint64 position = (step - 1) % m_stepsInEpoch + 1;
    const qint64 checks = m_recipe.checksPerEpoch;
    return position * checks / m_stepsInEpoch > (position - 1) * checks / m_stepsInEpoch;
}

qint64 Training::checksLeft() const
{
    const qint64 left = m_state.totalSteps - m_state.step;
    return (left * std::min<qint64>(m_recipe.checksPerEpoch, m_stepsInEpoch) + m_stepsInEpoch - 1) /
           m_stepsInEpoch;
}

} // namespace tunedesk
