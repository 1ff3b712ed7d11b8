#include "runs/confusion_view.h"

#include "shell/badge.h"
#include "shell/theme.h"
#include "train/run_text.h"

#include <QLocale>
#include <QPainter>

namespace tunedesk
{

namespace
{
constexpr int kSide = 16;
constexpr int kGap = 24;
} // namespace

ConfusionView::ConfusionView(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QString ConfusionView::sentence(const QString &letter, const Side &side) const
{
    const auto &counts = side.metrics.confusion;
    return tr("%1: of the not appropriate, %2 right and %3 wrong; of the appropriate, %4 right and "
              "%5 wrong.")
        .arg(letter)
        .arg(counts[0][0])
        .arg(counts[0][1])
        .arg(counts[1][1])
        .arg(counts[1][0]);
}

void ConfusionView::setSides(const std::optional<Side> &a, const std::optional<Side> &b)
{
    m_a = a;
    m_b = b;
    QStringList told;
    if (a)
        told << sentence(QStringLiteral("A"), *a);
    if (b)
        told << sentence(QStringLiteral("B"), *b);
    setAccessibleDescription(told.join(QLatin1Char(' ')));
    updateGeometry();
    update();
}

QString ConfusionView::scores(const Side &side) const
{
    return tr("F1 %1, accuracy %2")
        .arg(scoreText(side.metrics.f1), scoreText(side.metrics.accuracy));
}

QString ConfusionView::baseline(const Side &side) const
{
    return tr("larger class %1, %2")
        .arg(scoreText(side.metrics.majorityF1), scoreText(side.metrics.majorityAccuracy));
}

QSize ConfusionView::minimumSizeHint() const
{
    const QFontMetrics metrics(m_theme.font(Theme::Type::Small));
    int caption = 120;
    for (const auto &side : {m_a, m_b})
        if (side)
            caption = std::max({caption, metrics.horizontalAdvance(scores(*side)) + 2,
                                metrics.horizontalAdvance(baseline(*side)) + 2});
    const int cells = 2 * m_theme.scaled(40) + 2;
    return {2 * kSide + kGap + 2 * caption,
            16 + m_theme.scaled(20) + 26 + cells + 2 * m_theme.scaled(16) + 8};
}

QSize ConfusionView::sizeHint() const
{
    return minimumSizeHint().expandedTo({440, 200});
}

void ConfusionView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!m_a && !m_b) {
        painter.setFont(m_theme.font(Theme::Type::Body));
        painter.setPen(m_theme.color(Token::Text2));
        painter.drawText(rect().adjusted(24, 8, -24, -8), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("No answers kept for A and B. A finished run has them; choose one with "
                            "the key A or B."));
        return;
    }
    const double wide = (width() - 2 * kSide - kGap) / 2.0;
    if (m_a)
        paintSide(painter, QRectF(kSide, 8, wide, height() - 16), QStringLiteral("A"), *m_a);
    if (m_b)
        paintSide(painter, QRectF(kSide + wide + kGap, 8, wide, height() - 16), QStringLiteral("B"),
                  *m_b);
}

void ConfusionView::paintSide(QPainter &painter, const QRectF &room, const QString &letter,
                              const Side &side) const
{
    const QFont small = m_theme.font(Theme::Type::Small);
    const int line = m_theme.scaled(20);
    paintBadge(&painter, m_theme, QRectF(room.left(), room.top(), 30, line).toRect(),
               {letter, {}, Badge::Tone::Accent});
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.runPen(side.slot).color());
    painter.drawRoundedRect(QRectF(room.left() + 32, room.top() + line / 2.0 - 5, 10, 10), 2, 2);
    painter.setFont(small);
    painter.setPen(m_theme.color(Token::Text2));
    painter.drawText(QRectF(room.left(), room.top(), room.width(), line),
                     Qt::AlignRight | Qt::AlignVCenter, tr("model says"));

    const auto icon = [&](bool good, const QPointF &centre) {
        painter.drawPixmap(centre - QPointF(7, 7),
                           m_theme.pixmap(good ? QStringLiteral("check") : QStringLiteral("x"),
                                          good ? Token::Good : Token::Bad, 14,
                                          devicePixelRatioF()));
    };
    const double left = room.left() + 24;
    const double top = room.top() + line + 6 + 20;
    const double foot = 2 * m_theme.scaled(16) + 8;
    const double cellWidth = (room.right() - left - 2) / 2;
    const double cellHeight = std::clamp((room.bottom() - foot - top - 2) / 2,
                                         double(m_theme.scaled(40)), double(m_theme.scaled(110)));
    for (int said = 0; said < 2; ++said)
        icon(said == 1, {left + said * (cellWidth + 2) + cellWidth / 2, top - 10});
    QFont strong = m_theme.font(Theme::Type::Section);
    for (int truth = 0; truth < 2; ++truth) {
        icon(truth == 1, {room.left() + 9, top + truth * (cellHeight + 2) + cellHeight / 2});
        const int all = side.metrics.confusion[truth][0] + side.metrics.confusion[truth][1];
        for (int said = 0; said < 2; ++said) {
            const int count = side.metrics.confusion[truth][said];
            const double share = all ? double(count) / all : 0;
            const QRectF cell(left + said * (cellWidth + 2), top + truth * (cellHeight + 2),
                              cellWidth, cellHeight);
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_theme.color(Token::Raised));
            painter.drawRoundedRect(cell, 3, 3);
            QColor shade = m_theme.runPen(1).color();
            shade.setAlphaF(static_cast<float>(0.06 + 0.30 * share));
            painter.setBrush(shade);
            painter.drawRoundedRect(cell, 3, 3);
            const double middle = cell.center().y();
            painter.setFont(strong);
            painter.setPen(m_theme.color(Token::Text));
            painter.drawText(
                QRectF(cell.left(), middle - m_theme.scaled(19), cell.width(), m_theme.scaled(20)),
                Qt::AlignCenter, QLocale().toString(count));
            painter.setFont(small);
            painter.setPen(m_theme.color(Token::Text2));
            painter.drawText(QRectF(cell.left(), middle + 1, cell.width(), m_theme.scaled(17)),
                             Qt::AlignCenter, tr("%1 %").arg(qRound(100 * share)));
        }
    }
    const double below = top + 2 * cellHeight + 2 + 6;
    painter.setFont(small);
    painter.setPen(m_theme.color(Token::Text));
    painter.drawText(QRectF(room.left(), below, room.width(), m_theme.scaled(16)), Qt::AlignLeft,
                     scores(side));
    painter.setPen(m_theme.color(Token::Text2));
    painter.drawText(
        QRectF(room.left(), below + m_theme.scaled(16), room.width(), m_theme.scaled(16)),
        Qt::AlignLeft, baseline(side));
}

} // namespace tunedesk
