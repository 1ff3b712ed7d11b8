#include "hub_server.h"

#include "jobs/download_model.h"
#include "jobs/hub_listing.h"
#include "jobs/model_catalogue.h"
#include "jobs/offered_models.h"
#include "test_support.h"

#include <QSettings>
#include <QTemporaryDir>

using namespace tunedesk;

namespace
{
const QString kName = QStringLiteral("small/tiny");
const QString kWeights = QStringLiteral("model.safetensors");

/// Remembers what was reported; asks to stop once so many bytes are there.
class WatchingJob final : public JobContext
{
public:
    explicit WatchingJob(qint64 stopAt = -1) : m_stopAt(stopAt) {}
    bool stopRequested() const override { return m_stopAt >= 0 && last >= m_stopAt; }
    void report(qint64 done, qint64 all, const QString &) override
    {
        if (all <= 0)
            return;
        last = done;
        total = all;
    }
    qint64 last = 0, total = 0;

private:
    qint64 m_stopAt;
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
} // namespace

class tst_DownloadModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void aModelComesWholeAndIsUsable();
    void onlyTheFilesOfARunAreFetched();
    void aCutIsGoneOnWith();
    void aStopKeepsWhatCameAndTheNextStartGoesOn();
    void aPartOfAnOlderVersionIsThrownAway();
    void aServerWithoutRangesIsReadFromTheBeginning();
    void passingTroublesArePassed_data();
    void passingTroublesArePassed();
    void refusalsSayWhy_data();
    void refusalsSayWhy();
    void redirectsAreFollowed();
    void aModelThatCannotBeUsedIsRefusedBeforeItsWeights();
    void aDamagedModelLeavesNothing();
    void tooLittleSpaceStopsItBeforeTheFirstFile();
    void whatStandsInItsPlaceIsToldBeforeAnythingIsFetched_data();
    void whatStandsInItsPlaceIsToldBeforeAnythingIsFetched();
    void twoAtOnceAreOne();
    void hostileListsAreHarmless_data();
    void hostileListsAreHarmless();
    void aNameIsNoPath();
    void theCatalogueHasTextsForAllKeys();
    void downloadsAreListedAndRemoved();
    void aNameOfOnePartIsListedAndRemoved();

private:
    DownloadOptions options() const
    {
        DownloadOptions options;
        options.model = kName;
        options.mirror = m_hub->address();
        options.modelsFolder = folder();
        options.limits = {.stallMs = 300, .attempts = 3, .pauseMs = 1, .longestWaitMs = 2'000};
        return options;
    }
    QString folder() const { return m_cache->path() + QStringLiteral("/models"); }
    QString target() const { return folder() + QStringLiteral("/small--tiny"); }
    QString part() const { return target() + QStringLiteral(".part"); }

    std::unique_ptr<QTemporaryDir> m_cache;
    std::unique_ptr<HubServer> m_hub;
};

void tst_DownloadModel::initTestCase()
{
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QCoreApplication::setOrganizationName(QStringLiteral("TuneDesk tests"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_download_model"));
    for (const char *name : {"TUNEDESK_HUB", "HF_ENDPOINT"})
        qunsetenv(name);
}

void tst_DownloadModel::init()
{
    m_cache = std::make_unique<QTemporaryDir>();
    QVERIFY(m_cache->isValid());
    qputenv("TUNEDESK_CACHE", m_cache->path().toUtf8());
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_cache->path());
    m_hub = std::make_unique<HubServer>();
    m_hub->serve(kName, QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tiny-bert"));
    QVERIFY(m_hub->files.size() >= 3);
    QSettings().clear();
}

void tst_DownloadModel::cleanup()
{
    QSettings().clear();
    m_hub.reset();
    m_cache.reset();
}

void tst_DownloadModel::aModelComesWholeAndIsUsable()
{
    WatchingJob job;
    const auto done = downloadModel(options(), job);
    VERIFY_RESULT(done);
    QCOMPARE(done->outcome, Outcome::Finished);
    QCOMPARE(done->model.problem, QString());
    QCOMPARE(done->model.path, QFileInfo(target()).canonicalFilePath());
    QCOMPARE(job.last, job.total);
    QCOMPARE(job.total, done->bytes);
    for (const auto &[name, bytes] : m_hub->files)
        if (name == kWeights || name == u"config.json" || name == u"vocab.txt")
            QCOMPARE(contentOf(target() + QLatin1Char('/') + name), bytes);
    QVERIFY(contentOf(target() + QStringLiteral("/source.json")).contains(HubServer::commit()));
    QVERIFY(QDir(folder())
                .entryList({QStringLiteral("*.part"), QStringLiteral("*.lock")},
                           QDir::AllEntries | QDir::NoDotAndDotDot)
                .isEmpty());
    QVERIFY(
        QDir(target()).entryList({QStringLiteral("*.part"), QStringLiteral("*.etag")}).isEmpty());

    const qsizetype asked = m_hub->requests.size();
    const auto again = downloadModel(options(), job);
    VERIFY_RESULT(again);
    QCOMPARE(m_hub->requests.size(), asked); // it is there
}

void tst_DownloadModel::onlyTheFilesOfARunAreFetched()
{
    m_hub->files[QStringLiteral("pytorch_model.bin")] = "pickled";
    m_hub->files[QStringLiteral("tf_model.h5")] = "of another framework";
    m_hub->files[QStringLiteral("run_me.py")] = "import os";
    WatchingJob job;
    VERIFY_RESULT(downloadModel(options(), job));
    for (const char *name : {"pytorch_model.bin", "tf_model.h5", "run_me.py"}) {
        QCOMPARE(m_hub->asked(QLatin1String(name)), 0);
        QVERIFY(!QFileInfo::exists(target() + QLatin1Char('/') + QLatin1String(name)));
    }
    QCOMPARE(m_hub->asked(kWeights), 1);
}

void tst_DownloadModel::aCutIsGoneOnWith()
{
    const qint64 third = m_hub->files[kWeights].size() / 3;
    // By what is asked for, not by count: Qt repeats a request by itself when a connection breaks.
    m_hub->trick = [third](const HubServer::Request &request, HubServer::Answer &answer) {
        const auto range = request.headers.find("range");
        if (request.path.endsWith(kWeights) &&
            (range == request.headers.end() ||
             range->second == "bytes=" + QByteArray::number(third) + '-'))
            answer.cutAfter = third;
    };
    WatchingJob job;
    VERIFY_RESULT(downloadModel(options(), job));
    QList<QByteArray> ranges;
    for (const auto &request : m_hub->requests)
        if (request.headers.contains("range")) {
            if (!ranges.contains(request.headers.at("range")))
                ranges << request.headers.at("range");
            QVERIFY(request.headers.contains("if-range"));
        }
    QCOMPARE(ranges, (QList<QByteArray>{"bytes=" + QByteArray::number(third) + '-',
                                        "bytes=" + QByteArray::number(2 * third) + '-'}));
    QCOMPARE(contentOf(target() + QLatin1Char('/') + kWeights), m_hub->files[kWeights]);
}

void tst_DownloadModel::aStopKeepsWhatCameAndTheNextStartGoesOn()
{
    const qint64 half = m_hub->files[kWeights].size() / 2;
    m_hub->trick = [half](const HubServer::Request &request, HubServer::Answer &answer) {
        if (request.path.endsWith(kWeights) && request.number == 1) {
            answer.cutAfter = half;
            answer.claimed = answer.body.size();
            answer.stall = true;
        }
    };
    qint64 others = 0;
    for (const auto &[name, bytes] : m_hub->files)
        others += name == kWeights ? 0 : bytes.size();
    DownloadOptions patient = options();
    patient.limits.stallMs = 60'000;
    WatchingJob stopped(others + half);
    const auto first = downloadModel(patient, stopped);
    VERIFY_RESULT(first);
    QCOMPARE(first->outcome, Outcome::Stopped);
    QVERIFY(!QFileInfo::exists(target()));
    QCOMPARE(QFileInfo(part() + QLatin1Char('/') + kWeights + QStringLiteral(".part")).size(),
             half);
    QVERIFY(listModels().empty()); // a part is no model

    WatchingJob job;
    VERIFY_RESULT(downloadModel(options(), job));
    QCOMPARE(m_hub->requests.last().headers.at("range"), "bytes=" + QByteArray::number(half) + '-');
    QCOMPARE(m_hub->asked(QStringLiteral("config.json")), 1); // whole already
}

void tst_DownloadModel::aPartOfAnOlderVersionIsThrownAway()
{
    QVERIFY(QDir().mkpath(part()));
    QFile old(part() + QLatin1Char('/') + kWeights + QStringLiteral(".part"));
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write(QByteArray(1000, 'o'));
    old.close();
    WatchingJob job;
    VERIFY_RESULT(downloadModel(options(), job)); // the sum tells that it is another
    QCOMPARE(contentOf(target() + QLatin1Char('/') + kWeights), m_hub->files[kWeights]);
    QCOMPARE(m_hub->asked(kWeights), 2);
}

void tst_DownloadModel::aServerWithoutRangesIsReadFromTheBeginning()
{
    const QByteArray whole = m_hub->files[kWeights];
    m_hub->trick = [&whole](const HubServer::Request &request, HubServer::Answer &answer) {
        if (!request.path.endsWith(kWeights))
            return;
        answer = {200, {"ETag: \"x\""}, whole};
        if (request.number == 1)
            answer.cutAfter = 500;
    };
    WatchingJob job;
    VERIFY_RESULT(downloadModel(options(), job));
    QCOMPARE(contentOf(target() + QLatin1Char('/') + kWeights), whole);
}

void tst_DownloadModel::passingTroublesArePassed_data()
{
    QTest::addColumn<HubServer::Answer>("trouble");
    using Answer = HubServer::Answer;
    QTest::newRow("429 with a wait") << Answer{429, {"Retry-After: 0"}, "slowly"};
    QTest::newRow("503 with a wait of 1 s") << Answer{503, {"Retry-After: 1"}, "busy"};
    QTest::newRow("500") << Answer{500, {}, "oops"};
    QTest::newRow("stall") << Answer{200, {}, "abc", 1000, 3, true};
    QTest::newRow("cut at once") << Answer{200, {}, "", 1000, 0};
    QTest::newRow("416") << Answer{416, {}, ""};
}

void tst_DownloadModel::passingTroublesArePassed()
{
    QFETCH(HubServer::Answer, trouble);
    if (trouble.status == 416) { // a part that is longer than the server's file
        QVERIFY(QDir().mkpath(part()));
        QFile old(part() + QLatin1Char('/') + kWeights + QStringLiteral(".part"));
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.write(m_hub->files[kWeights].left(100));
    }
    m_hub->trick = [&](const HubServer::Request &request, HubServer::Answer &answer) {
        if (request.number == 1 && request.path.endsWith(kWeights)) {
            const qint64 size = answer.body.size();
            answer = trouble;
            if (trouble.claimed > 0)
                answer.claimed = size;
        } else if (request.number == 1 && request.path.startsWith(QLatin1String("/api")) &&
                   trouble.status != 416) {
            answer = trouble;
        }
    };
    WatchingJob job;
    VERIFY_RESULT(downloadModel(options(), job));
    QCOMPARE(contentOf(target() + QLatin1Char('/') + kWeights), m_hub->files[kWeights]);
    QVERIFY(m_hub->asked(kWeights) >= 2);
}

void tst_DownloadModel::refusalsSayWhy_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<HubServer::Answer>("answer");
    QTest::addColumn<QString>("says");
    using Answer = HubServer::Answer;
    const QString list = QStringLiteral("/api");
    const QString page = QStringLiteral("<html><body>Sign in to the network</body></html>");
    const QByteArray html = page.toUtf8();
    QTest::newRow("no such model") << list << Answer{404, {}, "no"} << "nothing at this address";
    QTest::newRow("wants a sign-in") << list << Answer{401, {}, "no"} << "sign-in";
    QTest::newRow("web page for the list")
        << list << Answer{200, {"Content-Type: text/html"}, html} << "web page";
    QTest::newRow("another JSON") << list << Answer{200, {}, "{\"a\":1}"} << "no list";
    QTest::newRow("always busy") << list << Answer{503, {"Retry-After: 0"}, ""} << "503";
    QTest::newRow("asks for an hour")
        << list << Answer{429, {"Retry-After: 3600"}, ""} << "requests";
    QTest::newRow("redirects in a loop")
        << list << Answer{302, {"Location: /api/models/x"}, ""} << "again and again";
    QTest::newRow("redirects to a file")
        << list << Answer{302, {"Location: file:///etc/passwd"}, ""} << "no usable address";
    QTest::newRow("redirects nowhere") << list << Answer{302, {}, ""} << "again and again";
    QTest::newRow("file is missing")
        << kWeights << Answer{404, {}, "no"} << "nothing at this address";
    QTest::newRow("web page for the weights")
        << kWeights << Answer{200, {"Content-Type: text/html; charset=utf-8"}, html} << "web page";
    QTest::newRow("wrong bytes") << kWeights << Answer{200, {}, QByteArray("wrong")} << "checksum";
    QTest::newRow("another size") << kWeights << Answer{200, {}, QByteArray("abc"), 3}
                                  << "where the model hub says";
    QTest::newRow("always cut") << kWeights << Answer{200, {}, "", 1000, 0} << "could not be read";
    QTest::newRow("always stalls")
        << kWeights << Answer{200, {}, "", 1000, 0, true} << "Nothing came";
}

void tst_DownloadModel::refusalsSayWhy()
{
    QFETCH(QString, path);
    QFETCH(HubServer::Answer, answer);
    QFETCH(QString, says);
    const qint64 size = m_hub->files[kWeights].size();
    m_hub->trick = [&](const HubServer::Request &request, HubServer::Answer &given) {
        if (!(path == kWeights ? request.path.endsWith(path) : request.path.startsWith(path)))
            return;
        given = answer;
        if (answer.body == "wrong")
            given.body = QByteArray(size, 'w');
        if (answer.claimed == 1000)
            given.claimed = size;
    };
    DownloadOptions wish = options();
    WatchingJob job;
    const auto done = downloadModel(wish, job);
    QVERIFY(!done);
    QVERIFY2(done.error().toLine().contains(says), qPrintable(done.error().toLine()));
    QVERIFY(!QFileInfo::exists(target()));
    if (answer.body == "wrong")
        QVERIFY(!QFileInfo::exists(part() + QLatin1Char('/') + kWeights + QStringLiteral(".part")));
    m_hub->trick = {};
    const auto again = downloadModel(wish, job); // nothing of it stands in the way
    VERIFY_RESULT(again);
}

void tst_DownloadModel::redirectsAreFollowed()
{
    HubServer other; // as the hub sends large files on to its store
    other.serve(kName, QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tiny-bert"));
    m_hub->trick = [&](const HubServer::Request &request, HubServer::Answer &answer) {
        if (request.path.endsWith(kWeights))
            answer = {302,
                      {"Location: " + (other.address() + request.path).toUtf8(),
                       "X-Linked-Size: " + QByteArray::number(answer.body.size())},
                      "on"};
        else if (request.path.endsWith(QLatin1String("/config.json")) &&
                 !request.path.contains(QLatin1String("moved")))
            answer = {307, {"Location: /moved" + request.path.toUtf8()}, ""};
        else if (request.path.startsWith(QLatin1String("/moved")))
            answer = {200, {}, m_hub->files[QStringLiteral("config.json")]};
    };
    WatchingJob job;
    VERIFY_RESULT(downloadModel(options(), job));
    QCOMPARE(other.asked(kWeights), 1);
    QCOMPARE(contentOf(target() + QLatin1Char('/') + kWeights), m_hub->files[kWeights]);
}

void tst_DownloadModel::aModelThatCannotBeUsedIsRefusedBeforeItsWeights()
{
    m_hub->files[QStringLiteral("config.json")] = "{\"model_type\": \"t5\"}";
    WatchingJob job;
    const auto done = downloadModel(options(), job);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Model);
    QVERIFY2(done.error().toLine().contains(QStringLiteral("t5")),
             qPrintable(done.error().toLine()));
    QCOMPARE(m_hub->asked(kWeights), 0);
    QVERIFY(!QFileInfo::exists(target()) && !QFileInfo::exists(part()));
}

void tst_DownloadModel::aDamagedModelLeavesNothing()
{
    m_hub->files[kWeights] = "\xff\xff\xff\xff\xff\xff\xff\xff no header";
    WatchingJob job;
    const auto done = downloadModel(options(), job);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Model);
    QVERIFY(!QFileInfo::exists(target()) && !QFileInfo::exists(part()));
}

void tst_DownloadModel::tooLittleSpaceStopsItBeforeTheFirstFile()
{
    DownloadOptions wish = options();
    wish.freeBytes = [](const QString &) { return qint64{1000}; };
    WatchingJob job;
    const auto done = downloadModel(wish, job);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Disk);
    QCOMPARE(m_hub->requests.size(), 1); // the list alone
}

void tst_DownloadModel::whatStandsInItsPlaceIsToldBeforeAnythingIsFetched_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"empty folder", "half a model", "file", "link to nothing"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void tst_DownloadModel::whatStandsInItsPlaceIsToldBeforeAnythingIsFetched()
{
    QFETCH(QString, what);
    QVERIFY(QDir().mkpath(folder()));
    if (what == u"file")
        QVERIFY(QFile(target()).open(QIODevice::WriteOnly));
    else if (what == u"link to nothing")
        QVERIFY(QFile::link(folder() + QStringLiteral("/nothing"), target()));
    else
        QVERIFY(QDir().mkpath(target()));
    if (what == u"half a model")
        QVERIFY(
            QFile::copy(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tiny-bert/config.json"),
                        target() + QStringLiteral("/config.json")));
    WatchingJob job;
    const auto done = downloadModel(options(), job);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::File);
    QCOMPARE(done.error().where, target());
    QVERIFY(m_hub->requests.isEmpty());
    const QFileInfo place(target());
    QVERIFY(place.exists() || place.isSymLink()); // nothing of theirs is touched
}

void tst_DownloadModel::twoAtOnceAreOne()
{
    std::optional<Error> second;
    m_hub->trick = [&](const HubServer::Request &request, HubServer::Answer &) {
        if (!request.path.endsWith(QLatin1String("config.json")) || second)
            return;
        SilentJob silent;
        const auto other = downloadModel(options(), silent);
        second = other ? Error{} : other.error();
    };
    WatchingJob job;
    VERIFY_RESULT(downloadModel(options(), job));
    QVERIFY(second);
    QCOMPARE(second->kind, ErrorKind::Busy);
}

void tst_DownloadModel::hostileListsAreHarmless_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("a way up") << QByteArray(
        R"({"siblings":[{"rfilename":"config.json"},{"rfilename":"../../model.safetensors"}]})");
    QTest::newRow("absolute") << QByteArray(
        R"({"siblings":[{"rfilename":"config.json"},{"rfilename":"/etc/model.safetensors"}]})");
    QTest::newRow("no config") << QByteArray(R"({"siblings":[{"rfilename":"model.safetensors"}]})");
    QTest::newRow("numbers for names") << QByteArray(R"({"siblings":[{"rfilename":1},2,null]})");
    QTest::newRow("an index without its shards") << QByteArray(
        R"({"siblings":[{"rfilename":"config.json"},{"rfilename":"model.safetensors.index.json"}]})");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("deep") << QByteArray(100'000, '[');
}

void tst_DownloadModel::hostileListsAreHarmless()
{
    QFETCH(QByteArray, json);
    const auto listing = readHubListing(json, QStringLiteral("here"));
    QVERIFY(!listing);
    QVERIFY(!listing.error().what.isEmpty());
}

void tst_DownloadModel::aNameIsNoPath()
{
    WatchingJob job;
    DownloadOptions wish = options();
    wish.model = QStringLiteral("../../etc");
    QCOMPARE(downloadModel(wish, job).error().kind, ErrorKind::Input);
}

void tst_DownloadModel::theCatalogueHasTextsForAllKeys()
{
    QCOMPARE(untranslatedKeys(), QStringList());
    const auto offered = offeredModels();
    QVERIFY(offered.size() >= 5);
    for (const OfferedModel &model : offered) {
        QVERIFY(isHubName(model.hubName));
        QCOMPARE(hubNameOf(folderNameOf(model.hubName)), model.hubName);
        QVERIFY(!model.name.isEmpty() && !model.licence.isEmpty() && !model.language.isEmpty());
        QVERIFY(model.downloadBytes > 0 && model.layers > 0);
    }
}

void tst_DownloadModel::downloadsAreListedAndRemoved()
{
    WatchingJob job;
    VERIFY_RESULT(downloadModel(options(), job));
    auto models = listModels();
    QCOMPARE(models.size(), std::size_t{1});
    QCOMPARE(models.front().hubName, kName);
    QVERIFY(!models.front().starter);
    const auto catalogue = listCatalogue();
    QVERIFY(catalogue.size() > 1 && catalogue.size() <= offeredModels().size() + 1);
    for (const ModelInfo &model : catalogue)
        QCOMPARE(model.onHub, model.hubName != kName);
    const auto found = findModel(kName);
    VERIFY_RESULT(found);
    const QString offered = offeredModels().front().name;
    QVERIFY(findModel(offered).error().hint.contains(offeredModels().front().hubName));

    const auto removed = removeModel(kName);
    VERIFY_RESULT(removed);
    QVERIFY(removed->filesDeleted);
    QVERIFY(!QFileInfo::exists(target()));

    const QString own = QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tiny-bert");
    VERIFY_RESULT(addModel(own));
    QCOMPARE(listModels().size(), std::size_t{1});
    const auto forgotten = removeModel(own);
    VERIFY_RESULT(forgotten);
    QVERIFY(!forgotten->filesDeleted);
    QVERIFY(QFileInfo::exists(own + QStringLiteral("/config.json")));
    QVERIFY(listModels().empty());
    QCOMPARE(removeModel(own).error().kind, ErrorKind::Input);
}

void tst_DownloadModel::aNameOfOnePartIsListedAndRemoved()
{
    m_hub->serve(QStringLiteral("tiny"),
                 QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tiny-bert"));
    DownloadOptions wish = options();
    wish.model = QStringLiteral("tiny");
    WatchingJob job;
    VERIFY_RESULT(downloadModel(wish, job));
    const auto found = findModel(QStringLiteral("tiny"));
    VERIFY_RESULT(found);
    QCOMPARE(found->hubName, QStringLiteral("tiny"));
    const auto removed = removeModel(QStringLiteral("tiny"));
    VERIFY_RESULT(removed);
    QVERIFY(removed->filesDeleted);
    QVERIFY(!QFileInfo::exists(found->path));
}

QTEST_GUILESS_MAIN(tst_DownloadModel)
#include "tst_download_model.moc"
