#include "engine/checkpoint/model_loader.h"
#include "engine/checkpoint/tensor_file.h"
#include "engine/training/pair_features.h"

#include <QTest>

#include "test_support.h"

using namespace tunedesk;

namespace
{
const QString kParity = QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity");
constexpr double kTolerance = 1e-5; ///< as for the networks without this head

double difference(const torch::Tensor &a, const torch::Tensor &b)
{
    return (a - b).abs().max().item<double>();
}
} // namespace

/// The heads that read parts, on a network of each family, against transformers with the modeling
/// file that exports carry: tests/parity/make_pair_head_baselines.py says how the numbers came
/// about.
class tst_PairHead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }
    void initTestCase_data();
    void init();
    void logitsOfSegments();
    void lossAndGradientsOfSegments();
    void anyCutGivesTheSameBits();
    void frozenLayersGetNoGradient();
    void logitsOfTextsReadApart();
    void eachDistinctTextRunsOnce();
    void theFamilysOwnHeadIsGone();

private:
    LoadedModel load(HeadKind head);
    EncodedBatch batch(const std::string &head) const;

    QString m_folder;
    NamedTensors m_baseline;
};

void tst_PairHead::initTestCase_data()
{
    QTest::addColumn<QString>("family");
    QTest::addColumn<QString>("name");
    const std::pair<const char *, const char *> cases[] = {
        {"bert", "gelu_two_labels"},        {"roberta", "one_type_two_labels"},
        {"distilbert", "gelu_two_labels"},  {"electra", "projected_two_labels"},
        {"albert", "one_group_two_labels"}, {"gpt2", "two_labels"},
        {"xlnet", "last_two_labels"},
    };
    for (const auto &[family, name] : cases)
        QTest::addRow("%s", family) << QString::fromLatin1(family) << QString::fromLatin1(name);
}

void tst_PairHead::init()
{
    QFETCH_GLOBAL(QString, family);
    QFETCH_GLOBAL(QString, name);
    m_folder = QStringLiteral("%1/%2/%3").arg(kParity, family, name);
    auto baseline =
        readTensorFile(QStringLiteral("%1/pair_head/%2.safetensors").arg(kParity, family));
    VERIFY_RESULT(baseline);
    m_baseline = std::move(*baseline);
}

LoadedModel tst_PairHead::load(HeadKind head)
{
    const auto model = loadModel(m_folder, {.head = head});
    if (!model)
        qFatal("%s", qPrintable(model.error().toLine()));
    const std::string name = head == HeadKind::Segments ? "segments." : "features.";
    const torch::NoGradGuard noGradients;
    for (auto &item : model->network->named_parameters())
        if (item.key().starts_with("pair_head."))
            item.value().copy_(m_baseline.at(name + item.key().substr(10)));
    return *model;
}

EncodedBatch tst_PairHead::batch(const std::string &head) const
{
    return {.ids = m_baseline.at(head + ".ids"),
            .typeIds = m_baseline.at(head + ".type_ids"),
            .mask = m_baseline.at(head + ".mask"),
            .segments = m_baseline.at(head + ".segments")};
}

void tst_PairHead::logitsOfSegments()
{
    const torch::NoGradGuard noGradients;
    const LoadedModel model = load(HeadKind::Segments);
    QCOMPARE(model.network->reading(), PairReading::Segments);
    const double distance =
        difference(model.network->forward(batch("segments")), m_baseline.at("segments.logits"));
    QVERIFY2(distance < kTolerance, qPrintable(QString::number(distance)));
}

void tst_PairHead::lossAndGradientsOfSegments()
{
    const LoadedModel model = load(HeadKind::Segments);
    model.network->trainTopLayers(-1);
    const torch::Tensor loss = torch::cross_entropy_loss(model.network->forward(batch("segments")),
                                                         torch::tensor({1, 0, 0, 1}, torch::kLong));
    QVERIFY(difference(loss, m_baseline.at("segments.loss")) < kTolerance);
    loss.backward();
    int compared = 0;
    for (const auto &item : model.network->named_parameters()) {
        const auto expected = m_baseline.find("gradient." + item.key());
        if (expected == m_baseline.end()) {
            QVERIFY2(!item.value().grad().defined() ||
                         item.value().grad().abs().max().item<double>() == 0,
                     item.key().c_str());
            continue;
        }
        ++compared;
        const double size = std::max(1.0, expected->second.abs().max().item<double>());
        const double distance = difference(item.value().grad(), expected->second) / size;
        QVERIFY2(
            distance < kTolerance,
            qPrintable(
                QStringLiteral("%1: %2").arg(QString::fromStdString(item.key())).arg(distance)));
    }
    QVERIFY(compared > 10);
}

void tst_PairHead::anyCutGivesTheSameBits()
{
    const torch::NoGradGuard noGradients;
    const LoadedModel model = load(HeadKind::Segments);
    const EncodedBatch pairs = batch("segments");
    const torch::Tensor whole = model.network->forward(pairs);
    for (int cut = 1; cut <= model.network->layerCount(); ++cut)
        QVERIFY(torch::equal(model.network->suffix(model.network->prefix(pairs, cut), pairs, cut),
                             whole));
}

void tst_PairHead::frozenLayersGetNoGradient()
{
    const LoadedModel model = load(HeadKind::Segments);
    model.network->trainTopLayers(0);
    for (const auto &item : model.network->named_parameters())
        if (item.key().starts_with("pair_head."))
            QVERIFY(item.value().requires_grad());
    model.network->forward(batch("segments")).sum().backward();
    int trained = 0;
    for (const auto &item : model.network->named_parameters())
        trained +=
            item.value().grad().defined() && item.value().grad().abs().max().item<double>() > 0;
    QVERIFY(trained >= 2);
    QVERIFY(trained < static_cast<int>(model.network->parameters().size()) / 2);
}

void tst_PairHead::logitsOfTextsReadApart()
{
    const torch::NoGradGuard noGradients;
    const LoadedModel model = load(HeadKind::Features);
    QCOMPARE(model.network->reading(), PairReading::Apart);
    const double distance =
        difference(model.network->forward(batch("features")), m_baseline.at("features.logits"));
    QVERIFY2(distance < kTolerance, qPrintable(QString::number(distance)));
}

void tst_PairHead::eachDistinctTextRunsOnce()
{
    const LoadedModel model = load(HeadKind::Features);
    const EncodedBatch pairs = batch("features");
    std::vector<Encoding> encodings;
    for (int copy = 0; copy < 3; ++copy)
        for (std::int64_t row = 0; row < pairs.ids.size(0); ++row) {
            Encoding encoding;
            for (std::int64_t i = 0; i < pairs.ids.size(1); ++i) {
                if (pairs.mask[row][i].item<int>() == 0)
                    continue;
                encoding.ids.push_back(pairs.ids[row][i].item<int>());
                encoding.typeIds.push_back(pairs.typeIds[row][i].item<int>());
                encoding.mask.push_back(1);
                encoding.segments.push_back(pairs.segments[row][i].item<int>());
            }
            encodings.push_back(std::move(encoding));
        }
    PairFeatures features(*model.network, model.network->padding(0).id);
    const PairFeatures::Rows rows = features.add(encodings);
    QCOMPARE(features.textCount(), std::size_t{12}); // three texts of four pairs
    SilentJob job;
    double share = 0;
    QCOMPARE(features.fill(job, [&](double done) { share = done; }), Outcome::Finished);
    QCOMPARE(share, 1.0);
    const torch::NoGradGuard noGradients;
    const torch::Tensor logits =
        model.network->suffix(features.of(rows), {}, model.network->layerCount());
    QVERIFY(difference(logits, m_baseline.at("features.logits").repeat({3, 1})) < kTolerance);
}

void tst_PairHead::theFamilysOwnHeadIsGone()
{
    const LoadedModel plain = *loadModel(m_folder, {.head = HeadKind::Sequence});
    const LoadedModel model = load(HeadKind::Segments);
    QVERIFY(model.headIsNew);
    int heads = 0;
    for (const auto &item : model.network->named_parameters()) {
        heads += item.key().starts_with("pair_head.");
        for (const char *own : {"classifier", "pooler", "score", "logits_proj", "sequence_summary"})
            QVERIFY2(item.key().find(own) == std::string::npos, item.key().c_str());
    }
    QCOMPARE(heads, 2);
    QCOMPARE(plain.network->headKind(), HeadKind::Sequence);
}

QTEST_GUILESS_MAIN(tst_PairHead)
#include "tst_pair_head.moc"
