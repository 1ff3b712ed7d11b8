#include "shell/theme.h"

#include "shell/lucide_icon.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPixmapCache>
#include <QProxyStyle>
#include <QRegularExpression>
#include <QStyleHints>
#include <QToolTip>

#include <algorithm>
#include <array>

static void initialiseResources()
{
    Q_INIT_RESOURCE(
        tunedesk); // a static library's resources are dropped unless somebody asks for them
}

namespace tunedesk
{

namespace
{
constexpr std::array kTokenNames{
    "window",       "base",      "raised",   "hover",  "border",     "control",  "button",
    "text",         "text2",     "text3",    "accent", "accentFill", "onAccent", "accentSoft",
    "onAccentSoft", "good",      "goodSoft", "bad",    "badSoft",    "warn",     "warnSoft",
    "error",        "errorSoft", "match",    "grid"};

QByteArray resource(const QString &name)
{
    QFile file(QStringLiteral(":/tunedesk/") + name);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "Theme", "a resource is missing");
    return opened ? file.readAll() : QByteArray();
}

bool systemIsDark()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
#else
    return QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
#endif
}

/// Fusion without underlined letters: the menus of the pictures have none. Alt and the letter work
/// all the same.
class PlainStyle final : public QProxyStyle
{
public:
    PlainStyle() : QProxyStyle(QStringLiteral("Fusion")) {}
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *data) const override
    {
        const bool isPlain =
            hint == SH_UnderlineShortcut || hint == SH_DialogButtonBox_ButtonsHaveIcons;
        return isPlain ? 0 : QProxyStyle::styleHint(hint, option, widget, data);
    }
};

QStringList textFamilies()
{
    return {QStringLiteral("Inter"), QStringLiteral("Noto Sans CJK SC"),
            QStringLiteral("Microsoft YaHei UI"), QStringLiteral("PingFang SC")};
}
} // namespace

struct Theme::Palette {
    struct Side {
        std::array<QColor, kTokenNames.size()> colors;
        QHash<QString, QString> names; ///< for the style sheet
        QList<QColor> runs;
    };
    Side light, dark;
    QList<QList<qreal>> dashes; ///< px
    QString styleSheet;

    static Side readSide(const QJsonObject &root, const QString &name)
    {
        Side side;
        const QJsonObject colors = root.value(name).toObject();
        for (std::size_t i = 0; i < kTokenNames.size(); ++i) {
            const QString key = QString::fromLatin1(kTokenNames[i]);
            side.colors[i] = QColor(colors.value(key).toString());
            Q_ASSERT_X(side.colors[i].isValid(), "Theme", kTokenNames[i]);
            side.names.insert(key, side.colors[i].name());
        }
        const QColor fill = side.colors[static_cast<std::size_t>(Token::AccentFill)];
        side.names.insert(QStringLiteral("accentHover"), fill.darker(110).name());
        side.names.insert(QStringLiteral("accentPress"), fill.darker(122).name());
        side.names.insert(QStringLiteral("variant"), name);
        const QJsonArray runs = root.value(QStringLiteral("runs")).toObject().value(name).toArray();
        for (const auto &run : runs)
            side.runs.append(QColor(run.toString()));
        return side;
    }

    Palette()
    {
        const QJsonObject root =
            QJsonDocument::fromJson(resource(QStringLiteral("theme/tokens.json"))).object();
        light = readSide(root, QStringLiteral("light"));
        dark = readSide(root, QStringLiteral("dark"));
        const QJsonArray patterns =
            root.value(QStringLiteral("runs")).toObject().value(QStringLiteral("dashes")).toArray();
        for (const auto &pattern : patterns) {
            QList<qreal> lengths;
            const QStringList words =
                pattern.toString().split(QLatin1Char(' '), Qt::SkipEmptyParts);
            for (const QString &word : words)
                lengths.append(word.toDouble());
            dashes.append(lengths);
        }
        styleSheet = QString::fromUtf8(resource(QStringLiteral("theme/style.qss")));
    }
};

Theme::Theme(QObject *parent) : QObject(parent)
{
    initialiseResources();
    static const bool fontsLoaded = [] {
        for (const char *name : {"Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf",
                                 "JetBrainsMono-Regular.ttf"})
            QFontDatabase::addApplicationFont(
                QStringLiteral(":/tunedesk/fonts/%1").arg(QString::fromLatin1(name)));
        return true;
    }();
    Q_UNUSED(fontsLoaded)
    m_palette = std::make_unique<Palette>();
    m_systemDark = systemIsDark();
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] {
        m_systemDark = systemIsDark();
        if (m_mode == Mode::System)
            apply();
    });
#endif
    QApplication::setStyle(new PlainStyle);
    apply();
}

Theme::~Theme() = default;

Theme::Mode Theme::mode() const
{
    return m_mode;
}

void Theme::setMode(Mode mode)
{
    const bool wasDark = isDark();
    m_mode = mode;
    if (isDark() != wasDark)
        apply();
}

bool Theme::isDark() const
{
    return m_mode == Mode::Dark || (m_mode == Mode::System && m_systemDark);
}

int Theme::textPercent() const
{
    return m_textPercent;
}

void Theme::setTextPercent(int percent)
{
    percent = std::clamp(percent, 90, 150);
    if (percent == m_textPercent)
        return;
    m_textPercent = percent;
    apply();
}

void Theme::setChinese(bool chinese)
{
    if (chinese == m_chinese)
        return;
    m_chinese = chinese;
    apply();
}

QColor Theme::color(Token token) const
{
    const auto &side = isDark() ? m_palette->dark : m_palette->light;
    return side.colors[static_cast<std::size_t>(token)];
}

QPen Theme::runPen(int slot, qreal width) const
{
    const auto &side = isDark() ? m_palette->dark : m_palette->light;
    const int index = std::max(slot, 1) - 1;
    QPen pen(side.runs.at(index % side.runs.size()), width);
    pen.setJoinStyle(Qt::RoundJoin);
    QList<qreal> dashes = m_palette->dashes.at(index % m_palette->dashes.size());
    if (!dashes.isEmpty()) {
        for (qreal &length : dashes)
            length /= 2; // the tokens count pixels for a pen of 2
        pen.setDashPattern(dashes);
        pen.setCapStyle(Qt::FlatCap);
    }
    return pen;
}

QFont Theme::font(Type type) const
{
    QFont font;
    font.setFamilies(textFamilies());
    int pixels = 13;
    int weight = QFont::Normal;
    switch (type) {
    case Type::Figure:
        pixels = 24;
        weight = QFont::DemiBold;
        break;
    case Type::Reading:
        pixels = 20;
        break;
    case Type::Title:
        pixels = 18;
        weight = QFont::DemiBold;
        break;
    case Type::Section:
        pixels = 15;
        weight = QFont::DemiBold;
        break;
    case Type::Lead:
        pixels = 15;
        break;
    case Type::Body:
        break;
    case Type::BodyMedium:
        weight = QFont::Medium;
        break;
    case Type::BodyBold:
        weight = QFont::DemiBold;
        break;
    case Type::Small:
        pixels = 12;
        break;
    case Type::SmallMedium:
        pixels = 12;
        weight = QFont::Medium;
        break;
    case Type::SmallBold:
        pixels = 12;
        weight = QFont::DemiBold;
        break;
    case Type::Tick:
        pixels = 11;
        break;
    case Type::Mono:
        pixels = 12;
        font.setFamilies({QStringLiteral("JetBrains Mono"), QStringLiteral("Noto Sans CJK SC")});
        break;
    }
    font.setPixelSize(std::max(scaled(pixels), m_chinese ? 12 : 9));
    font.setWeight(static_cast<QFont::Weight>(weight));
    return font;
}

int Theme::scaled(int pixels) const
{
    return (pixels * m_textPercent + 50) / 100;
}

QIcon Theme::icon(const QString &name, Token token) const
{
    return QIcon(new LucideIcon(this, name, token));
}

QPixmap Theme::pixmap(const QString &name, Token token, int size, qreal devicePixelRatio) const
{
    QPixmap drawn = LucideIcon::draw(name, color(token), qRound(size * devicePixelRatio), size);
    drawn.setDevicePixelRatio(devicePixelRatio);
    return drawn;
}

void Theme::apply()
{
    const auto &side = isDark() ? m_palette->dark : m_palette->light;
    const auto c = [&side](Token token) { return side.colors[static_cast<std::size_t>(token)]; };
    QPalette palette;
    palette.setColor(QPalette::Window, c(Token::Window));
    palette.setColor(QPalette::Base, c(Token::Base));
    palette.setColor(QPalette::AlternateBase, c(Token::Raised));
    palette.setColor(QPalette::Button, c(Token::Base));
    palette.setColor(QPalette::Text, c(Token::Text));
    palette.setColor(QPalette::WindowText, c(Token::Text));
    palette.setColor(QPalette::ButtonText, c(Token::Text));
    palette.setColor(QPalette::BrightText, c(Token::OnAccent));
    palette.setColor(QPalette::PlaceholderText, c(Token::Text3));
    palette.setColor(QPalette::Highlight, c(Token::AccentSoft));
    palette.setColor(QPalette::HighlightedText, c(Token::Text));
    palette.setColor(QPalette::Link, c(Token::Accent));
    palette.setColor(QPalette::LinkVisited, c(Token::Accent));
    palette.setColor(QPalette::ToolTipBase, c(Token::Raised));
    palette.setColor(QPalette::ToolTipText, c(Token::Text));
    palette.setColor(QPalette::Light, c(Token::Raised));
    palette.setColor(QPalette::Midlight, c(Token::Hover));
    palette.setColor(QPalette::Mid, c(Token::Border));
    palette.setColor(QPalette::Dark, c(Token::Control));
    palette.setColor(QPalette::Shadow, c(Token::Border));
    for (const auto role :
         {QPalette::Text, QPalette::WindowText, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, c(Token::Text3));

    QString sheet;
    static const QRegularExpression placeholder(QStringLiteral("@(px|row)(\\d+)|@(\\w+)"));
    qsizetype from = 0;
    auto matches = placeholder.globalMatch(m_palette->styleSheet);
    while (matches.hasNext()) {
        const auto match = matches.next();
        sheet += QStringView(m_palette->styleSheet).mid(from, match.capturedStart() - from);
        from = match.capturedEnd();
        if (match.hasCaptured(3)) {
            const auto found = side.names.constFind(match.captured(3));
            Q_ASSERT_X(found != side.names.constEnd(), "Theme", qPrintable(match.captured(3)));
            sheet += found.value();
            continue;
        }
        int pixels = scaled(match.captured(2).toInt());
        if (match.capturedView(1) == QLatin1String("px"))
            pixels = std::max(pixels, m_chinese ? 12 : 9);
        sheet += QString::number(pixels) + QStringLiteral("px");
    }
    sheet += QStringView(m_palette->styleSheet).mid(from);

    QPixmapCache::clear();
    QApplication::setFont(font(Type::Body));
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    QToolTip::setFont(font(Type::Small));
    qApp->setStyleSheet(sheet);
    Q_EMIT changed();
}

} // namespace tunedesk
