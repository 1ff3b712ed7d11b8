#include "dataset/import_checks.h"

#include "dataset/comparable_text.h"

#include <algorithm>
#include <cmath>

namespace tunedesk
{

namespace
{
constexpr int kTellingWidth = 80;

int widthOf(const QString &text)
{
    return int(text.size()) +
           int(std::count_if(text.begin(), text.end(), [](QChar c) { return c >= QChar(0x2E80); }));
}
} // namespace

ImportChecking ImportChecking::with(const ImportRemedies &remedies) const
{
    ImportChecking checking = *this;
    checking.near |= remedies.near != ImportRemedies::Near::Keep;
    checking.contradicting |= remedies.contradicting != ImportRemedies::Contradicting::Keep;
    checking.twoSplits |= remedies.twoSplits != ImportRemedies::TwoSplits::Keep;
    checking.near |= checking.twoSplits; // what is nearly the same must not be in two splits either
    return checking;
}

qint64 LengthEstimate::estimatedCut() const
{
    return sample == 0 ? 0 : qint64(std::llround(double(cut) * double(rows) / double(sample)));
}

bool isLeftOut(quint8 facts, const ImportRemedies &remedies)
{
    return ((facts & fact::Near) != 0 && remedies.near == ImportRemedies::Near::LeaveOut) ||
           ((facts & fact::Contradicting) != 0 &&
            remedies.contradicting == ImportRemedies::Contradicting::LeaveOut) ||
           ((facts & fact::TwoSplits) != 0 &&
            remedies.twoSplits == ImportRemedies::TwoSplits::LeaveOut);
}

ImportSums ImportFindings::sums(const ImportRemedies &remedies) const
{
    ImportSums sums;
    for (std::size_t facts = 0; facts < rowsWith.size(); ++facts) {
        const int rows = rowsWith[facts];
        if (rows == 0 || (facts & (fact::Rejected | fact::Duplicate)) != 0)
            continue;
        if (isLeftOut(quint8(facts), remedies)) {
            sums.leftOut += rows;
            continue;
        }
        sums.imported += rows;
        const bool losesLabel =
            (facts & fact::Contradicting) != 0 &&
            remedies.contradicting == ImportRemedies::Contradicting::WithoutLabel;
        if (losesLabel)
            sums.unlabelled += rows;
        else if ((facts & fact::Labelled) != 0)
            sums.labelled += rows;
        if ((facts & fact::TwoSplits) != 0 && remedies.twoSplits == ImportRemedies::TwoSplits::Join)
            sums.joined += rows;
    }
    return sums;
}

void SharedKeys::sort()
{
    std::sort(m_entries.begin(), m_entries.end(), [](const Entry &a, const Entry &b) {
        return a.key != b.key ? a.key < b.key : a.row < b.row;
    });
    for (const Replaced &one : m_replaced) {
        auto entry = std::lower_bound(m_entries.begin(), m_entries.end(), one.key,
                                      [](const Entry &a, quint64 key) { return a.key < key; });
        for (; entry != m_entries.end() && entry->key == one.key; ++entry)
            if (entry->row == kProject && entry->value == one.from) {
                entry->value = one.to;
                break;
            }
    }
    m_replaced.clear();
}

void SplitConflicts::add(quint64 dialogue, quint64 conversation, quint32 row, Split split)
{
    if (split != Split::Unassigned)
        m_places.push_back({dialogue, conversation, row, split});
}

quint64 SplitConflicts::rootOf(quint64 dialogue)
{
    quint64 root = dialogue;
    for (quint64 parent = m_parents.value(root, root); parent != root;
         parent = m_parents.value(root, root))
        root = parent;
    m_parents.insert(dialogue, root);
    m_parents.insert(root, root);
    return root;
}

/// @return false: they belonged together
bool SplitConflicts::join(quint64 dialogue, quint64 other)
{
    const bool isKnown = m_parents.contains(dialogue) && m_parents.contains(other);
    const quint64 a = rootOf(dialogue), b = rootOf(other);
    m_parents.insert(std::max(a, b), std::min(a, b));
    return !isKnown || a != b;
}

/// As far as it is settled.
Split SplitConflicts::splitOf(const Standing &standing)
{
    if (!m_parents.contains(standing.dialogue))
        return standing.split;
    return m_settled.value(rootOf(standing.dialogue), standing.split);
}

/// @return false: there are none
bool SplitConflicts::joinConflicts()
{
    bool isJoined = false;
    const auto now = [this](const Place &place) { return splitOf({place.dialogue, place.split}); };
    const auto joinEqual = [&](quint64 Place::*key) {
        std::sort(m_places.begin(), m_places.end(), [&](const Place &a, const Place &b) {
            return a.*key != b.*key ? a.*key < b.*key : a.row < b.row;
        });
        for (auto begin = m_places.begin(); begin != m_places.end();) {
            const auto end = std::find_if(begin, m_places.end(), [&](const Place &place) {
                return place.*key != (*begin).*key;
            });
            const Split first = now(*begin);
            const bool isConflict =
                (*begin).*key != 0 &&
                std::any_of(begin, end, [&](const Place &place) { return now(place) != first; });
            for (auto place = begin; isConflict && place != end; ++place)
                isJoined |= join(begin->dialogue, place->dialogue);
            begin = end;
        }
    };
    joinEqual(&Place::conversation);
    joinEqual(&Place::dialogue);
    for (const auto &[one, other] : m_likes)
        if (splitOf(one) != splitOf(other))
            isJoined |= join(one.dialogue, other.dialogue);
    return isJoined;
}

void SplitConflicts::settle()
{
    struct Choice {
        std::optional<Split> projects, first;
        quint32 firstRow = kProject;
        bool hasTest = false;
    };
    QHash<quint64, Choice> choices;
    for (const Place &place : m_places) {
        if (!m_parents.contains(place.dialogue))
            continue;
        Choice &choice = choices[rootOf(place.dialogue)];
        if (place.row == kProject) {
            if (choice.projects != Split::Test)
                choice.projects = place.split;
            continue;
        }
        choice.hasTest |= place.split == Split::Test;
        if (!choice.first || place.row < choice.firstRow) {
            choice.first = place.split;
            choice.firstRow = place.row;
        }
    }
    m_settled.clear();
    for (auto choice = choices.cbegin(); choice != choices.cend(); ++choice)
        m_settled.insert(choice.key(),
                         choice->projects.value_or(
                             choice->hasTest ? Split::Test : choice->first.value_or(Split::Train)));
}

std::vector<quint32> SplitConflicts::resolve()
{
    while (joinConflicts())
        settle();
    std::vector<quint32> rows;
    for (const Place &place : m_places) {
        if (place.row == kProject)
            continue;
        const Split target = splitOf({place.dialogue, place.split});
        if (target == place.split)
            continue;
        rows.push_back(place.row);
        m_targets.insert(place.dialogue, target);
    }
    m_places = {};
    m_likes = {};
    std::sort(rows.begin(), rows.end());
    return rows;
}

quint64 dialogueKey(const QString &dialogue, quint64 number)
{
    const QString written = dialogue.trimmed();
    return textHash(written.isEmpty() ? QLatin1Char('#') + QString::number(number)
                                      : QLatin1Char('=') + written);
}

quint64 conversationKey(const DialoguePair &pair)
{
    return conversationKey(pair.context, pair.question);
}

quint64 conversationKey(const QString &context, const QString &question)
{
    const QString conversation = comparableConversation(context, question);
    return widthOf(conversation) < kTellingWidth ? 0 : textHash(conversation);
}

std::optional<int> labelOf(const DialoguePair &pair)
{
    if (pair.label || pair.answers.empty())
        return pair.label;
    int balance = 0;
    for (const Label &answer : pair.answers)
        if (answer.label)
            balance += *answer.label == 1 ? 1 : -1;
    return balance == 0 ? std::optional<int>() : balance > 0;
}

bool isLabelled(const DialoguePair &pair)
{
    return pair.label || pair.score ||
           std::any_of(pair.answers.begin(), pair.answers.end(),
                       [](const Label &answer) { return answer.label || answer.score; });
}

} // namespace tunedesk
