#pragma once

#include "base/regular_file.h"
#include "base/result.h"
#include "base/zip_directory.h"

#include <QByteArray>

#include <cstdint>
#include <memory>

namespace tunedesk
{

/// The content of a record of a zip file, unpacked in pieces. It never unpacks to more than 200
/// times what was read, but for its first megabyte. One thread.
class ZipStream
{
public:
    static constexpr std::uint64_t kMaxRatio = 200;
    static constexpr std::uint64_t kFreeBytes = 1 << 20; ///< before the ratio counts

    /// @param file outlives the stream
    /// @param left bytes that the file may unpack to yet, counted down; outlives the stream
    /// Errors: Unsupported (packed in another way than deflate).
    static Result<ZipStream> open(const RegularFile &file, const ZipRecord &record,
                                  std::uint64_t &left);
    ZipStream(ZipStream &&) noexcept;
    ZipStream &operator=(ZipStream &&) noexcept;
    ~ZipStream();

    /// Appends the next piece. @return false at the end, where size and check sum are right
    /// Errors: Input (damaged; unpacks to more than it may), File (changed meanwhile). They name
    /// the record; the path is left to the caller.
    Result<bool> read(QByteArray &buffer);

    std::uint64_t position() const; ///< packed bytes that were read
    std::uint64_t size() const;     ///< packed bytes

private:
    struct State;
    explicit ZipStream(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace tunedesk
