#include "jobs/hub_exchange.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QHostAddress>
#include <QLocale>
#include <QTimer>

#include <memory>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(HubExchange)
};

constexpr int kPollMs = 50;
constexpr qint64 kBuffer = qint64{1} << 20;

qint64 retryAfterMs(const QByteArray &value)
{
    if (value.isEmpty())
        return -1;
    bool isNumber = false;
    const qint64 seconds = value.toLongLong(&isNumber);
    if (isNumber)
        return std::max<qint64>(0, std::min<qint64>(seconds, 86'400) * 1000);
    const QDateTime until = QDateTime::fromString(QString::fromLatin1(value), Qt::RFC2822Date);
    return until.isValid() ? std::max<qint64>(0, QDateTime::currentDateTimeUtc().msecsTo(until))
                           : -1;
}

/// "bytes 100-299/300"
void readRange(const QByteArray &value, AnswerHead &head)
{
    if (!value.startsWith("bytes "))
        return;
    const QList<QByteArray> parts = value.mid(6).split('/');
    const QList<QByteArray> ends = parts.first().split('-');
    bool isStart = false;
    bool isTotal = false;
    const qint64 start = ends.first().trimmed().toLongLong(&isStart);
    const qint64 total = parts.value(1).trimmed().toLongLong(&isTotal);
    head.rangeStart = isStart && ends.size() == 2 ? start : -1;
    head.rangeTotal = isTotal ? total : -1;
}

QByteArray plainTag(QByteArray tag)
{
    if (tag.startsWith("W/"))
        tag.remove(0, 2);
    return tag.replace('"', QByteArray());
}

void readHead(const QNetworkReply &reply, AnswerHead &head)
{
    head.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    head.url = reply.url();
    bool isNumber = false;
    const qint64 length = reply.rawHeader("Content-Length").toLongLong(&isNumber);
    head.length = isNumber && length >= 0 ? length : -1;
    head.etag = reply.rawHeader("ETag");
    if (reply.hasRawHeader("X-Linked-Etag"))
        head.linkedEtag = plainTag(reply.rawHeader("X-Linked-Etag"));
    if (const qint64 bytes = reply.rawHeader("X-Linked-Size").toLongLong(&isNumber); isNumber)
        head.linkedBytes = bytes;
    head.contentType = reply.rawHeader("Content-Type").split(';').first().trimmed().toLower();
    head.retryAfterMs = retryAfterMs(reply.rawHeader("Retry-After"));
    readRange(reply.rawHeader("Content-Range"), head);
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// Why a redirect isn't followed; empty: it is.
QString redirectProblem(const QUrl &from, const QUrl &to)
{
    const bool isWeb =
        to.scheme() == QLatin1String("https") || to.scheme() == QLatin1String("http");
    if (!to.isValid() || !isWeb || to.host().isEmpty())
        return Text::tr("The server sends the program on to no usable address.");
    const bool isHere =
        to.host() == QLatin1String("localhost") || QHostAddress(to.host()).isLoopback();
    if (from.scheme() == QLatin1String("https") && to.scheme() == QLatin1String("http") && !isHere)
        return Text::tr("The server sends the program on from https to http, to %1.")
            .arg(to.host());
    return {};
}

/// One hop: waits for the end of a reply.
class Hop
{
public:
    Hop(QNetworkReply *reply, const TransferLimits &limits, const AnswerTaker &taker,
        JobContext &job, Exchange &result)
        : m_reply(reply), m_taker(taker), m_result(result)
    {
        reply->setReadBufferSize(kBuffer);
        m_stall.setSingleShot(true);
        m_stall.setInterval(limits.stallMs);
        QObject::connect(&m_stall, &QTimer::timeout, &m_loop, [this, ms = limits.stallMs] {
            end(Exchange::End::Broken,
                Text::tr("Nothing came for %1 s.").arg(QLocale().toString(ms / 1000.0)));
        });
        QObject::connect(&m_poll, &QTimer::timeout, &m_loop, [this, &job] {
            if (job.stopRequested())
                end(Exchange::End::Stopped, {});
        });
        QObject::connect(reply, &QNetworkReply::metaDataChanged, &m_loop,
                         [this] { readHeadOnce(); });
        QObject::connect(reply, &QNetworkReply::readyRead, &m_loop, [this] { take(); });
        QObject::connect(reply, &QNetworkReply::finished, &m_loop, [this] { finished(); });
        if (job.stopRequested())
            end(Exchange::End::Stopped, {});
    }

    void run()
    {
        m_stall.start();
        m_poll.start(kPollMs);
        if (!m_ended && m_reply->isFinished())
            finished();
        if (!m_ended)
            m_loop.exec();
        m_reply->disconnect(&m_loop);
        if (m_reply->isRunning())
            m_reply->abort();
    }

private:
    void end(Exchange::End how, const QString &what)
    {
        if (m_ended)
            return;
        m_ended = true;
        m_result.end = how;
        m_result.what = what;
        m_loop.quit();
    }

    void readHeadOnce()
    {
        if (m_headRead || m_ended)
            return;
        readHead(*m_reply, m_result.head);
        if (m_result.head.status == 0)
            return;
        m_headRead = true;
        m_stall.start();
        if (!isRedirect(m_result.head.status) && !m_taker.head(m_result.head))
            end(Exchange::End::NotWanted, {});
    }

    void take()
    {
        readHeadOnce();
        while (!m_ended && m_reply->bytesAvailable() > 0) {
            m_stall.start();
            const QByteArray bytes = m_reply->read(kBuffer);
            if (!isRedirect(m_result.head.status) && !m_taker.body(bytes))
                end(Exchange::End::NotWanted, {});
        }
    }

    void finished()
    {
        take();
        const QNetworkReply::NetworkError error = m_reply->error();
        // An answer of the server, whatever it says, is whole; its status is for whoever asked.
        const bool isAnswer =
            error == QNetworkReply::NoError || (error >= QNetworkReply::ContentAccessDenied &&
                                                m_headRead && m_result.head.status >= 400);
        if (isAnswer)
            end(Exchange::End::Whole, {});
        else if (error == QNetworkReply::SslHandshakeFailedError)
            end(Exchange::End::Refused, Text::tr("The server's certificate can't be trusted: %1.")
                                            .arg(m_reply->errorString()));
        else
            end(Exchange::End::Broken, m_reply->errorString());
    }

    QNetworkReply *m_reply;
    const AnswerTaker &m_taker;
    Exchange &m_result;
    QEventLoop m_loop;
    QTimer m_stall, m_poll;
    bool m_headRead = false, m_ended = false;
};
} // namespace

Exchange exchange(QNetworkAccessManager &network, QNetworkRequest request,
                  const TransferLimits &limits, const AnswerTaker &taker, JobContext &job)
{
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    // Sizes and sums are those of the file, not of a packed one.
    request.setRawHeader("Accept-Encoding", "identity");
    Exchange result;
    for (int hop = 0;; ++hop) {
        std::unique_ptr<QNetworkReply> reply(network.get(request));
        Hop(reply.get(), limits, taker, job, result).run();
        if (result.end != Exchange::End::Whole || !isRedirect(result.head.status))
            return result;
        const QUrl target = request.url().resolved(QUrl::fromEncoded(reply->rawHeader("Location")));
        QString problem = redirectProblem(request.url(), target);
        if (problem.isEmpty() && hop >= limits.redirects)
            problem = Text::tr("The server sends the program on again and again.");
        if (!problem.isEmpty()) {
            result.end = Exchange::End::Refused;
            result.what = problem;
            return result;
        }
        request.setUrl(target);
    }
}

bool waitFor(qint64 ms, JobContext &job)
{
    const QDeadlineTimer deadline(ms);
    QEventLoop loop;
    QTimer poll;
    bool stopped = job.stopRequested();
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        stopped = job.stopRequested();
        if (stopped || deadline.hasExpired())
            loop.quit();
    });
    if (stopped || ms <= 0)
        return !stopped;
    poll.start(static_cast<int>(std::clamp<qint64>(ms, 1, kPollMs)));
    loop.exec();
    return !stopped;
}

} // namespace tunedesk
