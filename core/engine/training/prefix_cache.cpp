#include "engine/training/prefix_cache.h"

#include "base/sha256.h"
#include "engine/inference/batch_length.h"
#include "engine/inference/own_batches.h"
#include "engine/inference/pair_scorer.h"

#include <torch/version.h>

#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/cpu/Utils.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <numeric>
#include <utility>

namespace tunedesk
{

namespace
{
/// To be raised when a change makes the layers compute other bits.
constexpr char kFormat[] = "frozen layers 2";
constexpr char kInt8Format[] = "8 bits 1";
void addNumber(Sha256 &hash, std::int64_t number)
{
    hash.add(&number, sizeof number);
}

void addText(Sha256 &hash, const std::string &text)
{
    addNumber(hash, static_cast<std::int64_t>(text.size()));
    hash.add(text.data(), text.size());
}

void addTensor(Sha256 &hash, const std::string &name, const torch::Tensor &tensor)
{
    const torch::Tensor values = tensor.detach().to(torch::kCPU).contiguous();
    addText(hash, name);
    for (const std::int64_t size : values.sizes())
        addNumber(hash, size);
    hash.add(values.const_data_ptr(), values.nbytes());
}

/// @param isPart which parameters belong to these layers, by name and value
template <typename IsPart>
QByteArray layersHash(const SequenceClassifier &network, int layers, Precision precision,
                      const QByteArray &config, const IsPart &isPart)
{
    Sha256 hash;
    addText(hash, kFormat);
    addText(hash, TORCH_VERSION);
    addText(hash, at::get_cpu_capability());
    const auto processor = at::cpu::get_cpu_capabilities();
    if (const auto name = processor.find("cpu_name"); name != processor.end())
        addText(hash, name->second.toStringRef());
    addNumber(hash, at::get_num_threads());
    addNumber(hash, static_cast<std::int64_t>(precision));
    addNumber(hash, layers);
    if (network.int8Layers() > 0) {
        addText(hash, kInt8Format);
        addNumber(hash, network.int8Layers());
    }
    addText(hash, config.toStdString());
    for (const auto &item : network.named_parameters())
        if (isPart(item.key(), item.value()))
            addTensor(hash, item.key(), item.value());
    return hash.result();
}
} // namespace

QByteArray frozenWeightsHash(const SequenceClassifier &network,
                             const std::vector<NamedParameter> &trained)
{
    Sha256 hash;
    for (const auto &item : network.named_parameters())
        if (std::ranges::none_of(trained, [&item](const NamedParameter &parameter) {
                return parameter.tensor.is_same(item.value());
            }))
            addTensor(hash, item.key(), item.value());
    return hash.result();
}

QByteArray frozenLayersHash(const SequenceClassifier &network, Precision precision,
                            const QByteArray &config)
{
    return layersHash(network, network.frozenLayers(), precision, config,
                      [](const std::string &, const torch::Tensor &parameter) {
                          return !parameter.requires_grad();
                      });
}

QByteArray encoderHash(const SequenceClassifier &network, Precision precision,
                       const QByteArray &config)
{
    return layersHash(network, network.layerCount(), precision, config,
                      [](const std::string &name, const torch::Tensor &) {
                          return !name.starts_with("pair_head.");
                      });
}

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
    return tokens() * tokenBytes();
}

qint64 PrefixCache::tokenBytes() const
{
    return m_network.hiddenSize() *
           static_cast<qint64>(torch::elementSize(scalarTypeOf(m_network.precision())));
}

std::vector<std::int64_t> PrefixCache::rowEnds() const
{
    std::vector<std::int64_t> ends;
    for (auto it = m_offsets.begin() + 1; it != m_offsets.end(); ++it)
        ends.push_back(*it * tokenBytes());
    return ends;
}

QByteArray PrefixCache::keyOf(const QByteArray &frozenLayers) const
{
    Sha256 hash;
    hash.add(frozenLayers);
    addNumber(hash, m_padding.id);
    for (const Encoding &encoding : m_encodings)
        for (const std::vector<int> &numbers : {encoding.ids, encoding.typeIds, encoding.mask}) {
            addNumber(hash, static_cast<std::int64_t>(numbers.size()));
            hash.add(numbers.data(), numbers.size() * sizeof(int));
        }
    return hash.result();
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

std::size_t PrefixCache::paddedLength(std::span<const int> rows) const
{
    std::size_t longest = 0;
    for (const int row : rows)
        longest = std::max(longest, m_encodings[static_cast<std::size_t>(row)].ids.size());
    return batchLength(m_network, longest);
}

EncodedBatch PrefixCache::batch(std::span<const int> rows) const
{
    std::vector<const Encoding *> encodings;
    for (const int row : rows)
        encodings.push_back(&m_encodings[static_cast<std::size_t>(row)]);
    const EncodedBatch padded = padBatch(encodings, m_padding, paddedLength(rows));
    const torch::Device device = m_network.parameters().front().device();
    if (device.is_cpu())
        return padded;
    return {.ids = padded.ids.to(device),
            .typeIds = padded.typeIds.to(device),
            .mask = padded.mask.to(device),
            .segments = padded.segments.defined() ? padded.segments.to(device) : torch::Tensor()};
}

bool PrefixCache::find(StatesPlace place)
{
    place.key = keyOf(place.key);
    m_kept = StatesFile::find(place, rowEnds());
    m_keptLayers = m_network.frozenLayers();
    return m_kept.has_value();
}

Outcome PrefixCache::fill(JobContext &job, const std::function<void(qint64)> &done,
                          StatesPlace place, ProcessGroup *processes)
{
    const torch::NoGradGuard noGradients;
    place.key = keyOf(place.key);
    m_kept.reset();
    const int layers = m_network.frozenLayers();
    std::optional<StatesFile> file = StatesFile::create(place, rowEnds());
    std::atomic<bool> isWriting = file.has_value();
    const auto write = [&](const torch::Tensor &states, const std::vector<int> &rows) {
        const torch::Tensor hidden = states.to(torch::kCPU).contiguous();
        for (std::size_t i = 0; i < rows.size() && isWriting; ++i)
            if (!file->write(static_cast<std::size_t>(rows[i]), statesOf(hidden, i, rows[i])))
                isWriting = false;
    };
    if (processes) {
        if (fillTogether(job, done, layers, *processes, write) == Outcome::Stopped)
            return Outcome::Stopped;
    } else if (file) {
        const auto batches = batchesByLength(kPassRows, kOwnBatchTokens);
        std::atomic<qint64> finished = 0;
        forOwnBatches(batches.size(), m_network.parameters().front().device(), job,
                      [&](std::size_t number, bool isCaller) {
                          if (job.stopRequested())
                              return false;
                          const std::vector<int> &rows = batches[number];
                          write(m_network.prefix(batch(rows), layers), rows);
                          finished += tokens(rows);
                          if (isCaller)
                              done(finished);
                          return isWriting.load();
                      });
        if (job.stopRequested() && finished < tokens())
            return Outcome::Stopped;
    }
    if (isWriting && file->finish())
        m_kept = std::move(file);
    m_keptLayers = layers;
    return Outcome::Finished;
}

Outcome PrefixCache::fillTogether(
    JobContext &job, const std::function<void(qint64)> &done, int layers, ProcessGroup &processes,
    const std::function<void(const torch::Tensor &, const std::vector<int> &)> &write)
{
    const auto batches = batchesByLength(kPassRows, kPassTokens);
    const auto together = static_cast<std::size_t>(processes.size());
    qint64 finished = 0;
    for (std::size_t first = 0; first < batches.size(); first += together) {
        if (job.stopRequested())
            return Outcome::Stopped;
        const std::size_t mine = first + static_cast<std::size_t>(processes.rank());
        torch::Tensor hidden;
        if (mine < batches.size())
            hidden = m_network.prefix(batch(batches[mine]), layers).to(torch::kCPU).contiguous();
        for (std::size_t i = first; i < std::min(first + together, batches.size()); ++i) {
            write(exchanged(processes, hidden, i == mine, batches[i]), batches[i]);
            finished += tokens(batches[i]);
        }
        done(finished);
    }
    return Outcome::Finished;
}

torch::Tensor PrefixCache::exchanged(ProcessGroup &processes, const torch::Tensor &hidden,
                                     bool isMine, std::span<const int> rows) const
{
    // All but one give zeros; a sum in float32 is exact for bfloat16 too.
    torch::Tensor states =
        isMine ? hidden.to(torch::kFloat).contiguous()
               : torch::zeros({std::ssize(rows), static_cast<std::int64_t>(paddedLength(rows)),
                               static_cast<std::int64_t>(m_network.hiddenSize())});
    if (isMine && states.is_same(hidden))
        states = states.clone();
    processes.sum(std::span(states.data_ptr<float>(), static_cast<std::size_t>(states.numel())));
    return states.to(scalarTypeOf(m_network.precision()));
}

std::optional<torch::Tensor> PrefixCache::keptStates(std::span<const int> rows,
                                                     qint64 paddedLength) const
{
    if (!m_kept)
        return std::nullopt;
    torch::Tensor hidden =
        torch::zeros({static_cast<qint64>(rows.size()), paddedLength, m_network.hiddenSize()},
                     scalarTypeOf(m_network.precision()));
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (!m_kept->read(static_cast<std::size_t>(rows[i]), statesOf(hidden, i, rows[i])))
            return std::nullopt;
    return hidden.to(m_network.parameters().front().device());
}

char *PrefixCache::statesOf(const torch::Tensor &padded, std::size_t place, int row) const
{
    const std::array<int, 1> one{row};
    const qint64 length = padded.size(1);
    const qint64 before =
        static_cast<qint64>(place) * length + (m_padding.isLeft ? length - tokens(one) : 0);
    return static_cast<char *>(padded.data_ptr()) + before * tokenBytes();
}

PrefixCache::Bottom PrefixCache::bottom(const EncodedBatch &padded, std::span<const int> rows)
{
    if (m_wholeNetworkTrains)
        return {.states = m_network.prefix(padded, 0), .fromLayer = 0};
    if (const auto kept = keptStates(rows, padded.ids.size(1)))
        return {.states = *kept, .fromLayer = m_keptLayers};
    const torch::NoGradGuard noGradients;
    const int frozen = m_network.frozenLayers();
    return {.states = m_network.prefix(padded, frozen), .fromLayer = frozen};
}

torch::Tensor PrefixCache::logits(std::span<const int> rows)
{
    const EncodedBatch padded = batch(rows);
    const Bottom below = bottom(padded, rows);
    return m_network.suffix(below.states, padded, below.fromLayer);
}

torch::Tensor PrefixCache::headInputs(std::span<const int> rows)
{
    const EncodedBatch padded = batch(rows);
    const Bottom below = bottom(padded, rows);
    return m_network.headInputs(below.states, padded, below.fromLayer);
}

} // namespace tunedesk
