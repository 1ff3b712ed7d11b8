#pragma once

#include <torch/torch.h>

#include <cstdint>

namespace tunedesk
{

/// A matrix W [columns, depth] rounded to 8 bits, each row of it with a scale of its own, in the
/// order in which the kernels read it.
struct Int8Matrix {
    std::int64_t depth = 0, columns = 0;
    torch::Tensor packed;       ///< int8, see int8_kernels.h; undefined: there is no matrix
    torch::Tensor scales, sums; ///< [columns] float32 and int32
    torch::Tensor bias;         ///< [columns] float32; undefined: none
};

/// @param weight [columns, depth] float32   @param bias undefined: none
Int8Matrix toInt8(const torch::Tensor &weight, const torch::Tensor &bias);

/// x Wᵀ + bias without gradients. Each row of x is rounded to 8 bits by itself, from its smallest
/// to its largest number, and its sums are exact: what comes out hangs on no other row, nor on the
/// number of threads. As a part of what the row holds it is off by
/// about 1 %. A number that is infinite or none makes all of its row none.
/// @param x [..., depth] float32 or bfloat16 in the processor's memory   @return [..., columns] of
/// its type
torch::Tensor int8Linear(const torch::Tensor &x, const Int8Matrix &matrix);

} // namespace tunedesk
