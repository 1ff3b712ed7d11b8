#include "hub_server.h"
#include "proxy_server.h"

#include "jobs/download_model.h"
#include "test_support.h"

#include <QSettings>
#include <QTemporaryDir>

using namespace tunedesk;

/// TLS and proxies on the way to a model hub.
class tst_HubWays : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void aModelComesOverTls();
    void aCertificateThatNobodyVouchesForIsRefused();
    void aWayFromHttpsToHttpIsNotTaken_data();
    void aWayFromHttpsToHttpIsNotTaken();
    void aModelComesThroughAProxy_data();
    void aModelComesThroughAProxy();

private:
    Result<DownloadSummary> fetch(const QString &address)
    {
        DownloadOptions options;
        options.model = QStringLiteral("small/tiny");
        options.mirror = address;
        options.modelsFolder = m_cache->path() + QStringLiteral("/models");
        options.limits = {.stallMs = 5'000, .attempts = 2, .pauseMs = 1};
        SilentJob job;
        return downloadModel(options, job);
    }
    static void trust(const QList<QSslCertificate> &certificates)
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates(certificates);
        QSslConfiguration::setDefaultConfiguration(configuration);
    }

    std::unique_ptr<QTemporaryDir> m_cache;
    std::unique_ptr<HubServer> m_hub;
};

void tst_HubWays::initTestCase()
{
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QCoreApplication::setOrganizationName(QStringLiteral("TuneDesk tests"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_hub_ways"));
    for (const char *name :
         {"TUNEDESK_HUB", "HF_ENDPOINT", "HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY",
          "https_proxy", "http_proxy", "all_proxy", "no_proxy"})
        qunsetenv(name);
    QVERIFY(QSslSocket::supportsSsl());
    QVERIFY(!HubServer::certificate().isNull());
}

void tst_HubWays::init()
{
    m_cache = std::make_unique<QTemporaryDir>();
    QVERIFY(m_cache->isValid());
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_cache->path());
    QSettings().clear();
    trust({HubServer::certificate()});
    m_hub = std::make_unique<HubServer>(HubServer::Way::Https);
    m_hub->serve(QStringLiteral("small/tiny"),
                 QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tiny-bert"));
}

void tst_HubWays::cleanup()
{
    QSettings().clear();
    m_hub.reset();
    m_cache.reset();
}

void tst_HubWays::aModelComesOverTls()
{
    QVERIFY(m_hub->address().startsWith(QLatin1String("https:")));
    const auto done = fetch(m_hub->address());
    VERIFY_RESULT(done);
    QCOMPARE(done->model.problem, QString());
}

void tst_HubWays::aCertificateThatNobodyVouchesForIsRefused()
{
    trust({});
    const auto done = fetch(m_hub->address());
    QVERIFY(!done);
    QVERIFY2(done.error().what.contains(QLatin1String("certificate")),
             qPrintable(done.error().toLine()));
    QVERIFY(m_hub->requests.isEmpty());
}

void tst_HubWays::aWayFromHttpsToHttpIsNotTaken_data()
{
    QTest::addColumn<QString>("host"); // empty: this computer, where nobody listens in
    QTest::addColumn<QString>("path");
    QTest::newRow("for the list") << "elsewhere.example.com"
                                  << "/api/";
    QTest::newRow("for the weights") << "elsewhere.example.com"
                                     << "model.safetensors";
    QTest::newRow("to this computer") << ""
                                      << "model.safetensors";
}

void tst_HubWays::aWayFromHttpsToHttpIsNotTaken()
{
    QFETCH(QString, host);
    QFETCH(QString, path);
    HubServer other;
    other.serve(QStringLiteral("small/tiny"),
                QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tiny-bert"));
    // Whoever resolves the name would come here.
    ProxyServer proxy(other.port());
    qputenv("http_proxy", "http://127.0.0.1:" + QByteArray::number(proxy.port()));
    const QString target = host.isEmpty() ? other.address() : QStringLiteral("http://") + host;
    m_hub->trick = [&](const HubServer::Request &request, HubServer::Answer &answer) {
        if (request.path.contains(path))
            answer = {302, {"Location: " + (target + request.path).toUtf8()}, {}};
    };
    const auto done = fetch(m_hub->address());
    qunsetenv("http_proxy");
    if (host.isEmpty()) {
        VERIFY_RESULT(done);
        QCOMPARE(other.asked(QStringLiteral("model.safetensors")), 1);
        return;
    }
    QVERIFY(!done);
    QVERIFY2(done.error().what.contains(QLatin1String("from https to http")),
             qPrintable(done.error().toLine()));
    QVERIFY(done.error().what.contains(host));
    QVERIFY(other.requests.isEmpty() && proxy.firstLines.isEmpty());
}

void tst_HubWays::aModelComesThroughAProxy_data()
{
    QTest::addColumn<bool>("isTls");
    QTest::addColumn<QByteArray>("sign");
    QTest::newRow("https") << true << QByteArray();
    QTest::newRow("http") << false << QByteArray();
    QTest::newRow("https, with a password") << true << QByteArray("ann:s3cret");
    QTest::newRow("http, with a password") << false << QByteArray("ann:s3cret");
}

void tst_HubWays::aModelComesThroughAProxy()
{
    QFETCH(bool, isTls);
    QFETCH(QByteArray, sign);
    if (!isTls) {
        m_hub = std::make_unique<HubServer>();
        m_hub->serve(QStringLiteral("small/tiny"),
                     QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tiny-bert"));
    }
    ProxyServer proxy(m_hub->port(), sign);
    const QString start = sign.isEmpty() ? QString() : QString::fromUtf8(sign) + QLatin1Char('@');
    VERIFY_RESULT(saveHubSettings({}, QStringLiteral("http://") + start +
                                          QStringLiteral("127.0.0.1:%1").arg(proxy.port())));
    // No such host: the proxy alone knows the way.
    const auto done = fetch(QStringLiteral("%1://hub.example.com")
                                .arg(isTls ? QStringLiteral("https") : QStringLiteral("http")));
    VERIFY_RESULT(done);
    QCOMPARE(done->model.problem, QString());
    QVERIFY(!proxy.firstLines.isEmpty());
    QVERIFY2(proxy.firstLines.first().startsWith(isTls ? "CONNECT hub.example.com:443 "
                                                       : "GET http://hub.example.com/api/"),
             proxy.firstLines.first().constData());
}

QTEST_GUILESS_MAIN(tst_HubWays)
#include "tst_hub_ways.moc"
