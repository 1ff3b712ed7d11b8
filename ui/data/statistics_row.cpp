#include "data/statistics_row.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace tunedesk
{

namespace
{
constexpr int kSpacing = 20; ///< on both sides of a line
constexpr int barWidth = 190, histogramStep = 11, histogramHeight = 28;

/// Ten bars at most, from the first to the last that has a pair; the last one holds the rest.
QList<int> shownBars(const QList<int> &counts)
{
    QList<int> bars(10, 0);
    for (qsizetype i = 0; i < counts.size(); ++i)
        bars[std::min<qsizetype>(i, bars.size() - 1)] += counts.at(i);
    return bars;
}

class VerticalLine : public QWidget
{
public:
    explicit VerticalLine(QWidget *parent) : QWidget(parent)
    {
        setFixedSize(1, 40);
        setAutoFillBackground(true);
        setBackgroundRole(QPalette::Mid);
    }
};
} // namespace

StatisticItem::StatisticItem(const Theme &theme, QWidget *parent)
    : QAbstractButton(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
}

void StatisticItem::setContent(const Content &content, const QString &accessibleName)
{
    m_content = content;
    setAccessibleName(accessibleName);
    updateGeometry();
    update();
}

QSize StatisticItem::sizeHint() const
{
    const QFontMetrics figure(m_theme.font(Theme::Type::Title)),
        small(m_theme.font(Theme::Type::Small));
    int width = 0;
    if (!m_content.bars.isEmpty())
        width = int(m_content.bars.size()) * histogramStep + 12 +
                std::max(small.horizontalAdvance(m_content.note),
                         small.horizontalAdvance(m_content.detail));
    else
        width = std::max({barWidth * (m_content.segments.empty() ? 0 : 1),
                          small.horizontalAdvance(m_content.detail),
                          figure.horizontalAdvance(m_content.figure) + 8 +
                              small.horizontalAdvance(m_content.note)});
    return {width + 8, m_theme.scaled(52)};
}

void StatisticItem::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont figureFont = m_theme.font(Theme::Type::Title),
                small = m_theme.font(Theme::Type::Small);
    const QFontMetrics figureMetrics(figureFont), smallMetrics(small);
    const int left = 4;
    if (!m_content.bars.isEmpty()) {
        const int highest =
            std::max(1, *std::max_element(m_content.bars.begin(), m_content.bars.end()));
        const int base = height() / 2 + histogramHeight / 2;
        painter.setPen(Qt::NoPen);
        for (qsizetype i = 0; i < m_content.bars.size(); ++i) {
            const double tall =
                std::max(1.0, double(histogramHeight) * m_content.bars.at(i) / highest);
            QColor color = m_theme.color(m_content.barToken);
            if (m_content.fadesAllButLast && i + 1 < m_content.bars.size())
                color.setAlphaF(0.45f);
            painter.setBrush(color);
            painter.drawRoundedRect(
                QRectF(left + double(i) * histogramStep, base - tall, histogramStep - 2, tall), 1,
                1);
        }
        const int x = left + int(m_content.bars.size()) * histogramStep + 12;
        painter.setFont(small);
        painter.setPen(m_theme.color(Token::Text2));
        painter.drawText(x, height() / 2 - 3, m_content.note);
        painter.setPen(m_theme.color(Token::Text3));
        painter.drawText(x, height() / 2 + smallMetrics.ascent() + 1, m_content.detail);
    } else {
        const int baseLine = height() / 2 - 1;
        painter.setFont(figureFont);
        painter.setPen(m_theme.color(Token::Text));
        painter.drawText(left, baseLine, m_content.figure);
        painter.setFont(small);
        painter.setPen(m_theme.color(Token::Text2));
        painter.drawText(left + figureMetrics.horizontalAdvance(m_content.figure) + 8, baseLine,
                         m_content.note);
        if (m_content.segments.empty()) {
            painter.setPen(m_theme.color(Token::Text3));
            painter.drawText(left, baseLine + 6 + smallMetrics.ascent(), m_content.detail);
        } else {
            const QRectF whole(left, baseLine + 8, width() - 8, 6);
            QPainterPath clip;
            clip.addRoundedRect(whole, 3, 3);
            painter.setClipPath(clip);
            painter.fillRect(whole, m_theme.color(Token::Hover));
            double x = whole.left();
            for (const auto &[share, token] : m_content.segments) {
                painter.fillRect(QRectF(x, whole.top(), whole.width() * share, whole.height()),
                                 m_theme.color(token));
                x += whole.width() * share;
            }
            painter.setClipping(false);
        }
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.color(Token::Accent), 2));
        painter.drawRoundedRect(rect().adjusted(1, 1, -1, -1), 4, 4);
    }
}

StatisticsRow::StatisticsRow(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_labelled(new StatisticItem(theme, this)),
      m_balance(new StatisticItem(theme, this)), m_disputed(new StatisticItem(theme, this)),
      m_words(new StatisticItem(theme, this)), m_days(new StatisticItem(theme, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 20, 0);
    row->setSpacing(kSpacing);
    for (StatisticItem *item : {m_labelled, m_balance, m_disputed, m_words, m_days}) {
        QWidget *line = m_items.empty() ? nullptr : new VerticalLine(this);
        if (line)
            row->addWidget(line);
        row->addWidget(item);
        m_items.emplace_back(item, line);
    }
    row->addStretch(1);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    for (StatisticItem *item : {m_words, m_days}) {
        item->setFocusPolicy(Qt::NoFocus);
        item->setCursor(Qt::ArrowCursor);
    }
    using State = PairQuery::LabelState;
    connect(m_labelled, &QAbstractButton::clicked, this,
            [this] { Q_EMIT labelStateWanted(State::Unlabelled); });
    connect(m_balance, &QAbstractButton::clicked, this, [this] {
        const bool fewerPositive = m_statistics.positive < m_statistics.negative;
        Q_EMIT labelStateWanted(fewerPositive ? State::Appropriate : State::NotAppropriate);
    });
    connect(m_disputed, &QAbstractButton::clicked, this,
            [this] { Q_EMIT labelStateWanted(State::Disputed); });
    connect(&theme, &Theme::changed, this, &StatisticsRow::retranslate);
    setFixedHeight(theme.scaled(72));
    retranslate();
}

void StatisticsRow::setStatistics(const PairStatistics &statistics)
{
    m_statistics = statistics;
    retranslate();
}

void StatisticsRow::retranslate()
{
    const QLocale locale;
    const PairStatistics &s = m_statistics;
    setFixedHeight(m_theme.scaled(72));
    const double share = s.pairs > 0 ? double(s.labelled) / s.pairs : 0;
    const QString percent = locale.toString(share * 100, 'f', share > 0 && share < 0.01 ? 1 : 0);
    StatisticItem::Content labelled;
    labelled.figure = locale.toString(s.labelled);
    labelled.note = tr("labelled, %1 %").arg(percent);
    labelled.segments = {{share, Token::AccentFill}};
    m_labelled->setContent(
        labelled, tr("%1 of %2 pairs are labelled").arg(labelled.figure, locale.toString(s.pairs)));
    m_labelled->setToolTip(tr("Show the pairs without a label"));

    const int both = s.positive + s.negative;
    StatisticItem::Content balance;
    if (both > 0) {
        const double good = double(s.positive) / both;
        const int rounded = qRound(good * 100);
        balance.figure =
            tr("%1 : %2", "shares of appropriate and not").arg(rounded).arg(100 - rounded);
        balance.segments = {{good, Token::Good}, {1 - good, Token::Bad}};
    } else {
        balance.figure = QStringLiteral("–");
        balance.segments = {{0, Token::Good}};
    }
    balance.note = tr("appropriate to not");
    m_balance->setContent(balance,
                          tr("%1 appropriate, %2 not appropriate")
                              .arg(locale.toString(s.positive), locale.toString(s.negative)));
    m_balance->setToolTip(tr("Show the rarer label"));

    StatisticItem::Content disputed;
    disputed.figure = locale.toString(s.disputed);
    disputed.note = tr("with different labels");
    disputed.detail = tr("%n people labelled", nullptr, s.annotators);
    m_disputed->setContent(disputed, tr("%1 pairs have different labels").arg(disputed.figure));
    m_disputed->setToolTip(tr("Show the pairs on which people differ"));

    StatisticItem::Content words;
    words.bars = shownBars(s.replyWords);
    words.note = tr("Words a reply");
    words.detail =
        tr("median %1, longest %2")
            .arg(locale.toString(s.medianReplyWords), locale.toString(s.longestReplyWords));
    m_words->setContent(words, words.note + QStringLiteral(": ") + words.detail);

    StatisticItem::Content days;
    days.bars = s.labelsPerDay.isEmpty() ? QList<int>(14, 0) : s.labelsPerDay;
    days.barToken = Token::AccentFill;
    days.fadesAllButLast = true;
    days.note = tr("Labels a day");
    days.detail = tr("%1 today").arg(locale.toString(days.bars.last()));
    m_days->setContent(days, days.note + QStringLiteral(": ") + days.detail);
    fit();
}

void StatisticsRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void StatisticsRow::fit()
{
    const QMargins margins = layout()->contentsMargins();
    int room = width() - margins.left() - margins.right();
    bool fits = true;
    for (const auto &[item, line] : m_items) {
        const bool isWanted = item != m_disputed || m_statistics.disputed > 0;
        const int needed = item->sizeHint().width() + (line ? 2 * kSpacing + 1 : 0);
        fits = fits && (!isWanted || needed <= room || !line); // the first is always there
        room -= isWanted ? needed : 0;
        item->setVisible(isWanted && fits);
        if (line)
            line->setVisible(isWanted && fits);
    }
}

} // namespace tunedesk
