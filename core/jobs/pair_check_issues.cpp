// Issues of single pairs and of what pairs have in common.
#include "dataset/comparable_text.h"
#include "jobs/pair_checks.h"
#include "jobs/split_groups.h"

#include <QCoreApplication>
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

/// Calls act(begin, end) for the places of each key, in the order of ids.
template <typename Act> void eachKey(std::vector<CheckedPlace> &places, Act act)
{
    std::sort(places.begin(), places.end(), [](const CheckedPlace &a, const CheckedPlace &b) {
        return a.key != b.key ? a.key < b.key : a.id < b.id;
    });
    for (auto begin = places.begin(); begin != places.end();) {
        const auto end = std::find_if(begin, places.end(), [&](const CheckedPlace &place) {
            return place.key != begin->key;
        });
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
} // namespace

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

void PairChecks::finish()
{
    finishLabels();
    finishScores();
    finishDialogues();
    finishConversations();
    finishChains();
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
        const auto isGood = [](const CheckedPlace &one) { return one.value == 1; };
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
    const auto isLower = [](const CheckedPlace &a, const CheckedPlace &b) {
        return a.value < b.value;
    };
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

namespace
{
Split standing(const CheckedPlace &place)
{
    return Split(place.value) == kTrainWithALabel ? Split::Train : Split(place.value);
}

/// Two places of a dialogue that can't be both.
template <typename Place>
std::optional<std::pair<Place, Place>> partedPlaces(Place begin, Place end)
{
    const auto isSure = [](const CheckedPlace &place) {
        return Split(place.value) != kTrainWithALabel;
    };
    const Place sure = std::find_if(begin, end, isSure);
    if (sure == end)
        return std::nullopt;
    const Place other = std::find_if(begin, end, [&](const CheckedPlace &place) {
        return isSure(place) ? place.value != sure->value : Split(sure->value) == Split::Test;
    });
    return other == end ? std::nullopt : std::optional(std::pair(sure, other));
}
} // namespace

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
        const bool isParted = here.size() > 1 && partedPlaces(begin, end).has_value();
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
    const auto isAnew = [&](const CheckedPlace &place) {
        return place.file != kNoFile && anew[place.file];
    };
    // Such a file's dialogues are its own.
    for (CheckedPlace &place : m_dialogues)
        if (isAnew(place))
            place.key ^= textHash(QString::number(place.file));
    eachKey(m_dialogues, [&](auto begin, auto end) {
        ++m_report.dealtDialogues;
        const auto parted = partedPlaces(begin, end);
        if (!parted)
            return;
        const auto &[one, other] = *parted;
        ++m_report.dialoguesInTwoSplits;
        for (auto place = begin; place != end; ++place)
            m_leaks.push_back(place->id);
        noteAll(PairIssue::Kind::Leak, begin, end);
        const bool areFiles = other->file != one->file;
        const QString message =
            areFiles ? Text::tr("A dialogue of one name stands in two splits by two files: pair %1 "
                                "in %2, pair %3 in %4. If it is one dialogue, set its split on the "
                                "Data page.")
                     : Text::tr("A dialogue stands in two splits: pair %1 in %2, pair %3 in %4.");
        addIssue(PairIssue::Kind::Leak,
                 message.arg(one->id)
                     .arg(splitText(standing(*one)))
                     .arg(other->id)
                     .arg(splitText(standing(*other))),
                 idsOf(begin, end), int(end - begin));
    });
    m_dialogues = {};
}

void PairChecks::finishConversations()
{
    std::sort(m_leaks.begin(), m_leaks.end());
    const auto isKnown = [&](const CheckedPlace &place) {
        return std::binary_search(m_leaks.begin(), m_leaks.end(), place.id);
    };
    eachKey(m_conversations, [&](auto begin, auto end) {
        const auto isTest = [](const CheckedPlace &place) {
            return Split(place.value) == Split::Test;
        };
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

void PairChecks::finishChains()
{
    for (const DialogueChains::Link &link : m_chains.takeLinks()) {
        const auto [earlier, one] = m_ofChains[link.earlier];
        const auto [later, other] = m_ofChains[link.later];
        const bool haveSplits = one != Split::Unassigned && other != Split::Unassigned;
        if (!haveSplits || one == other || (one != Split::Test && other != Split::Test))
            continue;
        for (const qint64 id : {earlier, later})
            note(PairIssue::Kind::Leak, id);
        addIssue(PairIssue::Kind::Leak,
                 Text::tr("Pair %3 (%4) goes on with pair %1 (%2): one dialogue stands in two "
                          "splits.")
                     .arg(earlier)
                     .arg(splitText(one))
                     .arg(later)
                     .arg(splitText(other)),
                 {earlier, later}, 2);
    }
    m_ofChains = {};
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

} // namespace tunedesk
