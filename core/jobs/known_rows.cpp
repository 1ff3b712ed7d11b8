#include "jobs/known_rows.h"

#include "dataset/import_checks.h"
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

/// Whether somebody who is named answers who had not; remembers all who do.
bool SeenRows::isNews(const Hash &row, const DialoguePair &pair, const QString &annotator)
{
    const auto asked = m_people.size();
    const auto add = [&](const QString &name, bool isAnswer) {
        if (isAnswer && !name.isEmpty())
            m_people.insert({row.first, (row.second & ~kLabelBits) ^ quint64(qHash(name))});
    };
    for (const Label &answer : pair.answers)
        add(answer.annotator.isEmpty() ? annotator : answer.annotator,
            answer.label || answer.score);
    if (pair.answers.empty())
        add(annotator, pair.label || pair.score);
    return m_people.size() > asked;
}

void SeenRows::take(const QByteArray &hash, const DialoguePair &pair, const QString &annotator)
{
    const std::optional<int> label = labelOf(pair);
    const Hash row(hash, label);
    const auto earlier = m_rows.constFind(row);
    const bool isFirst = earlier == m_rows.constEnd();
    const bool isNewPerson = isNews(row, pair, annotator);
    const bool isNewLabel = !isFirst && label && !earlier->label();
    m_bringing += !isFirst && (isNewPerson || isNewLabel);
    if (isNewLabel)
        m_rows.erase(earlier);
    if (isFirst || isNewLabel)
        m_rows.insert(row);
}

} // namespace tunedesk
