#pragma once

#include "project/pair_store.h"

#include <QString>
#include <QVariantList>

namespace tunedesk
{

/// The facets of a query, to leave one out when counting it.
enum class PairFacet { None, Labels, Splits, Imports, Groups };

/// "WHERE …" over `known_pairs` with its values in order.
struct PairConditions {
    QString where;
    QVariantList values;
};
/// @param connection asked how far the index of words reaches
PairConditions pairConditions(const Connection &connection, const PairQuery &query,
                              PairFacet leftOut = PairFacet::None);

/// "ORDER BY …"; ends with the pair's number, so that every order is a total one.
QString pairOrder(const PairQuery &query);

} // namespace tunedesk
