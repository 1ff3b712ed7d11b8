#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tunedesk
{

/// A view into one of a PyTorch file's storages, as the file claims it: nothing is checked yet.
struct PickledTensor {
    std::string storage;                        ///< its key: the name of a record
    std::string dtype;                          ///< "F32", "BF16", "I64", …: safetensors' word
    std::int64_t storageLength = 0, offset = 0; ///< in elements
    std::vector<std::int64_t> shape, strides;
};

/// The dictionary of tensors in the pickled part of a PyTorch file, in the file's order.
///
/// This is no unpickler: it knows the few opcodes and names that torch.save writes for weights
/// (protocols 2 to 5) and builds plain values. No class is looked up, nothing is ever called.
/// Values that are no tensors are left aside. Errors: Model (an opcode or a name that is not
/// allowed, naming it; damaged, with the byte; no dictionary of tensors). The path is left to the
/// caller. @param pickle at most 16 MB; lengths in it never lead to an allocation
Result<std::vector<std::pair<std::string, PickledTensor>>>
readPickledTensors(std::string_view pickle);

} // namespace tunedesk
