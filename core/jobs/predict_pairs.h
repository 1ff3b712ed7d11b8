#pragma once

#include "base/job_context.h"
#include "base/result.h"

#include <QString>

#include <memory>
#include <vector>

namespace tunedesk
{

/// One question to a model: texts, or (for exact comparison) the numbers that a tokenizer made of
/// them.
struct PredictionInput {
    QString context, question, reply;
    std::vector<qint64> ids, typeIds,
        mask; ///< all of one length; when ids is not empty the texts are not read
    std::vector<qint64> segments = {}; ///< beside ids, for a head that reads parts; see Encoding
};

struct Prediction {
    int label = 0;             ///< probability ≥ threshold of the folder
    double probability = 0;    ///< of class 1
    double score = 0;          ///< regression
    std::vector<float> logits; ///< as the network gave them
};

/// What a network computes in when it answers. Int8: matrix products in 8 bits, all else in
/// bfloat16.
enum class AnswerPrecision { Float32, BFloat16, Int8 };

/// A loaded folder that answers; loading is the slow part. One thread at a time.
class Predictor
{
public:
    /// Errors: Model (what is wrong with the folder), File, Memory, Input (this processor has no
    /// instructions for that precision).
    static Result<Predictor> load(const QString &folder,
                                  AnswerPrecision precision = AnswerPrecision::Float32);
    Predictor(Predictor &&) noexcept;
    Predictor &operator=(Predictor &&) noexcept;
    ~Predictor();

    bool isRegression() const;
    /// In the order of the inputs. Errors: Input (ids outside the vocabulary, unequal lengths),
    /// Memory.
    Result<std::vector<Prediction>> predict(const std::vector<PredictionInput> &inputs,
                                            JobContext &job);

private:
    struct State;
    explicit Predictor(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// One line of `tokenize`.
struct TokenizedText {
    std::vector<int> ids, typeIds, mask;
    std::vector<QString> tokens;
};
/// @param pair null: a single text   @param maxLength tokens, specials included; 0: not cut
/// Errors: Model (tokenizer files), File.
Result<std::vector<TokenizedText>>
tokenizeTexts(const QString &modelFolder, const std::vector<std::pair<QString, QString>> &texts,
              int maxLength);

} // namespace tunedesk
