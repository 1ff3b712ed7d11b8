#pragma once

#include <cstddef>
#include <cstdint>

namespace tunedesk
{

/// The check sum of zip files (CRC-32, polynomial 0xEDB88320). @param start sum of the bytes before
std::uint32_t crc32(const void *data, std::size_t bytes, std::uint32_t start = 0);

} // namespace tunedesk
