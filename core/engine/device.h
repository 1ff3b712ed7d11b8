#pragma once

#include "base/result.h"

#include <QString>

#include <torch/torch.h>

namespace tunedesk
{

/// Where a training computes; the one place that decides. @param name cpu, cuda, or auto: the
/// processor, until training on a card is tested. Errors: Unsupported.
Result<torch::Device> deviceNamed(const QString &name);

} // namespace tunedesk
