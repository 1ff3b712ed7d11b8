#include "jobs/file_checks.h"

#include "dataset/comparable_text.h"
#include "jobs/split_groups.h"
#include "project/project.h"
#include "text/pair_encoding.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>
#include <numeric>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(FileChecks)
};

constexpr int kPairsAtOnce = 2000;
constexpr int kSample = 2000;             ///< rows whose tokens are counted
constexpr quint64 kProjects = 1ULL << 62; ///< above the numbers of rows, for dialogueKey()
} // namespace

FileChecks::FileChecks(const ImportChecking &made, const ImportRemedies &remedies, int firstRows)
    : m_made(made), m_remedies(remedies), m_firstRows(quint32(firstRows))
{
    m_findings.made = made;
}

Result<bool> FileChecks::readProject(Project &project, const QString &fileName, bool hasSplits,
                                     JobContext &job)
{
    m_hasSplits = hasSplits;
    if (m_made.lengths)
        m_model = modelForChecks(project);
    if (!m_made.needsProject())
        return true;
    const auto total = project.pairs().count();
    if (!total)
        return total.error();
    const auto following = project.pairs().following();
    if (!following)
        return following.error();
    qint64 last = 0, done = 0;
    while (true) {
        if (job.stopRequested())
            return false;
        job.report(done, *total, Text::tr("Reading the project's pairs"));
        const auto pairs = project.pairs().after(last, kPairsAtOnce);
        if (!pairs)
            return pairs.error();
        if (pairs->empty())
            return true;
        for (const DialoguePair &pair : *pairs) {
            const Split split = following->value(pair.id, pair.split); // where it stands
            if (m_made.twoSplits && split != Split::Unassigned) {
                const bool isNamed = !pair.dialogue.trimmed().isEmpty();
                const bool isSameFile = isNamed && pair.originFile == fileName;
                if (isNamed && !isSameFile) // may be of the file too: addDialoguesOfOtherFiles()
                    m_others[dialogueKey(pair.dialogue, 0)] |= groupOf(split);
                const quint64 dialogue = isSameFile ? dialogueKey(pair.dialogue, 0)
                                                    : dialogueKey({}, kProjects + quint64(pair.id));
                const quint64 conversation = conversationKey(pair);
                m_splits.add(dialogue, conversation, SplitConflicts::kProject, split);
                addToChains(pair, {dialogue, split}, conversation != 0);
            } else if (m_made.twoSplits) {
                addToChains(pair, {0, split}, conversationKey(pair) != 0);
            }
            const bool isAnswered = m_made.contradicting && (pair.label || pair.score);
            if (!m_made.near && !isAnswered)
                continue;
            NearDuplicates::prepare(pair.context, pair.question, pair.reply, m_pair);
            if (isAnswered)
                addAnswer(pair, SharedKeys::kProject);
            if (m_made.near)
                if (auto added = m_near.add(m_pair, pair.id, groupOf(split)); !added)
                    return added.error();
        }
        last = pairs->back().id;
        done += qint64(pairs->size());
    }
}

PersonalCounts FileChecks::personal(DialoguePair &pair) const
{
    if (m_remedies.personal == ImportRemedies::Personal::Mask)
        return maskPersonalData(pair);
    return m_made.personal ? personalDataOf(pair) : PersonalCounts{};
}

void FileChecks::relate(const Relation &relation)
{
    if (relation.row >= m_firstRows && ++m_shown[relation.fact] > kShownRows)
        return;
    m_relations.push_back(relation);
}

/// Some of each fault, however many rows another one has.
void FileChecks::relateRejected(quint32 row, const QString &about)
{
    constexpr int kMostRows = 1000;
    int &shown = m_shown[fact::Rejected];
    if (row >= m_firstRows && (shown >= kMostRows || ++m_shownFaults[about] > kShownRows))
        return;
    shown += row >= m_firstRows;
    m_relations.push_back({row, fact::Rejected, 0, 0});
}

void FileChecks::skip()
{
    if (m_made.twoSplits)
        m_dialogues.push_back(0);
    m_facts.push_back(fact::Rejected);
}

Result<void> FileChecks::add(const PairReader::Row &row, quint8 facts,
                             const PersonalCounts &personal, bool takesLabel)
{
    const auto number = quint32(m_facts.size());
    const bool comesIn = (facts & (fact::Rejected | fact::Duplicate)) == 0;
    if (row.rejected)
        relateRejected(number, row.rejected->about());
    else if (facts != 0)
        relate({number, fact::Duplicate, 0, 0});
    if (row.isLabelUnknown)
        relate({number, kUnknownLabel, 0, 0});
    m_findings.duplicatesOtherLabel += (facts & fact::OtherLabel) != 0;
    if (m_made.twoSplits)
        m_dialogues.push_back(comesIn ? dialogueKey(row.pair.dialogue, number + 1) : 0);
    if (!comesIn) { // the answer of a duplicate may
        const bool mayComeIn = facts == fact::Duplicate || takesLabel;
        if (m_made.contradicting && mayComeIn && isLabelled(row.pair)) {
            NearDuplicates::prepare(row.pair.context, row.pair.question, row.pair.reply, m_pair);
            addAnswer(row.pair, number);
            if (const auto label = labelOf(row.pair); takesLabel && label)
                m_labels.replace(textHash(m_pair.comparable), float(1 - *label), float(*label));
        }
        m_facts.push_back(facts);
        return {};
    }
    ++m_rowsIn;
    const DialoguePair &pair = row.pair;
    const std::optional<int> label = labelOf(pair);
    if (isLabelled(pair))
        facts |= fact::Labelled;
    if (personal != PersonalCounts{}) {
        facts |= fact::Personal;
        ++m_findings.personal;
        for (std::size_t kind = 0; kind < personal.size(); ++kind)
            m_findings.personalRows[kind] += personal[kind] > 0;
        relate({number, fact::Personal, 0, 0});
    }
    const bool hasSplit = m_made.twoSplits && pair.split != Split::Unassigned;
    if (hasSplit && !pair.dialogue.trimmed().isEmpty())
        m_splitDialogues.insert(m_dialogues.back());
    if (hasSplit) {
        const quint64 conversation = conversationKey(pair);
        m_splits.add(m_dialogues.back(), conversation, number, pair.split);
        addToChains(pair, {m_dialogues.back(), pair.split}, conversation != 0);
    } else if (m_made.twoSplits) {
        addToChains(pair, {0, pair.split}, conversationKey(pair) != 0);
    }
    const bool isAnswered = m_made.contradicting && (label || pair.score);
    if (m_made.near || isAnswered)
        NearDuplicates::prepare(pair.context, pair.question, pair.reply, m_pair);
    if (isAnswered)
        addAnswer(pair, number);
    if (m_made.near) {
        const auto found = m_near.add(m_pair, -1 - qint64(number), groupOf(pair.split),
                                      hasSplit ? kGroupsWithSplit : 0);
        if (!found)
            return found.error();
        if (found->near) {
            facts |= fact::Near;
            ++m_findings.near;
            relate({number, fact::Near, found->near->id, found->near->likeness});
        }
        for (const NearDuplicates::Match &other : found->ofGroups) {
            quint64 dialogue = 0;
            const Split split = splitOfGroup(other.group);
            if (other.id > 0) {
                dialogue = dialogueKey({}, kProjects + quint64(other.id));
                m_splits.add(dialogue, 0, SplitConflicts::kProject, split);
            } else {
                dialogue = m_dialogues[std::size_t(-1 - other.id)];
            }
            m_splits.addLike({m_dialogues.back(), pair.split}, {dialogue, split});
        }
    }
    if (m_model)
        sample(number, pair);
    m_facts.push_back(facts);
    return {};
}

void FileChecks::addToChains(const DialoguePair &pair, const SplitConflicts::Standing &standing,
                             bool isTelling)
{
    if (!m_hasSplits || !pair.dialogue.trimmed().isEmpty())
        return;
    m_chains.add(quint32(m_ofChains.size()), pair.context, pair.question, pair.reply, isTelling);
    m_ofChains.push_back(standing);
}

/// Each row that comes in has the same chance to be among the kSample (Vitter's algorithm R).
void FileChecks::sample(quint32 row, const DialoguePair &pair)
{
    std::size_t place = m_sample.size();
    if (place == kSample) {
        place = std::size_t(m_random() % quint64(m_rowsIn));
        if (place >= kSample)
            return;
    } else {
        m_sample.emplace_back();
    }
    m_sample[place] = {row, firstText(pair.context, pair.question, m_model->recipe.contextTurns),
                       pair.reply};
}

void FileChecks::finish()
{
    finishContradictions();
    finishSplits();
    finishLengths();
    for (const quint8 facts : m_facts)
        ++m_findings.rowsWith[facts];
}

/// Of the pair that m_pair was prepared for.
void FileChecks::addAnswer(const DialoguePair &pair, quint32 row)
{
    const quint64 key = textHash(m_pair.comparable);
    if (const auto label = labelOf(pair))
        m_labels.add(key, row, float(*label));
    if (!pair.score)
        return;
    m_scores.add(key, row, float(*pair.score));
    m_range.add(float(*pair.score));
}

void FileChecks::finishContradictions()
{
    const auto look = [this](SharedKeys &answers, auto contradict) {
        answers.eachConflict([&](auto begin, auto end) {
            for (auto entry = begin; entry != end && entry->row != SharedKeys::kProject; ++entry) {
                const auto other = std::find_if(begin, end, [&](const auto &one) {
                    return contradict(one.value, entry->value);
                });
                if (other == end)
                    continue;
                m_contradicted.insert(entry->key);
                constexpr quint8 kKnown = fact::Contradicting | fact::Duplicate;
                if ((m_facts[entry->row] & kKnown) != 0)
                    continue;
                m_facts[entry->row] |= fact::Contradicting;
                ++m_findings.contradicting;
                relate({entry->row, fact::Contradicting,
                        other->row == SharedKeys::kProject ? 0 : -1 - qint64(other->row), 0});
            }
        });
    };
    look(m_labels, std::not_equal_to<float>());
    look(m_scores, [this](float a, float b) { return m_range.isFar(a, b); });
}

bool FileChecks::isContradicted(const DialoguePair &pair) const
{
    return m_contradicted.contains(
        textHash(comparablePair(pair.context, pair.question, pair.reply)));
}

/// The project's dialogues of other files' names are those of this file, unless it has most of
/// them: files that number their dialogues anew all have the same numbers.
void FileChecks::addDialoguesOfOtherFiles()
{
    constexpr qsizetype kFew = 10; // have numbers in common by chance, or are the same
    QList<quint64> common;
    for (const quint64 dialogue : std::as_const(m_splitDialogues))
        if (m_others.contains(dialogue))
            common.push_back(dialogue);
    const bool isNumberedAnew = common.size() > kFew && 2 * common.size() > m_splitDialogues.size();
    if (!isNumberedAnew)
        for (const quint64 dialogue : std::as_const(common))
            for (const Split split : {Split::Train, Split::Validation, Split::Test})
                if ((m_others.value(dialogue) & groupOf(split)) != 0)
                    m_splits.add(dialogue, 0, SplitConflicts::kProject, split);
    m_others = {};
    m_splitDialogues = {};
}

void FileChecks::finishSplits()
{
    addDialoguesOfOtherFiles();
    std::vector<quint32> parents(m_ofChains.size());
    std::iota(parents.begin(), parents.end(), quint32(0));
    const auto rootOf = [&parents](quint32 pair) {
        while (parents[pair] != pair)
            pair = parents[pair] = parents[parents[pair]];
        return pair;
    };
    for (const auto &[later, earlier] : m_chains.takeLinks())
        parents[rootOf(later)] = rootOf(earlier);
    constexpr quint32 kNone = ~0U;
    std::vector<quint32> before(parents.size(), kNone); // of each chain, with a split
    for (quint32 pair = 0; pair < parents.size(); ++pair) {
        if (m_ofChains[pair].split == Split::Unassigned)
            continue;
        quint32 &other = before[rootOf(pair)];
        if (other != kNone)
            m_splits.addLike(m_ofChains[other], m_ofChains[pair]);
        other = pair;
    }
    m_ofChains = {};
    for (const quint32 number : m_splits.resolve()) {
        m_facts[number] |= fact::TwoSplits;
        ++m_findings.twoSplits;
        relate({number, fact::TwoSplits, 0, 0});
    }
}

void FileChecks::finishLengths()
{
    if (!m_model || m_sample.empty())
        return;
    const TrainingRecipe &recipe = m_model->recipe;
    LengthEstimate estimate{.model = m_model->name,
                            .maxLength = recipe.maxLength,
                            .sample = int(m_sample.size()),
                            .rows = m_rowsIn};
    const EncodeOptions options{
        .maxLength = recipe.maxLength,
        .truncation = truncationNamed(recipe.truncation).value_or(Truncation::LongestFirst)};
    for (const Sample &one : m_sample) {
        const Encoding encoding = encodePair(m_model->tokenizer, one.firstText, one.reply, options);
        estimate.firstLost += encoding.cutFirst;
        estimate.replyLost += encoding.cutSecond;
        estimate.cutFirst += encoding.cutFirst > 0;
        estimate.cutReply += encoding.cutSecond > 0;
        if (encoding.cutFirst + encoding.cutSecond == 0)
            continue;
        ++estimate.cut;
        relate({one.row, kTooLong, 0, 0});
    }
    m_findings.lengths = estimate;
    m_sample = {};
}

std::optional<Split> FileChecks::splitOf(const DialoguePair &pair, qint64 row) const
{
    if ((facts(row) & fact::TwoSplits) == 0)
        return std::nullopt;
    const auto target = m_splits.targets().find(dialogueKey(pair.dialogue, quint64(row) + 1));
    return target == m_splits.targets().end() ? std::optional<Split>() : *target;
}

} // namespace tunedesk
