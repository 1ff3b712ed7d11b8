// Part of a source file that is compiled once for each set of instructions: everything in here is
// in an unnamed namespace, so that no function built for a newer processor can stand in for
// another. No function of the standard library is used, for the same reason.

// Width of a vector: that of the processor's registers.
#if defined(__AVX512F__)
constexpr int kBytes = 64, kRegisters = 32;
#elif defined(__AVX2__)
constexpr int kBytes = 32, kRegisters = 16;
#elif defined(__aarch64__)
constexpr int kBytes = 16, kRegisters = 32;
#else
constexpr int kBytes = 16, kRegisters = 16;
#endif
constexpr int W = kBytes / 4;

using Floats = float __attribute__((vector_size(kBytes)));
using Ints = std::int32_t __attribute__((vector_size(kBytes)));
using Words = std::uint32_t __attribute__((vector_size(kBytes)));
using Halves = std::uint16_t __attribute__((vector_size(kBytes / 2)));

/// bfloat16: the upper half of a float.
struct Brain {
    std::uint16_t bits;
};

#define INLINE [[gnu::always_inline]] inline

INLINE Floats broadcast(float x)
{
    return Floats{} + x;
}

INLINE Ints lanes()
{
    Ints result;
    for (int i = 0; i < W; ++i)
        result[i] = i;
    return result;
}

INLINE Floats larger(Floats a, Floats b)
{
    return a > b ? a : b;
}

INLINE Floats load(const float *from)
{
    Floats result;
    __builtin_memcpy(&result, from, sizeof(result));
    return result;
}

INLINE Floats load(const Brain *from)
{
    Halves halves;
    __builtin_memcpy(&halves, from, sizeof(halves));
    return (Floats)(__builtin_convertvector(halves, Words) << 16);
}

INLINE void store(float *to, Floats x)
{
    __builtin_memcpy(to, &x, sizeof(x));
}

INLINE void store(Brain *to, Floats x)
{
    const Words bits = (Words)x;
    const Words rounded = (bits + 0x7FFFU + ((bits >> 16) & 1U)) >> 16;
    const Words kept = (x == x) ? rounded : (Words{} + 0x7FC0U);
    const Halves halves = __builtin_convertvector(kept, Halves);
    __builtin_memcpy(to, &halves, sizeof(halves));
}

/// The first `count` of a vector's numbers, the others 0.
template <typename T> INLINE Floats loadPart(const T *from, int count)
{
    T part[W] = {};
    for (int i = 0; i < count; ++i)
        part[i] = from[i];
    return load(part);
}

template <typename T> INLINE void storePart(T *to, Floats x, int count)
{
    T part[W];
    store(part, x);
    for (int i = 0; i < count; ++i)
        to[i] = part[i];
}

template <int... Lane> struct Indices {
};
template <int Count, int... Lane> struct CountUp : CountUp<Count - 1, Count - 1, Lane...> {
};
template <int... Lane> struct CountUp<0, Lane...> {
    using Type = Indices<Lane...>;
};
using AllLanes = CountUp<W>::Type;

/// Lanes of `span` bit 0 from a, the others from b's lanes `span` below; and the other way about.
template <int Span, int... Lane> INLINE Floats lowHalves(Floats a, Floats b, Indices<Lane...>)
{
    return __builtin_shufflevector(a, b, ((Lane & Span) != 0 ? W + Lane - Span : Lane)...);
}
template <int Span, int... Lane> INLINE Floats highHalves(Floats a, Floats b, Indices<Lane...>)
{
    return __builtin_shufflevector(a, b, ((Lane & Span) != 0 ? W + Lane : Lane + Span)...);
}
template <int Span, int... Lane> INLINE Floats swapped(Floats a, Indices<Lane...>)
{
    return __builtin_shufflevector(a, a, (Lane ^ Span)...);
}

template <int Span = W / 2> INLINE float sumOf(Floats x)
{
    if constexpr (Span == 0)
        return x[0];
    else
        return sumOf<Span / 2>(x + swapped<Span>(x, AllLanes{}));
}

template <int Span = W / 2> INLINE float largestOf(Floats x)
{
    if constexpr (Span == 0)
        return x[0];
    else
        return largestOf<Span / 2>(larger(x, swapped<Span>(x, AllLanes{})));
}

/// eˣ to about 1e-7 of it; exactly 0 below −87.3, which is where a float's numbers end; e⁸⁸
/// above 88. Source of the polynomial: Cephes, expf.
INLINE Floats exponential(Floats x)
{
    constexpr float kLowest = -87.33654F, kHighest = 88.0F;
    const Ints isZero = x < kLowest;
    Floats y = isZero ? broadcast(kLowest) : x;
    y = y > kHighest ? broadcast(kHighest) : y;
    // Adding 1.5 · 2²³ leaves the nearest whole number in the lower bits.
    constexpr float kWhole = 12582912.0F;
    const Floats shifted = y * 1.44269504088896341F + kWhole;
    const Floats whole = shifted - kWhole;
    const Floats rest = (y - whole * 0.693359375F) - whole * -2.12194440e-4F;
    Floats p = rest * 1.9875691500e-4F + 1.3981999507e-3F;
    p = p * rest + 8.3334519073e-3F;
    p = p * rest + 4.1665795894e-2F;
    p = p * rest + 1.6666665459e-1F;
    p = p * rest + 5.0000001201e-1F;
    p = (p * rest) * rest + (rest + 1.0F);
    const Ints power = ((Ints)shifted) << 23;
    const Floats result = (Floats)((Ints)p + power);
    return isZero ? Floats{} : x == x ? result : x;
}

INLINE Words rotated(Words x, int by)
{
    return (x << by) | (x >> (32 - by));
}

/// 16 random bits for each number of the groups; see KernelTable::randomBits. Word w of lane l of a
/// group's 16 counters is for number 32 w + l (its lower half) and 32 w + 16 + l.
inline void randomBits(std::uint64_t seed, std::uint32_t stream, std::int64_t firstGroup,
                       std::int64_t groups, std::uint16_t *bits)
{
    constexpr int kRotations[8][2] = {{10, 26}, {11, 21}, {13, 27}, {23, 5},
                                      {6, 20},  {17, 11}, {25, 10}, {18, 20}};
    const std::uint32_t low = static_cast<std::uint32_t>(seed),
                        high = static_cast<std::uint32_t>(seed >> 32);
    const std::uint32_t key[5] = {low, high, 0, 0, 0x1BD11BDAU ^ low ^ high};
    for (std::int64_t group = 0; group < groups; ++group) {
        for (int part = 0; part < 16; part += W) {
            const auto first = static_cast<std::uint32_t>((firstGroup + group) * 16 + part);
            Words x0 = (Words)lanes() + first + key[0];
            Words x1 = Words{} + (stream + key[1]);
            Words x2 = Words{} + key[2], x3 = Words{} + key[3];
#pragma GCC unroll 13
            for (int round = 0; round < 13; ++round) {
                const int *by = kRotations[round % 8];
                if (round % 2 == 0) {
                    x0 += x1;
                    x1 = rotated(x1, by[0]) ^ x0;
                    x2 += x3;
                    x3 = rotated(x3, by[1]) ^ x2;
                } else {
                    x0 += x3;
                    x3 = rotated(x3, by[0]) ^ x0;
                    x2 += x1;
                    x1 = rotated(x1, by[1]) ^ x2;
                }
                if (round % 4 == 3) {
                    const unsigned turn = static_cast<unsigned>(round / 4 + 1);
                    x0 += key[turn % 5];
                    x1 += key[(turn + 1) % 5];
                    x2 += key[(turn + 2) % 5];
                    x3 += key[(turn + 3) % 5] + turn;
                }
            }
            const Words words[4] = {x0, x1, x2, x3};
            for (int w = 0; w < 4; ++w) {
                const Halves lower = __builtin_convertvector(words[w] & 0xFFFFU, Halves);
                const Halves upper = __builtin_convertvector(words[w] >> 16, Halves);
                __builtin_memcpy(bits + 32 * w + part, &lower, sizeof(lower));
                __builtin_memcpy(bits + 32 * w + 16 + part, &upper, sizeof(upper));
            }
        }
        bits += kRandomGroup;
    }
}

/// Where a number is kept. @param bits of W numbers
INLINE Ints isKept(const std::uint16_t *bits, std::uint32_t threshold)
{
    Halves halves;
    __builtin_memcpy(&halves, bits, sizeof(halves));
    return __builtin_convertvector(halves, Ints) >= static_cast<std::int32_t>(threshold);
}

INLINE constexpr std::int64_t roundedUp(std::int64_t n, std::int64_t to)
{
    return (n + to - 1) / to * to;
}
