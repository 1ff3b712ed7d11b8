#include "dataset/pair_id.h"

#include "base/sha256.h"

#include <algorithm>

namespace tunedesk
{

namespace
{
constexpr qsizetype kIdentityDigits = 12, kCheckDigits = 6;

bool isHexadecimal(QStringView text, qsizetype digits)
{
    return text.size() == digits && std::all_of(text.begin(), text.end(), [](QChar digit) {
               return (digit >= u'0' && digit <= u'9') || (digit >= u'a' && digit <= u'f');
           });
}

QString withoutCheck(const QString &identity, qint64 pair)
{
    return QStringLiteral("p%1-%2").arg(identity).arg(pair);
}
} // namespace

QString textCheck(const DialoguePair &pair)
{
    Sha256 sum;
    for (const QString &text : {pair.context, pair.question, pair.reply}) {
        const QByteArray bytes = text.trimmed().toUtf8();
        sum.add(QByteArray::number(bytes.size()) + ':');
        sum.add(bytes);
    }
    return QString::fromLatin1(sum.result().toHex().left(kCheckDigits));
}

QString exportedId(const QString &identity, const DialoguePair &pair)
{
    return withoutCheck(identity, pair.id) + QLatin1Char('-') + textCheck(pair);
}

bool isExportedId(const QString &text)
{
    const QString identity = text.trimmed().mid(1, kIdentityDigits);
    return isHexadecimal(identity, kIdentityDigits) && readExportedId(text, identity);
}

std::optional<ExportedId> readExportedId(const QString &text, const QString &identity)
{
    const QString id = text.trimmed();
    const QString head = QLatin1Char('p') + identity + QLatin1Char('-');
    if (identity.isEmpty() || !id.startsWith(head))
        return std::nullopt;
    const qsizetype dash = id.indexOf(QLatin1Char('-'), head.size());
    const QString number = dash < 0 ? id : id.left(dash);
    bool isNumber = false;
    ExportedId read;
    read.pair = number.mid(head.size()).toLongLong(&isNumber);
    // "+7" and "007" are numbers too, but none that was written.
    if (!isNumber || read.pair <= 0 || withoutCheck(identity, read.pair) != number)
        return std::nullopt;
    if (dash >= 0) {
        read.check = id.mid(dash + 1);
        if (!isHexadecimal(read.check, kCheckDigits))
            return std::nullopt;
    }
    return read;
}

} // namespace tunedesk
