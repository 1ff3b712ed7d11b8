#pragma once

#include <QElapsedTimer>
#include <QList>

namespace tunedesk
{

/// How long each pair was looked at, by a clock that never jumps, and how many are labelled in a
/// minute.
class LabellingPace
{
public:
    void start() { m_clock.start(); }
    /// Seconds since start(); counted for the pace unless it was a break.
    double stop();
    /// Labels a minute over the last 20; 0: not known yet.
    double perMinute() const;
    void clear() { m_seconds.clear(); }

private:
    QElapsedTimer m_clock;
    QList<double> m_seconds;
};

} // namespace tunedesk
