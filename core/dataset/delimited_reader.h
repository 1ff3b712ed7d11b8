#pragma once

#include "base/result.h"
#include "dataset/text_file.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace tunedesk
{

/// A table's row as bytes.
struct DelimitedRow {
    qint64 line = 0;                ///< 1-based physical line on which it starts
    qint64 offset = 0;              ///< of its first byte in the file
    std::vector<QByteArray> fields; ///< without their quotes
    QByteArray raw;                 ///< as it stood, without its line break
    bool isBroken = false;          ///< has bytes that are none in the file's encoding
    bool hasDoubled = false;        ///< a quote of a text that is written twice
    bool hasBackslashed = false;    ///< one that has a backslash instead, where they are doubled
};

/// How quotes hold fields together.
enum class Quotes {
    None,        ///< not at all: they are text
    Doubled,     ///< a quote of the text is written twice (RFC 4180)
    Backslashed, ///< it has a backslash before it, as a backslash has, too (MySQL)
};

/// Splits bytes into rows and fields (RFC 4180; CRLF, LF and CR; quoted line breaks), fed in pieces
/// of any size. What stands behind a closing quote, or a quote inside an open field, is taken as
/// text; without quotes, every one of them.
class DelimitedParser
{
public:
    explicit DelimitedParser(char delimiter, Quotes quotes = Quotes::Doubled, qint64 line = 1,
                             qint64 offset = 0);

    /// Takes bytes up to the end of a row. @param isComplete a row is: look at row(), then go on
    /// @return how many
    qsizetype take(QByteArrayView bytes, bool &isComplete);
    /// At the end of the bytes. @return true when a last row without line break is complete
    bool finish();
    DelimitedRow &row() { return m_row; }

    qint64 rowBytes() const { return m_row.raw.size(); }
    qint64 rowLine() const { return m_row.line; }
    bool isInQuotes() const { return m_state == State::Quoted || m_state == State::Backslash; }
    qint64 quoteLine() const { return m_quoteLine; } ///< line on which the last quoted field opened

private:
    enum class State { FieldStart, Plain, Quoted, QuoteInQuoted, Backslash };
    void beginRow();
    bool endRow();
    void endField();
    void takeByte(char byte);

    char m_delimiter;
    Quotes m_quotes;
    State m_state = State::FieldStart;
    DelimitedRow m_row;
    QByteArray m_field;
    qint64 m_line;
    qint64 m_offset;
    qint64 m_quoteLine = 0;
    bool m_isDone = false;  ///< row() was handed out
    bool m_afterCr = false; ///< an LF now belongs to the line break before it
};

/// Rows of a file of delimited text, in bounded memory. One thread.
class DelimitedFile
{
public:
    static constexpr qint64 kMaxRowBytes = 16LL * 1024 * 1024;

    explicit DelimitedFile(TextFile text);

    const TextFile &text() const { return m_text; }
    void setDelimiter(char delimiter, Quotes quotes); ///< before the first next()

    /// @return false at the end. Errors: Input (more broken bytes than TextFile leaves out, with
    /// line and byte, a quote never closed, a line longer than 16 MB), File (unreadable, changed).
    Result<bool> next(DelimitedRow &row);

private:
    Result<void> checkUtf8(DelimitedRow &row);
    Error refused(const QString &what, const QString &where, const QString &hint) const;
    QString place(qint64 line) const;

    TextFile m_text;
    QByteArray m_buffer;
    qsizetype m_at = 0;
    bool m_isAtEnd = false;
    DelimitedParser m_parser{','};
};

} // namespace tunedesk
