#pragma once

#include "dataset/personal_data.h"
#include "domain/dialogue_pair.h"

#include <QHash>
#include <QString>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace tunedesk
{

/// What is done with rows that a check finds. Whatever is chosen, the checks find the same rows,
/// but for masks, which change texts and with them what is the same, and for labels of the file
/// that pairs take, which others may contradict.
struct ImportRemedies {
    /// Exact duplicates of pairs with another label: they are left out, but which label counts?
    enum class OtherLabel { Keep, TakeFile };
    enum class Near { Keep, LeaveOut };
    enum class Contradicting { Keep, WithoutLabel, LeaveOut };
    enum class TwoSplits { Keep, Join, LeaveOut }; ///< Join: the whole dialogue goes to one split
    enum class Personal { Keep, Mask };
    OtherLabel otherLabel = OtherLabel::Keep;
    Near near = Near::Keep;
    Contradicting contradicting = Contradicting::Keep;
    TwoSplits twoSplits = TwoSplits::Keep;
    Personal personal = Personal::Keep;
    bool operator==(const ImportRemedies &) const = default;
};

/// Checks over the whole file, which take a pass over file and project before anything comes in.
/// What is rejected and what is an exact duplicate is always told.
struct ImportChecking {
    bool near = false, contradicting = false, twoSplits = false, personal = false, lengths = false;
    static ImportChecking all() { return {true, true, true, true, true}; }
    /// Those that the remedies need, and those that are wanted anyway.
    ImportChecking with(const ImportRemedies &remedies) const;
    bool any() const { return near || contradicting || twoSplits || personal || lengths; }
    /// Whether pairs of the project are compared.
    bool needsProject() const { return near || contradicting || twoSplits; }
};

/// Bits: what is known of a row.
namespace fact
{
inline constexpr quint8 Rejected = 1;
inline constexpr quint8 Duplicate = 2;  ///< of a pair of the project or an earlier row
inline constexpr quint8 OtherLabel = 4; ///< … which has another label
inline constexpr quint8 Near = 8;       ///< nearly the same as a pair or an earlier row
inline constexpr quint8 Contradicting =
    16;                                 ///< but for case, blanks and signs the same, other label
inline constexpr quint8 TwoSplits = 32; ///< its dialogue or conversation is in another split too
inline constexpr quint8 Personal = 64;
inline constexpr quint8 Labelled = 128;
} // namespace fact

/// What becomes of the rows under some remedies.
struct ImportSums {
    int imported = 0, labelled = 0, leftOut = 0; ///< leftOut: by a remedy
    int unlabelled = 0;                          ///< come in without the label that they have
    int joined = 0;                              ///< come in with another split than they have
};

/// What a model would cut off, counted on a sample of the rows.
struct LengthEstimate {
    QString model;                       ///< name
    int maxLength = 0;                   ///< tokens of a pair
    int sample = 0;                      ///< rows that were counted
    qint64 rows = 0;                     ///< that the sample stands for
    int cut = 0;                         ///< of the sample: lose a token or more
    int cutFirst = 0;                    ///< … of earlier turns and question
    int cutReply = 0;                    ///< … of the reply
    qint64 firstLost = 0, replyLost = 0; ///< tokens, of the sample
    bool isExact() const { return sample == rows; }
    qint64 estimatedCut() const; ///< rows of the file
};

/// What the checks found in a file. Counts are rows.
struct ImportFindings {
    ImportChecking made; ///< which checks
    int duplicatesOtherLabel = 0;
    int otherLabelInFile = 0; ///< of these, of earlier rows; counted where nothing is written
    int near = 0;
    int contradicting = 0;
    int twoSplits = 0;
    int personal = 0;
    PersonalCounts personalRows{};         ///< rows with each kind
    std::optional<LengthEstimate> lengths; ///< none: no model is known
    std::array<int, 256> rowsWith{};       ///< by the bits of fact::

    ImportSums sums(const ImportRemedies &remedies) const;
};

/// Whether a row comes in, being none of rejected and duplicate.
bool isLeftOut(quint8 facts, const ImportRemedies &remedies);

/// The lowest and the highest of all scores. Two are far from each other where half of what lies
/// between these separates them or more.
class ScoreRange
{
public:
    void add(float score)
    {
        m_low = std::min(m_low, score);
        m_high = std::max(m_high, score);
    }
    bool isFar(float a, float b) const { return a != b && std::abs(a - b) * 2 >= m_high - m_low; }

private:
    float m_low = std::numeric_limits<float>::max();
    float m_high = std::numeric_limits<float>::lowest();
};

/// Something that a row shares with others: its text without case and signs, its dialogue. One
/// thread; 16 bytes a row.
class SharedKeys
{
public:
    static constexpr quint32 kProject = ~0U; ///< not a row of the file
    struct Entry {
        quint64 key = 0;
        quint32 row = kProject; ///< from 0
        float value = 0;        ///< label or score
    };
    void add(quint64 key, quint32 row, float value) { m_entries.push_back({key, row, value}); }
    void reserve(std::size_t count) { m_entries.reserve(count); }
    /// A value of the project that will be another one.
    void replace(quint64 key, float from, float to) { m_replaced.push_back({key, from, to}); }
    /// Calls act(begin, end) for the entries of each key that has two values or more. In the order
    /// of rows, those of the project last.
    template <typename Act> void eachConflict(Act act)
    {
        sort();
        for (auto begin = m_entries.begin(); begin != m_entries.end();) {
            auto end = begin;
            bool isConflict = false;
            for (; end != m_entries.end() && end->key == begin->key; ++end)
                isConflict |= end->value != begin->value;
            if (isConflict)
                act(begin, end);
            begin = end;
        }
    }

private:
    struct Replaced {
        quint64 key = 0;
        float from = 0, to = 0;
    };
    void sort();
    std::vector<Entry> m_entries;
    std::vector<Replaced> m_replaced;
};

/// Which split each dialogue of a file goes to, where its rows or texts say two. One thread.
class SplitConflicts
{
public:
    static constexpr quint32 kProject = SharedKeys::kProject;

    /// A pair of the project with a split of its own, or a row of the file. Unassigned is no split.
    /// @param dialogue see dialogueKey()   @param conversation see conversationKey()
    void add(quint64 dialogue, quint64 conversation, quint32 row, Split split);
    struct Standing {
        quint64 dialogue = 0;
        Split split = Split::Train;
    };
    /// Two that are nearly the same, or of which one goes on with the other; both are added too.
    /// 32 bytes.
    void addLike(const Standing &one, const Standing &other) { m_likes.push_back({one, other}); }
    /// Once, when all are there. Where a dialogue, or several that have a conversation or pairs
    /// nearly the same in common, have two splits, they go to that of the project's pairs, else to
    /// the test, else to that of the first row. What then is in two splits follows.
    /// @return rows with another split than the one they would go to, in order
    std::vector<quint32> resolve();
    /// Where the dialogues of those rows go.
    const QHash<quint64, Split> &targets() const { return m_targets; }

private:
    struct Place {
        quint64 dialogue = 0, conversation = 0;
        quint32 row = kProject;
        Split split = Split::Train;
    };
    quint64 rootOf(quint64 dialogue);
    bool join(quint64 dialogue, quint64 other);
    Split splitOf(const Standing &standing);
    bool joinConflicts();
    void settle();

    std::vector<Place> m_places;
    std::vector<std::pair<Standing, Standing>> m_likes;
    QHash<quint64, quint64> m_parents; ///< of dialogues with two splits
    QHash<quint64, Split> m_settled;   ///< where those go, by their root
    QHash<quint64, Split> m_targets;
};

/// Tells dialogues apart: by what is written, or by the number of the row where there is nothing.
quint64 dialogueKey(const QString &dialogue, quint64 number);
/// Equal for the same earlier turns and question but for case, blanks and signs. 0: fewer than 80
/// letters (40 Han characters), which many conversations have in common.
quint64 conversationKey(const QString &context, const QString &question);
quint64 conversationKey(const DialoguePair &pair);
/// Label of a row by the file: its own, or that of most of its answers.
std::optional<int> labelOf(const DialoguePair &pair);
/// Whether somebody gave it a label or a score, be they at odds.
bool isLabelled(const DialoguePair &pair);

} // namespace tunedesk
