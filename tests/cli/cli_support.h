#pragma once

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <signal.h>

namespace tunedesk
{

inline QString cliProgram()
{
    return QStringLiteral(TUNEDESK_BINARY_DIR "/tunedesk-cli");
}

inline QString tinyModel()
{
    return QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tiny-bert");
}

/// Settings that train the tiny model in about a second.
inline QStringList quickSettings()
{
    return {QStringLiteral("--model"), tinyModel(),
            QStringLiteral("--set"),   QStringLiteral("head=sequence"),
            QStringLiteral("--set"),   QStringLiteral("num_train_epochs=2"),
            QStringLiteral("--set"),   QStringLiteral("max_length=64"),
            QStringLiteral("--set"),   QStringLiteral("train_layers=1"),
            QStringLiteral("--set"),   QStringLiteral("threads=1")};
}

/// What one call of the command line gave.
struct CliCall {
    int status = -1;
    QByteArray out, err;
    QList<QJsonObject> lines; ///< stdout as JSON Lines

    QJsonObject last() const { return lines.isEmpty() ? QJsonObject() : lines.last(); }
};

inline CliCall runCli(const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(cliProgram(), arguments);
    process.write(input);
    process.closeWriteChannel();
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

} // namespace tunedesk
