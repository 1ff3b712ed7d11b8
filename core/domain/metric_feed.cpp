#include "domain/metric_feed.h"

namespace tunedesk
{

namespace
{
template <typename T> std::vector<T> tail(const std::vector<T> &all, std::size_t from)
{
    if (from >= all.size())
        return {};
    return {all.begin() + static_cast<std::ptrdiff_t>(from), all.end()};
}
} // namespace

void MetricFeed::append(const MetricRow &row)
{
    const std::scoped_lock lock(m_mutex);
    m_rows.push_back(row);
}

void MetricFeed::append(const RunEvent &event)
{
    const std::scoped_lock lock(m_mutex);
    m_events.push_back(event);
}

void MetricFeed::setProgress(const Progress &progress)
{
    const std::scoped_lock lock(m_mutex);
    m_progress = progress;
}

std::vector<MetricRow> MetricFeed::rowsSince(std::size_t from) const
{
    const std::scoped_lock lock(m_mutex);
    return tail(m_rows, from);
}

std::vector<RunEvent> MetricFeed::eventsSince(std::size_t from) const
{
    const std::scoped_lock lock(m_mutex);
    return tail(m_events, from);
}

MetricFeed::Progress MetricFeed::progress() const
{
    const std::scoped_lock lock(m_mutex);
    return m_progress;
}

} // namespace tunedesk
