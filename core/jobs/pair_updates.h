#pragma once

#include "base/result.h"
#include "dataset/import_checks.h"
#include "dataset/pair_reader.h"
#include "dataset/text_spill.h"
#include "project/change_log.h"
#include "project/pair_store.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <vector>

namespace tunedesk
{

class Project;

/// What an import does with a row.
enum class RowFate {
    New,
    Unchanged, ///< its pair is there and says the same
    Updated,   ///< its pair is there and gets what the row says otherwise
    OtherText, ///< its texts were edited, and a pair's never change: a new pair
    Twin,      ///< its id stood in an earlier row with the same texts
};

struct UpdateCounts {
    int updated = 0; ///< with the pairs of duplicates that bring an answer
    int unchanged = 0;
    UpdatedFields fields; ///< of the updated
    int takenBack = 0;    ///< answers of others that counted and say otherwise than edited rows
    int otherTexts = 0;   ///< of the new ones: rows whose texts were edited
    int keptLabels = 0;   ///< pairs that keep their label though it is gone from the row
    int keptTests = 0;    ///< pairs that stay in the test set though the row has another split
    int toTest = 0;       ///< pairs that come to the test set with the dialogue that their row has
    int unknownIds = 0;   ///< rows of an export without an id of this project
    int otherLabels = 0;  ///< duplicates with another label than the pair that is there
};

/// Compares rows that were exported from this project with the pairs that they are of. A column
/// that the file lacks says nothing: texts are the pair's then. Note, topic, dialogue and split are
/// the row's, but nothing leaves the test set and a split that is empty says nothing; an emptied
/// label changes nothing; an edited label or score becomes a new answer of the person who imports,
/// which settles the pair: answers of others that say otherwise are taken back, but for a score
/// beside an edited label or a label beside an edited score. Answers of others that this project
/// doesn't have come to the history. Whether a label was edited is seen by the answers beside it,
/// so that what was labelled here since the export stays. What is written, and in which split a
/// pair of another dialogue then stands, is ChangeLog::update(). One thread, that of its Project.
class PairUpdates
{
public:
    using OtherLabel = ImportRemedies::OtherLabel;
    /// @param person whose answers edited labels become
    /// @param otherLabel what takeDuplicates() does with labels that differ from their pairs'
    static Result<PairUpdates> begin(Project &project, const PairFormat &format,
                                     const QString &person,
                                     OtherLabel otherLabel = OtherLabel::Keep);

    /// What becomes of each of the rows, in their order; rejected ones are New. Rows of no pair are
    /// rejected where the file lacks a column of texts. Where the texts were edited, answers that
    /// were given about the old ones are taken off the row. A pair of another copy of this project,
    /// which by its id could be one of this one, is a pair of its own, with its answers. A row that
    /// comes in anew gets the split Test where its pair, or an earlier row's pair of its dialogue,
    /// is tested: an export numbers no dialogues anew.
    Result<std::vector<RowFate>> take(std::vector<PairReader::Row> &rows);
    /// The change of the last taken row `i`; empty unless it is Updated.
    const PairChange &changeOf(std::size_t i) const { return m_lastChanges[i]; }

    /// Rows that are duplicates of pairs bring them answers: of a person who is named, where that
    /// person has said nothing of the pair; of nobody by name, where the pair has no label. With
    /// OtherLabel::TakeFile the first label or score of the rows counts where a pair of the project
    /// has another, or answers at odds: it becomes an answer of the person who imports, as an
    /// edited one does; answers of people whom the row names take the place of their own alone.
    /// Those of new pairs of the same file wait for takeDuplicatesOf(), in 16 MB of memory and a
    /// temporary file. Errors: Database, Disk, File.
    /// @param annotator that was named for the file; empty: nobody
    Result<void> takeDuplicates(const std::vector<const DialoguePair *> &rows,
                                const QString &annotator);
    /// The pair's label, or the first one that a duplicate brings it.
    std::optional<int> labelOf(const PairStore::KnownPair &pair) const;
    /// takeDuplicates() of rows that waited, once the new pairs are there. In a transaction under
    /// way.
    Result<void> takeDuplicatesOf(Project &writer);

    /// Rows that were OtherText have come in, and are no duplicates of other pairs.
    void countOtherTexts(int rows) { m_counts.otherTexts += rows; }
    const UpdateCounts &counts() const { return m_counts; }
    std::vector<PairChange> takeChanges() { return std::move(m_changes); }

private:
    PairUpdates(Project &project, const PairFormat &format, QString person, QString identity,
                OtherLabel otherLabel);
    Result<PairChange> changeFor(const DialoguePair &row, const DialoguePair &pair, Split dealt);
    bool has(PairColumn column) const { return m_columns.contains(column); }
    struct Duplicate {
        QByteArray hash;
        std::optional<int> label;
        std::optional<double> score; ///< not of one that waits, as the next
        bool isOfPeople = false;     ///< the row names who gave its answers
        std::vector<Label> answers;  ///< that it may bring; without a name: of nobody by name
    };
    /// @param isOfFile the pair came in with the same file
    Result<void> takeDuplicate(Project &project, const PairStore::KnownPair &pair,
                               const Duplicate &duplicate, bool isOfFile);
    void settle(PairChange &change, const std::vector<Label> &history, std::optional<int> label,
                std::optional<double> score, const std::vector<Label> *ofRow);
    void addAbsentTexts(DialoguePair &row, const DialoguePair &pair) const;
    void reject(PairReader::Row &row, const QString &reason) const;
    RowFate takeOfNone(PairReader::Row &row, const QString &check, bool isOfCopy);
    void makeNew(DialoguePair &row, Split dealt);
    void keepApart(DialoguePair &row, Split dealt) const;

    Project *m_project;
    QList<PairColumn> m_columns;
    bool m_hasSplit; ///< a column or a choice for all rows
    QString m_idColumn;
    QString m_person, m_identity;
    OtherLabel m_otherLabel;
    qint64 m_atMs;
    QSet<qint64> m_seen;
    QSet<qint64> m_edited;           ///< of those, pairs that a row changes
    QSet<QString> m_testedDialogues; ///< of pairs that rows are of
    UpdateCounts m_counts;
    std::vector<PairChange> m_changes, m_lastChanges;
    bool isFirstOf(const QByteArray &hash, const QString &annotator);
    Result<void> putAside(const std::vector<Duplicate> &duplicates);
    TextSpill m_waiting;                         ///< duplicates of new pairs, in blocks
    std::vector<qsizetype> m_waitingBlocks;      ///< their bytes
    QSet<std::pair<quint64, quint64>> m_brought; ///< hashes of texts and person, of duplicates
    QSet<std::pair<qint64, QString>> m_answered; ///< by duplicates: pair and person
    QHash<qint64, int> m_broughtLabels;          ///< by pair
    QSet<qint64> m_compared; ///< pairs whose label a duplicate had or took the place of
};

} // namespace tunedesk
