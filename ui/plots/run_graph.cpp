#include "plots/run_graph.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tunedesk
{

namespace
{
constexpr int kFewPoints = 150;
constexpr int kParts = 4; ///< of a pixel's width: smooth edges where a line is steep

/// How much of each row [0, rows) the stretch top…bottom covers, times `share`.
void cover(std::vector<float> &rows, double top, double bottom, float share)
{
    top = std::max(top, 0.0);
    bottom = std::min(bottom, static_cast<double>(rows.size()));
    if (!(top < bottom))
        return;
    const int first = static_cast<int>(top);
    const int last = std::min(static_cast<int>(bottom), static_cast<int>(rows.size()) - 1);
    if (first == last) {
        rows[first] += share * static_cast<float>(bottom - top);
        return;
    }
    rows[first] += share * static_cast<float>(first + 1 - top);
    for (int row = first + 1; row < last; ++row)
        rows[row] += share;
    rows[last] += share * static_cast<float>(bottom - last);
}

QRgb premultiplied(const QColor &color, float share)
{
    const auto alpha = color.alphaF() * share;
    const auto part = [alpha](int value) { return static_cast<int>(value * alpha + 0.5F); };
    return qRgba(part(color.red()), part(color.green()), part(color.blue()), part(255));
}

QRgb over(QRgb above, QRgb below)
{
    const int rest = 255 - qAlpha(above);
    const auto mix = [rest](int top, int under) { return top + (under * rest + 127) / 255; };
    return qRgba(mix(qRed(above), qRed(below)), mix(qGreen(above), qGreen(below)),
                 mix(qBlue(above), qBlue(below)), mix(qAlpha(above), qAlpha(below)));
}
} // namespace

/// What one drawing needs to know; all in device pixels, from the corner of the plot's area.
struct RunGraph::Frame {
    QRect area; ///< in the widget's pixels
    double ratio = 1;
    int width = 0, height = 0;
    double ground = 0; ///< where a filled line ends
};

RunGraph::RunGraph(QCPAxis *keyAxis, QCPAxis *valueAxis) : QCPGraph(keyAxis, valueAxis)
{
    setAdaptiveSampling(true);
}

void RunGraph::append(const QVector<double> &keys, const QVector<double> &values)
{
    addData(keys, values, true);
    for (double value : values)
        m_values.append(value);
}

void RunGraph::clearPoints()
{
    data()->clear();
    m_values.clear();
}

void RunGraph::revalued()
{
    m_values.clear();
    for (auto point = mDataContainer->constBegin(); point != mDataContainer->constEnd(); ++point)
        m_values.append(point->value);
}

void RunGraph::draw(QCPPainter *painter)
{
    const QCPRange keys = mKeyAxis->range();
    const auto begin = mDataContainer->constBegin();
    const int first = static_cast<int>(mDataContainer->findBegin(keys.lower) - begin);
    const int last = static_cast<int>(mDataContainer->findEnd(keys.upper) - begin);
    // The planned rate has no times.
    if (last - first <= kFewPoints || !std::isfinite(begin[first].key) ||
        !std::isfinite(begin[last - 1].key) ||
        painter->modes().testFlag(QCPPainter::pmVectorized)) {
        QCPGraph::draw(painter);
        return;
    }
    Frame frame;
    frame.area = mKeyAxis->axisRect()->rect();
    frame.ratio = painter->device()->devicePixelRatioF();
    frame.width = static_cast<int>(std::ceil(frame.area.width() * frame.ratio));
    frame.height = static_cast<int>(std::ceil(frame.area.height() * frame.ratio));
    if (frame.width <= 0 || frame.height <= 0)
        return;
    const bool isLogarithmic = mValueAxis->scaleType() == QCPAxis::stLogarithmic;
    frame.ground = isLogarithmic
                       ? frame.height
                       : std::clamp((mValueAxis->coordToPixel(0) - frame.area.top()) * frame.ratio,
                                    0.0, static_cast<double>(frame.height));
    findSpans(frame, first, last);
    paint(frame);
    painter->drawImage(frame.area.topLeft(), m_image);
}

void RunGraph::findSpans(const Frame &frame, int first, int last)
{
    constexpr double kNone = std::numeric_limits<double>::infinity();
    const auto data = mDataContainer->constBegin();
    const auto yOf = [&](double value) {
        return (mValueAxis->coordToPixel(value) - frame.area.top()) * frame.ratio;
    };
    m_spans.assign(static_cast<std::size_t>(frame.width) * kParts, {kNone, -kNone});
    // Between two points the line is straight on the screen, on a logarithmic axis too.
    const auto yAt = [&](int next, double key) {
        if (next <= first || next >= last)
            return std::numeric_limits<double>::quiet_NaN();
        const QCPGraphData &left = data[next - 1];
        const QCPGraphData &right = data[next];
        const double wide = right.key - left.key;
        const double part = wide > 0 ? (key - left.key) / wide : 0;
        const double from = yOf(left.value);
        return from + part * (yOf(right.value) - from);
    };
    const double partWidth = 1 / (kParts * frame.ratio);
    // One point left of the range came along, for the line that leads in.
    const double start = mKeyAxis->range().lower;
    int from = first;
    while (from < last && data[from].key < start)
        ++from;
    double yFrom = yAt(from, start);
    for (std::size_t part = 0; part < m_spans.size(); ++part) {
        const double end = mKeyAxis->pixelToCoord(frame.area.left() + (part + 1.0) * partWidth);
        const int to = static_cast<int>(std::upper_bound(data + from, data + last, end,
                                                         [](double key, const QCPGraphData &point) {
                                                             return key < point.key;
                                                         }) -
                                        data);
        const double yTo = yAt(to, end);
        Span &span = m_spans[part];
        const auto take = [&span](double y) {
            if (std::isfinite(y)) {
                span.top = std::min(span.top, y);
                span.bottom = std::max(span.bottom, y);
            }
        };
        take(yFrom);
        take(yTo);
        if (const auto values = m_values.extent(from, to); !values.isEmpty()) {
            take(yOf(values.low));
            take(yOf(values.high));
        }
        from = to;
        yFrom = yTo;
    }
}

void RunGraph::paint(const Frame &frame)
{
    if (m_image.size() != QSize(frame.width, frame.height))
        m_image = QImage(frame.width, frame.height, QImage::Format_ARGB32_Premultiplied);
    m_image.setDevicePixelRatio(frame.ratio);
    m_image.fill(Qt::transparent);
    const auto stride = static_cast<std::size_t>(m_image.bytesPerLine()) / sizeof(QRgb);
    auto *pixels = reinterpret_cast<QRgb *>(m_image.bits());

    const QPen line = pen();
    const double radius = line.widthF() * frame.ratio / 2;
    const int neighbours = static_cast<int>(std::ceil(radius * kParts));
    std::vector<double> reach; // of a round nib, by distance
    for (int i = 0; i <= neighbours; ++i)
        reach.push_back(
            std::sqrt(std::max(0.0, radius * radius - i * i / double(kParts * kParts))));
    QVector<qreal> dashes = line.style() == Qt::SolidLine ? QVector<qreal>() : line.dashPattern();
    double period = 0;
    for (qreal &dash : dashes) {
        dash *= line.widthF() * frame.ratio;
        period += dash;
    }
    const auto isDrawn = [&](int column) {
        double at = period > 0 ? std::fmod(column, period) : 0;
        for (int i = 0; i < dashes.size(); at -= dashes[i++])
            if (at < dashes[i])
                return i % 2 == 0;
        return true;
    };
    const QColor fill = brush().style() == Qt::NoBrush ? QColor(Qt::transparent) : brush().color();
    const int parts = static_cast<int>(m_spans.size());
    const auto put = [&](int column, const QColor &color) {
        for (int row = 0; row < frame.height; ++row)
            if (float &share = m_covers[row]; share > 0) {
                QRgb &pixel = pixels[row * stride + column];
                pixel = over(premultiplied(color, std::min(share, 1.0F)), pixel);
                share = 0;
            }
    };
    m_covers.assign(frame.height, 0);
    for (int column = 0; column < frame.width; ++column) {
        if (fill.alpha() > 0) {
            for (int part = column * kParts; part < (column + 1) * kParts; ++part)
                if (const Span &span = m_spans[part]; span.top <= span.bottom)
                    cover(m_covers, (span.top + span.bottom) / 2, frame.ground, 1.0F / kParts);
            put(column, fill);
        }
        if (!isDrawn(column))
            continue;
        for (int part = column * kParts; part < (column + 1) * kParts; ++part) {
            double top = std::numeric_limits<double>::infinity();
            double bottom = -top;
            for (int near = std::max(0, part - neighbours);
                 near <= std::min(parts - 1, part + neighbours); ++near) {
                const double more = reach[std::abs(near - part)];
                top = std::min(top, m_spans[near].top - more);
                bottom = std::max(bottom, m_spans[near].bottom + more);
            }
            cover(m_covers, top, bottom, 1.0F / kParts);
        }
        put(column, line.color());
    }
}

} // namespace tunedesk
