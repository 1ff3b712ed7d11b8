// Every text of tests/parity/tokenizer/nasty.txt, alone and with the text after it, cut to 16, 64
// and 512 tokens, beside what Hugging Face's fast tokenizers make of it.
#include "test_support.h"
#include "tokenizer_trials.h"

#include "text/sentencepiece_model.h"
#include "text/tokenizer.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <string>
#include <vector>

using namespace tunedesk;

namespace
{

QByteArray unpacked(const QString &name)
{
    const QByteArray packed =
        readTestFile(QStringLiteral("fixtures/tokenizers/packed/%1.z").arg(name));
    return packed.isEmpty() ? QByteArray() : qUncompress(packed);
}

/// GPT-2's vocabulary follows from its merges: the bytes, printable ones first, each merge, the
/// end.
std::string gpt2Vocabulary(const QByteArray &merges)
{
    nlohmann::json vocabulary;
    const auto add = [&vocabulary](const QString &token) {
        vocabulary[token.toStdString()] = vocabulary.size();
    };
    const auto isPrintable = [](int byte) {
        return (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte != 0xAD);
    };
    for (int byte = 0; byte < 256; ++byte) {
        if (isPrintable(byte))
            add(QChar(byte));
    }
    for (int byte = 0, other = 256; byte < 256; ++byte) {
        if (!isPrintable(byte))
            add(QChar(other++));
    }
    for (const QByteArray &line : merges.split('\n')) {
        if (!line.isEmpty() && !line.startsWith("#version"))
            add(QString::fromUtf8(line).remove(u' '));
    }
    add(QStringLiteral("<|endoftext|>"));
    return vocabulary.dump();
}

/// XLNet's tokenizer.json as the hub has it: the packed one lacks what spiece.model holds.
std::string xlnetJson(const QByteArray &model)
{
    const auto read = readSentencePieceModel(model.toStdString(), QStringLiteral("spiece.model"));
    auto json = nlohmann::json::parse(
        readTestFile(QStringLiteral("fixtures/tokenizers/packed/xlnet-base-cased-tokenizer.json"))
            .toStdString());
    for (const auto &piece : read->pieces) {
        const QString text = QString::fromStdString(piece.text);
        const bool isNumberComma =
            text.size() > 1 && text.endsWith(u',') && text.at(text.size() - 2).isDigit();
        json["model"]["vocab"].push_back(
            {piece.text, static_cast<double>(piece.score) - (isNumberComma ? 100 : 0)});
    }
    for (auto &step : json["normalizer"]["normalizers"]) {
        if (step["type"] == "Precompiled")
            step["precompiled_charsmap"] =
                QByteArray::fromStdString(read->charactersMap).toBase64().toStdString();
    }
    return json.dump();
}

class TokenizerFolder
{
public:
    explicit TokenizerFolder(const QString &name)
    {
        if (name.startsWith(QLatin1String("bert"))) {
            const bool isLower =
                name.endsWith(QLatin1String("uncased")) || name.endsWith(QLatin1String("lower"));
            const QString vocabulary = name == QLatin1String("bert-chinese-lower")
                                           ? QStringLiteral("bert-base-chinese")
                                           : name;
            add("vocab.txt", unpacked(vocabulary + QLatin1String("-vocab.txt")));
            add("tokenizer_config.json",
                QByteArray(R"({"tokenizer_class": "BertTokenizer", "do_lower_case": )") +
                    (isLower ? "true}" : "false}"));
        } else if (name == QLatin1String("gpt2")) {
            const QByteArray merges = unpacked(QStringLiteral("gpt2-merges.txt"));
            add("merges.txt", merges);
            add("vocab.json", QByteArray::fromStdString(gpt2Vocabulary(merges)));
            add("tokenizer_config.json", R"({"tokenizer_class": "GPT2Tokenizer"})");
        } else {
            const QByteArray model = unpacked(QStringLiteral("xlnet-base-cased-spiece.model"));
            if (name.endsWith(QLatin1String("json")))
                add("tokenizer.json", QByteArray::fromStdString(xlnetJson(model)));
            else
                add("spiece.model", model);
            add("tokenizer_config.json", R"({"tokenizer_class": "XLNetTokenizer"})");
        }
    }
    QString path() const { return m_folder.path(); }

private:
    void add(const char *name, const QByteArray &content)
    {
        QVERIFY2(!content.isEmpty(), name);
        QFile file(m_folder.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

    QTemporaryDir m_folder;
};

} // namespace

class tst_TokenizerCorpus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTextBecomesWhatTheReferenceMakesOfIt_data();
    void everyTextBecomesWhatTheReferenceMakesOfIt();
    void equalSumsAreCutAsTheScoresWereRead();
    void hugeTextsAreCoveredToTheirEnd_data();
    void hugeTextsAreCoveredToTheirEnd();
};

void tst_TokenizerCorpus::everyTextBecomesWhatTheReferenceMakesOfIt_data()
{
    QTest::addColumn<QString>("baseline");
    for (const char *name : {"bert-base-uncased", "bert-base-cased", "bert-base-chinese",
                             "bert-chinese-lower", "gpt2", "xlnet-base-cased-json"})
        QTest::newRow(name) << QString::fromLatin1(name);
    QTest::newRow("xlnet-base-cased") << QStringLiteral("xlnet-base-cased-json");
}

void tst_TokenizerCorpus::everyTextBecomesWhatTheReferenceMakesOfIt()
{
    QFETCH(QString, baseline);
    const TokenizerFolder folder(QString::fromLatin1(QTest::currentDataTag()));
    if (QTest::currentTestFailed())
        return;
    const auto tokenizer = Tokenizer::load(folder.path());
    VERIFY_RESULT(tokenizer);
    compareWithNastyBaseline(*tokenizer, baseline);
}

// The last bit of a score decides here. The reference reads tokenizer.json's numbers a little
// beside what is written, spiece.model's as they are.
void tst_TokenizerCorpus::equalSumsAreCutAsTheScoresWereRead()
{
    const TokenizerFolder json(QStringLiteral("xlnet-base-cased-json"));
    const auto written = Tokenizer::load(json.path());
    VERIFY_RESULT(written);
    QCOMPARE(written->encode("]11111").ids, (std::vector<int>{17, 3158, 1545, 174, 1545, 4, 3}));
    const TokenizerFolder pieces(QStringLiteral("xlnet-base-cased"));
    const auto exact = Tokenizer::load(pieces.path());
    VERIFY_RESULT(exact);
    QCOMPARE(exact->encode("]11111").ids, (std::vector<int>{17, 3158, 174, 1545, 1545, 4, 3}));
}

void tst_TokenizerCorpus::hugeTextsAreCoveredToTheirEnd_data()
{
    QTest::addColumn<QString>("folder");
    for (const char *name : {"bert-base-chinese", "xlnet-base-cased", "xlnet-base-cased-json"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

// A second each where the machine is idle; the limit leaves room for a busy one and for sanitizers.
void tst_TokenizerCorpus::hugeTextsAreCoveredToTheirEnd()
{
    QFETCH(QString, folder);
    const TokenizerFolder files(folder);
    const auto tokenizer = Tokenizer::load(files.path());
    VERIFY_RESULT(tokenizer);
    const auto repeated = [](std::string_view unit, int count) {
        std::string text;
        for (int done = 0; done < count; ++done)
            text += unit;
        return text;
    };
    for (const std::string &text :
         {repeated("\u4e2d", 1'000'000), repeated(" ", 1 << 20), repeated("\u0301", 10'000),
          repeated("a\u0316\u0301", 10'000)}) {
        QElapsedTimer timer;
        timer.start();
        const std::string whole = text + " end.";
        const Encoding encoding = tokenizer->encode(
            whole, std::nullopt, EncodeOptions{.withTokens = true, .withSpans = true});
        QVERIFY2(timer.elapsed() < 15'000, qPrintable(QString::number(timer.elapsed())));
        std::uint32_t end = 0;
        for (const ByteSpan &span : encoding.spans)
            end = std::max(end, span.end);
        QCOMPARE(end, static_cast<std::uint32_t>(whole.size()));
    }
}

QTEST_GUILESS_MAIN(tst_TokenizerCorpus)
#include "tst_tokenizer_corpus.moc"
