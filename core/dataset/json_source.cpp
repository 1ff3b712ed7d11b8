#include "dataset/json_source.h"

#include "dataset/json_file.h"
#include "dataset/json_form.h"
#include "dataset/json_keys.h"
#include "dataset/pair_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <deque>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};

constexpr qsizetype kMaxColumns = 1024;

class JsonSource : public TableSource
{
public:
    explicit JsonSource(TextFile text) : m_file(std::move(text)) {}

    Result<void> begin(PairFormat &format);
    QStringList columnNames() const override { return m_form->columnNames(); }
    QList<PairColumn> knownColumns() const override { return m_form->knownColumns(m_firstRows); }
    QList<QStringList> firstRows() const override { return m_firstRows; }
    void readLabelsWith(LabelColumn *labels) override { m_form->readLabelsWith(labels); }
    const LabelValues *firstLabels() const override { return &m_looked.values(); }
    Result<bool> next(TableRow &row) override;
    qint64 position() const override { return m_file.text().position(); }
    qint64 size() const override { return m_file.text().size(); }

private:
    struct Parsed {
        JsonRecord record;
        JsonValue value;
        std::optional<JsonFault> fault; ///< for which the record alone is left out
    };
    Result<bool> read(Parsed &parsed);
    Result<void> lookAhead();
    QString foundKind() const;
    bool isKnownForm(const QString &kind) const;
    Result<void> takeFirstRows();
    void findLaterColumns(JsonKeys keys);
    Error unknownForm() const;
    Error noColumns();
    QString reasonOf(const Parsed &parsed) const;

    JsonFile m_file;
    std::deque<Parsed> m_ahead; ///< read at opening
    bool m_isWhole = false;     ///< m_ahead is all there is
    std::unique_ptr<JsonForm> m_form;
    QList<QStringList> m_firstRows;
    /// Reads labels while the columns are looked for: what nobody knows yet is no reason to find
    /// none.
    LabelColumn m_looked{{}, UnknownLabels::Unlabelled, NumberScale::TwoLabels};
    Parsed m_now;
};

/// Whether a file with this fault can be read on behind the record.
bool isOfRecordOnly(JsonFault::Kind kind, JsonLayout layout)
{
    switch (kind) {
    case JsonFault::Kind::Broken:
    case JsonFault::Kind::TooDeep:
        return layout == JsonLayout::Lines;
    case JsonFault::Kind::TwinKey:
    case JsonFault::Kind::LoneSurrogate:
    case JsonFault::Kind::TooMany:
        return true;
    case JsonFault::Kind::NotUtf8: // as JsonFile says
        break;
    }
    return false;
}

Result<bool> JsonSource::read(Parsed &parsed)
{
    const auto more = m_file.next(parsed.record);
    if (!more || !*more)
        return more;
    parsed.fault =
        parseJson(parsed.record.text, m_file.levels(), parsed.record.place.column, parsed.value);
    if (!parsed.fault)
        return true;
    const bool isLeftOut = parsed.fault->kind == JsonFault::Kind::NotUtf8
                               ? m_file.leavesOut(parsed.record)
                               : isOfRecordOnly(parsed.fault->kind, m_file.layout());
    if (!isLeftOut)
        return m_file.refused(parsed.record, *parsed.fault);
    return true;
}

Result<void> JsonSource::lookAhead()
{
    qint64 bytes = 0;
    while (m_ahead.size() < kRowsLookedAt && bytes < JsonFile::kMaxRecordBytes) {
        Parsed parsed;
        const auto more = read(parsed);
        if (!more)
            return more.error();
        if (!*more) {
            m_isWhole = true;
            break;
        }
        bytes += parsed.record.text.size();
        m_ahead.push_back(std::move(parsed));
    }
    return {};
}

/// What most of the first records are.
QString JsonSource::foundKind() const
{
    QStringList kinds;
    for (const Parsed &parsed : m_ahead)
        if (!parsed.fault && parsed.value.isObject())
            kinds << jsonKindOf(parsed.value);
    QString best;
    for (const QString &kind : kinds)
        if (kinds.count(kind) > kinds.count(best))
            best = kind;
    return best;
}

Error JsonSource::unknownForm() const
{
    return {ErrorKind::Input, Text::tr("The file is JSON, but no list of pairs."),
            m_file.text().name(),
            Text::tr("These can be read: a list of objects with a text for each column, as "
                     "[{\"question\": \"…\", \"reply\": \"…\"}], or one object a line; chats as "
                     "{\"messages\": […]} or {\"conversations\": […]}; Alpaca's instruction, "
                     "input and output; preferences as prompt, chosen and rejected; what Label "
                     "Studio, doccano and Prodigy export.")};
}

/// A single object with lists in it is the wrapping of something, unless it is a pair.
bool JsonSource::isKnownForm(const QString &kind) const
{
    const bool isFlat = kind == QLatin1String("json") || kind == QLatin1String("jsonl");
    if (!isFlat)
        return true;
    if (m_file.layout() == JsonLayout::List || !m_isWhole || m_ahead.size() != 1)
        return true;
    const JsonValue &only = m_ahead.front().value;
    const auto isOfPair = [](const std::string &key) {
        const PairColumn column = columnFromName(fromJsonText(key));
        return column == PairColumn::Question || column == PairColumn::Reply;
    };
    return std::any_of(only.keys.begin(), only.keys.end(), isOfPair) ||
           std::none_of(only.values.begin(), only.values.end(),
                        [](const JsonValue &value) { return value.isNested(); });
}

Result<void> JsonSource::begin(PairFormat &format)
{
    if (auto looked = lookAhead(); !looked)
        return looked;
    if (m_ahead.empty())
        return Error{ErrorKind::Input, Text::tr("The list has no records."), m_file.text().name(),
                     Text::tr("Choose a file that has rows.")};
    QString kind = isJsonKind(format.kind) ? format.kind : foundKind();
    if (kind == QLatin1String("json") || kind == QLatin1String("jsonl"))
        kind =
            m_file.layout() == JsonLayout::Lines ? QStringLiteral("jsonl") : QStringLiteral("json");
    const Parsed &first = m_ahead.front();
    const bool isBroken = std::all_of(m_ahead.begin(), m_ahead.end(), [](const Parsed &parsed) {
        return parsed.fault.has_value();
    });
    if (isBroken)
        return m_file.refused(first.record, *first.fault);
    if (foundKind().isEmpty() || !isKnownForm(kind))
        return unknownForm();
    m_form = makeJsonForm(kind, m_file.text().name());
    m_form->readLabelsWith(&m_looked);
    format.kind = kind;
    format.hasHeader.reset(); // keys always name the columns
    const auto taken = takeFirstRows();
    m_form->readLabelsWith(nullptr);
    return taken;
}

Result<void> JsonSource::takeFirstRows()
{
    for (const Parsed &parsed : m_ahead)
        if (!parsed.fault && parsed.value.isObject())
            m_form->survey(parsed.value);
    JsonKeys keys;
    for (const Parsed &parsed : m_ahead)
        if (!parsed.fault && parsed.value.isObject() && m_form->look(parsed.value))
            keys.add(parsed.record.text);
    if (!m_isWhole && !m_form->columnNames().isEmpty())
        findLaterColumns(std::move(keys));
    const qsizetype columns = m_form->columnNames().size();
    if (columns == 0)
        return noColumns();
    if (columns > kMaxColumns)
        return Error{ErrorKind::Input, Text::tr("The file has more than 1,024 columns."),
                     m_file.text().name(),
                     Text::tr("Check that each record is an object of its own.")};
    for (const Parsed &parsed : m_ahead) {
        if (parsed.fault || !parsed.value.isObject())
            continue;
        m_form->take(parsed.value, parsed.record.number);
        for (TableRow row; m_form->next(row) && m_firstRows.size() < kRowsLookedAt; row = {})
            if (!row.problem)
                m_firstRows << row.cells;
    }
    for (TableRow row; m_form->next(row);) // of the last one
        row = {};
    return {};
}

/// Columns of fields that none of the first records has: the others are looked through for such.
/// What is wrong with the file is told when the rows are read.
void JsonSource::findLaterColumns(JsonKeys keys)
{
    auto text = TextFile::open(m_file.text().path(), m_file.text().encoding().name);
    if (!text)
        return;
    JsonFile file(std::move(*text));
    JsonRecord record;
    while (m_form->columnNames().size() <= kMaxColumns) {
        const auto more = file.next(record);
        if (!more || !*more)
            return;
        JsonValue value;
        if (record.number <= m_ahead.back().record.number || !keys.hasOther(record.text) ||
            parseJson(record.text, file.levels(), record.place.column, value) || !value.isObject())
            continue;
        m_form->survey(value);
        if (m_form->look(std::move(value)))
            keys.add(record.text);
    }
}

/// All first records have the same thing wrong, or nothing in them.
Error JsonSource::noColumns()
{
    for (const Parsed &parsed : m_ahead) {
        if (parsed.fault || !parsed.value.isObject())
            continue;
        m_form->take(parsed.value, parsed.record.number);
        TableRow row;
        if (m_form->next(row) && row.problem)
            return {ErrorKind::Input, row.problem->reason,
                    Text::tr("%1, line %2").arg(m_file.text().name()).arg(parsed.record.place.line),
                    Text::tr("None of the first records can be taken; correct them.")};
    }
    return unknownForm();
}

QString JsonSource::reasonOf(const Parsed &parsed) const
{
    if (!parsed.fault)
        return Text::tr("The record is no object.");
    const JsonFault::Kind kind = parsed.fault->kind;
    if (kind != JsonFault::Kind::Broken && kind != JsonFault::Kind::NotUtf8)
        return parsed.fault->what;
    JsonPlace place = parsed.record.place;
    place.pass(QByteArrayView(parsed.record.text).first(parsed.fault->byte));
    if (kind == JsonFault::Kind::NotUtf8)
        return Text::tr("The record has bytes that are not %1, at column %2.")
            .arg(m_file.text().encoding().name)
            .arg(place.column);
    return Text::tr("%1 It stops making sense at column %2.")
        .arg(parsed.fault->what)
        .arg(place.column);
}

Result<bool> JsonSource::next(TableRow &row)
{
    row.cells.clear();
    row.problem.reset();
    row.failed.clear();
    while (!m_form->next(row)) {
        if (!m_ahead.empty()) {
            m_now = std::move(m_ahead.front());
            m_ahead.pop_front();
        } else {
            const auto more = read(m_now);
            if (!more || !*more)
                return more;
        }
        if (m_now.fault || !m_now.value.isObject()) {
            row.problem = TableRow::Problem{.reason = reasonOf(m_now)};
            break;
        }
        m_form->take(std::move(m_now.value), m_now.record.number);
    }
    row.line = m_now.record.place.line;
    row.number = m_file.layout() == JsonLayout::Lines ? 0 : m_now.record.number;
    row.raw = m_now.record.text;
    return true;
}
} // namespace

bool beginsAsJson(const QByteArray &beginning)
{
    const QByteArray text = beginning.left(TextFile::kBeginningBytes).trimmed();
    return text.startsWith('{') || text.startsWith('[');
}

bool isJsonKind(const QString &kind)
{
    static const QStringList kinds =
        QStringLiteral("json|jsonl|label-studio|doccano|openai|sharegpt|alpaca|prodigy|dpo")
            .split(QLatin1Char('|'));
    return kinds.contains(kind);
}

Result<std::unique_ptr<TableSource>> openJson(TextFile text, PairFormat &format)
{
    if (!beginsAsJson(text.beginning()))
        return Error{ErrorKind::Input, Text::tr("The file is no JSON."), text.name(),
                     Text::tr("Choose another kind of file, or leave it open.")};
    auto source = std::make_unique<JsonSource>(std::move(text));
    if (auto begun = source->begin(format); !begun)
        return begun.error();
    return std::unique_ptr<TableSource>(std::move(source));
}

} // namespace tunedesk
