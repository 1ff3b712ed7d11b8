#include "jobs/new_pair_effects.h"

#include "dataset/import_checks.h"
#include "project/project.h"

#include <algorithm>
#include <cstring>

namespace tunedesk
{

Result<NewPairEffects> NewPairEffects::begin(Project &project, const QString &file)
{
    NewPairEffects effects(project, file);
    auto bin = project.pairs().binContents();
    if (!bin)
        return bin.error();
    effects.m_bin = std::move(*bin);
    const auto pairs = project.pairs().count();
    if (!pairs)
        return pairs.error();
    effects.m_isEmpty = *pairs == 0;
    const auto hasTestSet = project.pairs().hasTestSet();
    if (!hasTestSet)
        return hasTestSet.error();
    effects.m_hasTestSet = *hasTestSet;
    if (*hasTestSet) {
        auto setAside = project.pairs().setAsideDialogues();
        if (!setAside)
            return setAside.error();
        effects.m_setAside = std::move(*setAside);
    }
    return effects;
}

Result<void> NewPairEffects::add(const std::vector<const DialoguePair *> &pairs)
{
    for (const DialoguePair *const pair : pairs) {
        if (!m_bin.empty()) {
            const QByteArray hash = PairStore::contentHash(*pair);
            PairStore::Content content;
            Q_ASSERT(hash.size() == qsizetype(content.size()));
            std::memcpy(content.data(), hash.constData(), content.size());
            m_inBin += std::binary_search(m_bin.begin(), m_bin.end(), content);
        }
        if (pair->split == Split::Unassigned || pair->dialogue.isEmpty())
            continue;
        Dialogue &dialogue = m_dialogues[dialogueKey(pair->dialogue, 0)];
        const bool isTest = pair->split == Split::Test;
        ++(isTest ? dialogue.tests : dialogue.others);
        if (dialogue.isAsked || m_isEmpty || !(isTest || m_hasTestSet))
            continue;
        const auto standing = m_project->pairs().standing(pair->dialogue, m_file);
        if (!standing)
            return standing.error();
        dialogue.isAsked = true;
        dialogue.isTestedThere = standing->isTested;
        dialogue.isElsewhere = standing->isElsewhere;
        dialogue.followers = standing->followers;
    }
    return {};
}

NewPairCounts NewPairEffects::counts() const
{
    // Files that number their dialogues anew have the numbers of most dialogues in common with
    // others, as in FileChecks.
    constexpr qsizetype kFew = 10;
    const auto isParted = [](const Dialogue &one) {
        return (one.isTestedThere && one.tests == 0) || (one.isElsewhere && one.tests > 0);
    };
    const auto common = std::count_if(m_dialogues.begin(), m_dialogues.end(), isParted);
    const bool isNumberedAnew = common > kFew && 2 * common > m_dialogues.size();
    NewPairCounts counts{.inBin = m_inBin};
    for (auto found = m_dialogues.begin(); found != m_dialogues.end(); ++found) {
        const Dialogue &dialogue = *found;
        if (dialogue.tests > 0)
            counts.toTest += dialogue.followers;
        if (dialogue.isElsewhere && !isNumberedAnew)
            counts.ofTrained += dialogue.tests;
        if (m_setAside.contains(found.key()))
            counts.joined += dialogue.others;
        else if (dialogue.tests > 0 || (dialogue.isTestedThere && !isNumberedAnew))
            counts.ofTested += dialogue.others;
    }
    return counts;
}

} // namespace tunedesk
