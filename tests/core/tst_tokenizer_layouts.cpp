#include "test_support.h"

#include "text/tokenizer.h"

#include <QFile>
#include <QTemporaryDir>

using namespace tunedesk;

namespace
{

QString fixture(const QString &name)
{
    return QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tokenizers/") + name;
}

void copyInto(const QTemporaryDir &folder, const QString &from)
{
    for (const QString &name : {QStringLiteral("vocab.json"), QStringLiteral("merges.txt")})
        QVERIFY(QFile::copy(fixture(from) + QLatin1Char('/') + name, folder.filePath(name)));
}

void writeBytes(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QString joined(const std::vector<std::string> &tokens)
{
    QStringList list;
    for (const std::string &token : tokens)
        list << QString::fromStdString(token);
    return list.join(QLatin1Char(' '));
}

} // namespace

class tst_TokenizerLayouts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytePairFilesAreLaidOutAsTheFolderSays_data();
    void bytePairFilesAreLaidOutAsTheFolderSays();
    void aClassOfAnotherSortIsRefused();
    void mergesAloneAreNoTokenizer();
    void paddingIsAsTheFilesSay_data();
    void paddingIsAsTheFilesSay();
    void theReplyStaysWhole_data();
    void theReplyStaysWhole();
    void truncationMayTakeTheBeginning();
    void spansLieInTheGivenText_data();
    void spansLieInTheGivenText();
};

void tst_TokenizerLayouts::bytePairFilesAreLaidOutAsTheFolderSays_data()
{
    QTest::addColumn<QByteArray>("tokenizerConfig");
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("tokens"); ///< of the pair “a”, “b”
    QTest::newRow("RoBERTa's class") << QByteArray(R"({"tokenizer_class": "RobertaTokenizerFast"})")
                                     << QByteArray() << "<s> a </s> </s> b </s>";
    QTest::newRow("RoBERTa's model")
        << QByteArray("{}") << QByteArray(R"({"model_type": "roberta"})")
        << "<s> a </s> </s> b </s>";
    QTest::newRow("a class before a model") << QByteArray(R"({"tokenizer_class": "GPT2Tokenizer"})")
                                            << QByteArray(R"({"model_type": "roberta"})") << "a b";
    QTest::newRow("no word on it") << QByteArray() << QByteArray() << "a b";
    QTest::newRow("tokens named as RoBERTa has them")
        << QByteArray(R"({"cls_token": "<s>", "sep_token": "</s>"})") << QByteArray()
        << "<s> a </s> </s> b </s>";
    QTest::newRow("GPT-2 with a beginning")
        << QByteArray(
               R"({"tokenizer_class": "GPT2Tokenizer", "bos_token": "<s>", "add_bos_token": true})")
        << QByteArray() << "<s> a <s> b";
    QTest::newRow("a blank before each text")
        << QByteArray(R"({"tokenizer_class": "GPT2Tokenizer", "add_prefix_space": true})")
        << QByteArray() << QStringLiteral("\u0120a \u0120 b");
}

void tst_TokenizerLayouts::bytePairFilesAreLaidOutAsTheFolderSays()
{
    QFETCH(QByteArray, tokenizerConfig);
    QFETCH(QByteArray, config);
    QTemporaryDir folder;
    copyInto(folder, QStringLiteral("small-roberta"));
    if (!tokenizerConfig.isEmpty())
        writeBytes(folder.filePath(QStringLiteral("tokenizer_config.json")), tokenizerConfig);
    if (!config.isEmpty())
        writeBytes(folder.filePath(QStringLiteral("config.json")), config);
    const auto tokenizer = Tokenizer::load(folder.path());
    VERIFY_RESULT(tokenizer);
    QTEST(joined(tokenizer->encode("a", "b", 0, true).tokens), "tokens");
}

void tst_TokenizerLayouts::aClassOfAnotherSortIsRefused()
{
    QTemporaryDir folder;
    copyInto(folder, QStringLiteral("small-gpt2"));
    writeBytes(folder.filePath(QStringLiteral("tokenizer_config.json")),
               R"({"tokenizer_class": "CLIPTokenizer"})");
    const auto tokenizer = Tokenizer::load(folder.path());
    QVERIFY(!tokenizer);
    QCOMPARE(tokenizer.error().kind, ErrorKind::Model);
    QVERIFY(tokenizer.error().what.contains(QStringLiteral("CLIPTokenizer")));
    QVERIFY(tokenizer.error().where.endsWith(QStringLiteral("tokenizer_class")));
}

void tst_TokenizerLayouts::mergesAloneAreNoTokenizer()
{
    QTemporaryDir folder;
    copyInto(folder, QStringLiteral("small-gpt2"));
    QVERIFY(QFile::remove(folder.filePath(QStringLiteral("vocab.json"))));
    const auto tokenizer = Tokenizer::load(folder.path());
    QVERIFY(!tokenizer);
    QCOMPARE(tokenizer.error().kind, ErrorKind::Model);
    QVERIFY(tokenizer.error().hint.contains(QStringLiteral("vocab.json")));
}

void tst_TokenizerLayouts::paddingIsAsTheFilesSay_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("token");
    QTest::addColumn<int>("typeId");
    QTest::addColumn<bool>("isLeft");
    QTest::newRow("GPT-2: the end of a text")
        << "small-gpt2" << QByteArray("{}") << "<|endoftext|>" << 0 << false;
    QTest::newRow("RoBERTa") << "small-roberta"
                             << QByteArray(R"({"tokenizer_class": "RobertaTokenizer"})") << "<pad>"
                             << 0 << false;
    QTest::newRow("as XLNet has it")
        << "small-roberta"
        << QByteArray(R"({"pad_token": "<unk>", "padding_side": "left", "pad_token_type_id": 3})")
        << "<unk>" << 3 << true;
}

void tst_TokenizerLayouts::paddingIsAsTheFilesSay()
{
    QFETCH(QString, from);
    QFETCH(QByteArray, config);
    QFETCH(QString, token);
    QTemporaryDir folder;
    copyInto(folder, from);
    writeBytes(folder.filePath(QStringLiteral("tokenizer_config.json")), config);
    const auto tokenizer = Tokenizer::load(folder.path());
    VERIFY_RESULT(tokenizer);
    const auto &padding = tokenizer->padding();
    QCOMPARE(padding.id, tokenizer->padId());
    const Encoding encoding = tokenizer->encode(token.toStdString(), std::nullopt, 0);
    QVERIFY(std::find(encoding.ids.begin(), encoding.ids.end(), padding.id) != encoding.ids.end());
    QTEST(padding.typeId, "typeId");
    QTEST(padding.isLeft, "isLeft");
}

void tst_TokenizerLayouts::theReplyStaysWhole_data()
{
    QTest::addColumn<int>("maxLength");
    QTest::addColumn<QString>("tokens");
    QTest::newRow("not cut") << 9 << "[CLS] the order is late [SEP] refund hello [SEP]";
    QTest::newRow("the first gives") << 8 << "[CLS] the order is [SEP] refund hello [SEP]";
    QTest::newRow("all of the first") << 5 << "[CLS] [SEP] refund hello [SEP]";
    QTest::newRow("then the second") << 4 << "[CLS] [SEP] refund [SEP]";
    QTest::newRow("specials alone") << 2 << "[CLS] [SEP] [SEP]";
}

void tst_TokenizerLayouts::theReplyStaysWhole()
{
    QFETCH(int, maxLength);
    const auto tokenizer = Tokenizer::load(fixture(QStringLiteral("small")));
    VERIFY_RESULT(tokenizer);
    const Encoding encoding = tokenizer->encode("the order is late", "refund hello",
                                                EncodeOptions{.maxLength = maxLength,
                                                              .truncation = Truncation::KeepSecond,
                                                              .withTokens = true});
    QTEST(joined(encoding.tokens), "tokens");
    QCOMPARE(encoding.cutFirst + encoding.cutSecond, 9 - static_cast<int>(encoding.ids.size()));
}

void tst_TokenizerLayouts::truncationMayTakeTheBeginning()
{
    QTemporaryDir folder;
    QVERIFY(QFile::copy(fixture(QStringLiteral("small/vocab.txt")),
                        folder.filePath(QStringLiteral("vocab.txt"))));
    writeBytes(folder.filePath(QStringLiteral("tokenizer_config.json")),
               R"({"truncation_side": "left"})");
    const auto tokenizer = Tokenizer::load(folder.path());
    VERIFY_RESULT(tokenizer);
    QCOMPARE(joined(tokenizer->encode("the order is late", std::nullopt, 4, true).tokens),
             QStringLiteral("[CLS] is late [SEP]"));
}

void tst_TokenizerLayouts::spansLieInTheGivenText_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("parts"); ///< of the text, with | between
    QTest::newRow("accents go") << "small" << QByteArray("Caf\u00e9 ORDER!")
                                << QByteArray("|Caf\u00e9|ORDER|!|");
    QTest::newRow("a decomposed letter")
        << "small" << QByteArray("cafe\u0301 x") << QByteArray("|cafe|x|");
    QTest::newRow("an unknown word")
        << "small" << QByteArray("a \u2603\u2603 b") << QByteArray("|a|\u2603\u2603|b|");
    QTest::newRow("broken bytes") << "small-gpt2" << QByteArray("a\xC3z")
                                  << QByteArray("a|\xC3|\xC3|z");
}

void tst_TokenizerLayouts::spansLieInTheGivenText()
{
    QFETCH(QString, folder);
    QFETCH(QByteArray, text);
    const auto tokenizer = Tokenizer::load(fixture(folder));
    VERIFY_RESULT(tokenizer);
    const std::string given = text.toStdString();
    QByteArrayList found;
    for (const ByteSpan &span :
         tokenizer->encode(given, std::nullopt, EncodeOptions{.withSpans = true}).spans)
        found << text.mid(static_cast<int>(span.begin), static_cast<int>(span.end - span.begin));
    QTEST(found.join('|'), "parts");
}

QTEST_GUILESS_MAIN(tst_TokenizerLayouts)
#include "tst_tokenizer_layouts.moc"
