#include "plots/plot_ticker.h"

#include "plots/plot_theme.h"

#include <cmath>

namespace tunedesk
{

double PlotTicker::niceStep(double span, int wanted)
{
    if (!(span > 0) || !std::isfinite(span))
        return 1;
    const double raw = span / std::max(wanted, 1);
    const double magnitude = std::pow(10.0, std::floor(std::log10(raw)));
    const double mantissa = raw / magnitude;
    const double nice = mantissa <= 1.0001   ? 1
                        : mantissa <= 2.0001 ? 2
                        : mantissa <= 5.0001 ? 5
                                             : 10;
    return nice * magnitude;
}

double PlotTicker::stepOf(const QCPRange &range) const
{
    const double span = range.size();
    if (m_kind == Kind::Step && m_stepsPerEpoch > 0 && span > 1.5 * m_stepsPerEpoch) {
        const double epochs = span / m_stepsPerEpoch;
        return m_stepsPerEpoch * (epochs <= 6.01 ? 1 : std::max(1.0, niceStep(epochs, m_wanted)));
    }
    if (m_kind == Kind::Time) {
        for (double step :
             {1., 2., 5., 10., 15., 30., 60., 120., 300., 600., 900., 1800., 3600., 7200., 14400.})
            if (span / step <= m_wanted + 1)
                return step;
        return 3600 * niceStep(span / 3600, m_wanted);
    }
    const double step = niceStep(span, m_wanted);
    return m_kind == Kind::Step || m_format == ValueFormat::Count ? std::max(1.0, step) : step;
}

QString PlotTicker::label(double tick, double step, const QLocale &locale) const
{
    if (m_kind == Kind::Time)
        return plotTimeText(tick);
    if (m_kind == Kind::Value && m_format == ValueFormat::Rate)
        return learningRateText(tick);
    if (m_kind == Kind::Step)
        return locale.toString(std::llround(tick));
    const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 6);
    return locale.toString(tick, 'f', decimals);
}

void PlotTicker::generate(const QCPRange &range, const QLocale &, QChar, int,
                          QVector<double> &ticks, QVector<double> *subTicks,
                          QVector<QString> *labels)
{
    ticks.clear();
    if (subTicks)
        subTicks->clear();
    const double step = stepOf(range);
    const double slack = range.size() * 1e-6;
    for (double n = std::ceil((range.lower - slack) / step); n * step <= range.upper + slack; ++n)
        ticks.append(std::abs(n) < 1e-9 ? 0.0 : n * step);
    if (!labels)
        return;
    labels->clear();
    for (double tick : ticks)
        labels->append(label(tick, step, QLocale()));
    if (m_kind == Kind::Epoch && labels->size() > 1 && !m_epochUnit.isEmpty())
        labels->last() = m_epochUnit.arg(labels->last());
}

} // namespace tunedesk
