#pragma once

#include "base/result.h"
#include "project/pair_store.h"

#include <QSet>

#include <optional>
#include <vector>

namespace tunedesk
{

/// What of rows of a file stands in the project, with the row's texts or, where personal data is
/// masked as they come in, with those that they would have then. In the order of the rows.
Result<std::vector<PairStore::KnownPair>>
knownRows(const PairStore &pairs, const std::vector<const DialoguePair *> &rows, bool isMasked);

/// As it comes in.
QByteArray storedHash(const DialoguePair &row, bool isMasked);

/// Rows of a file that become pairs, by their texts, and which duplicates of them bring something:
/// a label where they have none yet, or an answer of a person who is named and gave none. 16 bytes
/// for each, and for each answer of somebody. One thread.
class SeenRows
{
public:
    struct Known {
        std::optional<int> label;
    };
    /// None: no row with these texts was taken. @param hash see PairStore::contentHash()
    std::optional<Known> find(const QByteArray &hash) const;
    /// @param annotator that was named for the file; empty: nobody
    void take(const QByteArray &hash, const DialoguePair &row, const QString &annotator);
    int bringing() const { return m_bringing; } ///< duplicates

private:
    /// A content hash without the 80 bytes that a QByteArray of its own takes; the label in place
    /// of two of its bits.
    struct Hash {
        quint64 first = 0, second = 0;
        Hash(const QByteArray &hash, std::optional<int> label);
        std::optional<int> label() const;
        bool operator==(const Hash &other) const;
        friend size_t qHash(const Hash &hash, size_t seed) { return hash.first ^ seed; }
    };
    bool isNews(const Hash &row, const DialoguePair &pair, const QString &annotator);

    QSet<Hash> m_rows;
    QSet<std::pair<quint64, quint64>> m_people; ///< who answered about which texts
    int m_bringing = 0;
};

} // namespace tunedesk
