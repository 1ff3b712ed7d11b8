#pragma once

#include <torch/torch.h>

namespace tunedesk
{

/// y = x Wᵀ + b in float32, with gradients: torch::linear(), but that oneDNN multiplies where
/// torch's own library (MKL) leaves the wide registers of a processor aside, as it does with AMD's
/// AVX-512. Small products and those on other devices are torch's in any case. Any thread.
/// @param x [..., in]   @param weight [out, in], may be a transposed view   @param bias [out];
/// undefined: none   @return [..., out]
torch::Tensor floatProduct(const torch::Tensor &x, const torch::Tensor &weight,
                           const torch::Tensor &bias = {});

/// oneDNN's product, of a type that it knows, without gradients. @param rows [n, in]
/// @param weight [out, in], or what packedWeight() made of it
torch::Tensor oneDnnProduct(const torch::Tensor &rows, const torch::Tensor &weight,
                            const torch::Tensor &bias);
/// The weight in the order in which oneDNN reads it best. @param rows about how many it is for
torch::Tensor packedWeight(const torch::Tensor &weight, std::int64_t rows);

} // namespace tunedesk
