#pragma once

#include <torch/torch.h>

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

/// A module that keeps bfloat16 copies of its parameters.
class KeepsCopies
{
public:
    virtual ~KeepsCopies() = default;
    /// Frees them; the next pass makes them anew.
    virtual void dropCopies() = 0;
};

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
    struct Source {
        const void *data = nullptr;
        std::int64_t version = -1;
        bool operator==(const Source &) const = default;
    };
    static std::vector<Source> sourcesOf(const std::vector<ProductPart> &parts);
    void copy(const std::vector<ProductPart> &parts);
    /// The weight in the order in which oneDNN reads it, for products that need no gradient.
    void pack(std::int64_t rows);

    MatrixForm m_form;
    std::vector<Source> m_sources; ///< what the copies were made of
    torch::Tensor m_weight;        ///< in m_form, bfloat16, side by side; undefined: packed
    torch::Tensor m_packed;        ///< oneDNN's; undefined: not packed
    torch::Tensor m_bias;          ///< [out] bfloat16; undefined: none
};

} // namespace tunedesk
