#include "jobs/scoring_speed.h"

#include <QElapsedTimer>

#include <algorithm>
#include <vector>

namespace tunedesk
{

namespace
{
/// Value below which `share` of them lie.
double quantile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5)];
}

/// Milliseconds of each round over `width` pairs at a time, until enough or too long.
Result<std::vector<double>> timings(ModelFolder &model, std::span<const Encoding> encodings,
                                    std::size_t width, int rounds, qint64 mostMs, JobContext &job)
{
    std::vector<double> result;
    QElapsedTimer whole;
    whole.start();
    for (int round = -1; round < rounds; ++round) { // the first one warms up
        std::vector<Encoding> chosen;
        for (std::size_t i = 0; i < width; ++i)
            chosen.push_back(
                encodings[(static_cast<std::size_t>(round + 1) * width + i) % encodings.size()]);
        QElapsedTimer timer;
        timer.start();
        const auto logits = model.score(chosen, job);
        if (!logits)
            return logits.error();
        if (logits->size(0) == 0)
            break;
        if (round >= 0)
            result.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        if (!result.empty() && whole.elapsed() > mostMs)
            break;
    }
    return result;
}
} // namespace

Result<ScoringSpeed> measureSpeed(ModelFolder &model, std::span<const Encoding> encodings,
                                  JobContext &job)
{
    ScoringSpeed speed;
    if (encodings.empty())
        return speed;
    const auto single = timings(model, encodings, 1, 100, 1'500, job);
    if (!single)
        return single.error();
    const auto sixteen = timings(model, encodings, 16, 20, 1'500, job);
    if (!sixteen)
        return sixteen.error();
    speed.onePairMs = quantile(*single, 0.5);
    speed.onePair95Ms = quantile(*single, 0.95);
    speed.sixteenPairsMs = quantile(*sixteen, 0.5);
    return speed;
}

} // namespace tunedesk
