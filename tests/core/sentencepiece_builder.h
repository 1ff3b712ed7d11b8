#pragma once

#include <bit>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tunedesk
{

/// Writes the few protobuf fields of a SentencePiece model, right or wrong as a test needs them.
class SentencePieceBuilder
{
public:
    static std::string varint(std::uint64_t value)
    {
        std::string bytes;
        for (; value >= 0x80; value >>= 7)
            bytes += static_cast<char>(value | 0x80);
        return bytes + static_cast<char>(value);
    }
    static std::string number(int field, std::uint64_t value)
    {
        return varint(static_cast<std::uint64_t>(field) << 3) + varint(value);
    }
    static std::string text(int field, const std::string &bytes)
    {
        return varint(static_cast<std::uint64_t>(field) << 3 | 2) + varint(bytes.size()) + bytes;
    }
    static std::string single(int field, float value)
    {
        const auto bits = std::bit_cast<std::uint32_t>(value);
        std::string bytes = varint(static_cast<std::uint64_t>(field) << 3 | 5);
        for (int shift = 0; shift < 32; shift += 8)
            bytes += static_cast<char>(bits >> shift);
        return bytes;
    }

    /// @param kind 1 normal, 2 unknown, 3 control, 4 user defined, 6 byte
    void piece(const std::string &content, float score, int kind = 1)
    {
        m_bytes += text(1, text(1, content) + single(2, score) +
                               number(3, static_cast<std::uint64_t>(kind)));
    }
    void training(const std::string &fields) { m_bytes += text(2, fields); }
    void normalization(const std::string &fields) { m_bytes += text(3, fields); }
    const std::string &bytes() const { return m_bytes; }

private:
    std::string m_bytes;
};

/// A table of character replacements: a block of 256 units for each node.
class CharactersMapBuilder
{
public:
    CharactersMapBuilder() { addNode(0); }
    void rule(std::string_view from, std::string_view to)
    {
        std::size_t base = m_rootBase;
        std::size_t unit = 0;
        for (const char each : from) {
            const auto byte = static_cast<unsigned char>(each);
            unit = base ^ byte;
            if (!m_bases.contains(unit)) {
                addNode(unit);
                m_units[unit] |= byte;
            }
            base = m_bases[unit];
        }
        m_units[unit] |= 0x100;
        m_units[base] = 0x80000000U | static_cast<std::uint32_t>(m_texts.size());
        m_texts += to;
        m_texts += '\0';
    }
    std::vector<std::uint32_t> &units() { return m_units; }
    std::string &texts() { return m_texts; }
    std::string bytes() const
    {
        std::string bytes = little(static_cast<std::uint32_t>(m_units.size() * 4));
        for (const std::uint32_t unit : m_units)
            bytes += little(unit);
        return bytes + m_texts;
    }

private:
    static std::string little(std::uint32_t value)
    {
        std::string bytes;
        for (int shift = 0; shift < 32; shift += 8)
            bytes += static_cast<char>(value >> shift);
        return bytes;
    }
    void addNode(std::size_t unit)
    {
        const std::size_t base = m_units.size() + (m_units.empty() ? 256 : 0);
        m_units.resize(base + 256);
        m_bases[unit] = base;
        m_units[unit] = static_cast<std::uint32_t>(unit ^ base) << 10;
    }

    static constexpr std::size_t m_rootBase = 256;
    std::vector<std::uint32_t> m_units;
    std::map<std::size_t, std::size_t> m_bases; ///< of each unit's children
    std::string m_texts;
};

} // namespace tunedesk
