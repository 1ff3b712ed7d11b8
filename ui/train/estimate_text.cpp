#include "train/estimate_text.h"

#include "base/duration_text.h"

#include <QCoreApplication>

#include <cmath>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(EstimateText)
};
} // namespace

QString shortDurationText(double seconds)
{
    // Seconds alone stay as durationText() rounds them: 57 is told as 55, 58 as a minute.
    return durationText(seconds < 57.5 ? seconds : std::max(1.0, std::round(seconds / 60)) * 60);
}

QString estimateRangeText(const TrainingEstimate &estimate)
{
    const QString fewest = durationText(estimate.fewestSeconds());
    const QString most = durationText(estimate.mostSeconds());
    return fewest == most ? Text::tr("Takes %1 on this computer.").arg(most)
                          : Text::tr("Takes %1 to %2 on this computer.").arg(fewest, most);
}

} // namespace tunedesk
