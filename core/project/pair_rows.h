#pragma once

#include "base/result.h"
#include "domain/dialogue_pair.h"
#include "project/effective_label.h"
#include "project/shown_contents.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <vector>

namespace tunedesk
{

class Connection;

/// A pair on its way into the project, worked out as SQLite takes it. Texts are UTF-8.
struct NewPair {
    struct Answer {
        std::optional<int> label;
        std::optional<double> score;
        bool skipped = false;
        QByteArray annotator, note;
        qint64 atMs = 0;
        double seconds = 0;
    };
    QByteArray question, reply, context, dialogue, topic, note, originFile;
    Split split = Split::Unassigned;
    qint64 originRow = 0;
    bool flagged = false;
    std::vector<Answer> answers;
    EffectiveLabel effective;
    int replyWords = 0;
    ContentHash hash;
    bool isDuplicate = false; ///< it is not added, but takes a number like any other
    qint64 id = 0;            ///< once it is written
};

/// Any thread. Errors: Input (a row that is no pair).
Result<std::vector<NewPair>> newPairs(const std::vector<DialoguePair> &rows,
                                      const QString &annotator);
ContentHash contentHash(const DialoguePair &pair);

/// Adds pairs of an import from `first` on, in a transaction under way, until there are no more or,
/// after some, isEnough().
/// @param showsAtOnce they are shown, and those that are there already become duplicates; false:
///        who asks has found the duplicates and shows the contents of the others later
/// @return the first that is left
Result<std::size_t> addPairs(Connection &writer, qint64 importId, std::vector<NewPair> &pairs,
                             std::size_t first, bool showsAtOnce,
                             const std::function<bool()> &isEnough);

} // namespace tunedesk
