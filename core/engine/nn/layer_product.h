#pragma once

#include "engine/kernels/int8_linear.h"
#include "engine/nn/bfloat16_product.h"
#include "engine/nn/product_parts.h"

#include <torch/torch.h>

#include <vector>

namespace tunedesk
{

/// Products of a layer's states with float32 matrices in fewer bits: those of BFloat16Product where
/// the states are bfloat16, and those of int8Linear(), whatever the states are, where setInt8()
/// says so. The latter have no gradients: they are for layers that don't train. Copies of the
/// matrices are kept for as long as these stay the same. One thread.
class LayerProduct
{
public:
    explicit LayerProduct(MatrixForm form = MatrixForm::OutIn) : m_form(form), m_bfloat16(form) {}

    /// Whether it computes for these states; else torch's own product in float32 does.
    bool isFor(const torch::Tensor &x) const;
    /// Several matrices that read the same states are one product. @param x [..., in], isFor() it
    /// @param parts the same ones in every call
    /// @return [..., out of the first, out of the second, …] of x's type
    torch::Tensor forward(const torch::Tensor &x, const std::vector<ProductPart> &parts);
    void dropCopies();
    void setInt8(bool on);

private:
    bool isInt8(const torch::Tensor &x) const;
    torch::Tensor int8Product(const torch::Tensor &x, const std::vector<ProductPart> &parts);

    MatrixForm m_form;
    BFloat16Product m_bfloat16;
    bool m_isInt8 = false;
    std::vector<ProductSource> m_sources; ///< what m_int8 was made of
    Int8Matrix m_int8;
};

} // namespace tunedesk
