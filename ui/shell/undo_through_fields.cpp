#include "shell/undo_through_fields.h"

#include <QKeyEvent>
#include <QLineEdit>

namespace tunedesk
{

bool UndoThroughFields::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride)
        return false;
    const auto *field = qobject_cast<QLineEdit *>(watched);
    if (!field)
        return false;
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isIdle = (key->matches(QKeySequence::Undo) && !field->isUndoAvailable()) ||
                        (key->matches(QKeySequence::Redo) && !field->isRedoAvailable());
    if (isIdle)
        event->ignore();
    return isIdle;
}

} // namespace tunedesk
