#include "dataset/pair_id.h"

#include <algorithm>

namespace tunedesk
{

QString exportedId(const QString &identity, qint64 pair)
{
    return QStringLiteral("p%1-%2").arg(identity).arg(pair);
}

bool isExportedId(const QString &text)
{
    constexpr qsizetype kDigits = 12; // of an identity
    const QString identity = text.trimmed().mid(1, kDigits);
    const bool isIdentity = std::all_of(identity.begin(), identity.end(), [](QChar digit) {
        return (digit >= u'0' && digit <= u'9') || (digit >= u'a' && digit <= u'f');
    });
    return isIdentity && identity.size() == kDigits && pairOfExportedId(text, identity);
}

std::optional<qint64> pairOfExportedId(const QString &text, const QString &identity)
{
    const QString id = text.trimmed();
    const qsizetype dash = id.indexOf(QLatin1Char('-'));
    const bool isOurs = !identity.isEmpty() && dash == 1 + identity.size() &&
                        id.front() == QLatin1Char('p') && id.mid(1, identity.size()) == identity;
    if (!isOurs)
        return std::nullopt;
    bool isNumber = false;
    const qint64 pair = id.mid(dash + 1).toLongLong(&isNumber);
    // "+7" and "007" are numbers too, but none that was written.
    const bool isAsWritten = isNumber && pair > 0 && exportedId(identity, pair) == id;
    return isAsWritten ? std::optional(pair) : std::nullopt;
}

} // namespace tunedesk
