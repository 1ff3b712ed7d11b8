#pragma once

#include "base/result.h"
#include "base/zip_directory.h"

#include <QString>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tunedesk
{

/// A tensor of a PyTorch file: a view into one of its records. It lies within the record.
struct TorchTensor {
    std::string dtype;                        ///< "F32", "BF16", "I64", …: safetensors' word
    std::vector<std::int64_t> shape, strides; ///< of equal length; strides in elements, ≥ 0
    std::size_t record = 0;                   ///< row of TorchArchive::records
    std::uint64_t offset = 0;                 ///< of its first element in the record, in elements
};

struct TorchArchive {
    std::map<std::string, TorchTensor> tensors;
    std::vector<ZipRecord> records;
    bool hasSums = true; ///< false: torch.save was told to leave out the records' check sums
};

/// Reads and checks the table of a file that torch.save wrote (pytorch_model.bin): no torch, no
/// weights, no class of Python's.
/// Errors: File, Model (an old format; a name or opcode that isn't allowed; a record that is
///         damaged; a tensor that leaves its record; names record or tensor).
Result<TorchArchive> readTorchArchive(const QString &path);

} // namespace tunedesk
