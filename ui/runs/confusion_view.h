#pragma once

#include "metrics/classification.h"

#include <QWidget>

#include <optional>

namespace tunedesk
{

class Theme;

/// Right and wrong of A and B, two by two, shaded by the share of the row.
class ConfusionView : public QWidget
{
    Q_OBJECT
public:
    explicit ConfusionView(const Theme &theme, QWidget *parent = nullptr);
    struct Side {
        int slot = 1;
        BinaryMetrics metrics;
    };
    void setSides(const std::optional<Side> &a, const std::optional<Side> &b);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintSide(QPainter &painter, const QRectF &room, const QString &letter,
                   const Side &side) const;
    QString scores(const Side &side) const;
    QString baseline(const Side &side) const;
    QString sentence(const QString &letter, const Side &side) const;

    const Theme &m_theme;
    std::optional<Side> m_a, m_b;
};

} // namespace tunedesk
