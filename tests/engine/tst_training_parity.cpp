#include "engine/checkpoint/model_config.h"
#include "engine/checkpoint/model_loader.h"
#include "engine/checkpoint/tensor_file.h"
#include "engine/training/learning_rate_schedule.h"
#include "engine/training/objective.h"
#include "engine/training/optimizer.h"
#include "engine/training/parameter_groups.h"

#include "test_support.h"

#include <QDir>
#include <QTest>

using namespace tunedesk;

namespace
{
/// As tst_network_parity: ten times what sums in another order differ by.
constexpr double kTolerance = 1e-5;
/// Of ten steps: division by small moments makes rounding of 1e-7 grow from step to step.
constexpr double kStepTolerance = 1e-4;
} // namespace

/// Objectives, optimisers and schedules together, on a tiny network of each odd configuration,
/// against torch and transformers: tests/parity/make_training_baselines.py says how the numbers
/// came about.
class tst_TrainingParity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); } // so small a network only waits for a second
    void initTestCase_data();
    void init();
    void lossAndGradients();
    void tenSteps();

private:
    double backward();

    nlohmann::json m_case, m_settings;
    TrainingRecipe m_recipe;
    LoadedModel m_model;
    EncodedBatch m_batch;
    std::vector<double> m_targets;
    std::optional<Objective> m_objective;
};

void tst_TrainingParity::initTestCase_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QByteArray>("name");
    const QDir parity(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity"));
    int networks = 0;
    for (const char *family : {"bert", "roberta", "xlm_roberta", "camembert", "distilbert",
                               "electra", "albert", "gpt2", "xlnet"}) {
        const QDir cases(parity.filePath(QLatin1String(family)));
        for (const QString &network : cases.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const QString folder = cases.filePath(network);
            if (!QFile::exists(folder + QStringLiteral("/training.json")))
                continue;
            ++networks;
            for (const char *name : {"adam_smoothing", "sgd_weights", "adamw_layers"})
                QTest::addRow("%s/%s, %s", family, qPrintable(network), name)
                    << folder << QByteArray(name);
        }
    }
    QCOMPARE(networks, 26); // of bare ones there is nothing to train
}

void tst_TrainingParity::init()
{
    QFETCH_GLOBAL(QString, folder);
    QFETCH_GLOBAL(QByteArray, name);
    const auto numbers = readModelConfig(folder + QStringLiteral("/training.json"));
    VERIFY_RESULT(numbers);
    m_case = numbers->json[name.toStdString()];
    m_settings = m_case["settings"];
    auto baseline = readTensorFile(folder + QStringLiteral("/baseline.safetensors"));
    VERIFY_RESULT(baseline);
    const auto labels = static_cast<int>((*baseline)["logits"].size(1));
    auto model = loadModel(folder, {.numLabels = labels, .requireHead = true});
    VERIFY_RESULT(model);
    m_model = *model;
    m_model.network->trainTopLayers(-1);
    m_model.network->train(); // the configurations have no dropout
    m_batch = {(*baseline)["ids"], (*baseline)["type_ids"], (*baseline)["mask"]};
    const auto config = readModelConfig(folder + QStringLiteral("/config.json"));
    VERIFY_RESULT(config);
    if (config->json.value("bi_data", false)) // transformers mirrors the second half
        m_batch.mirrored = torch::arange(4).ge(2);
    const torch::Tensor targets = (*baseline)["labels"].to(torch::kDouble);
    m_targets.assign(targets.data_ptr<double>(), targets.data_ptr<double>() + targets.numel());

    m_recipe = {};
    m_recipe.objective =
        labels == 1 ? QStringLiteral("regression") : QStringLiteral("classification");
    m_recipe.optimizer = QString::fromStdString(m_settings["optim"]);
    m_recipe.schedule = QString::fromStdString(m_settings["lr_scheduler_type"]);
    m_recipe.learningRate = m_settings["learning_rate"];
    m_recipe.headLearningRate = m_settings.value("head_learning_rate", 0.0);
    m_recipe.layerwiseDecay = m_settings.value("layerwise_lr_decay", 1.0);
    m_recipe.labelSmoothing = m_settings.value("label_smoothing_factor", 0.0);
    m_recipe.weightDecay = m_settings["weight_decay"];
    m_recipe.warmupRatio =
        m_settings["warmup_steps"].get<double>() / m_settings["steps"].get<double>();
    m_objective.emplace(m_recipe, m_settings.value("class_weights", std::vector<double>()));
}

/// @return the loss of the update
double tst_TrainingParity::backward()
{
    const std::span<const double> targets(m_targets);
    double loss = 0;
    std::int64_t begin = 0;
    for (const std::int64_t size :
         m_settings.value("micro_batches", std::vector<std::int64_t>{m_batch.ids.size(0)})) {
        const auto part = [&](const torch::Tensor &t) {
            return t.defined() ? t.slice(0, begin, begin + size) : t;
        };
        const EncodedBatch batch{part(m_batch.ids), part(m_batch.typeIds), part(m_batch.mask),
                                 part(m_batch.mirrored)};
        const torch::Tensor sum = m_objective->lossSum(
            m_model.network->forward(batch),
            targets.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(size)));
        const torch::Tensor share = sum / m_objective->weight(targets);
        share.backward();
        loss += share.item<double>();
        begin += size;
    }
    return loss;
}

void tst_TrainingParity::lossAndGradients()
{
    const double loss = backward();
    QVERIFY2(std::abs(loss - m_case["loss"].get<double>()) < kTolerance,
             qPrintable(QString::number(loss)));
    const auto &norms = m_case["gradient_norms"];
    const auto parameters = m_model.network->named_parameters();
    QCOMPARE(parameters.size(), norms.size());
    for (const auto &item : parameters) {
        QVERIFY2(norms.contains(item.key()), item.key().c_str());
        if (norms[item.key()].is_null()) {
            QVERIFY2(!item.value().grad().defined(), item.key().c_str());
            continue;
        }
        const double expected = norms[item.key()].get<double>();
        const double norm = item.value().grad().norm().item<double>();
        QVERIFY2(std::abs(norm - expected) < kTolerance * std::max(1.0, expected),
                 item.key().c_str());
    }
}

void tst_TrainingParity::tenSteps()
{
    const auto parameters = namedParameters(*m_model.network, m_recipe);
    Optimizer optimizer(parameters, m_recipe);
    const LearningRateSchedule schedule(m_recipe, m_settings["steps"].get<qint64>());
    QCOMPARE(schedule.warmupSteps(), m_settings["warmup_steps"].get<qint64>());
    const auto expected = m_case["ten_steps"].get<std::vector<double>>();
    QCOMPARE(expected.size(), std::size_t{10});
    for (std::size_t step = 0; step < expected.size(); ++step) {
        m_model.network->zero_grad();
        const double loss = backward();
        QVERIFY2(std::abs(loss - expected[step]) < kStepTolerance * std::max(1.0, expected[step]),
                 qPrintable(QStringLiteral("step %1: %2, expected %3")
                                .arg(step)
                                .arg(loss)
                                .arg(expected[step])));
        clipGradientNorm(parameters, m_settings["max_grad_norm"].get<double>());
        optimizer.step(schedule.rate(static_cast<qint64>(step)));
    }
}

QTEST_GUILESS_MAIN(tst_TrainingParity)
#include "tst_training_parity.moc"
