#pragma once

#include "base/result.h"

#include <QString>

#include <torch/torch.h>

namespace tunedesk
{

/// Where a training computes; the one place that decides. @param name cpu, cuda, or auto: cuda
/// where this libtorch and this computer have it. Errors: Unsupported.
Result<torch::Device> deviceNamed(const QString &name);

} // namespace tunedesk
