#pragma once

#include "dataset/json_value.h"
#include "dataset/label_meaning.h"

#include <QString>

#include <optional>
#include <vector>

namespace tunedesk
{

/// What somebody said of a pair, as a file of annotations has it.
struct JsonAnswer {
    std::optional<int> label;
    std::optional<double> score;
    bool isSkipped = false;
    QString annotator;
    QString at; ///< as momentText() writes it
    std::optional<double> seconds;
    QString note;

    bool isEmpty() const { return !label && !score && !isSkipped; }
    /// What the text means by `labels`, a label or a score; where it says nothing, nothing.
    /// @return why it can't: the text is no known label, is to be left out, or is another label
    /// than
    ///         before
    std::optional<QString> addLabel(const QString &text, LabelColumn &labels)
    {
        return add(text, labels.read(text));
    }
    /// The same for a text that was read.
    std::optional<QString> add(const QString &text, const LabelColumn::Reading &reading);
};

/// As answersToText() writes them.
QString answersText(const std::vector<JsonAnswer> &answers);

/// The moment in UTC, "2026-11-26T01:00:00.000Z"; one without a zone is in UTC; empty: none.
QString momentText(const QString &text);
QString momentText(double secondsSince1970);

} // namespace tunedesk
