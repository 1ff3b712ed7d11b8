#include "dataset/json_form.h"

#include "dataset/json_turns.h"
#include "dataset/pair_format_guess.h"
#include "dataset/pair_words.h"

#include <QCoreApplication>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};

constexpr qsizetype kMaxKeys = 2'000; ///< more than any table may have columns

bool holdsObjects(const JsonValue *list)
{
    return list && list->isList() && !list->values.empty() && list->values.front().isObject();
}

/// A text, or turns.
bool holdsReply(const JsonValue *value)
{
    return value && (value->isString() || value->isObject() || holdsObjects(value));
}

/// Whether labels stand beside who gave them, as older versions of doccano wrote them.
bool hasLabelsOfPeople(const JsonValue &record)
{
    const JsonValue *const annotations = record.find("annotations");
    if (!holdsObjects(annotations))
        return annotations && annotations->isList() && record.find("annotation_approver");
    const JsonValue &first = annotations->values.front();
    const JsonValue *const label = first.find("label");
    return label && !label->isNested() && first.find("user") && !first.find("start_offset");
}

bool isProdigyAnswer(const JsonValue *answer)
{
    return answer && answer->isString() &&
           (answer->text == "accept" || answer->text == "reject" || answer->text == "ignore");
}
} // namespace

TableRow::Problem noText(const QString &field, const JsonValue &value)
{
    return {.column = field,
            .reason = value.isList()
                          ? Text::tr("The field “%1” holds a list, not a text.").arg(field)
                          : Text::tr("The field “%1” holds an object, not a text.").arg(field)};
}

void JsonColumns::look(const JsonValue &object)
{
    for (std::size_t i = 0; i < object.keys.size() && m_names.size() < kMaxKeys; ++i) {
        const std::string &key = object.keys[i];
        const QString name = fromJsonText(key);
        if (object.values[i].isNested() && columnFromName(name) == PairColumn::LeaveOut)
            continue;
        if (!m_index.emplace(key, m_keys.size()).second)
            continue;
        m_keys.push_back(key);
        m_names << (name.isEmpty() ? Text::tr("Column %1").arg(m_names.size() + 1) : name);
    }
}

void JsonColumns::fill(const JsonValue &object, TableRow &row) const
{
    const qsizetype first = row.cells.size();
    row.cells.resize(first + m_names.size());
    for (std::size_t i = 0; i < object.keys.size(); ++i) {
        std::size_t column = i; // records mostly have the same keys
        if (i >= m_keys.size() || m_keys[i] != object.keys[i]) {
            const auto found = m_index.find(object.keys[i]);
            if (found == m_index.end())
                continue;
            column = found->second;
        }
        const JsonValue &value = object.values[i];
        QString &cell = row.cells[first + qsizetype(column)];
        if (!value.isNested()) {
            cell = value.toText();
            continue;
        }
        const QString &name = m_names[qsizetype(column)];
        const PairColumn meaning = columnFromName(name);
        const bool takesLines = meaning == PairColumn::Context || meaning == PairColumn::Note;
        if (meaning == PairColumn::Answers) { // read by answersFromText()
            cell = value.toJson();
            continue;
        }
        const auto lines = takesLines && value.isList() ? linesOf(value) : std::nullopt;
        if (lines) {
            cell = *lines;
            continue;
        }
        const TableRow::Problem problem = noText(name, value);
        if (meaning != PairColumn::LeaveOut) {
            row.problem = problem;
            return;
        }
        cell = value.toJson();
        row.failed.insert(first + qsizetype(column), problem.reason);
    }
}

bool JsonRowForm::look(JsonValue record)
{
    if (flatten(record))
        return false;
    m_columns.look(record);
    return true;
}

void JsonRowForm::take(JsonValue record, qint64)
{
    m_record = std::move(record);
    m_hasRow = true;
}

bool JsonRowForm::next(TableRow &row)
{
    if (!std::exchange(m_hasRow, false))
        return false;
    row.problem = flatten(m_record);
    if (!row.problem)
        m_columns.fill(m_record, row);
    return true;
}

QList<PairColumn> columnsBesideAnswers(const QStringList &names, QList<QStringList> rows)
{
    const qsizetype answers = names.indexOf(QLatin1String(kAnswersKey));
    for (QStringList &row : rows)
        if (answers >= 0 && answers < row.size())
            row[answers].clear();
    QList<PairColumn> columns = guessColumns(names, true, rows);
    for (qsizetype i = 0; i < columns.size(); ++i)
        if (columns[i] == PairColumn::Label && columnFromName(names[i]) != PairColumn::Label)
            columns[i] = PairColumn::LeaveOut;
    if (answers >= 0)
        columns[answers] = PairColumn::Answers;
    return columns;
}

QString jsonKindOf(const JsonValue &record)
{
    const JsonValue *const data = record.find("data");
    const bool isTask = record.findFirst({"annotations", "predictions"}) || record.keys.size() <= 2;
    if (data && data->isObject() && isTask)
        return QStringLiteral("label-studio");
    if (holdsReply(record.find("chosen")) && holdsReply(record.find("rejected")))
        return QStringLiteral("dpo");
    if (const JsonValue *const turns = record.find("messages"); holdsObjects(turns))
        return turns->values.front().find("from") ? QStringLiteral("sharegpt")
                                                  : QStringLiteral("openai");
    if (holdsObjects(record.findFirst({"conversations", "conversation"})))
        return QStringLiteral("sharegpt");
    if (record.find("annotator") && record.findFirst({"annotation_id", "lead_time"}))
        return QStringLiteral("label-studio");
    if (isProdigyAnswer(record.find("answer")))
        return QStringLiteral("prodigy");
    if (record.find("instruction") && record.find("output"))
        return QStringLiteral("alpaca");
    if (const JsonValue *const labels = record.findFirst({"label", "labels", "cats"});
        (labels && labels->isNested()) || hasLabelsOfPeople(record))
        return QStringLiteral("doccano");
    return QStringLiteral("json");
}

std::unique_ptr<JsonForm> makeJsonForm(const QString &kind, const QString &fileName)
{
    if (kind == QLatin1String("openai") || kind == QLatin1String("sharegpt"))
        return makeChatForm(fileName);
    if (kind == QLatin1String("alpaca"))
        return makeAlpacaForm();
    if (kind == QLatin1String("label-studio"))
        return makeLabelStudioForm();
    if (kind == QLatin1String("doccano"))
        return makeDoccanoForm();
    if (kind == QLatin1String("prodigy"))
        return makeProdigyForm();
    if (kind == QLatin1String("dpo"))
        return makePreferenceForm(fileName);
    return std::make_unique<JsonRowForm>();
}

} // namespace tunedesk
