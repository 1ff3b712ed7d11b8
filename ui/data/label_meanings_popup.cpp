#include "data/label_meanings_popup.h"

#include "shell/widgets.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tunedesk
{

namespace
{
constexpr int listWidth = 420;
constexpr int mostRowsShown = 9;

/// The number that a value is by itself, so that it may be a score.
std::optional<double> numberOf(const QString &value)
{
    if (const auto stars = starsFromText(value))
        return stars;
    bool isNumber = false;
    const double number = value.toDouble(&isNumber);
    return isNumber && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

bool isSame(const std::vector<LabelValueRows> &a, const std::vector<LabelValueRows> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const LabelValueRows &one, const LabelValueRows &other) {
                          return one.text == other.text && one.rows == other.rows;
                      });
}
} // namespace

LabelMeaningsPopup::LabelMeaningsPopup(const Theme &theme, QWidget *parent)
    : QFrame(parent, Qt::Popup | Qt::FramelessWindowHint), m_theme(theme)
{
    setProperty("frame", QByteArray("popup"));
    setAttribute(Qt::WA_StyledBackground);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(10);
    m_title = makeLabel(Theme::Type::BodyBold);
    m_title->setWordWrap(true);
    column->addWidget(m_title);
    m_scroll = new QScrollArea;
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    column->addWidget(m_scroll);
    m_otherText = makeLabel(Theme::Type::Small, Token::Text3);
    m_otherText->setWordWrap(true);
    column->addWidget(m_otherText);
    auto *unknown = new QHBoxLayout;
    m_unknownText = makeLabel(Theme::Type::Body, Token::Text2);
    m_unknownBox = new QComboBox;
    m_unknownBox->setObjectName(QStringLiteral("unknownLabels"));
    m_unknownBox->addItem(QString(), int(UnknownLabels::Refused));
    m_unknownBox->addItem(QString(), int(UnknownLabels::Unlabelled));
    unknown->addWidget(m_unknownText, 1);
    unknown->addWidget(m_unknownBox);
    column->addLayout(unknown);
    auto *acts = new QHBoxLayout;
    m_scores = new Button(m_theme, Button::Kind::Link);
    m_asFound = new Button(m_theme, Button::Kind::Link);
    acts->addWidget(m_scores);
    acts->addStretch(1);
    acts->addWidget(m_asFound);
    column->addLayout(acts);

    connect(m_unknownBox, &QComboBox::activated, this, [this] {
        m_unknown = UnknownLabels(m_unknownBox->currentData().toInt());
        Q_EMIT changed();
    });
    connect(m_scores, &QAbstractButton::clicked, this, &LabelMeaningsPopup::takeScores);
    connect(m_asFound, &QAbstractButton::clicked, this, [this] {
        setChosen({}, std::nullopt);
        Q_EMIT changed();
    });
    retranslate();
}

void LabelMeaningsPopup::setValues(const ImportSummary &summary)
{
    const bool isKnown = isSame(m_values, summary.labelValues);
    m_values = summary.labelValues;
    m_otherRows = summary.otherLabelRows;
    if (!isKnown || !m_content)
        build(); // else the focus stays where it is
    showMeanings();
}

void LabelMeaningsPopup::setChosen(const LabelMeanings &meanings,
                                   std::optional<UnknownLabels> unknown)
{
    m_chosen = meanings;
    m_unknown = unknown;
    showMeanings();
}

void LabelMeaningsPopup::build()
{
    const QLocale locale;
    m_boxes.clear();
    m_content = new QWidget;
    auto *grid = new QGridLayout(m_content);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(0, 1);
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        const LabelValueRows &value = m_values[i];
        auto *text = new ElidedLabel(Theme::Type::Mono);
        text->setText(value.text);
        auto *rows = makeLabel(Theme::Type::Small, Token::Text3);
        rows->setText(tr("%Ln rows", "with a label", int(value.rows)));
        auto *box = new QComboBox;
        box->setProperty("small", true);
        const auto add = [box](const LabelMeaning &meaning) {
            box->addItem(QString(), labelMeaningName(meaning));
        };
        add({LabelMeaning::Kind::Appropriate});
        add({LabelMeaning::Kind::NotAppropriate});
        if (const auto number = numberOf(value.text))
            add({LabelMeaning::Kind::Score, *number});
        add({LabelMeaning::Kind::Unlabelled});
        add({LabelMeaning::Kind::Refused});
        connect(box, &QComboBox::activated, this,
                [this, box, key = value.text] { choose(key, *box); });
        grid->addWidget(text, int(i), 0);
        grid->addWidget(rows, int(i), 1);
        grid->addWidget(box, int(i), 2);
        m_boxes.push_back(box);
    }
    grid->setRowStretch(int(m_values.size()), 1);
    m_scroll->setWidget(m_content);
    QWidget *before = m_scroll;
    for (QComboBox *box : m_boxes) {
        setTabOrder(before, box);
        before = box;
    }
    setTabOrder(before, m_unknownBox);
    setTabOrder(m_unknownBox, m_scores);
    setTabOrder(m_scores, m_asFound);
    retranslate();
}

void LabelMeaningsPopup::showMeanings()
{
    for (std::size_t i = 0; i < m_boxes.size(); ++i) {
        const QString name = labelMeaningName(m_values[i].meaning);
        QComboBox *const box = m_boxes[i];
        if (box->findData(name) < 0) { // a score that was said on the command line
            box->addItem(QString(), name);
            retranslate();
        }
        box->setCurrentIndex(box->findData(name));
    }
    m_unknownBox->setCurrentIndex(
        m_unknownBox->findData(int(m_unknown.value_or(UnknownLabels::Refused))));
    m_scores->setVisible(std::any_of(m_values.begin(), m_values.end(), [](const auto &value) {
        return numberOf(value.text).value_or(0) > 1;
    }));
    m_asFound->setEnabled(!m_chosen.isEmpty() || m_unknown);
    m_otherText->setVisible(m_otherRows > 0);
}

void LabelMeaningsPopup::choose(const QString &value, const QComboBox &box)
{
    const auto meaning = labelMeaningFromName(box.currentData().toString());
    Q_ASSERT(meaning);
    m_chosen.insert(labelKey(value), *meaning);
    Q_EMIT changed();
}

void LabelMeaningsPopup::takeScores()
{
    for (const LabelValueRows &value : m_values)
        if (const auto number = numberOf(value.text))
            m_chosen.insert(labelKey(value.text), {LabelMeaning::Kind::Score, *number});
    Q_EMIT changed();
}

QString LabelMeaningsPopup::summary() const
{
    constexpr std::size_t shown = 2;
    constexpr int longest = 12;
    QStringList parts;
    for (std::size_t i = 0; i < m_values.size() && i < shown; ++i) {
        const LabelValueRows &value = m_values[i];
        const bool isOut = value.meaning.kind == LabelMeaning::Kind::Refused;
        const bool isOpen = value.meaning.kind == LabelMeaning::Kind::Unlabelled;
        const QString text = value.text.size() > longest
                                 ? value.text.left(longest - 1) + QStringLiteral("…")
                                 : value.text;
        const QString meaning = isOut    ? tr("left out", "rows with a label")
                                : isOpen ? tr("no label", "what a value means")
                                : value.meaning.kind == LabelMeaning::Kind::Score
                                    ? QString::number(value.meaning.score)
                                    : labelMeaningName(value.meaning);
        parts << tr("%1 = %2", "a label and what it means").arg(text, meaning);
    }
    QString text = parts.join(tr(", ", "between labels"));
    if (m_values.size() > shown)
        text += QStringLiteral(" …");
    return text;
}

void LabelMeaningsPopup::open(const QRect &below)
{
    const int rowHeight = m_boxes.empty() ? 0 : m_boxes.front()->sizeHint().height() + 6;
    m_scroll->setFixedHeight(rowHeight * int(std::min<std::size_t>(m_boxes.size(), mostRowsShown)));
    setFixedWidth(m_theme.scaled(listWidth));
    adjustSize();
    QPoint corner = below.bottomLeft() + QPoint(0, 2);
    if (const QScreen *const screen = this->screen())
        corner.setX(std::clamp(corner.x(), screen->availableGeometry().left(),
                               std::max(screen->availableGeometry().left(),
                                        screen->availableGeometry().right() - width())));
    move(corner);
    show();
    QWidget *const first = m_boxes.empty() ? m_unknownBox : m_boxes.front();
    first->setFocus(Qt::PopupFocusReason);
}

void LabelMeaningsPopup::retranslate()
{
    m_title->setText(tr("What the values of the label column mean"));
    m_otherText->setText(
        tr("%Ln rows have other values; they are read as found.", nullptr, int(m_otherRows)));
    m_unknownText->setText(tr("Values that are not known"));
    m_unknownBox->setItemText(0, tr("Leave the row out"));
    m_unknownBox->setItemText(1, tr("Import without label"));
    m_unknownBox->setAccessibleName(tr("What becomes of rows whose label is not known"));
    m_scores->setText(tr("Take the numbers as scores"));
    m_asFound->setText(tr("As found"));
    for (std::size_t i = 0; i < m_boxes.size(); ++i) {
        QComboBox *const box = m_boxes[i];
        box->setAccessibleName(tr("What “%1” means").arg(m_values[i].text));
        for (int item = 0; item < box->count(); ++item) {
            const auto meaning = labelMeaningFromName(box->itemData(item).toString());
            QString text;
            switch (meaning->kind) {
            case LabelMeaning::Kind::Appropriate:
                text = tr("Appropriate");
                break;
            case LabelMeaning::Kind::NotAppropriate:
                text = tr("Not appropriate");
                break;
            case LabelMeaning::Kind::Score:
                text = tr("Score %1").arg(QLocale().toString(meaning->score));
                break;
            case LabelMeaning::Kind::Unlabelled:
                text = tr("Import without label");
                break;
            case LabelMeaning::Kind::Refused:
                text = tr("Leave the row out");
                break;
            }
            box->setItemText(item, text);
        }
    }
}

bool LabelMeaningsPopup::event(QEvent *event)
{
    // Esc closes this alone and not the page below, which has it as a shortcut.
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape)
        event->accept();
    return QFrame::event(event);
}

void LabelMeaningsPopup::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QFrame::keyPressEvent(event);
}

} // namespace tunedesk
