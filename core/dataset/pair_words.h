#pragma once

#include "dataset/pair_reader.h"

#include <QStringView>

#include <optional>

namespace tunedesk
{

/// "réponse" as "reponse": Latin letters without their marks.
QString withoutMarks(const QString &text);

/// The column that a name of a header stands for, in English, Chinese and some other languages;
/// LeaveOut: none known.
PairColumn columnFromName(const QString &name);
/// How well it does so; among two names for one column the lower goes. −1: none is known, or a
/// person's.
int columnNameRank(const QString &name);
/// What a column holds that is named “customer”, “客服”: what that person said, or maybe a name.
PairColumn columnFromPerson(const QString &name);

/// 1, 0 or none for "appropriate", "no", "是", "nein", "0.0" …, in any case.
std::optional<int> labelFromText(const QString &text);
/// A number as "0.5", "0,5", "95%" (.95), "+1"; none: something else, or one that reads in two
/// ways, as "1,234".
std::optional<double> numberFromText(const QString &text);
/// The known label that is nearest to a mistyped one; empty: none is near.
QString nearestLabel(const QString &text);

/// As splitFromName(), with "dev", "val", "训练" … too.
std::optional<Split> splitFromText(const QString &text);
/// “1”, “true”, “yes”, “x”, “✓”, “是” and their opposites, an empty text among these.
std::optional<bool> flagFromText(const QString &text);

} // namespace tunedesk
