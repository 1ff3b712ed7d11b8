#include "jobs/download_model.h"

#include "base/atomic_file.h"
#include "engine/checkpoint/model_config.h"
#include "engine/nn/registry.h"
#include "jobs/hub_listing.h"
#include "jobs/model_catalogue.h"
#include "jobs/offered_models.h"
#include "text/tokenizer.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QLockFile>
#include <QStorageInfo>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(DownloadModel)
};

constexpr qint64 kSpare = qint64{64} << 20; ///< left free on the disk

qint64 freeBytesOf(const QString &folder)
{
    const QStorageInfo storage(folder);
    return storage.isValid() ? storage.bytesAvailable() : -1;
}

Result<QString> hubNameFor(const QString &wish)
{
    for (const OfferedModel &model : offeredModels())
        if (model.name.compare(wish, Qt::CaseInsensitive) == 0 ||
            model.hubName.compare(wish, Qt::CaseInsensitive) == 0)
            return model.hubName;
    if (isHubName(wish))
        return wish;
    return Error{ErrorKind::Input,
                 Text::tr("“%1” is no name of a model.").arg(wish),
                 {},
                 Text::tr("“models list” names some. A name of the hub looks like "
                          "google-bert/bert-base-chinese."),
                 {}};
}

qint64 bytesThere(const QString &folder, const HubListing &listing)
{
    qint64 sum = 0;
    for (const HubFile &file : listing.files)
        for (const QString &end : {QString(), QStringLiteral(".part")})
            sum += QFileInfo(QDir(folder).filePath(file.name) + end).size();
    return sum;
}

/// Before hundreds of megabytes come: whether config.json is of a kind that loads.
Result<void> checkFamily(const QString &folder)
{
    const auto config = readModelConfig(folder + QStringLiteral("/config.json"));
    if (!config)
        return config.error();
    const auto &json = config->json;
    const auto family = familyOf(json.contains("model_type") && json["model_type"].is_string()
                                     ? json["model_type"].get<std::string>()
                                     : std::string());
    return family ? Result<void>() : Result<void>(family.error());
}

class Download
{
public:
    Download(const DownloadOptions &options, QString hubName, HubSettings settings, JobContext &job)
        : m_options(options), m_hubName(std::move(hubName)), m_endpoint(settings.endpoint),
          m_client(std::move(settings), options.limits), m_job(job),
          m_target(QDir(options.modelsFolder).filePath(folderNameOf(m_hubName))),
          m_coming(m_target + QStringLiteral(".part"))
    {
    }

    Result<DownloadSummary> run();

private:
    Result<Outcome> list();
    Result<void> checkSpace() const;
    Result<Outcome> fetchAll();
    Result<DownloadSummary> putInPlace();

    const DownloadOptions &m_options;
    QString m_hubName, m_endpoint;
    HubClient m_client;
    JobContext &m_job;
    QString m_target, m_coming;
    HubListing m_listing;
};

Result<Outcome> Download::list()
{
    m_job.report(0, 0, Text::tr("Asking the model hub"));
    const QUrl url(QStringLiteral("%1/api/models/%2/revision/%3?blobs=true")
                       .arg(m_endpoint, m_hubName,
                            QString::fromLatin1(QUrl::toPercentEncoding(m_options.revision))));
    const auto answer = m_client.get(url, m_job);
    if (!answer)
        return answer.error();
    if (answer->outcome == Outcome::Stopped)
        return Outcome::Stopped;
    auto listing = readHubListing(answer->body, url.toString(QUrl::RemoveUserInfo));
    if (!listing)
        return listing.error();
    m_listing = std::move(*listing);
    return Outcome::Finished;
}

Result<void> Download::checkSpace() const
{
    const auto &ask = m_options.freeBytes;
    const qint64 space = ask ? ask(m_options.modelsFolder) : freeBytesOf(m_options.modelsFolder);
    const qint64 needed =
        std::max<qint64>(0, m_listing.bytes() - bytesThere(m_coming, m_listing)) + kSpare;
    if (space < 0 || space >= needed)
        return {};
    const QLocale locale;
    return Error{ErrorKind::Disk,
                 Text::tr("The model needs %1 on the disk; %2 are free.")
                     .arg(locale.formattedDataSize(needed), locale.formattedDataSize(space)),
                 m_options.modelsFolder,
                 Text::tr("Free some space, or choose another folder with TUNEDESK_CACHE."),
                 {}};
}

Result<Outcome> Download::fetchAll()
{
    const QString revision =
        QString::fromLatin1(m_listing.commit.isEmpty() ? QUrl::toPercentEncoding(m_options.revision)
                                                       : m_listing.commit);
    const qint64 total = m_listing.bytes();
    qint64 before = 0;
    for (std::size_t i = 0; i < m_listing.files.size(); ++i) {
        const HubFile &file = m_listing.files[i];
        FileRequest request{QUrl(QStringLiteral("%1/%2/resolve/%3/%4")
                                     .arg(m_endpoint, m_hubName, revision, file.name)),
                            QDir(m_coming).filePath(file.name), file.bytes, file.sha256,
                            file.gitSha};
        const QString step = Text::tr("Fetching %1").arg(file.name);
        const auto done = m_client.fetch(
            request, [&](qint64 here) { m_job.report(before + here, total, step); }, m_job);
        if (!done || *done == Outcome::Stopped)
            return done;
        before += QFileInfo(request.target).size();
        if (i == 0)
            if (const auto fits = checkFamily(m_coming); !fits) {
                QDir(m_coming).removeRecursively();
                return fits.error();
            }
    }
    return Outcome::Finished;
}

Result<DownloadSummary> Download::putInPlace()
{
    m_job.report(m_listing.bytes(), m_listing.bytes(), Text::tr("Looking at the model"));
    QString problem = inspectModel(m_coming).problem;
    if (problem.isEmpty())
        if (const auto tokenizer = Tokenizer::load(m_coming); !tokenizer)
            problem = tokenizer.error().what;
    if (!problem.isEmpty()) {
        QDir(m_coming).removeRecursively();
        return Error{ErrorKind::Model,
                     Text::tr("The model came whole, but can't be used: %1").arg(problem),
                     m_hubName,
                     Text::tr("Nothing of it was kept. Choose another model."),
                     {}};
    }
    const QString hub = QUrl(m_endpoint).toString(QUrl::RemoveUserInfo);
    nlohmann::ordered_json source{{"hub", hub.toStdString()},
                                  {"model", m_hubName.toStdString()},
                                  {"commit", m_listing.commit.toStdString()}};
    const QByteArray text = QByteArray::fromStdString(source.dump(1)) + '\n';
    if (auto written = writeFileAtomically(m_coming + QStringLiteral("/source.json"), text);
        !written)
        return written.error();
    if (auto synced = syncFolder(m_coming); !synced)
        return synced.error();
    if (!QDir().rename(m_coming, m_target))
        return Error{ErrorKind::File,
                     Text::tr("The folder of the model could not be put in its place."),
                     m_target,
                     Text::tr("Check that nothing else stands there, then start again."),
                     {}};
    if (auto synced = syncFolder(m_options.modelsFolder); !synced)
        return synced.error();
    return DownloadSummary{Outcome::Finished, inspectModel(m_target), m_listing.bytes()};
}

Result<DownloadSummary> Download::run()
{
    if (const QFileInfo place(m_target); place.exists() || place.isSymLink()) {
        const ModelInfo there = inspectModel(m_target);
        if (there.problem.isEmpty())
            return DownloadSummary{Outcome::Finished, there, 0};
        return Error{
            ErrorKind::File,
            Text::tr("Something else stands where the model is to go: %1").arg(there.problem),
            m_target,
            Text::tr("Delete it or move it away, then start again."),
            {}};
    }
    if (!QDir().mkpath(m_options.modelsFolder))
        return Error{ErrorKind::File,
                     Text::tr("The folder for models can't be written."),
                     m_options.modelsFolder,
                     {},
                     {}};
    QLockFile lock(m_coming + QStringLiteral(".lock"));
    lock.setStaleLockTime(0);
    if (!lock.tryLock(0) && lock.error() != QLockFile::LockFailedError)
        return Error{ErrorKind::File,
                     Text::tr("The folder for models can't be written."),
                     m_options.modelsFolder,
                     Text::tr("Check the rights of the folder and the space on its disk."),
                     {}};
    if (!lock.isLocked())
        return Error{ErrorKind::Busy,
                     Text::tr("This model is being fetched already."),
                     m_hubName,
                     Text::tr("Wait until that is done, or stop it."),
                     {}};
    const auto listed = list();
    if (!listed)
        return listed.error();
    if (*listed == Outcome::Stopped)
        return DownloadSummary{Outcome::Stopped, {}, 0};
    if (auto fits = checkSpace(); !fits)
        return fits.error();
    if (!QDir().mkpath(m_coming))
        return Error{
            ErrorKind::File, Text::tr("The folder for models can't be written."), m_coming, {}, {}};
    const auto fetched = fetchAll();
    if (!fetched)
        return fetched.error();
    if (*fetched == Outcome::Stopped)
        return DownloadSummary{Outcome::Stopped, {}, 0};
    return putInPlace();
}
} // namespace

Result<DownloadSummary> downloadModel(const DownloadOptions &wished, JobContext &job)
{
    DownloadOptions options = wished;
    if (options.modelsFolder.isEmpty())
        options.modelsFolder = modelsFolder();
    const auto name = hubNameFor(options.model.trimmed());
    if (!name)
        return name.error();
    auto settings = HubSettings::current(options.mirror);
    if (!settings)
        return settings.error();
    return Download(options, *name, std::move(*settings), job).run();
}

} // namespace tunedesk
