#include "jobs/known_rows.h"

#include "dataset/personal_data.h"

#include <cstring>

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

namespace
{
constexpr quint64 kLabelBits = 3;
}

SeenRows::Hash::Hash(const QByteArray &hash, std::optional<int> label)
{
    Q_ASSERT(hash.size() == sizeof *this);
    std::memcpy(this, hash.constData(), sizeof *this);
    second = (second & ~kLabelBits) | (label ? quint64(*label) + 1 : 0);
}

std::optional<int> SeenRows::Hash::label() const
{
    const auto bits = int(second & kLabelBits);
    return bits == 0 ? std::optional<int>() : bits - 1;
}

bool SeenRows::Hash::operator==(const Hash &other) const
{
    return first == other.first && ((second ^ other.second) & ~kLabelBits) == 0;
}

std::optional<SeenRows::Known> SeenRows::find(const QByteArray &hash) const
{
    const auto found = m_rows.constFind(Hash(hash, std::nullopt));
    return found == m_rows.constEnd() ? std::nullopt : std::optional(Known{found->label()});
}

void SeenRows::take(const QByteArray &hash, std::optional<int> label)
{
    const Hash row(hash, label);
    const auto earlier = m_rows.constFind(row);
    if (earlier != m_rows.constEnd()) {
        if (!label || earlier->label())
            return;
        ++m_broughtLabels;
        m_rows.erase(earlier);
    }
    m_rows.insert(row);
}

} // namespace tunedesk
