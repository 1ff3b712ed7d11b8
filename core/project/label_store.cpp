#include "project/label_store.h"

#include "project/connection.h"
#include "project/effective_label.h"
#include "project/stored_values.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(LabelStore)
};

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

Result<bool> pairExists(Connection &connection, qint64 pairId)
{
    Statement statement(connection, QStringLiteral("SELECT 1 FROM known_pairs WHERE id = ?"));
    if (auto asked = statement.run(pairId); !asked)
        return asked.error();
    bool exists = false;
    if (auto read = statement.each([&] { exists = true; }); !read)
        return read.error();
    return exists;
}

Result<void> checkAnswer(const Label &label)
{
    const bool isLabelOdd = label.label && *label.label != 0 && *label.label != 1;
    const bool isScoreOdd = label.score && !std::isfinite(*label.score);
    const bool isEmpty = !label.label && !label.score && !label.skipped;
    if (isLabelOdd || isScoreOdd || isEmpty)
        return Error{ErrorKind::Input,
                     Text::tr("An answer is 1, 0, a number as its score, or skipped."),
                     Text::tr("pair %1").arg(label.pairId), Text::tr("Give one of these.")};
    if (label.annotator.isEmpty())
        return Error{ErrorKind::Input, Text::tr("The answer has nobody's name on it."),
                     Text::tr("pair %1").arg(label.pairId),
                     Text::tr("Set your name in the settings.")};
    return {};
}

Result<void> markTakenBack(Connection &writer, qint64 labelId, qint64 pairId, bool takenBack)
{
    Statement mark(writer, QStringLiteral("UPDATE answers SET taken_back = ? WHERE id = ?"));
    if (auto marked = mark.run(takenBack, labelId); !marked)
        return marked;
    return refreshEffectiveLabel(writer, pairId);
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
    if (auto checked = checkAnswer(label); !checked)
        return checked.error();
    return m_connection.write([&](Connection &writer) -> Result<qint64> {
        const auto exists = pairExists(writer, label.pairId);
        if (!exists)
            return exists.error();
        if (!*exists)
            return Error{ErrorKind::Input, Text::tr("There is no pair of this number."),
                         Text::tr("pair %1").arg(label.pairId),
                         Text::tr("Choose a pair of this project.")};
        Statement insert(writer,
                         QStringLiteral("INSERT INTO answers (pair_id, label, score, skipped, "
                                        "annotator, at_ms, seconds, note, imported) "
                                        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"));
        const qint64 atMs = label.atMs != 0 ? label.atMs : QDateTime::currentMSecsSinceEpoch();
        if (auto added =
                insert.run(label.pairId, label.label, label.score, label.skipped, label.annotator,
                           atMs, label.seconds, label.note, label.imported);
            !added)
            return added.error();
        const qint64 id = insert.insertedId();
        if (auto refreshed = refreshEffectiveLabel(writer, label.pairId); !refreshed)
            return refreshed.error();
        return id;
    });
}

Result<std::optional<Label>> LabelStore::undoLast(const QString &annotator)
{
    return m_connection.write([&](Connection &writer) -> Result<std::optional<Label>> {
        auto last = readLabels(writer,
                               "WHERE annotator = ? AND imported = 0 AND taken_back = 0 "
                               "ORDER BY id DESC LIMIT 1",
                               annotator);
        if (!last)
            return last.error();
        if (last->empty())
            return std::optional<Label>();
        Label &label = last->front();
        if (auto marked = markTakenBack(writer, label.id, label.pairId, true); !marked)
            return marked.error();
        label.takenBack = true;
        return std::optional(label);
    });
}

Result<void> LabelStore::setTakenBack(qint64 labelId, bool takenBack)
{
    return m_connection.write([&](Connection &writer) -> Result<void> {
        const auto label = readLabels(writer, "WHERE id = ?", labelId);
        if (!label)
            return label.error();
        if (label->empty())
            return Error{ErrorKind::Input,
                         Text::tr("There is no answer of this number."),
                         Text::tr("answer %1").arg(labelId),
                         {}};
        return markTakenBack(writer, labelId, label->front().pairId, takenBack);
    });
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
