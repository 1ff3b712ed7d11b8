#include "engine/inference/pair_scorer.h"

#include "engine/inference/batch_length.h"
#include "engine/inference/own_batches.h"

#include <QCoreApplication>

#include <algorithm>
#include <atomic>
#include <functional>
#include <numeric>
#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairScorer)
};

/// eval() while it lives.
class ScoringMode
{
public:
    explicit ScoringMode(SequenceClassifier &network)
        : m_network(network), m_wasTraining(network.is_training())
    {
        m_network.eval();
    }
    ~ScoringMode() { m_network.train(m_wasTraining); }
    ScoringMode(const ScoringMode &) = delete;
    ScoringMode &operator=(const ScoringMode &) = delete;

private:
    SequenceClassifier &m_network;
    bool m_wasTraining;
};

/// Tokens that the network reads at once.
std::size_t longestText(const Encoding &encoding, PairReading reading)
{
    if (reading != PairReading::Apart)
        return encoding.ids.size();
    std::ptrdiff_t longest = 0;
    for (const Segment text : {Segment::Earlier, Segment::LastTurn, Segment::Reply})
        longest = std::max(longest, std::ranges::count(encoding.segments, static_cast<int>(text)));
    return static_cast<std::size_t>(longest);
}

/// Why the network can't read it; empty: it can. Torch would only name an index.
QString problemOf(const Encoding &encoding, const SequenceClassifier &network)
{
    const std::size_t length = encoding.ids.size();
    if (length == 0)
        return Text::tr("It has no tokens.");
    if (encoding.typeIds.size() != length || encoding.mask.size() != length)
        return Text::tr("Its ids, type ids and mask differ in length.");
    if (network.reading() != PairReading::Joined && encoding.segments.size() != length)
        return Text::tr("It doesn't say which part of the pair each token is of.");
    if (const auto longest = longestText(encoding, network.reading());
        longest > static_cast<std::size_t>(network.maxPositions()))
        return Text::tr("It has %1 tokens, the model reads at most %2.")
            .arg(longest)
            .arg(network.maxPositions());
    for (const int id : encoding.ids)
        if (id < 0 || id >= network.vocabularySize())
            return Text::tr("Id %1 is outside the model's vocabulary of %2.")
                .arg(id)
                .arg(network.vocabularySize());
    for (const int type : encoding.typeIds)
        if (type < 0 || (network.typeCount() > 0 && type >= network.typeCount()))
            return Text::tr("Type id %1 is outside the model's %2 kinds.")
                .arg(type)
                .arg(network.typeCount());
    return {};
}

/// Rows of texts of similar length, the longest first; equal lengths in the order asked.
std::vector<std::vector<std::size_t>> batchesOf(std::span<const Encoding> encodings, int mostTokens)
{
    const auto length = [&](std::size_t row) { return encodings[row].ids.size(); };
    std::vector<std::size_t> order(encodings.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater{}, length);
    std::vector<std::vector<std::size_t>> batches;
    for (const std::size_t row : order) {
        if (batches.empty() || (batches.back().size() + 1) * length(batches.back().front()) >
                                   static_cast<std::size_t>(mostTokens))
            batches.emplace_back();
        batches.back().push_back(row);
    }
    return batches;
}
} // namespace

PairScorer::PairScorer(std::shared_ptr<SequenceClassifier> network, int padId, int maxBatchTokens)
    : m_network(std::move(network)), m_padId(padId), m_maxBatchTokens(maxBatchTokens)
{
}

Result<torch::Tensor> PairScorer::score(std::span<const Encoding> encodings, JobContext &job)
{
    for (std::size_t row = 0; row < encodings.size(); ++row)
        if (const QString problem = problemOf(encodings[row], *m_network); !problem.isEmpty())
            return Error{ErrorKind::Input, Text::tr("A pair can't be scored. %1").arg(problem),
                         Text::tr("pair %1 of %2").arg(row + 1).arg(encodings.size()),
                         Text::tr("Use the tokenizer that belongs to the model.")};

    torch::Tensor logits = torch::empty(
        {static_cast<std::int64_t>(encodings.size()), m_network->numLabels()}, torch::kFloat32);
    const ScoringMode mode(*m_network);
    const auto batches = batchesOf(encodings, m_maxBatchTokens);
    std::atomic<std::size_t> finished = 0;
    const auto scoreBatch = [&](std::size_t number, bool isCaller) {
        if (job.stopRequested())
            return false;
        const std::vector<std::size_t> &rows = batches[number];
        const torch::Tensor scored = logitsOf(encodings, rows);
        for (std::size_t i = 0; i < rows.size(); ++i) // each row is one batch's alone
            logits[static_cast<std::int64_t>(rows[i])] = scored[static_cast<std::int64_t>(i)];
        finished += rows.size();
        if (isCaller)
            job.report(static_cast<qint64>(finished), static_cast<qint64>(encodings.size()),
                       Text::tr("Scoring pairs"));
        return true;
    };
    forOwnBatches(batches.size(), m_network->parameters().front().device(), job, scoreBatch);
    return finished < encodings.size() ? logits.slice(0, 0, 0) : logits;
}

torch::Tensor PairScorer::logitsOf(std::span<const Encoding> encodings,
                                   const std::vector<std::size_t> &rows) const
{
    const c10::InferenceMode inference; // of this thread
    std::vector<const Encoding *> texts;
    for (const std::size_t row : rows)
        texts.push_back(&encodings[row]);
    EncodedBatch batch = padBatch(texts, m_network->padding(m_padId),
                                  batchLength(*m_network, texts.front()->ids.size()));
    const torch::Device device = m_network->parameters().front().device();
    if (!device.is_cpu())
        batch = {.ids = batch.ids.to(device),
                 .typeIds = batch.typeIds.to(device),
                 .mask = batch.mask.to(device),
                 .segments =
                     batch.segments.defined() ? batch.segments.to(device) : torch::Tensor()};
    return m_network->forward(batch).to(torch::kCPU, torch::kFloat32);
}

EncodedBatch padBatch(std::span<const Encoding *const> encodings, const BatchPadding &padding,
                      std::size_t length)
{
    for (const Encoding *encoding : encodings)
        length = std::max(length, encoding->ids.size());
    const auto shape = {static_cast<std::int64_t>(encodings.size()),
                        static_cast<std::int64_t>(length)};
    EncodedBatch batch{torch::full(shape, padding.id, torch::kInt64),
                       torch::zeros(shape, torch::kInt64), torch::zeros(shape, torch::kInt64)};
    const bool hasSegments = std::ranges::all_of(
        encodings, [](const Encoding *encoding) { return !encoding->segments.empty(); });
    if (hasSegments)
        batch.segments = torch::zeros(shape, torch::kInt64);
    for (std::size_t row = 0; row < encodings.size(); ++row) {
        const std::size_t before = padding.isLeft ? length - encodings[row]->ids.size() : 0;
        const auto copy = [&](const std::vector<int> &from, torch::Tensor &to) {
            std::ranges::copy(from, to.data_ptr<std::int64_t>() + row * length + before);
        };
        copy(encodings[row]->ids, batch.ids);
        copy(encodings[row]->typeIds, batch.typeIds);
        copy(encodings[row]->mask, batch.mask);
        if (hasSegments)
            copy(encodings[row]->segments, batch.segments);
    }
    return batch;
}

} // namespace tunedesk
