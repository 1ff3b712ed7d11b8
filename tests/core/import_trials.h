#pragma once

#include "change_fixture.h"

#include "contents_problem.h"
#include "project/database.h"
#include "project/effective_label.h"
#include "project/migrator.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

namespace tunedesk
{

template <typename Value> Value oneOf(QRandomGenerator &random, std::initializer_list<Value> values)
{
    return *(values.begin() + random.bounded(int(values.size())));
}

inline DialoguePair randomPair(QRandomGenerator &random, int texts)
{
    const QString space =
        oneOf<QString>(random, {{}, {}, QStringLiteral(" "), QString(QChar(0x3000))});
    const QString some = oneOf<QString>(
        random,
        {QStringLiteral("it's a parcel"), QStringLiteral("我的包裹在哪里"), QString(),
         QStringLiteral("\U0001F600 mixed 字 text’s"), QChar(0xfeff) + QStringLiteral("mark"),
         QChar(0xfffe) + QStringLiteral("turned"), QStringLiteral("two\nlines")});
    DialoguePair pair =
        pairOf(space + QStringLiteral("q%1 ").arg(random.bounded(texts)) + some + space,
               some + QStringLiteral(" r%1").arg(random.bounded(3)) + space,
               random.bounded(3) == 0 ? some : QString());
    pair.dialogue = oneOf<QString>(random, {{}, QStringLiteral("d1"), QStringLiteral("对话")});
    pair.group = oneOf<QString>(random, {{}, QStringLiteral("topic"), QString(QChar(0xfeff))});
    pair.note = oneOf<QString>(random, {{}, {}, some});
    pair.split = Split(random.bounded(4));
    pair.originFile = oneOf<QString>(random, {QStringLiteral("a.csv"), QStringLiteral("b.csv")});
    pair.originRow = random.bounded(100'000);
    pair.flagged = random.bounded(2) == 1;
    for (int i = int(random.bounded(4)); i > 0; --i) {
        Label answer =
            labelOf(0, oneOf<std::optional<int>>(random, {0, 1, {}}),
                    oneOf<QString>(random, {{}, QStringLiteral("Mei"), QStringLiteral("美")}));
        answer.skipped = !answer.label;
        if (random.bounded(3) == 0)
            answer.score = random.bounded(1000) / 7.0;
        answer.atMs = 1'700'000'000'000 + random.bounded(1000);
        answer.seconds = random.bounded(100) / 8.0;
        answer.note = oneOf<QString>(random, {{}, some});
        pair.answers.push_back(answer);
    }
    return pair;
}

/// As it was counted before.
inline int wordsOf(const QString &text)
{
    int words = 0;
    bool isInWord = false;
    for (const char32_t letter : text.toUcs4()) {
        const QChar::Script script = QChar::script(letter);
        const bool isOneWord = script == QChar::Script_Han || script == QChar::Script_Hiragana ||
                               script == QChar::Script_Katakana || script == QChar::Script_Hangul;
        const bool isLetter = !isOneWord && QChar::isLetterOrNumber(letter);
        words += isOneWord || (isLetter && !isInWord);
        isInWord = isLetter || (isInWord && (letter == U'\'' || letter == U'’'));
    }
    return words;
}

inline QByteArray hashOf(const DialoguePair &pair)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &text : {pair.context, pair.question, pair.reply}) {
        const QByteArray bytes = text.trimmed().toUtf8();
        hash.addData(QByteArray::number(bytes.size()) + ':' + bytes);
    }
    return hash.result().left(16);
}

inline std::vector<Migration> firstSteps(int count)
{
    auto steps = projectMigrations();
    steps.resize(std::size_t(count));
    return steps;
}

/// The way it was done up to format 5: row by row over Qt's driver, against a unique index.
inline Result<void> addAsBefore(Connection &writer, const std::vector<DialoguePair> &rows)
{
    Statement insert(
        writer,
        QStringLiteral("INSERT INTO pairs (question, reply, context, dialogue, topic, note, "
                       "split, origin_file, origin_row, import_id, flagged, label, score, "
                       "annotators, disputed, reply_words, content_hash) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?) "
                       "ON CONFLICT DO NOTHING"));
    Statement add(
        writer,
        QStringLiteral("INSERT INTO answers (pair_id, label, score, skipped, annotator, "
                       "at_ms, seconds, note, imported) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)"));
    for (const DialoguePair &row : rows) {
        std::vector<Label> answers = row.answers;
        for (Label &answer : answers)
            if (answer.annotator.isEmpty())
                answer.annotator = QStringLiteral("import");
        const EffectiveLabel effective = effectiveLabel(latestOf(answers));
        if (auto done =
                insert.run(row.question, row.reply, row.context, row.dialogue, row.group, row.note,
                           int(row.split), row.originFile, row.originRow, row.flagged,
                           effective.label, effective.score, effective.annotators,
                           effective.disputed, wordsOf(row.reply), hashOf(row));
            !done)
            return done;
        if (insert.changedRows() == 0)
            continue;
        const qint64 id = insert.insertedId();
        for (const Label &answer : answers)
            if (auto done = add.run(id, answer.label, answer.score, answer.skipped,
                                    answer.annotator, answer.atMs, answer.seconds, answer.note);
                !done)
                return done;
    }
    return {};
}

/// A project as its own thread and the writer see it.
struct Opened {
    std::shared_ptr<Database> database;
    std::unique_ptr<Connection> connection;

    explicit Opened(const QString &path)
    {
        if (auto acquired = Database::acquire(path, Project::Mode::ReadWrite))
            database = *acquired;
        if (auto connected = database->connect(Project::Mode::ReadWrite))
            connection = std::move(*connected);
    }
    Result<StagedImport> stage(std::size_t mostPending)
    {
        return StagedImport::begin(*connection, database, QStringLiteral("a.csv"), mostPending);
    }
};

} // namespace tunedesk
