#include "dataset/label_meaning.h"

#include "dataset/pair_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};

constexpr qsizetype kCellsKept = 1000; ///< different ones whose reading is remembered
constexpr qsizetype kLongestValue = 200;
constexpr double kMostStars = 5;
const QString kScore = QStringLiteral("score:");

LabelMeaning meaningOfStars(double stars)
{
    constexpr double kGood = 4, kBad = 2;
    if (stars >= kGood)
        return {LabelMeaning::Kind::Appropriate};
    return {stars <= kBad ? LabelMeaning::Kind::NotAppropriate : LabelMeaning::Kind::Unlabelled};
}

/// "7", "７", "7.5" or "7,5"
std::optional<double> numberOf(const QString &key)
{
    QString plain = key.normalized(QString::NormalizationForm_KC);
    bool isNumber = false;
    const double number = plain.replace(QLatin1Char(','), QLatin1Char('.')).toDouble(&isNumber);
    return isNumber && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

/// "4.5" or "四"
std::optional<double> starCount(const QString &text)
{
    const qsizetype chinese =
        text.size() == 1 ? QStringLiteral("零一二三四五").indexOf(text.front()) : qsizetype(-1);
    if (chinese >= 0)
        return double(chinese);
    if (text == QStringLiteral("两"))
        return 2;
    const auto number = text.isEmpty() || !text.front().isDigit() ? std::nullopt : numberOf(text);
    return number && *number <= kMostStars ? number : std::nullopt;
}

/// One sign for all full stars.
QString withPlainStars(QString text)
{
    text.remove(QChar(0xfe0f)); // how the sign before it is drawn
    text.replace(QStringLiteral("🌟"), QStringLiteral("★"));
    return text.replace(QChar(0x2b50), QChar(0x2605));
}

/// Full stars of a text of nothing but stars; the empty ones behind them fill up.
std::optional<double> drawnStars(QString text)
{
    text.remove(QLatin1Char(' '));
    const qsizetype full = text.count(QChar(0x2605));
    const bool isAllStars = full > 0 && full <= kMostStars &&
                            full + text.count(QChar(0x2606)) == text.size() &&
                            text.lastIndexOf(QChar(0x2605)) == full - 1;
    return isAllStars ? std::optional(double(full)) : std::nullopt;
}
} // namespace

bool saysNothing(const QString &key)
{
    static const QSet<QString> words = [] {
        const QStringList all =
            QStringLiteral(
                "n/a|na|nan|none|null|-|?|？|unlabelled|unlabeled|not labelled|not labeled|"
                "unknown|unsure|undecided|skip|skipped|"
                "未评价|未评分|无|没有|未标注|未标|未知|不确定|不清楚|待定|跳过")
                .split(QLatin1Char('|'));
        return QSet<QString>(all.begin(), all.end());
    }();
    return words.contains(key);
}

QString labelKey(const QString &value)
{
    return value.simplified().toLower();
}

QString labelMeaningName(const LabelMeaning &meaning)
{
    switch (meaning.kind) {
    case LabelMeaning::Kind::Appropriate:
        return QStringLiteral("1");
    case LabelMeaning::Kind::NotAppropriate:
        return QStringLiteral("0");
    case LabelMeaning::Kind::Score:
        return kScore + QString::number(meaning.score, 'g', QLocale::FloatingPointShortest);
    case LabelMeaning::Kind::Unlabelled:
        return QStringLiteral("none");
    case LabelMeaning::Kind::Refused:
        return QStringLiteral("refuse");
    }
    Q_UNREACHABLE();
}

std::optional<LabelMeaning> labelMeaningFromName(QStringView name)
{
    if (name == QLatin1String("1"))
        return LabelMeaning{LabelMeaning::Kind::Appropriate};
    if (name == QLatin1String("0"))
        return LabelMeaning{LabelMeaning::Kind::NotAppropriate};
    if (name == QLatin1String("none"))
        return LabelMeaning{LabelMeaning::Kind::Unlabelled};
    if (name == QLatin1String("refuse"))
        return LabelMeaning{LabelMeaning::Kind::Refused};
    if (!name.startsWith(kScore))
        return std::nullopt;
    const auto score = numberOf(name.sliced(kScore.size()).toString());
    return score ? std::optional(LabelMeaning{LabelMeaning::Kind::Score, *score}) : std::nullopt;
}

std::optional<double> starsFromText(const QString &text)
{
    const QString key = withPlainStars(labelKey(text));
    if (const auto drawn = drawnStars(key))
        return drawn;
    for (const QString &unit :
         {QStringLiteral("stars"), QStringLiteral("star"), QStringLiteral("颗星"),
          QStringLiteral("个星"), QStringLiteral("星级"), QStringLiteral("星"), QStringLiteral("★"),
          QStringLiteral("out of 5"), QStringLiteral("/5"), QStringLiteral("/ 5")})
        if (key.endsWith(unit)) {
            QString count = key.chopped(unit.size()).trimmed();
            if (count.endsWith(QLatin1Char('-')))
                count.chop(1);
            return starCount(count);
        }
    return std::nullopt;
}

std::optional<LabelMeaning> guessedMeaning(const QString &value, NumberScale numbers)
{
    const QString key = labelKey(value);
    if (numbers == NumberScale::Signed) {
        const auto number = numberOf(key);
        if (number == 0.0)
            return LabelMeaning{LabelMeaning::Kind::Unlabelled};
        if (number == 1.0 || number == -1.0)
            return LabelMeaning{number == 1.0 ? LabelMeaning::Kind::Appropriate
                                              : LabelMeaning::Kind::NotAppropriate};
    } else if (numbers == NumberScale::Grades) {
        if (numberOf(key))
            return std::nullopt;
    } else if (numbers != NumberScale::TwoLabels)
        if (const auto number = numberOf(key); number && *number >= 1 && *number <= kMostStars)
            return numbers == NumberScale::Stars ? std::optional(meaningOfStars(*number))
                                                 : std::nullopt;
    if (const auto label = labelFromText(key))
        return LabelMeaning{*label == 1 ? LabelMeaning::Kind::Appropriate
                                        : LabelMeaning::Kind::NotAppropriate};
    if (const auto stars = starsFromText(key))
        return meaningOfStars(*stars);
    if (saysNothing(key))
        return LabelMeaning{LabelMeaning::Kind::Unlabelled};
    return std::nullopt;
}

void LabelValues::add(const QString &cell)
{
    const auto known = m_known.constFind(cell);
    if (known != m_known.cend()) {
        ++m_values[*known].rows;
        ++m_rows;
        return;
    }
    const QString key = labelKey(cell);
    if (key.isEmpty())
        return;
    ++m_rows;
    look(key);
    const bool hasRoom = m_known.size() < kCellsKept && cell.size() <= kLongestValue;
    const auto same = m_known.constFind(key);
    if (same != m_known.cend()) {
        const std::size_t place = *same;
        ++m_values[place].rows;
        if (hasRoom)
            m_known.insert(cell, place);
    } else if (hasRoom) {
        m_known.insert(cell, m_values.size());
        m_known.insert(key, m_values.size());
        m_values.push_back({cell.simplified(), 1});
    }
}

void LabelValues::look(const QString &key)
{
    if (const auto number = numberOf(key)) {
        const bool isInside = *number >= 1 && *number <= kMostStars;
        m_hasHigh |= isInside && *number > 3;
        m_hasLow |= isInside && *number > 1 && *number <= 3;
        m_hasOther |= !isInside;
        m_hasMinusOne |= *number == -1;
        m_hasBeyondOne |= *number != 0 && std::abs(*number) != 1;
    } else {
        m_hasWord |= labelFromText(key).has_value();
    }
}

/// Whether numbers beyond 1 stand in two rows or more, and not in fewer than 1 of 100: those are
/// slips of a hand among other labels.
bool LabelValues::hasGrades() const
{
    constexpr qint64 kLeastRows = 2, kMostLabelsForEach = 100;
    qint64 rows = 0;
    for (const Value &value : m_values)
        if (const auto number = numberOf(labelKey(value.text)); number && std::abs(*number) > 1)
            rows += value.rows;
    return rows >= kLeastRows && rows * kMostLabelsForEach >= m_rows;
}

NumberScale LabelValues::numbers() const
{
    if (m_hasMinusOne && !m_hasBeyondOne && !m_hasWord)
        return NumberScale::Signed;
    if (m_hasOther || m_hasWord)
        return hasGrades() ? NumberScale::Grades : NumberScale::TwoLabels;
    if (!m_hasHigh && !m_hasLow)
        return NumberScale::TwoLabels;
    return m_hasHigh ? NumberScale::Stars : NumberScale::Unclear;
}

std::vector<LabelValues::Value> LabelValues::mostFrequent() const
{
    std::vector<Value> sorted = m_values;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Value &a, const Value &b) { return a.rows > b.rows; });
    if (sorted.size() > std::size_t(kMaxShown))
        sorted.resize(std::size_t(kMaxShown));
    return sorted;
}

qint64 LabelValues::rowsBeyond() const
{
    qint64 rows = m_rows;
    for (const Value &value : mostFrequent())
        rows -= value.rows;
    return rows;
}

std::optional<LabelMeaning> LabelColumn::meaningOf(const QString &value) const
{
    const QString key = labelKey(value);
    if (const auto said = m_meanings.constFind(key); said != m_meanings.cend())
        return *said;
    if (!m_asked.contains(key))
        return guessedMeaning(value, m_numbers);
    return LabelMeaning{labelFromText(key) == 0 ? LabelMeaning::Kind::NotAppropriate
                                                : LabelMeaning::Kind::Appropriate};
}

LabelMeaning LabelColumn::askedAbout(const QString &label)
{
    m_values.add(label);
    if (const QString key = labelKey(label); m_asked.size() < kCellsKept)
        m_asked.insert(key);
    return meaningOf(label).value_or(LabelMeaning{LabelMeaning::Kind::Appropriate});
}

LabelColumn::Reading LabelColumn::read(const QString &cell)
{
    m_values.add(cell);
    if (const auto known = m_read.constFind(cell); known != m_read.cend()) {
        m_unknownReads += known->isUnknown;
        return *known;
    }
    const Reading reading = readingOf(cell);
    m_unknownReads += reading.isUnknown;
    if (m_read.size() < kCellsKept && cell.size() <= kLongestValue)
        m_read.insert(cell, reading);
    return reading;
}

LabelColumn::Reading LabelColumn::readingOf(const QString &cell) const
{
    const QString key = labelKey(cell);
    if (key.isEmpty())
        return {};
    const QString shown = cell.simplified().left(40);
    const auto meaning = meaningOf(cell);
    if (!meaning) {
        if (m_unknown == UnknownLabels::Unlabelled)
            return {.isUnknown = true};
        const auto unknown = [](const QString &problem) {
            return Reading{.problem = problem, .isUnknown = true};
        };
        if (m_numbers == NumberScale::Unclear && numberOf(key))
            return unknown(Text::tr("“%1” may be stars or the number of a class; "
                                    "choose what it means.")
                               .arg(shown));
        if (m_numbers == NumberScale::Grades && numberOf(key))
            return unknown(Text::tr("“%1” may be a grade or the number of a class; "
                                    "choose what it means.")
                               .arg(shown));
        const QString nearest = nearestLabel(cell);
        return unknown(
            nearest.isEmpty()
                ? Text::tr("“%1” is no label; use 1 or 0.").arg(shown)
                : Text::tr("“%1” is no label; “%2” is the nearest.").arg(shown, nearest));
    }
    switch (meaning->kind) {
    case LabelMeaning::Kind::Appropriate:
        return {.label = 1};
    case LabelMeaning::Kind::NotAppropriate:
        return {.label = 0};
    case LabelMeaning::Kind::Score:
        return {.score = meaning->score};
    case LabelMeaning::Kind::Unlabelled:
        return {};
    case LabelMeaning::Kind::Refused:
        return {.problem = Text::tr("Rows labelled “%1” are to be left out.").arg(shown)};
    }
    Q_UNREACHABLE();
}

} // namespace tunedesk
