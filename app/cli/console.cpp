#include "console.h"

#include "base/duration_text.h"

#include <QFile>

#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace tunedesk::cli
{

namespace
{
constexpr qint64 kWorthALineMs = 1000; ///< what is over sooner needs no progress in a log

volatile std::sig_atomic_t g_stop = 0; // a signal handler reaches nothing else

void onSignal(int)
{
    g_stop = 1;
}

void print(FILE *stream, const std::string &line)
{
    std::fwrite(line.data(), 1, line.size(), stream);
    std::fputc('\n', stream);
    std::fflush(stream);
}
} // namespace

ExitStatus exitStatus(const Error &error)
{
    if (error.where.startsWith(QLatin1String("--")))
        return Usage;
    switch (error.kind) {
    case ErrorKind::Input:
    case ErrorKind::File:
    case ErrorKind::Busy:
    case ErrorKind::Model:
    case ErrorKind::Diverged:
    case ErrorKind::Unsupported:
        return Refused;
    case ErrorKind::Database:
    case ErrorKind::Disk:
    case ErrorKind::Memory:
        return Failed;
    }
    Q_UNREACHABLE();
}

std::string utf8(const QString &text)
{
    return text.toStdString();
}

QString annotatorName(const std::string &given)
{
    if (const QString name = fromUtf8(given).trimmed(); !name.isEmpty())
        return name;
    const QString user = qEnvironmentVariable("USER");
    return user.isEmpty() ? QStringLiteral("me") : user;
}

QString fromUtf8(const std::string &text)
{
    return QString::fromStdString(text);
}

void Console::answer(const Json &fields, const QString &text)
{
    if (json)
        print(stdout, fields.dump(-1, ' ', false, Json::error_handler_t::replace));
    else if (!text.isNull())
        print(stdout, utf8(text));
}

void Console::note(const QString &text)
{
    if (!quiet)
        print(stderr, utf8(text));
}

void Console::warn(const QString &text)
{
    print(stderr, utf8(Text::tr("Warning: %1").arg(text)));
}

int Console::fail(const Error &error)
{
    print(stderr, utf8(Text::tr("Error: %1").arg(error.what)));
    if (!error.where.isEmpty())
        print(stderr, "  " + utf8(error.where));
    if (!error.hint.isEmpty())
        print(stderr, "  " + utf8(error.hint));
    if (!error.details.isEmpty())
        print(stderr, "  (" + utf8(error.details) + ")");
    return exitStatus(error);
}

void watchSignals()
{
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESETHAND; // the second Ctrl-C ends at once
    sigaction(SIGINT, &action, nullptr);
    action.sa_flags = 0;
    sigaction(SIGTERM, &action, nullptr);
    sigaction(SIGUSR1, &action, nullptr); // which mpirun passes on and stays at its work
}

bool stopSignalled()
{
    return g_stop != 0;
}

TerminalJob::TerminalJob(const Console &console)
    : m_silent(console.quiet), m_isTerminal(::isatty(STDERR_FILENO) == 1)
{
    m_sinceStart.start();
}

TerminalJob::~TerminalJob()
{
    if (m_barShown)
        std::fputc('\n', stderr);
}

void TerminalJob::report(qint64 done, qint64 total, const QString &step)
{
    if (m_silent)
        return;
    const std::scoped_lock lock(m_mutex);
    if (step != m_step) {
        // Back to a step that was there: the bar changes in its place.
        if (m_barShown && !m_knownSteps.contains(step)) {
            std::fputc('\n', stderr);
            m_barShown = false;
        }
        m_step = step;
        m_knownSteps.insert(step);
        m_sinceStep.start();
        m_sinceDrawn.invalidate();
    }
    if (total <= 0)
        return;
    if (m_isTerminal) {
        if (m_sinceDrawn.isValid() && m_sinceDrawn.elapsed() < 100 && done < total)
            return;
        m_sinceDrawn.start();
        drawBar(done, total);
        return;
    }
    if (m_sinceStart.elapsed() < kWorthALineMs)
        return;
    const QString line = Text::tr("%1: %2 %").arg(m_step).arg(done * 10 / total * 10);
    if (m_printedLines.contains(line))
        return;
    m_printedLines.insert(line);
    print(stderr, utf8(line));
}

void TerminalJob::drawBar(qint64 done, qint64 total)
{
    constexpr int kWidth = 28;
    const int filled = static_cast<int>(kWidth * done / total);
    const double seconds = static_cast<double>(m_sinceStep.elapsed()) / 1000.0;
    QString line = QStringLiteral("\r\033[K%1 [%2%3] %4 %")
                       .arg(m_step, QString(filled, QLatin1Char('#')),
                            QString(kWidth - filled, QLatin1Char('.')))
                       .arg(done * 100 / total);
    if (seconds > 0.5 && done > 0) {
        const double rate = static_cast<double>(done) / seconds;
        line += QStringLiteral("  ") + Text::tr("%1 a second").arg(rate, 0, 'g', 4);
        if (seconds > 3 && done < total)
            line += QStringLiteral("  ") +
                    Text::tr("%1 left").arg(durationText(static_cast<double>(total - done) / rate));
    }
    const std::string bytes = utf8(line);
    std::fwrite(bytes.data(), 1, bytes.size(), stderr);
    std::fflush(stderr);
    m_barShown = true;
}

} // namespace tunedesk::cli
