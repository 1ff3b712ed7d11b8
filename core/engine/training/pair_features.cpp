#include "engine/training/pair_features.h"

#include "engine/inference/batch_length.h"
#include "engine/inference/own_batches.h"
#include "engine/inference/pair_scorer.h"

#include <algorithm>
#include <atomic>
#include <span>

namespace tunedesk
{

namespace
{
constexpr std::size_t kMaxRows = 128;
constexpr std::int64_t kRowsAtOnce = 1024;

/// One of a pair's three texts as an encoding of its own.
Encoding textOf(const Encoding &pair, Segment segment)
{
    Encoding text;
    for (std::size_t i = 0; i < pair.ids.size(); ++i) {
        if (pair.segments[i] != static_cast<int>(segment))
            continue;
        text.ids.push_back(pair.ids[i]);
        text.typeIds.push_back(pair.typeIds[i]);
        text.mask.push_back(pair.mask[i]);
    }
    return text;
}
} // namespace

PairFeatures::PairFeatures(SequenceClassifier &network, int padId)
    : m_network(network), m_padding(network.padding(padId))
{
    m_padding.isLeft = false; // as the network itself parts a pair
}

PairFeatures::Rows PairFeatures::add(const std::vector<Encoding> &pairs)
{
    Rows rows;
    rows.reserve(pairs.size());
    for (const Encoding &pair : pairs) {
        auto &row = rows.emplace_back();
        constexpr std::array parts{Segment::Earlier, Segment::LastTurn, Segment::Reply};
        for (std::size_t i = 0; i < parts.size(); ++i) {
            Encoding text = textOf(pair, parts[i]);
            const auto [place, isNew] =
                m_numbers.emplace(text.ids, static_cast<std::int64_t>(m_texts.size()));
            row[i] = place->second;
            if (!isNew)
                continue;
            m_tokens += static_cast<qint64>(text.ids.size());
            m_texts.push_back(std::move(text));
        }
    }
    return rows;
}

qint64 PairFeatures::tokensToRead(const StatesPlace &place) const
{
    const KeptMeans kept(place, m_network.hiddenSize());
    qint64 tokens = 0;
    for (const Encoding &text : m_texts)
        if (!kept.find(KeptMeans::keyOf(text)))
            tokens += static_cast<qint64>(text.ids.size());
    return tokens;
}

Outcome PairFeatures::fill(JobContext &job, const std::function<void(double)> &done,
                           const StatesPlace &place)
{
    const torch::NoGradGuard noGradients;
    const auto length = [this](std::size_t text) { return m_texts[text].ids.size(); };
    torch::Tensor means = torch::empty(
        {static_cast<std::int64_t>(m_texts.size()), m_network.hiddenSize()}, torch::kFloat);
    KeptMeans kept(place, m_network.hiddenSize());
    std::vector<KeptMeans::Key> keys;
    std::vector<std::size_t> order; // of the texts to be read
    qint64 toRead = 0;
    for (std::size_t text = 0; text < m_texts.size(); ++text) {
        keys.push_back(KeptMeans::keyOf(m_texts[text]));
        if (const float *numbers = kept.find(keys.back())) {
            std::copy_n(numbers, m_network.hiddenSize(),
                        means[static_cast<std::int64_t>(text)].data_ptr<float>());
        } else {
            order.push_back(text);
            toRead += static_cast<qint64>(length(text));
        }
    }
    m_kept = m_texts.size() - order.size();
    m_readTokens = toRead;
    std::ranges::stable_sort(order, std::greater{}, length);
    std::vector<std::span<const std::size_t>> batches;
    for (std::size_t from = 0; from < order.size(); from += batches.back().size()) {
        const std::size_t longest = std::max<std::size_t>(1, length(order[from]));
        const std::size_t count =
            std::min({order.size() - from, kMaxRows,
                      std::max<std::size_t>(1, std::size_t{kOwnBatchTokens} / longest)});
        batches.push_back(std::span(order).subspan(from, count));
    }
    std::atomic<qint64> finished = 0;
    forOwnBatches(batches.size(), m_network.parameters().front().device(), job,
                  [&](std::size_t number, bool isCaller) {
                      if (job.stopRequested())
                          return false;
                      std::vector<const Encoding *> texts;
                      for (const std::size_t text : batches[number])
                          texts.push_back(&m_texts[text]);
                      const EncodedBatch batch = padBatch(
                          texts, m_padding, batchLength(m_network, texts.front()->ids.size()));
                      const torch::Tensor found = m_network.embedTexts(batch).to(torch::kFloat);
                      std::int64_t row = 0;
                      for (const std::size_t text : batches[number]) { // no other batch has it
                          means[static_cast<std::int64_t>(text)] = found[row++];
                          finished += static_cast<qint64>(length(text));
                      }
                      if (isCaller)
                          done(static_cast<double>(finished) /
                               static_cast<double>(std::max<qint64>(1, toRead)));
                      return true;
                  });
    if (job.stopRequested() && finished < toRead)
        return Outcome::Stopped;
    if (!order.empty())
        kept.write(keys, means);
    m_means = means;
    return Outcome::Finished;
}

torch::Tensor PairFeatures::of(const Rows &rows) const
{
    const torch::NoGradGuard noGradients;
    const auto count = static_cast<std::int64_t>(rows.size());
    torch::Tensor features = torch::empty({count, 7 * m_means.size(1) + 2}, torch::kFloat);
    for (std::int64_t from = 0; from < count; from += kRowsAtOnce) {
        const std::int64_t end = std::min(count, from + kRowsAtOnce);
        const auto meansOf = [&](std::size_t part) {
            std::vector<std::int64_t> numbers;
            for (std::int64_t i = from; i < end; ++i)
                numbers.push_back(rows[static_cast<std::size_t>(i)][part]);
            return m_means.index_select(0, torch::tensor(numbers, torch::kInt64));
        };
        features.slice(0, from, end)
            .copy_(PairHead::features(
                {.first = meansOf(0), .lastTurn = meansOf(1), .reply = meansOf(2)}));
    }
    return features;
}

} // namespace tunedesk
