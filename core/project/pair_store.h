#pragma once

#include "base/result.h"
#include "domain/dialogue_pair.h"

#include <QByteArray>
#include <QHash>
#include <QMap>
#include <QString>
#include <QStringList>

#include <array>
#include <optional>
#include <vector>

namespace tunedesk
{

class Connection;
struct NewPair;

/// One import as the project remembers it.
struct ImportRecord {
    qint64 id = 0;
    QString file; ///< name without folder
    QString path;
    qint64 atMs = 0; ///< UTC
    int pairs = 0;
    bool removed = false;
};

/// Which pairs, in which order. An empty query is all pairs in the order of their number.
struct PairQuery {
    /// words = all of them; "…" a phrase; -word without; q: or a: one side. Under 3 letters goes to
    /// LIKE.
    QString search;
    enum class LabelState { Appropriate, NotAppropriate, Unlabelled, Disputed, Flagged };
    QList<LabelState> labels; ///< any of them; empty: all
    QList<Split> splits;
    QList<qint64> imports;
    QStringList groups;
    std::optional<QString> dialogue;
    std::optional<QList<qint64>> numbers; ///< these pairs only
    bool bin = false;                     ///< the removed pairs instead of those that are shown
    /// Judgement: of RunStore::judging(). By it and by score, pairs without one always come last.
    enum class Order {
        Number,
        Newest,
        Question,
        Reply,
        LabelValue,
        SplitName,
        Group,
        Judgement,
        Score
    };
    Order order = Order::Number;
    bool descending = false;
    bool operator==(const PairQuery &) const = default;
};

/// Numbers for the facets and the statistics row.
struct PairFacets {
    QMap<int, int> labels;     ///< by PairQuery::LabelState
    QMap<int, int> splits;     ///< by Split
    QMap<qint64, int> imports; ///< by import id
    QMap<QString, int> groups;
    int bin = 0; ///< pairs in the bin under all the other filters
};

struct PairStatistics {
    int pairs = 0, labelled = 0, positive = 0, negative = 0, disputed = 0, scored = 0;
    int annotators = 0;
    QList<int>
        replyWords; ///< histogram: pairs whose reply has [10 i, 10 i + 10) words, last one open
    int medianReplyWords = 0, longestReplyWords = 0;
    QList<int> labelsPerDay; ///< the last 14 days, oldest first, imported ones left out
    /// Agreement over pairs that ≥ 2 people labelled; NaN where there are none.
    int comparedPairs = 0;
    double agreementPercent = 0, kappa = 0, alpha = 0;
};

/// Pairs of a project. Reading: the thread of its Project. Writing: see Project.
class PairStore
{
public:
    explicit PairStore(Connection &connection) : m_connection(connection) {}

    Result<std::optional<DialoguePair>> find(qint64 id) const;
    Result<std::vector<DialoguePair>> find(const QList<qint64> &ids) const; ///< in the order asked
    /// Those of them that are shown, in the order asked; others are left out.
    Result<std::vector<DialoguePair>> findShown(const QList<qint64> &ids) const;
    /// In which split they stand: where that is not the one that they were given, their dialogue
    /// goes there whole. Filters, facets and the order by split go by it.
    Result<QHash<qint64, Split>> dealtSplits(const QList<qint64> &ids) const;
    /// All pairs that stand in another split than they were given, and in which.
    Result<QHash<qint64, Split>> following() const;
    /// When they were last changed, see changed_times.h; those that aren't there are left out.
    Result<QHash<qint64, qint64>> changedTimes(const QList<qint64> &ids) const;
    Result<int> count(const PairQuery &query = {}) const;
    /// Rows [offset, offset + limit) of the query's order.
    Result<std::vector<DialoguePair>> page(const PairQuery &query, qint64 offset, int limit) const;
    /// Ids of the query's order, at most `limit` (0: all).
    Result<std::vector<qint64>> ids(const PairQuery &query, int limit = 0) const;
    /// Each facet counted under all the other filters.
    Result<PairFacets> facets(const PairQuery &query) const;
    Result<PairStatistics> statistics() const;
    Result<std::vector<ImportRecord>> imports() const;
    /// 16 bytes that are equal for the same pair (see DialoguePair).
    static QByteArray contentHash(const DialoguePair &pair);
    /// Which of these pairs stand in the project, so that adding them would skip them.
    Result<std::vector<bool>> contains(const std::vector<QByteArray> &contentHashes) const;

    struct KnownPair {
        qint64 id = 0; ///< 0: it doesn't stand in the project
        std::optional<int> label;
    };
    /// The same with what they are there.
    Result<std::vector<KnownPair>> known(const std::vector<QByteArray> &contentHashes) const;
    /// Content hashes of the pairs in the bin, sorted. A million: 16 MB.
    using Content = std::array<char, 16>;
    Result<std::vector<Content>> binContents() const;

    Result<bool> hasDialogue(const QString &dialogue) const; ///< also of pairs in the bin
    struct DialoguePlace {
        QString dialogue;
        bool isLast = false; ///< no shown pair of it has a longer context
        bool hasContext = false;
    };
    /// Of a pair that is shown.
    Result<DialoguePlace> placeInDialogue(qint64 id) const;

    Result<bool> hasTestSet() const; ///< shown pairs were given Test
    struct DialogueStanding {
        bool isTested = false;    ///< a pair of it was given Test
        bool isElsewhere = false; ///< shown pairs have another split by the word of other files
        int followers = 0; ///< shown pairs outside the test set that would come to it: see below
    };
    /// How the pairs of a dialogue stand, and what it would do if `file` set one of it aside for
    /// testing.
    /// @param dialogue not empty   @param file name, as DialoguePair::originFile
    Result<DialogueStanding> standing(const QString &dialogue, const QString &file) const;
    /// See set_aside.h.
    Result<QSet<quint64>> setAsideDialogues() const;
    /// All pairs, one part after the other: at most `limit` with a higher number than `id`, in
    /// their order.
    Result<std::vector<DialoguePair>> after(qint64 id, int limit) const;

    struct AddResult {
        int added = 0;
        int duplicates = 0;                     ///< stood in the project, or twice in the rows
        std::vector<std::size_t> duplicateRows; ///< which of `rows`
    };
    Result<qint64> beginImport(const QString &path);
    /// Adds rows under an import; the same pair (see DialoguePair) is skipped. A row's label or
    /// score becomes an answer of `annotator` in the label history.
    Result<AddResult> add(qint64 importId, const std::vector<DialoguePair> &rows,
                          const QString &annotator);
    static AddResult addResult(const std::vector<NewPair> &pairs); ///< that were added
    /// Each a step of the history, without a name: see ChangeLog, which has the same for people.
    Result<void> setImportRemoved(qint64 importId, bool removed);
    Result<void> setRemoved(const QList<qint64> &ids, bool removed);
    Result<void> setFlagged(const QList<qint64> &ids, bool flagged);
    Result<void> setSplit(const QList<qint64> &ids, Split split);
    Result<void> setNote(qint64 id, const QString &note);

private:
    Connection &m_connection;
};

} // namespace tunedesk
