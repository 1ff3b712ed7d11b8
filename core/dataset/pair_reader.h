#pragma once

#include "base/result.h"
#include "dataset/pair_format.h"
#include "domain/dialogue_pair.h"

#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace tunedesk
{

/// Reads a file of pairs of any kind that openTable() knows, in one pass and in bounded memory. One thread.
class PairReader
{
public:
    /// Looks at the beginning and guesses what `format` leaves open.
    /// Errors: File (not there, no regular file), Input (empty, another kind of file, a list of
    ///         rejected rows; when `isComplete`: no column for
    ///         question or reply, or an encoding that a person should look at first).
    /// @param isComplete false: what a person has still to choose is left open
    static Result<PairReader> open(const QString &path, const PairFormat &format = {}, bool isComplete = true);
    PairReader(PairReader &&) noexcept;
    PairReader &operator=(PairReader &&) noexcept;
    ~PairReader();

    const PairFormat &format() const; ///< complete now
    /// The columns as they would be found by looking, whatever was given.
    QList<PairColumn> guessedColumns() const;
    /// The first row where it was found to be no header; empty: the columns have names.
    QStringList unnamedFirstRow() const;
    /// Before the first row: the columns and all that is said of labels are those of `mapping`, which has as many
    /// columns as the file.
    void setMapping(const PairFormat &mapping);
    /// What open() asks of a complete format.
    /// @param identity of a project (see exportedId()): where the first rows have its ids, they need
    ///                 no texts
    Result<void> checkComplete(const QString &identity = {}) const;
    QString formatName() const;       ///< as PairFormat::kind
    /// The values of the label column in the rows read so far.
    const LabelValues &labelValues() const;
    /// What one of them means; none: it is not known.
    std::optional<LabelMeaning> meaningOf(const QString &labelValue) const;
    /// At the end: what the numbers of the label column are, where that was guessed from the first rows and is not so.
    /// The file is to be read anew with this as PairFormat::labelNumbers.
    std::optional<NumberScale> otherNumbers() const;
    qint64 position() const;          ///< bytes read
    qint64 size() const;              ///< bytes in the file

    /// A parsed row: either a pair, or rejected.
    struct Row {
        /// 1-based physical line on which it starts; of a spreadsheet its row, of a list of JSON its
        /// place in it
        qint64 row = 0;
        QStringList cells;
        QString id; ///< as exportedId() writes it, or whatever stands there
        bool isLabelUnknown = false; ///< it comes in without the label that nobody knows
        bool isDialogueMadeUp = false; ///< by the chat's place in the file, which has no id for it
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
