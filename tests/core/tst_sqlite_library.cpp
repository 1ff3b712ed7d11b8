#include "project/connection.h"
#include "project/sqlite_library.h"
#include "test_support.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tunedesk;

class tst_SqliteLibrary : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anUnfitSqliteIsNamed_data();
    void anUnfitSqliteIsNamed();
    void anotherSqliteThanTheProgramsOwnIsRefused();
};

void tst_SqliteLibrary::anUnfitSqliteIsNamed_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<bool>("hasSearch");
    QTest::addColumn<bool>("isThreadSafe");
    QTest::addColumn<QString>("says"); // empty: fit
    QTest::newRow("Debian 12") << "3.40.1" << true << true << "";
    QTest::newRow("the oldest") << "3.34.0" << true << true << "";
    QTest::newRow("too old") << "3.33.9" << true << true << "3.33.9 is too old";
    QTest::newRow("nonsense") << "" << true << true << "too old";
    QTest::newRow("no search") << "3.40.1" << false << true << "FTS5";
    QTest::newRow("one thread") << "3.40.1" << true << false << "single thread";
}

void tst_SqliteLibrary::anUnfitSqliteIsNamed()
{
    QFETCH(QString, version);
    QFETCH(bool, hasSearch);
    QFETCH(bool, isThreadSafe);
    QFETCH(QString, says);
    const auto checked = checkSqliteLibrary({version, hasSearch, isThreadSafe});
    QCOMPARE(checked.has_value(), says.isEmpty());
    if (!checked) {
        QCOMPARE(checked.error().kind, ErrorKind::Unsupported);
        QVERIFY2(checked.error().what.contains(says), qPrintable(checked.error().toLine()));
    }
}

void tst_SqliteLibrary::anotherSqliteThanTheProgramsOwnIsRefused()
{
    const auto checked = checkSqliteLibrary({QStringLiteral("3.40.1"), true, true, false});
    QVERIFY(!checked);
    QCOMPARE(checked.error().kind, ErrorKind::Unsupported);
    QVERIFY2(checked.error().what.contains(QStringLiteral("another SQLite")),
             qPrintable(checked.error().toLine()));
    // The one that is here is the program's own, and its connections can be bound directly.
    const QTemporaryDir folder;
    const auto connection = Connection::open(folder.filePath(QStringLiteral("p.sqlite")),
                                             Connection::Role::Builder);
    VERIFY_RESULT(connection);
    QVERIFY((*connection)->sqlite());
    const auto library = sqliteLibrary(**connection);
    VERIFY_RESULT(library);
    QVERIFY(library->isOwn);
}

QTEST_GUILESS_MAIN(tst_SqliteLibrary)
#include "tst_sqlite_library.moc"
