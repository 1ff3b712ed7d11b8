#include "base/zip_stream.h"

#include "base/crc32.h"

#include <QCoreApplication>

#include <zlib.h>

#include <algorithm>
#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ZipStream)
};

constexpr std::uint64_t kReadBytes = 64 << 10;
constexpr std::uint64_t kPieceBytes = 128 << 10;
constexpr std::uint16_t kStored = 0, kDeflated = 8;
} // namespace

struct ZipStream::State {
    State(const RegularFile &whole, const ZipRecord &one, std::uint64_t &most)
        : file(whole), record(one), left(most), next(one.begin)
    {
    }
    ~State() { inflateEnd(&zlib); }

    const RegularFile &file;
    ZipRecord record;
    std::uint64_t &left;
    std::uint64_t next;      ///< byte of the file to read
    std::uint64_t bytes = 0; ///< of the content so far
    std::uint32_t sum = 0;
    QByteArray packed; ///< read, and what of it zlib has yet to take is its next_in
    z_stream zlib{};
    bool isAtEnd = false;

    std::uint64_t taken() const { return next - record.begin - zlib.avail_in; }
    Error refused(const QString &what) const { return {ErrorKind::Input, what, {}, {}, {}}; }
    QString name() const { return shownRecord(record.name); }
    Result<void> fill();
    Result<std::uint64_t> unpack(char *to, std::uint64_t most);
    Result<void> checkLimits() const;
    Result<void> checkEnd() const;
};

Result<void> ZipStream::State::fill()
{
    const std::uint64_t count = std::min(kReadBytes, record.end - next);
    packed.resize(qsizetype(count));
    if (!file.readAt(next, packed.data(), count))
        return Error{
            ErrorKind::File, Text::tr("The file changed while it was being read."), {}, {}, {}};
    next += count;
    zlib.next_in = reinterpret_cast<Bytef *>(packed.data());
    zlib.avail_in = uInt(count);
    return {};
}

/// @return bytes that were put there; fewer than `most` at the end only
Result<std::uint64_t> ZipStream::State::unpack(char *to, std::uint64_t most)
{
    zlib.next_out = reinterpret_cast<Bytef *>(to);
    zlib.avail_out = uInt(most);
    while (zlib.avail_out > 0 && !isAtEnd) {
        if (zlib.avail_in == 0 && next < record.end)
            if (auto filled = fill(); !filled)
                return filled.error();
        if (record.method == kStored) {
            const uInt count = std::min(zlib.avail_in, zlib.avail_out);
            std::copy_n(zlib.next_in, count, zlib.next_out);
            zlib.next_in += count;
            zlib.avail_in -= count;
            zlib.next_out += count;
            zlib.avail_out -= count;
            isAtEnd = zlib.avail_in == 0 && next == record.end;
            continue;
        }
        const int result = inflate(&zlib, Z_NO_FLUSH);
        isAtEnd = result == Z_STREAM_END;
        if (result == Z_BUF_ERROR && next == record.end)
            return refused(Text::tr("Its record “%1” is cut off.").arg(name()));
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
            return refused(Text::tr("Its record “%1” is damaged.").arg(name()));
    }
    return most - zlib.avail_out;
}

Result<void> ZipStream::State::checkLimits() const
{
    if (bytes > kFreeBytes && bytes / kMaxRatio > taken())
        return refused(Text::tr("Its record “%1” unpacks to more than %2 times its size.")
                           .arg(name(), QString::number(kMaxRatio)));
    if (bytes > record.bytes)
        return refused(Text::tr("Its record “%1” holds more than the %2 bytes that it declares.")
                           .arg(name(), QString::number(record.bytes)));
    return {};
}

Result<void> ZipStream::State::checkEnd() const
{
    if (bytes != record.bytes || sum != record.crc)
        return refused(Text::tr("Its record “%1” is damaged: the check sum differs.").arg(name()));
    return {};
}

ZipStream::ZipStream(std::unique_ptr<State> state) : m_state(std::move(state)) {}
ZipStream::ZipStream(ZipStream &&) noexcept = default;
ZipStream &ZipStream::operator=(ZipStream &&) noexcept = default;
ZipStream::~ZipStream() = default;

Result<ZipStream> ZipStream::open(const RegularFile &file, const ZipRecord &record,
                                  std::uint64_t &left)
{
    auto state = std::make_unique<State>(file, record, left);
    const bool isKnown = record.method == kStored || record.method == kDeflated;
    // Negative: the bytes of a zip file have no header of zlib's own.
    if (!isKnown || inflateInit2(&state->zlib, -MAX_WBITS) != Z_OK)
        return Error{
            ErrorKind::Unsupported,
            Text::tr("Its record “%1” is packed in a way that can't be read.").arg(state->name()),
            {},
            {},
            {}};
    return ZipStream(std::move(state));
}

Result<bool> ZipStream::read(QByteArray &buffer)
{
    State &state = *m_state;
    const qsizetype before = buffer.size();
    buffer.resize(before + qsizetype(kPieceBytes));
    const auto got = state.unpack(buffer.data() + before, kPieceBytes);
    buffer.resize(before + qsizetype(got ? *got : 0));
    if (!got)
        return got.error();
    state.bytes += *got;
    state.sum = crc32(buffer.constData() + before, *got, state.sum);
    if (*got > state.left)
        return state.refused(Text::tr("It unpacks to more than it may."));
    state.left -= *got;
    if (auto checked = state.checkLimits(); !checked)
        return checked.error();
    if (state.isAtEnd)
        if (auto checked = state.checkEnd(); !checked)
            return checked.error();
    return *got > 0;
}

std::uint64_t ZipStream::position() const
{
    return m_state->isAtEnd ? size() : m_state->taken();
}

std::uint64_t ZipStream::size() const
{
    return m_state->record.end - m_state->record.begin;
}

} // namespace tunedesk
