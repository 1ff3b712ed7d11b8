#pragma once

#include "base/regular_file.h"
#include "base/result.h"

#include <QString>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tunedesk
{

/// A file within a zip file.
struct ZipRecord {
    std::string name;
    std::uint64_t begin = 0, end = 0; ///< bytes from the start of the zip file
    std::uint32_t crc = 0;            ///< CRC-32 that the directory has for its content
    std::uint64_t bytes = 0;          ///< that the directory has for its content
    std::uint16_t method = 0;         ///< 0: its bytes are its content; 8: deflated
};

/// Records whose name could be a path outside.
enum class StrangeNames { Refuse, LeaveOut };

/// The records of a zip file, zip64 too, in the order of its directory. No record is read and
/// nothing is unpacked.
/// Errors: Model (no directory; a record that is encrypted, overlaps another one, leaves the file
/// or, unless left out, has a name that could be a path
/// outside; names the record). The path is left to the caller.
Result<std::vector<ZipRecord>> readZipDirectory(const RegularFile &file,
                                                StrangeNames names = StrangeNames::Refuse);

/// Whether there is one at all: a file that was cut off has none.
bool hasZipDirectory(const RegularFile &file);

/// A record's name for a message, cut at 80 bytes.
QString shownRecord(std::string_view name);

} // namespace tunedesk
