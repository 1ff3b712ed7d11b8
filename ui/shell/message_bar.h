#pragma once

#include "base/error.h"

#include <QFrame>
#include <QString>

#include <functional>
#include <memory>

class QLabel;
class QHBoxLayout;

namespace tunedesk
{

class Theme;

/// A line in the page that says what happened, where, and what mends it. Stays until mended or
/// closed.
class MessageBar : public QFrame
{
    Q_OBJECT
public:
    enum class Kind { Info, Good, Warning, Error };
    explicit MessageBar(const Theme &theme, QWidget *parent = nullptr); ///< hidden at first
    ~MessageBar() override;

    void show(Kind kind, const QString &what, const QString &detail = {});
    void show(const Error &error);        ///< with «Copy the details»
    void showUnsaved(const Error &error); ///< of a write, until dismissUnsaved()
    void dismissUnsaved();                ///< only what showUnsaved() showed last
    /// A button that mends it; cleared by the next show().
    void addAction(const QString &text, std::function<void()> act);
    void dismiss();
    Kind kind() const;    ///< of the last show()
    QString text() const; ///< what and detail of the last show()

Q_SIGNALS:
    void closed();

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tunedesk
