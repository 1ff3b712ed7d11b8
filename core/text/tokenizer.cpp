#include "text/tokenizer.h"

#include "text/pair_separator.h"
#include "text/tokenizer_parts.h"
#include "text/unicode.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <tuple>
#include <utility>

namespace tunedesk
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Tokenizer)
};

const QStringList kFiles{QStringLiteral("tokenizer.json"),
                         QStringLiteral("tokenizer_config.json"),
                         QStringLiteral("vocab.txt"),
                         QStringLiteral("vocab.json"),
                         QStringLiteral("merges.txt"),
                         QStringLiteral("spiece.model"),
                         QStringLiteral("sentencepiece.bpe.model"),
                         QStringLiteral("special_tokens_map.json")};

std::vector<AddedToken> ofSort(const std::vector<AddedToken> &tokens, bool normalized)
{
    std::vector<AddedToken> chosen;
    for (const AddedToken &token : tokens) {
        if (token.normalized == normalized)
            chosen.push_back(token);
    }
    return chosen;
}

/// How many tokens of each text stay.
std::pair<std::size_t, std::size_t> keptLengths(std::size_t first, std::size_t second,
                                                std::size_t room, Truncation truncation)
{
    if (first + second <= room)
        return {first, second};
    if (truncation == Truncation::KeepSecond) {
        const std::size_t kept = std::min(second, room);
        return {room - kept, kept};
    }
    const bool isFirstLonger = first > second;
    std::size_t shorter = std::min(first, second);
    std::size_t longer = std::max(shorter, room - std::min(room, shorter));
    if (shorter + longer > room) {
        shorter = room / 2;
        longer = shorter + room % 2;
    }
    return isFirstLonger ? std::pair{longer, shorter} : std::pair{shorter, longer};
}

/// The tokens of one text as they come.
struct Tokens {
    std::vector<int> ids;
    std::vector<int> lengths; ///< of the word now at work; used where spans are asked for
    std::vector<ByteSpan> spans;
    std::vector<std::size_t> added; ///< which of them are added tokens; where spans are asked for

    /// Those that stay. @param kept ≤ ids.size()
    TextTokens kept(std::size_t count, bool fromLeft) const
    {
        const std::size_t from = fromLeft ? ids.size() - count : 0;
        TextTokens tokens{.ids = std::span(ids).subspan(from, count), .spans = {}};
        if (!spans.empty())
            tokens.spans = std::span(spans).subspan(from, count);
        return tokens;
    }
};

/// What one encode() call writes into, kept by the thread: no allocation a text.
struct Scratch {
    std::string repaired;
    std::string normalized;
    std::vector<AddedTokens::Piece> rawPieces;
    std::vector<AddedTokens::Piece> normalizedPieces;
    WordList words;
    Tokens first;
    Tokens second;
    ByteOrigins origins;         ///< of a normalised piece
    std::vector<ByteSpan> given; ///< for each byte of the text its character in the given one
};

/// Of each byte the character it belongs to, as bytes of the given text; a broken sequence is one
/// character.
void mapToGiven(std::string_view given, std::vector<ByteSpan> &spans)
{
    spans.clear();
    std::size_t begin = 0;
    const auto add = [&](std::size_t length, std::size_t copies) {
        const auto from = static_cast<std::uint32_t>(begin);
        spans.insert(spans.end(), copies, {from, from + static_cast<std::uint32_t>(length)});
        begin += length;
    };
    while (begin < given.size()) {
        const std::size_t valid = unicode::firstInvalid(given.substr(begin));
        const std::size_t end = valid == std::string_view::npos ? given.size() : begin + valid;
        while (begin < end) {
            std::size_t next = begin;
            unicode::decode(given, next);
            add(next - begin, next - begin);
        }
        if (begin < given.size())
            add(unicode::invalidLength(given.substr(begin)), unicode::kReplacement.size());
    }
}

} // namespace

struct Tokenizer::State {
    explicit State(const TokenizerParts &parts);
    void append(std::string_view text, bool isTracked, Scratch &scratch, Tokens &tokens) const;
    void appendWords(std::string_view piece, std::size_t begin, std::size_t shift, bool isTracked,
                     Scratch &scratch, Tokens &tokens) const;
    void trim(std::string_view text, const std::vector<ByteSpan> &given, Tokens &tokens) const;
    bool startsWithGiven(std::string_view text) const;

    Normalizer normalizer;
    PreTokenizer preTokenizer;
    std::shared_ptr<const TokenModel> model;
    PostProcessor postProcessor;
    SpanTrimming trimming;
    AddedTokens rawTokens;
    AddedTokens normalizedTokens;
    std::vector<std::string> contents; ///< of each id
    Padding padding;
    bool cutsFromLeft = false;
    QStringList files;
    QString folder;
};

Tokenizer::State::State(const TokenizerParts &parts)
    : normalizer(parts.normalizer), preTokenizer(parts.preTokenizer), model(parts.model),
      postProcessor(parts.single, parts.pair), trimming(parts.trimming),
      rawTokens(ofSort(parts.added, false), nullptr),
      normalizedTokens(ofSort(parts.added, true), &normalizer), padding(parts.padding),
      cutsFromLeft(parts.cutsFromLeft)
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

// Normalised, the text still begins with what the given one begins with.
bool Tokenizer::State::startsWithGiven(std::string_view text) const
{
    if (normalizer.isEmpty())
        return true;
    std::string changed;
    ByteOrigins origins;
    normalizer.normalize(text, changed, &origins);
    return origins.empty() || origins.front() == 0 || origins.front() == kNoOrigin;
}

// A piece of normalised text, begun `shift` bytes into scratch.normalized's; that itself stands for
// what begins at `begin` of the text.
void Tokenizer::State::appendWords(std::string_view piece, std::size_t begin, std::size_t shift,
                                   bool isTracked, Scratch &scratch, Tokens &tokens) const
{
    const bool isStart = preTokenizer.asksForStart() && begin == 0 && shift == 0 &&
                         startsWithGiven(scratch.rawPieces.front().text);
    WordList &list = scratch.words;
    list.begin(piece, isStart, isTracked);
    preTokenizer.apply(list);
    if (!isTracked) {
        model->tokenize(list.words(), tokens.ids, nullptr);
        return;
    }
    const auto originOf = [&](std::size_t at) {
        const std::uint32_t inPiece = list.origins()[at];
        const std::uint32_t inRaw =
            inPiece == kNoOrigin ? kNoOrigin : scratch.origins[shift + inPiece];
        return scratch.given[begin + (inRaw == kNoOrigin ? 0 : inRaw)];
    };
    for (const std::string_view word : list.words()) {
        tokens.lengths.clear();
        model->tokenize(std::span(&word, 1), tokens.ids, &tokens.lengths);
        auto at = static_cast<std::size_t>(word.data() - list.text().data());
        for (const int length : tokens.lengths) {
            const std::size_t last = at + static_cast<std::size_t>(std::max(length, 1)) - 1;
            tokens.spans.push_back({originOf(at).begin, originOf(last).end});
            at += static_cast<std::size_t>(length);
        }
    }
}

void Tokenizer::State::append(std::string_view text, bool isTracked, Scratch &scratch,
                              Tokens &tokens) const
{
    tokens.ids.clear();
    tokens.spans.clear();
    tokens.added.clear();
    if (isTracked)
        mapToGiven(text, scratch.given);
    if (unicode::firstInvalid(text) != std::string_view::npos) {
        scratch.repaired = unicode::repaired(text);
        text = scratch.repaired;
    }
    rawTokens.split(text, scratch.rawPieces);
    for (const AddedTokens::Piece &raw : scratch.rawPieces) {
        const auto begin = static_cast<std::size_t>(raw.text.data() - text.data());
        if (raw.id) {
            tokens.ids.push_back(*raw.id);
            if (isTracked)
                tokens.spans.push_back(
                    {scratch.given[begin].begin, scratch.given[begin + raw.text.size() - 1].end});
            continue;
        }
        const std::string_view normalized = normalizer.normalize(
            raw.text, scratch.normalized, isTracked ? &scratch.origins : nullptr);
        if (normalizedTokens.isEmpty()) {
            appendWords(normalized, begin, 0, isTracked, scratch, tokens);
            continue;
        }
        normalizedTokens.split(normalized, scratch.normalizedPieces);
        for (const AddedTokens::Piece &piece : scratch.normalizedPieces) {
            const auto shift = static_cast<std::size_t>(piece.text.data() - normalized.data());
            if (!piece.id) {
                appendWords(piece.text, begin, shift, isTracked, scratch, tokens);
                continue;
            }
            if (isTracked) {
                tokens.added.push_back(tokens.ids.size());
                const auto given = [&](std::size_t at) {
                    const std::uint32_t origin = scratch.origins[at];
                    return scratch.given[begin + (origin == kNoOrigin ? 0 : origin)];
                };
                tokens.spans.push_back(
                    {given(shift).begin, given(shift + piece.text.size() - 1).end});
            }
            tokens.ids.push_back(*piece.id);
        }
    }
    if (isTracked && trimming.isOn)
        trim(text, scratch.given, tokens);
}

// As byte-level post-processors do it: the blanks of a token's ends don't count as its own. Those
// of an added token are the white space that it took, those of another the ones that its content
// begins and ends with, each for a character of the text.
void Tokenizer::State::trim(std::string_view text, const std::vector<ByteSpan> &given,
                            Tokens &tokens) const
{
    static constexpr std::string_view kBlank = "\u0120"; // a blank in byte-level vocabularies
    const auto startingAt = [&](std::uint32_t place) {
        return std::lower_bound(
            given.begin(), given.end(), place,
            [](const ByteSpan &span, std::uint32_t at) { return span.begin < at; });
    };
    const auto endingAt = [&](std::uint32_t place) {
        return std::lower_bound(
            given.begin(), given.end(), place,
            [](const ByteSpan &span, std::uint32_t at) { return span.end < at; });
    };
    const auto isSpace = [&](std::vector<ByteSpan>::const_iterator of) {
        auto at = static_cast<std::size_t>(of - given.begin());
        return (unicode::classOf(unicode::decode(text, at)) & unicode::Space) != 0;
    };
    auto nextAdded = tokens.added.begin();
    for (std::size_t at = 0; at < tokens.ids.size(); ++at) {
        ByteSpan &span = tokens.spans[at];
        int leading = 0;
        int trailing = 0;
        if (nextAdded != tokens.added.end() && *nextAdded == at) {
            ++nextAdded;
            for (std::uint32_t from = span.begin; from < span.end; ++leading) {
                const auto here = startingAt(from);
                if (!isSpace(here))
                    break;
                from = here->end;
            }
            for (std::uint32_t to = span.end; to > span.begin; ++trailing) {
                const auto here = endingAt(to);
                if (!isSpace(here))
                    break;
                to = here->begin;
            }
        } else {
            const std::string_view content = contents[static_cast<std::size_t>(tokens.ids[at])];
            for (std::string_view rest = content; rest.starts_with(kBlank); ++leading)
                rest.remove_prefix(kBlank.size());
            for (std::string_view rest = content; rest.ends_with(kBlank); ++trailing)
                rest.remove_suffix(kBlank.size());
        }
        if (leading == 1 && trimming.addsPrefixSpace && (at == 0 || span.begin == 0))
            leading = 0;
        for (; leading > 0 && span.begin < span.end; --leading)
            span.begin = startingAt(span.begin)->end;
        for (; trailing > 0 && span.begin < span.end; --trailing)
            span.end = endingAt(span.end)->begin;
    }
}

Tokenizer::Tokenizer(std::shared_ptr<const State> state) : m_state(std::move(state)) {}
Tokenizer::Tokenizer(Tokenizer &&) noexcept = default;
Tokenizer &Tokenizer::operator=(Tokenizer &&) noexcept = default;
Tokenizer::~Tokenizer() = default;

Result<Tokenizer> Tokenizer::load(const QString &folder, PairLayout layout)
{
    const QDir directory(folder);
    const QString json = directory.filePath(QStringLiteral("tokenizer.json"));
    const QString vocabulary = directory.filePath(QStringLiteral("vocab.txt"));
    const QString pairs = directory.filePath(QStringLiteral("vocab.json"));
    const QString merges = directory.filePath(QStringLiteral("merges.txt"));
    const bool hasJson = QFileInfo::exists(json);
    const QString pieces = sentencePieceFile(directory);
    const bool hasPieces = !pieces.isEmpty();
    const bool hasPairs = QFileInfo::exists(pairs) && QFileInfo::exists(merges);
    if (!hasJson && !hasPieces && !hasPairs && !QFileInfo::exists(vocabulary))
        return Error{
            ErrorKind::Model, Text::tr("The folder has no tokenizer that can be used."), folder,
            Text::tr("Choose a model's folder that holds tokenizer.json, spiece.model, vocab.json "
                     "with merges.txt, or vocab.txt.")};
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
    auto parts = hasJson     ? readTokenizerJson(json, *settings)
                 : hasPieces ? readSentencePieceFile(pieces, *settings)
                 : hasPairs  ? readBytePairFiles(pairs, merges, *settings)
                             : readVocabularyFile(vocabulary, *settings);
    if (!parts)
        return parts.error();
    if (layout == PairLayout::Separated)
        if (auto done = separatePair(*parts, *settings, folder); !done)
            return done.error();
    auto state = std::make_shared<State>(*parts);
    state->folder = folder;
    for (const QString &name : kFiles) {
        if (QFileInfo::exists(directory.filePath(name)))
            state->files << name;
    }
    return Tokenizer(std::move(state));
}

Encoding Tokenizer::encode(std::string_view text, std::optional<std::string_view> pair,
                           int maxLength, bool withTokens) const
{
    return encode(text, pair, EncodeOptions{.maxLength = maxLength, .withTokens = withTokens});
}

Encoding Tokenizer::encode(std::string_view text, std::optional<std::string_view> pair,
                           const EncodeOptions &options) const
{
    static thread_local Scratch scratch;
    const State &state = *m_state;
    state.append(text, options.withSpans, scratch, scratch.first);
    scratch.second.ids.clear();
    scratch.second.spans.clear();
    if (pair)
        state.append(*pair, options.withSpans, scratch, scratch.second);

    std::size_t first = scratch.first.ids.size();
    std::size_t second = scratch.second.ids.size();
    if (options.maxLength > 0) {
        const int specials = state.postProcessor.addedCount(pair.has_value());
        const auto room = static_cast<std::size_t>(std::max(0, options.maxLength - specials));
        std::tie(first, second) = keptLengths(first, second, room, options.truncation);
    }
    Encoding encoding;
    encoding.cutFirst = static_cast<int>(scratch.first.ids.size() - first);
    encoding.cutSecond = static_cast<int>(scratch.second.ids.size() - second);
    state.postProcessor.process(scratch.first.kept(first, state.cutsFromLeft),
                                scratch.second.kept(second, state.cutsFromLeft), pair.has_value(),
                                options.withSpans, encoding);
    if (options.withTokens) {
        encoding.tokens.reserve(encoding.ids.size());
        for (const int id : encoding.ids)
            encoding.tokens.push_back(state.contents[static_cast<std::size_t>(id)]);
    }
    return encoding;
}

int Tokenizer::vocabularySize() const
{
    return static_cast<int>(m_state->contents.size());
}

Result<void> Tokenizer::checkFits(int rows) const
{
    const auto &contents = m_state->contents;
    for (auto id = static_cast<std::size_t>(std::max(rows, 0)); id < contents.size(); ++id) {
        if (contents[id].empty())
            continue;
        return Error{ErrorKind::Model,
                     Text::tr("The tokenizer's token “%1” has the number %2, but the network knows "
                              "only the numbers up to %3.")
                         .arg(QString::fromStdString(contents[id]).left(60))
                         .arg(id)
                         .arg(rows - 1),
                     m_state->folder,
                     Text::tr("Get the model's files again; they don't belong together.")};
    }
    return {};
}

std::string Tokenizer::token(int id) const
{
    const bool isKnown = id >= 0 && id < vocabularySize();
    return isKnown ? m_state->contents[static_cast<std::size_t>(id)] : std::string();
}

int Tokenizer::padId() const
{
    return m_state->padding.id;
}

const Padding &Tokenizer::padding() const
{
    return m_state->padding;
}

QStringList Tokenizer::files() const
{
    return m_state->files;
}

} // namespace tunedesk
