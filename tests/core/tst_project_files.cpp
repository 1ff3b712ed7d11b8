#include "project_fixture.h"

#include "project/change_log.h"
#include "project/connection.h"
#include "project/migrator.h"

#include <QDir>
#include <QFile>

#include <sys/mount.h>

using namespace tunedesk;

namespace
{
/// A project as an older version wrote it, and a folder for temporary files of its own.
struct OldProject {
    QTemporaryDir folder, temporary;
    QString path = folder.filePath(QStringLiteral("old.tunedesk"));

    explicit OldProject(const QString &name = QStringLiteral("format1"))
    {
        QFile::copy(
            QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/projects/%1.tunedesk").arg(name),
            path);
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
        qputenv("TMPDIR", temporary.path().toUtf8());
    }
    ~OldProject()
    {
        if (m_before.isNull())
            qunsetenv("TMPDIR");
        else
            qputenv("TMPDIR", m_before);
    }

private:
    const QByteArray m_before = qgetenv("TMPDIR");
};
} // namespace

class tst_ProjectFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void unfitFilesAreRefusedUntouched_data();
    void unfitFilesAreRefusedUntouched();
    void anOlderFileIsBackedUpAndBroughtUpToDate();
    void aFailedMigrationLeavesTheFileAsItWas();
    void aFileOfTheFirstFormatKeepsItsData();
    void aHistoryOfTheFourthFormatGoesOn();
    void aFileOfTheFirstFormatIsReadAndStaysAsItIs();
    void anOlderFileThatIsReadCanBeWrittenMeanwhile();
    void noSpaceForTheCopyOfAnOlderFileIsSaid();
    void aFullDiskLeavesAnOlderFileAsItWas();
    void aFileOfTheCurrentFormatStaysAsItIs();
    void strangeInstructionsAreRefusedUntouched_data();
    void strangeInstructionsAreRefusedUntouched();
    void numbersThatNobodyMeantAreNone();
    void aGarbageLogIsLeftOut();
};

void tst_ProjectFiles::unfitFilesAreRefusedUntouched_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("says");

    QByteArray sound;
    {
        ProjectFixture fixture;
        VERIFY_RESULT(fixture.project);
        const QString path = fixture.path;
        fixture.project = Error{};
        sound = bytesOf(path);
    }
    QVERIFY(sound.size() > 8192);
    const auto with = [&](qsizetype at, const QByteArray &bytes) {
        QByteArray changed = sound;
        return changed.replace(at, bytes.size(), bytes);
    };
    QTest::newRow("empty") << QByteArray() << ErrorKind::File << "empty";
    QTest::newRow("garbage") << QByteArray(5000, 'x') << ErrorKind::File << "no TuneDesk project";
    QTest::newRow("magic only") << sound.left(16) << ErrorKind::File << "cut off";
    QTest::newRow("foreign application")
        << with(68, "ABCD") << ErrorKind::File << "another program";
    QTest::newRow("newer format") << with(60, QByteArray("\0\0\x03\xe7", 4))
                                  << ErrorKind::Unsupported << "format 999";
    QTest::newRow("cut in the middle")
        << sound.left(sound.size() / 2) << ErrorKind::File << "cut off";
    QTest::newRow("last byte missing") << sound.chopped(1) << ErrorKind::File << "cut off";
    QTest::newRow("first page spoiled")
        << with(100, QByteArray(2000, '\xff')) << ErrorKind::Database << "damaged";
}

void tst_ProjectFiles::unfitFilesAreRefusedUntouched()
{
    QFETCH(QByteArray, bytes);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, says);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("bad.tunedesk"));
    writeBytes(path, bytes);
    for (const auto mode : {Project::Mode::ReadWrite, Project::Mode::ReadOnly}) {
        const auto project = Project::open(path, mode);
        QVERIFY(!project);
        QVERIFY2(project.error().what.contains(says), qPrintable(project.error().toLine()));
        QCOMPARE(project.error().kind, kind);
        QCOMPARE(bytesOf(path), bytes);
    }
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files),
             QStringList{QStringLiteral("bad.tunedesk")});
}

void tst_ProjectFiles::anOlderFileIsBackedUpAndBroughtUpToDate()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add({pairOf(QStringLiteral("a"), QStringLiteral("b"))}));
    fixture.project = Error{};
    auto steps = projectMigrations();
    const int newest = steps.back().version;
    steps.push_back(
        {newest + 1,
         QStringLiteral("-- a column more\nALTER TABLE pairs ADD COLUMN mood TEXT;\n"
                        "CREATE TRIGGER t AFTER INSERT ON imports BEGIN\n    SELECT 1;\nEND;\n")});
    {
        auto writer = Connection::open(fixture.path, Connection::Role::Writer);
        VERIFY_RESULT(writer);
        const auto backup = backUp(**writer, newest);
        VERIFY_RESULT(backup);
        const auto before = migrate(**writer, steps);
        VERIFY_RESULT(before);
        QCOMPARE(*before, newest);
        QCOMPARE((*writer)->scalar(QStringLiteral("PRAGMA user_version"))->toInt(), newest + 1);
        QVERIFY((*writer)->scalar(QStringLiteral("SELECT mood FROM pairs")).has_value());
        auto copy = Project::open(*backup, Project::Mode::ReadOnly);
        VERIFY_RESULT(copy);
        QCOMPARE(copy->pairs().count().value(), 1);
    }
    const auto newer = Project::open(fixture.path);
    QVERIFY(!newer);
    QCOMPARE(newer.error().kind, ErrorKind::Unsupported);
    QVERIFY(newer.error().what.contains(QString::number(newest + 1)));
    QVERIFY(newer.error().what.contains(QString::number(newest)));
}

void tst_ProjectFiles::aFailedMigrationLeavesTheFileAsItWas()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    fixture.project = Error{};
    auto steps = projectMigrations();
    const int newest = steps.back().version;
    steps.push_back({newest + 1, QStringLiteral("ALTER TABLE pairs ADD COLUMN mood TEXT;\n")});
    steps.push_back({newest + 2, QStringLiteral("ALTER TABLE nothing ADD COLUMN mood TEXT;\n")});
    {
        auto writer = Connection::open(fixture.path, Connection::Role::Writer);
        VERIFY_RESULT(writer);
        QVERIFY(!migrate(**writer, steps));
        QVERIFY(!(*writer)->scalar(QStringLiteral("SELECT mood FROM pairs")).has_value());
    }
    VERIFY_RESULT(Project::open(fixture.path));
}

void tst_ProjectFiles::aFileOfTheFirstFormatIsReadAndStaysAsItIs()
{
    OldProject old;
    const QByteArray before = bytesOf(old.path);
    {
        auto reader = Project::open(old.path, Project::Mode::ReadOnly);
        VERIFY_RESULT(reader);
        QVERIFY(reader->isReadOnly());
        QCOMPARE(reader->path(), old.path);
        QCOMPARE(reader->folder(), old.folder.filePath(QStringLiteral("old")));
        const auto pairs = reader->pairs().page({}, 0, 10);
        VERIFY_RESULT(pairs);
        QCOMPARE(pairs->size(), 4u);
        QCOMPARE(pairs->at(2).disputed, false); // by the rules of today
        PairQuery search;
        search.search = QStringLiteral("tomorrow");
        QCOMPARE(reader->pairs().count(search).value(), 1);
        QVERIFY(!reader->labels().add(labelOf(4, 1, QStringLiteral("ann"))));
        auto second = Project::open(old.path, Project::Mode::ReadOnly);
        VERIFY_RESULT(second);
        QCOMPARE(second->pairs().count().value(), 4);
    }
    QCOMPARE(bytesOf(old.path), before);
    QCOMPARE(QDir(old.folder.path()).entryList(QDir::Files),
             QStringList{QStringLiteral("old.tunedesk")});
    QVERIFY(QDir(old.temporary.path()).isEmpty());
}

void tst_ProjectFiles::anOlderFileThatIsReadCanBeWrittenMeanwhile()
{
    OldProject old;
    auto reader = Project::open(old.path, Project::Mode::ReadOnly);
    VERIFY_RESULT(reader);
    auto writer = Project::open(old.path);
    VERIFY_RESULT(writer);
    VERIFY_RESULT(writer->pairs().setRemoved({1}, true));
    auto later = Project::open(old.path, Project::Mode::ReadOnly);
    VERIFY_RESULT(later);
    QCOMPARE(reader->pairs().count().value(), 4); // as it was at that time
    QCOMPARE(later->pairs().count().value(), 3);
}

void tst_ProjectFiles::noSpaceForTheCopyOfAnOlderFileIsSaid()
{
    OldProject old;
    qputenv("TMPDIR", old.path.toUtf8()); // a file is no folder for temporary ones
    const auto reader = Project::open(old.path, Project::Mode::ReadOnly);
    QVERIFY(!reader);
    QVERIFY2(reader.error().what.contains(QLatin1String("older format 1")),
             qPrintable(reader.error().toLine()));
    QCOMPARE(reader.error().where, old.path);
    qputenv("TMPDIR", old.temporary.path().toUtf8());
    VERIFY_RESULT(Project::open(old.path, Project::Mode::ReadOnly));
}

void tst_ProjectFiles::aFullDiskLeavesAnOlderFileAsItWas()
{
    OldProject old;
    const QTemporaryDir folder;
    const QByteArray at = QFile::encodeName(folder.path());
    if (::mount("tmpfs", at.constData(), "tmpfs", 0, "size=2m") != 0)
        QSKIP("mounting a small disk is not allowed here");
    const auto unmount = qScopeGuard([&] { ::umount2(at.constData(), MNT_DETACH); });
    const QString path = folder.filePath(QStringLiteral("old.tunedesk"));
    const QString filler = folder.filePath(QStringLiteral("filler"));
    QVERIFY(QFile::copy(old.path, path));
    int refused = 0;
    bool isOpen = false;
    // Room for nothing, for the log, for a part of the backup copy, for it but not for the new
    // format.
    for (qint64 freeBytes = 0; !isOpen && freeBytes < 1'000'000; freeBytes += 20'480) {
        {
            QFile file(filler);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
            while (file.write(QByteArray(4096, 'x')) == 4096) {
            }
            QVERIFY(file.resize(std::max<qint64>(0, file.size() - freeBytes)));
        }
        {
            auto project = Project::open(path);
            isOpen = project.has_value();
            if (!isOpen) {
                ++refused;
                QVERIFY2(project.error().kind == ErrorKind::Disk,
                         qPrintable(QStringLiteral("%1 bytes free: ").arg(freeBytes) +
                                    project.error().toLine() + project.error().details));
                QVERIFY(QDir(folder.path()).entryList({QStringLiteral("*.part")}).isEmpty());
            }
        }
        auto reader = Project::open(path, Project::Mode::ReadOnly);
        VERIFY_RESULT(reader);
        QCOMPARE(reader->pairs().count().value(), 4);
        QVERIFY(QFile::remove(filler));
    }
    QVERIFY(isOpen);
    QVERIFY2(refused > 5, qPrintable(QString::number(refused)));
    auto project = Project::open(path);
    VERIFY_RESULT(project);
    VERIFY_RESULT(project->labels().add(labelOf(4, 1, QStringLiteral("ann"))));
}

void tst_ProjectFiles::aFileOfTheFirstFormatKeepsItsData()
{
    OldProject old;
    const QString path = old.path;
    auto project = Project::open(path);
    VERIFY_RESULT(project);
    QVERIFY(QFile::exists(path + QStringLiteral(".format1.backup")));
    const auto pairs = project->pairs().page({}, 0, 10);
    VERIFY_RESULT(pairs);
    QCOMPARE(pairs->size(), 4u); // the fifth is removed
    QCOMPARE(pairs->at(0).label, std::optional(1));
    QCOMPARE(pairs->at(1).label, std::nullopt);
    QCOMPARE(pairs->at(1).disputed, true);
    QCOMPARE(pairs->at(2).label, std::optional(0)); // two to one: settled since format 2
    QCOMPARE(pairs->at(2).disputed, false);
    QCOMPARE(pairs->at(3).question, QStringLiteral("可以换颜色吗？"));
    QCOMPARE(project->pairs().imports()->size(), 1u);
    QCOMPARE(project->labels().history(3)->size(), 3u);
    PairQuery search;
    search.search = QStringLiteral("tomorrow");
    QCOMPARE(project->pairs().count(search).value(), 1);
    QCOMPARE(project->pairs().contains({PairStore::contentHash(pairs->at(1))}).value(),
             std::vector<bool>{true});
    // What was removed before there was a history is in the bin, and comes back.
    PairQuery bin;
    bin.bin = true;
    QCOMPARE(project->pairs().ids(bin).value(), std::vector<qint64>{5});
    QVERIFY(!project->changes().removalOf(5).value().has_value());
    QVERIFY(project->changes().steps(10)->empty());
    VERIFY_RESULT(project->changes().restore({5}, QStringLiteral("ann")));
    QCOMPARE(project->pairs().count().value(), 5);
    VERIFY_RESULT(project->changes().undoLast());
    QCOMPARE(project->pairs().count().value(), 4);
    // It is a file to work with.
    VERIFY_RESULT(project->labels().add(labelOf(4, 1, QStringLiteral("ann"))));
    const auto import = project->pairs().beginImport(QStringLiteral("new.csv"));
    VERIFY_RESULT(import);
    const auto added = project->pairs().add(
        *import, {pairs->at(0), pairOf(QStringLiteral("new"), QStringLiteral("one"))},
        QStringLiteral("import"));
    VERIFY_RESULT(added);
    QCOMPARE(added->added, 1);
    QCOMPARE(added->duplicates, 1);
}

void tst_ProjectFiles::aHistoryOfTheFourthFormatGoesOn()
{
    OldProject old(QStringLiteral("format4"));
    auto project = Project::open(old.path);
    VERIFY_RESULT(project);
    QVERIFY(QFile::exists(old.path + QStringLiteral(".format4.backup")));
    ChangeLog &log = project->changes();
    QStringList texts;
    const auto steps = log.latest(20);
    VERIFY_RESULT(steps);
    for (const DataChange &step : *steps)
        texts << changeText(step);
    QCOMPARE(texts, (QStringList{QStringLiteral("Flagged 2 pairs"),
                                 QStringLiteral("Flagged pair 4"), QStringLiteral("Removed pair 5"),
                                 QStringLiteral("Moved 1 pairs to the test set"),
                                 QStringLiteral("Changed the note of pair 2"),
                                 QStringLiteral("Labelled pair 1 appropriate"),
                                 QStringLiteral("Imported 5 pairs from old.csv")}));
    QCOMPARE(log.steps(10)->size(), 6u); // one of them was overtaken
    QCOMPARE(log.removalOf(5).value()->change.id, 5);
    QCOMPARE(project->pairs().dealtSplits({3, 4}).value(),
             (QHash<qint64, Split>{{3, Split::Test}, {4, Split::Test}}));
    // Forward, all the way back, and forward again.
    QCOMPARE(log.redoNext().value()->id, 7);
    QVERIFY(project->pairs().find(2).value()->flagged);
    for (const qint64 id : {7, 5, 4, 3, 2, 1})
        QCOMPARE(log.undoLast().value()->id, id);
    QCOMPARE(project->pairs().count().value(), 0);
    QCOMPARE(project->pairs().find(2).value()->note, QString());
    QCOMPARE(project->pairs().find(3).value()->split, Split::Unassigned);
    QCOMPARE(project->pairs().find(1).value()->label, std::nullopt);
    for (const qint64 id : {1, 2, 3, 4, 5, 7})
        QCOMPARE(log.redoNext().value()->id, id);
    QCOMPARE(project->pairs().find(2).value()->note, QStringLiteral("问过了"));
    QCOMPARE(project->pairs().count().value(), 4);
    // New steps have higher numbers, and the new kinds of them.
    PairChange change;
    change.pairId = 1;
    change.topic = {QString(), QStringLiteral("parcels")};
    const auto updated =
        log.update({change}, 0, QStringLiteral("edited.csv"), QStringLiteral("ann"));
    VERIFY_RESULT(updated);
    QCOMPARE(updated->id, 8);
    QCOMPARE(log.undoLast().value()->id, 8);
}

void tst_ProjectFiles::aFileOfTheCurrentFormatStaysAsItIs()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add({pairOf(QStringLiteral("a"), QStringLiteral("b"))}));
    fixture.project = Error{};
    const QByteArray before = bytesOf(fixture.path);
    VERIFY_RESULT(Project::open(fixture.path));
    QCOMPARE(bytesOf(fixture.path), before);
    QCOMPARE(QDir(fixture.folder.path()).entryList(QDir::Files),
             QStringList{QStringLiteral("shop.tunedesk")});
}

void tst_ProjectFiles::strangeInstructionsAreRefusedUntouched_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("name");
    QTest::newRow("a trigger") << "CREATE TRIGGER turn AFTER INSERT ON answers BEGIN "
                                  "UPDATE pairs SET label = 0; END"
                               << "turn";
    QTest::newRow("a view in place of ours")
        << "DROP VIEW known_pairs\nCREATE VIEW known_pairs AS SELECT * FROM pairs WHERE id < 2"
        << "known_pairs";
    QTest::newRow("a view in place of a table")
        << "DROP TABLE settings\nCREATE VIEW settings AS SELECT 'k' AS key, 'v' AS value"
        << "settings";
    QTest::newRow("a trigger under a type in capitals")
        << "PRAGMA writable_schema = ON\n"
           "INSERT INTO sqlite_schema VALUES ('TRIGGER', 'turn', 'answers', 0, 'CREATE TRIGGER "
           "turn "
           "AFTER INSERT ON answers BEGIN UPDATE pairs SET label = 0; END')"
        << "turn";
    QTest::newRow("another search table") << "CREATE VIRTUAL TABLE spare USING fts5(question)"
                                          << "spare";
}

void tst_ProjectFiles::strangeInstructionsAreRefusedUntouched()
{
    QFETCH(QString, sql);
    QFETCH(QString, name);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    fixture.project = Error{};
    {
        auto writer = Connection::open(fixture.path, Connection::Role::Writer);
        VERIFY_RESULT(writer);
        for (const QString &statement : sql.split(u'\n'))
            VERIFY_RESULT((*writer)->execute(statement));
    }
    const QByteArray before = bytesOf(fixture.path);
    for (const auto mode : {Project::Mode::ReadWrite, Project::Mode::ReadOnly}) {
        const auto project = Project::open(fixture.path, mode);
        QVERIFY(!project);
        QCOMPARE(project.error().kind, ErrorKind::File);
        QVERIFY2(project.error().what.contains(name), qPrintable(project.error().toLine()));
        QCOMPARE(bytesOf(fixture.path), before);
    }
}

void tst_ProjectFiles::numbersThatNobodyMeantAreNone()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add({pairOf(QStringLiteral("a"), QStringLiteral("b"))}));
    VERIFY_RESULT(fixture->labels().add(labelOf(1, 1, QStringLiteral("ann"))));
    fixture.project = Error{};
    {
        auto writer = Connection::open(fixture.path, Connection::Role::Writer);
        VERIFY_RESULT(writer);
        for (const char *sql :
             {"PRAGMA ignore_check_constraints = ON", "UPDATE answers SET label = 84",
              "UPDATE pairs SET label = -3, split = 77, reply_words = -1000, annotators = -1"})
            VERIFY_RESULT((*writer)->execute(QLatin1String(sql)));
    }
    fixture.project = Project::open(fixture.path);
    VERIFY_RESULT(fixture.project);
    const auto pair = fixture->pairs().find(1);
    VERIFY_RESULT(pair);
    QCOMPARE((*pair)->label, std::nullopt);
    QCOMPARE((*pair)->split, Split::Unassigned);
    QCOMPARE((*pair)->annotators, 0);
    QCOMPARE(fixture->labels().history(1)->front().label, std::nullopt);
    const auto statistics = fixture->pairs().statistics();
    VERIFY_RESULT(statistics);
    QCOMPARE(statistics->longestReplyWords, 0);
    // A new answer settles the pair; what can't be understood has no vote.
    VERIFY_RESULT(fixture->labels().add(labelOf(1, 0, QStringLiteral("bob"))));
    QCOMPARE(fixture->pairs().find(1).value()->label, std::optional(0));
    QCOMPARE(fixture->pairs().find(1).value()->annotators, 1);
}

void tst_ProjectFiles::aGarbageLogIsLeftOut()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add({pairOf(QStringLiteral("a"), QStringLiteral("b"))}));
    fixture.project = Error{};
    writeBytes(fixture.path + QStringLiteral("-wal"), QByteArray(40'000, 'x'));
    fixture.project = Project::open(fixture.path);
    VERIFY_RESULT(fixture.project);
    QCOMPARE(fixture->pairs().count().value(), 1);
}

QTEST_GUILESS_MAIN(tst_ProjectFiles)
#include "tst_project_files.moc"
