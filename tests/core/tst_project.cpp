#include "project_fixture.h"

#include <QDir>
#include <QFile>

#include <sys/mount.h>
#include <thread>

#include <cstdio>
#include <unistd.h>

using namespace tunedesk;

class tst_Project : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void createRefusesWhatIsThere();
    void openMakesNothing();
    void aWriteIsWholeOrNothing();
    void storesOfManyThreadsWriteThroughOneWriter();
    void writeLaterAnswersOnceItIsOnDisk();
    void readingOnlyWritesNothing();
    void aFullDiskIsAnErrorAndPasses();
    void whatIsNotInItsPlaceIsWrittenNoMore_data();
    void whatIsNotInItsPlaceIsWrittenNoMore();
    void aCopyOfAnIdleProjectIsWhole();
    void aFileOfTwoNamesHasOneWriter_data();
    void aFileOfTwoNamesHasOneWriter();
    void theLogGoesToTheFileThatWasPutAway_data();
    void theLogGoesToTheFileThatWasPutAway();
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

void tst_Project::whatIsNotInItsPlaceIsWrittenNoMore_data()
{
    QTest::addColumn<bool>("isReplaced");
    QTest::addColumn<QString>("says");
    QTest::newRow("moved away") << false << "moved or deleted";
    QTest::newRow("replaced") << true << "Another file";
}

void tst_Project::whatIsNotInItsPlaceIsWrittenNoMore()
{
    QFETCH(bool, isReplaced);
    QFETCH(QString, says);
    ProjectFixture fixture, other;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(other.project);
    VERIFY_RESULT(fixture.add({pairOf(QStringLiteral("a"), QStringLiteral("b"))}));
    other.project = Error{};
    const QByteArray foreign = bytesOf(other.path);
    const QString away = fixture.folder.filePath(QStringLiteral("away.tunedesk"));
    QVERIFY(QFile::rename(fixture.path, away));
    if (isReplaced)
        QVERIFY(QFile::copy(other.path, fixture.path));
    for (int i = 0; i < 2; ++i) {
        const auto refused = fixture->labels().add(labelOf(1, 1, QStringLiteral("ann")));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::File);
        QVERIFY2(refused.error().what.contains(says), qPrintable(refused.error().toLine()));
    }
    QCOMPARE(fixture->labels().history(1)->size(), 0u);
    if (isReplaced) {
        QCOMPARE(bytesOf(fixture.path), foreign);
        QVERIFY(QFile::remove(fixture.path));
    }
    // Back in its place it goes on.
    QVERIFY(QFile::rename(away, fixture.path));
    VERIFY_RESULT(fixture->labels().add(labelOf(1, 1, QStringLiteral("ann"))));
    fixture.project = Error{};
    fixture.project = Project::open(fixture.path);
    VERIFY_RESULT(fixture.project);
    QCOMPARE(fixture->labels().history(1)->size(), 1u);
}

void tst_Project::theLogGoesToTheFileThatWasPutAway_data()
{
    QTest::addColumn<bool>("isReplaced");
    QTest::addColumn<bool>("isClosedAtOnce");
    QTest::newRow("moved away") << false << false;
    QTest::newRow("moved away, closed at once") << false << true;
    QTest::newRow("replaced") << true << false;
    QTest::newRow("replaced, closed at once") << true << true;
}

void tst_Project::theLogGoesToTheFileThatWasPutAway()
{
    QFETCH(bool, isReplaced);
    QFETCH(bool, isClosedAtOnce);
    ProjectFixture fixture, other;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(other.project);
    VERIFY_RESULT(fixture.add({pairOf(QStringLiteral("a"), QStringLiteral("b"))}));
    VERIFY_RESULT(fixture->labels().add(labelOf(1, 1, QStringLiteral("ann"))));
    VERIFY_RESULT(other.add({pairOf(QStringLiteral("c"), QStringLiteral("d"))}));
    other.project = Error{};
    const QString log = fixture.path + QStringLiteral("-wal");
    QVERIFY(QFileInfo(log).size() > 0);
    const QString away = fixture.folder.filePath(QStringLiteral("away.tunedesk"));
    QVERIFY(QFile::rename(fixture.path, away));
    if (isReplaced)
        QVERIFY(QFile::copy(other.path, fixture.path));
    if (!isClosedAtOnce)
        QTRY_COMPARE(QFileInfo(log).size(), 0);
    fixture.project = Error{};
    QCOMPARE(QFileInfo(log).size(), 0);
    const auto textsIn = [](const QString &path) -> QStringList {
        auto project = Project::open(path);
        if (!project)
            return {project.error().toLine()};
        QStringList texts;
        for (const DialoguePair &pair :
             project->pairs().page({}, 0, 10).value_or(std::vector<DialoguePair>()))
            texts << pair.question
                  << QString::number(
                         project->labels().history(pair.id).value_or(std::vector<Label>()).size());
        return texts;
    };
    QCOMPARE(textsIn(away), (QStringList{QStringLiteral("a"), QStringLiteral("1")}));
    if (isReplaced)
        QCOMPARE(textsIn(fixture.path), (QStringList{QStringLiteral("c"), QStringLiteral("0")}));
}

void tst_Project::aCopyOfAnIdleProjectIsWhole()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add({pairOf(QStringLiteral("a"), QStringLiteral("b"))}));
    VERIFY_RESULT(fixture->labels().add(labelOf(1, 1, QStringLiteral("ann"))));
    int copies = 0;
    const auto labelsInACopy = [&]() -> qsizetype {
        const QString copy = fixture.folder.filePath(QStringLiteral("copy%1").arg(++copies));
        if (!QFile::copy(fixture.path, copy))
            return -1;
        auto project = Project::open(copy, Project::Mode::ReadOnly);
        if (!project)
            return -1;
        const auto labels = project->labels().history(1);
        return labels ? qsizetype(labels->size()) : -1;
    };
    QTRY_COMPARE(labelsInACopy(), 1);
}

void tst_Project::aFileOfTwoNamesHasOneWriter_data()
{
    QTest::addColumn<bool>("isRenamed");
    QTest::newRow("linked") << false;
    QTest::newRow("renamed") << true;
}

void tst_Project::aFileOfTwoNamesHasOneWriter()
{
    QFETCH(bool, isRenamed);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    const QString other = fixture.folder.filePath(QStringLiteral("other.tunedesk"));
    const QByteArray from = QFile::encodeName(fixture.path), to = QFile::encodeName(other);
    QCOMPARE(isRenamed ? ::rename(from, to) : ::link(from, to), 0);
    const auto second = Project::open(other);
    QVERIFY(!second);
    QCOMPARE(second.error().kind, ErrorKind::Busy);
    VERIFY_RESULT(Project::open(other, Project::Mode::ReadOnly));
    fixture.project = Error{};
    VERIFY_RESULT(Project::open(other));
}

QTEST_GUILESS_MAIN(tst_Project)
#include "tst_project.moc"
