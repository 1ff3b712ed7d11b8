#pragma once

#include "base/job_context.h"
#include "base/result.h"
#include "dataset/dialogue_chains.h"
#include "dataset/import_checks.h"
#include "dataset/near_duplicates.h"
#include "dataset/pair_reader.h"
#include "jobs/check_model.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <memory>
#include <optional>
#include <random>
#include <vector>

namespace tunedesk
{

class Project;

/// Compares the rows of a file with each other and with the pairs of a project, in one pass over
/// both: about 110 bytes of memory for each row and pair, and where the file has splits what
/// DialogueChains takes for those without a dialogue. One thread.
class FileChecks
{
public:
    static constexpr int kShownRows = 100; ///< of each check, beyond the first rows of the file
    static constexpr quint8 kTooLong = 0;
    static constexpr quint8 kUnknownLabel = fact::Rejected | fact::Labelled; ///< comes in without

    /// @param firstRows that are shown in any case
    FileChecks(const ImportChecking &made, const ImportRemedies &remedies, int firstRows);

    /// The project's pairs, and the model that counts lengths; before the first row.
    /// @param hasSplits rows of the file may have one
    /// @return false: stopped. Errors: Database, Disk, File.
    Result<bool> readProject(Project &project, const QString &fileName, bool hasSplits,
                             JobContext &job);
    /// What of a person stands in a pair; masked where that is the remedy.
    PersonalCounts personal(DialoguePair &pair) const;
    /// The next row of the file. @param facts of fact::Rejected, Duplicate and OtherLabel
    /// @param takesLabel its label will be that of the pair which it is a duplicate of
    Result<void> add(const PairReader::Row &row, quint8 facts, const PersonalCounts &personal,
                     bool takesLabel = false);
    /// The next row, which brings no pair: it changes one that is there.
    void skip();
    /// After the last row.
    void finish();

    const ImportFindings &findings() const { return m_findings; }
    qint64 rows() const { return qint64(m_facts.size()); }
    quint8 facts(qint64 row) const { return m_facts[std::size_t(row)]; }
    /// Whether rows and pairs that are the same but for case, blanks and signs are at odds.
    bool isContradicted(const DialoguePair &pair) const;
    /// Where a row goes whose dialogue is in two splits.
    std::optional<Split> splitOf(const DialoguePair &pair, qint64 row) const;

    /// What makes a row one that a check found.
    struct Relation {
        quint32 row = 0;
        quint8 fact = 0;  ///< of fact::, kTooLong or kUnknownLabel
        qint64 other = 0; ///< number of a pair; below 0: −1 − number of an earlier row; 0: none
        double likeness = 0; ///< of fact::Near
    };
    /// Of the first rows all, then kShownRows of each check. In no order.
    const std::vector<Relation> &relations() const { return m_relations; }

private:
    struct Sample {
        quint32 row;
        QString firstText, reply;
    };
    void relate(const Relation &relation);
    void relateRejected(quint32 row, const QString &about);
    /// Without a split it may link two that have one.
    void addToChains(const DialoguePair &pair, const SplitConflicts::Standing &standing,
                     bool isTelling);
    void sample(quint32 row, const DialoguePair &pair);
    void addAnswer(const DialoguePair &pair, quint32 row);
    void finishContradictions();
    void addDialoguesOfOtherFiles();
    void finishSplits();
    void finishLengths();

    ImportChecking m_made;
    ImportRemedies m_remedies;
    quint32 m_firstRows;
    ImportFindings m_findings;
    std::vector<quint8> m_facts;
    std::vector<Relation> m_relations;
    std::array<int, 256> m_shown{};    ///< relations beyond the first rows, by fact
    QHash<QString, int> m_shownFaults; ///< of rejected rows, by RejectedRow::about()

    NearDuplicates m_near;
    NearDuplicates::Pair m_pair;
    SharedKeys m_labels, m_scores;
    QSet<quint64> m_contradicted; ///< keys of those
    ScoreRange m_range;
    SplitConflicts m_splits;
    bool m_hasSplits = false;
    DialogueChains m_chains;                          ///< of what has no dialogue
    std::vector<SplitConflicts::Standing> m_ofChains; ///< by their ids
    std::vector<quint64> m_dialogues;                 ///< of each row, where splits are looked at
    QSet<quint64> m_splitDialogues;                   ///< that the file names, of rows with a split
    QHash<quint64, quint8> m_others; ///< that other files named → groups of the project's pairs
    std::optional<CheckModel> m_model;
    std::vector<Sample> m_sample;
    std::mt19937_64 m_random{1};
    qint64 m_rowsIn = 0;
};

} // namespace tunedesk
