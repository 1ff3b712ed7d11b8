#pragma once

#include "dataset/pair_reader.h"

namespace tunedesk
{

/// What a header of several words seems to name, in English or Chinese: “Agent response text”,
/// “客户咨询内容”. Less sure than columnFromName(), so it serves where nothing else is named so.
struct ColumnPhrase {
    PairColumn column = PairColumn::LeaveOut; ///< LeaveOut: nothing that is known
    bool isSure = true;                       ///< false: it names a side by the person alone
};
ColumnPhrase columnFromPhrase(const QString &name);

/// Whether a column's “yes” speaks against the reply or is about the case: “inappropriate”, 投诉.
bool namesFault(const QString &name);
/// Whether a column holds something about a person or a turn that is not what was said.
bool namesNoText(const QString &name);

} // namespace tunedesk
