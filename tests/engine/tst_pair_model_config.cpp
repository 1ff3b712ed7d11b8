#include "engine/checkpoint/pair_model_config.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "test_support.h"

using namespace tunedesk;

/// config.json of a model whose head reads a pair part by part.
class tst_PairModelConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsPutInIsTakenOut_data();
    void whatIsPutInIsTakenOut();
    void anybodysConfigStaysAsItIs();
    void aHeadOfANewerVersionIsRefused();
    void textsBeginAsTheModelWasTrained_data();
    void textsBeginAsTheModelWasTrained();
};

void tst_PairModelConfig::whatIsPutInIsTakenOut_data()
{
    QTest::addColumn<QString>("head");
    QTest::newRow("segments") << QStringLiteral("segments");
    QTest::newRow("features") << QStringLiteral("features");
}

void tst_PairModelConfig::whatIsPutInIsTakenOut()
{
    QFETCH(QString, head);
    nlohmann::ordered_json config = {{"model_type", "roberta"}, {"hidden_size", 8}};
    putPairModelConfig(config, {.head = *headKindNamed(head),
                                .textPrefix = QStringLiteral("query: "),
                                .maxLength = 77,
                                .truncation = QStringLiteral("only_first")});
    QCOMPARE(config["model_type"].get<std::string>(), std::string("tunedesk_pairs"));
    QCOMPARE(config["auto_map"]["AutoConfig"].get<std::string>(),
             std::string("modeling_tunedesk.PairConfig"));
    nlohmann::json read = nlohmann::json::parse(config.dump());
    const auto pair = takePairModelConfig(read);
    VERIFY_RESULT(pair);
    QCOMPARE(headKindName(pair->head), head);
    QCOMPARE(pair->textPrefix, QStringLiteral("query: "));
    QCOMPARE(pair->maxLength, 77);
    QCOMPARE(pair->truncation, QStringLiteral("only_first"));
    QCOMPARE(read["model_type"].get<std::string>(), std::string("roberta"));
    for (const char *key : {"encoder_type", "head", "text_prefix", "auto_map", "max_pair_length"})
        QVERIFY2(!read.contains(key), key);
}

void tst_PairModelConfig::anybodysConfigStaysAsItIs()
{
    const nlohmann::json given = {{"model_type", "bert"}, {"head", "features"}};
    nlohmann::json config = given;
    const auto pair = takePairModelConfig(config);
    VERIFY_RESULT(pair);
    QVERIFY(pair->head == HeadKind::Sequence);
    QVERIFY(config == given);
    nlohmann::ordered_json same = {{"model_type", "bert"}};
    putPairModelConfig(same, {});
    QCOMPARE(same.size(), std::size_t{1});
}

void tst_PairModelConfig::aHeadOfANewerVersionIsRefused()
{
    for (const char *head : {"sequence", "crossed", ""}) {
        nlohmann::json config = {
            {"model_type", "tunedesk_pairs"}, {"encoder_type", "bert"}, {"head", head}};
        const auto pair = takePairModelConfig(config);
        QVERIFY2(!pair, head);
        QCOMPARE(pair.error().kind, ErrorKind::Unsupported);
    }
}

void tst_PairModelConfig::textsBeginAsTheModelWasTrained_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("prompts");
    QTest::addColumn<QString>("prefix");
    const QString query = QStringLiteral("query: ");
    QTest::newRow("E5") << QStringLiteral("multilingual-e5-small") << QByteArray() << query;
    QTest::newRow("E5 of a hub") << QStringLiteral("intfloat--e5-base-v2") << QByteArray() << query;
    QTest::newRow("another") << QStringLiteral("minilm-l6") << QByteArray() << QString();
    QTest::newRow("a word with e5 in it") << QStringLiteral("tree5") << QByteArray() << QString();
    QTest::newRow("prompt for queries")
        << QStringLiteral("model") << QByteArray(R"({"prompts": {"query": "Q: ", "document": ""}})")
        << QStringLiteral("Q: ");
    QTest::newRow("default prompt")
        << QStringLiteral("model")
        << QByteArray(
               R"({"prompts": {"query": "Q: ", "same": "S: "}, "default_prompt_name": "same"})")
        << QStringLiteral("S: ");
    QTest::newRow("no prompts") << QStringLiteral("model") << QByteArray(R"({"prompts": {}})")
                                << QString();
    QTest::newRow("damaged") << QStringLiteral("model") << QByteArray("{") << QString();
}

void tst_PairModelConfig::textsBeginAsTheModelWasTrained()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, prompts);
    QTemporaryDir place;
    const QString folder = place.filePath(name);
    QVERIFY(QDir().mkpath(folder));
    if (!prompts.isEmpty()) {
        QFile file(folder + QStringLiteral("/config_sentence_transformers.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(prompts), prompts.size());
    }
    QTEST(textPrefixOf(folder), "prefix");
}

QTEST_GUILESS_MAIN(tst_PairModelConfig)
#include "tst_pair_model_config.moc"
