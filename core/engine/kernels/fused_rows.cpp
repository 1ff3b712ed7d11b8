#include "engine/kernels/fused_rows.h"

#include "engine/kernels/dropping.h"
#include "engine/kernels/in_parallel.h"
#include "engine/kernels/kernel_table.h"

#include <algorithm>

namespace tunedesk
{

namespace
{
using kernels::kRowsOfBlock;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

const void *read(const torch::Tensor &x)
{
    return x.defined() ? x.const_data_ptr() : nullptr;
}
const float *readFloats(const torch::Tensor &x)
{
    return x.defined() ? x.const_data_ptr<float>() : nullptr;
}
void *write(const torch::Tensor &x)
{
    return x.defined() ? x.data_ptr() : nullptr;
}
float *writeFloats(const torch::Tensor &x)
{
    return x.defined() ? x.data_ptr<float>() : nullptr;
}

torch::Tensor dense(const torch::Tensor &x)
{
    return x.defined() ? x.contiguous() : x;
}

bool wantsGradient(std::initializer_list<const torch::Tensor *> tensors)
{
    return torch::GradMode::is_enabled() &&
           std::ranges::any_of(
               tensors, [](const torch::Tensor *x) { return x->defined() && x->requires_grad(); });
}

/// Rows of a tensor and what sums over blocks of them need.
struct Rows {
    explicit Rows(const torch::Tensor &x)
        : width(x.size(-1)), count(width == 0 ? 0 : x.numel() / width),
          blocks((count + kRowsOfBlock - 1) / kRowsOfBlock)
    {
    }

    /// Calls `kernel(first row, last row)`, beginning at whole blocks, in several threads.
    template <typename Kernel> void run(Kernel kernel) const
    {
        constexpr std::int64_t kNumbers = 1 << 15; // for one thread at least: about 20 µs
        const std::int64_t grain =
            std::max<std::int64_t>(1, kNumbers / std::max<std::int64_t>(1, width * kRowsOfBlock));
        inParallel(blocks, grain, [&](std::int64_t first, std::int64_t last) {
            kernel(first * kRowsOfBlock, std::min(count, last * kRowsOfBlock));
        });
    }

    torch::Tensor sums(bool wanted) const
    {
        return wanted ? torch::empty({blocks, width}, torch::kFloat32) : torch::Tensor();
    }

    std::int64_t width, count, blocks;
};

torch::Tensor total(const torch::Tensor &sums)
{
    return sums.defined() ? sums.sum(0) : sums;
}

void keep(AutogradContext *context, const kernels::Drop &drop)
{
    context->saved_data["seed"] = static_cast<std::int64_t>(drop.seed);
    context->saved_data["threshold"] = static_cast<std::int64_t>(drop.threshold);
    context->saved_data["scale"] = static_cast<double>(drop.scale);
}

kernels::Drop keptDrop(AutogradContext *context)
{
    const auto &data = context->saved_data;
    return {.seed = static_cast<std::uint64_t>(data.at("seed").toInt()),
            .threshold = static_cast<std::uint32_t>(data.at("threshold").toInt()),
            .scale = static_cast<float>(data.at("scale").toDouble())};
}

/// @param normalised, inverseDeviation written; undefined: not wanted
torch::Tensor normForward(const torch::Tensor &x, const torch::Tensor &bias,
                          const torch::Tensor &residual, const torch::Tensor &weight,
                          const torch::Tensor &shift, double epsilon, const kernels::Drop &drop,
                          const torch::Tensor &normalised, const torch::Tensor &inverseDeviation)
{
    const Rows rows(x);
    torch::Tensor y = torch::empty(x.sizes(), x.options());
    const kernels::NormForward work{.width = rows.width,
                                    .element = elementOf(x),
                                    .epsilon = static_cast<float>(epsilon),
                                    .drop = drop,
                                    .x = read(x),
                                    .bias = readFloats(bias),
                                    .residual = read(residual),
                                    .weight = readFloats(weight),
                                    .shift = readFloats(shift),
                                    .y = write(y),
                                    .normalised = write(normalised),
                                    .inverseDeviation = writeFloats(inverseDeviation)};
    const kernels::KernelTable &table = kernels::kernels();
    rows.run([&](std::int64_t first, std::int64_t last) {
        const Scratch scratch(table.rowScratch(rows.width));
        table.normForward(work, first, last, scratch.data());
    });
    return y;
}

class AddAndNorm : public torch::autograd::Function<AddAndNorm>
{
public:
    static torch::Tensor forward(AutogradContext *context, const torch::Tensor &x,
                                 const std::optional<torch::Tensor> &optionalBias,
                                 const std::optional<torch::Tensor> &optionalResidual,
                                 const torch::Tensor &weight, const torch::Tensor &shift,
                                 double epsilon, double dropout)
    {
        const torch::Tensor bias = optionalBias.value_or(torch::Tensor()),
                            residual = optionalResidual.value_or(torch::Tensor());
        const kernels::Drop drop = drawDrop(dropout);
        const torch::Tensor normalised = torch::empty(x.sizes(), x.options());
        const torch::Tensor inverse =
            torch::empty({Rows(x).count}, x.options().dtype(torch::kFloat32));
        context->save_for_backward({normalised, inverse, weight});
        keep(context, drop);
        context->saved_data["bias"] = bias.defined() && bias.requires_grad();
        context->saved_data["norm"] = weight.requires_grad() || shift.requires_grad();
        context->saved_data["x"] = x.requires_grad();
        context->saved_data["residual"] = residual.defined() && residual.requires_grad();
        return normForward(x, bias, residual, weight, shift, epsilon, drop, normalised, inverse);
    }

    static variable_list backward(AutogradContext *context, variable_list gradients)
    {
        const variable_list saved = context->get_saved_variables();
        const torch::Tensor gradient = gradients[0].contiguous();
        const auto &data = context->saved_data;
        const kernels::Drop drop = keptDrop(context);
        const Rows rows(gradient);
        const auto like = [&](bool wanted) {
            return wanted ? torch::empty(gradient.sizes(), gradient.options()) : torch::Tensor();
        };
        const bool wantsX = data.at("x").toBool(), wantsResidual = data.at("residual").toBool();
        // Where nothing is dropped both have the same gradient.
        const bool isOne = drop.threshold == 0 && wantsX && wantsResidual;
        torch::Tensor residualGradient = like(wantsResidual), xGradient = like(wantsX && !isOne);
        const torch::Tensor weightSums = rows.sums(data.at("norm").toBool()),
                            shiftSums = rows.sums(data.at("norm").toBool()),
                            biasSums = rows.sums(data.at("bias").toBool());
        const kernels::NormBackward work{.width = rows.width,
                                         .element = elementOf(gradient),
                                         .drop = drop,
                                         .gradient = read(gradient),
                                         .normalised = read(saved[0]),
                                         .inverseDeviation = readFloats(saved[1]),
                                         .weight = readFloats(saved[2]),
                                         .xGradient = write(xGradient),
                                         .residualGradient = write(residualGradient),
                                         .weightSums = writeFloats(weightSums),
                                         .shiftSums = writeFloats(shiftSums),
                                         .biasSums = writeFloats(biasSums)};
        const kernels::KernelTable &table = kernels::kernels();
        rows.run([&](std::int64_t first, std::int64_t last) {
            const Scratch scratch(table.rowScratch(rows.width));
            table.normBackward(work, first, last, scratch.data());
        });
        return {isOne ? residualGradient : xGradient,
                total(biasSums),
                residualGradient,
                total(weightSums),
                total(shiftSums),
                {},
                {}};
    }
};

torch::Tensor addForward(const torch::Tensor &x, const torch::Tensor &bias,
                         const torch::Tensor &residual, const kernels::Drop &drop)
{
    const Rows rows(x);
    torch::Tensor y = torch::empty(x.sizes(), x.options());
    const kernels::AddForward work{.width = rows.width,
                                   .element = elementOf(x),
                                   .drop = drop,
                                   .x = read(x),
                                   .bias = readFloats(bias),
                                   .residual = read(residual),
                                   .y = write(y)};
    const kernels::KernelTable &table = kernels::kernels();
    rows.run([&](std::int64_t first, std::int64_t last) {
        const Scratch scratch(table.rowScratch(rows.width));
        table.addForward(work, first, last, scratch.data());
    });
    return y;
}

class DropAndAdd : public torch::autograd::Function<DropAndAdd>
{
public:
    static torch::Tensor forward(AutogradContext *context, const torch::Tensor &x,
                                 const std::optional<torch::Tensor> &optionalBias,
                                 const std::optional<torch::Tensor> &optionalResidual,
                                 double dropout)
    {
        const torch::Tensor bias = optionalBias.value_or(torch::Tensor()),
                            residual = optionalResidual.value_or(torch::Tensor());
        const kernels::Drop drop = drawDrop(dropout);
        keep(context, drop);
        context->saved_data["bias"] = bias.defined() && bias.requires_grad();
        context->saved_data["x"] = x.requires_grad();
        context->saved_data["residual"] = residual.defined() && residual.requires_grad();
        return addForward(x, bias, residual, drop);
    }

    static variable_list backward(AutogradContext *context, variable_list gradients)
    {
        const torch::Tensor gradient = gradients[0].contiguous();
        const auto &data = context->saved_data;
        const kernels::Drop drop = keptDrop(context);
        const Rows rows(gradient);
        const bool wantsX = data.at("x").toBool(), wantsBias = data.at("bias").toBool();
        const torch::Tensor residualGradient =
            data.at("residual").toBool() ? gradient : torch::Tensor();
        if (drop.threshold == 0 && !wantsBias)
            return {wantsX ? gradient : torch::Tensor(), {}, residualGradient, {}};
        const torch::Tensor xGradient =
            wantsX ? torch::empty(gradient.sizes(), gradient.options()) : torch::Tensor();
        const torch::Tensor biasSums = rows.sums(wantsBias);
        const kernels::AddBackward work{.width = rows.width,
                                        .element = elementOf(gradient),
                                        .drop = drop,
                                        .gradient = read(gradient),
                                        .xGradient = write(xGradient),
                                        .biasSums = writeFloats(biasSums)};
        const kernels::KernelTable &table = kernels::kernels();
        rows.run([&](std::int64_t first, std::int64_t last) {
            const Scratch scratch(table.rowScratch(rows.width));
            table.addBackward(work, first, last, scratch.data());
        });
        return {xGradient, total(biasSums), residualGradient, {}};
    }
};

kernels::GeluForm formOf(GeluCurve curve)
{
    return curve == GeluCurve::Erf ? kernels::GeluForm::Erf : kernels::GeluForm::Tanh;
}

torch::Tensor geluForward(const torch::Tensor &x, const torch::Tensor &bias, GeluCurve curve)
{
    const Rows rows(x);
    torch::Tensor y = torch::empty(x.sizes(), x.options());
    const kernels::GeluForward work{.width = rows.width,
                                    .element = elementOf(x),
                                    .form = formOf(curve),
                                    .x = read(x),
                                    .bias = readFloats(bias),
                                    .y = write(y)};
    rows.run([&](std::int64_t first, std::int64_t last) {
        kernels::kernels().geluForward(work, first, last);
    });
    return y;
}

class Gelu : public torch::autograd::Function<Gelu>
{
public:
    static torch::Tensor forward(AutogradContext *context, const torch::Tensor &x,
                                 const std::optional<torch::Tensor> &optionalBias,
                                 std::int64_t curve)
    {
        const torch::Tensor bias = optionalBias.value_or(torch::Tensor());
        context->save_for_backward({x, bias});
        context->saved_data["curve"] = curve;
        context->saved_data["bias"] = bias.defined() && bias.requires_grad();
        return geluForward(x, bias, static_cast<GeluCurve>(curve));
    }

    static variable_list backward(AutogradContext *context, variable_list gradients)
    {
        const variable_list saved = context->get_saved_variables();
        const torch::Tensor gradient = gradients[0].contiguous();
        const auto &data = context->saved_data;
        const Rows rows(gradient);
        const torch::Tensor xGradient = torch::empty(gradient.sizes(), gradient.options());
        const torch::Tensor biasSums = rows.sums(data.at("bias").toBool());
        const kernels::GeluBackward work{
            .width = rows.width,
            .element = elementOf(gradient),
            .form = formOf(static_cast<GeluCurve>(data.at("curve").toInt())),
            .x = read(saved[0]),
            .bias = readFloats(saved[1]),
            .gradient = read(gradient),
            .xGradient = write(xGradient),
            .biasSums = writeFloats(biasSums)};
        rows.run([&](std::int64_t first, std::int64_t last) {
            kernels::kernels().geluBackward(work, first, last);
        });
        return {xGradient, total(biasSums), {}};
    }
};

bool areFloats(std::initializer_list<const torch::Tensor *> tensors)
{
    return std::ranges::all_of(tensors, [](const torch::Tensor *x) {
        return !x->defined() ||
               (x->is_cpu() && x->scalar_type() == torch::kFloat32 && x->is_contiguous());
    });
}

bool areAlike(const torch::Tensor &x, const torch::Tensor &residual)
{
    return !residual.defined() || residual.sizes() == x.sizes();
}

torch::Tensor withBias(const torch::Tensor &x, const torch::Tensor &bias)
{
    return bias.defined() ? x + bias.to(x.scalar_type()) : x;
}

torch::Tensor addByTorch(const torch::Tensor &x, const torch::Tensor &bias,
                         const torch::Tensor &residual, double dropout)
{
    torch::Tensor z = withBias(x, bias);
    if (dropout > 0)
        z = torch::dropout(z, dropout, true);
    return residual.defined() ? z + residual : z;
}
} // namespace

torch::Tensor addAndNorm(const torch::Tensor &x, const torch::Tensor &bias,
                         const torch::Tensor &residual, const torch::Tensor &weight,
                         const torch::Tensor &shift, double epsilon, double dropout)
{
    if (!kernelsRead({&x, &residual}) || !areAlike(x, residual) ||
        !areFloats({&bias, &weight, &shift}))
        return torch::layer_norm(addByTorch(x, bias, residual, dropout), weight.sizes(), weight,
                                 shift, epsilon);
    const torch::Tensor own = dense(x), other = dense(residual);
    if (wantsGradient({&own, &bias, &other, &weight, &shift}))
        return AddAndNorm::apply(own, ifDefined(bias), ifDefined(other), weight, shift, epsilon,
                                 dropout);
    return normForward(own, bias, other, weight, shift, epsilon, drawDrop(dropout), {}, {});
}

torch::Tensor dropAndAdd(const torch::Tensor &x, const torch::Tensor &bias,
                         const torch::Tensor &residual, double dropout)
{
    if (!kernelsRead({&x, &residual}) || !areAlike(x, residual) || !areFloats({&bias}))
        return addByTorch(x, bias, residual, dropout);
    const torch::Tensor own = dense(x), other = dense(residual);
    if (wantsGradient({&own, &bias, &other}))
        return DropAndAdd::apply(own, ifDefined(bias), ifDefined(other), dropout);
    return addForward(own, bias, other, drawDrop(dropout));
}

torch::Tensor fusedGelu(const torch::Tensor &x, const torch::Tensor &bias, GeluCurve curve)
{
    if (!kernelsRead({&x}) || !areFloats({&bias}))
        return torch::gelu(withBias(x, bias), curve == GeluCurve::Erf ? "none" : "tanh");
    const torch::Tensor own = dense(x);
    if (wantsGradient({&own, &bias}))
        return Gelu::apply(own, ifDefined(bias), static_cast<std::int64_t>(curve));
    return geluForward(own, bias, curve);
}

} // namespace tunedesk
