#include "jobs/predict_pairs.h"

#include "domain/dialogue_pair.h"
#include "jobs/model_folder.h"
#include "jobs/torch_errors.h"
#include "text/pair_encoding.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>
#include <optional>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PredictPairs)
};

/// Numbers that came from outside, narrowed only when they fit.
std::optional<std::vector<int>> narrowed(const std::vector<qint64> &numbers)
{
    std::vector<int> result;
    result.reserve(numbers.size());
    for (const qint64 number : numbers) {
        if (number < 0 || number > std::numeric_limits<int>::max())
            return std::nullopt;
        result.push_back(static_cast<int>(number));
    }
    return result;
}

Result<Encoding> encodingOf(const PredictionInput &input, const ModelFolder &model, std::size_t row)
{
    const QString where = Text::tr("input %1").arg(row + 1);
    if (input.ids.empty())
        return model.encode(firstText(input.context, input.question, model.manifest().contextTurns),
                            input.reply);
    if (input.typeIds.size() != input.ids.size() || input.mask.size() != input.ids.size())
        return Error{ErrorKind::Input,
                     Text::tr("There are %1 ids, %2 type ids and %3 places in the mask.")
                         .arg(input.ids.size())
                         .arg(input.typeIds.size())
                         .arg(input.mask.size()),
                     where, Text::tr("Give three lists of the same length.")};
    auto ids = narrowed(input.ids);
    auto typeIds = narrowed(input.typeIds);
    if (!ids || !typeIds)
        return Error{ErrorKind::Input, Text::tr("An id is outside the model's vocabulary."), where,
                     Text::tr("Use the tokenizer that belongs to the model.")};
    Encoding encoding{.ids = std::move(*ids), .typeIds = std::move(*typeIds)};
    auto segments = narrowed(input.segments);
    if (!segments || std::ranges::any_of(*segments, [](int segment) {
            return segment > static_cast<int>(Segment::Reply);
        }))
        return Error{ErrorKind::Input, Text::tr("A segment is none of 0, 1, 2 and 3."), where,
                     Text::tr("Write 1 for earlier turns, 2 for the last one, 3 for the reply.")};
    encoding.segments = std::move(*segments);
    for (const qint64 place : input.mask) {
        if (place != 0 && place != 1)
            return Error{ErrorKind::Input, Text::tr("The mask holds a number other than 0 and 1."),
                         where, Text::tr("Write 1 for a token and 0 for padding.")};
        encoding.mask.push_back(static_cast<int>(place));
    }
    return encoding;
}

Prediction predictionOf(std::span<const float> logits, const ModelFolder &model)
{
    Prediction prediction;
    prediction.logits.assign(logits.begin(), logits.end());
    prediction.probability = model.valueOf(logits);
    prediction.score = prediction.probability;
    prediction.label = prediction.probability >= model.manifest().threshold ? 1 : 0;
    return prediction;
}

Result<void> setPrecision(SequenceClassifier &network, AnswerPrecision precision)
{
    if (precision == AnswerPrecision::Int8 && !processorHasInt8())
        return Error{ErrorKind::Input, Text::tr("This processor can't compute in 8 bits."),
                     Text::tr("It has no AVX-512 VNNI."),
                     Text::tr("Leave the precision out: the answers are exact then.")};
    network.setPrecision(precision == AnswerPrecision::Float32 ? Precision::Float32
                                                               : Precision::BFloat16);
    network.setInt8Layers(precision == AnswerPrecision::Int8 ? network.layerCount() : 0);
    return {};
}
} // namespace

struct Predictor::State {
    ModelFolder model;
};

Predictor::Predictor(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Predictor::Predictor(Predictor &&) noexcept = default;
Predictor &Predictor::operator=(Predictor &&) noexcept = default;
Predictor::~Predictor() = default;

Result<Predictor> Predictor::load(const QString &folder, AnswerPrecision precision)
{
    return withTorchErrors([&]() -> Result<Predictor> {
        auto model = ModelFolder::open(folder);
        if (!model)
            return model.error();
        if (auto set = setPrecision(*model->model().network, precision); !set)
            return set.error();
        return Predictor(std::make_unique<State>(State{std::move(*model)}));
    });
}

bool Predictor::isRegression() const
{
    return m_state->model.manifest().numLabels() == 1;
}

Result<std::vector<Prediction>> Predictor::predict(const std::vector<PredictionInput> &inputs,
                                                   JobContext &job)
{
    return withTorchErrors([&]() -> Result<std::vector<Prediction>> {
        std::vector<Encoding> encodings;
        encodings.reserve(inputs.size());
        for (std::size_t row = 0; row < inputs.size(); ++row) {
            if (row % 64 == 0 && job.stopRequested())
                return std::vector<Prediction>();
            auto encoding = encodingOf(inputs[row], m_state->model, row);
            if (!encoding)
                return encoding.error();
            encodings.push_back(std::move(*encoding));
        }
        const auto logits = m_state->model.score(encodings, job);
        if (!logits)
            return logits.error();
        std::vector<Prediction> predictions;
        for (std::int64_t row = 0; row < logits->size(0); ++row)
            predictions.push_back(
                predictionOf(logitsRow(*logits, static_cast<std::size_t>(row)), m_state->model));
        return predictions;
    });
}

Result<std::vector<TokenizedText>>
tokenizeTexts(const QString &modelFolder, const std::vector<std::pair<QString, QString>> &texts,
              int maxLength)
{
    const auto tokenizer = Tokenizer::load(modelFolder, PairLayout::Separated);
    if (!tokenizer)
        return tokenizer.error();
    std::vector<TokenizedText> result;
    result.reserve(texts.size());
    for (const auto &[text, pair] : texts) {
        Encoding encoding =
            encodePair(*tokenizer, text, pair.isNull() ? std::nullopt : std::optional(pair),
                       {.maxLength = maxLength, .withTokens = true});
        TokenizedText &row = result.emplace_back();
        for (const std::string &token : encoding.tokens)
            row.tokens.push_back(QString::fromStdString(token));
        row.ids = std::move(encoding.ids);
        row.typeIds = std::move(encoding.typeIds);
        row.mask = std::move(encoding.mask);
    }
    return result;
}

} // namespace tunedesk
