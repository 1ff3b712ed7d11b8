#include "train/stage_bar.h"

#include "shell/theme.h"

#include <QPainter>

#include <algorithm>
#include <vector>

namespace tunedesk
{

StageBar::StageBar(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize StageBar::sizeHint() const
{
    return {600, m_theme.scaled(16) + 12 + 36};
}

void StageBar::setHasFrozenLayers(bool hasFrozenLayers)
{
    m_hasFrozenLayers = hasFrozenLayers;
    update();
}

void StageBar::setProgress(RunStage stage, double fraction, const QString &trainingText)
{
    if (m_stage == stage && m_fraction == fraction && m_trainingText == trainingText)
        return;
    m_stage = stage;
    m_fraction = fraction;
    m_trainingText = trainingText;
    setAccessibleName(tr("Stage: %1").arg(trainingText));
    update();
}

void StageBar::paintEvent(QPaintEvent *)
{
    struct Stage {
        QString text;
        RunStage stage;
        double weight;
    };
    // Typical shares of the time of a run with frozen layers; what a stage really takes is known
    // only afterwards.
    std::vector<Stage> stages = {{tr("Tokenise"), RunStage::Tokenising, 0.1}};
    if (m_hasFrozenLayers)
        stages.push_back({tr("Frozen layers"), RunStage::FrozenLayers, 0.26});
    stages.push_back({tr("Training"), RunStage::Training, m_hasFrozenLayers ? 0.52 : 0.78});
    stages.push_back({tr("Test"), RunStage::Testing, 0.12});

    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double gap = 12;
    const double room = width() - 40 - gap * static_cast<double>(stages.size() - 1);
    const int text = m_theme.scaled(16);
    const double top = (height() - text - 11) / 2.0;
    double x = 20;
    const RunStage now = m_stage == RunStage::Preparing ? RunStage::Tokenising : m_stage;
    for (const Stage &stage : stages) {
        const double wide = room * stage.weight;
        const bool done = stage.stage < now;
        const bool on = stage.stage == now;
        const double fraction = done ? 1
                                : on && m_stage != RunStage::Preparing
                                    ? std::clamp(m_fraction, 0.0, 1.0)
                                    : 0;
        painter.drawPixmap(
            QPointF(x, top + (text - 14) / 2.0),
            m_theme.pixmap(done ? QStringLiteral("circle-check") : QStringLiteral("circle-dashed"),
                           done ? Token::Good
                           : on ? Token::Accent
                                : Token::Text3,
                           14, devicePixelRatioF()));
        QFont font = m_theme.font(Theme::Type::Small);
        font.setWeight(on ? QFont::DemiBold : QFont::Normal);
        painter.setFont(font);
        painter.setPen(m_theme.color(on ? Token::Text : Token::Text2));
        const QString shown = on && stage.stage == RunStage::Training && !m_trainingText.isEmpty()
                                  ? m_trainingText
                                  : stage.text;
        painter.drawText(
            QRectF(x + 19, top, wide - 19, text), Qt::AlignVCenter | Qt::AlignLeft,
            QFontMetrics(font).elidedText(shown, Qt::ElideRight, static_cast<int>(wide - 19)));
        const QRectF bar(x, top + text + 5, wide, 6);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Token::Hover));
        painter.drawRoundedRect(bar, 3, 3);
        if (fraction > 0) {
            painter.save();
            painter.setClipRect(
                QRectF(bar.left(), bar.top(), bar.width() * fraction, bar.height()));
            painter.setBrush(m_theme.color(Token::AccentFill));
            painter.drawRoundedRect(bar, 3, 3);
            painter.restore();
        }
        x += wide + gap;
    }
}

} // namespace tunedesk
