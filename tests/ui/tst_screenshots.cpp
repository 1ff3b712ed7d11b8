#include "pages.h"
#include "picture_fixture.h"
#include "window_fixture.h"

#include "data/data_page.h"
#include "data/facet_model.h"
#include "data/import_view.h"
#include "data/issue_pane.h"
#include "data/mapping_header.h"
#include "data/pair_table_model.h"
#include "jobs/model_catalogue.h"
#include "label/label_page.h"
#include "project/project.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"
#include "test_support.h"

#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QStandardPaths>
#include <QTableView>
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
    void dataStates_data() { looks(); }
    void dataStates();
    void welcome_data() { looks(); }
    void welcome();

private:
    static void looks();
    void apply(WindowFixture &fixture) const;
    void shoot(WindowFixture &fixture, const QString &name) const;

    IsolatedHome m_home;
    /// The project in the language of the picture.
    QString project() const { return isChinese() ? m_chineseProject : m_project; }
    static bool isChinese() { return qstrcmp(QTest::currentDataTag(), "zh") == 0; }

    QString m_project, m_chineseProject;
    QDir m_folder;
};

void tst_Screenshots::initTestCase()
{
    m_folder = QDir(QStringLiteral(TUNEDESK_BINARY_DIR "/screenshots"));
    QVERIFY(m_folder.mkpath(QStringLiteral(".")));
    m_project = m_home.path() + QStringLiteral("/parcel-support.tunedesk");
    VERIFY_RESULT(fillPictureProject(m_project, {false}));
    m_chineseProject = m_home.path() + QStringLiteral("/包裹客服.tunedesk");
    VERIFY_RESULT(fillPictureProject(m_chineseProject, {true}));
    VERIFY_RESULT(addModel(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tiny-bert")));
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
    fixture.open(project());
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

void tst_Screenshots::dataStates()
{
    WindowFixture fixture(allPages());
    apply(fixture);
    fixture.open(project());
    fixture.window.showPage(Page::Id::Data);
    auto *data = qobject_cast<DataPage *>(fixture.window.currentPage());
    QVERIFY(data);
    QTRY_VERIFY(data->pairs()->rowCount() > 0);
    const int all = data->pairs()->rowCount();
    const PictureWords say{isChinese()};
    auto *search = data->findChild<QLineEdit *>();
    search->setText(say("refund", "退款"));
    QTRY_VERIFY(data->pairs()->rowCount() < all && data->pairs()->pairAt(0));
    shoot(fixture, QStringLiteral("data-search"));
    search->setText(say("zebra", "斑马"));
    QTRY_COMPARE(data->pairs()->rowCount(), 0);
    shoot(fixture, QStringLiteral("data-nothing"));
    search->clear();
    QTRY_VERIFY(data->pairs()->rowCount() == all && data->pairs()->pairAt(2));
    data->pairsView()->setFocus();
    data->pairsView()->selectRow(2);
    QTest::keyClick(data->pairsView(), Qt::Key_Delete);
    QTRY_COMPARE(data->pairs()->rowCount(), all - 1);
    QTRY_VERIFY(data->messages().isVisible());
    shoot(fixture, QStringLiteral("data-removed"));
    data->messages().dismiss();
    auto *facets = data->findChild<FacetModel *>();
    const QModelIndex bin = facets->index(int(FacetModel::Section::Bin), 0);
    QVERIFY(facets->setData(facets->index(0, 0, bin), Qt::Checked, Qt::CheckStateRole));
    QTRY_VERIFY(data->pairs()->rowCount() == 1 && data->pairs()->pairAt(0));
    data->pairsView()->selectRow(0);
    const QString name = fixture.window.session()->annotator();
    const auto saysWho = [&] {
        for (const QLabel *label : data->findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(name) &&
                label->text().contains(QLatin1String("restore")))
                return true;
        return false;
    };
    QTRY_VERIFY(saysWho());
    shoot(fixture, QStringLiteral("data-bin"));
    facets->clearAll();
    fixture.window.session()->undoStack().undo();
    QTRY_COMPARE(data->pairs()->rowCount(), all);
    QTRY_VERIFY(data->pairs()->pairAt(4));
    QHeaderView *header = data->pairsView()->horizontalHeader();
    const QList<int> hidden{PairTableModel::Flags, PairTableModel::Changed};
    for (const int column : hidden)
        header->showSection(column);
    data->pairs()->setReadsChanged(true);
    data->pairsView()->selectRow(1);
    QTest::keyClick(data->pairsView(), Qt::Key_F);
    QTRY_VERIFY(data->pairs()->pairAt(1) && data->pairs()->pairAt(1)->flagged);
    QTRY_VERIFY(data->pairs()->changedAt(1) > 0);
    shoot(fixture, QStringLiteral("data-columns"));
    fixture.window.session()->undoStack().undo();
    QTRY_VERIFY(data->pairs()->pairAt(1) && !data->pairs()->pairAt(1)->flagged);
    for (const int column : hidden)
        header->hideSection(column);
    data->checkAction()->trigger();
    QTRY_VERIFY(data->issues()->isVisible());
    fixture.jobs.clearEnded();
    shoot(fixture, QStringLiteral("data-problems"));
    QTest::keyClick(data->issues()->view(), Qt::Key_Escape);
    const QModelIndex checks = facets->index(int(FacetModel::Section::Checks), 0);
    QVERIFY(facets->rowCount(checks) > 0);
    QVERIFY(facets->setData(facets->index(0, 0, checks), Qt::Checked, Qt::CheckStateRole));
    QTRY_VERIFY(data->pairs()->rowCount() < all && data->pairs()->pairAt(0));
    shoot(fixture, QStringLiteral("data-checks"));
    facets->clearAll();
    QTRY_COMPARE(data->pairs()->rowCount(), all);

    for (const auto section :
         {FacetModel::Section::Label, FacetModel::Section::Split, FacetModel::Section::Import}) {
        const QModelIndex parent = facets->index(int(section), 0);
        for (int item = 0; item < facets->rowCount(parent); ++item)
            QVERIFY(
                facets->setData(facets->index(item, 0, parent), Qt::Checked, Qt::CheckStateRole));
        if (section == FacetModel::Section::Label)
            shoot(fixture, QStringLiteral("data-filter"));
    }
    shoot(fixture, QStringLiteral("data-filters"));
    facets->clearAll();
    QTRY_COMPARE(data->pairs()->rowCount(), all);

    const QString file = m_home.path() + say("/returns-march.csv", "/三月退货.csv");
    QFile csv(file);
    QVERIFY(csv.open(QIODevice::WriteOnly));
    csv.write(
        say("ticket,customer_text,agent_text,verdict,queue\n"
            "R-20417,Where is my parcel? It said delivered but nothing came.,"
            "I have opened a search with the depot and will write by noon tomorrow.,1,a\n"
            "R-20419,Your courier left the box in the rain.,Please rate our service from 1 to "
            "5.,0,a\n"
            "R-20420,The tracking page shows no entry since Monday.,,1,b\n"
            "R-20419,Your courier left the box in the rain.,Please rate our service from 1 to "
            "5.,0,a\n"
            "R-20423,The parcel shop is closed on Saturday.,"
            "I have moved your pick-up to the kiosk at the station.,n/a,b\n"
            "R-20424,How long do you keep a parcel?,\"Seven days, then it goes back.\",,b\n",
            "工单,客户原话,客服回复,结论,队列\n"
            "R-20417,显示已签收，可是什么都没收到。,已向网点发起查件，明天中午前给您答复。,1,a\n"
            "R-20419,快递员把箱子放在雨里了。,请为本次服务打分，一到五分。,0,a\n"
            "R-20420,从周一起物流信息就没有更新。,,1,b\n"
            "R-20419,快递员把箱子放在雨里了。,请为本次服务打分，一到五分。,0,a\n"
            "R-20423,驿站周六不开门。,已经把取件点改到车站的便利店。,n/a,b\n"
            "R-20424,包裹可以保管多久？,七天，之后会退回。,,b\n")
            .toUtf8());
    csv.close();
    data->open(QStringLiteral("import:") + file);
    QTRY_VERIFY(!data->importView()->mapping().columns().isEmpty());
    QTRY_VERIFY(data->importView()->canImport());
    fixture.jobs.clearEnded();
    shoot(fixture, QStringLiteral("import"));

    fixture.window.showPage(Page::Id::Label);
    auto *label = qobject_cast<LabelPage *>(fixture.window.currentPage());
    QVERIFY(label);
    label->open(QVariantList{4, 5, 6, 7});
    QTRY_COMPARE(label->currentPair(), 4); // two people see it differently
    shoot(fixture, QStringLiteral("label-picked"));
}

void tst_Screenshots::welcome()
{
    WindowFixture fixture(allPages());
    apply(fixture);
    fixture.preferences.rememberProject(
        QStringLiteral("/media/usb/%1.tunedesk")
            .arg(PictureWords{isChinese()}("hotel-desk", "酒店前台")),
        {});
    fixture.preferences.rememberProject(project(), {});
    shoot(fixture, QStringLiteral("welcome"));
}

QTEST_MAIN(tst_Screenshots)
#include "tst_screenshots.moc"
