#include "dataset/delimited_source.h"

#include "dataset/delimited_reader.h"
#include "dataset/json_value.h"
#include "dataset/pair_format_guess.h"
#include "dataset/pair_writer.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};

constexpr qsizetype kMaxColumns = 1024;
constexpr QByteArrayView kByteOrderMark("\xef\xbb\xbf");

class DelimitedSource : public TableSource
{
public:
    explicit DelimitedSource(TextFile text) : m_file(std::move(text)) {}

    Result<void> begin(PairFormat &format);
    QStringList columnNames() const override { return m_names; }
    QList<QStringList> firstRows() const override { return m_firstRows; }
    Result<bool> next(TableRow &row) override;
    qint64 position() const override { return m_file.text().position(); }
    qint64 size() const override { return m_file.text().size(); }

private:
    Result<void> readHead(bool hasHeader);
    /// Spreadsheets write delimiters alone for rows that were cleared.
    Result<bool> nextFilled(DelimitedRow &row);
    TableRow::Problem brokenCell() const;
    Error refused(const QString &what, const QString &where, const QString &hint) const
    {
        return {ErrorKind::Input, what, where.isEmpty() ? m_file.text().name() : where, hint};
    }

    DelimitedFile m_file;
    QStringList m_names;
    QList<QStringList> m_firstRows;
    std::optional<DelimitedRow> m_first; ///< of the data, read at opening
    DelimitedRow m_row;
    Quotes m_quotes = Quotes::Doubled;
    bool m_isOwn = false; ///< an export of TuneDesk
};

Result<void> DelimitedSource::begin(PairFormat &format)
{
    const QByteArray beginning = m_file.text().beginning();
    const bool isWhole = m_file.text().isWhole();
    if (format.kind == QLatin1String("tsv") && format.delimiter.isNull())
        format.delimiter = QLatin1Char('\t');
    if (format.delimiter.isNull())
        format.delimiter = guessDelimiter(beginning, m_file.text().name(), isWhole);
    format.kind =
        format.delimiter == QLatin1Char('\t') ? QStringLiteral("tsv") : QStringLiteral("csv");
    const char delimiter = format.delimiter.toLatin1();
    if (!format.hasQuotes)
        format.hasQuotes = guessQuotes(beginning, delimiter, isWhole);
    m_quotes = *format.hasQuotes ? guessInnerQuotes(beginning, delimiter) : Quotes::None;
    m_file.setDelimiter(delimiter, m_quotes);
    m_firstRows = tunedesk::firstRows(beginning, delimiter, m_quotes, isWhole);
    qsizetype above = format.hasHeader == false ? 0 : rowsBeforeHeader(m_firstRows);
    if (above == 0 && saidDelimiter(beginning))
        above = 1;
    for (qsizetype i = 0; i < above && !m_firstRows.isEmpty(); ++i) {
        if (const auto read = m_file.next(m_row); !read)
            return read.error();
        m_firstRows.removeFirst();
    }
    if (!format.hasHeader)
        format.hasHeader = guessHeader(m_firstRows);
    if (auto read = readHead(*format.hasHeader); !read)
        return read;
    if (*format.hasHeader && !m_firstRows.isEmpty())
        m_firstRows.removeFirst();
    m_isOwn = isOwnExport(m_names);
    return {};
}

Result<bool> DelimitedSource::nextFilled(DelimitedRow &row)
{
    while (true) {
        auto read = m_file.next(row);
        const bool isFilled = std::any_of(row.fields.begin(), row.fields.end(),
                                          [](const QByteArray &field) { return !field.isEmpty(); });
        if (!read || !*read || isFilled || row.fields.size() == 1)
            return read;
    }
}

Result<void> DelimitedSource::readHead(bool hasHeader)
{
    DelimitedRow row;
    const auto read = nextFilled(row);
    if (!read)
        return read.error();
    if (!*read)
        return refused(Text::tr("The file has no rows, only blank lines."), {},
                       Text::tr("Choose a file that has rows."));
    const auto width = qsizetype(row.fields.size());
    if (width > kMaxColumns)
        return refused(Text::tr("The file has more than 1,024 columns."), {},
                       Text::tr("Check that the delimiter is right."));
    for (qsizetype i = 0; i < width; ++i) {
        const QString name =
            hasHeader ? QString::fromUtf8(row.fields[std::size_t(i)]).trimmed() : QString();
        m_names << (name.isEmpty() ? Text::tr("Column %1").arg(i + 1) : name);
    }
    if (!hasHeader) {
        m_first = std::move(row);
        return {};
    }
    const qint64 headerLine = row.line;
    const auto below = nextFilled(row);
    if (!below)
        return below.error();
    if (!*below)
        return refused(Text::tr("There are no rows below the header."),
                       Text::tr("%1, line %2").arg(m_file.text().name()).arg(headerLine),
                       Text::tr("Choose a file that has rows."));
    m_first = std::move(row);
    return {};
}

/// Of a row that has broken bytes.
TableRow::Problem DelimitedSource::brokenCell() const
{
    QString column;
    for (std::size_t i = 0; i < m_row.fields.size() && column.isEmpty(); ++i)
        if (brokenUtf8(m_row.fields[i]) >= 0)
            column = m_names.value(qsizetype(i));
    return {column,
            Text::tr("The cell has bytes that are not %1.").arg(m_file.text().encoding().name)};
}

Result<bool> DelimitedSource::next(TableRow &row)
{
    if (m_first) {
        m_row = std::move(*m_first);
        m_first.reset();
    } else {
        const auto read = nextFilled(m_row);
        if (!read)
            return read.error();
        if (!*read)
            return false;
    }
    if (QByteArray &first = m_row.fields.front(); !m_isOwn && first.startsWith(kByteOrderMark))
        first.remove(0, kByteOrderMark.size()); // of a file that was put behind another
    row.line = m_row.line;
    row.problem.reset();
    row.cells.clear();
    row.cells.reserve(qsizetype(m_row.fields.size()));
    const bool isMySql = m_quotes == Quotes::Backslashed; // which writes \N for nothing
    for (const QByteArray &field : m_row.fields)
        row.cells << (isMySql && field == "\\N"
                          ? QString()
                          : fromJsonText({field.data(), std::size_t(field.size())}));
    if (m_row.isBroken)
        row.problem = brokenCell();
    else if (m_row.hasBackslashed)
        row.problem = {.reason =
                           Text::tr("A quote within the row has a backslash before it instead "
                                    "of being written twice.")};
    row.raw = std::move(m_row.raw);
    return true;
}
} // namespace

Result<std::unique_ptr<TableSource>> openDelimited(TextFile text, PairFormat &format)
{
    auto source = std::make_unique<DelimitedSource>(std::move(text));
    if (auto begun = source->begin(format); !begun)
        return begun.error();
    return std::unique_ptr<TableSource>(std::move(source));
}

} // namespace tunedesk
