// One step of a training: gradients of its batches, alone or shared by several processes, and the
// update that they lead to.
#include "engine/training/training_run.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Trainer)
};
} // namespace

Result<void> Training::step()
{
    const double started = m_clock.seconds();
    const std::span<const std::vector<int>> batches = nextBatches();
    std::vector<int> rows;
    double weight = 0;
    for (const std::vector<int> &batch : batches) {
        rows.insert(rows.end(), batch.begin(), batch.end());
        weight += m_objective.weight(targetsOf(batch));
    }
    const double lossValue = gradientsOf(batches, weight);
    if (!std::isfinite(lossValue))
        return notFinite(Text::tr("The loss is no longer a number."), rows);
    const double rate = m_schedule->rate(m_state.step);
    const double norm = update();
    if (!std::isfinite(norm))
        return notFinite(Text::tr("The gradient is no longer a number."), rows);
    ++m_state.step;
    m_waiting.look();

    const double seconds = std::max(1e-9, m_clock.seconds() - started);
    m_timeLeft.step(seconds);
    m_tokensPerSecond = static_cast<double>(m_trainingPairs.tokens(rows)) / seconds;
    metricRow(metric::kTrainLoss, lossValue);
    metricRow(metric::kLearningRate, rate);
    metricRow(metric::kGradientNorm, norm);
    metricRow(metric::kSamplesPerSecond, static_cast<double>(rows.size()) / seconds);
    reportProgress(RunStage::Training,
                   static_cast<double>(m_state.step) / static_cast<double>(m_state.totalSteps));
    return {};
}

double Training::gradientsOf(std::span<const std::vector<int>> batches, double weight)
{
    // Each process drops other values. A graphics card's random state is no part of a checkpoint.
    if (m_shared || !m_device.is_cpu())
        seedStep(m_recipe.seed, m_state.step, m_shared ? m_options.processes->rank() : 0);
    if (m_shared)
        m_shared->clear();
    else
        dropGradients();
    double loss = 0;
    for (const std::vector<int> &batch : batches) {
        const std::vector<int> mine = m_shared ? m_shared->part(batch) : batch;
        if (!mine.empty() && std::isfinite(loss))
            loss += learnFrom(m_trainingPairs, mine, targetsOf(mine), weight);
    }
    if (m_shared) {
        loss = m_shared->exchange(loss, m_agreedJob->wantsStop());
        m_agreedJob->agree(m_shared->stopIsAgreed());
    }
    return loss;
}

double Training::learnFrom(PrefixCache &pairs, std::span<const int> rows,
                           const std::vector<double> &targets, double weight)
{
    const torch::Tensor loss = m_objective.lossSum(pairs.logits(rows), targets) / weight;
    const double value = loss.item<double>();
    if (std::isfinite(value))
        loss.backward();
    return value;
}

double Training::update()
{
    const double norm = clipGradientNorm(m_trained, m_recipe.maxGradientNorm);
    m_writing.waitUntilRead();
    m_holdsBest = false;
    if (std::isfinite(norm))
        m_optimizer->step(m_schedule->rate(m_state.step));
    return norm;
}

void Training::dropGradients()
{
    for (const NamedParameter &parameter : m_trained)
        parameter.tensor.mutable_grad().reset();
}

void Training::shareState()
{
    ProcessGroup &processes = *m_options.processes;
    QByteArray json = stateJson(m_state);
    processes.share(json);
    readStateJson(json, m_state);
    std::vector<torch::Tensor> tensors;
    for (const NamedParameter &parameter : m_trained)
        tensors.push_back(parameter.tensor);
    const NamedTensors memories = m_optimizer->state();
    for (const auto &[name, tensor] : memories)
        tensors.push_back(tensor);
    shareTensors(processes, tensors);
    m_optimizer->setState(memories);
    m_shared.emplace(processes, m_trained);
}

std::vector<double> Training::targetsOf(std::span<const int> rows) const
{
    std::vector<double> targets;
    for (const int row : rows)
        targets.push_back(m_training.targets[static_cast<std::size_t>(row)]);
    return targets;
}

std::span<const std::vector<int>> Training::nextBatches()
{
    const int epoch = static_cast<int>(m_state.step / m_stepsInEpoch);
    if (m_orderEpoch != epoch) {
        m_order = m_sampler.batches(epoch);
        m_orderEpoch = epoch;
    }
    const auto together = static_cast<std::size_t>(m_recipe.gradientAccumulation);
    const auto begin = static_cast<std::size_t>(m_state.step % m_stepsInEpoch) * together;
    return std::span(m_order).subspan(begin, std::min(together, m_order.size() - begin));
}

Error Training::notFinite(const QString &what, const std::vector<int> &rows) const
{
    constexpr std::size_t kShown = 32;
    QStringList ids;
    for (std::size_t i = 0; i < std::min(kShown, rows.size()); ++i)
        ids << QString::number(m_training.pairIds[static_cast<std::size_t>(rows[i])]);
    if (rows.size() > kShown)
        ids << QStringLiteral("…");
    return {ErrorKind::Diverged, what,
            Text::tr("epoch %1, step %2, pairs %3")
                .arg(static_cast<qint64>(epochAt(m_state.step)) + 1)
                .arg(runStep() + 1)
                .arg(ids.join(QStringLiteral(", "))),
            Text::tr("Train again with half the learning rate (%1). The best state so far is kept.")
                .arg(m_recipe.learningRate / 2)};
}

} // namespace tunedesk
