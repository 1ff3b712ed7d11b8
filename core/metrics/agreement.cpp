#include "metrics/agreement.h"

#include <QtGlobal>

#include <limits>
#include <map>

namespace tunedesk
{

double cohenKappa(std::span<const int> first, std::span<const int> second)
{
    Q_ASSERT(first.size() == second.size());
    std::map<int, double> firstCounts;
    std::map<int, double> secondCounts;
    double agreed = 0;
    for (std::size_t row = 0; row < first.size(); ++row) {
        ++firstCounts[first[row]];
        ++secondCounts[second[row]];
        agreed += first[row] == second[row];
    }
    const auto count = static_cast<double>(first.size());
    double expected = 0; // agreements that chance would bring, times count
    for (const auto &[answer, times] : firstCounts) {
        const auto other = secondCounts.find(answer);
        expected += other == secondCounts.end() ? 0 : times * other->second;
    }
    if (count * count - expected == 0)
        return std::numeric_limits<double>::quiet_NaN();
    return (agreed * count - expected) / (count * count - expected);
}

double krippendorffAlpha(std::span<const std::vector<int>> units)
{
    std::map<int, double> totals;
    double pairable = 0;
    double disagreed = 0;
    for (const std::vector<int> &answers : units) {
        if (answers.size() < 2)
            continue;
        const auto size = static_cast<double>(answers.size());
        std::map<int, double> counts;
        for (const int answer : answers)
            ++counts[answer];
        double different = size * size;
        for (const auto &[answer, times] : counts) {
            different -= times * times;
            totals[answer] += times;
        }
        disagreed += different / (size - 1);
        pairable += size;
    }
    double expected = pairable * pairable;
    for (const auto &[answer, times] : totals)
        expected -= times * times;
    if (expected == 0)
        return std::numeric_limits<double>::quiet_NaN();
    return 1 - (pairable - 1) * disagreed / expected;
}

} // namespace tunedesk
