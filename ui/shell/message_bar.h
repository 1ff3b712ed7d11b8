#pragma once

#include "base/error.h"

#include <QFrame>
#include <QString>

#include <functional>

class QLabel;
class QHBoxLayout;

namespace tunedesk
{

class Theme;

/// A line in the page that says what happened, where, and what mends it. Stays until mended or closed.
class MessageBar : public QFrame
{
    Q_OBJECT
public:
    enum class Kind { Info, Good, Warning, Error };
    explicit MessageBar(const Theme &theme, QWidget *parent = nullptr); ///< hidden at first

    void show(Kind kind, const QString &what, const QString &detail = {});
    void show(const Error &error); ///< with «Copy the details»
    /// A button that mends it; cleared by the next show().
    void addAction(const QString &text, std::function<void()> act);
    void dismiss();

Q_SIGNALS:
    void closed();

private:
    struct Private;
    Private *d;
};

} // namespace tunedesk
