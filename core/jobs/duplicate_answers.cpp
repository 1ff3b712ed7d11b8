// What duplicates of pairs bring to them: see PairUpdates::takeDuplicates().
#include "dataset/import_checks.h"
#include "jobs/pair_updates.h"
#include "project/effective_label.h"
#include "project/project.h"

#include <QDataStream>
#include <QIODevice>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

namespace tunedesk
{

namespace
{
/// Labels and scores that a row brings.
std::vector<Label> answersOf(const DialoguePair &row, const QString &annotator)
{
    std::vector<Label> answers = row.answers;
    if (answers.empty())
        answers.push_back({.label = row.label, .score = row.score});
    std::erase_if(answers, [](const Label &answer) { return !answer.label && !answer.score; });
    for (Label &answer : answers)
        if (answer.annotator.isEmpty())
            answer.annotator = annotator;
    return answers;
}

/// What answersOf() gives, for this process alone.
void write(QDataStream &stream, const Label &answer)
{
    stream << qint8(answer.label.value_or(-1)) << answer.score.has_value()
           << answer.score.value_or(0) << answer.skipped << answer.annotator << answer.atMs
           << answer.seconds << answer.note;
}

Label readAnswer(QDataStream &stream)
{
    Label answer;
    qint8 label = -1;
    bool hasScore = false;
    double score = 0;
    stream >> label >> hasScore >> score >> answer.skipped >> answer.annotator >> answer.atMs >>
        answer.seconds >> answer.note;
    if (label >= 0)
        answer.label = label;
    if (hasScore)
        answer.score = score;
    return answer;
}
/// What of a label and a score is another one than counts, where any does; else the answer comes in
/// by itself.
EffectiveLabel otherThanCounts(const std::vector<Label> &history, std::optional<int> label,
                               std::optional<double> score)
{
    std::vector<Label> counting;
    std::copy_if(history.begin(), history.end(), std::back_inserter(counting),
                 [](const Label &answer) { return !answer.takenBack; });
    const auto hasAny = [&](auto value) {
        return std::any_of(counting.begin(), counting.end(),
                           [&](const Label &answer) { return (answer.*value).has_value(); });
    };
    const EffectiveLabel now = effectiveLabel(latestOf(counting));
    EffectiveLabel other;
    if (now.label != label && hasAny(&Label::label))
        other.label = label;
    if (now.score != score && hasAny(&Label::score))
        other.score = score;
    return other;
}

/// Takes the place of what the same person says otherwise; what it doesn't say stays.
/// @return false: the person says nothing, or the same
bool takesPlace(Label &answer, const std::vector<Label> &history, qint64 atMs)
{
    const auto own = std::find_if(history.rbegin(), history.rend(), [&](const Label &other) {
        return other.annotator == answer.annotator && !other.takenBack;
    });
    if (own == history.rend() || ((!answer.label || own->label == answer.label) &&
                                  (!answer.score || own->score == answer.score)))
        return false;
    if (!answer.label)
        answer.label = own->label;
    if (!answer.score)
        answer.score = own->score;
    if (answer.atMs <= own->atMs)
        answer.atMs = atMs;
    return true;
}
} // namespace

Result<void> PairUpdates::takeDuplicate(Project &project, const PairStore::KnownPair &pair,
                                        const Duplicate &duplicate, bool isOfFile)
{
    const std::optional<int> standing = labelOf(pair);
    const bool isOther = duplicate.label && standing && *duplicate.label != *standing;
    m_counts.otherLabels += isOther;
    const bool takes = m_otherLabel == OtherLabel::TakeFile && !isOfFile;
    bool maySettle = takes && !duplicate.isOfPeople && (duplicate.label || duplicate.score) &&
                     !m_compared.contains(pair.id);
    if (maySettle) {
        m_compared.insert(pair.id);
        maySettle = duplicate.score || pair.label != duplicate.label;
    }
    const std::vector<Label> &answers = duplicate.answers;
    const bool isAnyNamed = std::any_of(answers.begin(), answers.end(), [](const Label &answer) {
        return !answer.annotator.isEmpty();
    });
    if (!maySettle && (answers.empty() || (pair.label && !isAnyNamed)))
        return {};
    const auto history = project.labels().history(pair.id);
    if (!history)
        return history.error();
    const EffectiveLabel taken =
        maySettle ? otherThanCounts(*history, duplicate.label, duplicate.score) : EffectiveLabel();
    const bool settles = taken.label || taken.score;
    PairChange change;
    change.pairId = pair.id;
    for (Label answer : answers) {
        const bool isNamed = !answer.annotator.isEmpty();
        if (!isNamed)
            answer.annotator = QStringLiteral("import");
        const bool isSaid = std::any_of(history->begin(), history->end(), [&](const Label &other) {
            return isNamed ? other.annotator == answer.annotator
                           : !other.takenBack && (other.label || other.score);
        });
        if (m_answered.contains({pair.id, answer.annotator}))
            continue;
        if (isSaid && !(takes && duplicate.isOfPeople && takesPlace(answer, *history, m_atMs)))
            continue;
        // It would stand against the label that is taken, or say it a second time.
        const bool isAgainst = (answer.label && taken.label && answer.label != taken.label) ||
                               (answer.score && taken.score && answer.score != taken.score);
        if (settles && (answer.annotator == m_person || isAgainst))
            continue;
        m_answered.insert({pair.id, answer.annotator});
        answer.pairId = pair.id;
        answer.imported = true;
        if (answer.atMs == 0)
            answer.atMs = m_atMs;
        if (answer.label && !standing)
            m_broughtLabels.insert(pair.id, *answer.label);
        change.answers.push_back(answer);
    }
    if (settles) {
        settle(change, *history, taken.label, taken.score, nullptr);
        m_answered.insert({pair.id, m_person});
    }
    if (change.isEmpty())
        return {};
    ++m_counts.updated;
    ++m_counts.fields.labels;
    m_changes.push_back(std::move(change));
    return {};
}

std::optional<int> PairUpdates::labelOf(const PairStore::KnownPair &pair) const
{
    const auto brought = m_broughtLabels.constFind(pair.id);
    return pair.label || brought == m_broughtLabels.constEnd() ? pair.label
                                                               : std::optional<int>(*brought);
}

Result<void> PairUpdates::takeDuplicates(const std::vector<const DialoguePair *> &rows,
                                         const QString &annotator)
{
    std::vector<Duplicate> duplicates;
    std::vector<QByteArray> hashes;
    for (const DialoguePair *const row : rows) {
        auto answers = answersOf(*row, annotator);
        if (answers.empty())
            continue;
        const QByteArray hash = PairStore::contentHash(*row);
        std::erase_if(answers,
                      [&](const Label &answer) { return !isFirstOf(hash, answer.annotator); });
        const std::optional<int> label = tunedesk::labelOf(*row);
        if (answers.empty() && !label)
            continue;
        hashes.push_back(hash);
        const bool isOfPeople =
            !row->answers.empty() &&
            std::none_of(row->answers.begin(), row->answers.end(),
                         [](const Label &answer) { return answer.annotator.isEmpty(); });
        duplicates.push_back({hash, label, row->score, isOfPeople, std::move(answers)});
    }
    const auto known = m_project->pairs().known(hashes);
    if (!known)
        return known.error();
    std::vector<Duplicate> waiting;
    for (std::size_t i = 0; i < duplicates.size(); ++i) {
        const PairStore::KnownPair &pair = (*known)[i];
        if (pair.id == 0)
            waiting.push_back(std::move(duplicates[i]));
        else if (auto taken = takeDuplicate(*m_project, pair, duplicates[i], false); !taken)
            return taken;
    }
    return putAside(waiting);
}

/// Whether no duplicate with these texts had an answer of this person: a second one brings nothing.
bool PairUpdates::isFirstOf(const QByteArray &hash, const QString &annotator)
{
    constexpr qsizetype kMostRemembered = 500'000; // others are compared with the history
    quint64 first = 0, second = 0;
    std::memcpy(&first, hash.constData(), sizeof first);
    std::memcpy(&second, hash.constData() + sizeof first, sizeof second);
    const auto key = std::pair(first, second ^ quint64(qHash(annotator)));
    if (m_brought.contains(key))
        return false;
    if (m_brought.size() < kMostRemembered)
        m_brought.insert(key);
    return true;
}

Result<void> PairUpdates::putAside(const std::vector<Duplicate> &duplicates)
{
    if (duplicates.empty())
        return {};
    QByteArray block;
    QDataStream stream(&block, QIODevice::WriteOnly);
    for (const Duplicate &duplicate : duplicates) {
        stream << duplicate.hash << qint8(duplicate.label.value_or(-1))
               << quint32(duplicate.answers.size());
        for (const Label &answer : duplicate.answers)
            write(stream, answer);
    }
    m_waitingBlocks.push_back(block.size());
    return m_waiting.append(block);
}

Result<void> PairUpdates::takeDuplicatesOf(Project &writer)
{
    quint64 from = 0;
    for (const qsizetype bytes : std::exchange(m_waitingBlocks, {})) {
        const auto block = m_waiting.read(from, bytes);
        if (!block)
            return block.error();
        from += quint64(bytes);
        std::vector<QByteArray> hashes;
        std::vector<Duplicate> duplicates;
        QDataStream stream(*block);
        while (!stream.atEnd()) {
            Duplicate &duplicate = duplicates.emplace_back();
            qint8 label = -1;
            quint32 count = 0;
            stream >> duplicate.hash >> label >> count;
            if (label >= 0)
                duplicate.label = label;
            for (quint32 i = 0; i < count; ++i)
                duplicate.answers.push_back(readAnswer(stream));
            hashes.push_back(duplicate.hash);
        }
        const auto known = writer.pairs().known(hashes);
        if (!known)
            return known.error();
        for (std::size_t i = 0; i < hashes.size(); ++i)
            if (const PairStore::KnownPair &pair = (*known)[i]; pair.id != 0)
                if (auto taken = takeDuplicate(writer, pair, duplicates[i], true); !taken)
                    return taken;
    }
    return {};
}

} // namespace tunedesk
