#include "jobs/pair_updates.h"

#include "dataset/pair_id.h"
#include "jobs/project_identity.h"
#include "project/effective_label.h"
#include "project/project.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>

#include <algorithm>
#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ImportPairs)
};

bool hasSameTexts(const DialoguePair &a, const DialoguePair &b)
{
    return a.question.trimmed() == b.question.trimmed() && a.reply.trimmed() == b.reply.trimmed() &&
           a.context.trimmed() == b.context.trimmed();
}

bool saysSame(const Label &a, const Label &b)
{
    return a.label == b.label && a.score == b.score && a.skipped == b.skipped;
}

template <typename Value>
std::optional<PairChange::Field<Value>> changed(const Value &before, const Value &after)
{
    return before == after ? std::nullopt : std::optional(PairChange::Field<Value>{before, after});
}

const Label *latestOfPerson(const std::vector<Label> &history, const QString &person)
{
    const auto found = std::find_if(history.rbegin(), history.rend(), [&](const Label &answer) {
        return answer.annotator == person && !answer.takenBack;
    });
    return found == history.rend() ? nullptr : &*found;
}

/// What the same person said at the same moment otherwise than a row has it, which was edited then;
/// null: nothing.
const Label *beforeEdit(const Label &answer, const std::vector<Label> &history)
{
    if (answer.atMs == 0)
        return nullptr;
    const Label *before = nullptr;
    for (const Label &other : history) {
        if (other.annotator != answer.annotator || other.atMs != answer.atMs)
            continue;
        if (saysSame(other, answer))
            return nullptr;
        before = &other;
    }
    return before;
}

/// Whether it stands there at the same moment under another name: programs that a file went through
/// put numbers of their own for people.
bool isRenamed(const Label &answer, const std::vector<Label> &history)
{
    const auto isOfPerson = [&](const Label &other) { return other.annotator == answer.annotator; };
    return answer.atMs != 0 && std::none_of(history.begin(), history.end(), isOfPerson) &&
           std::any_of(history.begin(), history.end(), [&](const Label &other) {
               return other.atMs == answer.atMs && saysSame(other, answer);
           });
}

/// Whether an answer that came with a row is to come to the history: it doesn't stand there, not
/// even taken back, and the same person has said nothing later, or has not said what it was edited
/// to.
bool isNews(const Label &answer, const std::vector<Label> &history)
{
    if (isRenamed(answer, history))
        return false;
    const bool isEdited = beforeEdit(answer, history) != nullptr;
    const bool stands = std::any_of(history.begin(), history.end(), [&](const Label &other) {
        const bool isThen = isEdited ? other.atMs > answer.atMs : other.atMs == answer.atMs;
        return other.annotator == answer.annotator && saysSame(other, answer) &&
               (answer.atMs == 0 || isThen);
    });
    const Label *const latest = latestOfPerson(history, answer.annotator);
    const bool isLate = answer.atMs == 0 || isEdited || !latest || latest->atMs < answer.atMs;
    return !stands && isLate;
}
/// What other people say otherwise than an edited row.
struct Contradiction {
    std::vector<Label> answers; ///< all that stand of these people
    std::vector<Label> kept;    ///< a label where the score was edited, or a score beside a label
    int people = 0;
};

/// @param label,score that were edited
/// @param ofRow answers that were exported with the row are meant alone; null: all
Contradiction contradictionOf(const std::vector<Label> &history, const QString &person,
                              std::optional<int> label, std::optional<double> score,
                              const std::vector<Label> *ofRow)
{
    const auto stoodInRow = [&](const Label &answer) {
        return !ofRow || std::any_of(ofRow->begin(), ofRow->end(), [&](const Label &other) {
            return other.annotator == answer.annotator && saysSame(other, answer);
        });
    };
    Contradiction found;
    for (const Label &answer : history) {
        if (answer.takenBack || answer.annotator == person)
            continue;
        const Label *const latest = latestOfPerson(history, answer.annotator);
        const bool isOtherLabel = label && latest->label && latest->label != label;
        const bool isOtherScore = score && latest->score && latest->score != score;
        if ((!isOtherLabel && !isOtherScore) || !stoodInRow(*latest))
            continue;
        found.answers.push_back(answer);
        if (&answer != latest)
            continue;
        ++found.people;
        Label &kept = found.kept.emplace_back(answer);
        if (isOtherLabel)
            kept.label.reset();
        if (isOtherScore)
            kept.score.reset();
        if (!kept.label && !kept.score)
            found.kept.pop_back();
    }
    return found;
}
} // namespace

PairUpdates::PairUpdates(Project &project, const PairFormat &format, QString person,
                         QString identity, OtherLabel otherLabel)
    : m_project(&project), m_columns(format.columns),
      m_hasSplit(format.columns.contains(PairColumn::Split) || format.split != Split::Unassigned),
      m_idColumn(format.columnNames.value(format.columns.indexOf(PairColumn::Id))),
      m_person(std::move(person)), m_identity(std::move(identity)), m_otherLabel(otherLabel),
      m_atMs(QDateTime::currentMSecsSinceEpoch())
{
}

Result<PairUpdates> PairUpdates::begin(Project &project, const PairFormat &format,
                                       const QString &person, OtherLabel otherLabel)
{
    QString identity; // without a column of ids none is asked for
    if (format.columns.contains(PairColumn::Id)) {
        const auto known = projectIdentity(project);
        if (!known)
            return known.error();
        identity = *known;
    }
    return PairUpdates(project, format, person, identity, otherLabel);
}

Result<PairChange> PairUpdates::changeFor(const DialoguePair &row, const DialoguePair &pair,
                                          Split dealt)
{
    PairChange change;
    change.pairId = pair.id;
    if (has(PairColumn::Note))
        change.note = changed(pair.note, row.note);
    if (has(PairColumn::Flag) && pair.flagged != row.flagged)
        change.flag = PairChange::Field<bool>{pair.flagged, row.flagged};
    if (has(PairColumn::Group) && pair.group.trimmed() != row.group)
        change.topic = changed(pair.group, row.group);
    if (has(PairColumn::Dialogue) && pair.dialogue.trimmed() != row.dialogue)
        change.dialogue = changed(pair.dialogue, row.dialogue);
    if (change.dialogue && dealt != Split::Test && !row.dialogue.isEmpty()) {
        const auto standing = m_project->pairs().standing(row.dialogue, pair.originFile);
        if (!standing)
            return standing.error();
        m_counts.toTest += standing->isTested;
    }
    // Pairs that were set aside for testing since the export, or whose dialogue was, have no split
    // in it, and no file takes them back into training.
    if (m_hasSplit && row.split != Split::Unassigned && dealt != Split::Test)
        change.split = changed(pair.split, row.split);
    m_counts.keptTests += m_hasSplit && dealt == Split::Test && row.split != Split::Unassigned &&
                          row.split != Split::Test;
    if (has(PairColumn::Label) && !row.label && !row.score && (pair.label || pair.score)) {
        // Answers beside it tell whether there was one in the export; doccano's has no scores.
        EffectiveLabel exported{.label = pair.label, .score = pair.score};
        if (has(PairColumn::Answers))
            exported = effectiveLabel(latestOf(row.answers));
        m_counts.keptLabels += exported.label || (exported.score && has(PairColumn::Score));
    }
    if (!row.label && !row.score && row.answers.empty())
        return change;

    auto history = m_project->labels().history(pair.id);
    if (!history)
        return history.error();
    for (Label answer : row.answers) {
        if (answer.annotator.isEmpty())
            answer.annotator = m_person;
        if (!isNews(answer, *history))
            continue;
        if (answer.atMs == 0 || beforeEdit(answer, *history))
            answer.atMs = m_atMs;
        answer.pairId = pair.id;
        change.answers.push_back(answer);
        history->push_back(answer);
    }
    // What the row said when it was exported, where the answers beside it tell.
    EffectiveLabel exported = effectiveLabel(latestOf(row.answers));
    if (!has(PairColumn::Answers)) {
        exported.label = pair.label;
        exported.score = pair.score;
    }
    const bool isLabelEdited = row.label && row.label != exported.label;
    const bool isScoreEdited = row.score && row.score != exported.score;
    const bool isSo =
        (!isLabelEdited || pair.label == row.label) && (!isScoreEdited || pair.score == row.score);
    if ((!isLabelEdited && !isScoreEdited) || isSo)
        return change;
    settle(change, *history, isLabelEdited ? row.label : std::nullopt,
           isScoreEdited ? row.score : std::nullopt,
           has(PairColumn::Answers) ? &row.answers : nullptr);
    return change;
}

/// The person who imports says this, and what others say otherwise is taken back.
/// @param label,score none: of this nothing is said
/// @param ofRow that were exported with the row; null: that isn't known
void PairUpdates::settle(PairChange &change, const std::vector<Label> &history,
                         std::optional<int> label, std::optional<double> score,
                         const std::vector<Label> *ofRow)
{
    const Label *const latest = latestOfPerson(history, m_person);
    const bool isSaid =
        latest && (!label || latest->label == label) && (!score || latest->score == score);
    // A file that comes a second time doesn't undo what others have answered in between.
    Contradiction others =
        contradictionOf(history, m_person, label, score, isSaid ? ofRow : nullptr);
    if (isSaid && others.answers.empty())
        return;
    Label own{.pairId = change.pairId, .annotator = m_person, .atMs = m_atMs};
    own.label = label || !latest ? label : latest->label;
    own.score = score || !latest ? score : latest->score;
    change.answers.insert(change.answers.end(), others.kept.begin(), others.kept.end());
    change.answers.push_back(std::move(own));
    change.takenBack = std::move(others.answers);
    m_counts.takenBack += others.people;
}

/// Texts whose columns the file lacks are the pair's.
void PairUpdates::addAbsentTexts(DialoguePair &row, const DialoguePair &pair) const
{
    if (!has(PairColumn::Question))
        row.question = pair.question;
    if (!has(PairColumn::Reply))
        row.reply = pair.reply;
    if (!has(PairColumn::Context))
        row.context = pair.context;
}

void PairUpdates::reject(PairReader::Row &row, const QString &reason) const
{
    row.rejected =
        RejectedRow{row.row, m_idColumn, reason, row.cells.join(QLatin1Char(',')), row.row};
}

/// A row of no pair of the project.
/// @param check of its id; empty: there is none
/// @param isOfCopy a pair with other texts has its number here
RowFate PairUpdates::takeOfNone(PairReader::Row &row, const QString &check, bool isOfCopy)
{
    const bool isAsExported = !check.isEmpty() && textCheck(row.pair) == check;
    const bool haveTexts = has(PairColumn::Question) && has(PairColumn::Reply);
    const bool haveAllTexts = haveTexts && has(PairColumn::Context);
    if (!haveTexts || (isOfCopy && !isAsExported && !haveAllTexts)) {
        reject(row, isOfCopy
                        ? Text::tr("This id is of another copy of the project, where another pair "
                                   "has it. Export the pairs there again, with context, "
                                   "question and reply.")
                        : Text::tr("The file has no questions or no replies, and this is the "
                                   "id of no pair in the project."));
        return RowFate::New;
    }
    if (!check.isEmpty() && !isAsExported && haveAllTexts) {
        makeNew(row.pair, Split::Unassigned);
        return RowFate::OtherText;
    }
    keepApart(row.pair, Split::Unassigned);
    return RowFate::New;
}

/// A row whose texts are other than those of its pair becomes a pair, with the label alone.
void PairUpdates::makeNew(DialoguePair &row, Split dealt)
{
    if (!has(PairColumn::Label) && !has(PairColumn::Score)) {
        const EffectiveLabel exported = effectiveLabel(latestOf(row.answers));
        row.label = exported.label;
        row.score = exported.score;
    }
    row.answers.clear();
    keepApart(row, dealt);
}

/// @param dealt split of the pair that the row was of
void PairUpdates::keepApart(DialoguePair &row, Split dealt) const
{
    if (dealt == Split::Test || m_testedDialogues.contains(row.dialogue))
        row.split = Split::Test;
}

Result<std::vector<RowFate>> PairUpdates::take(std::vector<PairReader::Row> &rows)
{
    std::vector<RowFate> fates(rows.size(), RowFate::New);
    m_lastChanges.assign(rows.size(), {});
    if (m_identity.isEmpty())
        return fates;
    QList<qint64> ids;
    std::vector<ExportedId> exported(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].rejected)
            continue;
        const auto id = readExportedId(rows[i].id, m_identity);
        if (id) {
            exported[i] = *id;
            ids << id->pair;
        }
        m_counts.unknownIds += !id;
    }
    auto found = m_project->pairs().findShown(ids);
    if (!found)
        return found.error();
    const auto dealt = m_project->pairs().dealtSplits(ids);
    if (!dealt)
        return dealt.error();
    QHash<qint64, const DialoguePair *> pairs;
    for (const DialoguePair &pair : *found)
        pairs.insert(pair.id, &pair);

    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].rejected)
            continue;
        const DialoguePair *const pair = pairs.value(exported[i].pair, nullptr);
        const QString &check = exported[i].check;
        const bool isOfCopy = pair && !check.isEmpty() && check != textCheck(*pair);
        if (!pair || isOfCopy) {
            fates[i] = takeOfNone(rows[i], check, isOfCopy);
            continue;
        }
        addAbsentTexts(rows[i].pair, *pair);
        if (dealt->value(pair->id) == Split::Test && !pair->dialogue.isEmpty())
            m_testedDialogues.insert(pair->dialogue);
        if (!hasSameTexts(rows[i].pair, *pair)) {
            makeNew(rows[i].pair, dealt->value(pair->id));
            fates[i] = RowFate::OtherText;
            continue;
        }
        // Of a row that was doubled the first edit counts.
        const bool isSeen = m_seen.contains(pair->id);
        if (isSeen && m_edited.contains(pair->id)) {
            fates[i] = RowFate::Twin;
            continue;
        }
        m_seen.insert(pair->id);
        auto change = changeFor(rows[i].pair, *pair, dealt->value(pair->id));
        if (!change)
            return change.error();
        if (change->isEmpty()) {
            fates[i] = isSeen ? RowFate::Twin : RowFate::Unchanged;
            m_counts.unchanged += !isSeen;
            continue;
        }
        fates[i] = RowFate::Updated;
        m_edited.insert(pair->id);
        m_counts.unchanged -= isSeen;
        ++m_counts.updated;
        m_counts.fields.labels += !change->answers.empty();
        m_counts.fields.notes += change->note.has_value();
        m_counts.fields.topics += change->topic.has_value();
        m_counts.fields.flags += change->flag.has_value();
        m_counts.fields.dialogues += change->dialogue.has_value();
        m_counts.fields.splits += change->split.has_value();
        m_lastChanges[i] = *change;
        m_changes.push_back(std::move(*change));
    }
    return fates;
}

} // namespace tunedesk
