#include "text/pair_separator.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include "test_support.h"

using namespace tunedesk;

class tst_PairSeparator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aReplyBeginsBehindTheEndOfTextToken();
    void theFileLaysPairsOutLikeTheProgram_data();
    void theFileLaysPairsOutLikeTheProgram();
    void whatSeparatesAlreadyStays();
    void withoutSuchATokenItIsRefused();

private:
    const QString m_gpt2 = QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tiny-gpt2");
};

namespace
{
void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}
} // namespace

void tst_PairSeparator::aReplyBeginsBehindTheEndOfTextToken()
{
    const auto written = Tokenizer::load(m_gpt2);
    const auto separated = Tokenizer::load(m_gpt2, PairLayout::Separated);
    VERIFY_RESULT(written);
    VERIFY_RESULT(separated);
    const Encoding one = separated->encode("Where?");
    QCOMPARE(one.ids, written->encode("Where?").ids);
    Encoding joined = written->encode("Where?", "Here.");
    const Encoding laid = separated->encode("Where?", "Here.");
    joined.ids.insert(joined.ids.begin() + static_cast<std::ptrdiff_t>(one.ids.size()), 699);
    QCOMPARE(laid.ids, joined.ids);
    // Among the tokens that are read it counts as one.
    const Encoding cut = separated->encode("Where is my parcel now?", "It is on its way.", 8);
    QCOMPARE(cut.ids.size(), std::size_t{8});
    QCOMPARE(std::ranges::count(cut.ids, 699), 1);
}

void tst_PairSeparator::theFileLaysPairsOutLikeTheProgram_data()
{
    QTest::addColumn<bool>("fromJson");
    QTest::newRow("vocab.json and merges.txt") << false;
    QTest::newRow("tokenizer.json") << true;
}

void tst_PairSeparator::theFileLaysPairsOutLikeTheProgram()
{
    QFETCH(bool, fromJson);
    QTemporaryDir folder;
    const auto made = separatedTokenizerJson(m_gpt2);
    VERIFY_RESULT(made);
    QVERIFY(*made);
    QByteArray json = **made;
    if (fromJson) { // as files on the hub have it: the byte-level step alone
        const qsizetype from = json.indexOf("\"post_processor\""), to = json.indexOf("\"decoder\"");
        QVERIFY(from > 0 && to > from);
        json.replace(from, to - from,
                     "\"post_processor\": {\"type\": \"ByteLevel\", \"add_prefix_space\": true, "
                     "\"trim_offsets\": false},\n  ");
        write(folder.filePath(QStringLiteral("tokenizer.json")), json);
        const auto again = separatedTokenizerJson(folder.path());
        VERIFY_RESULT(again);
        QVERIFY(*again);
        json = **again;
    }
    write(folder.filePath(QStringLiteral("tokenizer.json")), json);
    const auto separated = Tokenizer::load(m_gpt2, PairLayout::Separated);
    const auto written = Tokenizer::load(folder.path());
    VERIFY_RESULT(separated);
    VERIFY_RESULT(written);
    for (const char *reply : {"Here.", "", "  two  blanks 您好 🎁", "<|endoftext|>"}) {
        const Encoding a = separated->encode("Where?\nWhy", reply);
        const Encoding b = written->encode("Where?\nWhy", reply);
        QCOMPARE(b.ids, a.ids);
        QCOMPARE(b.typeIds, a.typeIds);
    }
    const auto nothing = separatedTokenizerJson(folder.path());
    VERIFY_RESULT(nothing);
    QVERIFY(!*nothing);
}

void tst_PairSeparator::whatSeparatesAlreadyStays()
{
    const QString bert = QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tiny-bert");
    const auto json = separatedTokenizerJson(bert);
    VERIFY_RESULT(json);
    QVERIFY(!*json);
    const auto written = Tokenizer::load(bert);
    const auto separated = Tokenizer::load(bert, PairLayout::Separated);
    VERIFY_RESULT(written);
    VERIFY_RESULT(separated);
    QCOMPARE(separated->encode("where", "here").ids, written->encode("where", "here").ids);
}

void tst_PairSeparator::withoutSuchATokenItIsRefused()
{
    QTemporaryDir folder;
    write(folder.filePath(QStringLiteral("tokenizer.json")),
          R"({"version": "1.0", "added_tokens": [], "normalizer": null, "post_processor": null,
              "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false},
              "model": {"type": "BPE", "vocab": {"a": 0, "b": 1}, "merges": []}})");
    const auto written = Tokenizer::load(folder.path());
    VERIFY_RESULT(written);
    const auto separated = Tokenizer::load(folder.path(), PairLayout::Separated);
    QVERIFY(!separated);
    QCOMPARE(separated.error().kind, ErrorKind::Model);
    QVERIFY(separated.error().what.contains(QStringLiteral("<|endoftext|>")));
    QVERIFY(!separatedTokenizerJson(folder.path()));
}

QTEST_GUILESS_MAIN(tst_PairSeparator)
#include "tst_pair_separator.moc"
