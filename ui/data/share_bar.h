#pragma once

#include "shell/theme.h"

#include <QWidget>

namespace tunedesk
{

/// A bar in two parts: what comes in, what stays out.
class ShareBar : public QWidget
{
public:
    explicit ShareBar(const Theme &theme, QWidget *parent = nullptr);
    void setShares(double in, double out); ///< 0 to 1 each

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    double m_in = 0, m_out = 0;
};

} // namespace tunedesk
