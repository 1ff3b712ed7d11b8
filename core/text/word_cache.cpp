#include "text/word_cache.h"

#include <algorithm>
#include <atomic>

namespace tunedesk
{

WordCache &WordCache::ofThisThread()
{
    static thread_local WordCache cache;
    return cache;
}

std::uint64_t WordCache::newModelNumber()
{
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

void WordCache::put(std::uint64_t model, std::string_view word, std::span<const int> ids)
{
    if (word.size() > kMaxBytes || ids.empty() || ids.size() > kMaxTokens)
        return;
    const Key key(word);
    Entry &entry = m_entries[key.slot(model)];
    entry.key = key.words;
    entry.model = model;
    entry.length = static_cast<std::uint8_t>(word.size());
    entry.count = static_cast<std::uint8_t>(ids.size());
    std::copy(ids.begin(), ids.end(), entry.ids.begin());
}

} // namespace tunedesk
