#pragma once

#include <QObject>

namespace tunedesk
{

/// A closed list of choices takes the wheel for itself: whoever scrolls a form past it changes a
/// setting, or what a column of a file means, without a look at it. As a filter of the application
/// it leaves the wheel to what scrolls. Window thread.
class WheelPastChoices : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace tunedesk
