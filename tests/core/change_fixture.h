#pragma once

#include "project_fixture.h"

#include "project/change_log.h"
#include "project/connection.h"

namespace tunedesk
{

inline const QString kAnn = QStringLiteral("ann");

/// Rows of a question as text, a line each.
inline QString rowsOf(const QString &path, const QString &sql)
{
    const auto reader = Connection::open(path, Connection::Role::Reader);
    if (!reader)
        return reader.error().toLine();
    QStringList lines;
    QSqlQuery query((*reader)->handle());
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return query.lastError().text();
    while (query.next()) {
        QStringList cells;
        for (int column = 0; query.value(column).isValid(); ++column)
            cells << (query.isNull(column) ? QStringLiteral("NULL")
                                           : query.value(column).toString());
        lines << cells.join(QLatin1Char('|'));
    }
    return lines.join(QLatin1Char('\n'));
}

/// All that people can see or bring back: the pairs, whether in the bin, and the answers that
/// stand. Pairs of an import that was undone are as if they had never come.
inline QString contentOf(const QString &path)
{
    const QString undone =
        QStringLiteral("(SELECT import_id FROM changes WHERE kind = 'import' AND state > 0)");
    return rowsOf(path, QStringLiteral("SELECT id, removed, split, flagged, label, score, "
                                       "annotators, disputed, note, topic, dialogue FROM pairs WHERE import_id "
                                       "NOT IN %1 ORDER BY id")
                            .arg(undone)) +
           QLatin1String("\n--\n") +
           rowsOf(path, QStringLiteral("SELECT id, pair_id, label, score, skipped, annotator FROM "
                                       "answers WHERE taken_back = 0 AND pair_id NOT IN (SELECT "
                                       "id FROM pairs WHERE import_id IN %1) ORDER BY id")
                            .arg(undone)) +
           QLatin1String("\n--\n") +
           rowsOf(path,
                  QStringLiteral("SELECT id, removed FROM imports WHERE id NOT IN %1").arg(undone));
}

inline std::vector<DialoguePair> numbered(int first, int count)
{
    std::vector<DialoguePair> pairs;
    for (int i = first; i < first + count; ++i) {
        pairs.push_back(pairOf(QStringLiteral("question %1").arg(i), QStringLiteral("reply")));
        pairs.back().dialogue = i % 5 == 0 ? QString() : QStringLiteral("d%1").arg(i / 3);
    }
    return pairs;
}

inline Result<qint64> import(Project &project, const std::vector<DialoguePair> &pairs)
{
    auto staged = project.stageImport(QStringLiteral("/data/more.csv"));
    if (!staged)
        return staged.error();
    if (auto added = staged->add(pairs, QStringLiteral("import")); !added)
        return added.error();
    if (auto shown = staged->finish(kAnn); !shown)
        return shown.error();
    return staged->id();
}

} // namespace tunedesk
