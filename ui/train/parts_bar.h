#pragma once

#include "shell/theme.h"

#include <QWidget>

#include <vector>

namespace tunedesk
{

/// The colours of parts that stand beside each other: three tints of the accent, and what others
/// hold.
enum class PartTint { Strong, Middle, Soft, Others };
QColor partColor(const Theme &theme, PartTint tint);

/// Parts of a whole side by side in one 8-px bar.
class PartsBar : public QWidget
{
    Q_OBJECT
public:
    struct Part {
        PartTint tint;
        double amount; ///< ≥ 0; 0 is not drawn
    };
    explicit PartsBar(const Theme &theme, QWidget *parent = nullptr);
    /// @param whole 0: the sum of the parts, parted by gaps; else a track with room for the rest
    void setParts(std::vector<Part> parts, double whole = 0);
    const std::vector<Part> &parts() const { return m_parts; }
    double whole() const { return m_whole; }
    QSize sizeHint() const override { return {120, 8}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    std::vector<Part> m_parts;
    double m_whole = 0;
};

/// The square before a part's name that shows its tint.
class PartSwatch : public QWidget
{
    Q_OBJECT
public:
    PartSwatch(const Theme &theme, PartTint tint, QWidget *parent = nullptr);
    QSize sizeHint() const override { return {16, 16}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    PartTint m_tint;
};

} // namespace tunedesk
