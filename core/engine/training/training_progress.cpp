#include "engine/training/training_progress.h"

#include <algorithm>
#include <fstream>
#include <string>

namespace tunedesk
{

namespace
{
double statusMib(const std::string &key)
{
    std::ifstream status("/proc/self/status");
    std::string line;
    while (std::getline(status, line))
        if (line.starts_with(key))
            return std::stod(line.substr(key.size())) / 1024;
    return 0;
}
} // namespace

double residentMib()
{
    return statusMib("VmRSS:");
}

double peakResidentMib()
{
    return statusMib("VmHWM:");
}

WorkClock::WorkClock(double secondsBefore)
    : m_before(secondsBefore), m_since(std::chrono::steady_clock::now())
{
}

double WorkClock::seconds() const
{
    if (m_paused)
        return m_before;
    return m_before +
           std::chrono::duration<double>(std::chrono::steady_clock::now() - m_since).count();
}

void WorkClock::pause()
{
    m_before = seconds();
    m_paused = true;
}

void WorkClock::goOn()
{
    m_since = std::chrono::steady_clock::now();
    m_paused = false;
}

void TimeLeft::step(double seconds)
{
    // The mean at first, then the last 50 or so: batches differ in length, and other programs come
    // and go.
    m_steps = std::min(m_steps + 1, 50);
    m_stepSeconds = m_steps == 1 ? seconds : m_stepSeconds + (seconds - m_stepSeconds) / m_steps;
}

double TimeLeft::seconds(qint64 stepsLeft, qint64 checksLeft) const
{
    if (m_stepSeconds < 0)
        return -1;
    return static_cast<double>(stepsLeft) * m_stepSeconds +
           static_cast<double>(checksLeft) * m_checkSeconds;
}

} // namespace tunedesk
