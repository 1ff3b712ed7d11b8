#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <optional>

namespace tunedesk
{

/// Operators that read each number once where torch's read it several times. All compute in float
/// whatever the tensors hold, give the same bits with any number of threads, and leave tensors that
/// the kernels don't read (see kernelsRead) to torch. x: [..., width], dense or made so; what is
/// not needed is an undefined tensor. Weights, shifts and biases [width] are float32, as the
/// optimiser keeps them.

/// norm(dropout(x + bias) + residual) · weight + shift   @param dropout probability
torch::Tensor addAndNorm(const torch::Tensor &x, const torch::Tensor &bias,
                         const torch::Tensor &residual, const torch::Tensor &weight,
                         const torch::Tensor &shift, double epsilon, double dropout);

/// dropout(x + bias) + residual
torch::Tensor dropAndAdd(const torch::Tensor &x, const torch::Tensor &bias,
                         const torch::Tensor &residual, double dropout);

enum class GeluCurve { Erf, Tanh };
/// gelu(x + bias)
torch::Tensor fusedGelu(const torch::Tensor &x, const torch::Tensor &bias, GeluCurve curve);

} // namespace tunedesk
