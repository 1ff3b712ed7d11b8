#include "text/pair_encoding.h"

#include <QTest>

#include <algorithm>
#include <iterator>

#include "test_support.h"

using namespace tunedesk;

/// Which part of a pair each token is of.
class tst_PairEncoding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLastLineOfTheFirstTextIsTheLastTurn_data();
    void theLastLineOfTheFirstTextIsTheLastTurn();
    void eachTokenSaysWhatItIsOf_data();
    void eachTokenSaysWhatItIsOf();
    void aCutKeepsTheSegmentsOfWhatIsLeft();
    void idsAreTheSameHoweverAPairIsRead();
    void textsReadApartStandOneBehindTheOther();

private:
    static QString folder(const char *name)
    {
        return QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/") + QLatin1String(name);
    }
};

namespace
{
/// "0 1 1 2 0 3 0"
QString segmentsOf(const Encoding &encoding)
{
    QStringList numbers;
    for (const int segment : encoding.segments)
        numbers << QString::number(segment);
    return numbers.join(QLatin1Char(' '));
}

Encoding encoded(const QString &folder, const QString &first, const QString &reply, int maxLength,
                 PairReading reading, const QString &prefix = {})
{
    const auto tokenizer = Tokenizer::load(folder, PairLayout::Separated);
    if (!tokenizer)
        qFatal("%s", qPrintable(tokenizer.error().toLine()));
    return encodePair(*tokenizer, first, reply, {.maxLength = maxLength}, reading, prefix);
}
} // namespace

void tst_PairEncoding::theLastLineOfTheFirstTextIsTheLastTurn_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("turn");
    QTest::newRow("one turn") << QStringLiteral("a b") << QStringLiteral("a b");
    QTest::newRow("two turns") << QStringLiteral("a\nb c") << QStringLiteral("b c");
    QTest::newRow("a line feed at the end") << QStringLiteral("a\nb\n") << QStringLiteral("b\n");
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("line feeds alone") << QStringLiteral("\n\n") << QStringLiteral("\n\n");
}

void tst_PairEncoding::theLastLineOfTheFirstTextIsTheLastTurn()
{
    QFETCH(QString, text);
    QFETCH(QString, turn);
    QCOMPARE(text.mid(lastTurnAt(text)), turn);
}

void tst_PairEncoding::eachTokenSaysWhatItIsOf_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("segments");
    const QString three = QStringLiteral("a b\nä中\nc d e");
    const auto row = [](const char *name, const char *model, const QString &first,
                        const char *segments) {
        QTest::newRow(name) << QString::fromLatin1(model) << first << QString::fromLatin1(segments);
    };
    row("no earlier turn", "tokenizers/small", QStringLiteral("a b"), "0 2 2 0 3 3 0");
    row("earlier turns", "tokenizers/small", three, "0 1 1 1 1 2 2 2 0 3 3 0");
    row("no question", "tokenizers/small", QString(), "0 0 3 3 0");
}

void tst_PairEncoding::eachTokenSaysWhatItIsOf()
{
    QFETCH(QString, model);
    QFETCH(QString, first);
    const Encoding encoding = encoded(folder(model.toLatin1().constData()), first,
                                      QStringLiteral("x y"), 0, PairReading::Segments);
    QTEST(segmentsOf(encoding), "segments");
    QCOMPARE(encoding.segments.size(), encoding.ids.size());
}

void tst_PairEncoding::aCutKeepsTheSegmentsOfWhatIsLeft()
{
    const QString first = QStringLiteral("a b\nc d e f");
    const auto at = [&](int length) {
        return segmentsOf(encoded(folder("tokenizers/small"), first, QStringLiteral("x"), length,
                                  PairReading::Segments));
    };
    QCOMPARE(at(10), QStringLiteral("0 1 1 2 2 2 2 0 3 0"));
    QCOMPARE(at(8), QStringLiteral("0 1 1 2 2 0 3 0"));
    QCOMPARE(at(6), QStringLiteral("0 1 1 0 3 0")); // nothing of the last turn is left
}

void tst_PairEncoding::idsAreTheSameHoweverAPairIsRead()
{
    const QString first = QStringLiteral("Hello there.\nWhere is my parcel?");
    const QString reply = QStringLiteral("On its way, thank you.");
    for (const char *name : {"tokenizers/small", "tokenizers/small-roberta", "tiny-gpt2"}) {
        for (const int length : {0, 12, 20}) {
            const Encoding joined =
                encoded(folder(name), first, reply, length, PairReading::Joined);
            const Encoding parts =
                encoded(folder(name), first, reply, length, PairReading::Segments);
            QCOMPARE(parts.ids, joined.ids);
            QCOMPARE(parts.typeIds, joined.typeIds);
            QVERIFY(joined.segments.empty() && parts.spans.empty());
            std::vector<int> ofTexts; // without special tokens
            std::ranges::copy_if(parts.segments, std::back_inserter(ofTexts),
                                 [](int segment) { return segment != 0; });
            QVERIFY(std::ranges::is_sorted(ofTexts));
            QVERIFY(!ofTexts.empty() && ofTexts.front() == 1 && ofTexts.back() == 3);
        }
    }
}

void tst_PairEncoding::textsReadApartStandOneBehindTheOther()
{
    const Encoding encoding = encoded(folder("tokenizers/small"), QStringLiteral("a b\nc"),
                                      QStringLiteral("x y z"), 4, PairReading::Apart);
    // [CLS] a b [SEP] · [CLS] c [SEP] · [CLS] x y [SEP]
    QCOMPARE(segmentsOf(encoding), QStringLiteral("1 1 1 1 2 2 2 3 3 3 3"));
    QCOMPARE(encoding.cutFirst, 1);
    QCOMPARE(encoding.cutSecond, 1);
    const Encoding prefixed =
        encoded(folder("tokenizers/small"), QStringLiteral("a b\nc"), QStringLiteral("x y z"), 0,
                PairReading::Apart, QStringLiteral("f g "));
    QCOMPARE(segmentsOf(prefixed), QStringLiteral("1 1 1 1 1 1 1 2 2 2 2 2 3 3 3 3 3 3 3"));
    QCOMPARE(prefixed.ids[1], prefixed.ids[8]);
    QCOMPARE(prefixed.ids[2], prefixed.ids[14]);
}

QTEST_GUILESS_MAIN(tst_PairEncoding)
#include "tst_pair_encoding.moc"
