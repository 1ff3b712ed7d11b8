#pragma once

#include "plots/plot_series.h"

#include <QString>
#include <QWidget>

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace tunedesk
{

class Theme;

/// A titled plot over the course of a run: lines by series, legend buttons, best point, crosshair,
/// follow, export. Points are appended, never set anew; drawn at most 30 times a second and only
/// while it can be seen. Window thread.
class PlotPanel : public QWidget
{
    Q_OBJECT
public:
    explicit PlotPanel(Theme &theme, QWidget *parent = nullptr);
    ~PlotPanel() override;

    void setTitle(const QString &title);
    QString title() const;
    /// A widget (a choice of metric) in place of the title's text.
    void setTitleWidget(QWidget *widget);
    void setValueFormat(ValueFormat format);
    /// The left axis always reaches down (up) to it.
    void setValueFloor(double floor);
    void setValueCeiling(double ceiling); ///< never beyond, e.g. 1 for a share
    void setLogAllowed(bool allowed);
    /// Room at the right for the last or best value of each line.
    void setEndLabels(bool shown);

    int addSeries(const PlotSeries &series); ///< @return its number
    void setSeriesName(int series, const QString &name);
    int seriesCount() const;
    void clearSeries();
    void append(int series, std::span<const PlotPoint> points);
    void append(int series, const PlotPoint &point) { append(series, std::span(&point, 1)); }
    /// Replaces what is planned (there is no other way for a plan to change).
    void setPlanned(int series, std::span<const PlotPoint> points);
    std::span<const PlotPoint> points(int series) const;
    /// What is drawn: smoothed where the series is.
    std::vector<double> drawnValues(int series) const;
    void setSeriesVisible(int series, bool visible);
    bool isSeriesVisible(int series) const;

    /// The best check: a filled dot; with a text also a line and the text beside it.
    void setBest(int series, const PlotPoint &at, const QString &text = {});
    /// Where the run stops if nothing gets better.
    void setStopsAt(const std::optional<PlotPoint> &at, const QString &text = {});
    /// A level to compare with, e.g. what the majority class gets. Told by name; NaN takes it away.
    void setLevel(const QString &key, double value, const QString &text);
    /// Planned end of the run; the part to come is shaded.
    void setPlannedEnd(const PlotPoint &end);
    void setStepsPerEpoch(double steps);

    PlotAxis axis() const;
    void setAxis(PlotAxis axis);
    void setSmoothing(double weight);
    void setLogScale(bool log);
    bool isLogScale() const;
    void setFollow(bool follow);
    void setXRange(double lower, double upper);
    std::pair<double, double> xRange() const;
    std::pair<double, double> yRange() const;
    /// Whole extent of what is drawn or planned.
    std::pair<double, double> xExtent() const;

    /// Crosshair at the points nearest to x. @param withFrame names and values beside it
    void showCrosshair(double x, bool withFrame);
    void hideCrosshair();

    int wantedLeftMargin() const;
    void setLeftMargin(int pixels);

    QImage toImage(const QSize &size,
                   qreal scale) const; ///< in the light theme, with title and legend
    bool savePng(const QString &path) const;
    bool saveSvg(const QString &path) const;
    QString toCsv() const;      ///< run, metric, step, epoch, seconds, raw, smoothed
    void showTable(bool shown); ///< the same values as a table

    void replotNow(); ///< for pictures and measurements; otherwise it draws by itself
    qint64 replotCount() const;
    QWidget *canvas() const;

Q_SIGNALS:
    void crosshairMoved(double x);
    void crosshairLeft();
    void xRangeWished(double lower, double upper);
    void wholeWished();
    void logWished();
    void followWished();
    void zoomed();           ///< by hand: following ends
    void leftMarginWished(); ///< the labels need more room than there is
    void failedToSave(const QString &path);

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tunedesk
