#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace tunedesk
{

/// Where a turn says what; −1: nowhere.
struct TurnColumns {
    qsizetype side = -1, text = -1;
    qsizetype dialogue = -1; ///< without it a customer's turns are of one conversation
    qsizetype time = -1;
    bool isNumbered = false; ///< time is the number of the turn
    qsizetype kind = -1;     ///< of WeChat's messages: 1 is a text
    bool isSender = false;   ///< side says whether it was sent from here
    bool isPerson = false;   ///< side names agents, and others
    QList<qsizetype> beside;
    QStringList names; ///< of the pairs' table
};

/// Of a table whose rows are turns of chats; none: it is another one. @param rows its first ones
std::optional<TurnColumns> turnColumns(const QStringList &names, const QList<QStringList> &rows);
/// Whether cells name the columns of such a table.
bool namesTurns(const QStringList &cells);
/// Whether somebody is an agent by their name, as “客服小李” and “Support team” are.
bool isAgentsName(const QString &name);
/// Milliseconds; none: no moment that reads in one way alone.
std::optional<qint64> momentOf(const QString &cell);

} // namespace tunedesk
