#include "dataset/xlsx_values.h"

#include <QDate>
#include <QHash>
#include <QLocale>
#include <QTime>

#include <algorithm>
#include <cmath>

namespace tunedesk
{

namespace
{
constexpr double kDayMs = 86'400'000;

/// "[hh]" and the like: hours, minutes or seconds in all.
bool isElapsed(QStringView inBrackets)
{
    const QString letters = inBrackets.toString().toLower();
    return letters == QLatin1String("h") || letters == QLatin1String("hh") ||
           letters == QLatin1String("m") || letters == QLatin1String("mm") ||
           letters == QLatin1String("s") || letters == QLatin1String("ss");
}

QString clockText(qint64 ms)
{
    const auto two = [](qint64 number) {
        return QString::number(number).rightJustified(2, QLatin1Char('0'));
    };
    QString text = two(ms / 3'600'000) + QLatin1Char(':') + two(ms / 60'000 % 60) +
                   QLatin1Char(':') + two(ms / 1000 % 60);
    if (ms % 1000 != 0)
        text += QLatin1Char('.') + QString::number(ms % 1000).rightJustified(3, QLatin1Char('0'));
    return text;
}
} // namespace

XlsxNumber numberOfFormat(QStringView code)
{
    XlsxNumber kind = XlsxNumber::Number;
    for (qsizetype i = 0; i < code.size() && code[i] != QLatin1Char(';'); ++i) {
        const QChar letter = code[i].toLower();
        if (letter == QLatin1Char('"') || letter == QLatin1Char('[')) {
            const qsizetype end =
                code.indexOf(letter == QLatin1Char('[') ? QLatin1Char(']') : letter, i + 1);
            if (end < 0)
                return kind;
            if (letter == QLatin1Char('[') && isElapsed(code.mid(i + 1, end - i - 1)))
                return XlsxNumber::Elapsed;
            i = end;
        } else if (letter == QLatin1Char('\\') || letter == QLatin1Char('_') ||
                   letter == QLatin1Char('*')) {
            ++i; // the next letter is shown, left out or repeated as it is
        } else if (letter == QLatin1Char('h') || letter == QLatin1Char('s')) {
            kind = XlsxNumber::Time;
        } else if (kind == XlsxNumber::Number &&
                   (letter == QLatin1Char('y') || letter == QLatin1Char('m') ||
                    letter == QLatin1Char('d'))) {
            kind = XlsxNumber::Date;
        }
    }
    return kind;
}

XlsxNumber numberOfFormat(int builtIn)
{
    const auto isIn = [builtIn](int first, int last) {
        return builtIn >= first && builtIn <= last;
    };
    if (builtIn == 46)
        return XlsxNumber::Elapsed;
    if (isIn(18, 22) || isIn(32, 33) || builtIn == 45 || builtIn == 47)
        return XlsxNumber::Time;
    if (isIn(14, 17) || isIn(27, 36) || isIn(50, 58)) // of them some are times in some languages
        return XlsxNumber::Date;
    return XlsxNumber::Number;
}

QString numberText(double number)
{
    constexpr double least = 1e-4, most = 1e16;
    const double size = std::abs(number);
    if (size < most && number == std::floor(number))
        return QString::number(qint64(number));
    return QString::number(number, size >= least && size < most ? 'f' : 'g',
                           QLocale::FloatingPointShortest);
}

std::optional<QString> dateText(double number, XlsxNumber kind, bool is1904)
{
    constexpr double most = 2'958'466; // 10000-01-01 in the system of 1900
    if (!(std::abs(number) < most))
        return std::nullopt;
    if (kind == XlsxNumber::Elapsed) {
        const double days = std::trunc(number); // apart, or the milliseconds of many days get lost
        const auto ms = qint64(days * kDayMs + std::nearbyint((number - days) * kDayMs));
        return (ms < 0 ? QStringLiteral("-") : QString()) + clockText(std::abs(ms));
    }
    if (number < 0)
        return std::nullopt;
    double day = std::floor(number);
    auto ms = qint64(std::nearbyint((number - day) * kDayMs));
    if (day == 0 && ms < qint64(kDayMs))
        return clockText(ms);
    if (!is1904 && number < 60) // 1900 is counted as a leap year, which it wasn't
        ++day;
    if (ms == qint64(kDayMs)) {
        ++day;
        ms = 0;
    }
    const QDate date = (is1904 ? QDate(1904, 1, 1) : QDate(1899, 12, 30)).addDays(qint64(day));
    if (date.year() > 9999)
        return std::nullopt;
    QString text = date.toString(Qt::ISODate);
    if (ms != 0 || kind == XlsxNumber::Time)
        text += QLatin1Char('T') + clockText(ms);
    return text;
}

Result<XlsxStyles> XlsxStyles::read(XlsxPart &part)
{
    XlsxStyles styles;
    QHash<int, XlsxNumber> own; // formats that the file defines, by their number
    bool isInCells = false;
    while (true) {
        const auto token = part.next();
        if (!token)
            return token.error();
        if (*token == QXmlStreamReader::EndDocument)
            return styles;
        if (*token != QXmlStreamReader::StartElement)
            continue;
        const auto name = part.xml().name();
        if (part.depth() == 2)
            isInCells = name == QLatin1String("cellXfs");
        if (part.depth() != 3)
            continue;
        const int format = part.attribute(QLatin1String("numFmtId")).toInt();
        if (name == QLatin1String("numFmt"))
            own.insert(format, numberOfFormat(part.attribute(QLatin1String("formatCode"))));
        else if (isInCells && name == QLatin1String("xf"))
            styles.m_kinds.push_back(own.value(format, numberOfFormat(format)));
    }
}

XlsxNumber XlsxStyles::at(qsizetype style) const
{
    return style >= 0 && style < qsizetype(m_kinds.size()) ? m_kinds[std::size_t(style)]
                                                           : XlsxNumber::Number;
}

std::optional<CellPlace> cellPlace(QStringView reference)
{
    constexpr qsizetype mostLetters = 3, mostDigits = 7;
    qsizetype i = 0;
    int column = 0;
    for (; i < reference.size() && i < mostLetters && reference[i] >= u'A' && reference[i] <= u'Z';
         ++i)
        column = column * 26 + (reference[i].unicode() - u'A' + 1);
    const QStringView digits = reference.mid(i);
    if (i == 0 || column > kXlsxColumns || digits.isEmpty() || digits.size() > mostDigits ||
        digits[0] == u'0' || !std::all_of(digits.begin(), digits.end(), [](QChar digit) {
            return digit >= u'0' && digit <= u'9';
        }))
        return std::nullopt;
    const qint64 row = digits.toLongLong();
    return row <= kXlsxRows ? std::optional(CellPlace{column - 1, row}) : std::nullopt;
}

QString columnLetters(int column)
{
    QString letters;
    for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        letters.prepend(QChar(u'A' + (rest - 1) % 26));
    return letters;
}

} // namespace tunedesk
