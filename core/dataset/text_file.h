#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace tunedesk
{

/// An encoding that the bytes of a file may be in.
struct EncodingGuess {
    QString name;       ///< as ICU names it: "UTF-8", "GB18030", "UTF-16LE", "windows-1252"
    bool isSure = true; ///< else a person should look at the text
    QStringList others; ///< those that would fit too, likeliest first
};

/// What the beginning of a file is in. UTF-8 where it can be, UTF-16 by mark or by its NUL bytes,
/// then what ICU thinks.
EncodingGuess guessEncoding(QByteArrayView beginning);

/// Whether texts in an encoding of this name can be read.
bool isKnownEncoding(const QString &name);

/// The text of a regular file in UTF-8, whatever encoding it is in, in pieces. One thread.
class TextFile
{
public:
    static constexpr qint64 kBeginningBytes = 64LL * 1024;

    /// Opens and looks at the beginning; a byte order mark is passed over.
    /// @param encoding empty: found
    /// Errors: File (not there, not readable, no regular file), Input (empty, another kind of file
    /// by its first bytes, unknown encoding).
    static Result<TextFile> open(const QString &path, const QString &encoding = {});
    TextFile(TextFile &&) noexcept;
    TextFile &operator=(TextFile &&) noexcept;
    ~TextFile();

    const EncodingGuess &encoding() const;
    /// Why the guess should not be taken without a look at it: the place that is no UTF-8, and what
    /// it may be.
    std::optional<Error> doubt() const;
    QByteArray beginning() const; ///< up to 64 KiB of UTF-8; also the first piece that read() gives
    bool isWhole() const;         ///< beginning() is all of it

    /// Appends the next piece. UTF-8 is handed on as it is, valid or not (see brokenUtf8()). Of
    /// another encoding, bytes that are no letter become 0xff where they are few.
    /// @return false at the end. Errors: Input (bytes that are none in this encoding, with their
    /// place), File (unreadable, changed meanwhile).
    Result<bool> read(QByteArray &buffer);
    /// Whether a part of what was read may be left out for its broken bytes and the rest be read
    /// on: the file is in its encoding but for few of them.
    bool leavesOut(QByteArrayView part);

    QString path() const;
    QString name() const;    ///< without folder
    qint64 start() const;    ///< bytes of the byte order mark
    qint64 position() const; ///< bytes of the file read
    qint64 size() const;     ///< bytes of the file

private:
    struct State;
    explicit TextFile(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// What bytes hold of an encoding beyond ASCII. Many letters can't come about by chance.
struct LetterCount {
    qint64 letters = 0;
    qint64 broken = 0; ///< places with bytes that are no letter
    /// Whether broken places are so few beside the letters that the encoding is not in doubt.
    bool isSure(bool isUtf8) const;
};

/// A letter that is cut at the end is not counted.
LetterCount countUtf8(QByteArrayView bytes);

/// Index of the first byte that is no UTF-8 (Unicode 15, table 3-7); -1: all is well.
qsizetype brokenUtf8(QByteArrayView bytes);

/// Line breaks among bytes: LF, CR, and CRLF as one.
qint64 lineBreaks(QByteArrayView bytes);

} // namespace tunedesk
