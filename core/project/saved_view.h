#pragma once

#include "project/pair_store.h"

#include <QJsonArray>
#include <QJsonValue>
#include <QString>

#include <vector>

namespace tunedesk
{

/// Filters, search and order of the pairs under a name that a person gave them. A plain value; any
/// thread.
struct SavedView {
    QString name;
    PairQuery query; ///< without dialogue and numbers, which belong to one moment
    bool operator==(const SavedView &) const = default;
};

/// As they stand in the project's settings: an array of objects with names in place of numbers.
QJsonArray toJson(const std::vector<SavedView> &views);
/// What can't be read is left out: a view without a name, values that this version doesn't know.
std::vector<SavedView> savedViewsFrom(const QJsonValue &json);

} // namespace tunedesk
