#include "dataset/pair_reader.h"

#include "dataset/delimited_reader.h"
#include "dataset/pair_format_guess.h"
#include "dataset/pair_words.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <cmath>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};

constexpr qsizetype kMaxColumns = 1024;
constexpr qsizetype kRawLetters = 1000; ///< of a rejected row that are kept

/// Line breaks inside a cell follow the program that wrote the file; inside a pair they are line
/// feeds.
QString withLineFeeds(QString text)
{
    if (text.contains(QLatin1Char('\r')))
        text.replace(QLatin1String("\r\n"), QLatin1String("\n"))
            .replace(QLatin1Char('\r'), QLatin1Char('\n'));
    return text;
}
} // namespace

struct PairReader::State {
    explicit State(DelimitedFile opened)
        : file(std::move(opened)), fileName(QFileInfo(file.path()).fileName())
    {
    }

    DelimitedFile file;
    QString fileName;
    PairFormat format;
    std::optional<DelimitedRow> first; ///< of the data, read at opening

    Error refused(const QString &what, const QString &where, const QString &hint) const
    {
        return {ErrorKind::Input, what, where.isEmpty() ? fileName : where, hint};
    }
    Result<void> guess(bool requireColumns);
    Result<void> readHead();
    Result<void> checkTwins() const;
    Result<void> checkColumns() const;
    Row parse(const DelimitedRow &raw) const;
    std::optional<std::pair<QString, QString>> fill(DialoguePair &pair,
                                                    const QStringList &cells) const;
};

Result<void> PairReader::State::guess(bool requireColumns)
{
    if (format.encoding.isEmpty())
        format.encoding = QStringLiteral("UTF-8");
    if (format.encoding.compare(QLatin1String("UTF-8"), Qt::CaseInsensitive) != 0 &&
        format.encoding.compare(QLatin1String("UTF8"), Qt::CaseInsensitive) != 0)
        return Error{ErrorKind::Unsupported,
                     Text::tr("Files in the encoding “%1” can't be read.").arg(format.encoding),
                     fileName, Text::tr("Save the table as CSV in UTF-8 and choose that file.")};
    const QByteArray beginning = file.beginning();
    if (format.delimiter.isNull())
        format.delimiter = guessDelimiter(beginning, fileName);
    const char delimiter = format.delimiter.toLatin1();
    file.setDelimiter(delimiter);
    auto rows = firstRows(beginning, delimiter, beginning.size() + 3 >= file.size());
    if (!format.hasHeader)
        format.hasHeader = guessHeader(rows);
    if (auto read = readHead(); !read)
        return read;
    if (format.columns.isEmpty()) {
        if (auto checked = checkTwins(); !checked)
            return checked;
        if (*format.hasHeader && !rows.isEmpty())
            rows.removeFirst();
        format.columns = guessColumns(format.columnNames, *format.hasHeader, rows);
    }
    if (format.columns.size() != format.columnNames.size())
        return refused(Text::tr("The file has %1 columns, but %2 were chosen.")
                           .arg(format.columnNames.size())
                           .arg(format.columns.size()),
                       {}, Text::tr("Choose the columns again."));
    return requireColumns ? checkColumns() : Result<void>();
}

Result<void> PairReader::State::readHead()
{
    DelimitedRow row;
    const auto read = file.next(row);
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
            *format.hasHeader ? QString::fromUtf8(row.fields[std::size_t(i)]).trimmed() : QString();
        format.columnNames << (name.isEmpty() ? Text::tr("Column %1").arg(i + 1) : name);
    }
    if (!*format.hasHeader) {
        first = std::move(row);
        return {};
    }
    const qint64 headerLine = row.line;
    const auto below = file.next(row);
    if (!below)
        return below.error();
    if (!*below)
        return refused(Text::tr("There are no rows below the header."),
                       Text::tr("%1, line %2").arg(fileName).arg(headerLine),
                       Text::tr("Choose a file that has rows."));
    first = std::move(row);
    return {};
}

Result<void> PairReader::State::checkTwins() const
{
    if (!*format.hasHeader)
        return {};
    const QStringList &names = format.columnNames;
    for (qsizetype i = 0; i < names.size(); ++i)
        for (qsizetype j = i + 1; j < names.size(); ++j)
            if (names[i].compare(names[j], Qt::CaseInsensitive) == 0 &&
                columnFromName(names[i]) != PairColumn::LeaveOut)
                return refused(Text::tr("Columns %1 and %2 are both named “%3”.")
                                   .arg(i + 1)
                                   .arg(j + 1)
                                   .arg(names[i]),
                               {}, Text::tr("Rename one of them, or choose the columns yourself."));
    return {};
}

Result<void> PairReader::State::checkColumns() const
{
    const QString hint = Text::tr("Choose the column yourself; the file has: %1")
                             .arg(format.columnNames.join(QStringLiteral(", ")).left(300));
    if (!format.columns.contains(PairColumn::Question))
        return refused(Text::tr("No column of the file holds the question."), {}, hint);
    if (!format.columns.contains(PairColumn::Reply))
        return refused(Text::tr("No column of the file holds the reply."), {}, hint);
    return {};
}

PairReader::Row PairReader::State::parse(const DelimitedRow &raw) const
{
    Row row;
    row.row = raw.line;
    for (const QByteArray &field : raw.fields)
        row.cells << QString::fromUtf8(field);
    const auto reject = [&](const QString &column, const QString &reason) {
        row.rejected =
            RejectedRow{raw.line, column, reason,
                        QString::fromUtf8(raw.raw.left(4 * kRawLetters)).left(kRawLetters)};
    };
    if (row.cells.size() != format.columns.size()) {
        reject({}, Text::tr("The row has %1 fields, expected %2.")
                       .arg(row.cells.size())
                       .arg(format.columns.size()));
        return row;
    }
    for (qsizetype i = 0; i < row.cells.size(); ++i)
        if (row.cells[i].contains(QChar(u'\0'))) {
            reject(format.columnNames[i], Text::tr("The cell has a NUL character."));
            return row;
        }
    row.pair.split = format.split;
    row.pair.originFile = fileName;
    row.pair.originRow = raw.line;
    if (const auto problem = fill(row.pair, row.cells))
        reject(problem->first, problem->second);
    return row;
}

/// @return column and reason when a cell can't be taken
std::optional<std::pair<QString, QString>> PairReader::State::fill(DialoguePair &pair,
                                                                   const QStringList &cells) const
{
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const QString &cell = cells[i];
        const QString &column = format.columnNames[i];
        const bool isEmpty = cell.trimmed().isEmpty();
        switch (format.columns[i]) {
        case PairColumn::LeaveOut:
            break;
        case PairColumn::Question:
            if (isEmpty)
                return std::pair(column, Text::tr("The question is empty."));
            pair.question = withLineFeeds(cell);
            break;
        case PairColumn::Reply:
            if (isEmpty)
                return std::pair(column, Text::tr("The reply is empty."));
            pair.reply = withLineFeeds(cell);
            break;
        case PairColumn::Context:
            pair.context = withLineFeeds(cell);
            break;
        case PairColumn::Label:
            pair.label = labelFromText(cell);
            if (!pair.label && !isEmpty) {
                const QString nearest = nearestLabel(cell);
                const QString shown = cell.simplified().left(40);
                return std::pair(
                    column,
                    nearest.isEmpty()
                        ? Text::tr("“%1” is no label; use 1 or 0.").arg(shown)
                        : Text::tr("“%1” is no label; “%2” is the nearest.").arg(shown, nearest));
            }
            break;
        case PairColumn::Score: {
            bool isNumber = false;
            const double score = cell.trimmed().toDouble(&isNumber);
            if (!isEmpty && (!isNumber || !std::isfinite(score)))
                return std::pair(column,
                                 Text::tr("“%1” is no number.").arg(cell.simplified().left(40)));
            if (!isEmpty)
                pair.score = score;
            break;
        }
        case PairColumn::Dialogue:
            pair.dialogue = cell.trimmed();
            break;
        case PairColumn::Group:
            pair.group = cell.trimmed();
            break;
        case PairColumn::Split: {
            const auto split = splitFromText(cell);
            if (!split)
                return std::pair(column,
                                 Text::tr("“%1” is no split; use train, validation or test.")
                                     .arg(cell.simplified().left(40)));
            if (*split != Split::Unassigned)
                pair.split = *split;
            break;
        }
        case PairColumn::Note:
            pair.note = withLineFeeds(cell);
            break;
        }
    }
    return std::nullopt;
}

PairReader::PairReader(std::unique_ptr<State> state) : m_state(std::move(state)) {}
PairReader::PairReader(PairReader &&) noexcept = default;
PairReader &PairReader::operator=(PairReader &&) noexcept = default;
PairReader::~PairReader() = default;

Result<PairReader> PairReader::open(const QString &path, const PairFormat &format,
                                    bool requireColumns)
{
    auto file = DelimitedFile::open(path);
    if (!file)
        return file.error();
    auto state = std::make_unique<State>(std::move(*file));
    state->format = format;
    state->format.columnNames.clear();
    if (auto guessed = state->guess(requireColumns); !guessed)
        return guessed.error();
    return PairReader(std::move(state));
}

const PairFormat &PairReader::format() const
{
    return m_state->format;
}

QString PairReader::formatName() const
{
    return m_state->format.delimiter == QLatin1Char('\t') ? QStringLiteral("tsv")
                                                          : QStringLiteral("csv");
}

qint64 PairReader::position() const
{
    return m_state->file.position();
}

qint64 PairReader::size() const
{
    return m_state->file.size();
}

Result<std::vector<PairReader::Row>> PairReader::next(int count)
{
    std::vector<Row> rows;
    if (count > 0 && m_state->first) {
        rows.push_back(m_state->parse(*m_state->first));
        m_state->first.reset();
    }
    DelimitedRow raw;
    while (int(rows.size()) < count) {
        const auto read = m_state->file.next(raw);
        if (!read)
            return read.error();
        if (!*read)
            break;
        rows.push_back(m_state->parse(raw));
    }
    return rows;
}

} // namespace tunedesk
