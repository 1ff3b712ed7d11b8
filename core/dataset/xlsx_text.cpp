#include "dataset/xlsx_text.h"

#include <QStringView>

#include <algorithm>

namespace tunedesk
{

namespace
{
constexpr qsizetype kEscapeLetters = 7; // _xHHHH_

/// The letter that four digits after "_x" stand for; -1: there are none.
int letterOfDigits(QStringView text, qsizetype at)
{
    if (at + kEscapeLetters - 1 > text.size() || text[at + 1] != QLatin1Char('x'))
        return -1;
    int letter = 0;
    for (const QChar digit : text.mid(at + 2, 4)) {
        const int value = digit >= u'0' && digit <= u'9'   ? digit.unicode() - u'0'
                          : digit >= u'a' && digit <= u'f' ? digit.unicode() - u'a' + 10
                          : digit >= u'A' && digit <= u'F' ? digit.unicode() - u'A' + 10
                                                           : -1;
        if (value < 0)
            return -1;
        letter = letter * 16 + value;
    }
    return letter;
}

/// The letter that stands for an escape at a place; -1: there is none.
int escapedLetter(QStringView text, qsizetype at)
{
    const qsizetype last = at + kEscapeLetters - 1;
    return last < text.size() && text[last] == QLatin1Char('_') ? letterOfDigits(text, at) : -1;
}

bool isForXml(QChar letter)
{
    return (letter >= u' ' && letter < QChar(0xfffe)) || letter == u'\t' || letter == u'\n';
}
} // namespace

QString withoutEscapes(const QString &text)
{
    if (!text.contains(QLatin1String("_x")))
        return text;
    QString result;
    result.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        const int letter = text[at] == QLatin1Char('_') ? escapedLetter(text, at) : -1;
        result += letter < 0 ? text[at] : QChar(letter);
        if (letter >= 0)
            at += kEscapeLetters - 1;
    }
    return result;
}

QString withEscapes(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar letter = text[at];
        const bool isHalf =
            letter.isHighSurrogate()
                ? at + 1 == text.size() || !text[at + 1].isLowSurrogate()
                : letter.isLowSurrogate() && (at == 0 || !text[at - 1].isHighSurrogate());
        // A sign without its last "_" too, which the next escape would bring.
        if (!isForXml(letter) || (letter == u'_' && letterOfDigits(text, at) >= 0))
            result += QLatin1String("_x") +
                      QString::number(letter.unicode(), 16).toUpper().rightJustified(4, u'0') +
                      QLatin1Char('_');
        else
            result += isHalf ? QChar(QChar::ReplacementCharacter) : letter;
    }
    return result;
}

void XlsxText::clear()
{
    m_text.clear();
    m_piece.clear();
    m_isInRun = m_isInText = false;
}

void XlsxText::start(QStringView name, int depth)
{
    m_isInText = name == QLatin1String("t") && (depth == 1 || (depth == 2 && m_isInRun));
    if (depth == 1)
        m_isInRun = name == QLatin1String("r");
}

void XlsxText::add(QStringView letters)
{
    if (m_isInText)
        m_piece += letters;
}

void XlsxText::end(int depth)
{
    if (m_isInText)
        m_text += withoutEscapes(m_piece);
    m_piece.clear();
    m_isInText = false;
    if (depth == 1)
        m_isInRun = false;
}

Result<SharedStrings> SharedStrings::read(XlsxPart &part)
{
    SharedStrings strings;
    XlsxText text;
    bool isInString = false;
    while (true) {
        const auto token = part.next();
        if (!token)
            return token.error();
        if (*token == QXmlStreamReader::EndDocument)
            return strings;
        if (*token == QXmlStreamReader::StartElement && part.depth() == 2) {
            isInString = part.xml().name() == QLatin1String("si");
            text.clear();
        } else if (*token == QXmlStreamReader::StartElement) {
            text.start(part.xml().name(), part.depth() - 2);
        } else if (*token == QXmlStreamReader::EndElement && part.depth() > 2) {
            text.end(part.depth() - 2);
        } else if (*token == QXmlStreamReader::EndElement && part.depth() == 2 && isInString) {
            strings.append(text.text());
        } else if (*token == QXmlStreamReader::Characters) {
            text.add(part.xml().text());
        }
    }
}

void SharedStrings::append(const QString &text)
{
    if (!text.isValidUtf16())
        m_broken.push_back(std::uint32_t(m_ends.size()));
    m_texts += text.toUtf8();
    m_ends.push_back(std::uint32_t(m_texts.size())); // all parts together stay below 1 GiB
}

QString SharedStrings::at(qsizetype index) const
{
    const std::uint32_t begin = index == 0 ? 0 : m_ends[std::size_t(index - 1)];
    const QByteArrayView bytes(m_texts.constData() + begin,
                               qsizetype(m_ends[std::size_t(index)] - begin));
    const QString text = QString::fromUtf8(bytes);
    // Qt takes it for the mark of a file and drops it.
    return bytes.startsWith("\xef\xbb\xbf") ? QChar(QChar::ByteOrderMark) + text : text;
}

bool SharedStrings::isBroken(qsizetype index) const
{
    return std::binary_search(m_broken.begin(), m_broken.end(), std::uint32_t(index));
}

} // namespace tunedesk
