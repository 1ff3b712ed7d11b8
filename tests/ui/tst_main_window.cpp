#include "data/pair_acts.h"
#include "jobs/hub_settings.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"
#include "shell/task_strip.h"
#include "shell/welcome_page.h"
#include "test_support.h"
#include "window_fixture.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QTranslator>
#include <QUndoStack>
#include <QWheelEvent>

using namespace tunedesk;

namespace
{
/// A page that only remembers what it was asked.
class PlainPage final : public Page
{
public:
    PlainPage(const PageContext &context, Id id) : Page(context), m_id(id)
    {
        m_action = new QAction(this);
        m_action->setShortcut(QKeySequence(QStringLiteral("Ctrl+Return")));
        addAction(m_action);
        retranslate();
    }
    Id id() const override { return m_id; }
    QString title() const override { return MainWindow::tr("Close the project"); }
    QString iconName() const override { return QStringLiteral("tag"); }
    void setSession(ProjectSession *session) override { hasSession = session != nullptr; }
    void focusStart() override { setFocus(); }
    QList<QAction *> pageActions() const override { return {m_action}; }
    void retranslate() override { m_action->setText(MainWindow::tr("Full screen")); }
    void open(const QVariant &what) override { opened = what; }

    bool hasSession = false;
    QVariant opened;

private:
    Id m_id;
    QAction *m_action;
};

std::vector<PageFactory> plainPages()
{
    std::vector<PageFactory> pages;
    for (const auto id : {Page::Id::Data, Page::Id::Label, Page::Id::Train})
        pages.push_back([id](const PageContext &context) { return new PlainPage(context, id); });
    return pages;
}

/// Another language that is certainly complete: every text between two marks.
class MarkedTexts final : public QTranslator
{
public:
    QString translate(const char *, const char *source, const char *, int n) const override
    {
        QString text = QStringLiteral("«") + QString::fromUtf8(source) + QStringLiteral("»");
        return n >= 0 ? text.replace(QStringLiteral("%n"), QString::number(n)) : text;
    }
    bool isEmpty() const override { return false; }
};
} // namespace

class tst_MainWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void thereIsNoRailWithoutAProject();
    void theFirstWindowFitsTheScreen();
    void pagesAreReachedByTheirKeys();
    void theFindListHoldsPagesCommandsAndKeys();
    void theFindListFindsPairs();
    void theFindListOpensARunOnItsPage();
    void wordsNarrowTheFindList();
    void allTextsFollowTheLanguage();
    void everyControlHasAName();
    void closingWaitsForATask();
    void closingKeepsWhatWasJustTypedInSettings();
    void aReadOnlyProjectSaysSo();
    void aFailedWriteIsToldUntilAnotherSucceeds();
    void aMissingProjectIsShownAndKept();
    void undoGoesThroughAnIdleField();
    void theWheelPassesOverChoices();

private:
    IsolatedHome m_home;
    QString m_project;
    qint64 m_pair = 0;
};

void tst_MainWindow::initTestCase()
{
    m_project = m_home.path() + QStringLiteral("/parcels.tunedesk");
    auto project = Project::create(m_project);
    VERIFY_RESULT(project);
    const auto import = project->pairs().beginImport(QStringLiteral("pairs.csv"));
    VERIFY_RESULT(import);
    DialoguePair pair;
    pair.question = QStringLiteral("Where is my parcel?");
    pair.reply = QStringLiteral("It arrives on Friday.");
    VERIFY_RESULT(project->pairs().add(*import, {pair}, QStringLiteral("import")));
    const auto ids = project->pairs().ids({});
    VERIFY_RESULT(ids);
    m_pair = ids->front();
}

void tst_MainWindow::init()
{
    Preferences().setRecents({});
    Preferences().setLanguage(QStringLiteral("en"));
}

void tst_MainWindow::thereIsNoRailWithoutAProject()
{
    WindowFixture fixture(plainPages());
    fixture.window.show();
    auto *rail = fixture.window.findChild<QWidget *>(QStringLiteral("rail"));
    QVERIFY(rail && rail->isHidden());
    QVERIFY(!fixture.window.currentPage());
    fixture.open(m_project);
    QVERIFY(!rail->isHidden());
    QVERIFY(fixture.window.currentPage());
    for (Page *page : fixture.window.pages())
        QVERIFY(static_cast<PlainPage *>(page)->hasSession);
    QCOMPARE(fixture.preferences.recents().size(), 1);
    fixture.window.closeProject();
    QVERIFY(rail->isHidden());
    for (Page *page : fixture.window.pages())
        QVERIFY(!static_cast<PlainPage *>(page)->hasSession);
}

void tst_MainWindow::theFirstWindowFitsTheScreen()
{
    Preferences preferences;
    Theme theme;
    Language language;
    JobQueue jobs;
    const MainWindow window(theme, preferences, language, jobs, {});
    const QSize room = window.screen()->availableSize();
    const bool fits = room.width() > 1440 && room.height() > 900;
    QCOMPARE(window.isMaximized(), !fits);
}

void tst_MainWindow::pagesAreReachedByTheirKeys()
{
    WindowFixture fixture(plainPages());
    fixture.window.show();
    QVERIFY(QTest::qWaitForWindowActive(&fixture.window));
    fixture.open(m_project);
    QTest::keyClick(&fixture.window, Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(fixture.window.currentPage()->id(), Page::Id::Train);
    QTest::keyClick(&fixture.window, Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(fixture.window.currentPage()->id(), Page::Id::Label);
    QTest::keyClick(&fixture.window, Qt::Key_Comma, Qt::ControlModifier);
    QVERIFY(!fixture.window.currentPage());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QCOMPARE(fixture.window.currentPage()->id(), Page::Id::Label);
    // The next start of this project begins where this one ended.
    fixture.window.closeProject();
    fixture.open(m_project);
    QCOMPARE(fixture.window.currentPage()->id(), Page::Id::Label);
}

void tst_MainWindow::theFindListHoldsPagesCommandsAndKeys()
{
    WindowFixture fixture(plainPages());
    fixture.open(m_project);
    const auto entries = fixture.window.findEntries();
    QHash<QString, QString> keys;
    for (const FindEntry &entry : entries)
        keys.insert(entry.text, entry.key);
    QCOMPARE(keys.value(QStringLiteral("Settings")), QStringLiteral("Ctrl ,"));
    QCOMPARE(keys.value(QStringLiteral("Tasks")), QStringLiteral("Ctrl J"));
    QVERIFY(keys.contains(QStringLiteral("Larger texts")));
    QVERIFY(keys.contains(QStringLiteral("Dark")));
    QVERIFY2(!keys.contains(QStringLiteral("New project from a file…")),
             "it is off while a project is open");
}

void tst_MainWindow::theFindListFindsPairs()
{
    WindowFixture fixture(plainPages());
    fixture.window.show();
    fixture.open(m_project);
    QAbstractItemModelTester tester(fixture.window.findPopup()->model(),
                                    QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (const QString &words : {QStringLiteral("parcel"), QString::number(m_pair)}) {
        fixture.window.openFind();
        fixture.window.findPopup()->field()->setText(words);
        auto *model = fixture.window.findPopup()->model();
        const auto found = [model] {
            for (int row = 0; row < model->rowCount(); ++row)
                if (model->index(row).data().toString() == QLatin1String("Where is my parcel?"))
                    return row;
            return -1;
        };
        QTRY_VERIFY(found() >= 0);
        fixture.window.findPopup()->list()->setCurrentIndex(model->index(found()));
        QTest::keyClick(fixture.window.findPopup()->field(), Qt::Key_Return);
        auto *data = static_cast<PlainPage *>(fixture.window.page(Page::Id::Data));
        QTRY_COMPARE(data->opened.toList(), QVariantList{m_pair});
        QCOMPARE(fixture.window.currentPage(), data);
        data->opened = {};
    }
}

void tst_MainWindow::theFindListOpensARunOnItsPage()
{
    qint64 runId = 0;
    const QString path = m_home.path() + QStringLiteral("/runs.tunedesk");
    {
        auto project = Project::create(path);
        VERIFY_RESULT(project);
        RunSummary run;
        run.name = QStringLiteral("Balanced, first");
        const auto created = project->runs().add(run);
        VERIFY_RESULT(created);
        runId = *created;
    }
    WindowFixture fixture(
        {[](const PageContext &context) { return new PlainPage(context, Page::Id::Runs); }});
    fixture.window.show();
    fixture.open(path);
    fixture.window.openFind();
    FindPopup &find = *fixture.window.findPopup();
    QAbstractItemModelTester tester(find.model(),
                                    QAbstractItemModelTester::FailureReportingMode::QtTest);
    find.field()->setText(QStringLiteral("first"));
    QTRY_COMPARE(find.model()->rowCount(), 1);
    QCOMPARE(find.model()->index(0).data().toString(), QStringLiteral("Balanced, first"));
    QTest::keyClick(find.field(), Qt::Key_Return);
    auto *runs = static_cast<PlainPage *>(fixture.window.page(Page::Id::Runs));
    QTRY_VERIFY(runs->opened.isValid());
    QCOMPARE(runs->opened.toMap().value(QStringLiteral("run")).toLongLong(), runId);
}

void tst_MainWindow::wordsNarrowTheFindList()
{
    FindModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    int acted = 0;
    model.setEntries(
        {{QStringLiteral("Open a project…"), QStringLiteral("File"), {}, {}, [&] { ++acted; }},
         {QStringLiteral("Project settings"), QStringLiteral("Edit"), {}, {}, {}},
         {QStringLiteral("Dark"), QStringLiteral("Theme"), {}, {}, {}}});
    QCOMPARE(model.rowCount(), 3);
    model.setWords(QStringLiteral("project"));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0).data().toString(),
             QStringLiteral("Project settings")); // begins with it
    model.setWords(QStringLiteral("project file"));
    QCOMPARE(model.rowCount(), 1);
    model.entry(model.index(0))->act();
    QCOMPARE(acted, 1);
    model.setWords(QStringLiteral("nothing like it"));
    QCOMPARE(model.rowCount(), 0);
}

void tst_MainWindow::allTextsFollowTheLanguage()
{
    WindowFixture fixture(plainPages());
    fixture.window.show();
    MarkedTexts marked;
    QCoreApplication::installTranslator(&marked);
    QCoreApplication::sendPostedEvents();
    const QStringList names{QStringLiteral("TuneDesk"), QStringLiteral("English"),
                            QStringLiteral("中文"), QStringLiteral("Mei Lin")};
    const auto isTranslated = [&names](const QString &text) {
        static const QRegularExpression word(QStringLiteral("[A-Za-z]{3,}"));
        return !word.match(text).hasMatch() || text.contains(QStringLiteral("«")) ||
               names.contains(text);
    };
    QStringList left;
    for (const bool withProject : {false, true}) {
        if (withProject)
            fixture.open(m_project);
        for (const QLabel *label : fixture.window.findChildren<QLabel *>())
            if (label->isVisible() && !isTranslated(label->text()) &&
                label->text() != QLatin1String("parcels.tunedesk"))
                left.append(label->text());
        for (const QAbstractButton *button : fixture.window.findChildren<QAbstractButton *>())
            if (button->isVisible() && !isTranslated(button->text()))
                left.append(button->text());
        for (const QAction *action : fixture.window.menuBar()->actions())
            if (!isTranslated(action->text()))
                left.append(action->text());
        for (const QAction *action : fixture.window.actions())
            if (!isTranslated(action->text()))
                left.append(action->text());
    }
    QCoreApplication::removeTranslator(&marked);
    QVERIFY2(left.isEmpty(), qPrintable(left.join(QLatin1String(" | "))));
    QCoreApplication::sendPostedEvents();
    QCOMPARE(fixture.window.menuBar()->actions().first()->text(), QStringLiteral("&File"));
}

void tst_MainWindow::everyControlHasAName()
{
    WindowFixture fixture(plainPages());
    fixture.window.show();
    QStringList nameless;
    for (const QWidget *widget : fixture.window.findChildren<QWidget *>()) {
        const bool isControl = qobject_cast<const QAbstractButton *>(widget) ||
                               qobject_cast<const QLineEdit *>(widget) ||
                               qobject_cast<const QComboBox *>(widget) ||
                               qobject_cast<const QAbstractItemView *>(widget);
        if (!isControl || widget->objectName().startsWith(QLatin1String("qt_")) ||
            qobject_cast<const QComboBox *>(widget->parentWidget()) ||
            widget->inherits("QComboBoxListView") || widget->inherits("QComboBoxPrivateContainer"))
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        if (widget->inherits("QLineEditIconButton") || (button && !button->text().isEmpty()))
            continue;
        if (widget->accessibleName().isEmpty())
            nameless.append(
                QStringLiteral("%1 in %2")
                    .arg(QString::fromLatin1(widget->metaObject()->className()),
                         QString::fromLatin1(widget->parentWidget()->metaObject()->className())));
    }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1String(" | "))));
}

void tst_MainWindow::closingWaitsForATask()
{
    WindowFixture fixture(plainPages());
    fixture.window.show();
    JobRequest request;
    request.title = QStringLiteral("Training run 8");
    request.lane = JobRequest::Lane::Training;
    std::atomic<bool> saved = false;
    request.work = [&saved](JobContext &job) -> Result<Outcome> {
        while (!job.stopRequested())
            QThread::usleep(200);
        saved = true; // the checkpoint
        return Outcome::Stopped;
    };
    fixture.jobs.start(std::move(request));
    fixture.window.close();
    QVERIFY2(fixture.window.isVisible() || saved,
             "the window stays until the checkpoint is written");
    QTRY_VERIFY(!fixture.window.isVisible());
    QVERIFY(saved);
}

void tst_MainWindow::closingKeepsWhatWasJustTypedInSettings()
{
    const QString mirror = QStringLiteral("https://mirror.example.com");
    {
        WindowFixture fixture(plainPages());
        fixture.window.show();
        QVERIFY(QTest::qWaitForWindowActive(&fixture.window));
        QTest::keyClick(&fixture.window, Qt::Key_Comma, Qt::ControlModifier);
        QLineEdit *hub = nullptr;
        for (QLineEdit *edit : fixture.window.findChildren<QLineEdit *>())
            if (edit->placeholderText() == HubSettings::defaultEndpoint())
                hub = edit;
        QVERIFY(hub && hub->isVisible());
        hub->setFocus();
        QTest::keyClicks(hub, mirror);
        fixture.window.close();
        QCOMPARE(HubSettings::kept().endpoint, mirror);
    }
    VERIFY_RESULT(saveHubSettings({}, {}));
}

void tst_MainWindow::aReadOnlyProjectSaysSo()
{
    const QString path = m_home.path() + QStringLiteral("/locked.tunedesk");
    VERIFY_RESULT(Project::create(path));
    QVERIFY(QFile::setPermissions(path, QFileDevice::ReadOwner));
    WindowFixture fixture(plainPages());
    fixture.window.show();
    fixture.open(path);
    if (!fixture.window.session() || !fixture.window.session()->isReadOnly())
        QSKIP("this user may write to everything");
    QVERIFY(fixture.window.findChild<MessageBar *>()->isVisible());
}

void tst_MainWindow::aFailedWriteIsToldUntilAnotherSucceeds()
{
    WindowFixture fixture(plainPages());
    MainWindow &window = fixture.window;
    window.show();
    fixture.open(m_project);
    ProjectSession &session = *window.session();
    QSignalSpy failed(&session, &ProjectSession::writeFailed);
    QSignalSpy saved(&session, &ProjectSession::saved);
    using Change = ProjectSession::Change;
    const auto fail = [&] {
        session.perform(
            QStringLiteral("Label"),
            [](Project &) -> Result<void> {
                return Error{ErrorKind::Disk, QStringLiteral("The disk is full."), {}, {}, {}};
            },
            {}, Change::Labels);
        return failed.wait();
    };
    const auto succeed = [&](Change change) {
        saved.clear();
        session.write([](Project &) { return Result<void>(); }, change);
        return saved.wait();
    };
    QTRY_COMPARE(saved.count(), 1); // runs that a crash left behind were marked
    window.showPage(Page::Id::Data);
    MessageBar &data = window.page(Page::Id::Data)->messages();
    MessageBar &label = window.page(Page::Id::Label)->messages();
    label.show(MessageBar::Kind::Error, QStringLiteral("Something else failed."));
    QVERIFY(fail());
    QVERIFY(data.isVisible());
    QCOMPARE(data.text(), QStringLiteral("The disk is full."));
    QVERIFY(succeed(Change::Settings)); // a draft
    QVERIFY(data.isVisible());
    window.showPage(Page::Id::Label);
    QVERIFY(!data.isHidden());
    QVERIFY(succeed(Change::Labels));
    QVERIFY(data.isHidden());
    QVERIFY(!label.isHidden());
    QCOMPARE(label.text(), QStringLiteral("Something else failed."));
    // What was told since stays.
    QVERIFY(fail());
    QCOMPARE(label.text(), QStringLiteral("The disk is full."));
    label.show(MessageBar::Kind::Good, QStringLiteral("12 pairs came in."));
    QVERIFY(succeed(Change::Pairs));
    QVERIFY(!label.isHidden());
    QCOMPARE(label.text(), QStringLiteral("12 pairs came in."));
}

void tst_MainWindow::aMissingProjectIsShownAndKept()
{
    WindowFixture fixture(plainPages());
    fixture.window.show();
    const QString gone = m_home.path() + QStringLiteral("/gone.tunedesk");
    fixture.preferences.rememberProject(gone, {});
    fixture.window.openProject(gone);
    QTRY_VERIFY(fixture.window.welcome()->messages().isVisible());
    QVERIFY(!fixture.window.session());
    QVERIFY2(fixture.window.welcome()->messages().text().contains(QStringLiteral("gone")),
             qPrintable(fixture.window.welcome()->messages().text()));
    QCOMPARE(fixture.preferences.recents().size(), 1);
}

void tst_MainWindow::undoGoesThroughAnIdleField()
{
    WindowFixture fixture(plainPages());
    fixture.open(m_project);
    QVERIFY(fixture.window.session());
    fixture.window.show();
    QVERIFY(QTest::qWaitForWindowActive(&fixture.window));
    QUndoStack &stack = fixture.window.session()->undoStack();
    removePairs(*fixture.window.session(), {m_pair});
    QTRY_COMPARE(stack.undoText(), QStringLiteral("Removed pair %1").arg(m_pair));
    const int before = stack.index();

    QLineEdit field(fixture.window.centralWidget());
    field.show();
    field.setFocus();
    QTest::keyClick(&field, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(stack.index(), before - 1);
    // What was typed is undone first.
    QTest::keyClick(&field, Qt::Key_A);
    QTest::keyClick(&field, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(field.text(), QString());
    QCOMPARE(stack.index(), before - 1);
}

void tst_MainWindow::theWheelPassesOverChoices()
{
    WindowFixture fixture(plainPages()); // its filters are the application's
    QComboBox choices;
    choices.addItems({QStringLiteral("question"), QStringLiteral("reply")});
    choices.show();
    QVERIFY(QTest::qWaitForWindowExposed(&choices));
    QCOMPARE(choices.focusPolicy(), Qt::StrongFocus); // nor does the wheel bring the focus
    const QPointF at(20, 10);
    for (const bool isFocused : {false, true}) {
        if (isFocused)
            choices.setFocus();
        QWheelEvent wheel(at, choices.mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&choices, &wheel);
        QCOMPARE(choices.currentIndex(), 0);
        QVERIFY(!wheel.isAccepted()); // so that it is the form's
    }
    QTest::keyClick(&choices, Qt::Key_Down);
    QCOMPARE(choices.currentIndex(), 1);
}

QTEST_MAIN(tst_MainWindow)
#include "tst_main_window.moc"
