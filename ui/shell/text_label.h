#pragma once

#include "shell/theme.h"

#include <QLabel>

namespace tunedesk
{

/// Size, weight, colour and ground go through properties that style.qss reads: they follow theme
/// and text size.
void setType(QWidget *widget, Theme::Type type);
void setTone(QWidget *widget, Token tone);
void setGround(QWidget *widget, Token ground); ///< Window, Base, Raised or AccentSoft
/// A 1-px line along one edge of a frame.
void setLine(QFrame *frame, Qt::Edge edge);

/// Plain text, never markup from people's data.
QLabel *makeLabel(Theme::Type type, Token tone = Token::Text, QWidget *parent = nullptr);

/// One line that ends in … when there is no room; the whole text is its tool tip then. Wide as
/// asked, may shrink to 0.
class ElidedLabel : public QLabel
{
    Q_OBJECT
public:
    explicit ElidedLabel(Theme::Type type, Token tone = Token::Text, QWidget *parent = nullptr);
    void setElideMode(Qt::TextElideMode mode);
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

/// An icon of the theme at a fixed size; follows a switch of theme.
class IconLabel : public QWidget
{
    Q_OBJECT
public:
    IconLabel(const Theme &theme, const QString &name, Token token, int size = 16,
              QWidget *parent = nullptr);
    void setIcon(const QString &name, Token token);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_name;
    Token m_token;
    int m_size;
};

} // namespace tunedesk
