#pragma once

#include "text/tokenizer_parts.h"

namespace tunedesk
{

/// Gives the tokens that configuration files name their numbers: the vocabulary's, or the next free
/// one, in the order in which transformers adds them.
class SpecialTokenList
{
public:
    /// @param parts its vocabulary is complete; added tokens come into it   @param path for errors
    SpecialTokenList(TokenizerParts &parts, QString path);

    /// Those that have numbers in the configuration. Errors: Model (another number in the
    /// vocabulary).
    Result<void> addNumbered(const TokenizerSettings &settings);
    /// The named one, or what the family calls it. @return its number
    /// @param isNeeded must be in the vocabulary   Errors: Model.
    Result<int> add(const AddedToken &token, bool isNeeded);
    Result<void> addMore(const TokenizerSettings &settings);

private:
    Result<int> place(AddedToken token, int wantedId);

    TokenizerParts &m_parts;
    QString m_path;
    int m_nextId = 0;
};

} // namespace tunedesk
