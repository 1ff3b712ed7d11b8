#pragma once

#include "base/result.h"
#include "text/encoding.h"

#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tunedesk
{

/// What fills the room behind (or before) the shorter texts of a batch.
struct Padding {
    int id = 0;
    int typeId = 0;
    bool isLeft = false; ///< XLNet: before the text
};

enum class Truncation {
    LongestFirst, ///< the longer text gives; an odd room's extra token stays with the longer one,
                  ///< with the second where both are equally long
    /// The first text gives, down to nothing; only then the second. transformers' only_first does
    /// the same as long as a token of the first is left, and refuses the pair otherwise.
    KeepSecond,
};

/// How the texts of a pair stand side by side.
enum class PairLayout {
    AsWritten, ///< as the files say
    Separated, ///< a special token is between them, the end-of-text token where the files have none
};

struct EncodeOptions {
    int maxLength = 0; ///< tokens, specials included; 0: not cut
    Truncation truncation = Truncation::LongestFirst;
    bool withTokens = false; ///< Encoding::tokens
    bool withSpans = false;  ///< Encoding::spans, and segments
};

/// Text to numbers exactly as Hugging Face's fast tokenizers do it. Immutable once loaded: any
/// thread, many at once.
class Tokenizer
{
public:
    /// Chosen by the files in the folder, never by the model's type: tokenizer.json before
    /// vocab.json with merges.txt, and that before vocab.txt. Errors: Model (what is wrong, naming
    /// file and place), File.
    /// A network that judges pairs needs PairLayout::Separated; see pair_separator.h.
    static Result<Tokenizer> load(const QString &folder, PairLayout layout = PairLayout::AsWritten);
    Tokenizer(Tokenizer &&) noexcept;
    Tokenizer &operator=(Tokenizer &&) noexcept;
    ~Tokenizer();

    /// Specials included. The second text may be empty; absent means a single text.
    Encoding encode(std::string_view text, std::optional<std::string_view> pair,
                    const EncodeOptions &options) const;
    /// The same, longest first.
    Encoding encode(std::string_view text, std::optional<std::string_view> pair = std::nullopt,
                    int maxLength = 0, bool withTokens = false) const;

    int vocabularySize() const; ///< highest id + 1
    /// Whether a network with so many embedding rows has one for every token.
    /// Errors: Model (naming the first token without one, and its number).
    Result<void> checkFits(int rows) const;
    /// As the vocabulary writes it; empty where no token has the id.
    std::string token(int id) const;
    int padId() const;
    const Padding &padding() const;
    /// Files of the folder that belong to the tokenizer; an export copies them.
    QStringList files() const;

private:
    struct State;
    explicit Tokenizer(std::shared_ptr<const State> state);
    std::shared_ptr<const State> m_state;
};

} // namespace tunedesk
