#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tunedesk
{

/// Byte-level vocabularies write each byte as one printable character: the printable ones of
/// Latin-1 as themselves, the others as U+0100 and up. Source: Radford et al. 2019, as GPT-2's
/// vocab.json has it.

/// The character that a byte is written as, in UTF-8.
const std::string &alphabetCharacter(unsigned char byte);
/// What a vocabulary's token stands for; none where it holds a character that stands for no byte.
/// @param token valid UTF-8
std::optional<std::string> alphabetBytes(std::string_view token);

} // namespace tunedesk
