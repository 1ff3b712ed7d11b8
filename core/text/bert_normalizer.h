#pragma once

#include "text/normalizer.h"

#include <array>

namespace tunedesk
{

/// BERT's clean-up before the text is split; the names are those of tokenizer.json.
struct BertNormalizerOptions {
    bool cleanText = true;          ///< control characters go, every white space becomes a blank
    bool handleChineseChars = true; ///< blanks around each
    bool stripAccents = true;       ///< NFD without its non-spacing marks
    bool lowercase = true;          ///< each character for itself
};

/// Immutable: any thread.
class BertNormalizer : public NormalizerStep
{
public:
    explicit BertNormalizer(BertNormalizerOptions options);
    void normalize(std::string_view text, std::string &out, ByteOrigins *origins) const override;

private:
    void appendCharacter(std::string &out, char32_t c, unsigned char bits) const;
    void normalizeWhole(std::string_view text, std::string &out, ByteOrigins *origins) const;

    BertNormalizerOptions m_options;
    std::array<char, 128> m_ascii; ///< what becomes of it; 0: dropped
};

} // namespace tunedesk
