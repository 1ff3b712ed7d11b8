#pragma once

#include "shell/theme.h"

#include <QWidget>

#include <utility>
#include <vector>

class QLabel;
class QLineEdit;

namespace tunedesk
{

class Button;

/// The line over the table of pairs: search, chips of what is chosen, how many pairs, buttons.
/// Where there is no room, chips and number go below, and the buttons are icons alone. Window
/// thread.
class SearchLine : public QWidget
{
    Q_OBJECT
public:
    explicit SearchLine(const Theme &theme, QWidget *parent = nullptr);
    QLineEdit *search() const { return m_search; }
    QLabel *count() const { return m_count; }
    Button *addButton(const QString &icon);
    /// In place of those before, which are deleted; takes them.
    void setChips(const QList<Button *> &chips);
    /// The longest text that count() will show: choosing rows must not move the table.
    void setLongestCount(const QString &text);
    /// After the buttons' texts changed.
    void measure();

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return places(width).height; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Places {
        std::vector<std::pair<QWidget *, QRect>> places;
        int height = 0;
        bool icons = false;   ///< the buttons, without their texts
        bool isBelow = false; ///< chips and number, in rows of their own
    };
    Places places(int width) const;
    void arrange();
    int leastSearch() const;
    int buttonsWidth(bool icons) const;

    const Theme &m_theme;
    QLineEdit *m_search;
    QLabel *m_count;
    QList<Button *> m_chips;
    struct Tool {
        Button *button;
        int width; ///< with its text
    };
    std::vector<Tool> m_tools;
    bool m_areIcons = false;
    QString m_longestCount;
};

} // namespace tunedesk
