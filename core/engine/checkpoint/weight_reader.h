#pragma once

#include "engine/checkpoint/tensor_file.h"
#include "engine/checkpoint/weight_table.h"

#include <string>
#include <vector>

namespace tunedesk
{

/// Tensors of a folder's weights as float32, contiguous, each with memory of its own; on all cores
/// that torch may use. Read by pread, never mapped; check sums are compared where the file has
/// them.
/// @param names tensors of the table that hold fractions (F16, BF16, F32, F64)
/// Errors: File (a file ended or went away meanwhile), Model (a record's check sum), Memory.
Result<NamedTensors> readFloats(const WeightTable &table, const std::vector<std::string> &names);

} // namespace tunedesk
