#pragma once

#include "base/result.h"

#include <QString>

#include <cstdint>

namespace tunedesk
{

/// A file read by place with pread, never mapped: when it shrinks meanwhile, readAt says no and
/// nothing crashes. One thread.
class RegularFile
{
public:
    /// Errors: File (not there, not readable, a folder, a pipe or a device).
    static Result<RegularFile> open(const QString &path);
    RegularFile(RegularFile &&other) noexcept;
    RegularFile &operator=(RegularFile &&other) noexcept;
    ~RegularFile();

    std::uint64_t size() const { return m_size; } ///< bytes, when it was opened
    /// @return false: the file has fewer bytes there, or the disk failed
    bool readAt(std::uint64_t offset, void *to, std::uint64_t bytes) const;

private:
    RegularFile(int descriptor, std::uint64_t size) : m_descriptor(descriptor), m_size(size) {}
    int m_descriptor;
    std::uint64_t m_size;
};

} // namespace tunedesk
