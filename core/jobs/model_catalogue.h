#pragma once

#include "base/result.h"
#include "domain/model_info.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace tunedesk
{

/// Models on this computer: the starters in `<cache>/models` (cache: $TUNEDESK_CACHE, else
/// $XDG_CACHE_HOME/tunedesk, else ~/.cache/tunedesk) and the folders that the person added (kept in QSettings).
/// Reads config.json and the header of the weights only. Any thread.
std::vector<ModelInfo> listModels();

/// What is in a folder; `problem` says why it can't be used. Never fails, never loads weights.
ModelInfo inspectModel(const QString &folder);

/// Remembers a folder. Errors: Model (its problem).
Result<ModelInfo> addModel(const QString &folder);

/// By name or folder. Errors: Input, listing the names there are.
Result<ModelInfo> findModel(const QString &nameOrFolder);

} // namespace tunedesk
