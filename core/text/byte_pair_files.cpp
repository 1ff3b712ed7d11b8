#include "text/byte_pair.h"
#include "text/letter_splitter.h"
#include "text/pre_tokenizer_steps.h"
#include "text/special_token_list.h"
#include "text/strict_json.h"
#include "text/tokenizer_json.h"
#include "text/unicode.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <array>
#include <set>

namespace tunedesk
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(BytePairFiles)
};

using Part = PostProcessor::Part;
using Piece = PostProcessor::Piece;

enum class Layout { Gpt2, Roberta };

Error badLine(const QString &path, int line, const QString &what)
{
    return {ErrorKind::Model, what, Text::tr("%1, line %2").arg(path).arg(line),
            Text::tr("Get the file again from where the model came from.")};
}

struct Merges {
    std::vector<BytePair::Merge> pairs;
    std::vector<int> lines; ///< of each pair in the file
};

/// Lines end with LF or CRLF; “#version” is none of the merges. Empty lines at the end are let
/// pass.
Result<Merges> readMerges(const QString &path)
{
    const auto text = readTokenizerFile(path);
    if (!text)
        return text.error();
    Merges merges;
    std::string_view rest = *text;
    int emptyLine = 0;
    for (int line = 1; !rest.empty(); ++line) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view content = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (content.ends_with('\r'))
            content.remove_suffix(1);
        if (content.empty()) {
            emptyLine = emptyLine == 0 ? line : emptyLine;
            continue;
        }
        if (emptyLine != 0)
            return badLine(path, emptyLine, Text::tr("A line of the merges isn't two tokens."));
        if (content.starts_with("#version"))
            continue;
        if (unicode::firstInvalid(content) != std::string_view::npos)
            return badLine(path, line, Text::tr("A line of the merges is no valid UTF-8."));
        const std::size_t blank = content.find(' ');
        if (blank == std::string_view::npos || blank == 0 || blank + 1 == content.size() ||
            content.find(' ', blank + 1) != std::string_view::npos)
            return badLine(path, line, Text::tr("A line of the merges isn't two tokens."));
        merges.pairs.emplace_back(content.substr(0, blank), content.substr(blank + 1));
        merges.lines.push_back(line);
    }
    return merges;
}

Result<ModelParts> readModelFiles(const QString &vocabularyPath, const QString &mergesPath)
{
    const auto text = readTokenizerFile(vocabularyPath);
    if (!text)
        return text.error();
    const auto root = parseStrictJson(*text, vocabularyPath);
    if (!root)
        return root.error();
    ModelParts parts;
    if (auto done = readVocabulary(JsonPart(*root, vocabularyPath), parts); !done)
        return done.error();
    const auto merges = readMerges(mergesPath);
    if (!merges)
        return merges.error();
    const BytePairOptions options{.isByteLevel = true};
    if (const auto bad = BytePair::firstBadMerge(parts.vocabulary, merges->pairs, options)) {
        const auto &[first, second] = merges->pairs[bad->index];
        return badLine(mergesPath, merges->lines[bad->index],
                       Text::tr("The line merges “%1” and “%2”: the vocabulary lacks “%3”.")
                           .arg(QString::fromStdString(first).left(60),
                                QString::fromStdString(second).left(60),
                                QString::fromStdString(bad->missing).left(120)));
    }
    parts.model = std::make_shared<BytePair>(parts.vocabulary, merges->pairs, options);
    return parts;
}

// As transformers chooses among its classes: tokenizer_class, else the model's type.
Result<Layout> chooseLayout(const QString &vocabularyPath, const TokenizerSettings &settings)
{
    static const std::set<std::string> roberta{"RobertaTokenizer", "LongformerTokenizer",
                                               "BartTokenizer", "LEDTokenizer"};
    static const std::set<std::string> robertaTypes{"roberta", "longformer", "bart", "led"};
    static const std::set<std::string> general{"", "TokenizersBackend", "PreTrainedTokenizer"};
    if (roberta.contains(settings.tokenizerClass))
        return Layout::Roberta;
    if (settings.tokenizerClass == "GPT2Tokenizer")
        return Layout::Gpt2;
    if (!general.contains(settings.tokenizerClass))
        return unknownTokenizerClass(settings);
    const QString path = QFileInfo(vocabularyPath).dir().filePath(QStringLiteral("config.json"));
    if (QFileInfo::exists(path)) {
        const auto text = readTokenizerFile(path);
        if (!text)
            return text.error();
        const auto config = parseStrictJson(*text, path);
        if (!config)
            return config.error();
        const JsonPart settingsOfModel(*config, path);
        auto type = settingsOfModel.text("encoder_type", ""); // below a head of ours
        if (type && type->empty())
            type = settingsOfModel.text("model_type", "");
        if (type && !type->empty())
            return robertaTypes.contains(*type) ? Layout::Roberta : Layout::Gpt2;
    }
    return settings.token(SpecialToken::Classifier) ? Layout::Roberta : Layout::Gpt2;
}

Result<void> layForGpt2(const TokenizerSettings &settings, SpecialTokenList &tokens,
                        TokenizerParts &parts)
{
    static constexpr char kEnd[] = "<|endoftext|>";
    std::array<int, kSpecialTokens> ids{};
    for (const auto which :
         {SpecialToken::Begin, SpecialToken::End, SpecialToken::Unknown, SpecialToken::Padding}) {
        if (which == SpecialToken::Padding && !settings.token(which)) {
            ids[static_cast<std::size_t>(which)] = ids[static_cast<std::size_t>(SpecialToken::End)];
            continue;
        }
        const auto id =
            tokens.add(settings.token(which).value_or(AddedToken{.content = kEnd}), false);
        if (!id)
            return id.error();
        ids[static_cast<std::size_t>(which)] = *id;
    }
    const auto lay = [&](std::vector<Piece> &into, Part part, int typeId) {
        if (settings.addBegin.value_or(false))
            into.push_back(
                {Part::Special, {ids[static_cast<std::size_t>(SpecialToken::Begin)]}, typeId});
        into.push_back({part, {}, typeId});
        if (settings.addEnd.value_or(false))
            into.push_back(
                {Part::Special, {ids[static_cast<std::size_t>(SpecialToken::End)]}, typeId});
    };
    lay(parts.single, Part::First, 0);
    lay(parts.pair, Part::First, 0);
    lay(parts.pair, Part::Second, 1);
    parts.padding.id = ids[static_cast<std::size_t>(SpecialToken::Padding)];
    return {};
}

Result<void> layForRoberta(const TokenizerSettings &settings, SpecialTokenList &tokens,
                           TokenizerParts &parts)
{
    static constexpr std::array kNames{"<unk>", "</s>", "<pad>", "<s>", "<mask>", "<s>", "</s>"};
    static_assert(kNames.size() == kSpecialTokens);
    std::array<int, kSpecialTokens> ids{};
    for (const auto which :
         {SpecialToken::Begin, SpecialToken::End, SpecialToken::Unknown, SpecialToken::Separator,
          SpecialToken::Padding, SpecialToken::Classifier, SpecialToken::Mask}) {
        const auto at = static_cast<std::size_t>(which);
        const bool isNeeded = which == SpecialToken::Separator || which == SpecialToken::Classifier;
        const auto id =
            tokens.add(settings.token(which).value_or(AddedToken{.content = kNames[at]}), isNeeded);
        if (!id)
            return id.error();
        ids[at] = *id;
    }
    const std::vector<int> sep{ids[static_cast<std::size_t>(SpecialToken::Separator)]};
    const std::vector<int> cls{ids[static_cast<std::size_t>(SpecialToken::Classifier)]};
    parts.single = {{Part::Special, cls, 0}, {Part::First, {}, 0}, {Part::Special, sep, 0}};
    parts.pair = parts.single;
    parts.pair.push_back({Part::Special, sep, 0});
    parts.pair.push_back({Part::Second, {}, 0});
    parts.pair.push_back({Part::Special, sep, 0});
    parts.padding.id = ids[static_cast<std::size_t>(SpecialToken::Padding)];
    parts.trimming = {.isOn = settings.trimOffsets.value_or(true),
                      .addsPrefixSpace = settings.addPrefixSpace.value_or(false)};
    return {};
}

} // namespace

Result<TokenizerParts> readBytePairFiles(const QString &vocabularyPath, const QString &mergesPath,
                                         const TokenizerSettings &settings)
{
    const auto layout = chooseLayout(vocabularyPath, settings);
    if (!layout)
        return layout.error();
    auto model = readModelFiles(vocabularyPath, mergesPath);
    if (!model)
        return model.error();
    TokenizerParts parts;
    parts.vocabulary = std::move(model->vocabulary);
    parts.model = std::move(model->model);
    if (settings.addPrefixSpace.value_or(false))
        parts.preTokenizer.add(pre_tokenizers::prefixSpace());
    parts.preTokenizer.add(std::make_shared<LetterSplitter>(LetterPattern::Gpt2));
    parts.padding = {.typeId = settings.padTypeId.value_or(0),
                     .isLeft = settings.padsLeft.value_or(false)};
    parts.cutsFromLeft = settings.cutsFromLeft.value_or(false);

    SpecialTokenList tokens(parts, vocabularyPath);
    auto done = tokens.addNumbered(settings);
    if (done)
        done = *layout == Layout::Gpt2 ? layForGpt2(settings, tokens, parts)
                                       : layForRoberta(settings, tokens, parts);
    if (done)
        done = tokens.addMore(settings);
    if (!done)
        return done.error();
    return parts;
}

} // namespace tunedesk
