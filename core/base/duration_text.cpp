#include "base/duration_text.h"

#include <QCoreApplication>

#include <cmath>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Duration)
};

qint64 roundedTo(double value, qint64 step)
{
    return static_cast<qint64>(std::llround(value / static_cast<double>(step))) * step;
}
} // namespace

QString durationText(double seconds)
{
    seconds = std::max(0.0, seconds);
    if (seconds < 9.5)
        return Text::tr("%1 s").arg(roundedTo(seconds, 1));
    if (seconds < 57.5)
        return Text::tr("%1 s").arg(roundedTo(seconds, 5));
    if (const qint64 whole = roundedTo(seconds, 10); whole < 600)
        return whole % 60 == 0
                   ? Text::tr("%1 min").arg(whole / 60)
                   : Text::tr("%1 min %2").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
    if (const qint64 minutes = roundedTo(seconds / 60, 1); minutes < 60)
        return Text::tr("%1 min").arg(minutes);
    const qint64 minutes = roundedTo(seconds / 60, 5);
    return minutes % 60 == 0
               ? Text::tr("%1 h").arg(minutes / 60)
               : Text::tr("%1 h %2").arg(minutes / 60).arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

} // namespace tunedesk
