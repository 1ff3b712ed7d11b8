#pragma once

#include <QAbstractButton>
#include <QPen>

namespace tunedesk
{

class Theme;

/// A line's sample and name; click hides the line, Alt+click shows it alone.
class LegendButton final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit LegendButton(const Theme &theme, QWidget *parent = nullptr);
    void setSample(const QPen &pen);
    QSize sizeHint() const override;

Q_SIGNALS:
    void aloneRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    const Theme &m_theme;
    QPen m_pen;
};

} // namespace tunedesk
