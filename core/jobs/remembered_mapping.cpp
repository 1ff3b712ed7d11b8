#include "jobs/remembered_mapping.h"

#include "base/sha256.h"
#include "dataset/table_source.h"
#include "project/project.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <numeric>
#include <vector>

namespace tunedesk
{

namespace
{
const QString kColumns = QStringLiteral("columns");
const QString kLabels = QStringLiteral("labels");
const QString kUnknown = QStringLiteral("unknown");
const QString kUnlabelled = QStringLiteral("unlabelled");
const QString kRefused = QStringLiteral("refused");

/// Columns are kept in the order of their names, so that a file may have them in any.
struct SortedNames {
    explicit SortedNames(const QStringList &columnNames);
    QString key;
    std::vector<qsizetype> columns; ///< of the file, by name
};

SortedNames::SortedNames(const QStringList &columnNames) : columns(std::size_t(columnNames.size()))
{
    QList<QByteArray> names;
    for (const QString &name : columnNames)
        names << name.normalized(QString::NormalizationForm_C).toUtf8();
    std::iota(columns.begin(), columns.end(), 0);
    std::stable_sort(columns.begin(), columns.end(),
                     [&](qsizetype a, qsizetype b) { return names[a] < names[b]; });
    Sha256 hash;
    for (const qsizetype column : columns) {
        hash.add(QByteArray::number(names[column].size()) + ':');
        hash.add(names[column]);
    }
    key = QStringLiteral("import.mapping.") + QString::fromLatin1(hash.result().left(16).toHex());
}

QJsonObject jsonOf(const RememberedMapping &mapping, const SortedNames &names)
{
    QJsonArray columns;
    for (const qsizetype column : names.columns)
        columns << columnRoleName(mapping.columns[column]);
    QJsonObject json{{kColumns, columns}};
    QJsonObject labels;
    for (auto value = mapping.labelMeanings.begin(); value != mapping.labelMeanings.end(); ++value)
        labels.insert(value.key(), labelMeaningName(*value));
    if (!labels.isEmpty())
        json.insert(kLabels, labels);
    if (mapping.unknownLabels)
        json.insert(kUnknown,
                    *mapping.unknownLabels == UnknownLabels::Unlabelled ? kUnlabelled : kRefused);
    return json;
}

std::optional<RememberedMapping> mappingOf(const QJsonObject &json, const SortedNames &names)
{
    RememberedMapping mapping;
    const QJsonArray columns = json.value(kColumns).toArray();
    if (columns.size() != qsizetype(names.columns.size()))
        return std::nullopt;
    mapping.columns.resize(columns.size());
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const auto role = columnFromRoleName(columns[i].toString());
        if (!columns[i].isString() || !role)
            return std::nullopt;
        mapping.columns[names.columns[std::size_t(i)]] = *role;
    }
    const QJsonObject labels = json.value(kLabels).toObject();
    for (auto value = labels.begin(); value != labels.end(); ++value) {
        const auto meaning = labelMeaningFromName(value->toString());
        if (!meaning)
            return std::nullopt;
        mapping.labelMeanings.insert(value.key(), *meaning);
    }
    const QString unknown = json.value(kUnknown).toString();
    if (!unknown.isEmpty())
        mapping.unknownLabels =
            unknown == kUnlabelled ? UnknownLabels::Unlabelled : UnknownLabels::Refused;
    return mapping;
}
} // namespace

Result<std::optional<RememberedMapping>> recallMapping(Project &project,
                                                       const QStringList &columnNames)
{
    const SortedNames names(columnNames);
    const auto kept = project.settings().value(names.key);
    if (!kept)
        return kept.error();
    if (!*kept)
        return std::optional<RememberedMapping>();
    return mappingOf((*kept)->toObject(), names);
}

Result<void> rememberMapping(Project &project, const PairFormat &format,
                             const QList<PairColumn> &guessedColumns)
{
    if (!hasNamedColumns(format))
        return {};
    const RememberedMapping mapping{format.columns, format.labelMeanings, format.unknownLabels};
    const auto before = recallMapping(project, format.columnNames);
    if (!before)
        return before.error();
    const bool isAsKept =
        *before ? **before == mapping : mapping == RememberedMapping{guessedColumns, {}, {}};
    if (isAsKept)
        return {};
    const SortedNames names(format.columnNames);
    return project.settings().setValue(names.key, jsonOf(mapping, names));
}

} // namespace tunedesk
