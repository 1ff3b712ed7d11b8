#pragma once

#include <QObject>

namespace tunedesk
{

/// A line of text takes Ctrl+Z for itself even where nothing in it can be undone, so that the
/// window's steps could not be undone while the focus stands in a search. As a filter of the
/// application it leaves the keys for undo and redo to the window then. Window thread.
class UndoThroughFields : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace tunedesk
