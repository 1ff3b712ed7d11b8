#include "project/pair_rows.h"

#include "project/bound_statement.h"
#include "project/connection.h"

#include <QCoreApplication>
#include <QDateTime>

#include <cmath>
#include <limits>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairStore)
};

/// Words as a reader counts them: each Han character, kana or Hangul syllable is one.
int wordCount(QStringView text)
{
    int words = 0;
    bool isInWord = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t letter = text[i].unicode();
        bool isOneWord = false;
        if (letter >= 0x80) {
            if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
                letter = QChar::surrogateToUcs4(text[i], text[i + 1]);
                ++i;
            }
            const QChar::Script script = QChar::script(letter);
            isOneWord = script == QChar::Script_Han || script == QChar::Script_Hiragana ||
                        script == QChar::Script_Katakana || script == QChar::Script_Hangul;
        }
        const bool isLetter = !isOneWord && QChar::isLetterOrNumber(letter);
        words += isOneWord || (isLetter && !isInWord);
        isInWord = isLetter || (isInWord && (letter == U'\'' || letter == U'’'));
    }
    return words;
}

Result<void> checkRow(const DialoguePair &pair)
{
    const bool isEmpty = pair.question.trimmed().isEmpty() || pair.reply.trimmed().isEmpty();
    const bool isLabelOdd = pair.label && *pair.label != 0 && *pair.label != 1;
    const bool isScoreOdd = pair.score && !std::isfinite(*pair.score);
    if (isEmpty || isLabelOdd || isScoreOdd)
        return Error{ErrorKind::Input,
                     isEmpty ? Text::tr("A pair needs a question and a reply.")
                             : Text::tr("A label is 1 or 0, and a score is a number."),
                     Text::tr("%1, line %2").arg(pair.originFile).arg(pair.originRow),
                     Text::tr("Correct the row and import it again.")};
    return {};
}

/// What a row brings to the history of its pair.
std::vector<Label> answersOf(const DialoguePair &row, const QString &annotator, qint64 atMs)
{
    std::vector<Label> answers = row.answers;
    if (answers.empty() && (row.label || row.score))
        answers.push_back({.label = row.label, .score = row.score});
    for (Label &answer : answers) {
        if (answer.annotator.isEmpty())
            answer.annotator = annotator;
        if (answer.atMs == 0)
            answer.atMs = atMs;
    }
    return answers;
}

/// @param text    in UTF-8 @param original the same
QByteArray trimmed(const QByteArray &text, const QString &original)
{
    const QString inner = original.trimmed();
    return inner.size() == original.size() ? text : inner.toUtf8();
}

/// Many rows of an import say the same: it is kept in memory once.
class Repeated
{
public:
    QByteArray utf8(const QString &text)
    {
        if (text != m_text || m_bytes.isNull()) {
            m_text = text;
            m_bytes = text.isEmpty() ? QByteArray("") : text.toUtf8();
        }
        return m_bytes;
    }

private:
    QString m_text;
    QByteArray m_bytes;
};

// Rows of one statement: with one each, SQLite spends more on beginning and ending statements than
// on the rows.
constexpr std::size_t kAtOnce = 32;
constexpr char kPairColumns[] =
    "id, question, reply, context, dialogue, topic, note, split, origin_file, origin_row, "
    "import_id, flagged, label, score, annotators, disputed, reply_words, content_hash";
constexpr int kPairPlaces = 18;
constexpr char kAnswerColumns[] =
    "imported, pair_id, label, score, skipped, annotator, at_ms, seconds, note";
constexpr int kAnswerPlaces = 9;

/// FAIL: for ABORT, SQLite would keep a copy of each page for as long as a statement runs. A turn
/// that failed is rolled back whole.
QByteArray insertOf(const char *table, const char *columns, int places, std::size_t rows)
{
    QByteArray row = "(" + QByteArray("?,").repeated(places);
    row.back() = ')';
    QByteArray values = (row + ',').repeated(qsizetype(rows));
    values.chop(1);
    return QByteArray("INSERT OR FAIL INTO ") + table + " (" + columns + ") VALUES " + values;
}

void bindPair(BoundStatement &insert, int place, const NewPair &pair, qint64 importId)
{
    insert.bindInteger(++place, pair.id);
    for (const QByteArray *text :
         {&pair.question, &pair.reply, &pair.context, &pair.dialogue, &pair.topic, &pair.note})
        insert.bindText(++place, *text);
    insert.bindInteger(++place, qint64(pair.split));
    insert.bindText(++place, pair.originFile);
    insert.bindInteger(++place, pair.originRow);
    insert.bindInteger(++place, importId);
    insert.bindInteger(++place, qint64(pair.flagged));
    insert.bindInteger(++place, pair.effective.label);
    insert.bindReal(++place, pair.effective.score);
    insert.bindInteger(++place, qint64(pair.effective.annotators));
    insert.bindInteger(++place, qint64(pair.effective.disputed));
    insert.bindInteger(++place, qint64(pair.replyWords));
    insert.bindBytes(++place, {pair.hash.data(), qsizetype(pair.hash.size())});
}

void bindAnswer(BoundStatement &insert, int place, qint64 pairId, const NewPair::Answer &answer)
{
    insert.bindInteger(++place, qint64(1));
    insert.bindInteger(++place, pairId);
    insert.bindInteger(++place, answer.label);
    insert.bindReal(++place, answer.score);
    insert.bindInteger(++place, qint64(answer.skipped));
    insert.bindText(++place, answer.annotator);
    insert.bindInteger(++place, answer.atMs);
    insert.bindReal(++place, answer.seconds);
    insert.bindText(++place, answer.note);
}

/// Inserts `count` rows, as many at once as there are.
/// @param bind puts row `i` into the places of a statement behind `place`
template <typename Bind>
Result<void> insertRows(Connection &writer, const char *table, const char *columns, int places,
                        std::size_t count, Bind bind)
{
    std::size_t i = 0;
    while (i < count) {
        const std::size_t rows = count - i < kAtOnce ? 1 : kAtOnce;
        BoundStatement &insert = writer.keptBound(insertOf(table, columns, places, rows));
        for (std::size_t row = 0; row < rows; ++row)
            bind(insert, int(row) * places, i + row);
        if (auto added = insert.run(); !added)
            return added;
        i += rows;
    }
    return {};
}

/// The highest number that a pair has or had.
Result<qint64> lastNumber(Connection &writer, qint64 wanted)
{
    const auto last =
        writer
            .keptBound(QByteArrayLiteral(
                "SELECT max(ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'pairs'), 0), "
                "ifnull((SELECT max(id) FROM pairs), 0))"))
            .number();
    if (!last)
        return last.error();
    if (last->value_or(0) > std::numeric_limits<qint64>::max() - wanted)
        return writer.failure(QSqlError({}, QStringLiteral("no numbers are left for pairs"),
                                        QSqlError::StatementError, QStringLiteral("11")));
    return last->value_or(0);
}

Result<void> insertAll(Connection &writer, qint64 importId, const std::vector<NewPair> &pairs,
                       const std::vector<std::size_t> &group)
{
    if (auto added = insertRows(writer, "pairs", kPairColumns, kPairPlaces, group.size(),
                                [&](BoundStatement &insert, int place, std::size_t i) {
                                    bindPair(insert, place, pairs[group[i]], importId);
                                });
        !added)
        return added;
    std::vector<std::pair<qint64, const NewPair::Answer *>> answers;
    for (const std::size_t i : group)
        for (const NewPair::Answer &answer : pairs[i].answers)
            answers.emplace_back(pairs[i].id, &answer);
    return insertRows(writer, "answers", kAnswerColumns, kAnswerPlaces, answers.size(),
                      [&](BoundStatement &insert, int place, std::size_t i) {
                          bindAnswer(insert, place, answers[i].first, *answers[i].second);
                      });
}
} // namespace

ContentHash contentHash(const DialoguePair &pair)
{
    return contentHash(pair.context.trimmed().toUtf8(), pair.question.trimmed().toUtf8(),
                       pair.reply.trimmed().toUtf8());
}

Result<std::vector<NewPair>> newPairs(const std::vector<DialoguePair> &rows,
                                      const QString &annotator)
{
    const qint64 atMs = QDateTime::currentMSecsSinceEpoch();
    Repeated annotators, files, topics;
    std::vector<NewPair> news;
    news.reserve(rows.size());
    for (const DialoguePair &row : rows) {
        if (auto checked = checkRow(row); !checked)
            return checked.error();
        NewPair &pair = news.emplace_back();
        pair.question = row.question.toUtf8();
        pair.reply = row.reply.toUtf8();
        pair.context = row.context.toUtf8();
        pair.dialogue = row.dialogue.toUtf8();
        pair.topic = topics.utf8(row.group);
        pair.note = row.note.toUtf8();
        pair.originFile = files.utf8(row.originFile);
        pair.split = row.split;
        pair.originRow = row.originRow;
        pair.flagged = row.flagged;
        const std::vector<Label> answers = answersOf(row, annotator, atMs);
        for (const Label &answer : answers)
            pair.answers.push_back({answer.label, answer.score, answer.skipped,
                                    annotators.utf8(answer.annotator), answer.note.toUtf8(),
                                    answer.atMs, answer.seconds});
        pair.effective = effectiveLabel(latestOf(answers));
        pair.replyWords = wordCount(row.reply);
        pair.hash =
            contentHash(trimmed(pair.context, row.context), trimmed(pair.question, row.question),
                        trimmed(pair.reply, row.reply));
    }
    return news;
}

Result<std::size_t> addPairs(Connection &writer, qint64 importId, std::vector<NewPair> &pairs,
                             std::size_t first, bool showsAtOnce,
                             const std::function<bool()> &isEnough)
{
    const auto last = lastNumber(writer, qint64(pairs.size() - first));
    if (!last)
        return last.error();
    qint64 number = *last;
    std::vector<std::size_t> group;
    std::size_t i = first;
    bool isDone = false;
    while (!isDone && i < pairs.size()) {
        NewPair &pair = pairs[i];
        pair.id = ++number;
        if (showsAtOnce) {
            const auto isShown = showContent(writer, pair.hash, pair.id);
            if (!isShown)
                return isShown.error();
            pair.isDuplicate = !*isShown;
        }
        if (!pair.isDuplicate)
            group.push_back(i);
        ++i;
        if (group.size() == kAtOnce || i == pairs.size()) {
            if (auto added = insertAll(writer, importId, pairs, group); !added)
                return added.error();
            group.clear();
            isDone = isEnough();
        }
    }
    if (i > first && pairs[i - 1].isDuplicate) {
        BoundStatement &take = writer.keptBound(
            QByteArrayLiteral("UPDATE sqlite_sequence SET seq = ? WHERE name = 'pairs'"));
        take.bindInteger(1, number);
        if (auto taken = take.run(); !taken)
            return taken.error();
    }
    return i;
}

} // namespace tunedesk
