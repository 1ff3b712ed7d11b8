#pragma once

#include "dataset/json_value.h"
#include "dataset/table_source.h"

#include <QString>

#include <optional>
#include <vector>

namespace tunedesk
{

/// Neither: a system, a tool.
enum class TurnSide { Customer, Agent, Neither };
/// By the name of a role, in English or Chinese; none: not known.
std::optional<TurnSide> turnSideOf(const QString &role);

/// A turn of a chat that somebody wrote.
struct ChatTurn {
    bool isAgent = false;
    QString text;
};

/// A reply with the question before it. Earlier turns are the beginning of Chat::lines.
struct ChatPair {
    QString question;
    QString reply;
    qsizetype contextLetters = 0;
};

/// A chat cut into pairs. Turns of one side in a row are one question or one reply.
struct Chat {
    QString lines; ///< one turn a line
    std::vector<ChatPair> pairs;
    QString openQuestion; ///< behind the last reply
    qsizetype openContextLetters = 0;

    QString context(qsizetype letters) const;
    qsizetype contextLetters() const; ///< of all pairs together
};

/// Whether a value is a list of turns: objects that say who wrote what.
bool isTurnList(const JsonValue &value);

/// The turns of customer and agent; what the system, tools and calls of tools wrote is left out.
/// @param field name for the problem
std::optional<TableRow::Problem> readTurns(const JsonValue &list, const QString &field,
                                           std::vector<ChatTurn> &turns);

/// The turns of a text whose lines begin with who speaks (“Human: …”, “客服：…”), the first one
/// too; empty: it is no such text, or one of both sides says nothing.
std::vector<ChatTurn> turnsOfTranscript(const QString &text);

Chat chatOf(const std::vector<ChatTurn> &turns);

/// A list of texts, of turns, or of pairs of texts, one a line; none: something else is in it.
std::optional<QString> linesOf(const JsonValue &list);

} // namespace tunedesk
