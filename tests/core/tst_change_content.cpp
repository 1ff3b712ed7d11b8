#include "test_support.h"

#include "project/change_content.h"

#include <QRandomGenerator>
#include <QSet>

using namespace tunedesk;

class tst_ChangeContent : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void numbersArePackedAndReadBack();
    void damagedNumbersAreRefused_data();
    void damagedNumbersAreRefused();
};

void tst_ChangeContent::numbersArePackedAndReadBack()
{
    QRandomGenerator random(3);
    for (int round = 0; round < 200; ++round) {
        std::vector<ValueChange> changes;
        for (int i = int(random.bounded(4)); i > 0; --i) {
            std::vector<qint64> ids;
            QSet<qint64> known;
            for (int k = int(random.bounded(1, 60)); k > 0; --k)
                ids.push_back(random.bounded(1, round % 2 ? 100 : 2'000'000'000));
            known = QSet<qint64>(ids.begin(), ids.end());
            changes.push_back(
                {int(random.bounded(5)), int(random.bounded(1000)), runsOf(std::move(ids))});
            QCOMPARE(countOf(changes.back().rows), qint64(known.size()));
            for (std::size_t run = 0; run < changes.back().rows.size(); ++run) {
                const auto [first, last] = changes.back().rows[run];
                for (qint64 id = first; id <= last; ++id)
                    QVERIFY(known.contains(id));
                QVERIFY(run == 0 || changes.back().rows[run - 1].last + 1 < first);
            }
        }
        QCOMPARE(unpackChanges(packChanges(changes)).value(), changes);
    }
    QCOMPARE(packChanges({{0, 1, {{1, 1'000'000}}}}).size(), 7);
}

void tst_ChangeContent::damagedNumbersAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray sound = packChanges({{0, 1, {{5, 9}, {200, 70'000}}}});
    for (qsizetype cut = 1; cut < sound.size(); ++cut)
        QTest::addRow("cut after %d", int(cut)) << sound.left(cut);
    QTest::newRow("no end of a number") << QByteArray(30, '\xff');
    QTest::newRow("more runs than bytes") << QByteArray("\0\1\xff\xff\xff\xff\x0f\1\0", 9);
    QTest::newRow("a run below the one before") << QByteArray("\0\1\2\5\0\0\0", 7);
    QTest::newRow("past the last number")
        << QByteArray("\0\1\1", 3) + QByteArray(8, '\xff') + '\x7f' + '\5';
    QTest::newRow("a value of 40 bits") << QByteArray("\xff\xff\xff\xff\xff\1\1\0", 8);
}

void tst_ChangeContent::damagedNumbersAreRefused()
{
    QFETCH(QByteArray, bytes);
    const auto changes = unpackChanges(bytes);
    QVERIFY(!changes);
    QCOMPARE(changes.error().kind, ErrorKind::Database);
}

QTEST_GUILESS_MAIN(tst_ChangeContent)
#include "tst_change_content.moc"
