#include "engine/nn/precision.h"

#include "engine/kernels/int8_kernels.h"

#include <ATen/cpu/Utils.h>

namespace tunedesk
{

bool processorHasBFloat16()
{
    static const bool has = [] {
        const auto known = at::cpu::get_cpu_capabilities();
        for (const char *name : {"avx512_bf16", "amx_bf16"})
            if (const auto it = known.find(name); it != known.end() && it->second.toBool())
                return true;
        return false;
    }();
    return has;
}

bool processorHasInt8()
{
    static const bool has = kernels::vnniInt8Kernels() != nullptr;
    return has;
}

Precision precisionOf(const QString &setting)
{
    if (setting == QLatin1String("bfloat16"))
        return Precision::BFloat16;
    if (setting == QLatin1String("float32"))
        return Precision::Float32;
    return processorHasBFloat16() ? Precision::BFloat16 : Precision::Float32;
}

bool isInt8(const QString &setting)
{
    return setting == QLatin1String("int8") && processorHasInt8();
}

torch::ScalarType scalarTypeOf(Precision precision)
{
    return precision == Precision::BFloat16 ? torch::kBFloat16 : torch::kFloat32;
}

} // namespace tunedesk
