#pragma once

#include "plots/legend_button.h"
#include "plots/plot_canvas.h"
#include "plots/plot_decor.h"
#include "plots/plot_overlay.h"
#include "plots/plot_panel.h"
#include "plots/plot_theme.h"
#include "plots/plot_ticker.h"
#include "plots/qcp.h"
#include "plots/run_graph.h"
#include "plots/smoothing.h"
#include "shell/button.h"

#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedLayout>
#include <QTableView>
#include <QTimer>

#include <limits>

namespace tunedesk
{

struct PlotPanel::Private {
    struct Line {
        PlotSeries series;
        std::vector<PlotPoint> points;
        DebiasedMean mean;
        RunGraph *graph = nullptr;
        RunGraph *raw = nullptr; ///< smoothed lines only
        LegendButton *legend = nullptr;
        std::optional<PlotPoint> best;
        QString bestText;
        double low = std::numeric_limits<double>::infinity();
        double high = -std::numeric_limits<double>::infinity();
        bool visible = true;
    };
    struct Level {
        QString key;
        double value = 0;
        QString text;
    };

    Private(PlotPanel &owner, Theme &windowTheme);
    static QString tr(const char *text, const char *note = nullptr)
    {
        return PlotPanel::tr(text, note);
    }

    void addLine(const PlotSeries &series);
    void clear();
    void append(Line &line, std::span<const PlotPoint> points);
    void rekey();
    void resmooth();

    void restyle();
    void applyTheme(const PlotTheme &to);
    void styleLine(Line &line, const PlotTheme &to) const;
    void retranslate();
    void updateMargins();
    int wantedLeftMargin() const;
    void rescaleValues();
    void updateDecor();
    void placeOverlay();

    void scheduleReplot();
    void replot();
    void describe();

    void pointAtPixel(double pixel);
    void movePoint(int points);
    void moveToEdge(bool last);
    void showCrosshair(bool withFrame);
    const Line *leadingLine() const;
    /// Number of the point nearest to x; −1: none.
    int nearest(const Line &line, double x) const;

    void paintPicture(QPainter &painter, const QSize &size);
    void offerMenu();
    void saveAs(const QString &kind);
    void showTable(bool shown);

    PlotPanel &panel;
    Theme &window;
    PlotTheme theme;
    QHBoxLayout *header = nullptr;
    QLabel *titleLabel = nullptr;
    QHBoxLayout *legend = nullptr;
    Button *more = nullptr;
    QStackedLayout *stack = nullptr;
    QTableView *table = nullptr;
    PlotCanvas *canvas = nullptr;
    PlotOverlay *overlay = nullptr;
    PlotDecor *decor = nullptr; ///< both owned by the canvas
    FutureBand *future = nullptr;
    QSharedPointer<PlotTicker> xTicker, yTicker;

    std::vector<Line> lines;
    std::vector<Level> levels;
    std::optional<PlotPoint> stopsAt;
    QString stopsText;
    PlotPoint plannedEnd{std::numeric_limits<double>::quiet_NaN(),
                         std::numeric_limits<double>::quiet_NaN(),
                         std::numeric_limits<double>::quiet_NaN(), 0};
    PlotAxis axis = PlotAxis::Step;
    ValueFormat format = ValueFormat::Score;
    double floor = std::numeric_limits<double>::quiet_NaN();
    double ceiling = std::numeric_limits<double>::quiet_NaN();
    double smoothing = 0.9;
    double crosshair = std::numeric_limits<double>::quiet_NaN();
    int leftMargin = 40;
    bool frameShown = false;
    bool logAllowed = false;
    bool endLabels = false;
    bool follow = true;
    bool dirty = true;

    QTimer replotTimer;
    QTimer describeTimer;
    QElapsedTimer sinceReplot;
    qint64 replots = 0;
};

} // namespace tunedesk
