#pragma once

#include "base/result.h"
#include "dataset/pair_format.h"

#include <QByteArray>
#include <QMap>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace tunedesk
{

/// A row of a table, whatever file it stands in.
struct TableRow {
    qint64 line = 0;   ///< 1-based line on which it starts; of a spreadsheet its row
    qint64 number = 0; ///< of a list of JSON: its place in the list, from 1; else 0
    QStringList cells; ///< as many as there are columns, unless the row has another width
    QByteArray raw;    ///< UTF-8, as it stood
    bool isDialogueMadeUp = false; ///< the dialogue's id is not the file's: its place there
    struct Problem {
        QString column; ///< name; empty: the whole row
        QString reason; ///< translated
    };
    std::optional<Problem> problem; ///< why it can't be taken
    /// Cells that hold no value, and why: the error of a formula, something nested. Such a row can
    /// be taken where nothing is wanted of them.
    QMap<qsizetype, QString> failed;
};

/// Every kind of file is read as a table of texts: chats become a row for each reply, objects one
/// for each object, keys are columns. In one pass and in bounded memory. One thread.
class TableSource
{
public:
    static constexpr int kRowsLookedAt =
        50; ///< at the beginning, to find out what the columns hold

    virtual ~TableSource() = default;

    virtual QStringList columnNames() const = 0;
    /// What the columns bring, where the kind of file says so; empty: to be guessed.
    virtual QList<PairColumn> knownColumns() const { return {}; }
    /// The first rows below the header, at most kRowsLookedAt. next() gives them too.
    virtual QList<QStringList> firstRows() const = 0;
    /// Who says what the labels of answers mean that the kind of file has in records of its own,
    /// and counts them. Before the first row; it outlives the source.
    virtual void readLabelsWith(LabelColumn *) {}
    /// Such labels of the first rows; null: the kind of file has none.
    virtual const LabelValues *firstLabels() const { return nullptr; }
    /// @return false at the end. Errors: Input (the rest can't be read, with its place), File
    /// (unreadable, changed meanwhile).
    virtual Result<bool> next(TableRow &row) = 0;
    virtual qint64 position() const = 0; ///< bytes read
    virtual qint64 size() const = 0;     ///< bytes in the file
};

/// Opens a file by what it is, or as format.kind says, and completes `format` but for the columns'
/// meaning. Errors: File (not there, not readable, no regular file), Input (empty, broken, no kind
/// that is known).
Result<std::unique_ptr<TableSource>> openTable(const QString &path, PairFormat &format);

/// Whether the columns were named in the file, so that their names mean something.
bool hasNamedColumns(const PairFormat &format);

} // namespace tunedesk
