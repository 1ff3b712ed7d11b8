#include "text/bert_normalizer.h"
#include "text/bert_pre_tokenizer.h"
#include "text/special_token_list.h"
#include "text/tokenizer_parts.h"
#include "text/unicode.h"
#include "text/word_piece.h"

#include <QCoreApplication>

#include <array>
#include <set>

namespace tunedesk
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(VocabularyFile)
};

Error badLine(const QString &path, int line, const QString &what)
{
    return {ErrorKind::Model, what, Text::tr("%1, line %2").arg(path).arg(line),
            Text::tr("Get the file again from where the model came from.")};
}

// Lines end with LF, CRLF or CR.
std::string_view takeLine(std::string_view &rest)
{
    const std::size_t end = rest.find_first_of("\r\n");
    const std::string_view line = rest.substr(0, end);
    if (end == std::string_view::npos) {
        rest = {};
        return line;
    }
    const bool isPair = rest.substr(end, 2) == "\r\n";
    rest.remove_prefix(end + (isPair ? 2 : 1));
    return line;
}

Result<Vocabulary> readLines(const std::string &text, const QString &path)
{
    Vocabulary vocabulary;
    std::string_view rest = text;
    for (int line = 1; !rest.empty(); ++line) {
        const std::string_view token = takeLine(rest);
        if (token.empty())
            return badLine(path, line, Text::tr("A line of the vocabulary is empty."));
        if (unicode::firstInvalid(token) != std::string_view::npos)
            return badLine(path, line, Text::tr("A line of the vocabulary is no valid UTF-8."));
        const auto [at, isNew] = vocabulary.emplace(token, line - 1);
        if (!isNew)
            return badLine(
                path, line,
                Text::tr("The vocabulary holds “%1” twice; it stands on line %2 already.")
                    .arg(QString::fromStdString(at->first))
                    .arg(at->second + 1));
    }
    if (vocabulary.empty())
        return badLine(path, 1, Text::tr("The vocabulary is empty."));
    return vocabulary;
}

// Other classes with a vocab.txt split the text in ways of their own (MeCab, jieba, …).
bool splitsAsBert(const std::string &tokenizerClass)
{
    static const std::set<std::string> known{"",
                                             "BertTokenizer",
                                             "DistilBertTokenizer",
                                             "ElectraTokenizer",
                                             "TokenizersBackend",
                                             "PreTrainedTokenizer",
                                             "MobileBertTokenizer",
                                             "RetriBertTokenizer",
                                             "LayoutLMTokenizer",
                                             "ConvBertTokenizer"};
    return known.contains(tokenizerClass);
}

} // namespace

Result<TokenizerParts> readVocabularyFile(const QString &path, const TokenizerSettings &settings)
{
    const auto text = readTokenizerFile(path);
    if (!text)
        return text.error();
    auto vocabulary = readLines(*text, path);
    if (!vocabulary)
        return vocabulary.error();

    if (!splitsAsBert(settings.tokenizerClass))
        return unknownTokenizerClass(settings);
    TokenizerParts parts;
    parts.vocabulary = std::move(*vocabulary);
    const bool lowercase = settings.lowercase.value_or(true);
    parts.normalizer.add(std::make_shared<BertNormalizer>(
        BertNormalizerOptions{.cleanText = true,
                              .handleChineseChars = settings.handleChineseChars.value_or(true),
                              .stripAccents = settings.stripAccents.value_or(lowercase),
                              .lowercase = lowercase}));
    parts.preTokenizer.add(std::make_shared<BertPreTokenizer>());

    SpecialTokenList tokens(parts, path);
    if (auto done = tokens.addNumbered(settings); !done)
        return done.error();
    std::vector<int> specialIds;
    static constexpr std::array kNames{"[UNK]", "[SEP]", "[PAD]", "[CLS]", "[MASK]"};
    for (std::size_t at = 0; at < kNames.size(); ++at) {
        const auto which = static_cast<SpecialToken>(at);
        const bool isNeeded = which != SpecialToken::Padding && which != SpecialToken::Mask;
        const auto id =
            tokens.add(settings.token(which).value_or(AddedToken{.content = kNames[at]}), isNeeded);
        if (!id)
            return id.error();
        specialIds.push_back(*id);
    }
    if (auto done = tokens.addMore(settings); !done)
        return done.error();

    using Piece = PostProcessor::Piece;
    using Part = PostProcessor::Part;
    const std::vector<int> sep{specialIds[1]};
    const std::vector<int> cls{specialIds[3]};
    parts.model = std::make_shared<WordPiece>(
        parts.vocabulary,
        WordPieceOptions{.unknownToken = settings.name(SpecialToken::Unknown, kNames[0])});
    parts.padding = {.id = specialIds[2],
                     .typeId = settings.padTypeId.value_or(0),
                     .isLeft = settings.padsLeft.value_or(false)};
    parts.cutsFromLeft = settings.cutsFromLeft.value_or(false);
    parts.single = {Piece{Part::Special, cls, 0}, Piece{Part::First, {}, 0},
                    Piece{Part::Special, sep, 0}};
    parts.pair = parts.single;
    parts.pair.push_back(Piece{Part::Second, {}, 1});
    parts.pair.push_back(Piece{Part::Special, sep, 1});
    return parts;
}

} // namespace tunedesk
