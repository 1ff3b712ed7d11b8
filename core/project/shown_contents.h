#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <functional>
#include <vector>

namespace tunedesk
{

class Connection;

/// Equal for the same pair (see DialoguePair), and for no two others.
using ContentHash = std::array<char, 16>;

/// @param context and the others in UTF-8, without spaces around them
ContentHash contentHash(QByteArrayView context, QByteArrayView question, QByteArrayView reply);

/// The contents of all pairs that are shown (schema step 7). Triggers keep it where pairs are
/// hidden, shown again and cleared; who adds a pair puts it in here first. In a transaction under
/// way.
/// @return false: another pair with these texts is shown
Result<bool> showContent(Connection &writer, const ContentHash &hash, qint64 pairId);

/// Which of them are shown or belong to an unfinished import's pairs.
Result<std::vector<bool>> haveContents(const Connection &connection,
                                       const std::vector<ContentHash> &hashes);

/// What an import brought and shown_contents doesn't have yet. 32 bytes for each. One thread.
class PendingContents
{
public:
    /// @return false: it is there already
    bool add(const ContentHash &hash);
    std::size_t size() const { return m_entries.size(); }
    void clear();

    struct Entry {
        ContentHash hash;
        qint64 pairId = 0;
    };
    Entry &operator[](std::size_t i) { return m_entries[i]; } ///< in the order of adding
    /// In their own order, which is that of the table. The last thing before clear().
    const std::vector<Entry> &sorted();

private:
    void grow();
    std::size_t slotOf(const ContentHash &hash) const;

    std::vector<Entry> m_entries;
    std::vector<quint32> m_slots; ///< 1 + place in m_entries, 0: free; their number is a power of 2
};

/// Puts entries from `first` on into the table until there are no more or, after some, isEnough().
/// Where another pair with the same texts is shown by now, the import's own goes into the bin.
/// @return the first that is left
Result<std::size_t> showPending(Connection &writer,
                                const std::vector<PendingContents::Entry> &entries,
                                std::size_t first, const std::function<bool()> &isEnough);

} // namespace tunedesk
