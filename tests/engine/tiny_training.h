#pragma once

#include "engine/checkpoint/model_loader.h"
#include "engine/training/trainer.h"

#include "test_support.h"

#include <QString>

#include <random>
#include <vector>

namespace tunedesk
{

/// Random networks 24 wide with 61 words; their configurations have no dropout.
constexpr const char *kTinyBert = "bert/gelu_two_labels";          ///< 3 layers
constexpr const char *kTinyAlbert = "albert/one_group_two_labels"; ///< 4 layers, one module

inline std::shared_ptr<SequenceClassifier> tinyNetwork(int numLabels = 2,
                                                       const char *name = kTinyBert)
{
    const auto model =
        loadModel(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/") + QString::fromLatin1(name),
                  {.numLabels = numLabels});
    Q_ASSERT(model);
    return model->network;
}

/// Pairs of 4 to 14 tokens whose class is told by the second one.
inline LabelledEncodings tinyPairs(int count, unsigned seed)
{
    std::mt19937 random(seed);
    const auto below = [&random](int limit) {
        return static_cast<int>(random() % static_cast<unsigned>(limit));
    };
    LabelledEncodings pairs;
    for (int i = 0; i < count; ++i) {
        const auto length = static_cast<std::size_t>(4 + below(11));
        Encoding encoding;
        for (std::size_t at = 0; at < length; ++at) {
            encoding.ids.push_back(5 + below(50));
            encoding.typeIds.push_back(at * 2 < length ? 0 : 1);
            encoding.mask.push_back(1);
        }
        const int label = below(2);
        encoding.ids[0] = 1;
        encoding.ids[1] = label == 1 ? 7 : 9;
        pairs.encodings.push_back(encoding);
        pairs.targets.push_back(label);
        pairs.pairIds.push_back(1000 + i);
    }
    return pairs;
}

/// tinyPairs() with parts, a fifth of them with the wrong label.
inline LabelledEncodings noisyPairs(int count, unsigned seed)
{
    LabelledEncodings pairs = tinyPairs(count, seed);
    std::mt19937 random(seed + 100);
    for (std::size_t i = 0; i < pairs.encodings.size(); ++i) {
        Encoding &encoding = pairs.encodings[i];
        for (std::size_t at = 0; at < encoding.ids.size(); ++at)
            encoding.segments.push_back(static_cast<int>(at == 0 ? Segment::None
                                                         : at * 2 < encoding.ids.size()
                                                             ? Segment::LastTurn
                                                             : Segment::Reply));
        if (random() % 5 == 0)
            pairs.targets[i] = 1 - pairs.targets[i];
    }
    return pairs;
}

inline std::shared_ptr<SequenceClassifier> tinyNetworkWith(HeadKind head, int numLabels = 2)
{
    const auto model = loadModel(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/") +
                                     QString::fromLatin1(kTinyBert),
                                 {.numLabels = numLabels, .seed = 3, .head = head});
    Q_ASSERT(model);
    return model->network;
}

/// Keeps what it hears; rows beyond a checkpoint can be dropped as a project does after a resume.
class Hearing : public TrainingListener
{
public:
    void metric(const MetricRow &row) override { rows.push_back(row); }
    void event(const RunEvent &event) override { events.push_back(event); }
    void progress(const MetricFeed::Progress &progress) override { last = progress; }
    Result<void> checkpointWritten(qint64 step, bool isBest) override
    {
        (isBest ? bests : lasts).push_back(step);
        return {};
    }

    std::vector<MetricRow> rows;
    std::vector<RunEvent> events;
    std::vector<qint64> bests, lasts;
    MetricFeed::Progress last;
};

inline TrainingRecipe tinyRecipe()
{
    TrainingRecipe recipe;
    recipe.trainLayers = 2;
    recipe.epochs = 3;
    recipe.batchSize = 8;
    recipe.learningRate = 2e-3;
    recipe.dropout = 0.1;
    recipe.checksPerEpoch = 2;
    recipe.earlyStoppingPatience = 0;
    recipe.threads = 1; // tiny batches on a busy machine: two threads wait for each other
    return recipe;
}

} // namespace tunedesk
