#pragma once

#include <QHash>
#include <QMap>
#include <QSet>
#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

namespace tunedesk
{

/// What a value of a file's label column stands for.
struct LabelMeaning {
    enum class Kind {
        Appropriate,
        NotAppropriate,
        Score,
        Unlabelled, ///< the row comes in and waits for an answer
        Refused,    ///< the row is left out
    };
    Kind kind = Kind::Unlabelled;
    double score = 0; ///< of Kind::Score
    bool operator==(const LabelMeaning &) const = default;
};

/// What becomes of a row whose label nobody knows.
enum class UnknownLabels { Refused, Unlabelled };

/// What the numbers of a label column are, as far as all its values tell.
enum class NumberScale {
    TwoLabels, ///< 1 and 0
    Signed,    ///< 1 and -1, and nothing else but 0: 1 is appropriate, -1 not, 0 is neither
    Stars,     ///< 1 to 5, with a 4 or a 5 and without a 0: 4 and 5 are appropriate, 1 and 2 not,
               ///< 3 is neither
    Unclear,   ///< 1 to 3 without a 0: stars or numbers of classes, which a person has to say
    Grades,    ///< others that are more than a slip, as 1 to 10, 0 to 5 or 0, 1 and 2: which of
               ///< them are appropriate a person has to say
};

/// By their values' keys, see labelKey().
using LabelMeanings = QMap<QString, LabelMeaning>;

/// One for all spellings of a value: lower case, single spaces.
QString labelKey(const QString &value);

/// Words for "nobody has said", as "n/a" and "无". @param key see labelKey()
bool saysNothing(const QString &key);

/// "1", "0", "none", "refuse", "score:4.5", and back: the words of the command line and of
/// settings.
QString labelMeaningName(const LabelMeaning &meaning);
std::optional<LabelMeaning> labelMeaningFromName(QStringView name);

/// 4 for "4 stars", "★★★★", "★★★★☆", "4★", "4星", "四颗星", "4/5"; none for a number alone. 0 to 5.
std::optional<double> starsFromText(const QString &text);

/// What a value means when nobody says so; none: it is not known.
std::optional<LabelMeaning> guessedMeaning(const QString &value, NumberScale numbers);

/// The values of a label column with their rows. Bounded memory. One thread.
class LabelValues
{
public:
    static constexpr int kMaxShown = 50;

    struct Value {
        QString text; ///< as it stood first
        qint64 rows = 0;
    };
    void add(const QString &cell);
    NumberScale numbers() const;
    /// The most frequent first, at most kMaxShown.
    std::vector<Value> mostFrequent() const;
    /// Rows with other values than these.
    qint64 rowsBeyond() const;

private:
    void look(const QString &key);
    bool hasGrades() const;

    QHash<QString, std::size_t> m_known; ///< cell or key → place in m_values
    std::vector<Value> m_values;
    qint64 m_rows = 0;
    bool m_hasWord = false, m_hasHigh = false, m_hasLow = false, m_hasOther = false;
    bool m_hasMinusOne = false, m_hasBeyondOne = false; ///< -1; other numbers than -1, 0 and 1
};

/// Reads the cells of a label column by what they mean. One thread.
class LabelColumn
{
public:
    LabelColumn() = default;
    LabelColumn(LabelMeanings meanings, UnknownLabels unknown, NumberScale numbers)
        : m_meanings(std::move(meanings)), m_unknown(unknown), m_numbers(numbers)
    {
    }
    struct Reading {
        std::optional<int> label;
        std::optional<double> score;
        QString problem;        ///< translated, why the row can't be taken; empty: it can
        bool isUnknown = false; ///< nobody said, and it is not known, what the value means
    };
    Reading read(const QString &cell);
    /// The same without counting its value.
    Reading peek(const QString &cell) const { return readingOf(cell); }
    /// What the label means that somebody was asked about, to accept it or not. Nobody knows many
    /// of them; those stand for what is appropriate.
    LabelMeaning askedAbout(const QString &label);
    const LabelValues &values() const { return m_values; }
    qint64 unknownReads() const { return m_unknownReads; } ///< of values that nobody knows
    /// What a person said, else the guess; none: not known.
    std::optional<LabelMeaning> meaningOf(const QString &value) const;

private:
    Reading readingOf(const QString &cell) const;

    LabelMeanings m_meanings;
    UnknownLabels m_unknown = UnknownLabels::Refused;
    NumberScale m_numbers = NumberScale::TwoLabels;
    LabelValues m_values;
    QHash<QString, Reading> m_read; ///< by cell
    qint64 m_unknownReads = 0;
    QSet<QString> m_asked; ///< keys of labels that were asked about
};

} // namespace tunedesk
