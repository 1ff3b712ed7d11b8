#include "jobs/hub_client.h"

#include "base/sha256.h"
#include "jobs/hub_exchange.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QNetworkProxy>

#include <optional>

#include <unistd.h>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(HubClient)
};

constexpr qint64 kLongestText = qint64{8} << 20;
constexpr int kExchanges = 200; ///< for one file, however much each of them brings

/// Asks the rules of hub_settings for each address, since a redirect may lead elsewhere.
class ProxyRules final : public QNetworkProxyFactory
{
public:
    explicit ProxyRules(QString own) : m_own(std::move(own)) {}
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        return proxiesFor(query.url(), m_own, QProcessEnvironment::systemEnvironment());
    }

private:
    QString m_own;
};

bool mayPass(int status)
{
    return status == 408 || status == 425 || status == 429 || status >= 500;
}

Error refusal(const AnswerHead &head)
{
    const QString where = head.url.toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo);
    const QString technical = QStringLiteral("HTTP %1").arg(head.status);
    if (head.status == 401 || head.status == 403)
        return {ErrorKind::Input, Text::tr("The server wants a sign-in for this, or refuses it."),
                where,
                Text::tr("Check the name. For a model with a licence to accept, fetch it with a "
                         "browser and add its folder."),
                technical};
    if (head.status == 404 || head.status == 410)
        return {ErrorKind::Input, Text::tr("The server has nothing at this address."), where,
                Text::tr("Check the name and the address of the model hub."), technical};
    if (head.status == 429)
        return {ErrorKind::File, Text::tr("The server takes no more requests for now."), where,
                Text::tr("Try again later; what came so far is kept."), technical};
    return {ErrorKind::File, Text::tr("The server answered with status %1.").arg(head.status),
            where, Text::tr("Try again later, or set the address of a mirror."), technical};
}

Error broken(const QUrl &url, const QString &what)
{
    return {ErrorKind::File,
            Text::tr("The model hub could not be read: %1").arg(what),
            url.host(),
            Text::tr("Check the network, or set a mirror or a proxy. What came so far is kept."),
            {}};
}

Error webPage(const QUrl &url)
{
    return {ErrorKind::File,
            Text::tr("A web page came instead of the file."),
            url.toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo),
            Text::tr("The network may want a sign-in first, or the address is no model hub."),
            {}};
}

Error diskFailure(const QFile &file)
{
    const bool isFull = file.error() == QFileDevice::ResourceError || errno == ENOSPC;
    return {isFull ? ErrorKind::Disk : ErrorKind::File,
            isFull ? Text::tr("There is no space left on the disk.")
                   : Text::tr("The file could not be written: %1").arg(file.errorString()),
            file.fileName(),
            Text::tr("Free some space, then start again: it goes on from here."),
            {}};
}

/// Sums of a whole file. Nothing: a stop.
struct Sums {
    QByteArray sha256, gitSha;
};
Result<std::optional<Sums>> sumsOf(const QString &path, JobContext &job)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::File, Text::tr("The file could not be read."), path, {}, {}};
    Sha256 sha256;
    QCryptographicHash git(QCryptographicHash::Sha1);
    git.addData("blob " + QByteArray::number(file.size()) + '\0');
    while (!file.atEnd()) {
        if (job.stopRequested())
            return std::optional<Sums>();
        const QByteArray bytes = file.read(qint64{4} << 20);
        if (bytes.isEmpty())
            return Error{ErrorKind::File, Text::tr("The file could not be read."), path, {}, {}};
        sha256.add(bytes);
        git.addData(bytes);
    }
    return std::optional<Sums>(Sums{sha256.result().toHex(), git.result().toHex()});
}

bool hasSums(const FileRequest &request, const Sums &sums)
{
    return (request.sha256.isEmpty() || request.sha256 == sums.sha256) &&
           (request.gitSha.isEmpty() || request.gitSha == sums.gitSha);
}
} // namespace

struct HubClient::Private {
    HubSettings settings;
    TransferLimits limits;
    QNetworkAccessManager network;

    QNetworkRequest request(const QUrl &url) const
    {
        QNetworkRequest request(url);
        request.setRawHeader("User-Agent", "TuneDesk");
        return request;
    }
    /// Waits before the next attempt. Nothing: go on; a value: that is the end.
    std::optional<Result<Outcome>> pause(const Exchange &last, int failures, JobContext &job) const;
    std::optional<Error> fetchOnce(FileRequest &file, bool &mayResume, Exchange &result,
                                   const std::function<void(qint64)> &arrived, JobContext &job);
};

HubClient::HubClient(HubSettings settings, TransferLimits limits) : d(std::make_unique<Private>())
{
    d->settings = std::move(settings);
    d->limits = limits;
    d->network.setProxyFactory(new ProxyRules(d->settings.proxy)); // the network owns it
}

HubClient::~HubClient() = default;

std::optional<Result<Outcome>> HubClient::Private::pause(const Exchange &last, int failures,
                                                         JobContext &job) const
{
    const bool isAnswer = last.end == Exchange::End::Whole || last.end == Exchange::End::NotWanted;
    const Error error = isAnswer ? refusal(last.head) : broken(last.head.url, last.what);
    const qint64 asked = isAnswer ? last.head.retryAfterMs : -1;
    if (failures >= limits.attempts || asked > limits.longestWaitMs)
        return Result<Outcome>(error);
    const qint64 ms = asked >= 0 ? asked : qint64{limits.pauseMs} << std::max(0, failures - 1);
    job.report(0, 0, Text::tr("Waiting to try again"));
    if (!waitFor(ms, job))
        return Result<Outcome>(Outcome::Stopped);
    return {};
}

Result<HubClient::Answer> HubClient::get(const QUrl &url, JobContext &job)
{
    for (int failures = 0;;) {
        Answer answer;
        bool isTooLong = false;
        Exchange result;
        result.head.url = url;
        const AnswerTaker taker{[&](const AnswerHead &head) {
                                    isTooLong = head.length > kLongestText;
                                    return !isTooLong && head.status == 200;
                                },
                                [&](QByteArrayView bytes) {
                                    answer.body.append(bytes);
                                    isTooLong = answer.body.size() > kLongestText;
                                    return !isTooLong;
                                }};
        result = exchange(d->network, d->request(url), d->limits, taker, job);
        result.head.url = url;
        if (result.end == Exchange::End::Stopped)
            return Answer{Outcome::Stopped, {}, {}};
        if (isTooLong)
            return Error{ErrorKind::File,
                         Text::tr("The server's answer is too long."),
                         url.toString(QUrl::RemoveUserInfo),
                         Text::tr("The address is no model hub."),
                         {}};
        if (result.end == Exchange::End::Refused)
            return broken(url, result.what);
        if (result.end == Exchange::End::Whole && result.head.status == 200 &&
            (result.head.length < 0 || result.head.length == answer.body.size())) {
            answer.contentType = result.head.contentType;
            return answer;
        }
        if (result.end != Exchange::End::Broken && result.head.status != 200 &&
            !mayPass(result.head.status))
            return refusal(result.head);
        if (const auto end = d->pause(result, ++failures, job)) {
            if (!*end)
                return end->error();
            return Answer{Outcome::Stopped, {}, {}};
        }
    }
}

/// One exchange for a file. An Error: no further attempt makes sense.
std::optional<Error> HubClient::Private::fetchOnce(FileRequest &file, bool &mayResume,
                                                   Exchange &result,
                                                   const std::function<void(qint64)> &arrived,
                                                   JobContext &job)
{
    QFile part(file.target + QStringLiteral(".part"));
    QFile tag(file.target + QStringLiteral(".etag"));
    if (!part.open(QIODevice::ReadWrite))
        return diskFailure(part);
    const QByteArray etag = tag.open(QIODevice::ReadOnly) ? tag.read(1000) : QByteArray();
    tag.close();
    qint64 have = part.size();
    const bool isStrong = etag.startsWith('"');
    // Without a sum nobody would notice two versions in one file: then only by a strong tag.
    const bool hasSum = !file.sha256.isEmpty() || !file.gitSha.isEmpty();
    if (have > 0 && (!mayResume || !(isStrong || hasSum) || (file.bytes >= 0 && have > file.bytes)))
        have = part.resize(0) ? 0 : have;
    QNetworkRequest asked = request(file.url);
    if (have > 0) {
        asked.setRawHeader("Range", "bytes=" + QByteArray::number(have) + '-');
        if (isStrong)
            asked.setRawHeader("If-Range", etag);
    }
    std::optional<Error> error;
    const auto tookHead = [&](const AnswerHead &head) {
        if (head.status != 200 && head.status != 206)
            return false;
        if (head.status == 206 && (have == 0 || head.rangeStart != have)) {
            mayResume = false; // not what was asked for: from the beginning
            return false;
        }
        const QByteArray name = file.target.toUtf8();
        if (head.contentType == "text/html" && !name.endsWith(".html") && !name.endsWith(".md")) {
            error = webPage(head.url);
            return false;
        }
        if (file.bytes < 0)
            file.bytes = head.linkedBytes >= 0 ? head.linkedBytes
                         : head.status == 206  ? head.rangeTotal
                                               : head.length;
        if (file.sha256.isEmpty() && head.linkedEtag.size() == 64)
            file.sha256 = head.linkedEtag;
        const qint64 total = head.status == 206 ? head.rangeTotal : head.length;
        if (total >= 0 && file.bytes >= 0 && total != file.bytes) {
            error = Error{ErrorKind::File,
                          Text::tr("The server offers %1 bytes where the model hub says %2.")
                              .arg(QLocale().toString(total), QLocale().toString(file.bytes)),
                          head.url.toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo),
                          Text::tr("The mirror may be out of date: try another one."),
                          {}};
            return false;
        }
        if (head.status == 200)
            have = 0;
        if (!part.resize(have) || !part.seek(have)) {
            error = diskFailure(part);
            return false;
        }
        if (head.status == 200 && tag.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
            tag.write(head.etag);
            tag.close();
        }
        arrived(have);
        return true;
    };
    const auto tookBody = [&](QByteArrayView bytes) {
        if (file.bytes >= 0 && have + bytes.size() > file.bytes) {
            error = Error{ErrorKind::File,
                          Text::tr("The server sent more than it said."),
                          file.url.toString(QUrl::RemoveUserInfo),
                          Text::tr("Try another mirror."),
                          {}};
            return false;
        }
        if (part.write(bytes.data(), bytes.size()) != bytes.size()) {
            error = diskFailure(part);
            return false;
        }
        have += bytes.size();
        arrived(have);
        return true;
    };
    result = exchange(network, asked, limits, {tookHead, tookBody}, job);
    if (result.head.url.isEmpty())
        result.head.url = file.url;
    if (result.head.status == 416)
        mayResume = false;
    if (!error && (!part.flush() || ::fsync(part.handle()) != 0))
        error = diskFailure(part);
    if (!error && result.end == Exchange::End::Refused)
        error = broken(file.url, result.what);
    return error;
}

Result<Outcome> HubClient::fetch(const FileRequest &wanted,
                                 const std::function<void(qint64)> &arrived, JobContext &job)
{
    FileRequest file = wanted;
    const QString part = file.target + QStringLiteral(".part");
    const auto isWhole = [&](const QString &path) {
        return file.bytes >= 0 && QFileInfo(path).size() == file.bytes && QFileInfo::exists(path);
    };
    if (isWhole(file.target)) { // of an earlier start
        const auto sums = sumsOf(file.target, job);
        if (sums && !*sums)
            return Outcome::Stopped;
        if (sums && hasSums(file, **sums)) {
            arrived(file.bytes);
            return Outcome::Finished;
        }
    }
    bool mayResume = true;
    bool wasWrong = false;
    int failures = 0;
    for (int exchanges = 0; exchanges < kExchanges; ++exchanges) {
        const bool couldResume = mayResume;
        const qint64 before = QFileInfo(part).size();
        Exchange result;
        if (file.bytes == 0 && !QFile(part).open(QIODevice::WriteOnly | QIODevice::Truncate))
            return diskFailure(QFile(part));
        if (!isWhole(part))
            if (const auto error = d->fetchOnce(file, mayResume, result, arrived, job))
                return *error;
        const qint64 after = QFileInfo(part).size();
        if (result.end == Exchange::End::Stopped)
            return Outcome::Stopped;
        const bool isAnswered =
            result.end == Exchange::End::Whole &&
            (result.head.status == 0 || result.head.status == 200 || result.head.status == 206);
        if (isAnswered && (file.bytes < 0 || isWhole(part))) {
            const auto sums = sumsOf(part, job);
            if (!sums)
                return sums.error();
            if (!*sums)
                return Outcome::Stopped;
            if (hasSums(file, **sums)) {
                QFile::remove(file.target);
                QFile::remove(file.target + QStringLiteral(".etag"));
                if (!QFile::rename(part, file.target))
                    return Error{
                        ErrorKind::File, Text::tr("The file could not be renamed."), part, {}, {}};
                return Outcome::Finished;
            }
            QFile::remove(part);
            // A part of an earlier version explains it once; twice wrong is wrong.
            if (wasWrong || before == 0)
                return Error{ErrorKind::File,
                             Text::tr("What came is not the file: its checksum is another."),
                             file.url.toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo),
                             Text::tr("It was thrown away. Try again, or try another mirror."),
                             QStringLiteral("sha256 %1").arg(QString::fromLatin1((*sums)->sha256))};
            wasWrong = true;
            mayResume = false;
            continue;
        }
        if (couldResume && !mayResume) { // a server that can't go on: once from the beginning
            QFile::remove(part);
            continue;
        }
        const int status = result.head.status;
        if (result.end != Exchange::End::Broken && status != 200 && status != 206 &&
            !mayPass(status))
            return refusal(result.head);
        if (isAnswered) { // an end before the end
            result.end = Exchange::End::Broken;
            result.what = Text::tr("The connection ended too early.");
        }
        failures = after > before ? 0 : failures;
        if (auto end = d->pause(result, ++failures, job))
            return *end;
    }
    return broken(file.url, Text::tr("The connection breaks off again and again."));
}

} // namespace tunedesk
