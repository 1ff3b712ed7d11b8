#include "project/change_log.h"
#include "reimport_desk.h"

using namespace tunedesk;
using Desk = ReimportDesk;

namespace
{
const QString kMei = QStringLiteral("mei"), kAnna = QStringLiteral("anna");

void answer(const Desk &desk, qint64 pair, std::optional<int> label, std::optional<double> score,
            const QString &annotator)
{
    const auto added = Project::open(desk.projectFile)
                           ->labels()
                           .add({.pairId = pair,
                                 .label = label,
                                 .score = score,
                                 .annotator = annotator,
                                 .atMs = 5000});
    VERIFY_RESULT(added);
}

void setCell(const Desk &desk, int row, const char *column, const char *text)
{
    desk.setText(withCell(desk.file, row, QString::fromLatin1(column), QString::fromLatin1(text)));
}

QStringList standing(const Desk &desk, qint64 pair)
{
    QStringList answers;
    for (const Label &one : desk.history(pair))
        if (!one.takenBack)
            answers << QStringLiteral("%1 %2 %3")
                           .arg(one.annotator,
                                one.label ? QString::number(*one.label) : QStringLiteral("-"),
                                one.score ? QString::number(*one.score) : QStringLiteral("-"));
    return answers;
}
} // namespace

/// What an edited label or score does to the answers of its pair.
class tst_ReimportedAnswers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEditChangesOnlyWhatWasEdited_data();
    void anEditChangesOnlyWhatWasEdited();
    void thePersonsOwnOtherValueStays();
    void answersOfOthersThatNoLongerCountAreCounted();
    void peopleWhoGotAnotherNameOnTheWayAreTheSame();
};

void tst_ReimportedAnswers::anEditChangesOnlyWhatWasEdited_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("columns"); // of the file; none: all
    QTest::addColumn<QStringList>("answers");
    const QStringList edited{"mei - 0.5", "anna 0 -"}, rescored{"mei 1 -", "anna - 0.25"};
    const QStringList bare{"pair_id", "label", "score"};
    QTest::newRow("label") << "label"
                           << "0" << QStringList() << edited;
    QTest::newRow("score") << "score"
                           << "0.25" << QStringList() << rescored;
    QTest::newRow("label, without answers") << "label"
                                            << "0" << bare << edited;
    QTest::newRow("score, without answers") << "score"
                                            << "0.25" << bare << rescored;
}

void tst_ReimportedAnswers::anEditChangesOnlyWhatWasEdited()
{
    QFETCH(QString, column);
    QFETCH(QString, text);
    QFETCH(QStringList, columns);
    QFETCH(QStringList, answers);
    Desk desk;
    answer(desk, 2, 1, 0.5, kMei);
    desk.write(QStringLiteral("csv"));
    desk.setText(withCell(desk.file, 1, column, text));
    if (!columns.isEmpty()) {
        auto reader = PairReader::open(desk.file);
        VERIFY_RESULT(reader);
        QByteArray csv = columns.join(u',').toUtf8() + '\n';
        const QStringList names = reader->format().columnNames;
        const auto rows = reader->next(10);
        VERIFY_RESULT(rows);
        for (const PairReader::Row &row : *rows) {
            QStringList cells;
            for (const QString &name : columns)
                cells << row.cells[names.indexOf(name)];
            csv += cells.join(u',').toUtf8() + '\n';
        }
        desk.setText(csv);
    }
    for (const bool dryRun : {true, false}) {
        const auto summary = desk.import(dryRun);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->updates.updated, 1);
        QCOMPARE(summary->updates.fields, UpdatedFields{.labels = 1});
        QCOMPARE(summary->updates.takenBack, 1);
    }
    QCOMPARE(standing(desk, 2), answers);
    QCOMPARE(desk.history(2)[2].atMs, 5000); // what is left of an answer was said then
    const DialoguePair pair = desk.pair(2);
    QCOMPARE(pair.label, std::optional(column == QLatin1String("label") ? 0 : 1));
    QCOMPARE(pair.score, std::optional(column == QLatin1String("label") ? 0.5 : 0.25));
    QCOMPARE(desk.import()->updates.unchanged, 4);
    QCOMPARE(desk.history(2).size(), 4u);
    auto project = Project::open(desk.projectFile);
    VERIFY_RESULT(project);
    VERIFY_RESULT(project->changes().undoLast());
    QCOMPARE(standing(desk, 2), (QStringList{"mei 1 -", "mei 1 0.5"}));
    QCOMPARE(desk.pair(2).score, std::optional(0.5));
    VERIFY_RESULT(project->changes().redoNext());
    QCOMPARE(standing(desk, 2), answers);
}

void tst_ReimportedAnswers::thePersonsOwnOtherValueStays()
{
    Desk desk;
    answer(desk, 2, 1, 0.25, kAnna);
    answer(desk, 2, 1, 0.75, kMei);
    desk.write(QStringLiteral("csv")); // with a score of 0.5
    setCell(desk, 1, "label", "0");
    VERIFY_RESULT(desk.import());
    QCOMPARE(standing(desk, 2), (QStringList{"anna 1 0.25", "mei - 0.75", "anna 0 0.25"}));
    QCOMPARE(desk.pair(2).label, std::optional(0));
    QCOMPARE(desk.pair(2).score, std::optional(0.5));
}

void tst_ReimportedAnswers::answersOfOthersThatNoLongerCountAreCounted()
{
    Desk desk;
    answer(desk, 2, 1, {}, QStringLiteral("li"));
    answer(desk, 2, 0, {}, QStringLiteral("ben"));
    answer(desk, 2, 1, {}, kMei); // a second time
    desk.write(QStringLiteral("csv"));
    setCell(desk, 1, "label", "0");
    setCell(desk, 2, "note", "edited");
    for (const bool dryRun : {true, false}) {
        const auto summary = desk.import(dryRun);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->updates.updated, 2);
        QCOMPARE(summary->updates.takenBack, 2); // of mei and li
    }
    QCOMPARE(standing(desk, 2), (QStringList{"ben 0 -", "anna 0 -"}));
    QCOMPARE(desk.import()->updates.takenBack, 0);
}

void tst_ReimportedAnswers::peopleWhoGotAnotherNameOnTheWayAreTheSame()
{
    Desk desk(QStringLiteral("csv"));
    desk.edit("mei", "7");
    const auto summary = desk.import();
    VERIFY_RESULT(summary);
    QCOMPARE(summary->updates.updated, 0);
    QCOMPARE(standing(desk, 1), QStringList("mei 1 -"));
    // Who says something else is somebody else.
    desk.edit("\"\"label\"\":1,\"\"annotator\"\":\"\"7\"\"",
              "\"\"label\"\":0,\"\"annotator\"\":\"\"7\"\"");
    VERIFY_RESULT(desk.import());
    QCOMPARE(standing(desk, 1), (QStringList{"mei 1 -", "7 0 -"}));
}

QTEST_GUILESS_MAIN(tst_ReimportedAnswers)
#include "tst_reimported_answers.moc"
