#pragma once

#include "dataset/dialogue_chains.h"
#include "dataset/import_checks.h"
#include "dataset/near_duplicates.h"
#include "jobs/check_pairs.h"
#include "project/snapshot_store.h"

#include <QHash>

#include <array>
#include <map>
#include <vector>

namespace tunedesk
{

inline constexpr int kLongLetters = 4000; ///< where no model says what is too long

/// A pair where something is that others have too.
struct CheckedPlace {
    quint64 key = 0;
    qint64 id = 0;
    float value = 0;  ///< Split, label or score
    quint32 file = 0; ///< that brought it, where it matters
};
inline constexpr quint32 kNoFile = ~0U;
/// In m_dialogues: will be trained on once it has a label, and goes where its dialogue then goes,
/// be it validation.
inline constexpr Split kTrainWithALabel = Split::Unassigned;

/// Looks at one pair after the other, then at what they have in common. One thread.
class PairChecks
{
public:
    /// @param dealt the labelled pairs   @param following see PairStore::following()
    PairChecks(PairCheckReport &report, std::optional<CheckModel> model,
               std::vector<SnapshotStore::PlacedPair> dealt, QHash<qint64, Split> following)
        : m_report(report), m_model(std::move(model)), m_dealt(std::move(dealt)),
          m_following(std::move(following))
    {
        m_report.model = m_model ? m_model->name : QString();
        m_report.maxLength = m_model ? m_model->recipe.maxLength : kLongLetters;
        m_report.dealtPairs = int(m_dealt.size());
    }
    Result<void> add(const DialoguePair &pair);
    void finish();

private:
    struct Found {
        QList<qint64> pairs;
        int count = 0;
        void add(qint64 id)
        {
            if (++count <= kMostPairs)
                pairs << id;
        }
    };
    struct Cut {
        Found first, reply, all;
        qint64 firstLost = 0, replyLost = 0;
    };
    Split splitOf(const DialoguePair &pair, bool &isDealt);
    Result<void> compare(const DialoguePair &pair, Split split);
    void measure(const DialoguePair &pair);
    void cut(qint64 id);
    void addIssue(PairIssue::Kind kind, const QString &message, QList<qint64> pairs, int count);
    void note(PairIssue::Kind kind, qint64 id) { m_noted[std::size_t(kind)].push_back(id); }
    void noteAll(PairIssue::Kind kind, auto begin, auto end)
    {
        for (auto place = begin; place != end; ++place)
            note(kind, place->id);
    }
    void addIssue(PairIssue::Kind kind, const QString &message, const Found &found)
    {
        if (found.count > 0)
            addIssue(kind, message, found.pairs, found.count);
    }
    void finishLabels();
    void finishScores();
    std::vector<bool> filesNumberedAnew();
    void finishDialogues();
    void finishConversations();
    void finishChains();
    void finishSides();
    void finishPersonal();
    void finishNotes();

    PairCheckReport &m_report;
    std::optional<CheckModel> m_model;
    std::vector<SnapshotStore::PlacedPair> m_dealt;
    QHash<qint64, Split> m_following;
    std::size_t m_nextDealt = 0;
    NearDuplicates m_near;
    NearDuplicates::Pair m_pair;
    std::vector<CheckedPlace> m_labels, m_scores, m_dialogues, m_conversations;
    DialogueChains m_chains;                          ///< of pairs without a dialogue
    std::vector<std::pair<qint64, Split>> m_ofChains; ///< by their ids there: which, where
    std::map<QString, quint32> m_files;               ///< that brought dialogues, numbered
    ScoreRange m_range;
    std::vector<qint64> m_leaks; ///< pairs that leak already
    Found m_emptyQuestions, m_emptyReplies;
    std::array<Found, kPersonalKindCount> m_personal;
    Cut m_cut;
    std::array<std::vector<qint64>, kIssueKinds> m_noted; ///< pairs, in any order
};

} // namespace tunedesk
