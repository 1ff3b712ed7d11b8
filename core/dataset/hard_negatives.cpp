#include "dataset/hard_negatives.h"

#include <QHash>
#include <QString>

#include <algorithm>
#include <cmath>
#include <random>

namespace tunedesk
{

namespace
{
/// Drawn in vain before a pair gets no further reply.
constexpr int kDraws = 24;
/// A question nearer than this asks the same, a reply nearer says the same.
constexpr double kSameQuestion = 0.9;
constexpr double kSameReply = 0.8;

bool isIdeograph(QChar letter)
{
    const auto script = letter.script();
    return script == QChar::Script_Han || script == QChar::Script_Hiragana ||
           script == QChar::Script_Katakana;
}

/// Words in lower case; of scripts without spaces each two neighbouring characters.
QStringList wordsOf(QStringView text)
{
    QStringList words;
    QString word;
    QChar before;
    for (const QChar letter : text) {
        if (isIdeograph(letter)) {
            if (!before.isNull())
                words << QString(before) + letter;
            before = letter;
        } else {
            before = QChar();
        }
        if (!isIdeograph(letter) && (letter.isLetterOrNumber() || letter.isSurrogate())) {
            word += letter.toLower();
        } else if (!word.isEmpty()) {
            words << word;
            word.clear();
        }
    }
    if (!word.isEmpty())
        words << word;
    return words;
}

QStringView lastTurn(const QString &firstText)
{
    const QStringView text = QStringView(firstText).trimmed();
    return text.sliced(text.lastIndexOf(QLatin1Char('\n')) + 1);
}

/// Weights of a text's words, of length 1.
using WordWeights = QHash<int, double>;

/// TF-IDF over texts that are added first and weighed then.
class Weighing
{
public:
    void add(const QString &text)
    {
        QHash<int, int> counts;
        for (const QString &word : wordsOf(text)) {
            const auto known = m_numbers.constFind(word);
            const int number =
                known != m_numbers.cend() ? *known : static_cast<int>(m_numbers.size());
            m_numbers.insert(word, number);
            ++counts[number];
        }
        m_counts.push_back(counts);
        for (auto it = counts.cbegin(); it != counts.cend(); ++it)
            ++m_texts[it.key()];
    }
    std::vector<WordWeights> weights() const
    {
        std::vector<WordWeights> all;
        for (const QHash<int, int> &counts : m_counts) {
            WordWeights weights;
            double sum = 0;
            for (auto it = counts.cbegin(); it != counts.cend(); ++it) {
                const double rarity = std::log((1.0 + static_cast<double>(m_counts.size())) /
                                               (1.0 + m_texts.value(it.key()))) +
                                      1;
                weights[it.key()] = it.value() * rarity;
                sum += std::pow(it.value() * rarity, 2);
            }
            for (double &weight : weights)
                weight /= std::sqrt(sum);
            all.push_back(weights);
        }
        return all;
    }

private:
    QHash<QString, int> m_numbers;
    QHash<int, int> m_texts; ///< how many hold the word
    std::vector<QHash<int, int>> m_counts;
};

double cosine(const WordWeights &a, const WordWeights &b)
{
    double sum = 0;
    for (auto it = a.cbegin(); it != a.cend(); ++it)
        sum += it.value() * b.value(it.key());
    return sum;
}
/// [0, count), the same on every machine.
std::size_t drawn(std::mt19937_64 &random, std::size_t count)
{
    return static_cast<std::size_t>((random() >> 32) * static_cast<std::uint64_t>(count) >> 32);
}
} // namespace

std::vector<HardNegative> hardNegatives(std::span<const SnapshotPair> pairs, int each, int rounds,
                                        std::uint64_t seed)
{
    std::vector<std::size_t> right;
    QHash<QString, std::vector<std::size_t>> ofTopic; // places in `right`
    std::vector<std::size_t> all;
    Weighing questions, replies;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (pairs[i].split != Split::Train || pairs[i].target < 0.5)
            continue;
        ofTopic[pairs[i].topic].push_back(right.size());
        all.push_back(right.size());
        right.push_back(i);
        questions.add(lastTurn(pairs[i].firstText).toString());
        replies.add(pairs[i].reply);
    }
    const std::vector<WordWeights> asked = questions.weights(), answered = replies.weights();
    const auto isWrongFor = [&](std::size_t here, std::size_t other) {
        const SnapshotPair &pair = pairs[right[here]], &foreign = pairs[right[other]];
        return here != other && (pair.dialogue.isEmpty() || pair.dialogue != foreign.dialogue) &&
               cosine(asked[here], asked[other]) < kSameQuestion &&
               cosine(answered[here], answered[other]) < kSameReply;
    };
    std::mt19937_64 random(seed);
    const auto wanted = static_cast<std::size_t>(each) * static_cast<std::size_t>(rounds);
    std::vector<HardNegative> found;
    for (std::size_t here = 0; here < right.size(); ++here) {
        std::vector<std::size_t> taken;
        const auto takeFrom = [&](const std::vector<std::size_t> &others) {
            for (int vain = 0; taken.size() < wanted && vain < kDraws;) {
                const std::size_t other = others[drawn(random, others.size())];
                if (std::ranges::find(taken, other) == taken.end() && isWrongFor(here, other)) {
                    taken.push_back(other);
                    vain = 0;
                } else {
                    ++vain;
                }
            }
        };
        takeFrom(ofTopic[pairs[right[here]].topic]);
        if (taken.empty())
            takeFrom(all);
        const std::size_t inRound = std::min(taken.size(), static_cast<std::size_t>(each));
        for (int round = 0; round < rounds; ++round)
            for (std::size_t k = 0; k < inRound; ++k) {
                const std::size_t next = static_cast<std::size_t>(round) * inRound + k;
                found.push_back({right[here], right[taken[next % taken.size()]], round});
            }
    }
    std::ranges::stable_sort(found, {}, &HardNegative::round);
    return found;
}

} // namespace tunedesk
