#include "project/saved_view.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tunedesk;

class tst_SavedView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comesBackAsItWas_data();
    void comesBackAsItWas();
    void namesAreTheSameInEveryVersion();
    void whatIsUnknownIsLeftOut();
};

void tst_SavedView::comesBackAsItWas_data()
{
    QTest::addColumn<PairQuery>("query");
    QTest::newRow("nothing") << PairQuery{};
    PairQuery query;
    query.search = QStringLiteral("\"退款 fee\" -voucher a:<\\\"");
    query.labels = {PairQuery::LabelState::Disputed, PairQuery::LabelState::Appropriate,
                    PairQuery::LabelState::NotAppropriate, PairQuery::LabelState::Unlabelled,
                    PairQuery::LabelState::Flagged};
    query.splits = {Split::Test, Split::Unassigned, Split::Train, Split::Validation};
    query.imports = {3, qint64(1) << 40};
    query.groups = {QStringLiteral("快递"), QStringLiteral("a, b")};
    query.descending = true;
    query.bin = true;
    QTest::newRow("everything") << query;
    using Order = PairQuery::Order;
    for (const Order order :
         {Order::Number, Order::Newest, Order::Question, Order::Reply, Order::LabelValue,
          Order::SplitName, Order::Group, Order::Judgement, Order::Score}) {
        PairQuery ordered;
        ordered.order = order;
        QTest::addRow("order %d", int(order)) << ordered;
    }
}

void tst_SavedView::comesBackAsItWas()
{
    QFETCH(PairQuery, query);
    const std::vector<SavedView> views{{QStringLiteral("Überprüfen & 快"), query},
                                       {QStringLiteral("second"), {}}};
    const QByteArray stored = QJsonDocument(toJson(views)).toJson();
    const auto read = savedViewsFrom(QJsonDocument::fromJson(stored).array());
    QCOMPARE(read.size(), views.size());
    QVERIFY(read == views);
}

void tst_SavedView::namesAreTheSameInEveryVersion()
{
    const auto views = savedViewsFrom(
        QJsonDocument::fromJson(
            R"([{"name": "v", "search": "fee", "labels": ["not_appropriate", "unlabelled"],
                 "splits": ["none", "test"], "imports": [7], "topics": ["bank"],
                 "order": "topic", "descending": true}])")
            .array());
    QCOMPARE(views.size(), std::size_t(1));
    PairQuery query;
    query.search = QStringLiteral("fee");
    query.labels = {PairQuery::LabelState::NotAppropriate, PairQuery::LabelState::Unlabelled};
    query.splits = {Split::Unassigned, Split::Test};
    query.imports = {7};
    query.groups = {QStringLiteral("bank")};
    query.order = PairQuery::Order::Group;
    query.descending = true;
    QVERIFY(views.front() == (SavedView{QStringLiteral("v"), query}));
}

void tst_SavedView::whatIsUnknownIsLeftOut()
{
    const auto views = savedViewsFrom(QJsonDocument::fromJson(
                                          R"([{"name": " "}, 5, {"search": "nameless"},
                {"name": "kept", "labels": ["liked", 3, "flagged"], "splits": ["", "holdout"],
                 "imports": [-1, "x", 0], "topics": ["", 9], "order": "colour", "bin": "yes"}])")
                                          .array());
    QCOMPARE(views.size(), std::size_t(1));
    PairQuery query;
    query.labels = {PairQuery::LabelState::Flagged};
    QVERIFY(views.front() == (SavedView{QStringLiteral("kept"), query}));
    QVERIFY(savedViewsFrom(QJsonValue()).empty());
    QVERIFY(savedViewsFrom(QJsonObject{{QStringLiteral("name"), QStringLiteral("x")}}).empty());
}

QTEST_GUILESS_MAIN(tst_SavedView)
#include "tst_saved_view.moc"
