#pragma once

#include "base/job_context.h"
#include "jobs/hub_client.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <functional>
#include <optional>

namespace tunedesk
{

/// The head of an answer, after all redirects.
struct AnswerHead {
    int status = 0;
    QUrl url;
    qint64 length = -1;     ///< Content-Length
    qint64 rangeStart = -1; ///< of Content-Range
    qint64 rangeTotal = -1;
    QByteArray etag;
    QByteArray linkedEtag; ///< sum of the file as the hub itself says, before any redirect
    qint64 linkedBytes = -1;
    QByteArray contentType;   ///< lower case, without parameters
    qint64 retryAfterMs = -1; ///< what the server asks to wait
};

/// What one exchange with a server came to.
struct Exchange {
    enum class End {
        Whole,
        Broken,    ///< cut, stalled or no connection; `what` says which
        NotWanted, ///< the taker said no
        Stopped,
        Refused, ///< a redirect that isn't followed, or TLS that can't be trusted; `what` says
                 ///< which
    };
    End end = End::Whole;
    AnswerHead head;
    QString what; ///< translated
};

/// Who takes an answer: false breaks it off.
struct AnswerTaker {
    std::function<bool(const AnswerHead &)> head;
    std::function<bool(QByteArrayView)> body;
};

/// One request with its redirects. Its body is handed on as it comes; nothing is kept. Runs an
/// event loop on the calling thread until the end.
Exchange exchange(QNetworkAccessManager &network, QNetworkRequest request,
                  const TransferLimits &limits, const AnswerTaker &taker, JobContext &job);

/// Waits; false: a stop came. Polls every 50 ms.
bool waitFor(qint64 ms, JobContext &job);

} // namespace tunedesk
