#pragma once

#include "project/pair_store.h"

#include <QAbstractItemModel>
#include <QString>

#include <vector>

namespace tunedesk
{

/// The filters beside the table: sections (label, split, import, bin, topic) with one checkable row
/// for each value. The bin's shows the removed pairs instead of the others. Counts follow the other filters. Window thread.
class FacetModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum class Section { Label, Split, Import, Bin, Topic };
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
    /// Puts the checked values into a query; search and order stay.
    void applyTo(PairQuery &query) const;
    /// Checks what the query says; a topic that isn't among the rows yet becomes one. No signal.
    void setChecked(const PairQuery &query);
    int checkedCount() const;
    QStringList checkedNames() const; ///< as they stand in the rows
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
        QVariant key; ///< int of the state or split, id of the import, name of the topic, 1 the bin
        int count = 0;
        bool checked = false;
    };
    struct Part {
        Section section;
        std::vector<Item> items;
    };
    static constexpr quintptr sectionId = ~quintptr(0);

    QString itemName(const Part &part, const Item &item) const;
    void setItems(std::size_t part, std::vector<Item> items);
    void announce(std::size_t part);

    std::vector<Part> m_parts;
    std::vector<ImportRecord> m_imports;
};

} // namespace tunedesk
