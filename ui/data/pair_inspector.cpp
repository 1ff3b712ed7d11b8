#include "data/pair_inspector.h"

#include "data/pair_table_model.h"
#include "shell/theme.h"
#include "shell/widgets.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

namespace tunedesk
{

namespace
{
QString markedHtml(const QString &text, const QList<SearchMarks::Span> &marks, const Theme &theme)
{
    QString html;
    int at = 0;
    for (const SearchMarks::Span &span : marks) {
        html += text.mid(at, span.start - at).toHtmlEscaped();
        html += QStringLiteral("<span style=\"background-color:%1;color:%2\">%3</span>")
                    .arg(theme.color(Token::Match).name(), theme.color(Token::Text).name(),
                         text.mid(span.start, span.length).toHtmlEscaped());
        at = span.start + span.length;
    }
    html += text.mid(at).toHtmlEscaped();
    return html.replace(QLatin1Char('\n'), QStringLiteral("<br>"));
}
} // namespace

QString PairInspector::binText() const
{
    if (!m_isInBin)
        return {};
    QString text = tr("This pair is in the bin.");
    if (m_removal) {
        const DataChange &change = m_removal->change;
        const QString what = change.kind == ChangeKind::Import
                                 ? tr("Undone: %1", "what was done").arg(changeText(change))
                                 : changeText(change);
        const QString when = shortTime(m_removal->atMs);
        text = change.annotator.isEmpty()
                   ? tr("In the bin. %1, %2", "what removed it, when").arg(what, when)
                   : tr("In the bin. %1, %2, %3", "what removed it, who, when")
                         .arg(what, change.annotator, when);
        text = text.toHtmlEscaped();
    }
    if (m_isReadOnly)
        return text;
    return QStringLiteral("%1 <a style=\"color:%2\" href=\"restore\">%3</a>")
        .arg(text, m_theme.color(Token::Accent).name(), tr("Bring back"));
}

QString shortTime(qint64 atMs)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(atMs);
    const QLocale locale;
    const QString clock = locale.toString(at.time(), QStringLiteral("HH:mm"));
    if (at.date() == QDate::currentDate())
        return clock;
    return PairInspector::tr("%1, %2", "date, clock")
        .arg(locale.toString(at.date(), PairInspector::tr("d MMMM", "date format")), clock);
}

PairInspector::PairInspector(const Theme &theme, QWidget *parent) : QFrame(parent), m_theme(theme)
{
    setProperty("ground", "base");
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 7, 8, 7);
    m_title = new QLabel(this);
    m_title->setProperty("type", "bodyBold");
    m_before = new Button(theme, Button::Kind::Flat, this);
    m_before->setIconName(QStringLiteral("arrow-left"));
    m_next = new Button(theme, Button::Kind::Flat, this);
    m_next->setIconName(QStringLiteral("arrow-right"));
    head->addWidget(m_title, 1);
    m_flag = new Button(theme, Button::Kind::Flat, this);
    m_flag->setIconName(QStringLiteral("flag"));
    head->addWidget(m_flag);
    head->addWidget(m_before);
    head->addWidget(m_next);
    column->addLayout(head);
    auto *line = new QWidget(this);
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    column->addWidget(line);

    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_content = new QWidget(scroll);
    m_content->setProperty("ground", "base");
    auto *list = new QVBoxLayout(m_content);
    list->setContentsMargins(16, 14, 16, 16);
    list->setSpacing(4);
    const auto text = [&] {
        auto *label = new QLabel(m_content);
        label->setWordWrap(true);
        label->setTextFormat(Qt::RichText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
        list->addWidget(label);
        return label;
    };
    const auto gap = [&](int pixels) { list->addSpacing(pixels); };
    const auto separator = [&] {
        auto *rule = new QWidget(m_content);
        rule->setFixedHeight(1);
        rule->setAutoFillBackground(true);
        rule->setBackgroundRole(QPalette::Mid);
        list->addWidget(rule);
    };
    m_contextHead = heading();
    list->addWidget(m_contextHead);
    m_context = text();
    gap(8);
    m_questionHead = heading();
    list->addWidget(m_questionHead);
    m_question = text();
    gap(8);
    m_replyHead = heading();
    list->addWidget(m_replyHead);
    m_reply = text();
    gap(10);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    m_good = new Button(theme, Button::Kind::Plain, m_content);
    m_good->setIconName(QStringLiteral("check"));
    m_bad = new Button(theme, Button::Kind::Plain, m_content);
    m_bad->setIconName(QStringLiteral("x"));
    for (Button *button : {m_good, m_bad, m_flag})
        button->setSmall(true);
    m_good->setKeyHint(QStringLiteral("1"));
    m_bad->setKeyHint(QStringLiteral("0"));
    for (Button *button : {m_before, m_next, m_flag}) {
        button->setIconOnly(true);
        button->setSmall(true);
    }
    m_good->setCheckable(true);
    m_bad->setCheckable(true);
    m_flag->setCheckable(true);
    buttons->addWidget(m_good);
    buttons->addWidget(m_bad);
    buttons->addStretch(1);
    list->addLayout(buttons);
    gap(10);
    separator();
    gap(8);
    m_noteHead = heading();
    list->addWidget(m_noteHead);
    m_note = text();
    m_historyHead = heading();
    list->addWidget(m_historyHead);
    m_historyText = text();
    gap(8);
    m_originHead = heading();
    list->addWidget(m_originHead);
    m_origin = text();
    list->addStretch(1);
    for (QLabel *label : {m_question, m_reply})
        label->setProperty("type", "lead");
    for (QLabel *label : {m_context, m_origin})
        label->setProperty("tone", "text2");
    m_origin->setProperty("type", "small");
    scroll->setWidget(m_content);
    column->addWidget(scroll, 1);

    const auto bar = [&] {
        auto *label = new QLabel(this);
        label->setWordWrap(true);
        label->setMargin(12);
        label->setProperty("type", "small");
        setGround(label, Token::WarnSoft);
        label->hide();
        column->addWidget(label);
        return label;
    };
    m_dispute = bar();
    m_bin = bar();

    connect(m_good, &QAbstractButton::clicked, this, [this] {
        m_good->setChecked(m_pair.label == 1);
        Q_EMIT labelWanted(1);
    });
    connect(m_bad, &QAbstractButton::clicked, this, [this] {
        m_bad->setChecked(m_pair.label == 0);
        Q_EMIT labelWanted(0);
    });
    connect(m_flag, &QAbstractButton::clicked, this, [this] {
        m_flag->setChecked(m_pair.flagged);
        Q_EMIT flagWanted();
    });
    connect(m_before, &QAbstractButton::clicked, this, [this] { Q_EMIT stepWanted(-1); });
    connect(m_next, &QAbstractButton::clicked, this, [this] { Q_EMIT stepWanted(1); });
    connect(m_dispute, &QLabel::linkActivated, this, &PairInspector::settleWanted);
    connect(m_bin, &QLabel::linkActivated, this, &PairInspector::restoreWanted);
    connect(&theme, &Theme::changed, this, &PairInspector::retranslate);
    clear();
}

QLabel *PairInspector::heading()
{
    auto *label = new QLabel(m_content);
    label->setProperty("type", "smallMedium");
    label->setProperty("tone", "text2");
    return label;
}

void PairInspector::setPair(const DialoguePair &pair, Split dealt, const SearchMarks &marks)
{
    m_dealt = dealt;
    if (pair.id != m_pair.id) {
        m_history.clear();
        m_removal.reset();
    }
    m_pair = pair;
    m_marks = marks;
    retranslate();
}

void PairInspector::setHistory(const std::vector<Label> &history)
{
    m_history = history;
    retranslate();
}

void PairInspector::setInBin(bool isInBin)
{
    m_isInBin = isInBin;
    retranslate();
}

void PairInspector::setRemoval(const std::optional<PairRemoval> &removal)
{
    m_removal = removal;
    retranslate();
}

void PairInspector::clear()
{
    m_pair = {};
    m_history.clear();
    m_removal.reset();
    retranslate();
}

void PairInspector::setReadOnly(bool readOnly)
{
    m_isReadOnly = readOnly;
    retranslate();
}

void PairInspector::retranslate()
{
    const bool hasPair = m_pair.id > 0;
    m_content->setVisible(hasPair);
    for (Button *button : {m_good, m_bad, m_flag})
        button->setEnabled(!m_isReadOnly && !m_isInBin);
    m_title->setText(hasPair ? tr("Pair %1").arg(m_pair.id) : tr("No pair chosen"));
    m_before->setAccessibleName(tr("Pair before"));
    m_before->setToolTip(tr("Pair before (↑ in the table)"));
    m_next->setAccessibleName(tr("Next pair"));
    m_next->setToolTip(tr("Next pair (↓ in the table)"));
    m_good->setText(tr("Appropriate"));
    m_bad->setText(tr("Not", "not appropriate, short"));
    m_bad->setAccessibleName(tr("Not appropriate"));
    m_flag->setAccessibleName(tr("Flag this pair"));
    m_flag->setToolTip(tr("Flag this pair (F)"));
    m_good->setChecked(m_pair.label == 1);
    m_bad->setChecked(m_pair.label == 0);
    m_flag->setChecked(m_pair.flagged);
    m_contextHead->setText(tr("Earlier turns"));
    m_questionHead->setText(tr("Customer"));
    m_replyHead->setText(tr("Reply"));
    m_noteHead->setText(tr("Note"));
    m_historyHead->setText(tr("Label history"));
    m_originHead->setText(tr("Origin"));
    m_contextHead->setVisible(!m_pair.context.isEmpty());
    m_context->setVisible(!m_pair.context.isEmpty());
    m_context->setText(markedHtml(m_pair.context, {}, m_theme));
    m_question->setText(markedHtml(
        m_pair.question, m_marks.spans(SearchMarks::Side::Question, m_pair.question), m_theme));
    m_reply->setText(
        markedHtml(m_pair.reply, m_marks.spans(SearchMarks::Side::Reply, m_pair.reply), m_theme));
    m_noteHead->setVisible(!m_pair.note.isEmpty());
    m_note->setVisible(!m_pair.note.isEmpty());
    m_note->setText(m_pair.note.toHtmlEscaped());

    QString history;
    for (auto label = m_history.rbegin(); label != m_history.rend(); ++label) {
        if (label->takenBack)
            continue;
        QString sign = QStringLiteral("–");
        Token tone = Token::Text3;
        if (label->label) {
            sign = *label->label == 1 ? QStringLiteral("✓") : QStringLiteral("✕");
            tone = *label->label == 1 ? Token::Good : Token::Bad;
        } else if (label->score) {
            sign = QLocale().toString(*label->score, 'f', 1);
        }
        const QString who = label->imported ? tr("from the file") : label->annotator;
        history +=
            QStringLiteral(
                "<p style=\"margin:0 0 6px 0\"><span style=\"color:%1\">%2</span>&nbsp; %3 "
                "<span style=\"color:%4\">%5%6</span>%7</p>")
                .arg(m_theme.color(tone).name(), sign, who.toHtmlEscaped(),
                     m_theme.color(Token::Text3).name(), shortTime(label->atMs).toHtmlEscaped(),
                     label->skipped ? QStringLiteral(" ") + tr("skipped") : QString(),
                     label->note.isEmpty()
                         ? QString()
                         : QStringLiteral("<br>“%1”").arg(label->note.toHtmlEscaped()));
    }
    m_historyHead->setVisible(!history.isEmpty());
    m_historyText->setVisible(!history.isEmpty());
    m_historyText->setText(history);

    QStringList origin;
    if (!m_pair.originFile.isEmpty())
        origin << tr("%1, row %2")
                      .arg(m_pair.originFile.toHtmlEscaped(), QLocale().toString(m_pair.originRow));
    if (!m_pair.dialogue.isEmpty())
        origin << tr("Dialogue %1").arg(m_pair.dialogue.toHtmlEscaped());
    if (!m_pair.group.isEmpty())
        origin << tr("Topic: %1").arg(m_pair.group.toHtmlEscaped());
    origin << (m_dealt == Split::Unassigned ? tr("Split: given when a run starts")
                                            : tr("Split: %1").arg(splitText(m_dealt)));
    if (const QString reason = splitReason(m_pair.split, m_dealt); !reason.isEmpty())
        origin << reason.toHtmlEscaped();
    m_origin->setText(origin.join(QStringLiteral("<br>")));
    m_bin->setVisible(hasPair && m_isInBin);
    m_bin->setText(binText());
    m_dispute->setVisible(hasPair && m_pair.disputed);
    m_dispute->setText(QStringLiteral("%1 <a style=\"color:%2\" href=\"settle\">%3</a>")
                           .arg(tr("People gave different labels."),
                                m_theme.color(Token::Accent).name(),
                                tr("Settle on the Label page")));
}

} // namespace tunedesk
