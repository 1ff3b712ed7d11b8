#include "project/label_store.h"

#include "project/change_log.h"
#include "project/connection.h"
#include "project/stored_values.h"

#include <algorithm>

namespace tunedesk
{

namespace
{
constexpr char kColumns[] = "id, pair_id, label, score, skipped, annotator, at_ms, seconds, note, "
                            "imported, taken_back";

QString select(const char *rest)
{
    return QStringLiteral("SELECT %1 FROM answers %2")
        .arg(QLatin1String(kColumns), QLatin1String(rest));
}

Label readLabel(const Statement &row)
{
    Label label;
    label.id = row.integer(0);
    label.pairId = row.integer(1);
    if (!row.isNull(2))
        label.label = storedLabel(row.integer(2));
    if (!row.isNull(3))
        label.score = row.real(3);
    label.skipped = row.integer(4) != 0;
    label.annotator = row.text(5);
    label.atMs = row.integer(6);
    label.seconds = row.real(7);
    label.note = row.text(8);
    label.imported = row.integer(9) != 0;
    label.takenBack = row.integer(10) != 0;
    return label;
}

template <typename... Values>
Result<std::vector<Label>> readLabels(Statement &statement, const Values &...values)
{
    std::vector<Label> labels;
    if (auto asked = statement.run(values...); !asked)
        return asked.error();
    if (auto read = statement.each([&] { labels.push_back(readLabel(statement)); }); !read)
        return read.error();
    return labels;
}

template <typename... Values>
Result<std::vector<Label>> readLabels(const Connection &connection, const char *rest,
                                      const Values &...values)
{
    Statement statement(connection, select(rest));
    return readLabels(statement, values...);
}

/// A number that looks random but follows from seed and id (SplitMix64, Steele et al. 2014).
quint64 mixed(quint64 seed, quint64 id)
{
    quint64 z = seed * 0x9e3779b97f4a7c15ULL + id * 0xd1b54a32d192ed03ULL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}
} // namespace

Result<qint64> LabelStore::add(const Label &label)
{
    qint64 id = 0;
    const auto change = ChangeLog(m_connection).answer({label}, &id);
    if (!change)
        return change.error();
    return id;
}

Result<std::optional<Label>> LabelStore::undoLast(const QString &annotator)
{
    return ChangeLog(m_connection).takeLastBack(annotator);
}

Result<void> LabelStore::setTakenBack(qint64 labelId, bool takenBack)
{
    const auto change = ChangeLog(m_connection).setTakenBack(labelId, takenBack, {});
    return change ? Result<void>() : Result<void>(change.error());
}

Result<std::vector<Label>> LabelStore::history(qint64 pairId) const
{
    static const QString sql = select("WHERE pair_id IN (SELECT id FROM known_pairs WHERE id = ?) "
                                      "ORDER BY id");
    return readLabels(m_connection.kept(sql), pairId);
}

Result<std::vector<Label>> LabelStore::latest(const QString &annotator, int limit) const
{
    return readLabels(m_connection,
                      "WHERE annotator = ? AND taken_back = 0 AND imported = 0 "
                      "ORDER BY id DESC LIMIT ?",
                      annotator, limit);
}

Result<int> LabelStore::countSince(const QString &annotator, qint64 sinceMs) const
{
    Statement statement(
        m_connection,
        QStringLiteral("SELECT count(*) FROM answers WHERE annotator = ? AND at_ms >= ? "
                       "AND imported = 0 AND taken_back = 0 AND skipped = 0"));
    if (auto asked = statement.run(annotator, sinceMs); !asked)
        return asked.error();
    int count = 0;
    if (auto read = statement.each([&] { count = int(statement.integer(0)); }); !read)
        return read.error();
    return count;
}

Result<std::vector<qint64>> LabelStore::queue(const QString &annotator, QueueOrder order, int limit,
                                              quint64 seed) const
{
    QString sql = QStringLiteral(
        "SELECT id FROM known_pairs WHERE removed = 0 AND annotators = 0 AND id NOT IN "
        "(SELECT pair_id FROM answers WHERE annotator = ? AND skipped = 1 AND taken_back = 0)");
    if (order == QueueOrder::Oldest)
        sql += QStringLiteral(" ORDER BY id");
    else if (order == QueueOrder::ByDialogue)
        sql += QStringLiteral(" ORDER BY dialogue, import_id, origin_row, id");
    if (order != QueueOrder::Random)
        sql += QStringLiteral(" LIMIT %1").arg(limit);

    std::vector<qint64> ids;
    Statement statement(m_connection, sql);
    if (auto asked = statement.run(annotator); !asked)
        return asked.error();
    if (auto read = statement.each([&] { ids.push_back(statement.integer(0)); }); !read)
        return read.error();
    if (order != QueueOrder::Random)
        return ids;

    const auto wanted = ids.begin() + std::min<std::ptrdiff_t>(limit, std::ptrdiff_t(ids.size()));
    std::partial_sort(ids.begin(), wanted, ids.end(), [seed](qint64 a, qint64 b) {
        return std::pair(mixed(seed, quint64(a)), a) < std::pair(mixed(seed, quint64(b)), b);
    });
    ids.erase(wanted, ids.end());
    return ids;
}

} // namespace tunedesk
