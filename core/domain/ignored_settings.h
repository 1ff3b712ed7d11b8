#pragma once

#include "domain/training_recipe.h"

#include <QStringList>

#include <vector>

namespace tunedesk
{

struct IgnoredSettings {
    QString because;  ///< "head=features": as it is written on the command line
    QStringList keys; ///< that have no effect on such a training
};
/// Settings that a training doesn't read because of another one. Any thread.
std::vector<IgnoredSettings> ignoredSettings(const TrainingRecipe &recipe);

} // namespace tunedesk
