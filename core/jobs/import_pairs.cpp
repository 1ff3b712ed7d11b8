#include "jobs/import_pairs.h"

#include "dataset/table_source.h"
#include "jobs/file_checks.h"
#include "jobs/import_preview.h"
#include "jobs/project_identity.h"
#include "project/migrator.h"
#include "project/project.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QTemporaryDir>

#include <algorithm>
#include <cstring>
#include <future>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ImportPairs)
};

constexpr int kRowsAtOnce = 500; ///< well below 50 ms of reading
constexpr int kRowsAhead = 4000; ///< that are read while others are written
constexpr int kClearedAtOnce = 200;
constexpr std::size_t kMaxReasons = 10'000;

/// A content hash without the 80 bytes that a QByteArray of its own takes; the label in place of
/// two of its bits.
struct SeenHash {
    quint64 first = 0, second = 0;
    SeenHash(const QByteArray &hash, std::optional<int> label)
    {
        Q_ASSERT(hash.size() == sizeof *this);
        std::memcpy(this, hash.constData(), sizeof *this);
        second = (second & ~kLabelBits) | (label ? quint64(*label) + 1 : 0);
    }
    std::optional<int> label() const
    {
        const auto bits = int(second & kLabelBits);
        return bits == 0 ? std::optional<int>() : bits - 1;
    }
    bool operator==(const SeenHash &other) const
    {
        return first == other.first && ((second ^ other.second) & ~kLabelBits) == 0;
    }
    friend size_t qHash(const SeenHash &hash, size_t seed) { return hash.first ^ seed; }

private:
    static constexpr quint64 kLabelBits = 3;
};

bool isLabelled(const DialoguePair &pair)
{
    return pair.label || pair.score ||
           std::any_of(pair.answers.begin(), pair.answers.end(),
                       [](const Label &answer) { return answer.label || answer.score; });
}

void shorten(RejectedRow &row)
{
    constexpr qsizetype kRawLetters = 1000;
    row.raw.truncate(kRawLetters);
    row.raw.squeeze();
}

void addReason(ImportSummary &summary, const RejectedRow &row)
{
    ++summary.rejected;
    if (summary.reasons.size() >= kMaxReasons)
        return;
    summary.reasons.push_back(row);
    shorten(summary.reasons.back());
}

/// A file open for an import.
struct OpenFile {
    PairReader reader;
    MappingSource mapping = MappingSource::Guessed;

    ImportSummary emptySummary() const
    {
        const PairFormat &format = reader.format();
        return {.format = format,
                .mapping = mapping,
                .isGuess = format.columns == reader.guessedColumns() &&
                           format.labelMeanings.isEmpty() && !format.unknownLabels,
                .formatName = reader.formatName()};
    }
};

/// Opens options.file with the columns that were given, else those that are remembered.
Result<OpenFile> openForImport(Project &project, const ImportOptions &options, bool isComplete)
{
    PairFormat format = options.format;
    if (!options.columnsOf.isEmpty())
        format.columns.clear();
    auto reader = PairReader::open(options.file, format, false);
    if (!reader)
        return reader.error();
    // Names that say nothing are no header, unless they were one before.
    if (options.recall && format.columns.isEmpty() && !options.format.hasHeader) {
        QStringList first = reader->unnamedFirstRow();
        for (QString &cell : first)
            cell = cell.trimmed();
        const auto remembered = recallMapping(project, first);
        if (!remembered)
            return remembered.error();
        if (*remembered) {
            format.hasHeader = true;
            reader = PairReader::open(options.file, format, false);
            if (!reader)
                return reader.error();
        }
    }
    OpenFile open{std::move(*reader)};
    const QStringList names = open.reader.format().columnNames;
    if (!format.columns.isEmpty()) {
        open.mapping = MappingSource::Given;
    } else if (!options.format.columns.isEmpty() && names == options.columnsOf) {
        open.reader.setMapping(options.format);
        open.mapping = MappingSource::Given;
    } else if (options.recall && hasNamedColumns(open.reader.format())) {
        const auto remembered = recallMapping(project, names);
        if (!remembered)
            return remembered.error();
        if (*remembered) {
            format.columns = (*remembered)->columns;
            for (auto value = (*remembered)->labelMeanings.begin();
                 value != (*remembered)->labelMeanings.end(); ++value)
                if (!format.labelMeanings.contains(value.key()))
                    format.labelMeanings.insert(value.key(), *value);
            if (!format.unknownLabels)
                format.unknownLabels = (*remembered)->unknownLabels;
            open.reader.setMapping(format);
            open.mapping = MappingSource::Remembered;
        }
    }
    if (isComplete)
        if (auto checked = open.reader.checkComplete(); !checked)
            return checked.error();
    return open;
}

void addLabelValues(ImportSummary &summary, const PairReader &reader)
{
    const bool isRefused = reader.format().unknownLabels != UnknownLabels::Unlabelled;
    const LabelMeaning unknown{isRefused ? LabelMeaning::Kind::Refused
                                         : LabelMeaning::Kind::Unlabelled};
    for (const LabelValues::Value &value : reader.labelValues().mostFrequent()) {
        const auto meaning = reader.meaningOf(value.text);
        summary.labelValues.push_back(
            {value.text, value.rows, meaning.value_or(unknown), meaning.has_value()});
    }
    summary.otherLabelRows = reader.labelValues().rowsBeyond();
}

QString annotatorOf(const ImportOptions &options)
{
    return options.annotator.isEmpty() ? QStringLiteral("import") : options.annotator;
}

Result<PairUpdates> beginUpdates(Project &project, const ImportOptions &options,
                                 const PairReader &reader)
{
    return PairUpdates::begin(project, reader.format(),
                              options.by.isEmpty() ? annotatorOf(options) : options.by);
}

bool isForNewPair(const PairReader::Row &row, RowFate fate)
{
    return !row.rejected && (fate == RowFate::New || fate == RowFate::OtherText);
}

/// What the checks found, and what is left by the remedies.
void finish(ImportSummary &summary, const ImportOptions &options, FileChecks &checks)
{
    checks.finish();
    summary.findings = checks.findings();
    const ImportSums sums = summary.findings.sums(options.remedies);
    summary.imported = sums.imported;
    summary.labelled = sums.labelled;
    summary.leftOut = sums.leftOut;
}

quint8 duplicateFacts(const std::optional<int> &label, const std::optional<int> &known)
{
    return quint8(fact::Duplicate | (label && known && *label != *known ? fact::OtherLabel : 0));
}

/// @param checks what else is looked for; null: nothing
/// @param numbers gets what the label column's numbers are, where the guess was wrong
Result<ImportSummary> surveyOnce(Project &project, const ImportOptions &options,
                                 ImportPreview *preview, int maxRows, JobContext &job,
                                 bool requireColumns, FileChecks *checks,
                                 std::optional<NumberScale> &numbers)
{
    auto open = openForImport(project, options, requireColumns);
    if (!open)
        return open.error();
    PairReader *const reader = &open->reader;
    ImportSummary summary = open->emptySummary();
    const QList<PairColumn> &columns = summary.format.columns;
    if (!columns.contains(PairColumn::Question) || !columns.contains(PairColumn::Reply))
        checks = nullptr; // there are no pairs yet
    if (checks) {
        const auto isRead = checks->readProject(project, QFileInfo(options.file).fileName(), job);
        if (!isRead)
            return isRead.error();
    }
    auto updates = beginUpdates(project, options, *reader);
    if (!updates)
        return updates.error();
    QSet<SeenHash> seen;
    while (true) {
        if (job.stopRequested()) {
            summary.outcome = Outcome::Stopped;
            return summary;
        }
        job.report(reader->position(), reader->size(),
                   QCoreApplication::translate("ImportPairs", "Checking rows"));
        auto rows = reader->next(kRowsAtOnce);
        if (!rows)
            return rows.error();
        if (rows->empty()) {
            addLabelValues(summary, *reader);
            numbers = reader->otherNumbers();
            if (checks && !numbers)
                finish(summary, options, *checks);
            summary.updates = updates->counts();
            return summary;
        }
        const auto fates = updates->take(*rows);
        if (!fates)
            return fates.error();
        std::vector<QByteArray> hashes;
        std::vector<PersonalCounts> personal;
        for (std::size_t i = 0; i < rows->size(); ++i) {
            PairReader::Row &row = (*rows)[i];
            if (!isForNewPair(row, (*fates)[i]))
                continue;
            personal.push_back(checks ? checks->personal(row.pair) : PersonalCounts{});
            hashes.push_back(PairStore::contentHash(row.pair));
        }
        const auto stored = project.pairs().known(hashes);
        if (!stored)
            return stored.error();
        std::size_t next = 0;
        for (std::size_t i = 0; i < rows->size(); ++i) {
            PairReader::Row &row = (*rows)[i];
            const RowFate fate = (*fates)[i];
            ++summary.rows;
            PersonalCounts ofRow{};
            bool isDuplicate = fate == RowFate::Twin;
            quint8 facts = 0;
            if (row.rejected) {
                addReason(summary, *row.rejected);
                facts = fact::Rejected;
            } else if (!isForNewPair(row, fate)) {
                summary.duplicates += isDuplicate;
            } else {
                const std::optional<int> label = labelOf(row.pair);
                const PairStore::KnownPair &known = (*stored)[next];
                const SeenHash hash(hashes[next], label);
                ofRow = personal[next++];
                const auto earlier = seen.constFind(hash);
                isDuplicate = known.id != 0 || earlier != seen.constEnd();
                if (isDuplicate)
                    facts = duplicateFacts(label, known.id != 0 ? known.label : earlier->label());
                else
                    seen.insert(hash);
                summary.duplicates += isDuplicate;
                summary.imported += !isDuplicate;
                summary.labelled += !isDuplicate && isLabelled(row.pair);
            }
            if (checks && !row.rejected && !isForNewPair(row, fate))
                checks->skip();
            else if (checks)
                if (auto added = checks->add(row, facts, ofRow); !added)
                    return added.error();
            if (preview && int(preview->rows.size()) < maxRows) {
                if (row.rejected)
                    shorten(*row.rejected);
                preview->rows.push_back({.row = std::move(row),
                                         .duplicate = isDuplicate,
                                         .fate = fate,
                                         .change = updates->changeOf(i)});
            }
        }
    }
}

/// Reads the whole file and counts what an import would do, without writing. Keeps the first rows
/// in `preview`. @param checks as of surveyOnce(); of the reading that counts
Result<ImportSummary> survey(Project &project, ImportOptions options, ImportPreview *preview,
                             int maxRows, JobContext &job, bool requireColumns,
                             std::optional<FileChecks> &checks)
{
    const auto looksFor = [&]() -> FileChecks * { return checks ? &*checks : nullptr; };
    std::optional<NumberScale> numbers;
    auto summary =
        surveyOnce(project, options, preview, maxRows, job, requireColumns, looksFor(), numbers);
    if (!summary || !numbers)
        return summary;
    options.format.labelNumbers = numbers;
    if (preview)
        preview->rows.clear();
    if (checks) {
        const ImportChecking made = checks->findings().made;
        checks.emplace(made, options.remedies, maxRows);
    }
    return surveyOnce(project, options, preview, maxRows, job, requireColumns, looksFor(), numbers);
}

/// Clears what an import that was killed left behind. @return false: stopped
Result<bool> clearUnfinished(Project &project, JobContext &job)
{
    while (!job.stopRequested()) {
        const auto isCleared = project.clearUnfinishedImports(kClearedAtOnce);
        if (!isCleared)
            return isCleared.error();
        if (!*isCleared)
            return true;
        job.report(0, 0, Text::tr("Clearing what an unfinished import left"));
    }
    return false;
}

void countMasked(ImportFindings &findings, const PersonalCounts &masked)
{
    findings.made.personal = true;
    if (masked == PersonalCounts{})
        return;
    ++findings.personal;
    for (std::size_t kind = 0; kind < masked.size(); ++kind)
        findings.personalRows[kind] += masked[kind] > 0;
}

Error fileChanged(const QString &file)
{
    return {ErrorKind::File, Text::tr("The file changed while it was being read."), file,
            Text::tr("Wait until it is complete and try again.")};
}

/// Treats a row as its remedies say. @return whether it is to be added
bool applyRemedies(DialoguePair &pair, qint64 row, const ImportRemedies &remedies,
                   const FileChecks &checks, ImportSummary &summary)
{
    const quint8 facts = checks.facts(row);
    if ((facts & fact::Duplicate) != 0) { // maybe of a row that was left out
        ++summary.duplicates;
        return false;
    }
    if (isLeftOut(facts, remedies)) {
        ++summary.leftOut;
        return false;
    }
    if ((facts & fact::Contradicting) != 0 &&
        remedies.contradicting == ImportRemedies::Contradicting::WithoutLabel) {
        pair.label.reset();
        pair.score.reset();
        pair.answers.clear();
    }
    if (remedies.twoSplits == ImportRemedies::TwoSplits::Join)
        pair.split = checks.splitOf(pair, row).value_or(pair.split);
    return true;
}

/// Adds the rows that can become pairs and counts them all. @return false: stopped
/// @param checks what was found in the file before; null: nothing was looked for
Result<bool> writeRows(StagedImport &import, PairReader &reader, PairUpdates &updates,
                       const ImportOptions &options, const FileChecks *checks,
                       ImportSummary &summary, JobContext &job)
{
    // One part of the rows is read while the one before is written.
    const auto readAhead = [&reader] {
        return std::async(std::launch::async, [&reader] { return reader.next(kRowsAhead); });
    };
    auto ahead = readAhead();
    while (true) {
        if (job.stopRequested())
            return false;
        auto rows = ahead.get();
        if (!rows)
            return rows.error();
        if (rows->empty()) {
            addLabelValues(summary, reader);
            return true;
        }
        job.report(reader.position(), reader.size(), Text::tr("Adding pairs"));
        ahead = readAhead();
        if (checks && summary.rows + qint64(rows->size()) > checks->rows())
            return fileChanged(options.file);
        const auto fates = updates.take(*rows);
        if (!fates)
            return fates.error();
        std::vector<DialoguePair> pairs;
        for (std::size_t i = 0; i < rows->size(); ++i) {
            PairReader::Row &row = (*rows)[i];
            const qint64 number = summary.rows++;
            summary.duplicates += (*fates)[i] == RowFate::Twin;
            if (row.rejected) {
                addReason(summary, *row.rejected);
                continue;
            }
            if (!isForNewPair(row, (*fates)[i]))
                continue;
            if (options.remedies.personal == ImportRemedies::Personal::Mask)
                countMasked(summary.findings, maskPersonalData(row.pair));
            if (!checks || applyRemedies(row.pair, number, options.remedies, *checks, summary))
                pairs.push_back(std::move(row.pair));
        }
        const auto added = import.add(pairs, annotatorOf(options));
        if (!added)
            return added.error();
        summary.imported += added->added;
        summary.duplicates += added->duplicates;
        summary.labelled += int(std::count_if(pairs.begin(), pairs.end(), isLabelled));
        for (const std::size_t row : added->duplicateRows)
            summary.labelled -= isLabelled(pairs[row]);
    }
}

/// @param numbers gets what the label column's numbers are, where the guess was wrong: then nothing
///                came in
Result<ImportSummary> importOnce(Project &project, const ImportOptions &options,
                                 const ImportSummary &expected, const FileChecks *checks,
                                 JobContext &job, std::optional<NumberScale> &numbers)
{
    auto open = openForImport(project, options, true);
    if (!open)
        return open.error();
    PairReader &reader = open->reader;
    const auto isClear = clearUnfinished(project, job);
    if (!isClear)
        return isClear.error();
    if (!*isClear)
        return ImportSummary{.outcome = Outcome::Stopped};
    auto import = project.stageImport(options.file);
    if (!import)
        return import.error();
    ImportSummary summary = open->emptySummary();
    summary.importId = import->id();
    if (expected.rows > 0)
        summary.mapping = expected.mapping;
    auto updates = beginUpdates(project, options, reader);
    if (!updates)
        return updates.error();
    const auto isComplete = writeRows(*import, reader, *updates, options, checks, summary, job);
    if (!isComplete)
        return isComplete.error();
    if (!*isComplete)
        return ImportSummary{.outcome = Outcome::Stopped};
    if (expected.rows > 0 &&
        (summary.rows != expected.rows || summary.rejected != expected.rejected))
        return fileChanged(options.file);
    if (checks)
        summary.findings = checks->findings();
    numbers = reader.otherNumbers();
    summary.updates = updates->counts();
    const std::vector<PairChange> changes = updates->takeChanges();
    if (summary.imported == 0) // nothing new: all of it stands in the project
        summary.importId = 0;
    if (numbers || (summary.imported == 0 && changes.empty()))
        return summary;
    const auto writeTheRest = [&](Project &writer) -> Result<void> {
        if (auto applied = applyChanges(writer, changes, options.by); !applied)
            return applied;
        if (auto identity = ensureProjectIdentity(writer); !identity)
            return identity.error();
        return rememberMapping(writer, summary.format, reader.guessedColumns());
    };
    const auto done = summary.imported > 0 ? project.finishImport(*import, options.by, writeTheRest)
                                           : project.write(writeTheRest);
    if (!done)
        return done.error();
    return summary;
}

Error rowsRejected(const ImportOptions &options, const ImportSummary &summary)
{
    const RejectedRow &first = summary.reasons.front();
    return {ErrorKind::Input,
            Text::tr("%n row(s) can't become pairs, so nothing was imported.", nullptr,
                     summary.rejected),
            Text::tr("%1, line %2: %3").arg(options.file).arg(first.row).arg(first.reason),
            Text::tr("Correct the file, or import the other rows alone.")};
}
} // namespace

Result<ImportSummary> importPairs(const QString &projectFile, const ImportOptions &options,
                                  JobContext &job)
{
    auto project = Project::open(projectFile, options.dryRun ? Project::Mode::ReadOnly
                                                             : Project::Mode::ReadWrite);
    if (!project)
        return project.error();
    ImportSummary expected;
    ImportChecking made = options.checking.with(options.remedies);
    if (options.dryRun || !options.allowPartial) // otherwise they are counted while they are masked
        made.personal |= options.remedies.personal == ImportRemedies::Personal::Mask;
    std::optional<FileChecks> checks;
    if (made.any())
        checks.emplace(made, options.remedies, 0);
    if (options.dryRun || !options.allowPartial || checks) {
        auto counted = survey(*project, options, nullptr, 0, job, true, checks);
        if (!counted || counted->outcome == Outcome::Stopped)
            return counted;
        if (counted->rejected > 0 && !options.allowPartial)
            return rowsRejected(options, *counted);
        if (options.dryRun || counted->imported + counted->updates.updated == 0)
            return counted;
        expected = std::move(*counted);
    }
    ImportOptions known = options;
    if (expected.rows > 0) {
        known.format = expected.format;
        known.columnsOf.clear();
    }
    const FileChecks *const found = checks ? &*checks : nullptr;
    std::optional<NumberScale> numbers;
    auto summary = importOnce(*project, known, expected, found, job, numbers);
    if (!summary || !numbers)
        return summary;
    known.format.labelNumbers = numbers; // nothing was shown to anybody yet
    return importOnce(*project, known, expected, found, job, numbers);
}

Result<ImportPreview> previewImport(const QString &projectFile, const ImportOptions &options,
                                    int maxRows, JobContext &job)
{
    auto project = Project::open(projectFile, Project::Mode::ReadOnly);
    if (!project)
        return project.error();
    ImportPreview preview;
    std::optional<FileChecks> checks(std::in_place, ImportChecking::all(), options.remedies,
                                     maxRows);
    // A file without a known question or reply is shown too, so that a person can choose its
    // columns.
    auto summary = survey(*project, options, &preview, maxRows, job, false, checks);
    if (!summary)
        return summary.error();
    preview.format = summary->format;
    preview.formatName = summary->formatName;
    preview.summary = std::move(*summary);
    if (preview.summary.outcome == Outcome::Finished && checks->rows() > 0)
        if (auto found = addFoundRows(preview, options, *checks, job); !found)
            return found.error();
    return preview;
}

Result<int> addSamplePairs(const QString &projectFile, JobContext &job)
{
    initProjectResources();
    // The reader takes files of the disk only: their size and time tell when they change.
    const QTemporaryDir folder;
    int added = 0;
    for (const QString &name : {QStringLiteral("sample_en.csv"), QStringLiteral("sample_zh.csv")}) {
        ImportOptions options;
        options.file = folder.filePath(name);
        options.annotator = QStringLiteral("sample");
        options.allowPartial = false;
        if (!QFile::copy(QStringLiteral(":/sample/") + name, options.file))
            return Error{
                ErrorKind::File,
                Text::tr("The sample could not be written to the folder for temporary files."),
                options.file, Text::tr("Make some space on the disk and try again.")};
        const auto summary = importPairs(projectFile, options, job);
        if (!summary)
            return summary.error();
        added += summary->imported;
    }
    return added;
}

} // namespace tunedesk
