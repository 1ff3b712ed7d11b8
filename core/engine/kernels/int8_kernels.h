#pragma once

#include "engine/kernels/kernel_table.h"

#include <cstdint>

namespace tunedesk::kernels
{

/// Products of rows of 8-bit numbers with a matrix of 8-bit numbers, summed up exactly in 32 bits.
/// A row r stands for x = scale · (q − zero), q from 0 to 255, scale and zero its own; a column of
/// the matrix for w = scale · q, q from −127 to 127. So what becomes of a row hangs on that row and
/// the matrix alone. Depths up to kDeepestInt8 can't overflow.
/// Source: Jacob et al. 2018, "Quantization and training of neural networks for efficient
/// integer-arithmetic-only inference", section 2.

/// Columns that lie together, and rows of the matrix whose numbers lie together in each of them:
/// packed[columns / 64][depth / 4][64][4], both rounded up, with zeros where there is nothing.
constexpr std::int64_t kInt8Columns = 64, kInt8Depth = 4;
/// 255 · 127 · 66,311 is the last that fits.
constexpr std::int64_t kDeepestInt8 = 65536;

constexpr std::int64_t int8Panels(std::int64_t columns)
{
    return (columns + kInt8Columns - 1) / kInt8Columns;
}
/// Bytes from one quantised row to the next.
constexpr std::int64_t int8Stride(std::int64_t depth)
{
    return (depth + kInt8Depth - 1) / kInt8Depth * kInt8Depth;
}

/// Rows of x that a piece of a product takes: as many as stay in the second-level cache, and in all
/// blocks about as many.
constexpr std::int64_t int8Blocks(std::int64_t rows, std::int64_t depth)
{
    constexpr std::int64_t kBlockBytes = 256 * 1024;
    const std::int64_t most = kBlockBytes / int8Stride(depth);
    return most > 0 ? (rows + most - 1) / most : rows;
}

/// W [columns, depth] to 8 bits.
struct Int8Pack {
    std::int64_t depth = 0, columns = 0;
    const float *weight = nullptr; ///< dense
    std::int8_t *packed = nullptr; ///< [int8Panels(columns), int8Stride(depth) · kInt8Columns]
    float *scales = nullptr;       ///< [columns]; no number where a weight is none
    std::int32_t *sums = nullptr;  ///< [columns], of the 8-bit numbers
};

/// x [rows, depth] to 8 bits. Rows with a number that is infinite or none get a scale that is no
/// number.
struct Int8Quantise {
    std::int64_t depth = 0;
    Element element = Element::Float32;
    const void *x = nullptr;         ///< dense
    std::uint8_t *numbers = nullptr; ///< [rows, int8Stride(depth)]
    float *scales = nullptr;         ///< [rows]
    std::int32_t *zeros = nullptr;   ///< [rows]
};

/// y = x Wᵀ + bias
struct Int8Multiply {
    std::int64_t rows = 0, depth = 0, columns = 0;
    const std::uint8_t *numbers = nullptr; ///< of x, as Int8Quantise has them
    const float *rowScales = nullptr;
    const std::int32_t *rowZeros = nullptr;
    const std::int8_t *packed = nullptr; ///< of W, as Int8Pack has them
    const float *columnScales = nullptr;
    const std::int32_t *columnSums = nullptr;
    const float *bias = nullptr; ///< [columns]; may be null
    Element element = Element::Float32;
    void *y = nullptr; ///< [rows, columns], dense

    std::int64_t pieces() const { return int8Blocks(rows, depth) * int8Panels(columns); }
};

/// As KernelTable: any split of the work gives the same numbers.
struct Int8Kernels {
    const char *name;
    void (*pack)(const Int8Pack &, std::int64_t firstPanel, std::int64_t lastPanel);
    void (*quantise)(const Int8Quantise &, std::int64_t firstRow, std::int64_t lastRow);
    void (*multiply)(const Int8Multiply &, std::int64_t firstPiece, std::int64_t lastPiece);
};

/// For every processor, slower than products of floats.
const Int8Kernels &portableInt8Kernels();
/// With the AVX-512 VNNI instructions; null: this program was built without them, or this processor
/// lacks them.
const Int8Kernels *vnniInt8Kernels();
/// The best that this processor has, or what useInt8Kernels() chose.
const Int8Kernels &int8Kernels();
/// For tests; null: the best. Not while kernels run.
void useInt8Kernels(const Int8Kernels *table);

} // namespace tunedesk::kernels
