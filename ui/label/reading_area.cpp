#include "label/reading_area.h"

#include "shell/widgets.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace tunedesk
{

namespace
{
constexpr std::size_t turnsAtFirst = 2;
constexpr int readingWidth = 720;

/// @return 1 customer, 0 agent, −1 the line does not say; the name is cut off.
int speakerOf(QString &line)
{
    static const QStringList customers{QStringLiteral("customer"), QStringLiteral("client"),
                                       QStringLiteral("user"),     QStringLiteral("buyer"),
                                       QStringLiteral("客户"),     QStringLiteral("顾客"),
                                       QStringLiteral("用户"),     QStringLiteral("买家")};
    static const QStringList agents{QStringLiteral("agent"),   QStringLiteral("support"),
                                    QStringLiteral("service"), QStringLiteral("assistant"),
                                    QStringLiteral("客服"),    QStringLiteral("坐席"),
                                    QStringLiteral("商家")};
    const qsizetype colon =
        std::max(line.left(14).indexOf(QLatin1Char(':')), line.left(14).indexOf(QChar(u'：')));
    if (colon <= 0)
        return -1;
    const QString name = line.left(colon).trimmed().toLower();
    const int who = customers.contains(name) ? 1 : agents.contains(name) ? 0 : -1;
    if (who >= 0)
        line = line.mid(colon + 1).trimmed();
    return who;
}

/// People's text with more air between its lines.
QString spaced(const QString &text, int pixels)
{
    QString html = text.toHtmlEscaped();
    html.replace(QLatin1Char('\n'), QLatin1String("<br>"));
    return QStringLiteral("<div style=\"line-height:130%; font-size:%1px\">%2</div>")
        .arg(QString::number(pixels), html);
}
} // namespace

std::vector<Turn> turnsOf(const QString &context)
{
    std::vector<Turn> turns;
    QStringList lines = context.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        QString line = lines.at(i).trimmed();
        if (line.isEmpty())
            continue;
        const int who = speakerOf(line);
        const bool byTurns = (lines.size() - i) % 2 == 0;
        turns.push_back({who < 0 ? byTurns : who == 1, line});
    }
    return turns;
}

ReadingArea::ReadingArea(const Theme &theme, QWidget *parent) : QScrollArea(parent), m_theme(theme)
{
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget(this);
    setGround(content, Token::Base);
    auto *whole = new QVBoxLayout(content);
    whole->setContentsMargins(40, 0, 40, 24);
    whole->setSpacing(0);

    auto *meta = new QHBoxLayout;
    meta->setSpacing(12);
    m_number = makeLabel(Theme::Type::Mono, Token::Text3);
    m_dialogue = makeLabel(Theme::Type::Small, Token::Text3);
    m_origin = makeLabel(Theme::Type::Small, Token::Text3);
    m_badge = new BadgeLabel(theme);
    meta->addWidget(m_number);
    meta->addWidget(m_dialogue);
    meta->addWidget(m_origin);
    meta->addStretch(1);
    meta->addWidget(m_badge);
    auto *metaLine = new QWidget(content);
    metaLine->setMinimumHeight(theme.scaled(40));
    metaLine->setLayout(meta);
    meta->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(metaLine);

    m_turnList = new QVBoxLayout;
    m_turnList->setContentsMargins(0, 12, 0, 0);
    m_turnList->setSpacing(4);
    whole->addLayout(m_turnList);
    m_more = new Button(theme, Button::Kind::Link, content);
    m_more->setSmall(true);
    m_more->setKeyHint(QStringLiteral("C"));
    m_more->setFocusPolicy(Qt::NoFocus);
    connect(m_more, &QAbstractButton::clicked, this, &ReadingArea::toggleContext);
    auto *moreRow = new QHBoxLayout;
    moreRow->setContentsMargins(24, 4, 0, 0);
    moreRow->addWidget(m_more);
    moreRow->addStretch(1);
    whole->addLayout(moreRow);
    whole->addSpacing(18);

    const auto reading = [&] {
        auto *label = new QLabel; // its size is the reader's choice, no type of the theme
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setFocusPolicy(Qt::NoFocus);
        label->setTextFormat(Qt::RichText);
        return label;
    };
    auto *question = new QHBoxLayout;
    question->setSpacing(20);
    auto *edge = new QWidget(content);
    edge->setFixedWidth(3);
    edge->setAutoFillBackground(true);
    edge->setBackgroundRole(QPalette::Dark);
    question->addWidget(edge);
    auto *questionTexts = new QVBoxLayout;
    questionTexts->setContentsMargins(0, 4, 0, 4);
    questionTexts->setSpacing(4);
    m_questionHead = makeLabel(Theme::Type::SmallMedium, Token::Text2);
    m_question = reading();
    questionTexts->addWidget(m_questionHead);
    questionTexts->addWidget(m_question);
    question->addLayout(questionTexts, 1);
    whole->addLayout(question);
    whole->addSpacing(24);

    m_replyFrame = new QFrame(content);
    m_replyFrame->setProperty("frame", QByteArray("inset"));
    auto *replyTexts = new QVBoxLayout(m_replyFrame);
    replyTexts->setContentsMargins(24, 20, 24, 20);
    replyTexts->setSpacing(4);
    m_replyHead = makeLabel(Theme::Type::SmallMedium, Token::Text2);
    m_reply = reading();
    replyTexts->addWidget(m_replyHead);
    replyTexts->addWidget(m_reply);
    whole->addWidget(m_replyFrame);
    whole->addStretch(1);
    setWidget(content);
    connect(&theme, &Theme::changed, this, &ReadingArea::restyle);
    restyle();
}

void ReadingArea::restyle()
{
    for (QLabel *label : {m_question, m_reply})
        label->setMaximumWidth(m_theme.scaled(readingWidth));
    retranslate();
}

void ReadingArea::setReadingPixels(int pixels)
{
    m_pixels = std::clamp(pixels, 16, 28);
    restyle();
}

ReadingArea::TurnRow ReadingArea::makeTurnRow()
{
    TurnRow row;
    row.line = new QWidget(widget());
    auto *layout = new QHBoxLayout(row.line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    row.icon = new IconLabel(m_theme, QStringLiteral("user"), Token::Text3);
    row.who = makeLabel(Theme::Type::Small, Token::Text3);
    row.who->setMinimumWidth(m_theme.scaled(64));
    row.text = makeLabel(Theme::Type::Lead, Token::Text2);
    row.text->setWordWrap(true);
    row.text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row.text->setFocusPolicy(Qt::NoFocus);
    layout->addWidget(row.icon, 0, Qt::AlignTop);
    layout->addWidget(row.who, 0, Qt::AlignTop);
    layout->addWidget(row.text, 1);
    m_turnList->addWidget(row.line);
    return row;
}

bool ReadingArea::hasMoreContext() const
{
    return m_turns.size() > turnsAtFirst;
}

void ReadingArea::showTurns()
{
    const std::size_t shown = m_showsAll ? m_turns.size() : std::min(turnsAtFirst, m_turns.size());
    const std::size_t first = m_turns.size() - shown;
    while (m_rows.size() < shown)
        m_rows.push_back(makeTurnRow());
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        TurnRow &row = m_rows[i];
        row.line->setVisible(i < shown);
        if (i >= shown)
            continue;
        const Turn &turn = m_turns[first + i];
        row.icon->setIcon(turn.isCustomer ? QStringLiteral("user")
                                          : QStringLiteral("message-circle-question-mark"),
                          Token::Text3);
        row.who->setText(turn.isCustomer ? tr("Customer", "speaker") : tr("Agent", "speaker"));
        row.text->setText(turn.text);
    }
    m_more->setVisible(hasMoreContext());
    m_more->setText(m_showsAll
                        ? tr("Show the last turns only")
                        : tr("Show %n earlier turns", nullptr, int(m_turns.size() - turnsAtFirst)));
}

void ReadingArea::toggleContext()
{
    m_showsAll = !m_showsAll;
    showTurns();
}

void ReadingArea::setPair(const DialoguePair &pair)
{
    if (pair.id != m_pair.id) {
        m_showsAll = false;
        verticalScrollBar()->setValue(0);
    }
    m_pair = pair;
    m_turns = turnsOf(pair.context);
    retranslate();
}

void ReadingArea::retranslate()
{
    m_number->setText(m_pair.id > 0 ? tr("Pair %1").arg(m_pair.id) : QString());
    m_dialogue->setText(m_pair.dialogue.isEmpty() ? QString()
                                                  : tr("Dialogue %1").arg(m_pair.dialogue));
    m_origin->setText(m_pair.group.isEmpty() ? m_pair.originFile : m_pair.group);
    m_badge->setVisible(m_pair.disputed || m_pair.flagged);
    if (m_pair.disputed)
        m_badge->setBadge({tr("Disagreement"), QStringLiteral("users"), Badge::Tone::Warn});
    else if (m_pair.flagged)
        m_badge->setBadge({tr("Flagged"), QStringLiteral("flag"), Badge::Tone::Warn});
    m_questionHead->setText(tr("Customer asks"));
    m_replyHead->setText(tr("Agent replies"));
    const int pixels = m_theme.scaled(m_pixels);
    m_question->setText(spaced(m_pair.question, pixels));
    m_reply->setText(spaced(m_pair.reply, pixels));
    showTurns();
}

} // namespace tunedesk
