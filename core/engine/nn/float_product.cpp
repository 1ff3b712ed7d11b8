#include "engine/nn/float_product.h"

#include <torch/csrc/autograd/custom_function.h>

#include <ATen/Context.h>
#include <ATen/core/dispatch/Dispatcher.h>

#include <optional>
#include <string_view>

namespace tunedesk
{

namespace
{
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Multiplications from which what oneDNN does before a product no longer counts.
constexpr std::int64_t kWorthwhile = 1'000'000;

bool processorSuitsOneDnn()
{
#if defined(__x86_64__)
    static const bool suits = [] {
        __builtin_cpu_init();
        return __builtin_cpu_is("amd") && __builtin_cpu_supports("avx512f");
    }();
    return suits;
#else
    return false;
#endif
}

bool suitsOneDnn(const torch::Tensor &x)
{
    return processorSuitsOneDnn() && x.is_cpu() && x.scalar_type() == torch::kFloat32 &&
           at::globalContext().userEnabledMkldnn();
}

/// @param rows [n, in]   @param weight [out, in]
torch::Tensor product(const torch::Tensor &rows, const torch::Tensor &weight,
                      const torch::Tensor &bias = {})
{
    return rows.numel() * weight.size(0) < kWorthwhile ? torch::linear(rows, weight, bias)
                                                       : oneDnnProduct(rows, weight, bias);
}

torch::Tensor productOf(const torch::Tensor &x, const torch::Tensor &weight,
                        const torch::Tensor &bias)
{
    std::vector<std::int64_t> shape = x.sizes().vec();
    shape.back() = weight.size(0);
    return product(x.reshape({-1, x.size(-1)}), weight, bias).view(shape);
}

class Product : public torch::autograd::Function<Product>
{
public:
    static torch::Tensor forward(AutogradContext *ctx, const torch::Tensor &x,
                                 const torch::Tensor &weight,
                                 const std::optional<torch::Tensor> &bias)
    {
        ctx->save_for_backward({x, weight});
        ctx->saved_data["hasBias"] = bias.has_value();
        return productOf(x, weight, bias.value_or(torch::Tensor()));
    }

    static variable_list backward(AutogradContext *ctx, const variable_list &gradients)
    {
        const variable_list saved = ctx->get_saved_variables();
        const torch::Tensor rows = saved[0].reshape({-1, saved[0].size(-1)}), &weight = saved[1];
        const torch::Tensor given = gradients[0].reshape({-1, gradients[0].size(-1)});
        variable_list result(3);
        if (ctx->needs_input_grad(0))
            result[0] = product(given, weight.t()).view(saved[0].sizes());
        if (ctx->needs_input_grad(1))
            result[1] = product(given.t(), rows.t());
        if (ctx->saved_data["hasBias"].toBool() && ctx->needs_input_grad(2))
            result[2] = given.sum(0);
        return result;
    }
};
} // namespace

torch::Tensor floatProduct(const torch::Tensor &x, const torch::Tensor &weight,
                           const torch::Tensor &bias)
{
    if (!suitsOneDnn(x))
        return torch::linear(x, weight, bias);
    const bool hasGradients =
        torch::GradMode::is_enabled() &&
        (x.requires_grad() || weight.requires_grad() || (bias.defined() && bias.requires_grad()));
    if (!hasGradients)
        return productOf(x, weight, bias);
    return Product::apply(x, weight, bias.defined() ? std::optional(bias) : std::nullopt);
}

// torch's names of two of oneDNN's operations, which have no C++ function.
torch::Tensor oneDnnProduct(const torch::Tensor &rows, const torch::Tensor &weight,
                            const torch::Tensor &bias)
{
    static const auto product =
        c10::Dispatcher::singleton()
            .findSchemaOrThrow("mkldnn::_linear_pointwise", "")
            .typed<torch::Tensor(const torch::Tensor &, const torch::Tensor &,
                                 const std::optional<torch::Tensor> &, std::string_view,
                                 c10::List<std::optional<at::Scalar>>,
                                 std::optional<std::string_view>)>();
    return product.call(rows, weight, bias.defined() ? std::optional(bias) : std::nullopt, "none",
                        c10::List<std::optional<at::Scalar>>(), "");
}

torch::Tensor packedWeight(const torch::Tensor &weight, std::int64_t rows)
{
    static const auto reorder =
        c10::Dispatcher::singleton()
            .findSchemaOrThrow("mkldnn::_reorder_linear_weight", "")
            .typed<torch::Tensor(const torch::Tensor &, std::optional<std::int64_t>)>();
    return reorder.call(weight, rows);
}

} // namespace tunedesk
