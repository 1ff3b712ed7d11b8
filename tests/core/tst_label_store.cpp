#include "project_fixture.h"

#include <algorithm>

using namespace tunedesk;

class tst_LabelStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theMajorityOfLatestAnswersCounts_data();
    void theMajorityOfLatestAnswersCounts();
    void scoresAreMeant();
    void undoAndRedoMarkTheHistory();
    void undoLeavesOthersAndImportsAlone();
    void oddAnswersAreRefused_data();
    void oddAnswersAreRefused();
    void theQueueHoldsWhatNobodyLabelled();
};

void tst_LabelStore::theMajorityOfLatestAnswersCounts_data()
{
    QTest::addColumn<QStringList>("answers"); // person and label; s: skipped
    QTest::addColumn<int>("label");           // -1: none
    QTest::addColumn<int>("annotators");
    QTest::addColumn<bool>("disputed");
    QTest::newRow("nobody") << QStringList{} << -1 << 0 << false;
    QTest::newRow("one") << QStringList{"a1"} << 1 << 1 << false;
    QTest::newRow("changed mind") << QStringList{"a1", "a0"} << 0 << 1 << false;
    QTest::newRow("two agree") << QStringList{"a1", "b1"} << 1 << 2 << false;
    QTest::newRow("a tie") << QStringList{"a1", "b0"} << -1 << 2 << true;
    QTest::newRow("two to one") << QStringList{"a1", "b0", "c0"} << 0 << 3 << false;
    QTest::newRow("the tie is settled") << QStringList{"a1", "b0", "a0"} << 0 << 2 << false;
    QTest::newRow("skipped") << QStringList{"as"} << -1 << 0 << false;
    QTest::newRow("skipped afterwards") << QStringList{"a1", "as"} << -1 << 0 << false;
    QTest::newRow("skipped by another") << QStringList{"a1", "bs"} << 1 << 1 << false;
}

void tst_LabelStore::theMajorityOfLatestAnswersCounts()
{
    QFETCH(QStringList, answers);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add({pairOf(QStringLiteral("q"), QStringLiteral("r"))}));
    for (const QString &answer : answers) {
        const auto label =
            answer[1] == QLatin1Char('s') ? std::nullopt : std::optional(answer[1].digitValue());
        VERIFY_RESULT(fixture->labels().add(labelOf(1, label, answer.left(1))));
    }
    const auto pair = fixture->pairs().find(1);
    VERIFY_RESULT(pair);
    QTEST((*pair)->label.value_or(-1), "label");
    QTEST((*pair)->annotators, "annotators");
    QTEST((*pair)->disputed, "disputed");
}

void tst_LabelStore::scoresAreMeant()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add({pairOf(QStringLiteral("q"), QStringLiteral("r"))}));
    for (const auto &[person, score] :
         {std::pair("a", 0.25), std::pair("b", 1.0), std::pair("a", 0.5)}) {
        Label label = labelOf(1, {}, QLatin1String(person));
        label.skipped = false;
        label.score = score;
        VERIFY_RESULT(fixture->labels().add(label));
    }
    const auto pair = fixture->pairs().find(1);
    VERIFY_RESULT(pair);
    QCOMPARE((*pair)->score, std::optional(0.75));
    QCOMPARE((*pair)->label, std::nullopt);
    QCOMPARE((*pair)->annotators, 2);
    QCOMPARE((*pair)->disputed, false);
}

void tst_LabelStore::undoAndRedoMarkTheHistory()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add({pairOf(QStringLiteral("q"), QStringLiteral("r"))}));
    Label answer = labelOf(1, 1, QStringLiteral("ann"));
    answer.atMs = 1'700'000'000'000;
    answer.seconds = 2.5;
    answer.note = QStringLiteral("sure");
    const auto id = fixture->labels().add(answer);
    VERIFY_RESULT(id);
    VERIFY_RESULT(fixture->labels().add(labelOf(1, 0, QStringLiteral("ann"))));
    const auto undone = fixture->labels().undoLast(QStringLiteral("ann"));
    VERIFY_RESULT(undone);
    QCOMPARE((*undone)->label, std::optional(0));
    QVERIFY((*undone)->takenBack);
    QCOMPARE(fixture->pairs().find(1).value()->label, std::optional(1));
    const auto history = fixture->labels().history(1);
    VERIFY_RESULT(history);
    QCOMPARE(history->size(), 2u);
    QCOMPARE(history->front().id, *id);
    QCOMPARE(history->front().atMs, answer.atMs);
    QCOMPARE(history->front().seconds, 2.5);
    QCOMPARE(history->front().note, QStringLiteral("sure"));
    QCOMPARE(history->back().takenBack, true);
    VERIFY_RESULT(fixture->labels().setTakenBack((*undone)->id, false));
    QCOMPARE(fixture->pairs().find(1).value()->label, std::optional(0));
    QCOMPARE(fixture->labels().countSince(QStringLiteral("ann"), 0).value(), 2);
    QCOMPARE(fixture->labels().countSince(QStringLiteral("ann"), answer.atMs + 1).value(), 1);
    QCOMPARE(fixture->labels().latest(QStringLiteral("ann"), 1)->front().label, std::optional(0));
    VERIFY_RESULT(fixture->labels().undoLast(QStringLiteral("ann")));
    VERIFY_RESULT(fixture->labels().undoLast(QStringLiteral("ann")));
    QCOMPARE(fixture->labels().undoLast(QStringLiteral("ann")).value(), std::nullopt);
    QCOMPARE(fixture->pairs().find(1).value()->annotators, 0);
}

void tst_LabelStore::undoLeavesOthersAndImportsAlone()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    DialoguePair pair = pairOf(QStringLiteral("q"), QStringLiteral("r"));
    pair.label = 1;
    VERIFY_RESULT(fixture.add({pair}, QStringLiteral("ann")));
    VERIFY_RESULT(fixture->labels().add(labelOf(1, 1, QStringLiteral("bob"))));
    QVERIFY(!fixture->labels().undoLast(QStringLiteral("ann")).value().has_value());
    QCOMPARE(fixture->pairs().find(1).value()->annotators, 2);
}

void tst_LabelStore::oddAnswersAreRefused_data()
{
    QTest::addColumn<qint64>("pair");
    QTest::addColumn<int>("label");
    QTest::addColumn<QString>("annotator");
    QTest::newRow("no such pair") << qint64(99) << 1 << "ann";
    QTest::newRow("label 2") << qint64(1) << 2 << "ann";
    QTest::newRow("nobody's") << qint64(1) << 1 << "";
}

void tst_LabelStore::oddAnswersAreRefused()
{
    QFETCH(qint64, pair);
    QFETCH(int, label);
    QFETCH(QString, annotator);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add({pairOf(QStringLiteral("q"), QStringLiteral("r"))}));
    const auto added = fixture->labels().add(labelOf(pair, label, annotator));
    QVERIFY(!added);
    QCOMPARE(added.error().kind, ErrorKind::Input);
    QVERIFY(fixture->labels().history(pair)->empty());
}

void tst_LabelStore::theQueueHoldsWhatNobodyLabelled()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    std::vector<DialoguePair> pairs;
    for (int i = 0; i < 40; ++i) {
        pairs.push_back(pairOf(QString::number(i), QStringLiteral("r")));
        pairs.back().dialogue = QStringLiteral("d%1").arg(i % 3);
    }
    VERIFY_RESULT(fixture.add(pairs));
    VERIFY_RESULT(fixture->labels().add(labelOf(1, 1, QStringLiteral("bob"))));
    VERIFY_RESULT(fixture->labels().add(labelOf(2, {}, QStringLiteral("ann"))));
    VERIFY_RESULT(fixture->labels().add(labelOf(3, {}, QStringLiteral("bob"))));
    VERIFY_RESULT(fixture->pairs().setRemoved({4}, true));
    using Order = LabelStore::QueueOrder;
    LabelStore &labels = fixture->labels();
    QCOMPARE(labels.queue(QStringLiteral("ann"), Order::Oldest, 3).value(),
             (std::vector<qint64>{3, 5, 6}));
    QCOMPARE(labels.queue(QStringLiteral("ann"), Order::ByDialogue, 3).value(),
             (std::vector<qint64>{7, 10, 13}));
    auto random = labels.queue(QStringLiteral("ann"), Order::Random, 100, 7).value();
    QCOMPARE(random.size(), 37u);
    QCOMPARE(random, labels.queue(QStringLiteral("ann"), Order::Random, 100, 7).value());
    QVERIFY(random != labels.queue(QStringLiteral("ann"), Order::Random, 100, 8).value());
    QVERIFY(!std::is_sorted(random.begin(), random.end()));
    std::sort(random.begin(), random.end());
    QCOMPARE(random, labels.queue(QStringLiteral("ann"), Order::Oldest, 100).value());
}

QTEST_GUILESS_MAIN(tst_LabelStore)
#include "tst_label_store.moc"
