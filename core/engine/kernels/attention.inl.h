// Attention of one pair and one head after the other; see vectors.inl.h.
//
// A head's keys and values are brought to float beside each other first, so that all products run
// on small dense matrices; the scores of up to kQueriesOfBlock queries are whole rows, so that the
// softmax needs one pass. Backward computes the weights anew from the row's largest score and sum.

constexpr std::int64_t kQueriesOfBlock = 64;
/// Scores below weigh exactly nothing beside any real one.
constexpr float kHiddenScore = -1e29F;

/// Where a head's matrices lie in the scratch memory. Lengths in floats.
struct AttentionPlan {
    std::int64_t keys, width; ///< rounded up to 16, as numbers of dropout are counted
    std::int64_t keysStride, widthStride;
    std::int64_t queriesOfBlock;

    explicit AttentionPlan(const AttentionShape &shape)
        : keys(roundedUp(shape.keys, 16)), width(roundedUp(shape.width, 16)),
          keysStride(strideOf(keys)), widthStride(strideOf(width)),
          queriesOfBlock(shape.queries < kQueriesOfBlock ? shape.queries : kQueriesOfBlock)
    {
    }

    /// Rows a power of two apart would share the same few lines of the cache.
    static std::int64_t strideOf(std::int64_t n) { return n % 128 == 0 ? n + 16 : n; }

    std::int64_t dense() const { return keys * widthStride; }          ///< keys × width
    std::int64_t transposed() const { return width * keysStride; }     ///< width × keys
    std::int64_t block() const { return queriesOfBlock * keysStride; } ///< queries × keys
    std::int64_t queries() const { return queriesOfBlock * widthStride; }
    std::int64_t bits() const ///< two bytes each, in floats
    {
        return roundedUp(queriesOfBlock * keys, kRandomGroup) / 2;
    }
    std::int64_t scratch() const
    {
        return 4 * dense() + 2 * transposed() + 3 * block() + 3 * queries() + bits() +
               queriesOfBlock * 2 + 64;
    }
};

std::int64_t attentionScratch(const AttentionShape &shape)
{
    return AttentionPlan(shape).scratch();
}

/// Hands out parts of the scratch memory, each at a multiple of 64 bytes.
struct Parts {
    float *at;
    float *take(std::int64_t floats)
    {
        float *result = at;
        at += roundedUp(floats, 16);
        return result;
    }
};

/// Rows of a head as floats, times a factor; what is beyond them is 0.
template <typename T>
inline void gather(const T *from, std::int64_t token, std::int64_t rows, std::int64_t width,
                   float factor, float *to, std::int64_t stride, std::int64_t allRows)
{
    const std::int64_t whole = width / W * W, all = roundedUp(width, 16);
    for (std::int64_t r = 0; r < rows; ++r) {
        const T *source = from + r * token;
        float *target = to + r * stride;
        std::int64_t c = 0;
        for (; c < whole; c += W)
            store(target + c, load(source + c) * factor);
        if (c < width) {
            store(target + c, loadPart(source + c, static_cast<int>(width - c)) * factor);
            c += W;
        }
        for (; c < all; c += W)
            store(target + c, Floats{});
    }
    for (std::int64_t r = rows; r < allRows; ++r)
        for (std::int64_t c = 0; c < all; c += W)
            store(to + r * stride + c, Floats{});
}

template <typename T>
inline void scatter(const float *from, std::int64_t stride, std::int64_t rows, std::int64_t width,
                    float factor, T *to, std::int64_t token)
{
    const std::int64_t whole = width / W * W;
    for (std::int64_t r = 0; r < rows; ++r) {
        const float *source = from + r * stride;
        T *target = to + r * token;
        std::int64_t c = 0;
        for (; c < whole; c += W)
            store(target + c, load(source + c) * factor);
        if (c < width)
            storePart(target + c, load(source + c) * factor, static_cast<int>(width - c));
    }
}

INLINE const float *biasRow(const AttentionShape &shape, std::int64_t pair, std::int64_t head,
                            std::int64_t query)
{
    return shape.bias + pair * shape.biasPair + head * shape.biasHead + query * shape.biasQuery;
}

/// How many keys of a row count: those up to the last one that is not hidden; all when none is
/// seen, for then they weigh the same.
inline std::int64_t lengthOfRow(const AttentionShape &shape, std::int64_t pair, std::int64_t head,
                                std::int64_t query)
{
    std::int64_t length = shape.keys;
    if (shape.isCausal && query + 1 < length)
        length = query + 1;
    if (!shape.bias)
        return length;
    const float *bias = biasRow(shape, pair, head, query);
    std::int64_t seen = length;
    while (seen > 0 && bias[seen - 1] <= kHiddenScore)
        --seen;
    return seen > 0 ? seen : length;
}

/// Calls with each vector of a row: its place and which of its numbers lie before `length`.
#define FOR_ROW(length, columns, c, inside)                                                        \
    for (std::int64_t c = 0; c < (columns); c += W)                                                \
        if (const Ints inside = lanes() < static_cast<std::int32_t>((length)-c); true)

/// Scores become weights. @param scores [.. columns]   @param columns whole vectors, ≥ length
/// @param statistics {largest, 1 / sum}, written or, where isKnown, read
INLINE void weightsOfRow(float *scores, const float *bias, std::int64_t length,
                         std::int64_t columns, float *statistics, bool isKnown)
{
    float largest, inverse;
    const std::int64_t whole = length / W * W;
    if (bias) {
        std::int64_t c = 0;
        for (; c < whole; c += W)
            store(scores + c, load(scores + c) + load(bias + c));
        if (c < length)
            store(scores + c, load(scores + c) + loadPart(bias + c, static_cast<int>(length - c)));
    }
    const Floats lowest = broadcast(-__builtin_inff());
    if (isKnown) {
        largest = statistics[0];
        inverse = statistics[1];
        FOR_ROW(length, columns, c, inside)
        {
            const Floats weight = exponential(load(scores + c) - largest) * inverse;
            store(scores + c, inside ? weight : Floats{});
        }
        return;
    }
    Floats most = lowest;
    FOR_ROW(length, columns, c, inside)
    most = larger(inside ? load(scores + c) : lowest, most);
    largest = largestOf(most);
    Floats sum{};
    FOR_ROW(length, columns, c, inside)
    {
        const Floats weight = inside ? exponential(load(scores + c) - largest) : Floats{};
        store(scores + c, weight);
        sum += weight;
    }
    inverse = 1.0F / sumOf(sum);
    for (std::int64_t c = 0; c < columns; c += W)
        store(scores + c, load(scores + c) * inverse);
    statistics[0] = largest;
    statistics[1] = inverse;
}

INLINE std::int64_t roundedToVectors(std::int64_t n)
{
    return roundedUp(n, W);
}

template <typename T>
void attentionForward(const AttentionForward &work, std::int64_t first, std::int64_t last,
                      float *scratch)
{
    const AttentionShape &shape = work.shape;
    const AttentionPlan plan(shape);
    Parts parts{scratch};
    float *keys = parts.take(plan.dense());
    float *keysAcross = parts.take(plan.transposed());
    float *values = parts.take(plan.dense());
    float *queries = parts.take(plan.queries());
    float *mixed = parts.take(plan.queries());
    float *weights = parts.take(plan.block());
    auto *bits = reinterpret_cast<std::uint16_t *>(parts.take(plan.bits()));
    for (std::int64_t piece = first; piece < last; ++piece) {
        const std::int64_t pair = piece / shape.heads, head = piece % shape.heads;
        const std::int64_t from = head * shape.width;
        const auto *key = static_cast<const T *>(work.key) + pair * work.keyStrides.pair + from;
        const auto *value =
            static_cast<const T *>(work.value) + pair * work.valueStrides.pair + from;
        const auto *query =
            static_cast<const T *>(work.query) + pair * work.queryStrides.pair + from;
        auto *out =
            static_cast<T *>(work.out) + pair * shape.queries * shape.heads * shape.width + from;
        gather(key, work.keyStrides.token, shape.keys, shape.width, 1, keys, plan.widthStride,
               plan.keys);
        transpose(keys, plan.widthStride, plan.keys, plan.width, keysAcross, plan.keysStride);
        gather(value, work.valueStrides.token, shape.keys, shape.width, 1, values, plan.widthStride,
               plan.keys);
        for (std::int64_t q = 0; q < shape.queries; q += plan.queriesOfBlock) {
            const std::int64_t rows =
                shape.queries - q < plan.queriesOfBlock ? shape.queries - q : plan.queriesOfBlock;
            std::int64_t lengths[kQueriesOfBlock], longest = 0;
            for (std::int64_t r = 0; r < rows; ++r) {
                lengths[r] = r > 0 && !shape.isCausal && shape.biasQuery == 0
                                 ? lengths[0]
                                 : lengthOfRow(shape, pair, head, q + r);
                longest = lengths[r] > longest ? lengths[r] : longest;
            }
            const std::int64_t columns = roundedToVectors(longest);
            gather(query + q * work.queryStrides.token, work.queryStrides.token, rows, shape.width,
                   shape.scale, queries, plan.widthStride, rows);
            multiply<false, Result::Set>(rows, columns, shape.width, {queries, plan.widthStride},
                                         {keysAcross, plan.keysStride}, {weights, plan.keysStride});
            if (shape.drop.threshold > 0)
                randomBits(shape.drop.seed, static_cast<std::uint32_t>(piece),
                           q * plan.keys / kRandomGroup,
                           roundedUp(rows * plan.keys, kRandomGroup) / kRandomGroup, bits);
            for (std::int64_t r = 0; r < rows; ++r) {
                float *row = weights + r * plan.keysStride;
                float own[2];
                weightsOfRow(row, shape.bias ? biasRow(shape, pair, head, q + r) : nullptr,
                             lengths[r], columns, own, false);
                if (work.rows) {
                    float *rowsOut = work.rows + 2 * (piece * shape.queries + q + r);
                    rowsOut[0] = own[0];
                    rowsOut[1] = own[1];
                }
                if (shape.drop.threshold > 0)
                    for (std::int64_t c = 0; c < columns; c += W) {
                        const Ints kept = isKept(bits + r * plan.keys + c, shape.drop.threshold);
                        store(row + c, kept ? load(row + c) * shape.drop.scale : Floats{});
                    }
            }
            multiply<false, Result::Set>(rows, shape.width, longest, {weights, plan.keysStride},
                                         {values, plan.widthStride}, {mixed, plan.widthStride});
            scatter(mixed, plan.widthStride, rows, shape.width, 1,
                    out + q * shape.heads * shape.width, shape.heads * shape.width);
        }
    }
}

/// Of one row: gradients of the weights become those of the scores.
/// @param weights of softmax; after it those that the values were mixed with
/// @param gradients of the latter; after it of the scores
INLINE void scoreGradientsOfRow(float *weights, float *gradients, const std::uint16_t *bits,
                                const Drop &drop, std::int64_t columns)
{
    Floats sum{};
    for (std::int64_t c = 0; c < columns; c += W) {
        Floats gradient = load(gradients + c);
        if (drop.threshold > 0) {
            gradient = isKept(bits + c, drop.threshold) ? gradient * drop.scale : Floats{};
            store(gradients + c, gradient);
        }
        sum += gradient * load(weights + c);
    }
    const float mean = sumOf(sum);
    for (std::int64_t c = 0; c < columns; c += W) {
        const Floats weight = load(weights + c);
        store(gradients + c, weight * (load(gradients + c) - mean));
        if (drop.threshold > 0)
            store(weights + c, isKept(bits + c, drop.threshold) ? weight * drop.scale : Floats{});
    }
}

template <typename T>
void attentionBackward(const AttentionBackward &work, std::int64_t first, std::int64_t last,
                       float *scratch)
{
    const AttentionShape &shape = work.shape;
    const AttentionPlan plan(shape);
    Parts parts{scratch};
    float *keys = parts.take(plan.dense());
    float *keysAcross = parts.take(plan.transposed());
    float *values = parts.take(plan.dense());
    float *valuesAcross = parts.take(plan.transposed());
    float *keyGradients = parts.take(plan.dense());
    float *valueGradients = parts.take(plan.dense());
    float *queries = parts.take(plan.queries());
    float *mixedGradients = parts.take(plan.queries());
    float *queryGradients = parts.take(plan.queries());
    float *weights = parts.take(plan.block());
    float *gradients = parts.take(plan.block());
    auto *bits = reinterpret_cast<std::uint16_t *>(parts.take(plan.bits()));
    for (std::int64_t piece = first; piece < last; ++piece) {
        const std::int64_t pair = piece / shape.heads, head = piece % shape.heads;
        const std::int64_t from = head * shape.width;
        const auto *key = static_cast<const T *>(work.key) + pair * work.keyStrides.pair + from;
        const auto *value =
            static_cast<const T *>(work.value) + pair * work.valueStrides.pair + from;
        const auto *query =
            static_cast<const T *>(work.query) + pair * work.queryStrides.pair + from;
        const auto *gradient = static_cast<const T *>(work.gradient) +
                               pair * shape.queries * shape.heads * shape.width + from;
        gather(key, work.keyStrides.token, shape.keys, shape.width, 1, keys, plan.widthStride,
               plan.keys);
        transpose(keys, plan.widthStride, plan.keys, plan.width, keysAcross, plan.keysStride);
        gather(value, work.valueStrides.token, shape.keys, shape.width, 1, values, plan.widthStride,
               plan.keys);
        transpose(values, plan.widthStride, plan.keys, plan.width, valuesAcross, plan.keysStride);
        for (std::int64_t i = 0; i < plan.dense(); i += W) {
            store(keyGradients + i, Floats{});
            store(valueGradients + i, Floats{});
        }
        for (std::int64_t q = 0; q < shape.queries; q += plan.queriesOfBlock) {
            const std::int64_t rows =
                shape.queries - q < plan.queriesOfBlock ? shape.queries - q : plan.queriesOfBlock;
            std::int64_t lengths[kQueriesOfBlock], longest = 0;
            for (std::int64_t r = 0; r < rows; ++r) {
                lengths[r] = r > 0 && !shape.isCausal && shape.biasQuery == 0
                                 ? lengths[0]
                                 : lengthOfRow(shape, pair, head, q + r);
                longest = lengths[r] > longest ? lengths[r] : longest;
            }
            const std::int64_t columns = roundedToVectors(longest);
            gather(query + q * work.queryStrides.token, work.queryStrides.token, rows, shape.width,
                   shape.scale, queries, plan.widthStride, rows);
            gather(gradient + q * shape.heads * shape.width, shape.heads * shape.width, rows,
                   shape.width, 1, mixedGradients, plan.widthStride, rows);
            multiply<false, Result::Set>(rows, columns, shape.width, {queries, plan.widthStride},
                                         {keysAcross, plan.keysStride}, {weights, plan.keysStride});
            multiply<false, Result::Set>(
                rows, columns, shape.width, {mixedGradients, plan.widthStride},
                {valuesAcross, plan.keysStride}, {gradients, plan.keysStride});
            if (shape.drop.threshold > 0)
                randomBits(shape.drop.seed, static_cast<std::uint32_t>(piece),
                           q * plan.keys / kRandomGroup,
                           roundedUp(rows * plan.keys, kRandomGroup) / kRandomGroup, bits);
            for (std::int64_t r = 0; r < rows; ++r) {
                float *row = weights + r * plan.keysStride;
                float *gradientRow = gradients + r * plan.keysStride;
                float own[2] = {work.rows[2 * (piece * shape.queries + q + r)],
                                work.rows[2 * (piece * shape.queries + q + r) + 1]};
                weightsOfRow(row, shape.bias ? biasRow(shape, pair, head, q + r) : nullptr,
                             lengths[r], columns, own, true);
                scoreGradientsOfRow(row, gradientRow, bits + r * plan.keys, shape.drop, columns);
                if (work.biasGradient) {
                    float *target =
                        work.biasGradient + (piece * shape.queries + q + r) * shape.keys;
                    for (std::int64_t c = 0; c < shape.keys; ++c)
                        target[c] = c < lengths[r] ? gradientRow[c] : 0;
                }
            }
            multiply<false, Result::Set>(rows, shape.width, longest, {gradients, plan.keysStride},
                                         {keys, plan.widthStride},
                                         {queryGradients, plan.widthStride});
            multiply<true, Result::Added>(longest, shape.width, rows, {gradients, plan.keysStride},
                                          {queries, plan.widthStride},
                                          {keyGradients, plan.widthStride});
            multiply<true, Result::Added>(longest, shape.width, rows, {weights, plan.keysStride},
                                          {mixedGradients, plan.widthStride},
                                          {valueGradients, plan.widthStride});
            scatter(queryGradients, plan.widthStride, rows, shape.width, shape.scale,
                    static_cast<T *>(work.queryGradient) + pair * work.queryGradientStrides.pair +
                        q * work.queryGradientStrides.token + from,
                    work.queryGradientStrides.token);
        }
        scatter(keyGradients, plan.widthStride, shape.keys, shape.width, 1,
                static_cast<T *>(work.keyGradient) + pair * work.keyGradientStrides.pair + from,
                work.keyGradientStrides.token);
        scatter(valueGradients, plan.widthStride, shape.keys, shape.width, 1,
                static_cast<T *>(work.valueGradient) + pair * work.valueGradientStrides.pair + from,
                work.valueGradientStrides.token);
    }
}
#undef FOR_ROW
