#include "text/characters_map.h"
#include "text/normalizer_steps.h"
#include "text/pre_tokenizer_steps.h"
#include "text/sentencepiece_model.h"
#include "text/tokenizer_parts.h"
#include "text/unicode.h"
#include "text/unigram.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <unicode/uchar.h>

#include <algorithm>

namespace tunedesk
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SentencePieceFile)
};

/// The model file alone doesn't say how a family uses it; its class or its special pieces do.
enum class Family { Xlnet, Albert, XlmRoberta, Unknown };

const char *const kBlank = "\u2581";

bool holds(const SentencePieceModel &model, std::string_view text)
{
    return std::any_of(model.pieces.begin(), model.pieces.end(),
                       [&](const auto &piece) { return piece.text == text; });
}

bool beginsWith(const SentencePieceModel &model, std::initializer_list<std::string_view> texts)
{
    return model.pieces.size() >= texts.size() &&
           std::equal(texts.begin(), texts.end(), model.pieces.begin(),
                      [](std::string_view text, const auto &piece) { return piece.text == text; });
}

Family familyOf(const SentencePieceModel &model, const QString &path,
                const TokenizerSettings &settings)
{
    const std::string &name = settings.tokenizerClass;
    if (name == "XLNetTokenizer")
        return Family::Xlnet;
    if (name == "AlbertTokenizer")
        return Family::Albert;
    if (name == "XLMRobertaTokenizer")
        return Family::XlmRoberta;
    if (!name.empty() && name != "TokenizersBackend" && name != "PreTrainedTokenizer")
        return Family::Unknown;
    if (holds(model, "<cls>") && holds(model, "<sep>"))
        return Family::Xlnet;
    if (holds(model, "[CLS]") && holds(model, "[SEP]"))
        return Family::Albert;
    if (QFileInfo(path).fileName() == QLatin1String("sentencepiece.bpe.model") &&
        beginsWith(model, {"<unk>", "<s>", "</s>"}))
        return Family::XlmRoberta;
    return Family::Unknown;
}

// A comma behind a digit: the first tokenizers of these families cut such pieces once more, into
// number and comma; the fast ones make the piece too dear instead.
bool isNumberWithComma(const std::string &piece)
{
    if (piece.size() < 2 || !piece.ends_with(','))
        return false;
    std::size_t at = piece.size() - 2;
    while (at > 0 && (static_cast<unsigned char>(piece[at]) & 0xC0) == 0x80)
        --at;
    const auto kind =
        u_getIntPropertyValue(static_cast<UChar32>(unicode::decode(piece, at)), UCHAR_NUMERIC_TYPE);
    return kind == U_NT_DECIMAL || kind == U_NT_DIGIT;
}

class SentencePieceParts
{
public:
    SentencePieceParts(SentencePieceModel model, QString path, const TokenizerSettings &settings)
        : m_model(std::move(model)), m_path(std::move(path)), m_settings(settings)
    {
    }

    Result<TokenizerParts> make(Family family)
    {
        const bool isXlmRoberta = family == Family::XlmRoberta;
        const bool isXlnet = family == Family::Xlnet;
        layOut(family);
        if (auto done = addTokens(family); !done)
            return done.error();
        if (!isXlmRoberta)
            addClassicSteps(m_settings.lowercase.value_or(!isXlnet));
        if (!m_model.charactersMap.empty()) {
            auto map = CharactersMap::read(m_model.charactersMap, m_path);
            if (!map)
                return map.error();
            m_parts.normalizer.add(std::make_shared<CharactersMap>(std::move(*map)));
        }
        using namespace pre_tokenizers;
        m_parts.preTokenizer.add(whitespaceSplit());
        m_parts.preTokenizer.add(metaspace(
            kBlank,
            m_settings.addPrefixSpace.value_or(true) ? PrependScheme::Always : PrependScheme::Never,
            true));
        m_parts.padding = {.id = idOf(SpecialToken::Padding),
                           .typeId = m_settings.padTypeId.value_or(isXlnet ? 3 : 0),
                           .isLeft = m_settings.padsLeft.value_or(isXlnet)};
        m_parts.cutsFromLeft = m_settings.cutsFromLeft.value_or(false);
        addTemplates(family);
        return std::move(m_parts);
    }

private:
    /// Pieces with their ids and what they cost.
    void layOut(Family family)
    {
        std::vector<UnigramPiece> pieces;
        int unknownId = m_model.unknownId;
        std::size_t from = 0;
        if (family == Family::XlmRoberta) {
            // Its ids begin with four tokens of fairseq in the place of the model's first three.
            for (const char *token : {"<s>", "<pad>", "</s>", "<unk>"})
                pieces.push_back({token, 0});
            unknownId = 3;
            from = 3;
        }
        for (std::size_t at = from; at < m_model.pieces.size(); ++at) {
            const auto &piece = m_model.pieces[at];
            const bool isDear = family != Family::XlmRoberta && isNumberWithComma(piece.text);
            pieces.push_back({piece.text, static_cast<double>(piece.score) - (isDear ? 100 : 0)});
        }
        if (family == Family::XlmRoberta)
            pieces.push_back({"<mask>", 0});
        for (std::size_t id = 0; id < pieces.size(); ++id)
            m_parts.vocabulary.insert_or_assign(pieces[id].text, static_cast<int>(id));
        m_nextId = static_cast<int>(pieces.size());
        m_parts.model = std::make_shared<Unigram>(pieces, UnigramOptions{.unknownId = unknownId});
    }

    Result<void> addTokens(Family family)
    {
        auto more = m_settings.more;
        std::stable_sort(more.begin(), more.end(),
                         [](const AddedToken &a, const AddedToken &b) { return a.id < b.id; });
        for (const AddedToken &token : more) {
            if (token.id < 0)
                continue;
            if (auto done = add(token); !done)
                return done;
        }
        for (std::size_t at = 0; at < kSpecialTokens; ++at) {
            const auto which = static_cast<SpecialToken>(at);
            AddedToken token = m_settings.token(which).value_or(AddedToken{
                .content = nameOf(which, family), .lstrip = which == SpecialToken::Mask});
            if (!m_parts.vocabulary.contains(token.content) && which != SpecialToken::Mask &&
                which != SpecialToken::Padding)
                return Error{ErrorKind::Model,
                             Text::tr("The vocabulary lacks the special token “%1”.")
                                 .arg(QString::fromStdString(token.content)),
                             m_path,
                             Text::tr("Get the model's files again; they don't belong together.")};
            token.id = -1;
            if (auto done = add(token); !done)
                return done;
            m_specialIds[at] = idOf(token.content);
        }
        if (family == Family::Xlnet) {
            for (const char *token : {"<eop>", "<eod>"}) {
                if (m_parts.vocabulary.contains(token))
                    static_cast<void>(add(AddedToken{.id = -1, .content = token}));
            }
        }
        for (const AddedToken &token : more) {
            if (token.id >= 0)
                continue;
            if (auto done = add(token); !done)
                return done;
        }
        return {};
    }

    /// @param token id −1: the vocabulary's, or the next free one
    Result<void> add(AddedToken token)
    {
        const int wanted = token.id;
        const auto same =
            std::find_if(m_parts.added.begin(), m_parts.added.end(),
                         [&](const AddedToken &it) { return it.content == token.content; });
        const auto found = m_parts.vocabulary.find(token.content);
        if (same != m_parts.added.end())
            token.id = same->id;
        else
            token.id = found != m_parts.vocabulary.end() ? found->second : m_nextId;
        if (wanted >= 0 && token.id != wanted)
            return Error{
                ErrorKind::Model,
                Text::tr("The token “%1” has the number %2 in one file and %3 in the other.")
                    .arg(QString::fromStdString(token.content))
                    .arg(wanted)
                    .arg(token.id),
                m_path, Text::tr("Get the model's files again; they don't belong together.")};
        if (same == m_parts.added.end()) {
            m_nextId = std::max(m_nextId, token.id + 1);
            m_parts.added.push_back(std::move(token));
        }
        return {};
    }

    static const char *nameOf(SpecialToken which, Family family)
    {
        // unk, sep, pad, cls, mask, bos, eos
        static constexpr std::array<std::array<const char *, kSpecialTokens>, 3> kNames{
            {{"<unk>", "<sep>", "<pad>", "<cls>", "<mask>", "<s>", "</s>"},
             {"<unk>", "[SEP]", "<pad>", "[CLS]", "[MASK]", "[CLS]", "[SEP]"},
             {"<unk>", "</s>", "<pad>", "<s>", "<mask>", "<s>", "</s>"}}};
        return kNames[static_cast<std::size_t>(family)][static_cast<std::size_t>(which)];
    }

    /// What the first tokenizers of XLNet and ALBERT did to a text before the model's own rules.
    void addClassicSteps(bool lowercase)
    {
        m_parts.normalizer.add(normalizers::replace("``", "\""));
        m_parts.normalizer.add(normalizers::replace("''", "\""));
        if (!m_settings.keepAccents.value_or(false)) {
            m_parts.normalizer.add(normalizers::unicodeForm(normalizers::Form::NFKD));
            m_parts.normalizer.add(normalizers::stripAccents());
        }
        if (lowercase)
            m_parts.normalizer.add(normalizers::lowercase());
    }

    void addTemplates(Family family)
    {
        using Piece = PostProcessor::Piece;
        using Part = PostProcessor::Part;
        const auto special = [this](SpecialToken which, int typeId) {
            return Piece{Part::Special, {idOf(which)}, typeId};
        };
        const Piece first{Part::First, {}, 0};
        switch (family) {
        case Family::Xlnet:
            m_parts.single = {first, special(SpecialToken::Separator, 0),
                              special(SpecialToken::Classifier, 2)};
            m_parts.pair = {first, special(SpecialToken::Separator, 0), Piece{Part::Second, {}, 1},
                            special(SpecialToken::Separator, 1),
                            special(SpecialToken::Classifier, 2)};
            break;
        case Family::Albert:
            m_parts.single = {special(SpecialToken::Classifier, 0), first,
                              special(SpecialToken::Separator, 0)};
            m_parts.pair = m_parts.single;
            m_parts.pair.push_back(Piece{Part::Second, {}, 1});
            m_parts.pair.push_back(special(SpecialToken::Separator, 1));
            break;
        default:
            m_parts.single = {special(SpecialToken::Begin, 0), first,
                              special(SpecialToken::End, 0)};
            m_parts.pair = m_parts.single;
            m_parts.pair.push_back(special(SpecialToken::End, 0));
            m_parts.pair.push_back(Piece{Part::Second, {}, 0});
            m_parts.pair.push_back(special(SpecialToken::End, 0));
        }
    }

    int idOf(SpecialToken which) const { return m_specialIds[static_cast<std::size_t>(which)]; }
    int idOf(const std::string &content) const
    {
        return std::find_if(m_parts.added.begin(), m_parts.added.end(),
                            [&](const AddedToken &token) { return token.content == content; })
            ->id;
    }

    SentencePieceModel m_model;
    QString m_path;
    const TokenizerSettings &m_settings;
    TokenizerParts m_parts;
    std::array<int, kSpecialTokens> m_specialIds{};
    int m_nextId = 0;
};

} // namespace

QString sentencePieceFile(const QDir &folder)
{
    for (const char *name : {"spiece.model", "sentencepiece.bpe.model"})
        if (const QString path = folder.filePath(QLatin1String(name)); QFileInfo::exists(path))
            return path;
    return {};
}

Result<TokenizerParts> readSentencePieceFile(const QString &path, const TokenizerSettings &settings)
{
    const auto bytes = readTokenizerFile(path);
    if (!bytes)
        return bytes.error();
    auto model = readSentencePieceModel(*bytes, path);
    if (!model)
        return model.error();
    const Family family = familyOf(*model, path, settings);
    if (family == Family::Unknown && !settings.tokenizerClass.empty())
        return unknownTokenizerClass(settings);
    if (family == Family::Unknown)
        return Error{ErrorKind::Model,
                     Text::tr("The folder doesn't say which sort of model the tokenizer is for."),
                     path,
                     Text::tr("Get the model's tokenizer_config.json or tokenizer.json and put it "
                              "into the folder.")};
    return SentencePieceParts(std::move(*model), path, settings).make(family);
}

} // namespace tunedesk
