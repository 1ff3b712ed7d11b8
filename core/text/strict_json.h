#pragma once

#include "base/result.h"

#include <nlohmann/json.hpp>

#include <string_view>

namespace tunedesk
{

/// JSON as RFC 8259 has it, and stricter: no key twice in one object, at most 32 levels.
/// Errors: Model, with the byte where it went wrong. @param where file name for the error
Result<nlohmann::json> parseStrictJson(std::string_view text, const QString &where);

} // namespace tunedesk
