#include "project/step_plan.h"

#include "project/change_content.h"
#include "project/change_rows.h"
#include "project/connection.h"

#include <algorithm>

namespace tunedesk
{

ChangedColumn columnOf(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Answers:
    case ChangeKind::AnswersTakenBack:
    case ChangeKind::AnswersBroughtBack:
        return ChangedColumn::TakenBack;
    case ChangeKind::Flagged:
    case ChangeKind::Unflagged:
        return ChangedColumn::Flag;
    case ChangeKind::Split:
    case ChangeKind::TestSet:
        return ChangedColumn::Split;
    case ChangeKind::Note:
    case ChangeKind::Topic:
    case ChangeKind::Dialogue:
    case ChangeKind::Removed:
    case ChangeKind::Restored:
    case ChangeKind::Import:
    case ChangeKind::ImportRemoved:
    case ChangeKind::ImportRestored:
    case ChangeKind::Update:
        return ChangedColumn::Removal;
    }
    Q_UNREACHABLE();
}

std::optional<ChangedText> textOf(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Note:
        return ChangedText::Note;
    case ChangeKind::Topic:
        return ChangedText::Topic;
    case ChangeKind::Dialogue:
        return ChangedText::Dialogue;
    default:
        return std::nullopt;
    }
}

Result<StepPlan> StepPlan::read(const Connection &connection, const DataChange &step)
{
    StepPlan plan;
    plan.m_stepId = step.id;
    if (auto added = plan.addPart(connection, step); !added)
        return added.error();
    const auto parts = partsOf(connection, step.id);
    if (!parts)
        return parts.error();
    for (const DataChange &part : *parts)
        if (auto added = plan.addPart(connection, part); !added)
            return added.error();
    return plan;
}

Result<void> StepPlan::addPart(const Connection &connection, const DataChange &row)
{
    const auto details = changeDetails(connection, row.id);
    if (!details)
        return details.error();
    m_parts.push_back({row.kind, row.importId, details->textBefore, details->textAfter});
    if (row.kind == ChangeKind::Import) {
        std::optional<IdRun> pairs;
        Statement find(connection, QStringLiteral("SELECT (SELECT min(id) FROM pairs WHERE "
                                                  "import_id = ?), (SELECT max(id) FROM pairs "
                                                  "WHERE import_id = ?)"));
        if (auto asked = find.run(row.importId, row.importId); !asked)
            return asked;
        const auto read = find.each([&] {
            if (!find.isNull(0))
                pairs = IdRun{find.integer(0), find.integer(1)};
        });
        if (!read)
            return read;
        if (pairs)
            add(0, 0, *pairs);
        return {};
    }
    const auto changes = unpackChanges(details->content);
    if (!changes)
        return changes.error();
    for (const ValueChange &change : *changes)
        for (const IdRun &run : change.rows)
            add(change.before, change.after, run);
    if (textOf(row.kind) && changes->empty())
        add(0, 0, {row.pairId, row.pairId}); // a note by hand
    return {};
}

void StepPlan::add(int before, int after, const IdRun &ids)
{
    m_pieces.push_back({m_parts.size() - 1, before, after, ids, m_size});
    m_size += ids.last - ids.first + 1;
}

std::optional<IdRun> StepPlan::importedPairs() const
{
    if (m_parts.front().kind != ChangeKind::Import || m_pieces.empty() ||
        m_pieces.front().part != 0)
        return std::nullopt;
    return m_pieces.front().ids;
}

Result<void> StepPlan::apply(Connection &writer, qint64 begin, qint64 end, bool forward) const
{
    // What is written in one go: neighbouring pieces of the same change.
    std::vector<IdRun> rows;
    const Piece *like = nullptr;
    const auto flush = [&]() -> Result<void> {
        if (rows.empty())
            return {};
        const Result<void> done = write(writer, *like, rows, forward);
        rows.clear();
        return done;
    };
    const auto take = [&](const Piece &piece) -> Result<void> {
        const bool isSame = like && like->part == piece.part && like->before == piece.before &&
                            like->after == piece.after;
        if (!isSame)
            if (auto done = flush(); !done)
                return done;
        like = &piece;
        const qint64 first = std::max(piece.begin, begin);
        const qint64 last = std::min(piece.begin + (piece.ids.last - piece.ids.first), end - 1);
        rows.push_back(
            {piece.ids.first + first - piece.begin, piece.ids.first + last - piece.begin});
        return {};
    };
    const auto isBefore = [](const Piece &piece, qint64 place) { return piece.begin < place; };
    auto from = std::lower_bound(m_pieces.begin(), m_pieces.end(), begin + 1, isBefore);
    if (from != m_pieces.begin())
        --from;
    const auto to = std::lower_bound(from, m_pieces.end(), end, isBefore);
    if (begin >= end)
        return {};
    for (auto count = to - from; count > 0; --count)
        if (auto done = take(forward ? *(to - count) : *(from + (count - 1))); !done)
            return done;
    return flush();
}

Result<void> StepPlan::write(Connection &writer, const Piece &like, const std::vector<IdRun> &rows,
                             bool forward) const
{
    const Part &part = m_parts[like.part];
    if (const auto text = textOf(part.kind))
        return forward ? changeTexts(writer, *text, part.textBefore, part.textAfter, rows)
                       : changeTexts(writer, *text, part.textAfter, part.textBefore, rows);
    if (part.kind == ChangeKind::Import)
        return changeImport(writer, part.importId, !forward, rows);
    return changeRows(writer, columnOf(part.kind), forward ? like.before : like.after,
                      forward ? like.after : like.before, rows);
}

Result<void> StepPlan::markImport(Connection &writer, bool forward) const
{
    const Part &step = m_parts.front();
    if (step.kind == ChangeKind::Import || step.kind == ChangeKind::ImportRestored)
        return tunedesk::markImport(writer, step.importId, !forward);
    if (step.kind == ChangeKind::ImportRemoved)
        return tunedesk::markImport(writer, step.importId, forward);
    return {};
}

} // namespace tunedesk
