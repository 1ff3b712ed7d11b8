#include "base/crc32.h"

#include <array>
#include <bit>
#include <cstring>

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace tunedesk
{

namespace
{
// Sixteen bytes a step: a table for each place. For processors that can't fold.
constexpr std::size_t kStep = 16;
using Tables = std::array<std::array<std::uint32_t, 256>, kStep>;

constexpr Tables makeTables()
{
    Tables tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t sum = byte;
        for (int bit = 0; bit < 8; ++bit)
            sum = (sum >> 1) ^ (sum & 1 ? 0xEDB88320U : 0U);
        tables[0][byte] = sum;
    }
    for (std::size_t place = 1; place < kStep; ++place)
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const std::uint32_t before = tables[place - 1][byte];
            tables[place][byte] = (before >> 8) ^ tables[0][before & 0xFF];
        }
    return tables;
}
constexpr Tables kTables = makeTables();

static_assert(std::endian::native == std::endian::little, "the steps read little-endian words");

/// The register after `bytes` more bytes.
std::uint32_t advance(std::uint32_t sum, const unsigned char *at, std::size_t bytes)
{
    for (; bytes >= kStep; bytes -= kStep, at += kStep) {
        std::array<std::uint32_t, 4> words{};
        std::memcpy(words.data(), at, kStep);
        words[0] ^= sum;
        sum = 0;
        for (std::size_t word = 0; word < 4; ++word)
            for (std::size_t byte = 0; byte < 4; ++byte)
                sum ^= kTables[kStep - 1 - word * 4 - byte][(words[word] >> (8 * byte)) & 0xFF];
    }
    for (; bytes > 0; --bytes, ++at)
        sum = (sum >> 8) ^ kTables[0][(sum ^ *at) & 0xFF];
    return sum;
}

#ifdef __x86_64__
constexpr std::size_t kFoldBytes = 64;

/// x^n mod P with the bits in the order of this sum, times x for the product of two such numbers.
constexpr std::uint64_t powerOfX(int n)
{
    std::uint32_t power = 0x80000000U; // x^0: the highest bit comes first
    for (int i = 0; i < n; ++i)
        power = (power >> 1) ^ (power & 1 ? 0xEDB88320U : 0U);
    return static_cast<std::uint64_t>(power) << 1;
}

/// Four strands of 128 bits, each moved 512 bits on by two products without carry, then joined: the
/// 16 bytes that remain leave the same remainder as all that was read.
/// Source: Gopal et al. 2009, Fast CRC Computation for Generic Polynomials Using PCLMULQDQ.
__attribute__((target("pclmul"))) std::uint32_t fold(std::uint32_t sum, const unsigned char *at,
                                                     std::size_t bytes)
{
    const auto load = [](const unsigned char *from) {
        return _mm_loadu_si128(reinterpret_cast<const __m128i *>(from));
    };
    const __m128i far = _mm_set_epi64x(static_cast<std::int64_t>(powerOfX(512 - 32)),
                                       static_cast<std::int64_t>(powerOfX(512 + 32)));
    const __m128i near = _mm_set_epi64x(static_cast<std::int64_t>(powerOfX(128 - 32)),
                                        static_cast<std::int64_t>(powerOfX(128 + 32)));
    __m128i strands[4];
    for (std::size_t i = 0; i < 4; ++i)
        strands[i] = load(at + 16 * i);
    strands[0] = _mm_xor_si128(strands[0], _mm_cvtsi32_si128(static_cast<int>(sum)));
    for (std::size_t done = kFoldBytes; done < bytes; done += kFoldBytes)
        for (std::size_t i = 0; i < 4; ++i)
            strands[i] = _mm_xor_si128(_mm_xor_si128(_mm_clmulepi64_si128(strands[i], far, 0x00),
                                                     _mm_clmulepi64_si128(strands[i], far, 0x11)),
                                       load(at + done + 16 * i));
    __m128i joined = strands[0];
    for (std::size_t i = 1; i < 4; ++i)
        joined = _mm_xor_si128(_mm_xor_si128(_mm_clmulepi64_si128(joined, near, 0x00),
                                             _mm_clmulepi64_si128(joined, near, 0x11)),
                               strands[i]);
    unsigned char rest[16];
    _mm_storeu_si128(reinterpret_cast<__m128i *>(rest), joined);
    return advance(0, rest, sizeof rest);
}
#endif
} // namespace

std::uint32_t crc32(const void *data, std::size_t bytes, std::uint32_t start)
{
    const auto *at = static_cast<const unsigned char *>(data);
    std::uint32_t sum = ~start;
#ifdef __x86_64__
    if (static const bool canFold = __builtin_cpu_supports("pclmul");
        canFold && bytes >= kFoldBytes) {
        const std::size_t folded = bytes / kFoldBytes * kFoldBytes;
        sum = fold(sum, at, folded);
        at += folded;
        bytes -= folded;
    }
#endif
    return ~advance(sum, at, bytes);
}

} // namespace tunedesk
