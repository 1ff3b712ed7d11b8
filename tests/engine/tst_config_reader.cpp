#include "engine/nn/config_reader.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace tunedesk;

class tst_ConfigReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void impossibleSizesAreNamed_data();
    void impossibleSizesAreNamed();
    void sizesOfRealModelsPass_data();
    void sizesOfRealModelsPass();
};

void tst_ConfigReader::impossibleSizesAreNamed_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *config, const char *says) {
        QTest::newRow(config) << QByteArray(config) << QString::fromUtf8(says);
    };
    for (const QByteArray key : {"num_hidden_layers", "n_layer", "n_layers", "num_hidden_groups"})
        row(("{\"" + key + "\": 1000000000}").constData(),
            (key + " is 1000000000, which can't").constData());
    for (const QByteArray key : {"num_attention_heads", "n_head", "n_heads", "hidden_size",
                                 "n_embd", "dim", "d_model", "vocab_size", "n_positions"})
        row(("{\"" + key + "\": 0}").constData(), (key + " is 0, which can't").constData());
    row(R"({"vocab_size": 1099511627776})", "vocab_size is 1099511627776");
    row(R"({"vocab_size": 18446744073709551616})", "vocab_size is");
    row(R"({"vocab_size": 18446744073709551615})", "vocab_size is 18446744073709551615");
    row(R"({"vocab_size": -9223372036854775808})", "vocab_size is -9223372036854775808");
    row(R"({"vocab_size": 30522.5})", "vocab_size is 30522.5");
    row(R"({"vocab_size": "30522"})", "vocab_size is \"30522\"");
    row(R"({"vocab_size": [1]})", "vocab_size is [1]");
    row(R"({"type_vocab_size": -1})", "type_vocab_size is -1");
    row(R"({"hidden_size": 768, "num_attention_heads": 7})", "num_attention_heads is 7");
    row(R"({"n_embd": 768, "n_head": 7})", "n_head is 7");
    row(R"({"dim": 768, "n_heads": 7})", "n_heads is 7");
    row(R"({"d_model": 768, "n_head": 7})", "n_head is 7");
}

void tst_ConfigReader::impossibleSizesAreNamed()
{
    QFETCH(QByteArray, config);
    QFETCH(QString, says);
    const auto json = nlohmann::json::parse(config.toStdString());
    ConfigReader reader(json);
    reader.checkSizes();
    const auto failure = reader.failure();
    QVERIFY(failure);
    QCOMPARE(failure->kind, ErrorKind::Model);
    QVERIFY2(failure->what.contains(says), qPrintable(failure->what));
    QVERIFY(!failure->hint.isEmpty());
}

void tst_ConfigReader::sizesOfRealModelsPass_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::newRow("nothing said") << QByteArray("{}");
    QTest::newRow("GPT-2") << QByteArray(
        R"({"vocab_size": 50257, "n_positions": 1024, "n_ctx": 1024, "n_embd": 768, "n_layer": 12,
            "n_head": 12, "n_inner": null})");
    QTest::newRow("XLM-R large") << QByteArray(
        R"({"vocab_size": 250002, "hidden_size": 1024, "num_hidden_layers": 24,
            "num_attention_heads": 16, "intermediate_size": 4096,
            "max_position_embeddings": 514, "type_vocab_size": 1})");
    QTest::newRow("ALBERT") << QByteArray(
        R"({"vocab_size": 21128, "embedding_size": 128, "hidden_size": 768, "inner_group_num": 1,
            "num_attention_heads": 12, "num_hidden_groups": 1, "num_hidden_layers": 12,
            "net_structure_type": 0})");
    QTest::newRow("XLNet") << QByteArray(
        R"({"vocab_size": 32000, "d_head": 64, "d_inner": 3072, "d_model": 768, "n_head": 12,
            "n_layer": 12, "mem_len": null})");
    QTest::newRow("DistilBERT") << QByteArray(
        R"({"vocab_size": 30522, "dim": 768, "hidden_dim": 3072, "n_heads": 12, "n_layers": 6})");
}

void tst_ConfigReader::sizesOfRealModelsPass()
{
    QFETCH(QByteArray, config);
    const auto json = nlohmann::json::parse(config.toStdString());
    ConfigReader reader(json);
    reader.checkSizes();
    QVERIFY(!reader.failure());
}

QTEST_GUILESS_MAIN(tst_ConfigReader)
#include "tst_config_reader.moc"
