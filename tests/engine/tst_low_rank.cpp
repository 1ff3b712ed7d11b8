#include "engine/checkpoint/model_config.h"
#include "engine/checkpoint/model_loader.h"
#include "engine/checkpoint/tensor_file.h"
#include "engine/training/learning_rate_schedule.h"
#include "engine/training/objective.h"
#include "engine/training/optimizer.h"

#include "test_support.h"

#include <QTest>

#include <cmath>

using namespace tunedesk;

namespace
{
/// As tst_network_parity: ten times what sums in another order differ by.
constexpr double kTolerance = 1e-5;

bool isLowRank(const std::string &name)
{
    return name.find("lora.") != std::string::npos;
}
} // namespace

/// Low-rank additions against PEFT: tests/parity/make_lora_baselines.py says how the numbers came
/// about.
class tst_LowRank : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); } // so small a network only waits for a second
    void initTestCase_data();
    void init();
    void beginsAsNothing();
    void logitsAreThoseOfPeft();
    void lossAndGradientsAreThoseOfPeft();
    void tenStepsAreThoseOfPeft();
    void mergedItIsAnOrdinaryNetwork();
    void frozenLayersAndNamesAreNotAdapted();

private:
    SequenceClassifier &network() { return *m_model.network; }
    void putBegin();
    std::vector<NamedParameter> trained();
    torch::Tensor loss();

    LoadedModel m_model;
    NamedTensors m_baseline, m_begin;
    nlohmann::json m_numbers;
    EncodedBatch m_batch;
    std::vector<double> m_targets;
};

void tst_LowRank::initTestCase_data()
{
    QTest::addColumn<QString>("folder");
    for (const char *name :
         {"bert/gelu_two_labels", "roberta/one_type_two_labels", "distilbert/gelu_two_labels",
          "electra/projected_two_labels", "albert/one_group_two_labels",
          "albert/groups_of_two_regression", "gpt2/two_labels", "xlnet/last_two_labels"})
        QTest::newRow(name) << QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/") +
                                   QString::fromLatin1(name);
}

void tst_LowRank::init()
{
    QFETCH_GLOBAL(QString, folder);
    auto baseline = readTensorFile(folder + QStringLiteral("/baseline.safetensors"));
    VERIFY_RESULT(baseline);
    m_baseline = *baseline;
    auto begin = readTensorFile(folder + QStringLiteral("/lora.safetensors"));
    VERIFY_RESULT(begin);
    m_begin = *begin;
    const auto numbers = readModelConfig(folder + QStringLiteral("/lora.json"));
    VERIFY_RESULT(numbers);
    m_numbers = numbers->json;
    auto model = loadModel(
        folder, {.numLabels = static_cast<int>(m_baseline["logits"].size(1)), .requireHead = true});
    VERIFY_RESULT(model);
    m_model = *model;
    m_batch = {m_baseline["ids"], m_baseline["type_ids"], m_baseline["mask"]};
    const torch::Tensor targets = m_baseline["labels"].to(torch::kDouble);
    m_targets.assign(targets.data_ptr<double>(), targets.data_ptr<double>() + targets.numel());
    network().trainTopLayers(-1);
    network().train(); // the configurations have no dropout
    network().adapt(m_numbers["rank"], m_numbers["alpha"], 1);
}

/// The A and B that the baseline begins with.
void tst_LowRank::putBegin()
{
    const torch::NoGradGuard noGradients;
    std::size_t put = 0;
    for (auto &item : network().named_parameters()) {
        if (!isLowRank(item.key()))
            continue;
        QVERIFY2(m_begin.contains(item.key()), item.key().c_str());
        QVERIFY2(item.value().sizes() == m_begin.at(item.key()).sizes(), item.key().c_str());
        item.value().copy_(m_begin.at(item.key()));
        ++put;
    }
    QCOMPARE(put + 1, m_begin.size()); // and the logits
}

std::vector<NamedParameter> tst_LowRank::trained()
{
    std::vector<NamedParameter> parameters;
    for (const auto &item : network().named_parameters())
        if (item.value().requires_grad())
            parameters.push_back({item.key(), item.value()});
    return parameters;
}

torch::Tensor tst_LowRank::loss()
{
    return meanLoss(network().forward(m_batch), m_targets, network().numLabels() == 1);
}

void tst_LowRank::beginsAsNothing()
{
    const torch::NoGradGuard noGradients;
    QVERIFY((network().forward(m_batch) - m_baseline["logits"]).abs().max().item<double>() <
            kTolerance);
    double widest = 0;
    for (const auto &item : network().named_parameters()) {
        if (item.key().ends_with("lora.B"))
            QVERIFY2(item.value().eq(0).all().item<bool>(), item.key().c_str());
        if (!item.key().ends_with("lora.A"))
            continue;
        const double reach = item.value().abs().max().item<double>() *
                             std::sqrt(static_cast<double>(item.value().size(1)));
        QVERIFY2(reach < 1 + 1e-6, item.key().c_str()); // ±1/√in, Kaiming's with a = √5
        widest = std::max(widest, reach);
    }
    QVERIFY(widest > 0.9);
}

void tst_LowRank::logitsAreThoseOfPeft()
{
    putBegin();
    const torch::NoGradGuard noGradients;
    const torch::Tensor logits = network().forward(m_batch);
    QVERIFY((logits - m_begin["logits"]).abs().max().item<double>() < kTolerance);
    QVERIFY((logits - m_baseline["logits"]).abs().max().item<double>() > 1e-2);
}

void tst_LowRank::lossAndGradientsAreThoseOfPeft()
{
    putBegin();
    const torch::Tensor value = loss();
    QVERIFY(std::abs(value.item<double>() - m_numbers["loss"].get<double>()) < kTolerance);
    value.backward();
    const auto &norms = m_numbers["gradient_norms"];
    std::size_t compared = 0;
    for (const NamedParameter &parameter : trained()) {
        if (!parameter.tensor.grad().defined()) // XLNet's mask_emb, which only pretraining reads
            continue;
        QVERIFY2(norms.contains(parameter.name), parameter.name.c_str());
        const double expected = norms[parameter.name].get<double>();
        const double norm = parameter.tensor.grad().norm().item<double>();
        QVERIFY2(std::abs(norm - expected) < kTolerance * std::max(1.0, expected),
                 parameter.name.c_str());
        ++compared;
    }
    QCOMPARE(compared, norms.size());
}

void tst_LowRank::tenStepsAreThoseOfPeft()
{
    putBegin();
    const auto &settings = m_numbers["settings"];
    TrainingRecipe recipe;
    recipe.learningRate = settings["learning_rate"];
    recipe.weightDecay = settings["weight_decay"];
    recipe.warmupRatio = settings["warmup_steps"].get<double>() / settings["steps"].get<double>();
    const LearningRateSchedule schedule(recipe, settings["steps"].get<qint64>());
    const auto parameters = trained();
    Optimizer optimizer(parameters, recipe);
    qint64 step = 0;
    for (const double expected : m_numbers["ten_steps"]) {
        network().zero_grad();
        const torch::Tensor value = loss();
        // AdamW divides by small moments, which makes rounding of 1e-7 grow from step to step.
        QVERIFY2(std::abs(value.item<double>() - expected) < 1e-4 * std::max(1.0, expected),
                 qPrintable(QStringLiteral("step %1: %2, expected %3")
                                .arg(step)
                                .arg(value.item<double>())
                                .arg(expected)));
        value.backward();
        clipGradientNorm(parameters, settings["max_grad_norm"]);
        optimizer.step(schedule.rate(step++));
    }
    QCOMPARE(step, 10);
}

void tst_LowRank::mergedItIsAnOrdinaryNetwork()
{
    putBegin();
    const torch::NoGradGuard noGradients;
    const auto plain = network().plainParameters();
    network().mergeAdapted();
    const auto parameters = network().named_parameters();
    QCOMPARE(parameters.size(), plain.size());
    for (const auto &item : parameters) {
        QVERIFY2(!isLowRank(item.key()), item.key().c_str());
        QVERIFY2(plain.contains(item.key()), item.key().c_str());
        QVERIFY2(torch::equal(item.value(), plain.at(item.key())), item.key().c_str());
        QVERIFY2(item.value().requires_grad(), item.key().c_str());
    }
    QVERIFY((network().forward(m_batch) - m_begin["logits"]).abs().max().item<double>() <
            kTolerance);
}

void tst_LowRank::frozenLayersAndNamesAreNotAdapted()
{
    QFETCH_GLOBAL(QString, folder);
    auto model = loadModel(folder, {.numLabels = network().numLabels(), .requireHead = true});
    VERIFY_RESULT(model);
    SequenceClassifier &top = *model->network;
    const auto depths = top.parameterDepths();
    std::set<std::string> frozen; // a matrix of the top layer
    for (const auto &[name, depth] : depths)
        if (depth == top.layerCount() && name.find("bias") == std::string::npos &&
            top.named_parameters()[name].dim() >= 2 && frozen.empty())
            frozen.insert(name);
    top.trainTopLayers(1, frozen);
    const int frozenLayers = top.frozenLayers();
    top.adapt(2, 4, 1);
    QCOMPARE(top.frozenLayers(), frozenLayers);
    std::string matrix = *frozen.begin();
    if (matrix.ends_with(".weight"))
        matrix.resize(matrix.size() - std::string("weight").size());
    int adapted = 0;
    for (const auto &[name, depth] : top.parameterDepths()) {
        if (!isLowRank(name))
            continue;
        ++adapted;
        QVERIFY2(depth > frozenLayers && depth <= top.layerCount(), name.c_str());
        QVERIFY2(!name.starts_with(matrix), name.c_str());
    }
    QVERIFY(adapted >= 6);
    for (const auto &item : top.named_parameters())
        QCOMPARE(item.value().requires_grad(),
                 isLowRank(item.key()) || depths.at(item.key()) > top.layerCount());
}

QTEST_GUILESS_MAIN(tst_LowRank)
#include "tst_low_rank.moc"
