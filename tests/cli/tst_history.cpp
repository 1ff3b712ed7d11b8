#include "cli/cli_support.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace tunedesk;

#define VERIFY_STATUS(call, wanted)                                                                \
    do {                                                                                           \
        const CliCall verifiedCall = (call);                                                       \
        QVERIFY2(verifiedCall.status == (wanted), verifiedCall.err.constData());                   \
    } while (false)

/// Steps of the history on the command line: they outlive each process, also one that was killed.
class tst_History : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void removedPairsComeBack();
    void anImportIsAStep();
    void anEditedExportComesBackAsOneStep();
    void aKilledReimportIsThereWholeOrNotAtAll();
    void eachProcessGoesOnWithTheHistory();
    void aStepIsDoneAgainByItsNumber();
    void aKilledProcessLeavesAStepForEachAnswer();
    void theFirstTrainingSetsTheTestSetAside();
    void aPersonAddsToTheTestSet();

private:
    QString csv(const QString &name, int first, int count)
    {
        QFile file(m_folder->filePath(name));
        if (file.open(QIODevice::WriteOnly)) {
            file.write("question,reply\n");
            for (int i = first; i < first + count; ++i)
                file.write(QStringLiteral("question %1,reply %1\n").arg(i).toUtf8());
        }
        return file.fileName();
    }
    /// An export of the project in which each pair got a topic, a dialogue and a label, with new
    /// rows behind it.
    QString editedExport(int newRows)
    {
        const QString file = m_folder->filePath("edited.jsonl");
        if (runCli({"export-pairs", m_project, file, "--format", "jsonl"}).status != 0)
            return {};
        QFile edited(file);
        if (!edited.open(QIODevice::ReadWrite))
            return {};
        QByteArray lines;
        int number = 0;
        for (const QByteArray &line : edited.readAll().split('\n')) {
            QJsonObject row = QJsonDocument::fromJson(line).object();
            if (row.isEmpty())
                continue;
            row.insert("group", "parcels");
            row.insert("dialogue", QStringLiteral("d%1").arg(++number / 3));
            row.insert("label", 1);
            lines += QJsonDocument(row).toJson(QJsonDocument::Compact) + '\n';
        }
        for (int i = 0; i < newRows; ++i)
            lines += QStringLiteral("{\"question\":\"new question %1\",\"reply\":\"r\"}\n")
                         .arg(i)
                         .toUtf8();
        edited.resize(0);
        edited.seek(0);
        edited.write(lines);
        return file;
    }
    int pairs(const QStringList &arguments = {})
    {
        return int(runCli(QStringList{"--json", "pairs", m_project, "--limit", "0"} + arguments)
                       .lines.size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_project;
};

void tst_History::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_project = m_folder->filePath("p.tunedesk");
    VERIFY_STATUS(runCli({"new", m_project}), 0);
    VERIFY_STATUS(runCli({"import", m_project, csv("first.csv", 1, 30), "--annotator", "Mei"}), 0);
}

void tst_History::removedPairsComeBack()
{
    const CliCall removed =
        runCli({"--json", "remove", m_project, "--pair", "3", "4,5", "--annotator", "Mei"});
    VERIFY_STATUS(removed, 0);
    QCOMPARE(removed.last().value("removed").toInt(), 3);
    QCOMPARE(pairs(), 27);
    const CliCall bin = runCli({"--json", "pairs", m_project, "--bin"});
    QCOMPARE(bin.lines.size(), 3);
    QCOMPARE(bin.lines[0].value("id").toInt(), 3);
    const QJsonObject why = bin.lines[0].value("removed").toObject();
    QCOMPARE(why.value("annotator").toString(), QStringLiteral("Mei"));
    QCOMPARE(why.value("kind").toString(), QStringLiteral("removed"));
    QCOMPARE(why.value("step").toInt(), removed.last().value("step").toInt());
    // What is in the bin can't be removed any further.
    const CliCall again = runCli({"--json", "remove", m_project, "--pair", "3"});
    VERIFY_STATUS(again, 0);
    QCOMPARE(again.last().value("removed").toInt(), 0);
    QVERIFY(again.last().value("step").isNull());
    const CliCall restored = runCli({"--json", "restore", m_project, "--pair", "4", "6"});
    VERIFY_STATUS(restored, 0);
    QCOMPARE(restored.last().value("restored").toInt(), 1);
    QCOMPARE(restored.last().value("again").toInt(), 0);
    QCOMPARE(pairs({"--bin"}), 2);
    QCOMPARE(pairs(), 28);
    VERIFY_STATUS(runCli({"remove", m_project, "--pair", "1", "99"}), 3);
    QCOMPARE(pairs(), 28);
}

void tst_History::anImportIsAStep()
{
    VERIFY_STATUS(runCli({"import", m_project, csv("second.csv", 21, 20)}), 0);
    QCOMPARE(pairs(), 40);
    const CliCall undone = runCli({"--json", "undo", m_project, "--step"});
    VERIFY_STATUS(undone, 0);
    QCOMPARE(undone.last().value("kind").toString(), QStringLiteral("import"));
    QCOMPARE(undone.last().value("pairs").toInt(), 10);
    QCOMPARE(undone.last().value("state").toString(), QStringLiteral("undone"));
    QCOMPARE(pairs(), 30);
    QCOMPARE(pairs({"--bin"}), 10);
    VERIFY_STATUS(runCli({"redo", m_project}), 0);
    QCOMPARE(pairs(), 40);
    VERIFY_STATUS(runCli({"redo", m_project}), 3);
}

void tst_History::anEditedExportComesBackAsOneStep()
{
    const QString edited = editedExport(5);
    const CliCall imported = runCli({"--json", "import", m_project, edited, "--annotator", "Bo"});
    VERIFY_STATUS(imported, 0);
    QCOMPARE(imported.last().value("imported").toInt(), 5);
    QCOMPARE(imported.last().value("updated").toInt(), 30);
    const QJsonObject updates = imported.last().value("updates").toObject();
    QCOMPARE(updates.value("topics").toInt(), 30);
    QCOMPARE(updates.value("dialogues").toInt(), 30);
    QCOMPARE(updates.value("labels").toInt(), 30);
    const auto stateOf = [this] {
        QStringList state;
        for (const QJsonObject &pair : runCli({"--json", "pairs", m_project, "--limit", "0"}).lines)
            state << QStringLiteral("%1 %2 %3 %4")
                         .arg(pair.value("id").toInt())
                         .arg(pair.value("group").toString(), pair.value("dialogue").toString())
                         .arg(pair.value("label").toInt(-1));
        return state;
    };
    const QStringList after = stateOf();
    QCOMPARE(after.size(), 35);
    QCOMPARE(after[2], QStringLiteral("3 parcels d1 1"));
    const CliCall changes = runCli({"changes", m_project});
    QVERIFY2(changes.out.contains("Imported edited.jsonl: 5 new, 30 labels, 30 topics, 30 "
                                  "dialogues"),
             changes.out.constData());
    QCOMPARE(runCli({"--json", "changes", m_project}).lines.size(), 2);
    for (int round = 0; round < 2; ++round) {
        const CliCall undone = runCli({"--json", "undo", m_project, "--step"});
        VERIFY_STATUS(undone, 0);
        QCOMPARE(undone.last().value("updates").toObject(), updates);
        QStringList before = stateOf();
        QCOMPARE(before.size(), 30);
        QCOMPARE(before[2], QStringLiteral("3   -1"));
        VERIFY_STATUS(runCli({"redo", m_project}), 0);
        QCOMPARE(stateOf(), after);
    }
}

void tst_History::aKilledReimportIsThereWholeOrNotAtAll()
{
    constexpr int kNew = 1500;
    const QString edited = editedExport(kNew);
    QRandomGenerator random(11);
    int whole = 0;
    for (int round = 0; round < 12 && whole < 2; ++round) {
        QProcess process;
        process.start(cliProgram(), {"--json", "import", m_project, edited});
        process.waitForStarted();
        process.waitForFinished(round < 10 ? int(random.bounded(1, 400)) : 60'000);
        if (const auto pid = static_cast<pid_t>(process.processId()); pid > 0)
            ::kill(pid, SIGKILL);
        process.waitForFinished(10'000);
        const auto changes = runCli({"--json", "changes", m_project}).lines;
        const auto updated =
            runCli({"--json", "pairs", m_project, "--limit", "0", "--where", "group=parcels"})
                .lines.size();
        const bool isThere = changes.size() > 1 && changes.first().value("state") == "in_effect";
        QCOMPARE(pairs(), isThere ? 30 + kNew : 30);
        QCOMPARE(updated, isThere ? 30 : 0);
        if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
            QVERIFY(isThere); // it was acknowledged
        if (!isThere)
            continue;
        ++whole;
        VERIFY_STATUS(runCli({"undo", m_project, "--step"}), 0);
        QCOMPARE(pairs(), 30);
    }
    QVERIFY(whole > 0);
}

void tst_History::eachProcessGoesOnWithTheHistory()
{
    VERIFY_STATUS(runCli({"label", m_project, "--pair", "7", "--label", "1", "--annotator", "Mei"}),
                  0);
    VERIFY_STATUS(runCli({"remove", m_project, "--pair", "8"}), 0);
    VERIFY_STATUS(runCli({"label", m_project, "--pair", "9", "--label", "0", "--annotator", "Bo"}),
                  0);
    // Mei's last answer, not the last step.
    const CliCall taken = runCli({"--json", "undo", m_project, "--annotator", "Mei"});
    VERIFY_STATUS(taken, 0);
    QCOMPARE(taken.last().value("pair").toInt(), 7);
    const CliCall changes = runCli({"--json", "changes", m_project});
    VERIFY_STATUS(changes, 0);
    QStringList told;
    for (const QJsonObject &change : changes.lines)
        told << change.value("kind").toString() + u' ' + change.value("state").toString();
    QCOMPARE(told, (QStringList{"answers in_effect", "removed in_effect", "answers history",
                                "import in_effect"}));
    QCOMPARE(runCli({"--json", "changes", m_project, "--limit", "1"}).lines.size(), 1);
    for (const char *kind : {"answers", "removed", "import"})
        QCOMPARE(runCli({"--json", "undo", m_project, "--step"}).last().value("kind").toString(),
                 QLatin1String(kind));
    VERIFY_STATUS(runCli({"undo", m_project, "--step"}), 3);
    QCOMPARE(pairs(), 0);
    for (int step = 0; step < 3; ++step)
        VERIFY_STATUS(runCli({"redo", m_project}), 0);
    QCOMPARE(pairs(), 29);
}

void tst_History::aStepIsDoneAgainByItsNumber()
{
    const auto label = [this](const char *pair, const char *who) {
        return runCli({"label", m_project, "--pair", pair, "--label", "1", "--annotator", who});
    };
    VERIFY_STATUS(label("7", "Mei"), 0);
    VERIFY_STATUS(label("9", "Bo"), 0);
    VERIFY_STATUS(runCli({"undo", m_project, "--annotator", "Mei"}), 0);
    const auto labelled = [this] {
        return runCli({"--json", "stats", m_project}).last().value("labelled").toInt();
    };
    QCOMPARE(labelled(), 1);
    // Bo's answer came later, so it is no step back any more; what is refused names the way.
    const CliCall plain = runCli({"redo", m_project});
    VERIFY_STATUS(plain, 3);
    const QList<QJsonObject> steps = runCli({"--json", "changes", m_project}).lines;
    QCOMPARE(steps.size(), 3);
    QCOMPARE(steps[1].value("state").toString(), QStringLiteral("history"));
    const QString number = QString::number(steps[1].value("step").toInt());
    QVERIFY2(plain.err.contains("redo --step " + number.toUtf8()), plain.err.constData());
    const CliCall again = runCli({"--json", "redo", m_project, "--step", number});
    VERIFY_STATUS(again, 0);
    QCOMPARE(again.last().value("pair").toInt(), 7);
    QCOMPARE(again.last().value("state").toString(), QStringLiteral("in_effect"));
    QCOMPARE(labelled(), 2);
    // What is in effect, or was never done, is refused.
    VERIFY_STATUS(runCli({"redo", m_project, "--step", number}), 3);
    VERIFY_STATUS(runCli({"redo", m_project, "--step", "99"}), 3);
    VERIFY_STATUS(runCli({"redo", m_project, "--step", "0"}), 2);
    QCOMPARE(labelled(), 2);
    // Where nothing was undone, no step is named.
    const CliCall nothing = runCli({"redo", m_project});
    VERIFY_STATUS(nothing, 3);
    QVERIFY2(!nothing.err.contains("--step"), nothing.err.constData());
}

void tst_History::aKilledProcessLeavesAStepForEachAnswer()
{
    QRandomGenerator random(9);
    for (int round = 0; round < 4; ++round) {
        QProcess process;
        process.start(cliProgram(),
                      {"--json", "label", m_project, "--from", "-", "--annotator", "Mei"});
        for (int pair = 1; pair <= 30; ++pair)
            process.write(QStringLiteral("{\"pair\": %1, \"label\": %2}\n")
                              .arg(pair)
                              .arg(random.bounded(2))
                              .toUtf8());
        process.waitForBytesWritten();
        QByteArray out;
        const int wanted = int(random.bounded(1, 25));
        while (out.count('\n') < wanted && process.waitForReadyRead(10'000))
            out += process.readAllStandardOutput();
        if (const auto pid = static_cast<pid_t>(process.processId()); pid > 0)
            ::kill(pid, SIGKILL);
        process.waitForFinished(10'000);
        out += process.readAllStandardOutput();
        const auto answers = [&] {
            return runCli({"--json", "stats", m_project}).last().value("labelled").toInt();
        };
        const int stored = answers();
        QVERIFY(stored >= int(out.count('\n')));
        // Each answer that is stored is one step, and leads back.
        for (int left = stored; left > 0; --left) {
            const QJsonObject undone = runCli({"--json", "undo", m_project, "--step"}).last();
            QCOMPARE(undone.value("kind").toString(), QStringLiteral("answers"));
            QCOMPARE(undone.value("pair").toInt(), left);
        }
        QCOMPARE(answers(), 0);
        QCOMPARE(runCli({"--json", "changes", m_project, "--limit", "0"})
                     .lines.last()
                     .value("kind")
                     .toString(),
                 QStringLiteral("import"));
    }
}

void tst_History::theFirstTrainingSetsTheTestSetAside()
{
    const QString sample = m_folder->filePath("sample.tunedesk");
    VERIFY_STATUS(runCli({"new", sample, "--sample"}), 0);
    const auto testSet = [&] {
        QList<int> ids;
        for (const QJsonObject &pair :
             runCli({"--json", "pairs", sample, "--limit", "0", "--where", "split=test"}).lines)
            ids << pair.value("id").toInt();
        return ids;
    };
    QVERIFY(testSet().isEmpty());
    const QStringList settings = QStringList{"--json", "train", sample} + quickSettings() +
                                 QStringList{"--set", "num_train_epochs=1"};
    VERIFY_STATUS(runCli(settings + QStringList{"--set", "seed=1"}), 0);
    const QList<int> ids = testSet();
    QVERIFY2(ids.size() > 20 && ids.size() < 60, qPrintable(QString::number(ids.size())));
    const QJsonObject step = runCli({"--json", "changes", sample, "--limit", "1"}).last();
    QCOMPARE(step.value("kind").toString(), QStringLiteral("test_set"));
    QCOMPARE(step.value("pairs").toInt(), int(ids.size()));
    VERIFY_STATUS(runCli(settings + QStringList{"--set", "seed=2", "--set", "test_percent=40"}), 0);
    QCOMPARE(testSet(), ids);
    QCOMPARE(runCli({"--json", "changes", sample, "--limit", "1"}).last(), step);
}

void tst_History::aPersonAddsToTheTestSet()
{
    VERIFY_STATUS(runCli({"split", m_project, "--test", "20"}), 3); // no labels
    QFile answers(m_folder->filePath("answers.csv"));
    QVERIFY(answers.open(QIODevice::WriteOnly));
    answers.write("pair,label\n");
    for (int pair = 1; pair <= 30; ++pair)
        answers.write(QStringLiteral("%1,%2\n").arg(pair).arg(pair % 3 == 0).toUtf8());
    answers.close();
    VERIFY_STATUS(runCli({"label", m_project, "--from", answers.fileName()}), 0);
    const CliCall first = runCli({"--json", "split", m_project, "--test", "20", "--by-dialogue"});
    VERIFY_STATUS(first, 0);
    QCOMPARE(first.last().value("added").toInt(), 6);
    QCOMPARE(first.last().value("test").toInt(), 6);
    QCOMPARE(first.last().value("test_appropriate").toInt(), 2);
    QCOMPARE(first.last().value("test_not_appropriate").toInt(), 4);
    QCOMPARE(first.last().value("labelled").toInt(), 30);
    const CliCall second = runCli({"--json", "split", m_project, "--test", "10"});
    VERIFY_STATUS(second, 0);
    QCOMPARE(second.last().value("added").toInt(), 0);
    QCOMPARE(second.last().value("test").toInt(), 6);
    QCOMPARE(runCli({"--json", "split", m_project, "--test", "30"}).last().value("added").toInt(),
             3);
    VERIFY_STATUS(runCli({"undo", m_project, "--step"}), 0);
    const CliCall counted = runCli({"--json", "split", m_project});
    VERIFY_STATUS(counted, 0);
    QCOMPARE(counted.last().value("test").toInt(), 6);
    QVERIFY(!counted.last().contains("added"));
    VERIFY_STATUS(runCli({"split", m_project, "--test", "0"}), 2);
}

QTEST_GUILESS_MAIN(tst_History)
#include "tst_history.moc"
