#include "project/snapshot_store.h"

#include "base/sha256.h"
#include "dataset/import_checks.h"
#include "project/connection.h"
#include "project/dealt_split.h"
#include "project/dialogue_deal.h"
#include "project/moving_step.h"
#include "project/stored_values.h"
#include "project/test_set.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QSet>
#include <QtEndian>

#include <algorithm>
#include <cstring>
#include <limits>
#include <set>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(SnapshotStore)
};

struct Candidates {
    std::vector<SnapshotPair> pairs;
    std::vector<DealtPair> dealt;   ///< the same pairs
    std::vector<QString> dialogues; ///< the same pairs' dialogues, as they have them
    bool hasTestSet = false;
};

enum class Texts { Read, LeftOut };

Result<Candidates> readCandidates(const Connection &connection, const TrainingRecipe &recipe,
                                  Texts texts = Texts::Read)
{
    const bool isRegression = recipe.objective == QLatin1String("regression");
    const QString isCandidate =
        QStringLiteral("disputed = 0 AND %1")
            .arg(isRegression ? QStringLiteral("(score IS NOT NULL OR label IS NOT NULL)")
                              : QStringLiteral("label IS NOT NULL"));
    Candidates found;
    DialogueChains chains;
    if (auto added = addOtherFixed(connection, isCandidate, found.dealt, chains); !added)
        return added.error();
    const auto others = std::ptrdiff_t(found.dealt.size());
    Statement statement(
        connection,
        QStringLiteral("WITH following AS MATERIALIZED (%1) "
                       "SELECT id, context, question, reply, label, score, "
                       "coalesce(dealt, split), dialogue, hex(content_hash), %2, origin_file, "
                       "topic FROM known_pairs LEFT JOIN following ON following_id = id "
                       "WHERE removed = 0 AND %3 ORDER BY id")
            .arg(followingPairsSelect(), hasTestSetColumn(), isCandidate));
    if (auto asked = statement.run(); !asked)
        return asked.error();
    double sum = 0;
    const auto read = statement.each([&] {
        SnapshotPair pair;
        pair.pairId = statement.integer(0);
        if (texts == Texts::Read) {
            pair.firstText = firstText(statement.text(1), statement.text(2), recipe.contextTurns);
            pair.reply = statement.text(3).trimmed();
            pair.topic = statement.text(11);
            pair.dialogue = statement.text(7);
        }
        const bool usesScore = isRegression && !statement.isNull(5);
        pair.target = usesScore ? statement.real(5) : double(statement.integer(4));
        sum += pair.target;
        DealtPair dealt;
        dealt.id = pair.pairId;
        dealt.source = statement.text(10);
        found.dialogues.push_back(statement.text(7));
        dealt.dialogue = dialogueKey(found.dialogues.back(), statement.text(8));
        const QString context = statement.text(1), question = statement.text(2);
        dealt.conversation = conversationKey(context, question);
        if (found.dialogues.back().trimmed().isEmpty())
            chains.add(quint32(found.dealt.size()), context, question, statement.text(3),
                       dealt.conversation != 0);
        // Pairs without a label, too, say where their dialogue goes.
        dealt.fixed = storedSplit(statement.integer(6));
        dealt.kind = pair.target > 0.5;
        found.hasTestSet = statement.integer(9) != 0;
        found.pairs.push_back(std::move(pair));
        found.dealt.push_back(std::move(dealt));
    });
    if (!read)
        return read.error();
    joinConversations(found.dealt, chains.takeLinks());
    found.dealt.erase(found.dealt.begin(), found.dealt.begin() + others);
    if (isRegression) // low and high ones
        for (std::size_t i = 0; i < found.pairs.size(); ++i)
            found.dealt[i].kind = found.pairs[i].target > sum / double(found.pairs.size());
    return found;
}

std::vector<SnapshotPair> taken(std::vector<SnapshotPair> pairs, int maxTrainPairs)
{
    int train = 0;
    std::erase_if(pairs, [&](const SnapshotPair &pair) {
        const bool isTrain = pair.split == Split::Train;
        train += isTrain;
        return isTrain && maxTrainPairs > 0 && train > maxTrainPairs;
    });
    return pairs;
}

QString hashOf(const std::vector<SnapshotPair> &pairs)
{
    Sha256 hash;
    const auto addNumber = [&](quint64 number) {
        const quint64 bytes = qToLittleEndian(number);
        hash.add(QByteArrayView(reinterpret_cast<const char *>(&bytes), sizeof bytes));
    };
    const auto addText = [&](const QString &text) {
        const QByteArray bytes = text.toUtf8();
        addNumber(quint64(bytes.size()));
        hash.add(bytes);
    };
    for (const SnapshotPair &pair : pairs) {
        quint64 target = 0;
        std::memcpy(&target, &pair.target, sizeof target);
        addNumber(quint64(pair.pairId));
        addText(pair.firstText);
        addText(pair.reply);
        addNumber(target);
        addNumber(quint64(pair.split));
    }
    return QString::fromLatin1(hash.result().toHex());
}

/// Pairs with a score, which a regression could train on.
Result<qint64> scoredPairs(const Connection &connection)
{
    Statement statement(connection,
                        QStringLiteral("SELECT count(*) FROM known_pairs WHERE removed = 0 AND "
                                       "disputed = 0 AND score IS NOT NULL"));
    if (auto asked = statement.run(); !asked)
        return asked.error();
    qint64 count = 0;
    if (auto read = statement.each([&] { count = statement.integer(0); }); !read)
        return read.error();
    return count;
}

/// @param dealtToTrain pairs for training before max_train_pairs left some of them out
Result<void> checkTrainable(const Connection &connection, const DataSnapshot &snapshot,
                            const TrainingRecipe &recipe, qint64 dealtToTrain)
{
    const auto refused = [](const QString &what, const QString &hint) {
        return Error{ErrorKind::Input, what, {}, hint};
    };
    const bool isRegression = recipe.objective == QLatin1String("regression");
    if (snapshot.pairs.empty() && !isRegression) {
        const auto scored = scoredPairs(connection);
        if (!scored)
            return scored.error();
        if (*scored > 0)
            return refused(Text::tr("The pairs of this project have scores, but no labels."),
                           Text::tr("Train a model that predicts the scores (objective "
                                    "“regression”), or label some pairs."));
    }
    if (snapshot.pairs.empty())
        return refused(Text::tr("No pair of this project has a label yet."),
                       Text::tr("Label some pairs, or import a file with labels."));
    if (snapshot.trainPairs == 0)
        return refused(Text::tr("No labelled pair is left for training."),
                       Text::tr("Label more pairs, or give some of them the split “train”."));
    if (isRegression)
        return {};
    std::set<double> classes;
    for (const SnapshotPair &pair : snapshot.pairs)
        if (pair.split == Split::Train)
            classes.insert(pair.target);
    if (classes.size() < 2 && snapshot.trainPairs < dealtToTrain)
        return refused(Text::tr("All pairs that are taken for training have the same label."),
                       Text::tr("Training needs both: let it take more than %1 of the %2 pairs "
                                "(max_train_pairs).")
                           .arg(snapshot.trainPairs)
                           .arg(dealtToTrain));
    if (classes.size() < 2)
        return refused(*classes.begin() == 1
                           ? Text::tr("All pairs for training are labelled appropriate.")
                           : Text::tr("All pairs for training are labelled not appropriate."),
                       Text::tr("Training needs both: label some pairs the other way."));
    return {};
}

Result<qint64> store(Connection &writer, const DataSnapshot &snapshot, int contextTurns)
{
    Statement insert(writer,
                     QStringLiteral("INSERT INTO snapshots (hash, taken_ms, context_turns, "
                                    "train_pairs, validation_pairs, test_pairs) "
                                    "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT(hash) DO NOTHING"));
    if (auto done = insert.run(snapshot.hash, snapshot.takenMs, contextTurns, snapshot.trainPairs,
                               snapshot.validationPairs, snapshot.testPairs);
        !done)
        return done.error();
    const bool isNew = insert.changedRows() > 0;
    Statement find(writer, QStringLiteral("SELECT id FROM snapshots WHERE hash = ?"));
    if (auto asked = find.run(snapshot.hash); !asked)
        return asked.error();
    qint64 id = 0;
    if (auto read = find.each([&] { id = find.integer(0); }); !read)
        return read.error();
    if (!isNew)
        return id;
    Statement row(writer,
                  QStringLiteral("INSERT INTO snapshot_pairs (snapshot_id, pair_id, target, split) "
                                 "VALUES (?, ?, ?, ?)"));
    for (const SnapshotPair &pair : snapshot.pairs)
        if (auto done = row.run(id, pair.pairId, pair.target, int(pair.split)); !done)
            return done.error();
    return id;
}

/// Fills the splits of all pairs. @return keys of the dialogues that make up a new test set
std::vector<QString> placeAll(Candidates &candidates, const TrainingRecipe &recipe)
{
    auto testSet = deal(candidates.dealt, {.hasTestSet = candidates.hasTestSet,
                                           .testPercent = recipe.testPercent,
                                           .validationPercent = recipe.validationPercent,
                                           .seed = recipe.seed});
    for (std::size_t i = 0; i < candidates.pairs.size(); ++i)
        candidates.pairs[i].split = candidates.dealt[i].split;
    return testSet;
}

/// What a recipe takes, and the test set that would be new with it.
Result<std::pair<DataSnapshot, SetAside>> dealt(const Connection &connection,
                                                const TrainingRecipe &recipe)
{
    // One statement reads one state of the project, so labels may be written meanwhile.
    auto candidates = readCandidates(connection, recipe);
    if (!candidates)
        return candidates.error();
    const auto testSet = placeAll(*candidates, recipe);
    SetAside aside;
    const QSet<QString> tested(testSet.begin(), testSet.end());
    QSet<QString> dialogues;
    for (std::size_t i = 0; i < candidates->pairs.size(); ++i) {
        if (!tested.contains(candidates->dealt[i].dialogue))
            continue;
        if (candidates->dialogues[i].trimmed().isEmpty())
            aside.pairs.push_back(candidates->pairs[i].pairId);
        else
            dialogues.insert(candidates->dialogues[i]);
    }
    aside.dialogues = dialogues.values();

    const auto dealtToTrain =
        std::ranges::count(candidates->pairs, Split::Train, &SnapshotPair::split);
    DataSnapshot snapshot;
    snapshot.pairs = taken(std::move(candidates->pairs), recipe.maxTrainPairs);
    for (const SnapshotPair &pair : snapshot.pairs) {
        snapshot.trainPairs += pair.split == Split::Train;
        snapshot.validationPairs += pair.split == Split::Validation;
        snapshot.testPairs += pair.split == Split::Test;
    }
    if (auto checked = checkTrainable(connection, snapshot, recipe, dealtToTrain); !checked)
        return checked.error();
    return std::pair(std::move(snapshot), std::move(aside));
}
} // namespace

Result<DataSnapshot> SnapshotStore::preview(const TrainingRecipe &recipe) const
{
    auto found = dealt(m_connection, recipe);
    if (!found)
        return found.error();
    return std::move(found->first);
}

Result<std::vector<SnapshotStore::PlacedPair>>
SnapshotStore::dealtPairs(const TrainingRecipe &recipe) const
{
    auto candidates = readCandidates(m_connection, recipe, Texts::LeftOut);
    if (!candidates)
        return candidates.error();
    placeAll(*candidates, recipe);
    std::vector<PlacedPair> placed;
    for (const SnapshotPair &pair : taken(std::move(candidates->pairs), recipe.maxTrainPairs))
        placed.push_back({pair.pairId, pair.split});
    return placed;
}

Result<DataSnapshot> SnapshotStore::take(const TrainingRecipe &recipe)
{
    if (auto refused = refuseWhileMoving(m_connection); !refused)
        return refused.error();
    auto found = dealt(m_connection, recipe);
    if (!found)
        return found.error();
    if (!found->second.dialogues.isEmpty() || !found->second.pairs.empty()) {
        // From now on it stands in the project, whatever seed the next training has.
        const auto written = writeTestSet(m_connection, found->second, true, {});
        if (!written)
            return written.error();
        // What a person did in between counts.
        found = dealt(m_connection, recipe);
        if (!found)
            return found.error();
    }
    DataSnapshot snapshot = std::move(found->first);
    snapshot.hash = hashOf(snapshot.pairs);
    snapshot.takenMs = QDateTime::currentMSecsSinceEpoch();
    const auto id = m_connection.write(
        [&](Connection &writer) { return store(writer, snapshot, recipe.contextTurns); });
    if (!id)
        return id.error();
    snapshot.id = *id;
    return snapshot;
}

Result<DataSnapshot> SnapshotStore::find(qint64 id) const
{
    DataSnapshot snapshot;
    int contextTurns = -1;
    Statement head(m_connection,
                   QStringLiteral("SELECT id, hash, taken_ms, context_turns, train_pairs, "
                                  "validation_pairs, test_pairs FROM snapshots WHERE id = ?"));
    if (auto asked = head.run(id); !asked)
        return asked.error();
    const auto found = head.each([&] {
        snapshot.id = head.integer(0);
        snapshot.hash = head.text(1);
        snapshot.takenMs = head.integer(2);
        contextTurns =
            int(std::clamp<qint64>(head.integer(3), -1, std::numeric_limits<int>::max()));
        snapshot.trainPairs = int(head.integer(4));
        snapshot.validationPairs = int(head.integer(5));
        snapshot.testPairs = int(head.integer(6));
    });
    if (!found)
        return found.error();
    if (snapshot.id == 0)
        return Error{ErrorKind::Input,
                     Text::tr("There is no frozen data of this number."),
                     Text::tr("snapshot %1").arg(id),
                     {}};

    Statement rows(
        m_connection,
        QStringLiteral("SELECT s.pair_id, p.context, p.question, p.reply, s.target, s.split, "
                       "p.topic, p.dialogue "
                       "FROM snapshot_pairs s JOIN pairs p ON p.id = s.pair_id "
                       "WHERE s.snapshot_id = ? ORDER BY s.pair_id"));
    if (auto asked = rows.run(id); !asked)
        return asked.error();
    const auto read = rows.each([&] {
        snapshot.pairs.push_back({rows.integer(0),
                                  firstText(rows.text(1), rows.text(2), contextTurns),
                                  rows.text(3).trimmed(), rows.real(4),
                                  storedSplit(rows.integer(5)), rows.text(6), rows.text(7)});
    });
    if (!read)
        return read.error();
    return snapshot;
}

} // namespace tunedesk
