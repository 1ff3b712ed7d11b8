#include "project/shown_contents.h"

#include "base/sha256.h"
#include "project/bound_statement.h"
#include "project/change_apply.h"
#include "project/connection.h"

#include <algorithm>
#include <cstring>

namespace tunedesk
{

namespace
{
constexpr std::size_t kFewestSlots = 1024;
constexpr std::size_t kShownAtOnce = 64; ///< between two looks at the clock

const QByteArray kShow =
    QByteArrayLiteral("INSERT INTO shown_contents (content_hash, pair_id) VALUES (?, ?) "
                      "ON CONFLICT DO NOTHING");

QByteArrayView bytesOf(const ContentHash &hash)
{
    return {hash.data(), qsizetype(hash.size())};
}
} // namespace

ContentHash contentHash(QByteArrayView context, QByteArrayView question, QByteArrayView reply)
{
    Sha256 sum;
    for (const QByteArrayView text : {context, question, reply}) {
        sum.add(QByteArray::number(text.size()) + ':');
        sum.add(text);
    }
    ContentHash hash;
    std::memcpy(hash.data(), sum.result().constData(), hash.size());
    return hash;
}

Result<bool> showContent(Connection &writer, const ContentHash &hash, qint64 pairId)
{
    BoundStatement &show = writer.keptBound(kShow);
    show.bindBytes(1, bytesOf(hash));
    show.bindInteger(2, pairId);
    if (auto shown = show.run(); !shown)
        return shown.error();
    return show.changedRows() == 1;
}

Result<std::vector<bool>> haveContents(const Connection &connection,
                                       const std::vector<ContentHash> &hashes)
{
    std::vector<bool> found;
    found.reserve(hashes.size());
    BoundStatement &find = connection.keptBound(
        QByteArrayLiteral("SELECT pair_id FROM shown_contents WHERE content_hash = ?"));
    // One view of the file: each question alone would lock and unlock it.
    if (auto begun = connection.execute(QStringLiteral("BEGIN")); !begun)
        return begun.error();
    Result<void> asked;
    for (const ContentHash &hash : hashes) {
        find.bindBytes(1, bytesOf(hash));
        const auto pair = find.number();
        if (!pair) {
            asked = pair.error();
            break;
        }
        found.push_back(pair->has_value());
    }
    const Result<void> ended = connection.execute(QStringLiteral("COMMIT"));
    if (!asked)
        return asked.error();
    if (!ended)
        return ended.error();
    return found;
}

std::size_t PendingContents::slotOf(const ContentHash &hash) const
{
    // A hash is even in all of its bits.
    std::size_t slot = 0;
    std::memcpy(&slot, hash.data(), sizeof slot);
    for (slot &= m_slots.size() - 1;; slot = (slot + 1) & (m_slots.size() - 1))
        if (m_slots[slot] == 0 || m_entries[m_slots[slot] - 1].hash == hash)
            return slot;
}

void PendingContents::grow()
{
    m_slots.assign(std::max(kFewestSlots, 2 * m_slots.size()), 0);
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        m_slots[slotOf(m_entries[i].hash)] = quint32(i + 1);
}

bool PendingContents::add(const ContentHash &hash)
{
    if (4 * (m_entries.size() + 1) > 3 * m_slots.size())
        grow();
    quint32 &slot = m_slots[slotOf(hash)];
    if (slot != 0)
        return false;
    m_entries.push_back({hash});
    slot = quint32(m_entries.size());
    return true;
}

void PendingContents::clear()
{
    m_entries = {};
    m_slots = {};
}

const std::vector<PendingContents::Entry> &PendingContents::sorted()
{
    m_slots = {};
    std::sort(m_entries.begin(), m_entries.end(), [](const Entry &a, const Entry &b) {
        return std::memcmp(a.hash.data(), b.hash.data(), a.hash.size()) < 0;
    });
    return m_entries;
}

Result<std::size_t> showPending(Connection &writer,
                                const std::vector<PendingContents::Entry> &entries,
                                std::size_t first, const std::function<bool()> &isEnough)
{
    std::size_t i = first;
    while (i < entries.size()) {
        const auto shown = showContent(writer, entries[i].hash, entries[i].pairId);
        if (!shown)
            return shown.error();
        if (!*shown) {
            BoundStatement &stepBack = writer.keptBound(
                QByteArrayLiteral("UPDATE pairs SET removed = removed | ? WHERE id = ?"));
            stepBack.bindInteger(1, kRemovedItself);
            stepBack.bindInteger(2, entries[i].pairId);
            if (auto done = stepBack.run(); !done)
                return done.error();
        }
        ++i;
        if (i % kShownAtOnce == 0 && isEnough())
            break;
    }
    return i;
}

} // namespace tunedesk
