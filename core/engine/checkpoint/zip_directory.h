#pragma once

#include "base/result.h"
#include "engine/checkpoint/regular_file.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tunedesk
{

/// A file within a zip file.
struct ZipRecord {
    std::string name;
    std::uint64_t begin = 0, end = 0; ///< bytes from the start of the zip file
    std::uint32_t crc = 0;            ///< CRC-32 that the directory has for its content
    bool isCompressed = false;        ///< its bytes are not its content
};

/// The records of a zip file, zip64 too, in the order of its directory. No record is read and
/// nothing is unpacked.
/// Errors: Model (no directory; a record that is encrypted, overlaps another one, leaves the file
/// or has a name that could be a path outside; names the record). The path is left to the caller.
Result<std::vector<ZipRecord>> readZipDirectory(const RegularFile &file);

} // namespace tunedesk
