#pragma once

#include "text/pre_tokenizer.h"

namespace tunedesk
{

/// The regular expressions by which byte-level tokenizers split texts, written out by hand: no text
/// can make them slow, and every byte of the text is in a word.
enum class LetterPattern {
    Gpt2,   ///< 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
    Llama3, ///< contractions in any case, line breaks apart, numbers of up to three digits
    Qwen2,  ///< as Llama3, each digit for itself
};

/// Immutable: any thread.
class LetterSplitter : public PreTokenizerStep
{
public:
    explicit LetterSplitter(LetterPattern pattern) : m_pattern(pattern) {}
    void apply(WordList &list) const override;
    /// As written in tokenizer.json; none of ours is refused there.
    static const char *expressionOf(LetterPattern pattern);

private:
    LetterPattern m_pattern;
};

} // namespace tunedesk
