#include "dataset/personal_numbers.h"

#include <QStringList>

#include <algorithm>
#include <initializer_list>
#include <optional>

namespace tunedesk
{

namespace
{
bool isDash(QChar c)
{
    return c == u'-' || c == QChar(0x2010) || c == QChar(0x2011) || c == QChar(0x2013);
}

bool isBlank(QChar c)
{
    return c == u' ' || c == QChar(0xA0) || c == QChar(0x3000);
}

/// Digits that stand together, parted from the next such group by one sign at most.
struct Group {
    qsizetype at = 0, end = 0; ///< letters of the text
    QString digits;            ///< as 0 to 9
    QString before;            ///< signs between the last group and this one
};

/// A run of groups with only one of - . blank ( ) between them, as "(415) 555-0132".
struct Run {
    std::vector<Group> groups;
    bool hasPlus = false;
    qsizetype at = 0; ///< of the plus or the first bracket, else of the first digit
};

bool isJoint(QStringView between)
{
    static constexpr QStringView kJoints[] = {u"-", u".", u" ", u") ", u")", u" (", u"(", u")-"};
    QString plain;
    for (const QChar c : between)
        plain += isDash(c) ? QChar(u'-') : isBlank(c) ? QChar(u' ') : c;
    return std::ranges::find(kJoints, QStringView(plain)) != std::end(kJoints);
}

Run runAt(QStringView text, qsizetype first)
{
    Run run;
    run.at = first;
    if (first > 0 && text[first - 1] == u'(')
        --run.at;
    if (run.at > 0 && text[run.at - 1] == u'+') {
        --run.at;
        run.hasPlus = true;
    }
    qsizetype at = first;
    qsizetype gap = first;
    while (at < text.size()) {
        Group group{at, at, {}, text.sliced(gap, at - gap).toString()};
        while (group.end < text.size() && digitOf(text[group.end]) >= 0)
            group.digits += QChar(u'0' + digitOf(text[group.end++]));
        run.groups.push_back(group);
        gap = group.end;
        at = gap;
        while (at < text.size() && at - gap < 3 && digitOf(text[at]) < 0)
            ++at;
        if (at >= text.size() || digitOf(text[at]) < 0 || !isJoint(text.sliced(gap, at - gap)))
            break;
    }
    return run;
}

bool passesLuhn(QStringView digits)
{
    int sum = 0;
    bool isDoubled = false;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
        int value = digit->unicode() - u'0';
        if (isDoubled)
            value = value > 4 ? 2 * value - 9 : 2 * value;
        sum += value;
        isDoubled = !isDoubled;
    }
    return sum % 10 == 0;
}

/// Whether an issuer gives out numbers that begin so and are that long (ISO/IEC 7812).
bool hasIssuer(QStringView digits)
{
    const int length = int(digits.size());
    const int two = digits.first(2).toInt(), three = digits.first(3).toInt();
    const int four = digits.first(4).toInt();
    if (digits.front() == u'4') // Visa
        return length == 13 || length == 16 || length == 19;
    if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) // Mastercard
        return length == 16;
    if (two == 34 || two == 37) // American Express
        return length == 15;
    if (two == 62) // UnionPay
        return length >= 16;
    if (four == 6011 || two == 65 || (three >= 644 && three <= 649)) // Discover
        return length >= 16;
    if (four >= 3528 && four <= 3589) // JCB
        return length >= 16;
    if (two == 36 || two == 38 || two == 39 || (three >= 300 && three <= 305)) // Diners
        return length >= 14;
    return false;
}

bool isCardGrouping(const std::vector<Group> &groups, std::size_t first, std::size_t end)
{
    std::vector<qsizetype> sizes;
    for (std::size_t i = first; i < end; ++i)
        sizes.push_back(groups[i].digits.size());
    if (sizes == std::vector<qsizetype>{4, 6, 5} || sizes == std::vector<qsizetype>{4, 6, 4})
        return true;
    return sizes.size() >= 4 &&
           std::all_of(sizes.begin(), sizes.end() - 1, [](qsizetype size) { return size == 4; });
}

/// Whether one blank, dash or dot stands between the groups, everywhere the same kind of sign.
bool isPartedPlainly(const std::vector<Group> &groups, std::size_t first, std::size_t end)
{
    const auto isOneSign = [](const Group &group) { return group.before.size() == 1; };
    const auto isDot = [](const Group &group) { return group.before[0] == u'.'; };
    const auto from = groups.begin() + std::ptrdiff_t(first) + 1;
    const auto to = groups.begin() + std::ptrdiff_t(end);
    return std::all_of(from, to, isOneSign) &&
           (std::none_of(from, to, isDot) ||
            (std::all_of(from, to, isDot) && isCardGrouping(groups, first, end)));
}

bool isCard(const std::vector<Group> &groups, std::size_t first, std::size_t end)
{
    QString digits;
    for (std::size_t i = first; i < end; ++i)
        digits += groups[i].digits;
    if (digits.size() < 13 || digits.size() > 19 || !isPartedPlainly(groups, first, end) ||
        !passesLuhn(digits))
        return false;
    const bool isOneDigit = digits.count(digits[0]) == digits.size(); // 0000 0000 0000 0000
    const bool isIssued = digits[0] >= u'2' && digits[0] <= u'6';
    if (end - first == 1)
        return hasIssuer(digits);
    return !isOneDigit && isIssued && (hasIssuer(digits) || isCardGrouping(groups, first, end));
}

/// Region, date of birth and check digit (GB 11643). @param last of the 18: a digit or X
bool isIdentity(QStringView digits, QChar last)
{
    static constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    static constexpr QStringView kCheck = u"10X98765432";
    int sum = 0;
    for (qsizetype i = 0; i < 17; ++i)
        sum += kWeights[i] * (digits[i].unicode() - u'0');
    const int region = digits.first(2).toInt();
    const int year = digits.sliced(6, 4).toInt(), month = digits.sliced(10, 2).toInt(),
              day = digits.sliced(12, 2).toInt();
    return kCheck[sum % 11] == last && region >= 11 && region <= 91 && year >= 1880 &&
           year <= 2099 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/// A word before plain digits that says that they are no phone number.
bool isNamedOtherwise(QStringView before)
{
    static constexpr QStringView kNames[] = {
        u"order",  u"ticket", u"tracking", u"invoice", u"reference", u"ref",  u"id",   u"booking",
        u"parcel", u"case",   u"sku",      u"serial",  u"订单",      u"单号", u"运单", u"编号",
        u"流水",   u"工单",   u"快递",     u"货号",    u"账号",      u"序号", u"卡号", u"学号",
        u"訂單",   u"單號",   u"運單",     u"編號",    u"工單",      u"快遞", u"貨號", u"帳號",
        u"賬號",   u"序號",   u"卡號",     u"學號"};
    static constexpr QStringView kPhones[] = {
        u"phone", u"tel",  u"mobile", u"call", u"cell", u"fax",  u"电话", u"手机", u"联系", u"致电",
        u"拨打",  u"热线", u"電話",   u"手機", u"聯繫", u"聯絡", u"致電", u"撥打", u"熱線"};
    // The last three words, without what stands between them and the number.
    QString near = before.last(std::min<qsizetype>(before.size(), 24)).toString().toLower();
    while (!near.isEmpty() && !near.back().isLetterOrNumber())
        near.chop(1);
    qsizetype from = near.size();
    for (int gaps = 0; from > 0 && gaps < 3; --from)
        gaps += !near[from - 1].isLetterOrNumber();
    near = near.sliced(from);
    for (const QStringView phone : kPhones)
        if (near.contains(phone))
            return false;
    const QStringList words = near.split(u' ', Qt::SkipEmptyParts);
    return std::ranges::any_of(kNames, [&](QStringView name) {
        return name[0].unicode() < 128 ? words.contains(name.toString()) : near.contains(name);
    });
}

/// Whether what stands directly before a number says that it is a phone's: “Phone: ”, “电话是”.
bool isNamedPhone(QStringView before)
{
    static constexpr QStringView kNames[] = {u"phone", u"telephone", u"tel",  u"mobile", u"cell",
                                             u"fax",   u"电话",      u"手机", u"電話",   u"手機"};
    static constexpr QStringView kBetween[] = {u"number", u"no", u"is",   u"号码", u"号",
                                               u"是",     u"为", u"號碼", u"號",   u"為"};
    QString near = before.last(std::min<qsizetype>(before.size(), 24)).toString().toLower();
    const auto endsWith = [&](QStringView word) {
        const qsizetype at = near.size() - word.size();
        return near.endsWith(word) &&
               (word[0].unicode() >= 128 || at == 0 || !isAsciiWord(near[at - 1]));
    };
    for (bool goesOn = true; goesOn;) {
        while (!near.isEmpty() && !near.back().isLetterOrNumber())
            near.chop(1);
        const auto between = std::ranges::find_if(kBetween, endsWith);
        goesOn = between != std::end(kBetween);
        if (goesOn)
            near.chop(between->size());
    }
    return std::ranges::any_of(kNames, endsWith);
}

/// A number that only its name makes a phone's: 7 to 15 digits, in groups with a slash at most
/// behind the first. @return where it ends; `first`: none
qsizetype namedPhoneEnd(QStringView text, qsizetype first)
{
    const Run head = runAt(text, first);
    std::vector<Group> groups = head.groups;
    if (const qsizetype end = groups.back().end; groups.size() == 1 && end + 1 < text.size() &&
                                                 text[end] == u'/' && digitOf(text[end + 1]) >= 0) {
        const Run tail = runAt(text, end + 1);
        groups.insert(groups.end(), tail.groups.begin(), tail.groups.end());
    }
    qsizetype digits = 0;
    for (const Group &group : groups)
        digits += group.digits.size();
    const qsizetype end = groups.back().end;
    const bool isDate = groups.size() >= 3 && groups[1].digits.size() <= 2 &&
                        (groups[0].digits.startsWith(u"20") || groups[0].digits.startsWith(u"19"));
    const bool goesOn =
        end < text.size() && (isAsciiLetter(text[end]) || text[end] == u'_' || text[end] == u'/');
    return digits >= 7 && digits <= 15 && groups.size() <= 6 && !isDate && !goesOn ? end : first;
}

bool isBetween(QChar c, char16_t from, char16_t to)
{
    return c >= from && c <= to;
}

/// 3-3-4 digits with area and exchange that may be.
bool isNorthAmerican(const std::vector<Group> &groups, std::size_t first)
{
    return first + 3 <= groups.size() && groups[first].digits.size() == 3 &&
           groups[first + 1].digits.size() == 3 && groups[first + 2].digits.size() == 4 &&
           groups[first].digits[0] >= u'2' && groups[first + 1].digits[0] >= u'2';
}

bool isChineseMobile(QStringView digits)
{
    return digits.size() == 11 && digits[0] == u'1' && isBetween(digits[1], u'3', u'9');
}

/// Area and number of a Chinese landline without a sign between them.
bool isPlainLandline(QStringView digits)
{
    if (digits.size() < 11 || digits.size() > 12 || digits[0] != u'0')
        return false;
    const bool isShortArea = digits[1] == u'1' || digits[1] == u'2'; // 010, 02x
    if (isShortArea)
        return digits.size() == 11 && isBetween(digits[3], u'2', u'8');
    return isBetween(digits[1], u'3', u'9') && isBetween(digits[4], u'2', u'8');
}

bool isCountry(QStringView digits)
{
    return digits == u"86" || digits == u"0086";
}

/// @return how many groups from `first` on are a phone number; 0: none
std::size_t phoneGroups(const Run &run, std::size_t first)
{
    const std::vector<Group> &groups = run.groups;
    const std::size_t left = groups.size() - first;
    const QString &digits = groups[first].digits;
    const auto sizes = [&](std::initializer_list<qsizetype> wanted) {
        std::size_t i = first;
        return left >= wanted.size() && std::all_of(wanted.begin(), wanted.end(), [&](qsizetype n) {
                   return groups[i++].digits.size() == n;
               });
    };
    if (run.hasPlus && first == 0) { // a country's number, 7 to 15 digits in all
        qsizetype all = 0;
        std::size_t count = 0;
        while (count < left && all + groups[count].digits.size() <= 15)
            all += groups[count++].digits.size();
        return all >= 7 && digits[0] != u'0' ? count : 0;
    }
    if (isCountry(digits) && left > 1) {
        Run rest;
        rest.groups.assign(groups.begin() + std::ptrdiff_t(first) + 1, groups.end());
        if (const std::size_t count = phoneGroups(rest, 0);
            count > 0 && rest.groups[0].digits[0] == u'1')
            return count + 1;
    }
    if (digits == u"1" && isNorthAmerican(groups, first + 1))
        return 4;
    if (isNorthAmerican(groups, first))
        return 3;
    const QString joined =
        left >= 3 ? digits + groups[first + 1].digits + groups[first + 2].digits : QString();
    if (sizes({3, 4, 4}) && isChineseMobile(joined))
        return 3;
    if (isChineseMobile(digits) || isPlainLandline(digits))
        return 1;
    if (digits.size() == 13 && digits.startsWith(u"86") && isChineseMobile(digits.sliced(2)))
        return 1;
    const bool isArea =
        (digits.size() == 3 || digits.size() == 4) && digits[0] == u'0' && digits[1] != u'0';
    // Of those with a dash some are made up, or lead to a switchboard.
    const bool hasDash =
        left >= 2 && groups[first + 1].before.size() == 1 && isDash(groups[first + 1].before[0]);
    if (isArea && left >= 2 &&
        isBetween(groups[first + 1].digits[0], hasDash ? u'1' : u'2', u'8') &&
        (groups[first + 1].digits.size() == 7 || groups[first + 1].digits.size() == 8))
        return 2;
    if (isArea && (sizes({digits.size(), 4, 4}) || sizes({digits.size(), 3, 4})) &&
        isBetween(groups[first + 1].digits[0], u'2', u'8'))
        return 3;
    return 0;
}

/// The card or phone number that begins at a group; moves `first` behind it.
std::optional<PersonalData> numberAt(QStringView text, const Run &run, std::size_t &first)
{
    const std::vector<Group> &groups = run.groups;
    const qsizetype at = first == 0 ? run.at : groups[first].at;
    const auto found = [&](PersonalKind kind, std::size_t count) {
        const qsizetype end = groups[first + count - 1].end;
        first += count;
        return PersonalData{kind, at, end - at};
    };
    for (std::size_t end = groups.size(); end > first; --end)
        if (isCard(groups, first, end))
            return found(PersonalKind::Card, end - first);
    const std::size_t count = phoneGroups(run, first);
    if (count == 0)
        return std::nullopt;
    // A longer number that goes on behind it is none.
    const std::size_t behind = first + count;
    if (behind < groups.size() && groups[behind].before.size() == 1 &&
        isDash(groups[behind].before[0]) && groups[behind].digits.size() > 4)
        return std::nullopt;
    const bool isPlain = count == 1 && !(run.hasPlus && first == 0);
    if (isPlain && isNamedOtherwise(text.first(at)))
        return std::nullopt;
    return found(PersonalKind::Phone, count);
}
} // namespace

qsizetype addNumbers(QStringView text, qsizetype first, std::vector<PersonalData> &all)
{
    const Run run = runAt(text, first);
    const Group &last = run.groups.back();
    const Group &head = run.groups.front();
    // Letters and signs that make it part of a name: A13800138000, #138…, 3.14.
    const QChar before = run.at > 0 ? text[run.at - 1] : QChar(u' ');
    const bool isPart = isAsciiLetter(before) || before == u'_' || before == u'#' ||
                        before == u'/' || before == u'=' || isDash(before) || before == u'.';
    if (head.digits.size() >= 17 && !isPart) {
        const bool hasX = head.digits.size() == 17 && head.end < text.size() &&
                          (text[head.end] == u'X' || text[head.end] == u'x');
        const qsizetype end = head.end + hasX;
        const bool isAlone = end >= text.size() || !isAsciiWord(text[end]);
        if (isAlone && (hasX || head.digits.size() == 18) &&
            isIdentity(head.digits, hasX ? QChar(u'X') : head.digits.back())) {
            all.push_back({PersonalKind::Identity, head.at, end - head.at});
            return end;
        }
    }
    if (isNamedPhone(text.first(run.at)))
        if (const qsizetype end = namedPhoneEnd(text, first); end > first) {
            all.push_back({PersonalKind::Phone, run.at, end - run.at});
            return end;
        }
    const bool goesOn =
        last.end < text.size() && (isAsciiLetter(text[last.end]) || text[last.end] == u'_');
    for (std::size_t group = 0; group < run.groups.size();) {
        const std::size_t from = group;
        std::optional<PersonalData> number;
        if (!(isPart && from == 0))
            number = numberAt(text, run, group);
        if (number && !(goesOn && group == run.groups.size()))
            all.push_back(*number);
        else
            group = from + 1;
    }
    return last.end;
}

} // namespace tunedesk
