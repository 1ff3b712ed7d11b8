#include "jobs/check_pairs.h"

#include "dataset/comparable_text.h"
#include "dataset/import_checks.h"
#include "dataset/near_duplicates.h"
#include "jobs/split_groups.h"
#include "jobs/wait_for_step.h"
#include "project/project.h"
#include "text/pair_encoding.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(CheckPairs)
};

constexpr int kPairsAtOnce = 2000;
constexpr int kLongLetters = 4000; ///< where no model says what is too long

QString splitText(Split split)
{
    switch (split) {
    case Split::Train:
        return Text::tr("training");
    case Split::Validation:
        return Text::tr("validation");
    case Split::Test:
        return Text::tr("test", "split");
    case Split::Unassigned:
        break;
    }
    return Text::tr("no split");
}

/// A pair where something is that others have too.
struct Place {
    quint64 key = 0;
    qint64 id = 0;
    float value = 0;  ///< Split, label or score
    quint32 file = 0; ///< that brought it, where it matters
};
constexpr quint32 kNoFile = ~0U;

/// Calls act(begin, end) for the places of each key, in the order of ids.
template <typename Act> void eachKey(std::vector<Place> &places, Act act)
{
    std::sort(places.begin(), places.end(), [](const Place &a, const Place &b) {
        return a.key != b.key ? a.key < b.key : a.id < b.id;
    });
    for (auto begin = places.begin(); begin != places.end();) {
        const auto end = std::find_if(begin, places.end(),
                                      [&](const Place &place) { return place.key != begin->key; });
        act(begin, end);
        begin = end;
    }
}

QList<qint64> idsOf(auto begin, auto end)
{
    QList<qint64> ids;
    for (auto place = begin; place != end && ids.size() < kMostPairs; ++place)
        ids << place->id;
    return ids;
}

/// Looks at one pair after the other, then at what they have in common.
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
    Split splitOf(const DialoguePair &pair);
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
    std::vector<Place> m_labels, m_scores, m_dialogues, m_conversations;
    std::map<QString, quint32> m_files; ///< that brought dialogues, numbered
    ScoreRange m_range;
    std::vector<qint64> m_leaks; ///< pairs that leak already
    Found m_emptyQuestions, m_emptyReplies;
    std::array<Found, kPersonalKindCount> m_personal;
    Cut m_cut;
    std::array<std::vector<qint64>, kIssueKinds> m_noted; ///< pairs, in any order
};

/// Where a training puts it, or would with a label.
Split PairChecks::splitOf(const DialoguePair &pair)
{
    while (m_nextDealt < m_dealt.size() && m_dealt[m_nextDealt].pairId < pair.id)
        ++m_nextDealt;
    const bool isDealt = m_nextDealt < m_dealt.size() && m_dealt[m_nextDealt].pairId == pair.id;
    return isDealt ? m_dealt[m_nextDealt].split : m_following.value(pair.id, pair.split);
}

Result<void> PairChecks::add(const DialoguePair &pair)
{
    ++m_report.pairs;
    const Split split = splitOf(pair);
    if (split != Split::Unassigned) {
        const bool isNamed = !pair.dialogue.trimmed().isEmpty();
        m_dialogues.push_back(
            {dialogueKey(pair.dialogue, quint64(pair.id)), pair.id, float(split),
             isNamed ? m_files.emplace(pair.originFile, quint32(m_files.size())).first->second
                     : kNoFile});
        if (const quint64 conversation = conversationKey(pair))
            m_conversations.push_back({conversation, pair.id, float(split)});
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

Result<void> PairChecks::compare(const DialoguePair &pair, Split split)
{
    NearDuplicates::prepare(pair.context, pair.question, pair.reply, m_pair);
    if (pair.label)
        m_labels.push_back({textHash(m_pair.comparable), pair.id, float(*pair.label)});
    if (pair.score) {
        m_scores.push_back({textHash(m_pair.comparable), pair.id, float(*pair.score)});
        m_range.add(float(*pair.score));
    }
    const auto found = m_near.add(m_pair, pair.id, groupOf(split), groupsKeptApart(split));
    if (!found)
        return found.error();
    const auto shown = [](double likeness) { return QLocale().toString(likeness, 'f', 2); };
    if (!found->ofGroups.empty()) {
        const NearDuplicates::Match *const other = &found->ofGroups.front();
        for (const qint64 id : {pair.id, other->id}) {
            m_leaks.push_back(id);
            note(PairIssue::Kind::Leak, id);
        }
        addIssue(PairIssue::Kind::Leak,
                 Text::tr("Pair %1 (%2) and pair %3 (%4) are nearly the same: %5 alike.")
                     .arg(other->id)
                     .arg(splitText(splitOfGroup(other->group)))
                     .arg(pair.id)
                     .arg(splitText(split), shown(other->likeness)),
                 {other->id, pair.id}, 2);
    }
    if (const auto &other = found->near) {
        note(PairIssue::Kind::Duplicate, pair.id);
        note(PairIssue::Kind::Duplicate, other->id);
        addIssue(PairIssue::Kind::Duplicate,
                 other->likeness == 1
                     ? Text::tr("Pair %1 is pair %2 again but for case, blanks or signs.")
                           .arg(pair.id)
                           .arg(other->id)
                     : Text::tr("Pair %1 is nearly the same as pair %2: %3 alike.")
                           .arg(pair.id)
                           .arg(other->id)
                           .arg(shown(other->likeness)),
                 {other->id, pair.id}, 2);
    }
    return {};
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

void PairChecks::finish()
{
    finishLabels();
    finishScores();
    finishDialogues();
    finishConversations();
    finishSides();
    finishPersonal();
    finishNotes();
    std::stable_sort(
        m_report.issues.begin(), m_report.issues.end(), [](const PairIssue &a, const PairIssue &b) {
            return a.kind != b.kind ? a.kind < b.kind : a.pairs.last() < b.pairs.last();
        });
}

void PairChecks::finishLabels()
{
    eachKey(m_labels, [&](auto begin, auto end) {
        const auto isGood = [](const Place &one) { return one.value == 1; };
        const auto good = std::find_if(begin, end, isGood);
        const auto bad = std::find_if_not(begin, end, isGood);
        if (good == end || bad == end)
            return;
        noteAll(PairIssue::Kind::Contradiction, begin, end);
        addIssue(
            PairIssue::Kind::Contradiction,
            Text::tr("Pair %1 is appropriate and pair %2 is not, though but for case, blanks or "
                     "signs they are the same.")
                .arg(good->id)
                .arg(bad->id),
            idsOf(begin, end), int(end - begin));
    });
    m_labels = {};
}

void PairChecks::finishScores()
{
    const QLocale locale;
    const auto isLower = [](const Place &a, const Place &b) { return a.value < b.value; };
    eachKey(m_scores, [&](auto begin, auto end) {
        const auto [low, high] = std::minmax_element(begin, end, isLower);
        if (!m_range.isFar(low->value, high->value))
            return;
        noteAll(PairIssue::Kind::Contradiction, begin, end);
        addIssue(PairIssue::Kind::Contradiction,
                 Text::tr("Pair %1 has the score %2 and pair %3 has %4, though but for case, "
                          "blanks or signs they are the same.")
                     .arg(low->id)
                     .arg(locale.toString(low->value))
                     .arg(high->id)
                     .arg(locale.toString(high->value)),
                 idsOf(begin, end), int(end - begin));
    });
    m_scores = {};
}

/// Files that number their dialogues anew: those that have the numbers of most of their dialogues,
/// and of more than by chance, in common with others that put them into another split.
std::vector<bool> PairChecks::filesNumberedAnew()
{
    constexpr qsizetype kFew = 3;
    struct Counts {
        qsizetype dialogues = 0, parted = 0;
    };
    std::vector<Counts> files(m_files.size());
    eachKey(m_dialogues, [&](auto begin, auto end) {
        std::set<quint32> here;
        for (auto place = begin; place != end && begin->file != kNoFile; ++place)
            here.insert(place->file);
        const bool isParted = here.size() > 1 && std::any_of(begin, end, [&](const Place &one) {
                                  return one.value != begin->value;
                              });
        for (const quint32 file : here) {
            ++files[file].dialogues;
            files[file].parted += isParted;
        }
    });
    std::vector<bool> anew;
    for (const Counts &file : files)
        anew.push_back(file.parted > kFew && 2 * file.parted > file.dialogues);
    return anew;
}

void PairChecks::finishDialogues()
{
    const std::vector<bool> anew = filesNumberedAnew();
    const auto isAnew = [&](const Place &place) {
        return place.file != kNoFile && anew[place.file];
    };
    // Such a file's dialogues are its own.
    for (Place &place : m_dialogues)
        if (isAnew(place))
            place.key ^= textHash(QString::number(place.file));
    eachKey(m_dialogues, [&](auto begin, auto end) {
        ++m_report.dealtDialogues;
        const auto other =
            std::find_if(begin, end, [&](const Place &one) { return one.value != begin->value; });
        if (other == end)
            return;
        ++m_report.dialoguesInTwoSplits;
        for (auto place = begin; place != end; ++place)
            m_leaks.push_back(place->id);
        noteAll(PairIssue::Kind::Leak, begin, end);
        const bool areFiles = other->file != begin->file;
        const QString message =
            areFiles ? Text::tr("A dialogue of one name stands in two splits by two files: pair %1 "
                                "in %2, pair %3 in %4. If it is one dialogue, set its split on the "
                                "Data page.")
                     : Text::tr("A dialogue stands in two splits: pair %1 in %2, pair %3 in %4.");
        addIssue(PairIssue::Kind::Leak,
                 message.arg(begin->id)
                     .arg(splitText(Split(begin->value)))
                     .arg(other->id)
                     .arg(splitText(Split(other->value))),
                 idsOf(begin, end), int(end - begin));
    });
    m_dialogues = {};
}

void PairChecks::finishConversations()
{
    std::sort(m_leaks.begin(), m_leaks.end());
    const auto isKnown = [&](const Place &place) {
        return std::binary_search(m_leaks.begin(), m_leaks.end(), place.id);
    };
    eachKey(m_conversations, [&](auto begin, auto end) {
        const auto isTest = [](const Place &place) { return Split(place.value) == Split::Test; };
        const auto test = std::find_if(begin, end, isTest);
        const auto other = std::find_if_not(begin, end, isTest);
        if (test == end || other == end || std::all_of(begin, end, isKnown))
            return;
        noteAll(PairIssue::Kind::Leak, begin, end);
        addIssue(PairIssue::Kind::Leak,
                 Text::tr("The same conversation stands in two splits: pair %1 in %2, pair %3 in "
                          "%4.")
                     .arg(other->id)
                     .arg(splitText(Split(other->value)))
                     .arg(test->id)
                     .arg(splitText(Split::Test)),
                 idsOf(begin, end), int(end - begin));
    });
    m_conversations = {};
}

void PairChecks::finishSides()
{
    addIssue(PairIssue::Kind::Empty,
             Text::tr("The question of %n pairs has no letter and no digit.", nullptr,
                      m_emptyQuestions.count),
             m_emptyQuestions);
    addIssue(PairIssue::Kind::Empty,
             Text::tr("The reply of %n pairs has no letter and no digit.", nullptr,
                      m_emptyReplies.count),
             m_emptyReplies);
    const QLocale locale;
    if (!m_model)
        addIssue(PairIssue::Kind::Long,
                 Text::tr("%n pairs have more than %1 letters.", nullptr, m_cut.all.count)
                     .arg(locale.toString(kLongLetters)),
                 m_cut.all);
    else
        addIssue(PairIssue::Kind::Long,
                 Text::tr("%n pairs are longer than the %1 tokens that %2 reads. Earlier turns and "
                          "question lose %3 tokens in %4 pairs, the reply %5 in %6.",
                          nullptr, m_cut.all.count)
                     .arg(locale.toString(m_report.maxLength), m_model->name,
                          locale.toString(m_cut.firstLost), locale.toString(m_cut.first.count),
                          locale.toString(m_cut.replyLost), locale.toString(m_cut.reply.count)),
                 m_cut.all);
}

void PairChecks::finishPersonal()
{
    const auto message = [](PersonalKind kind, int count) {
        switch (kind) {
        case PersonalKind::Card:
            return Text::tr("%n pairs hold what looks like a card number.", nullptr, count);
        case PersonalKind::Phone:
            return Text::tr("%n pairs hold what looks like a phone number.", nullptr, count);
        case PersonalKind::Email:
            return Text::tr("%n pairs hold an e-mail address.", nullptr, count);
        case PersonalKind::Identity:
            return Text::tr("%n pairs hold what looks like an identity number.", nullptr, count);
        }
        Q_UNREACHABLE();
    };
    for (const PersonalKind kind : kPersonalKinds) {
        const Found &found = m_personal[std::size_t(kind)];
        addIssue(PairIssue::Kind::PersonalData, message(kind, found.count), found);
    }
}

void PairChecks::finishNotes()
{
    for (std::size_t kind = 0; kind < m_noted.size(); ++kind) {
        std::vector<qint64> pairs = std::exchange(m_noted[kind], {});
        std::sort(pairs.begin(), pairs.end());
        pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
        m_report.pairsOf[kind] = QList<qint64>(pairs.begin(), pairs.end());
    }
}
} // namespace

QString issueKindName(PairIssue::Kind kind)
{
    switch (kind) {
    case PairIssue::Kind::Contradiction:
        return QStringLiteral("contradiction");
    case PairIssue::Kind::Leak:
        return QStringLiteral("leak");
    case PairIssue::Kind::Duplicate:
        return QStringLiteral("duplicate");
    case PairIssue::Kind::Empty:
        return QStringLiteral("empty");
    case PairIssue::Kind::Long:
        return QStringLiteral("long");
    case PairIssue::Kind::PersonalData:
        return QStringLiteral("personal_data");
    }
    Q_UNREACHABLE();
}

Result<PairCheckReport> checkPairs(const QString &projectFile, std::optional<CheckModel> model,
                                   JobContext &job)
{
    const auto waited = waitForStep(projectFile, job);
    if (!waited)
        return waited.error();
    if (*waited == Outcome::Stopped)
        return PairCheckReport{.outcome = Outcome::Stopped};
    auto project = Project::open(projectFile, Project::Mode::ReadOnly);
    if (!project)
        return project.error();
    if (!model)
        model = modelForChecks(*project);
    const auto total = project->pairs().count();
    if (!total)
        return total.error();
    job.report(0, *total, Text::tr("Dealing pairs to training and test"));
    TrainingRecipe recipe = model ? model->recipe : TrainingRecipe();
    recipe.maxTrainPairs = 0; // the last run may have taken a few of them
    auto dealt = project->snapshots().dealtPairs(recipe);
    if (!dealt)
        return dealt.error();
    auto following = project->pairs().following();
    if (!following)
        return following.error();
    PairCheckReport report;
    PairChecks checks(report, std::move(model), std::move(*dealt), std::move(*following));
    for (qint64 last = 0;;) {
        if (job.stopRequested()) {
            report.outcome = Outcome::Stopped;
            return report;
        }
        job.report(report.pairs, *total, Text::tr("Checking pairs"));
        const auto pairs = project->pairs().after(last, kPairsAtOnce);
        if (!pairs)
            return pairs.error();
        if (pairs->empty())
            break;
        for (const DialoguePair &pair : *pairs)
            if (auto added = checks.add(pair); !added)
                return added.error();
        last = pairs->back().id;
    }
    checks.finish();
    return report;
}

} // namespace tunedesk
