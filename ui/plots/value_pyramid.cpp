#include "plots/value_pyramid.h"

#include <algorithm>
#include <cmath>

namespace tunedesk
{

void ValuePyramid::Extent::add(double value)
{
    if (!std::isfinite(value))
        return;
    low = std::min(low, value);
    high = std::max(high, value);
}

void ValuePyramid::Extent::add(const Extent &other)
{
    low = std::min(low, other.low);
    high = std::max(high, other.high);
}

void ValuePyramid::append(double value)
{
    std::size_t bucket = m_values.size();
    m_values.push_back(value);
    for (std::vector<Extent> &level : m_levels) {
        bucket /= kFan;
        if (bucket == level.size())
            level.emplace_back();
        level.back().add(value);
    }
}

void ValuePyramid::clear()
{
    m_values.clear();
    for (std::vector<Extent> &level : m_levels)
        level.clear();
}

ValuePyramid::Extent ValuePyramid::extent(std::size_t from, std::size_t to) const
{
    Extent all;
    const auto takeWholeBuckets = [&](const auto &level) {
        // At the ends what fills no bucket of the next level; the middle is left to that one.
        while (from < to && from % kFan != 0)
            all.add(level[from++]);
        while (from < to && to % kFan != 0)
            all.add(level[--to]);
        from /= kFan;
        to /= kFan;
    };
    takeWholeBuckets(m_values);
    for (std::size_t i = 0; i + 1 < m_levels.size() && from < to; ++i)
        takeWholeBuckets(m_levels[i]);
    for (; from < to; ++from)
        all.add(m_levels.back()[from]);
    return all;
}

} // namespace tunedesk
