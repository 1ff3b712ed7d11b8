#pragma once

#include "plots/qcp.h"
#include "plots/value_pyramid.h"

#include <QImage>

#include <vector>

namespace tunedesk
{

/// A graph whose drawing costs the same for a hundred thousand points as for a thousand: with many
/// points in sight it is filled column by column from their lowest and highest values, in place of
/// stroking a path through all of them (20,000 points: 20 ms). In files of vectors, and with few
/// points, it is drawn as QCustomPlot does.
class RunGraph final : public QCPGraph
{
    Q_OBJECT
public:
    RunGraph(QCPAxis *keyAxis, QCPAxis *valueAxis);

    /// Keys ascend, also over calls.
    void append(const QVector<double> &keys, const QVector<double> &values);
    void clearPoints();
    /// The values of the data were changed in place.
    void revalued();

protected:
    void draw(QCPPainter *painter) override;

private:
    struct Span {
        double top, bottom; ///< device pixels, down is greater; top > bottom: nothing there
    };
    struct Frame;

    void findSpans(const Frame &frame, int first, int last);
    void paint(const Frame &frame);

    ValuePyramid m_values;
    std::vector<Span> m_spans;   ///< where the line is, in a quarter of a pixel's width each
    std::vector<float> m_covers; ///< of one column
    QImage m_image;
};

} // namespace tunedesk
