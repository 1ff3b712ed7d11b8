#pragma once

#include "engine/kernels/dropping.h"
#include "engine/kernels/kernel_table.h"

#include <torch/torch.h>

#include <QTest>

#include <utility>

namespace tunedesk
{

/// Calls `add(instructions, type, name)` for each set of instructions that this processor has and
/// each type that kernels read.
template <typename Add> void forEachKernel(Add add)
{
    using kernels::Instructions;
    for (const auto instructions :
         {Instructions::Baseline, Instructions::Avx2, Instructions::Avx512})
        if (const kernels::KernelTable *table = kernels::kernelsFor(instructions))
            for (const auto type : {torch::kFloat32, torch::kBFloat16})
                add(instructions, type,
                    QByteArray(table->name) +
                        (type == torch::kFloat32 ? ", float32" : ", bfloat16"));
}

/// Largest distance of two tensors of one shape over the largest number of the second (1 at least).
inline double distance(const torch::Tensor &x, const torch::Tensor &exact)
{
    if (!x.defined() || x.sizes() != exact.sizes())
        return std::numeric_limits<double>::infinity();
    if (x.numel() == 0)
        return 0;
    const torch::Tensor wide = x.detach().to(torch::kFloat64);
    const double largest = std::max(1.0, exact.abs().max().item<double>());
    const double result = (wide - exact.detach()).abs().max().item<double>() / largest;
    return std::isnan(result) ? std::numeric_limits<double>::infinity() : result;
}

/// A bfloat16 has 8 significant bits, so that one rounding changes a number by 2⁻⁸ of it at most.
inline double bound(torch::ScalarType type, double float32 = 2e-6)
{
    return type == torch::kFloat32 ? float32 : 1.0 / 256 + float32;
}

/// What the next dropout draws, without drawing it.
inline kernels::Drop nextDrop(double probability)
{
    at::Generator generator = at::detail::getDefaultCPUGenerator();
    const torch::Tensor state = generator.get_state();
    const kernels::Drop drop = drawDrop(probability);
    generator.set_state(state);
    return drop;
}

#define COMPARE_WITH(x, exact, most)                                                               \
    do {                                                                                           \
        const double apart = distance(x, exact);                                                   \
        QVERIFY2(apart <= (most),                                                                  \
                 qPrintable(QStringLiteral(#x ": %1, at most %2").arg(apart).arg(double(most))));  \
    } while (false)

} // namespace tunedesk

Q_DECLARE_METATYPE(tunedesk::kernels::Instructions)
Q_DECLARE_METATYPE(torch::ScalarType)
