#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace tunedesk
{

/// A file of a model as the hub lists it.
struct HubFile {
    QString name;
    qint64 bytes = -1; ///< −1: the hub doesn't say
    QByteArray sha256; ///< hex; large files
    QByteArray gitSha; ///< hex; small files
    bool operator==(const HubFile &) const = default;
};

/// What of a model is fetched: config.json first, then the tokenizer's files and the card, the
/// weights last.
struct HubListing {
    QByteArray commit; ///< 40 hex digits; empty: the hub doesn't say
    std::vector<HubFile> files;

    qint64 bytes() const; ///< unknown sizes left out
};

/// Picks the files that a run needs out of the hub's answer about a model: safetensors before
/// pytorch_model.bin, never both, no other framework's weights. A name that isn't one of those is
/// never touched, so it can't lead elsewhere. Errors: File (no JSON, a web page), Model (no
/// config.json, no weights that can be read).
Result<HubListing> readHubListing(const QByteArray &json, const QString &where);

/// Whether this is a name as the hub has them: "gpt2", "google-bert/bert-base-chinese".
bool isHubName(const QString &name);

} // namespace tunedesk
