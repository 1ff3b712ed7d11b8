#include "dataset/pair_reader.h"

#include "dataset/answer_list.h"
#include "dataset/other_rows.h"
#include "dataset/pair_format_guess.h"
#include "dataset/pair_id.h"
#include "dataset/pair_words.h"
#include "dataset/pair_writer.h"
#include "dataset/table_source.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};

constexpr qsizetype kRawLetters = 32'000; ///< of a rejected row; a spreadsheet's cell takes no more

/// Line breaks inside a cell follow the program that wrote the file; inside a pair they are line
/// feeds.
QString withLineFeeds(QString text)
{
    if (text.contains(QLatin1Char('\r')))
        text.replace(QLatin1String("\r\n"), QLatin1String("\n"))
            .replace(QLatin1Char('\r'), QLatin1Char('\n'));
    return text;
}
/// SQLite gives both back as U+FFFD: a text with one of them would never be what was stored.
void replaceNoncharacters(QString &text)
{
    for (const char16_t letter : {u'\xfffe', u'\xffff'})
        text.replace(QChar(letter), QChar(QChar::ReplacementCharacter));
}
/// Columns of one name get their numbers behind it, so that a person can say which is meant.
QStringList toldApart(const QStringList &names)
{
    QHash<QString, int> times;
    for (const QString &name : names)
        ++times[name.toCaseFolded()];
    QStringList apart = names;
    for (qsizetype i = 0; i < names.size(); ++i)
        if (!names[i].isEmpty() && times.value(names[i].toCaseFolded()) > 1)
            apart[i] = Text::tr("%1 (column %2)", "one of several columns of that name")
                           .arg(names[i])
                           .arg(i + 1);
    return apart;
}
/// The columns of RejectedRowsFile, which takes others in between.
bool areOfRejectedRows(const QStringList &names)
{
    static const QStringList last{QStringLiteral("column"), QStringLiteral("reason"),
                                  QStringLiteral("raw")};
    return names.mid(names.size() - last.size()) == last && names.contains(QLatin1String("row"));
}
/// The column of an export's ids, whatever its name; −1: there is none.
qsizetype exportedIdsAt(const QList<QStringList> &firstRows)
{
    const qsizetype columns = firstRows.isEmpty() ? 0 : firstRows.constFirst().size();
    for (qsizetype column = 0; column < columns; ++column) {
        qsizetype ids = 0, others = 0; // a row that was added has none
        for (const QStringList &row : firstRows)
            ++(isExportedId(row.value(column)) ? ids : others);
        if (ids > 0 && ids >= others)
            return column;
    }
    return -1;
}
} // namespace

struct PairReader::State {
    QString fileName;
    PairFormat format;
    std::unique_ptr<TableSource> table;
    TableRow raw;
    bool isGuarded = false; ///< cells are: see pair_writer.h
    LabelColumn labels;
    bool areNumbersGuessed = false; ///< format.labelNumbers are, from the first rows
    bool areColumnsGuessed = false; ///< format.columns are
    OtherRows others;

    Error refused(const QString &what, const QString &where, const QString &hint) const
    {
        QString place = where.isEmpty() ? fileName : where;
        if (where.isEmpty() && !format.sheet.isEmpty())
            place = Text::tr("%1, sheet “%2”").arg(fileName, format.sheet);
        return {ErrorKind::Input, what, place, hint};
    }
    Result<void> findColumns();
    QList<PairColumn> guessedColumns() const;
    Result<void> checkTwins() const;
    bool hasIdsOf(const QString &identity) const;
    Result<void> checkColumns(const QString &identity) const;
    void findNumbers();
    bool isTable() const
    {
        return format.kind == QLatin1String("csv") || format.kind == QLatin1String("tsv") ||
               format.kind == QLatin1String("xlsx");
    }
    /// @param isLabelUnknown nobody knows a label that was read with the row
    Row parse(const TableRow &read, bool isLabelUnknown);
    struct CellProblem {
        QString column, reason;
        RowFault fault = RowFault::Broken;
    };
    std::optional<CellProblem> fill(Row &row);
    bool isText(PairColumn column) const; ///< in which a missing value may be a word
};

Result<void> PairReader::State::findColumns()
{
    format.columnNames = table->columnNames();
    if (hasNamedColumns(format))
        format.columnNames = toldApart(format.columnNames);
    areColumnsGuessed = format.columns.isEmpty();
    if (areColumnsGuessed && isTable() &&
        areOfRejectedRows(hasNamedColumns(format) ? format.columnNames
                                                  : table->firstRows().value(0)))
        return refused(
            Text::tr("The file lists rows that an import left out; they are no pairs."), {},
            Text::tr("Correct these rows in the file that they are from and import that file "
                     "again; the column “raw” shows each row as it stood."));
    if (areColumnsGuessed)
        format.columns = guessedColumns();
    if (format.columns.size() != format.columnNames.size())
        return refused(Text::tr("The file has %n columns, but %1 were chosen.", nullptr,
                                int(format.columnNames.size()))
                           .arg(format.columns.size()),
                       {}, Text::tr("Choose the columns again."));
    return {};
}

QList<PairColumn> PairReader::State::guessedColumns() const
{
    const QList<PairColumn> known = table->knownColumns();
    if (!known.isEmpty())
        return known;
    QList<PairColumn> columns =
        guessColumns(format.columnNames, hasNamedColumns(format), table->firstRows());
    // Which of several columns of one name is meant only a person can say.
    const QStringList names = table->columnNames();
    for (qsizetype i = 0; i < columns.size(); ++i)
        if (names[i] != format.columnNames[i] && columnFromName(names[i]) != PairColumn::LeaveOut)
            columns[i] = PairColumn::LeaveOut;
    if (const qsizetype ids = exportedIdsAt(table->firstRows());
        ids >= 0 && !columns.contains(PairColumn::Id) && hasNamedColumns(format))
        columns[ids] = PairColumn::Id;
    return columns;
}

Result<void> PairReader::State::checkTwins() const
{
    if (!areColumnsGuessed || !hasNamedColumns(format) || !table->knownColumns().isEmpty())
        return {};
    const QStringList names = table->columnNames();
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

bool PairReader::State::hasIdsOf(const QString &identity) const
{
    const qsizetype column = format.columns.indexOf(PairColumn::Id);
    const QList<QStringList> rows = table->firstRows();
    return column >= 0 && std::any_of(rows.begin(), rows.end(), [&](const QStringList &row) {
               return readExportedId(row.value(column), identity).has_value();
           });
}

Result<void> PairReader::State::checkColumns(const QString &identity) const
{
    if (hasIdsOf(identity))
        return {};
    QString hint = Text::tr("Choose the column yourself; the file has: %1")
                       .arg(format.columnNames.join(QStringLiteral(", ")).left(300));
    if (format.sheets.size() > 1)
        hint += QLatin1Char('\n') + Text::tr("Or choose another sheet: %1")
                                        .arg(format.sheets.join(QStringLiteral(", ")).left(300));
    if (!format.columns.contains(PairColumn::Question))
        return refused(Text::tr("No column of the file holds the question."), {}, hint);
    if (!format.columns.contains(PairColumn::Reply))
        return refused(Text::tr("No column of the file holds the reply."), {}, hint);
    return {};
}

/// What the first rows tell of the label column's numbers, unless it is known.
void PairReader::State::findNumbers()
{
    const qsizetype column = format.columns.indexOf(PairColumn::Label);
    const LabelValues *const ofAnswers = table->firstLabels();
    const bool hasAnswers = ofAnswers && !ofAnswers->mostFrequent().empty();
    areNumbersGuessed = false;
    if ((column >= 0 || hasAnswers) && !format.labelNumbers) {
        LabelValues first;
        for (const QStringList &row : table->firstRows())
            if (column >= 0)
                first.add(row.value(column));
        format.labelNumbers = column >= 0 ? first.numbers() : ofAnswers->numbers();
        areNumbersGuessed = true;
    }
    labels =
        LabelColumn(format.labelMeanings, format.unknownLabels.value_or(UnknownLabels::Refused),
                    format.labelNumbers.value_or(NumberScale::TwoLabels));
    table->readLabelsWith(&labels);
}

PairReader::Row PairReader::State::parse(const TableRow &read, bool isLabelUnknown)
{
    Row row;
    row.row = read.number > 0 ? read.number : read.line;
    row.cells = read.cells;
    for (QString &cell : row.cells) {
        replaceNoncharacters(cell);
        if (isGuarded)
            cell = unguardedCell(cell);
    }
    const auto reject = [&](const QString &column, const QString &reason,
                            RowFault fault = RowFault::Broken) {
        row.rejected = RejectedRow{
            row.row,   column,
            reason,    QString::fromUtf8(read.raw.left(4 * kRawLetters)).left(kRawLetters),
            read.line, fault};
    };
    if (read.problem) {
        const bool isWhy = isLabelUnknown && format.unknownLabels != UnknownLabels::Unlabelled;
        reject(read.problem->column, read.problem->reason,
               isWhy ? RowFault::UnknownLabel : RowFault::Broken);
        return row;
    }
    row.isLabelUnknown = isLabelUnknown;
    if (row.cells.size() != format.columns.size()) {
        reject({}, Text::tr("The row has %n fields, expected %1.", nullptr, int(row.cells.size()))
                       .arg(format.columns.size()));
        return row;
    }
    for (auto cell = read.failed.cbegin(); cell != read.failed.cend(); ++cell)
        if (format.columns[cell.key()] != PairColumn::LeaveOut) {
            reject(format.columnNames[cell.key()], *cell);
            return row;
        }
    for (qsizetype i = 0; i < row.cells.size(); ++i)
        if (row.cells[i].contains(QChar(u'\0'))) {
            reject(format.columnNames[i], Text::tr("The cell has a NUL character."));
            return row;
        }
    if (isTable())
        if (const QString problem = others.headerProblem(row.cells, row.row, format);
            !problem.isEmpty()) {
            reject({}, problem);
            return row;
        }
    row.pair.split = format.split;
    row.pair.originFile = fileName;
    row.pair.originRow = row.row;
    row.isDialogueMadeUp = read.isDialogueMadeUp;
    if (const auto problem = fill(row))
        reject(problem->column, problem->reason, problem->fault);
    return row;
}

namespace
{
/// Nothing that is seen: blanks, and signs without width.
bool isBlank(const QString &cell)
{
    return std::all_of(cell.begin(), cell.end(), [](QChar sign) {
        return sign.isSpace() || sign.category() == QChar::Other_Format;
    });
}
} // namespace

namespace
{
/// What databases and programs write for a value that is missing.
bool isMissing(const QString &cell)
{
    static const QSet<QString> words{QStringLiteral("NULL"),   QStringLiteral("(null)"),
                                     QStringLiteral("(NULL)"), QStringLiteral("\\N"),
                                     QStringLiteral("nan"),    QStringLiteral("NaN"),
                                     QStringLiteral("<NA>"),   QStringLiteral("#N/A")};
    return cell.size() <= 8 && words.contains(cell.trimmed());
}
} // namespace

/// Exports of this program have what somebody wrote, whatever it is.
bool PairReader::State::isText(PairColumn column) const
{
    return !isGuarded && (column == PairColumn::Question || column == PairColumn::Reply ||
                          column == PairColumn::Context || column == PairColumn::Dialogue ||
                          column == PairColumn::Group || column == PairColumn::Note);
}

/// @return why a cell can't be taken
std::optional<PairReader::State::CellProblem> PairReader::State::fill(Row &row)
{
    DialoguePair &pair = row.pair;
    const QStringList &cells = row.cells;
    QString annotator;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const QString cell =
            isText(format.columns[i]) && isMissing(cells[i]) ? QString() : cells[i];
        const QString &column = format.columnNames[i];
        const bool isEmpty = cell.trimmed().isEmpty();
        switch (format.columns[i]) {
        case PairColumn::LeaveOut:
            break;
        case PairColumn::Question:
            if (isBlank(cell))
                return CellProblem{column, Text::tr("The question is empty."), RowFault::EmptySide};
            pair.question = withLineFeeds(cell);
            break;
        case PairColumn::Reply:
            if (isBlank(cell))
                return CellProblem{column, Text::tr("The reply is empty."), RowFault::EmptySide};
            pair.reply = withLineFeeds(cell);
            break;
        case PairColumn::Context:
            pair.context = withLineFeeds(cell);
            break;
        case PairColumn::Label: {
            const LabelColumn::Reading reading = labels.read(cell);
            if (!reading.problem.isEmpty())
                return CellProblem{column, reading.problem,
                                   reading.isUnknown ? RowFault::UnknownLabel : RowFault::Broken};
            row.isLabelUnknown |= reading.isUnknown;
            pair.label = reading.label;
            if (reading.score)
                pair.score = reading.score;
            break;
        }
        case PairColumn::Score: {
            const auto number = numberFromText(cell);
            const auto score = number ? number : starsFromText(cell);
            const QString key = labelKey(cell); // a NaN may be a fault of what counted the scores
            if (isEmpty || (!score && saysNothing(key) && key != QLatin1String("nan")))
                break;
            if (!score)
                return CellProblem{column,
                                   Text::tr("“%1” is no number.").arg(cell.simplified().left(40)),
                                   RowFault::OddValue};
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
                return CellProblem{column,
                                   Text::tr("“%1” is no split; use train, validation or test.")
                                       .arg(cell.simplified().left(40)),
                                   RowFault::OddValue};
            if (*split != Split::Unassigned)
                pair.split = *split;
            break;
        }
        case PairColumn::Note:
            pair.note = withLineFeeds(cell);
            break;
        case PairColumn::Id:
            row.id = cell.trimmed();
            break;
        case PairColumn::Annotator:
            annotator = cell.trimmed();
            replaceNoncharacters(annotator);
            break;
        case PairColumn::Flag: {
            const auto flagged = flagFromText(cell);
            if (!flagged)
                return CellProblem{column,
                                   Text::tr("“%1” is no flag; use 1, or leave it empty.")
                                       .arg(cell.simplified().left(40)),
                                   RowFault::OddValue};
            pair.flagged = *flagged;
            break;
        }
        case PairColumn::Answers: {
            auto answers = answersFromText(cell);
            if (!answers)
                return CellProblem{column, answers.error().what, RowFault::OddValue};
            pair.answers = std::move(*answers);
            for (Label &answer : pair.answers) { // escaped in JSON until now
                replaceNoncharacters(answer.annotator);
                replaceNoncharacters(answer.note);
            }
            break;
        }
        }
    }
    if (!annotator.isEmpty() && pair.answers.empty() && (pair.label || pair.score))
        pair.answers.push_back({.label = pair.label, .score = pair.score, .annotator = annotator});
    return std::nullopt;
}

PairReader::PairReader(std::unique_ptr<State> state) : m_state(std::move(state)) {}
PairReader::PairReader(PairReader &&) noexcept = default;
PairReader &PairReader::operator=(PairReader &&) noexcept = default;
PairReader::~PairReader() = default;

Result<PairReader> PairReader::open(const QString &path, const PairFormat &format, bool isComplete)
{
    auto state = std::make_unique<State>();
    state->fileName = QFileInfo(path).fileName();
    state->format = format;
    auto table = openTable(path, state->format);
    if (!table)
        return table.error();
    state->table = std::move(*table);
    if (auto found = state->findColumns(); !found)
        return found.error();
    state->isGuarded = state->isTable() && hasNamedColumns(state->format) &&
                       (isOwnExport(state->format.columnNames) ||
                        exportedIdsAt(state->table->firstRows()) >= 0); // which keep their guards
    state->findNumbers();
    state->others.look(state->table->firstRows());
    PairReader reader(std::move(state));
    if (isComplete)
        if (auto checked = reader.checkComplete(); !checked)
            return checked.error();
    return reader;
}

QList<PairColumn> PairReader::guessedColumns() const
{
    return m_state->guessedColumns();
}

QStringList PairReader::unnamedFirstRow() const
{
    return hasNamedColumns(m_state->format) ? QStringList() : m_state->table->firstRows().value(0);
}

void PairReader::setMapping(const PairFormat &mapping)
{
    PairFormat &format = m_state->format;
    Q_ASSERT(mapping.columns.size() == format.columnNames.size());
    format.columns = mapping.columns;
    m_state->areColumnsGuessed = false;
    format.labelMeanings = mapping.labelMeanings;
    format.unknownLabels = mapping.unknownLabels;
    format.labelNumbers = mapping.labelNumbers;
    m_state->findNumbers();
}

Result<void> PairReader::checkComplete(const QString &identity) const
{
    if (m_state->format.doubt)
        return *m_state->format.doubt;
    if (auto checked = m_state->checkTwins(); !checked)
        return checked;
    return m_state->checkColumns(identity);
}

const PairFormat &PairReader::format() const
{
    return m_state->format;
}

QString PairReader::formatName() const
{
    return m_state->format.kind;
}

const LabelValues &PairReader::labelValues() const
{
    return m_state->labels.values();
}

std::optional<LabelMeaning> PairReader::meaningOf(const QString &labelValue) const
{
    return m_state->labels.meaningOf(labelValue);
}

std::optional<NumberScale> PairReader::otherNumbers() const
{
    const NumberScale numbers = labelValues().numbers();
    const bool isOther = m_state->areNumbersGuessed && numbers != m_state->format.labelNumbers;
    return isOther ? std::optional(numbers) : std::nullopt;
}

qint64 PairReader::position() const
{
    return m_state->table->position();
}

qint64 PairReader::size() const
{
    return m_state->table->size();
}

Result<std::vector<PairReader::Row>> PairReader::next(int count)
{
    std::vector<Row> rows;
    while (int(rows.size()) < count) {
        const qint64 unknownBefore = m_state->labels.unknownReads();
        const auto read = m_state->table->next(m_state->raw);
        if (!read)
            return read.error();
        if (!*read)
            break;
        const TableRow &raw = m_state->raw;
        if (!m_state->isTable() || raw.problem ||
            !m_state->others.isEmptyOrTotal(raw.cells, m_state->format))
            rows.push_back(m_state->parse(raw, m_state->labels.unknownReads() > unknownBefore));
    }
    return rows;
}

} // namespace tunedesk
