#pragma once

#include "base/result.h"
#include "domain/training_recipe.h"
#include "text/tokenizer.h"

#include <QString>

#include <optional>

namespace tunedesk
{

class Project;

/// The model whose reading the checks of data go by: that of the project's latest run, else the
/// starter that a new run would begin with.
struct CheckModel {
    QString name;
    TrainingRecipe recipe; ///< length, truncation and earlier turns
    Tokenizer tokenizer;
};
/// Nothing where there is no model whose tokenizer can be read. Worker thread: reads files.
std::optional<CheckModel> modelForChecks(Project &project);

} // namespace tunedesk
