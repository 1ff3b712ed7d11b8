#include "cli/cli_support.h"
#include "contents_problem.h"
#include "jobs/wait_for_step.h"
#include "project/change_log.h"
#include "project/project.h"
#include "test_support.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace tunedesk;

namespace
{
constexpr int kBefore = 50, kPairs = 20'000, kRounds = 14;

QString csv(const QTemporaryDir &folder, const QString &name, int first, int count)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly))
        return {};
    QByteArray rows("question,reply\n");
    for (int i = first; i < first + count; ++i)
        rows += QStringLiteral("question %1,reply %1\n").arg(i).toUtf8();
    return file.write(rows) == rows.size() ? file.fileName() : QString();
}
} // namespace

/// Steps over very many pairs, undone and done again by processes that are killed.
class tst_StepKills : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aKilledStepIsWholeInTheEnd_data();
    void aKilledStepIsWholeInTheEnd();
};

void tst_StepKills::aKilledStepIsWholeInTheEnd_data()
{
    QTest::addColumn<bool>("isRemoval");
    QTest::newRow("import") << false;
    QTest::newRow("removal") << true;
}

void tst_StepKills::aKilledStepIsWholeInTheEnd()
{
    QFETCH(bool, isRemoval);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("p.tunedesk"));
    QCOMPARE(runCli({QStringLiteral("new"), path}).status, 0);
    for (const auto &[name, first, count] : {std::tuple(QStringLiteral("a.csv"), 0, kBefore),
                                             std::tuple(QStringLiteral("b.csv"), kBefore, kPairs)})
        QCOMPARE(runCli({QStringLiteral("import"), path, csv(folder, name, first, count)}).status,
                 0);
    qint64 step = 0;
    {
        auto project = Project::open(path);
        VERIFY_RESULT(project);
        VERIFY_RESULT(project->labels().add(Label{.pairId = 3, .label = 1, .annotator = "ann"}));
        QList<qint64> ids;
        for (int id = kBefore + 1; id <= kBefore + kPairs; ++id)
            ids << id;
        const auto removed = isRemoval ? project->changes().remove(ids, QStringLiteral("ann"))
                                       : Result<DataChange>(project->changes().latest(2)->back());
        VERIFY_RESULT(removed);
        step = removed->id;
        QVERIFY(step > 0);
        if (!isRemoval) // out of the order of steps, it would be no step to be done again
            VERIFY_RESULT(project->labels().undoLast(QStringLiteral("ann")));
    }
    QRandomGenerator random(5);
    int killed = 0, halfway = 0;
    for (int round = 0; round < kRounds; ++round) {
        bool isInEffect = true;
        {
            auto project = Project::open(path, Project::Mode::ReadOnly);
            VERIFY_RESULT(project);
            isInEffect = project->changes().find(step)->value_or(DataChange()).state ==
                         DataChange::State::InEffect;
        }
        QProcess process;
        process.start(cliProgram(), isInEffect ? QStringList{QStringLiteral("undo"), path,
                                                             QStringLiteral("--step")}
                                               : QStringList{QStringLiteral("redo"), path});
        QVERIFY(process.waitForStarted());
        process.waitForFinished(round < kRounds - 2 ? int(random.bounded(20, 400)) : 60'000);
        if (const auto pid = static_cast<pid_t>(process.processId()); pid > 0) {
            ::kill(pid, SIGKILL);
            ++killed;
        }
        process.waitForFinished(10'000);
        const bool isAcknowledged =
            process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
        halfway += isStepMoving(path).value_or(false);
        QCOMPARE(contentsProblem(path), QString());
        auto project = Project::open(path);
        VERIFY_RESULT(project);
        SilentJob silent;
        VERIFY_RESULT(waitForStep(path, silent));
        QCOMPARE(contentsProblem(path), QString());
        const auto change = project->changes().find(step);
        VERIFY_RESULT(change);
        const bool isThere = (*change)->state == DataChange::State::InEffect;
        if (isAcknowledged)
            QCOMPARE(isThere, !isInEffect);
        QCOMPARE(project->pairs().count().value_or(-1),
                 isThere != isRemoval ? kBefore + kPairs : kBefore);
        QCOMPARE(project->pairs().find(3)->value_or(DialoguePair()).label,
                 isRemoval ? std::optional(1) : std::nullopt);
    }
    qInfo("killed %d times, %d of them halfway", killed, halfway);
    QVERIFY(killed > 0);
}

QTEST_GUILESS_MAIN(tst_StepKills)
#include "tst_step_kills.moc"
