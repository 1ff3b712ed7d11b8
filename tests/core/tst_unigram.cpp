#include "test_support.h"

#include "sentencepiece_builder.h"

#include "text/characters_map.h"
#include "text/sentencepiece_model.h"
#include "text/unigram.h"

#include <QElapsedTimer>

#include <limits>
#include <random>

using namespace tunedesk;
using Builder = SentencePieceBuilder;

namespace
{

using Ids = std::vector<int>;

Unigram unigramOf(const std::vector<UnigramPiece> &pieces, bool byteFallback = false)
{
    return Unigram(pieces, {.unknownId = 0, .byteFallback = byteFallback});
}

Ids idsOf(const Unigram &model, std::string_view word)
{
    Ids ids;
    const std::array words{word};
    model.tokenize(words, ids, nullptr);
    return ids;
}

/// A model that works, as the ground for damage.
Builder smallModel()
{
    Builder model;
    model.piece("<unk>", 0, 2);
    model.piece("<s>", 0, 3);
    model.piece("\u2581a", -1);
    model.piece("b", -2);
    return model;
}

std::string normalized(const CharactersMap &map, std::string_view text)
{
    std::string out;
    map.normalize(text, out, nullptr);
    return out;
}

} // namespace

class tst_Unigram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBestSumWins_data();
    void theBestSumWins();
    void whatNoPieceCoversIsSpelledInBytes();
    void lengthsCoverTheWord();
    void everyPieceOfALargeSetIsFound();
    void aLongWordTakesTimeInProportion();
    void aModelFileIsRead();
    void damagedModelFilesAreRefused_data();
    void damagedModelFilesAreRefused();
    void aModelCutAnywhereIsRefusedOrShorter();
    void charactersAreReplacedAsTheReferenceDoes_data();
    void charactersAreReplacedAsTheReferenceDoes();
    void fortyNestedRulesTakeTheShortest();
    void damagedTablesAreRefused_data();
    void damagedTablesAreRefused();
};

void tst_Unigram::theBestSumWins_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QList<int>>("ids");
    // Of “<unk>”, a, b, c, ab, bc, abc, xy; made with Hugging Face tokenizers 0.23.3.
    QTest::newRow("nothing") << "" << QList<int>{};
    QTest::newRow("one piece") << "a" << QList<int>{1};
    QTest::newRow("a longer piece costs less") << "ab" << QList<int>{4};
    QTest::newRow("of equal sums the one whose last piece begins first") << "abc" << QList<int>{6};
    QTest::newRow("neighbours that are unknown become one") << "aéé中b" << QList<int>{1, 0, 2};
    QTest::newRow("unknown ones that are a piece together") << "xy" << QList<int>{7};
    QTest::newRow("the unknown token itself") << "<unk>" << QList<int>{0};
    QTest::newRow("the unknown token beside the unknown") << "é<unk>a" << QList<int>{0, 1};
}

void tst_Unigram::theBestSumWins()
{
    QFETCH(QString, word);
    QFETCH(QList<int>, ids);
    const Unigram model = unigramOf({{"<unk>", 0},
                                     {"a", -1},
                                     {"b", -1.5},
                                     {"c", -2},
                                     {"ab", -2},
                                     {"bc", -3},
                                     {"abc", -4},
                                     {"xy", -6}});
    const Ids found = idsOf(model, word.toStdString());
    QCOMPARE(QList<int>(found.begin(), found.end()), ids);
    const Ids again = idsOf(model, word.toStdString()); // now out of the cache
    QCOMPARE(QList<int>(again.begin(), again.end()), ids);
}

void tst_Unigram::whatNoPieceCoversIsSpelledInBytes()
{
    std::vector<UnigramPiece> pieces{{"<unk>", 0}, {"a", -1}};
    for (const char *byte : {"<0xC3>", "<0xA9>"})
        pieces.push_back({byte, -9});
    QCOMPARE(idsOf(unigramOf(pieces, true), "a\u00e9"), (Ids{1, 2, 3}));
    QCOMPARE(idsOf(unigramOf(pieces, true), "a\u00ea"), (Ids{1, 0})); // its second byte is no piece
    QCOMPARE(idsOf(unigramOf(pieces, false), "a\u00e9"), (Ids{1, 0}));
}

void tst_Unigram::lengthsCoverTheWord()
{
    const Unigram model =
        unigramOf({{"<unk>", 0}, {"a", -1}, {"<0xC3>", -2}, {"<0xA9>", -2}}, true);
    const std::array<std::string_view, 2> words{"a\u00e9a", "\u4e2da"};
    Ids ids;
    std::vector<int> lengths;
    model.tokenize(words, ids, &lengths);
    QCOMPARE(ids, (Ids{1, 2, 3, 1, 0, 1}));
    QCOMPARE(lengths, (std::vector<int>{1, 2, 0, 1, 3, 1}));
}

void tst_Unigram::everyPieceOfALargeSetIsFound()
{
    std::mt19937 random(7);
    std::vector<std::string> texts;
    for (int count = 0; count < 20'000; ++count) {
        std::string text;
        for (unsigned length = 1 + random() % 9; length > 0; --length)
            text += static_cast<char>(random() % (count % 3 == 0 ? 256 : 5)); // zero bytes as well
        texts.push_back(text);
    }
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    const PieceTrie trie(views);
    std::map<std::string_view, int> last;
    for (std::size_t at = 0; at < views.size(); ++at)
        last[views[at]] = static_cast<int>(at);
    for (const auto &[text, value] : last) {
        QCOMPARE(trie.find(text), value);
        std::vector<std::pair<std::size_t, int>> wanted;
        for (std::size_t length = 1; length <= text.size(); ++length) {
            const auto found = last.find(text.substr(0, length));
            if (found != last.end())
                wanted.emplace_back(length, found->second);
        }
        std::vector<std::pair<std::size_t, int>> found;
        trie.eachPrefix(text, [&](std::size_t length, int at) { found.emplace_back(length, at); });
        QVERIFY(found == wanted);
        const std::string longer = std::string(text) + "\xFE\xFD";
        QCOMPARE(trie.find(longer), last.contains(longer) ? last[longer] : PieceTrie::kNone);
    }
}

void tst_Unigram::aLongWordTakesTimeInProportion()
{
    const Unigram model =
        unigramOf({{"<unk>", 0}, {"a", -1}, {std::string(Unigram::kMaxPieceBytes, 'a'), -5}});
    QElapsedTimer timer;
    timer.start();
    const std::string letters(100 * Unigram::kMaxPieceBytes, 'a');
    QCOMPARE(idsOf(model, letters).size(), std::size_t{100});
    std::string chinese;
    for (int count = 0; count < 1'000'000; ++count)
        chinese += "\u4e2d";
    QCOMPARE(idsOf(model, chinese), Ids{0});
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

void tst_Unigram::aModelFileIsRead()
{
    Builder model = smallModel();
    model.piece(std::string("\0", 1), -3); // real models hold such a piece
    model.piece("<0x0A>", -4, 6);
    model.training(Builder::number(3, 1) + Builder::number(35, 1) + Builder::number(40, 0) +
                   Builder::text(45, "<unk>"));
    model.normalization(Builder::text(1, "identity") + Builder::number(3, 0) +
                        Builder::number(4, 0) + Builder::number(99, 7));
    const auto read = readSentencePieceModel(model.bytes(), QStringLiteral("spiece.model"));
    VERIFY_RESULT(read);
    QCOMPARE(read->pieces.size(), std::size_t{6});
    QCOMPARE(read->pieces[2].text, std::string("\u2581a"));
    QCOMPARE(read->pieces[2].score, -1.0F);
    QCOMPARE(read->pieces[1].kind, SentencePieceModel::Kind::Control);
    QCOMPARE(read->pieces[4].text, std::string("\0", 1));
    QCOMPARE(read->unknownId, 0);
    QVERIFY(read->byteFallback);
    QVERIFY(!read->addsDummyPrefix);
    QVERIFY(!read->removesExtraWhitespaces);
    QVERIFY(read->escapesWhitespaces);
    QVERIFY(read->charactersMap.empty());
}

void tst_Unigram::damagedModelFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("place");
    const auto row = [](const char *name, const Builder &model, const char *place) {
        QTest::newRow(name) << QByteArray::fromStdString(model.bytes())
                            << QString::fromLatin1(place);
    };
    row("empty", Builder(), "byte 0");
    Builder model = smallModel();
    model.piece(std::string(200'000, 'a'), -1);
    row("a piece of 200 KB", model, "piece 4");
    model = smallModel();
    model.piece("\xC3", -1);
    row("a piece that is no UTF-8", model, "piece 4");
    model = smallModel();
    model.piece("", -1);
    row("an empty piece", model, "piece 4");
    model = smallModel();
    model.piece("x", std::numeric_limits<float>::quiet_NaN());
    row("a score that is no number", model, "piece 4");
    model = smallModel();
    model.training(Builder::number(3, 2));
    row("byte pairs", model, "bpe");
    model = smallModel();
    model.training(Builder::number(40, 4));
    row("the unknown token is no piece", model, "spiece.model");
    model = smallModel();
    model.training(Builder::number(40, std::numeric_limits<std::uint64_t>::max()));
    row("the unknown token is negative", model, "spiece.model");
    model = smallModel();
    model.training(std::string(11, '\xFF'));
    row("a number of eleven bytes", model, "byte");
    model = smallModel();
    model.training("\x0B");
    row("a group", model, "byte");
    QTest::newRow("a length beyond the end")
        << QByteArray::fromStdString(smallModel().bytes() + "\x0A" +
                                     Builder::varint(std::uint64_t{1} << 63))
        << "byte";
}

void tst_Unigram::damagedModelFilesAreRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, place);
    const auto read = readSentencePieceModel(bytes.toStdString(), QStringLiteral("spiece.model"));
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Model);
    QVERIFY2(read.error().toLine().contains(place), qPrintable(read.error().toLine()));
}

void tst_Unigram::aModelCutAnywhereIsRefusedOrShorter()
{
    Builder builder = smallModel();
    builder.training(Builder::number(3, 1));
    const std::string bytes = builder.bytes();
    std::size_t refused = 0;
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        const auto read = readSentencePieceModel(bytes.substr(0, length), QStringLiteral("cut"));
        refused += !read;
        QVERIFY(!read || read->pieces.size() <= 4);
    }
    QVERIFY(refused + 5 >= bytes.size()); // a cut between two fields leaves a whole model
}

void tst_Unigram::charactersAreReplacedAsTheReferenceDoes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("wanted");
    // Made with Hugging Face tokenizers 0.23.3 (Precompiled) and a table of the same rules.
    QTest::newRow("nothing") << ""
                             << "";
    QTest::newRow("no rule") << "plain text"
                             << "plain text";
    QTest::newRow("a rule") << "a\ufb01b"
                            << "afib";
    QTest::newRow("a mark behind it is lost") << "\ufb01\u0301"
                                              << "fi";
    QTest::newRow("not from six bytes on") << "\ufb01\u0301\u0302"
                                           << "fi\u0301\u0302";
    QTest::newRow("the shortest rule") << "e\u0301"
                                       << "\u00e9";
    QTest::newRow("the rest of the cluster is lost") << "e\u0301\u0302"
                                                     << "\u00e9";
    QTest::newRow("a joiner is lost in a cluster") << "\u00bd\u200d"
                                                   << "1/2";
    QTest::newRow("and replaced where it isn't in one") << "x\u200d"
                                                        << "x ";
    QTest::newRow("both line breaks are one") << "a\r\nb"
                                              << "a b";
    QTest::newRow("what no rule names stays") << "\u4e2d\U0001f600"
                                              << "\u4e2d\U0001f600";
    QTest::newRow("a rule may delete") << "a\u00adb"
                                       << "ab";
    QTest::newRow("two flags") << "\U0001f1e9\U0001f1ea\U0001f1e8"
                               << "\U0001f1e9\U0001f1ea\U0001f1e8";
}

void tst_Unigram::charactersAreReplacedAsTheReferenceDoes()
{
    QFETCH(QString, text);
    QFETCH(QString, wanted);
    CharactersMapBuilder builder;
    for (const auto &[from, to] :
         std::vector<std::pair<const char *, const char *>>{{"\ufb01", "fi"},
                                                            {"e\u0301", "\u00e9"},
                                                            {"e\u0301\u0302", "?"},
                                                            {"\u00bd", "1/2"},
                                                            {"\u200d", " "},
                                                            {"\r", " "},
                                                            {"\n", " "},
                                                            {"\u00ad", ""}})
        builder.rule(from, to);
    const auto map = CharactersMap::read(builder.bytes(), QStringLiteral("map"));
    VERIFY_RESULT(map);
    const std::string given = text.toStdString();
    QCOMPARE(QString::fromStdString(normalized(*map, given)), wanted);
    std::string out;
    ByteOrigins origins;
    map->normalize(given, out, &origins);
    QCOMPARE(origins.size(), out.size());
    QVERIFY(std::is_sorted(origins.begin(), origins.end()));
    QVERIFY(origins.empty() || origins.back() < given.size());
}

void tst_Unigram::fortyNestedRulesTakeTheShortest()
{
    CharactersMapBuilder builder;
    for (int length = 1; length <= 40; ++length)
        builder.rule(std::string(static_cast<std::size_t>(length), 'n'),
                     length == 1 ? "short" : "long");
    const auto map = CharactersMap::read(builder.bytes(), QStringLiteral("map"));
    VERIFY_RESULT(map);
    QCOMPARE(normalized(*map, "nn"), std::string("shortshort"));
}

void tst_Unigram::damagedTablesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const std::string &bytes) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes);
    };
    CharactersMapBuilder good;
    good.rule("a", "b");
    row("empty", {});
    row("no array", std::string(8, '\0'));
    row("an array beyond the end", good.bytes().substr(0, 100));
    auto builder = good;
    builder.units()[0] = 0x3FFFFFU << 10;
    row("the root leads outside", builder.bytes());
    builder = good;
    builder.units()[0] = 0xFFFFFFFF;
    row("the root is a value that leads outside", builder.bytes());
    builder = good;
    builder.units()[256 ^ 'a'] |= 0x1FFFFEU << 10;
    row("a unit leads outside", builder.bytes());
    builder = good;
    builder.units()[512] = 0x80000000U | 10'000;
    row("a text outside", builder.bytes());
    builder = good;
    builder.texts() = "\u00e9";
    builder.units()[512] = 0x80000001U;
    row("a text that begins inside a character", builder.bytes());
    builder = good;
    builder.texts() = "\xFF";
    row("texts that are no UTF-8", builder.bytes());
    builder = good;
    builder.texts() = std::string(100'000, 'b');
    row("a text of 100 KB", builder.bytes());
}

void tst_Unigram::damagedTablesAreRefused()
{
    QFETCH(QByteArray, bytes);
    const auto map = CharactersMap::read(bytes.toStdString(), QStringLiteral("map"));
    QVERIFY(!map);
    QCOMPARE(map.error().kind, ErrorKind::Model);
    QCOMPARE(map.error().where, QStringLiteral("map"));
}

QTEST_GUILESS_MAIN(tst_Unigram)
#include "tst_unigram.moc"
