#include "engine/checkpoint/model_config.h"
#include "engine/checkpoint/model_loader.h"
#include "engine/checkpoint/tensor_file.h"

#include <QTest>

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

/// Against transformers: tests/parity/make_bert_baselines.py says how the numbers came about.
class tst_BertParity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void init();
    void hiddenStatesOfEachLayer();
    void logits();
    void lossAndGradients();
    void anyCutGivesTheSameBits();
    void paddingNeverChangesALogit();

private:
    LoadedModel m_model;
    NamedTensors m_baseline;
    ModelConfig m_numbers;
    EncodedBatch m_batch;
};

void tst_BertParity::initTestCase_data()
{
    QTest::addColumn<QString>("folder");
    for (const char *name : {"gelu_two_labels", "gelu_new_regression", "relu_two_labels"})
        QTest::newRow(name) << QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/bert/") +
                                   QString::fromLatin1(name);
}

void tst_BertParity::init()
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
}

void tst_BertParity::hiddenStatesOfEachLayer()
{
    const torch::NoGradGuard noGradients;
    for (int layers = 0; layers <= m_model.network->layerCount(); ++layers) {
        const torch::Tensor expected = m_baseline["hidden." + std::to_string(layers)];
        QVERIFY(expected.defined());
        QVERIFY(difference(m_model.network->prefix(m_batch, layers), expected) < kTolerance);
    }
}

void tst_BertParity::logits()
{
    const torch::NoGradGuard noGradients;
    QVERIFY(difference(m_model.network->forward(m_batch), m_baseline["logits"]) < kTolerance);
}

void tst_BertParity::lossAndGradients()
{
    m_model.network->trainTopLayers(-1);
    m_model.network->train(); // the configs have no dropout
    const torch::Tensor labels = m_baseline["labels"];
    const torch::Tensor output = m_model.network->forward(m_batch);
    const torch::Tensor loss = labels.is_floating_point()
                                   ? torch::mse_loss(output.squeeze(1), labels)
                                   : torch::cross_entropy_loss(output, labels);
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

void tst_BertParity::anyCutGivesTheSameBits()
{
    const torch::NoGradGuard noGradients;
    const torch::Tensor whole = m_model.network->forward(m_batch);
    for (int cut = 0; cut <= m_model.network->layerCount(); ++cut)
        QVERIFY(torch::equal(
            whole, m_model.network->suffix(m_model.network->prefix(m_batch, cut), m_batch, cut)));
}

void tst_BertParity::paddingNeverChangesALogit()
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

QTEST_GUILESS_MAIN(tst_BertParity)
#include "tst_bert_parity.moc"
