#pragma once

#include <QStringView>
#include <QtGlobal>

#include <cstddef>
#include <vector>

namespace tunedesk
{

/// Finds pairs without a dialogue's id of which one goes on with the other, by what they say: the
/// earlier turns of a pair (a line each, with or without the speaker's name) begin with another's
/// earlier turns and question, or hold its question in their place, with or without its reply, or
/// are its reply. Texts that several conversations have in common, a greeting say, tell nothing:
/// one conversation has said them and one goes on with them so many turns later. 48 bytes for each
/// pair and 72 for each two earlier turns, more while links() looks. One thread.
class DialogueChains
{
public:
    /// @param isTelling its conversation has a conversationKey()
    void add(qint64 id, QStringView context, QStringView question, QStringView reply,
             bool isTelling);
    struct Link {
        qint64 earlier = 0, later = 0; ///< ids of pairs; the later one goes on with the other
        bool operator==(const Link &) const = default;
    };
    /// In the order in which the later ones were added.
    std::vector<Link> links() const;

private:
    /// Hashes of what is said, 0 for nothing.
    struct Pair {
        qint64 id = 0;
        quint64 conversation = 0, question = 0, exchange = 0, reply = 0;
        bool isTelling = false; ///< conversation
    };
    /// What a pair goes on with.
    struct Earlier {
        std::size_t pair = 0; ///< place in m_pairs
        quint64 said = 0;     ///< conversation, question, exchange or reply
        int exchanges = 0;    ///< before its own question, from 1
    };
    std::vector<Pair> m_pairs;
    std::vector<Earlier> m_earlier;
    int m_longest = 0; ///< exchanges
};

} // namespace tunedesk
