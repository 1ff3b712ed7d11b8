#pragma once

#include "base/result.h"
#include "dataset/label_meaning.h"
#include "domain/dialogue_pair.h"

#include <QChar>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace tunedesk
{

/// What a column of a file brings.
enum class PairColumn {
    LeaveOut,
    Question,
    Reply,
    Context,
    Label,
    Score,
    Dialogue,
    Group,
    Split,
    Note,
    Answers,   ///< as answersToText() writes them; they outrank label and score
    Id,        ///< as exportedId() writes it
    Flag,      ///< whether a person flagged the pair
    Annotator, ///< whose answer the row's label and score are
};

/// The name of a column's role on the command line and in settings; LeaveOut: empty. Never
/// translated.
QString columnRoleName(PairColumn column);
std::optional<PairColumn> columnFromRoleName(QStringView name);

/// Whether a sign may stand between the columns of a table: ASCII, no letter, digit, quote, blank
/// or line break.
bool canDelimit(QChar sign);

/// How a file of pairs is to be read. Everything is found by looking unless set.
struct PairFormat {
    QString kind;                  ///< name of a FileKind, as "csv" or "label-studio"; empty: found
    QString encoding;              ///< as ICU names it, "UTF-8", "GB18030"; empty: found
    QStringList otherEncodings;    ///< that fit as well; found
    std::optional<Error> doubt;    ///< why a person should look at the encoding first; found
    QChar delimiter;               ///< of delimited text, see canDelimit(); null: found
    std::optional<bool> hasQuotes; ///< of delimited text, round what holds delimiters; none: found
    std::optional<bool> hasHeader; ///< of a table; none: found
    QString sheet;                 ///< of a spreadsheet; empty: the first one that is shown
    QStringList sheets;            ///< those that the spreadsheet has; found
    QStringList columnNames;       ///< of the file; found
    QList<PairColumn> columns;     ///< same length; empty: found by name, then by content
    Split split = Split::Unassigned; ///< for all rows, unless a column says
    LabelMeanings labelMeanings;     ///< said by a person; other values by guessedMeaning()
    std::optional<UnknownLabels> unknownLabels; ///< none: refused
    std::optional<NumberScale> labelNumbers;    ///< of the label column; found
};

/// A row that could not become a pair.
/// Why a row can't be taken.
enum class RowFault {
    Broken,       ///< anything that no choice mends
    EmptySide,    ///< no question or no reply
    UnknownLabel, ///< nobody said, and it is not known, what it means
    OddValue      ///< of a score, a split, a flag or a list of answers
};

struct RejectedRow {
    qint64 row = 0;  ///< as PairReader::Row::row
    QString column;  ///< name; empty: the whole row
    QString reason;  ///< translated
    QString raw;     ///< the row as it stood, cut at 32,000 characters
    qint64 line = 0; ///< 1-based physical line on which it starts; of a spreadsheet its row
    RowFault fault = RowFault::Broken;

    /// What rows with the same fault have in common: the column of a value, else the reason.
    const QString &about() const
    {
        const bool isOfValue = fault == RowFault::UnknownLabel || fault == RowFault::OddValue;
        return isOfValue ? column : reason;
    }
};

} // namespace tunedesk
