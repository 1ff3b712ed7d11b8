#include "dataset/text_file.h"

#include <QStringList>

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace tunedesk
{

namespace
{
constexpr int kSureConfidence = 80; ///< of ICU's 0 to 100, and this far ahead of the next:
constexpr int kSureLead = 10;

/// UTF-16 without a mark: every other byte of Latin text is NUL; of Chinese text line breaks and
/// digits are.
QString utf16ByNul(QByteArrayView bytes)
{
    qsizetype even = 0, odd = 0;
    const qsizetype size = std::min<qsizetype>(bytes.size(), 4096);
    for (qsizetype i = 0; i < size; ++i)
        if (bytes[i] == '\0')
            ++(i % 2 == 0 ? even : odd);
    if (even + odd == 0 || std::max(even, odd) < 3 * std::min(even, odd) + 2)
        return {};
    return odd > even ? QStringLiteral("UTF-16LE") : QStringLiteral("UTF-16BE");
}

struct Trial {
    LetterCount count;
    bool isWide = false;     ///< some letters are several bytes
    bool hasPrivate = false; ///< letters that Unicode leaves to private use
    QString text;
};

/// None: no such encoding.
std::optional<Trial> trial(const QString &encoding, QByteArrayView bytes)
{
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(
        ucnv_open(encoding.toUtf8().constData(), &status), &ucnv_close);
    if (U_FAILURE(status))
        return std::nullopt;
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                        &status);
    std::vector<UChar> letters(static_cast<std::size_t>(bytes.size()) + 1);
    UChar *to = letters.data();
    const char *from = bytes.data();
    Trial made{.isWide = ucnv_getMaxCharSize(converter.get()) > 1};
    do {
        status = U_ZERO_ERROR;
        ucnv_toUnicode(converter.get(), &to, letters.data() + letters.size(), &from,
                       bytes.data() + bytes.size(), nullptr,
                       /*flush: the last letter may be cut*/ false, &status);
        made.count.broken += U_FAILURE(status);
    } while (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR);
    made.count.letters =
        std::count_if(letters.data(), to, [](UChar letter) { return letter >= 0x80; });
    made.text = QString(reinterpret_cast<const QChar *>(letters.data()), to - letters.data());
    made.hasPrivate = std::any_of(letters.data(), to,
                                  [](UChar letter) { return letter >= 0xe000 && letter < 0xf900; });
    return made;
}

/// @param allowsFew broken places, as TextFile leaves them out
bool fits(const QString &encoding, QByteArrayView bytes, bool allowsFew = false)
{
    const auto made = trial(encoding, bytes);
    return made && (made->count.broken == 0 ||
                    (allowsFew && made->isWide && made->count.isSure(/*isUtf8*/ false)));
}

/// Hong Kong's signs of Cantonese stand where Big5 has none.
bool isOfHongKong(QByteArrayView bytes)
{
    const auto plain = trial(QStringLiteral("Big5"), bytes);
    const auto wide = trial(QStringLiteral("Big5-HKSCS"), bytes);
    return plain && wide && (plain->hasPrivate || plain->count.broken > wide->count.broken) &&
           !wide->hasPrivate && wide->count.broken == 0;
}

/// An encoding of ASCII bytes alone, by the signs that lead to its letters; empty: none.
QString escapedEncoding(QByteArrayView bytes)
{
    for (const auto &[escape, name] : {std::pair("\x1b$B", "ISO-2022-JP"),
                                       {"\x1b$@", "ISO-2022-JP"},
                                       {"\x1b$(D", "ISO-2022-JP-1"},
                                       {"\x1b$)C", "ISO-2022-KR"}})
        if (bytes.contains(QByteArrayView(escape)) && fits(QLatin1String(name), bytes))
            return QLatin1String(name);
    // Those of HZ may stand in a text by themselves, but not round two bytes a letter.
    int runs = 0;
    for (qsizetype at = bytes.indexOf("~{"); at >= 0; at = bytes.indexOf("~{", at)) {
        const qsizetype end = bytes.indexOf("~}", at);
        const QByteArrayView run = bytes.sliced(at + 2, std::max<qsizetype>(0, end - at - 2));
        bool areLetters = run.size() > 0 && run.size() % 2 == 0;
        for (qsizetype i = 0; areLetters && i < run.size(); ++i) // GB 2312 ends in row 0x77
            areLetters = run[i] > 0x20 && run[i] <= (i % 2 == 0 ? 0x77 : 0x7e);
        if (end < 0)
            break;
        if (!areLetters)
            return {};
        ++runs;
        at = end;
    }
    return runs > 1 && fits(QStringLiteral("HZ"), bytes) ? QStringLiteral("HZ") : QString();
}

/// Bytes that are letters and quotes in the encodings of Windows, and control characters in those
/// of ISO 8859, which no table has.
bool hasControls(QByteArrayView bytes)
{
    return std::any_of(bytes.begin(), bytes.end(),
                       [](char byte) { return uchar(byte) >= 0x80 && uchar(byte) < 0xa0; });
}

/// ICU's name of what it found, where a wider encoding holds all of it; empty: it can't be.
QString widest(const QString &name, QByteArrayView bytes, bool hasControls)
{
    if (name == QLatin1String("Big5") && isOfHongKong(bytes))
        return QStringLiteral("Big5-HKSCS");
    if (name == QLatin1String("GB2312") || name == QLatin1String("GBK"))
        return QStringLiteral("GB18030");
    if (name == QLatin1String("ISO-8859-1"))
        return QStringLiteral("windows-1252");
    if (name.startsWith(QLatin1String("ISO-8859-8")))
        return QStringLiteral("windows-1255");
    if (name == QLatin1String("ISO-8859-9"))
        return QStringLiteral("windows-1254");
    if (!hasControls || !name.startsWith(QLatin1String("ISO-8859-")))
        return name;
    // The others have some letters at other places.
    return name == QLatin1String("ISO-8859-2")   ? QStringLiteral("windows-1250")
           : name == QLatin1String("ISO-8859-7") ? QStringLiteral("windows-1253")
                                                 : QString();
}

/// Offers `encoding` behind `before` where that is offered.
void offerBehind(EncodingGuess &guess, const QString &before, const QString &encoding)
{
    const qsizetype at = guess.name == before ? 0 : guess.others.indexOf(before) + 1;
    if (guess.name != encoding && !guess.others.contains(encoding) &&
        (at > 0 || guess.name == before))
        guess.others.insert(at, encoding);
}

/// Whether a sign of windows-1250 that is a letter of ISO 8859-2 (ą, ś, ź) stands within a word.
bool hasLettersOfLatin2(QByteArrayView bytes)
{
    const auto isLetter = [&](qsizetype at) {
        const char byte = at >= 0 && at < bytes.size() ? bytes[at] : '\0';
        return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    };
    for (qsizetype i = 0; i < bytes.size(); ++i)
        if (QByteArrayView("\xa1\xa6\xac\xb1\xb6").contains(bytes[i]) &&
            (isLetter(i - 1) || isLetter(i + 1)))
            return true;
    return false;
}

bool isLatin(const QString &encoding)
{
    return QStringList{QStringLiteral("windows-1250"), QStringLiteral("windows-1252"),
                       QStringLiteral("windows-1254"), QStringLiteral("ISO-8859-2"),
                       QStringLiteral("macintosh")}
        .contains(encoding);
}

/// Whether all of a Latin text's signs stand where they do in writing: two bytes of a Chinese
/// letter are two signs at odd places. "¨C" is a dash of GBK, "Àî" a name.
bool readsAsLatin(QStringView text)
{
    const auto at = [&](qsizetype i) { return i >= 0 && i < text.size() ? text[i] : QChar(u' '); };
    const auto isAscii = [](QChar c) { return c.unicode() < 0x80; };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar sign = text[i], before = at(i - 1), next = at(i + 1);
        if (isAscii(sign))
            continue;
        bool isAtHome = false;
        switch (sign.unicode()) {
        case u'«':
        case u'¡':
        case u'¿': // they open what follows
            isAtHome = !before.isLetterOrNumber() &&
                       ((isAscii(next) && !next.isPunct()) || isAscii(at(i + 2)));
            break;
        case u'»':
            isAtHome = isAscii(next) && !next.isLetterOrNumber();
            break;
        case u'°':
        case u'º':
        case u'ª':
        case u'²':
        case u'³':
        case u'½':
        case u'¼':
        case u'¾':
            isAtHome = isAscii(next) && isAscii(before) &&
                       (before.isLetterOrNumber() || (before.isSpace() && next.isSpace()));
            break;
        case u'£':
        case u'§':
        case u'©':
        case u'®':
        case u'±':
        case u'×':
        case u'·':
            isAtHome = isAscii(before) && isAscii(next) && (next.isDigit() || next.isSpace());
            break;
        case 0xa0: // no-break space
            isAtHome = true;
            break;
        default:
            // Those of Windows (“”, –, …, €) are no halves of GB 2312's letters.
            isAtHome = sign.unicode() > 0xff && !sign.isLetter();
            if (sign.isLetter()) { // a word by itself, or several within one
                qsizetype end = i + 1;
                while (!isAscii(at(end)) && at(end).isLetter())
                    ++end;
                isAtHome =
                    (isAscii(before) && end == i + 1) || before.isLetter() || at(end).isLetter();
                i = end - 1;
            }
        }
        if (!isAtHome)
            return false;
    }
    return true;
}

/// Whether a text in an encoding of several bytes a letter is in its language: GB 2312's bytes are
/// Korean and Japanese ones too, but not Hangul or kana.
bool readsAsItsLanguage(const QString &encoding, QStringView text)
{
    const bool isKorean = encoding == QLatin1String("EUC-KR");
    const bool isJapanese =
        encoding == QLatin1String("EUC-JP") || encoding == QLatin1String("Shift_JIS");
    if (!isKorean && !isJapanese)
        return true;
    qsizetype own = 0, han = 0;
    for (const QChar letter : text) {
        const QChar::Script script = letter.script();
        own += isKorean ? script == QChar::Script_Hangul
                        : script == QChar::Script_Hiragana || script == QChar::Script_Katakana;
        han += script == QChar::Script_Han;
    }
    return isKorean ? own >= 9 * han : 5 * own >= han;
}

/// Encodings that a person has to choose from where the bytes may be in any of them.
void doubt(EncodingGuess &guess, QByteArrayView beginning)
{
    const auto made = trial(guess.name, beginning);
    QStringList wide;
    for (const char *name : {"GB18030", "Big5", "Shift_JIS", "EUC-KR"})
        if (const QString other = QLatin1String(name);
            other != guess.name && fits(other, beginning))
            wide << other;
    if (!made || wide.isEmpty())
        return;
    const bool isItself = made->isWide ? readsAsItsLanguage(guess.name, made->text)
                                       : !isLatin(guess.name) || readsAsLatin(made->text);
    guess.isSure = guess.isSure && isItself;
    if (guess.isSure)
        return;
    // What it may rather be stands first; few letters of one are letters of the others, too.
    const bool areLikelier = !isItself || made->isWide;
    for (const QString &name : wide)
        if (areLikelier)
            guess.others.removeOne(name);
    qsizetype at = areLikelier ? 0 : guess.others.size();
    for (const QString &name : wide)
        if (!guess.others.contains(name) &&
            !(name == QLatin1String("Big5") && guess.others.contains(QLatin1String("Big5-HKSCS"))))
            guess.others.insert(at++, name);
}

/// What few letters don't tell apart, so that a person can.
void offerNeighbours(EncodingGuess &guess, QByteArrayView beginning)
{
    const QString western = QStringLiteral("windows-1252"),
                  central = QStringLiteral("windows-1250"), latin2 = QStringLiteral("ISO-8859-2");
    if (guess.name == latin2 && !hasLettersOfLatin2(beginning)) {
        guess.others.removeOne(central);
        guess.others.prepend(latin2);
        guess.name = central;
        guess.isSure = false;
    }
    if (guess.isSure)
        return;
    offerBehind(guess, latin2, central);
    offerBehind(guess, western, central);
    offerBehind(guess, QStringLiteral("ISO-8859-7"), QStringLiteral("windows-1253"));
}
} // namespace

EncodingGuess guessEncoding(QByteArrayView beginning)
{
    if (beginning.startsWith(
            "\xef\xbb\xbf")) // a file that says so; where it is broken is told by row
        return {.name = QStringLiteral("UTF-8")};
    const qsizetype broken = brokenUtf8(beginning);
    const QString utf16 = utf16ByNul(beginning);
    if (broken < 0 && utf16.isEmpty())
        if (const QString escaped = escapedEncoding(beginning); !escaped.isEmpty())
            return {.name = escaped};
    if (utf16.isEmpty() && (broken < 0 || (broken > 0 && broken + 4 > beginning.size())))
        return {.name = QStringLiteral("UTF-8")};
    using namespace std::string_view_literals;
    for (const std::string_view mark : {"\xff\xfe\0\0"sv, "\0\0\xfe\xff"sv})
        if (beginning.startsWith(QByteArrayView(mark.data(), qsizetype(mark.size()))))
            return {.name = QStringLiteral("UTF-32")};
    if (beginning.startsWith("\xff\xfe") || beginning.startsWith("\xfe\xff"))
        return {.name = QStringLiteral("UTF-16")};
    if (!utf16.isEmpty())
        return {.name = utf16};
    if (countUtf8(beginning).isSure(/*isUtf8*/ true)) // the rows that are broken are told
        return {.name = QStringLiteral("UTF-8")};
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status),
                                                                              &ucsdet_close);
    ucsdet_setText(detector.get(), beginning.data(), static_cast<std::int32_t>(beginning.size()),
                   &status);
    std::int32_t count = 0;
    const UCharsetMatch **matches = ucsdet_detectAll(detector.get(), &count, &status);
    const bool hasControlBytes = hasControls(beginning);
    EncodingGuess guess;
    int first = 0, second = 0;
    for (std::int32_t i = 0; U_SUCCESS(status) && i < count; ++i) {
        const QString name = widest(QString::fromLatin1(ucsdet_getName(matches[i], &status)),
                                    beginning, hasControlBytes);
        const int confidence = ucsdet_getConfidence(matches[i], &status);
        if (name.isEmpty() || name == guess.name || guess.others.contains(name) ||
            name.startsWith(QLatin1String("UTF-")) ||
            !fits(name, beginning, /*allowsFew*/ guess.name.isEmpty()))
            continue;
        if (guess.name.isEmpty()) {
            guess.name = name;
            first = confidence;
        } else {
            second = std::max(second, confidence);
            guess.others << name;
        }
    }
    if (guess.name.isEmpty()) // mostly UTF-8, broken somewhere: the row that is broken says where
        return {.name = QStringLiteral("UTF-8")};
    // ICU takes bytes that windows-1252 has no letter for as control characters.
    const bool hasNoLetter = guess.name == QLatin1String("windows-1252") &&
                             std::any_of(beginning.begin(), beginning.end(), [](char byte) {
                                 return QByteArrayView("\x81\x8d\x8f\x90\x9d").contains(byte);
                             });
    if (hasNoLetter)
        guess.others.prepend(QStringLiteral("macintosh"));
    guess.isSure = !hasNoLetter && first >= kSureConfidence && first - second >= kSureLead;
    offerNeighbours(guess, beginning);
    doubt(guess, beginning);
    return guess;
}

} // namespace tunedesk
