#include "label/labelling_pace.h"

#include <numeric>

namespace tunedesk
{

namespace
{
constexpr double breakSeconds = 180;
constexpr int counted = 20, fewest = 3;
} // namespace

double LabellingPace::stop()
{
    const double seconds = m_clock.isValid() ? double(m_clock.nsecsElapsed()) / 1e9 : 0;
    if (seconds < breakSeconds) {
        m_seconds << seconds;
        if (m_seconds.size() > counted)
            m_seconds.removeFirst();
    }
    return seconds;
}

double LabellingPace::perMinute() const
{
    const double all = std::accumulate(m_seconds.begin(), m_seconds.end(), 0.0);
    return m_seconds.size() < fewest || all <= 0 ? 0 : 60.0 * double(m_seconds.size()) / all;
}

} // namespace tunedesk
