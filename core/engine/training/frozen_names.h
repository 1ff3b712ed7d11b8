#pragma once

#include "base/result.h"

#include <QString>

#include <set>
#include <string>
#include <vector>

namespace tunedesk
{

/// The parameters that `freeze` names. @param patterns divided by commas or spaces; each is a
/// parameter's name or the beginning of one up to a dot, with * for any letters and ? for one
/// @param names of all parameters   Errors: Input (a pattern names nothing; tells what there is).
Result<std::set<std::string>> parametersNamed(const QString &patterns,
                                              const std::vector<std::string> &names);

} // namespace tunedesk
