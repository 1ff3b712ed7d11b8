#include "cli/cli_support.h"

#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <csignal>

using namespace tunedesk;

/// A training that mpirun shares among two processes against the same training in one.
class tst_Processes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void twoProcessesLoseAsMuchAsOne_data();
    void twoProcessesLoseAsMuchAsOne();
    void whatWasStoppedGoesOnToTheSameBits();
    void aRefusalEndsAllOfThem();
};

namespace
{
void startShared(QProcess &process, const QStringList &arguments)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("OMPI_ALLOW_RUN_AS_ROOT", "1");
    environment.insert("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1");
    environment.insert("OMPI_MCA_rmaps_base_oversubscribe", "1");
    environment.insert("OMPI_MCA_hwloc_base_binding_policy", "none");
    environment.insert("OMPI_MCA_mpi_yield_when_idle", "1");
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(TUNEDESK_MPIEXEC),
                  QStringList{"-n", "2", cliProgram()} + arguments);
}

CliCall runShared(const QStringList &arguments)
{
    QProcess process;
    startShared(process, arguments);
    CliCall call;
    if (!process.waitForFinished(110'000))
        process.kill();
    else if (process.exitStatus() == QProcess::NormalExit)
        call.status = process.exitCode();
    call.out = process.readAllStandardOutput();
    call.err = process.readAllStandardError();
    for (const QByteArray &line : call.out.split('\n'))
        if (const QJsonDocument json = QJsonDocument::fromJson(line); json.isObject())
            call.lines << json.object();
    return call;
}

QString newProject(const QTemporaryDir &folder, const QString &name)
{
    const QString path = folder.filePath(name);
    return runCli({"new", path, "--sample"}).status == 0 ? path : QString();
}

/// Losses of steps and checks, in their order.
QList<double> lossesOf(const CliCall &call)
{
    QList<double> losses;
    for (const QJsonObject &line : call.lines)
        for (const char *name : {"train_loss", "validation_loss"})
            if (line.contains(QLatin1String(name)) && line.value("event") != QLatin1String("done"))
                losses << line.value(QLatin1String(name)).toDouble();
    return losses;
}

QByteArray weightsOf(const QString &project)
{
    QFile file(project.chopped(9) + QStringLiteral("/runs/1/best/model.safetensors"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList settings(const char *trainLayers, const char *dropout, const char *epochs)
{
    return {"--model", tinyModel(),
            "--set",   QStringLiteral("train_layers=%1").arg(QLatin1String(trainLayers)),
            "--set",   QStringLiteral("dropout=%1").arg(QLatin1String(dropout)),
            "--set",   QStringLiteral("num_train_epochs=%1").arg(QLatin1String(epochs)),
            "--set",   "head=sequence",
            "--set",   "max_length=64",
            "--set",   "threads=1",
            "--set",   "early_stopping_patience=0"};
}
} // namespace

void tst_Processes::twoProcessesLoseAsMuchAsOne_data()
{
    QTest::addColumn<QByteArray>("trainLayers");
    QTest::newRow("on a frozen layer") << QByteArray("1");
    QTest::newRow("everything trains") << QByteArray("-1");
}

void tst_Processes::twoProcessesLoseAsMuchAsOne()
{
    QFETCH(QByteArray, trainLayers);
    const QTemporaryDir folder;
    const QStringList how = settings(trainLayers.constData(), "0", "2");
    const QString alone = newProject(folder, "alone.tunedesk");
    const QString shared = newProject(folder, "shared.tunedesk");
    const CliCall one = runCli(QStringList{"--json", "train", alone} + how);
    QVERIFY2(one.status == 0, one.err.constData());
    const CliCall two = runShared(QStringList{"--json", "train", shared} + how);
    QVERIFY2(two.status == 0, two.err.constData());
    const QList<double> expected = lossesOf(one), losses = lossesOf(two);
    QVERIFY(expected.size() > 10);
    QCOMPARE(losses.size(), expected.size()); // one of them prints
    for (qsizetype i = 0; i < losses.size(); ++i)
        QVERIFY2(std::abs(losses[i] - expected[i]) < 1e-5,
                 qPrintable(QStringLiteral("%1: %2, %3").arg(i).arg(losses[i]).arg(expected[i])));
    QCOMPARE(runCli({"--json", "runs", shared}).lines.size(), 1);
    QCOMPARE(two.last().value("test").toObject().keys(),
             one.last().value("test").toObject().keys());
}

void tst_Processes::whatWasStoppedGoesOnToTheSameBits()
{
    const QTemporaryDir folder;
    const QStringList how = settings("1", "0.1", "12");
    const QString whole = newProject(folder, "whole.tunedesk");
    const CliCall unbroken = runShared(QStringList{"--json", "train", whole} + how);
    QVERIFY2(unbroken.status == 0, unbroken.err.constData());

    const QString broken = newProject(folder, "broken.tunedesk");
    QProcess process;
    startShared(process, QStringList{"--json", "train", broken} + how);
    QByteArray out;
    while (!out.contains("\"checkpoint\"") && process.waitForReadyRead(60'000))
        out += process.readAllStandardOutput();
    ::kill(static_cast<pid_t>(process.processId()), SIGUSR1); // mpirun passes it on
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(runCli({"--json", "runs", broken, "1"}).last().value("state").toString(),
             QStringLiteral("stopped"));
    const CliCall resumed = runShared({"--json", "resume", broken, "1"});
    QVERIFY2(resumed.status == 0, resumed.err.constData());
    QVERIFY(!weightsOf(whole).isEmpty());
    QVERIFY(weightsOf(whole) == weightsOf(broken));
}

void tst_Processes::aRefusalEndsAllOfThem()
{
    const QTemporaryDir folder;
    const QString project = folder.filePath("empty.tunedesk");
    QCOMPARE(runCli({"new", project}).status, 0);
    const CliCall call =
        runShared(QStringList{"--json", "train", project} + settings("1", "0", "1"));
    QVERIFY(call.status > 0);
    QVERIFY2(call.err.contains("No pair of this project has a label yet."), call.err.constData());
}

QTEST_GUILESS_MAIN(tst_Processes)
#include "tst_processes.moc"
