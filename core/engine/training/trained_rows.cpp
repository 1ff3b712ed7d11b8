#include "engine/training/trained_rows.h"

#include "engine/checkpoint/safetensors.h"
#include "engine/nn/layers.h"

#include <algorithm>

namespace tunedesk
{

namespace
{
/// Of a table of `count` rows, ascending. [n] int64
torch::Tensor rowsIn(const std::vector<Encoding> &encodings, std::initializer_list<int> more,
                     std::int64_t count)
{
    std::vector<char> isThere(static_cast<std::size_t>(count), 0);
    const auto take = [&](int id) {
        if (id >= 0 && id < count)
            isThere[static_cast<std::size_t>(id)] = 1;
    };
    std::ranges::for_each(more, take);
    for (const Encoding &encoding : encodings)
        std::ranges::for_each(encoding.ids, take);
    std::vector<std::int64_t> rows;
    for (std::int64_t row = 0; row < count; ++row)
        if (isThere[static_cast<std::size_t>(row)])
            rows.push_back(row);
    return torch::tensor(rows, torch::kInt64);
}
} // namespace

TrainedRows::~TrainedRows()
{
    leave();
}

void TrainedRows::choose(SequenceClassifier &network, const std::vector<Encoding> &encodings,
                         int padId, double mostRows, std::vector<NamedParameter> &trained)
{
    for (const auto &module : network.named_modules()) {
        auto *table = dynamic_cast<Table *>(module.value().get());
        // Smaller tables are no words: positions, and kinds of token.
        if (!table || table->rows() != network.vocabularySize())
            continue;
        const auto parameter =
            std::ranges::find(trained, module.key() + ".weight", &NamedParameter::name);
        if (parameter == trained.end())
            continue;
        const torch::Tensor rows =
            rowsIn(encodings, {padId, network.padding(padId).id}, table->rows());
        if (static_cast<double>(rows.size(0)) > mostRows * static_cast<double>(table->rows()))
            continue;
        parameter->tensor = table->trainRows(rows);
        m_tables.push_back({table, parameter->rateFactor});
        m_bytes += static_cast<qint64>(parameter->tensor.nbytes());
    }
}

void TrainedRows::putBack(std::span<const double> rates, double weightDecay)
{
    for (const Chosen &chosen : m_tables) {
        // As torch's fused AdamW has it: rounded once, after the subtraction.
        std::vector<float> factors;
        for (const double rate : rates)
            if (const auto factor = static_cast<float>(1 - rate * chosen.rateFactor * weightDecay);
                factor != 1)
                factors.push_back(factor);
        chosen.table->putRowsBack(factors);
    }
}

void TrainedRows::leave()
{
    for (const Chosen &chosen : m_tables)
        chosen.table->trainWhole();
    m_tables.clear();
    m_bytes = 0;
}

bool hasOtherSizes(const QString &weightsFile, const std::vector<NamedParameter> &parameters)
{
    const auto header = readSafetensorsHeader(weightsFile);
    return header && std::ranges::any_of(parameters, [&](const NamedParameter &parameter) {
               const auto entry = header->tensors.find(parameter.name);
               return entry != header->tensors.end() &&
                      !std::ranges::equal(entry->second.shape, parameter.tensor.sizes());
           });
}

} // namespace tunedesk
