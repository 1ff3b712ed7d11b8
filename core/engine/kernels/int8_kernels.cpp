#include "engine/kernels/int8_kernels.h"

#include <atomic>

namespace tunedesk::kernels
{

extern const Int8Kernels kPortableInt8Kernels;
#if defined(TUNEDESK_KERNELS_X86)
extern const Int8Kernels kVnniInt8Kernels;
#endif

namespace
{
std::atomic<const Int8Kernels *> chosen = nullptr;
} // namespace

const Int8Kernels &portableInt8Kernels()
{
    return kPortableInt8Kernels;
}

const Int8Kernels *vnniInt8Kernels()
{
#if defined(TUNEDESK_KERNELS_X86)
    // What the flags of CMakeLists.txt let the compiler use, each by name.
    if (kernelsFor(Instructions::Avx512) && __builtin_cpu_supports("avx512vnni"))
        return &kVnniInt8Kernels;
#endif
    return nullptr;
}

const Int8Kernels &int8Kernels()
{
    static const Int8Kernels *const fast = vnniInt8Kernels();
    const Int8Kernels *table = chosen.load(std::memory_order_relaxed);
    return table ? *table : fast ? *fast : kPortableInt8Kernels;
}

void useInt8Kernels(const Int8Kernels *table)
{
    chosen.store(table, std::memory_order_relaxed);
}

} // namespace tunedesk::kernels
