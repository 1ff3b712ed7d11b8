#pragma once

#include "domain/metric_feed.h"

#include <QtGlobal>

#include <chrono>

namespace tunedesk
{

/// Resident memory of this process, MiB. Source: /proc/self/status.
double residentMib();
double peakResidentMib();

/// Seconds of work: stands while paused, goes on from a checkpoint's.
class WorkClock
{
public:
    explicit WorkClock(double secondsBefore = 0);
    double seconds() const;
    void pause();
    void goOn();

private:
    double m_before;
    std::chrono::steady_clock::time_point m_since;
    bool m_paused = false;
};

/// Smooths what a step and a check take into the time that is left.
class TimeLeft
{
public:
    void step(double seconds);
    void check(double seconds) { m_checkSeconds = seconds; }
    /// @return seconds; −1 before the first step
    double seconds(qint64 stepsLeft, qint64 checksLeft) const;

private:
    double m_stepSeconds = -1;
    double m_checkSeconds = 0;
    int m_steps = 0;
};

} // namespace tunedesk
