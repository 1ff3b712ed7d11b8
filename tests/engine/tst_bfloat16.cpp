#include "tiny_training.h"

#include "engine/nn/bfloat16_product.h"
#include "engine/nn/layers.h"
#include "engine/training/optimizer.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace tunedesk;

class tst_BFloat16 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); } // so small a network only waits for a second
    void aProductAndItsGradientsAreThoseOfRoundedNumbers_data();
    void aProductAndItsGradientsAreThoseOfRoundedNumbers();
    void copiesFollowTheParameters();
    void frozenMatricesGetNoGradients();
    void lossesFollowThoseOfFloat32_data();
    void lossesFollowThoseOfFloat32();
    void exactAgainAfterTheTraining();
    void theProcessorDecidesWhereTheRecipeDoesNot();
};

namespace
{
torch::Tensor rounded(const torch::Tensor &x)
{
    return x.to(torch::kBFloat16).to(torch::kFloat32);
}

/// The largest difference as a part of the largest number.
double error(const torch::Tensor &found, const torch::Tensor &expected)
{
    return ((found.to(torch::kFloat32) - expected).abs().max() / expected.abs().max())
        .item<double>();
}

constexpr double kHalfUnit = 1.0 / 256; ///< of bfloat16's last place
} // namespace

void tst_BFloat16::aProductAndItsGradientsAreThoseOfRoundedNumbers_data()
{
    QTest::addColumn<bool>("isOutIn");
    QTest::addColumn<int>("parts");
    QTest::addColumn<bool>("hasBias");
    QTest::newRow("one matrix") << true << 1 << true;
    QTest::newRow("three that read the same") << true << 3 << true;
    QTest::newRow("no bias") << true << 2 << false;
    QTest::newRow("the other way round") << false << 1 << true;
    QTest::newRow("three the other way round") << false << 3 << false;
}

void tst_BFloat16::aProductAndItsGradientsAreThoseOfRoundedNumbers()
{
    QFETCH(bool, isOutIn);
    QFETCH(int, parts);
    QFETCH(bool, hasBias);
    torch::manual_seed(7);
    constexpr std::int64_t kIn = 24, kOut = 40;
    std::vector<ProductPart> matrices;
    for (int i = 0; i < parts; ++i)
        matrices.push_back(
            {torch::randn(isOutIn ? at::IntArrayRef{kOut, kIn} : at::IntArrayRef{kIn, kOut})
                 .requires_grad_(),
             hasBias ? torch::randn(kOut).requires_grad_() : torch::Tensor()});
    const torch::Tensor x = torch::randn({3, 5, kIn}).to(torch::kBFloat16).requires_grad_();
    const torch::Tensor given = torch::randn({3, 5, kOut * parts}).to(torch::kBFloat16);
    BFloat16Product product(isOutIn ? MatrixForm::OutIn : MatrixForm::InOut);
    const torch::Tensor y = product.forward(x, matrices);
    QCOMPARE(y.scalar_type(), torch::kBFloat16);
    y.backward(given);

    const torch::Tensor exactX = x.detach().to(torch::kFloat32).requires_grad_();
    torch::Tensor exactInput = torch::zeros({3, 5, kIn});
    for (int i = 0; i < parts; ++i) {
        const ProductPart &part = matrices[static_cast<std::size_t>(i)];
        const torch::Tensor weight = rounded(part.weight.detach()).requires_grad_();
        const torch::Tensor bias =
            hasBias ? rounded(part.bias.detach()).requires_grad_() : torch::Tensor();
        const torch::Tensor z = torch::linear(exactX, isOutIn ? weight : weight.t(), bias);
        z.backward(given.slice(2, i * kOut, (i + 1) * kOut).to(torch::kFloat32));
        QVERIFY(error(y.detach().slice(2, i * kOut, (i + 1) * kOut), z.detach()) < kHalfUnit);
        QCOMPARE(part.weight.grad().scalar_type(), torch::kFloat32);
        QVERIFY(error(part.weight.grad(), weight.grad()) < kHalfUnit);
        if (hasBias)
            QVERIFY(error(part.bias.grad(), bias.grad()) < 1e-6);
    }
    QVERIFY(error(x.grad(), exactX.grad()) < kHalfUnit);
}

void tst_BFloat16::copiesFollowTheParameters()
{
    torch::manual_seed(7);
    Dense dense(8, 8);
    for (auto &parameter : dense.parameters())
        parameter.set_data(torch::randn(parameter.sizes()));
    const torch::Tensor x = torch::randn({4, 8}).to(torch::kBFloat16);
    const auto anew = [&] {
        return torch::linear(x, dense.part().weight.to(torch::kBFloat16),
                             dense.part().bias.to(torch::kBFloat16));
    };
    QVERIFY(torch::equal(dense.forward(x), anew()));
    {
        const torch::NoGradGuard noGradients;
        dense.part().weight.mul_(2);
    }
    QVERIFY(torch::equal(dense.forward(x), anew()));
    std::vector<NamedParameter> named;
    for (const auto &item : dense.named_parameters())
        named.push_back({item.key(), item.value()});
    Optimizer optimizer(named, Optimizer::Method::AdamW, 0.01);
    dense.forward(x).sum().backward();
    optimizer.step(0.1);
    const torch::Tensor after = dense.forward(x);
    QVERIFY(torch::equal(after, anew()));
    dense.dropCopies();
    QVERIFY(torch::equal(dense.forward(x), after));
    {
        const c10::InferenceMode inference; // copies made here serve a training step later
        dense.dropCopies();
        dense.forward(x);
    }
    dense.forward(x).sum().backward();
}

void tst_BFloat16::frozenMatricesGetNoGradients()
{
    torch::manual_seed(7);
    Dense dense(8, 8);
    for (auto &parameter : dense.parameters()) {
        parameter.set_data(torch::randn(parameter.sizes()));
        parameter.set_requires_grad(false);
    }
    const torch::Tensor x = torch::randn({4, 8}).to(torch::kBFloat16).requires_grad_();
    dense.forward(x).sum().backward();
    QVERIFY(x.grad().defined());
    QVERIFY(!dense.part().weight.grad().defined());
}

void tst_BFloat16::lossesFollowThoseOfFloat32_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<int>("numLabels");
    QTest::addColumn<int>("trainLayers");
    const auto row = [](const char *model, int numLabels = 2, int trainLayers = -1) {
        QTest::addRow("%s%s", model, trainLayers < 0 ? "" : ", the top layer")
            << QString::fromLatin1(model) << numLabels << trainLayers;
    };
    for (const char *model :
         {"bert/gelu_two_labels", "roberta/one_type_two_labels", "camembert/two_labels",
          "distilbert/gelu_two_labels", "electra/projected_two_labels",
          "albert/one_group_two_labels", "gpt2/two_labels", "xlnet/last_two_labels"}) {
        row(model);
        row(model, 2, 1);
    }
    row("xlm_roberta/three_labels", 3);
    row("xlnet/mean_regression", 1);
}

void tst_BFloat16::lossesFollowThoseOfFloat32()
{
    QFETCH(QString, model);
    QFETCH(int, numLabels);
    QFETCH(int, trainLayers);
    const bool hasOneType = model.startsWith(QLatin1String("roberta")) ||
                            model.startsWith(QLatin1String("camembert")) ||
                            model.startsWith(QLatin1String("xlm_roberta"));
    LabelledEncodings pairs = tinyPairs(80, 3), validation = tinyPairs(16, 4);
    for (LabelledEncodings *part : {&pairs, &validation})
        for (Encoding &encoding : part->encodings) {
            for (int &id : encoding.ids)
                id = 6 + id % 35; // every tiny vocabulary has these
            if (hasOneType)       // as its tokenizer says
                std::ranges::fill(encoding.typeIds, 0);
        }
    TrainingRecipe recipe = tinyRecipe();
    recipe.trainLayers = trainLayers;
    recipe.objective = numLabels == 1 ? QStringLiteral("regression") : recipe.objective;
    recipe.epochs = 5; // 50 steps
    recipe.dropout = 0;
    recipe.checksPerEpoch = 1;
    const auto lossesIn = [&](const QString &precision) {
        recipe.precision = precision;
        const auto loaded = loadModel(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/") + model,
                                      {.numLabels = numLabels});
        const QTemporaryDir folder;
        Hearing hearing;
        SilentJob job;
        std::vector<double> losses;
        if (loaded && train(*loaded->network, pairs, validation,
                            {.recipe = recipe, .folder = folder.path(), .padId = 5}, hearing, job))
            for (const MetricRow &each : hearing.rows)
                if (each.name == QLatin1String(metric::kTrainLoss))
                    losses.push_back(each.value);
        return losses;
    };
    const std::vector<double> exact = lossesIn(QStringLiteral("float32")),
                              fast = lossesIn(QStringLiteral("bfloat16"));
    QCOMPARE(exact.size(), std::size_t{50});
    QCOMPARE(fast.size(), std::size_t{50});
    QVERIFY(exact != fast);
    double largest = 0, sum = 0;
    for (std::size_t i = 0; i < exact.size(); ++i) {
        largest = std::max(largest, std::abs(exact[i] - fast[i]));
        sum += std::abs(exact[i] - fast[i]);
    }
    const auto told = QStringLiteral("largest %1, mean %2").arg(largest).arg(sum / 50).toLatin1();
    qInfo("%s", told.constData());
    QVERIFY2(largest < 0.02, told.constData());
    QVERIFY2(sum / 50 < 0.005, told.constData());
}

void tst_BFloat16::exactAgainAfterTheTraining()
{
    TrainingRecipe recipe = tinyRecipe();
    recipe.precision = QStringLiteral("bfloat16");
    const QTemporaryDir folder;
    const auto network = tinyNetwork();
    Hearing hearing;
    SilentJob job;
    VERIFY_RESULT(train(*network, tinyPairs(24, 1), tinyPairs(10, 2),
                        {.recipe = recipe, .folder = folder.path()}, hearing, job));
    QCOMPARE(network->precision(), Precision::Float32);
    const auto saved = readTensorFile(folder.filePath(QStringLiteral("best/model.safetensors")));
    VERIFY_RESULT(saved);
    for (const auto &item : network->named_parameters()) {
        QCOMPARE(saved->at(item.key()).scalar_type(), torch::kFloat32);
        QVERIFY(torch::equal(saved->at(item.key()), item.value()));
    }
}

void tst_BFloat16::theProcessorDecidesWhereTheRecipeDoesNot()
{
    QCOMPARE(precisionOf(QStringLiteral("float32")), Precision::Float32);
    QCOMPARE(precisionOf(QStringLiteral("bfloat16")), Precision::BFloat16);
    QCOMPARE(precisionOf(QStringLiteral("auto")),
             processorHasBFloat16() ? Precision::BFloat16 : Precision::Float32);
#ifdef __x86_64__
    QCOMPARE(processorHasBFloat16(), __builtin_cpu_supports("avx512bf16") != 0);
#endif
}

QTEST_GUILESS_MAIN(tst_BFloat16)
#include "tst_bfloat16.moc"
