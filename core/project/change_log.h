#pragma once

#include "base/result.h"
#include "domain/dialogue_pair.h"
#include "domain/label.h"
#include "project/pair_change.h"

#include <QList>
#include <QString>

#include <optional>
#include <vector>

namespace tunedesk
{

class Connection;

/// Stable: the file has the names of changeKindName().
enum class ChangeKind {
    Answers,            ///< given here, or by a file of answers
    AnswersTakenBack,   ///< taken back by themselves, without a step of theirs to undo
    AnswersBroughtBack, ///< the same the other way
    Flagged,
    Unflagged,
    Note,
    Split,   ///< by hand
    TestSet, ///< dialogues set aside for testing, by a person or for the first training
    Removed, ///< pairs, into the bin
    Restored,
    Import,
    ImportRemoved, ///< all its pairs, into the bin
    ImportRestored,
    Topic,    ///< part of an import
    Dialogue, ///< to which pairs belong; part of an import
    Update,   ///< an import that brought no new pairs
};

/// What an import says otherwise of pairs that were there.
struct UpdatedFields {
    int labels = 0, notes = 0, splits = 0, topics = 0, dialogues = 0, flags = 0; ///< pairs
    bool operator==(const UpdatedFields &) const = default;
};

/// One step of a person (or of a training, without a name) that changed data, without its pairs.
/// Its sentence is changeText(), made when it is shown. A plain value; any thread.
struct DataChange {
    enum class State {
        InEffect,
        Undone,  ///< nothing else was done since: it can be done again
        History, ///< undone, and something else was done since
    };
    qint64 id = 0;   ///< order of doing; 0: nothing had to be changed, so nothing was written
    qint64 atMs = 0; ///< UTC, milliseconds since 1970
    QString annotator;
    ChangeKind kind = ChangeKind::Answers;
    State state = State::InEffect;
    qint64 stateMs = 0; ///< when it was undone, UTC
    int pairs = 0;      ///< that it changed; of an import: that it brought
    int more = 0; ///< Split: of `pairs`, those that followed their dialogue. TestSet: dialogues.
                  ///< Restored: pairs that stay in the bin, as they stand in the project again
    qint64 pairId = 0;           ///< the first
    qint64 importId = 0;         ///< of the three kinds of imports
    QString file;                ///< of that import, or of an Update, name without folder
    UpdatedFields updates;       ///< of an Import or Update
    std::optional<double> value; ///< Answers: the label of all, or the score of the only one; −1:
                                 ///< skipped. Split: as Split
    qint64 partOf = 0; ///< while it is written: the step that it is a part of; 0: it is one
};

/// Pairs that are never trained on, as they are shown.
struct TestSetCounts {
    int pairs = 0, appropriate = 0, notAppropriate = 0;
    int labelled = 0; ///< pairs with a label, in the test set or not
};

/// Why a pair is in the bin.
struct PairRemoval {
    DataChange change; ///< the step that put it there, or that was undone (an import)
    qint64 atMs = 0;
};

/// All changing of data by people, each one step of the history that the file keeps: it can be
/// undone and done again at any later time, by any process. Each act writes what it changes and its
/// row of the history in one transaction, on disk when it returns; `by` is the person's name.
/// Flags, splits and removals of very many pairs follow their row in turns (see MovingStep).
///
/// Undoing takes back what the step changed and nothing that came later: a pair whose flag, split,
/// note, removal or answer has been changed again since keeps that. Undone in the reverse order,
/// steps lead back to exactly what was there before. A pair that stands in the project a second
/// time by then (it came with another import) stays in the bin.
///
/// Reading: the thread of its Project. Writing: see Project. Errors: Input, Database, Disk.
class ChangeLog
{
public:
    /// @param partOf a step: what is done is a part of it, which goes back and forth with it; 0:
    ///               each act is a step
    explicit ChangeLog(Connection &connection, qint64 partOf = 0)
        : m_connection(connection), m_partOf(partOf)
    {
    }

    /// One step of all these answers. Errors: Input (no such pair, an odd answer: none is kept).
    Result<DataChange> answer(const std::vector<Label> &answers, qint64 *lastAnswer = nullptr);
    /// The newest answer of a person that stands: undoes its step when that is all of it, else
    /// takes the answer back as a step of its own. Nothing: there is none.
    Result<std::optional<Label>> takeLastBack(const QString &annotator);
    Result<DataChange> setTakenBack(qint64 answerId, bool takenBack, const QString &by);

    Result<DataChange> setFlagged(const QList<qint64> &ids, bool flagged, const QString &by);
    /// Pairs that have a flag lose it when all have one; else all get it.
    Result<DataChange> toggleFlags(const QList<qint64> &ids, const QString &by);
    /// All pairs get the same one.
    Result<DataChange> setNote(const QList<qint64> &ids, const QString &note, const QString &by);
    /// Whole dialogues follow their pairs, whatever file these came with; pairs of another file
    /// that stand in another split are of another dialogue, see deal().
    Result<DataChange> setSplit(const QList<qint64> &ids, Split split, const QString &by);
    /// Sets whole dialogues aside until the test set is `percent` of the labelled pairs, of each
    /// label its share. What is in it stays. Worker thread: it reads all labelled pairs.
    /// Errors: Input (no labels).
    Result<DataChange> growTestSet(int percent, const QString &by);
    Result<TestSetCounts> testSet() const;

    /// Into the bin. Pairs that are there already stay as they are.
    Result<DataChange> remove(const QList<qint64> &ids, const QString &by);
    /// Out of it, whatever put them there.
    Result<DataChange> restore(const QList<qint64> &ids, const QString &by);
    Result<DataChange> setImportRemoved(qint64 importId, bool removed, const QString &by);
    /// What edited rows of a file say otherwise of pairs that are there. One step with the import
    /// of that file, where it brought new pairs, else one of its own. Nothing leaves the test set,
    /// also what is left of a dialogue whose tested pair goes elsewhere. A pair that comes to a
    /// dialogue follows what that is dealt; a tested one brings it to the test set. What has been
    /// changed since `changes` were made stays.
    /// @param importId 0: no new pairs came   @param file name without folder
    Result<DataChange> update(const std::vector<PairChange> &changes, qint64 importId,
                              const QString &file, const QString &by);

    /// Does nothing to a step that is undone. Errors: Input (no such step), Database.
    Result<void> undo(qint64 changeId);
    /// Does nothing to a step that is in effect.
    Result<void> redo(qint64 changeId);
    /// The newest step in effect; nothing when there is none. @return it, undone
    Result<std::optional<DataChange>> undoLast();
    /// The step that was undone last, when nothing else was done since. @return it, in effect
    Result<std::optional<DataChange>> redoNext();

    /// The newest `limit` steps in effect and after them those that can be done again, oldest
    /// first.
    Result<std::vector<DataChange>> steps(int limit) const;
    /// Steps in effect with a higher number, oldest first.
    Result<std::vector<DataChange>> stepsAfter(qint64 changeId) const;
    /// The newest steps, undone ones too, newest first.
    Result<std::vector<DataChange>> latest(int limit) const;
    Result<std::optional<DataChange>> find(qint64 changeId) const;
    /// Nothing: it is not in the bin, or was put there before the history began.
    Result<std::optional<PairRemoval>> removalOf(qint64 pairId) const;

private:
    DataChange begun(ChangeKind kind, const QString &by) const;

    Connection &m_connection;
    qint64 m_partOf;
};

/// "answers", "flagged", …; for files and the command line, never translated.
QString changeKindName(ChangeKind kind);
std::optional<ChangeKind> changeKindFromName(const QString &name);

/// “5 labels, 2 splits”; empty: nothing was changed. Translated.
QString updatesText(const UpdatedFields &updates);
/// What was done, as one says it: “Removed 3 pairs”. Translated.
QString changeText(const DataChange &change);

/// For the stores, in a transaction under way.
/// Adds the row; what could be done again no longer can. @param content see packChanges()
Result<DataChange> recordChange(Connection &writer, DataChange change, const QByteArray &content,
                                const QString &textBefore = {}, const QString &textAfter = {});
/// The same, and changes what `content` says: at once, or where that is much in turns from now on
/// (see MovingStep). Errors: Busy.
Result<DataChange> doStep(Connection &writer, const DataChange &change, const QByteArray &content);
/// Of what an import brought, as it is shown.
Result<void> recordImport(Connection &writer, qint64 importId, const QString &by);

} // namespace tunedesk
