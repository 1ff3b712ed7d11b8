#include "tiny_training.h"

#include "engine/checkpoint/model_config.h"
#include "engine/checkpoint/tensor_file.h"
#include "engine/inference/pair_scorer.h"
#include "engine/kernels/int8_linear.h"
#include "engine/nn/layer_product.h"
#include "engine/nn/layers.h"
#include "engine/training/prefix_cache.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace tunedesk;

/// Networks whose layers multiply in 8 bits.
class tst_Int8 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); } // so small a network only waits for a second
    void severalMatricesAreOneProduct_data();
    void severalMatricesAreOneProduct();
    void copiesFollowTheParameters();
    void aStepBackIsNeverInEightBits();
    void logitsFollowThoseOfFloat32_data() { addFamilies(); }
    void logitsFollowThoseOfFloat32();
    void theLowestLayersAloneAreInEightBits();
    void sharedLayersAreInEightBitsTogether();
    void answersHangOnNoOtherPair_data() { addFamilies(); }
    void answersHangOnNoOtherPair();
    void trainingsFollowThoseOfFloat32_data();
    void trainingsFollowThoseOfFloat32();
    void layersThatJoinLaterAreNeverInEightBits();
    void keptStatesAreOfThisPrecisionAlone();
    void theProcessorMustHaveIt();

private:
    static void addFamilies();
};

namespace
{
/// Random networks with logits of about 1.
std::shared_ptr<SequenceClassifier> networkOf(const QString &name)
{
    return tinyNetwork(2, name.toLatin1().constData());
}

/// Ids that every tiny vocabulary has, and one type where the tokenizer knows no other.
std::vector<Encoding> encodingsFor(const QString &name, int count)
{
    std::vector<Encoding> encodings = tinyPairs(count, 3).encodings;
    for (Encoding &encoding : encodings) {
        for (int &id : encoding.ids)
            id = 6 + id % 35;
        if (name.startsWith(QLatin1String("roberta")) ||
            name.startsWith(QLatin1String("camembert")))
            std::ranges::fill(encoding.typeIds, 0);
    }
    return encodings;
}

torch::Tensor scored(const std::shared_ptr<SequenceClassifier> &network,
                     const std::vector<Encoding> &encodings, int maxBatchTokens = 4096)
{
    SilentJob job;
    const auto logits = PairScorer(network, 5, maxBatchTokens).score(encodings, job);
    return logits ? *logits : torch::Tensor();
}

double largestDifference(const torch::Tensor &a, const torch::Tensor &b)
{
    return (a - b).abs().max().item<double>();
}

bool tells(const Hearing &hearing, const char *what)
{
    return std::ranges::any_of(hearing.events, [what](const RunEvent &event) {
        return event.what == QLatin1String(what);
    });
}
} // namespace

void tst_Int8::addFamilies()
{
    QTest::addColumn<QString>("model");
    for (const char *model :
         {"bert/gelu_two_labels", "roberta/one_type_two_labels", "camembert/two_labels",
          "distilbert/gelu_two_labels", "electra/projected_two_labels",
          "albert/one_group_two_labels", "gpt2/two_labels", "xlnet/last_two_labels"})
        QTest::newRow(model) << QString::fromLatin1(model);
}

void tst_Int8::severalMatricesAreOneProduct_data()
{
    QTest::addColumn<bool>("isOutIn");
    QTest::addColumn<bool>("hasBias");
    QTest::newRow("a bias") << true << true;
    QTest::newRow("no bias") << true << false;
    QTest::newRow("the other way round") << false << true;
}

void tst_Int8::severalMatricesAreOneProduct()
{
    QFETCH(bool, isOutIn);
    QFETCH(bool, hasBias);
    torch::manual_seed(7);
    constexpr std::int64_t kIn = 24, kOut = 40;
    std::vector<ProductPart> parts;
    for (int i = 0; i < 3; ++i)
        parts.push_back(
            {torch::randn(isOutIn ? at::IntArrayRef{kOut, kIn} : at::IntArrayRef{kIn, kOut}),
             hasBias ? torch::randn(kOut) : torch::Tensor()});
    const torch::Tensor x = torch::randn({3, 5, kIn});
    LayerProduct product(isOutIn ? MatrixForm::OutIn : MatrixForm::InOut);
    QVERIFY(!product.isFor(x));
    product.setInt8(true);
    QVERIFY(product.isFor(x) && product.isFor(x.to(torch::kBFloat16)));
    const torch::Tensor y = product.forward(x, parts);
    QCOMPARE(y.sizes(), (at::IntArrayRef{3, 5, 3 * kOut}));
    for (std::int64_t i = 0; i < 3; ++i) {
        const auto &[weight, bias] = parts[static_cast<std::size_t>(i)];
        const torch::Tensor alone =
            int8Linear(x, toInt8(isOutIn ? weight : weight.t().contiguous(), bias));
        QVERIFY(torch::equal(y.slice(2, i * kOut, (i + 1) * kOut), alone));
    }
    QCOMPARE(product.forward(x.to(torch::kBFloat16), parts).scalar_type(), torch::kBFloat16);
    product.setInt8(false);
    QVERIFY(!product.isFor(x));
}

void tst_Int8::copiesFollowTheParameters()
{
    torch::manual_seed(7);
    const torch::NoGradGuard noGradients;
    Dense dense(8, 8);
    for (auto &parameter : dense.parameters())
        parameter.set_data(torch::randn(parameter.sizes()));
    dense.setInt8(true);
    const torch::Tensor x = torch::randn({4, 8});
    const auto anew = [&] { return int8Linear(x, toInt8(dense.part().weight, dense.part().bias)); };
    const torch::Tensor first = dense.forward(x);
    QVERIFY(torch::equal(first, anew()));
    dense.part().weight.mul_(2);
    QVERIFY(torch::equal(dense.forward(x), anew()));
    QVERIFY(!torch::equal(dense.forward(x), first));
    dense.dropCopies();
    QVERIFY(torch::equal(dense.forward(x), anew()));
    dense.setInt8(false);
    QVERIFY(
        torch::equal(dense.forward(x), torch::linear(x, dense.part().weight, dense.part().bias)));
}

void tst_Int8::aStepBackIsNeverInEightBits()
{
    torch::manual_seed(7);
    Dense dense(8, 8);
    for (auto &parameter : dense.parameters()) {
        parameter.set_data(torch::randn(parameter.sizes()));
        parameter.set_requires_grad(false);
    }
    dense.setInt8(true);
    const torch::Tensor x = torch::randn({4, 8}).requires_grad_();
    const torch::Tensor y = dense.forward(x);
    y.sum().backward();
    QVERIFY(torch::equal(y, torch::linear(x, dense.part().weight, dense.part().bias)));
    QVERIFY(torch::allclose(x.grad(), dense.part().weight.sum(0).expand({4, 8})));
}

/// No further from float32 than where torch's own 8 bits take the same network: how much of the
/// rounding reaches the logits hangs on the network (ALBERT's spread is a seventh of BERT's here).
void tst_Int8::logitsFollowThoseOfFloat32()
{
    QFETCH(QString, model);
    const auto read =
        readModelConfig(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/int8.json"));
    VERIFY_RESULT(read);
    const nlohmann::json &baseline = read->json.at(model.toStdString());
    std::vector<Encoding> encodings;
    for (const auto &ids : baseline.at("ids").get<std::vector<std::vector<int>>>())
        encodings.push_back({.ids = ids,
                             .typeIds = std::vector<int>(ids.size(), 0),
                             .mask = std::vector<int>(ids.size(), 1)});
    const auto logits = baseline.at("logits").get<std::vector<std::vector<float>>>();
    const auto bound = baseline.at("error").get<double>();

    const auto network = networkOf(model);
    const torch::Tensor exact = scored(network, encodings);
    QCOMPARE(exact.size(0), static_cast<std::int64_t>(logits.size()));
    for (std::size_t i = 0; i < logits.size(); ++i)
        QVERIFY(largestDifference(exact[static_cast<std::int64_t>(i)], torch::tensor(logits[i])) <
                1e-5);
    const double spread = exact.std(0).mean().item<double>();
    for (const Precision precision : {Precision::Float32, Precision::BFloat16}) {
        network->setPrecision(precision);
        network->setInt8Layers(network->layerCount());
        QCOMPARE(network->int8Layers(), network->layerCount());
        const double error = (scored(network, encodings) - exact).std().item<double>() / spread;
        qInfo("%s: %.4f of the spread, torch %.4f", qPrintable(model), error, bound);
        QVERIFY2(error > 0 && error < bound, qPrintable(QString::number(error)));
        network->setInt8Layers(0);
    }
    network->setPrecision(Precision::Float32);
    QVERIFY(torch::equal(scored(network, encodings), exact));
}

void tst_Int8::theLowestLayersAloneAreInEightBits()
{
    const auto network = networkOf(QString::fromLatin1(kTinyBert)); // 3 layers
    const std::vector<Encoding> encodings = encodingsFor({}, 8);
    std::vector<const Encoding *> rows;
    for (const Encoding &encoding : encodings)
        rows.push_back(&encoding);
    const EncodedBatch batch = padBatch(rows, {.id = 5});
    const torch::NoGradGuard noGradients;
    network->eval();
    std::vector<torch::Tensor> exact;
    for (int layers = 0; layers <= 3; ++layers)
        exact.push_back(network->prefix(batch, layers));
    network->setInt8Layers(2);
    QVERIFY(torch::equal(network->prefix(batch, 0), exact[0]));
    QVERIFY(!torch::equal(network->prefix(batch, 1), exact[1]));
    QVERIFY(!torch::equal(network->prefix(batch, 2), exact[2]));
    // The third one and the head compute as ever.
    QVERIFY(torch::equal(network->suffix(exact[2], batch, 2),
                         networkOf(QString::fromLatin1(kTinyBert))->suffix(exact[2], batch, 2)));
    network->setInt8Layers(7);
    QCOMPARE(network->int8Layers(), 3);
    network->setInt8Layers(-1);
    QCOMPARE(network->int8Layers(), 0);
    QVERIFY(torch::equal(network->prefix(batch, 3), exact[3]));
}

void tst_Int8::sharedLayersAreInEightBitsTogether()
{
    const auto network = networkOf(QString::fromLatin1(kTinyAlbert)); // 4 layers, one module
    const std::vector<Encoding> encodings = encodingsFor({}, 8);
    const torch::Tensor exact = scored(network, encodings);
    network->setInt8Layers(3); // the fourth trains with the same matrices
    QVERIFY(torch::equal(scored(network, encodings), exact));
    network->setInt8Layers(4);
    QVERIFY(!torch::equal(scored(network, encodings), exact));
}

void tst_Int8::answersHangOnNoOtherPair()
{
    QFETCH(QString, model);
    const auto network = networkOf(model);
    network->setPrecision(Precision::BFloat16);
    network->setInt8Layers(network->layerCount());
    std::vector<Encoding> encodings = encodingsFor(model, 40);
    const torch::Tensor together = scored(network, encodings);
    QVERIFY(largestDifference(scored(network, encodings, 1), together) < 1e-6);
    std::ranges::reverse(encodings);
    encodings.resize(17);
    QVERIFY(largestDifference(scored(network, encodings), together.flip(0).slice(0, 0, 17)) < 1e-6);
}

void tst_Int8::trainingsFollowThoseOfFloat32_data()
{
    QTest::addColumn<QString>("precision");
    QTest::newRow("float32 above") << QStringLiteral("float32");
    QTest::newRow("bfloat16 above") << QStringLiteral("bfloat16");
}

void tst_Int8::trainingsFollowThoseOfFloat32()
{
    if (!processorHasInt8())
        QSKIP("no AVX-512 VNNI");
    QFETCH(QString, precision);
    const LabelledEncodings pairs = tinyPairs(80, 3), validation = tinyPairs(16, 4);
    TrainingRecipe recipe = tinyRecipe();
    recipe.trainLayers = 1;
    recipe.epochs = 5; // 50 steps
    recipe.dropout = 0;
    recipe.checksPerEpoch = 1;
    const auto original = tinyNetwork();
    const auto lossesIn = [&](const char *of, const char *ofFrozen) {
        recipe.precision = QString::fromLatin1(of);
        recipe.frozenPrecision = QString::fromLatin1(ofFrozen);
        const auto network = tinyNetwork();
        const QTemporaryDir folder;
        Hearing hearing;
        SilentJob job;
        std::vector<double> losses;
        if (!train(*network, pairs, validation, {.recipe = recipe, .folder = folder.path()},
                   hearing, job) ||
            network->int8Layers() != 0 ||
            tells(hearing, "Frozen layers compute in 8 bits") !=
                (recipe.frozenPrecision == QLatin1String("int8")))
            return losses;
        for (const MetricRow &each : hearing.rows)
            if (each.name == QLatin1String(metric::kTrainLoss))
                losses.push_back(each.value);
        // What is frozen leaves the training as it came, to the last bit.
        const auto saved =
            readTensorFile(folder.filePath(QStringLiteral("best/model.safetensors")));
        for (const auto &item : original->named_parameters())
            if (item.key().find("layer.0.") != std::string::npos &&
                (!saved || !torch::equal(saved->at(item.key()), item.value())))
                losses.clear();
        return losses;
    };
    const std::vector<double> exact = lossesIn("float32", "same"),
                              coarse = lossesIn(precision.toLatin1().constData(), "int8");
    QCOMPARE(exact.size(), std::size_t{50});
    QCOMPARE(coarse.size(), std::size_t{50});
    QVERIFY(exact != coarse);
    double largest = 0, sum = 0;
    for (std::size_t i = 0; i < exact.size(); ++i) {
        largest = std::max(largest, std::abs(exact[i] - coarse[i]));
        sum += std::abs(exact[i] - coarse[i]);
    }
    const auto told = QStringLiteral("largest %1, mean %2").arg(largest).arg(sum / 50).toLatin1();
    qInfo("%s", told.constData());
    QVERIFY2(largest < 0.02, told.constData()); // as for bfloat16
    QVERIFY2(sum / 50 < 0.005, told.constData());
}

/// Where layers join one by one, more are frozen at first than in the end.
void tst_Int8::layersThatJoinLaterAreNeverInEightBits()
{
    if (!processorHasInt8())
        QSKIP("no AVX-512 VNNI");
    struct Looking final : Hearing {
        void metric(const MetricRow &row) override
        {
            most = std::max(most, network->int8Layers());
            least = std::min(least, network->int8Layers());
            Hearing::metric(row);
        }
        std::shared_ptr<SequenceClassifier> network = tinyNetwork(); // 3 layers
        int most = 0, least = 9;
    } looking;
    TrainingRecipe recipe = tinyRecipe();
    recipe.unfreezeEvery = 1; // 2 layers in the end
    recipe.frozenPrecision = QStringLiteral("int8");
    const QTemporaryDir folder;
    SilentJob job;
    VERIFY_RESULT(train(*looking.network, tinyPairs(24, 1), tinyPairs(10, 2),
                        {.recipe = recipe, .folder = folder.path()}, looking, job));
    QCOMPARE(looking.most, 1);
    QCOMPARE(looking.least, 1);
}

void tst_Int8::keptStatesAreOfThisPrecisionAlone()
{
    const auto network = tinyNetwork();
    network->trainTopLayers(1);
    const auto hash = [&] { return frozenLayersHash(*network, network->precision(), "{}"); };
    const auto ofAll = [&] { return encoderHash(*network, network->precision(), "{}"); };
    const QByteArray exact = hash(), exactOfAll = ofAll();
    network->setInt8Layers(2);
    const QByteArray two = hash();
    QVERIFY(two != exact && ofAll() != exactOfAll);
    network->setInt8Layers(1);
    QVERIFY(hash() != two && hash() != exact);
    network->setInt8Layers(0);
    QCOMPARE(hash(), exact);
    QCOMPARE(ofAll(), exactOfAll);
}

void tst_Int8::theProcessorMustHaveIt()
{
    QVERIFY(!isInt8(QStringLiteral("same")));
    QCOMPARE(isInt8(QStringLiteral("int8")), processorHasInt8());
#ifdef __x86_64__
    QCOMPARE(processorHasInt8(), __builtin_cpu_supports("avx512vnni") != 0);
#endif
}

QTEST_GUILESS_MAIN(tst_Int8)
#include "tst_int8.moc"
