#include "project/change_apply.h"

#include "project/connection.h"
#include "project/effective_label.h"

#include <QCoreApplication>
#include <QList>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairStore)
};

/// Pairs are to be shown again that an unfinished import brought once more: the new ones, which
/// nobody has seen, step back. If that import breaks off, its rows go and the old pairs are there.
/// @param own a condition on the old pairs, with `values`
Result<void> hideStagedTwins(Connection &writer, const QString &own, const QVariantList &values)
{
    const auto staged = writer.scalar(
        QStringLiteral("SELECT count(*) FROM imports WHERE staged_after IS NOT NULL"));
    if (!staged)
        return staged.error();
    if (staged->toInt() == 0)
        return {};
    Statement stepBack(
        writer,
        QStringLiteral(
            "UPDATE pairs SET removed = removed | %1 WHERE id IN (SELECT pair_id FROM pairs AS own "
            "JOIN shown_contents USING (content_hash) WHERE %2 AND pair_id <> own.id) "
            "AND import_id IN (SELECT id FROM imports WHERE staged_after IS NOT NULL)")
            .arg(kRemovedItself)
            .arg(own));
    return stepBack.run(values);
}

Result<void> changeRemoval(Connection &writer, int from, int to, const std::vector<IdRun> &rows)
{
    const int differing = from ^ to;
    Statement update(writer,
                     QStringLiteral("UPDATE OR IGNORE pairs SET removed = (removed & ~?) | ? "
                                    "WHERE id BETWEEN ? AND ? AND removed & ? = ?"));
    for (const IdRun &run : rows) {
        // Those that are shown afterwards have no other bit.
        if ((to & differing) == 0)
            if (auto done = hideStagedTwins(
                    writer, QStringLiteral("own.removed = ? AND own.id BETWEEN ? AND ?"),
                    {from & differing, run.first, run.last});
                !done)
                return done;
        if (auto done = update.run(differing, to & differing, run.first, run.last, differing,
                                   from & differing);
            !done)
            return done;
    }
    return {};
}

Result<void> refreshLabels(Connection &writer, const IdRun &answers)
{
    QList<qint64> pairs;
    Statement find(writer,
                   QStringLiteral("SELECT DISTINCT pair_id FROM answers WHERE id BETWEEN ? AND ?"));
    if (auto asked = find.run(answers.first, answers.last); !asked)
        return asked;
    if (auto read = find.each([&] { pairs << find.integer(0); }); !read)
        return read;
    for (const qint64 pair : pairs)
        if (auto refreshed = refreshEffectiveLabel(writer, pair); !refreshed)
            return refreshed;
    return {};
}
} // namespace

Result<void> changeRows(Connection &writer, ChangedColumn column, int from, int to,
                        const std::vector<IdRun> &rows)
{
    if (column == ChangedColumn::Removal)
        return changeRemoval(writer, from, to, rows);
    const QString sql =
        column == ChangedColumn::TakenBack ? QStringLiteral("UPDATE answers SET taken_back = ? "
                                                            "WHERE id BETWEEN ? AND ? "
                                                            "AND taken_back = ?")
        : column == ChangedColumn::Flag    ? QStringLiteral("UPDATE pairs SET flagged = ? "
                                                               "WHERE id BETWEEN ? AND ? "
                                                               "AND flagged = ?")
                                           : QStringLiteral("UPDATE pairs SET split = ? "
                                                               "WHERE id BETWEEN ? AND ? "
                                                               "AND split = ?");
    Statement update(writer, sql);
    for (const IdRun &run : rows) {
        if (auto done = update.run(to, run.first, run.last, from); !done)
            return done;
        if (column == ChangedColumn::TakenBack)
            if (auto done = refreshLabels(writer, run); !done)
                return done;
    }
    return {};
}

Result<void> changeTexts(Connection &writer, ChangedText text, const std::optional<QString> &from,
                         const QString &to, const std::vector<IdRun> &rows)
{
    const QLatin1String column(text == ChangedText::Note    ? "note"
                               : text == ChangedText::Topic ? "topic"
                                                            : "dialogue");
    Statement &update = writer.kept(
        QStringLiteral("UPDATE pairs SET %1 = ? WHERE id BETWEEN ? AND ? AND (%1 = ? OR ?)")
            .arg(column));
    for (const IdRun &run : rows)
        if (auto done = update.run(to, run.first, run.last, from.value_or(QString()), !from); !done)
            return done;
    return {};
}

Result<void> markImport(Connection &writer, qint64 importId, bool removed)
{
    Statement mark(writer, QStringLiteral("UPDATE imports SET removed = ? "
                                          "WHERE id = ? AND staged_after IS NULL"));
    if (auto marked = mark.run(removed, importId); !marked)
        return marked;
    if (mark.changedRows() == 0)
        return Error{ErrorKind::Input,
                     Text::tr("There is no import of this number."),
                     Text::tr("import %1").arg(importId),
                     {}};
    return {};
}

Result<void> changeImport(Connection &writer, qint64 importId, bool removed,
                          const std::vector<IdRun> &rows)
{
    // OR IGNORE: a pair that came again with a later import stays hidden here, not twice in the
    // list.
    Statement &hide =
        writer.kept(removed ? QStringLiteral("UPDATE pairs SET removed = removed | ? "
                                             "WHERE id BETWEEN ? AND ? AND +import_id = ?")
                            : QStringLiteral("UPDATE OR IGNORE pairs SET removed = removed & ~? "
                                             "WHERE id BETWEEN ? AND ? AND +import_id = ?"));
    for (const IdRun &run : rows) {
        if (!removed)
            if (auto done = hideStagedTwins(writer,
                                            QStringLiteral("own.removed = ? AND own.id BETWEEN ? "
                                                           "AND ? AND own.import_id = ?"),
                                            {kRemovedWithImport, run.first, run.last, importId});
                !done)
                return done;
        if (auto done = hide.run(kRemovedWithImport, run.first, run.last, importId); !done)
            return done;
    }
    return {};
}

} // namespace tunedesk
