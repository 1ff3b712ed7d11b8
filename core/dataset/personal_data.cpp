#include "dataset/personal_data.h"

#include "dataset/personal_numbers.h"

#include <algorithm>
#include <optional>

namespace tunedesk
{

namespace
{
bool isLocalPart(QChar c)
{
    return isAsciiWord(c) || c == u'.' || c == u'_' || c == u'%' || c == u'+' || c == u'-';
}

/// The address around an @, or nothing.
std::optional<PersonalData> addressAt(QStringView text, qsizetype at, qsizetype from)
{
    qsizetype begin = at;
    while (begin > from && isLocalPart(text[begin - 1]))
        --begin;
    while (begin < at && !isAsciiWord(text[begin]))
        ++begin;
    qsizetype end = at + 1, dot = -1;
    while (end < text.size() && (isAsciiWord(text[end]) || text[end] == u'-' ||
                                 (text[end] == u'.' && end + 1 < text.size() &&
                                  isAsciiWord(text[end + 1]) && text[end - 1] != u'@'))) {
        if (text[end] == u'.')
            dot = end;
        ++end;
    }
    const bool isTop = dot > at + 1 && end - dot > 2 &&
                       std::all_of(text.begin() + dot + 1, text.begin() + end, isAsciiLetter);
    if (begin == at || !isTop)
        return std::nullopt;
    return PersonalData{PersonalKind::Email, begin, end - begin};
}

/// Full-width letters, digits and the signs of addresses and numbers in ASCII; as long as before.
QString withoutFullWidth(QStringView text)
{
    constexpr int kToAscii = 0xFF01 - u'!';
    QString plain = text.toString();
    for (QChar &c : plain) {
        const char16_t ascii = char16_t(c.unicode() - kToAscii);
        if (c.unicode() >= 0xFF01 && c.unicode() <= 0xFF5E &&
            (isAsciiWord(ascii) || QStringView(u"@.-_+()").contains(QChar(ascii))))
            c = ascii;
    }
    return plain;
}

/// Whether there may be anything at all: an @, or seven digits.
bool mayHold(QStringView text)
{
    int digits = 0;
    for (const QChar c : text) {
        if (c == u'@' || c == QChar(0xFF20))
            return true;
        if ((c.unicode() <= u'9' || c.unicode() >= 0xFF10) && digitOf(c) >= 0 && ++digits == 7)
            return true;
    }
    return false;
}
} // namespace

QString personalKindName(PersonalKind kind)
{
    switch (kind) {
    case PersonalKind::Card:
        return QStringLiteral("card");
    case PersonalKind::Phone:
        return QStringLiteral("phone");
    case PersonalKind::Email:
        return QStringLiteral("email");
    case PersonalKind::Identity:
        return QStringLiteral("id");
    }
    Q_UNREACHABLE();
}

QString personalMask(PersonalKind kind)
{
    return QLatin1Char('[') + personalKindName(kind) + QLatin1Char(']');
}

std::vector<PersonalData> findPersonalData(QStringView original)
{
    std::vector<PersonalData> all;
    if (!mayHold(original))
        return all;
    const QString plain = withoutFullWidth(original);
    const QStringView text(plain);
    // Addresses first: digits inside one are part of it.
    for (qsizetype at = text.indexOf(u'@'); at >= 0; at = text.indexOf(u'@', at + 1)) {
        const qsizetype from = all.empty() ? 0 : all.back().at + all.back().length;
        if (auto address = addressAt(text, at, from))
            all.push_back(*address);
    }
    const std::vector<PersonalData> addresses = all;
    auto address = addresses.begin();
    for (qsizetype at = 0; at < text.size();) {
        while (address != addresses.end() && address->at + address->length <= at)
            ++address;
        if (address != addresses.end() && at >= address->at) {
            at = address->at + address->length;
            continue;
        }
        if (digitOf(text[at]) < 0) {
            ++at;
            continue;
        }
        // A run ends where an address begins, so that neither takes letters of the other.
        const qsizetype end = address != addresses.end() ? address->at : text.size();
        at = std::max(at + 1, addNumbers(text.first(end), at, all));
    }
    std::ranges::sort(all, {}, &PersonalData::at);
    return all;
}

PersonalCounts personalDataOf(const DialoguePair &pair)
{
    PersonalCounts counts{};
    const auto count = [&](const QString &text) {
        for (const PersonalData &found : findPersonalData(text))
            ++counts[std::size_t(found.kind)];
    };
    for (const QString *text : {&pair.question, &pair.reply, &pair.context, &pair.note})
        count(*text);
    for (const Label &answer : pair.answers)
        count(answer.note);
    return counts;
}

namespace
{
/// Adds what was masked to `counts`.
void mask(QString &text, PersonalCounts &counts)
{
    // A mask may be the name of what stands behind it, as in “[phone] / 0044 20 7946 0958”.
    for (auto all = findPersonalData(text); !all.empty(); all = findPersonalData(text)) {
        QString masked;
        qsizetype from = 0;
        for (const PersonalData &found : all) {
            masked += QStringView(text).sliced(from, found.at - from);
            masked += personalMask(found.kind);
            from = found.at + found.length;
            ++counts[std::size_t(found.kind)];
        }
        masked += QStringView(text).sliced(from);
        text = masked;
    }
}
} // namespace

QString withoutPersonalData(const QString &text)
{
    QString masked = text;
    PersonalCounts counts{};
    mask(masked, counts);
    return masked;
}

PersonalCounts maskPersonalData(DialoguePair &pair)
{
    PersonalCounts counts{};
    for (QString *text : {&pair.question, &pair.reply, &pair.context, &pair.note})
        mask(*text, counts);
    for (Label &answer : pair.answers)
        mask(answer.note, counts);
    return counts;
}

} // namespace tunedesk
