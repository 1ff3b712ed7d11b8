#include "text/characters_map.h"
#include "text/tokenizer_json.h"
#include "text/unigram.h"

#include <QByteArray>
#include <QCoreApplication>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace tunedesk
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(TokenizerJson)
};

// The reference reads a number's digits as a whole number and divides it by a power of ten: from
// 16 digits on that is often one bit beside the number that is written, and one bit decides which
// of two equally good ways to cut a word is taken. Files hold the shortest digits of a number, so
// these can be had back from it.
double asReferenceReads(double exact)
{
    if (exact == 0)
        return exact;
    std::array<char, 40> text;
    const auto end =
        std::to_chars(text.begin(), text.end(), std::abs(exact), std::chars_format::scientific).ptr;
    std::uint64_t whole = 0; // at most 17 digits
    int exponent = 0;
    const char *at = text.begin();
    for (bool isFraction = false; at != end && *at != 'e'; ++at) {
        if (*at == '.') {
            isFraction = true;
            continue;
        }
        whole = whole * 10 + static_cast<std::uint64_t>(*at - '0');
        exponent -= isFraction;
    }
    int written = 0;
    if (at != end)
        std::from_chars(at[1] == '+' ? at + 2 : at + 1, end, written);
    exponent += written;
    double digits = static_cast<double>(whole);
    if (exponent < -308) {
        digits /= 1e308;
        exponent += 308;
    }
    const std::string name = "1e" + std::to_string(std::abs(exponent));
    double power = 1; // std::pow is no match for it from 1e23 on
    std::from_chars(name.data(), name.data() + name.size(), power);
    digits = exponent >= 0 ? digits * power : digits / power;
    return std::copysign(digits, exact);
}

Result<UnigramPiece> readPiece(const JsonPart &part)
{
    const auto &value = part.value();
    if (!value.is_array() || value.size() != 2 || !value[0].is_string() || !value[1].is_number())
        return part.damaged();
    UnigramPiece piece{value[0].get<std::string>(), value[1].get<double>()};
    if (value[1].is_number_float())
        piece.score = asReferenceReads(piece.score);
    if (!std::isfinite(piece.score))
        return part.damaged();
    if (piece.text.size() > Unigram::kMaxPieceBytes)
        return part.refused(Text::tr("A piece of the tokenizer has %1 bytes; at most %2 work.")
                                .arg(piece.text.size())
                                .arg(Unigram::kMaxPieceBytes));
    return piece;
}

} // namespace

Result<ModelParts> readUnigram(const JsonPart &part)
{
    if (auto done = part.onlyKeys({"type", "unk_id", "vocab", "byte_fallback"}); !done)
        return done.error();
    const auto byteFallback = part.flag("byte_fallback", false);
    if (!byteFallback)
        return byteFallback.error();
    const JsonPart vocabulary = part.member("vocab");
    if (!vocabulary.value().is_array() || vocabulary.value().empty() ||
        vocabulary.value().size() > static_cast<std::size_t>(kMaxTokenId))
        return vocabulary.damaged();
    const int last = static_cast<int>(vocabulary.value().size()) - 1;
    // Without it nothing could be said of a character that no piece covers.
    const auto unknown = part.member("unk_id").number(last);
    if (!unknown)
        return unknown.error();
    ModelParts parts;
    std::vector<UnigramPiece> pieces;
    pieces.reserve(vocabulary.value().size());
    for (int id = 0; id <= last; ++id) {
        auto piece = readPiece(vocabulary.at(static_cast<std::size_t>(id)));
        if (!piece)
            return piece.error();
        parts.ids.insert(id);
        parts.vocabulary.insert_or_assign(piece->text, id); // of equal ones the last counts
        pieces.push_back(std::move(*piece));
    }
    parts.model = std::make_shared<Unigram>(
        pieces, UnigramOptions{.unknownId = *unknown, .byteFallback = *byteFallback});
    return parts;
}

Result<std::shared_ptr<const NormalizerStep>> readPrecompiled(const JsonPart &part)
{
    if (auto done = part.onlyKeys({"type", "precompiled_charsmap"}); !done)
        return done.error();
    const auto text = part.text("precompiled_charsmap");
    if (!text)
        return text.error();
    const JsonPart table = part.member("precompiled_charsmap");
    const auto bytes = QByteArray::fromBase64Encoding(QByteArray::fromStdString(*text),
                                                      QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes)
        return table.damaged();
    auto map = CharactersMap::read(
        std::string_view((*bytes).constData(), static_cast<std::size_t>((*bytes).size())),
        table.where());
    if (!map)
        return map.error();
    return std::shared_ptr<const NormalizerStep>(std::make_shared<CharactersMap>(std::move(*map)));
}

} // namespace tunedesk
