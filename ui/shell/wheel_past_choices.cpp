#include "shell/wheel_past_choices.h"

#include <QComboBox>
#include <QEvent>

namespace tunedesk
{

bool WheelPastChoices::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Wheel && event->type() != QEvent::Polish)
        return false;
    auto *box = qobject_cast<QComboBox *>(watched);
    if (!box)
        return false;
    if (event->type() == QEvent::Polish) {
        if (box->focusPolicy() == Qt::WheelFocus)
            box->setFocusPolicy(Qt::StrongFocus);
        return false;
    }
    event->ignore();
    return true;
}

} // namespace tunedesk
