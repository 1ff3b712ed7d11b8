#include "project/dialogue_deal.h"

#include "base/sha256.h"

#include <QHash>
#include <QSet>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <numeric>
#include <set>
#include <tuple>

namespace tunedesk
{

namespace
{
constexpr int kUsualValidationPercent = 10;

/// How many pairs of each kind.
using Kinds = std::array<double, 2>;

struct Dialogue {
    double place = 0;
    QString key;
    Kinds pairs{};
};

/// A place in [0, 1) that follows from the words alone, so that new pairs don't move old ones.
double placeOf(const QByteArray &salt, const QString &dialogue)
{
    Sha256 hash;
    hash.add(salt + '\n');
    hash.add(dialogue.toUtf8());
    const auto top = qFromBigEndian<quint64>(hash.result().constData());
    return double(top >> 11) / double(1ULL << 53);
}

/// The dialogues of which no pair is anywhere yet, by their places.
std::vector<Dialogue> openDialogues(const std::vector<DealtPair> &pairs, const QByteArray &salt)
{
    QHash<QString, std::size_t> known;
    std::vector<Dialogue> open;
    for (const DealtPair &pair : pairs) {
        if (pair.split != Split::Unassigned)
            continue;
        auto at = known.find(pair.dialogue);
        if (at == known.end()) {
            at = known.insert(pair.dialogue, open.size());
            open.push_back({placeOf(salt, pair.dialogue), pair.dialogue, {}});
        }
        ++open[*at].pairs[std::size_t(pair.kind)];
    }
    std::sort(open.begin(), open.end(), [](const Dialogue &a, const Dialogue &b) {
        return std::tie(a.place, a.key) < std::tie(b.place, b.key);
    });
    return open;
}

Kinds shareOf(const std::vector<Dialogue> &dialogues, double share)
{
    Kinds sum{};
    for (const Dialogue &dialogue : dialogues)
        for (std::size_t kind = 0; kind < sum.size(); ++kind)
            sum[kind] += dialogue.pairs[kind] * share;
    return sum;
}

/// Takes each dialogue that brings the numbers of both kinds nearer (by the squares of what is
/// missing) to those that are wanted. @return what is missing or, below 0, over
Kinds take(const std::vector<const Dialogue *> &dialogues, Kinds missing,
           std::vector<QString> &chosen)
{
    for (const Dialogue *dialogue : dialogues) {
        double before = 0, after = 0;
        Kinds left = missing;
        for (std::size_t kind = 0; kind < missing.size(); ++kind) {
            before += missing[kind] * missing[kind];
            left[kind] -= dialogue->pairs[kind];
            after += left[kind] * left[kind];
        }
        if (after >= before)
            continue;
        chosen.push_back(dialogue->key);
        missing = left;
    }
    return missing;
}

/// Those with pairs of both kinds first, for their part of what is wanted; what they miss or have
/// too much the others make up for, which bring one kind alone.
std::vector<QString> choose(const std::vector<Dialogue> &dialogues, const Kinds &wanted)
{
    std::vector<const Dialogue *> mixed, pure;
    Kinds inMixed{}, all{};
    for (const Dialogue &dialogue : dialogues) {
        const bool isMixed = dialogue.pairs[0] > 0 && dialogue.pairs[1] > 0;
        (isMixed ? mixed : pure).push_back(&dialogue);
        for (std::size_t kind = 0; kind < all.size(); ++kind) {
            all[kind] += dialogue.pairs[kind];
            inMixed[kind] += isMixed ? dialogue.pairs[kind] : 0;
        }
    }
    Kinds ofMixed{}, ofPure{};
    for (std::size_t kind = 0; kind < all.size(); ++kind)
        ofMixed[kind] = all[kind] > 0 ? wanted[kind] * inMixed[kind] / all[kind] : 0;
    std::vector<QString> chosen;
    const Kinds missing = take(mixed, ofMixed, chosen);
    for (std::size_t kind = 0; kind < all.size(); ++kind)
        ofPure[kind] = wanted[kind] - ofMixed[kind] + missing[kind];
    take(pure, ofPure, chosen);
    return chosen;
}

void give(std::vector<DealtPair> &pairs, const std::vector<QString> &dialogues, Split split)
{
    const QSet<QString> chosen(dialogues.begin(), dialogues.end());
    for (DealtPair &pair : pairs)
        if (chosen.contains(pair.dialogue))
            pair.split = split;
}

/// Whole dialogues follow what is fixed of them.
void follow(std::vector<DealtPair> &pairs)
{
    QHash<QString, Split> fixed;
    QHash<std::pair<QString, QString>, Split> ofSource;
    for (const DealtPair &pair : pairs)
        if (pair.fixed != Split::Unassigned)
            for (Split *strictest :
                 {&fixed[pair.dialogue], &ofSource[{pair.source, pair.dialogue}]})
                *strictest = std::max(*strictest, pair.fixed); // Train, Validation, Test
    for (DealtPair &pair : pairs)
        pair.split = ofSource.value({pair.source, pair.dialogue},
                                    fixed.value(pair.dialogue, Split::Unassigned));
}

/// Training needs pairs to choose its best step by: whole dialogues move over, the first by their
/// place.
void ensureValidation(std::vector<DealtPair> &pairs, const DealOptions &options)
{
    std::set<std::pair<double, QString>> training;
    const QByteArray salt = QByteArray::number(options.seed);
    for (const DealtPair &pair : pairs) {
        if (pair.split == Split::Validation)
            return;
        if (pair.split == Split::Train)
            training.insert({placeOf(salt, pair.dialogue), pair.dialogue});
    }
    if (training.size() < 2)
        return;
    const int percent =
        options.validationPercent > 0 ? options.validationPercent : kUsualValidationPercent;
    const auto wanted = std::clamp<std::size_t>(training.size() * std::size_t(percent) / 100, 1,
                                                training.size() - 1);
    std::vector<QString> moved;
    for (auto it = training.begin(); moved.size() < wanted; ++it)
        moved.push_back(it->second);
    const QSet<QString> chosen(moved.begin(), moved.end());
    for (DealtPair &pair : pairs) // of the same id another file may have brought tested ones
        if (pair.split == Split::Train && chosen.contains(pair.dialogue))
            pair.split = Split::Validation;
}

const QByteArray &testSalt()
{
    static const QByteArray salt = QByteArrayLiteral("test set");
    return salt;
}
} // namespace

QString dialogueKey(const QString &dialogue, const QString &content)
{
    const QString id = dialogue.trimmed();
    return id.isEmpty() ? QLatin1Char('#') + content : QLatin1Char('=') + id;
}

void joinConversations(std::vector<DealtPair> &pairs,
                       const std::vector<DialogueChains::Link> &links)
{
    follow(pairs);
    QHash<quint64, Split> fixed; // by conversation, the strictest
    for (const DealtPair &pair : pairs)
        if (pair.split != Split::Unassigned && pair.conversation != 0)
            fixed[pair.conversation] = std::max(fixed[pair.conversation], pair.split);
    std::vector<std::size_t> parents(pairs.size());
    std::iota(parents.begin(), parents.end(), std::size_t(0));
    const auto rootOf = [&](std::size_t i) {
        while (parents[i] != i)
            i = parents[i] = parents[parents[i]];
        return i;
    };
    QHash<QString, std::size_t> dialogues;
    QHash<quint64, std::size_t> conversations;
    const auto join = [&](auto &firsts, const auto &key, std::size_t i) {
        const auto first = firsts.constFind(key);
        if (first == firsts.constEnd())
            firsts.insert(key, i);
        else
            parents[rootOf(i)] = rootOf(*first);
    };
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (pairs[i].split != Split::Unassigned)
            continue;
        join(dialogues, pairs[i].dialogue, i);
        if (pairs[i].conversation != 0)
            join(conversations, pairs[i].conversation, i);
    }
    const auto isOpen = [&](std::size_t i) { return pairs[i].split == Split::Unassigned; };
    for (const auto &[later, earlier] : links)
        if (isOpen(earlier) && isOpen(later))
            parents[rootOf(earlier)] = rootOf(later);
    std::vector<Split> splits(pairs.size(), Split::Unassigned); // by root
    for (const auto &[later, earlier] : links) {
        if (isOpen(earlier) == isOpen(later))
            continue;
        const auto [open, other] =
            isOpen(earlier) ? std::pair(earlier, later) : std::pair(later, earlier);
        Split &split = splits[rootOf(open)];
        split = std::max(split, pairs[other].split);
    }
    std::vector<QString> keys(pairs.size());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (pairs[i].split != Split::Unassigned)
            continue;
        const std::size_t root = rootOf(i);
        splits[root] = std::max(splits[root], fixed.value(pairs[i].conversation));
        if (keys[root].isNull() || pairs[i].dialogue < keys[root])
            keys[root] = pairs[i].dialogue;
    }
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (pairs[i].split != Split::Unassigned)
            continue;
        pairs[i].fixed = splits[rootOf(i)];
        if (pairs[i].fixed == Split::Unassigned)
            pairs[i].dialogue = keys[rootOf(i)];
    }
}

std::vector<QString> deal(std::vector<DealtPair> &pairs, const DealOptions &options)
{
    follow(pairs);
    std::vector<QString> testSet;
    if (!options.hasTestSet && options.testPercent > 0) {
        const auto open = openDialogues(pairs, testSalt());
        testSet = choose(open, shareOf(open, options.testPercent / 100.0));
        give(pairs, testSet, Split::Test);
    }
    if (options.validationPercent > 0) {
        // Its percentage is of the open dialogues with the share that the test set has had.
        const double rest = 100.0 - options.testPercent;
        const auto open = openDialogues(pairs, QByteArray::number(options.seed));
        give(pairs, choose(open, shareOf(open, options.validationPercent / rest)),
             Split::Validation);
    }
    for (DealtPair &pair : pairs)
        if (pair.split == Split::Unassigned)
            pair.split = Split::Train;
    ensureValidation(pairs, options);
    return testSet;
}

std::vector<QString> testSetGrowth(const std::vector<DealtPair> &pairs, int percent)
{
    std::vector<DealtPair> placed = pairs;
    follow(placed);
    Kinds missing{};
    for (const DealtPair &pair : placed) {
        missing[std::size_t(pair.kind)] += percent / 100.0;
        missing[std::size_t(pair.kind)] -= pair.split == Split::Test;
    }
    // What is over of one kind is no reason to take less of the other.
    for (double &kind : missing)
        kind = std::max(kind, 0.0);
    return choose(openDialogues(placed, testSalt()), missing);
}

} // namespace tunedesk
