#pragma once

#include "jobs/check_pairs.h"
#include "project/pair_store.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace tunedesk
{

/// The filters beside the table: sections (label, split, import, checks, bin, topic) with one
/// checkable row for each value. The bin's shows the removed pairs instead of the others; the
/// checks' are the kinds of problems that the last check found. Counts follow the other filters.
/// Window thread.
class FacetModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum class Section { Label, Split, Import, Checks, Bin, Topic };
    enum Role {
        CountRole = Qt::UserRole + 1,
        ShareRole,   ///< 0 to 1 of all pairs that the section counts
        SectionRole, ///< int of Section
        ToneRole,    ///< 1 appropriate, 0 not, -1 any other
        IsSectionRole,
    };

    explicit FacetModel(QObject *parent = nullptr);

    void setImports(const std::vector<ImportRecord> &imports);
    void setFacets(const PairFacets &facets);
    /// What a check found, by PairIssue::Kind: a kind without pairs has no row. Checked kinds stay
    /// so. No signal.
    void setChecks(const std::array<QList<qint64>, kIssueKinds> &pairsOf);
    struct Check {
        int kind = 0; ///< PairIssue::Kind
        QList<qint64> pairs;
    };
    std::vector<Check> checks() const; ///< in the order of their rows
    /// @param counts of the kinds, in that order, under all other filters   @param all pairs there
    void setCheckCounts(const std::vector<int> &counts, int all);
    /// The pairs of the checked kinds; nothing: none is checked.
    std::optional<QList<qint64>> checkedPairs() const;
    /// Puts the checked values into a query; search and order stay.
    void applyTo(PairQuery &query) const;
    /// Checks what the query says; a topic that isn't among the rows yet becomes one. No check is
    /// checked afterwards: a query has its pairs, not its kind. No signal.
    void setChecked(const PairQuery &query);
    int checkedCount() const;
    /// This state alone among the labels, or none where it is alone already.
    void checkOnly(PairQuery::LabelState state);
    QStringList checkedNames() const; ///< as they stand in the rows, without the checks
    int checkedCount(Section section) const;
    QString sectionName(Section section) const;
    void clear(Section section);
    void clearAll();
    void retranslate();

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// A person checked or unchecked something.
    void filterChanged();

private:
    struct Item {
        QVariant key; ///< int of the state, split or check, id of the import, the topic, 1 the bin
        int count = 0;
        bool checked = false;
    };
    struct Part {
        Section section;
        std::vector<Item> items;
    };
    static constexpr quintptr sectionId = ~quintptr(0);

    QString itemName(const Part &part, const Item &item) const;
    Part &part(Section section) { return m_parts[std::size_t(section)]; }
    const Part &part(Section section) const { return m_parts[std::size_t(section)]; }
    void setItems(Section section, std::vector<Item> items);
    void announce(Section section);

    std::vector<Part> m_parts;
    std::vector<ImportRecord> m_imports;
    QHash<int, QList<qint64>> m_checkPairs;
    int m_checkable = 0; ///< pairs among which the checks' are counted
};

} // namespace tunedesk
