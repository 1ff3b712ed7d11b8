#pragma once

#include "data/pair_texts.h"
#include "project/pair_store.h"
#include "shell/project_reader.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

#include <functional>
#include <optional>
#include <vector>

namespace tunedesk
{

/// The pairs that a query finds, read in windows of 512 rows while the table scrolls. Asking for a
/// row that is not there yet gives an empty one and fetches it. Window thread.
class PairTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        Number,
        Pair,
        LabelColumn,
        SplitColumn,
        Topic,
        Context,
        File,
        People,
        Judgement, ///< of the run that m_judge is
        Score,
        Flags,
        Changed,
        ColumnCount
    };
    enum Role {
        PairRole = Qt::UserRole + 1, ///< QVariant of DialoguePair; invalid while it is being read
        IdRole,                      ///< 0 while it is being read
        ShareRole, ///< of Judgement: how far it is from the lowest to the highest, 0 to 1; else
                   ///< none
    };
    static constexpr int windowRows = 512;

    /// @param addedRows at most, in one turn of the window's events
    explicit PairTableModel(QObject *parent = nullptr, int addedRows = 250'000);

    /// Null: no project. The reader must outlive the model's use of it.
    void setReader(ProjectReader *reader);
    /// Asks anew; rows change once the first of them are read, and are counted afterwards.
    void setQuery(const PairQuery &query);
    const PairQuery &query() const { return m_query; }
    /// The same question again after the project changed; rows stay where they are.
    void refresh();
    /// After a run ended or was removed: another may judge the pairs now.
    void lookForJudge();
    /// When pairs were changed is read only while somebody looks: it takes the whole history.
    void setReadsChanged(bool reads);
    bool readsChanged() const { return m_readsChanged; }

    const DialoguePair *pairAt(int row) const; ///< null while it is being read; never fetches
    Split splitAt(int row) const;              ///< in which it stands, see PairStore::dealtSplits()
    std::optional<double> judgementAt(int row) const; ///< none: not judged, or being read
    qint64 changedAt(int row) const; ///< UTC, milliseconds; 0: not read, see setReadsChanged()
    bool isLoading() const { return m_isCounting; }
    /// The first rows are there and are not all: the others come once they are counted.
    bool isGrowing() const { return m_isGrowing; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;
    /// Orders in SQL; columns without an order are left alone.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    static std::optional<PairQuery::Order> orderOf(int column);
    static int columnOf(PairQuery::Order order); ///< Number where no column has that order

Q_SIGNALS:
    void loadingChanged();
    /// The query's rows: `count` of them, or while isLoading() so many at least.
    void counted(int count);
    /// What was read again has other pairs in some rows than before.
    void pairsMoved();
    void failed(const tunedesk::Error &error);

private:
    void count(bool keepRows);
    void reset(int count);
    void fetch(int window) const;
    struct Window {
        std::vector<DialoguePair> pairs;
        QHash<qint64, Split> dealt;
        QHash<qint64, double> judgements;
        QHash<qint64, qint64> changed; ///< UTC, milliseconds
    };
    std::function<Result<Window>(Project &)> readingOf(int window) const;
    void readShownAgain();
    QString cellText(const DialoguePair &pair, const QModelIndex &index) const;
    QString rowText(const DialoguePair &pair, int row) const;
    void store(int window, Window rows);
    void grow(int count, const ReadToken &token);

    ProjectReader *m_reader = nullptr;
    const int m_addedRows;
    PairQuery m_query;
    int m_count = 0;
    bool m_isCounting = false, m_isGrowing = false;
    bool m_readsChanged = false;
    std::optional<JudgingRun> m_judge;
    QHash<int, Window> m_windows;
    QList<int> m_recent; ///< windows, the last used at the end
    mutable QSet<int> m_asked;
    ReadToken m_countToken, m_judgeToken;
    ReadToken m_windowToken; ///< one number for all windows of a query
};

} // namespace tunedesk

Q_DECLARE_METATYPE(tunedesk::DialoguePair)
