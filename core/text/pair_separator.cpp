#include "text/pair_separator.h"

#include "text/strict_json.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairSeparator)
};

using Json = nlohmann::ordered_json;
using Part = PostProcessor::Part;
using Piece = PostProcessor::Piece;

/// Where the second text stands right behind the first; pair.end(): something is between.
std::vector<Piece>::iterator placeToSeparate(std::vector<Piece> &pair)
{
    const auto second = std::ranges::find(pair, Part::Second, &Piece::part);
    return second != pair.begin() && std::prev(second)->part == Part::First ? second : pair.end();
}

std::string endToken(const TokenizerSettings &settings)
{
    return settings.name(SpecialToken::End, "<|endoftext|>");
}

std::optional<int> idOf(const TokenizerParts &parts, const std::string &content)
{
    if (const auto found = parts.vocabulary.find(content); found != parts.vocabulary.end())
        return found->second;
    const auto added = std::ranges::find(parts.added, content, &AddedToken::content);
    return added != parts.added.end() ? std::optional(added->id) : std::nullopt;
}

std::string contentOf(const TokenizerParts &parts, int id)
{
    const auto added = std::ranges::find(parts.added, id, &AddedToken::id);
    if (added != parts.added.end())
        return added->content;
    const auto found =
        std::ranges::find(parts.vocabulary, id, [](const auto &item) { return item.second; });
    return found != parts.vocabulary.end() ? found->first : std::string();
}

Json templateOf(const TokenizerParts &parts)
{
    Json specials = Json::object();
    const auto pieces = [&](const std::vector<Piece> &from) {
        Json items = Json::array();
        for (const Piece &piece : from) {
            if (piece.part != Part::Special) {
                items.push_back(
                    {{"Sequence",
                      {{"id", piece.part == Part::First ? "A" : "B"}, {"type_id", piece.typeId}}}});
                continue;
            }
            for (const int id : piece.ids) {
                const std::string token = contentOf(parts, id);
                items.push_back({{"SpecialToken", {{"id", token}, {"type_id", piece.typeId}}}});
                specials[token] = {{"id", token}, {"ids", {id}}, {"tokens", {token}}};
            }
        }
        return items;
    };
    Json single = pieces(parts.single), pair = pieces(parts.pair);
    return {{"type", "TemplateProcessing"},
            {"single", std::move(single)},
            {"pair", std::move(pair)},
            {"special_tokens", std::move(specials)}};
}

Json byteLevel(bool addsPrefixSpace)
{
    return {{"type", "ByteLevel"},
            {"add_prefix_space", addsPrefixSpace},
            {"trim_offsets", true},
            {"use_regex", true}};
}

Json postProcessorOf(const TokenizerParts &parts)
{
    Json laid = templateOf(parts);
    if (!parts.trimming.isOn)
        return laid;
    return {
        {"type", "Sequence"},
        {"processors", Json::array({byteLevel(parts.trimming.addsPrefixSpace), std::move(laid)})}};
}

/// What vocab.json and merges.txt mean, in the form of a tokenizer.json.
Result<Json> jsonOfBytePairs(const QDir &folder, const TokenizerParts &parts,
                             const TokenizerSettings &settings)
{
    const auto vocabulary = readTokenizerFile(folder.filePath(QStringLiteral("vocab.json")));
    const auto lines = readTokenizerFile(folder.filePath(QStringLiteral("merges.txt")));
    if (!vocabulary || !lines)
        return !vocabulary ? vocabulary.error() : lines.error();
    Json merges = Json::array();
    for (std::string_view rest = *lines; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (!line.empty() && !line.starts_with("#version"))
            merges.push_back(std::string(line));
    }
    Json added = Json::array();
    for (const AddedToken &token : parts.added)
        added.push_back({{"id", token.id},
                         {"content", token.content},
                         {"single_word", token.singleWord},
                         {"lstrip", token.lstrip},
                         {"rstrip", token.rstrip},
                         {"normalized", token.normalized},
                         {"special", true}});
    const bool addsPrefixSpace = settings.addPrefixSpace.value_or(false);
    Json model{{"type", "BPE"},
               {"dropout", nullptr},
               {"unk_token", nullptr},
               {"continuing_subword_prefix", ""},
               {"end_of_word_suffix", ""},
               {"fuse_unk", false},
               {"byte_fallback", false},
               {"ignore_merges", false},
               {"vocab", Json::parse(*vocabulary, nullptr, false)},
               {"merges", std::move(merges)}};
    return Json{{"version", "1.0"},          {"truncation", nullptr},
                {"padding", nullptr},        {"added_tokens", std::move(added)},
                {"normalizer", nullptr},     {"pre_tokenizer", byteLevel(addsPrefixSpace)},
                {"post_processor", nullptr}, {"decoder", byteLevel(true)},
                {"model", std::move(model)}};
}
} // namespace

Result<void> separatePair(TokenizerParts &parts, const TokenizerSettings &settings,
                          const QString &folder)
{
    const auto place = placeToSeparate(parts.pair);
    if (place == parts.pair.end())
        return {};
    const std::string token = endToken(settings);
    const auto id = idOf(parts, token);
    if (!id)
        return Error{ErrorKind::Model,
                     Text::tr("The tokenizer has no token that could stand between a question and "
                              "its reply: there is no “%1”.")
                         .arg(QString::fromStdString(token)),
                     folder,
                     Text::tr("Name the end-of-text token as eos_token in tokenizer_config.json.")};
    const int typeId = std::prev(place)->typeId;
    parts.pair.insert(place, {Part::Special, {*id}, typeId});
    return {};
}

Result<std::optional<QByteArray>> separatedTokenizerJson(const QString &folder)
{
    const QDir directory(folder);
    const QString path = directory.filePath(QStringLiteral("tokenizer.json"));
    const QString vocabulary = directory.filePath(QStringLiteral("vocab.json"));
    const QString merges = directory.filePath(QStringLiteral("merges.txt"));
    const bool hasJson = QFileInfo::exists(path);
    // spiece.model and vocab.txt lay special tokens; Tokenizer::load() takes the former before
    // byte pairs.
    if (!hasJson && (!sentencePieceFile(directory).isEmpty() ||
                     !(QFileInfo::exists(vocabulary) && QFileInfo::exists(merges))))
        return std::optional<QByteArray>();
    const auto settings = readTokenizerSettings(folder);
    if (!settings)
        return settings.error();
    auto parts = hasJson ? readTokenizerJson(path, *settings)
                         : readBytePairFiles(vocabulary, merges, *settings);
    if (!parts)
        return parts.error();
    if (placeToSeparate(parts->pair) == parts->pair.end())
        return std::optional<QByteArray>();
    if (auto done = separatePair(*parts, *settings, folder); !done)
        return done.error();
    Json file;
    if (hasJson) {
        const auto text = readTokenizerFile(path);
        if (!text)
            return text.error();
        file = Json::parse(*text, nullptr, false);
    } else {
        auto made = jsonOfBytePairs(directory, *parts, *settings);
        if (!made)
            return made.error();
        file = std::move(*made);
    }
    file["post_processor"] = postProcessorOf(*parts);
    return std::optional(QByteArray::fromStdString(file.dump(2) + '\n'));
}

} // namespace tunedesk
