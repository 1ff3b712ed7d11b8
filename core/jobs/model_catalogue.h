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

/// listModels(), then what the public hub has and isn't here yet (`hubName` set, no path). Any thread.
std::vector<ModelInfo> listCatalogue();

/// `<cache>/models`: starters and downloads.
QString modelsFolder();

/// What is in a folder; `problem` says why it can't be used. Never fails, never loads weights.
ModelInfo inspectModel(const QString &folder);

/// Remembers a folder. Errors: Model (its problem).
Result<ModelInfo> addModel(const QString &folder);

struct RemovedModel {
    ModelInfo model;
    bool filesDeleted = false; ///< a download; an added folder is only forgotten
};
/// Deletes a download, or what came of one that was broken off; forgets an added folder and leaves its files.
/// Errors: Input (there is no such model, or it is a starter), File.
Result<RemovedModel> removeModel(const QString &nameOrFolder);

/// By name or folder. Errors: Input, listing the names there are.
Result<ModelInfo> findModel(const QString &nameOrFolder);

} // namespace tunedesk
