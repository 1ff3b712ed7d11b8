#include "dataset/pair_format_guess.h"

#include "dataset/column_phrase.h"
#include "dataset/delimited_reader.h"
#include "dataset/label_meaning.h"
#include "dataset/pair_words.h"
#include "dataset/table_source.h"
#include "dataset/turn_columns.h"

#include <QDateTime>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace tunedesk
{

namespace
{

constexpr qsizetype kMostRowsBefore = 20; ///< titles above a header

bool isLabel(const QString &cell)
{
    return labelFromText(cell) || starsFromText(cell);
}

bool isNumber(const QString &cell)
{
    bool isNumber = false;
    cell.trimmed().toDouble(&isNumber);
    return isNumber || numberFromText(cell).has_value();
}

bool isNumberOrLabel(const QString &cell)
{
    return isNumber(cell) || isLabel(cell);
}

QStringList columnOf(const QList<QStringList> &rows, qsizetype column)
{
    QStringList cells;
    for (const QStringList &row : rows)
        if (column < row.size() && !row[column].trimmed().isEmpty())
            cells << row[column];
    return cells;
}

double meanLength(const QStringList &cells)
{
    double letters = 0;
    for (const QString &cell : cells)
        letters += double(cell.size());
    return cells.isEmpty() ? 0 : letters / double(cells.size());
}

QStringList filledOf(const QStringList &row)
{
    QStringList filled;
    for (const QString &cell : row)
        if (!cell.trimmed().isEmpty())
            filled << cell.trimmed();
    return filled;
}

/// What names could look like: short, no sentence, each once.
bool areShort(const QStringList &cells)
{
    constexpr qsizetype kLongest = 30;
    static const QString ends = QStringLiteral(".?!,;。？！，；…");
    QSet<QString> seen;
    for (const QString &cell : cells) {
        if (cell.size() > kLongest || ends.contains(cell.back()) || seen.contains(cell))
            return false;
        seen.insert(cell);
    }
    return true;
}

/// Whether these are names of columns: one that is known, a question and a reply in other words, or
/// who said what.
bool isNaming(const QStringList &cells)
{
    bool hasQuestion = false, hasReply = false;
    for (const QString &cell : cells) {
        if (columnFromName(cell) != PairColumn::LeaveOut)
            return true;
        const PairColumn column = columnFromPhrase(cell).column;
        hasQuestion |= column == PairColumn::Question;
        hasReply |= column == PairColumn::Reply;
    }
    return ((hasQuestion && hasReply) || namesTurns(cells)) && areShort(cells);
}

/// Whether short texts stand above a column that says one of a few things again and again, and none
/// of these texts.
bool isAboveKinds(const QList<QStringList> &rows)
{
    if (rows.front().size() < 2 || !areShort(rows.front()))
        return false;
    constexpr qsizetype kLongestKind = 20, kTimesEach = 3;
    for (qsizetype i = 0; i < rows.front().size(); ++i) {
        const QStringList cells = columnOf(rows.mid(1), i);
        const QSet<QString> kinds(cells.begin(), cells.end());
        const bool areKinds = std::all_of(kinds.begin(), kinds.end(), [](const QString &kind) {
            return kind.size() <= kLongestKind;
        });
        if (areKinds && cells.size() >= kTimesEach * kinds.size() && !kinds.isEmpty() &&
            !kinds.contains(rows.front()[i]) && !isNumberOrLabel(rows.front()[i]))
            return true;
    }
    return false;
}

bool isMoment(const QString &cell)
{
    return QDateTime::fromString(cell.trimmed(), Qt::ISODateWithMs).isValid();
}

/// Whether the column says who labelled the row.
bool namesAnnotator(const QString &name)
{
    static const QStringList names =
        QStringLiteral("annotator|annotated_by|completed_by|annotation_approver|approver|labeler|"
                       "labeller|标注人|标注员|标注者")
            .split(QLatin1Char('|'));
    return names.contains(name.trimmed().toLower());
}
} // namespace

bool areLabels(const QStringList &cells, double share)
{
    qsizetype known = 0, said = 0;
    for (const QString &cell : cells) {
        known += isLabel(cell);
        const bool isKnown = guessedMeaning(cell, NumberScale::TwoLabels).has_value();
        said += isKnown;
        if (!isKnown && isNumberOrLabel(cell))
            return false;
    }
    return known > 0 && double(said) >= share * double(cells.size());
}

namespace
{

/// Whether the cells could be what a column of this kind holds.
bool fit(PairColumn column, const QStringList &cells)
{
    if (column == PairColumn::Label)
        return areLabels(cells, kHalfOfThem);
    return column != PairColumn::Score || std::all_of(cells.begin(), cells.end(), isNumber);
}

/// By its name, where the cells don't say otherwise: verdicts are no score, texts no list of
/// answers.
PairColumn namedColumn(const QString &name, const QStringList &cells)
{
    const PairColumn column = columnFromName(name);
    if (column == PairColumn::Score && !cells.isEmpty() && !fit(column, cells) &&
        areLabels(cells, kHalfOfThem))
        return PairColumn::Label;
    const auto isList = [](const QString &cell) {
        return cell.startsWith(QLatin1Char('[')) || cell.startsWith(QLatin1Char('{'));
    };
    if (column == PairColumn::Answers && !cells.isEmpty() &&
        std::none_of(cells.begin(), cells.end(), isList))
        return PairColumn::LeaveOut;
    return column;
}

/// What the words of a header seem to name, where nothing is named so for sure.
void guessByPhrases(QList<PairColumn> &columns, const QStringList &names,
                    const QList<QStringList> &rows)
{
    for (const bool sure : {true, false})
        for (qsizetype i = 0; i < columns.size(); ++i) {
            ColumnPhrase phrase = columnFromPhrase(names[i]);
            const QStringList cells = columnOf(rows, i);
            if (phrase.column == PairColumn::Score && areLabels(cells, kHalfOfThem) &&
                !fit(PairColumn::Score, cells))
                phrase.column = PairColumn::Label;
            const bool isFree =
                columns[i] == PairColumn::LeaveOut && !columns.contains(phrase.column);
            if (isFree && phrase.isSure == sure && fit(phrase.column, cells))
                columns[i] = phrase.column;
        }
}

/// Of a table of cases, which have a description and comments on it.
void guessByCase(QList<PairColumn> &columns, const QStringList &names)
{
    const auto columnNamed = [&names](QStringView known) {
        const auto isKnown = [known](const QString &name) {
            return known.split(u'|').contains(name.simplified().toLower());
        };
        return std::find_if(names.begin(), names.end(), isKnown) - names.begin();
    };
    const qsizetype subject = columnNamed(u"subject"), description = columnNamed(u"description"),
                    comments = columnNamed(u"comments|comment|case comments|case comment");
    if (description == names.size() || columns.contains(PairColumn::Question))
        return;
    if (!columns.contains(PairColumn::Reply) && comments < names.size())
        columns[comments] = PairColumn::Reply;
    if (!columns.contains(PairColumn::Reply))
        return;
    columns[description] = PairColumn::Question;
    if (subject < names.size() && !columns.contains(PairColumn::Context))
        columns[subject] = PairColumn::Context;
}

bool isYesOrNo(const QString &cell)
{
    static const QStringList words =
        QStringLiteral("1|0|1.0|0.0|true|false|t|f|yes|no|y|n|是|否|有|无|没有")
            .split(QLatin1Char('|'));
    return words.contains(cell.trimmed().toLower());
}

/// @param names where the file has them
void guessByContent(QList<PairColumn> &columns, const QStringList &names,
                    const QList<QStringList> &rows)
{
    if (!columns.contains(PairColumn::Label) && !columns.contains(PairColumn::Score)) {
        QList<qsizetype> verdicts, others; // yes and no, 1 and 0 may be about anything
        for (qsizetype i = 0; i < columns.size(); ++i) {
            const QStringList cells = columnOf(rows, i);
            const QString name = names.value(i);
            if (columns[i] != PairColumn::LeaveOut || namesFault(name) ||
                !areLabels(cells, kNearlyAll))
                continue;
            if (!std::all_of(cells.begin(), cells.end(), isYesOrNo))
                verdicts << i;
            else if (!namesNoText(name))
                others << i;
        }
        if (!verdicts.isEmpty())
            columns[verdicts.front()] = PairColumn::Label;
        else if (others.size() == 1 || (names.isEmpty() && !others.isEmpty()))
            columns[others.front()] = PairColumn::Label;
    }
    QList<PairColumn> missing;
    for (const PairColumn side : {PairColumn::Question, PairColumn::Reply})
        if (!columns.contains(side))
            missing << side;
    if (missing.isEmpty())
        return;
    QList<std::pair<double, qsizetype>> texts; // longest first
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const QStringList cells = columnOf(rows, i);
        const bool isText = !cells.isEmpty() && !namesAnnotator(names.value(i)) &&
                            !namesNoText(names.value(i)) &&
                            !std::all_of(cells.begin(), cells.end(), isNumberOrLabel) &&
                            !std::all_of(cells.begin(), cells.end(), isMoment);
        if (columns[i] == PairColumn::LeaveOut && isText)
            texts.append({-meanLength(cells), i});
    }
    std::sort(texts.begin(), texts.end());
    if (texts.size() < missing.size())
        return;
    QList<qsizetype> chosen;
    for (qsizetype k = 0; k < missing.size(); ++k)
        chosen << texts[k].second;
    std::sort(chosen.begin(), chosen.end());
    for (qsizetype k = 0; k < missing.size(); ++k)
        columns[chosen[k]] = missing[k];
}
} // namespace

bool guessQuotes(const QByteArray &beginning, char delimiter, bool isWhole)
{
    if (delimiter != '\t')
        return true;
    bool isBalanced = true, hasAny = false;
    const auto rows = firstRows(beginning, delimiter, Quotes::None, isWhole);
    if (rows.isEmpty())
        return true;
    for (const QStringList &row : rows)
        for (const QString &cell : row)
            if (cell.startsWith(QLatin1Char('"'))) {
                hasAny = true;
                isBalanced &=
                    cell.count(QLatin1Char('"')) % 2 == 0 && cell.endsWith(QLatin1Char('"'));
            }
    if (isBalanced)
        return hasAny;
    // Line breaks within quotes make rows uneven where these count as text.
    const auto areEven = [&rows] {
        return std::all_of(rows.begin(), rows.end(), [&rows](const QStringList &row) {
            return row.size() == rows.front().size();
        });
    };
    return rows.front().size() < 2 || !areEven();
}

Quotes guessInnerQuotes(const QByteArray &beginning, char delimiter)
{
    DelimitedParser parser(delimiter);
    bool hasDoubled = false, hasBackslashed = false;
    for (qsizetype at = 0; at < beginning.size();) {
        bool isComplete = false;
        at += parser.take(QByteArrayView(beginning).sliced(at), isComplete);
        hasDoubled |= parser.row().hasDoubled;
        hasBackslashed |= parser.row().hasBackslashed;
    }
    return hasBackslashed && !hasDoubled ? Quotes::Backslashed : Quotes::Doubled;
}

QList<QStringList> firstRows(const QByteArray &beginning, char delimiter, Quotes quotes,
                             bool isWhole)
{
    QList<QStringList> rows;
    DelimitedParser parser(delimiter, quotes);
    const auto keep = [&] {
        QStringList row;
        for (const QByteArray &field : parser.row().fields)
            row << QString::fromUtf8(field);
        rows << row;
    };
    for (qsizetype at = 0; at < beginning.size();) {
        bool isComplete = false;
        at += parser.take(QByteArrayView(beginning).sliced(at), isComplete);
        if (isComplete)
            keep();
        if (rows.size() == TableSource::kRowsLookedAt)
            return rows;
    }
    if (isWhole && !parser.isInQuotes() && parser.finish())
        keep();
    return rows;
}

std::optional<QChar> saidDelimiter(const QByteArray &beginning)
{
    const bool isSaid = beginning.startsWith("sep=") && beginning.size() > 5 &&
                        (beginning[5] == '\r' || beginning[5] == '\n') &&
                        canDelimit(QLatin1Char(beginning[4]));
    return isSaid ? std::optional<QChar>(QLatin1Char(beginning[4])) : std::nullopt;
}

QChar guessDelimiter(const QByteArray &beginning, const QString &fileName, bool isWhole)
{
    const bool isTsv = fileName.endsWith(QLatin1String(".tsv"), Qt::CaseInsensitive) ||
                       fileName.endsWith(QLatin1String(".tab"), Qt::CaseInsensitive);
    if (const auto said = saidDelimiter(beginning))
        return *said;
    char best = isTsv ? '\t' : ',';
    double bestScore = 0;
    constexpr char kUnitOfHive = 1; // between the columns of its text tables
    for (const char delimiter : {best, ',', '\t', ';', '|', '^', kUnitOfHive}) {
        QHash<qsizetype, int> widths;
        const auto rows = firstRows(
            beginning, delimiter,
            guessQuotes(beginning, delimiter, isWhole) ? Quotes::Doubled : Quotes::None, true);
        for (const QStringList &row : rows)
            ++widths[row.size()];
        // Even rows count, and a little the number of columns: commas in prose are many but uneven.
        for (auto width = widths.begin(); width != widths.end(); ++width) {
            const double score = width.key() < 2
                                     ? 0
                                     : double(*width) / double(rows.size()) +
                                           0.001 * double(std::min<qsizetype>(width.key(), 100));
            if (score > bestScore) {
                bestScore = score;
                best = delimiter;
            }
        }
    }
    return QLatin1Char(best);
}

PairColumn columnNamed(const QString &name)
{
    const PairColumn column = columnFromName(name);
    return column != PairColumn::LeaveOut ? column : columnFromPhrase(name).column;
}

qsizetype rowsBeforeHeader(const QList<QStringList> &rows)
{
    const auto namedIn = [&rows](qsizetype row) {
        QList<PairColumn> named;
        for (const QString &cell : filledOf(rows.value(row)))
            if (const PairColumn column = columnNamed(cell); column != PairColumn::LeaveOut)
                named << column;
        return named;
    };
    for (qsizetype i = 0; i < std::min<qsizetype>(rows.size(), kMostRowsBefore); ++i) {
        const QStringList filled = filledOf(rows[i]);
        if (filled.size() < 2)
            continue;
        // Of two rows of names the upper one may say what columns have in common.
        const QList<PairColumn> below = namedIn(i + 1);
        if (below.contains(PairColumn::Question) && below.contains(PairColumn::Reply) &&
            below.size() > namedIn(i).size() && areShort(filledOf(rows[i + 1])))
            return i + 1;
        return isNaming(filled) ? i : 0;
    }
    return 0;
}

bool guessHeader(const QList<QStringList> &rows)
{
    if (rows.isEmpty())
        return false;
    const QStringList filled = filledOf(rows.front());
    if (isNaming(filled) || (filled.size() == rows.front().size() && isAboveKinds(rows)))
        return true;
    const QList<QStringList> below = rows.mid(1);
    for (qsizetype i = 0; i < rows.front().size(); ++i) {
        const QStringList cells = columnOf(below, i);
        if (!cells.isEmpty() && std::all_of(cells.begin(), cells.end(), isNumberOrLabel) &&
            !isNumberOrLabel(rows.front()[i]))
            return true;
    }
    return false;
}

QList<PairColumn> guessColumns(const QStringList &names, bool hasHeader,
                               const QList<QStringList> &rows)
{
    QList<PairColumn> columns(names.size(), PairColumn::LeaveOut);
    if (hasHeader) {
        QHash<int, qsizetype> taken; // column → where the surest name for it stands
        for (qsizetype i = 0; i < names.size(); ++i) {
            const PairColumn column = namedColumn(names[i], columnOf(rows, i));
            if (column == PairColumn::LeaveOut || columnNameRank(names[i]) < 0)
                continue;
            const auto other = taken.find(int(column));
            if (other != taken.end() && columnNameRank(names[*other]) <= columnNameRank(names[i]))
                continue;
            if (other != taken.end())
                columns[*other] = PairColumn::LeaveOut;
            taken[int(column)] = i;
            columns[i] = column;
        }
    }
    if (hasHeader) {
        guessByPhrases(columns, names, rows);
        guessByCase(columns, names);
        for (qsizetype i = 0; i < names.size(); ++i)
            if (const PairColumn side = columnFromPerson(names[i]);
                columns[i] == PairColumn::LeaveOut && !columns.contains(side))
                columns[i] = side;
    }
    guessByContent(columns, hasHeader ? names : QStringList(), rows);
    return columns;
}

} // namespace tunedesk
