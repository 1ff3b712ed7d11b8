// Before the first step: a head that compares the parts of a pair begins with the weights that a
// linear model finds with the network as it is, in place of numbers by chance.
#include "engine/training/linear_fit.h"
#include "engine/training/training_run.h"
#include "engine/training/validation.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Trainer)
};

/// Fewer pairs say too little about thousands of weights.
constexpr std::size_t kFewestPairs = 100, kFewestOfAClass = 20;
/// C, see LinearFit; from strong to weak.
constexpr std::array kStrengths{3e-4, 1e-3, 3e-3, 1e-2};
constexpr double kUsualStrength = 1e-3; ///< where no pairs check it
constexpr int kMostIterations = 100;
constexpr double kFlatGradient = 1e-4; ///< of the mean loss, as scikit-learn's

/// @param rounds see LabelledEncodings: pairs that only one epoch reads are left out
std::vector<int> chosenRows(std::size_t count, const std::vector<int> &rounds, std::size_t most)
{
    std::vector<int> all;
    for (std::size_t i = 0; i < count; ++i)
        if (rounds.empty() || rounds[i] < 0)
            all.push_back(static_cast<int>(i));
    const std::size_t taken = std::min(all.size(), most);
    std::vector<int> rows(taken);
    for (std::size_t i = 0; i < taken; ++i)
        rows[i] = all[i * all.size() / taken];
    return rows;
}

template <typename Value>
std::vector<Value> at(const std::vector<Value> &all, const std::vector<int> &rows)
{
    std::vector<Value> chosen;
    for (const int row : rows)
        chosen.push_back(all[static_cast<std::size_t>(row)]);
    return chosen;
}

/// Mean 0, and one spread for each kind of number that the head reads. A place that hardly ever
/// changes would get an enormous weight from a spread of its own, and as soon as the model learns
/// it changes. @param inputs [N, 8 hidden + 2]
Standardisation byKind(const torch::Tensor &inputs, std::int64_t hidden)
{
    const torch::Tensor mean = inputs.mean(0);
    const torch::Tensor variance =
        inputs.var(0, false).to(torch::kDouble); // without another [N, D]
    torch::Tensor spread = torch::ones_like(variance);
    for (std::int64_t from = 0; from < variance.size(0); from += hidden) {
        const auto kind = [&](const torch::Tensor &all) {
            return all.slice(0, from, std::min(from + hidden, variance.size(0)));
        };
        if (const double square = kind(variance).mean().item<double>(); square > 0)
            kind(spread).fill_(std::sqrt(square));
    }
    return {.mean = mean.to(torch::kDouble), .spread = spread};
}

/// A linear model of the head's inputs, not standardised: z of class 1, or the score.
struct LinearModel {
    torch::Tensor weights, intercept; ///< [D] and [] float64
    /// @param inputs [N, D]   @return [N, 2] or [N, 1] float64
    torch::Tensor logits(const torch::Tensor &inputs, bool isRegression) const
    {
        // Not all of them in float64: they are the largest of this.
        const torch::Tensor z =
            inputs.mv(weights.to(inputs.scalar_type())).to(torch::kDouble) + intercept;
        return isRegression ? z.unsqueeze(1) : torch::stack({z / -2, z / 2}, 1);
    }
};

/// Where every pair gets the same answer, the best one; infinite for no pairs.
double lossOfOneAnswer(const std::vector<double> &targets, bool isRegression)
{
    if (targets.empty())
        return std::numeric_limits<double>::infinity();
    const torch::Tensor wanted = torch::tensor(targets, torch::kDouble);
    const torch::Tensor mean = wanted.mean();
    if (isRegression)
        return (wanted - mean).square().mean().item<double>();
    return torch::binary_cross_entropy(mean.expand_as(wanted), wanted).item<double>();
}

/// The lowest point of one strength. @param start [D + 1] float64
torch::Tensor lowest(const LinearFit &fit, const torch::Tensor &start, double strength,
                     const JobContext &job)
{
    Lbfgs solver(start);
    for (int i = 0; i < kMostIterations && !job.stopRequested(); ++i)
        if (!solver.step([&](const torch::Tensor &point) { return fit(point, strength); }) ||
            solver.gradientSize() <= kFlatGradient)
            break;
    return solver.point();
}
} // namespace

bool Training::fitsHead() const
{
    if (m_network.headKind() != HeadKind::Segments || m_state.step > 0 ||
        m_training.targets.size() < kFewestPairs ||
        std::ranges::none_of(m_trained, [](const NamedParameter &parameter) {
            return parameter.name == "pair_head.weight";
        }))
        return false;
    if (m_objective.isRegression())
        return true;
    const auto ones = static_cast<std::size_t>(
        std::ranges::count_if(m_training.targets, [](double target) { return target >= 0.5; }));
    return m_network.numLabels() == 2 && ones >= kFewestOfAClass &&
           m_training.targets.size() - ones >= kFewestOfAClass;
}

std::optional<torch::Tensor> Training::headInputsOf(PrefixCache &pairs,
                                                    const std::vector<int> &wanted,
                                                    const std::function<void(std::size_t)> &done)
{
    std::vector<int> rows = wanted;
    std::ranges::stable_sort(rows, std::greater{}, [&pairs](int row) {
        return pairs.encodings()[static_cast<std::size_t>(row)].ids.size();
    });
    std::vector<std::int64_t> place(pairs.encodings().size());
    for (std::size_t i = 0; i < wanted.size(); ++i)
        place[static_cast<std::size_t>(wanted[i])] = static_cast<std::int64_t>(i);
    torch::Tensor all = torch::empty({0, 0}); // of no pairs
    for (std::size_t from = 0; from < rows.size();) {
        if (m_job.stopRequested())
            return {};
        const std::size_t length =
            pairs.encodings()[static_cast<std::size_t>(rows[from])].ids.size();
        const std::size_t count =
            std::clamp<std::size_t>(kPassTokens / std::max<std::size_t>(1, length), 1, kPassRows);
        const std::span batch(rows.data() + from, std::min(count, rows.size() - from));
        const torch::Tensor read = pairs.headInputs(batch).to(torch::kCPU);
        if (all.size(0) == 0)
            all = torch::empty({static_cast<std::int64_t>(rows.size()), read.size(1)});
        std::vector<std::int64_t> places;
        for (const int row : batch)
            places.push_back(place[static_cast<std::size_t>(row)]);
        all.index_copy_(0, torch::tensor(places), read);
        from += batch.size();
        done(batch.size());
    }
    return all;
}

void Training::putHead(const torch::Tensor &weights, const torch::Tensor &intercept)
{
    for (const NamedParameter &parameter : m_trained) {
        const bool isWeight = parameter.name == "pair_head.weight";
        if (!isWeight && parameter.name != "pair_head.bias")
            continue;
        const torch::Tensor &found = isWeight ? weights : intercept;
        if (m_objective.isRegression()) {
            parameter.tensor.select(0, 0).copy_(found);
            continue;
        }
        parameter.tensor.select(0, 0).copy_(found / -2); // the logits' difference is what counts
        parameter.tensor.select(0, 1).copy_(found / 2);
    }
}

void Training::shareHead()
{
    std::vector<torch::Tensor> head;
    for (const NamedParameter &parameter : m_trained)
        if (parameter.name.starts_with("pair_head."))
            head.push_back(parameter.tensor);
    shareTensors(*m_options.processes, head);
}

void Training::fitHead()
{
    if (!fitsHead())
        return;
    const torch::NoGradGuard noGradients;
    m_network.eval();
    const std::vector<int> rows =
        chosenRows(m_training.encodings.size(), m_training.rounds, kMostHeadPairs);
    const std::vector<int> checkedRows =
        chosenRows(m_validation.encodings.size(), {}, kMostHeadPairs);
    std::size_t read = 0;
    const auto done = [&](std::size_t pairs) {
        read += pairs;
        waitWhilePaused();
        reportProgress(RunStage::FrozenLayers,
                       static_cast<double>(read) /
                           static_cast<double>(rows.size() + checkedRows.size()));
    };
    auto inputs = headInputsOf(m_trainingPairs, rows, done);
    const auto checked = inputs ? headInputsOf(m_validationPairs, checkedRows, done) : inputs;
    if (!inputs || !checked)
        return; // stopped: a training that goes on fits it then
    const Standardisation standard = byKind(*inputs, m_network.hiddenSize());
    const LinearFit fit(standard.apply(*inputs), at(m_training.targets, rows),
                        !m_objective.isRegression());
    inputs.reset();
    const bool isChecked = !checkedRows.empty(), isRegression = m_objective.isRegression();
    const std::vector<double> targets = at(m_validation.targets, checkedRows);
    torch::Tensor point = torch::zeros({fit.width() + 1}, torch::kDouble);
    LinearModel best;
    double bestLoss = lossOfOneAnswer(targets, isRegression);
    for (const double strength : kStrengths) {
        if (!isChecked && strength != kUsualStrength)
            continue;
        point = lowest(fit, point, strength, m_job);
        if (m_job.stopRequested())
            return;
        const auto [weights, intercept] = unstandardised(point, standard);
        const LinearModel model{weights, intercept};
        const double loss =
            isChecked ? meanLoss(model.logits(*checked, isRegression), targets, isRegression)
                            .item<double>()
                      : 0;
        if (!(loss < bestLoss))
            break;
        bestLoss = loss;
        best = model;
    }
    if (!best.weights.defined())
        return; // it says nothing about other pairs
    putHead(best.weights, best.intercept);
    event(
        RunEvent::Kind::Info, Text::tr("The head begins fitted"),
        !isChecked
            ? Text::tr("To %Ln pairs, with the model as it is.", nullptr,
                       static_cast<int>(rows.size()))
            : Text::tr("To %Ln pairs, with the model as it is. Loss on the pairs for checking %1.",
                       nullptr, static_cast<int>(rows.size()))
                  .arg(QLocale().toString(bestLoss, 'f', 3)));
}

} // namespace tunedesk
