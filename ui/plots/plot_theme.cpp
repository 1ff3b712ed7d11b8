#include "plots/plot_theme.h"

#include "plots/qcp.h"
#include "shell/theme.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <cmath>

namespace tunedesk
{

PlotTheme PlotTheme::of(const Theme &theme)
{
    PlotTheme plot;
    plot.base = theme.color(Token::Base);
    plot.raised = theme.color(Token::Raised);
    plot.grid = theme.color(Token::Grid);
    plot.control = theme.color(Token::Control);
    plot.text = theme.color(Token::Text);
    plot.text2 = theme.color(Token::Text2);
    plot.text3 = theme.color(Token::Text3);
    plot.accent = theme.color(Token::Accent);
    plot.warn = theme.color(Token::Warn);
    plot.tick = theme.font(Theme::Type::Tick);
    plot.body = theme.font(Theme::Type::Small);
    plot.strong = theme.font(Theme::Type::BodyMedium);
    plot.mono = theme.font(Theme::Type::Mono);
    plot.scale = theme.textPercent() / 100.0;
    plot.runPen = [&theme](int slot, qreal width) { return theme.runPen(slot, width); };
    return plot;
}

PlotTheme PlotTheme::ofPaper(const Theme &theme)
{
    PlotTheme plot = of(theme);
    QFile file(QStringLiteral(":/tunedesk/theme/tokens.json"));
    if (!theme.isDark() || !file.open(QIODevice::ReadOnly))
        return plot;
    const QJsonObject tokens = QJsonDocument::fromJson(file.readAll()).object();
    const QJsonObject light = tokens[u"light"].toObject();
    const QJsonArray runs = tokens[u"runs"].toObject()[u"light"].toArray();
    const auto color = [&light](const char *name) {
        return QColor(light[QLatin1StringView(name)].toString());
    };
    plot.base = color("base");
    plot.raised = color("raised");
    plot.grid = color("grid");
    plot.control = color("control");
    plot.text = color("text");
    plot.text2 = color("text2");
    plot.text3 = color("text3");
    plot.accent = color("accent");
    plot.warn = color("warn");
    plot.runPen = [&theme, runs](int slot, qreal width) {
        QPen pen = theme.runPen(slot, width);
        if (!runs.isEmpty())
            pen.setColor(QColor(runs[(std::max(slot, 1) - 1) % runs.size()].toString()));
        return pen;
    };
    return plot;
}

void PlotTheme::style(QCustomPlot &plot) const
{
    plot.setBackground(QBrush(base));
    plot.axisRect()->setBackground(Qt::NoBrush);
    for (QCPAxis *axis : {plot.xAxis, plot.yAxis}) {
        axis->setTickLabelFont(tick);
        axis->setTickLabelColor(text3);
        axis->setTickPen(Qt::NoPen);
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLength(0);
        axis->setSubTicks(false);
        axis->setBasePen(axis == plot.xAxis ? QPen(control, 1) : QPen(Qt::NoPen));
        axis->grid()->setPen(QPen(grid, 1));
        axis->grid()->setZeroLinePen(Qt::NoPen);
        axis->grid()->setSubGridVisible(false);
        axis->grid()->setAntialiased(false);
    }
    plot.xAxis->setTickLabelPadding(px(5));
    plot.yAxis->setTickLabelPadding(px(7));
}

QString learningRateText(double value)
{
    if (value == 0 || !std::isfinite(value))
        return QLocale().toString(0);
    int exponent = static_cast<int>(std::floor(std::log10(std::abs(value)) + 1e-9));
    double mantissa = value / std::pow(10.0, exponent);
    if (std::abs(mantissa) >= 9.95) {
        mantissa /= 10;
        ++exponent;
    }
    const bool whole = std::abs(mantissa - std::round(mantissa)) < 0.05;
    return QStringLiteral("%1e%2")
        .arg(QLocale().toString(mantissa, 'f', whole ? 0 : 1))
        .arg(exponent);
}

QString plotTimeText(double seconds)
{
    const qint64 all = std::llround(std::max(0.0, seconds));
    const auto two = [](qint64 n) { return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0')); };
    if (all < 3600)
        return QStringLiteral("%1:%2").arg(all / 60).arg(two(all % 60));
    return QStringLiteral("%1:%2:%3").arg(all / 3600).arg(two(all / 60 % 60), two(all % 60));
}

QString plotValueText(double value, ValueFormat format)
{
    if (!std::isfinite(value))
        return QStringLiteral("–");
    switch (format) {
    case ValueFormat::Score:
    case ValueFormat::Loss:
        return QLocale().toString(value, 'f', 3);
    case ValueFormat::Rate:
        return learningRateText(value);
    case ValueFormat::Count:
        return QLocale().toString(value, 'f', std::abs(value) < 10 ? 1 : 0);
    }
    Q_UNREACHABLE();
}

} // namespace tunedesk
