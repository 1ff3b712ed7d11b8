#pragma once

#include "project/change_apply.h"
#include "project/change_log.h"

#include <optional>
#include <vector>

namespace tunedesk
{

/// All that a step of the history with its parts changed, number by number in the order of doing,
/// so that any stretch of it can be written by itself. Read once; writes in a transaction under
/// way.
class StepPlan
{
public:
    /// Errors: Database (the file is damaged).
    static Result<StepPlan> read(const Connection &connection, const DataChange &step);

    qint64 stepId() const { return m_stepId; }
    /// Numbers of pairs and answers; what two parts changed counts twice, and of an import those
    /// that were never given count too.
    qint64 size() const { return m_size; }
    /// The pairs of the import that the step is.
    std::optional<IdRun> importedPairs() const;
    qint64 importId() const { return m_parts.front().importId; }

    /// Writes the stretch from `begin` to before `end` once more, or writes it back. What is not as
    /// the step left it, or found it, stays.
    Result<void> apply(Connection &writer, qint64 begin, qint64 end, bool forward) const;
    /// Says of its import whether that is removed, once all is written. Errors: Input (no such
    /// import, or an unfinished one).
    Result<void> markImport(Connection &writer, bool forward) const;

private:
    struct Part {
        ChangeKind kind = ChangeKind::Update;
        qint64 importId = 0;
        QString textBefore, textAfter;
    };
    struct Piece {
        std::size_t part = 0;
        int before = 0, after = 0;
        IdRun ids;
        qint64 begin = 0; ///< place of its first number in the whole
    };
    Result<void> addPart(const Connection &connection, const DataChange &row);
    void add(int before, int after, const IdRun &ids);
    Result<void> write(Connection &writer, const Piece &like, const std::vector<IdRun> &rows,
                       bool forward) const;

    qint64 m_stepId = 0, m_size = 0;
    std::vector<Part> m_parts; ///< the step first
    std::vector<Piece> m_pieces;
};

/// The column that a step of this kind changes.
ChangedColumn columnOf(ChangeKind kind);
std::optional<ChangedText> textOf(ChangeKind kind);

} // namespace tunedesk
