#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

#include <nlohmann/json.hpp>

namespace tunedesk
{

/// A JSON object of a model folder, read strictly: a key that stands twice, more than 64 levels or
/// 16 MB are refused.
struct ModelConfig {
    nlohmann::json json;
    QByteArray text; ///< as it stood
};

/// Errors: File, Model (no JSON object; names line and column).
Result<ModelConfig> readModelConfig(const QString &path);

} // namespace tunedesk
