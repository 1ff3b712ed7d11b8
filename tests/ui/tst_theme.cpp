#include "shell/theme.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>

using namespace tunedesk;

namespace
{
double luminance(const QColor &color)
{
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

/// WCAG 2.2, contrast ratio.
double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}
} // namespace

class tst_Theme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void textsCanBeRead_data();
    void textsCanBeRead();
    void outlinesCanBeSeen();
    void runsHaveTwelveLooks();
    void aSwitchChangesPaletteSheetAndIcons();
    void textsGrowWithTheChosenSize();
    void everyIconIsThere();
    void chineseIsNeverBelowTwelvePixels();
};

void tst_Theme::textsCanBeRead_data()
{
    QTest::addColumn<QString>("side");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("ground");
    const QList<std::pair<const char *, const char *>> pairs{
        {"text", "base"},           {"text", "window"},
        {"text", "raised"},         {"text", "hover"},
        {"text", "accentSoft"},     {"text", "match"},
        {"text", "warnSoft"},       {"text", "errorSoft"},
        {"text2", "base"},          {"text2", "window"},
        {"text2", "raised"},        {"text2", "accentSoft"},
        {"text2", "hover"},         {"text3", "base"},
        {"text3", "window"},        {"text3", "raised"},
        {"text3", "accentSoft"},    {"accent", "base"},
        {"accent", "accentSoft"},   {"accent", "window"},
        {"onAccent", "accentFill"}, {"onAccentSoft", "accentSoft"},
        {"good", "goodSoft"},       {"good", "base"},
        {"bad", "badSoft"},         {"bad", "base"},
        {"warn", "warnSoft"},       {"warn", "base"},
        {"error", "errorSoft"},     {"error", "base"}};
    for (const char *side : {"light", "dark"})
        for (const auto &[text, ground] : pairs)
            QTest::addRow("%s: %s on %s", side, text, ground)
                << QString::fromLatin1(side) << QString::fromLatin1(text)
                << QString::fromLatin1(ground);
}

static QJsonObject tokens()
{
    QFile file(QStringLiteral(TUNEDESK_SOURCE_DIR "/resources/theme/tokens.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

void tst_Theme::textsCanBeRead()
{
    QFETCH(QString, side);
    QFETCH(QString, text);
    QFETCH(QString, ground);
    const QJsonObject colors = tokens().value(side).toObject();
    const double ratio =
        contrast(QColor(colors.value(text).toString()), QColor(colors.value(ground).toString()));
    QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
}

void tst_Theme::outlinesCanBeSeen()
{
    const QJsonObject root = tokens();
    for (const QString &side : {QStringLiteral("light"), QStringLiteral("dark")}) {
        const QJsonObject colors = root.value(side).toObject();
        const QColor base(colors.value(QStringLiteral("base")).toString());
        for (const QString &line :
             {QStringLiteral("control"), QStringLiteral("accent"), QStringLiteral("error")})
            QVERIFY2(contrast(QColor(colors.value(line).toString()), base) >= 3.0,
                     qPrintable(side + line));
        const QJsonArray runs = root.value(QStringLiteral("runs")).toObject().value(side).toArray();
        QCOMPARE(runs.size(), 6);
        for (const auto &run : runs)
            QVERIFY2(contrast(QColor(run.toString()), base) >= 3.0,
                     qPrintable(side + run.toString()));
    }
}

void tst_Theme::runsHaveTwelveLooks()
{
    Theme theme;
    QStringList looks;
    for (int slot = 1; slot <= 12; ++slot) {
        const QPen pen = theme.runPen(slot);
        QString look = pen.color().name();
        for (const qreal length : pen.dashPattern())
            look += QStringLiteral(" %1").arg(length);
        QVERIFY2(!looks.contains(look), qPrintable(look));
        looks.append(look);
    }
    QCOMPARE(theme.runPen(2).dashPattern(), (QList<qreal>{3.5, 1.5})); // 7 3 px for a pen of 2
}

void tst_Theme::aSwitchChangesPaletteSheetAndIcons()
{
    Theme theme;
    theme.setMode(Theme::Mode::Light);
    const QImage light = theme.icon(QStringLiteral("tag")).pixmap(16, 16).toImage();
    const QString sheet = qApp->styleSheet();
    const QIcon held = theme.icon(QStringLiteral("tag"));
    theme.setMode(Theme::Mode::Dark);
    QVERIFY(theme.isDark());
    QCOMPARE(qApp->palette().color(QPalette::Base), QColor(QStringLiteral("#1A1D23")));
    QVERIFY(qApp->styleSheet() != sheet);
    QVERIFY(!qApp->styleSheet().contains(QLatin1Char('@')));
    QVERIFY2(held.pixmap(16, 16).toImage() != light, "an icon that is held follows the theme");
}

void tst_Theme::textsGrowWithTheChosenSize()
{
    Theme theme;
    QCOMPARE(theme.font(Theme::Type::Body).pixelSize(), 13);
    theme.setTextPercent(150);
    QCOMPARE(theme.font(Theme::Type::Body).pixelSize(), 20);
    QCOMPARE(theme.scaled(32), 48);
    theme.setTextPercent(400);
    QCOMPARE(theme.textPercent(), 150);
    QCOMPARE(QFontInfo(theme.font(Theme::Type::Body)).family(), QStringLiteral("Inter"));
    QCOMPARE(QFontInfo(theme.font(Theme::Type::Mono)).family(), QStringLiteral("JetBrains Mono"));
    QCOMPARE(QFontInfo(theme.font(Theme::Type::Title)).weight(), static_cast<int>(QFont::DemiBold));
}

void tst_Theme::everyIconIsThere()
{
    Theme theme;
    for (const char *name :
         {"database", "tag", "graduation-cap", "chart-spline", "package", "settings", "search",
          "circle-check", "circle-x", "triangle-alert", "message-circle-question-mark"}) {
        const QImage image = theme.pixmap(QString::fromLatin1(name), Token::Text, 16, 1).toImage();
        bool drawn = false;
        for (int y = 0; y < image.height() && !drawn; ++y)
            for (int x = 0; x < image.width() && !drawn; ++x)
                drawn = qAlpha(image.pixel(x, y)) > 128;
        QVERIFY2(drawn, name);
    }
}

void tst_Theme::chineseIsNeverBelowTwelvePixels()
{
    Theme theme;
    theme.setTextPercent(90);
    QVERIFY(theme.font(Theme::Type::Tick).pixelSize() < 12);
    theme.setChinese(true);
    QCOMPARE(theme.font(Theme::Type::Tick).pixelSize(), 12);
    QCOMPARE(theme.font(Theme::Type::Small).pixelSize(), 12);
}

QTEST_MAIN(tst_Theme)
#include "tst_theme.moc"
