#include "train/parts_bar.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace tunedesk
{

namespace
{
constexpr int kHeight = 8;
constexpr double kGap = 2;
constexpr double kThinnest = 2; ///< a part that is there is seen
constexpr int kSwatch = 10;
} // namespace

QColor partColor(const Theme &theme, PartTint tint)
{
    const auto mixed = [&theme](float share) {
        const QColor strong = theme.color(Token::Accent), ground = theme.color(Token::Base);
        const auto of = [share](float a, float b) { return a * share + b * (1 - share); };
        return QColor::fromRgbF(of(strong.redF(), ground.redF()),
                                of(strong.greenF(), ground.greenF()),
                                of(strong.blueF(), ground.blueF()));
    };
    switch (tint) {
    case PartTint::Strong:
        return mixed(1);
    case PartTint::Middle:
        return mixed(0.62F);
    case PartTint::Soft:
        return mixed(0.34F);
    case PartTint::Others:
        return theme.color(Token::Control);
    }
    Q_UNREACHABLE();
}

PartsBar::PartsBar(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setFixedHeight(kHeight);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PartsBar::setParts(std::vector<Part> parts, double whole)
{
    m_parts = std::move(parts);
    m_whole = whole;
    update();
}

void PartsBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    QPainterPath bar;
    bar.addRoundedRect(QRectF(0, 0, width(), kHeight), 3, 3);
    painter.setClipPath(bar);
    double sum = 0;
    int seen = 0;
    for (const Part &part : m_parts) {
        sum += part.amount;
        seen += part.amount > 0;
    }
    const bool isOpen = m_whole > 0;
    if (isOpen || sum <= 0)
        painter.fillRect(rect(), m_theme.color(Token::Hover));
    if (sum <= 0)
        return;
    const double room = isOpen ? width() : width() - kGap * (seen - 1);
    double x = 0;
    for (const Part &part : m_parts) {
        if (part.amount <= 0)
            continue;
        const double wide =
            std::max(kThinnest, room * part.amount / std::max(isOpen ? m_whole : sum, sum));
        painter.fillRect(QRectF(x, 0, wide, kHeight), partColor(m_theme, part.tint));
        x += wide + (isOpen ? 0 : kGap);
    }
}

PartSwatch::PartSwatch(const Theme &theme, PartTint tint, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_tint(tint)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PartSwatch::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(partColor(m_theme, m_tint));
    painter.drawRoundedRect(QRectF(0, (height() - kSwatch) / 2.0, kSwatch, kSwatch), 2, 2);
}

} // namespace tunedesk
