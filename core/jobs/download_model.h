#pragma once

#include "domain/model_info.h"
#include "jobs/hub_client.h"

#include <functional>

namespace tunedesk
{

struct DownloadOptions {
    QString model;  ///< name on the hub, or the short one of the catalogue
    QString mirror; ///< another address than HubSettings has; empty: that one
    QString revision = QStringLiteral("main");
    QString modelsFolder; ///< empty: <cache>/models
    TransferLimits limits = {};
    /// Free bytes of a folder's disk; tests say what they like.
    std::function<qint64(const QString &)> freeBytes = {};
};

struct DownloadSummary {
    Outcome outcome = Outcome::Finished;
    ModelInfo model;
    qint64 bytes = 0; ///< of all files
};

/// Fetches a model into a folder of its own, whole or not at all: files are compared with the sums
/// that the hub names, and the folder takes its place only when inspectModel() finds it usable.
/// What came before a stop or a broken network is kept and gone on with. Blocks, with an event
/// loop: a thread of its own. Errors: Input (no such model), Model (it can't be used; refused
/// before the weights are fetched where config.json
///         shows it), File (network, wrong content), Disk (too little space; before anything is
///         fetched), Busy.
Result<DownloadSummary> downloadModel(const DownloadOptions &options, JobContext &job);

} // namespace tunedesk
