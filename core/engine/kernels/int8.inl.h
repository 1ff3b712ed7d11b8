// A whole source file: define TUNEDESK_INT8_TABLE (the table's name) and TUNEDESK_INT8_NAME, and
// compile with the processor flags that it is for.
#include "engine/kernels/int8_kernels.h"

#if defined(__AVX512VNNI__)
#include <immintrin.h> // nothing but functions that are always inlined
#endif

namespace tunedesk::kernels
{
namespace
{
#include "engine/kernels/vectors.inl.h"

/// Rows and vectors of columns whose sums fit the registers.
constexpr int kTileRows = kRegisters == 32 ? 6 : 3;
constexpr int kTileVectors = kRegisters == 32 ? 4 : 2;
constexpr int kTileColumns = kTileVectors * W;

/// sum + Σ a[i] · w[i] over the four bytes of each lane, a without and w with a sign.
INLINE Ints dot(Ints sum, Ints a, Ints w)
{
#if defined(__AVX512VNNI__)
    return (Ints)_mm512_dpbusd_epi32((__m512i)sum, (__m512i)a, (__m512i)w);
#else
    for (int i = 0; i < 4; ++i)
        sum += ((a >> (8 * i)) & 255) * ((w << (24 - 8 * i)) >> 24);
    return sum;
#endif
}

INLINE Ints loadInts(const void *from)
{
    Ints result;
    __builtin_memcpy(&result, from, sizeof(result));
    return result;
}

/// The same four bytes in each lane.
INLINE Ints broadcastBytes(const void *from)
{
    std::int32_t four;
    __builtin_memcpy(&four, from, sizeof(four));
    return Ints{} + four;
}

INLINE Floats smaller(Floats a, Floats b)
{
    return a < b ? a : b;
}

/// Adding 1.5 · 2²³ leaves the nearest whole number in the lower bits, halves to even.
constexpr float kWhole = 12582912.0F;
constexpr std::int32_t kWholeBits = 0x4B400000;

INLINE Ints nearest(Floats x)
{
    return (Ints)(x + kWhole) - kWholeBits;
}

INLINE Ints bounded(Ints x, std::int32_t lowest, std::int32_t highest)
{
    x = x < lowest ? Ints{} + lowest : x;
    return x > highest ? Ints{} + highest : x;
}

INLINE std::int32_t sumOfInts(Ints x)
{
    std::int32_t sum = 0;
    for (int i = 0; i < W; ++i)
        sum += x[i];
    return sum;
}

/// The next W numbers of a row, zeros after its end.
template <typename T> INLINE Floats loadUpTo(const T *from, std::int64_t left)
{
    return left >= W ? load(from) : loadPart(from, static_cast<int>(left));
}

/// A scale below it would lose digits; such numbers are as good as 0.
constexpr float kSmallest = 1e-30F;
constexpr float kNoNumber = __builtin_nanf("");

void packPanels(const Int8Pack &work, std::int64_t first, std::int64_t last)
{
    const std::int64_t panelBytes = int8Stride(work.depth) * kInt8Columns;
    for (std::int64_t panel = first; panel < last; ++panel) {
        std::int8_t *const packed = work.packed + panel * panelBytes;
        __builtin_memset(packed, 0, static_cast<std::size_t>(panelBytes));
        for (std::int64_t c = 0; c < kInt8Columns; ++c) {
            const std::int64_t column = panel * kInt8Columns + c;
            if (column >= work.columns)
                break;
            const float *const from = work.weight + column * work.depth;
            Floats low{}, high{}, broken{};
            for (std::int64_t k = 0; k < work.depth; k += W) {
                const Floats next = loadUpTo(from + k, work.depth - k);
                low = smaller(next, low);
                high = larger(next, high);
                broken += next * 0.0F;
            }
            const float largest = largestOf(larger(high, -low));
            const bool isWhole = sumOf(broken) == 0;
            const float scale = isWhole && largest > kSmallest ? largest / 127 : 1;
            Ints sums{};
            for (std::int64_t k = 0; isWhole && k < work.depth; k += W) {
                const Floats next = loadUpTo(from + k, work.depth - k);
                const Ints q = bounded(nearest(next / scale), -127, 127);
                sums += q;
                using Bytes = std::int8_t __attribute__((vector_size(W)));
                const Bytes bytes = __builtin_convertvector(q, Bytes);
                for (int i = 0; i < W && k + i < work.depth; i += kInt8Depth)
                    __builtin_memcpy(packed + (k + i) * kInt8Columns + c * kInt8Depth,
                                     reinterpret_cast<const char *>(&bytes) + i, kInt8Depth);
            }
            work.scales[column] = isWhole ? scale : kNoNumber;
            work.sums[column] = sumOfInts(sums);
        }
    }
}

template <typename T>
void quantiseRows(const Int8Quantise &work, std::int64_t first, std::int64_t last)
{
    const std::int64_t stride = int8Stride(work.depth), depth = work.depth;
    for (std::int64_t row = first; row < last; ++row) {
        const T *const x = static_cast<const T *>(work.x) + row * depth;
        Floats low{}, high{}, broken{};
        for (std::int64_t k = 0; k < depth; k += W) {
            const Floats next = loadUpTo(x + k, depth - k);
            low = smaller(next, low);
            high = larger(next, high);
            broken += next * 0.0F;
        }
        const float lowest = -largestOf(-low);
        const float range = largestOf(high) - lowest; // of huge numbers more than a float holds
        const bool isWhole = sumOf(broken) == 0 && range < __builtin_inff();
        const float scale = isWhole && range > kSmallest ? range / 255 : 1;
        const float inverse = isWhole ? 1 / scale : 0;
        const std::int32_t zero = bounded(nearest(broadcast(-lowest * inverse)), 0, 255)[0];
        std::uint8_t *const to = work.numbers + row * stride;
        for (std::int64_t k = 0; k < depth; k += W) {
            const Floats next = loadUpTo(x + k, depth - k);
            const Ints q = isWhole ? bounded(nearest(next * inverse) + zero, 0, 255) : Ints{};
            using Bytes = std::uint8_t __attribute__((vector_size(W)));
            const Bytes bytes = __builtin_convertvector(q, Bytes);
            if (stride - k >= W) // of a length that is known: one store
                __builtin_memcpy(to + k, &bytes, W);
            else
                __builtin_memcpy(to + k, &bytes, static_cast<std::size_t>(stride - k));
        }
        work.scales[row] = isWhole ? scale : kNoNumber;
        work.zeros[row] = zero;
    }
}

template <typename T, int Rows>
INLINE void tile(const Int8Multiply &work, std::int64_t row, std::int64_t panel, std::int64_t part)
{
    const std::int64_t stride = int8Stride(work.depth), steps = stride / kInt8Depth;
    const std::int8_t *w = work.packed + (panel * steps * kInt8Columns + part) * kInt8Depth;
    const std::uint8_t *x = work.numbers + row * stride;
    Ints sums[Rows][kTileVectors] = {};
    for (std::int64_t step = 0; step < steps; ++step) {
        Ints right[kTileVectors];
#pragma GCC unroll 4
        for (int v = 0; v < kTileVectors; ++v)
            right[v] = loadInts(w + v * W * kInt8Depth);
#pragma GCC unroll 6
        for (int r = 0; r < Rows; ++r) {
            const Ints left = broadcastBytes(x + r * stride);
#pragma GCC unroll 4
            for (int v = 0; v < kTileVectors; ++v)
                sums[r][v] = dot(sums[r][v], left, right[v]);
        }
        w += kInt8Columns * kInt8Depth;
        x += kInt8Depth;
    }
    const std::int64_t column = panel * kInt8Columns + part;
#pragma GCC unroll 4
    for (int v = 0; v < kTileVectors; ++v) {
        const std::int64_t at = column + v * W;
        const std::int64_t left = work.columns - at;
        if (left <= 0)
            break;
        const int count = left >= W ? W : static_cast<int>(left);
        const bool isWhole = count == W;
        const Floats scale =
            isWhole ? load(work.columnScales + at) : loadPart(work.columnScales + at, count);
        Ints columnSum{};
        if (isWhole)
            columnSum = loadInts(work.columnSums + at);
        else
            for (int i = 0; i < count; ++i)
                columnSum[i] = work.columnSums[at + i];
        Floats bias{};
        if (work.bias)
            bias = isWhole ? load(work.bias + at) : loadPart(work.bias + at, count);
#pragma GCC unroll 6
        for (int r = 0; r < Rows; ++r) {
            const Ints exact = sums[r][v] - columnSum * work.rowZeros[row + r];
            const Floats y =
                __builtin_convertvector(exact, Floats) * (scale * work.rowScales[row + r]) + bias;
            T *const to = static_cast<T *>(work.y) + (row + r) * work.columns + at;
            if (isWhole)
                store(to, y);
            else
                storePart(to, y, count);
        }
    }
}

template <typename T, int Rows>
INLINE void tileOf(std::int64_t rows, const Int8Multiply &work, std::int64_t row,
                   std::int64_t panel, std::int64_t part)
{
    if constexpr (Rows > 0) {
        if (rows == Rows)
            tile<T, Rows>(work, row, panel, part);
        else
            tileOf<T, Rows - 1>(rows, work, row, panel, part);
    }
}

template <typename T>
void multiplyPieces(const Int8Multiply &work, std::int64_t first, std::int64_t last)
{
    const std::int64_t panels = int8Panels(work.columns);
    const std::int64_t blocks = int8Blocks(work.rows, work.depth);
    for (std::int64_t piece = first; piece < last; ++piece) {
        const std::int64_t panel = piece % panels, block = piece / panels;
        const std::int64_t begin = work.rows * block / blocks;
        const std::int64_t end = work.rows * (block + 1) / blocks;
        const std::int64_t rows = end - begin, tiles = (rows + kTileRows - 1) / kTileRows;
        for (std::int64_t part = 0; part < kInt8Columns; part += kTileColumns)
            for (std::int64_t i = 0; i < tiles; ++i) {
                const std::int64_t from = begin + rows * i / tiles;
                const std::int64_t to = begin + rows * (i + 1) / tiles;
                tileOf<T, kTileRows>(to - from, work, from, panel, part);
            }
    }
}

void quantise(const Int8Quantise &work, std::int64_t first, std::int64_t last)
{
    if (work.element == Element::Float32)
        quantiseRows<float>(work, first, last);
    else
        quantiseRows<Brain>(work, first, last);
}

void multiply(const Int8Multiply &work, std::int64_t first, std::int64_t last)
{
    if (work.element == Element::Float32)
        multiplyPieces<float>(work, first, last);
    else
        multiplyPieces<Brain>(work, first, last);
}
#undef INLINE
} // namespace

extern const Int8Kernels TUNEDESK_INT8_TABLE;
const Int8Kernels TUNEDESK_INT8_TABLE = {
    .name = TUNEDESK_INT8_NAME, .pack = packPanels, .quantise = quantise, .multiply = multiply};

} // namespace tunedesk::kernels
