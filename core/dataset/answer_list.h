#pragma once

#include "base/result.h"
#include "domain/label.h"

#include <QString>

#include <vector>

namespace tunedesk
{

/// Everybody's answers about one pair in one cell of a table, oldest first, as compact JSON:
/// [{"label":1,"score":0.5,"skipped":true,"annotator":"mei","at":"2026-11-26T01:00:00.000Z","seconds":4.5,"note":"…"}];
/// what an answer does not have is left out.
QString answersToText(const std::vector<Label> &answers);

/// An empty cell: no answers. Errors: Input (`what` says which answer and why).
Result<std::vector<Label>> answersFromText(const QString &text);

} // namespace tunedesk
