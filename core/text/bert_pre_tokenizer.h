#pragma once

#include "text/pre_tokenizer.h"

namespace tunedesk
{

/// BERT's words: split at white space, which is dropped, and around each punctuation character.
class BertPreTokenizer : public PreTokenizerStep
{
public:
    void apply(WordList &list) const override;
};

} // namespace tunedesk
