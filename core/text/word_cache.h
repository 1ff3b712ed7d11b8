#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace tunedesk
{

/// The tokens of words met lately. People write the same words over and over: looking one up costs
/// a tenth of cutting it. One for each thread; models share it.
class WordCache
{
public:
    static WordCache &ofThisThread();
    /// Tells a model's words from another's; never given twice.
    static std::uint64_t newModelNumber();

    /// Nothing where it isn't there. Valid until the next put().
    std::span<const int> find(std::uint64_t model, std::string_view word)
    {
        if (word.size() > kMaxBytes)
            return {};
        const Key key(word);
        const Entry &entry = m_entries[key.slot(model)];
        if (entry.model != model || entry.key != key.words || entry.length != word.size())
            return {};
        return {entry.ids.data(), entry.count};
    }
    /// Long words and those of many tokens aren't kept.
    void put(std::uint64_t model, std::string_view word, std::span<const int> ids);

private:
    static constexpr std::size_t kMaxBytes = 24;
    static constexpr std::size_t kMaxTokens = 6;
    static constexpr std::size_t kEntries = 8192; // half a MiB: stays in the second cache

    struct Key {
        explicit Key(std::string_view word) { std::memcpy(words.data(), word.data(), word.size()); }
        std::size_t slot(std::uint64_t model) const
        {
            std::uint64_t hash = (words[0] ^ model) * 0x9E3779B97F4A7C15ULL;
            hash = (hash ^ (hash >> 29) ^ words[1]) * 0xBF58476D1CE4E5B9ULL;
            hash = (hash ^ (hash >> 32) ^ words[2]) * 0x94D049BB133111EBULL;
            return (hash >> 40) % kEntries;
        }
        std::array<std::uint64_t, 3> words{};
    };
    struct alignas(64) Entry {
        std::array<std::uint64_t, 3> key{};
        std::uint64_t model = 0;
        std::uint8_t length = 0;
        std::uint8_t count = 0;
        std::array<std::int32_t, kMaxTokens> ids{};
    };
    static_assert(sizeof(Entry) == 64);

    WordCache() : m_entries(kEntries) {}

    std::vector<Entry> m_entries;
};

} // namespace tunedesk
