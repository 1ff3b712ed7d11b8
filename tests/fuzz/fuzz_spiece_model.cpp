// A SentencePiece model: what is accepted must cut any text into pieces that cover it.
#include "fuzz_input.h"
#include "text/characters_map.h"
#include "text/sentencepiece_model.h"
#include "text/unigram.h"

#include <array>
#include <cstdlib>
#include <numeric>

using namespace tunedesk;

namespace
{

void cut(const Unigram &model, std::string_view word)
{
    std::vector<int> ids;
    std::vector<int> lengths;
    const std::array words{word};
    model.tokenize(words, ids, &lengths);
    const auto covered = std::accumulate(lengths.begin(), lengths.end(), std::size_t{0});
    if (covered != word.size() || lengths.size() != ids.size())
        std::abort();
    std::vector<int> again;
    model.tokenize(words, again, nullptr); // by way of the cache
    if (again != ids)
        std::abort();
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t bytes)
{
    const auto read =
        readSentencePieceModel(std::string_view(reinterpret_cast<const char *>(data), bytes),
                               QStringLiteral("spiece.model"));
    if (!read) {
        if (read.error().what.isEmpty())
            std::abort();
        return 0;
    }
    std::vector<UnigramPiece> pieces;
    for (const auto &piece : read->pieces)
        pieces.push_back({piece.text, piece.score});
    const Unigram model(pieces, {.unknownId = read->unknownId, .byteFallback = read->byteFallback});
    std::vector<std::string> texts{
        "\u2581the price\u2581is 9,99\u00a0\u20ac", std::string("a\0b\r\n", 5),
        "\u4e2d\u6587\ufb01\u0301\u200d\U0001f1e9\U0001f1ea\u0915\u094d\u0937",
        "e\u0301\u0302\ufdfa"};
    for (const auto &piece : read->pieces) {
        if (texts.size() < 24)
            texts.push_back(piece.text);
    }
    const auto map = CharactersMap::read(read->charactersMap, QStringLiteral("spiece.model"));
    for (const std::string &text : texts) {
        cut(model, text);
        if (!map)
            continue;
        std::string changed;
        ByteOrigins origins;
        map->normalize(text, changed, &origins);
        if (origins.size() != changed.size() || (!origins.empty() && origins.back() >= text.size()))
            std::abort();
        cut(model, changed); // still UTF-8, whatever the table holds
    }
    return 0;
}
