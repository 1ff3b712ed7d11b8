#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <vector>

namespace tunedesk
{

/// Lowest and highest value of any stretch of a line that grows at its end: a question costs nearly
/// the same for a thousand values as for a million. Values that are not finite are passed over.
class ValuePyramid
{
public:
    struct Extent {
        double low = std::numeric_limits<double>::infinity();
        double high = -std::numeric_limits<double>::infinity();
        bool isEmpty() const { return !(low <= high); }
        void add(double value); ///< NaN changes nothing
        void add(const Extent &other);
    };

    void append(double value);
    void clear();
    std::size_t size() const { return m_values.size(); }
    /// Of the values [from, to), to ≤ size(). O(log(to − from)) up to a million.
    Extent extent(std::size_t from, std::size_t to) const;

private:
    static constexpr std::size_t kFan = 16; ///< how many of a level one of the next sums up

    std::vector<double> m_values;
    std::array<std::vector<Extent>, 5> m_levels; ///< of 16, 256, … values each
};

} // namespace tunedesk
