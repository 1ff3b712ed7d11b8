#pragma once

#include <QString>

#include <optional>

namespace tunedesk
{

/// One answer of one person about one pair. History: never changed, never deleted; an undo marks it taken back.
struct Label {
    qint64 id = 0;               ///< order of answering; the clock may jump, this does not
    qint64 pairId = 0;
    std::optional<int> label;    ///< 1 appropriate, 0 not
    std::optional<double> score; ///< in a score project
    bool skipped = false;        ///< neither: the person passed
    QString annotator;
    qint64 atMs = 0;             ///< UTC, milliseconds since 1970
    double seconds = 0;          ///< how long the pair was on screen
    QString note;
    bool imported = false;       ///< came with a file, nobody answered here
    bool takenBack = false;
};

} // namespace tunedesk
