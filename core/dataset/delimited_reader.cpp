#include "dataset/delimited_reader.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};

constexpr qint64 kChunkBytes = 256LL * 1024;
constexpr qint64 kBeginningBytes = 64LL * 1024;
constexpr char kByteOrderMark[] = "\xef\xbb\xbf";

/// What a file is by its first bytes, when it is no text; empty otherwise.
QString otherKind(const QByteArray &head)
{
    if (head.startsWith("PK\x03\x04"))
        return Text::tr("This is a spreadsheet or a ZIP file, not CSV.");
    if (head.startsWith("\xd0\xcf\x11\xe0"))
        return Text::tr("This is an old spreadsheet or a protected document, not CSV.");
    if (head.startsWith("\x89PNG") || head.startsWith("\xff\xd8\xff") || head.startsWith("GIF8"))
        return Text::tr("This is an image, not CSV.");
    if (head.startsWith("\x1f\x8b"))
        return Text::tr("This is a gzip file, not CSV.");
    if (head.startsWith("%PDF"))
        return Text::tr("This is a PDF document, not CSV.");
    if (head.startsWith("SQLite format 3"))
        return Text::tr("This is a database, not CSV.");
    return {};
}

bool looksLikeUtf16(const QByteArray &head)
{
    if (head.startsWith("\xff\xfe") || head.startsWith("\xfe\xff"))
        return true;
    const QByteArray start = head.left(64);
    return start.size() >= 4 && start.count('\0') * 3 >= start.size();
}

/// Index of the first byte that is no UTF-8 (Unicode 15, table 3-7); -1: all is well.
qsizetype brokenUtf8(const QByteArray &bytes)
{
    const auto *at = reinterpret_cast<const uchar *>(bytes.constData());
    const qsizetype size = bytes.size();
    for (qsizetype i = 0; i < size;) {
        const uchar lead = at[i];
        if (lead < 0x80) {
            ++i;
            continue;
        }
        const int more = lead >= 0xc2 && lead <= 0xdf   ? 1
                         : (lead & 0xf0) == 0xe0        ? 2
                         : lead >= 0xf0 && lead <= 0xf4 ? 3
                                                        : 0;
        if (more == 0 || i + more >= size)
            return i;
        const uchar second = at[i + 1];
        const uchar lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        const uchar highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (second < lowest || second > highest)
            return i;
        for (int k = 2; k <= more; ++k)
            if ((at[i + k] & 0xc0) != 0x80)
                return i;
        i += more + 1;
    }
    return -1;
}

qint64 lineBreaks(QByteArrayView bytes)
{
    qint64 breaks = 0;
    for (qsizetype i = 0; i < bytes.size(); ++i)
        breaks += bytes[i] == '\n' ? (i == 0 || bytes[i - 1] != '\r') : bytes[i] == '\r';
    return breaks;
}

qint64 changedNs(const struct stat &status)
{
    return qint64(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
}
} // namespace

DelimitedParser::DelimitedParser(char delimiter, qint64 line, qint64 offset)
    : m_delimiter(delimiter), m_line(line), m_offset(offset)
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

bool DelimitedParser::take(char byte)
{
    const bool continuesBreak = m_afterCr && byte == '\n';
    m_afterCr = byte == '\r';
    if (m_isDone)
        beginRow();
    ++m_offset;
    const bool isBreak = byte == '\n' || byte == '\r';
    if (continuesBreak && m_state != State::Quoted) {
        m_row.offset = m_offset;
        return false;
    }
    if (isBreak && !continuesBreak)
        ++m_line;
    if (isBreak && m_state != State::Quoted) {
        const bool isComplete = endRow();
        if (!isComplete)
            beginRow();
        return isComplete;
    }
    m_row.raw += byte;
    switch (m_state) {
    case State::FieldStart:
        if (byte == '"') {
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
        else
            m_field += byte;
        break;
    case State::QuoteInQuoted:
        if (byte == '"') {
            m_field += byte;
            m_state = State::Quoted;
        } else if (byte == m_delimiter) {
            endField();
        } else {
            m_field += byte;
            m_state = State::Plain;
        }
        break;
    }
    return false;
}

bool DelimitedParser::finish()
{
    if (m_isDone)
        beginRow();
    return endRow();
}

DelimitedFile::DelimitedFile(DelimitedFile &&other) noexcept : DelimitedFile()
{
    *this = std::move(other);
}

DelimitedFile &DelimitedFile::operator=(DelimitedFile &&other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_size, other.m_size);
    std::swap(m_changedNs, other.m_changedNs);
    std::swap(m_position, other.m_position);
    std::swap(m_beginning, other.m_beginning);
    std::swap(m_buffer, other.m_buffer);
    std::swap(m_at, other.m_at);
    std::swap(m_isAtEnd, other.m_isAtEnd);
    std::swap(m_parser, other.m_parser);
    return *this;
}

DelimitedFile::~DelimitedFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Error DelimitedFile::refused(const QString &what, const QString &where, const QString &hint) const
{
    return {ErrorKind::Input, what, where, hint};
}

QString DelimitedFile::place(qint64 line) const
{
    return Text::tr("%1, line %2").arg(QFileInfo(m_path).fileName()).arg(line);
}

Result<DelimitedFile> DelimitedFile::open(const QString &path)
{
    const auto unreadable = [&](const QString &what, const QString &hint) {
        return Error{ErrorKind::File, what, path, hint, qt_error_string(errno)};
    };
    const QByteArray name = QFile::encodeName(path);
    struct stat status {
    };
    if (::stat(name.constData(), &status) != 0)
        return unreadable(Text::tr("The file is not there."),
                          Text::tr("Check its name and folder."));
    const auto notRegular = [&] {
        return Error{ErrorKind::File, Text::tr("This is not a regular file."), path,
                     Text::tr("Choose a CSV or TSV file.")};
    };
    if (!S_ISREG(status.st_mode)) // asked before opening: a FIFO would wait for its other end
        return notRegular();
    DelimitedFile file;
    file.m_path = path;
    file.m_descriptor = ::open(name.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file.m_descriptor < 0)
        return unreadable(Text::tr("The file can't be read."),
                          Text::tr("Check the rights of the file."));
    if (::fstat(file.m_descriptor, &status) != 0 || !S_ISREG(status.st_mode))
        return notRegular();
    file.m_size = status.st_size;
    file.m_changedNs = changedNs(status);
    while (file.m_buffer.size() < std::min(file.m_size, kBeginningBytes)) {
        const auto filled = file.fill();
        if (!filled)
            return filled.error();
        if (!*filled)
            break;
    }
    const QString text = QFileInfo(path).fileName();
    if (const QString kind = otherKind(file.m_buffer); !kind.isEmpty())
        return file.refused(kind, text,
                            Text::tr("Save the table as CSV in UTF-8 and choose that file."));
    if (looksLikeUtf16(file.m_buffer))
        return file.refused(Text::tr("This file seems to be in UTF-16: it has NUL bytes or "
                                     "UTF-16's mark at its beginning."),
                            text, Text::tr("Save the table as CSV in UTF-8 and choose that file."));
    file.m_at = file.m_buffer.startsWith(kByteOrderMark) ? 3 : 0;
    if (file.m_buffer.size() == file.m_at)
        return file.refused(Text::tr("The file is empty."), text,
                            Text::tr("Choose a file that has rows."));
    file.m_beginning = file.m_buffer.mid(file.m_at, kBeginningBytes);
    file.setDelimiter(',');
    return file;
}

void DelimitedFile::setDelimiter(char delimiter)
{
    m_parser = DelimitedParser(delimiter, 1, m_at);
}

Result<bool> DelimitedFile::fill()
{
    m_buffer.remove(0, m_at);
    m_at = 0;
    const qsizetype before = m_buffer.size();
    m_buffer.resize(before + kChunkBytes);
    ssize_t got = 0;
    do
        got = ::read(m_descriptor, m_buffer.data() + before, size_t(kChunkBytes));
    while (got < 0 && errno == EINTR);
    m_buffer.resize(before + std::max<ssize_t>(got, 0));
    if (got < 0)
        return Error{ErrorKind::File, Text::tr("The file can't be read any further."),
                     Text::tr("%1, byte %2").arg(m_path).arg(m_position),
                     Text::tr("Check the disk and try again."), qt_error_string(errno)};
    m_position += got;
    if (got > 0)
        return true;
    struct stat status {
    };
    const bool isKnown = ::fstat(m_descriptor, &status) == 0;
    if (!isKnown || m_position != m_size || status.st_size != m_size ||
        changedNs(status) != m_changedNs)
        return Error{ErrorKind::File, Text::tr("The file changed while it was being read."),
                     Text::tr("%1, byte %2").arg(m_path).arg(m_position),
                     Text::tr("Wait until it is complete and try again.")};
    return false;
}

Result<bool> DelimitedFile::next(DelimitedRow &row)
{
    while (!m_isAtEnd) {
        while (m_at < m_buffer.size()) {
            if (m_parser.take(m_buffer[m_at++])) {
                row = std::move(m_parser.row());
                if (auto checked = checkUtf8(row); !checked)
                    return checked.error();
                return true;
            }
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
        }
        const auto filled = fill();
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

Result<void> DelimitedFile::checkUtf8(const DelimitedRow &row) const
{
    const qsizetype broken = brokenUtf8(row.raw);
    if (broken < 0)
        return {};
    const qint64 line = row.line + lineBreaks(QByteArrayView(row.raw).first(broken));
    return refused(Text::tr("The text is not in UTF-8."),
                   Text::tr("%1, line %2, byte %3 of the file")
                       .arg(QFileInfo(m_path).fileName())
                       .arg(line)
                       .arg(row.offset + broken),
                   Text::tr("Save the table as CSV in UTF-8 and choose that file."));
}

} // namespace tunedesk
