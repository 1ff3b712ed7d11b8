#include "data/mapping_header.h"

#include "shell/theme.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <array>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairColumn)
};
constexpr std::array choices{PairColumn::LeaveOut, PairColumn::Question, PairColumn::Reply,
                             PairColumn::Context,  PairColumn::Label,    PairColumn::Score,
                             PairColumn::Dialogue, PairColumn::Group,    PairColumn::Split,
                             PairColumn::Note,     PairColumn::Answers,  PairColumn::Id,
                             PairColumn::Flag,     PairColumn::Annotator};
} // namespace

QString pairColumnText(PairColumn column)
{
    switch (column) {
    case PairColumn::LeaveOut:
        return Text::tr("Leave out");
    case PairColumn::Question:
        return Text::tr("Question");
    case PairColumn::Reply:
        return Text::tr("Reply");
    case PairColumn::Context:
        return Text::tr("Earlier turns");
    case PairColumn::Label:
        return Text::tr("Label", "column of a file");
    case PairColumn::Score:
        return Text::tr("Score", "column of a file");
    case PairColumn::Dialogue:
        return Text::tr("Dialogue");
    case PairColumn::Group:
        return Text::tr("Topic");
    case PairColumn::Split:
        return Text::tr("Split", "column of a file");
    case PairColumn::Note:
        return Text::tr("Note", "column of a file");
    case PairColumn::Answers:
        return Text::tr("All answers", "column of a file");
    case PairColumn::Id:
        return Text::tr("Pair's id", "column of a file");
    case PairColumn::Flag:
        return Text::tr("Flag", "column of a file");
    case PairColumn::Annotator:
        return Text::tr("Annotator", "column of a file");
    }
    Q_UNREACHABLE();
}

MappingHeader::MappingHeader(const Theme &theme, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent), m_theme(theme)
{
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(this, &QHeaderView::sectionResized, this, &MappingHeader::place);
    connect(this, &QHeaderView::geometriesChanged, this, &MappingHeader::place);
}

QSize MappingHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), m_theme.scaled(68)};
}

void MappingHeader::setColumns(const QList<PairColumn> &columns)
{
    while (m_boxes.size() > columns.size())
        delete m_boxes.takeLast();
    while (m_boxes.size() < columns.size()) {
        auto *box = new QComboBox(viewport());
        box->setProperty("small", true);
        for (const PairColumn choice : choices)
            box->addItem(pairColumnText(choice), int(choice));
        connect(box, &QComboBox::activated, this, [this, box] {
            // A pair has one question and one reply: the column that had it before gives it up.
            const auto chosen = PairColumn(box->currentData().toInt());
            if (chosen != PairColumn::LeaveOut && chosen != PairColumn::Context)
                for (QComboBox *other : m_boxes)
                    if (other != box && other->currentData().toInt() == int(chosen))
                        other->setCurrentIndex(0);
            Q_EMIT mappingChanged();
        });
        if (QWidget *before = m_boxes.isEmpty() ? m_fieldBefore : m_boxes.last())
            setTabOrder(before, box);
        box->show();
        m_boxes << box;
    }
    for (qsizetype i = 0; i < columns.size(); ++i) {
        m_boxes[i]->setCurrentIndex(m_boxes[i]->findData(int(columns.at(i))));
        const QString name =
            model() ? model()->headerData(int(i) + 1, Qt::Horizontal).toString() : QString();
        m_boxes[i]->setAccessibleName(tr("What the column “%1” brings").arg(name));
    }
    place();
    viewport()->update();
}

QList<PairColumn> MappingHeader::columns() const
{
    QList<PairColumn> columns;
    for (const QComboBox *box : m_boxes)
        columns << PairColumn(box->currentData().toInt());
    return columns;
}

void MappingHeader::retranslate()
{
    for (QComboBox *box : std::as_const(m_boxes))
        for (int i = 0; i < box->count(); ++i)
            box->setItemText(i, pairColumnText(PairColumn(box->itemData(i).toInt())));
}

void MappingHeader::focusFirst()
{
    if (!m_boxes.isEmpty())
        m_boxes.first()->setFocus(Qt::OtherFocusReason);
}

void MappingHeader::moveFocus(int by)
{
    const auto focused = std::find_if(m_boxes.cbegin(), m_boxes.cend(),
                                      [](const QComboBox *box) { return box->hasFocus(); });
    if (focused == m_boxes.cend()) {
        focusFirst();
        return;
    }
    const qsizetype next = std::distance(m_boxes.cbegin(), focused) + by;
    m_boxes[std::clamp<qsizetype>(next, 0, m_boxes.size() - 1)]->setFocus(Qt::ShortcutFocusReason);
}

void MappingHeader::place()
{
    for (qsizetype i = 0; i < m_boxes.size(); ++i) {
        const int section = int(i) + 1;
        if (section >= count())
            continue;
        m_boxes[i]->setGeometry(sectionViewportPosition(section) + 6, 7,
                                std::max(40, sectionSize(section) - 12), m_theme.scaled(28));
    }
}

void MappingHeader::resizeEvent(QResizeEvent *event)
{
    QHeaderView::resizeEvent(event);
    place();
}

void MappingHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    painter->save();
    painter->fillRect(rect, m_theme.color(Token::Raised));
    painter->fillRect(QRect(rect.right(), rect.top(), 1, rect.height()),
                      m_theme.color(Token::Grid));
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1),
                      m_theme.color(Token::Border));
    const bool isFile = section > 0 && section <= m_boxes.size();
    painter->setFont(m_theme.font(isFile ? Theme::Type::Mono : Theme::Type::Small));
    painter->setPen(m_theme.color(isFile ? Token::Text2 : Token::Text3));
    const QRect line = rect.adjusted(10, 0, -10, -8);
    const QString text = QFontMetrics(painter->font())
                             .elidedText(model()->headerData(section, Qt::Horizontal).toString(),
                                         Qt::ElideRight, line.width());
    painter->drawText(
        line, int(Qt::AlignBottom) | int(section == 0 ? Qt::AlignRight : Qt::AlignLeft), text);
    painter->restore();
}

} // namespace tunedesk
