#include "engine/checkpoint/tensor_file.h"
#include "engine/nn/activation.h"

#include <QTest>

#include "test_support.h"

using namespace tunedesk;

/// Against transformers: tests/parity/make_network_baselines.py.
class tst_Activation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void valuesAndGradientsAreThoseOfTransformers_data();
    void valuesAndGradientsAreThoseOfTransformers();
    void thoseWithParametersAreNotKnown();

private:
    NamedTensors m_baseline;
};

void tst_Activation::initTestCase()
{
    auto baseline =
        readTensorFile(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/activations.safetensors"));
    VERIFY_RESULT(baseline);
    m_baseline = *baseline;
    QCOMPARE(m_baseline.size(), activationNames().size() * 2 + 1);
}

void tst_Activation::valuesAndGradientsAreThoseOfTransformers_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const std::string_view name : activationNames()) {
        const QByteArray bytes(name.data(), static_cast<qsizetype>(name.size()));
        QTest::newRow(bytes.constData()) << bytes;
    }
}

void tst_Activation::valuesAndGradientsAreThoseOfTransformers()
{
    QFETCH(QByteArray, name);
    const std::string key = name.toStdString();
    const torch::Tensor x = m_baseline.at("x").clone().requires_grad_();
    const torch::Tensor y = activationByName(key)(x);
    y.sum().backward();
    // The spellings of one curve round differently, at values up to 12.
    const auto differs = [&](const torch::Tensor &ours, const char *what) {
        return (ours - m_baseline.at(key + what)).abs().max().item<double>();
    };
    QVERIFY2(differs(y.detach(), ".y") < 1e-5, name.constData());
    QVERIFY2(differs(x.grad(), ".gradient") < 1e-5, name.constData());
}

void tst_Activation::thoseWithParametersAreNotKnown()
{
    for (const char *name : {"prelu", "xielu", "GELU", ""})
        QVERIFY2(!activationByName(name), name);
}

QTEST_GUILESS_MAIN(tst_Activation)
#include "tst_activation.moc"
