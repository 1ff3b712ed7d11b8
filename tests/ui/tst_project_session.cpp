#include "shell/project_session.h"

#include "run_fixture.h"
#include "test_support.h"
#include "window_fixture.h"

#include <QFileInfo>
#include <QLockFile>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace tunedesk;

class tst_ProjectSession : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aStepIsWrittenUndoneAndRedone();
    void aFailedStepLeavesTheStack();
    void aSecondFailureKeepsEarlierSteps();
    void stepsCanBeUndoneAfterReopening();
    void aStepOfAJobComesOntoTheStack();
    void aStepThatChangesNothingLeavesTheStack();
    void aStepIsUndoneBeforeItIsOnDisk();
    void aStepIsDoneForTheOneWhoWaitsForIt();
    void anAnswerAfterTheEndIsDropped();
    void aWriteWithoutAStepTellsItsCaller();
    void openingLaterFindsRunsThatWereCutOff();
    void openingLaterTellsWhatIsWrong_data();
    void openingLaterTellsWhatIsWrong();
    void openingLaterBringsAnOldFileUpToDate();
    void openingLaterOnlyReadsWhatAnotherWrites();
    void whatNobodyWantsAnyMoreIsNotOpened_data();
    void whatNobodyWantsAnyMoreIsNotOpened();

private:
    QString setting(const QString &key)
    {
        const auto value = m_session->project().settings().value(key);
        return value && *value ? (*value)->toString() : QString();
    }
    void addPairs(int count)
    {
        std::vector<DialoguePair> pairs;
        for (int i = 1; i <= count; ++i) {
            DialoguePair pair;
            pair.question = QStringLiteral("Where is order %1?").arg(i);
            pair.reply = QStringLiteral("On its way.");
            pairs.push_back(pair);
        }
        auto project = Project::open(m_session->path());
        VERIFY_RESULT(project);
        const auto import = project->pairs().beginImport(QStringLiteral("/data/pairs.csv"));
        VERIFY_RESULT(import);
        VERIFY_RESULT(project->pairs().add(*import, pairs, QStringLiteral("import")));
    }
    static ProjectSession::Act set(const QString &text)
    {
        return [text](Project &project) {
            return project.settings().setValue(QStringLiteral("k"), text);
        };
    }

    IsolatedHome m_home;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProjectSession> m_session;
};

void tst_ProjectSession::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    const QString path = m_folder->filePath(QStringLiteral("p.tunedesk"));
    const auto made = Project::create(path);
    VERIFY_RESULT(made);
    auto opened = ProjectSession::open(path);
    VERIFY_RESULT(opened);
    m_session = std::move(*opened);
}

void tst_ProjectSession::cleanup()
{
    m_session.reset();
}

void tst_ProjectSession::aStepIsWrittenUndoneAndRedone()
{
    QSignalSpy saved(m_session.get(), &ProjectSession::saved);
    QSignalSpy labels(m_session.get(), &ProjectSession::labelsChanged);
    QSignalSpy pairs(m_session.get(), &ProjectSession::pairsChanged);
    QTRY_VERIFY(saved.count() >= 1); // runs that a crash left behind were marked
    saved.clear();
    m_session->perform(QStringLiteral("Label"), set(QStringLiteral("new")),
                       set(QStringLiteral("old")), ProjectSession::Change::Labels);
    QCOMPARE(m_session->undoStack().undoText(), QStringLiteral("Label"));
    QTRY_COMPARE(saved.count(), 1);
    QCOMPARE(saved.first().first().toString().size(), 8); // 14:32:08
    QCOMPARE(setting(QStringLiteral("k")), QStringLiteral("new"));
    m_session->undoStack().undo();
    QTRY_COMPARE(saved.count(), 2);
    QCOMPARE(setting(QStringLiteral("k")), QStringLiteral("old"));
    m_session->undoStack().redo();
    QTRY_COMPARE(saved.count(), 3);
    QCOMPARE(setting(QStringLiteral("k")), QStringLiteral("new"));
    QCOMPARE(labels.count(), 3);
    QCOMPARE(pairs.count(), 0);
}

void tst_ProjectSession::aFailedStepLeavesTheStack()
{
    QSignalSpy failed(m_session.get(), &ProjectSession::writeFailed);
    m_session->perform(
        QStringLiteral("Label"),
        [](Project &project) -> Result<void> {
            if (auto set = project.settings().setValue(QStringLiteral("k"), QStringLiteral("half"));
                !set)
                return set;
            return Error{ErrorKind::Disk, QStringLiteral("The disk is full."), {}, {}, {}};
        },
        set(QStringLiteral("old")), ProjectSession::Change::Labels);
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(!m_session->undoStack().canUndo());
    QVERIFY(!m_session->undoStack().canRedo());
    QCOMPARE(setting(QStringLiteral("k")), QString());
}

void tst_ProjectSession::aSecondFailureKeepsEarlierSteps()
{
    QSignalSpy saved(m_session.get(), &ProjectSession::saved);
    QSignalSpy failed(m_session.get(), &ProjectSession::writeFailed);
    const auto fail = [](Project &) -> Result<void> {
        return Error{ErrorKind::Database, QStringLiteral("No."), {}, {}, {}};
    };
    m_session->perform(QStringLiteral("first"), set(QStringLiteral("1")), fail,
                       ProjectSession::Change::Settings);
    m_session->perform(QStringLiteral("second"), fail, fail, ProjectSession::Change::Settings);
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(m_session->undoStack().undoText(), QStringLiteral("first"));
    m_session->undoStack().undo(); // can't be written: the step is there again
    QTRY_COMPARE(failed.count(), 2);
    QCOMPARE(m_session->undoStack().undoText(), QStringLiteral("first"));
    QCOMPARE(setting(QStringLiteral("k")), QStringLiteral("1"));
    QVERIFY(saved.count() >= 1);
}

void tst_ProjectSession::stepsCanBeUndoneAfterReopening()
{
    addPairs(6);
    const auto flagged = [this] {
        PairQuery query;
        query.labels = {PairQuery::LabelState::Flagged};
        return m_session->project().pairs().count(query).value_or(-1);
    };
    QSignalSpy saved(m_session.get(), &ProjectSession::saved);
    for (const qint64 id : {1, 2, 3})
        m_session->change(
            QStringLiteral("Flagging"),
            [id](ChangeLog &log) { return log.setFlagged({id}, true, QStringLiteral("bob")); },
            ProjectSession::Change::Pairs);
    QCOMPARE(m_session->undoStack().undoText(), QStringLiteral("Flagging"));
    QTRY_COMPARE(saved.count(), 4); // and the runs that a crash left behind
    QCOMPARE(m_session->undoStack().undoText(), QStringLiteral("Flagged pair 3, by bob"));
    m_session->undoStack().undo();
    QTRY_COMPARE(flagged(), 2);

    const auto reopen = [this] {
        const QString path = m_session->path();
        m_session.reset();
        auto opened = ProjectSession::open(path);
        VERIFY_RESULT(opened);
        m_session = std::move(*opened);
    };
    reopen();
    QCOMPARE(m_session->undoStack().undoText(), QStringLiteral("Flagged pair 2, by bob"));
    QCOMPARE(m_session->undoStack().redoText(), QStringLiteral("Flagged pair 3, by bob"));
    QCOMPARE(flagged(), 2);
    QCOMPARE(m_session->nextUndo()->pairId, 2);
    m_session->undoStack().redo();
    QTRY_COMPARE(flagged(), 3);
    for (int left = 2; left >= 0; --left) {
        m_session->undoStack().undo();
        QTRY_COMPARE(flagged(), left);
        reopen();
    }
    QVERIFY(!m_session->undoStack().canUndo());
    QCOMPARE(m_session->undoStack().count(), 3); // all can be done again
    m_session->change(
        QStringLiteral("Note"),
        [](ChangeLog &log) { return log.setNote({4}, QStringLiteral("n"), QStringLiteral("bob")); },
        ProjectSession::Change::Pairs);
    QTRY_VERIFY(m_session->nextUndo());
    QVERIFY(!m_session->undoStack().canRedo());
    reopen();
    QCOMPARE(m_session->undoStack().count(), 1);
}

void tst_ProjectSession::aStepOfAJobComesOntoTheStack()
{
    addPairs(4);
    QSignalSpy pairs(m_session.get(), &ProjectSession::pairsChanged);
    {
        auto job = Project::open(m_session->path());
        VERIFY_RESULT(job);
        VERIFY_RESULT(job->changes().remove({1, 2}, QString()));
    }
    m_session->announce(ProjectSession::Change::Runs);
    QCOMPARE(m_session->undoStack().undoText(), QStringLiteral("Removed %1 pairs").arg(2));
    QCOMPARE(pairs.count(), 1); // though only runs were announced
    m_session->announce(ProjectSession::Change::Runs);
    QCOMPARE(m_session->undoStack().count(), 1);
    m_session->undoStack().undo();
    QTRY_COMPARE(m_session->project().pairs().count().value_or(-1), 4);
}

void tst_ProjectSession::aStepThatChangesNothingLeavesTheStack()
{
    addPairs(2);
    const auto flag = [](bool flagged) {
        return [flagged](ChangeLog &log) {
            return log.setFlagged({1}, flagged, QStringLiteral("bob"));
        };
    };
    bool isDone = false;
    m_session->change(QStringLiteral("First"), flag(true), ProjectSession::Change::Pairs);
    m_session->change(QStringLiteral("Same"), flag(true), ProjectSession::Change::Pairs,
                      [&isDone](const Result<DataChange> &change) {
                          VERIFY_RESULT(change);
                          QCOMPARE(change->id, 0);
                          isDone = true;
                      });
    QTRY_VERIFY(isDone);
    QCOMPARE(m_session->undoStack().count(), 1);
    // Below a later step it stays, and is passed by undo.
    isDone = false;
    m_session->change(QStringLiteral("Same"), flag(true), ProjectSession::Change::Pairs);
    m_session->change(QStringLiteral("Later"), flag(false), ProjectSession::Change::Pairs,
                      [&isDone](const Result<DataChange> &) { isDone = true; });
    QTRY_VERIFY(isDone);
    QCOMPARE(m_session->undoStack().count(), 3);
    // The flag is off before, between and after: only when all three are on disk does it tell.
    QSignalSpy saved(m_session.get(), &ProjectSession::saved);
    for (int i = 0; i < 3; ++i)
        m_session->undoStack().undo();
    QVERIFY(!m_session->undoStack().canUndo());
    QTRY_COMPARE(saved.count(), 3);
    QCOMPARE(m_session->project().pairs().find(1).value()->flagged, false);
}

void tst_ProjectSession::aStepIsUndoneBeforeItIsOnDisk()
{
    addPairs(3);
    bool isDone = false;
    QSignalSpy saved(m_session.get(), &ProjectSession::saved);
    m_session->change(
        QStringLiteral("Removing"),
        [](ChangeLog &log) {
            return log.remove({1, 2}, QStringLiteral("bob"));
        },
        ProjectSession::Change::Pairs, [&isDone](const Result<DataChange> &) { isDone = true; });
    m_session->undoStack().undo();
    m_session->change(
        QStringLiteral("Note"),
        [](ChangeLog &log) { return log.setNote({3}, QStringLiteral("n"), QStringLiteral("bob")); },
        ProjectSession::Change::Pairs); // the first step is gone by now
    QTRY_COMPARE(saved.count(), 4);
    QVERIFY(isDone);
    QCOMPARE(m_session->project().pairs().count().value_or(-1), 3);
    QCOMPARE(m_session->undoStack().count(), 1);
}

void tst_ProjectSession::aStepIsDoneForTheOneWhoWaitsForIt()
{
    addPairs(2);
    QSignalSpy moved(m_session.get(), &ProjectSession::stepMoved);
    std::optional<ErrorKind> failed;
    m_session->change(
        QStringLiteral("Label"),
        [](ChangeLog &log) {
            return log.answer({Label{.pairId = 99, .label = 1, .annotator = QStringLiteral("a")}});
        },
        ProjectSession::Change::Labels,
        [&failed](const Result<DataChange> &change) { failed = change.error().kind; });
    QTRY_COMPARE(failed, std::optional(ErrorKind::Input));
    QVERIFY(!m_session->undoStack().canUndo());
    qint64 done = 0;
    m_session->change(
        QStringLiteral("Label"),
        [](ChangeLog &log) {
            return log.answer({Label{.pairId = 2, .label = 1, .annotator = QStringLiteral("a")}});
        },
        ProjectSession::Change::Labels,
        [&done](const Result<DataChange> &change) { done = change->pairId; });
    QTRY_COMPARE(done, 2);
    QCOMPARE(moved.count(), 0);
    m_session->undoStack().undo();
    QTRY_COMPARE(moved.count(), 1);
    QCOMPARE(moved.last().at(1).toBool(), false);
    m_session->undoStack().redo();
    QTRY_COMPARE(moved.count(), 2);
    QCOMPARE(moved.last().at(1).toBool(), true);
}

void tst_ProjectSession::anAnswerAfterTheEndIsDropped()
{
    bool told = false;
    m_session->write(set(QStringLiteral("x")), ProjectSession::Change::Settings,
                     [&told](const Result<void> &) { told = true; });
    m_session.reset();
    QCoreApplication::processEvents();
    QVERIFY(!told);
}

void tst_ProjectSession::aWriteWithoutAStepTellsItsCaller()
{
    bool told = false;
    m_session->write(set(QStringLiteral("draft")), ProjectSession::Change::Settings,
                     [&told](const Result<void> &result) { told = result.has_value(); });
    QTRY_VERIFY(told);
    QVERIFY(!m_session->undoStack().canUndo());
}

void tst_ProjectSession::openingLaterFindsRunsThatWereCutOff()
{
    const QString path = m_folder->filePath(QStringLiteral("cut.tunedesk"));
    VERIFY_RESULT(fillProject(path));
    {
        auto project = Project::open(path);
        VERIFY_RESULT(project);
        VERIFY_RESULT(project->write([](Project &writing) -> Result<void> {
            auto runs = writing.runs().list();
            if (!runs)
                return runs.error();
            RunSummary run = runs->front();
            run.state = RunState::Running;
            return writing.runs().update(run);
        }));
    }
    std::unique_ptr<ProjectSession> session;
    std::unique_ptr<QSignalSpy> cutOff;
    ProjectSession::openLater(path, {}, this, [&](Result<std::unique_ptr<ProjectSession>> opened) {
        VERIFY_RESULT(opened);
        session = std::move(*opened);
        cutOff = std::make_unique<QSignalSpy>(session.get(), &ProjectSession::runsCutOff);
    });
    QVERIFY2(!session, "the window went on");
    QTRY_VERIFY(session);
    QTRY_COMPARE(cutOff->size(), 1);
    QCOMPARE(session->project().runs().list()->front().state, RunState::Interrupted);
}

void tst_ProjectSession::openingLaterTellsWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("not there") << QByteArray();
    QTest::newRow("no project") << QByteArray("ticket,question,reply\n");
    QTest::newRow("damaged") << QByteArray("SQLite format 3\0", 16) + QByteArray(4080, 'x');
}

void tst_ProjectSession::openingLaterTellsWhatIsWrong()
{
    QFETCH(QByteArray, content);
    const QString path = m_folder->filePath(QStringLiteral("wrong.tunedesk"));
    if (!content.isEmpty()) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    std::optional<Error> error;
    ProjectSession::openLater(path, {}, this,
                              [&error](const Result<std::unique_ptr<ProjectSession>> &opened) {
                                  if (!opened)
                                      error = opened.error();
                              });
    QTRY_VERIFY(error);
    const auto atOnce = ProjectSession::open(path);
    QVERIFY(!atOnce);
    QCOMPARE(error->what, atOnce.error().what);
    QCOMPARE(error->kind, atOnce.error().kind);
}

void tst_ProjectSession::openingLaterBringsAnOldFileUpToDate()
{
    const QString path = m_folder->filePath(QStringLiteral("old.tunedesk"));
    QVERIFY(QFile::copy(
        QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/projects/format1.tunedesk"), path));
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
    std::unique_ptr<ProjectSession> session;
    ProjectSession::openLater(path, {}, this, [&](Result<std::unique_ptr<ProjectSession>> opened) {
        VERIFY_RESULT(opened);
        session = std::move(*opened);
    });
    QTRY_VERIFY(session);
    QVERIFY(!session->isReadOnly());
    QVERIFY(QFile::exists(path + QStringLiteral(".format1.backup")));
    const auto pairs = session->project().pairs().page({}, 0, 10);
    VERIFY_RESULT(pairs);
    QCOMPARE(pairs->size(), 4u); // as tst_project_files has it
}

void tst_ProjectSession::openingLaterOnlyReadsWhatAnotherWrites()
{
    const QString path = m_folder->filePath(QStringLiteral("held.tunedesk"));
    VERIFY_RESULT(Project::create(path));
    QLockFile lock(QFileInfo(path).canonicalFilePath() + QStringLiteral(".lock"));
    lock.setStaleLockTime(0);
    QVERIFY(lock.tryLock());
    std::unique_ptr<ProjectSession> session;
    ProjectSession::openLater(path, {}, this, [&](Result<std::unique_ptr<ProjectSession>> opened) {
        VERIFY_RESULT(opened);
        session = std::move(*opened);
    });
    QTRY_VERIFY(session);
    QVERIFY(session->isReadOnly());
    QVERIFY(!session->heldBy().isEmpty());
}

void tst_ProjectSession::whatNobodyWantsAnyMoreIsNotOpened_data()
{
    QTest::addColumn<bool>("isLookedAt");
    QTest::newRow("before the pool comes to it") << false;
    QTest::newRow("after the pool has looked at it") << true;
}

void tst_ProjectSession::whatNobodyWantsAnyMoreIsNotOpened()
{
    QFETCH(bool, isLookedAt);
    const QString path = m_folder->filePath(QStringLiteral("unwanted.tunedesk"));
    QVERIFY(QFile::copy(
        QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/projects/format1.tunedesk"), path));
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
    QThreadPool &pool = *QThreadPool::globalInstance();
    const int threads = pool.maxThreadCount();
    pool.setMaxThreadCount(1);
    QSemaphore isFree;
    pool.start([&isFree] { isFree.acquire(); });
    bool isTold = false;
    const ReadToken wish = ReadToken().next();
    ProjectSession::openLater(
        path, wish, this,
        [&isTold](const Result<std::unique_ptr<ProjectSession>> &) { isTold = true; });
    if (!isLookedAt)
        (void)wish.next();
    isFree.release();
    QVERIFY(pool.waitForDone(10'000));
    pool.setMaxThreadCount(threads);
    (void)wish.next();
    QTest::qWait(0); // the answer of the pool lies in the queue
    QVERIFY(!isTold);
    // Not even brought up to date, when nobody wants it by then.
    QCOMPARE(QFile::exists(path + QStringLiteral(".format1.backup")), isLookedAt);
}

QTEST_MAIN(tst_ProjectSession)
#include "tst_project_session.moc"
