#include "project_fixture.h"

#include "project/index_watch.h"

using namespace tunedesk;

namespace
{
/// Pages here and there with all numbers at once.
void comparePages(const PairStore &store, const PairQuery &query)
{
    const auto all = store.ids(query);
    VERIFY_RESULT(all);
    for (const auto &[offset, limit] : {std::pair(0, 20), std::pair(0, 512), std::pair(30, 100),
                                        std::pair(1990, 50), std::pair(3990, 50)}) {
        const auto page = store.page(query, offset, limit);
        VERIFY_RESULT(page);
        std::vector<qint64> ids;
        for (const DialoguePair &pair : *page)
            ids.push_back(pair.id);
        const auto from = std::min<qint64>(offset, qint64(all->size()));
        const auto to = std::min<qint64>(from + limit, qint64(all->size()));
        QVERIFY2(ids == std::vector<qint64>(all->begin() + from, all->begin() + to),
                 qPrintable(query.search + query.groups.join(QLatin1Char(' '))));
    }
}
} // namespace

class tst_PairStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPairComesBackAsItWasAdded();
    void textsMayBeginWithTheMarkOfAFile();
    void theSamePairIsAddedOnce();
    void aRemovedImportMayComeAgain();
    void searchFinds_data();
    void searchFinds();
    void filtersAndFacetsAgree();
    void ordersAreTotal();
    void pagesOfAFrequentWordAreThoseOfTheWhole();
    void pagesOfAFilterAreThoseOfTheWhole();
    void statisticsCountPeopleAndWords();
};

void tst_PairStore::aPairComesBackAsItWasAdded()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    DialoguePair pair = pairOf(QStringLiteral("Where is it? 在哪儿 😀"),
                               QStringLiteral("On its\nway."), QStringLiteral("Hello\nHi"));
    pair.dialogue = QStringLiteral("d-1");
    pair.group = QStringLiteral("Orders");
    pair.note = QStringLiteral("odd");
    pair.split = Split::Test;
    pair.originFile = QStringLiteral("pairs.csv");
    pair.originRow = 17;
    pair.label = 1;
    const auto added = fixture.add({pair}, QStringLiteral("ann"));
    VERIFY_RESULT(added);
    QCOMPARE(added->added, 1);
    const auto stored = fixture->pairs().find(1);
    VERIFY_RESULT(stored);
    QVERIFY(stored->has_value());
    QCOMPARE((*stored)->question, pair.question);
    QCOMPARE((*stored)->reply, pair.reply);
    QCOMPARE((*stored)->context, pair.context);
    QCOMPARE((*stored)->dialogue, pair.dialogue);
    QCOMPARE((*stored)->group, pair.group);
    QCOMPARE((*stored)->note, pair.note);
    QCOMPARE((*stored)->split, Split::Test);
    QCOMPARE((*stored)->originFile, pair.originFile);
    QCOMPARE((*stored)->originRow, 17);
    QCOMPARE((*stored)->label, std::optional(1));
    QCOMPARE((*stored)->score, std::nullopt);
    QCOMPARE((*stored)->annotators, 1);
    QCOMPARE((*stored)->disputed, false);
    const auto history = fixture->labels().history(1);
    VERIFY_RESULT(history);
    QCOMPARE(history->size(), 1u);
    QCOMPARE(history->front().annotator, QStringLiteral("ann"));
    QVERIFY(history->front().imported);
    const auto none = fixture->pairs().find(2);
    VERIFY_RESULT(none);
    QVERIFY(!none->has_value());
}

void tst_PairStore::textsMayBeginWithTheMarkOfAFile()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    const QString mark(QChar(QChar::ByteOrderMark)), turned(QChar(QChar::ByteOrderSwapped));
    DialoguePair pair =
        pairOf(mark + QStringLiteral("parcel"), mark + mark, turned + QStringLiteral("1.50"));
    pair.group = mark;
    VERIFY_RESULT(fixture.add({pair}));
    const auto stored = fixture->pairs().find(1);
    VERIFY_RESULT(stored);
    QCOMPARE((*stored)->question, pair.question);
    QCOMPARE((*stored)->reply, pair.reply);
    QCOMPARE((*stored)->group, pair.group);
    // It is no letter, and SQLite stores another one for it; what follows stays as it is.
    QCOMPARE((*stored)->context, QChar(QChar::ReplacementCharacter) + QStringLiteral("1.50"));
}

void tst_PairStore::theSamePairIsAddedOnce()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    const auto added =
        fixture.add({pairOf(QStringLiteral("a"), QStringLiteral("b")),
                     pairOf(QStringLiteral(" a\n"), QStringLiteral("b ")),
                     pairOf(QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")),
                     pairOf(QStringLiteral("ab"), QStringLiteral(" x"))});
    VERIFY_RESULT(added);
    QCOMPARE(added->added, 3);
    QCOMPARE(added->duplicates, 1);
    QCOMPARE(added->duplicateRows, std::vector<std::size_t>{1});
}

void tst_PairStore::aRemovedImportMayComeAgain()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    const std::vector<DialoguePair> pairs{pairOf(QStringLiteral("a"), QStringLiteral("b")),
                                          pairOf(QStringLiteral("c"), QStringLiteral("d"))};
    VERIFY_RESULT(fixture.add(pairs));
    VERIFY_RESULT(fixture->pairs().setImportRemoved(1, true));
    QCOMPARE(fixture->pairs().count().value(), 0);
    const auto again = fixture.add(pairs);
    VERIFY_RESULT(again);
    QCOMPARE(again->added, 2);
    VERIFY_RESULT(fixture->pairs().setImportRemoved(1, false));
    QCOMPARE(fixture->pairs().count().value(), 2);
    VERIFY_RESULT(fixture->pairs().setRemoved({3}, true));
    QCOMPARE(fixture->pairs().count().value(), 1);
    VERIFY_RESULT(fixture->pairs().setRemoved({3}, false));
    QCOMPARE(fixture->pairs().count().value(), 2);
    const auto imports = fixture->pairs().imports();
    VERIFY_RESULT(imports);
    QCOMPARE(imports->size(), 2u);
    QCOMPARE(imports->front().file, QStringLiteral("pairs.csv"));
    QCOMPARE(imports->front().removed, false);
}

void tst_PairStore::searchFinds_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QList<int>>("found");
    QTest::newRow("nothing asked") << "" << QList<int>{1, 2, 3, 4};
    QTest::newRow("blanks") << "  " << QList<int>{1, 2, 3, 4};
    QTest::newRow("one word, any case") << "PARCEL" << QList<int>{1, 2};
    QTest::newRow("part of a word") << "arce" << QList<int>{1, 2};
    QTest::newRow("two words, both") << "parcel monday" << QList<int>{1};
    QTest::newRow("a phrase") << "\"is my parcel\"" << QList<int>{1};
    QTest::newRow("a phrase in another order") << "\"parcel my\"" << QList<int>{};
    QTest::newRow("without") << "parcel -monday" << QList<int>{2};
    QTest::newRow("question only") << "q:parcel" << QList<int>{1};
    QTest::newRow("reply only") << "a:parcel" << QList<int>{2};
    QTest::newRow("one letter of Chinese") << QStringLiteral("货") << QList<int>{3};
    QTest::newRow("two letters") << QStringLiteral("退货") << QList<int>{3};
    QTest::newRow("three letters") << QStringLiteral("怎么退") << QList<int>{3};
    QTest::newRow("two letters without") << QStringLiteral("-退货") << QList<int>{1, 2, 4};
    QTest::newRow("two letters of the reply") << QStringLiteral("a:退货") << QList<int>{};
    QTest::newRow("a sign of LIKE") << "5%" << QList<int>{4};
    QTest::newRow("signs of FTS5") << "\"(a* OR\"" << QList<int>{};
    QTest::newRow("open quote") << "\"100" << QList<int>{};
    QTest::newRow("an emoji") << QStringLiteral("😀") << QList<int>{4};
}

void tst_PairStore::searchFinds()
{
    QFETCH(QString, search);
    QFETCH(QList<int>, found);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(
        {pairOf(QStringLiteral("Where is my Parcel?"), QStringLiteral("It comes on Monday.")),
         pairOf(QStringLiteral("And now?"), QStringLiteral("The parcel is lost.")),
         pairOf(QStringLiteral("我怎么退货？"), QStringLiteral("请填写表格。")),
         pairOf(QStringLiteral("Is there 5% off?"), QStringLiteral("Yes 😀"))}));
    PairQuery query;
    query.search = search;
    const auto ids = fixture->pairs().ids(query);
    VERIFY_RESULT(ids);
    QCOMPARE(QList<int>(ids->begin(), ids->end()), found);
    QCOMPARE(fixture->pairs().count(query).value(), int(found.size()));
}

void tst_PairStore::filtersAndFacetsAgree()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    std::vector<DialoguePair> pairs;
    for (int i = 0; i < 12; ++i) {
        pairs.push_back(
            pairOf(QStringLiteral("question %1").arg(i), QStringLiteral("reply %1").arg(i)));
        pairs.back().split = static_cast<Split>(i % 4);
        pairs.back().group = i < 6 ? QStringLiteral("Orders") : QString();
        if (i % 3 > 0)
            pairs.back().label = i % 3 - 1;
    }
    VERIFY_RESULT(fixture.add(pairs));
    VERIFY_RESULT(fixture->pairs().setFlagged({1, 2}, true));
    PairQuery query;
    query.splits = {Split::Train};
    query.labels = {PairQuery::LabelState::Appropriate};
    const auto facets = fixture->pairs().facets(query);
    VERIFY_RESULT(facets);
    QCOMPARE(facets->labels.value(int(PairQuery::LabelState::Flagged)), 1);
    for (const auto state :
         {PairQuery::LabelState::Appropriate, PairQuery::LabelState::NotAppropriate,
          PairQuery::LabelState::Unlabelled}) {
        PairQuery other = query;
        other.labels = {state};
        QCOMPARE(facets->labels.value(int(state)), fixture->pairs().count(other).value());
        QCOMPARE(facets->labels.value(int(state)), 1);
    }
    QCOMPARE(facets->splits.value(int(Split::Train)), fixture->pairs().count(query).value());
    QCOMPARE(facets->splits.value(int(Split::Test)), 1);
    query = {};
    query.groups = {QStringLiteral("Orders")};
    QCOMPARE(fixture->pairs().count(query).value(), 6);
    QCOMPARE(fixture->pairs().facets(query)->groups,
             (QMap<QString, int>{{QStringLiteral("Orders"), 6}}));
    QCOMPARE(fixture->pairs().facets(query)->imports, (QMap<qint64, int>{{1, 6}}));
}

void tst_PairStore::ordersAreTotal()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    std::vector<DialoguePair> pairs;
    for (int i = 0; i < 50; ++i)
        pairs.push_back(pairOf(QStringLiteral("q %1").arg(i * 7 % 50, 2, 10, QLatin1Char('0')),
                               QStringLiteral("r")));
    VERIFY_RESULT(fixture.add(pairs));
    for (const auto order :
         {PairQuery::Order::Number, PairQuery::Order::Newest, PairQuery::Order::Question,
          PairQuery::Order::Reply, PairQuery::Order::LabelValue, PairQuery::Order::SplitName,
          PairQuery::Order::Group}) {
        PairQuery query;
        query.order = order;
        query.descending = true;
        std::vector<qint64> paged;
        for (int offset = 0; offset < 50; offset += 8) {
            const auto page = fixture->pairs().page(query, offset, 8);
            VERIFY_RESULT(page);
            for (const DialoguePair &pair : *page)
                paged.push_back(pair.id);
        }
        QCOMPARE(paged, fixture->pairs().ids(query).value());
        QCOMPARE(paged.size(), 50u);
    }
    PairQuery byQuestion;
    byQuestion.order = PairQuery::Order::Question;
    QCOMPARE(fixture->pairs().page(byQuestion, 1, 1)->front().question, QStringLiteral("q 01"));
    QCOMPARE(fixture->pairs().ids({}, 3).value(), (std::vector<qint64>{1, 2, 3}));
}

void tst_PairStore::pagesOfAFrequentWordAreThoseOfTheWhole()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    std::vector<DialoguePair> pairs;
    for (int i = 1; i <= 4000; ++i) {
        pairs.push_back(pairOf(QStringLiteral("Where is parcel %1? 包裹").arg(i),
                               i % 3 ? QStringLiteral("refund tomorrow") : QStringLiteral("no")));
        pairs.back().group = i % 100 == 5 ? QStringLiteral("rare") : QStringLiteral("many");
    }
    for (const bool isIndexed : {false, true}) {
        if (!isIndexed) {
            VERIFY_RESULT(fixture.add(pairs));
        } else {
            // What is added by itself waits for the next opening.
            fixture.project = Error{};
            fixture.project = Project::open(fixture.path);
            VERIFY_RESULT(fixture.project);
            const auto watch = IndexWatch::open(fixture.path);
            VERIFY_RESULT(watch);
            QTRY_COMPARE_WITH_TIMEOUT(watch->progress()->missing(), 0, 60'000);
        }
        PairStore &store = fixture->pairs();
        for (const char *search :
             {"parcel", "parcel refund", "parcel -refund", "包裹 parcel", "q:refund"})
            for (const QStringList &groups : {QStringList(), QStringList{QStringLiteral("rare")}})
                for (const auto order : {PairQuery::Order::Number, PairQuery::Order::Newest})
                    for (const bool descending : {false, true}) {
                        PairQuery query;
                        query.search = QString::fromUtf8(search);
                        query.groups = groups;
                        query.order = order;
                        query.descending = descending;
                        comparePages(store, query);
                    }
    }
}

void tst_PairStore::pagesOfAFilterAreThoseOfTheWhole()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    constexpr int kPairs = 23'000; // more than are looked at one by one
    std::vector<DialoguePair> pairs;
    for (int i = 1; i <= kPairs; ++i) {
        pairs.push_back(pairOf(QString::number(i), QStringLiteral("r")));
        pairs.back().group = i % 1000 == 7      ? QStringLiteral("rare")
                             : i < 700          ? QStringLiteral("early")
                             : i > kPairs - 700 ? QStringLiteral("late")
                                                : QStringLiteral("many");
    }
    VERIFY_RESULT(fixture.add(pairs));
    VERIFY_RESULT(fixture->pairs().setRemoved({5, 22'000}, true));
    for (const char *group : {"rare", "early", "late", "many", "none", ""})
        for (const auto order : {PairQuery::Order::Number, PairQuery::Order::Newest})
            for (const bool descending : {false, true}) {
                PairQuery query;
                query.groups = QStringList{QString::fromLatin1(group)};
                query.bin = query.groups.first().isEmpty();
                if (query.bin)
                    query.groups.clear();
                query.order = order;
                query.descending = descending;
                comparePages(fixture->pairs(), query);
            }
}

void tst_PairStore::statisticsCountPeopleAndWords()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(
        fixture.add({pairOf(QStringLiteral("a"), QStringLiteral("one two three")),
                     pairOf(QStringLiteral("b"), QStringLiteral("我们九点开门了呀今天开")),
                     pairOf(QStringLiteral("c"), QStringLiteral("it's"))}));
    VERIFY_RESULT(fixture->labels().add(labelOf(1, 1, QStringLiteral("ann"))));
    VERIFY_RESULT(fixture->labels().add(labelOf(1, 1, QStringLiteral("bob"))));
    VERIFY_RESULT(fixture->labels().add(labelOf(2, 1, QStringLiteral("ann"))));
    VERIFY_RESULT(fixture->labels().add(labelOf(2, 0, QStringLiteral("bob"))));
    const auto statistics = fixture->pairs().statistics();
    VERIFY_RESULT(statistics);
    QCOMPARE(statistics->pairs, 3);
    QCOMPARE(statistics->labelled, 2);
    QCOMPARE(statistics->positive, 1);
    QCOMPARE(statistics->disputed, 1);
    QCOMPARE(statistics->annotators, 2);
    QCOMPARE(statistics->medianReplyWords, 3);
    QCOMPARE(statistics->longestReplyWords, 11);
    QCOMPARE(statistics->replyWords[0], 2);
    QCOMPARE(statistics->replyWords[1], 1);
    QCOMPARE(statistics->labelsPerDay.last(), 4);
    QCOMPARE(statistics->comparedPairs, 2);
    QCOMPARE(statistics->agreementPercent, 50.0);
    QCOMPARE(statistics->kappa, 0.0);
    QCOMPARE(statistics->alpha, 0.0);
}

QTEST_GUILESS_MAIN(tst_PairStore)
#include "tst_pair_store.moc"
