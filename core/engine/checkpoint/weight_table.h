#pragma once

#include "base/result.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tunedesk
{

/// A stretch of a file that is read in one piece.
struct WeightBlock {
    std::size_t file = 0;             ///< row of WeightTable::files
    std::uint64_t begin = 0, end = 0; ///< bytes from the start of the file
    std::string name;                 ///< of the tensor or the record, for errors
    std::optional<std::uint32_t> crc; ///< CRC-32, where the file has one
};

/// A tensor as a view of a block; it lies within the block.
struct WeightTensor {
    std::string dtype;                        ///< "F32", "F16", "BF16", "I64", …
    std::vector<std::int64_t> shape, strides; ///< of equal length; strides in elements
    std::size_t block = 0;                    ///< row of WeightTable::blocks
    std::uint64_t offset = 0;                 ///< of its first element in the block, in elements

    std::int64_t elements() const; ///< can't overflow: the readers checked
};

/// All tensors of a model folder, whatever its files are.
struct WeightTable {
    QStringList files; ///< paths: one, or one a shard
    std::vector<WeightBlock> blocks;
    std::map<std::string, WeightTensor> tensors;
    std::uint64_t bytes = 0; ///< of all files
};

/// Reads and checks the tables of a folder's weights: no torch, no weights. Looks, as transformers
/// does, for model.safetensors, model.safetensors.index.json, pytorch_model.bin and
/// pytorch_model.bin.index.json, in this order.
/// Errors: File, Model (no weights, shards that are missing or outside the folder, a tensor in two
///         shards; else see readSafetensorsHeader and readTorchArchive).
Result<WeightTable> readWeightTable(const QString &folder);

/// The file that readWeightTable would start with. Empty: there is none.
QString weightsFileOf(const QString &folder);

} // namespace tunedesk
