#pragma once

#include "base/job_context.h"
#include "base/result.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSet>
#include <QString>

#include <nlohmann/json.hpp>

#include <atomic>
#include <mutex>

namespace tunedesk::cli
{

/// Texts of the command line.
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Cli)
};

using Json = nlohmann::ordered_json; ///< fields stay in the order of the contract

/// What a script may rely on.
enum ExitStatus { Done = 0, Failed = 1, Usage = 2, Refused = 3, StoppedByPerson = 130 };

/// Usage where the fault is in an option (where: "--name"), Refused when the input was at fault and
/// nothing changed, else Failed.
ExitStatus exitStatus(const Error &error);

std::string utf8(const QString &text);
QString fromUtf8(const std::string &text);

/// The name under which answers and other acts are kept; none given: who is logged in.
QString annotatorName(const std::string &given);

/// Stdout carries the answer (text, or JSON Lines with --json), stderr everything else. Main
/// thread.
class Console
{
public:
    bool json = false;
    bool quiet = false;

    /// One JSON line with --json, else the text; flushed, so that a reader may act on it.
    void answer(const Json &fields, const QString &text);
    void note(const QString &text); ///< stderr, unless --quiet
    void warn(const QString &text);
    /// Prints what, where, what to do. @return the exit status that belongs to it
    int fail(const Error &error);
};

/// Ctrl-C, SIGTERM and SIGUSR1 of this process as a stop request.
void watchSignals();
bool stopSignalled();

/// Progress on stderr: a bar with rate and time left on a terminal, a line each 10 % elsewhere
/// of what takes longer than a second, none with --quiet.
class TerminalJob final : public JobContext
{
public:
    explicit TerminalJob(const Console &console);
    ~TerminalJob() override;
    bool stopRequested() const override { return stopSignalled(); }
    void report(qint64 done, qint64 total, const QString &step) override;

private:
    void drawBar(qint64 done, qint64 total);

    bool m_silent;
    bool m_isTerminal;
    bool m_barShown = false;
    std::mutex m_mutex;
    QString m_step;
    QSet<QString> m_knownSteps;   ///< a step may work on another one and come back
    QSet<QString> m_printedLines; ///< so that such a change prints no line twice
    QElapsedTimer m_sinceStart, m_sinceStep;
    QElapsedTimer m_sinceDrawn;
};

} // namespace tunedesk::cli
