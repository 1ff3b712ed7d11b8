#pragma once

#include "domain/label.h"

#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

namespace tunedesk
{

/// Which part of the data a pair belongs to. Unassigned: the snapshot decides, whole dialogues together.
enum class Split { Unassigned = 0, Train = 1, Validation = 2, Test = 3 };

/// "train", "validation", "test", "" and back; the names of files and of the command line, never translated.
QString splitName(Split split);
std::optional<Split> splitFromName(QStringView name);

/// What the customer asked, what the agent replied, and what came before. A plain value; any thread.
/// Two pairs are the same when context, question and reply are equal after trimming.
struct DialoguePair {
    qint64 id = 0;          ///< row number in the project, 0: not stored yet
    QString question;       ///< the customer's last turn
    QString reply;          ///< the agent's reply that is judged
    QString context;        ///< earlier turns, one a line, oldest first; may be empty
    QString dialogue;       ///< id of the dialogue it was cut from; may be empty
    QString group;          ///< service or topic; may be empty
    QString note;           ///< free text beside it; may be empty
    Split split = Split::Unassigned;
    QString originFile;     ///< name of the imported file, without its folder
    qint64 originRow = 0;   ///< 1-based line on which the row starts in that file
    qint64 importId = 0;    ///< the import that brought it
    bool flagged = false;
    std::optional<int> label;    ///< in effect: 1 appropriate, 0 not; none: not labelled or a tie
    std::optional<double> score; ///< in effect, for score projects: mean of the annotators' latest
    int annotators = 0;          ///< how many people gave it a label or score
    bool disputed = false;       ///< their latest answers are a tie
    std::vector<Label> answers;  ///< that came with a file, oldest first; the store does not read them back
};

/// First text of the model's input: earlier turns and the question, joined by line feeds.
QString firstText(const DialoguePair &pair);

/// @param contextTurns how many of the last earlier turns to keep; -1: all, 0: none
QString firstText(QStringView context, QStringView question, int contextTurns = -1);

} // namespace tunedesk
