#include "jobs/hub_listing.h"
#include "jobs/hub_settings.h"
#include "test_support.h"

#include <QProcessEnvironment>
#include <QSettings>
#include <QTemporaryDir>

using namespace tunedesk;

class tst_HubSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void addressesAreChecked();
    void aMistypedAddressIsSaidAndNotPassedOver_data();
    void aMistypedAddressIsSaidAndNotPassedOver();
    void proxiesFollowTheirRules_data();
    void proxiesFollowTheirRules();

private:
    QTemporaryDir m_folder;
};

void tst_HubSettings::initTestCase()
{
    QVERIFY(m_folder.isValid());
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
    QCoreApplication::setOrganizationName(QStringLiteral("TuneDesk tests"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_hub_settings"));
    for (const char *name : {"TUNEDESK_HUB", "HF_ENDPOINT"})
        qunsetenv(name);
}

void tst_HubSettings::addressesAreChecked()
{
    QCOMPARE(checkEndpoint(QStringLiteral(" hub.example.com/ ")).value_or(QString()),
             QStringLiteral("https://hub.example.com"));
    QCOMPARE(checkEndpoint({}).value_or(QString()), HubSettings::defaultEndpoint());
    for (const char *bad :
         {"ftp://hub.example.com", "https:///page", "https://a/?q=1", "file:///tmp"})
        QVERIFY2(!checkEndpoint(QLatin1String(bad)), bad);
    QVERIFY(checkProxy(QStringLiteral("socks5://127.0.0.1:1080")));
    QVERIFY(checkProxy(QStringLiteral("none")));
    QVERIFY(!checkProxy(QStringLiteral("gopher://x")));

    VERIFY_RESULT(
        saveHubSettings(QStringLiteral("mirror.example.com"), QStringLiteral("proxy:3128")));
    QCOMPARE(HubSettings::current()->endpoint, QStringLiteral("https://mirror.example.com"));
    QCOMPARE(HubSettings::current()->proxy, QStringLiteral("proxy:3128"));
    qputenv("HF_ENDPOINT", "https://other.example.com/");
    QCOMPARE(HubSettings::current()->endpoint, QStringLiteral("https://other.example.com"));
    qunsetenv("HF_ENDPOINT");
    for (const char *bad : {"", "a//b", "../x", "a/b/c", "a b", "x/..", "a--b"})
        QVERIFY2(!isHubName(QLatin1String(bad)), bad);
    QVERIFY(isHubName(QStringLiteral("gpt2")));
}

void tst_HubSettings::aMistypedAddressIsSaidAndNotPassedOver_data()
{
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<QString>("mirror");
    QTest::addColumn<QString>("where"); // empty: no error
    const QString good = QStringLiteral("https://mirror.example.com");
    QTest::newRow("first variable") << QByteArray("TUNEDESK_HUB") << ""
                                    << "TUNEDESK_HUB";
    QTest::newRow("second variable") << QByteArray("HF_ENDPOINT") << ""
                                     << "HF_ENDPOINT";
    QTest::newRow("kept") << QByteArray() << ""
                          << "Settings";
    QTest::newRow("mirror of this once") << QByteArray() << "htps://hub"
                                         << "htps://hub";
    QTest::newRow("a good mirror goes first") << QByteArray("TUNEDESK_HUB") << good << "";
}

void tst_HubSettings::aMistypedAddressIsSaidAndNotPassedOver()
{
    QFETCH(QByteArray, variable);
    QFETCH(QString, mirror);
    QFETCH(QString, where);
    const QString mistyped = QStringLiteral("htps://mirror.example.com");
    QSettings().setValue(QStringLiteral("hub/endpoint"),
                         variable.isEmpty() && mirror.isEmpty() ? mistyped : QString());
    if (!variable.isEmpty())
        qputenv(variable.constData(), mistyped.toUtf8());
    const auto settings = HubSettings::current(mirror);
    if (!variable.isEmpty())
        qunsetenv(variable.constData());
    QSettings().remove(QStringLiteral("hub/endpoint"));
    QCOMPARE(settings.has_value(), where.isEmpty());
    if (where.isEmpty()) {
        QCOMPARE(settings->endpoint, mirror);
        return;
    }
    QCOMPARE(settings.error().kind, ErrorKind::Input);
    QVERIFY2(settings.error().where.contains(where), qPrintable(settings.error().where));
    QVERIFY(settings.error().where.contains(mirror.isEmpty() ? mistyped : mirror));
}

void tst_HubSettings::proxiesFollowTheirRules_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("own");
    QTest::addColumn<QStringList>("environment");
    QTest::addColumn<QString>("host"); // empty: none
    const QString hub = QStringLiteral("https://hub.example.com/a");
    const QStringList env{QStringLiteral("https_proxy=http://envproxy:8080")};
    QTest::newRow("own before the environment") << hub << "http://own:1" << env << "own";
    QTest::newRow("environment") << hub << "" << env << "envproxy";
    QTest::newRow("none") << hub << "none" << env << "";
    QTest::newRow("excepted") << hub << ""
                              << env + QStringList{QStringLiteral("NO_PROXY=.example.com")} << "";
    QTest::newRow("another is excepted")
        << hub << "" << env + QStringList{QStringLiteral("no_proxy=ample.com")} << "envproxy";
    QTest::newRow("this computer") << "http://127.0.0.1:99/"
                                   << "http://own:1" << env << "";
    QTest::newRow("without a scheme") << hub << "own:3128" << QStringList() << "own";
}

void tst_HubSettings::proxiesFollowTheirRules()
{
    QFETCH(QString, url);
    QFETCH(QString, own);
    QFETCH(QStringList, environment);
    QFETCH(QString, host);
    QProcessEnvironment variables;
    for (const QString &each : environment)
        variables.insert(each.section(QLatin1Char('='), 0, 0), each.section(QLatin1Char('='), 1));
    const auto proxies = proxiesFor(QUrl(url), own, variables);
    QCOMPARE(proxies.size(), 1);
    QCOMPARE(proxies.first().hostName(), host);
    QCOMPARE(proxies.first().type() == QNetworkProxy::NoProxy, host.isEmpty());
}

QTEST_GUILESS_MAIN(tst_HubSettings)
#include "tst_hub_settings.moc"
