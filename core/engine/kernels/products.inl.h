// Products of small matrices in float, for the sources that are compiled once for each set of
// instructions; see vectors.inl.h.

/// As many vectors side by side and rows as fit the registers with the sums.
constexpr int kMostVectors = kRegisters == 32 ? 4 : 2;
constexpr int mostRows(int vectors)
{
    if (kRegisters == 32)
        return vectors <= 2 ? 12 : vectors == 3 ? 8 : 6;
    return vectors == 1 ? 8 : 6;
}

/// What a product does with the numbers that stand there.
enum class Result { Set, Added };

/// A rows × depth; transposed: the element of row r and step k lies at a[k · stride + r].
struct Left {
    const float *at;
    std::int64_t stride;
};
struct Right {
    const float *at; ///< depth × columns
    std::int64_t stride;
};
struct Target {
    float *at; ///< rows × columns
    std::int64_t stride;
};

template <int Rows, int Vectors, bool IsTransposed, Result result>
INLINE void tile(Left a, Right b, Target c, std::int64_t depth)
{
    Floats sums[Rows][Vectors];
#pragma GCC unroll 12
    for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 4
        for (int v = 0; v < Vectors; ++v)
            sums[r][v] = result == Result::Added ? load(c.at + r * c.stride + v * W) : Floats{};
    for (std::int64_t k = 0; k < depth; ++k) {
        Floats right[Vectors];
#pragma GCC unroll 4
        for (int v = 0; v < Vectors; ++v)
            right[v] = load(b.at + k * b.stride + v * W);
#pragma GCC unroll 12
        for (int r = 0; r < Rows; ++r) {
            const Floats left =
                broadcast(IsTransposed ? a.at[k * a.stride + r] : a.at[r * a.stride + k]);
#pragma GCC unroll 4
            for (int v = 0; v < Vectors; ++v)
                sums[r][v] += left * right[v];
        }
    }
#pragma GCC unroll 12
    for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 4
        for (int v = 0; v < Vectors; ++v)
            store(c.at + r * c.stride + v * W, sums[r][v]);
}

template <int Rows, int Vectors, bool IsTransposed, Result result>
INLINE void tileOf(std::int64_t rows, Left a, Right b, Target c, std::int64_t depth)
{
    if constexpr (Rows > 0) {
        if (rows == Rows)
            tile<Rows, Vectors, IsTransposed, result>(a, b, c, depth);
        else
            tileOf<Rows - 1, Vectors, IsTransposed, result>(rows, a, b, c, depth);
    }
}

template <int Vectors, bool IsTransposed, Result result>
void strip(std::int64_t rows, Left a, Right b, Target c, std::int64_t depth)
{
    constexpr int kMost = mostRows(Vectors);
    const std::int64_t tiles = (rows + kMost - 1) / kMost;
    for (std::int64_t i = 0; i < tiles; ++i) {
        const std::int64_t first = rows * i / tiles, last = rows * (i + 1) / tiles;
        tileOf<kMost, Vectors, IsTransposed, result>(
            last - first, {a.at + first * (IsTransposed ? 1 : a.stride), a.stride}, b,
            {c.at + first * c.stride, c.stride}, depth);
    }
}

/// C = A B or C += A B. @param columns of B and C, rounded up to whole vectors
template <bool IsTransposed, Result result>
void multiply(std::int64_t rows, std::int64_t columns, std::int64_t depth, Left a, Right b,
              Target c)
{
    const std::int64_t vectors = (columns + W - 1) / W;
    const std::int64_t strips = (vectors + kMostVectors - 1) / kMostVectors;
    for (std::int64_t i = 0; i < strips; ++i) {
        const std::int64_t first = vectors * i / strips, last = vectors * (i + 1) / strips;
        const Right right{b.at + first * W, b.stride};
        const Target target{c.at + first * W, c.stride};
        switch (last - first) {
        case 1:
            strip<1, IsTransposed, result>(rows, a, right, target, depth);
            break;
        case 2:
            strip<2, IsTransposed, result>(rows, a, right, target, depth);
            break;
        default:
            if constexpr (kMostVectors == 4) {
                if (last - first == 3)
                    strip<3, IsTransposed, result>(rows, a, right, target, depth);
                else
                    strip<4, IsTransposed, result>(rows, a, right, target, depth);
            }
        }
    }
}

template <int Span> INLINE void exchange(Floats (&rows)[W])
{
    if constexpr (Span > 0) {
#pragma GCC unroll 16
        for (int i = 0; i < W; ++i)
            if ((i & Span) == 0) {
                const Floats low = lowHalves<Span>(rows[i], rows[i + Span], AllLanes{});
                rows[i + Span] = highHalves<Span>(rows[i], rows[i + Span], AllLanes{});
                rows[i] = low;
            }
        exchange<Span / 2>(rows);
    }
}

/// @param rows, columns multiples of W
inline void transpose(const float *from, std::int64_t fromStride, std::int64_t rows,
                      std::int64_t columns, float *to, std::int64_t toStride)
{
    for (std::int64_t r = 0; r < rows; r += W)
        for (std::int64_t c = 0; c < columns; c += W) {
            Floats block[W];
#pragma GCC unroll 16
            for (int i = 0; i < W; ++i)
                block[i] = load(from + (r + i) * fromStride + c);
            exchange<W / 2>(block);
#pragma GCC unroll 16
            for (int i = 0; i < W; ++i)
                store(to + (c + i) * toStride + r, block[i]);
        }
}
