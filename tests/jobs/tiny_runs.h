#pragma once

#include "core/project_fixture.h"
#include "jobs/train_model.h"
#include "tiny_bert.h"

#include <algorithm>
#include <tuple>

namespace tunedesk
{

/// Of a model as makeTinyBert() makes it.
inline TrainOptions tinyOptions(const QString &modelPath)
{
    TrainOptions options{.modelName = QStringLiteral("tiny"), .modelPath = modelPath};
    options.recipe.epochs = 4;
    options.recipe.batchSize = 8;
    options.recipe.learningRate = 5e-3;
    options.recipe.dropout = 0.1;
    options.recipe.maxLength = 20;
    options.recipe.threads = 1; // two would wait for each other on a busy machine
    options.recipe.earlyStoppingPatience = 0;
    return options;
}

/// Word 7 in a reply makes it appropriate, word 9 not; 24 dialogues of 4 pairs.
inline std::vector<DialoguePair> manyPairs(bool scored = false)
{
    std::vector<DialoguePair> pairs;
    for (int i = 0; i < 96; ++i) {
        DialoguePair pair =
            pairOf(QStringLiteral("word%1 a b word%2").arg(i % 31).arg(i * 7 % 31),
                   QStringLiteral("word%1 c word%2").arg(i % 2 == 0 ? 7 : 9).arg(i % 29));
        pair.context = QStringLiteral("word%1").arg(i % 13);
        pair.dialogue = QStringLiteral("dialogue %1").arg(i / 4);
        if (scored)
            pair.score = i % 2 == 0 ? 4.5 : 1.0;
        else
            pair.label = i % 2 == 0 ? 1 : 0;
        pairs.push_back(pair);
    }
    return pairs;
}

/// What two runs of the same numbers have in common: all but speed and memory.
inline std::vector<std::tuple<qint64, QString, double>>
numbersOf(const std::vector<MetricRow> &rows)
{
    std::vector<std::tuple<qint64, QString, double>> numbers;
    for (const MetricRow &row : rows)
        if (row.name != QLatin1String(metric::kSamplesPerSecond) &&
            row.name != QLatin1String(metric::kPeakRssMib))
            numbers.emplace_back(row.step, row.name, row.value);
    std::ranges::sort(numbers);
    return numbers;
}

inline std::vector<std::tuple<qint64, int, double>> predictionsOf(Project &project, qint64 run)
{
    std::vector<std::tuple<qint64, int, double>> all;
    const auto predictions = project.runs().predictions(run);
    if (predictions)
        for (const RunPrediction &prediction : *predictions)
            all.emplace_back(prediction.pairId, static_cast<int>(prediction.split),
                             prediction.probability);
    return all;
}

} // namespace tunedesk
