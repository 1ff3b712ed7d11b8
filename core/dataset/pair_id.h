#pragma once

#include "domain/dialogue_pair.h"

#include <QString>

#include <optional>

namespace tunedesk
{

/// What an exported row is known by: the project that it came from, the number of its pair there
/// and a check of the pair's texts, as "p3f2a9c417b06-128-9c04e1". Copies of a project hand out the
/// same numbers for pairs of their own, which the check tells apart. A letter in front, so that no
/// spreadsheet program takes it for a number or a date. Older exports have no check.
struct ExportedId {
    qint64 pair = 0;
    QString check; ///< as textCheck(); empty: none was written
};

/// 6 hexadecimal digits of question, reply and context, trimmed.
QString textCheck(const DialoguePair &pair);

/// @param identity 12 hexadecimal digits
QString exportedId(const QString &identity, const DialoguePair &pair);

/// Whether a text is such an id, of whatever project.
bool isExportedId(const QString &text);

/// None: the text is no such id, or one of another project.
std::optional<ExportedId> readExportedId(const QString &text, const QString &identity);

} // namespace tunedesk
