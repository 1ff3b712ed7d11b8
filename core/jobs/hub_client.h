#pragma once

#include "base/job_context.h"
#include "base/result.h"
#include "jobs/hub_settings.h"

#include <QByteArray>
#include <QUrl>

#include <functional>
#include <memory>

namespace tunedesk
{

/// Times and counts of a transfer; the defaults are for people, tests make them short.
struct TransferLimits {
    int stallMs = 30'000; ///< without a byte: broken off and tried again
    int attempts = 5;     ///< in a row that brought nothing
    int pauseMs = 1'000;  ///< before the second attempt; twice as long before each further one
    int longestWaitMs = 60'000; ///< a server that asks for more (Retry-After) is not waited for
    int redirects = 5;
};

/// One file to fetch.
struct FileRequest {
    QUrl url;
    QString target;    ///< `target`.part until it is whole and checked
    qint64 bytes = -1; ///< −1: as the server says
    QByteArray sha256; ///< hex; empty: as the server says (X-Linked-Etag), if it does
    QByteArray gitSha; ///< hex of git's SHA-1 of the blob, which the hub has for small files
};

/// Talks to a model hub. Blocks: belongs on a thread of its own, has its event loop meanwhile.
/// Redirects are followed, but not from https to http (other than to this computer). One thread.
class HubClient
{
public:
    explicit HubClient(HubSettings settings, TransferLimits limits = {});
    ~HubClient();
    HubClient(const HubClient &) = delete;
    HubClient &operator=(const HubClient &) = delete;

    /// A short text (at most 8 MiB). No value in a Stopped answer.
    struct Answer {
        Outcome outcome = Outcome::Finished;
        QByteArray body;
        QByteArray contentType;
    };
    /// Errors: Input (no such address, sign-in wanted), File (network).
    Result<Answer> get(const QUrl &url, JobContext &job);

    /// Goes on where `target`.part ends (Range, If-Range), compares size and sum, then renames. A
    /// stop or a broken network leaves the part. @param arrived bytes on disk now Errors: Input
    /// (refused by the server), File (network, wrong size or sum: the part is thrown away), Disk.
    Result<Outcome> fetch(const FileRequest &request, const std::function<void(qint64)> &arrived,
                          JobContext &job);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tunedesk
