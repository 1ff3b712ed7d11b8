#include "dataset/text_file.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QStringEncoder>

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};

constexpr qint64 kChunkBytes = 256LL * 1024;
constexpr char kByteOrderMark[] = "\xef\xbb\xbf";
constexpr char kBrokenByte = '\xff'; ///< which no UTF-8 has

/// What Excel wrote until 2003, and what an encrypted document is wrapped in.
bool isCompoundFile(const QByteArray &head)
{
    return head.startsWith("\xd0\xcf\x11\xe0");
}

/// By SQLite's application_id, see kApplicationId of the project.
bool isProject(const QByteArray &head)
{
    return head.startsWith("SQLite format 3") && head.mid(68, 4) == "TnDk";
}

/// What a file is by its first bytes, when it is no text; empty otherwise.
QString otherKind(const QByteArray &head)
{
    if (head.startsWith("PK\x03\x04") || head.startsWith("PK\x05\x06"))
        return Text::tr("This is a spreadsheet or a ZIP file, not CSV.");
    if (isCompoundFile(head))
        return Text::tr("This is password-protected or old .xls: save as .xlsx.");
    if (head.startsWith("\x89PNG") || head.startsWith("\xff\xd8\xff") || head.startsWith("GIF8"))
        return Text::tr("This is an image, not CSV.");
    if (head.startsWith("\x1f\x8b"))
        return Text::tr("This is a gzip file, not CSV.");
    if (head.startsWith("%PDF"))
        return Text::tr("This is a PDF document, not CSV.");
    if (isProject(head))
        return Text::tr("This is a project of TuneDesk, not a file of pairs.");
    if (head.startsWith("SQLite format 3"))
        return Text::tr("This is a database, not CSV.");
    return {};
}

qint64 changedNs(const struct stat &status)
{
    return qint64(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
}

bool isUtf8(const QString &encoding)
{
    return encoding.compare(QLatin1String("UTF-8"), Qt::CaseInsensitive) == 0 ||
           encoding.compare(QLatin1String("UTF8"), Qt::CaseInsensitive) == 0;
}

struct CloseConverter {
    void operator()(UConverter *converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

/// Null: ICU doesn't know it.
Converter converterOf(const QString &encoding)
{
    UErrorCode status = U_ZERO_ERROR;
    Converter converter(ucnv_open(encoding.toUtf8().constData(), &status));
    if (U_FAILURE(status))
        return nullptr;
    // ICU's GBK has a private letter for the byte 0xff, which is none; GB18030 holds all of it.
    if (QByteArrayView(ucnv_getName(converter.get(), &status)).startsWith("windows-936"))
        converter.reset(ucnv_open("GB18030", &status));
    // Bytes that mean nothing are an error, not a question mark.
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                        &status);
    return U_FAILURE(status) ? nullptr : std::move(converter);
}

bool isOfIso8859(const QString &encoding)
{
    UErrorCode status = U_ZERO_ERROR;
    const char *const name = ucnv_getStandardName(encoding.toUtf8().constData(), "MIME", &status);
    return U_SUCCESS(status) && QByteArrayView(name).startsWith("ISO-8859-");
}
} // namespace

bool isKnownEncoding(const QString &name)
{
    return converterOf(name) != nullptr;
}

struct TextFile::State {
    ~State()
    {
        if (descriptor >= 0)
            ::close(descriptor);
    }

    QString path;
    int descriptor = -1;
    qint64 size = 0;
    qint64 changed = 0; ///< time of the last change when it was opened
    qint64 position = 0;
    EncodingGuess encoding;
    std::optional<Error> doubt;
    qint64 start = 0;
    Converter converter;                           ///< null: the bytes are UTF-8
    QStringEncoder toUtf8{QStringConverter::Utf8}; ///< a letter's halves may come one by one
    bool isIso8859 = false;
    bool isMultiByte = false;
    QByteArray bytes;     ///< read and not yet converted
    QByteArray beginning; ///< UTF-8, until read() has given it
    QByteArray shown;     ///< beginning for beginning()
    qint64 breaks = 0;    ///< line breaks that were given
    LetterCount count;
    bool isDoubtful = false; ///< UTF-8 is: nothing is left out
    bool isAtEnd = false;

    Result<bool> fill();
    Result<void> convert(QByteArray &buffer, bool isLast);
    Result<void> look(const QString &wanted);
    QString name() const { return QFileInfo(path).fileName(); }
};

/// Takes bytes from the file. @return false at its end
Result<bool> TextFile::State::fill()
{
    const qsizetype before = bytes.size();
    bytes.resize(before + kChunkBytes);
    ssize_t got = 0;
    do
        got = ::read(descriptor, bytes.data() + before, size_t(kChunkBytes));
    while (got < 0 && errno == EINTR);
    bytes.resize(before + std::max<ssize_t>(got, 0));
    if (got < 0)
        return Error{ErrorKind::File, Text::tr("The file can't be read any further."),
                     Text::tr("%1, byte %2").arg(path).arg(position),
                     Text::tr("Check the disk and try again."), qt_error_string(errno)};
    position += got;
    if (got > 0)
        return true;
    struct stat status {
    };
    const bool isKnown = ::fstat(descriptor, &status) == 0;
    if (!isKnown || position != size || status.st_size != size || changedNs(status) != changed)
        return Error{ErrorKind::File, Text::tr("The file changed while it was being read."),
                     Text::tr("%1, byte %2").arg(path).arg(position),
                     Text::tr("Wait until it is complete and try again.")};
    return false;
}

Result<void> TextFile::State::convert(QByteArray &buffer, bool isLast)
{
    if (!converter) {
        // The parts that are broken are told by those who read them: see leavesOut().
        count.letters += std::count_if(bytes.cbegin(), bytes.cend(),
                                       [](char byte) { return uchar(byte) >= 0xc2; });
        buffer += bytes;
        bytes.clear();
        return {};
    }
    // ICU takes these for control characters, of which no table has any: they are letters of
    // Windows.
    const auto wrong =
        isIso8859
            ? std::find_if(bytes.cbegin(), bytes.cend(),
                           [](char byte) { return uchar(byte) >= 0x80 && uchar(byte) < 0xa0; })
            : bytes.cend();
    const char *from = bytes.constData();
    const char *const end = from + (wrong - bytes.cbegin());
    std::array<UChar, 16 * 1024> letters;
    std::optional<Error> first;
    const auto refused = [this](qint64 byte) {
        return Error{
            ErrorKind::Input, Text::tr("The text is not in %1.").arg(encoding.name),
            Text::tr("%1, line %2, byte %3 of the file").arg(name()).arg(breaks + 1).arg(byte),
            Text::tr("Choose another encoding, or save the table in UTF-8.")};
    };
    for (bool isAll = false; !isAll;) {
        UErrorCode status = U_ZERO_ERROR;
        UChar *to = letters.data();
        ucnv_toUnicode(converter.get(), &to, letters.data() + letters.size(), &from, end, nullptr,
                       isLast, &status);
        const QByteArray piece = toUtf8(QStringView(letters.data(), to - letters.data()));
        breaks += lineBreaks(piece);
        count.letters +=
            std::count_if(letters.data(), to, [](UChar letter) { return letter >= 0x80; });
        buffer += piece;
        isAll = U_SUCCESS(status);
        if (isAll || status == U_BUFFER_OVERFLOW_ERROR)
            continue;
        std::array<char, 32> invalid;
        auto invalidBytes = static_cast<std::int8_t>(invalid.size());
        UErrorCode asked = U_ZERO_ERROR;
        ucnv_getInvalidChars(converter.get(), invalid.data(), &invalidBytes, &asked);
        if (!first)
            first = refused(position - (bytes.constEnd() - from) - invalidBytes);
        if (!isMultiByte)
            return *first;
        ++count.broken;
        buffer += kBrokenByte;
    }
    if (first && !count.isSure(/*isUtf8*/ false))
        return *first;
    if (wrong != bytes.cend())
        return refused(position - (bytes.cend() - wrong));
    bytes.clear();
    return {};
}

Result<void> TextFile::State::look(const QString &wanted)
{
    bool isWhole = false;
    while (bytes.size() < kBeginningBytes && !isWhole) {
        const auto filled = fill();
        if (!filled)
            return filled.error();
        isWhole = !*filled;
    }
    const auto refused = [this](const QString &what, const QString &hint) {
        return Error{ErrorKind::Input, what, name(), hint};
    };
    if (const QString kind = otherKind(bytes); !kind.isEmpty())
        return refused(kind,
                       isCompoundFile(bytes)
                           ? Text::tr("Open it, take off its password and save it as .xlsx.")
                       : isProject(bytes)
                           ? Text::tr("Open the project, or export its pairs to a file there and "
                                      "choose that file.")
                           : Text::tr("Save the table as CSV in UTF-8 and choose that file."));
    encoding = wanted.isEmpty() ? guessEncoding(bytes) : EncodingGuess{.name = wanted};
    const QByteArray text = bytes.trimmed();
    if (wanted.isEmpty() && !encoding.name.startsWith(QLatin1String("UTF-")) &&
        (text.startsWith('{') || text.startsWith('[')))
        encoding.isSure = false; // JSON is in UTF-8
    if (!encoding.isSure) {
        const QByteArrayView right =
            QByteArrayView(bytes).first(std::max<qsizetype>(0, brokenUtf8(bytes)));
        doubt = Error{ErrorKind::Input, Text::tr("The text is not in UTF-8."),
                      Text::tr("%1, line %2, byte %3 of the file")
                          .arg(name())
                          .arg(lineBreaks(right) + 1)
                          .arg(right.size()),
                      Text::tr("It may be in %1. Choose the encoding, or save the table in UTF-8.")
                          .arg((QStringList(encoding.name) + encoding.others.mid(0, 5))
                                   .join(QStringLiteral(", ")))};
    }
    if (isUtf8(encoding.name)) {
        encoding.name = QStringLiteral("UTF-8");
        const LetterCount looked = countUtf8(bytes);
        isDoubtful = looked.broken > 0 && !looked.isSure(/*isUtf8*/ true);
        if (bytes.startsWith(kByteOrderMark)) {
            bytes.remove(0, 3);
            start = 3;
        }
    } else {
        converter = converterOf(encoding.name);
        if (!converter)
            return Error{ErrorKind::Unsupported,
                         Text::tr("Files in the encoding “%1” can't be read.").arg(encoding.name),
                         name(), Text::tr("Save the table as CSV in UTF-8 and choose that file.")};
        isIso8859 = isOfIso8859(encoding.name);
        isMultiByte = ucnv_getMaxCharSize(converter.get()) > 1;
    }
    if (auto converted = convert(beginning, isWhole); !converted)
        return converted;
    isAtEnd = isWhole;
    if (beginning.startsWith(kByteOrderMark)) // of UTF-16
        beginning.remove(0, 3);
    if (beginning.isEmpty())
        return refused(Text::tr("The file is empty."), Text::tr("Choose a file that has rows."));
    shown = beginning.left(kBeginningBytes);
    return {};
}

TextFile::TextFile(std::unique_ptr<State> state) : m_state(std::move(state)) {}
TextFile::TextFile(TextFile &&) noexcept = default;
TextFile &TextFile::operator=(TextFile &&) noexcept = default;
TextFile::~TextFile() = default;

Result<TextFile> TextFile::open(const QString &path, const QString &encoding)
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
                     Text::tr("Choose a file of pairs.")};
    };
    if (!S_ISREG(status.st_mode)) // asked before opening: a FIFO would wait for its other end
        return notRegular();
    auto state = std::make_unique<State>();
    state->path = path;
    state->descriptor = ::open(name.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (state->descriptor < 0)
        return unreadable(Text::tr("The file can't be read."),
                          Text::tr("Check the rights of the file."));
    if (::fstat(state->descriptor, &status) != 0 || !S_ISREG(status.st_mode))
        return notRegular();
    state->size = status.st_size;
    state->changed = changedNs(status);
    if (auto looked = state->look(encoding); !looked)
        return looked.error();
    return TextFile(std::move(state));
}

const EncodingGuess &TextFile::encoding() const
{
    return m_state->encoding;
}

std::optional<Error> TextFile::doubt() const
{
    return m_state->doubt;
}

qint64 TextFile::start() const
{
    return m_state->start;
}

QByteArray TextFile::beginning() const
{
    return m_state->shown;
}

bool TextFile::isWhole() const
{
    return m_state->isAtEnd && m_state->beginning.size() <= kBeginningBytes;
}

Result<bool> TextFile::read(QByteArray &buffer)
{
    if (!m_state->beginning.isEmpty()) {
        buffer += m_state->beginning;
        m_state->beginning = {};
        return true;
    }
    if (m_state->isAtEnd)
        return false;
    const auto filled = m_state->fill();
    if (!filled)
        return filled.error();
    m_state->isAtEnd = !*filled;
    const qsizetype before = buffer.size();
    if (auto converted = m_state->convert(buffer, m_state->isAtEnd); !converted)
        return converted.error();
    return *filled || buffer.size() > before;
}

bool TextFile::leavesOut(QByteArrayView part)
{
    if (m_state->converter)
        return true; // else read() had refused it
    // The letter that the part ends in may be the broken one.
    m_state->count.broken += std::max<qint64>(countUtf8(part).broken, 1);
    return !m_state->isDoubtful && m_state->count.isSure(/*isUtf8*/ true);
}

QString TextFile::path() const
{
    return m_state->path;
}

QString TextFile::name() const
{
    return m_state->name();
}

qint64 TextFile::position() const
{
    return m_state->position;
}

qint64 TextFile::size() const
{
    return m_state->size;
}

bool LetterCount::isSure(bool isUtf8) const
{
    // Of text in GB18030 about four letters in five are no UTF-8; Shift_JIS read as GB18030 may
    // have few places that are none.
    constexpr qint64 kLeastLetters = 10, kLettersOfUtf8 = 10, kLetters = 100;
    return letters >= kLeastLetters && broken <= 1 + letters / (isUtf8 ? kLettersOfUtf8 : kLetters);
}

namespace
{
/// Bytes of the letter at a place; 0: there is none, -1: what there is of it is right.
int letterBytes(QByteArrayView bytes, qsizetype at)
{
    const uchar lead = uchar(bytes[at]);
    if (lead < 0x80)
        return 1;
    const int size = lead >= 0xc2 && lead <= 0xdf   ? 2
                     : (lead & 0xf0) == 0xe0        ? 3
                     : lead >= 0xf0 && lead <= 0xf4 ? 4
                                                    : 0;
    if (size == 0)
        return 0;
    const uchar lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    const uchar highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    for (int k = 1; k < size; ++k) {
        if (at + k >= bytes.size())
            return -1;
        const uchar next = uchar(bytes[at + k]);
        if (next < (k == 1 ? lowest : 0x80) || next > (k == 1 ? highest : 0xbf))
            return 0;
    }
    return size;
}
} // namespace

qsizetype brokenUtf8(QByteArrayView bytes)
{
    for (qsizetype i = 0; i < bytes.size();) {
        if (uchar(bytes[i]) < 0x80) {
            ++i;
            continue;
        }
        const int letter = letterBytes(bytes, i);
        if (letter <= 0)
            return i;
        i += letter;
    }
    return -1;
}

LetterCount countUtf8(QByteArrayView bytes)
{
    LetterCount count;
    bool isBroken = false;
    for (qsizetype i = 0; i < bytes.size();) {
        const int letter = letterBytes(bytes, i);
        if (letter < 0)
            return count;
        count.letters += letter > 1;
        count.broken += letter == 0 && !isBroken;
        isBroken = letter == 0;
        i += std::max(letter, 1);
    }
    return count;
}

qint64 lineBreaks(QByteArrayView bytes)
{
    qint64 breaks = 0;
    for (qsizetype i = 0; i < bytes.size(); ++i)
        breaks += bytes[i] == '\n' ? (i == 0 || bytes[i - 1] != '\r') : bytes[i] == '\r';
    return breaks;
}

} // namespace tunedesk
