#pragma once

#include "text/tokenizer.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QStringList>
#include <QTest>

#include <algorithm>
#include <array>
#include <ctime>
#include <string>
#include <vector>

/// The texts that tokenizers get wrong (tests/parity/tokenizer/nasty.txt, made by
/// make_tokenizer_corpus.py), what Hugging Face's fast tokenizers make of them (nasty-BASELINE.txt,
/// made by make_corpus_baselines.py), and endless runs of one character.
namespace tunedesk
{

/// A file of tests/; empty where there is none.
inline QByteArray readTestFile(const QString &path)
{
    QFile file(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/") + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline std::vector<std::string> nastyTexts()
{
    std::vector<std::string> texts;
    for (const QByteArray &line :
         readTestFile(QStringLiteral("parity/tokenizer/nasty.txt")).split('\n')) {
        if (line.startsWith('"'))
            texts.push_back(nlohmann::json::parse(line.toStdString()).get<std::string>());
    }
    return texts;
}

/// FNV-1a over ids, type ids and mask, folded to 24 bits, as make_corpus_baselines.py has it.
inline quint32 digest(const Encoding &encoding)
{
    quint64 value = 0xCBF29CE484222325ULL;
    for (const auto *numbers : {&encoding.ids, &encoding.typeIds, &encoding.mask}) {
        for (const int number : *numbers)
            value = (value ^ static_cast<quint64>(number)) * 0x100000001B3ULL;
    }
    return static_cast<quint32>((value >> 24 ^ value) & 0xFFFFFF);
}

/// Fails the test unless every nasty text, alone and with the text after it, cut to 16, 64 and 512
/// tokens, becomes what the baseline says.
inline void compareWithNastyBaseline(const Tokenizer &tokenizer, const QString &baseline)
{
    const std::vector<std::string> texts = nastyTexts();
    QVERIFY(texts.size() >= 3000);
    QList<QByteArray> rows =
        readTestFile(QStringLiteral("parity/tokenizer/nasty-%1.txt").arg(baseline)).split('\n');
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
        for (const int length : std::array{16, 64, 512}) {
            for (const bool isPair : {false, true}) {
                const Encoding encoding = isPair
                                              ? tokenizer.encode(texts[row], other, length)
                                              : tokenizer.encode(texts[row], std::nullopt, length);
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

/// Of the whole process.
inline double cpuSeconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// `count` times the character.
struct CharacterRun {
    const char *name;
    QString character;
    int count;
};
inline std::vector<CharacterRun> characterRuns()
{
    return {{"a million Chinese characters", QStringLiteral("中"), 1'000'000},
            {"a megabyte of blanks", QStringLiteral(" "), 1 << 20},
            {"ten thousand combining marks", QStringLiteral("\u0301"), 10'000},
            {"a hundred thousand of one letter", QStringLiteral("a"), 100'000},
            {"a megabyte of line breaks", QStringLiteral("\n"), 1 << 20}};
}

/// Fails the test unless the run, and a word after it, is tokenised within a second of processor
/// time and covered to the word's last letter.
inline void tokeniseRunInTime(const Tokenizer &tokenizer, const QString &character, int count)
{
    const std::string text = character.repeated(count).toStdString() + "order";
    tokenizer.encode("order"); // tables are built with the first text
    const double before = cpuSeconds();
    const Encoding encoding = tokenizer.encode(text);
    const double took = cpuSeconds() - before;
    QVERIFY2(took < 1.0, qPrintable(QStringLiteral("%1 s").arg(took)));
    const Encoding tracked = tokenizer.encode(text, std::nullopt, EncodeOptions{.withSpans = true});
    QCOMPARE(tracked.ids, encoding.ids);
    std::uint32_t last = 0;
    for (const ByteSpan &span : tracked.spans)
        last = std::max(last, span.end);
    QCOMPARE(last, static_cast<std::uint32_t>(text.size()));
}

} // namespace tunedesk
