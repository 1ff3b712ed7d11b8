#include "project/pair_conditions.h"

#include "project/connection.h"
#include "project/search_index.h"
#include "project/shown_judgements.h"

#include <QList>
#include <QMap>

namespace tunedesk
{

namespace
{
constexpr qsizetype kTrigram = 3; ///< letters; FTS5 finds nothing shorter in an index of trigrams
/// Places of a shorter term. More are found as quickly by reading the pairs until a page is full.
constexpr int kMostPlaces = 50'000;

/// One word or phrase of a search.
struct Term {
    enum class Side { Both, Question, Reply };
    QString text;
    Side side = Side::Both;
    bool isExcluded = false;
};

QList<Term> searchTerms(const QString &search)
{
    QList<Term> terms;
    qsizetype at = 0;
    const auto isAt = [&](QLatin1String prefix) {
        return QStringView(search).sliced(at).startsWith(prefix, Qt::CaseInsensitive);
    };
    while (at < search.size()) {
        if (search[at].isSpace()) {
            ++at;
            continue;
        }
        Term term;
        if (search[at] == QLatin1Char('-')) {
            term.isExcluded = true;
            ++at;
        }
        if (isAt(QLatin1String("q:")) || isAt(QLatin1String("a:"))) {
            term.side = isAt(QLatin1String("q:")) ? Term::Side::Question : Term::Side::Reply;
            at += 2;
        }
        const bool isPhrase = at < search.size() && search[at] == QLatin1Char('"');
        at += isPhrase;
        qsizetype end = at;
        while (end < search.size() &&
               !(isPhrase ? search[end] == QLatin1Char('"') : search[end].isSpace()))
            ++end;
        term.text = search.sliced(at, end - at).simplified();
        at = end + isPhrase;
        if (!term.text.isEmpty())
            terms << term;
    }
    return terms;
}

QString ftsTerm(const Term &term)
{
    QString text = term.text;
    QString quoted =
        QLatin1Char('"') + text.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
    if (term.side == Term::Side::Question)
        return QStringLiteral("{question} : ") + quoted;
    if (term.side == Term::Side::Reply)
        return QStringLiteral("{reply} : ") + quoted;
    return quoted;
}

QString likePattern(QString text)
{
    for (const char special : {'\\', '%', '_'})
        text.replace(QLatin1Char(special), QLatin1Char('\\') + QString(QLatin1Char(special)));
    return QLatin1Char('%') + text + QLatin1Char('%');
}

/// "question LIKE … OR reply LIKE …", or the one side that the term is of.
QString likeCondition(const Term &term, QVariantList &values)
{
    const QString like = QStringLiteral("%1 LIKE ? ESCAPE '\\'");
    QStringList sides;
    if (term.side != Term::Side::Reply)
        sides << like.arg(QLatin1String("question"));
    if (term.side != Term::Side::Question)
        sides << like.arg(QLatin1String("reply"));
    for (qsizetype i = 0; i < sides.size(); ++i)
        values << likePattern(term.text);
    return sides.join(QLatin1String(" OR "));
}

/// The trigrams that begin with a term, in the letters that FTS5 keeps.
std::pair<QString, QString> trigramsFrom(const Term &term)
{
    QList<char32_t> letters;
    for (const char32_t letter : term.text.toUcs4())
        letters << QChar::toLower(letter);
    const QString from = QString::fromUcs4(letters.constData(), letters.size());
    constexpr char32_t kLast = 0x10ffff;
    return {from, from + QString::fromUcs4(&kLast, 1)};
}

/// Whether it is quicker to look a term of one or two letters up than to read the pairs.
bool isRare(const Connection &connection, const Term &term)
{
    const auto [from, to] = trigramsFrom(term);
    Statement count(connection, QStringLiteral("SELECT count(*) FROM (SELECT 1 FROM pairs_trigrams "
                                               "WHERE term >= ? AND term < ? LIMIT ?)"));
    int places = kMostPlaces;
    // Unreadable: the question itself says why.
    if (count.run(from, to, kMostPlaces))
        std::ignore = count.each([&] { places = int(count.integer(0)); });
    return places < kMostPlaces;
}

QString placesOf(const Term &term, QVariantList &values)
{
    const auto [from, to] = trigramsFrom(term);
    values << from << to;
    QString side;
    if (term.side != Term::Side::Both)
        side = term.side == Term::Side::Question ? QStringLiteral(" AND col = 'question'")
                                                 : QStringLiteral(" AND col = 'reply'");
    return QStringLiteral("id IN (SELECT doc FROM pairs_trigrams WHERE term >= ? AND term < ?%1)")
        .arg(side);
}

/// @return whether `first` has an effect
bool addSearch(const Connection &connection, const QString &search,
               const std::optional<FirstMatches> &first, QStringList &conditions,
               QVariantList &values)
{
    const std::optional<qint64> indexed = indexedTo(connection);
    // What came in a moment ago is read itself.
    const auto orUnindexed = [&](const QString &inIndex, const QList<Term> &terms) {
        if (!indexed)
            return inIndex;
        values << *indexed;
        QStringList each;
        for (const Term &term : terms)
            each << QLatin1Char('(') + likeCondition(term, values) + QLatin1Char(')');
        return QStringLiteral("(%1 OR (id > ? AND %2))")
            .arg(inIndex, each.join(QLatin1String(" AND ")));
    };
    const auto matching = [&](const QString &match) {
        values << match;
        return QStringLiteral("id IN (SELECT rowid FROM pairs_search WHERE pairs_search MATCH ?)");
    };
    QList<Term> inOneGo;
    QStringList together;
    for (const Term &term : searchTerms(search)) {
        const QString no = term.isExcluded ? QStringLiteral("NOT ") : QString();
        if (term.text.toUcs4().size() >= kTrigram) {
            if (!term.isExcluded) {
                together << ftsTerm(term);
                inOneGo << term;
                continue;
            }
            conditions << no + orUnindexed(matching(ftsTerm(term)), {term});
            continue;
        }
        if (isRare(connection, term))
            conditions << no + orUnindexed(placesOf(term, values), {term});
        else
            conditions << no + QLatin1Char('(') + likeCondition(term, values) + QLatin1Char(')');
    }
    if (together.isEmpty())
        return false;
    const QString match = together.join(QLatin1String(" AND "));
    // Pairs that are not in the index yet have the highest numbers.
    if (!first || (first->descending && indexed)) {
        conditions << orUnindexed(matching(match), inOneGo);
        return false;
    }
    conditions << QStringLiteral("id IN (SELECT rowid FROM pairs_search WHERE pairs_search MATCH ? "
                                 "ORDER BY rowid%1 LIMIT ?)")
                      .arg(first->descending ? QLatin1String(" DESC") : QLatin1String(""));
    values << match << first->most;
    return true;
}

QString labelCondition(PairQuery::LabelState state)
{
    switch (state) {
    case PairQuery::LabelState::Appropriate:
        return QStringLiteral("label = 1");
    case PairQuery::LabelState::NotAppropriate:
        return QStringLiteral("label = 0");
    case PairQuery::LabelState::Unlabelled:
        return QStringLiteral("annotators = 0");
    case PairQuery::LabelState::Disputed:
        return QStringLiteral("disputed = 1");
    case PairQuery::LabelState::Flagged:
        return QStringLiteral("flagged = 1");
    }
    Q_UNREACHABLE();
}

template <typename List>
void addChoice(const char *column, const List &choices, QStringList &conditions,
               QVariantList &values)
{
    if (choices.isEmpty())
        return;
    conditions << QStringLiteral("%1 IN (?%2)")
                      .arg(QLatin1String(column),
                           QStringLiteral(", ?").repeated(choices.size() - 1));
    for (const auto &choice : choices) {
        if constexpr (std::is_enum_v<std::decay_t<decltype(choice)>>)
            values << int(choice);
        else
            values << choice;
    }
}

/// Pairs that stand in another split than they were given; unreadable: none, the question itself
/// says why.
std::vector<FollowingPair> followingOr(const Connection &connection)
{
    return followingPairs(connection).value_or(std::vector<FollowingPair>());
}

/// As json_each() reads it.
QString numbersText(const QList<qint64> &numbers)
{
    QByteArray text("[");
    text.reserve(8 * numbers.size() + 2);
    for (const qint64 number : numbers)
        text.append(QByteArray::number(number)).append(',');
    if (!numbers.isEmpty())
        text.chop(1);
    return QString::fromLatin1(text.append(']'));
}

/// By where the pairs stand, which is what a person sees, not by what was given.
void addSplits(const QList<Split> &splits, const std::vector<FollowingPair> &following,
               QStringList &conditions, QVariantList &values)
{
    addChoice("split", splits, conditions, values);
    QList<qint64> coming, going;
    for (const FollowingPair &pair : following) {
        const bool isWanted = splits.contains(pair.dealt);
        if (isWanted != splits.contains(pair.given))
            (isWanted ? coming : going) << pair.id;
    }
    if (!going.isEmpty()) {
        conditions.last() = QStringLiteral("(%1 AND id NOT IN (SELECT value FROM json_each(?)))")
                                .arg(conditions.last());
        values << numbersText(going);
    }
    if (!coming.isEmpty()) {
        conditions.last() =
            QStringLiteral("(%1 OR id IN (SELECT value FROM json_each(?)))").arg(conditions.last());
        values << numbersText(coming);
    }
}

/// The number of the split in which a pair stands.
QString splitColumn(const Connection &connection, QVariantList &values)
{
    QMap<Split, QList<qint64>> following;
    for (const FollowingPair &pair : followingOr(connection))
        following[pair.dealt] << pair.id;
    if (following.isEmpty())
        return QStringLiteral("split");
    QString cases;
    for (auto split = following.cbegin(); split != following.cend(); ++split) {
        cases += QStringLiteral("WHEN id IN (SELECT value FROM json_each(?)) THEN %1 ")
                     .arg(int(split.key()));
        values << numbersText(*split);
    }
    return QStringLiteral("CASE %1ELSE split END").arg(cases);
}
} // namespace

PairConditions pairConditions(const Connection &connection, const PairQuery &query,
                              PairFacet leftOut, const std::vector<FollowingPair> *following,
                              const std::optional<FirstMatches> &first)
{
    QStringList conditions{query.bin ? QStringLiteral("removed > 0")
                                     : QStringLiteral("removed = 0")};
    QVariantList values;
    if (leftOut != PairFacet::Labels && !query.labels.isEmpty()) {
        QStringList any;
        for (const auto state : query.labels)
            any << labelCondition(state);
        conditions << QLatin1Char('(') + any.join(QLatin1String(" OR ")) + QLatin1Char(')');
    }
    if (leftOut != PairFacet::Splits && !query.splits.isEmpty())
        addSplits(query.splits, following ? *following : followingOr(connection), conditions,
                  values);
    if (leftOut != PairFacet::Imports)
        addChoice("import_id", query.imports, conditions, values);
    if (leftOut != PairFacet::Groups)
        addChoice("topic", query.groups, conditions, values);
    if (query.dialogue) {
        conditions << QStringLiteral("dialogue = ?");
        values << (query.dialogue->isNull() ? QVariant(QLatin1String(""))
                                            : QVariant(*query.dialogue));
    }
    if (query.numbers) {
        conditions << QStringLiteral("id IN (SELECT value FROM json_each(?))");
        values << numbersText(*query.numbers);
    }
    const bool isOfFirst =
        !query.search.isEmpty() && addSearch(connection, query.search, first, conditions, values);
    return {QStringLiteral("WHERE ") + conditions.join(QLatin1String(" AND ")), values, isOfFirst};
}

PairConditions pairOrder(const Connection &connection, const PairQuery &query)
{
    QString column;
    QVariantList values;
    bool hasAll = true; // a column without gaps
    switch (query.order) {
    case PairQuery::Order::Number:
    case PairQuery::Order::Newest:
        break;
    case PairQuery::Order::Question:
        column = QStringLiteral("question COLLATE NOCASE");
        break;
    case PairQuery::Order::Reply:
        column = QStringLiteral("reply COLLATE NOCASE");
        break;
    case PairQuery::Order::LabelValue:
        column = QStringLiteral("coalesce(score, label)");
        break;
    case PairQuery::Order::SplitName:
        column = splitColumn(connection, values);
        break;
    case PairQuery::Order::Group:
        column = QStringLiteral("topic");
        break;
    case PairQuery::Order::Judgement:
        // Unreadable: the question itself says why.
        if (const auto run = judgingRunId(connection); run && *run)
            column = judgementColumn(**run);
        hasAll = false;
        break;
    case PairQuery::Order::Score:
        column = QStringLiteral("score");
        hasAll = false;
        break;
    }
    const bool isNewestFirst = query.order == PairQuery::Order::Newest;
    const QString way = query.descending != isNewestFirst ? QStringLiteral(" DESC") : QString();
    if (column.isEmpty())
        return {QStringLiteral("ORDER BY id") + way, {}};
    const QString gaps = hasAll ? QString() : QStringLiteral(" NULLS LAST");
    return {QStringLiteral("ORDER BY %1%2%3, id%2").arg(column, way, gaps), values};
}

} // namespace tunedesk
