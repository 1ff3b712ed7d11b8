#include "engine/nn/bfloat16_product.h"

#include "engine/nn/float_product.h"
#include "engine/nn/precision.h"

#include <torch/csrc/autograd/custom_function.h>

#include <ATen/Context.h>

#include <algorithm>
#include <utility>

namespace tunedesk
{

namespace
{
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// One gradient for each part out of that of all. @param dimension of the outputs
variable_list cut(const torch::Tensor &whole, const std::vector<std::int64_t> &widths,
                  std::int64_t dimension)
{
    variable_list parts;
    std::int64_t begin = 0;
    for (const std::int64_t width : widths) {
        parts.push_back(whole.narrow(dimension, begin, width)
                            .to(torch::kFloat32, /*non_blocking=*/false, /*copy=*/false)
                            .contiguous());
        begin += width;
    }
    return parts;
}

/// The parts in bfloat16.
struct Copies {
    torch::Tensor weight, bias;
    bool isOutIn = true;
};

/// Inputs in the order of their gradients: x, the parts' weights, the parts' biases; then the
/// copies, which have none.
class Product : public torch::autograd::Function<Product>
{
public:
    static torch::Tensor forward(AutogradContext *ctx, const torch::Tensor &x,
                                 at::TensorList weights, at::TensorList biases,
                                 const Copies &copies)
    {
        const auto &[weight, bias, isOutIn] = copies;
        const torch::Tensor rows = x.reshape({-1, x.size(-1)});
        std::vector<std::int64_t> shape = x.sizes().vec();
        shape.back() = weight.size(isOutIn ? 0 : 1);
        std::vector<std::int64_t> widths;
        for (const torch::Tensor &part : weights)
            widths.push_back(part.size(isOutIn ? 0 : 1));
        ctx->saved_data["widths"] = widths;
        ctx->saved_data["isOutIn"] = isOutIn;
        ctx->saved_data["hasBias"] = !biases.empty();
        ctx->save_for_backward({rows, weight});
        return torch::linear(rows, isOutIn ? weight : weight.t(), bias).view(shape);
    }

    static variable_list backward(AutogradContext *ctx, const variable_list &gradients)
    {
        const variable_list saved = ctx->get_saved_variables();
        const torch::Tensor &rows = saved[0], &weight = saved[1];
        const auto widths = ctx->saved_data["widths"].toIntVector();
        const bool isOutIn = ctx->saved_data["isOutIn"].toBool();
        const bool hasBias = ctx->saved_data["hasBias"].toBool();
        const torch::Tensor given = gradients[0].reshape({-1, gradients[0].size(-1)});

        variable_list result;
        torch::Tensor input;
        if (ctx->needs_input_grad(0)) {
            std::vector<std::int64_t> shape = gradients[0].sizes().vec();
            shape.back() = rows.size(1);
            input = torch::matmul(given, isOutIn ? weight : weight.t()).view(shape);
        }
        result.push_back(input);
        const std::size_t parts = widths.size();
        const auto trains = [&](std::size_t from) { // any of them; some may be frozen by name
            for (std::size_t i = from; i < from + parts; ++i)
                if (ctx->needs_input_grad(i))
                    return true;
            return false;
        };
        variable_list weights(parts), biases(hasBias ? parts : 0);
        if (trains(1))
            weights = isOutIn ? cut(torch::matmul(given.t(), rows), widths, 0)
                              : cut(torch::matmul(rows.t(), given), widths, 1);
        if (hasBias && trains(1 + parts))
            biases = cut(given.sum(0, /*keepdim=*/false, torch::kFloat32), widths, 0);
        result.insert(result.end(), weights.begin(), weights.end());
        result.insert(result.end(), biases.begin(), biases.end());
        result.emplace_back(); // the copies
        return result;
    }
};

/// Matrices that stay as they are, read by a pass without gradients.
bool mayBePacked(const torch::Tensor &x, const std::vector<ProductPart> &parts)
{
    return x.is_cpu() && !torch::GradMode::is_enabled() &&
           at::globalContext().userEnabledMkldnn() && processorHasBFloat16() &&
           std::ranges::none_of(
               parts, [](const ProductPart &part) { return part.weight.requires_grad(); });
}
} // namespace

std::vector<ProductSource> sourcesOf(const std::vector<ProductPart> &parts)
{
    std::vector<ProductSource> sources;
    for (const ProductPart &part : parts)
        for (const torch::Tensor &tensor : {part.weight, part.bias})
            if (tensor.defined())
                sources.push_back({tensor.const_data_ptr(), tensor._version()});
    return sources;
}

void BFloat16Product::copy(const std::vector<ProductPart> &parts)
{
    // Copies made in inference mode could not be read by a training step later.
    const c10::InferenceMode outside(false);
    const torch::NoGradGuard noGradients;
    variable_list weights, biases;
    for (const ProductPart &part : parts) {
        weights.push_back(part.weight.to(torch::kBFloat16));
        if (part.bias.defined())
            biases.push_back(part.bias.to(torch::kBFloat16));
    }
    const std::int64_t dimension = m_form == MatrixForm::OutIn ? 0 : 1;
    m_weight = weights.size() == 1 ? weights.front() : torch::cat(weights, dimension);
    m_bias = biases.empty()       ? torch::Tensor()
             : biases.size() == 1 ? biases.front()
                                  : torch::cat(biases);
    m_packed = torch::Tensor();
}

void BFloat16Product::pack(std::int64_t rows)
{
    const c10::InferenceMode outside(false);
    const torch::NoGradGuard noGradients;
    m_packed =
        packedWeight(m_form == MatrixForm::OutIn ? m_weight : m_weight.t().contiguous(), rows);
    m_weight = torch::Tensor();
}

torch::Tensor BFloat16Product::forward(const torch::Tensor &x,
                                       const std::vector<ProductPart> &parts)
{
    const bool packs = mayBePacked(x, parts);
    if (std::vector<ProductSource> sources = sourcesOf(parts);
        sources != m_sources || (!packs && m_packed.defined())) {
        copy(parts);
        m_sources = std::move(sources);
    }
    if (packs) {
        const torch::Tensor rows = x.reshape({-1, x.size(-1)});
        if (!m_packed.defined())
            pack(rows.size(0));
        std::vector<std::int64_t> shape = x.sizes().vec();
        shape.back() = -1;
        return oneDnnProduct(rows, m_packed, m_bias).view(shape);
    }
    variable_list weights, biases;
    for (const ProductPart &part : parts) {
        weights.push_back(part.weight);
        if (part.bias.defined())
            biases.push_back(part.bias);
    }
    return Product::apply(x, at::TensorList(weights), at::TensorList(biases),
                          Copies{m_weight, m_bias, m_form == MatrixForm::OutIn});
}

void BFloat16Product::dropCopies()
{
    m_sources.clear();
    m_weight = m_packed = m_bias = torch::Tensor();
}

} // namespace tunedesk
