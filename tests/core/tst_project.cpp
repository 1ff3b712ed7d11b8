#include "project_fixture.h"

#include "project/connection.h"
#include "project/migrator.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>

#include <csignal>
#include <cstdio>
#include <sys/mount.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace tunedesk;

namespace
{
QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeBytes(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// This program again, as another process on the project.
struct Child {
    QProcess process;
    Child(const char *part, const QString &path)
    {
        process.start(QCoreApplication::applicationFilePath(), {QLatin1String(part), path});
        QVERIFY(process.waitForStarted());
    }
    ~Child()
    {
        process.kill();
        process.waitForFinished();
    }
    QByteArray line()
    {
        while (!process.canReadLine())
            if (!process.waitForReadyRead(10'000))
                return {};
        return process.readLine().trimmed();
    }
};

/// Says "open" once it holds the project, and holds it until killed.
int holdProject(const QString &path)
{
    const auto project = Project::open(path);
    std::puts(project ? "open" : qPrintable(project.error().toLine()));
    std::fflush(stdout);
    while (true)
        ::pause();
}

/// Labels pairs 1, 2, 3 … and says each number once its label is on disk, until killed.
int labelForever(const QString &path)
{
    auto project = Project::open(path);
    if (!project)
        return 1;
    for (qint64 seq = 1;; ++seq) {
        Label label = labelOf(seq % 50 + 1, int(seq % 2), QStringLiteral("ann"));
        label.seconds = double(seq);
        const auto added = project->labels().add(label);
        if (!added)
            return 1;
        std::printf("%lld\n", static_cast<long long>(*added));
        std::fflush(stdout);
    }
}
} // namespace

class tst_Project : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void createRefusesWhatIsThere();
    void openMakesNothing();
    void unfitFilesAreRefusedUntouched_data();
    void unfitFilesAreRefusedUntouched();
    void anOlderFileIsBackedUpAndBroughtUpToDate();
    void aFailedMigrationLeavesTheFileAsItWas();
    void aWriteIsWholeOrNothing();
    void storesOfManyThreadsWriteThroughOneWriter();
    void writeLaterAnswersOnceItIsOnDisk();
    void aSecondProcessIsToldWhoWrites();
    void theLockOfADeadProcessIsTakenOver();
    void readingOnlyWritesNothing();
    void aReadOnlyFolderOpensForReading();
    void aKilledProcessLosesNoAcknowledgedLabel();
    void aFullDiskIsAnErrorAndPasses();
};

void tst_Project::createRefusesWhatIsThere()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    QCOMPARE(fixture->path(), QFileInfo(fixture.path).canonicalFilePath());
    QVERIFY(QFileInfo(fixture->folder()).isDir());
    const auto again = Project::create(fixture.path);
    QVERIFY(!again);
    QCOMPARE(again.error().kind, ErrorKind::File);
    QCOMPARE(again.error().where, fixture.path);
    QVERIFY(!Project::create(fixture.folder.filePath(QStringLiteral("no/folder.tunedesk"))));
    const QString ghost = fixture.folder.filePath(QStringLiteral("ghost.tunedesk"));
    writeBytes(ghost + QStringLiteral("-wal"), "old pages");
    QVERIFY(!Project::create(ghost));
    QVERIFY(!QFileInfo::exists(ghost));
}

void tst_Project::openMakesNothing()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("typo.tunedesk"));
    for (const auto mode : {Project::Mode::ReadWrite, Project::Mode::ReadOnly}) {
        const auto project = Project::open(path, mode);
        QVERIFY(!project);
        QCOMPARE(project.error().kind, ErrorKind::File);
    }
    QVERIFY(QDir(folder.path()).isEmpty());
}

void tst_Project::unfitFilesAreRefusedUntouched_data()
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

void tst_Project::unfitFilesAreRefusedUntouched()
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

void tst_Project::anOlderFileIsBackedUpAndBroughtUpToDate()
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

void tst_Project::aFailedMigrationLeavesTheFileAsItWas()
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

void tst_Project::aWriteIsWholeOrNothing()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    const auto failed = fixture->write([](Project &project) -> Result<void> {
        const auto import = project.pairs().beginImport(QStringLiteral("a.csv"));
        if (!import)
            return import.error();
        const auto added = project.pairs().add(
            *import, {pairOf(QStringLiteral("a"), QStringLiteral("b"))}, QStringLiteral("x"));
        if (!added)
            return added.error();
        return Error{ErrorKind::Input, QStringLiteral("changed my mind")};
    });
    QVERIFY(!failed);
    QCOMPARE(failed.error().what, QStringLiteral("changed my mind"));
    QCOMPARE(fixture->pairs().count().value(), 0);
    QVERIFY(fixture->pairs().imports()->empty());

    VERIFY_RESULT(fixture->write([](Project &project) -> Result<void> {
        const auto import = project.pairs().beginImport(QStringLiteral("a.csv"));
        if (!import)
            return import.error();
        // A call that fails undoes itself; the transaction goes on.
        std::vector<DialoguePair> bad{pairOf(QStringLiteral("good"), QStringLiteral("b")),
                                      pairOf(QStringLiteral(" "), QStringLiteral("b"))};
        if (project.pairs().add(*import, bad, QStringLiteral("x")))
            return Error{ErrorKind::Input, QStringLiteral("an empty question was taken")};
        if (auto added = project.pairs().add(
                *import, {pairOf(QStringLiteral("a"), QStringLiteral("b"))}, QStringLiteral("x"));
            !added)
            return added.error();
        return {};
    }));
    QCOMPARE(fixture->pairs().count().value(), 1);
    QCOMPARE(fixture->settings().value(QStringLiteral("page")).value(), std::nullopt);
    VERIFY_RESULT(fixture->settings().setValue(QStringLiteral("page"), QStringLiteral("data")));
    VERIFY_RESULT(fixture->settings().setValue(QStringLiteral("page"),
                                               QJsonValue(QJsonObject{{QStringLiteral("a"), 1}})));
    QCOMPARE(fixture->settings()
                 .value(QStringLiteral("page"))
                 .value()
                 ->toObject()
                 .value(QStringLiteral("a"))
                 .toInt(),
             1);
}

void tst_Project::storesOfManyThreadsWriteThroughOneWriter()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add({pairOf(QStringLiteral("a"), QStringLiteral("b"))}));
    std::atomic<int> failures = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            auto project = Project::open(fixture.path);
            for (int i = 0; i < 25; ++i)
                if (!project ||
                    !project->labels().add(labelOf(1, i % 2, QStringLiteral("person %1").arg(t))))
                    ++failures;
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(failures.load(), 0);
    QCOMPARE(fixture->labels().history(1)->size(), 100u);
}

void tst_Project::writeLaterAnswersOnceItIsOnDisk()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    std::promise<Result<void>> answer;
    auto outcome = answer.get_future();
    fixture->writeLater(
        [](Project &project) { return project.settings().setValue(QStringLiteral("k"), 7); },
        [&](Result<void> done) { answer.set_value(std::move(done)); });
    const Result<void> written = outcome.get();
    VERIFY_RESULT(written);
    QCOMPARE(fixture->settings().value(QStringLiteral("k")).value()->toInt(), 7);
    // What is still waiting when the last Project goes is written before the file closes.
    for (int i = 0; i < 20; ++i)
        fixture->writeLater(
            [i](Project &project) { return project.settings().setValue(QStringLiteral("n"), i); },
            {});
    fixture.project = Error{};
    auto again = Project::open(fixture.path);
    VERIFY_RESULT(again);
    QCOMPARE(again->settings().value(QStringLiteral("n")).value()->toInt(), 19);
}

void tst_Project::aSecondProcessIsToldWhoWrites()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add({pairOf(QStringLiteral("a"), QStringLiteral("b"))}));
    fixture.project = Error{};
    Child child("hold", fixture.path);
    QCOMPARE(child.line(), QByteArray("open"));
    QElapsedTimer timer;
    timer.start();
    const auto refused = Project::open(fixture.path);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Busy);
    QVERIFY(refused.error().what.contains(QString::number(child.process.processId())));
    QVERIFY(refused.error().what.contains(QSysInfo::machineHostName()));
    const auto holder = Project::holder(fixture.path);
    QVERIFY(holder.has_value());
    QCOMPARE(holder->pid, child.process.processId());
    auto reader = Project::open(fixture.path, Project::Mode::ReadOnly);
    VERIFY_RESULT(reader);
    QCOMPARE(reader->pairs().count().value(), 1);
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
}

void tst_Project::theLockOfADeadProcessIsTakenOver()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    fixture.project = Error{};
    {
        Child child("hold", fixture.path);
        QCOMPARE(child.line(), QByteArray("open"));
    }
    QVERIFY(!Project::holder(fixture.path).has_value());
    VERIFY_RESULT(Project::open(fixture.path));
}

void tst_Project::readingOnlyWritesNothing()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add({pairOf(QStringLiteral("a"), QStringLiteral("b"))}));
    fixture.project = Error{};
    const QByteArray before = bytesOf(fixture.path);
    {
        auto reader = Project::open(fixture.path, Project::Mode::ReadOnly);
        VERIFY_RESULT(reader);
        QVERIFY(reader->isReadOnly());
        QCOMPARE(reader->pairs().count().value(), 1);
        QVERIFY(!reader->labels().add(labelOf(1, 1, QStringLiteral("ann"))));
        bool isRefused = false;
        reader->writeLater([](Project &) -> Result<void> { return {}; },
                           [&](Result<void> done) { isRefused = !done; });
        QVERIFY(isRefused);
        // A reader becomes a writer's neighbour when another door opens.
        auto writer = Project::open(fixture.path);
        VERIFY_RESULT(writer);
    }
    QCOMPARE(bytesOf(fixture.path), before);
    QCOMPARE(QDir(fixture.folder.path()).entryList(QDir::Files),
             QStringList{QStringLiteral("shop.tunedesk")});
}

void tst_Project::aReadOnlyFolderOpensForReading()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    fixture.project = Error{};
    if (::geteuid() != 0 || ::access("/usr/bin/setpriv", X_OK) != 0)
        QSKIP("needs root to become another user");
    ::chmod(QFile::encodeName(fixture.folder.path()).constData(), 0755);
    QProcess process;
    process.start(QStringLiteral("setpriv"),
                  {QStringLiteral("--reuid=65534"), QStringLiteral("--regid=65534"),
                   QStringLiteral("--clear-groups"), QCoreApplication::applicationFilePath(),
                   QStringLiteral("read"), fixture.path});
    if (!process.waitForFinished(20'000) || process.exitCode() == 127)
        QSKIP("another user can't run this test");
    const QByteArray said = process.readAllStandardOutput().trimmed();
    if (said.isEmpty())
        QSKIP("another user can't run this test");
    QCOMPARE(said, QByteArray("0 pairs, writing: file"));
}

void tst_Project::aKilledProcessLosesNoAcknowledgedLabel()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    std::vector<DialoguePair> pairs;
    for (int i = 0; i < 50; ++i)
        pairs.push_back(pairOf(QString::number(i), QStringLiteral("reply")));
    VERIFY_RESULT(fixture.add(pairs));
    fixture.project = Error{};
    qint64 acknowledged = 0;
    for (int kill = 0; kill < 10; ++kill) {
        {
            Child child("label", fixture.path);
            for (int i = 0; i < 3 + kill * 2; ++i)
                if (const QByteArray line = child.line(); !line.isEmpty())
                    acknowledged = line.toLongLong();
            child.process.kill();
            child.process.waitForFinished();
            for (const QByteArray &line : child.process.readAll().split('\n'))
                acknowledged = std::max(acknowledged, line.toLongLong());
        }
        auto project = Project::open(fixture.path);
        VERIFY_RESULT(project);
        const auto last = project->labels().latest(QStringLiteral("ann"), 1);
        VERIFY_RESULT(last);
        QVERIFY(!last->empty());
        QVERIFY2(last->front().id >= acknowledged,
                 qPrintable(QStringLiteral("%1 < %2").arg(last->front().id).arg(acknowledged)));
        QCOMPARE(project->labels().countSince(QStringLiteral("ann"), 0).value(),
                 int(last->front().id));
        const auto pair = project->pairs().find(last->front().pairId);
        VERIFY_RESULT(pair);
        QCOMPARE((*pair)->label, last->front().label);
    }
    QVERIFY(acknowledged > 50);
}

void tst_Project::aFullDiskIsAnErrorAndPasses()
{
    QTemporaryDir folder;
    const QByteArray mountPoint = QFile::encodeName(folder.path());
    if (::mount("tmpfs", mountPoint.constData(), "tmpfs", 0, "size=2m") != 0)
        QSKIP("mounting a small disk is not allowed here");
    struct Unmount {
        const char *at;
        ~Unmount() { ::umount2(at, MNT_DETACH); }
    } unmount{mountPoint.constData()};
    auto project = Project::create(folder.filePath(QStringLiteral("small.tunedesk")));
    VERIFY_RESULT(project);
    const auto import = project->pairs().beginImport(QStringLiteral("a.csv"));
    VERIFY_RESULT(import);
    VERIFY_RESULT(project->pairs().add(*import, {pairOf(QStringLiteral("a"), QStringLiteral("b"))},
                                       QStringLiteral("x")));
    // The filler goes to the last block, then a label has no room.
    const QString filler = folder.filePath(QStringLiteral("filler"));
    {
        QFile file(filler);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        while (file.write(QByteArray(4096, 'x')) == 4096) {
        }
    }
    std::optional<Error> failure;
    int stored = 0;
    for (int i = 0; i < 2000 && !failure; ++i) {
        const auto added = project->labels().add(labelOf(1, i % 2, QStringLiteral("ann")));
        if (added)
            ++stored;
        else
            failure = added.error();
    }
    QVERIFY(failure.has_value());
    QVERIFY2(failure->kind == ErrorKind::Disk, qPrintable(failure->toLine() + failure->details));
    QCOMPARE(project->labels().history(1)->size(), std::size_t(stored));
    QVERIFY(QFile::remove(filler));
    VERIFY_RESULT(project->labels().add(labelOf(1, 1, QStringLiteral("ann"))));
    QCOMPARE(project->labels().history(1)->size(), std::size_t(stored + 1));
    project = Error{};
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.value(1) == QLatin1String("hold"))
        return holdProject(arguments.value(2));
    if (arguments.value(1) == QLatin1String("label"))
        return labelForever(arguments.value(2));
    if (arguments.value(1) == QLatin1String("read")) {
        auto project = Project::open(arguments.value(2), Project::Mode::ReadOnly);
        const auto writing = Project::open(arguments.value(2));
        if (project)
            std::printf("%d pairs, writing: %s\n", project->pairs().count().value_or(-1),
                        !writing && writing.error().kind == ErrorKind::File ? "file" : "other");
        else
            std::puts(qPrintable(project.error().toLine()));
        return 0;
    }
    tst_Project test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_project.moc"
