#include "jobs/remembered_mapping.h"

#include "base/sha256.h"
#include "dataset/table_source.h"
#include "project/project.h"

#include <QJsonArray>
#include <QJsonObject>

namespace tunedesk
{

namespace
{
const QString kColumns = QStringLiteral("columns");
const QString kLabels = QStringLiteral("labels");
const QString kUnknown = QStringLiteral("unknown");
const QString kUnlabelled = QStringLiteral("unlabelled");
const QString kRefused = QStringLiteral("refused");

QString keyOf(const QStringList &columnNames)
{
    Sha256 hash;
    for (const QString &name : columnNames) {
        const QByteArray bytes = name.normalized(QString::NormalizationForm_C).toUtf8();
        hash.add(QByteArray::number(bytes.size()) + ':');
        hash.add(bytes);
    }
    return QStringLiteral("import.mapping.") + QString::fromLatin1(hash.result().left(16).toHex());
}

QJsonObject jsonOf(const RememberedMapping &mapping)
{
    QJsonArray columns;
    for (const PairColumn column : mapping.columns)
        columns << columnRoleName(column);
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

std::optional<RememberedMapping> mappingOf(const QJsonObject &json, qsizetype columnCount)
{
    RememberedMapping mapping;
    const QJsonArray columns = json.value(kColumns).toArray();
    if (columns.size() != columnCount)
        return std::nullopt;
    for (const QJsonValue &column : columns) {
        const auto role = columnFromRoleName(column.toString());
        if (!column.isString() || !role)
            return std::nullopt;
        mapping.columns << *role;
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
    const auto kept = project.settings().value(keyOf(columnNames));
    if (!kept)
        return kept.error();
    if (!*kept)
        return std::optional<RememberedMapping>();
    return mappingOf((*kept)->toObject(), columnNames.size());
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
    return project.settings().setValue(keyOf(format.columnNames), jsonOf(mapping));
}

} // namespace tunedesk
