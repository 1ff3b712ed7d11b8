#include "engine/kernels/kernel_table.h"

#include <atomic>
#include <initializer_list>

namespace tunedesk::kernels
{

extern const KernelTable kBaselineKernels;
#if defined(TUNEDESK_KERNELS_X86)
extern const KernelTable kAvx2Kernels, kAvx512Kernels;
#endif

namespace
{
const KernelTable *best()
{
    for (const Instructions instructions : {Instructions::Avx512, Instructions::Avx2})
        if (const KernelTable *table = kernelsFor(instructions))
            return table;
    return &kBaselineKernels;
}

std::atomic<const KernelTable *> chosen = nullptr;
} // namespace

const KernelTable *kernelsFor(Instructions instructions)
{
    if (instructions == Instructions::Baseline)
        return &kBaselineKernels;
#if defined(TUNEDESK_KERNELS_X86)
    // What the flags of CMakeLists.txt let the compiler use, each by name.
    __builtin_cpu_init();
    const bool hasAvx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (instructions == Instructions::Avx2 && hasAvx2)
        return &kAvx2Kernels;
    if (instructions == Instructions::Avx512 && hasAvx2 && __builtin_cpu_supports("avx512f") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl"))
        return &kAvx512Kernels;
#endif
    return nullptr;
}

const KernelTable &kernels()
{
    static const KernelTable *const standard = best();
    const KernelTable *table = chosen.load(std::memory_order_relaxed);
    return table ? *table : *standard;
}

void useKernels(const KernelTable *table)
{
    chosen.store(table, std::memory_order_relaxed);
}

} // namespace tunedesk::kernels
