#include "text/tokenizer_json.h"
#include "text/word_piece.h"

#include <QCoreApplication>

#include <limits>

namespace tunedesk
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(TokenizerJson)
};

Result<ModelParts> readWordPiece(const JsonPart &part)
{
    if (auto done = part.onlyKeys({"type", "unk_token", "continuing_subword_prefix",
                                   "max_input_chars_per_word", "vocab"});
        !done)
        return done.error();
    const auto unknown = part.text("unk_token");
    const auto prefix = part.text("continuing_subword_prefix");
    if (!unknown || !prefix)
        return !unknown ? unknown.error() : prefix.error();
    const auto most =
        part.member("max_input_chars_per_word").number(std::numeric_limits<int>::max());
    if (!most)
        return most.error();
    ModelParts parts;
    const JsonPart vocabulary = part.member("vocab");
    if (auto done = readVocabulary(vocabulary, parts); !done)
        return done.error();
    if (!parts.vocabulary.contains(*unknown))
        return lacksToken(vocabulary, *unknown);
    parts.model =
        std::make_shared<WordPiece>(parts.vocabulary, WordPieceOptions{.unknownToken = *unknown,
                                                                       .continuingPrefix = *prefix,
                                                                       .maxCharsPerWord = *most});
    return parts;
}

// Older files give the model without its type; its settings tell.
std::string typeOf(const JsonPart &part)
{
    if (part.has("type"))
        return part.type();
    if (!part.has("merges") && part.has("continuing_subword_prefix") &&
        part.has("max_input_chars_per_word"))
        return "WordPiece";
    if (part.has("merges"))
        return "BPE";
    if (part.has("unk_id") && part.member("vocab").value().is_array())
        return "Unigram";
    return {};
}

} // namespace

Error lacksToken(const JsonPart &vocabulary, const std::string &token)
{
    return {
        ErrorKind::Model,
        Text::tr("The vocabulary lacks the special token “%1”.").arg(QString::fromStdString(token)),
        vocabulary.where(), Text::tr("Get the file again from where the model came from.")};
}

Result<void> readVocabulary(const JsonPart &part, ModelParts &into)
{
    if (!part.value().is_object())
        return part.damaged();
    into.vocabulary.reserve(part.value().size());
    into.ids.reserve(part.value().size());
    for (const auto &[token, value] : part.value().items()) {
        const JsonPart entry = part.entry(token, value);
        const auto id = entry.number(kMaxTokenId);
        if (!id)
            return id.error();
        if (!into.ids.insert(*id).second)
            return Error{ErrorKind::Model,
                         Text::tr("Two tokens of the vocabulary have the number %1.").arg(*id),
                         entry.where(),
                         Text::tr("Get the file again from where the model came from.")};
        if (!token.empty())
            into.vocabulary.emplace(token, *id);
    }
    return {};
}

Result<ModelParts> readModel(const JsonPart &part, bool isByteLevel)
{
    if (!part.value().is_object())
        return part.damaged();
    const std::string type = typeOf(part);
    if (type == "WordPiece" && !isByteLevel)
        return readWordPiece(part);
    if (type == "Unigram" && !isByteLevel)
        return readUnigram(part);
    if (type == "BPE")
        return readBytePair(part, isByteLevel);
    return part.named(part.place() + ".type")
        .unknownType(QStringLiteral("WordPiece, BPE, Unigram"));
}

} // namespace tunedesk
