#include "metrics/agreement.h"
#include "project/connection.h"
#include "project/dealt_split.h"
#include "project/known_pairs.h"
#include "project/pair_conditions.h"
#include "project/pair_store.h"
#include "project/stored_values.h"

#include <QDateTime>
#include <QHash>
#include <QSet>

#include <limits>
#include <map>

namespace tunedesk
{

namespace
{
constexpr int kWordsPerBar = 10;
constexpr int kBars = 20; ///< of the histogram; the last one is open
constexpr int kDays = 14;

/// Calls row() for each row of a facet's question.
template <typename Row>
Result<void> countFacet(const Connection &connection, const PairQuery &query, PairFacet facet,
                        const std::vector<FollowingPair> &following, const QString &what,
                        const QString &rest, Row row)
{
    const PairConditions conditions = pairConditions(connection, query, facet, &following);
    Statement statement(
        connection,
        QStringLiteral("SELECT %1 FROM known_pairs %2 %3").arg(what, conditions.sql, rest));
    if (auto asked = statement.run(conditions.values); !asked)
        return asked;
    return statement.each([&] { row(statement); });
}

/// By where the pairs stand, not by what they were given.
Result<void> countSplits(const Connection &connection, const PairQuery &query,
                         const std::vector<FollowingPair> &following, QMap<int, int> &splits)
{
    auto done = countFacet(
        connection, query, PairFacet::Splits, following, QStringLiteral("split, count(*)"),
        QStringLiteral("GROUP BY split"),
        [&](const Statement &row) { splits.insert(int(row.integer(0)), int(row.integer(1))); });
    if (!done)
        return done;
    QHash<qint64, FollowingPair> moved;
    PairQuery those = query;
    those.numbers = QList<qint64>();
    const QList<qint64> asked = query.numbers.value_or(QList<qint64>());
    const QSet<qint64> numbers(asked.begin(), asked.end());
    for (const FollowingPair &pair : following)
        if (!query.numbers || numbers.contains(pair.id)) {
            moved.insert(pair.id, pair);
            *those.numbers << pair.id;
        }
    if (moved.isEmpty())
        return {};
    return countFacet(connection, those, PairFacet::Splits, following, QStringLiteral("id"), {},
                      [&](const Statement &row) {
                          const FollowingPair &pair = moved[row.integer(0)];
                          --splits[int(pair.given)];
                          ++splits[int(pair.dealt)];
                      });
}

Result<void> countPairs(const Connection &connection, PairStatistics &statistics)
{
    Statement statement(
        connection,
        QStringLiteral(
            "SELECT count(*), sum(annotators > 0), sum(label = 1), sum(label = 0), "
            "sum(disputed <> 0), sum(score IS NOT NULL) FROM known_pairs WHERE removed = 0"));
    if (auto asked = statement.run(); !asked)
        return asked;
    return statement.each([&] {
        statistics.pairs = int(statement.integer(0));
        statistics.labelled = int(statement.integer(1));
        statistics.positive = int(statement.integer(2));
        statistics.negative = int(statement.integer(3));
        statistics.disputed = int(statement.integer(4));
        statistics.scored = int(statement.integer(5));
    });
}

Result<void> countWords(const Connection &connection, PairStatistics &statistics)
{
    Statement statement(
        connection,
        QStringLiteral("SELECT reply_words, count(*) FROM known_pairs WHERE removed = 0 "
                       "GROUP BY reply_words ORDER BY reply_words"));
    if (auto asked = statement.run(); !asked)
        return asked;
    statistics.replyWords = QList<int>(kBars, 0);
    int before = 0;
    return statement.each([&] {
        const int words = storedCount(statement.integer(0));
        const int pairs = int(statement.integer(1));
        statistics.replyWords[std::min(words / kWordsPerBar, kBars - 1)] += pairs;
        const int middle = (statistics.pairs + 1) / 2;
        if (before < middle && before + pairs >= middle)
            statistics.medianReplyWords = words;
        before += pairs;
        statistics.longestReplyWords = words;
    });
}

Result<void> countDays(const Connection &connection, PairStatistics &statistics)
{
    const QDate first = QDate::currentDate().addDays(1 - kDays);
    Statement statement(
        connection,
        QStringLiteral("SELECT at_ms FROM answers WHERE imported = 0 AND taken_back = 0 "
                       "AND skipped = 0 AND at_ms >= ?"));
    if (auto asked = statement.run(first.startOfDay().toMSecsSinceEpoch()); !asked)
        return asked;
    statistics.labelsPerDay = QList<int>(kDays, 0);
    return statement.each([&] {
        const qint64 day =
            first.daysTo(QDateTime::fromMSecsSinceEpoch(statement.integer(0)).date());
        if (day >= 0 && day < kDays) // a clock that was ahead gives days to come
            ++statistics.labelsPerDay[day];
    });
}

/// Each person's latest label of every pair that two or more people labelled.
Result<std::map<qint64, std::map<QString, int>>> comparedLabels(const Connection &connection)
{
    Statement statement(
        connection,
        QStringLiteral("SELECT a.pair_id, a.annotator, a.label FROM known_pairs p JOIN answers a "
                       "ON a.pair_id = p.id WHERE p.removed = 0 AND p.annotators > 1 "
                       "AND a.taken_back = 0 ORDER BY a.pair_id, a.id"));
    if (auto asked = statement.run(); !asked)
        return asked.error();
    std::map<qint64, std::map<QString, int>> labels;
    const auto read = statement.each([&] {
        auto &ofPair = labels[statement.integer(0)];
        if (statement.isNull(2))
            ofPair.erase(statement.text(1));
        else
            ofPair[statement.text(1)] = int(statement.integer(2));
    });
    if (!read)
        return read.error();
    std::erase_if(labels, [](const auto &ofPair) { return ofPair.second.size() < 2; });
    return labels;
}

/// Kappa is a measure of two people: with more, the mean over every two, weighted by the pairs they
/// share.
void compare(const std::map<qint64, std::map<QString, int>> &labels, PairStatistics &statistics)
{
    std::map<std::pair<QString, QString>, std::pair<std::vector<int>, std::vector<int>>>
        answersOfTwo;
    std::vector<std::vector<int>> units;
    qint64 compared = 0, equal = 0;
    for (const auto &[pair, ofPair] : labels) {
        std::vector<int> &unit = units.emplace_back();
        for (auto first = ofPair.begin(); first != ofPair.end(); ++first) {
            unit.push_back(first->second);
            for (auto second = std::next(first); second != ofPair.end(); ++second) {
                auto &two = answersOfTwo[{first->first, second->first}];
                two.first.push_back(first->second);
                two.second.push_back(second->second);
                ++compared;
                equal += first->second == second->second;
            }
        }
    }
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    statistics.comparedPairs = int(labels.size());
    statistics.agreementPercent = compared > 0 ? 100.0 * double(equal) / double(compared) : kNone;
    statistics.alpha = krippendorffAlpha(units);
    double sum = 0, weight = 0;
    for (const auto &[people, answers] : answersOfTwo) {
        const double kappa = cohenKappa(answers.first, answers.second);
        if (std::isnan(kappa))
            continue;
        sum += kappa * double(answers.first.size());
        weight += double(answers.first.size());
    }
    statistics.kappa = weight > 0 ? sum / weight : kNone;
}
} // namespace

Result<PairFacets> PairStore::facets(const PairQuery &query) const
{
    PairFacets facets;
    const auto following = followingPairs(m_connection);
    if (!following)
        return following.error();
    const QString sums = QStringLiteral("sum(label = 1), sum(label = 0), sum(annotators = 0), "
                                        "sum(disputed <> 0), sum(flagged <> 0)");
    auto done = countFacet(
        m_connection, query, PairFacet::Labels, *following, sums, {}, [&](const Statement &row) {
            for (int state = 0; state <= int(PairQuery::LabelState::Flagged); ++state)
                facets.labels.insert(state, int(row.integer(state)));
        });
    if (done)
        done = countSplits(m_connection, query, *following, facets.splits);
    if (done)
        done = countFacet(m_connection, query, PairFacet::Imports, *following,
                          QStringLiteral("import_id, count(*)"),
                          QStringLiteral("GROUP BY import_id"), [&](const Statement &row) {
                              facets.imports.insert(row.integer(0), int(row.integer(1)));
                          });
    if (done)
        done = countFacet(
            m_connection, query, PairFacet::Groups, *following, QStringLiteral("topic, count(*)"),
            QStringLiteral("AND topic <> '' GROUP BY topic"),
            [&](const Statement &row) { facets.groups.insert(row.text(0), int(row.integer(1))); });
    if (done) {
        PairQuery bin = query;
        bin.bin = true;
        done =
            countFacet(m_connection, bin, PairFacet::None, *following, QStringLiteral("count(*)"),
                       {}, [&](const Statement &row) { facets.bin = int(row.integer(0)); });
    }
    if (!done)
        return done.error();
    return facets;
}

Result<PairStatistics> PairStore::statistics() const
{
    PairStatistics statistics;
    for (const auto count : {countPairs, countWords, countDays})
        if (auto done = count(m_connection, statistics); !done)
            return done.error();
    Statement people(
        m_connection,
        QStringLiteral(
            "SELECT count(DISTINCT annotator) FROM answers WHERE taken_back = 0 AND skipped = 0 "
            "AND pair_id <= ") + QLatin1String(kLastKnownPair));
    if (auto asked = people.run(); !asked)
        return asked.error();
    if (auto read = people.each([&] { statistics.annotators = int(people.integer(0)); }); !read)
        return read.error();
    const auto labels = comparedLabels(m_connection);
    if (!labels)
        return labels.error();
    compare(*labels, statistics);
    return statistics;
}

} // namespace tunedesk
