#include "change_fixture.h"

#include <QSqlDatabase>

using namespace tunedesk;

namespace
{
/// Times that tell what they are of: imports 1000 times their number, answers 10,000 + number, the
/// steps of the history 100,000 times theirs, and half as much more when they were moved.
QString setTimes(const QString &path)
{
    const QString name = QStringLiteral("times");
    QString error;
    {
        QSqlDatabase file = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        file.setDatabaseName(path);
        if (!file.open())
            error = file.lastError().text();
        for (const char *sql :
             {"UPDATE imports SET at_ms = 1000 * id", "UPDATE answers SET at_ms = 10000 + id",
              "UPDATE changes SET at_ms = 100000 * ifnull(part_of, id), "
              "state_ms = CASE WHEN state_ms > 0 THEN 150000 * id ELSE 0 END"}) {
            QSqlQuery query(file);
            if (error.isEmpty() && !query.exec(QLatin1String(sql)))
                error = query.lastError().text();
        }
    }
    QSqlDatabase::removeDatabase(name);
    return error;
}

QHash<qint64, qint64> timesOf(ProjectFixture &fixture, const QList<qint64> &ids)
{
    fixture.project = Error();
    if (const QString error = setTimes(fixture.path); !error.isEmpty())
        qWarning("%s", qPrintable(error));
    fixture.project = Project::open(fixture.path);
    return fixture.project ? fixture->pairs().changedTimes(ids).value_or(QHash<qint64, qint64>())
                           : QHash<qint64, qint64>();
}
} // namespace

/// When a pair was last changed: the newest of all that touched it.
class tst_ChangedTimes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPairThatNobodyTouchedHasTheTimeOfItsImport();
    void stepsCountForThePairsThatTheyTouched();
    void answersCountForTheirPairs();
    void aStepThatWasUndoneCountsFromThen();
    void theStepOfAnImportCountsForItsPairs();
    void whatEditedRowsChangedCounts();
};

void tst_ChangedTimes::aPairThatNobodyTouchedHasTheTimeOfItsImport()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    auto pairs = numbered(0, 4);
    pairs[1].label = 1; // an answer of the file: it came with it
    VERIFY_RESULT(fixture.add(pairs));
    VERIFY_RESULT(fixture.add(numbered(4, 1)));
    QCOMPARE(timesOf(fixture, {5, 1, 2, 99}),
             (QHash<qint64, qint64>{{1, 1000}, {2, 1000}, {5, 2000}}));
    QVERIFY(fixture->pairs().changedTimes({}).value().isEmpty());
}

void tst_ChangedTimes::stepsCountForThePairsThatTheyTouched()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(numbered(0, 12)));
    ChangeLog &log = fixture->changes();
    VERIFY_RESULT(log.setFlagged({2, 4, 6}, true, kAnn));         // 1
    VERIFY_RESULT(log.setNote({5}, QStringLiteral("odd"), kAnn)); // 2
    VERIFY_RESULT(log.remove({4, 7}, kAnn));                      // 3
    VERIFY_RESULT(log.restore({7}, kAnn));                        // 4
    VERIFY_RESULT(log.setFlagged({6}, false, kAnn));              // 5
    const auto times = timesOf(fixture, {1, 2, 3, 4, 5, 6, 7, 8});
    QCOMPARE(times, (QHash<qint64, qint64>{{1, 1000},
                                           {2, 100'000},
                                           {3, 1000},
                                           {4, 300'000},
                                           {5, 200'000},
                                           {6, 500'000},
                                           {7, 400'000},
                                           {8, 1000}}));
    // Each alone, as in a window of one row.
    for (qint64 id = 1; id <= 8; ++id)
        QCOMPARE(fixture->pairs().changedTimes({id}).value(),
                 (QHash<qint64, qint64>{{id, times[id]}}));
}

void tst_ChangedTimes::answersCountForTheirPairs()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(numbered(0, 6)));
    ChangeLog &log = fixture->changes();
    VERIFY_RESULT(log.answer({labelOf(3, 1, kAnn)}));
    VERIFY_RESULT(log.answer({labelOf(3, 0, kAnn), labelOf(4, 0, kAnn)}));
    VERIFY_RESULT(log.answer({labelOf(5, std::nullopt, kAnn)})); // skipped
    QCOMPARE(timesOf(fixture, {2, 3, 4, 5}),
             (QHash<qint64, qint64>{{2, 1000}, {3, 10'002}, {4, 10'003}, {5, 10'004}}));
    VERIFY_RESULT(fixture->changes().takeLastBack(kAnn)); // undoes step 3
    VERIFY_RESULT(fixture->changes().takeLastBack(kAnn)); // answer 3 of two: step 4
    QCOMPARE(timesOf(fixture, {2, 3, 4, 5}),
             (QHash<qint64, qint64>{{2, 1000}, {3, 10'002}, {4, 400'000}, {5, 450'000}}));
}

void tst_ChangedTimes::aStepThatWasUndoneCountsFromThen()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(numbered(0, 4)));
    VERIFY_RESULT(fixture->changes().setFlagged({1, 2}, true, kAnn));
    VERIFY_RESULT(fixture->changes().setSplit({2}, Split::Test, kAnn)); // 3 follows
    QCOMPARE(timesOf(fixture, {1, 2, 3, 4}),
             (QHash<qint64, qint64>{{1, 100'000}, {2, 200'000}, {3, 200'000}, {4, 1000}}));
    VERIFY_RESULT(fixture->changes().undoLast());
    VERIFY_RESULT(fixture->changes().undoLast());
    const QHash<qint64, qint64> undone{{1, 150'000}, {2, 300'000}, {3, 300'000}, {4, 1000}};
    QCOMPARE(timesOf(fixture, {1, 2, 3, 4}), undone);
    VERIFY_RESULT(fixture->changes().redoNext()); // at a time of its own again
    QCOMPARE(timesOf(fixture, {1, 2, 3, 4}), undone);
}

void tst_ChangedTimes::theStepOfAnImportCountsForItsPairs()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(import(*fixture, numbered(0, 3))); // step 1
    VERIFY_RESULT(import(*fixture, numbered(3, 2))); // 2
    const auto times = timesOf(fixture, {3, 4});
    QCOMPARE(times, (QHash<qint64, qint64>{{3, 100'000}, {4, 200'000}}));
    VERIFY_RESULT(fixture->changes().undoLast());
    VERIFY_RESULT(fixture->changes().redoNext());
    QCOMPARE(timesOf(fixture, {3, 4}), (QHash<qint64, qint64>{{3, 100'000}, {4, 300'000}}));
    VERIFY_RESULT(fixture->changes().setImportRemoved(1, true, kAnn)); // 3
    QCOMPARE(timesOf(fixture, {3, 4}), (QHash<qint64, qint64>{{3, 300'000}, {4, 300'000}}));
}

void tst_ChangedTimes::whatEditedRowsChangedCounts()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(numbered(0, 5)));
    PairChange topic, answer;
    topic.pairId = 2;
    topic.topic = {QString(), QStringLiteral("parcels")};
    answer.pairId = 4;
    answer.answers = {labelOf(4, 1, kAnn)};
    answer.answers.front().imported = true;
    VERIFY_RESULT(
        fixture->changes().update({topic, answer}, 0, QStringLiteral("edited.csv"), kAnn));
    QCOMPARE(timesOf(fixture, {1, 2, 3, 4}),
             (QHash<qint64, qint64>{{1, 1000}, {2, 100'000}, {3, 1000}, {4, 100'000}}));
    VERIFY_RESULT(fixture->changes().undoLast());
    QCOMPARE(timesOf(fixture, {1, 2, 3, 4}),
             (QHash<qint64, qint64>{{1, 1000}, {2, 150'000}, {3, 1000}, {4, 150'000}}));
}

QTEST_GUILESS_MAIN(tst_ChangedTimes)
#include "tst_changed_times.moc"
