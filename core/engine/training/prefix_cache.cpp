#include "engine/training/prefix_cache.h"

#include "engine/inference/pair_scorer.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace tunedesk
{

PrefixCache::PrefixCache(SequenceClassifier &network, const std::vector<Encoding> &encodings,
                         int padId, bool wholeNetworkTrains)
    : m_network(network), m_encodings(encodings), m_padding(network.padding(padId)),
      m_wholeNetworkTrains(wholeNetworkTrains), m_offsets{0}
{
    for (const Encoding &encoding : encodings)
        m_offsets.push_back(m_offsets.back() + static_cast<qint64>(encoding.ids.size()));
}

qint64 PrefixCache::bytesNeeded() const
{
    return tokens() * m_network.hiddenSize() * static_cast<qint64>(sizeof(float));
}

qint64 PrefixCache::tokens(std::span<const int> rows) const
{
    return std::accumulate(rows.begin(), rows.end(), qint64{0}, [this](qint64 sum, int row) {
        return sum + static_cast<qint64>(m_encodings[static_cast<std::size_t>(row)].ids.size());
    });
}

std::vector<std::vector<int>> PrefixCache::batchesByLength(int maxRows, int maxBatchTokens) const
{
    std::vector<int> order(m_encodings.size());
    std::iota(order.begin(), order.end(), 0);
    const auto length = [this](int row) {
        return m_encodings[static_cast<std::size_t>(row)].ids.size();
    };
    std::ranges::stable_sort(order, std::greater{}, length);
    std::vector<std::vector<int>> batches;
    std::size_t longest = 0;
    for (const int row : order) {
        if (batches.empty() || static_cast<int>(batches.back().size()) >= maxRows ||
            (batches.back().size() + 1) * longest > static_cast<std::size_t>(maxBatchTokens)) {
            batches.emplace_back();
            longest = length(row);
        }
        batches.back().push_back(row);
    }
    return batches;
}

EncodedBatch PrefixCache::batch(std::span<const int> rows) const
{
    std::vector<const Encoding *> encodings;
    for (const int row : rows)
        encodings.push_back(&m_encodings[static_cast<std::size_t>(row)]);
    const EncodedBatch padded = padBatch(encodings, m_padding);
    const torch::Device device = m_network.parameters().front().device();
    if (device.is_cpu())
        return padded;
    return {padded.ids.to(device), padded.typeIds.to(device), padded.mask.to(device)};
}

Outcome PrefixCache::fill(JobContext &job, const std::function<void(qint64)> &done,
                          ProcessGroup *processes)
{
    const torch::NoGradGuard noGradients;
    const qint64 width = m_network.hiddenSize();
    torch::Tensor kept = processes ? torch::zeros({tokens(), width}, torch::kFloat)
                                   : torch::empty({tokens(), width}, torch::kFloat);
    qint64 finished = 0;
    int turn = 0;
    for (const std::vector<int> &rows : batchesByLength(kPassRows, kPassTokens)) {
        if (job.stopRequested())
            return Outcome::Stopped;
        finished += tokens(rows);
        if (processes && turn++ % processes->size() != processes->rank())
            continue;
        const torch::Tensor hidden = m_network.prefix(batch(rows), m_network.frozenLayers())
                                         .to(torch::kCPU, torch::kFloat)
                                         .contiguous();
        for (std::size_t i = 0; i < rows.size(); ++i)
            std::ranges::copy(states(hidden, i, rows[i]), keptStates(kept, rows[i]).begin());
        done(finished);
    }
    if (processes) // each state is 0 in all processes but one
        processes->sum(std::span(kept.data_ptr<float>(), static_cast<std::size_t>(kept.numel())));
    m_hidden = kept;
    return Outcome::Finished;
}

torch::Tensor PrefixCache::gather(std::span<const int> rows, qint64 paddedLength) const
{
    const qint64 width = m_network.hiddenSize();
    torch::Tensor hidden =
        torch::zeros({static_cast<qint64>(rows.size()), paddedLength, width}, torch::kFloat);
    for (std::size_t i = 0; i < rows.size(); ++i)
        std::ranges::copy(keptStates(m_hidden, rows[i]), states(hidden, i, rows[i]).begin());
    return hidden.to(m_network.parameters().front().device());
}

std::span<float> PrefixCache::states(const torch::Tensor &padded, std::size_t place, int row) const
{
    const std::array<int, 1> one{row};
    const qint64 count = tokens(one), length = padded.size(1), width = padded.size(2);
    const qint64 before =
        static_cast<qint64>(place) * length + (m_padding.isLeft ? length - count : 0);
    return {padded.data_ptr<float>() + before * width, static_cast<std::size_t>(count * width)};
}

std::span<float> PrefixCache::keptStates(const torch::Tensor &kept, int row) const
{
    const std::array<int, 1> one{row};
    const qint64 width = kept.size(1);
    return {kept.data_ptr<float>() + m_offsets[static_cast<std::size_t>(row)] * width,
            static_cast<std::size_t>(tokens(one) * width)};
}

torch::Tensor PrefixCache::logits(std::span<const int> rows)
{
    const EncodedBatch padded = batch(rows);
    if (m_wholeNetworkTrains)
        return m_network.forward(padded);
    const int frozen = m_network.frozenLayers();
    if (m_hidden.defined())
        return m_network.suffix(gather(rows, padded.ids.size(1)), padded, frozen);
    torch::Tensor hidden;
    {
        const torch::NoGradGuard noGradients;
        hidden = m_network.prefix(padded, frozen);
    }
    return m_network.suffix(hidden, padded, frozen);
}

} // namespace tunedesk
