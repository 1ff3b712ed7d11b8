#include "project_fixture.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace tunedesk;

namespace
{
const double kNoNumber = std::numeric_limits<double>::quiet_NaN();

Result<qint64> runOf(Project &project, RunState state,
                     const std::vector<RunPrediction> &predictions,
                     const QString &objective = QStringLiteral("classification"))
{
    RunSummary run;
    run.name = QStringLiteral("Top 2");
    run.modelName = QStringLiteral("minilm");
    run.recipe.objective = objective;
    const auto id = project.runs().add(run);
    if (!id)
        return id;
    run.id = *id;
    run.state = state;
    if (auto updated = project.runs().update(run); !updated)
        return updated.error();
    if (auto kept = project.runs().setPredictions(*id, predictions); !kept)
        return kept.error();
    return *id;
}

RunPrediction judged(qint64 pairId, double value, Split split = Split::Test)
{
    return {pairId, split, value, value >= 0.5 ? 1.0 : 0.0};
}

std::vector<DialoguePair> pairs(int count)
{
    std::vector<DialoguePair> rows;
    for (int i = 0; i < count; ++i) {
        rows.push_back(pairOf(QStringLiteral("question %1").arg(i), QStringLiteral("reply")));
        rows.back().group = i % 3 ? QStringLiteral("parcels") : QStringLiteral("refunds");
    }
    return rows;
}
} // namespace

/// Which run's judgements stand beside the pairs, and the order by them and by scores.
class tst_ShownJudgements : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theNewestFinishedRunWithJudgementsJudges();
    void itSaysWhatItHasJudged();
    void pairsWithoutANumberComeLastBothWays_data();
    void pairsWithoutANumberComeLastBothWays();
    void withoutARunTheOrderIsThatOfNumbers();
};

void tst_ShownJudgements::theNewestFinishedRunWithJudgementsJudges()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(pairs(4)));
    QVERIFY(!fixture->runs().judging().value());
    QVERIFY(fixture->runs().judgements({1, 2}).value().isEmpty());
    const auto first = runOf(*fixture, RunState::Finished, {judged(1, 0.25)});
    VERIFY_RESULT(first);
    const auto second =
        runOf(*fixture, RunState::Finished, {judged(1, 0.75), judged(2, kNoNumber)});
    VERIFY_RESULT(second);
    VERIFY_RESULT(runOf(*fixture, RunState::Finished, {})); // wasn't tested
    for (const RunState state :
         {RunState::Running, RunState::Stopped, RunState::Failed, RunState::Interrupted})
        VERIFY_RESULT(runOf(*fixture, state, {judged(1, 0.5)}));
    QCOMPARE(fixture->runs().judging().value()->id, *second);
    const auto judgements = fixture->runs().judgements({1, 2, 3, 99});
    VERIFY_RESULT(judgements);
    QCOMPARE(*judgements, (QHash<qint64, double>{{1, 0.75}}));
    VERIFY_RESULT(fixture->runs().setRemoved(*second, true));
    QCOMPARE(fixture->runs().judging().value()->id, *first);
    QCOMPARE(fixture->runs().judgements({1}).value(), (QHash<qint64, double>{{1, 0.25}}));
    VERIFY_RESULT(fixture->runs().setRemoved(*second, false));
    QCOMPARE(fixture->runs().judging().value()->id, *second);
}

void tst_ShownJudgements::itSaysWhatItHasJudged()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(pairs(5)));
    VERIFY_RESULT(
        runOf(*fixture, RunState::Finished,
              {judged(1, 0.25, Split::Validation), judged(2, 0.75), judged(3, kNoNumber)}));
    auto run = fixture->runs().judging().value();
    QVERIFY(run.has_value());
    QCOMPARE(run->name, QStringLiteral("Top 2"));
    QCOMPARE(run->modelName, QStringLiteral("minilm"));
    QCOMPARE(run->pairs, (QMap<int, int>{{int(Split::Validation), 1}, {int(Split::Test), 2}}));
    QVERIFY(!run->isScore);
    QCOMPARE(run->lowest, 0.0);
    QCOMPARE(run->highest, 1.0);
    VERIFY_RESULT(runOf(*fixture, RunState::Finished,
                        {{1, Split::Test, 4.5, 5.0}, {2, Split::Test, -0.25, 1.0}},
                        QStringLiteral("regression")));
    run = fixture->runs().judging().value();
    QVERIFY(run.has_value());
    QVERIFY(run->isScore);
    QCOMPARE(run->lowest, -0.25);
    QCOMPARE(run->highest, 5.0);
}

void tst_ShownJudgements::pairsWithoutANumberComeLastBothWays_data()
{
    QTest::addColumn<PairQuery::Order>("order");
    QTest::addColumn<bool>("descending");
    QTest::addColumn<bool>("isFiltered");
    for (const auto order : {PairQuery::Order::Judgement, PairQuery::Order::Score})
        for (const bool descending : {false, true})
            for (const bool isFiltered : {false, true})
                QTest::addRow("%s %s%s", order == PairQuery::Order::Score ? "score" : "judgement",
                              descending ? "down" : "up", isFiltered ? ", filtered" : "")
                    << order << descending << isFiltered;
}

void tst_ShownJudgements::pairsWithoutANumberComeLastBothWays()
{
    QFETCH(PairQuery::Order, order);
    QFETCH(bool, descending);
    QFETCH(bool, isFiltered);
    const bool isScore = order == PairQuery::Order::Score;
    constexpr int kPairs = 60;
    QRandomGenerator random(7);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    auto rows = pairs(kPairs);
    QHash<qint64, double> numbers;
    std::vector<RunPrediction> predictions;
    for (qint64 id = 1; id <= kPairs; ++id) {
        if (random.bounded(2) == 0)
            continue;
        numbers[id] = random.bounded(9) / 8.0; // some are the same
        rows[std::size_t(id - 1)].score = isScore ? std::optional(numbers[id]) : std::nullopt;
        predictions.push_back(judged(id, numbers[id]));
    }
    VERIFY_RESULT(fixture.add(rows));
    VERIFY_RESULT(runOf(*fixture, RunState::Finished, {judged(1, 0.125)})); // an older one
    VERIFY_RESULT(
        runOf(*fixture, RunState::Finished, isScore ? std::vector<RunPrediction>() : predictions));

    PairQuery query;
    query.order = order;
    query.descending = descending;
    if (isFiltered)
        query.groups = {QStringLiteral("parcels")};
    std::vector<qint64> expected;
    for (qint64 id = 1; id <= kPairs; ++id)
        if (!isFiltered || (id - 1) % 3 != 0)
            expected.push_back(id);
    std::sort(expected.begin(), expected.end(), [&](qint64 a, qint64 b) {
        const bool hasA = numbers.contains(a), hasB = numbers.contains(b);
        if (hasA != hasB)
            return hasA;
        const double first = numbers.value(a), second = numbers.value(b);
        if (first != second)
            return descending ? first > second : first < second;
        return descending ? a > b : a < b;
    });
    QCOMPARE(fixture->pairs().ids(query).value(), expected);
    std::vector<qint64> paged;
    for (int offset = 0; offset < int(expected.size()); offset += 7) {
        const auto page = fixture->pairs().page(query, offset, 7);
        VERIFY_RESULT(page);
        for (const DialoguePair &pair : *page)
            paged.push_back(pair.id);
    }
    QCOMPARE(paged, expected);
}

void tst_ShownJudgements::withoutARunTheOrderIsThatOfNumbers()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(pairs(3)));
    PairQuery query;
    query.order = PairQuery::Order::Judgement;
    QCOMPARE(fixture->pairs().ids(query).value(), (std::vector<qint64>{1, 2, 3}));
    query.descending = true;
    QCOMPARE(fixture->pairs().ids(query).value(), (std::vector<qint64>{3, 2, 1}));
}

QTEST_GUILESS_MAIN(tst_ShownJudgements)
#include "tst_shown_judgements.moc"
