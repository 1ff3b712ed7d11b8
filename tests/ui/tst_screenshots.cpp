#include "pages.h"
#include "window_fixture.h"

#include "jobs/import_pairs.h"
#include "project/project.h"
#include "test_support.h"

#include <QDir>
#include <QStandardPaths>
#include <QTest>

using namespace tunedesk;

/// Writes every page as a picture, to be laid beside the design by a person; fails on what a
/// picture can't be wrong about: that a page comes up at the size that was asked for.
class tst_Screenshots : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyPage_data();
    void everyPage();
    void welcome_data() { looks(); }
    void welcome();

private:
    static void looks();
    void apply(WindowFixture &fixture) const;
    void shoot(WindowFixture &fixture, const QString &name) const;

    IsolatedHome m_home;
    QString m_project;
    QDir m_folder;
};

void tst_Screenshots::initTestCase()
{
    m_folder = QDir(QStringLiteral(TUNEDESK_BINARY_DIR "/screenshots"));
    QVERIFY(m_folder.mkpath(QStringLiteral(".")));
    m_project = m_home.path() + QStringLiteral("/parcel-support.tunedesk");
    VERIFY_RESULT(Project::create(m_project));
    SilentJob job;
    VERIFY_RESULT(addSamplePairs(m_project, job));
}

void tst_Screenshots::looks()
{
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("percent");
    QTest::newRow("light") << "light"
                           << "en" << 100;
    QTest::newRow("dark") << "dark"
                          << "en" << 100;
    QTest::newRow("zh") << "light"
                        << "zh_CN" << 100;
    QTest::newRow("150") << "light"
                         << "en" << 150;
}

void tst_Screenshots::everyPage_data()
{
    looks();
}

void tst_Screenshots::apply(WindowFixture &fixture) const
{
    QFETCH(QString, theme);
    QFETCH(QString, language);
    QFETCH(int, percent);
    fixture.preferences.setThemeMode(theme == QLatin1String("dark") ? Theme::Mode::Dark
                                                                    : Theme::Mode::Light);
    fixture.preferences.setLanguage(language);
    fixture.preferences.setTextPercent(percent);
    fixture.window.resize(1440, 900);
    fixture.window.show();
}

void tst_Screenshots::shoot(WindowFixture &fixture, const QString &name) const
{
    // Pages read in the background: a picture is taken once nothing runs any more.
    QTRY_COMPARE(fixture.jobs.rowCount(), 0);
    QTest::qWait(150);
    const QPixmap picture = fixture.window.grab();
    QCOMPARE(picture.size(), QSize(1440, 900));
    const QString file = m_folder.filePath(
        QStringLiteral("%1-%2.png").arg(name, QString::fromLatin1(QTest::currentDataTag())));
    QVERIFY(picture.save(file));
}

void tst_Screenshots::everyPage()
{
    static constexpr const char *kNames[] = {"data", "label", "train", "runs", "export"};
    WindowFixture fixture(allPages());
    apply(fixture);
    fixture.window.openProject(m_project);
    QVERIFY(fixture.window.session());
    for (Page *page : fixture.window.pages()) {
        fixture.window.showPage(page->id());
        QCOMPARE(fixture.window.currentPage(), page);
        shoot(fixture, QString::fromLatin1(kNames[static_cast<int>(page->id())]));
    }
    fixture.window.showSettings();
    shoot(fixture, QStringLiteral("settings"));
    fixture.window.showPage(Page::Id::Data);
    fixture.window.showKeys();
    shoot(fixture, QStringLiteral("keys"));
    fixture.window.openFind();
    QTRY_VERIFY(fixture.window.findPopup()->model()->rowCount() > 10);
    QVERIFY(fixture.window.findPopup()->grab().save(m_folder.filePath(
        QStringLiteral("find-%1.png").arg(QString::fromLatin1(QTest::currentDataTag())))));
}

void tst_Screenshots::welcome()
{
    WindowFixture fixture(allPages());
    apply(fixture);
    fixture.preferences.rememberProject(QStringLiteral("/media/usb/hotel-desk.tunedesk"), {});
    fixture.preferences.rememberProject(m_project, {});
    shoot(fixture, QStringLiteral("welcome"));
}

QTEST_MAIN(tst_Screenshots)
#include "tst_screenshots.moc"
