#include "project/saved_view.h"

#include <QJsonObject>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace tunedesk
{

namespace
{
using State = PairQuery::LabelState;
using Order = PairQuery::Order;

constexpr std::array<std::pair<State, const char *>, 5> kStates{{
    {State::Appropriate, "appropriate"},
    {State::NotAppropriate, "not_appropriate"},
    {State::Unlabelled, "unlabelled"},
    {State::Disputed, "disputed"},
    {State::Flagged, "flagged"},
}};
constexpr std::array<std::pair<Order, const char *>, 9> kOrders{{
    {Order::Number, "number"},
    {Order::Newest, "newest"},
    {Order::Question, "question"},
    {Order::Reply, "reply"},
    {Order::LabelValue, "label"},
    {Order::SplitName, "split"},
    {Order::Group, "topic"},
    {Order::Judgement, "judgement"},
    {Order::Score, "score"},
}};
/// splitName() is empty for pairs without a split of their own.
const QLatin1String kNoSplit("none");

template <typename Names, typename Value> QString nameOf(const Names &names, Value value)
{
    const auto found =
        std::ranges::find_if(names, [value](const auto &one) { return one.first == value; });
    return QLatin1String(found == names.end() ? names.front().second : found->second);
}

template <typename Names>
auto valueOf(const Names &names, const QString &name) -> std::optional<decltype(names[0].first)>
{
    for (const auto &[value, text] : names)
        if (name == QLatin1String(text))
            return value;
    return std::nullopt;
}

QJsonObject toJson(const SavedView &view)
{
    const PairQuery &query = view.query;
    QJsonArray labels, splits, imports;
    for (const State state : query.labels)
        labels.append(nameOf(kStates, state));
    for (const Split split : query.splits)
        splits.append(split == Split::Unassigned ? QString(kNoSplit) : splitName(split));
    for (const qint64 import : query.imports)
        imports.append(import);
    return {{QStringLiteral("name"), view.name},
            {QStringLiteral("search"), query.search},
            {QStringLiteral("labels"), labels},
            {QStringLiteral("splits"), splits},
            {QStringLiteral("imports"), imports},
            {QStringLiteral("topics"), QJsonArray::fromStringList(query.groups)},
            {QStringLiteral("bin"), query.bin},
            {QStringLiteral("order"), nameOf(kOrders, query.order)},
            {QStringLiteral("descending"), query.descending}};
}

SavedView viewFrom(const QJsonObject &json)
{
    const auto list = [&json](const char *key) { return json[QLatin1String(key)].toArray(); };
    SavedView view{json[QLatin1String("name")].toString().trimmed(), {}};
    PairQuery &query = view.query;
    query.search = json[QLatin1String("search")].toString();
    for (const QJsonValue &name : list("labels"))
        if (const auto state = valueOf(kStates, name.toString()))
            query.labels << *state;
    for (const QJsonValue &name : list("splits"))
        if (name.toString() == kNoSplit)
            query.splits << Split::Unassigned;
        else if (const auto split = splitFromName(name.toString());
                 split && *split != Split::Unassigned)
            query.splits << *split;
    for (const QJsonValue &import : list("imports"))
        if (const qint64 id = import.toInteger(); id > 0)
            query.imports << id;
    for (const QJsonValue &topic : list("topics"))
        if (!topic.toString().isEmpty())
            query.groups << topic.toString();
    query.bin = json[QLatin1String("bin")].toBool();
    query.order = valueOf(kOrders, json[QLatin1String("order")].toString()).value_or(Order::Number);
    query.descending = json[QLatin1String("descending")].toBool();
    return view;
}
} // namespace

QJsonArray toJson(const std::vector<SavedView> &views)
{
    QJsonArray array;
    for (const SavedView &view : views)
        array.append(toJson(view));
    return array;
}

std::vector<SavedView> savedViewsFrom(const QJsonValue &json)
{
    std::vector<SavedView> views;
    for (const QJsonValue &one : json.toArray())
        if (SavedView view = viewFrom(one.toObject()); !view.name.isEmpty())
            views.push_back(std::move(view));
    return views;
}

} // namespace tunedesk
