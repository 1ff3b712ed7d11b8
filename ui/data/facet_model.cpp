#include "data/facet_model.h"

#include "data/issue_model.h"
#include "data/pair_table_model.h"

#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <iterator>

namespace tunedesk
{

FacetModel::FacetModel(QObject *parent) : QAbstractItemModel(parent)
{
    m_parts = {{Section::Label, {}},  {Section::Split, {}},  {Section::Import, {}},
               {Section::Checks, {}}, {Section::Bin, {{1}}}, {Section::Topic, {}}};
    using State = PairQuery::LabelState;
    for (const State state : {State::Appropriate, State::NotAppropriate, State::Unlabelled,
                              State::Disputed, State::Flagged})
        part(Section::Label).items.push_back({int(state)});
    for (const Split split : {Split::Train, Split::Validation, Split::Test, Split::Unassigned})
        part(Section::Split).items.push_back({int(split)});
}

void FacetModel::setImports(const std::vector<ImportRecord> &imports)
{
    m_imports = imports;
    std::vector<Item> items;
    for (auto record = imports.rbegin(); record != imports.rend(); ++record)
        if (!record->removed)
            items.push_back({record->id, record->pairs});
    std::sort(items.begin(), items.end(),
              [](const Item &a, const Item &b) { return a.key.toLongLong() > b.key.toLongLong(); });
    setItems(Section::Import, std::move(items));
}

void FacetModel::setItems(Section section, std::vector<Item> items)
{
    std::vector<Item> &old = part(section).items;
    for (Item &item : items)
        for (const Item &before : old)
            if (before.key == item.key)
                item.checked = before.checked;
    const bool sameKeys = std::equal(items.begin(), items.end(), old.begin(), old.end(),
                                     [](const Item &a, const Item &b) { return a.key == b.key; });
    if (sameKeys) {
        old = std::move(items);
        announce(section);
        return;
    }
    const QModelIndex parent = index(int(section), 0);
    if (!old.empty()) {
        beginRemoveRows(parent, 0, int(old.size()) - 1);
        old.clear();
        endRemoveRows();
    }
    if (!items.empty()) {
        beginInsertRows(parent, 0, int(items.size()) - 1);
        old = std::move(items);
        endInsertRows();
    }
}

void FacetModel::announce(Section section)
{
    const int rows = int(part(section).items.size());
    const QModelIndex parent = index(int(section), 0);
    Q_EMIT dataChanged(parent, parent);
    if (rows > 0)
        Q_EMIT dataChanged(index(0, 0, parent), index(rows - 1, 0, parent));
}

void FacetModel::setFacets(const PairFacets &facets)
{
    for (const Section section : {Section::Label, Section::Split}) {
        const QMap<int, int> &counts = section == Section::Label ? facets.labels : facets.splits;
        for (Item &item : part(section).items)
            item.count = counts.value(item.key.toInt());
        announce(section);
    }
    for (Item &item : part(Section::Import).items)
        item.count = facets.imports.value(item.key.toLongLong());
    announce(Section::Import);

    part(Section::Bin).items.front().count = facets.bin;
    announce(Section::Bin);

    std::vector<Item> topics;
    for (auto it = facets.groups.begin(); it != facets.groups.end(); ++it)
        if (!it.key().isEmpty())
            topics.push_back({it.key(), it.value()});
    for (const Item &item : part(Section::Topic).items)
        if (item.checked && !facets.groups.contains(item.key.toString()))
            topics.push_back({item.key, 0, true});
    std::sort(topics.begin(), topics.end(), [](const Item &a, const Item &b) {
        return QString::localeAwareCompare(a.key.toString(), b.key.toString()) < 0;
    });
    setItems(Section::Topic, std::move(topics));
}

void FacetModel::setChecks(const std::array<QList<qint64>, kIssueKinds> &pairsOf)
{
    m_checkPairs.clear();
    std::vector<Item> items;
    for (int kind = 0; kind < kIssueKinds; ++kind)
        if (const QList<qint64> &pairs = pairsOf[std::size_t(kind)]; !pairs.isEmpty()) {
            m_checkPairs.insert(kind, pairs);
            items.push_back({kind, int(pairs.size())});
        }
    setItems(Section::Checks, std::move(items));
}

std::vector<FacetModel::Check> FacetModel::checks() const
{
    std::vector<Check> checks;
    for (const Item &item : part(Section::Checks).items)
        checks.push_back({item.key.toInt(), m_checkPairs.value(item.key.toInt())});
    return checks;
}

void FacetModel::setCheckCounts(const std::vector<int> &counts, int all)
{
    std::vector<Item> &items = part(Section::Checks).items;
    if (counts.size() != items.size()) // of a check before
        return;
    for (std::size_t i = 0; i < items.size(); ++i)
        items[i].count = counts[i];
    m_checkable = all;
    announce(Section::Checks);
}

std::optional<QList<qint64>> FacetModel::checkedPairs() const
{
    std::optional<QList<qint64>> checked;
    for (const Item &item : part(Section::Checks).items) {
        if (!item.checked)
            continue;
        const QList<qint64> pairs = m_checkPairs.value(item.key.toInt());
        if (!checked) {
            checked = pairs;
            continue;
        }
        QList<qint64> both;
        both.reserve(checked->size() + pairs.size());
        std::set_union(checked->cbegin(), checked->cend(), pairs.cbegin(), pairs.cend(),
                       std::back_inserter(both));
        checked = both;
    }
    return checked;
}

void FacetModel::applyTo(PairQuery &query) const
{
    query.labels.clear();
    query.splits.clear();
    query.imports.clear();
    query.groups.clear();
    query.bin = false;
    query.numbers = checkedPairs();
    for (const Part &part : m_parts) {
        for (const Item &item : part.items) {
            if (!item.checked)
                continue;
            switch (part.section) {
            case Section::Label:
                query.labels << PairQuery::LabelState(item.key.toInt());
                break;
            case Section::Split:
                query.splits << Split(item.key.toInt());
                break;
            case Section::Import:
                query.imports << item.key.toLongLong();
                break;
            case Section::Topic:
                query.groups << item.key.toString();
                break;
            case Section::Bin:
                query.bin = true;
                break;
            case Section::Checks:
                break;
            }
        }
    }
}

void FacetModel::setChecked(const PairQuery &query)
{
    std::vector<Item> topics = part(Section::Topic).items;
    for (const QString &topic : query.groups)
        if (std::none_of(topics.begin(), topics.end(),
                         [&topic](const Item &item) { return item.key == topic; }))
            topics.push_back({topic});
    setItems(Section::Topic, std::move(topics));
    for (Part &part : m_parts) {
        for (Item &item : part.items) {
            switch (part.section) {
            case Section::Label:
                item.checked = query.labels.contains(PairQuery::LabelState(item.key.toInt()));
                break;
            case Section::Split:
                item.checked = query.splits.contains(Split(item.key.toInt()));
                break;
            case Section::Import:
                item.checked = query.imports.contains(item.key.toLongLong());
                break;
            case Section::Topic:
                item.checked = query.groups.contains(item.key.toString());
                break;
            case Section::Bin:
                item.checked = query.bin;
                break;
            case Section::Checks:
                item.checked = false;
                break;
            }
        }
        announce(part.section);
    }
}

int FacetModel::checkedCount() const
{
    int count = 0;
    for (const Part &part : m_parts)
        count += checkedCount(part.section);
    return count;
}

QStringList FacetModel::checkedNames() const
{
    QStringList names;
    for (const Part &part : m_parts)
        for (const Item &item : part.items)
            if (item.checked && part.section != Section::Checks)
                names << itemName(part, item);
    return names;
}

int FacetModel::checkedCount(Section section) const
{
    const auto &items = part(section).items;
    return int(
        std::count_if(items.begin(), items.end(), [](const Item &item) { return item.checked; }));
}

void FacetModel::clear(Section section)
{
    for (Item &item : part(section).items)
        item.checked = false;
    announce(section);
    Q_EMIT filterChanged();
}

void FacetModel::checkOnly(PairQuery::LabelState state)
{
    const auto isIt = [state](const Item &item) { return item.key.toInt() == int(state); };
    std::vector<Item> &items = part(Section::Label).items;
    const bool isAlone = std::all_of(items.begin(), items.end(),
                                     [&](const Item &item) { return item.checked == isIt(item); });
    for (Item &item : items)
        item.checked = !isAlone && isIt(item);
    announce(Section::Label);
    Q_EMIT filterChanged();
}

void FacetModel::clearAll()
{
    setChecked({});
    Q_EMIT filterChanged();
}

void FacetModel::retranslate()
{
    for (const Part &part : m_parts)
        announce(part.section);
}

QString FacetModel::sectionName(Section section) const
{
    switch (section) {
    case Section::Label:
        return tr("Label", "facet");
    case Section::Split:
        return tr("Split", "facet");
    case Section::Import:
        return tr("Import", "facet");
    case Section::Topic:
        return tr("Topic", "facet");
    case Section::Checks:
        return tr("Checks", "facet");
    case Section::Bin:
        return tr("Bin", "facet");
    }
    Q_UNREACHABLE();
}

QString FacetModel::itemName(const Part &part, const Item &item) const
{
    switch (part.section) {
    case Section::Label:
        switch (PairQuery::LabelState(item.key.toInt())) {
        case PairQuery::LabelState::Appropriate:
            return tr("Appropriate");
        case PairQuery::LabelState::NotAppropriate:
            return tr("Not appropriate");
        case PairQuery::LabelState::Unlabelled:
            return tr("Not labelled");
        case PairQuery::LabelState::Disputed:
            return tr("Disagreement");
        case PairQuery::LabelState::Flagged:
            return tr("Flagged");
        }
        break;
    case Section::Split:
        return Split(item.key.toInt()) == Split::Unassigned ? tr("Not fixed")
                                                            : splitText(Split(item.key.toInt()));
    case Section::Import:
        for (const ImportRecord &record : m_imports)
            if (record.id == item.key.toLongLong())
                return QFileInfo(record.file).completeBaseName();
        break;
    case Section::Topic:
        return item.key.toString();
    case Section::Bin:
        return tr("Removed pairs");
    case Section::Checks:
        return IssueModel::kindText(PairIssue::Kind(item.key.toInt()));
    }
    return {};
}

QModelIndex FacetModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) : sectionId);
}

QModelIndex FacetModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == sectionId)
        return {};
    return createIndex(int(index.internalId()), 0, sectionId);
}

int FacetModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_parts.size());
    if (parent.internalId() != sectionId || parent.column() != 0)
        return 0;
    return int(m_parts[std::size_t(parent.row())].items.size());
}

int FacetModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant FacetModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (index.internalId() == sectionId) {
        const Part &part = m_parts[std::size_t(index.row())];
        if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
            return sectionName(part.section);
        if (role == SectionRole)
            return int(part.section);
        return role == IsSectionRole ? QVariant(true) : QVariant();
    }
    const Part &part = m_parts[std::size_t(index.internalId())];
    const Item &item = part.items[std::size_t(index.row())];
    int all = 0;
    switch (role) {
    case Qt::DisplayRole:
        return itemName(part, item);
    case Qt::ToolTipRole:
        return itemName(part, item);
    case Qt::AccessibleTextRole:
        return tr("%1, %Ln pairs", nullptr, item.count).arg(itemName(part, item));
    case Qt::CheckStateRole:
        return item.checked ? Qt::Checked : Qt::Unchecked;
    case CountRole:
        return item.count;
    case ShareRole:
        if (part.section == Section::Bin)
            return 0.0; // of what is shown it is no share
        if (part.section == Section::Checks) // of all: a pair may have many problems or none
            return m_checkable > 0 ? std::min(1.0, double(item.count) / m_checkable) : 0.0;
        for (const Item &other : part.items)
            all += other.count;
        return all > 0 ? double(item.count) / all : 0.0;
    case SectionRole:
        return int(part.section);
    case IsSectionRole:
        return false;
    case ToneRole:
        if (part.section == Section::Label &&
            item.key.toInt() == int(PairQuery::LabelState::Appropriate))
            return 1;
        if (part.section == Section::Label &&
            item.key.toInt() == int(PairQuery::LabelState::NotAppropriate))
            return 0;
        return -1;
    default:
        return {};
    }
}

bool FacetModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid() || index.internalId() == sectionId)
        return false;
    Item &item = m_parts[std::size_t(index.internalId())].items[std::size_t(index.row())];
    const bool checked = value.toInt() == Qt::Checked;
    if (item.checked == checked)
        return true;
    item.checked = checked;
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT filterChanged();
    return true;
}

Qt::ItemFlags FacetModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (index.internalId() != sectionId)
        flags |= Qt::ItemIsUserCheckable | Qt::ItemNeverHasChildren;
    return flags;
}

} // namespace tunedesk
