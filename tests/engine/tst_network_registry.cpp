#include "engine/checkpoint/model_config.h"
#include "engine/nn/registry.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include "test_support.h"

using namespace tunedesk;

class tst_NetworkRegistry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anUnknownKindIsRefusedNamingThoseThatWork();
    void everyFamilyIsFoundByItsKind_data();
    void everyFamilyIsFoundByItsKind();
    void whatIsNotSupportedIsRefusedByName_data();
    void whatIsNotSupportedIsRefusedByName();
    void standardValuesAreThoseOfTransformers_data();
    void standardValuesAreThoseOfTransformers();
    void robertaReadsFewerTokensThanItHasPositions();
    void distilbertKnowsSizesByBertsNamesToo();
    void sharedLayersFreezeTogether_data();
    void sharedLayersFreezeTogether();
};

namespace
{
/// A family's network with some settings of a small config.json changed.
Result<std::shared_ptr<SequenceClassifier>> networkOf(const char *family,
                                                      const nlohmann::json &changes)
{
    const bool isDistilbert = std::string(family) == "distilbert";
    nlohmann::json config =
        isDistilbert
            ? nlohmann::json{{"dim", 12}, {"n_layers", 4}, {"n_heads", 2}, {"hidden_dim", 20}}
            : nlohmann::json{{"hidden_size", 12},
                             {"num_hidden_layers", 4},
                             {"num_attention_heads", 2},
                             {"intermediate_size", 20},
                             {"embedding_size", 8}};
    config["vocab_size"] = 50;
    config["max_position_embeddings"] = 30;
    config.update(changes);
    const auto found = familyOf(family);
    if (!found)
        return found.error();
    return (*found)->make(config, 2);
}

constexpr const char *kFamilies[] = {"bert",       "roberta", "xlm-roberta", "camembert",
                                     "distilbert", "electra", "albert"};
} // namespace

void tst_NetworkRegistry::anUnknownKindIsRefusedNamingThoseThatWork()
{
    for (const char *kind : {"mamba", "", "BERT", "xlm_roberta"}) {
        const auto family = familyOf(kind);
        QVERIFY(!family);
        QCOMPARE(family.error().kind, ErrorKind::Model);
        QVERIFY(family.error().where.contains(QStringLiteral("model_type")));
        for (const char *known : kFamilies)
            QVERIFY2(family.error().hint.contains(QLatin1String(known)), known);
        for (const char *known : {"gpt2", "xlnet"})
            QVERIFY2(family.error().hint.contains(QLatin1String(known)), known);
    }
}

void tst_NetworkRegistry::everyFamilyIsFoundByItsKind_data()
{
    QTest::addColumn<QByteArray>("architecture");
    QTest::newRow("bert") << QByteArray("BertForSequenceClassification");
    QTest::newRow("roberta") << QByteArray("RobertaForSequenceClassification");
    QTest::newRow("xlm-roberta") << QByteArray("XLMRobertaForSequenceClassification");
    QTest::newRow("camembert") << QByteArray("CamembertForSequenceClassification");
    QTest::newRow("distilbert") << QByteArray("DistilBertForSequenceClassification");
    QTest::newRow("electra") << QByteArray("ElectraForSequenceClassification");
    QTest::newRow("albert") << QByteArray("AlbertForSequenceClassification");
}

void tst_NetworkRegistry::everyFamilyIsFoundByItsKind()
{
    QFETCH(QByteArray, architecture);
    const auto family = familyOf(QTest::currentDataTag());
    VERIFY_RESULT(family);
    QCOMPARE((*family)->modelType, std::string(QTest::currentDataTag()));
    QCOMPARE((*family)->architecture, architecture.toStdString());
    const auto network = networkOf(QTest::currentDataTag(), nlohmann::json::object());
    VERIFY_RESULT(network);
    QCOMPARE((*network)->layerCount(), 4);
    QCOMPARE((*network)->hiddenSize(), 12);
    QCOMPARE((*network)->numLabels(), 2);
    QCOMPARE((*network)->vocabularySize(), 50);
    // A head part is a parameter, and what the bare encoder has carries its prefix.
    bool hasHead = false;
    for (const auto &item : (*network)->named_parameters())
        for (const std::string &prefix : (*family)->headPrefixes)
            hasHead |= item.key().starts_with(prefix);
    QVERIFY(hasHead);
}

void tst_NetworkRegistry::whatIsNotSupportedIsRefusedByName_data()
{
    QTest::addColumn<QByteArray>("family");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    const auto add = [](const char *family, const char *key, const char *value) {
        QTest::addRow("%s: %s %s", family, key, value)
            << QByteArray(family) << QByteArray(key) << QByteArray(value);
    };
    for (const char *outside : {"50", "-1"})
        add("gpt2", "pad_token_id", outside);
    for (const char *family : kFamilies) {
        add(family, "is_decoder", "true");
        add(family, "add_cross_attention", "true");
        add(family, "pruned_heads", "{\"0\":[1]}");
        add(family, "position_embedding_type", "\"relative_key_query\"");
        add(family, "quantization_config", "{\"bits\":4}");
        add(family, "pad_token_id", "50");
        add(family, "vocab_size", "0");
        add(family, "max_position_embeddings", "\"many\"");
        const bool isDistilbert = std::string(family) == "distilbert";
        add(family, isDistilbert ? "activation" : "hidden_act", "\"prelu\"");
        add(family, isDistilbert ? "n_heads" : "num_attention_heads", "5");
    }
    for (const char *family : {"roberta", "xlm-roberta", "camembert"}) {
        add(family, "pad_token_id", "null");
        add(family, "max_position_embeddings", "2");
    }
    add("distilbert", "sinusoidal_pos_embds", "\"yes\"");
    add("distilbert", "seq_classif_dropout", "1.5");
    add("electra", "embedding_size", "0");
    add("albert", "embedding_size", "-3");
    add("albert", "num_hidden_groups", "0");
    add("albert", "num_hidden_groups", "5");
    add("albert", "inner_group_num", "251");
    add("albert", "classifier_dropout_prob", "\"some\"");
}

void tst_NetworkRegistry::whatIsNotSupportedIsRefusedByName()
{
    QFETCH(QByteArray, family);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, value);
    nlohmann::json changes;
    changes[key.toStdString()] = nlohmann::json::parse(value.toStdString());
    const auto network = networkOf(family.constData(), changes);
    QVERIFY(!network);
    QCOMPARE(network.error().kind, ErrorKind::Model);
    QVERIFY2(network.error().what.contains(QString::fromLatin1(key)),
             qPrintable(network.error().toLine()));
    QVERIFY(!network.error().hint.isEmpty());
}

void tst_NetworkRegistry::standardValuesAreThoseOfTransformers_data()
{
    QTest::addColumn<int>("vocabulary");
    QTest::addColumn<int>("layers");
    QTest::addColumn<int>("hidden");
    QTest::addColumn<int>("positions");
    QTest::addColumn<int>("types");
    QTest::newRow("bert") << 30522 << 12 << 768 << 512 << 2;
    QTest::newRow("roberta") << 50265 << 12 << 768 << 510 << 2;
    QTest::newRow("xlm-roberta") << 30522 << 12 << 768 << 510 << 2;
    QTest::newRow("camembert") << 30522 << 12 << 768 << 510 << 2;
    QTest::newRow("distilbert") << 30522 << 6 << 768 << 512 << 0;
    QTest::newRow("electra") << 30522 << 12 << 256 << 512 << 2;
    QTest::newRow("albert") << 30000 << 12 << 4096 << 512 << 2;
}

void tst_NetworkRegistry::standardValuesAreThoseOfTransformers()
{
    const auto family = familyOf(QTest::currentDataTag());
    VERIFY_RESULT(family);
    const auto network = (*family)->make(nlohmann::json::object(), 2);
    VERIFY_RESULT(network);
    QTEST((*network)->vocabularySize(), "vocabulary");
    QTEST((*network)->layerCount(), "layers");
    QTEST((*network)->hiddenSize(), "hidden");
    QTEST((*network)->maxPositions(), "positions");
    QTEST((*network)->typeCount(), "types");
}

void tst_NetworkRegistry::robertaReadsFewerTokensThanItHasPositions()
{
    const auto network = networkOf("roberta", {{"pad_token_id", 3}, {"type_vocab_size", 1}});
    VERIFY_RESULT(network);
    QCOMPARE((*network)->maxPositions(), 26);
    QCOMPARE((*network)->typeCount(), 0);
}

void tst_NetworkRegistry::distilbertKnowsSizesByBertsNamesToo()
{
    const auto network = networkOf(
        "distilbert",
        {{"dim", nullptr}, {"hidden_size", 20}, {"n_layers", nullptr}, {"num_hidden_layers", 2}});
    VERIFY_RESULT(network);
    QCOMPARE((*network)->hiddenSize(), 20);
    QCOMPARE((*network)->layerCount(), 2);
}

void tst_NetworkRegistry::sharedLayersFreezeTogether_data()
{
    QTest::addColumn<int>("groups");
    QTest::addColumn<int>("modules");
    QTest::addColumn<int>("trained");
    QTest::addColumn<int>("frozen");
    QTest::addColumn<QList<QByteArray>>("learning");
    using Names = QList<QByteArray>;
    QTest::newRow("one module for all: any trains all") << 1 << 1 << 1 << 0 << Names{"0.0"};
    QTest::newRow("one module for all: the head alone") << 1 << 1 << 0 << 4 << Names{};
    QTest::newRow("everything") << 1 << 1 << -1 << 0 << Names{"0.0"};
    QTest::newRow("two groups: the upper half") << 2 << 1 << 1 << 2 << Names{"1.0"};
    QTest::newRow("two groups: into the lower half") << 2 << 1 << 3 << 0 << Names{"0.0", "1.0"};
    QTest::newRow("two modules in turn: the second") << 1 << 2 << 1 << 1 << Names{"0.1"};
    QTest::newRow("two modules in turn: both") << 1 << 2 << 2 << 0 << Names{"0.0", "0.1"};
    QTest::newRow("two by two: the last") << 2 << 2 << 1 << 5 << Names{"1.1"};
    QTest::newRow("a group a layer") << 4 << 1 << 2 << 2 << Names{"2.0", "3.0"};
}

void tst_NetworkRegistry::sharedLayersFreezeTogether()
{
    QFETCH(int, groups);
    QFETCH(int, modules);
    QFETCH(int, trained);
    QFETCH(QList<QByteArray>, learning);
    const auto network =
        networkOf("albert", {{"num_hidden_groups", groups}, {"inner_group_num", modules}});
    VERIFY_RESULT(network);
    QCOMPARE((*network)->layerCount(), 4 * modules);
    (*network)->trainTopLayers(trained);
    QTEST((*network)->frozenLayers(), "frozen");
    for (const auto &item : (*network)->named_parameters()) {
        bool expected = trained < 0 || item.key().starts_with("albert.pooler.") ||
                        item.key().starts_with("classifier.");
        for (const QByteArray &name : learning) {
            const QList<QByteArray> numbers = name.split('.');
            expected |= item.key().starts_with("albert.encoder.albert_layer_groups." +
                                               numbers[0].toStdString() + ".albert_layers." +
                                               numbers[1].toStdString() + ".");
        }
        QVERIFY2(item.value().requires_grad() == expected, item.key().c_str());
    }
}

QTEST_GUILESS_MAIN(tst_NetworkRegistry)
#include "tst_network_registry.moc"
