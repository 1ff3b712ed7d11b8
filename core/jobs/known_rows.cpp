#include "jobs/known_rows.h"

#include "dataset/personal_data.h"

namespace tunedesk
{

QByteArray storedHash(const DialoguePair &row, bool isMasked)
{
    if (!isMasked || personalDataOf(row) == PersonalCounts{})
        return PairStore::contentHash(row);
    DialoguePair masked = row;
    maskPersonalData(masked);
    return PairStore::contentHash(masked);
}

Result<std::vector<PairStore::KnownPair>>
knownRows(const PairStore &pairs, const std::vector<const DialoguePair *> &rows, bool isMasked)
{
    std::vector<QByteArray> hashes;
    hashes.reserve(rows.size());
    for (const DialoguePair *const row : rows)
        hashes.push_back(PairStore::contentHash(*row));
    auto known = pairs.known(hashes);
    if (!known || !isMasked)
        return known;
    std::vector<std::size_t> others; // whose texts would change
    std::vector<QByteArray> stored;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if ((*known)[i].id == 0) {
            QByteArray hash = storedHash(*rows[i], true);
            if (hash == hashes[i])
                continue;
            others.push_back(i);
            stored.push_back(std::move(hash));
        }
    const auto masked = pairs.known(stored);
    if (!masked)
        return masked.error();
    for (std::size_t i = 0; i < others.size(); ++i)
        (*known)[others[i]] = (*masked)[i];
    return known;
}

} // namespace tunedesk
