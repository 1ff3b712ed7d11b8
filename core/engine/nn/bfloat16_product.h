#pragma once

#include "engine/nn/product_parts.h"

#include <torch/torch.h>

#include <vector>

namespace tunedesk
{

/// Products of bfloat16 states with float32 matrices, which are rounded to bfloat16 once for as
/// long as they stay the same. Several matrices that read the same states are one product. Sums are
/// float32 inside; gradients of the parameters come out in float32. One thread.
class BFloat16Product
{
public:
    explicit BFloat16Product(MatrixForm form = MatrixForm::OutIn) : m_form(form) {}

    /// @param x [..., in] bfloat16   @param parts the same ones in every call
    /// @return [..., out of the first, out of the second, …] bfloat16
    torch::Tensor forward(const torch::Tensor &x, const std::vector<ProductPart> &parts);
    void dropCopies();

private:
    void copy(const std::vector<ProductPart> &parts);
    /// The weight in the order in which oneDNN reads it, for products that need no gradient.
    void pack(std::int64_t rows);

    MatrixForm m_form;
    std::vector<ProductSource> m_sources; ///< what the copies were made of
    torch::Tensor m_weight;               ///< in m_form, bfloat16, side by side; undefined: packed
    torch::Tensor m_packed;               ///< oneDNN's; undefined: not packed
    torch::Tensor m_bias;                 ///< [out] bfloat16; undefined: none
};

} // namespace tunedesk
