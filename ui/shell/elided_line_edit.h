#pragma once

#include <QLineEdit>

namespace tunedesk
{

/// A field whose text may be longer than it: without the focus it shows … where something is left
/// out, and the whole text is its tool tip.
class ElidedLineEdit : public QLineEdit
{
    Q_OBJECT
public:
    explicit ElidedLineEdit(Qt::TextElideMode mode, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Qt::TextElideMode m_mode;
};

} // namespace tunedesk
