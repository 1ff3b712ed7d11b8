#pragma once

#include <QStringView>
#include <QtGlobal>

#include <deque>
#include <utility>
#include <vector>

namespace tunedesk
{

/// Finds pairs without a dialogue's id of which one goes on with the other, by what they say: the
/// earlier turns of a pair (a line each, with or without the speaker's name) begin with another's
/// earlier turns and question, or hold its question in their place, with or without its reply, or
/// are its reply. Texts that several conversations have in common, a greeting say, tell nothing:
/// one conversation has said them and one goes on with them so many turns later. 40 bytes for each
/// pair and 48 for each two earlier turns. One thread.
class DialogueChains
{
public:
    /// @param isTelling its conversation has a conversationKey()
    void add(quint32 id, QStringView context, QStringView question, QStringView reply,
             bool isTelling);
    struct Link {
        quint32 later = 0, earlier = 0; ///< ids of pairs; the later one goes on with the other
        auto operator<=>(const Link &) const = default;
    };
    /// Each once, in the order in which the later ones were added, then the earlier ones. Once
    /// only.
    std::vector<Link> takeLinks();

private:
    /// Hashes of what is said, 0 for nothing.
    struct Pair {
        quint64 conversation = 0, question = 0, exchange = 0, reply = 0;
        quint32 id = 0;
        bool isTelling = false; ///< conversation
    };
    /// What a pair goes on with.
    struct Earlier {
        quint64 said = 0;      ///< conversation, question, exchange or reply
        quint32 pair = 0;      ///< place in m_pairs
        quint32 exchanges = 0; ///< before its own question, from 1
    };
    void addLinks(quint64 Pair::*kind, std::vector<Link> &links) const;

    std::vector<Pair> m_pairs;
    std::deque<Earlier> m_earlier; ///< grows without a copy
};

} // namespace tunedesk
