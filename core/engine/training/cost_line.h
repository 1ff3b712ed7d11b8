#pragma once

#include <QtGlobal>

namespace tunedesk
{

/// What a pass over pairs costs, seconds or bytes, worked out from three that were measured:
/// fixed + tokens × perToken(length). perToken changes evenly with the length of the pairs, because
/// of attention. A value.
class CostLine
{
public:
    struct Point {
        qint64 tokens = 0; ///< with padding
        qint64 length = 0; ///< of the longest pair
        double cost = 0;
    };
    /// Points may be the same. Costs that shrink with tokens or length are noise and count as even.
    CostLine(const Point &shortest, const Point &usual, const Point &longest);

    double fixed() const { return m_fixed; }
    double at(qint64 tokens, qint64 length) const;

private:
    double m_fixed = 0;
    double m_perToken = 0; ///< at m_length
    double m_growth = 0;   ///< of perToken with each token of length
    qint64 m_length = 0;
};

} // namespace tunedesk
