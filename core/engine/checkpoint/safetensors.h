#pragma once

#include "base/result.h"

#include <QString>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tunedesk
{

/// Where a tensor lies in a safetensors file.
struct TensorEntry {
    std::string dtype;               ///< "F32", "F16", "BF16", "I64", …
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0, end = 0; ///< bytes from the start of the file
};

struct SafetensorsHeader {
    std::map<std::string, TensorEntry> tensors;
    std::map<std::string, std::string> metadata;
};

/// Reads and checks the table of a safetensors file: no torch, no weights, no allocation that the file dictates.
/// Errors: File, Model (too short, header too long, wrong JSON, shape overflows, offsets overlap, leave a hole or end
///         before or after the file; names the tensor).
Result<SafetensorsHeader> readSafetensorsHeader(const QString &path);

} // namespace tunedesk
