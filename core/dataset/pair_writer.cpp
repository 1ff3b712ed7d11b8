#include "dataset/pair_writer.h"

#include "base/atomic_file.h"
#include "dataset/answer_list.h"
#include "dataset/pair_id.h"
#include "dataset/xlsx_pair_writer.h"

#include <QCoreApplication>
#include <QLocale>

#include <nlohmann/json.hpp>

#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairWriter)
};
using Json = nlohmann::ordered_json;

constexpr qsizetype kBufferBytes = 256 * 1024;
constexpr char kByteOrderMark[] =
    "\xef\xbb\xbf"; // without it Excel takes UTF-8 for another encoding

std::string utf8(const QString &text)
{
    return text.toStdString();
}

QString labelText(const DialoguePair &pair)
{
    return pair.label ? QString::number(*pair.label) : QString();
}

QString scoreText(const DialoguePair &pair)
{
    return pair.score ? QString::number(*pair.score, 'g', QLocale::FloatingPointShortest)
                      : QString();
}

QByteArray lineOf(const Json &json)
{
    return QByteArray::fromStdString(json.dump()) + '\n';
}

/// Rows that are text, written as they come.
class TextPairWriter : public PairWriter
{
public:
    Result<void> open();
    Result<void> add(const DialoguePair &pair) override;
    Result<Outcome> finish(JobContext &job) override;

protected:
    explicit TextPairWriter(const QString &path) : m_file(path) {}
    virtual QByteArray head() const { return {}; }
    virtual QByteArray rowOf(const DialoguePair &pair) const = 0;
    virtual QByteArray between() const { return {}; }
    virtual QByteArray foot() const { return {}; }

private:
    Result<void> flush();

    AtomicFile m_file;
    QByteArray m_buffer;
    bool m_isFirst = true;
};

class CsvWriter : public TextPairWriter
{
public:
    explicit CsvWriter(const QString &path) : TextPairWriter(path) {}

private:
    QByteArray head() const override
    {
        return kByteOrderMark + exportColumns().join(QLatin1Char(',')).toUtf8() + "\r\n";
    }
    QByteArray rowOf(const DialoguePair &pair) const override
    {
        QByteArray row;
        for (QString &cell : exportCells(pair, idOf(pair))) {
            row += row.isEmpty() ? "\"" : ",\"";
            row += cell.replace(QLatin1Char('"'), QLatin1String("\"\"")).toUtf8();
            row += '"';
        }
        return row + "\r\n";
    }
};

/// The fields of a pair but for its answers.
Json fieldsOf(const DialoguePair &pair, const QString &id)
{
    Json fields = {{"context", utf8(pair.context)},
                   {"question", utf8(pair.question)},
                   {"reply", utf8(pair.reply)}};
    fields["dialogue"] = utf8(pair.dialogue);
    fields["group"] = utf8(pair.group);
    fields["split"] = utf8(splitName(pair.split));
    fields["note"] = utf8(pair.note);
    fields["pair_id"] = utf8(id);
    fields["flagged"] = pair.flagged;
    return fields;
}

Json answersOf(const DialoguePair &pair)
{
    return pair.answers.empty() ? Json::array() : Json::parse(utf8(answersToText(pair.answers)));
}

class JsonLinesWriter : public TextPairWriter
{
public:
    explicit JsonLinesWriter(const QString &path) : TextPairWriter(path) {}

private:
    QByteArray rowOf(const DialoguePair &pair) const override
    {
        Json fields = fieldsOf(pair, idOf(pair));
        fields["label"] = pair.label ? Json(*pair.label) : Json();
        fields["score"] = pair.score ? Json(*pair.score) : Json();
        fields["answers"] = answersOf(pair);
        return lineOf(fields);
    }
};

/// doccano's lists of labels for a text; the pair and its answers stand beside it.
class DoccanoWriter : public TextPairWriter
{
public:
    explicit DoccanoWriter(const QString &path) : TextPairWriter(path) {}

private:
    QByteArray rowOf(const DialoguePair &pair) const override
    {
        Json fields = {{"text", utf8(pair.question + QLatin1Char('\n') + pair.reply)},
                       {"label", Json::array()}};
        if (pair.label)
            fields["label"].push_back(*pair.label == 1 ? "appropriate" : "not appropriate");
        fields.update(fieldsOf(pair, idOf(pair)));
        fields["answers"] = answersOf(pair);
        return lineOf(fields);
    }
};

/// A list of tasks; the choice is named “verdict”.
class LabelStudioWriter : public TextPairWriter
{
public:
    explicit LabelStudioWriter(const QString &path) : TextPairWriter(path) {}

private:
    QByteArray head() const override { return "[\n"; }
    QByteArray between() const override { return ",\n"; }
    QByteArray foot() const override { return "]\n"; }

    QByteArray rowOf(const DialoguePair &pair) const override
    {
        Json annotations = Json::array();
        for (const Label &answer : pair.answers) {
            Json result = Json::array();
            const auto say = [&](const char *type, Json value) {
                result.push_back({{"from_name", "verdict"},
                                  {"to_name", "reply"},
                                  {"type", type},
                                  {"value", std::move(value)}});
            };
            if (answer.label)
                say("choices",
                    {{"choices", {*answer.label == 1 ? "appropriate" : "not appropriate"}}});
            if (answer.score)
                say("number", {{"number", *answer.score}});
            Json one = {{"result", std::move(result)},
                        {"completed_by", {{"email", utf8(answer.annotator)}}},
                        {"was_cancelled", answer.skipped},
                        {"lead_time", answer.seconds}};
            const Json told = Json::parse(utf8(answersToText({answer})))[0];
            if (told.contains("at"))
                one["created_at"] = told["at"];
            if (!answer.note.isEmpty())
                one["note"] = utf8(answer.note);
            annotations.push_back(std::move(one));
        }
        return QByteArray::fromStdString(Json{
            {"id", pair.id},
            {"data", fieldsOf(pair, idOf(pair))},
            {"annotations", annotations}}.dump());
    }
};

Result<void> TextPairWriter::open()
{
    if (auto opened = m_file.open(); !opened)
        return opened;
    m_buffer = head();
    return {};
}

Result<void> TextPairWriter::add(const DialoguePair &pair)
{
    if (!std::exchange(m_isFirst, false))
        m_buffer += between();
    m_buffer += rowOf(pair);
    return m_buffer.size() < kBufferBytes ? Result<void>() : flush();
}

Result<void> TextPairWriter::flush()
{
    auto written = m_file.write(m_buffer);
    m_buffer.clear();
    return written;
}

Result<Outcome> TextPairWriter::finish(JobContext &)
{
    m_buffer += foot();
    if (auto written = flush(); !written)
        return written.error();
    if (auto committed = m_file.commit(); !committed)
        return committed.error();
    return Outcome::Finished;
}

bool beginsAsFormula(QChar letter)
{
    return QStringView(u"=+-@\t\r").contains(letter);
}
} // namespace

QStringList exportColumns()
{
    return {QStringLiteral("context"),  QStringLiteral("question"), QStringLiteral("reply"),
            QStringLiteral("label"),    QStringLiteral("score"),    QStringLiteral("answers"),
            QStringLiteral("dialogue"), QStringLiteral("group"),    QStringLiteral("split"),
            QStringLiteral("note"),     QStringLiteral("pair_id"),  QStringLiteral("flagged")};
}

bool isOwnExport(const QStringList &columnNames)
{
    constexpr qsizetype kOldest = 10; // older exports have neither ids nor flags
    return columnNames.mid(0, kOldest) == exportColumns().mid(0, kOldest);
}

QString guardedCell(const QString &text)
{
    const bool isGuarded =
        !text.isEmpty() && (beginsAsFormula(text.front()) || text.front() == QLatin1Char('\''));
    return isGuarded ? QLatin1Char('\'') + text : text;
}

QString unguardedCell(const QString &text)
{
    const bool isGuarded = text.size() > 1 && text[0] == QLatin1Char('\'') &&
                           (beginsAsFormula(text[1]) || text[1] == QLatin1Char('\''));
    return isGuarded ? text.sliced(1) : text;
}

QStringList exportCells(const DialoguePair &pair, const QString &id)
{
    QStringList cells{pair.context,
                      pair.question,
                      pair.reply,
                      labelText(pair),
                      scoreText(pair),
                      answersToText(pair.answers),
                      pair.dialogue,
                      pair.group,
                      splitName(pair.split),
                      pair.note,
                      id,
                      pair.flagged ? QStringLiteral("1") : QString()};
    for (QString &cell : cells)
        cell = guardedCell(cell);
    return cells;
}

Result<std::unique_ptr<PairWriter>> PairWriter::create(const QString &path, const QString &kind)
{
    const bool isNamedSpreadsheet = path.endsWith(QLatin1String(".xlsx"), Qt::CaseInsensitive);
    std::unique_ptr<TextPairWriter> writer;
    if (kind == QLatin1String("xlsx"))
        return XlsxPairWriter::create(path);
    if (kind == QLatin1String("csv") && !isNamedSpreadsheet)
        writer = std::make_unique<CsvWriter>(path);
    else if (kind == QLatin1String("jsonl"))
        writer = std::make_unique<JsonLinesWriter>(path);
    else if (kind == QLatin1String("doccano"))
        writer = std::make_unique<DoccanoWriter>(path);
    else if (kind == QLatin1String("label-studio"))
        writer = std::make_unique<LabelStudioWriter>(path);
    else if (kind == QLatin1String("csv"))
        return Error{ErrorKind::Input, Text::tr("A table of text can't be named as a spreadsheet."),
                     path, Text::tr("Choose XLSX, or end the file's name with .csv.")};
    else
        return Error{ErrorKind::Input, Text::tr("Pairs can't be written as “%1”.").arg(kind), path,
                     Text::tr("Choose csv, xlsx, jsonl, label-studio or doccano.")};
    if (auto opened = writer->open(); !opened)
        return opened.error();
    return std::unique_ptr<PairWriter>(std::move(writer));
}

QString PairWriter::idOf(const DialoguePair &pair) const
{
    return m_identity.isEmpty() ? QString() : exportedId(m_identity, pair);
}

Result<void> PairWriter::checkCount(const QString &kind, qint64 pairs)
{
    if (kind != QLatin1String("xlsx") || pairs <= XlsxPairWriter::kMostPairs)
        return {};
    const QLocale locale;
    return Error{ErrorKind::Input,
                 Text::tr("A spreadsheet holds %1 pairs, but %2 are to be written.")
                     .arg(locale.toString(XlsxPairWriter::kMostPairs), locale.toString(pairs)),
                 {},
                 Text::tr("Choose csv or jsonl, or show fewer pairs and export them in parts.")};
}

} // namespace tunedesk
