#pragma once

#include "command.h"

#include "dataset/import_checks.h"

namespace tunedesk::cli
{

/// The words of --other-labels, --near-duplicates, --contradictions, --two-splits and
/// --personal-data; empty: not given.
struct ImportChecksGiven {
    std::string otherLabels, near, contradictions, twoSplits, personal;
};
void addCheckOptions(CLI::App &command, ImportChecksGiven &given);
ImportRemedies remediesOf(const ImportChecksGiven &given);
/// Those that were named, and all of them for a dry run.
ImportChecking checkingOf(const ImportChecksGiven &given, bool isDryRun);

/// A field for each check; null where it was not made.
void addCheckFields(const ImportFindings &findings, Json &fields);
/// A sentence for each check that found something, on stderr.
void noteFindings(const ImportFindings &findings, const ImportRemedies &remedies, Console &console);

} // namespace tunedesk::cli
