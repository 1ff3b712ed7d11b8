#pragma once

#include "plots/plot_series.h"
#include "plots/qcp.h"

namespace tunedesk
{

/// Steps of 1, 2 or 5 times a power of ten, four to six a side. On the step axis whole epochs while
/// they fit; on the time axis steps that a clock has.
class PlotTicker final : public QCPAxisTicker
{
public:
    enum class Kind { Step, Epoch, Time, Value };
    explicit PlotTicker(Kind kind) : m_kind(kind) {}
    void setKind(Kind kind) { m_kind = kind; }
    void setFormat(ValueFormat format) { m_format = format; }
    void setStepsPerEpoch(double steps) { m_stepsPerEpoch = steps; }
    /// Told with the last label: "epoch 4".
    void setUnit(const QString &epochUnit) { m_epochUnit = epochUnit; }
    void setCount(int wanted) { m_wanted = wanted; }

    void generate(const QCPRange &range, const QLocale &locale, QChar, int, QVector<double> &ticks,
                  QVector<double> *subTicks, QVector<QString> *labels) override;

    static double niceStep(double span, int wanted);

private:
    double stepOf(const QCPRange &range) const;
    QString label(double tick, double step, const QLocale &locale) const;

    Kind m_kind;
    ValueFormat m_format = ValueFormat::Score;
    double m_stepsPerEpoch = 0;
    int m_wanted = 5;
    QString m_epochUnit;
};

} // namespace tunedesk
