#include "shell/pane.h"

#include "shell/button.h"
#include "shell/text_label.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace tunedesk
{

namespace
{
class LineHandle final : public QSplitterHandle
{
public:
    LineHandle(Qt::Orientation orientation, Splitter *splitter)
        : QSplitterHandle(orientation, splitter), m_splitter(splitter)
    {
    }

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        // QSplitter gives a handle its margins on top of its width; the mask lets only the line be
        // drawn.
        const int grab = 3;
        setAttribute(Qt::WA_MouseNoMask);
        if (orientation() == Qt::Horizontal)
            setContentsMargins(grab, 0, grab, 0);
        else
            setContentsMargins(0, grab, 0, grab);
        setMask(QRegion(contentsRect()));
        QWidget::resizeEvent(event);
    }

    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(contentsRect(), palette().color(QPalette::Mid));
    }

    void mouseDoubleClickEvent(QMouseEvent *) override
    {
        const int index = m_splitter->indexOf(this); // the handle stands before this pane
        m_splitter->toggle(index == m_splitter->count() - 1 ? index : index - 1);
    }

private:
    Splitter *m_splitter;
};
} // namespace

Splitter::Splitter(Qt::Orientation orientation, QWidget *parent) : QSplitter(orientation, parent)
{
    setHandleWidth(1);
}

QSplitterHandle *Splitter::createHandle()
{
    return new LineHandle(orientation(), this);
}

bool Splitter::isFolded(int index) const
{
    return sizes().value(index) == 0;
}

void Splitter::toggle(int index)
{
    if (index < 0 || index >= count())
        return;
    QList<int> now = sizes();
    const int neighbour = index == 0 ? 1 : index - 1;
    if (m_unfolded.size() != now.size())
        m_unfolded = QList<int>(now.size(), 0);
    if (now[index] > 0) {
        m_unfolded[index] = now[index];
        now[neighbour] += now[index];
        now[index] = 0;
    } else {
        const int wanted =
            m_unfolded[index] > 0 ? m_unfolded[index] : widget(index)->sizeHint().width();
        now[neighbour] = std::max(0, now[neighbour] - wanted);
        now[index] = wanted;
    }
    setSizes(now);
}

PaneHeader::PaneHeader(QWidget *parent) : QFrame(parent), m_row(new QHBoxLayout(this))
{
    setLine(this, Qt::BottomEdge);
    setMinimumHeight(40);
    m_row->setContentsMargins(16, 0, 12, 0);
    m_row->setSpacing(8);
    m_title = new ElidedLabel(Theme::Type::BodyBold);
    m_row->addWidget(m_title);
    m_row->addStretch();
}

void PaneHeader::setTitle(const QString &title)
{
    m_title->setText(title);
}

QHBoxLayout &PaneHeader::row()
{
    return *m_row;
}

ProgressLine::ProgressLine(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setFixedHeight(6);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ProgressLine::setFraction(double fraction)
{
    fraction = std::min(fraction, 1.0);
    if (fraction == m_fraction)
        return;
    m_fraction = fraction;
    update();
}

void ProgressLine::setColors(Token fill, Token track)
{
    m_fill = fill;
    m_track = track;
    update();
}

void ProgressLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(m_track));
    painter.drawRoundedRect(QRectF(0, 0, width(), 6), 3, 3);
    QColor fill = m_theme.color(m_fill);
    if (m_fraction < 0)
        fill.setAlphaF(0.35F);
    painter.setBrush(fill);
    const double shown = m_fraction < 0 ? 1 : m_fraction;
    if (shown > 0) {
        painter.setClipRect(QRectF(0, 0, width() * shown, 6));
        painter.drawRoundedRect(QRectF(0, 0, width(), 6), 3, 3);
    }
}

FigureBlock::FigureBlock(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(1);
    m_label = makeLabel(Theme::Type::Small, Token::Text2);
    m_figure = makeLabel(Theme::Type::Title);
    m_note = makeLabel(Theme::Type::Small, Token::Text3);
    for (QLabel *label : {m_label, m_figure, m_note})
        column->addWidget(label);
}

void FigureBlock::setTexts(const QString &label, const QString &figure, const QString &note)
{
    m_label->setText(label);
    m_figure->setText(figure);
    m_note->setText(note);
    m_figure->setAccessibleName(QStringLiteral("%1: %2").arg(label, figure));
}

EmptyState::EmptyState(const Theme &theme, const QString &icon, QWidget *parent)
    : QWidget(parent), m_theme(theme)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(28, 12, 28, 12);
    column->setSpacing(6);
    auto *disc = new QFrame;
    disc->setFixedSize(44, 44);
    disc->setProperty("frame", QByteArray("disc"));
    auto *inDisc = new QHBoxLayout(disc);
    inDisc->setContentsMargins(0, 0, 0, 0);
    m_icon = new IconLabel(theme, icon, Token::Accent, 20);
    inDisc->addWidget(m_icon, 0, Qt::AlignCenter);
    m_title = makeLabel(Theme::Type::Section);
    m_title->setAlignment(Qt::AlignCenter);
    m_sentence = makeLabel(Theme::Type::Body, Token::Text2);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setMinimumWidth(200);
    m_sentence->setMaximumWidth(theme.scaled(420));
    m_sentence->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto *middle = new QHBoxLayout;
    middle->addStretch();
    middle->addWidget(m_sentence, 100);
    middle->addStretch();
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(8);
    m_buttons->addStretch();
    m_buttons->addStretch();
    m_progress = new ProgressLine(theme);
    m_progress->setFixedWidth(220);
    m_progress->hide();
    column->addStretch(1);
    column->addWidget(disc, 0, Qt::AlignHCenter);
    column->addSpacing(4);
    column->addWidget(m_title);
    column->addLayout(middle);
    column->addSpacing(4);
    column->addLayout(m_buttons);
    column->addSpacing(4);
    column->addWidget(m_progress, 0, Qt::AlignHCenter);
    column->addStretch(1);
    connect(&theme, &Theme::changed, this,
            [this] { m_sentence->setMaximumWidth(m_theme.scaled(420)); });
}

void EmptyState::setIcon(const QString &icon)
{
    m_icon->setIcon(icon, Token::Accent);
}

void EmptyState::setTexts(const QString &title, const QString &sentence)
{
    m_title->setText(title);
    m_sentence->setText(sentence);
}

void EmptyState::addButton(Button *button)
{
    m_buttons->insertWidget(m_buttons->count() - 1, button);
}

void EmptyState::setProgress(double fraction)
{
    m_progress->setVisible(fraction >= 0);
    m_progress->setFraction(fraction);
}

LoadingRows::LoadingRows(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setAccessibleName(tr("Loading"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void LoadingRows::paintEvent(QPaintEvent *)
{
    static constexpr std::array kShares{0.42, 0.33, 0.46, 0.29, 0.4, 0.36};
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int high = m_theme.scaled(32);
    int row = 0;
    for (int y = 0; y < height(); y += high, ++row) {
        painter.setPen(m_theme.color(Token::Grid));
        painter.drawLine(QPointF(0, y + high - 0.5), QPointF(width(), y + high - 0.5));
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Token::Hover));
        const double middle = y + high / 2.0;
        painter.drawRoundedRect(QRectF(16, middle - 4, 36, 8), 4, 4);
        const double wide = width() * kShares[static_cast<std::size_t>(row) % kShares.size()];
        painter.drawRoundedRect(QRectF(60, middle - 4, wide, 8), 4, 4);
        painter.drawRoundedRect(QRectF(width() - 88, middle - 7, 72, 14), 4, 4);
    }
}

CheckRow::CheckRow(const Theme &theme, QWidget *parent) : QFrame(parent)
{
    m_row = new QHBoxLayout(this);
    m_row->setContentsMargins(16, 8, 16, 8);
    m_row->setSpacing(10);
    m_icon = new IconLabel(theme, QStringLiteral("circle-dashed"), Token::Text3);
    m_row->addWidget(m_icon, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    m_what = makeLabel(Theme::Type::Body);
    m_detail = makeLabel(Theme::Type::Small, Token::Text3);
    m_what->setWordWrap(true);
    m_detail->setWordWrap(true);
    m_detail->hide();
    column->addWidget(m_what);
    column->addWidget(m_detail);
    m_row->addLayout(column, 1);
}

void CheckRow::setState(State state)
{
    switch (state) {
    case State::Waiting:
        m_icon->setIcon(QStringLiteral("circle-dashed"), Token::Text3);
        break;
    case State::Good:
        m_icon->setIcon(QStringLiteral("circle-check"), Token::Good);
        break;
    case State::Info:
        m_icon->setIcon(QStringLiteral("info"), Token::Text2);
        break;
    case State::Warning:
        m_icon->setIcon(QStringLiteral("triangle-alert"), Token::Warn);
        break;
    case State::Error:
        m_icon->setIcon(QStringLiteral("circle-x"), Token::Error);
        break;
    }
}

void CheckRow::setTexts(const QString &what, const QString &detail)
{
    m_what->setText(what);
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
}

QHBoxLayout &CheckRow::row()
{
    return *m_row;
}

Field::Field(QWidget *editor, QWidget *parent) : QWidget(parent), m_editor(editor)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_label = makeLabel(Theme::Type::SmallMedium, Token::Text2);
    m_label->setBuddy(editor);
    m_hint = makeLabel(Theme::Type::Small, Token::Text3);
    m_hint->setWordWrap(true);
    m_hint->hide();
    column->addWidget(m_label);
    column->addWidget(editor);
    column->addWidget(m_hint);
}

void Field::setTexts(const QString &label, const QString &hint)
{
    m_label->setText(label);
    m_hintText = hint;
    if (m_editor->accessibleName().isEmpty() || m_editor->property("namedByField").toBool()) {
        m_editor->setAccessibleName(label);
        m_editor->setProperty("namedByField", true);
    }
    showHint();
}

void Field::setState(State state, const QString &problem)
{
    m_state = state;
    m_problem = problem;
    m_editor->setProperty("state", QByteArray(state == State::Error     ? "error"
                                              : state == State::Warning ? "warn"
                                                                        : ""));
    m_editor->style()->unpolish(m_editor);
    m_editor->style()->polish(m_editor);
    showHint();
}

void Field::showHint()
{
    const QString text = m_state == State::Fine || m_problem.isEmpty() ? m_hintText : m_problem;
    m_hint->setText(text);
    m_hint->setVisible(!text.isEmpty());
    setTone(m_hint, m_state == State::Error     ? Token::Error
                    : m_state == State::Warning ? Token::Warn
                                                : Token::Text3);
    m_editor->setAccessibleDescription(text);
}

QWidget *makeSeparator(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setProperty("line", QByteArray("left"));
    line->setFixedSize(1, 20);
    return line;
}

} // namespace tunedesk
