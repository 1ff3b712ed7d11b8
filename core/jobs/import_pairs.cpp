#include "jobs/import_pairs.h"

#include "dataset/personal_data.h"
#include "jobs/chat_dialogues.h"
#include "jobs/import_survey.h"
#include "jobs/known_rows.h"
#include "jobs/project_identity.h"
#include "jobs/wait_for_step.h"
#include "project/change_log.h"
#include "project/migrator.h"
#include "project/project.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <future>
#include <set>
#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ImportPairs)
};

constexpr int kRowsAhead = 4000; ///< that are read while others are written
constexpr int kClearedAtOnce = 200;

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
    const bool isDuplicate = (facts & fact::Duplicate) != 0; // maybe of a row that was left out
    if (!isDuplicate && isLeftOut(facts, remedies)) {
        ++summary.leftOut;
        return false;
    }
    if (remedies.contradicting == ImportRemedies::Contradicting::WithoutLabel &&
        ((facts & fact::Contradicting) != 0 || (isDuplicate && checks.isContradicted(pair)))) {
        pair.label.reset();
        pair.score.reset();
        pair.answers.clear();
    }
    summary.duplicates += isDuplicate;
    if (isDuplicate)
        return false;
    if (remedies.twoSplits == ImportRemedies::TwoSplits::Join)
        pair.split = checks.splitOf(pair, row).value_or(pair.split);
    return true;
}

/// Rows with personal data, in their places, whose texts stand in the project as they are: masked
/// they would come in a second time.
Result<std::set<std::size_t>> unmaskedOf(Project &project, const std::vector<PairReader::Row> &rows,
                                         const std::vector<RowFate> &fates)
{
    std::vector<std::size_t> places;
    std::vector<QByteArray> hashes;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (isForNewPair(rows[i], fates[i]) && personalDataOf(rows[i].pair) != PersonalCounts{}) {
            places.push_back(i);
            hashes.push_back(PairStore::contentHash(rows[i].pair));
        }
    const auto known = project.pairs().known(hashes);
    if (!known)
        return known.error();
    std::set<std::size_t> found;
    for (std::size_t i = 0; i < places.size(); ++i)
        if ((*known)[i].id != 0)
            found.insert(places[i]);
    return found;
}

/// What a duplicate brings; its texts are as those of its pair.
DialoguePair withMaskedNotes(DialoguePair pair)
{
    for (Label &answer : pair.answers)
        answer.note = withoutPersonalData(answer.note);
    return pair;
}

/// Adds the rows that can become pairs and counts them all. @return false: stopped
/// @param import null: nothing is added, rows are duplicates as the checks say   @param checks what
/// was found in the file before; null: nothing was looked for   @param seen of the rows that would
/// come in, where nothing is added
Result<bool> writeRows(Project &project, StagedImport *import, PairReader &reader,
                       PairUpdates &updates, NewPairEffects &effects, const ImportOptions &options,
                       const FileChecks *checks, SeenRows *seen, ImportSummary &summary,
                       JobContext &job)
{
    // One part of the rows is read while the one before is written.
    const auto readAhead = [&reader] {
        return std::async(std::launch::async, [&reader] { return reader.next(kRowsAhead); });
    };
    auto ahead = readAhead();
    ChatDialogues dialogues(project);
    const bool isMasked = options.remedies.personal == ImportRemedies::Personal::Mask;
    summary.findings.made.personal |= isMasked; // counted as they are masked
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
        if (auto settled = dialogues.settle(*rows, isMasked); !settled)
            return settled.error();
        const auto fates = updates.take(*rows);
        if (!fates)
            return fates.error();
        std::vector<DialoguePair> pairs, duplicates;
        std::vector<RowFate> fatesOfPairs;
        std::vector<PersonalCounts> masked;  // of pairs
        std::set<std::size_t> knownUnmasked; // rows whose texts stand in the project as they are
        if (isMasked) {
            auto found = unmaskedOf(project, *rows, *fates);
            if (!found)
                return found.error();
            knownUnmasked = std::move(*found);
        }
        for (std::size_t i = 0; i < rows->size(); ++i) {
            PairReader::Row &row = (*rows)[i];
            const qint64 number = summary.rows++;
            summary.duplicates += (*fates)[i] == RowFate::Twin;
            if (row.rejected) {
                addReason(summary, *row.rejected);
                continue;
            }
            summary.unknownLabels += row.isLabelUnknown;
            if (!isForNewPair(row, (*fates)[i]))
                continue;
            if (knownUnmasked.contains(i)) {
                ++summary.duplicates;
                duplicates.push_back(withMaskedNotes(std::move(row.pair)));
                continue;
            }
            const PersonalCounts personal =
                isMasked ? maskPersonalData(row.pair) : PersonalCounts{};
            if (!checks || applyRemedies(row.pair, number, options.remedies, *checks, summary)) {
                pairs.push_back(std::move(row.pair));
                fatesOfPairs.push_back((*fates)[i]);
                masked.push_back(personal);
            } else if ((checks->facts(number) & fact::Duplicate) != 0) {
                duplicates.push_back(std::move(row.pair));
            }
        }
        const auto added = import ? import->addAhead(pairs, annotatorOf(options))
                                  : Result<PairStore::AddResult>(PairStore::AddResult());
        if (!added)
            return added.error();
        summary.imported += added->added;
        summary.duplicates += added->duplicates;
        summary.labelled += int(std::count_if(pairs.begin(), pairs.end(), isLabelled));
        std::vector<const DialoguePair *> news;
        auto duplicate = added->duplicateRows.begin();
        for (std::size_t row = 0; row < pairs.size(); ++row) {
            if (duplicate == added->duplicateRows.end() || *duplicate != row) {
                news.push_back(&pairs[row]);
                if (isMasked)
                    countMasked(summary.findings, masked[row]);
                updates.countOtherTexts(fatesOfPairs[row] == RowFate::OtherText);
                continue;
            }
            ++duplicate;
            summary.labelled -= isLabelled(pairs[row]);
            duplicates.push_back(std::move(pairs[row]));
        }
        if (auto counted = effects.add(news); !counted)
            return counted.error();
        std::vector<const DialoguePair *> rest;
        for (const DialoguePair &pair : duplicates)
            rest.push_back(&pair);
        if (seen) {
            for (const DialoguePair *const pair : news)
                seen->take(PairStore::contentHash(*pair), *pair, options.annotator);
            for (const DialoguePair *const pair : rest)
                if (const QByteArray hash = PairStore::contentHash(*pair); seen->find(hash))
                    seen->take(hash, *pair, options.annotator);
        }
        if (auto taken = updates.takeDuplicates(rest, options.annotator); !taken)
            return taken.error();
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
    auto effects = NewPairEffects::begin(project, QFileInfo(options.file).fileName());
    if (!effects)
        return effects.error();
    const auto isComplete = writeRows(project, &*import, reader, *updates, *effects, options,
                                      checks, nullptr, summary, job);
    if (!isComplete)
        return isComplete.error();
    if (!*isComplete)
        return ImportSummary{.outcome = Outcome::Stopped};
    if (expected.rows > 0 &&
        (summary.rows != expected.rows || summary.rejected != expected.rejected))
        return fileChanged(options.file);
    if (checks) {
        const ImportFindings masked = std::exchange(summary.findings, checks->findings());
        if (masked.made.personal && !summary.findings.made.personal) {
            summary.findings.made.personal = true;
            summary.findings.personal = masked.personal;
            summary.findings.personalRows = masked.personalRows;
        }
    }
    numbers = reader.otherNumbers();
    const auto takeCounts = [&] {
        summary.updates = updates->counts();
        if (!checks)
            summary.findings.duplicatesOtherLabel = summary.updates.otherLabels;
    };
    takeCounts();
    summary.effects = effects->counts();
    summary.effects.toTest += summary.updates.toTest;
    if (summary.imported == 0) // nothing new: all of it stands in the project
        summary.importId = 0;
    if (numbers || (summary.imported == 0 && summary.updates.updated == 0))
        return summary;
    const auto writeTheRest = [&](Project &writer) -> Result<void> {
        if (auto taken = updates->takeDuplicatesOf(writer); !taken)
            return taken.error();
        takeCounts();
        if (auto updated = writer.changes().update(updates->takeChanges(), summary.importId,
                                                   QFileInfo(options.file).fileName(), options.by);
            !updated)
            return updated.error();
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

/// What the rows do that the remedies let in, as they let them in.
Result<ImportSummary> withRemedies(Project &project, ImportOptions options,
                                   const FileChecks &checks, ImportSummary counted, JobContext &job)
{
    options.format = counted.format;
    options.columnsOf.clear();
    auto open = openForImport(project, options, true);
    if (!open)
        return open.error();
    auto updates = beginUpdates(project, options, open->reader);
    if (!updates)
        return updates.error();
    auto effects = NewPairEffects::begin(project, QFileInfo(options.file).fileName());
    if (!effects)
        return effects.error();
    ImportSummary summary;
    SeenRows seen;
    const auto isComplete = writeRows(project, nullptr, open->reader, *updates, *effects, options,
                                      &checks, &seen, summary, job);
    if (!isComplete)
        return isComplete.error();
    counted.effects = effects->counts();
    counted.updates = updates->counts();
    counted.effects.toTest += counted.updates.toTest;
    counted.updates.updated += seen.bringing();
    counted.updates.fields.labels += seen.bringing();
    if (!*isComplete)
        counted.outcome = Outcome::Stopped;
    return counted;
}

Error rowsRejected(const ImportOptions &options, const ImportSummary &summary)
{
    const RejectedRow &first = summary.reasons.front();
    return {ErrorKind::Input,
            Text::tr("%n row(s) can't become pairs, so nothing of their file was imported.",
                     nullptr, summary.rejected),
            Text::tr("%1, line %2: %3").arg(options.file).arg(first.row).arg(first.reason),
            Text::tr("Correct the file, or import the other rows alone.")};
}
} // namespace

Result<ImportSummary> importPairs(const QString &projectFile, const ImportOptions &options,
                                  JobContext &job)
{
    const auto waited = waitForStep(projectFile, job);
    if (!waited)
        return waited.error();
    if (*waited == Outcome::Stopped)
        return ImportSummary{.outcome = Outcome::Stopped};
    auto project = Project::open(projectFile, options.dryRun ? Project::Mode::ReadOnly
                                                             : Project::Mode::ReadWrite);
    if (!project)
        return project.error();
    if (options.seen && stampOf(options.file) != *options.seen)
        return Error{ErrorKind::File,
                     Text::tr("The file has changed since it was shown; nothing was imported."),
                     options.file, Text::tr("Look at it again, then import it.")};
    ImportSummary expected;
    ImportChecking made = options.checking.with(options.remedies);
    if (options.dryRun || !options.allowPartial || made.any()) // else counted while it is masked
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
        if (options.dryRun && checks && options.remedies != ImportRemedies())
            return withRemedies(*project, options, *checks, std::move(*counted), job);
        if (options.dryRun)
            return counted;
        if (counted->imported + counted->updates.updated == 0) {
            counted->effects = {}; // nothing is written
            return counted;
        }
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
