#include "engine/kernels/fused_attention.h"

#include "engine/kernels/dropping.h"
#include "engine/kernels/in_parallel.h"
#include "engine/kernels/kernel_table.h"

#include <algorithm>
#include <cmath>

namespace tunedesk
{

namespace
{
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Queries, keys and values, which may be parts of fewer tensors.
struct Inputs {
    torch::Tensor query, key, value; ///< [B, Q or T, H], the last dimension dense
};

/// @param first queries; with the others undefined all three beside each other
/// @param second keys; with the third undefined keys and values
Inputs split(const torch::Tensor &first, const torch::Tensor &second, const torch::Tensor &third)
{
    if (!second.defined()) {
        const std::int64_t width = first.size(2) / 3;
        return {first.narrow(2, 0, width), first.narrow(2, width, width),
                first.narrow(2, 2 * width, width)};
    }
    if (!third.defined()) {
        const std::int64_t width = second.size(2) / 2;
        return {first, second.narrow(2, 0, width), second.narrow(2, width, width)};
    }
    return {first, second, third};
}

torch::Tensor withDenseRows(const torch::Tensor &x)
{
    return !x.defined() || x.stride(-1) == 1 ? x : x.contiguous();
}

kernels::Strides stridesOf(const torch::Tensor &x)
{
    return {x.stride(0), x.stride(1)};
}

std::int64_t strideOf(const torch::Tensor &bias, int dimension)
{
    return bias.size(dimension) == 1 ? 0 : bias.stride(dimension);
}

kernels::AttentionShape shapeOf(const Inputs &inputs, const torch::Tensor &bias, std::int64_t heads,
                                double scale, bool isCausal, const kernels::Drop &drop)
{
    const std::int64_t width = inputs.query.size(2) / heads;
    kernels::AttentionShape shape{
        .pairs = inputs.query.size(0),
        .heads = heads,
        .queries = inputs.query.size(1),
        .keys = inputs.key.size(1),
        .width = width,
        .element = elementOf(inputs.query),
        .scale = static_cast<float>(scale != 0 ? scale : 1 / std::sqrt(static_cast<double>(width))),
        .isCausal = isCausal,
        .drop = drop,
    };
    if (bias.defined()) {
        shape.bias = bias.const_data_ptr<float>();
        shape.biasPair = strideOf(bias, 0);
        shape.biasHead = strideOf(bias, 1);
        shape.biasQuery = strideOf(bias, 2);
    }
    return shape;
}

/// Pieces of work for one thread at least: about 20 µs.
std::int64_t grainOf(const kernels::AttentionShape &shape)
{
    constexpr std::int64_t kProducts = 1 << 19;
    return std::max<std::int64_t>(
        1, kProducts / std::max<std::int64_t>(1, shape.queries * shape.keys * shape.width));
}

template <typename Work>
void run(const Work &work,
         void (*kernel)(const Work &, std::int64_t first, std::int64_t last, float *scratch))
{
    const std::int64_t floats = kernels::kernels().attentionScratch(work.shape);
    inParallel(work.shape.pairs * work.shape.heads, grainOf(work.shape),
               [&](std::int64_t first, std::int64_t last) {
                   const Scratch scratch(floats);
                   kernel(work, first, last, scratch.data());
               });
}

/// @param rows [B, heads, Q, 2], written; undefined: not wanted
torch::Tensor forwardOf(const Inputs &inputs, const kernels::AttentionShape &shape,
                        const torch::Tensor &rows)
{
    torch::Tensor out =
        torch::empty({shape.pairs, shape.queries, inputs.query.size(2)}, inputs.query.options());
    if (shape.keys == 0)
        return out.zero_();
    const kernels::AttentionForward work{
        .shape = shape,
        .query = inputs.query.const_data_ptr(),
        .key = inputs.key.const_data_ptr(),
        .value = inputs.value.const_data_ptr(),
        .queryStrides = stridesOf(inputs.query),
        .keyStrides = stridesOf(inputs.key),
        .valueStrides = stridesOf(inputs.value),
        .out = out.data_ptr(),
        .rows = rows.defined() ? rows.data_ptr<float>() : nullptr,
    };
    run(work, kernels::kernels().attentionForward);
    return out;
}

class Attention : public torch::autograd::Function<Attention>
{
public:
    static torch::Tensor forward(AutogradContext *context, const torch::Tensor &first,
                                 const std::optional<torch::Tensor> &optionalSecond,
                                 const std::optional<torch::Tensor> &optionalThird,
                                 const std::optional<torch::Tensor> &optionalBias,
                                 std::int64_t heads, double scale, bool isCausal, double dropout)
    {
        const torch::Tensor second = optionalSecond.value_or(torch::Tensor()),
                            third = optionalThird.value_or(torch::Tensor()),
                            bias = optionalBias.value_or(torch::Tensor());
        const Inputs inputs = split(first, second, third);
        const kernels::Drop drop = drawDrop(dropout);
        const auto shape = shapeOf(inputs, bias, heads, scale, isCausal, drop);
        const torch::Tensor rows = torch::empty({shape.pairs, heads, shape.queries, 2},
                                                inputs.query.options().dtype(torch::kFloat32));
        context->save_for_backward({first, second, third, bias, rows});
        context->saved_data["heads"] = heads;
        context->saved_data["scale"] = scale;
        context->saved_data["causal"] = isCausal;
        context->saved_data["seed"] = static_cast<std::int64_t>(drop.seed);
        context->saved_data["threshold"] = static_cast<std::int64_t>(drop.threshold);
        context->saved_data["drop scale"] = static_cast<double>(drop.scale);
        context->saved_data["bias"] = bias.defined() && bias.requires_grad();
        return forwardOf(inputs, shape, rows);
    }

    static variable_list backward(AutogradContext *context, variable_list gradients)
    {
        const variable_list saved = context->get_saved_variables();
        const torch::Tensor &first = saved[0], &second = saved[1], &third = saved[2],
                            &bias = saved[3], &rows = saved[4];
        const Inputs inputs = split(first, second, third);
        const auto &data = context->saved_data;
        const auto shape =
            shapeOf(inputs, bias, data.at("heads").toInt(), data.at("scale").toDouble(),
                    data.at("causal").toBool(),
                    {.seed = static_cast<std::uint64_t>(data.at("seed").toInt()),
                     .threshold = static_cast<std::uint32_t>(data.at("threshold").toInt()),
                     .scale = static_cast<float>(data.at("drop scale").toDouble())});
        const auto like = [](const torch::Tensor &x) {
            return x.defined() ? torch::empty(x.sizes(), x.options()) : torch::Tensor();
        };
        variable_list results = {like(first), like(second), like(third)};
        const Inputs own = split(results[0], results[1], results[2]);
        torch::Tensor biasGradient;
        if (data.at("bias").toBool())
            biasGradient =
                torch::empty({shape.pairs, shape.heads, shape.queries, shape.keys}, rows.options());
        const torch::Tensor gradient = gradients[0].contiguous();
        const kernels::AttentionBackward work{
            .shape = shape,
            .query = inputs.query.const_data_ptr(),
            .key = inputs.key.const_data_ptr(),
            .value = inputs.value.const_data_ptr(),
            .queryStrides = stridesOf(inputs.query),
            .keyStrides = stridesOf(inputs.key),
            .valueStrides = stridesOf(inputs.value),
            .gradient = gradient.const_data_ptr(),
            .rows = rows.const_data_ptr<float>(),
            .queryGradient = own.query.data_ptr(),
            .keyGradient = own.key.data_ptr(),
            .valueGradient = own.value.data_ptr(),
            .queryGradientStrides = stridesOf(own.query),
            .keyGradientStrides = stridesOf(own.key),
            .valueGradientStrides = stridesOf(own.value),
            .biasGradient = biasGradient.defined() ? biasGradient.data_ptr<float>() : nullptr,
        };
        run(work, kernels::kernels().attentionBackward);
        if (biasGradient.defined())
            biasGradient = biasGradient.sum_to_size(bias.sizes());
        results.push_back(biasGradient);
        results.resize(8);
        return results;
    }
};

torch::Tensor splitHeads(const torch::Tensor &x, std::int64_t heads)
{
    return x.unflatten(2, {heads, x.size(2) / heads}).transpose(1, 2);
}

torch::Tensor byTorch(const Inputs &inputs, const std::optional<torch::Tensor> &bias,
                      const AttentionOptions &options)
{
    return at::scaled_dot_product_attention(
               splitHeads(inputs.query, options.heads), splitHeads(inputs.key, options.heads),
               splitHeads(inputs.value, options.heads),
               bias ? std::optional(bias->to(inputs.query.scalar_type())) : std::nullopt,
               options.dropout, options.isCausal,
               options.scale != 0 ? std::optional(options.scale) : std::nullopt)
        .transpose(1, 2)
        .reshape(inputs.query.sizes());
}

torch::Tensor attention(const torch::Tensor &first, const torch::Tensor &second,
                        const torch::Tensor &third, const std::optional<torch::Tensor> &bias,
                        const AttentionOptions &options)
{
    if (!kernelsRead({&first, &second, &third}) || (bias && !bias->is_cpu()))
        return byTorch(split(first, second, third), bias, options);
    const torch::Tensor one = withDenseRows(first), two = withDenseRows(second),
                        three = withDenseRows(third);
    const Inputs inputs = split(one, two, three);
    TORCH_CHECK(inputs.query.size(2) % options.heads == 0, "heads must divide the width");
    TORCH_CHECK(!options.isCausal || (inputs.query.size(1) == inputs.key.size(1) && !bias),
                "a causal attention has as many queries as keys and no bias");
    torch::Tensor scores;
    if (bias)
        scores = withDenseRows(bias->to(torch::kFloat32));
    const auto wantsGradient = [](const torch::Tensor &x) {
        return x.defined() && x.requires_grad();
    };
    if (torch::GradMode::is_enabled() &&
        (wantsGradient(one) || wantsGradient(two) || wantsGradient(three) || wantsGradient(scores)))
        return Attention::apply(one, ifDefined(two), ifDefined(three), ifDefined(scores),
                                options.heads, options.scale, options.isCausal, options.dropout);
    return forwardOf(inputs,
                     shapeOf(inputs, scores, options.heads, options.scale, options.isCausal,
                             drawDrop(options.dropout)),
                     {});
}
} // namespace

torch::Tensor fusedAttention(const torch::Tensor &query, const torch::Tensor &key,
                             const torch::Tensor &value, const std::optional<torch::Tensor> &bias,
                             const AttentionOptions &options)
{
    return attention(query, key, value, bias, options);
}

torch::Tensor fusedSelfAttention(const torch::Tensor &mixed,
                                 const std::optional<torch::Tensor> &bias,
                                 const AttentionOptions &options)
{
    return attention(mixed, {}, {}, bias, options);
}

torch::Tensor fusedAttention(const torch::Tensor &query, const torch::Tensor &mixed,
                             const std::optional<torch::Tensor> &bias,
                             const AttentionOptions &options)
{
    return attention(query, mixed, {}, bias, options);
}

} // namespace tunedesk
