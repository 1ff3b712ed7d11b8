#pragma once

#include "text/pre_tokenizer.h"

#include <memory>
#include <string>

namespace tunedesk
{

/// The simpler cuts that tokenizer.json knows, under its names.
namespace pre_tokenizers
{

using Step = std::shared_ptr<const PreTokenizerStep>;

/// What becomes of the places where a text is cut.
enum class Delimiter { Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous };
/// Whether the sign for a blank comes before a text that begins without one.
enum class PrependScheme { Always, First, Never };

Step whitespaceSplit();
Step whitespace(); ///< runs of word characters, and of others that are no white space
Step punctuation(Delimiter delimiter);
Step digits(bool individually);
/// Cut at each occurrence of a text, not empty. @param inverted the text between is the delimiter
Step split(std::string pattern, Delimiter delimiter, bool inverted);
/// Blanks become `replacement`. @param splits cut before each of them
Step metaspace(std::string replacement, PrependScheme scheme, bool splits);
Step prefixSpace(); ///< a blank before words that begin without one

} // namespace pre_tokenizers

} // namespace tunedesk
