#pragma once

#include "base/result.h"

#include <torch/torch.h>

#include <QString>

#include <map>
#include <string>

namespace tunedesk
{

class AtomicFile;

using NamedTensors = std::map<std::string, torch::Tensor>;

/// All tensors of a safetensors file, CPU, in their own dtype. Read by pread, never mapped: a file that shrinks
/// meanwhile is an error, no crash. Errors: see readSafetensorsHeader; Memory.
Result<NamedTensors> readTensorFile(const QString &path);

/// Into an open file, which stays uncommitted. Contiguous CPU copies are made as needed. Errors: Disk, File.
Result<void> writeTensors(AtomicFile &file, const NamedTensors &tensors,
                          const std::map<std::string, std::string> &metadata = {});

/// Written whole or not at all. The rest as writeTensors().
Result<void> writeTensorFile(const QString &path, const NamedTensors &tensors,
                             const std::map<std::string, std::string> &metadata = {});

} // namespace tunedesk
