#include "dataset/json_file.h"

#include "dataset/pair_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};

bool isBlank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

bool isBreak(char byte)
{
    return byte == '\n' || byte == '\r';
}

/// Where a value ends that starts at the beginning; -1: not in these bytes.
qsizetype valueEnd(QByteArrayView bytes)
{
    bool isComplete = false;
    const qsizetype end = JsonScanner(0).take(bytes, isComplete);
    return isComplete ? end : -1;
}

/// Where a list of records begins that is a field of one object, as programs hand it out; 0: it is
/// no such file.
qsizetype wrappedListAt(const QByteArray &beginning)
{
    static constexpr std::array kNames{"data",    "items",   "results",  "result",   "rows",
                                       "records", "pairs",   "examples", "samples",  "entries",
                                       "list",    "dialogs", "tickets",  "dialogues"};
    const QByteArrayView text(beginning);
    qsizetype at = 0;
    const auto passBlanks = [&] {
        while (at < text.size() && isBlank(text[at]))
            ++at;
    };
    const auto passSign = [&](char sign) {
        passBlanks();
        const bool isThere = at < text.size() && text[at] == sign;
        at += isThere;
        passBlanks();
        return isThere;
    };
    if (!passSign('{'))
        return 0;
    qsizetype found = 0;
    bool isRecord = false; // one that has a list among its fields
    do {
        const qsizetype keyEnd =
            at < text.size() && text[at] == '"' ? valueEnd(text.sliced(at)) : -1;
        if (keyEnd < 0)
            return 0;
        const QByteArrayView key = text.sliced(at + 1, keyEnd - 2);
        at += keyEnd;
        if (!passSign(':'))
            return 0;
        const qsizetype value = at;
        if (found == 0 && passSign('[') && at < text.size() && text[at] == '{') {
            if (std::none_of(kNames.begin(), kNames.end(),
                             [&](const char *name) { return key == QByteArrayView(name); }))
                return 0;
            found = value;
        } else {
            const PairColumn column = columnFromName(QString::fromUtf8(key));
            isRecord |= column == PairColumn::Question || column == PairColumn::Reply;
        }
        const qsizetype end = valueEnd(text.sliced(value));
        if (end < 0)
            return isRecord ? 0 : found; // longer than what was looked at
        at = value + end;
    } while (passSign(','));
    if (isRecord)
        return 0;
    return passSign('}') && at == text.size() ? found : 0; // records on lines are several
}

/// A first line that is no value of its own is broken, or one of several that make up a record.
JsonLayout layoutOf(const QByteArray &beginning, bool isWhole)
{
    const auto start = std::find_if_not(beginning.begin(), beginning.end(), isBlank);
    if (start == beginning.end() || *start == '[')
        return JsonLayout::List;
    const QByteArrayView text(&*start, beginning.end() - start);
    const QByteArrayView line = text.first(lineEnd(text));
    if (line.size() == text.size() && !isWhole)
        return JsonLayout::Lines;
    if (line.trimmed() == QByteArrayView("{"))
        return JsonLayout::Stream;
    JsonValue value;
    const qsizetype end = valueEnd(text);
    const bool isOneRecord = end > line.size() && !parseJson(text.first(end), 0, 1, value);
    return isOneRecord ? JsonLayout::Stream : JsonLayout::Lines;
}
} // namespace

qsizetype JsonScanner::take(QByteArrayView bytes, bool &isComplete)
{
    isComplete = false;
    const qsizetype size = bytes.size();
    for (qsizetype i = 0; i < size; ++i) {
        const char byte = bytes[i];
        if (m_isInString) {
            if (m_isEscaped)
                m_isEscaped = false;
            else if (byte == '\\')
                m_isEscaped = true;
            else if (byte == '"')
                m_isInString = false;
            if (m_isInString || m_levels > m_outside)
                continue;
        } else if (byte == '"') {
            m_isInString = true;
            continue;
        } else if (byte == '{' || byte == '[') {
            if (++m_levels > kMaxJsonLevels)
                return i;
            continue;
        } else if (m_levels > m_outside) {
            if ((byte != '}' && byte != ']') || --m_levels > m_outside)
                continue;
        } else {
            if (byte != ',' && byte != ']' && byte != '}' && !isBlank(byte))
                continue;
            isComplete = true; // of a number or a word
            return i;
        }
        isComplete = true;
        return i + 1;
    }
    return size;
}

JsonFile::JsonFile(TextFile text)
    : m_text(std::move(text)), m_listAt(wrappedListAt(m_text.beginning())),
      m_layout(m_listAt > 0 ? JsonLayout::List : layoutOf(m_text.beginning(), m_text.isWhole()))
{
}

QString JsonFile::at(const JsonPlace &place) const
{
    return Text::tr("%1, line %2, column %3").arg(m_text.name()).arg(place.line).arg(place.column);
}

Error JsonFile::broken(const QString &what, const JsonPlace &place) const
{
    return {ErrorKind::Input, what, at(place),
            Text::tr("Save the file again with the program that wrote it.")};
}

Error JsonFile::refused(const JsonRecord &record, const JsonFault &fault) const
{
    const QByteArrayView before = QByteArrayView(record.text).first(fault.byte);
    JsonPlace place = record.place;
    place.pass(before);
    if (fault.kind == JsonFault::Kind::NotUtf8)
        return {ErrorKind::Input, fault.what,
                Text::tr("%1, line %2, byte %3 of the file")
                    .arg(m_text.name())
                    .arg(place.line)
                    .arg(m_text.start() + record.offset + fault.byte),
                Text::tr("Choose the encoding that it is in, or save the table in UTF-8.")};
    Error error = broken(fault.what, place);
    error.details = fault.details;
    return error;
}

Error JsonFile::tooLong(const JsonRecord &record) const
{
    return {ErrorKind::Input, Text::tr("This record is longer than 16 MB."), at(record.place),
            Text::tr("Check that the file is a list with one object for each record.")};
}

/// The file ended inside a record: because something in it is wrong, or because the rest is
/// missing.
Error JsonFile::cutShort(const JsonRecord &record) const
{
    JsonValue value;
    const auto fault = parseJson(record.text, levels(), record.place.column, value);
    if (fault && fault->byte < record.text.size() && fault->kind != JsonFault::Kind::TwinKey &&
        fault->kind != JsonFault::Kind::TooMany)
        return refused(record, *fault);
    return broken(Text::tr("The file ends in the middle of a record."), m_place);
}

Result<bool> JsonFile::fill()
{
    m_buffer.resize(0);
    m_at = 0;
    const auto filled = m_text.read(m_buffer);
    if (!filled)
        return filled.error();
    m_isAtEnd = !*filled;
    return *filled;
}

/// @return false at the end of the file
Result<bool> JsonFile::peek(char &byte)
{
    while (m_at == m_buffer.size()) {
        if (m_isAtEnd)
            return false;
        if (const auto filled = fill(); !filled)
            return filled.error();
    }
    byte = m_buffer[m_at];
    return true;
}

void JsonFile::pass(qsizetype bytes)
{
    m_place.pass(QByteArrayView(m_buffer).sliced(m_at, bytes));
    m_at += bytes;
    m_offset += bytes;
}

Result<bool> JsonFile::next(JsonRecord &record)
{
    auto read = m_layout == JsonLayout::Lines ? nextLine(record) : nextValue(record);
    if (read && *read)
        record.number = ++m_records;
    return read;
}

Result<bool> JsonFile::nextLine(JsonRecord &record)
{
    char byte = 0;
    for (;;) {
        const auto more = peek(byte);
        if (!more || !*more)
            return more;
        if (!isBlank(byte))
            break;
        pass(1);
    }
    record.place = m_place;
    record.offset = m_offset;
    record.text.resize(0);
    while (!isBreak(byte)) {
        const qsizetype bytes = lineEnd(QByteArrayView(m_buffer).sliced(m_at));
        record.text.append(m_buffer.constData() + m_at, bytes);
        pass(bytes);
        if (record.text.size() > kMaxRecordBytes)
            return tooLong(record);
        const auto more = peek(byte);
        if (!more)
            return more;
        if (!*more)
            break;
    }
    return true;
}

Result<bool> JsonFile::nextValue(JsonRecord &record)
{
    const auto found = findValue();
    if (!found || !*found)
        return found;
    record.place = m_place;
    record.offset = m_offset;
    record.text.resize(0);
    if (auto scanned = scanValue(record); !scanned)
        return scanned.error();
    return true;
}

/// Passes what stands before the next value. @return false: there is none
Result<bool> JsonFile::findValue()
{
    const bool isList = m_layout == JsonLayout::List;
    bool needsComma = isList && m_records > 0;
    bool hasComma = false;
    if (m_isClosed)
        return false;
    char byte = 0;
    while (isList && !m_isOpen && m_offset < m_listAt) {
        if (const auto more = peek(byte); !more || !*more)
            return more;
        pass(1);
    }
    for (;;) {
        const auto more = peek(byte);
        if (!more)
            return more;
        if (!*more && isList)
            return broken(Text::tr("The file ends before the list is closed with “]”."), m_place);
        if (!*more)
            return false;
        if (isBlank(byte)) {
            pass(1);
        } else if (isList && !m_isOpen) {
            m_isOpen = true;
            pass(1);
        } else if (isList && byte == ']' && !hasComma) {
            pass(1);
            m_isClosed = true;
            return endOfList();
        } else if (needsComma && byte == ',') {
            needsComma = false;
            hasComma = true;
            pass(1);
        } else if (needsComma || byte == ',' || byte == ']' || (!isList && byte != '{')) {
            return broken(Text::tr("This is no valid JSON."), m_place);
        } else {
            return true;
        }
    }
}

/// @return the sign behind them; 0: the file ends
Result<char> JsonFile::passBlanks()
{
    for (char byte = 0;;) {
        const auto more = peek(byte);
        if (!more)
            return more.error();
        if (!*more)
            return '\0';
        if (!isBlank(byte))
            return byte;
        pass(1);
    }
}

/// A key, or another field of the object that holds the list. @param inside brackets passed already
Result<void> JsonFile::passValue(int inside)
{
    JsonScanner scanner(1, inside);
    for (bool isComplete = false; !isComplete;) {
        char byte = 0;
        const auto more = peek(byte);
        if (!more)
            return more.error();
        if (!*more)
            return broken(Text::tr("This is no valid JSON."), m_place);
        pass(scanner.take(QByteArrayView(m_buffer).sliced(m_at), isComplete));
        if (scanner.isTooDeep())
            return broken(tooDeepText(m_place.column), m_place);
    }
    return {};
}

/// @return false, once what may stand behind the list was passed
Result<bool> JsonFile::endOfList()
{
    for (bool isWrapped = m_listAt > 0;;) {
        const auto byte = passBlanks();
        if (!byte)
            return byte.error();
        if (*byte == '\0' && !isWrapped)
            return false;
        if (!isWrapped)
            return broken(Text::tr("Something stands behind the end of the list."), m_place);
        if (*byte != ',' && *byte != '}')
            return broken(Text::tr("This is no valid JSON."), m_place);
        pass(1);
        isWrapped = *byte == ',';
        if (!isWrapped)
            continue;
        const auto key = passBlanks();
        if (!key || *key != '"')
            return key ? broken(Text::tr("This is no valid JSON."), m_place) : key.error();
        if (auto passed = passValue(0); !passed)
            return passed.error();
        const auto colon = passBlanks();
        if (!colon || *colon != ':')
            return colon ? broken(Text::tr("This is no valid JSON."), m_place) : colon.error();
        pass(1);
        const auto value = passBlanks();
        if (!value)
            return value.error();
        const bool isList = *value == '[';
        if (isList) {
            pass(1);
            const auto first = passBlanks();
            if (!first)
                return first.error();
            if (*first == '{') // its records would be lost
                return Error{ErrorKind::Input, Text::tr("The file holds a second list of records."),
                             at(m_place), Text::tr("Save each list as a file of its own.")};
        }
        if (auto passed = passValue(isList ? 1 : 0); !passed)
            return passed.error();
    }
}

Result<void> JsonFile::scanValue(JsonRecord &record)
{
    JsonScanner scanner(levels());
    bool isComplete = false;
    while (!isComplete) {
        char byte = 0;
        const auto more = peek(byte);
        if (!more)
            return more.error();
        if (!*more)
            return cutShort(record);
        const qsizetype bytes = scanner.take(QByteArrayView(m_buffer).sliced(m_at), isComplete);
        record.text.append(m_buffer.constData() + m_at, bytes);
        pass(bytes);
        if (record.text.size() > kMaxRecordBytes)
            return tooLong(record);
        if (scanner.isTooDeep())
            return broken(tooDeepText(m_place.column), m_place);
    }
    return {};
}

} // namespace tunedesk
