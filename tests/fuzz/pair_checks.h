#pragma once

#include "dataset/pair_reader.h"
#include "dataset/pair_writer.h"
#include "dataset/xlsx_text.h"
#include "fuzz_input.h"

#include <QCryptographicHash>

#include <cmath>
#include <cstdlib>
#include <optional>

namespace tunedesk
{

inline void promise(bool isKept)
{
    if (!isKept)
        std::abort();
}

inline void checkText(const QString &text)
{
    promise(text.isValidUtf16() && !text.contains(QChar(u'\0')));
    promise(unguardedCell(guardedCell(text)) == text);
    promise(withoutEscapes(withEscapes(text)) == text);
}

inline void checkPair(const DialoguePair &pair, const PairFormat &format)
{
    for (const QString &text :
         {pair.question, pair.reply, pair.context, pair.dialogue, pair.group, pair.note})
        checkText(text);
    promise(!pair.question.trimmed().isEmpty() || !format.columns.contains(PairColumn::Question));
    promise(!pair.reply.trimmed().isEmpty() || !format.columns.contains(PairColumn::Reply));
    promise(!pair.label || *pair.label == 0 || *pair.label == 1);
    promise(!pair.score || std::isfinite(*pair.score));
    for (const Label &answer : pair.answers) {
        promise(!answer.label || *answer.label == 0 || *answer.label == 1);
        promise(!answer.score || std::isfinite(*answer.score));
        promise(answer.annotator.isValidUtf16() && answer.note.isValidUtf16());
        promise(std::isfinite(answer.seconds));
    }
}

/// Reads a file of pairs to its end, as an import does. What is accepted keeps to what PairReader
/// promises; aborts where it doesn't. @param format completed
/// @return a sum of all rows; nothing: it was refused
inline std::optional<QByteArray> readPairs(const QString &path, PairFormat &format)
{
    const auto isRefused = [](const Error &error) {
        promise(!error.what.isEmpty() && !error.where.isEmpty());
        return std::nullopt;
    };
    auto reader = PairReader::open(path, format, false);
    if (!reader)
        return isRefused(reader.error());
    format = reader->format();
    promise(!format.kind.isEmpty() && format.columns.size() == format.columnNames.size());
    QCryptographicHash sum(QCryptographicHash::Sha1);
    while (true) {
        const auto rows = reader->next(100);
        if (!rows)
            return isRefused(rows.error());
        if (rows->empty())
            return sum.result();
        for (const PairReader::Row &row : *rows) {
            promise(row.row >= 1);
            sum.addData(row.cells.join(QChar(u'\x1f')).toUtf8());
            sum.addData(row.rejected ? "-" : "+");
            if (row.rejected) {
                promise(!row.rejected->reason.isEmpty());
                continue;
            }
            promise(row.cells.size() == format.columns.size());
            checkPair(row.pair, format);
        }
    }
}

/// Reads it as it comes, and once more as it was found to be: both have the same rows.
inline void checkPairFile(const QString &path)
{
    PairFormat format;
    const auto first = readPairs(path, format);
    if (!first)
        return;
    promise(readPairs(path, format) == first);
}

} // namespace tunedesk
