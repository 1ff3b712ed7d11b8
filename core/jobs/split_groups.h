#pragma once

#include "domain/dialogue_pair.h"

#include <QtGlobal>

namespace tunedesk
{

/// The group of NearDuplicates in which the pairs of a split stand.
inline quint8 groupOf(Split split)
{
    return quint8(1U << unsigned(split));
}

inline Split splitOfGroup(quint8 group)
{
    for (const Split split : {Split::Train, Split::Validation, Split::Test})
        if (group == groupOf(split))
            return split;
    return Split::Unassigned;
}

inline constexpr quint8 kGroupsWithSplit = 0b1110;

/// Groups with another split of their own.
inline quint8 groupsElsewhere(Split split)
{
    return split == Split::Unassigned ? 0 : quint8(kGroupsWithSplit & ~unsigned(groupOf(split)));
}

/// Groups that must have nothing in common with a split.
inline quint8 groupsKeptApart(Split split)
{
    return split == Split::Test ? groupsElsewhere(split)
                                : quint8(groupsElsewhere(split) & groupOf(Split::Test));
}

} // namespace tunedesk
