#pragma once

#include "base/result.h"
#include "domain/dialogue_pair.h"

#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace tunedesk
{

/// What a column of a file brings.
enum class PairColumn { LeaveOut, Question, Reply, Context, Label, Score, Dialogue, Group, Split, Note };

/// How a table in a file is to be read. Everything is found by looking unless set.
struct PairFormat {
    QString encoding;                      ///< "UTF-8"; empty: found
    QChar delimiter;                       ///< ',' or '\t' or ';'; null: found
    std::optional<bool> hasHeader;         ///< none: found
    QStringList columnNames;               ///< of the file
    QList<PairColumn> columns;             ///< same length; empty: found by name, then by content
    Split split = Split::Unassigned;       ///< for all rows, unless a column says
};

/// A row that could not become a pair.
struct RejectedRow {
    qint64 row = 0;   ///< 1-based physical line on which it starts
    QString column;   ///< name; empty: the whole row
    QString reason;   ///< translated
    QString raw;      ///< the row as it stood, cut at 1,000 characters
};

/// Reads a CSV or TSV file of pairs (RFC 4180; UTF-8 with or without BOM; CRLF, LF and CR; quoted line breaks),
/// in one pass and in bounded memory. One thread.
class PairReader
{
public:
    /// Looks at the beginning and guesses what `format` leaves open.
    /// Errors: File (not there, no regular file), Input (empty, no header row's column for question or reply when
    ///         `requireColumns`, broken UTF-8 with line and byte, a spreadsheet or picture that calls itself CSV).
    static Result<PairReader> open(const QString &path, const PairFormat &format = {}, bool requireColumns = true);
    PairReader(PairReader &&) noexcept;
    PairReader &operator=(PairReader &&) noexcept;
    ~PairReader();

    const PairFormat &format() const; ///< complete now
    QString formatName() const;       ///< "csv" or "tsv"
    qint64 position() const;          ///< bytes read
    qint64 size() const;              ///< bytes in the file

    /// A parsed row: either a pair, or rejected.
    struct Row {
        qint64 row = 0; ///< 1-based physical line on which it starts
        QStringList cells;
        DialoguePair pair;                    ///< label and score filled in from the file
        std::optional<RejectedRow> rejected;
    };
    /// At most `count` rows; empty at the end. Errors: Input (broken UTF-8 with line and byte; a quote that never
    /// closes, naming the line it opens on), File.
    Result<std::vector<Row>> next(int count);

private:
    struct State;
    explicit PairReader(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace tunedesk
