#include "dataset/comparable_text.h"

#include <QChar>

#include <algorithm>
#include <array>

namespace tunedesk
{

namespace
{
constexpr char16_t kTextsPart = u'\x1e'; ///< between conversation and reply
constexpr int kShingleWidth = 5;
constexpr int kWide = 2; ///< of a letter that is a syllable or a word

/// Han and kana, which no blanks part.
bool isUnspaced(char32_t c)
{
    return (c >= 0x2E80 && c <= 0xA4CF && c != 0x3000) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x20000 && c <= 0x3FFFF);
}

int widthOf(char32_t c)
{
    return isUnspaced(c) || (c >= 0xAC00 && c <= 0xD7AF) ? kWide : 1;
}

enum class Kind { Blank, Nothing, Letter };

Kind kindOf(char32_t c)
{
    if (c >= 0xFE00 && c <= 0xFE0F) // which look a picture has
        return Kind::Nothing;
    switch (QChar::category(c)) {
    case QChar::Letter_Uppercase:
    case QChar::Letter_Lowercase:
    case QChar::Letter_Titlecase:
    case QChar::Letter_Modifier:
    case QChar::Letter_Other:
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
    case QChar::Mark_Enclosing:
    case QChar::Number_DecimalDigit:
    case QChar::Number_Letter:
    case QChar::Number_Other:
    case QChar::Symbol_Other:
        return Kind::Letter;
    case QChar::Other_Format: // joiners and marks of direction, which nobody sees
        return Kind::Nothing;
    default:
        return Kind::Blank;
    }
}

/// '\0': nothing, ' ': a blank, else the folded letter.
constexpr std::array<char16_t, 128> kAscii = [] {
    std::array<char16_t, 128> table{};
    for (char16_t c = 0; c < 128; ++c) {
        const bool isUpper = c >= u'A' && c <= u'Z';
        const bool isKept = isUpper || (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
        table[c] = isUpper ? char16_t(c + 32) : isKept ? c : u' ';
    }
    return table;
}();

char32_t halfWidth(char32_t c)
{
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

/// The character at `at`; moves `at` behind it. Half of a pair by itself is one too.
char32_t next(QStringView text, qsizetype &at)
{
    const char16_t unit = text[at++].unicode();
    if (QChar::isHighSurrogate(unit) && at < text.size() && text[at].isLowSurrogate())
        return QChar::surrogateToUcs4(unit, text[at++].unicode());
    return unit;
}

/// Appends what can be compared. @return whether there was anything
bool appendComparable(QString &out, QStringView text)
{
    const qsizetype from = out.size();
    bool isBlank = false;
    char32_t last = 0;
    for (qsizetype at = 0; at < text.size();) {
        char32_t c = halfWidth(next(text, at));
        if (c < 128) {
            c = kAscii[c];
        } else {
            const Kind kind = kindOf(c);
            if (kind == Kind::Nothing)
                continue;
            c = kind == Kind::Blank ? U' ' : QChar::toCaseFolded(c);
        }
        if (c == U' ') {
            isBlank = true;
            continue;
        }
        if (isBlank && last != 0 && !isUnspaced(last) && !isUnspaced(c))
            out += QLatin1Char(' ');
        isBlank = false;
        last = c;
        if (QChar::requiresSurrogates(c)) {
            out += QChar(QChar::highSurrogate(c));
            out += QChar(QChar::lowSurrogate(c));
        } else {
            out += QChar(char16_t(c));
        }
    }
    return out.size() > from;
}

void appendText(QString &out, QStringView text)
{
    if (!appendComparable(out, text))
        out += text.trimmed();
}

/// splitmix64's finisher: every bit of the answer hangs on every bit of the number.
quint64 mixed(quint64 number)
{
    number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9ULL;
    number = (number ^ (number >> 27)) * 0x94d049bb133111ebULL;
    return number ^ (number >> 31);
}
} // namespace

QString comparableText(QStringView text)
{
    QString out;
    out.reserve(text.size());
    appendText(out, text);
    return out;
}

bool saysSomething(QStringView text)
{
    QString out;
    return appendComparable(out, text);
}

QString comparableConversation(QStringView context, QStringView question)
{
    QString out;
    out.reserve(context.size() + question.size() + 1);
    if (appendComparable(out, context))
        out += QLatin1Char(' ');
    appendText(out, question);
    return out;
}

QString comparablePair(QStringView context, QStringView question, QStringView reply)
{
    QString out = comparableConversation(context, question);
    out.reserve(out.size() + reply.size() + 1);
    out += QChar(kTextsPart);
    appendText(out, reply);
    return out;
}

quint64 textHash(QStringView text)
{
    quint64 hash = mixed(quint64(text.size()) + 1);
    for (const QChar c : text)
        hash = (hash ^ c.unicode()) * 0x100000001b3ULL + (hash >> 47);
    return mixed(hash);
}

void shinglesOf(QStringView comparable, std::vector<quint64> &shingles)
{
    shingles.clear();
    thread_local std::vector<char32_t> letters;
    letters.clear();
    for (qsizetype at = 0; at < comparable.size();)
        letters.push_back(next(comparable, at));
    const auto hashOf = [](auto from, auto end) {
        quint64 hash = 0x9e3779b97f4a7c15ULL;
        for (; from != end; ++from)
            hash = (hash ^ *from) * 0xff51afd7ed558ccdULL + (hash >> 32);
        return mixed(hash);
    };
    for (std::size_t first = 0; first < letters.size(); ++first) {
        int width = 0;
        std::size_t end = first;
        while (end < letters.size() && width < kShingleWidth)
            width += widthOf(letters[end++]);
        if (width < kShingleWidth)
            break;
        shingles.push_back(
            hashOf(letters.begin() + std::ptrdiff_t(first), letters.begin() + std::ptrdiff_t(end)));
    }
    if (shingles.empty())
        shingles.push_back(hashOf(letters.begin(), letters.end()));
}

void makeSet(std::vector<quint64> &shingles)
{
    std::sort(shingles.begin(), shingles.end());
    shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
}

double jaccard(const std::vector<quint64> &a, const std::vector<quint64> &b)
{
    std::size_t common = 0;
    for (auto left = a.begin(), right = b.begin(); left != a.end() && right != b.end();) {
        if (*left < *right) {
            ++left;
        } else if (*right < *left) {
            ++right;
        } else {
            ++common;
            ++left;
            ++right;
        }
    }
    const std::size_t all = a.size() + b.size() - common;
    return all == 0 ? 1 : double(common) / double(all);
}

} // namespace tunedesk
