// Operators that go over rows once: dropout, residual, norm, gelu; see vectors.inl.h.

/// Calls `body(c, load, store)` for each vector of a row: the last one may be a part.
struct WholeVector {
    template <typename T> INLINE Floats read(const T *from) const { return load(from); }
    template <typename T> INLINE void write(T *to, Floats x) const { store(to, x); }
};
struct PartOfVector {
    int count;
    template <typename T> INLINE Floats read(const T *from) const { return loadPart(from, count); }
    template <typename T> INLINE void write(T *to, Floats x) const { storePart(to, x, count); }
};

template <typename Body> INLINE void forVectors(std::int64_t width, Body body)
{
    const std::int64_t whole = width / W * W;
    for (std::int64_t c = 0; c < whole; c += W)
        body(c, WholeVector{});
    if (whole < width)
        body(whole, PartOfVector{static_cast<int>(width - whole)});
}

INLINE std::int64_t groupsOfRow(std::int64_t width)
{
    return roundedUp(width, kRandomGroup) / kRandomGroup;
}

/// A row of floats and one of random bits.
std::int64_t rowScratch(std::int64_t width)
{
    return roundedUp(width, 16) + groupsOfRow(width) * kRandomGroup / 2 + 16;
}

INLINE std::uint16_t *bitsBehindRow(float *scratch, std::int64_t width)
{
    return reinterpret_cast<std::uint16_t *>(scratch + roundedUp(width, 16));
}

INLINE void rowBits(const Drop &drop, std::int64_t row, std::int64_t width, std::uint16_t *bits)
{
    if (drop.threshold > 0)
        randomBits(drop.seed, 0, row * groupsOfRow(width), groupsOfRow(width), bits);
}

INLINE Floats dropped(Floats x, const Drop &drop, const std::uint16_t *bits)
{
    return drop.threshold == 0 ? x : isKept(bits, drop.threshold) ? x * drop.scale : Floats{};
}

template <typename T>
void normForward(const NormForward &work, std::int64_t first, std::int64_t last, float *scratch)
{
    const std::int64_t width = work.width;
    float *sums = scratch;
    std::uint16_t *bits = bitsBehindRow(scratch, width);
    for (std::int64_t r = first; r < last; ++r) {
        const T *x = static_cast<const T *>(work.x) + r * width;
        const T *residual =
            work.residual ? static_cast<const T *>(work.residual) + r * width : nullptr;
        rowBits(work.drop, r, width, bits);
        Floats total{};
        forVectors(width, [&](std::int64_t c, auto part) {
            Floats z = part.read(x + c);
            if (work.bias)
                z += part.read(work.bias + c);
            z = dropped(z, work.drop, bits + c);
            if (residual)
                z += part.read(residual + c);
            store(sums + c, z);
            total += z;
        });
        const float mean = sumOf(total) / static_cast<float>(width);
        Floats squares{};
        forVectors(width, [&](std::int64_t c, auto part) {
            const Floats distance = part.read(sums + c) - mean;
            Floats square = distance * distance;
            if (c + W > width) // what lies beyond the row stands as −mean
                square = lanes() < static_cast<std::int32_t>(width - c) ? square : Floats{};
            squares += square;
        });
        const float variance = sumOf(squares) / static_cast<float>(width);
        const float inverse = 1.0F / __builtin_sqrtf(variance + work.epsilon);
        if (work.inverseDeviation)
            work.inverseDeviation[r] = inverse;
        T *y = static_cast<T *>(work.y) + r * width;
        T *normalised = work.normalised ? static_cast<T *>(work.normalised) + r * width : nullptr;
        forVectors(width, [&](std::int64_t c, auto part) {
            const Floats z = (part.read(sums + c) - mean) * inverse;
            if (normalised)
                part.write(normalised + c, z);
            part.write(y + c, z * part.read(work.weight + c) + part.read(work.shift + c));
        });
    }
}

INLINE void addTo(float *sums, Floats x, std::int64_t c, std::int64_t width)
{
    if (c + W <= width)
        store(sums + c, load(sums + c) + x);
    else
        storePart(sums + c, loadPart(sums + c, static_cast<int>(width - c)) + x,
                  static_cast<int>(width - c));
}

/// The sums of the block that a row begins; null: none are wanted.
INLINE float *sumsOfBlock(float *sums, std::int64_t row, std::int64_t width)
{
    if (!sums)
        return nullptr;
    float *result = sums + row / kRowsOfBlock * width;
    if (row % kRowsOfBlock == 0)
        for (std::int64_t c = 0; c < width; ++c)
            result[c] = 0;
    return result;
}

template <typename T>
void normBackward(const NormBackward &work, std::int64_t first, std::int64_t last, float *scratch)
{
    const std::int64_t width = work.width;
    std::uint16_t *bits = bitsBehindRow(scratch, width);
    const float share = 1.0F / static_cast<float>(width);
    for (std::int64_t r = first; r < last; ++r) {
        const T *gradient = static_cast<const T *>(work.gradient) + r * width;
        const T *normalised = static_cast<const T *>(work.normalised) + r * width;
        float *weightSums = sumsOfBlock(work.weightSums, r, width);
        float *shiftSums = sumsOfBlock(work.shiftSums, r, width);
        float *biasSums = sumsOfBlock(work.biasSums, r, width);
        Floats total{}, projected{};
        forVectors(width, [&](std::int64_t c, auto part) {
            const Floats dy = part.read(gradient + c), z = part.read(normalised + c);
            const Floats dz = dy * part.read(work.weight + c);
            total += dz;
            projected += dz * z;
            if (weightSums)
                addTo(weightSums, dy * z, c, width);
            if (shiftSums)
                addTo(shiftSums, dy, c, width);
        });
        const float mean = sumOf(total) * share, slope = sumOf(projected) * share;
        const float inverse = work.inverseDeviation[r];
        T *xGradient = work.xGradient ? static_cast<T *>(work.xGradient) + r * width : nullptr;
        T *residualGradient =
            work.residualGradient ? static_cast<T *>(work.residualGradient) + r * width : nullptr;
        if (!xGradient && !residualGradient && !biasSums)
            continue;
        rowBits(work.drop, r, width, bits);
        forVectors(width, [&](std::int64_t c, auto part) {
            const Floats dz = (part.read(gradient + c) * part.read(work.weight + c) - mean -
                               part.read(normalised + c) * slope) *
                              inverse;
            if (residualGradient)
                part.write(residualGradient + c, dz);
            const Floats dx = dropped(dz, work.drop, bits + c);
            if (xGradient)
                part.write(xGradient + c, dx);
            if (biasSums)
                addTo(biasSums, dx, c, width);
        });
    }
}

template <typename T>
void addForward(const AddForward &work, std::int64_t first, std::int64_t last, float *scratch)
{
    const std::int64_t width = work.width;
    std::uint16_t *bits = bitsBehindRow(scratch, width);
    for (std::int64_t r = first; r < last; ++r) {
        const T *x = static_cast<const T *>(work.x) + r * width;
        const T *residual =
            work.residual ? static_cast<const T *>(work.residual) + r * width : nullptr;
        T *y = static_cast<T *>(work.y) + r * width;
        rowBits(work.drop, r, width, bits);
        forVectors(width, [&](std::int64_t c, auto part) {
            Floats z = part.read(x + c);
            if (work.bias)
                z += part.read(work.bias + c);
            z = dropped(z, work.drop, bits + c);
            if (residual)
                z += part.read(residual + c);
            part.write(y + c, z);
        });
    }
}

template <typename T>
void addBackward(const AddBackward &work, std::int64_t first, std::int64_t last, float *scratch)
{
    const std::int64_t width = work.width;
    std::uint16_t *bits = bitsBehindRow(scratch, width);
    for (std::int64_t r = first; r < last; ++r) {
        const T *gradient = static_cast<const T *>(work.gradient) + r * width;
        T *xGradient = work.xGradient ? static_cast<T *>(work.xGradient) + r * width : nullptr;
        float *biasSums = sumsOfBlock(work.biasSums, r, width);
        rowBits(work.drop, r, width, bits);
        forVectors(width, [&](std::int64_t c, auto part) {
            const Floats dx = dropped(part.read(gradient + c), work.drop, bits + c);
            if (xGradient)
                part.write(xGradient + c, dx);
            if (biasSums)
                addTo(biasSums, dx, c, width);
        });
    }
}

/// Of x the share of a normal distribution below it and its density there.
struct Normal {
    Floats below, density;
};

/// The share above |x| is e^(−x²/2) p(t), t = 1 / (1 + 0.34 |x|), the form of Abramowitz and Stegun
/// 7.1.26. These coefficients of t … t⁷ come from a fit to erfcx(|x| / √2) / 2 (least squares with
/// Lawson's weights); they are within 1.1e-8 before rounding.
constexpr float kSlope = 0.34F;
constexpr int kTailTerms = 7;
constexpr float kTail[kTailTerms] = {0.135976776F, 0.130233690F,  0.154641956F, -0.0268682558F,
                                     0.259955883F, -0.198266029F, 0.0443259813F};

INLINE Normal normal(Floats x)
{
    constexpr float kRootOfTwoPi = 0.398942280401432678F;
    const Floats size = x < 0.0F ? -x : x;
    const Floats bell = exponential(size * size * -0.5F);
    const Floats t = 1.0F / (size * kSlope + 1.0F);
    Floats tail{};
#pragma GCC unroll 8
    for (int i = kTailTerms - 1; i >= 0; --i)
        tail = (tail + kTail[i]) * t;
    tail *= bell;
    return {x > 0.0F ? 1.0F - tail : tail, bell * kRootOfTwoPi};
}

/// 2 u of gelu ≈ x · (1 + tanh u) / 2 = x / (1 + e^(−2 u)).
constexpr float kTanhScale = 2 * 0.797884560802865356F, kTanhCube = 0.044715F;

INLINE Floats geluOf(Floats x, GeluForm form)
{
    if (form == GeluForm::Erf)
        return x * normal(x).below;
    const Floats u = x * (x * x * kTanhCube + 1.0F) * -kTanhScale;
    return x / (exponential(u) + 1.0F);
}

INLINE Floats geluSlope(Floats x, GeluForm form)
{
    if (form == GeluForm::Erf) {
        const Normal at = normal(x);
        return at.below + x * at.density;
    }
    const Floats square = x * x;
    const Floats power = exponential(x * (square * kTanhCube + 1.0F) * -kTanhScale);
    const Floats share = 1.0F / (power + 1.0F);
    // 1 − share is power · share, without the digits that the difference would lose.
    return share + x * share * (power * share) * ((square * (3 * kTanhCube) + 1.0F) * kTanhScale);
}

template <typename T>
void geluForward(const GeluForward &work, std::int64_t first, std::int64_t last)
{
    const std::int64_t width = work.width;
    for (std::int64_t r = first; r < last; ++r) {
        const T *x = static_cast<const T *>(work.x) + r * width;
        T *y = static_cast<T *>(work.y) + r * width;
        forVectors(width, [&](std::int64_t c, auto part) {
            Floats z = part.read(x + c);
            if (work.bias)
                z += part.read(work.bias + c);
            part.write(y + c, geluOf(z, work.form));
        });
    }
}

template <typename T>
void geluBackward(const GeluBackward &work, std::int64_t first, std::int64_t last)
{
    const std::int64_t width = work.width;
    for (std::int64_t r = first; r < last; ++r) {
        const T *x = static_cast<const T *>(work.x) + r * width;
        const T *gradient = static_cast<const T *>(work.gradient) + r * width;
        T *xGradient = static_cast<T *>(work.xGradient) + r * width;
        float *biasSums = sumsOfBlock(work.biasSums, r, width);
        forVectors(width, [&](std::int64_t c, auto part) {
            Floats z = part.read(x + c);
            if (work.bias)
                z += part.read(work.bias + c);
            const Floats dx = part.read(gradient + c) * geluSlope(z, work.form);
            part.write(xGradient + c, dx);
            if (biasSums)
                addTo(biasSums, dx, c, width);
        });
    }
}
