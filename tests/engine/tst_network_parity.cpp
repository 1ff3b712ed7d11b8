#include "engine/checkpoint/model_config.h"
#include "engine/checkpoint/model_loader.h"
#include "engine/checkpoint/tensor_file.h"
#include "engine/training/learning_rate_schedule.h"
#include "engine/training/optimizer.h"
#include "engine/training/validation.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "test_support.h"

using namespace tunedesk;

namespace
{
const QString kParity = QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity");

/// Sums of a few dozen float32 products in another order differ by about 1e-6; ten times that.
constexpr double kTolerance = 1e-5;

double difference(const torch::Tensor &a, const torch::Tensor &b)
{
    return (a - b).abs().max().item<double>();
}

std::vector<double> listOf(const torch::Tensor &numbers)
{
    std::vector<double> list;
    for (std::int64_t i = 0; i < numbers.size(0); ++i)
        list.push_back(numbers[i].item<double>());
    return list;
}
} // namespace

/// BERT and its kin against transformers (GPT-2 and XLNet: tst_decoder_parity):
/// tests/parity/make_network_baselines.py says how the numbers came about, and which odd
/// configuration each case has.
class tst_NetworkParity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        at::set_num_threads(1);
    } // two threads would wait for each other on a busy machine
    void initTestCase_data();
    void init();
    void hiddenStatesOfEachLayer();
    void logits();
    void dropoutStandsWhereItDoes();
    void attentionDropoutIsSetAlone();
    void lossAndGradients();
    void tenSteps();
    void anyCutGivesTheSameBits();
    void frozenLayersStayTrueWhileTheRestLearns();
    void paddingNeverChangesALogit();
    void typesThatANetworkLacksChangeNothing();

private:
    bool isBare() const { return !m_baseline.contains("logits"); }
    torch::Tensor lossOf(const torch::Tensor &logits) const
    {
        return meanLoss(logits, listOf(m_baseline.at("labels").to(torch::kDouble)),
                        logits.size(1) == 1);
    }

    QString m_folder;
    LoadedModel m_model;
    NamedTensors m_baseline;
    ModelConfig m_numbers;
    EncodedBatch m_batch;
};

void tst_NetworkParity::initTestCase_data()
{
    QTest::addColumn<QString>("folder");
    for (const char *family :
         {"bert", "roberta", "xlm_roberta", "camembert", "distilbert", "electra", "albert"}) {
        const QDir cases(kParity + QLatin1Char('/') + QLatin1String(family));
        QVERIFY2(!cases.isEmpty(), family);
        for (const QString &name : cases.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QTest::addRow("%s/%s", family, qPrintable(name)) << cases.filePath(name);
    }
}

void tst_NetworkParity::init()
{
    QFETCH_GLOBAL(QString, folder);
    m_folder = folder;
    auto baseline = readTensorFile(folder + QStringLiteral("/baseline.safetensors"));
    VERIFY_RESULT(baseline);
    m_baseline = *baseline;
    auto numbers = readModelConfig(folder + QStringLiteral("/baseline.json"));
    VERIFY_RESULT(numbers);
    m_numbers = *numbers;
    auto model = loadModel(
        folder, {.numLabels = isBare() ? 2 : static_cast<int>(m_baseline["logits"].size(1)),
                 .requireHead = !isBare()});
    VERIFY_RESULT(model);
    m_model = *model;
    QCOMPARE(m_model.headIsNew, isBare());
    m_batch = {m_baseline["ids"], m_baseline["type_ids"], m_baseline["mask"]};
}

void tst_NetworkParity::hiddenStatesOfEachLayer()
{
    const torch::NoGradGuard noGradients;
    for (int layers = 0; layers <= m_model.network->layerCount(); ++layers) {
        const torch::Tensor expected = m_baseline["hidden." + std::to_string(layers)];
        QVERIFY(expected.defined());
        const double distance = difference(m_model.network->prefix(m_batch, layers), expected);
        QVERIFY2(distance < kTolerance,
                 qPrintable(QStringLiteral("layer %1: %2").arg(layers).arg(distance)));
    }
    QVERIFY(!m_baseline.contains("hidden." + std::to_string(m_model.network->layerCount() + 1)));
}

void tst_NetworkParity::logits()
{
    const torch::NoGradGuard noGradients;
    const torch::Tensor logits = m_model.network->forward(m_batch);
    if (isBare())
        QVERIFY(logits.isfinite().all().item<bool>()); // of a head drawn at random
    else
        QVERIFY(difference(logits, m_baseline["logits"]) < kTolerance);
}

void tst_NetworkParity::dropoutStandsWhereItDoes()
{
    const torch::NoGradGuard noGradients;
    const std::string prefix = "dropped.";
    const auto config = readModelConfig(m_folder + QStringLiteral("/config.json"));
    VERIFY_RESULT(config);
    int cases = 0;
    for (const auto &[name, expected] : m_baseline) {
        if (!name.starts_with(prefix))
            continue;
        const std::string key = name.substr(prefix.size());
        nlohmann::json changed = config->json;
        changed[key] = 1.0;
        const QTemporaryDir folder;
        QVERIFY(QFile::copy(m_folder + QStringLiteral("/model.safetensors"),
                            folder.filePath(QStringLiteral("model.safetensors"))));
        QFile file(folder.filePath(QStringLiteral("config.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(changed.dump()));
        file.close();
        const auto model = loadModel(
            folder.path(), {.numLabels = static_cast<int>(expected.size(1)), .requireHead = true});
        VERIFY_RESULT(model);
        model->network->trainTopLayers(-1);
        model->network->train();
        const double distance = difference(model->network->forward(m_batch), expected);
        QVERIFY2(
            distance < kTolerance,
            qPrintable(QStringLiteral("%1: %2").arg(QString::fromStdString(key)).arg(distance)));
        ++cases;
    }
    QVERIFY(cases > 0 || isBare());
}

void tst_NetworkParity::attentionDropoutIsSetAlone()
{
    if (isBare())
        return;
    const torch::NoGradGuard noGradients;
    auto expected = m_baseline.find("dropped.attention_probs_dropout_prob");
    if (expected == m_baseline.end())
        expected = m_baseline.find("dropped.attention_dropout");
    QVERIFY(expected != m_baseline.end());
    m_model.network->trainTopLayers(-1);
    m_model.network->train();
    m_model.network->setDropout(0, 1);
    QVERIFY(difference(m_model.network->forward(m_batch), expected->second) < kTolerance);
    m_model.network->setDropout(-1);
    QVERIFY(difference(m_model.network->forward(m_batch), m_baseline["logits"]) < kTolerance);
}

void tst_NetworkParity::lossAndGradients()
{
    if (isBare())
        return;
    m_model.network->trainTopLayers(-1);
    m_model.network->train(); // the configs have no dropout
    const torch::Tensor loss = lossOf(m_model.network->forward(m_batch));
    QVERIFY(std::abs(loss.item<double>() - m_numbers.json["loss"].get<double>()) < kTolerance);
    loss.backward();
    const auto &norms = m_numbers.json["gradient_norms"];
    const auto parameters = m_model.network->named_parameters();
    QCOMPARE(parameters.size(), norms.size());
    for (const auto &item : parameters) {
        QVERIFY2(norms.contains(item.key()), item.key().c_str());
        const double expected = norms[item.key()].get<double>();
        const double norm = item.value().grad().norm().item<double>();
        QVERIFY2(std::abs(norm - expected) < kTolerance * std::max(1.0, expected),
                 item.key().c_str());
    }
}

void tst_NetworkParity::tenSteps()
{
    if (isBare())
        return;
    m_model.network->trainTopLayers(-1);
    m_model.network->train();
    std::vector<NamedParameter> parameters;
    for (const auto &item : m_model.network->named_parameters())
        parameters.push_back({item.key(), item.value()});
    const auto &options = m_numbers.json["options"];
    TrainingRecipe recipe;
    recipe.learningRate = options["learning_rate"].get<double>();
    recipe.warmupRatio = 0.2; // 2 of 10 steps
    const LearningRateSchedule schedule(recipe, options["steps"].get<qint64>());
    QCOMPARE(schedule.warmupSteps(), options["warmup_steps"].get<qint64>());
    Optimizer optimizer(parameters, Optimizer::Method::AdamW,
                        options["weight_decay"].get<double>());
    const auto expected = m_numbers.json["ten_steps"].get<std::vector<double>>();
    QCOMPARE(expected.size(), std::size_t{10});
    for (std::size_t step = 0; step < expected.size(); ++step) {
        for (const NamedParameter &parameter : parameters)
            parameter.tensor.mutable_grad().reset();
        const torch::Tensor loss = lossOf(m_model.network->forward(m_batch));
        // AdamW divides by small moments, which makes rounding of 1e-7 grow from step to step.
        QVERIFY2(std::abs(loss.item<double>() - expected[step]) <
                     1e-4 * std::max(1.0, expected[step]),
                 qPrintable(QStringLiteral("step %1: %2, expected %3")
                                .arg(step)
                                .arg(loss.item<double>())
                                .arg(expected[step])));
        loss.backward();
        clipGradientNorm(parameters, options["max_gradient_norm"].get<double>());
        optimizer.step(schedule.rate(static_cast<qint64>(step)));
    }
}

void tst_NetworkParity::anyCutGivesTheSameBits()
{
    const torch::NoGradGuard noGradients;
    const torch::Tensor whole = m_model.network->forward(m_batch);
    for (int cut = 0; cut <= m_model.network->layerCount(); ++cut)
        QVERIFY(torch::equal(
            whole, m_model.network->suffix(m_model.network->prefix(m_batch, cut), m_batch, cut)));
}

void tst_NetworkParity::frozenLayersStayTrueWhileTheRestLearns()
{
    SequenceClassifier &network = *m_model.network;
    for (int trained = 0; trained <= network.layerCount(); ++trained) {
        network.trainTopLayers(trained);
        network.train();
        QVERIFY(network.frozenLayers() <= network.layerCount() - trained);
        const auto prefix = [&] {
            const torch::NoGradGuard noGradients;
            return network.prefix(m_batch, network.frozenLayers());
        };
        const torch::Tensor kept = prefix();
        network.suffix(kept, m_batch, network.frozenLayers()).square().sum().backward();
        int learning = 0;
        for (auto &item : network.named_parameters()) {
            QCOMPARE(item.value().requires_grad(), item.value().grad().defined());
            if (!item.value().requires_grad())
                continue;
            const torch::NoGradGuard noGradients;
            item.value().add_(0.01);
            item.value().mutable_grad().reset();
            ++learning;
        }
        QVERIFY(learning > 0);
        QVERIFY(torch::equal(prefix(), kept));
    }
}

void tst_NetworkParity::paddingNeverChangesALogit()
{
    const torch::NoGradGuard noGradients;
    // Row 1 has 9 tokens and 4 places of padding, whatever stands there.
    const auto cut = [](const torch::Tensor &t) { return t.slice(0, 1, 2).slice(1, 0, 9); };
    const torch::Tensor tight =
        m_model.network->forward({cut(m_batch.ids), cut(m_batch.typeIds), cut(m_batch.mask)});
    EncodedBatch noisy{m_batch.ids.clone(), m_batch.typeIds, m_batch.mask};
    noisy.ids.masked_fill_(m_batch.mask.eq(0), 17);
    const torch::Tensor padded = m_model.network->forward(m_batch);
    QVERIFY(difference(tight, padded.slice(0, 1, 2)) < 1e-6); // other shapes, other order of sums
    QVERIFY(torch::equal(m_model.network->forward(noisy).slice(0, 0, 2), padded.slice(0, 0, 2)));
}

void tst_NetworkParity::typesThatANetworkLacksChangeNothing()
{
    if (m_model.network->typeCount() > 0)
        return;
    const torch::NoGradGuard noGradients;
    const EncodedBatch typed{m_batch.ids, torch::ones_like(m_batch.typeIds), m_batch.mask};
    QVERIFY(torch::equal(m_model.network->forward(typed), m_model.network->forward(m_batch)));
}

QTEST_GUILESS_MAIN(tst_NetworkParity)
#include "tst_network_parity.moc"
