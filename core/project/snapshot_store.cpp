#include "project/snapshot_store.h"

#include "base/sha256.h"
#include "project/connection.h"
#include "project/stored_values.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>
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

struct Candidate {
    SnapshotPair pair;
    QString dialogue; ///< what is dealt as one: the dialogue's id, or the pair's content where it
                      ///< has none
    qint64 importId = 0;
    Split fixed = Split::Unassigned;
};

constexpr int kUsualValidationPercent = 10;

/// A place in [0, 1) that follows from seed and dialogue alone, so that new pairs don't move old
/// ones.
double place(const QString &dialogue, qint64 seed)
{
    Sha256 hash;
    hash.add(QByteArray::number(seed) + '\n');
    hash.add(dialogue.toUtf8());
    const auto top = qFromBigEndian<quint64>(hash.result().constData());
    return double(top >> 11) / double(1ULL << 53);
}

enum class Texts { Read, LeftOut };

Result<std::vector<Candidate>> readCandidates(const Connection &connection,
                                              const TrainingRecipe &recipe,
                                              Texts texts = Texts::Read)
{
    const bool isRegression = recipe.objective == QLatin1String("regression");
    Statement statement(
        connection,
        QStringLiteral(
            "SELECT id, context, question, reply, label, score, split, dialogue, import_id, "
            "hex(content_hash) FROM known_pairs WHERE removed = 0 AND disputed = 0 AND ") +
            (isRegression ? QStringLiteral("(score IS NOT NULL OR label IS NOT NULL)")
                          : QStringLiteral("label IS NOT NULL")) +
            QStringLiteral(" ORDER BY id"));
    if (auto asked = statement.run(); !asked)
        return asked.error();
    std::vector<Candidate> candidates;
    const auto read = statement.each([&] {
        Candidate candidate;
        candidate.pair.pairId = statement.integer(0);
        if (texts == Texts::Read) {
            candidate.pair.firstText =
                firstText(statement.text(1), statement.text(2), recipe.contextTurns);
            candidate.pair.reply = statement.text(3).trimmed();
        }
        const bool usesScore = isRegression && !statement.isNull(5);
        candidate.pair.target = usesScore ? statement.real(5) : double(statement.integer(4));
        candidate.fixed = storedSplit(statement.integer(6));
        const QString dialogue = statement.text(7).trimmed();
        candidate.dialogue = dialogue.isEmpty() ? QStringLiteral("#") + statement.text(9)
                                                : QStringLiteral("=") + dialogue;
        candidate.importId = statement.integer(8);
        candidates.push_back(std::move(candidate));
    });
    if (!read)
        return read.error();
    return candidates;
}

void deal(std::vector<Candidate> &candidates, const TrainingRecipe &recipe)
{
    // A dialogue of which a part has a fixed split goes there whole. Files number their dialogues
    // anew, so this asks for the same import too.
    QHash<std::pair<qint64, QString>, Split> fixed;
    for (const Candidate &candidate : candidates) {
        const std::pair key(candidate.importId, candidate.dialogue);
        if (candidate.fixed != Split::Unassigned && !fixed.contains(key))
            fixed.insert(key, candidate.fixed);
    }
    QHash<QString, Split> dealt;
    for (Candidate &candidate : candidates) {
        Split split = candidate.fixed;
        if (split == Split::Unassigned)
            split = fixed.value({candidate.importId, candidate.dialogue}, Split::Unassigned);
        if (split == Split::Unassigned) {
            auto known = dealt.find(candidate.dialogue);
            if (known == dealt.end()) {
                const double at = place(candidate.dialogue, recipe.seed) * 100;
                known = dealt.insert(candidate.dialogue,
                                     at < recipe.testPercent ? Split::Test
                                     : at < recipe.testPercent + recipe.validationPercent
                                         ? Split::Validation
                                         : Split::Train);
            }
            split = *known;
        }
        candidate.pair.split = split;
    }
}

/// Training needs pairs to choose its best step by: whole dialogues move over, the first by their
/// place.
void ensureValidation(std::vector<Candidate> &candidates, const TrainingRecipe &recipe)
{
    std::set<std::pair<double, QString>> training;
    for (const Candidate &candidate : candidates) {
        if (candidate.pair.split == Split::Validation)
            return;
        if (candidate.pair.split == Split::Train)
            training.insert({place(candidate.dialogue, recipe.seed), candidate.dialogue});
    }
    if (training.size() < 2)
        return;
    const int percent =
        recipe.validationPercent > 0 ? recipe.validationPercent : kUsualValidationPercent;
    const auto wanted = std::clamp<std::size_t>(training.size() * std::size_t(percent) / 100, 1,
                                                training.size() - 1);
    std::set<QString> moved;
    for (auto it = training.begin(); moved.size() < wanted; ++it)
        moved.insert(it->second);
    for (Candidate &candidate : candidates)
        if (candidate.pair.split == Split::Train && moved.contains(candidate.dialogue))
            candidate.pair.split = Split::Validation;
}

std::vector<SnapshotPair> taken(std::vector<Candidate> candidates, int maxTrainPairs)
{
    std::vector<SnapshotPair> pairs;
    int train = 0;
    for (Candidate &candidate : candidates) {
        const bool isTrain = candidate.pair.split == Split::Train;
        if (isTrain && maxTrainPairs > 0 && train == maxTrainPairs)
            continue;
        train += isTrain;
        pairs.push_back(std::move(candidate.pair));
    }
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

Result<void> checkTrainable(const DataSnapshot &snapshot, const TrainingRecipe &recipe)
{
    const auto refused = [](const QString &what, const QString &hint) {
        return Error{ErrorKind::Input, what, {}, hint};
    };
    if (snapshot.pairs.empty())
        return refused(Text::tr("No pair of this project has a label yet."),
                       Text::tr("Label some pairs, or import a file with labels."));
    if (snapshot.trainPairs == 0)
        return refused(Text::tr("No labelled pair is left for training."),
                       Text::tr("Label more pairs, or give some of them the split “train”."));
    if (recipe.objective == QLatin1String("regression"))
        return {};
    std::set<double> classes;
    for (const SnapshotPair &pair : snapshot.pairs)
        if (pair.split == Split::Train)
            classes.insert(pair.target);
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
} // namespace

Result<DataSnapshot> SnapshotStore::preview(const TrainingRecipe &recipe) const
{
    // One statement reads one state of the project, so labels may be written meanwhile.
    auto candidates = readCandidates(m_connection, recipe);
    if (!candidates)
        return candidates.error();
    deal(*candidates, recipe);
    ensureValidation(*candidates, recipe);

    DataSnapshot snapshot;
    snapshot.pairs = taken(std::move(*candidates), recipe.maxTrainPairs);
    for (const SnapshotPair &pair : snapshot.pairs) {
        snapshot.trainPairs += pair.split == Split::Train;
        snapshot.validationPairs += pair.split == Split::Validation;
        snapshot.testPairs += pair.split == Split::Test;
    }
    if (auto checked = checkTrainable(snapshot, recipe); !checked)
        return checked.error();
    return snapshot;
}

Result<std::vector<SnapshotStore::DealtPair>>
SnapshotStore::dealtPairs(const TrainingRecipe &recipe) const
{
    auto candidates = readCandidates(m_connection, recipe, Texts::LeftOut);
    if (!candidates)
        return candidates.error();
    deal(*candidates, recipe);
    ensureValidation(*candidates, recipe);
    std::vector<DealtPair> dealt;
    for (const SnapshotPair &pair : taken(std::move(*candidates), recipe.maxTrainPairs))
        dealt.push_back({pair.pairId, pair.split});
    return dealt;
}

Result<DataSnapshot> SnapshotStore::take(const TrainingRecipe &recipe)
{
    auto snapshot = preview(recipe);
    if (!snapshot)
        return snapshot;
    snapshot->hash = hashOf(snapshot->pairs);
    snapshot->takenMs = QDateTime::currentMSecsSinceEpoch();
    const auto id = m_connection.write(
        [&](Connection &writer) { return store(writer, *snapshot, recipe.contextTurns); });
    if (!id)
        return id.error();
    snapshot->id = *id;
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
        QStringLiteral("SELECT s.pair_id, p.context, p.question, p.reply, s.target, s.split "
                       "FROM snapshot_pairs s JOIN pairs p ON p.id = s.pair_id "
                       "WHERE s.snapshot_id = ? ORDER BY s.pair_id"));
    if (auto asked = rows.run(id); !asked)
        return asked.error();
    const auto read = rows.each([&] {
        snapshot.pairs.push_back(
            {rows.integer(0), firstText(rows.text(1), rows.text(2), contextTurns),
             rows.text(3).trimmed(), rows.real(4), storedSplit(rows.integer(5))});
    });
    if (!read)
        return read.error();
    return snapshot;
}

} // namespace tunedesk
