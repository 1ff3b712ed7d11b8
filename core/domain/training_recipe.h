#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <span>

namespace tunedesk
{

/// How a run trains. Names and meanings are those of Hugging Face transformers where it has them.
/// Fields are described once, in recipeFields(): form, command line, JSON file and model card read
/// that table.
struct TrainingRecipe {
    QString objective =
        QStringLiteral("classification"); ///< classification (cross-entropy) | regression (MSE)
    /// sequence (as transformers has it) | segments | features (the encoder stays as it is) |
    /// features_then_segments (both, the better one stays)
    QString head = QStringLiteral("sequence");
    double labelSmoothing = 0; ///< classification: share of each label given to all classes alike
    QString classWeights = QStringLiteral("none"); ///< classification: none | balanced
    int hardNegatives = 0; ///< classification: wrong replies added to each appropriate pair
    int trainLayers = 2;   ///< top layers that train; −1: all, embeddings too; 0: the head alone
    QString freeze;        ///< names of parameters that never train, with * and ?; empty: none
    /// the head alone first, then one more layer each so many epochs, down to trainLayers; 0: off
    double unfreezeEvery = 0;
    int loraRank = 0;      ///< of what is added to each matrix (LoRA); 0: they train themselves
    double loraAlpha = 16; ///< what is added is multiplied by loraAlpha ÷ loraRank
    double epochs = 3;     ///< num_train_epochs
    int batchSize = 32;    ///< pairs a batch
    int gradientAccumulation = 1;                            ///< batches an update
    QString optimizer = QStringLiteral("adamw_torch_fused"); ///< adamw_torch_fused | adam | sgd
    double learningRate = 2e-4;
    double headLearningRate = 0; ///< of pooler and head; 0: as the body
    double layerwiseDecay = 1;   ///< rate of a layer ÷ rate of the one above; 1: all the same
    double warmupRatio = 0.1;    ///< of all steps, linear from 0
    /// linear (falls to 0) | cosine | constant (no warm-up) | constant_with_warmup
    QString schedule = QStringLiteral("linear");
    double weightDecay = 0.01;    ///< on matrices only
    double maxGradientNorm = 1.0; ///< 0: no clipping
    double dropout = -1;          ///< −1: as the model's config.json says
    double attentionDropout = -1; ///< of the attention weights; −1: as `dropout`
    int maxLength = 256;          ///< tokens of a pair, specials included
    /// longest_first | only_first (the reply stays whole unless it is too long by itself)
    QString truncation = QStringLiteral("longest_first");
    int contextTurns = -1;         ///< earlier turns the model reads; −1: all
    int checksPerEpoch = 1;        ///< validations an epoch
    int earlyStoppingPatience = 3; ///< checks without gain; 0: off
    /// matthews_corrcoef | f1 | accuracy | validation_loss | last (no choice: the state at the end)
    QString bestMetric = QStringLiteral("matthews_corrcoef");
    int validationPercent = 10; ///< of the pairs without a split
    int testPercent = 10;
    int maxTrainPairs = 0; ///< the first N; 0: all
    /// float32 | bfloat16 | auto (bfloat16 where the processor multiplies it faster)
    QString precision = QStringLiteral("float32");
    /// same (as the layers that train) | int8 (where the processor multiplies 8 bits faster)
    QString frozenPrecision = QStringLiteral("same");
    qint64 seed = 42;
    int threads = 0;                         ///< 0: all cores
    QString device = QStringLiteral("auto"); ///< auto | cpu | cuda
    bool operator==(const TrainingRecipe &) const = default;

    QJsonObject toJson() const;
    /// Errors: Input (unknown key, wrong type, impossible value), naming key and limit.
    static Result<TrainingRecipe> fromJson(const QJsonObject &json);
};

/// One setting, described once.
struct RecipeField {
    enum class Type { Integer, Real, Choice, Text };
    QString key;  ///< Hugging Face's name where there is one; JSON and command line
    QString name; ///< translated, for the form
    QString unit; ///< translated; may be empty
    QString hint; ///< translated, one line under the field: the usual range, in words
    QString help; ///< translated, what it does
    Type type = Type::Integer;
    double minimum = 0, maximum = 0;           ///< impossible outside
    double usualMinimum = 0, usualMaximum = 0; ///< unusual outside: warns
    QStringList choices;
    QStringList choiceNames; ///< translated
    bool advanced = false;
    bool reproducible = true; ///< false: changes speed only (threads)
};

/// All settings in the order of the form. Texts in the language of now; any thread.
QList<RecipeField> recipeFields();

QVariant recipeValue(const TrainingRecipe &recipe, const QString &key);
/// Errors: Input, naming the key, the value and the limit.
Result<void> setRecipeValue(TrainingRecipe &recipe, const QString &key, const QVariant &value);

struct RecipePreset {
    QString key;         ///< quick | balanced | best | paper
    QString name;        ///< translated
    QString description; ///< translated, one sentence
    TrainingRecipe recipe;
};
QList<RecipePreset> recipePresets();

} // namespace tunedesk
