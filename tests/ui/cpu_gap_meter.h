#pragma once

#include <QTimer>

#include <algorithm>
#include <ctime>
#include <vector>

namespace tunedesk
{

/// Processor time that the window's thread uses between two ticks of a short timer: what a key
/// press would wait for on a machine with nothing else to do. Other programs don't change it.
class CpuGapMeter
{
public:
    CpuGapMeter()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            const double now = threadMs();
            m_gapsMs.push_back(now - m_lastMs);
            m_lastMs = now;
        });
        m_timer.start(2);
    }
    /// Begins anew.
    void restart()
    {
        m_gapsMs.clear();
        m_lastMs = threadMs();
    }
    double longestMs() const { return percentileMs(1); }
    double totalMs() const
    {
        double sum = 0;
        for (double gap : m_gapsMs)
            sum += gap;
        return sum;
    }
    /// @param share 0…1 of the gaps are shorter
    double percentileMs(double share) const
    {
        if (m_gapsMs.empty())
            return 0;
        std::vector<double> sorted = m_gapsMs;
        std::sort(sorted.begin(), sorted.end());
        return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
    }

private:
    /// Of the calling thread alone.
    static double threadMs()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    }

    QTimer m_timer;
    double m_lastMs = threadMs();
    std::vector<double> m_gapsMs;
};

} // namespace tunedesk
