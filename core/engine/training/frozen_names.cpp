#include "engine/training/frozen_names.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(FrozenNames)
};

constexpr qsizetype kShownParts = 16;

/// "bert.encoder.layer.0.attention.self.query.weight" → "bert.encoder.layer.0"; what has no number
/// goes without its last word, the kind of the parameter.
QString partOf(const QString &name)
{
    const QStringList words = name.split(QLatin1Char('.'));
    for (qsizetype i = 0; i + 1 < words.size(); ++i) {
        bool isNumber = false;
        words[i].toInt(&isNumber);
        if (isNumber)
            return words.mid(0, i + 1).join(QLatin1Char('.'));
    }
    return words.mid(0, std::max<qsizetype>(1, words.size() - 1)).join(QLatin1Char('.'));
}

QString partsOf(const std::vector<std::string> &names)
{
    QStringList parts;
    for (const std::string &name : names)
        if (const QString part = partOf(QString::fromStdString(name)); !parts.contains(part))
            parts << part;
    if (parts.size() > kShownParts) {
        const QStringList last = parts.mid(parts.size() - kShownParts / 2);
        parts = parts.mid(0, kShownParts / 2) + QStringList{QStringLiteral("…")} + last;
    }
    return parts.join(QStringLiteral(", "));
}
} // namespace

Result<std::set<std::string>> parametersNamed(const QString &patterns,
                                              const std::vector<std::string> &names)
{
    static const QRegularExpression between(QStringLiteral("[,;\\s]+"));
    std::set<std::string> found;
    for (const QString &pattern : patterns.split(between, Qt::SkipEmptyParts)) {
        QString expression = QRegularExpression::escape(pattern);
        expression.replace(QStringLiteral("\\*"), QStringLiteral(".*"));
        expression.replace(QStringLiteral("\\?"), QStringLiteral("."));
        expression += QStringLiteral("(\\..*)?");
        const QRegularExpression whole(QRegularExpression::anchoredPattern(expression));
        bool isKnown = false;
        for (const std::string &name : names)
            if (whole.match(QString::fromStdString(name)).hasMatch()) {
                found.insert(name);
                isKnown = true;
            }
        if (!isKnown)
            return Error{
                ErrorKind::Input, Text::tr("“%1” names nothing in this model.").arg(pattern),
                QStringLiteral("freeze"),
                Text::tr("Its parts are: %1. * stands for any letters.").arg(partsOf(names))};
    }
    return found;
}

} // namespace tunedesk
