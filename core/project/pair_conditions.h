#pragma once

#include "project/dealt_split.h"
#include "project/pair_store.h"

#include <QString>
#include <QVariantList>

#include <optional>
#include <vector>

namespace tunedesk
{

/// The facets of a query, to leave one out when counting it.
enum class PairFacet { None, Labels, Splits, Imports, Groups };

/// A part of a question over `known_pairs` with its values in order.
struct PairConditions {
    QString sql;
    QVariantList values;
    bool isOfFirst = false; ///< see FirstMatches
};
/// Of a search in the index of words its first matches in the order of numbers alone: what is found
/// among them stands first in the whole, and the index needn't be read to its end.
struct FirstMatches {
    qint64 most = 0;
    bool descending = false;
};
/// @param connection asked how far the index of words reaches, and for `following`
/// @param following what followingPairs() says, where that is known already
PairConditions pairConditions(const Connection &connection, const PairQuery &query,
                              PairFacet leftOut = PairFacet::None,
                              const std::vector<FollowingPair> *following = nullptr,
                              const std::optional<FirstMatches> &first = {});

/// "ORDER BY …" with its values; ends with the pair's number, so that every order is a total one.
PairConditions pairOrder(const Connection &connection, const PairQuery &query);

} // namespace tunedesk
