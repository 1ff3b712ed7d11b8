#include "jobs/pair_checks.h"

#include "dataset/comparable_text.h"
#include "text/pair_encoding.h"

namespace tunedesk
{

/// Where a training puts it, or would with a label.
Split PairChecks::splitOf(const DialoguePair &pair, bool &isDealt)
{
    while (m_nextDealt < m_dealt.size() && m_dealt[m_nextDealt].pairId < pair.id)
        ++m_nextDealt;
    isDealt = m_nextDealt < m_dealt.size() && m_dealt[m_nextDealt].pairId == pair.id;
    return isDealt ? m_dealt[m_nextDealt].split : m_following.value(pair.id, pair.split);
}

Result<void> PairChecks::add(const DialoguePair &pair)
{
    ++m_report.pairs;
    bool isDealt = false;
    const Split split = splitOf(pair, isDealt);
    if (split != Split::Unassigned) {
        const bool isNamed = !pair.dialogue.trimmed().isEmpty();
        const bool isSure = isDealt || split != Split::Train;
        m_dialogues.push_back(
            {dialogueKey(pair.dialogue, quint64(pair.id)), pair.id,
             float(isSure ? split : kTrainWithALabel),
             isNamed ? m_files.emplace(pair.originFile, quint32(m_files.size())).first->second
                     : kNoFile});
        const quint64 conversation = conversationKey(pair);
        if (conversation != 0)
            m_conversations.push_back({conversation, pair.id, float(split)});
    }
    if (pair.dialogue.trimmed().isEmpty()) { // without a split it says what others say, too
        m_chains.add(quint32(m_ofChains.size()), pair.context, pair.question, pair.reply,
                     conversationKey(pair) != 0);
        m_ofChains.emplace_back(pair.id, split);
    }
    const bool isEmptyQuestion = !saysSomething(pair.question);
    const bool isEmptyReply = !saysSomething(pair.reply);
    if (isEmptyQuestion)
        m_emptyQuestions.add(pair.id);
    if (isEmptyReply)
        m_emptyReplies.add(pair.id);
    if (isEmptyQuestion || isEmptyReply)
        note(PairIssue::Kind::Empty, pair.id);
    const PersonalCounts personal = personalDataOf(pair);
    for (std::size_t kind = 0; kind < personal.size(); ++kind)
        if (personal[kind] > 0) {
            m_personal[kind].add(pair.id);
            note(PairIssue::Kind::PersonalData, pair.id);
        }
    measure(pair);
    return compare(pair, split);
}

void PairChecks::measure(const DialoguePair &pair)
{
    if (!m_model) {
        if (pair.context.size() + pair.question.size() + pair.reply.size() > kLongLetters)
            cut(pair.id);
        return;
    }
    const TrainingRecipe &recipe = m_model->recipe;
    const Encoding encoding = encodePair(
        m_model->tokenizer, firstText(pair.context, pair.question, recipe.contextTurns), pair.reply,
        {.maxLength = recipe.maxLength,
         .truncation = truncationNamed(recipe.truncation).value_or(Truncation::LongestFirst)});
    m_cut.firstLost += encoding.cutFirst;
    m_cut.replyLost += encoding.cutSecond;
    if (encoding.cutFirst > 0)
        m_cut.first.add(pair.id);
    if (encoding.cutSecond > 0)
        m_cut.reply.add(pair.id);
    if (encoding.cutFirst + encoding.cutSecond > 0)
        cut(pair.id);
}

void PairChecks::cut(qint64 id)
{
    m_cut.all.add(id);
    note(PairIssue::Kind::Long, id);
}

void PairChecks::addIssue(PairIssue::Kind kind, const QString &message, QList<qint64> pairs,
                          int count)
{
    if (++m_report.found[std::size_t(kind)] <= kMostIssues)
        m_report.issues.push_back({kind, message, std::move(pairs), count});
}

} // namespace tunedesk
