#pragma once

#include <torch/torch.h>

#include <string_view>
#include <vector>

namespace tunedesk
{

using Activation = torch::Tensor (*)(const torch::Tensor &);

/// By config.json's name ("gelu", "gelu_new", "relu", …); null: not known.
Activation activationByName(std::string_view name);
std::vector<std::string_view> activationNames();

} // namespace tunedesk
