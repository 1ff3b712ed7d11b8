#pragma once

#include "dataset/json_value.h"
#include "dataset/text_file.h"

namespace tunedesk
{

/// How the records of a file of JSON stand in it.
enum class JsonLayout {
    List,   ///< [record, record], maybe in an object: {"data": [record, record]}
    Lines,  ///< one a line
    Stream, ///< one after another, over several lines each
};

/// The text of one record; not looked into.
struct JsonRecord {
    qint64 number = 0; ///< 1-based, blank lines left out
    JsonPlace place;   ///< where the text begins
    qint64 offset = 0; ///< of its first byte in the text
    QByteArray text;
};

/// Finds where a value ends, by its brackets and quotes; fed in pieces of any size.
class JsonScanner
{
public:
    /// @param levels around the value   @param inside of its brackets that were passed already
    explicit JsonScanner(int levels, int inside = 0) : m_outside(levels), m_levels(levels + inside)
    {
    }
    /// Takes bytes up to the end of the value. @return how many
    qsizetype take(QByteArrayView bytes, bool &isComplete);
    bool isTooDeep() const { return m_levels > kMaxJsonLevels; } ///< by the byte not taken

private:
    int m_outside;
    int m_levels;
    bool m_isInString = false;
    bool m_isEscaped = false;
};

/// Records of a file of JSON, one at a time and in bounded memory. One thread.
class JsonFile
{
public:
    static constexpr qint64 kMaxRecordBytes = 16LL * 1024 * 1024;

    explicit JsonFile(TextFile text);

    const TextFile &text() const { return m_text; }
    JsonLayout layout() const { return m_layout; }
    /// @return false at the end. Errors: Input (a list that is not closed or has something else
    /// between its records, a record over 16 MB, too many levels), File (unreadable, changed).
    Result<bool> next(JsonRecord &record);

    /// Whether the record may be left out for its broken bytes and the rest be read on.
    bool leavesOut(const JsonRecord &record) { return m_text.leavesOut(record.text); }
    /// Around a record.
    int levels() const { return m_layout != JsonLayout::List ? 0 : m_listAt == 0 ? 1 : 2; }
    /// What to say of a fault for which the file can't be read any further.
    Error refused(const JsonRecord &record, const JsonFault &fault) const;

private:
    Result<bool> fill();
    Result<bool> peek(char &byte);
    void pass(qsizetype bytes);
    Result<bool> nextLine(JsonRecord &record);
    Result<bool> nextValue(JsonRecord &record);
    Result<bool> findValue();
    Result<bool> endOfList();
    Result<void> passValue(int inside);
    Result<char> passBlanks();
    Result<void> scanValue(JsonRecord &record);
    Error cutShort(const JsonRecord &record) const;
    Error tooLong(const JsonRecord &record) const;
    Error broken(const QString &what, const JsonPlace &place) const;
    QString at(const JsonPlace &place) const;

    TextFile m_text;
    qsizetype m_listAt; ///< bytes before the list's first bracket, of an object that holds it
    JsonLayout m_layout;
    QByteArray m_buffer;
    qsizetype m_at = 0;
    bool m_isAtEnd = false;
    JsonPlace m_place;
    qint64 m_offset = 0;
    qint64 m_records = 0;
    bool m_isOpen = false;   ///< the list's first bracket was passed
    bool m_isClosed = false; ///< its last one too
};

} // namespace tunedesk
