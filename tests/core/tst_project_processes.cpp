#include "project_fixture.h"

#include <QDir>
#include <QElapsedTimer>
#include <QProcess>

#include <csignal>
#include <cstdio>
#include <sys/stat.h>
#include <unistd.h>

using namespace tunedesk;

namespace
{
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

/// What this program says when a user who owns nothing runs it; nothing: that can't be done here.
std::optional<QByteArray> saidByNobody(const char *part, const QString &path)
{
    if (::geteuid() != 0 || ::access("/usr/bin/setpriv", X_OK) != 0)
        return std::nullopt;
    QProcess process;
    process.start(QStringLiteral("setpriv"),
                  {QStringLiteral("--reuid=65534"), QStringLiteral("--regid=65534"),
                   QStringLiteral("--clear-groups"), QCoreApplication::applicationFilePath(),
                   QLatin1String(part), path});
    if (!process.waitForFinished(20'000) || process.exitCode() == 127)
        return std::nullopt;
    const QByteArray said = process.readAllStandardOutput().trimmed();
    return said.isEmpty() ? std::nullopt : std::optional(said);
}

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

class tst_ProjectProcesses : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSecondProcessIsToldWhoWrites();
    void aProcessThatIsHaltedHoldsNobodyUp();
    void aReaderLeavesTheLogOfAHolderThatLostItsLocks();
    void theLockOfADeadProcessIsTakenOver();
    void aReadOnlyFolderOpensForReading();
    void aReadOnlyFileOpensForReading();
    void aLogThatWasLeftIsReadOrNamed();
    void aKilledProcessLosesNoAcknowledgedLabel();
};

void tst_ProjectProcesses::aSecondProcessIsToldWhoWrites()
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

void tst_ProjectProcesses::aProcessThatIsHaltedHoldsNobodyUp()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    std::vector<DialoguePair> pairs;
    for (int i = 0; i < 50; ++i)
        pairs.push_back(pairOf(QString::number(i), QStringLiteral("reply")));
    VERIFY_RESULT(fixture.add(pairs));
    fixture.project = Error{};
    Child child("label", fixture.path);
    qint64 acknowledged = 0;
    for (int halt = 0; halt < 10; ++halt) {
        for (int i = 0; i < 3 + halt; ++i)
            acknowledged = child.line().toLongLong();
        QVERIFY(acknowledged > 0);
        const auto pid = static_cast<pid_t>(child.process.processId());
        QCOMPARE(::kill(pid, SIGSTOP), 0); // wherever in its writing it is
        QElapsedTimer timer;
        timer.start();
        {
            auto reader = Project::open(fixture.path, Project::Mode::ReadOnly);
            VERIFY_RESULT(reader);
            const auto last = reader->labels().latest(QStringLiteral("ann"), 1);
            VERIFY_RESULT(last);
            QVERIFY(!last->empty() && last->front().id >= acknowledged);
            const auto refused = Project::open(fixture.path);
            QVERIFY(!refused);
            QCOMPARE(refused.error().kind, ErrorKind::Busy);
        }
        const qint64 ms = timer.elapsed();
        QCOMPARE(::kill(pid, SIGCONT), 0);
        QVERIFY2(ms < 1000, qPrintable(QString::number(ms)));
    }
    // It goes on as if nothing had been.
    while (child.process.canReadLine())
        acknowledged = child.line().toLongLong();
    QVERIFY(child.line().toLongLong() > acknowledged);
}

void tst_ProjectProcesses::aReaderLeavesTheLogOfAHolderThatLostItsLocks()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add({pairOf(QStringLiteral("a"), QStringLiteral("b"))}));
    const QString log = fixture.path + QStringLiteral("-wal");
    Child child("last", fixture.path);
    // Closing any descriptor of a file drops this process's locks on it; they come back meanwhile.
    while (child.process.state() != QProcess::NotRunning) {
        QFile file(fixture.path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        file.close();
        child.process.waitForFinished(1);
    }
    QCOMPARE(child.process.readAllStandardOutput().trimmed(), QByteArray("0"));
    QVERIFY(QFile::exists(log));
    VERIFY_RESULT(fixture->pairs().setFlagged({1}, true));
}

void tst_ProjectProcesses::theLockOfADeadProcessIsTakenOver()
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

void tst_ProjectProcesses::aReadOnlyFolderOpensForReading()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    fixture.project = Error{};
    ::chmod(QFile::encodeName(fixture.folder.path()).constData(), 0755);
    const auto said = saidByNobody("read", fixture.path);
    if (!said)
        QSKIP("needs root, and another user who can run this test");
    QCOMPARE(*said, QByteArray("0 pairs, writing: file"));
}

void tst_ProjectProcesses::aReadOnlyFileOpensForReading()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add({pairOf(QStringLiteral("a"), QStringLiteral("b"))}));
    fixture.project = Error{};
    const QByteArray before = bytesOf(fixture.path);
    ::chmod(QFile::encodeName(fixture.folder.path()).constData(), 0777);
    ::chmod(QFile::encodeName(fixture.path).constData(), 0444);
    const auto said = saidByNobody("read", fixture.path);
    if (!said)
        QSKIP("needs root, and another user who can run this test");
    QCOMPARE(*said, QByteArray("1 pairs, writing: file"));
    QCOMPARE(bytesOf(fixture.path), before);
    QCOMPARE(QDir(fixture.folder.path()).entryList(QDir::Files),
             QStringList{QStringLiteral("shop.tunedesk")});
}

/// Who may not write can't finish what a killed process left beside the file.
void tst_ProjectProcesses::aLogThatWasLeftIsReadOrNamed()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    std::vector<DialoguePair> pairs;
    for (int i = 0; i < 50; ++i)
        pairs.push_back(pairOf(QString::number(i), QStringLiteral("reply")));
    VERIFY_RESULT(fixture.add(pairs));
    fixture.project = Error{};
    qint64 acknowledged = 0;
    {
        Child child("label", fixture.path);
        for (int i = 0; i < 20; ++i)
            acknowledged = child.line().toLongLong();
    }
    QVERIFY(QFile::exists(fixture.path + QStringLiteral("-wal")));
    ::chmod(QFile::encodeName(fixture.folder.path()).constData(), 0755);
    for (const bool hasIndex : {true, false}) {
        if (!hasIndex)
            QFile::remove(fixture.path + QStringLiteral("-shm"));
        const QByteArray before = bytesOf(fixture.path);
        const auto said = saidByNobody("last", fixture.path);
        if (!said)
            QSKIP("needs root, and another user who can run this test");
        QVERIFY2(said->toLongLong() >= acknowledged || said->contains("not closed properly"),
                 said->constData());
        QCOMPARE(bytesOf(fixture.path), before);
    }
    // Its owner has all of it.
    auto project = Project::open(fixture.path);
    VERIFY_RESULT(project);
    QVERIFY(project->labels().latest(QStringLiteral("ann"), 1)->front().id >= acknowledged);
}

void tst_ProjectProcesses::aKilledProcessLosesNoAcknowledgedLabel()
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
                        writing ? "done"
                        : writing.error().kind == ErrorKind::File
                            ? "file"
                            : qPrintable(writing.error().toLine()));
        else
            std::puts(qPrintable(project.error().toLine()));
        return 0;
    }
    if (arguments.value(1) == QLatin1String("last")) {
        auto project = Project::open(arguments.value(2), Project::Mode::ReadOnly);
        const auto last = project ? project->labels().latest(QStringLiteral("ann"), 1)
                                  : Result<std::vector<Label>>(project.error());
        if (last)
            std::printf("%lld\n", static_cast<long long>(last->empty() ? 0 : last->front().id));
        else
            std::puts(qPrintable(last.error().toLine()));
        return 0;
    }
    tst_ProjectProcesses test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_project_processes.moc"
