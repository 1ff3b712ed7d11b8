#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

namespace tunedesk
{

/// One matrix of a product and its bias, float32.
struct ProductPart {
    torch::Tensor weight; ///< as the product's MatrixForm says
    torch::Tensor bias;   ///< [out]; undefined: none. All parts have one, or none has
};

enum class MatrixForm {
    OutIn, ///< [out, in], y = x Wᵀ + b
    InOut, ///< [in, out], y = x W + b
};

/// What copies of the parts were made of: they are good as long as it stays the same.
struct ProductSource {
    const void *data = nullptr;
    std::int64_t version = -1;
    bool operator==(const ProductSource &) const = default;
};
/// Of bfloat16_product.cpp.
std::vector<ProductSource> sourcesOf(const std::vector<ProductPart> &parts);

/// A module with products that keep copies of its parameters in fewer bits.
class KeepsCopies
{
public:
    virtual ~KeepsCopies() = default;
    /// Frees them; the next pass makes them anew.
    virtual void dropCopies() = 0;
    /// Whether its products are in 8 bits from now on: see LayerProduct.
    virtual void setInt8(bool on) = 0;
};

} // namespace tunedesk
