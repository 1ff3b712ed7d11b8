#include "engine/checkpoint/model_config.h"
#include "engine/checkpoint/model_loader.h"
#include "engine/checkpoint/tensor_file.h"
#include "engine/inference/pair_scorer.h"
#include "engine/training/learning_rate_schedule.h"
#include "engine/training/optimizer.h"
#include "engine/training/validation.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include "test_support.h"

using namespace tunedesk;

namespace
{
/// Sums of a few dozen float32 products in another order differ by about 1e-6; ten times that.
constexpr double kTolerance = 1e-5;

double difference(const torch::Tensor &a, const torch::Tensor &b)
{
    return (a - b).abs().max().item<double>();
}
} // namespace

/// GPT-2 and XLNet against transformers: tests/parity/make_decoder_baselines.py says how the
/// numbers came about.
class tst_DecoderParity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void initTestCase() { at::set_num_threads(1); }
    void init();
    void hiddenStatesOfEachLayer();
    void logits();
    void nullIsNoActivation();
    void lossAndGradients();
    void decayTakesWhatTheTrainerTakes();
    void tenStepsOfTraining();
    void anyCutGivesTheSameBits();
    void frozenLayersGetNoGradient();
    void aPairsAnswerDoesNotHangOnItsNeighbours();

private:
    SequenceClassifier &network() { return *m_model.network; }
    std::vector<NamedParameter> parameters();
    torch::Tensor loss();

    LoadedModel m_model;
    NamedTensors m_baseline;
    ModelConfig m_numbers;
    EncodedBatch m_batch;
    std::vector<double> m_targets;
};

void tst_DecoderParity::initTestCase_data()
{
    QTest::addColumn<QString>("folder");
    for (const char *name :
         {"gpt2/two_labels", "gpt2/scaled_by_layer", "gpt2/unscaled_regression_without_pad",
          "xlnet/last_two_labels", "xlnet/first_clamped", "xlnet/mean_regression",
          "xlnet/cls_index_both_directions", "xlnet/uni", "xlnet/uni_same_length"})
        QTest::newRow(name) << QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/") +
                                   QString::fromLatin1(name);
}

void tst_DecoderParity::init()
{
    QFETCH_GLOBAL(QString, folder);
    auto baseline = readTensorFile(folder + QStringLiteral("/baseline.safetensors"));
    VERIFY_RESULT(baseline);
    m_baseline = *baseline;
    auto numbers = readModelConfig(folder + QStringLiteral("/baseline.json"));
    VERIFY_RESULT(numbers);
    m_numbers = *numbers;
    auto model = loadModel(
        folder, {.numLabels = static_cast<int>(m_baseline["logits"].size(1)), .requireHead = true});
    VERIFY_RESULT(model);
    m_model = *model;
    m_batch = {m_baseline["ids"], m_baseline["type_ids"], m_baseline["mask"]};
    const auto config = readModelConfig(folder + QStringLiteral("/config.json"));
    VERIFY_RESULT(config);
    if (config->json.value("bi_data", false)) // transformers mirrors the second half
        m_batch.mirrored = torch::arange(4).ge(2);
    const torch::Tensor targets = m_baseline["labels"].to(torch::kDouble);
    m_targets.assign(targets.data_ptr<double>(), targets.data_ptr<double>() + targets.numel());
    network().trainTopLayers(-1);
    network().train(); // the configs have no dropout
}

std::vector<NamedParameter> tst_DecoderParity::parameters()
{
    std::vector<NamedParameter> named;
    for (const auto &item : network().named_parameters())
        named.push_back({item.key(), item.value()});
    return named;
}

torch::Tensor tst_DecoderParity::loss()
{
    return meanLoss(network().forward(m_batch), m_targets, network().numLabels() == 1);
}

void tst_DecoderParity::hiddenStatesOfEachLayer()
{
    const torch::NoGradGuard noGradients;
    const torch::Tensor tokens = m_batch.mask.unsqueeze(2);
    for (int layers = 0; layers <= network().layerCount(); ++layers) {
        const torch::Tensor expected = m_baseline["hidden." + std::to_string(layers)];
        QVERIFY(expected.defined());
        const double worst =
            difference(network().prefix(m_batch, layers) * tokens, expected * tokens);
        QVERIFY2(worst < kTolerance, qPrintable(QStringLiteral("%1: %2").arg(layers).arg(worst)));
    }
}

void tst_DecoderParity::logits()
{
    const torch::NoGradGuard noGradients;
    const double worst = difference(network().forward(m_batch), m_baseline["logits"]);
    QVERIFY2(worst < kTolerance, qPrintable(QString::number(worst)));
}

/// transformers takes null and the empty text for the same; null is what it writes.
void tst_DecoderParity::nullIsNoActivation()
{
    QFETCH_GLOBAL(QString, folder);
    if (!folder.endsWith(QLatin1String("first_clamped")))
        QSKIP("one network without an activation is enough");
    QTemporaryDir copies;
    const QDir from(folder), to(copies.path());
    for (const QString &name : from.entryList(QDir::Files))
        QVERIFY(QFile::copy(from.filePath(name), to.filePath(name)));
    auto config = nlohmann::json::parse(m_model.configJson);
    QCOMPARE(config.at("summary_activation").get<std::string>(), std::string());
    config["summary_activation"] = nullptr;
    QVERIFY(QFile::remove(to.filePath(QStringLiteral("config.json"))));
    QFile file(to.filePath(QStringLiteral("config.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(config.dump()));
    file.close();
    auto model =
        loadModel(copies.path(), {.numLabels = network().numLabels(), .requireHead = true});
    VERIFY_RESULT(model);
    const torch::NoGradGuard noGradients;
    QVERIFY(torch::equal(model->network->forward(m_batch), network().forward(m_batch)));
}

void tst_DecoderParity::lossAndGradients()
{
    const torch::Tensor value = loss();
    QVERIFY(std::abs(value.item<double>() - m_numbers.json["loss"].get<double>()) < kTolerance);
    value.backward();
    const auto &norms = m_numbers.json["gradient_norms"];
    const auto named = network().named_parameters();
    QCOMPARE(named.size(), norms.size());
    for (const auto &item : named) {
        QVERIFY2(norms.contains(item.key()), item.key().c_str());
        if (norms[item.key()].is_null()) { // mask_emb
            QVERIFY2(!item.value().grad().defined(), item.key().c_str());
            continue;
        }
        const double expected = norms[item.key()].get<double>();
        const double norm = item.value().grad().norm().item<double>();
        QVERIFY2(std::abs(norm - expected) < kTolerance * std::max(1.0, expected),
                 item.key().c_str());
    }
}

void tst_DecoderParity::decayTakesWhatTheTrainerTakes()
{
    // Without a gradient to follow, decay is all that an update does: what it takes shrinks.
    const auto named = parameters();
    std::vector<torch::Tensor> before;
    for (const NamedParameter &parameter : named) {
        before.push_back(parameter.tensor.detach().clone());
        parameter.tensor.mutable_grad() = torch::zeros_like(parameter.tensor.detach());
    }
    Optimizer(named, Optimizer::Method::AdamW, 0.5).step(0.1);
    const std::set<std::string> decayed = m_numbers.json["decayed"];
    for (std::size_t i = 0; i < named.size(); ++i) {
        const double factor = decayed.contains(named[i].name) ? 0.95 : 1.0;
        QVERIFY2(torch::allclose(named[i].tensor, factor * before[i]), named[i].name.c_str());
    }
}

void tst_DecoderParity::tenStepsOfTraining()
{
    const auto &options = m_numbers.json["options"];
    TrainingRecipe recipe;
    recipe.learningRate = options["learning_rate"];
    recipe.warmupRatio = options["warmup_steps"].get<double>() / options["steps"].get<double>();
    const LearningRateSchedule schedule(recipe, options["steps"]);
    QCOMPARE(schedule.warmupSteps(), options["warmup_steps"].get<qint64>());
    const auto named = parameters();
    Optimizer optimizer(named, Optimizer::Method::AdamW, options["weight_decay"]);
    qint64 step = 0;
    for (const double expected : m_numbers.json["ten_steps"]) {
        network().zero_grad();
        const torch::Tensor value = loss();
        QVERIFY2(std::abs(value.item<double>() - expected) < kTolerance,
                 qPrintable(QStringLiteral("step %1: %2").arg(step).arg(value.item<double>())));
        value.backward();
        clipGradientNorm(named, options["max_gradient_norm"]);
        optimizer.step(schedule.rate(step++));
    }
    QCOMPARE(step, 10);
}

void tst_DecoderParity::anyCutGivesTheSameBits()
{
    const torch::NoGradGuard noGradients;
    const torch::Tensor whole = network().forward(m_batch);
    for (int cut = 0; cut <= network().layerCount(); ++cut)
        QVERIFY(
            torch::equal(whole, network().suffix(network().prefix(m_batch, cut), m_batch, cut)));
}

void tst_DecoderParity::frozenLayersGetNoGradient()
{
    network().trainTopLayers(1);
    QCOMPARE(network().frozenLayers(), network().layerCount() - 1);
    torch::Tensor hidden;
    {
        const torch::NoGradGuard noGradients;
        hidden = network().prefix(m_batch, network().frozenLayers());
    }
    const torch::Tensor logits = network().suffix(hidden, m_batch, network().frozenLayers());
    meanLoss(logits, m_targets, network().numLabels() == 1).backward();
    const auto &norms = m_numbers.json["gradient_norms"];
    for (const auto &item : network().named_parameters()) {
        if (!item.value().grad().defined())
            continue;
        QVERIFY2(item.value().requires_grad(), item.key().c_str());
        const double expected = norms[item.key()].get<double>();
        QVERIFY2(std::abs(item.value().grad().norm().item<double>() - expected) <
                     kTolerance * std::max(1.0, expected),
                 item.key().c_str());
    }
    const std::string top = std::to_string(network().layerCount() - 1);
    int trained = 0;
    for (const auto &item : network().named_parameters())
        trained +=
            item.value().grad().defined() && item.key().find('.' + top + '.') != std::string::npos;
    QVERIFY(trained >= 12);
}

void tst_DecoderParity::aPairsAnswerDoesNotHangOnItsNeighbours()
{
    const torch::NoGradGuard noGradients;
    std::vector<Encoding> encodings;
    for (const int length : {13, 9, 1, 4}) {
        Encoding encoding;
        for (int i = 0; i < length; ++i) {
            encoding.ids.push_back(7 + (5 * i + length) % 30);
            encoding.typeIds.push_back(i > length / 2);
            encoding.mask.push_back(1);
        }
        encodings.push_back(encoding);
    }
    std::vector<const Encoding *> all;
    for (const Encoding &encoding : encodings)
        all.push_back(&encoding);
    const EncodedBatch padded = padBatch(all, network().padding(5));
    const torch::Tensor together = network().forward(padded);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto alone = padBatch(std::span(all).subspan(i, 1), network().padding(5));
        const auto row = static_cast<std::int64_t>(i);
        QCOMPARE_LT(difference(network().forward(alone), together.slice(0, row, row + 1)), 1e-6);
    }
}

QTEST_GUILESS_MAIN(tst_DecoderParity)
#include "tst_decoder_parity.moc"
