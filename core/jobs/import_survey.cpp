#include "jobs/import_survey.h"

#include "dataset/table_source.h"
#include "jobs/chat_dialogues.h"
#include "jobs/import_preview.h"
#include "jobs/known_rows.h"
#include "jobs/project_identity.h"
#include "project/project.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace tunedesk
{

namespace
{
constexpr int kRowsAtOnce = 500; ///< well below 50 ms of reading
constexpr std::size_t kMaxReasons = 10'000;

void shorten(RejectedRow &row)
{
    constexpr qsizetype kRawLetters = 1000;
    row.raw.truncate(kRawLetters);
    row.raw.squeeze();
}

/// What the checks found, and what is left by the remedies.
void finish(ImportSummary &summary, const ImportOptions &options, FileChecks &checks)
{
    checks.finish();
    const int inFile = summary.findings.otherLabelInFile;
    summary.findings = checks.findings();
    summary.findings.otherLabelInFile = inFile;
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
    if (!requireColumns &&
        (!columns.contains(PairColumn::Question) || !columns.contains(PairColumn::Reply)))
        checks = nullptr; // there are no pairs yet
    if (checks) {
        const bool hasSplits =
            columns.contains(PairColumn::Split) || summary.format.split != Split::Unassigned;
        const auto isRead =
            checks->readProject(project, QFileInfo(options.file).fileName(), hasSplits, job);
        if (!isRead)
            return isRead.error();
    }
    auto updates = beginUpdates(project, options, *reader);
    if (!updates)
        return updates.error();
    auto effects = NewPairEffects::begin(project, QFileInfo(options.file).fileName());
    if (!effects)
        return effects.error();
    SeenRows seen;
    QSet<qint64> compared; // pairs of which a duplicate with a label was seen
    const bool takesLabels = options.remedies.otherLabel == ImportRemedies::OtherLabel::TakeFile;
    ChatDialogues dialogues(project);
    const bool isMasked = options.remedies.personal == ImportRemedies::Personal::Mask;
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
            summary.updates.updated += seen.bringing();
            summary.updates.fields.labels += seen.bringing();
            summary.effects = effects->counts();
            summary.effects.toTest += summary.updates.toTest;
            return summary;
        }
        if (auto settled = dialogues.settle(*rows, isMasked); !settled)
            return settled.error();
        const auto fates = updates->take(*rows);
        if (!fates)
            return fates.error();
        std::vector<const DialoguePair *> news;
        for (std::size_t i = 0; i < rows->size(); ++i)
            if (isForNewPair((*rows)[i], (*fates)[i]))
                news.push_back(&(*rows)[i].pair);
        const auto stored = knownRows(project.pairs(), news, isMasked);
        if (!stored)
            return stored.error();
        std::vector<const DialoguePair *> duplicates; // of the project
        for (std::size_t i = 0; i < news.size(); ++i)
            if ((*stored)[i].id != 0)
                duplicates.push_back(news[i]);
        if (auto taken = updates->takeDuplicates(duplicates, options.annotator); !taken)
            return taken.error();
        std::vector<QByteArray> hashes;
        std::vector<PersonalCounts> personal;
        for (std::size_t i = 0; i < rows->size(); ++i) {
            PairReader::Row &row = (*rows)[i];
            if (!isForNewPair(row, (*fates)[i]))
                continue;
            personal.push_back(checks ? checks->personal(row.pair) : PersonalCounts{});
            hashes.push_back(PairStore::contentHash(row.pair));
        }
        std::size_t next = 0;
        for (std::size_t i = 0; i < rows->size(); ++i) {
            PairReader::Row &row = (*rows)[i];
            const RowFate fate = (*fates)[i];
            ++summary.rows;
            PersonalCounts ofRow{};
            bool takesLabel = false;
            bool isDuplicate = fate == RowFate::Twin;
            quint8 facts = 0;
            if (row.rejected) {
                addReason(summary, *row.rejected);
                facts = fact::Rejected;
            } else if (!isForNewPair(row, fate)) {
                summary.unknownLabels += row.isLabelUnknown;
                summary.duplicates += isDuplicate;
            } else {
                summary.unknownLabels += row.isLabelUnknown;
                const std::optional<int> label = labelOf(row.pair);
                const PairStore::KnownPair &known = (*stored)[next];
                const QByteArray &hash = hashes[next];
                ofRow = personal[next++];
                const auto earlier = known.id == 0 ? seen.find(hash) : std::nullopt;
                isDuplicate = known.id != 0 || earlier;
                if (isDuplicate)
                    facts = duplicateFacts(label, known.id != 0 ? updates->labelOf(known)
                                                                : earlier->label);
                if (known.id == 0)
                    seen.take(hash, row.pair, options.annotator);
                summary.duplicates += isDuplicate;
                const bool isOther = (facts & fact::OtherLabel) != 0;
                if (takesLabels && known.id != 0 && label && row.pair.answers.empty() &&
                    !compared.contains(known.id)) {
                    compared.insert(known.id);
                    takesLabel = isOther;
                }
                summary.findings.duplicatesOtherLabel += isOther;
                summary.findings.otherLabelInFile += isOther && known.id == 0;
                summary.imported += !isDuplicate;
                updates->countOtherTexts(!isDuplicate && fate == RowFate::OtherText);
                if (!isDuplicate)
                    if (auto counted = effects->add({&row.pair}); !counted)
                        return counted.error();
                summary.labelled += !isDuplicate && isLabelled(row.pair);
            }
            if (checks && !row.rejected && !isForNewPair(row, fate))
                checks->skip();
            else if (checks)
                if (auto added = checks->add(row, facts, ofRow, takesLabel); !added)
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
} // namespace

ImportSummary OpenFile::emptySummary() const
{
    const PairFormat &format = reader.format();
    return {.format = format,
            .mapping = mapping,
            .isGuess = format.columns == reader.guessedColumns() &&
                       format.labelMeanings.isEmpty() && !format.unknownLabels,
            .formatName = reader.formatName(),
            .seen = seen};
}

void addReason(ImportSummary &summary, const RejectedRow &row)
{
    constexpr std::size_t kMostFaults = 100;
    ++summary.rejected;
    summary.unknownLabels += row.fault == RowFault::UnknownLabel;
    std::pair fault(row.fault, row.about());
    if (summary.faults.size() >= kMostFaults && !summary.faults.contains(fault))
        fault = {};
    ++summary.faults[fault];
    if (summary.reasons.size() >= kMaxReasons)
        return;
    summary.reasons.push_back(row);
    shorten(summary.reasons.back());
}

FileStamp stampOf(const QString &file)
{
    const QFileInfo info(file);
    return {info.size(), info.lastModified().toMSecsSinceEpoch()};
}

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
    open.seen = stampOf(options.file);
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
    if (isComplete) {
        const auto identity = projectIdentity(project);
        if (!identity)
            return identity.error();
        if (auto checked = open.reader.checkComplete(*identity); !checked)
            return checked.error();
    }
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
                              options.by.isEmpty() ? annotatorOf(options) : options.by,
                              options.remedies.otherLabel);
}

bool isForNewPair(const PairReader::Row &row, RowFate fate)
{
    return !row.rejected && (fate == RowFate::New || fate == RowFate::OtherText);
}

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

} // namespace tunedesk
