#include "text/tokenizer.h"

#include "text/pre_tokenizer.h"
#include "text/tokenizer_parts.h"
#include "text/unicode.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace tunedesk
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Tokenizer)
};

const QStringList kFiles{QStringLiteral("tokenizer.json"), QStringLiteral("tokenizer_config.json"),
                         QStringLiteral("vocab.txt"), QStringLiteral("special_tokens_map.json")};

std::vector<AddedToken> ofSort(const std::vector<AddedToken> &tokens, bool normalized)
{
    std::vector<AddedToken> chosen;
    for (const AddedToken &token : tokens) {
        if (token.normalized == normalized)
            chosen.push_back(token);
    }
    return chosen;
}

/// How many tokens of each text stay: the longer gives first; where both give, an odd room's extra
/// token stays with the longer one, with the second where they are equal.
std::pair<std::size_t, std::size_t> keptLengths(std::size_t first, std::size_t second,
                                                std::size_t room)
{
    if (first + second <= room)
        return {first, second};
    const bool isFirstLonger = first > second;
    std::size_t shorter = std::min(first, second);
    std::size_t longer = std::max(shorter, room - std::min(room, shorter));
    if (shorter + longer > room) {
        shorter = room / 2;
        longer = shorter + room % 2;
    }
    return isFirstLonger ? std::pair{longer, shorter} : std::pair{shorter, longer};
}

/// What one encode() call writes into, kept by the thread: no allocation a text.
struct Scratch {
    std::string repaired;
    std::string normalized;
    std::vector<AddedTokens::Piece> rawPieces;
    std::vector<AddedTokens::Piece> normalizedPieces;
    std::vector<std::string_view> words;
    std::vector<int> first;
    std::vector<int> second;
};

} // namespace

struct Tokenizer::State {
    explicit State(const TokenizerParts &parts);
    void appendIds(std::string_view text, Scratch &scratch, std::vector<int> &ids) const;

    Normalizer normalizer;
    PreTokenizer preTokenizer;
    WordPiece model;
    PostProcessor postProcessor;
    AddedTokens rawTokens;
    AddedTokens normalizedTokens;
    std::vector<std::string> contents; ///< of each id
    int padId = 0;
    QStringList files;
};

Tokenizer::State::State(const TokenizerParts &parts)
    : normalizer(parts.normalizer), model(parts.vocabulary, parts.model),
      postProcessor(parts.single, parts.pair), rawTokens(ofSort(parts.added, false), nullptr),
      normalizedTokens(ofSort(parts.added, true), &normalizer), padId(parts.padId)
{
    const auto put = [this](int id, const std::string &content) {
        if (static_cast<std::size_t>(id) >= contents.size())
            contents.resize(static_cast<std::size_t>(id) + 1);
        contents[static_cast<std::size_t>(id)] = content;
    };
    for (const auto &[content, id] : parts.vocabulary)
        put(id, content);
    for (const AddedToken &token : parts.added)
        put(token.id, token.content);
}

void Tokenizer::State::appendIds(std::string_view text, Scratch &scratch,
                                 std::vector<int> &ids) const
{
    if (unicode::firstInvalid(text) != std::string_view::npos) {
        scratch.repaired = unicode::repaired(text);
        text = scratch.repaired;
    }
    const auto appendWords = [&](std::string_view piece) {
        preTokenizer.split(piece, scratch.words);
        for (const std::string_view word : scratch.words)
            model.tokenize(word, ids);
    };
    rawTokens.split(text, scratch.rawPieces);
    for (const AddedTokens::Piece &raw : scratch.rawPieces) {
        if (raw.id) {
            ids.push_back(*raw.id);
            continue;
        }
        scratch.normalized.clear();
        normalizer.normalize(raw.text, scratch.normalized);
        if (normalizedTokens.isEmpty()) {
            appendWords(scratch.normalized);
            continue;
        }
        normalizedTokens.split(scratch.normalized, scratch.normalizedPieces);
        for (const AddedTokens::Piece &piece : scratch.normalizedPieces) {
            if (piece.id)
                ids.push_back(*piece.id);
            else
                appendWords(piece.text);
        }
    }
}

Tokenizer::Tokenizer(std::shared_ptr<const State> state) : m_state(std::move(state)) {}
Tokenizer::Tokenizer(Tokenizer &&) noexcept = default;
Tokenizer &Tokenizer::operator=(Tokenizer &&) noexcept = default;
Tokenizer::~Tokenizer() = default;

Result<Tokenizer> Tokenizer::load(const QString &folder)
{
    const QDir directory(folder);
    const QString json = directory.filePath(QStringLiteral("tokenizer.json"));
    const QString vocabulary = directory.filePath(QStringLiteral("vocab.txt"));
    const bool hasJson = QFileInfo::exists(json);
    if (!hasJson && !QFileInfo::exists(vocabulary))
        return Error{ErrorKind::Model, Text::tr("The folder has no tokenizer that can be used."),
                     folder,
                     Text::tr("Choose a model's folder that holds tokenizer.json or vocab.txt.")};
    const QString addedTokens = directory.filePath(QStringLiteral("added_tokens.json"));
    if (!hasJson && QFileInfo::exists(addedTokens))
        return Error{ErrorKind::Model,
                     Text::tr("The tokenizer has added tokens in a file of an old form."),
                     addedTokens,
                     Text::tr("Save the model again with a newer version of transformers, so that "
                              "the folder holds tokenizer.json.")};
    const auto settings = readTokenizerSettings(folder);
    if (!settings)
        return settings.error();
    const auto parts =
        hasJson ? readTokenizerJson(json, *settings) : readVocabularyFile(vocabulary, *settings);
    if (!parts)
        return parts.error();
    auto state = std::make_shared<State>(*parts);
    for (const QString &name : kFiles) {
        if (QFileInfo::exists(directory.filePath(name)))
            state->files << name;
    }
    return Tokenizer(std::move(state));
}

Encoding Tokenizer::encode(std::string_view text, std::optional<std::string_view> pair,
                           int maxLength, bool withTokens) const
{
    static thread_local Scratch scratch;
    scratch.first.clear();
    scratch.second.clear();
    m_state->appendIds(text, scratch, scratch.first);
    if (pair)
        m_state->appendIds(*pair, scratch, scratch.second);

    const std::size_t firstLength = scratch.first.size();
    const std::size_t secondLength = scratch.second.size();
    if (maxLength > 0) {
        const int specials = m_state->postProcessor.addedCount(pair.has_value());
        const auto room = static_cast<std::size_t>(std::max(0, maxLength - specials));
        const auto [first, second] = keptLengths(firstLength, secondLength, room);
        scratch.first.resize(first);
        scratch.second.resize(second);
    }
    Encoding encoding;
    encoding.cutFirst = static_cast<int>(firstLength - scratch.first.size());
    encoding.cutSecond = static_cast<int>(secondLength - scratch.second.size());
    m_state->postProcessor.process(scratch.first, scratch.second, pair.has_value(), encoding);
    if (withTokens) {
        encoding.tokens.reserve(encoding.ids.size());
        for (const int id : encoding.ids)
            encoding.tokens.push_back(m_state->contents[static_cast<std::size_t>(id)]);
    }
    return encoding;
}

int Tokenizer::vocabularySize() const
{
    return static_cast<int>(m_state->contents.size());
}

int Tokenizer::padId() const
{
    return m_state->padId;
}

QStringList Tokenizer::files() const
{
    return m_state->files;
}

} // namespace tunedesk
