#include "test_support.h"

#include "text/bert_normalizer.h"
#include "text/bert_pre_tokenizer.h"
#include "text/tokenizer.h"
#include "text/unicode.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <thread>

using namespace tunedesk;

namespace
{

QString source(const QString &path)
{
    return QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/") + path;
}

QString fixture(const QString &name)
{
    return source(QStringLiteral("fixtures/tokenizers/") + name);
}

QJsonDocument readJson(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll())
                                          : QJsonDocument();
}

QByteArray readBytes(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeBytes(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// FNV-1a over numbers, its lower 32 bits; as make_tokenizer_baselines.py has it.
class Digest
{
public:
    void add(quint64 number) { m_value = (m_value ^ number) * 0x100000001B3ULL; }
    void add(const std::vector<int> &numbers)
    {
        for (const int number : numbers)
            add(static_cast<quint64>(number));
    }
    QString text() const
    {
        return QStringLiteral("%1").arg(m_value & 0xFFFFFFFF, 8, 16, QLatin1Char('0'));
    }

private:
    quint64 m_value = 0xCBF29CE484222325ULL;
};

/// Where each token lies, counted in characters as the reference has it.
QString spansDigest(const Tokenizer &tokenizer, const std::string &text,
                    const std::optional<std::string> &other)
{
    std::optional<std::string_view> pair;
    if (other)
        pair = *other;
    const Encoding made = tokenizer.encode(text, pair, EncodeOptions{.withSpans = true});
    const Encoding single = tokenizer.encode(text, std::nullopt, EncodeOptions{.withSpans = true});
    const auto countOf = [](const Encoding &encoding, std::string_view given, std::size_t from,
                            std::size_t to, Digest &digest) {
        for (std::size_t at = from; at < to; ++at) {
            const ByteSpan span = encoding.spans[at];
            digest.add(static_cast<quint64>(unicode::characterCount(given.substr(0, span.begin))));
            digest.add(static_cast<quint64>(unicode::characterCount(given.substr(0, span.end))));
        }
    };
    Digest digest;
    if (made.spans.size() != made.ids.size())
        return QStringLiteral("not as many spans as tokens");
    if (!other) {
        countOf(made, text, 0, made.ids.size(), digest);
        return digest.text();
    }
    // The specials of both layouts span nothing, so it doesn't matter in which text they are
    // counted.
    const std::size_t first = std::min(single.ids.size(), made.ids.size());
    countOf(made, text, 0, first, digest);
    countOf(made, *other, first, made.ids.size(), digest);
    return digest.text();
}

/// The fixture with another tokenizer.json: one part of it replaced.
QByteArray changedJson(const QByteArray &from, const QByteArray &to)
{
    const QByteArray text = QJsonDocument(readJson(fixture(QStringLiteral("small-json/"
                                                                          "tokenizer.json"))))
                                .toJson(QJsonDocument::Compact);
    return QByteArray(text).replace(from, to);
}

Result<Tokenizer> loadWith(const QString &name, const QByteArray &bytes)
{
    QTemporaryDir folder;
    writeBytes(folder.filePath(name), bytes);
    return Tokenizer::load(folder.path());
}

} // namespace

class tst_Tokenizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void idsAreThoseOfTheReference_data();
    void idsAreThoseOfTheReference();
    void everyCharacterBecomesWhatTheReferenceMakesOfIt_data();
    void everyCharacterBecomesWhatTheReferenceMakesOfIt();
    void truncationSaysHowMuchItTook_data();
    void truncationSaysHowMuchItTook();
    void anEmptySecondTextIsKept();
    void noRoomLeavesTheSpecialTokens();
    void brokenBytesBecomeReplacementCharacters_data();
    void brokenBytesBecomeReplacementCharacters();
    void tokensAreGivenOnRequest();
    void tokenizerJsonComesBeforeTheVocabulary();
    void settingsOfTheConfigurationCount_data();
    void settingsOfTheConfigurationCount();
    void aVocabularyMayHaveWindowsLines();
    void badFilesAreRefusedByName_data();
    void badFilesAreRefusedByName();
    void aFolderWithoutTokenizerIsRefused();
    void manyThreadsShareOne();
};

void tst_Tokenizer::idsAreThoseOfTheReference_data()
{
    QTest::addColumn<QString>("folder");
    for (const char *name : {"small", "small-json", "small-gpt2", "small-roberta",
                             "small-llama-json", "small-metaspace-json", "small-words-json"})
        QTest::newRow(name) << fixture(QString::fromLatin1(name));
    for (const char *name : {"bert-base-uncased", "bert-base-cased", "bert-base-chinese",
                             "bert-chinese-lower", "gpt2"})
        QTest::newRow(name) << source(QStringLiteral("../../shared/tokenizers/")) +
                                   QLatin1String(name);
}

void tst_Tokenizer::idsAreThoseOfTheReference()
{
    QFETCH(QString, folder);
    if (!QDir(folder).exists())
        QSKIP("The real tokenizer isn't on this machine.");
    const auto tokenizer = Tokenizer::load(folder);
    VERIFY_RESULT(tokenizer);
    const QString name = QLatin1String(QTest::currentDataTag());
    const QJsonArray texts =
        readJson(source(QStringLiteral("parity/tokenizer/corpus.json"))).array();
    const QJsonArray rows =
        readJson(source(QStringLiteral("parity/tokenizer/%1.json").arg(name)))[u"rows"].toArray();
    QVERIFY(texts.size() >= 300);
    QCOMPARE(rows.size(), texts.size());
    for (qsizetype row = 0; row < texts.size(); ++row) {
        const std::string text = texts[row].toString().toStdString();
        const std::string other = texts[(row + 1) % texts.size()].toString().toStdString();
        QList<int> ids;
        for (const QJsonValue &id : rows[row][0].toArray())
            ids << id.toInt();
        const Encoding single = tokenizer->encode(text);
        const auto place = qPrintable(
            QStringLiteral("text %1: %2").arg(row).arg(QString::fromStdString(text).left(60)));
        QVERIFY2(QList<int>(single.ids.begin(), single.ids.end()) == ids, place);
        QString digests;
        for (const int length : {0, 16, 64}) {
            for (const bool isPair : {false, true}) {
                const Encoding made = tokenizer->encode(
                    text, isPair ? std::optional<std::string_view>(other) : std::nullopt, length);
                QCOMPARE(made.mask, std::vector<int>(made.ids.size(), 1));
                Digest digest;
                digest.add(made.ids);
                digest.add(made.typeIds);
                digests += digest.text();
            }
        }
        QVERIFY2(digests == rows[row][1].toString(), place);
        const QString spans =
            spansDigest(*tokenizer, text, std::nullopt) + spansDigest(*tokenizer, text, other);
        QVERIFY2(spans == rows[row][2].toString(), place);
    }
}

void tst_Tokenizer::everyCharacterBecomesWhatTheReferenceMakesOfIt_data()
{
    QTest::addColumn<QString>("step");
    for (const char *step :
         {"clean_text", "handle_chinese_chars", "strip_accents", "lowercase", "words"})
        QTest::newRow(step) << QString::fromLatin1(step);
}

void tst_Tokenizer::everyCharacterBecomesWhatTheReferenceMakesOfIt()
{
    QFETCH(QString, step);
    const QJsonArray wanted =
        readJson(source(QStringLiteral("parity/tokenizer/characters.json")))[step].toArray();
    QCOMPARE(wanted.size(), 0x110);
    const BertNormalizer normalizer({.cleanText = step == u"clean_text",
                                     .handleChineseChars = step == u"handle_chinese_chars",
                                     .stripAccents = step == u"strip_accents",
                                     .lowercase = step == u"lowercase"});
    const BertPreTokenizer splitter;
    for (int block = 0; block < 0x110; ++block) {
        Digest digest;
        for (int low = 0; low < 0x1000; ++low) {
            const auto c = static_cast<char32_t>(block << 12 | low);
            if (c >= 0xD800 && c < 0xE000)
                continue;
            std::string text;
            unicode::append(text, c);
            std::string made;
            if (step == u"words") {
                WordList list;
                const std::string between = "a" + text + "a";
                list.begin(between, true, false);
                splitter.apply(list);
                made = std::to_string(list.words().size());
            } else {
                normalizer.normalize(text, made, nullptr);
            }
            for (const char byte : made)
                digest.add(static_cast<unsigned char>(byte));
            digest.add(0);
        }
        QVERIFY2(digest.text() == wanted[block].toString(),
                 qPrintable(QStringLiteral("characters from %1").arg(block << 12, 0, 16)));
    }
}

void tst_Tokenizer::truncationSaysHowMuchItTook_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("second");
    QTest::addColumn<int>("maxLength");
    QTest::addColumn<int>("cutFirst");
    QTest::addColumn<int>("cutSecond");
    QTest::newRow("not cut") << 20 << 20 << 0 << 0 << 0;
    QTest::newRow("just fits") << 6 << 7 << 16 << 0 << 0;
    QTest::newRow("only the longer") << 3 << 20 << 16 << 0 << 10;
    QTest::newRow("only the longer, first") << 20 << 3 << 16 << 10 << 0;
    QTest::newRow("odd room, equal") << 20 << 20 << 16 << 14 << 13;
    QTest::newRow("odd room, second longer") << 20 << 30 << 16 << 14 << 23;
    QTest::newRow("odd room, first longer") << 30 << 20 << 16 << 23 << 14;
    QTest::newRow("empty second") << 20 << 0 << 16 << 7 << 0;
}

void tst_Tokenizer::truncationSaysHowMuchItTook()
{
    QFETCH(int, first);
    QFETCH(int, second);
    QFETCH(int, maxLength);
    const auto tokenizer = Tokenizer::load(fixture(QStringLiteral("small")));
    VERIFY_RESULT(tokenizer);
    const std::string a(static_cast<std::size_t>(first), '!');
    const std::string b(static_cast<std::size_t>(second), '?');
    const Encoding encoding = tokenizer->encode(a, b, maxLength);
    QTEST(encoding.cutFirst, "cutFirst");
    QTEST(encoding.cutSecond, "cutSecond");
    QCOMPARE(static_cast<int>(encoding.ids.size()),
             first + second + 3 - encoding.cutFirst - encoding.cutSecond);
}

void tst_Tokenizer::anEmptySecondTextIsKept()
{
    const auto tokenizer = Tokenizer::load(fixture(QStringLiteral("small")));
    VERIFY_RESULT(tokenizer);
    const Encoding encoding = tokenizer->encode("order", "", 0, true);
    QCOMPARE(encoding.tokens, (std::vector<std::string>{"[CLS]", "order", "[SEP]", "[SEP]"}));
    QCOMPARE(encoding.typeIds, (std::vector<int>{0, 0, 0, 1}));
}

void tst_Tokenizer::noRoomLeavesTheSpecialTokens()
{
    const auto tokenizer = Tokenizer::load(fixture(QStringLiteral("small")));
    VERIFY_RESULT(tokenizer);
    const Encoding encoding = tokenizer->encode("order late", "refund", 2, true);
    QCOMPARE(encoding.tokens, (std::vector<std::string>{"[CLS]", "[SEP]", "[SEP]"}));
    QCOMPARE(encoding.cutFirst, 2);
    QCOMPARE(encoding.cutSecond, 1);
}

void tst_Tokenizer::brokenBytesBecomeReplacementCharacters_data()
{
    // What Rust's String::from_utf8_lossy answers.
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("repaired");
    const QByteArray r = "\xEF\xBF\xBD";
    QTest::newRow("valid") << QByteArray("a\xC3\xA9") << QByteArray("a\xC3\xA9");
    QTest::newRow("lone continuation") << QByteArray("a\x80z") << "a" + r + "z";
    QTest::newRow("cut at the end") << QByteArray("a\xE4\xBD") << "a" + r;
    QTest::newRow("cut four bytes") << QByteArray("\xF0\x9F\x98z") << r + "z";
    QTest::newRow("overlong") << QByteArray("\xC0\xAF") << r + r;
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << r + r + r;
    QTest::newRow("beyond the last") << QByteArray("\xF5\x80\x80\x80") << r + r + r + r;
    QTest::newRow("too high") << QByteArray("\xF4\x90\x80\x80") << r + r + r + r;
    QTest::newRow("no UTF-8 at all") << QByteArray("\xFF\xFE") << r + r;
    QTest::newRow("GBK") << QByteArray("\xC4\xE3\xBA\xC3") << r + r + r;
}

void tst_Tokenizer::brokenBytesBecomeReplacementCharacters()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, repaired);
    QCOMPARE(QByteArray::fromStdString(unicode::repaired(bytes.toStdString())), repaired);
    const auto tokenizer = Tokenizer::load(fixture(QStringLiteral("small")));
    VERIFY_RESULT(tokenizer);
    QCOMPARE(tokenizer->encode(bytes.toStdString()).ids,
             tokenizer->encode(repaired.toStdString()).ids);
}

void tst_Tokenizer::tokensAreGivenOnRequest()
{
    const auto tokenizer = Tokenizer::load(fixture(QStringLiteral("small")));
    VERIFY_RESULT(tokenizer);
    QVERIFY(tokenizer->encode("Refunding").tokens.empty());
    QCOMPARE(tokenizer->encode("Refunding ☃", std::nullopt, 0, true).tokens,
             (std::vector<std::string>{"[CLS]", "refund", "##ing", "[UNK]", "[SEP]"}));
    QCOMPARE(tokenizer->padId(), 0);
    QVERIFY(tokenizer->vocabularySize() > 200);
}

void tst_Tokenizer::tokenizerJsonComesBeforeTheVocabulary()
{
    QTemporaryDir folder;
    writeBytes(folder.filePath(QStringLiteral("vocab.txt")), "only\n");
    writeBytes(folder.filePath(QStringLiteral("tokenizer.json")),
               readBytes(fixture(QStringLiteral("small-json/tokenizer.json"))));
    const auto tokenizer = Tokenizer::load(folder.path());
    VERIFY_RESULT(tokenizer);
    QVERIFY(tokenizer->vocabularySize() > 200);
    QCOMPARE(tokenizer->files(),
             (QStringList{QStringLiteral("tokenizer.json"), QStringLiteral("vocab.txt")}));
}

void tst_Tokenizer::settingsOfTheConfigurationCount_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("tokens");
    QTest::newRow("lower-cased unless said") << QByteArray("{}") << "order cafe 你 好";
    QTest::newRow("cased") << QByteArray(R"({"do_lower_case": false})") << "Order café 你 好";
    QTest::newRow("cased, no accents")
        << QByteArray(R"({"do_lower_case": false, "strip_accents": true})") << "Order cafe 你 好";
    QTest::newRow("lower, accents")
        << QByteArray(R"({"do_lower_case": true, "strip_accents": false})") << "order café 你 好";
    QTest::newRow("Chinese together")
        << QByteArray(R"({"tokenize_chinese_chars": false})") << "order cafe [UNK]";
}

void tst_Tokenizer::settingsOfTheConfigurationCount()
{
    QFETCH(QByteArray, config);
    QTemporaryDir folder;
    writeBytes(folder.filePath(QStringLiteral("vocab.txt")),
               readBytes(fixture(QStringLiteral("small/vocab.txt"))));
    writeBytes(folder.filePath(QStringLiteral("tokenizer_config.json")), config);
    const auto tokenizer = Tokenizer::load(folder.path());
    VERIFY_RESULT(tokenizer);
    QStringList tokens;
    for (const auto &token : tokenizer->encode("Order café 你好", std::nullopt, 0, true).tokens)
        tokens << QString::fromStdString(token);
    QTEST(tokens.mid(1, tokens.size() - 2).join(QLatin1Char(' ')), "tokens");
}

void tst_Tokenizer::aVocabularyMayHaveWindowsLines()
{
    const auto tokenizer =
        loadWith(QStringLiteral("vocab.txt"), "[PAD]\r\n[UNK]\r\n[CLS]\r\n[SEP]\r\n[MASK]\r\nhi");
    VERIFY_RESULT(tokenizer);
    QCOMPARE(tokenizer->encode("hi").ids, (std::vector<int>{2, 5, 3}));
}

void tst_Tokenizer::badFilesAreRefusedByName_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("place"); ///< end of Error::where
    const QString vocabulary = QStringLiteral("vocab.txt");
    const QString json = QStringLiteral("tokenizer.json");
    const QByteArray specials = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";
    QTest::newRow("empty vocabulary") << vocabulary << QByteArray() << "vocab.txt, line 1";
    QTest::newRow("empty line") << vocabulary << specials + "a\n\nb\n"
                                << "vocab.txt, line 7";
    QTest::newRow("double line") << vocabulary << specials + "a\nb\na\n"
                                 << "vocab.txt, line 8";
    QTest::newRow("no UTF-8") << vocabulary << specials + "\xFF\n"
                              << "vocab.txt, line 6";
    QTest::newRow("no [CLS]") << vocabulary << QByteArray("[UNK]\n[SEP]\n") << "vocab.txt";
    QTest::newRow("empty json") << json << QByteArray() << "tokenizer.json, byte 1";
    QTest::newRow("cut json") << json << QByteArray("{\"model\":") << "tokenizer.json, byte 10";
    QTest::newRow("an array") << json << QByteArray("[]") << "tokenizer.json, ";
    QTest::newRow("key twice") << json << QByteArray(R"({"model":{},"model":{}})")
                               << "tokenizer.json";
    QTest::newRow("nested deep") << json << QByteArray(100'000, '[') << "tokenizer.json";
    QTest::newRow("number too large")
        << json << changedJson("\"[UNK]\":3", "\"[UNK]\":1e999") << "tokenizer.json";
    QTest::newRow("unknown model")
        << json << changedJson("\"WordPiece\",\"unk", "\"WordLevel\",\"unk")
        << "tokenizer.json, model.type";
    QTest::newRow("unknown normalizer")
        << json << changedJson("\"BertNormalizer\"", "\"Reverse\"") << "tokenizer.json, normalizer";
    QTest::newRow("unknown splitter")
        << json << changedJson("\"BertPreTokenizer\"", "\"FixedLength\"")
        << "tokenizer.json, pre_tokenizer";
    QTest::newRow("unknown post-processor")
        << json << changedJson("\"BertProcessing\"", "\"OtherProcessing\"")
        << "tokenizer.json, post_processor";
    QTest::newRow("unknown setting") << json << changedJson("\"clean_text\"", "\"clean_twice\"")
                                     << "tokenizer.json, normalizer.clean_twice";
    QTest::newRow("switch is a text")
        << json << changedJson("\"clean_text\":true", "\"clean_text\":\"yes\"")
        << "tokenizer.json, normalizer.clean_text";
    QTest::newRow("negative id") << json << changedJson("\"[UNK]\":3", "\"[UNK]\":-3")
                                 << "tokenizer.json, model.vocab, “[UNK]”";
    QTest::newRow("id twice") << json << changedJson("\"[unused0]\":1", "\"[unused0]\":2")
                              << "tokenizer.json, model.vocab, “[unused1]”";
    QTest::newRow("id of another token")
        << json << changedJson("\"content\":\"[CLS]\",\"id\":4", "\"content\":\"[CLS]\",\"id\":5")
        << "tokenizer.json, added_tokens[2]";
    QTest::newRow("[SEP] that isn't there")
        << json << changedJson("\"sep\":[\"[SEP]\",5]", "\"sep\":[\"[SEP]\",99999]")
        << "tokenizer.json, post_processor.sep";
}

void tst_Tokenizer::badFilesAreRefusedByName()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, place);
    const auto tokenizer = loadWith(file, bytes);
    QVERIFY(!tokenizer);
    QCOMPARE(tokenizer.error().kind, ErrorKind::Model);
    QVERIFY2(tokenizer.error().where.endsWith(place), qPrintable(tokenizer.error().toLine()));
    QVERIFY(!tokenizer.error().what.isEmpty());
    QVERIFY(!tokenizer.error().hint.isEmpty());
}

void tst_Tokenizer::aFolderWithoutTokenizerIsRefused()
{
    QTemporaryDir folder;
    const auto tokenizer = Tokenizer::load(folder.path());
    QVERIFY(!tokenizer);
    QCOMPARE(tokenizer.error().kind, ErrorKind::Model);
    QCOMPARE(tokenizer.error().where, folder.path());
}

void tst_Tokenizer::manyThreadsShareOne()
{
    const auto tokenizer = Tokenizer::load(fixture(QStringLiteral("small")));
    VERIFY_RESULT(tokenizer);
    const std::vector<int> wanted = tokenizer->encode("the order is late", "refund", 8).ids;
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread)
        threads.emplace_back([&] {
            for (int round = 0; round < 500; ++round)
                wrong += tokenizer->encode("the order is late", "refund", 8).ids != wanted;
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(wrong.load(), 0);
}

QTEST_GUILESS_MAIN(tst_Tokenizer)
#include "tst_tokenizer.moc"
