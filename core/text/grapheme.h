#pragma once

#include <cstddef>
#include <string_view>

namespace tunedesk::unicode
{

/// Where the user-perceived character that begins at `begin` ends, counted in bytes.
/// Source: Unicode 17, UAX 29, rules GB3 to GB13 (extended clusters).
/// @param text valid UTF-8; a cluster begins at `begin` @return > begin
std::size_t graphemeEnd(std::string_view text, std::size_t begin);

} // namespace tunedesk::unicode
