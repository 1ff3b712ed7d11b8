#pragma once

#include <QApplication>
#include <QInputMethodEvent>
#include <QTest>
#include <QWidget>

namespace tunedesk
{

/// Goes to whatever has the focus, as a keyboard does.
inline void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QVERIFY2(QApplication::focusWidget(), "nothing has the focus");
    QTest::keyClick(QApplication::focusWidget(), key, modifiers);
}

/// In the place of what stands in the field. Chinese comes as an input method commits it, all else
/// key by key.
inline void type(const QString &text)
{
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_Delete);
    QInputMethodEvent committed;
    committed.setCommitString(text);
    if (text.toLatin1() == text.toUtf8())
        QTest::keyClicks(QApplication::focusWidget(), text);
    else
        QCoreApplication::sendEvent(QApplication::focusWidget(), &committed);
}

/// Presses Tab until `wanted` has the focus.
inline bool tabTo(const QWidget *wanted)
{
    // What has just been made is shown by the next turn of the event loop.
    if (!wanted || !QTest::qWaitFor([wanted] { return wanted->isVisible(); }))
        return false;
    for (int presses = 0; presses < 80 && QApplication::focusWidget() != wanted; ++presses)
        press(Qt::Key_Tab);
    return QApplication::focusWidget() == wanted;
}

} // namespace tunedesk
