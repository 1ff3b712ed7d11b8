#pragma once

#include "base/job_context.h"
#include "base/result.h"
#include "dataset/import_checks.h"
#include "dataset/pair_reader.h"
#include "jobs/new_pair_effects.h"
#include "jobs/pair_updates.h"
#include "jobs/remembered_mapping.h"

#include <QString>

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace tunedesk
{

/// Tells whether a file is the one that was looked at.
struct FileStamp {
    qint64 bytes = 0, modifiedMs = 0;
    bool operator==(const FileStamp &) const = default;
};

struct ImportOptions {
    QString file;
    PairFormat format;      ///< what is empty is found by looking
    QStringList columnsOf; ///< format.columns hold for a file with these names; empty: for any file
    /// Without columns in `format`: those that the project remembers of a file with the same header. What `format` says
    /// of labels stands before what is remembered.
    bool recall = true;
    std::optional<FileStamp> seen; ///< of the file that was shown: another one is refused; none: any is taken
    bool dryRun = false;    ///< counts, but leaves the project as it was
    /// Rejected rows are normal: they are listed and the others come in. False: one rejected row refuses the file.
    bool allowPartial = true;
    /// Who imports, for the history of changes; an edited label of an export becomes an answer of this person.
    QString by;
    QString annotator;      ///< whose answers the file's labels become; empty: "import"
    ImportRemedies remedies; ///< for what the checks find
    /// Checks that are to be counted even where no remedy needs them. Each takes a pass over file and project first.
    ImportChecking checking;
};

/// A value of the label column, and what it stands for.
struct LabelValueRows {
    QString text; ///< as it stood first
    qint64 rows = 0;
    LabelMeaning meaning;
    bool isKnown = true; ///< false: nobody said, and it is no label that is known
};

struct ImportSummary {
    Outcome outcome = Outcome::Finished;
    qint64 importId = 0;
    PairFormat format; ///< as it was read
    MappingSource mapping = MappingSource::Guessed; ///< where format.columns are from
    bool isGuess = true; ///< they and what labels mean are as they would be found by looking
    QString formatName;
    FileStamp seen;
    qint64 rows = 0;   ///< below the header
    int imported = 0;
    int duplicates = 0;
    int rejected = 0;
    int leftOut = 0;   ///< by a remedy, neither duplicate nor rejected
    int labelled = 0;  ///< of the imported
    ImportFindings findings; ///< of the checks that were made; masks are counted in any case
    UpdateCounts updates; ///< rows that this project exported, with an id of a pair in it
    NewPairCounts effects; ///< of the new pairs that remedies let in; of a preview, of all of them
    std::vector<RejectedRow> reasons; ///< all of them, up to 10,000
    /// All rejected rows by their fault and RejectedRow::about(). What is beyond 100 of these is counted as Broken
    /// without a text.
    std::map<std::pair<RowFault, QString>, int> faults;
    int unknownLabels = 0; ///< rows whose label nobody knows, rejected or without it
    std::vector<LabelValueRows> labelValues; ///< the most frequent first, up to LabelValues::kMaxShown
    qint64 otherLabelRows = 0;               ///< with values beyond these
};

/// Adds the rows of options.file to the project and updates the pairs that edited rows of an export are of (see
/// PairUpdates), all or none: stopped or failed, it is as before. Afterwards the project
/// remembers the columns and the meanings of labels by the file's header. Worker thread.
/// Errors: File (also: another one than was seen), Input (see PairReader; with allowPartial off: any rejected row), Database, Disk, Busy.
Result<ImportSummary> importPairs(const QString &projectFile, const ImportOptions &options, JobContext &job);

struct ImportPreview {
    struct Row {
        PairReader::Row row;
        bool duplicate = false; ///< of a pair in the project or of an earlier row
        qint64 number = 0;      ///< from 0
        quint8 facts = 0;       ///< of fact::
        bool isTooLong = false; ///< for the model, where the row was in the sample
        QStringList notes;      ///< translated: what it has to do with which row or pair
        RowFate fate = RowFate::New;
        PairChange change; ///< of RowFate::Updated
    };
    PairFormat format;
    QString formatName;
    std::vector<Row> rows;  ///< the first `maxRows`
    std::vector<Row> found; ///< of what each check found further down, the first FileChecks::kShownRows
    ImportSummary summary; ///< of the whole file, as a dry run would count
};

/// What an import would do by all checks, with the first rows to look at. Changes nothing. Worker thread.
Result<ImportPreview> previewImport(const QString &projectFile, const ImportOptions &options, int maxRows, JobContext &job);

/// Adds the sample pairs that the program ships. @return how many
Result<int> addSamplePairs(const QString &projectFile, JobContext &job);

} // namespace tunedesk
