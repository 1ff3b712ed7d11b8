#include "dataset/dialogue_chains.h"

#include "dataset/comparable_text.h"

#include <QHash>

#include <algorithm>

namespace tunedesk
{

namespace
{
constexpr int kMostExchanges = 8; ///< from one pair to the one that goes on with it

enum class Kind : char16_t { Conversation = u'c', Question = u'q', Exchange = u'e', Reply = u'r' };

/// «Agent: …» says the same as «…».
QStringView withoutSpeaker(QStringView turn)
{
    constexpr qsizetype kLongestName = 12;
    for (qsizetype at = 0; at < std::min(turn.size(), kLongestName + 1); ++at)
        if (turn[at] == QLatin1Char(':') || turn[at] == QChar(0xFF1A))
            return turn.sliced(at + 1);
    return turn;
}

/// Turns as they are compared, none that says nothing.
void appendTurns(std::vector<QString> &turns, QStringView text)
{
    for (const QStringView line : text.tokenize(u'\n'))
        if (QString said = comparableText(withoutSpeaker(line)); !said.isEmpty())
            turns.push_back(std::move(said));
}

/// 0 for no turns.
quint64 hashOf(Kind kind, auto begin, auto end)
{
    if (begin == end)
        return 0;
    QString said = QChar(char16_t(kind));
    for (auto turn = begin; turn != end; ++turn)
        said += QLatin1Char('\n') + *turn;
    return textHash(said);
}
} // namespace

void DialogueChains::add(qint64 id, QStringView context, QStringView question, QStringView reply,
                         bool isTelling)
{
    std::vector<QString> turns;
    appendTurns(turns, context);
    const auto count = std::ptrdiff_t(turns.size());
    appendTurns(turns, question);
    const auto questionEnd = std::ptrdiff_t(turns.size());
    appendTurns(turns, reply);
    const auto replied = turns.begin() + questionEnd;
    const auto asked = turns.begin() + count;
    const std::size_t number = m_pairs.size();
    m_pairs.push_back({.id = id,
                       .conversation = hashOf(Kind::Conversation, turns.begin(), replied),
                       .question = hashOf(Kind::Question, asked, replied),
                       .exchange = hashOf(Kind::Exchange, asked, turns.end()),
                       .reply = hashOf(Kind::Reply, replied, turns.end()),
                       .isTelling = isTelling});
    const auto goesOn = [&](quint64 said, int exchanges) {
        m_earlier.push_back({number, said, exchanges});
        m_longest = std::max(m_longest, exchanges);
    };
    if (count == 1)
        goesOn(hashOf(Kind::Reply, turns.begin(), asked), 1);
    for (int exchanges = 1; exchanges <= kMostExchanges && 2 * exchanges <= count; ++exchanges) {
        const auto answer = asked - (2 * exchanges - 1); // the agent's
        goesOn(hashOf(Kind::Conversation, turns.begin(), answer), exchanges);
        goesOn(hashOf(Kind::Question, answer - 1, answer), exchanges);
        goesOn(hashOf(Kind::Exchange, answer - 1, answer + 1), exchanges);
    }
}

std::vector<DialogueChains::Link> DialogueChains::links() const
{
    struct Known {
        qint64 earlier = 0; ///< first pair that says it
        int earlierPairs = 0;
        quint64 conversation = 0, next = 0; ///< that says it, that goes on
        bool isOne = true;                  ///< each of them
    };
    QHash<std::pair<quint64, int>, Known> known; // by what was said and the exchanges
    for (const Earlier &earlier : m_earlier) {
        const quint64 next = m_pairs[earlier.pair].conversation;
        Known &one = known[{earlier.said, earlier.exchanges}];
        one.isOne &= one.next == 0 || one.next == next;
        one.next = next;
    }
    for (const Pair &pair : m_pairs)
        for (const quint64 said : {pair.conversation, pair.question, pair.exchange, pair.reply})
            for (int exchanges = 1; exchanges <= m_longest; ++exchanges) {
                const auto one = known.find({said, exchanges});
                if (one == known.end())
                    continue;
                if (one->earlierPairs++ == 0)
                    one->earlier = pair.id;
                // Pairs of one conversation are one dialogue only where its words tell.
                one->isOne &= one->earlierPairs == 1 ||
                              (pair.isTelling && one->conversation == pair.conversation);
                one->conversation = pair.conversation;
            }
    std::vector<Link> links;
    for (const Earlier &earlier : m_earlier) {
        const Known &one = *known.constFind({earlier.said, earlier.exchanges});
        const Link link{one.earlier, m_pairs[earlier.pair].id};
        if (one.isOne && one.earlierPairs > 0 && link.earlier != link.later &&
            (links.empty() || links.back() != link))
            links.push_back(link);
    }
    return links;
}

} // namespace tunedesk
