#pragma once

#include "base/result.h"
#include "text/normalizer.h"

#include <QString>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tunedesk
{

/// The replacement table inside a SentencePiece model (“precompiled_charsmap”): a double array from
/// bytes to places of a list of texts. Immutable: any thread.
/// A user-perceived character of fewer than six bytes that begins with a rule's bytes, the shortest
/// rule counting, becomes the rule's text as a whole, what follows the rule's bytes is lost; any
/// other is looked at character by character. So Hugging Face's fast tokenizers have it.
class CharactersMap : public NormalizerStep
{
public:
    /// Every place that the table points to is checked. Errors: Model.
    /// @param bytes length of the array in bytes (32 bits, little endian), the array, the texts,
    /// each
    ///        ended by a zero byte   @param where file and place for the error
    static Result<CharactersMap> read(std::string_view bytes, const QString &where);

    void normalize(std::string_view text, std::string &out, ByteOrigins *origins) const override;

private:
    CharactersMap() = default;
    bool check() const;
    /// Text of the shortest rule that `text` begins with.
    std::optional<std::string_view> replacement(std::string_view text) const;

    std::vector<std::uint32_t> m_units; ///< whole blocks of 256, so that no byte leads outside
    std::string m_texts;                ///< ends with a zero byte
    std::array<bool, 128> m_isPlain{}; ///< stays as it is, where no character follows that joins it
};

} // namespace tunedesk
