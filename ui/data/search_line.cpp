#include "data/search_line.h"

#include "shell/widgets.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>

namespace tunedesk
{

namespace
{
constexpr QMargins margins(16, 8, 12, 8);
constexpr int gap = 8, rowGap = 6;
} // namespace

SearchLine::SearchLine(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_search(new QLineEdit(this)),
      m_count(makeLabel(Theme::Type::Body, Token::Text2, this))
{
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_search->addAction(theme.icon(QStringLiteral("search"), Token::Text3),
                        QLineEdit::LeadingPosition);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

/// Ctrl+E exports; in fields of text it would go to the end of the line, as End does.
bool SearchLine::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->keyCombination() == (Qt::CTRL | Qt::Key_E)) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

Button *SearchLine::addButton(const QString &icon)
{
    auto *button = new Button(m_theme, Button::Kind::Flat, this);
    button->setSmall(true);
    button->setIconName(icon);
    m_tools.push_back({button, 0});
    return button;
}

void SearchLine::setChips(const QList<Button *> &chips)
{
    for (Button *chip : std::as_const(m_chips)) {
        chip->hide();
        chip->deleteLater(); // it may be the one that was pressed
    }
    m_chips = chips;
    QWidget *before = m_search;
    for (Button *chip : chips) {
        chip->setParent(this);
        chip->show();
        setTabOrder(before, chip);
        before = chip;
    }
    updateGeometry();
    arrange();
}

void SearchLine::setLongestCount(const QString &text)
{
    if (m_longestCount == text)
        return;
    m_longestCount = text;
    updateGeometry();
    arrange();
}

void SearchLine::measure()
{
    m_areIcons = false;
    for (Tool &tool : m_tools) {
        tool.button->setIconOnly(tool.button->text().isEmpty());
        tool.width = tool.button->sizeHint().width();
    }
    updateGeometry();
    arrange();
}

int SearchLine::leastSearch() const
{
    return m_theme.scaled(150);
}

int SearchLine::buttonsWidth(bool icons) const
{
    int width = 0;
    for (const Tool &tool : m_tools)
        width += gap + (icons ? m_theme.scaled(24) : tool.width);
    return width;
}

SearchLine::Places SearchLine::places(int width) const
{
    const int room = width - margins.left() - margins.right();
    int chips = 0;
    for (const Button *chip : m_chips)
        chips += gap + chip->sizeHint().width();
    const int countWidth = m_count->sizeHint().width();
    const int longestCount =
        std::max(countWidth, m_count->fontMetrics().horizontalAdvance(m_longestCount));
    Places all;
    for (const auto &[icons, isBelow] : {std::pair(false, false), std::pair(false, true),
                                         std::pair(true, false), std::pair(true, true)}) {
        all.icons = icons;
        all.isBelow = isBelow;
        const int beside = isBelow ? 0 : chips + gap + longestCount;
        if (leastSearch() + beside + buttonsWidth(icons) <= room)
            break;
    }

    const auto place = [&all](QWidget *widget, int x, int top, int rowHeight, int wide) {
        const int high = std::min(widget->sizeHint().height(), rowHeight);
        all.places.emplace_back(widget, QRect(x, top + (rowHeight - high) / 2, wide, high));
    };
    int rowHeight = std::max(m_search->sizeHint().height(), m_theme.scaled(24));
    int x = width - margins.right() - buttonsWidth(all.icons), y = margins.top();
    for (const Tool &tool : m_tools) {
        const int wide = all.icons ? m_theme.scaled(24) : tool.width;
        place(tool.button, x + gap, y, rowHeight, wide);
        x += gap + wide;
    }
    x = margins.left();
    const int searchWidth =
        std::clamp(room - buttonsWidth(all.icons) - (all.isBelow ? 0 : chips + gap + countWidth),
                   std::min(leastSearch(), room), m_theme.scaled(340));
    place(m_search, x, y, rowHeight, searchWidth);
    x += searchWidth + gap;
    if (all.isBelow) {
        x = margins.left();
        y += rowHeight + rowGap;
        rowHeight = std::max(m_theme.scaled(24), m_count->sizeHint().height());
    }
    const auto flow = [&](QWidget *widget, int wide) {
        if (all.isBelow && x > margins.left() && x + wide > width - margins.right()) {
            x = margins.left();
            y += rowHeight + rowGap;
        }
        place(widget, x, y, rowHeight, std::min(wide, room));
        x += wide + gap;
    };
    for (Button *chip : m_chips)
        flow(chip, chip->sizeHint().width());
    flow(m_count, countWidth);
    all.height = y + rowHeight + margins.bottom();
    return all;
}

void SearchLine::arrange()
{
    const Places all = places(width());
    if (std::exchange(m_areIcons, all.icons) != all.icons)
        for (const Tool &tool : m_tools)
            tool.button->setIconOnly(all.icons || tool.button->text().isEmpty());
    for (const auto &[widget, place] : all.places)
        widget->setGeometry(place);
}

QSize SearchLine::sizeHint() const
{
    const int width = 800;
    return {width, places(width).height};
}

QSize SearchLine::minimumSizeHint() const
{
    const int width = margins.left() + leastSearch() + buttonsWidth(true) + margins.right();
    return {width, margins.top() + m_search->sizeHint().height() + margins.bottom()};
}

bool SearchLine::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest) {
        updateGeometry();
        arrange();
    }
    return QWidget::event(event);
}

void SearchLine::resizeEvent(QResizeEvent *event)
{
    arrange();
    QWidget::resizeEvent(event);
}

} // namespace tunedesk
