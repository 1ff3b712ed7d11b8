#include "engine/checkpoint/model_config.h"
#include "engine/checkpoint/model_loader.h"
#include "engine/checkpoint/tensor_file.h"
#include "engine/export/hugging_face_folder.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

#include "test_support.h"

using namespace tunedesk;

namespace
{
const QString kTiny = QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/bert/gelu_two_labels");
} // namespace

class tst_ModelLoader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void badConfigsAreRefusedByName_data();
    void badConfigsAreRefusedByName();
    void weightsOfAnotherModelAreListed();
    void theSameWeightsUnderOtherNamesLoad_data();
    void theSameWeightsUnderOtherNamesLoad();
    void halfPrecisionBecomesFloat32_data();
    void halfPrecisionBecomesFloat32();
    void aNewHeadIsDrawnFromTheSeed();
    void aMissingHeadIsAnErrorWhereOneIsRequired();
    void onlyTheAskedLayersTrain_data();
    void onlyTheAskedLayersTrain();
    void dropoutFollowsTheSetting();
    void aWrittenFolderGivesTheSameBits();

private:
    using Change = std::function<void(nlohmann::json &)>;
    void changeConfig(const Change &change);
    void writeText(const QString &name, const QByteArray &text);
    void rewrite(const std::function<std::string(const std::string &)> &rename,
                 torch::ScalarType type = torch::kFloat32);

    std::unique_ptr<QTemporaryDir> m_folder;
    NamedTensors m_weights;
    EncodedBatch m_batch;
};

void tst_ModelLoader::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    for (const char *name : {"/config.json", "/model.safetensors"})
        QVERIFY(QFile::copy(kTiny + QLatin1String(name), m_folder->path() + QLatin1String(name)));
    auto weights = readTensorFile(kTiny + QStringLiteral("/model.safetensors"));
    VERIFY_RESULT(weights);
    m_weights = *weights;
    auto baseline = readTensorFile(kTiny + QStringLiteral("/baseline.safetensors"));
    VERIFY_RESULT(baseline);
    m_batch = {baseline->at("ids"), baseline->at("type_ids"), baseline->at("mask")};
}

void tst_ModelLoader::writeText(const QString &name, const QByteArray &text)
{
    QFile file(m_folder->filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(text), text.size());
}

void tst_ModelLoader::changeConfig(const Change &change)
{
    auto config = readModelConfig(kTiny + QStringLiteral("/config.json"));
    VERIFY_RESULT(config);
    change(config->json);
    writeText(QStringLiteral("config.json"), QByteArray::fromStdString(config->json.dump()));
}

/// The tiny model's weights under other names (an empty name leaves one out) or in another type.
void tst_ModelLoader::rewrite(const std::function<std::string(const std::string &)> &rename,
                              torch::ScalarType type)
{
    NamedTensors changed;
    for (const auto &[name, tensor] : m_weights)
        if (const std::string now = rename(name); !now.empty())
            changed.emplace(now, tensor.to(type));
    VERIFY_RESULT(
        writeTensorFile(m_folder->filePath(QStringLiteral("model.safetensors")), changed));
}

void tst_ModelLoader::badConfigsAreRefusedByName_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("no heads") << "num_attention_heads" << QByteArray("0");
    QTest::newRow("heads that don't divide") << "num_attention_heads" << QByteArray("7");
    QTest::newRow("a billion layers") << "num_hidden_layers" << QByteArray("1000000000");
    QTest::newRow("vocabulary of 2^40") << "vocab_size" << QByteArray("1099511627776");
    QTest::newRow("vocabulary over 64 bits") << "vocab_size" << QByteArray("18446744073709551615");
    QTest::newRow("negative width") << "hidden_size" << QByteArray("-24");
    QTest::newRow("a width in quotes") << "hidden_size" << QByteArray("\"24\"");
    QTest::newRow("half a layer") << "num_hidden_layers" << QByteArray("1.5");
    QTest::newRow("unknown activation") << "hidden_act" << QByteArray("\"prelu\"");
    QTest::newRow("relative positions")
        << "position_embedding_type" << QByteArray("\"relative_key\"");
    QTest::newRow("a decoder") << "is_decoder" << QByteArray("true");
    QTest::newRow("cross attention") << "add_cross_attention" << QByteArray("true");
    QTest::newRow("pruned heads") << "pruned_heads" << QByteArray("{\"0\":[1]}");
    QTest::newRow("dropout of 2") << "hidden_dropout_prob" << QByteArray("2");
    QTest::newRow("epsilon in words") << "layer_norm_eps" << QByteArray("\"small\"");
    QTest::newRow("padding outside") << "pad_token_id" << QByteArray("61");
    QTest::newRow("another kind") << "model_type" << QByteArray("\"mamba\"");
}

void tst_ModelLoader::badConfigsAreRefusedByName()
{
    QFETCH(QString, key);
    QFETCH(QByteArray, value);
    changeConfig([&](nlohmann::json &config) {
        config[key.toStdString()] = nlohmann::json::parse(value.toStdString());
    });
    const auto model = loadModel(m_folder->path());
    QVERIFY(!model);
    QCOMPARE(model.error().kind, ErrorKind::Model);
    QVERIFY2(model.error().toLine().contains(key), qPrintable(model.error().toLine()));
    QVERIFY(model.error().where.startsWith(m_folder->path()));
    if (key == QLatin1String("model_type"))
        QVERIFY2(model.error().hint.contains(QStringLiteral("bert")),
                 qPrintable(model.error().hint));

    writeText(QStringLiteral("config.json"), "{\"model_type\":\"bert\",\"model_type\":\"bert\"}");
    QVERIFY(loadModel(m_folder->path()).error().what.contains(QStringLiteral("twice")));
    writeText(QStringLiteral("config.json"), "{\n \"a\": nope}");
    QVERIFY(loadModel(m_folder->path()).error().where.contains(QStringLiteral("line 2")));
    writeText(QStringLiteral("config.json"), "{\"layer_norm_eps\": 1e400}");
    QVERIFY(loadModel(m_folder->path()).error().toLine().contains(QStringLiteral("1e400")));
    writeText(QStringLiteral("config.json"), QByteArray(100'000, '['));
    QCOMPARE(loadModel(m_folder->path()).error().kind, ErrorKind::Model);
}

void tst_ModelLoader::weightsOfAnotherModelAreListed()
{
    NamedTensors changed = m_weights;
    changed.erase("bert.encoder.layer.1.output.dense.weight");
    changed.emplace("bert.encoder.layer.3.output.dense.bias", torch::zeros({24}));
    changed["bert.embeddings.word_embeddings.weight"] = torch::zeros({60, 24});
    VERIFY_RESULT(
        writeTensorFile(m_folder->filePath(QStringLiteral("model.safetensors")), changed));
    const auto model = loadModel(m_folder->path());
    QVERIFY(!model);
    QCOMPARE(model.error().kind, ErrorKind::Model);
    for (const char *part :
         {"missing: bert.encoder.layer.1.output.dense.weight",
          "unexpected: bert.encoder.layer.3.output.dense.bias",
          "bert.embeddings.word_embeddings.weight is [60, 24], expected [61, 24]"}) {
        QVERIFY2(model.error().where.contains(QLatin1String(part)),
                 qPrintable(model.error().where));
        QVERIFY(!surveyModel(m_folder->path()));
    }
}

void tst_ModelLoader::theSameWeightsUnderOtherNamesLoad_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("without the prefix") << "bare";
    QTest::newRow("gamma and beta") << "old";
    QTest::newRow("heads of other tasks beside") << "more";
}

void tst_ModelLoader::theSameWeightsUnderOtherNamesLoad()
{
    QFETCH(QString, how);
    if (how == QLatin1String("more")) {
        m_weights.emplace("cls.predictions.bias", torch::zeros({61}));
        m_weights.emplace("bert.embeddings.position_ids", torch::arange(24).unsqueeze(0));
    }
    NamedTensors changed;
    for (const auto &[original, tensor] : m_weights) {
        std::string name = original;
        if (how == QLatin1String("bare") && name.starts_with("bert."))
            name = name.substr(5);
        const auto swap = [&name](const std::string &end, const std::string &old) {
            if (name.ends_with("LayerNorm." + end))
                name = name.substr(0, name.size() - end.size()) + old;
        };
        if (how == QLatin1String("old")) {
            swap("weight", "gamma");
            swap("bias", "beta");
        }
        changed.emplace(name, tensor);
    }
    VERIFY_RESULT(
        writeTensorFile(m_folder->filePath(QStringLiteral("model.safetensors")), changed));
    const auto original = loadModel(kTiny, {.requireHead = true});
    VERIFY_RESULT(original);
    const auto model = loadModel(m_folder->path(), {.requireHead = true});
    VERIFY_RESULT(model);
    QVERIFY(!model->headIsNew);
    const torch::NoGradGuard noGradients;
    QVERIFY(torch::equal(original->network->forward(m_batch), model->network->forward(m_batch)));
}

void tst_ModelLoader::halfPrecisionBecomesFloat32_data()
{
    QTest::addColumn<bool>("brain");
    QTest::newRow("float16") << false;
    QTest::newRow("bfloat16") << true;
}

void tst_ModelLoader::halfPrecisionBecomesFloat32()
{
    QFETCH(bool, brain);
    const auto type = brain ? torch::kBFloat16 : torch::kFloat16;
    rewrite([](const std::string &name) { return name; }, type);
    const auto model = loadModel(m_folder->path());
    VERIFY_RESULT(model);
    for (const auto &item : model->network->named_parameters()) {
        QCOMPARE(item.value().scalar_type(), torch::kFloat32);
        QVERIFY(torch::equal(item.value(), m_weights[item.key()].to(type).to(torch::kFloat32)));
    }
    rewrite([](const std::string &name) { return name; }, torch::kInt32);
    QVERIFY(!loadModel(m_folder->path()));
}

void tst_ModelLoader::aNewHeadIsDrawnFromTheSeed()
{
    rewrite([](const std::string &name) {
        return name.starts_with("classifier.") || name.starts_with("bert.pooler.") ? std::string()
                                                                                   : name;
    });
    const auto parameter = [this](std::uint64_t seed, const char *name, int labels = 2) {
        const auto model = loadModel(m_folder->path(), {.numLabels = labels, .seed = seed});
        if (!model || !model->headIsNew)
            qFatal("no new head");
        return model->network->named_parameters()[name].detach().clone();
    };
    const torch::Tensor weight = parameter(1, "bert.pooler.dense.weight");
    QVERIFY(torch::equal(weight, parameter(1, "bert.pooler.dense.weight")));
    QVERIFY(!torch::equal(weight, parameter(2, "bert.pooler.dense.weight")));
    // initializer_range is 0.2: of 576 draws the deviation stays within 10 %.
    QVERIFY(std::abs(weight.std().item<double>() - 0.2) < 0.02);
    QVERIFY(std::abs(weight.mean().item<double>()) < 0.03);
    QVERIFY(torch::equal(parameter(1, "classifier.bias"), torch::zeros({2})));
    QCOMPARE(parameter(1, "classifier.weight", 1).size(0), 1);
}

void tst_ModelLoader::aMissingHeadIsAnErrorWhereOneIsRequired()
{
    const auto other = loadModel(kTiny, {.numLabels = 1, .requireHead = true});
    QVERIFY(!other);
    QVERIFY(other.error().where.contains(QStringLiteral("classifier.weight is [2, 24]")));
    rewrite(
        [](const std::string &name) { return name == "classifier.weight" ? std::string() : name; });
    const auto model = loadModel(m_folder->path(), {.requireHead = true});
    QVERIFY(!model);
    QVERIFY(model.error().where.contains(QStringLiteral("missing: classifier.weight")));
}

void tst_ModelLoader::onlyTheAskedLayersTrain_data()
{
    QTest::addColumn<int>("layers");
    QTest::addColumn<int>("frozen");
    QTest::addColumn<bool>("embeddings");
    QTest::newRow("all") << -1 << 0 << true;
    QTest::newRow("head alone") << 0 << 3 << false;
    QTest::newRow("top one") << 1 << 2 << false;
    QTest::newRow("every layer") << 3 << 0 << false;
    QTest::newRow("more than there are") << 99 << 0 << false;
}

void tst_ModelLoader::onlyTheAskedLayersTrain()
{
    QFETCH(int, layers);
    QFETCH(int, frozen);
    QFETCH(bool, embeddings);
    changeConfig([](nlohmann::json &config) {
        config["hidden_dropout_prob"] = 0.5;
        config["attention_probs_dropout_prob"] = 0.5;
    });
    const auto model = loadModel(m_folder->path());
    VERIFY_RESULT(model);
    SequenceClassifier &network = *model->network;
    network.trainTopLayers(0); // an earlier choice leaves nothing behind
    network.trainTopLayers(layers);
    QCOMPARE(network.frozenLayers(), frozen);
    for (const auto &item : network.named_parameters()) {
        bool expected = embeddings || !item.key().starts_with("bert.embeddings.");
        for (int i = 0; i < frozen; ++i)
            expected &= !item.key().starts_with("bert.encoder.layer." + std::to_string(i) + ".");
        QVERIFY2(item.value().requires_grad() == expected, item.key().c_str());
    }
    network.train();
    const torch::NoGradGuard noGradients;
    if (!embeddings)
        QVERIFY(torch::equal(network.prefix(m_batch, frozen), network.prefix(m_batch, frozen)));
    QVERIFY(!torch::equal(network.forward(m_batch), network.forward(m_batch)));
    network.eval();
    QVERIFY(torch::equal(network.forward(m_batch), network.forward(m_batch)));
}

void tst_ModelLoader::dropoutFollowsTheSetting()
{
    changeConfig([](nlohmann::json &config) { config["hidden_dropout_prob"] = 0.5; });
    const auto model = loadModel(m_folder->path());
    VERIFY_RESULT(model);
    SequenceClassifier &network = *model->network;
    const torch::NoGradGuard noGradients;
    network.train();
    network.setDropout(0);
    QVERIFY(torch::equal(network.forward(m_batch), network.forward(m_batch)));
    network.setDropout(-1);
    QVERIFY(!torch::equal(network.forward(m_batch), network.forward(m_batch)));
}

void tst_ModelLoader::aWrittenFolderGivesTheSameBits()
{
    const auto model = loadModel(kTiny, {.requireHead = true});
    VERIFY_RESULT(model);
    QTemporaryDir out;
    writeText(QStringLiteral("vocab.txt"), "[PAD]\n");
    VERIFY_RESULT(writeHuggingFaceFolder(
        out.path(), *model, {QStringLiteral("not appropriate"), QStringLiteral("appropriate")},
        m_folder->path(), {QStringLiteral("vocab.txt")}));
    QVERIFY(QFile::exists(out.filePath(QStringLiteral("vocab.txt"))));
    const auto config = readModelConfig(out.filePath(QStringLiteral("config.json")));
    VERIFY_RESULT(config);
    QCOMPARE(config->json["architectures"][0].get<std::string>(),
             std::string("BertForSequenceClassification"));
    QCOMPARE(config->json["id2label"]["1"].get<std::string>(), std::string("appropriate"));
    QCOMPARE(config->json["label2id"]["not appropriate"].get<int>(), 0);
    const auto again = loadModel(out.path(), {.requireHead = true});
    VERIFY_RESULT(again);
    const torch::NoGradGuard noGradients;
    QVERIFY(torch::equal(model->network->forward(m_batch), again->network->forward(m_batch)));
}

QTEST_GUILESS_MAIN(tst_ModelLoader)
#include "tst_model_loader.moc"
