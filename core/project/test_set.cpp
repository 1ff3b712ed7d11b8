#include "project/test_set.h"

#include "dataset/import_checks.h"
#include "project/change_apply.h"
#include "project/change_content.h"
#include "project/connection.h"
#include "project/dealt_split.h"
#include "project/moving_step.h"
#include "project/stored_values.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include <algorithm>
#include <map>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ChangeLog)
};

constexpr int kTest = int(Split::Test);

/// Pairs whose import was removed don't make a test set; those removed by themselves do.
QString shownTests()
{
    return QStringLiteral("removed IN (0, %1) AND split = %2").arg(kRemovedItself).arg(kTest);
}

/// The first percentage above `percent` that sets some pairs aside; none: it is not known.
std::optional<int> nextShare(const std::vector<DealtPair> &pairs, int percent)
{
    constexpr std::size_t kMostPairs = 2'000; // of more, 1 % are 20 pairs
    constexpr int kMostPercent = 90;
    if (pairs.size() > kMostPairs)
        return std::nullopt;
    for (int more = percent + 1; more <= kMostPercent; ++more)
        if (!testSetGrowth(pairs, more).empty())
            return more;
    return std::nullopt;
}

/// Nothing: the test set is that large, or whole dialogues fit no better.
std::optional<Error> whyNoneFits(const std::vector<DealtPair> &pairs, int percent,
                                 const QString &project)
{
    qint64 open = 0, tested = 0;
    QHash<QString, int> ofDialogue; // open pairs
    for (const DealtPair &pair : pairs) {
        open += pair.fixed == Split::Unassigned;
        if (pair.fixed == Split::Unassigned)
            ++ofDialogue[pair.dialogue];
        tested += pair.fixed == Split::Test;
    }
    const qint64 wanted = qint64(pairs.size()) * percent / 100;
    if (open == 0 && tested < wanted)
        return Error{ErrorKind::Input,
                     Text::tr("All labelled pairs have a split already, so none can be set aside "
                              "for testing: %1 of the %2 wanted are.")
                         .arg(tested)
                         .arg(wanted),
                     project,
                     Text::tr("Take the split of some pairs back, or set the split of some "
                              "dialogues to test on the Data page.")};
    if (open == 0 || tested > 0)
        return std::nullopt;
    const bool areWhole = std::none_of(ofDialogue.begin(), ofDialogue.end(),
                                       [](int openPairs) { return openPairs == 1; });
    const auto share = nextShare(pairs, percent);
    return Error{
        ErrorKind::Input,
        areWhole ? Text::tr("Dialogues stay whole, and each that is open is too large for %1 % "
                            "of the labelled pairs.")
                       .arg(percent)
                 : Text::tr("%1 % of %n labelled pairs are too few to set one aside, of each "
                            "label its share.",
                            nullptr, int(pairs.size()))
                       .arg(percent),
        project,
        share ? Text::tr("Ask for %1 % or more.").arg(*share)
              : Text::tr("Ask for more, label pairs of other dialogues, or set the split of "
                         "a dialogue to test on the Data page.")};
}
} // namespace

QString notGrownText(int percent, const TestSetCounts &counts)
{
    const qint64 tested = counts.appropriate + counts.notAppropriate;
    if (tested * 100 >= qint64(percent) * counts.labelled)
        return Text::tr("The test set is that large already");
    return Text::tr("The test set has %1 of %n labelled pairs; what is missing to %2 % is too "
                    "little for one more pair or whole dialogue of each label",
                    nullptr, counts.labelled)
        .arg(tested)
        .arg(percent);
}

QString hasTestSetColumn()
{
    return QStringLiteral("EXISTS (SELECT 1 FROM known_pairs WHERE %1)").arg(shownTests());
}

Result<DataChange> writeTestSet(Connection &connection, const SetAside &aside, bool isFirst,
                                const QString &by)
{
    return connection.write([&](Connection &writer) -> Result<DataChange> {
        if (isFirst) {
            const auto has = writer.scalar(QStringLiteral("SELECT ") + hasTestSetColumn());
            if (!has)
                return has.error();
            if (has->toBool())
                return DataChange();
        }
        std::map<int, std::vector<qint64>> moved; // by the split before
        const auto select = QStringLiteral("SELECT id, split FROM known_pairs WHERE ");
        // Without empty ones, so that the index serves.
        Statement ofDialogue(writer, select + QStringLiteral("dialogue = ? AND dialogue <> ''"));
        Statement ofPair(writer, select + QStringLiteral("id = ?"));
        const auto take = [&](Statement &find, const auto &value) -> Result<void> {
            if (auto asked = find.run(value); !asked)
                return asked;
            return find.each([&] {
                if (find.integer(1) != kTest)
                    moved[int(find.integer(1))].push_back(find.integer(0));
            });
        };
        for (const QString &dialogue : aside.dialogues)
            if (auto done = take(ofDialogue, dialogue); !done)
                return done.error();
        for (const qint64 pair : aside.pairs)
            if (auto done = take(ofPair, pair); !done)
                return done.error();
        DataChange change;
        change.kind = ChangeKind::TestSet;
        change.annotator = by;
        change.more = int(aside.dialogues.size());
        std::vector<ValueChange> changes;
        for (auto &[before, ids] : moved) {
            change.pairs += int(ids.size());
            changes.push_back({before, kTest, runsOf(std::move(ids))});
            const qint64 first = changes.back().rows.front().first;
            change.pairId = change.pairId == 0 ? first : std::min(change.pairId, first);
            if (auto done =
                    changeRows(writer, ChangedColumn::Split, before, kTest, changes.back().rows);
                !done)
                return done.error();
        }
        if (changes.empty())
            return DataChange();
        return recordChange(writer, change, packChanges(changes));
    });
}

Result<TestSetCounts> ChangeLog::testSet() const
{
    TestSetCounts counts;
    Statement statement(m_connection,
                        QStringLiteral("WITH following AS MATERIALIZED (%1) "
                                       "SELECT coalesce(dealt, split) = 3, label, count(*) "
                                       "FROM known_pairs LEFT JOIN following ON following_id = id "
                                       "WHERE removed = 0 GROUP BY 1, 2")
                            .arg(followingPairsSelect()));
    if (auto asked = statement.run(); !asked)
        return asked.error();
    const auto read = statement.each([&] {
        const int pairs = int(statement.integer(2));
        const bool isLabelled = !statement.isNull(1);
        counts.labelled += isLabelled ? pairs : 0;
        if (statement.integer(0) == 0)
            return;
        counts.pairs += pairs;
        if (isLabelled)
            (statement.integer(1) == 1 ? counts.appropriate : counts.notAppropriate) += pairs;
    });
    if (!read)
        return read.error();
    return counts;
}

Result<DataChange> ChangeLog::growTestSet(int percent, const QString &by)
{
    if (auto refused = refuseWhileMoving(m_connection); !refused)
        return refused.error();
    std::vector<DealtPair> pairs;
    std::vector<QString> dialogues; // the same pairs', as they have them
    DialogueChains chains;
    const QString isCandidate =
        QStringLiteral("disputed = 0 AND (label IS NOT NULL OR score IS NOT NULL)");
    if (auto added = addOtherFixed(m_connection, isCandidate, pairs, chains); !added)
        return added.error();
    const std::size_t others = pairs.size();
    Statement statement(
        m_connection,
        QStringLiteral(
            "WITH following AS MATERIALIZED (%1) "
            "SELECT id, label, score, coalesce(dealt, split), dialogue, hex(content_hash), "
            "origin_file, context, question, reply FROM known_pairs LEFT JOIN following ON "
            "following_id = id "
            "WHERE removed = 0 AND %2 ORDER BY id")
            .arg(followingPairsSelect(), isCandidate));
    if (auto asked = statement.run(); !asked)
        return asked.error();
    double scores = 0;
    std::vector<std::pair<std::size_t, double>> scored;
    const auto read = statement.each([&] {
        const QString dialogue = statement.text(4);
        DealtPair pair;
        pair.id = statement.integer(0);
        pair.source = statement.text(6);
        pair.dialogue = dialogueKey(dialogue, statement.text(5));
        pair.fixed = storedSplit(statement.integer(3));
        pair.kind = int(statement.integer(1));
        if (statement.isNull(1)) {
            scored.push_back({pairs.size() - others, statement.real(2)});
            scores += statement.real(2);
        }
        const QString context = statement.text(7), question = statement.text(8);
        pair.conversation = conversationKey(context, question);
        if (dialogue.trimmed().isEmpty())
            chains.add(quint32(pairs.size()), context, question, statement.text(9),
                       pair.conversation != 0);
        dialogues.push_back(dialogue);
        pairs.push_back(std::move(pair));
    });
    if (!read)
        return read.error();
    if (pairs.size() == others)
        return Error{ErrorKind::Input, Text::tr("No pair of this project has a label yet."),
                     m_connection.path(),
                     Text::tr("Label some pairs, or import a file with labels.")};
    joinConversations(pairs, chains.takeLinks());
    pairs.erase(pairs.begin(), pairs.begin() + std::ptrdiff_t(others));
    for (const auto &[at, score] : scored)
        pairs[at].kind = score > scores / double(scored.size());
    const std::vector<QString> keys = testSetGrowth(pairs, percent);
    if (keys.empty())
        if (auto error = whyNoneFits(pairs, percent, m_connection.path()))
            return *error;
    SetAside aside;
    const QSet<QString> chosen(keys.begin(), keys.end());
    QSet<QString> chosenDialogues;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (!chosen.contains(pairs[i].dialogue))
            continue;
        if (dialogues[i].trimmed().isEmpty())
            aside.pairs.push_back(pairs[i].id);
        else
            chosenDialogues.insert(dialogues[i]);
    }
    aside.dialogues = chosenDialogues.values();
    return writeTestSet(m_connection, aside, false, by);
}

} // namespace tunedesk
