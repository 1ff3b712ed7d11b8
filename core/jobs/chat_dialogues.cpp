#include "jobs/chat_dialogues.h"

#include "jobs/known_rows.h"
#include "project/project.h"

#include <cstring>

namespace tunedesk
{

namespace
{
quint64 firstBytes(const QByteArray &hash)
{
    quint64 bytes = 0;
    std::memcpy(&bytes, hash.constData(), sizeof bytes);
    return bytes;
}
} // namespace

/// Dialogue of a chat that says something new now.
Result<int> ChatDialogues::settled(const Chat &chat)
{
    if (chat.before)
        return *chat.before;
    QString name;
    if (chat.known != 0) {
        auto place = m_project->pairs().placeInDialogue(chat.known);
        if (!place)
            return place.error();
        // Many chats begin with the same greeting: they part where that dialogue goes on otherwise.
        if (place->isLast || place->hasContext)
            name = place->dialogue;
    }
    for (int number = 1; name.isEmpty(); ++number) {
        const QString made =
            number == 1 ? chat.made : QStringLiteral("%1 (%2)").arg(chat.made).arg(number);
        const auto isTaken = m_project->pairs().hasDialogue(made);
        if (!isTaken)
            return isTaken.error();
        if (!*isTaken)
            name = made;
    }
    m_dialogues.push_back({name, 0});
    return int(m_dialogues.size()) - 1;
}

Result<void> ChatDialogues::settle(std::vector<PairReader::Row> &rows, bool isMasked)
{
    std::vector<DialoguePair *> ofChats;
    for (PairReader::Row &row : rows)
        if (row.isDialogueMadeUp && !row.rejected && !row.pair.dialogue.isEmpty())
            ofChats.push_back(&row.pair);
    const auto known = knownRows(m_project->pairs(), {ofChats.begin(), ofChats.end()}, isMasked);
    if (!known)
        return known.error();
    for (std::size_t i = 0; i < ofChats.size(); ++i) {
        DialoguePair &pair = *ofChats[i];
        const quint64 hash = firstBytes(storedHash(pair, isMasked));
        if (pair.dialogue != m_chat.made)
            m_chat = {.made = pair.dialogue};
        const auto said = m_said.constFind(hash);
        if (!m_chat.settled && (*known)[i].id != 0) {
            m_chat.known = (*known)[i].id;
            continue;
        }
        if (!m_chat.settled && said != m_said.constEnd()) { // as in settled()
            const bool isLast = m_dialogues[std::size_t(said->dialogue)].last == hash;
            m_chat.before =
                isLast || said->hasContext ? std::optional(said->dialogue) : std::optional<int>();
            continue;
        }
        if (!m_chat.settled) {
            const auto dialogue = settled(m_chat);
            if (!dialogue)
                return dialogue.error();
            m_chat.settled = *dialogue;
        }
        Dialogue &dialogue = m_dialogues[std::size_t(*m_chat.settled)];
        pair.dialogue = dialogue.name;
        dialogue.last = hash;
        m_said.insert(hash, {*m_chat.settled, !pair.context.isEmpty()});
    }
    return {};
}

} // namespace tunedesk
