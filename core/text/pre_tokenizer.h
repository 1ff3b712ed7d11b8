#pragma once

#include <string_view>
#include <vector>

namespace tunedesk
{

/// Words of a normalised text: split at white space, which is dropped, and around each punctuation
/// character. Immutable: any thread.
class PreTokenizer
{
public:
    /// Replaces `words`; they point into `text`. @param text valid UTF-8
    void split(std::string_view text, std::vector<std::string_view> &words) const;
};

} // namespace tunedesk
