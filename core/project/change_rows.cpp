// Reading of the history.
#include "project/change_rows.h"

#include "project/change_apply.h"
#include "project/change_content.h"
#include "project/connection.h"

#include <array>

namespace tunedesk
{

namespace
{
constexpr std::array<const char *, 16> kNames = {"answers",
                                                 "answers_taken_back",
                                                 "answers_brought_back",
                                                 "flagged",
                                                 "unflagged",
                                                 "note",
                                                 "split",
                                                 "test_set",
                                                 "removed",
                                                 "restored",
                                                 "import",
                                                 "import_removed",
                                                 "import_restored",
                                                 "topic",
                                                 "dialogue",
                                                 "update"};
static_assert(kNames.size() == std::size_t(ChangeKind::Update) + 1);

constexpr char kColumns[] =
    "id, at_ms, annotator, kind, state, state_ms, pairs, more, pair_id, import_id, value, "
    "coalesce((SELECT file FROM imports WHERE imports.id = changes.import_id), file)";

/// None: a kind that this version doesn't know.
std::optional<DataChange> readChange(const Statement &row)
{
    const auto kind = changeKindFromName(row.text(3));
    if (!kind)
        return std::nullopt;
    DataChange change;
    change.id = row.integer(0);
    change.atMs = row.integer(1);
    change.annotator = row.text(2);
    change.kind = *kind;
    change.state = static_cast<DataChange::State>(row.integer(4));
    change.stateMs = row.integer(5);
    change.pairs = int(row.integer(6));
    change.more = int(row.integer(7));
    change.pairId = row.integer(8);
    change.importId = row.integer(9);
    if (!row.isNull(10))
        change.value = row.real(10);
    change.file = row.text(11);
    return change;
}

/// What the parts of an import changed.
Result<UpdatedFields> updatesOf(const Connection &connection, qint64 changeId)
{
    UpdatedFields updates;
    Statement statement(connection,
                        QStringLiteral("SELECT kind, sum(pairs), sum(more) FROM changes "
                                       "WHERE part_of = ? GROUP BY kind"));
    if (auto asked = statement.run(changeId); !asked)
        return asked.error();
    const auto read = statement.each([&] {
        const auto kind = changeKindFromName(statement.text(0));
        const int pairs = int(statement.integer(1));
        if (kind == ChangeKind::Answers)
            updates.labels = pairs;
        else if (kind == ChangeKind::Note)
            updates.notes = pairs;
        else if (kind == ChangeKind::Split) // without those that followed their dialogue
            updates.splits = pairs - int(statement.integer(2));
        else if (kind == ChangeKind::Topic)
            updates.topics = pairs;
        else if (kind == ChangeKind::Dialogue)
            updates.dialogues = pairs;
        else if (kind == ChangeKind::Flagged || kind == ChangeKind::Unflagged)
            updates.flags += pairs;
    });
    if (!read)
        return read.error();
    return updates;
}

/// Whether these runs of pairs, of whatever value, hold this one.
bool holds(const std::vector<ValueChange> &changes, qint64 pairId)
{
    for (const ValueChange &change : changes)
        for (const IdRun &run : change.rows)
            if (run.first <= pairId && pairId <= run.last)
                return true;
    return false;
}
} // namespace

QString changeKindName(ChangeKind kind)
{
    return QLatin1String(kNames[std::size_t(kind)]);
}

std::optional<ChangeKind> changeKindFromName(const QString &name)
{
    for (std::size_t kind = 0; kind < kNames.size(); ++kind)
        if (name == QLatin1String(kNames[kind]))
            return static_cast<ChangeKind>(kind);
    return std::nullopt;
}

Result<std::vector<DataChange>> readChanges(const Connection &connection, const QString &condition,
                                            const QString &order, const QVariantList &values)
{
    std::vector<DataChange> changes;
    Statement statement(connection,
                        QStringLiteral("SELECT %1 FROM changes WHERE part_of IS NULL AND %2 %3")
                            .arg(QLatin1String(kColumns), condition, order));
    if (auto asked = statement.run(values); !asked)
        return asked.error();
    const auto read = statement.each([&] {
        if (auto change = readChange(statement))
            changes.push_back(std::move(*change));
    });
    if (!read)
        return read.error();
    for (DataChange &change : changes)
        if (change.kind == ChangeKind::Import || change.kind == ChangeKind::Update) {
            const auto updates = updatesOf(connection, change.id);
            if (!updates)
                return updates.error();
            change.updates = *updates;
        }
    return changes;
}

Result<std::optional<DataChange>> firstOf(Result<std::vector<DataChange>> found)
{
    if (!found)
        return found.error();
    return found->empty() ? std::optional<DataChange>() : std::optional(std::move(found->front()));
}

Result<ChangeDetails> changeDetails(const Connection &connection, qint64 changeId)
{
    ChangeDetails details;
    Statement &statement = connection.kept(
        QStringLiteral("SELECT content, text_before, text_after FROM changes WHERE id = ?"));
    if (auto asked = statement.run(changeId); !asked)
        return asked.error();
    const auto read = statement.each([&] {
        details = {statement.bytes(0), statement.text(1), statement.text(2)};
    });
    if (!read)
        return read.error();
    return details;
}

/// The parts of a step in the order of doing.
Result<std::vector<DataChange>> partsOf(const Connection &connection, qint64 changeId)
{
    std::vector<DataChange> parts;
    Statement statement(connection, QStringLiteral("SELECT id, kind, pair_id FROM changes "
                                                   "WHERE part_of = ? ORDER BY id"));
    if (auto asked = statement.run(changeId); !asked)
        return asked.error();
    const auto read = statement.each([&] {
        const auto kind = changeKindFromName(statement.text(1));
        if (!kind)
            return;
        DataChange &part = parts.emplace_back();
        part.id = statement.integer(0);
        part.kind = *kind;
        part.pairId = statement.integer(2);
    });
    if (!read)
        return read.error();
    return parts;
}

Result<std::vector<DataChange>> ChangeLog::steps(int limit) const
{
    // One statement reads one state of the file.
    return readChanges(
        m_connection,
        QStringLiteral("(id IN (SELECT id FROM changes WHERE part_of IS NULL AND state = 0 "
                       "ORDER BY id DESC LIMIT ?) OR state = 1)"),
        QStringLiteral("ORDER BY id"), {limit});
}

Result<std::vector<DataChange>> ChangeLog::stepsAfter(qint64 changeId) const
{
    return readChanges(m_connection, QStringLiteral("id > ? AND state = 0"),
                       QStringLiteral("ORDER BY id"), {changeId});
}

Result<std::vector<DataChange>> ChangeLog::latest(int limit) const
{
    return readChanges(m_connection, QStringLiteral("true"),
                       QStringLiteral("ORDER BY id DESC LIMIT ?"), {limit});
}

Result<std::optional<DataChange>> ChangeLog::find(qint64 changeId) const
{
    return firstOf(readChanges(m_connection, QStringLiteral("id = ?"), {}, {changeId}));
}

Result<std::optional<PairRemoval>> ChangeLog::removalOf(qint64 pairId) const
{
    qint64 importId = 0;
    int removed = 0;
    Statement pair(m_connection,
                   QStringLiteral("SELECT removed, import_id FROM known_pairs WHERE id = ?"));
    if (auto asked = pair.run(pairId); !asked)
        return asked.error();
    if (auto read = pair.each([&] {
            removed = int(pair.integer(0));
            importId = pair.integer(1);
        });
        !read)
        return read.error();
    if (removed & kRemovedItself) {
        const auto removals =
            readChanges(m_connection,
                        QStringLiteral("kind = 'removed' AND state = 0 AND first_pair <= ? "
                                       "AND last_pair >= ?"),
                        QStringLiteral("ORDER BY id DESC"), {pairId, pairId});
        if (!removals)
            return removals.error();
        for (const DataChange &change : *removals) {
            const auto details = changeDetails(m_connection, change.id);
            if (!details)
                return details.error();
            const auto changes = unpackChanges(details->content);
            if (changes && holds(*changes, pairId))
                return std::optional(PairRemoval{change, change.atMs});
        }
    }
    if (removed & kRemovedWithImport) {
        const auto with = readChanges(
            m_connection,
            QStringLiteral("import_id = ? AND ((kind = 'import_removed' AND state = 0) OR "
                           "(kind = 'import' AND state > 0))"),
            QStringLiteral("ORDER BY id DESC LIMIT 1"), {importId});
        if (!with)
            return with.error();
        if (!with->empty()) {
            const DataChange &change = with->front();
            const bool isUndone = change.kind == ChangeKind::Import;
            return std::optional(PairRemoval{change, isUndone ? change.stateMs : change.atMs});
        }
    }
    return std::optional<PairRemoval>();
}

} // namespace tunedesk
