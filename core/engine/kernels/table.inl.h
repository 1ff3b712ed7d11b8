// A whole source file: define TUNEDESK_KERNEL_TABLE (the table's name) and TUNEDESK_KERNEL_NAME,
// and compile with the processor flags that it is for.
#include "engine/kernels/kernel_table.h"

// Nothing but types may come out of a header here; see vectors.inl.h.

namespace tunedesk::kernels
{
namespace
{
#include "engine/kernels/vectors.inl.h"

#include "engine/kernels/products.inl.h"

#include "engine/kernels/attention.inl.h"

#include "engine/kernels/rows.inl.h"

/// By the element of the work.
#define BY_ELEMENT(function, ...)                                                                  \
    if (work.element == Element::Float32)                                                          \
        function<float>(work, __VA_ARGS__);                                                        \
    else                                                                                           \
        function<Brain>(work, __VA_ARGS__)

void attentionForwardOf(const AttentionForward &work, std::int64_t first, std::int64_t last,
                        float *scratch)
{
    if (work.shape.element == Element::Float32)
        attentionForward<float>(work, first, last, scratch);
    else
        attentionForward<Brain>(work, first, last, scratch);
}
void attentionBackwardOf(const AttentionBackward &work, std::int64_t first, std::int64_t last,
                         float *scratch)
{
    if (work.shape.element == Element::Float32)
        attentionBackward<float>(work, first, last, scratch);
    else
        attentionBackward<Brain>(work, first, last, scratch);
}
void normForwardOf(const NormForward &work, std::int64_t first, std::int64_t last, float *scratch)
{
    BY_ELEMENT(normForward, first, last, scratch);
}
void normBackwardOf(const NormBackward &work, std::int64_t first, std::int64_t last, float *scratch)
{
    BY_ELEMENT(normBackward, first, last, scratch);
}
void addForwardOf(const AddForward &work, std::int64_t first, std::int64_t last, float *scratch)
{
    BY_ELEMENT(addForward, first, last, scratch);
}
void addBackwardOf(const AddBackward &work, std::int64_t first, std::int64_t last, float *scratch)
{
    BY_ELEMENT(addBackward, first, last, scratch);
}
void geluForwardOf(const GeluForward &work, std::int64_t first, std::int64_t last)
{
    BY_ELEMENT(geluForward, first, last);
}
void geluBackwardOf(const GeluBackward &work, std::int64_t first, std::int64_t last)
{
    BY_ELEMENT(geluBackward, first, last);
}
#undef BY_ELEMENT
#undef INLINE
} // namespace

extern const KernelTable TUNEDESK_KERNEL_TABLE;
const KernelTable TUNEDESK_KERNEL_TABLE = {.name = TUNEDESK_KERNEL_NAME,
                                           .attentionScratch = attentionScratch,
                                           .attentionForward = attentionForwardOf,
                                           .attentionBackward = attentionBackwardOf,
                                           .rowScratch = rowScratch,
                                           .normForward = normForwardOf,
                                           .normBackward = normBackwardOf,
                                           .addForward = addForwardOf,
                                           .addBackward = addBackwardOf,
                                           .geluForward = geluForwardOf,
                                           .geluBackward = geluBackwardOf,
                                           .randomBits = randomBits};

} // namespace tunedesk::kernels
