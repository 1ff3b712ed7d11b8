#include "cli/cli_support.h"
#include "contents_problem.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace tunedesk;

/// kill -9 at random moments. Short by default; TUNEDESK_LABEL_KILLS=100 TUNEDESK_IMPORT_KILLS=100
/// TUNEDESK_TRAINING_KILLS=20 is the full form.
class tst_Kill : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void noAcknowledgedLabelIsLost();
    void aKilledImportIsWholeOrNotThere();
    void aKilledTrainingGoesOnToTheSameResult();
};

namespace
{
int times(const char *variable, int usual)
{
    const int given = qEnvironmentVariableIntValue(variable);
    return given > 0 ? given : usual;
}

void killHard(QProcess &process)
{
    // Ended by itself: no process any more, and pid 0 would mean this test's own group.
    if (const auto pid = static_cast<pid_t>(process.processId()); pid > 0)
        ::kill(pid, SIGKILL);
    process.waitForFinished(10'000);
}

QMap<int, int> labelsOf(const QString &project)
{
    QMap<int, int> labels;
    for (const QJsonObject &pair : runCli({"--json", "pairs", project, "--limit", "0"}).lines)
        if (!pair.value("label").isNull())
            labels.insert(pair.value("id").toInt(), pair.value("label").toInt());
    return labels;
}
} // namespace

void tst_Kill::noAcknowledgedLabelIsLost()
{
    QTemporaryDir folder;
    const QString project = folder.filePath("p.tunedesk");
    QCOMPARE(runCli({"new", project}).status, 0);
    QFile csv(folder.filePath("pairs.csv"));
    QVERIFY(csv.open(QIODevice::WriteOnly));
    csv.write("question,reply\n");
    for (int i = 0; i < 200; ++i)
        csv.write(QStringLiteral("question %1,reply %1\n").arg(i).toUtf8());
    csv.close();
    QCOMPARE(runCli({"import", project, csv.fileName()}).status, 0);

    QRandomGenerator random(7);
    QMap<int, int>
        acknowledged; // the last answer that was acknowledged; one more may have been stored
    int answers = 0;
    for (int round = 0; round < times("TUNEDESK_LABEL_KILLS", 10); ++round) {
        QProcess process;
        process.start(cliProgram(),
                      {"--json", "label", project, "--from", "-", "--annotator", "Mei"});
        QList<QPair<int, int>> sent;
        for (int i = 0; i < 200; ++i) {
            sent.append({i + 1, static_cast<int>(random.bounded(2))});
            process.write(QStringLiteral("{\"pair\": %1, \"label\": %2}\n")
                              .arg(sent.last().first)
                              .arg(sent.last().second)
                              .toUtf8());
        }
        process.waitForBytesWritten();
        const int wanted =
            static_cast<int>(random.bounded(1, 150)); // kill when so many lines were read
        QByteArray out;
        while (out.count('\n') < wanted && process.waitForReadyRead(10'000))
            out += process.readAllStandardOutput();
        killHard(process);
        out += process.readAllStandardOutput();
        const int lines = static_cast<int>(out.count('\n'));
        QVERIFY2(lines >= wanted, process.readAllStandardError().constData());
        for (int i = 0; i < lines; ++i)
            acknowledged.insert(sent[i].first, sent[i].second);
        answers += lines;
        const QMap<int, int> stored = labelsOf(project);
        for (auto it = acknowledged.begin(); it != acknowledged.end(); ++it) {
            const bool isNext =
                lines < sent.size() && it.key() >= sent[lines].first; // stored, not yet said
            if (!isNext)
                QCOMPARE(stored.value(it.key(), -1), it.value());
        }
        for (auto it = stored.begin(); it != stored.end(); ++it)
            acknowledged.insert(it.key(), it.value());
    }
    qInfo("%d acknowledged answers, none lost", answers);
    QVERIFY(answers > 0);
}

void tst_Kill::aKilledImportIsWholeOrNotThere()
{
    QTemporaryDir folder;
    constexpr int kRows = 3000, kBefore = 10;
    const auto csvOf = [&](const QString &name, int rows) {
        QFile csv(folder.filePath(name));
        if (csv.open(QIODevice::WriteOnly)) {
            csv.write("question,reply,label\n");
            for (int i = 0; i < rows; ++i)
                csv.write(QStringLiteral("%1 question %2,this is reply %2,1\n")
                              .arg(name)
                              .arg(i)
                              .toUtf8());
        }
        return csv.fileName();
    };
    const auto newProject = [&](const QString &name) {
        const QString path = folder.filePath(name);
        const bool isMade =
            runCli({"new", path}).status == 0 &&
            runCli({"import", path, csvOf(QStringLiteral("few.csv"), kBefore)}).status == 0;
        return isMade ? path : QString();
    };
    const QString csv = csvOf(QStringLiteral("many.csv"), kRows);
    QElapsedTimer timer;
    const QString unbroken = newProject(QStringLiteral("whole.tunedesk"));
    timer.start();
    QCOMPARE(runCli({"import", unbroken, csv}).status, 0);
    const qint64 wholeMs = timer.elapsed();

    QRandomGenerator random(5);
    QString project;
    int killed = 0;
    bool isComplete = true;
    for (int round = 0; round < times("TUNEDESK_IMPORT_KILLS", 8); ++round) {
        if (isComplete)
            project = newProject(QStringLiteral("broken%1.tunedesk").arg(round));
        QProcess process;
        process.start(cliProgram(), {"--json", "import", project, csv});
        // Mostly in the middle of the writing; now and then at its end.
        const auto after = static_cast<int>(
            random.bounded(static_cast<int>(wholeMs / 4), static_cast<int>(wholeMs * 9 / 8)));
        const bool isDone = process.waitForFinished(after);
        killHard(process);
        killed += !isDone;
        QCOMPARE(contentsProblem(project), QString());
        const QJsonObject stats = runCli({"--json", "stats", project}).last();
        const int pairs = stats.value("pairs").toInt();
        isComplete = pairs == kBefore + kRows;
        QVERIFY2(isComplete || pairs == kBefore, qPrintable(QString::number(pairs)));
        QCOMPARE(stats.value("labelled").toInt(), pairs);
        QCOMPARE(labelsOf(project).size(), pairs);
    }
    qInfo("killed %d times", killed);
    QVERIFY(killed > 0);
    // What was left behind is no duplicate of what comes now.
    const CliCall again = runCli({"--json", "import", project, csv});
    QVERIFY2(again.status == 0, again.err.constData());
    QCOMPARE(again.last().value("imported").toInt(), isComplete ? 0 : kRows);
    QCOMPARE(again.last().value("duplicates").toInt(), isComplete ? kRows : 0);
    QCOMPARE(labelsOf(project).size(), kBefore + kRows);
    QCOMPARE(contentsProblem(project), QString());
}

void tst_Kill::aKilledTrainingGoesOnToTheSameResult()
{
    QTemporaryDir folder;
    const auto newProject = [&](const QString &name) {
        const QString path = folder.filePath(name);
        return runCli({"new", path, "--sample"}).status == 0 ? path : QString();
    };
    const QString whole = newProject("whole.tunedesk");
    const int kills = times("TUNEDESK_TRAINING_KILLS", 3);
    // Long enough that a run is not done before its last kill.
    const QString epochs = QStringLiteral("num_train_epochs=%1").arg(10 * kills);
    const QStringList settings = quickSettings() + QStringList{"--set", epochs,
                                                               "--set", "early_stopping_patience=0",
                                                               "--set", "checks_per_epoch=2"};
    const CliCall unbroken = runCli(QStringList{"--json", "train", whole} + settings);
    QVERIFY2(unbroken.status == 0, unbroken.err.constData());
    const QJsonObject expected = unbroken.last();

    QRandomGenerator random(11);
    int killed = 0;
    const QString broken = newProject("broken.tunedesk");
    QString run;
    for (int round = 0; round < kills; ++round) {
        QProcess process;
        process.start(cliProgram(), run.isEmpty()
                                        ? QStringList{"--json", "train", broken} + settings
                                        : QStringList{"--json", "resume", broken, run});
        // Killed somewhere after the first checkpoint of this go.
        const int wanted = static_cast<int>(random.bounded(1, 12));
        QByteArray out;
        int steps = 0;
        bool saved = false;
        while (process.waitForReadyRead(20'000)) {
            out += process.readAllStandardOutput();
            saved = saved || out.contains("\"checkpoint\"");
            steps =
                saved ? static_cast<int>(out.mid(out.indexOf("\"checkpoint\"")).count("\"step\","))
                      : 0;
            if (saved && steps >= wanted)
                break;
        }
        killHard(process);
        if (run.isEmpty()) {
            run = QString::number(
                QJsonDocument::fromJson(out.left(out.indexOf('\n'))).object().value("run").toInt());
            QVERIFY(run != QStringLiteral("0"));
        }
        if (out.contains("\"done\""))
            break; // it was quicker than the kill
        ++killed;
    }
    CliCall resumed = runCli({"--json", "resume", broken, run});
    const QJsonObject state = runCli({"--json", "runs", broken, run}).last();
    QVERIFY2(state.value("state").toString() == QStringLiteral("finished"),
             resumed.err.constData());
    QCOMPARE(state.value("test").toObject(), expected.value("test").toObject());
    QJsonObject best = state.value("best").toObject();
    QJsonObject expectedBest = expected.value("best").toObject();
    for (QJsonObject *one : {&best, &expectedBest})
        for (const char *timing : {"peak_rss_mib", "samples_per_second"})
            one->remove(QLatin1String(timing));
    QCOMPARE(best, expectedBest);
    qInfo("killed %d times", killed);
    QVERIFY(killed > 0);
    // The weights themselves, bit by bit.
    const auto weights = [&](const QString &project, const QString &number) {
        QFile file(project.chopped(9) + QStringLiteral("/runs/") + number +
                   QStringLiteral("/best/model.safetensors"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray straight = weights(whole, QString::number(expected.value("run").toInt()));
    QVERIFY(!straight.isEmpty());
    QVERIFY(straight == weights(broken, run));
}

QTEST_GUILESS_MAIN(tst_Kill)
#include "tst_kill.moc"
