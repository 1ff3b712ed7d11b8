#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>
#include <QPen>
#include <QString>

#include <memory>

namespace tunedesk
{

/// Colours by name from resources/theme/tokens.json, read as it is. Window thread.
enum class Token {
    Window,
    Base,
    Raised,
    Hover,
    Border,
    Control,
    Button,
    Text,
    Text2,
    Text3,
    Accent,
    AccentFill,
    OnAccent,
    AccentSoft,
    OnAccentSoft,
    Good,
    GoodSoft,
    Bad,
    BadSoft,
    Warn,
    WarnSoft,
    Error,
    ErrorSoft,
    Match,
    Grid,
};

/// Palette, style sheet, fonts and icons of the window, light or dark; switches while it runs. One
/// a window, handed to whoever draws. Window thread.
class Theme : public QObject
{
    Q_OBJECT
public:
    enum class Mode { Light, Dark, System };
    explicit Theme(QObject *parent = nullptr);
    ~Theme() override;

    Mode mode() const;
    void setMode(Mode mode);
    bool isDark() const;

    /// 90 to 150 percent; every font size follows.
    int textPercent() const;
    void setTextPercent(int percent);

    QColor color(Token token) const;
    /// Colour and dash of a run's curves; slot is 1-based. Dash pattern is in pen widths, for a pen
    /// of `width` px.
    QPen runPen(int slot, qreal width = 2) const;

    enum class Type {
        Figure,
        Reading,
        Title,
        Section,
        Body,
        BodyMedium,
        Small,
        SmallMedium,
        Tick,
        Mono,
        BodyBold,
        SmallBold,
        Lead
    };
    QFont font(Type type) const;
    /// Design pixels times the text size, for heights that must hold text.
    int scaled(int pixels) const;
    /// The language of the texts: Chinese is never drawn below 12 px.
    void setChinese(bool chinese);

    /// A Lucide icon of resources/icons, drawn in `token` (normal), on-accent-soft (checked) and
    /// text3 (disabled).
    QIcon icon(const QString &name, Token token = Token::Text2) const;
    /// Body text of notes may use it: a pixmap of `size` px at the window's scale.
    QPixmap pixmap(const QString &name, Token token, int size, qreal devicePixelRatio) const;

Q_SIGNALS:
    /// Colours or sizes are others now; delegates repaint, plots restyle.
    void changed();

private:
    void apply();

    struct Palette;
    std::unique_ptr<Palette> m_palette;
    Mode m_mode = Mode::Light;
    int m_textPercent = 100;
    bool m_chinese = false;
    bool m_systemDark = false;
};

} // namespace tunedesk
