#include "plots/plot_panel_p.h"
#include "shell/theme.h"

#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tunedesk
{

namespace
{
constexpr float kRawOpacity = 0.28F;
constexpr float kAreaOpacity = 0.12F;
constexpr float kPlannedOpacity = 0.5F;

QColor faint(QColor color, float opacity)
{
    color.setAlphaF(opacity);
    return color;
}
} // namespace

PlotPanel::Private::Private(PlotPanel &owner, Theme &windowTheme)
    : panel(owner), window(windowTheme), xTicker(new PlotTicker(PlotTicker::Kind::Step)),
      yTicker(new PlotTicker(PlotTicker::Kind::Value))
{
    auto *column = new QVBoxLayout(&panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QWidget(&panel);
    header = new QHBoxLayout(head);
    header->setContentsMargins(16, 6, 8, 6);
    header->setSpacing(8);
    titleLabel = new QLabel(head);
    header->addWidget(titleLabel);
    legend = new QHBoxLayout;
    legend->setSpacing(4);
    header->addLayout(legend);
    header->addStretch(1);
    more = new Button(window, Button::Kind::Flat, head);
    more->setSmall(true);
    more->setIconOnly(true);
    more->setIconName(QStringLiteral("ellipsis"));
    QObject::connect(more, &QPushButton::clicked, &panel, [this] { offerMenu(); });
    header->addWidget(more);
    column->addWidget(head);

    canvas = new PlotCanvas(&panel);
    canvas->setMinimumSize(120, 80);
    canvas->xAxis->setTicker(xTicker);
    canvas->yAxis->setTicker(yTicker);
    canvas->yAxis->setLabel(QString());
    canvas->axisRect()->setAutoMargins(QCP::msNone);
    canvas->axisRect()->setMinimumMargins({});
    canvas->plotLayout()->setAutoMargins(QCP::msNone);
    canvas->plotLayout()->setMargins({});
    decor = new PlotDecor(canvas);
    future = new FutureBand(canvas);
    overlay = new PlotOverlay(canvas);
    stack = new QStackedLayout;
    stack->addWidget(canvas);
    column->addLayout(stack, 1);
    retranslate();
}

void PlotPanel::Private::retranslate()
{
    more->setToolTip(tr("Save or copy this plot"));
    more->setAccessibleName(tr("Save or copy this plot"));
    canvas->yAxis->setNumberFormat(QStringLiteral("g")); // "b" rewrites 2e-4
    xTicker->setUnit(tr("epoch %1", "last number of the bottom axis"));
    scheduleReplot();
}

void PlotPanel::Private::addLine(const PlotSeries &series)
{
    Line line;
    line.series = series;
    line.mean = DebiasedMean(smoothing);
    if (series.look == PlotSeries::Look::Smoothed) {
        line.raw = new RunGraph(canvas->xAxis, canvas->yAxis);
    }
    line.graph = new RunGraph(canvas->xAxis, canvas->yAxis);
    line.legend = new LegendButton(window, &panel);
    line.legend->setText(series.name);
    line.legend->setAccessibleName(series.name);
    legend->addWidget(line.legend);
    styleLine(line, theme);
    lines.push_back(std::move(line));
}

void PlotPanel::Private::clear()
{
    for (Line &line : lines) {
        canvas->removeGraph(line.graph);
        if (line.raw)
            canvas->removeGraph(line.raw);
        line.legend->hide();
        line.legend->deleteLater();
    }
    lines.clear();
    levels.clear();
    stopsAt.reset();
    plannedEnd.step = plannedEnd.epoch = plannedEnd.seconds =
        std::numeric_limits<double>::quiet_NaN();
    crosshair = std::numeric_limits<double>::quiet_NaN();
    overlay->hideLine();
    scheduleReplot();
}

void PlotPanel::Private::append(Line &line, std::span<const PlotPoint> points)
{
    QVector<double> keys, raw, drawn;
    keys.reserve(static_cast<qsizetype>(points.size()));
    raw.reserve(keys.capacity());
    drawn.reserve(keys.capacity());
    for (const PlotPoint &point : points) {
        const double value =
            std::isfinite(point.value) ? point.value : std::numeric_limits<double>::quiet_NaN();
        keys.append(point.at(axis));
        raw.append(value);
        drawn.append(line.raw ? line.mean.add(value) : value);
        if (std::isfinite(value)) {
            line.low = std::min(line.low, value);
            line.high = std::max(line.high, value);
        }
    }
    line.points.insert(line.points.end(), points.begin(), points.end());
    line.graph->append(keys, drawn);
    if (line.raw)
        line.raw->append(keys, raw);
}

void PlotPanel::Private::rekey()
{
    xTicker->setKind(axis == PlotAxis::Step    ? PlotTicker::Kind::Step
                     : axis == PlotAxis::Epoch ? PlotTicker::Kind::Epoch
                                               : PlotTicker::Kind::Time);
    for (Line &line : lines)
        for (const RunGraph *graph : {line.graph, line.raw}) {
            if (!graph)
                continue;
            auto point = line.points.cbegin();
            for (auto data = graph->data()->begin(); data != graph->data()->end(); ++data, ++point)
                data->key = point->at(axis);
        }
    overlay->hideLine();
    crosshair = std::numeric_limits<double>::quiet_NaN();
}

void PlotPanel::Private::resmooth()
{
    for (Line &line : lines) {
        line.mean = DebiasedMean(smoothing);
        if (!line.raw)
            continue;
        auto data = line.graph->data()->begin();
        for (const PlotPoint &point : line.points)
            (data++)->value = line.mean.add(point.value);
        line.graph->revalued();
    }
}

void PlotPanel::Private::restyle()
{
    theme = PlotTheme::of(window);
    titleLabel->setFont([this] {
        QFont font = window.font(Theme::Type::Body);
        font.setWeight(QFont::DemiBold);
        return font;
    }());
    overlay->setTheme(theme);
    for (Line &line : lines)
        line.legend->updateGeometry();
    applyTheme(theme);
    updateMargins();
    scheduleReplot();
}

void PlotPanel::Private::applyTheme(const PlotTheme &to)
{
    to.style(*canvas);
    decor->theme = to;
    future->color = to.raised;
    for (Line &line : lines)
        styleLine(line, to);
}

void PlotPanel::Private::styleLine(Line &line, const PlotTheme &to) const
{
    if (!to.runPen)
        return;
    using Look = PlotSeries::Look;
    const qreal width = line.series.look == Look::Planned ? 1.5
                        : line.series.look == Look::Area  ? 1.75
                                                          : 2;
    QPen pen = to.runPen(line.series.slot, width);
    if (line.series.solid)
        pen.setStyle(Qt::SolidLine);
    pen.setJoinStyle(Qt::RoundJoin);
    pen.setCapStyle(Qt::FlatCap);
    const QColor color = pen.color();
    if (line.series.look == Look::Planned) {
        pen.setColor(faint(color, kPlannedOpacity));
        pen.setDashPattern({2, 2});
    }
    line.graph->setPen(pen);
    line.graph->setBrush(line.series.look == Look::Area ? QBrush(faint(color, kAreaOpacity))
                                                        : QBrush());
    line.graph->setScatterStyle(
        line.series.look == Look::Checks
            ? QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(color, 2), QBrush(to.base), 7)
            : QCPScatterStyle());
    if (line.raw)
        line.raw->setPen(QPen(faint(color, kRawOpacity), 1));
    line.legend->setSample(pen);
}

int PlotPanel::Private::wantedLeftMargin() const
{
    QVector<double> ticks;
    QVector<QString> labels;
    canvas->yAxis->ticker()->generate(canvas->yAxis->range(), QLocale(), QLatin1Char('g'), 6, ticks,
                                      nullptr, &labels);
    const QFontMetrics metrics(theme.tick);
    int widest = theme.px(33) - theme.px(7);
    for (const QString &label : std::as_const(labels))
        widest = std::max(widest, metrics.horizontalAdvance(label));
    return widest + theme.px(7) + theme.px(8);
}

void PlotPanel::Private::updateMargins()
{
    const int left = std::max(leftMargin, theme.px(40));
    canvas->axisRect()->setMargins(
        {left + 8, theme.px(10), endLabels ? theme.px(66) : theme.px(24), theme.px(24)});
}

void PlotPanel::Private::rescaleValues()
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const Line &line : lines) {
        if (!line.visible)
            continue;
        low = std::min(low, line.low);
        high = std::max(high, line.high);
    }
    for (const Level &level : levels) {
        low = std::min(low, level.value);
        high = std::max(high, level.value);
    }
    QCPAxis *values = canvas->yAxis;
    if (!(high >= low)) {
        values->setRange(std::isfinite(floor) ? floor : 0, 1);
        return;
    }
    if (values->scaleType() == QCPAxis::stLogarithmic) {
        low = std::max(low, high * 1e-6);
        values->setRange(low / 1.25, std::max(high, low) * 1.25);
        return;
    }
    if (std::isfinite(floor))
        low = std::min(low, floor);
    if (high - low < 1e-12)
        high = low + (low == 0 ? 1 : std::abs(low) * 0.1);
    const double step = PlotTicker::niceStep(high - low, 4);
    double from = std::floor(low / step + 1e-9) * step;
    double to = std::ceil(high / step - 1e-9) * step;
    if (to - high < 0.04 * (to - from))
        to += step / 2;
    if (!std::isfinite(floor) && low - from < 0.04 * (to - from))
        from -= step / 2;
    if (low >= 0)
        from = std::max(from, 0.0);
    if (std::isfinite(ceiling) && to > ceiling)
        to = ceiling + 0.03 * (ceiling - from);
    values->setRange(from, to);
    if (const int wanted = wantedLeftMargin(); wanted > leftMargin) {
        leftMargin = wanted;
        updateMargins();
        Q_EMIT panel.leftMarginWished();
    }
}

void PlotPanel::Private::updateDecor()
{
    decor->dots.clear();
    decor->lines.clear();
    decor->levels.clear();
    decor->ends.clear();
    double last = 0;
    for (const Line &line : lines) {
        if (!line.points.empty() && line.series.look != PlotSeries::Look::Planned)
            last = std::max(last, line.points.back().at(axis));
        if (!line.visible)
            continue;
        const QPen pen = line.graph->pen();
        if (line.best) {
            const bool told = !line.bestText.isEmpty();
            if (told)
                decor->lines.push_back({line.best->at(axis), line.bestText, false});
            decor->dots.push_back({line.best->at(axis), line.best->value,
                                   told ? decor->theme.text : pen.color(), told ? 4.5 : 4});
        }
        if (endLabels && !line.graph->data()->isEmpty()) {
            const double end =
                line.best ? line.best->value : (line.graph->data()->constEnd() - 1)->value;
            if (std::isfinite(end))
                decor->ends.push_back({end, plotValueText(end, format), pen});
        }
    }
    for (const Level &level : levels)
        decor->levels.push_back({level.value, level.text, decor->theme.control});
    if (stopsAt)
        decor->lines.push_back({stopsAt->at(axis), stopsText, true});
    const double end = plannedEnd.at(axis);
    future->from = last;
    future->to = std::isfinite(end) ? end : last;
}

void PlotPanel::Private::placeOverlay()
{
    overlay->setGeometry(canvas->rect());
    overlay->setArea(canvas->axisRect()->rect());
    overlay->raise();
}

} // namespace tunedesk
