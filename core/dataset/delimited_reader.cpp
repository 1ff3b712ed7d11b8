#include "dataset/delimited_reader.h"

#include <QCoreApplication>

#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};

constexpr qsizetype kLongBytes = 1024 * 1024;
} // namespace

DelimitedParser::DelimitedParser(char delimiter, Quotes quotes, qint64 line, qint64 offset)
    : m_delimiter(delimiter), m_quotes(quotes), m_line(line), m_offset(offset)
{
    beginRow();
}

void DelimitedParser::beginRow()
{
    m_row = {};
    m_row.line = m_line;
    m_row.offset = m_offset;
    m_field.clear();
    m_state = State::FieldStart;
    m_isDone = false;
}

void DelimitedParser::endField()
{
    m_row.fields.push_back(std::exchange(m_field, {}));
    m_state = State::FieldStart;
}

bool DelimitedParser::endRow()
{
    if (m_row.raw.isEmpty()) { // a blank line is no row
        beginRow();
        return false;
    }
    endField();
    m_isDone = true;
    return true;
}

/// A byte that is neither swallowed as the rest of a line break nor the end of a row.
void DelimitedParser::takeByte(char byte)
{
    switch (m_state) {
    case State::FieldStart:
        if (byte == '"' && m_quotes != Quotes::None) {
            m_state = State::Quoted;
            m_quoteLine = m_line;
        } else if (byte == m_delimiter) {
            endField();
        } else {
            m_state = State::Plain;
            m_field += byte;
        }
        break;
    case State::Plain:
        if (byte == m_delimiter)
            endField();
        else
            m_field += byte;
        break;
    case State::Quoted:
        if (byte == '"')
            m_state = State::QuoteInQuoted;
        else if (byte == '\\' && m_quotes == Quotes::Backslashed)
            m_state = State::Backslash;
        else
            m_field += byte;
        break;
    case State::Backslash:
        if (byte != '"' && byte != '\\' && byte != '\n' && byte != '\r')
            m_field += '\\';
        m_field += byte;
        m_state = State::Quoted;
        break;
    case State::QuoteInQuoted:
        if (byte == '"') {
            m_row.hasDoubled = true;
            m_field += byte;
            m_state = State::Quoted;
        } else if (byte == m_delimiter) {
            endField();
        } else {
            m_row.hasBackslashed |= m_quotes == Quotes::Doubled && m_field.endsWith('\\');
            m_field += byte;
            m_state = State::Plain;
        }
        break;
    }
}

qsizetype DelimitedParser::take(QByteArrayView bytes, bool &isComplete)
{
    isComplete = false;
    if (m_isDone)
        beginRow();
    for (QByteArray *text : {&m_row.raw, &m_field}) // not copied at each doubling
        if (text->size() > kLongBytes)
            text->reserve(DelimitedFile::kMaxRowBytes + bytes.size());
    const qsizetype size = bytes.size();
    qsizetype at = 0, kept = 0; // bytes[kept, at) belong to the row and are not in `raw` yet
    const auto keepRaw = [&] { m_row.raw.append(bytes.data() + kept, at - kept); };
    while (at < size) {
        const char byte = bytes[at];
        const bool continuesBreak = std::exchange(m_afterCr, byte == '\r') && byte == '\n';
        const bool isBreak = byte == '\n' || byte == '\r';
        if (isBreak && !continuesBreak)
            ++m_line;
        if (isBreak && !isInQuotes()) {
            keepRaw();
            kept = ++at;
            ++m_offset;
            if (continuesBreak) {
                m_row.offset = m_offset;
            } else if (endRow()) {
                isComplete = true;
                return at;
            } else {
                beginRow();
            }
            continue;
        }
        takeByte(byte);
        ++at;
        ++m_offset;
        // What follows in the same field, in one piece.
        if (m_state != State::Plain && m_state != State::Quoted)
            continue;
        const char end = m_state == State::Plain ? m_delimiter : '"';
        const bool mayEscape = m_state == State::Quoted && m_quotes == Quotes::Backslashed;
        const qsizetype from = at;
        while (at < size && bytes[at] != end && bytes[at] != '\n' && bytes[at] != '\r' &&
               !(mayEscape && bytes[at] == '\\'))
            ++at;
        if (at > from) {
            m_field.append(bytes.data() + from, at - from);
            m_offset += at - from;
            m_afterCr = false;
        }
    }
    keepRaw();
    return at;
}

bool DelimitedParser::finish()
{
    if (m_isDone)
        beginRow();
    return endRow();
}

DelimitedFile::DelimitedFile(TextFile text) : m_text(std::move(text))
{
    setDelimiter(',', Quotes::Doubled);
}

Error DelimitedFile::refused(const QString &what, const QString &where, const QString &hint) const
{
    return {ErrorKind::Input, what, where, hint};
}

QString DelimitedFile::place(qint64 line) const
{
    return Text::tr("%1, line %2").arg(m_text.name()).arg(line);
}

void DelimitedFile::setDelimiter(char delimiter, Quotes quotes)
{
    m_parser = DelimitedParser(delimiter, quotes, 1, m_text.start());
}

Result<bool> DelimitedFile::next(DelimitedRow &row)
{
    while (!m_isAtEnd) {
        while (m_at < m_buffer.size()) {
            bool isComplete = false;
            m_at += m_parser.take(QByteArrayView(m_buffer).sliced(m_at), isComplete);
            if (m_parser.rowBytes() > kMaxRowBytes) {
                if (m_parser.isInQuotes())
                    return refused(
                        Text::tr("A quote that opens here is not closed within 16 MB."),
                        place(m_parser.quoteLine()),
                        Text::tr("Close the quote, or double it if it belongs to the text."));
                return refused(Text::tr("This line is longer than 16 MB."),
                               place(m_parser.rowLine()),
                               Text::tr("Check that the file is a table with one pair a row."));
            }
            if (isComplete) {
                row = std::move(m_parser.row());
                if (auto checked = checkUtf8(row); !checked)
                    return checked.error();
                return true;
            }
        }
        m_buffer.resize(0);
        m_at = 0;
        const auto filled = m_text.read(m_buffer);
        if (!filled)
            return filled.error();
        m_isAtEnd = !*filled;
    }
    if (m_parser.isInQuotes())
        return refused(Text::tr("A quote opens here and is never closed."),
                       place(m_parser.quoteLine()),
                       Text::tr("Close the quote, or double it if it belongs to the text."));
    if (!m_parser.finish())
        return false;
    row = std::move(m_parser.row());
    if (auto checked = checkUtf8(row); !checked)
        return checked.error();
    return true;
}

Result<void> DelimitedFile::checkUtf8(DelimitedRow &row)
{
    const qsizetype broken = brokenUtf8(row.raw);
    row.isBroken = broken >= 0;
    if (!row.isBroken || m_text.leavesOut(row.raw))
        return {};
    const qint64 line = row.line + lineBreaks(QByteArrayView(row.raw).first(broken));
    return refused(Text::tr("The text is not in UTF-8."),
                   Text::tr("%1, line %2, byte %3 of the file")
                       .arg(m_text.name())
                       .arg(line)
                       .arg(row.offset + broken),
                   Text::tr("Choose the encoding that it is in, or save the table in UTF-8."));
}

} // namespace tunedesk
