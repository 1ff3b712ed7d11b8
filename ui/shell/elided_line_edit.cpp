#include "shell/elided_line_edit.h"

#include <QPainter>
#include <QStyleOptionFrame>

namespace tunedesk
{

namespace
{
constexpr int kBesideText = 2; ///< px that QLineEdit keeps free on each side
}

ElidedLineEdit::ElidedLineEdit(Qt::TextElideMode mode, QWidget *parent)
    : QLineEdit(parent), m_mode(mode)
{
    connect(this, &QLineEdit::textChanged, this, [this](const QString &text) {
        setToolTip(text);
        if (!isModified())
            setCursorPosition(0); // a text that nobody typed is read from its start
    });
}

void ElidedLineEdit::paintEvent(QPaintEvent *event)
{
    QStyleOptionFrame option;
    initStyleOption(&option);
    const QRect inside = style()
                             ->subElementRect(QStyle::SE_LineEditContents, &option, this)
                             .marginsRemoved(textMargins())
                             .adjusted(kBesideText, 0, -kBesideText, 0);
    if (hasFocus() || fontMetrics().horizontalAdvance(text()) <= inside.width()) {
        QLineEdit::paintEvent(event);
        return;
    }
    QPainter painter(this);
    style()->drawPrimitive(QStyle::PE_PanelLineEdit, &option, &painter, this);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(inside, int(alignment() | Qt::AlignVCenter),
                     fontMetrics().elidedText(text(), m_mode, inside.width()));
}

} // namespace tunedesk
