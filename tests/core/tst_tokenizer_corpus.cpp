// Every text of tests/parity/tokenizer/nasty.txt, alone and with the text after it, cut to 16, 64
// and 512 tokens, beside what Hugging Face's fast tokenizers make of it.
#include "test_support.h"

#include "text/sentencepiece_model.h"
#include "text/tokenizer.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

using namespace tunedesk;

namespace
{

constexpr std::array kLengths{16, 64, 512};

QByteArray readBytes(const QString &path)
{
    QFile file(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/") + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray unpacked(const QString &name)
{
    const QByteArray packed =
        readBytes(QStringLiteral("fixtures/tokenizers/packed/%1.z").arg(name));
    return packed.isEmpty() ? QByteArray() : qUncompress(packed);
}

std::vector<std::string> nastyTexts()
{
    std::vector<std::string> texts;
    for (const QByteArray &line :
         readBytes(QStringLiteral("parity/tokenizer/nasty.txt")).split('\n')) {
        if (line.startsWith('"'))
            texts.push_back(nlohmann::json::parse(line.toStdString()).get<std::string>());
    }
    return texts;
}

/// FNV-1a over ids, type ids and mask, folded to 24 bits, as make_corpus_baselines.py has it.
quint32 digest(const Encoding &encoding)
{
    quint64 value = 0xCBF29CE484222325ULL;
    for (const auto *numbers : {&encoding.ids, &encoding.typeIds, &encoding.mask}) {
        for (const int number : *numbers)
            value = (value ^ static_cast<quint64>(number)) * 0x100000001B3ULL;
    }
    return static_cast<quint32>((value >> 24 ^ value) & 0xFFFFFF);
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
        readBytes(QStringLiteral("fixtures/tokenizers/packed/xlnet-base-cased-tokenizer.json"))
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
    const std::vector<std::string> texts = nastyTexts();
    QVERIFY(texts.size() >= 3000);
    QList<QByteArray> rows =
        readBytes(QStringLiteral("parity/tokenizer/nasty-%1.txt").arg(baseline)).split('\n');
    QVERIFY(rows.size() > 1);
    rows.removeFirst(); // versions
    rows.removeLast();
    QCOMPARE(rows.size(), static_cast<qsizetype>(texts.size()));
    QStringList failures;
    for (std::size_t row = 0; row < texts.size(); ++row) {
        const QByteArray digests = QByteArray::fromBase64(rows[static_cast<qsizetype>(row)]);
        QCOMPARE(digests.size(), qsizetype{18});
        const std::string &other = texts[(row + 1) % texts.size()];
        qsizetype at = 0;
        for (const int length : kLengths) {
            for (const bool isPair : {false, true}) {
                const Encoding encoding = isPair
                                              ? tokenizer->encode(texts[row], other, length)
                                              : tokenizer->encode(texts[row], std::nullopt, length);
                quint32 wanted = 0;
                for (int byte = 0; byte < 3; ++byte)
                    wanted |= static_cast<quint32>(static_cast<uchar>(digests[at++])) << (8 * byte);
                if (digest(encoding) != wanted)
                    failures << QStringLiteral("text %1 (%2) %3 cut to %4")
                                    .arg(row)
                                    .arg(QString::fromStdString(
                                             nlohmann::json(texts[row].substr(0, 60))
                                                 .dump(-1, ' ', true,
                                                       nlohmann::json::error_handler_t::replace)),
                                         isPair ? QStringLiteral("and the next")
                                                : QStringLiteral("alone"))
                                    .arg(length);
            }
        }
    }
    QVERIFY2(failures.isEmpty(),
             qPrintable(QStringLiteral("%1 differ: %2")
                            .arg(failures.size())
                            .arg(failures.mid(0, 12).join(QLatin1String("; ")))));
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
