#pragma once

#include "plots/plot_theme.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace tunedesk
{

/// Crosshair, value frame and focus frame above a plot: moves without drawing the lines again.
class PlotOverlay final : public QWidget
{
    Q_OBJECT
public:
    struct Row {
        std::optional<QPen> sample;
        QString name, value;
        bool operator==(const Row &) const = default;
    };

    explicit PlotOverlay(QWidget *plot);
    void setTheme(const PlotTheme &theme);
    void setArea(const QRect &area);
    void setFocused(bool focused);
    /// @param x pixels from the left; rows: empty draws the line alone
    void showAt(double x, std::vector<Row> rows);
    void hideLine();
    /// Pixels of a box being dragged; a null rectangle: none.
    void setBox(const QRect &box);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintFrame(QPainter &painter) const;

    PlotTheme m_theme;
    QRect m_area;
    QRect m_box;
    std::vector<Row> m_rows;
    double m_x = -1;
    bool m_isFocused = false;
};

} // namespace tunedesk
