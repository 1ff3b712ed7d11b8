#include "dataset/comparable_text.h"
#include "dataset/near_duplicates.h"
#include "dataset/pair_reader.h"
#include "test_support.h"

#include <QElapsedTimer>
#include <QFile>
#include <QMap>

#include <cmath>
#include <random>

using namespace tunedesk;

namespace
{
const QString kBaselines = QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/near_duplicates/");

std::vector<DialoguePair> baselinePairs()
{
    PairFormat format;
    format.columns = {PairColumn::Context, PairColumn::Question, PairColumn::Reply};
    auto reader = PairReader::open(kBaselines + QStringLiteral("pairs.csv"), format);
    std::vector<DialoguePair> pairs;
    if (!reader)
        return pairs;
    const auto rows = reader->next(100'000);
    for (const PairReader::Row &row : rows.value_or(std::vector<PairReader::Row>()))
        pairs.push_back(row.pair);
    return pairs;
}

/// For each pair the earlier ones with the share of shingles that all-pairs comparison found.
QMap<int, QMap<int, double>> baselineLikeness()
{
    QMap<int, QMap<int, double>> likeness;
    QFile file(kBaselines + QStringLiteral("expected.csv"));
    if (!file.open(QIODevice::ReadOnly))
        return likeness;
    file.readLine();
    while (!file.atEnd()) {
        const QList<QByteArray> cells = file.readLine().trimmed().split(',');
        likeness[cells.at(0).toInt()][cells.at(1).toInt()] = cells.at(2).toDouble();
    }
    return likeness;
}

std::vector<quint64> setOf(const DialoguePair &pair)
{
    std::vector<quint64> shingles;
    shinglesOf(comparablePair(pair.context, pair.question, pair.reply), shingles);
    makeSet(shingles);
    return shingles;
}

qint64 residentKib()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (file.open(QIODevice::ReadOnly))
        for (const QByteArray &line : file.readAll().split('\n'))
            if (line.startsWith("VmRSS"))
                return line.mid(line.indexOf(':') + 1).simplified().split(' ').first().toLongLong();
    return 0;
}
} // namespace

class tst_NearDuplicates : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void textsAreComparedWithoutCaseBlanksAndSigns_data();
    void textsAreComparedWithoutCaseBlanksAndSigns();
    void shinglesAreFiveLettersOrThreeHan();
    void likenessIsThatOfComparingAllWithAll();
    void whatIsFoundIsTrueAndAlmostAllIsFound();
    void aPairOfAnotherGroupIsFoundBehindManyOfItsOwn();
    void memoryAndTimeGrowWithTheNumberOfPairs();
    void manyThatNearlyAgreeCostNoMore();
};

void tst_NearDuplicates::textsAreComparedWithoutCaseBlanksAndSigns_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("comparable");
    const auto row = [](const char *name, const QString &text, const QString &comparable) {
        QTest::newRow(name) << text << comparable;
    };
    row("case and signs", QStringLiteral("  Where's my PARCEL?!\n(No. 7)"),
        QStringLiteral("where s my parcel no 7"));
    row("Han characters need no blanks", QStringLiteral("你好， 我 的包裹 到 哪 了？"),
        QStringLiteral("你好我的包裹到哪了"));
    row("Latin letters among them", QStringLiteral("我的 iPhone 15 坏了"),
        QStringLiteral("我的iphone 15坏了"));
    row("full width", QStringLiteral("ＡＢＣ　１２３！"), QStringLiteral("abc 123"));
    row("accents stay", QStringLiteral("Über Édith"), QStringLiteral("über édith"));
    row("pictures say something", QStringLiteral("ok 👍🏽!"), QStringLiteral("ok 👍"));
    row("signs alone stay", QStringLiteral(" ?! "), QStringLiteral("?!"));
    row("what nobody sees", QStringLiteral("or\u200Bder \uFEFF7"), QStringLiteral("order 7"));
    row("nothing", QString(), QString());
}

void tst_NearDuplicates::textsAreComparedWithoutCaseBlanksAndSigns()
{
    QFETCH(QString, text);
    QFETCH(QString, comparable);
    QCOMPARE(comparableText(text), comparable);
    QCOMPARE(comparableText(comparable), comparable);
}

void tst_NearDuplicates::shinglesAreFiveLettersOrThreeHan()
{
    const auto count = [](const QString &text) {
        std::vector<quint64> shingles;
        shinglesOf(text, shingles);
        makeSet(shingles);
        return int(shingles.size());
    };
    QCOMPARE(count(QStringLiteral("abcdefg")), 3);
    QCOMPARE(count(QStringLiteral("我的包裹呢")), 3);
    QCOMPARE(count(QStringLiteral("ab我的")), 2); // ab我的, b我的
    QCOMPARE(count(QStringLiteral("aaaaaaaa")), 1);
    QCOMPARE(count(QStringLiteral("abc")), 1);
    QCOMPARE(count(QStringLiteral("𠀀𠀁𠀂𠀃")), 2); // beyond the first plane
}

void tst_NearDuplicates::likenessIsThatOfComparingAllWithAll()
{
    const auto pairs = baselinePairs();
    const auto expected = baselineLikeness();
    QCOMPARE(pairs.size(), 2000u);
    std::vector<std::vector<quint64>> sets;
    for (const DialoguePair &pair : pairs)
        sets.push_back(setOf(pair));
    int compared = 0;
    for (auto one = expected.cbegin(); one != expected.cend(); ++one)
        for (auto other = one->cbegin(); other != one->cend(); ++other) {
            const double found =
                jaccard(sets[std::size_t(one.key())], sets[std::size_t(other.key())]);
            QVERIFY2(std::abs(found - *other) < 1e-6,
                     qPrintable(QStringLiteral("%1 and %2: %3 for %4")
                                    .arg(one.key())
                                    .arg(other.key())
                                    .arg(found)
                                    .arg(*other)));
            ++compared;
        }
    QVERIFY(compared > 1000);
}

void tst_NearDuplicates::whatIsFoundIsTrueAndAlmostAllIsFound()
{
    const auto pairs = baselinePairs();
    const auto expected = baselineLikeness();
    NearDuplicates near;
    NearDuplicates::Pair prepared;
    int found = 0, wanted = 0, missed = 0;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const DialoguePair &pair = pairs[i];
        NearDuplicates::prepare(pair.context, pair.question, pair.reply, prepared);
        const auto answer = near.add(prepared, qint64(i));
        VERIFY_RESULT(answer);
        const QMap<int, double> earlier = expected.value(int(i));
        const bool isWanted = std::any_of(earlier.begin(), earlier.end(), [](double likeness) {
            return likeness >= NearDuplicates::kLikeness;
        });
        wanted += isWanted;
        missed += isWanted && !answer->near;
        if (!answer->near)
            continue;
        ++found;
        // Precision is 1: each likeness is that of the baseline.
        QVERIFY(earlier.contains(int(answer->near->id)));
        QVERIFY(std::abs(earlier.value(int(answer->near->id)) - answer->near->likeness) < 1e-6);
        QVERIFY(answer->near->likeness >= NearDuplicates::kLikeness);
    }
    qInfo("%d of %d pairs that are nearly the same as an earlier one were found, %d others", found,
          wanted, found - (wanted - missed));
    QVERIFY(wanted > 500);
    QCOMPARE(found, wanted - missed);
    QVERIFY2(missed * 100 <= wanted, "recall is 0.99 or more");
}

void tst_NearDuplicates::aPairOfAnotherGroupIsFoundBehindManyOfItsOwn()
{
    NearDuplicates near;
    NearDuplicates::Pair prepared;
    const auto add = [&](const QString &reply, qint64 id, quint8 group, quint8 groups) {
        NearDuplicates::prepare({}, QStringLiteral("Where is the parcel that I have ordered?"),
                                reply, prepared);
        return near.add(prepared, id, group, groups);
    };
    const QString reply = QStringLiteral(
        "It is on its way and will be with you within the next two working days at the latest");
    VERIFY_RESULT(add(reply, 1, 8, 2));
    for (int i = 0; i < 200; ++i)
        VERIFY_RESULT(add(reply + QString(i, QLatin1Char('!')), 2 + i, 2, 0));
    const auto found = add(reply + QStringLiteral(" I think"), 999, 2, 8);
    VERIFY_RESULT(found);
    QVERIFY(found->near);
    QCOMPARE(found->ofGroups.size(), 1U);
    QCOMPARE(found->ofGroups[0].id, 1);
    QCOMPARE(found->ofGroups[0].group, quint8(8));
    const auto all = add(reply + QStringLiteral(" I hope"), 1000, 2, 2 | 8);
    VERIFY_RESULT(all);
    const auto ofGroup = [&](quint8 group) {
        return std::count_if(all->ofGroups.begin(), all->ofGroups.end(),
                             [&](const NearDuplicates::Match &one) { return one.group == group; });
    };
    QCOMPARE(ofGroup(2), NearDuplicates::kMostOfGroup);
    QCOMPARE(ofGroup(8), 1);
    QVERIFY(found->near->likeness >= 0.92 && found->near->likeness < 1);
    QVERIFY2(near.size() < 30, "of many that agree a few are kept");
}

void tst_NearDuplicates::memoryAndTimeGrowWithTheNumberOfPairs()
{
    static const char *const words[] = {
        "parcel", "refund",  "order",  "please", "tomorrow", "address", "change",  "thank",
        "could",  "deliver", "return", "size",   "colour",   "invoice", "waiting", "number"};
    std::mt19937 random(3);
    const auto sentence = [&](int length) {
        QString text;
        for (int i = 0; i < length; ++i)
            text += QLatin1String(words[random() % std::size(words)]) + QLatin1Char(' ');
        return text;
    };
    NearDuplicates near;
    NearDuplicates::Pair prepared;
    const qint64 before = residentKib();
    constexpr int kPairs = 60'000;
    double first = 0, last = 0;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < kPairs; ++i) {
        NearDuplicates::prepare({}, sentence(14), sentence(14), prepared);
        VERIFY_RESULT(near.add(prepared, i));
        if (i == kPairs / 3)
            first = double(timer.restart());
        if (i == 2 * kPairs / 3)
            timer.restart();
    }
    last = double(timer.elapsed());
    const double kib = double(residentKib() - before);
    qInfo("%d pairs: first third %.0f ms, last third %.0f ms, %.1f MiB", kPairs, first, last,
          kib / 1024);
    QVERIFY2(kib / kPairs < 0.6,
             "16 MiB of texts in memory, the rest in a file, and 100 bytes each");
    QVERIFY2(last < 4 * first + 500, "a later pair costs about what an early one does");
}

void tst_NearDuplicates::manyThatNearlyAgreeCostNoMore()
{
    NearDuplicates near;
    NearDuplicates::Pair prepared;
    const QString form = QStringLiteral(
        "Dear customer, thank you for your message. Your parcel with the number %1 has left our "
        "house and will reach you within three working days. Kind regards, your team of the shop");
    QElapsedTimer timer;
    timer.start();
    int found = 0;
    for (int i = 0; i < 20'000; ++i) {
        NearDuplicates::prepare({}, QStringLiteral("Where is my parcel?"),
                                form.arg(100'000 + i * 7), prepared);
        const auto answer = near.add(prepared, i);
        VERIFY_RESULT(answer);
        found += answer->near.has_value();
    }
    qInfo("20,000 letters of one form in %lld ms, %d are nearly an earlier one, %zu kept",
          static_cast<long long>(timer.elapsed()), found, near.size());
    QVERIFY(found > 19'900);
    QVERIFY(near.size() < 5000);
    QVERIFY(timer.elapsed() < 60'000);
}

QTEST_GUILESS_MAIN(tst_NearDuplicates)
#include "tst_near_duplicates.moc"
