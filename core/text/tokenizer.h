#pragma once

#include "base/result.h"
#include "text/encoding.h"

#include <QString>

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace tunedesk
{

/// Text to numbers exactly as Hugging Face's fast tokenizers do it. Immutable once loaded: any thread, many at once.
class Tokenizer
{
public:
    /// Chosen by the files in the folder (tokenizer.json before vocab.txt), never by the model's type.
    /// Errors: Model (what is wrong, naming file and place), File.
    static Result<Tokenizer> load(const QString &folder);
    Tokenizer(Tokenizer &&) noexcept;
    Tokenizer &operator=(Tokenizer &&) noexcept;
    ~Tokenizer();

    /// Specials included. The second text may be empty; absent means a single text.
    /// @param maxLength tokens, specials included; 0: not cut. Longest first: an odd room's extra token goes to the
    ///        second text, as fast tokenizers have it.
    Encoding encode(std::string_view text, std::optional<std::string_view> pair = std::nullopt, int maxLength = 0,
                    bool withTokens = false) const;

    int vocabularySize() const; ///< highest id + 1
    int padId() const;
    /// Files of the folder that belong to the tokenizer; an export copies them.
    QStringList files() const;

private:
    struct State;
    explicit Tokenizer(std::shared_ptr<const State> state);
    std::shared_ptr<const State> m_state;
};

} // namespace tunedesk
