#include "engine/training/cost_line.h"

#include <algorithm>

namespace tunedesk
{

CostLine::CostLine(const Point &shortest, const Point &usual, const Point &longest)
    : m_length(usual.length)
{
    const auto tokens = static_cast<double>(std::max<qint64>(1, usual.tokens));
    if (usual.tokens > shortest.tokens) {
        const double slope =
            (usual.cost - shortest.cost) / static_cast<double>(usual.tokens - shortest.tokens);
        m_fixed = std::clamp(shortest.cost - slope * static_cast<double>(shortest.tokens), 0.0,
                             std::min(shortest.cost, usual.cost));
    }
    m_perToken = (usual.cost - m_fixed) / tokens;
    if (longest.length > usual.length) {
        const double there = std::max(0.0, longest.cost - m_fixed) /
                             static_cast<double>(std::max<qint64>(1, longest.tokens));
        m_growth =
            std::max(0.0, there - m_perToken) / static_cast<double>(longest.length - usual.length);
    }
}

double CostLine::at(qint64 tokens, qint64 length) const
{
    // Shorter pairs than the usual ones: half its cost a token at least.
    const double perToken =
        std::max(m_perToken / 2, m_perToken + m_growth * static_cast<double>(length - m_length));
    return m_fixed + static_cast<double>(tokens) * perToken;
}

} // namespace tunedesk
