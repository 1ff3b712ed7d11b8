#include "dataset/dialogue_chains.h"

#include "dataset/comparable_text.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace tunedesk
{

namespace
{
constexpr int kMostExchanges = 8; ///< from one pair to the one that goes on with it

enum class Kind : quint64 { Conversation = 1, Question, Exchange, Reply };

/// «Agent: …» says the same as «…».
QStringView withoutSpeaker(QStringView turn)
{
    constexpr qsizetype kLongestName = 12;
    for (qsizetype at = 0; at < std::min(turn.size(), kLongestName + 1); ++at)
        if (turn[at] == QLatin1Char(':') || turn[at] == QChar(0xFF1A))
            return turn.sliced(at + 1);
    return turn;
}

/// Hashes of the turns as they are compared, none that says nothing.
void appendTurns(std::vector<quint64> &turns, QStringView text)
{
    for (const QStringView line : text.tokenize(u'\n'))
        if (const QString said = comparableText(withoutSpeaker(line)); !said.isEmpty())
            turns.push_back(textHash(said));
}

/// That of the turns before and of one more.
quint64 withTurn(quint64 before, quint64 turn)
{
    const quint64 both = (before ^ (turn + 0x9e3779b97f4a7c15ULL)) * 0xbf58476d1ce4e5b9ULL;
    return both ^ (both >> 31);
}

/// 0 for no turns.
quint64 hashOf(Kind kind, auto begin, auto end)
{
    return begin == end ? 0 : std::accumulate(begin, end, quint64(kind), withTurn);
}
} // namespace

void DialogueChains::add(quint32 id, QStringView context, QStringView question, QStringView reply,
                         bool isTelling)
{
    std::vector<quint64> turns;
    appendTurns(turns, context);
    const auto count = std::ptrdiff_t(turns.size());
    appendTurns(turns, question);
    const auto questionEnd = std::ptrdiff_t(turns.size());
    appendTurns(turns, reply);
    const auto replied = turns.begin() + questionEnd;
    const auto asked = turns.begin() + count;
    const auto number = quint32(m_pairs.size());
    m_pairs.push_back({.conversation = hashOf(Kind::Conversation, turns.begin(), replied),
                       .question = hashOf(Kind::Question, asked, replied),
                       .exchange = hashOf(Kind::Exchange, asked, turns.end()),
                       .reply = hashOf(Kind::Reply, replied, turns.end()),
                       .id = id,
                       .isTelling = isTelling});
    const auto goesOn = [&](quint64 said, int exchanges) {
        m_earlier.push_back({said, number, quint32(exchanges)});
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

/// Sorted lists instead of tables by hash: a million pairs with long histories fit beside the rest.
std::vector<DialogueChains::Link> DialogueChains::takeLinks()
{
    std::ranges::sort(m_earlier, {}, [](const Earlier &earlier) {
        return std::tuple(earlier.said, earlier.exchanges, earlier.pair);
    });
    std::vector<Link> links; // of places in m_pairs
    for (auto kind : {&Pair::conversation, &Pair::question, &Pair::exchange, &Pair::reply}) {
        addLinks(kind, links);
        std::ranges::sort(links);
        const auto repeated = std::ranges::unique(links);
        links.erase(repeated.begin(), repeated.end());
    }
    for (Link &link : links)
        link = {.later = m_pairs[link.later].id, .earlier = m_pairs[link.earlier].id};
    m_earlier = {};
    m_pairs = {};
    return links;
}

/// @param kind which of a pair's hashes is said
void DialogueChains::addLinks(quint64 Pair::*kind, std::vector<Link> &links) const
{
    std::vector<std::pair<quint64, quint32>> said; // by which pair
    for (quint32 place = 0; place < m_pairs.size(); ++place)
        if (m_pairs[place].*kind != 0)
            said.emplace_back(m_pairs[place].*kind, place);
    std::ranges::sort(said);
    const auto conversation = [this](quint32 place) { return m_pairs[place].conversation; };
    const auto goesOnWith = [](const Earlier &earlier) {
        return std::pair(earlier.said, earlier.exchanges);
    };
    auto first = said.cbegin();
    for (auto later = m_earlier.cbegin(); later != m_earlier.cend();) {
        const auto next = std::find_if(later, m_earlier.cend(), [&](const Earlier &other) {
            return goesOnWith(other) != goesOnWith(*later);
        });
        while (first != said.cend() && first->first < later->said)
            ++first;
        auto last = first;
        bool isOne = true;
        for (; isOne && last != said.cend() && last->first == later->said; ++last)
            // Pairs of one conversation are one dialogue only where its words tell.
            isOne = last == first || (m_pairs[last->second].isTelling &&
                                      conversation(last->second) == conversation(first->second));
        isOne = isOne && std::all_of(later, next, [&](const Earlier &other) {
                    return conversation(other.pair) == conversation(later->pair);
                });
        for (; later != next; ++later)
            if (isOne && last != first && later->pair != first->second)
                links.push_back({.later = later->pair, .earlier = first->second});
    }
}

} // namespace tunedesk
