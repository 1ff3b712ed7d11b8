#pragma once

#include "dataset/import_checks.h"

#include <QJsonObject>

namespace tunedesk
{

/// How the remedies of imports are kept among the settings of a project, by name, so that a newer
/// version may add some. Unknown names are “keep”. Whose label counts is chosen for each file anew.
QJsonObject remediesToJson(const ImportRemedies &remedies);
ImportRemedies remediesFromJson(const QJsonObject &json);

} // namespace tunedesk
