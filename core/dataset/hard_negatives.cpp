#include "dataset/hard_negatives.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <algorithm>
#include <cmath>
#include <random>

namespace tunedesk
{

namespace
{
/// Of a text's rarest words; the common ones say little and stand everywhere.
constexpr std::size_t kWordsLooked = 12;
/// Conversations that share a word and are looked at, spread evenly over all of them.
constexpr std::size_t kMostSharing = 256;
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
    int textsWith(int word) const { return m_texts.value(word); }

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
} // namespace

std::vector<HardNegative> hardNegatives(std::span<const SnapshotPair> pairs, int each,
                                        std::uint64_t seed)
{
    std::vector<std::size_t> right; // in a random order: so equals are met in one
    for (std::size_t i = 0; i < pairs.size(); ++i)
        if (pairs[i].split == Split::Train && pairs[i].target >= 0.5)
            right.push_back(i);
    std::mt19937_64 random(seed);
    for (std::size_t i = right.size(); i > 1; --i)
        std::swap(right[i - 1], right[random() % i]);

    Weighing questions, replies;
    for (const std::size_t pair : right) {
        questions.add(lastTurn(pairs[pair].firstText).toString());
        replies.add(pairs[pair].reply);
    }
    const std::vector<WordWeights> asked = questions.weights(), answered = replies.weights();
    QHash<int, std::vector<std::size_t>> sharing;
    for (std::size_t i = 0; i < right.size(); ++i)
        for (auto it = asked[i].cbegin(); it != asked[i].cend(); ++it)
            sharing[it.key()].push_back(i);

    std::vector<HardNegative> found;
    for (std::size_t i = 0; i < right.size(); ++i) {
        std::vector<int> words(asked[i].keyBegin(), asked[i].keyEnd());
        std::ranges::sort(words, {},
                          [&](int word) { return std::pair(questions.textsWith(word), word); });
        words.resize(std::min(words.size(), kWordsLooked));
        QSet<std::size_t> seen{i};
        std::vector<std::pair<double, std::size_t>> near;
        for (const int word : words) {
            const std::vector<std::size_t> &others = sharing[word];
            const std::size_t count = std::min(others.size(), kMostSharing);
            for (std::size_t k = 0; k < count; ++k) {
                const std::size_t other = others[k * others.size() / count];
                if (seen.contains(other))
                    continue;
                seen.insert(other);
                const double likeness = cosine(asked[i], asked[other]);
                if (likeness < kSameQuestion)
                    near.emplace_back(likeness, other);
            }
        }
        std::ranges::sort(near, [](const auto &a, const auto &b) {
            return a.first != b.first ? a.first > b.first : a.second < b.second;
        });
        std::vector<std::size_t> taken{i};
        for (const auto &[likeness, other] : near) {
            if (std::ssize(taken) > each)
                break;
            if (std::ranges::any_of(taken, [&](std::size_t has) {
                    return cosine(answered[has], answered[other]) >= kSameReply;
                }))
                continue;
            taken.push_back(other);
            found.push_back({right[i], right[other]});
        }
    }
    std::ranges::sort(found, {}, [](const HardNegative &negative) {
        return std::pair(negative.conversation, negative.reply);
    });
    return found;
}

} // namespace tunedesk
