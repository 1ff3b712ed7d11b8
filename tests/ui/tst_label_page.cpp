#include "label/answer_list_model.h"
#include "label/label_page.h"
#include "label/queue_model.h"
#include "label/reading_area.h"
#include "project_session_fixture.h"
#include "shell/job_queue.h"
#include "shell/message_bar.h"
#include "shell/theme.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QLabel>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace tunedesk;

namespace
{
struct Window {
    Theme theme;
    JobQueue jobs;
    PageContext context{theme, jobs};
    LabelPage page{context};

    explicit Window(SessionFixture &fixture)
    {
        page.resize(1364, 832);
        page.setSession(fixture.session.get());
        page.show();
        page.activateWindow();
        page.focusStart();
    }
    ~Window() { page.setSession(nullptr); }
};

std::optional<int> labelOnDisk(const SessionFixture &fixture, qint64 pairId)
{
    const auto project = Project::open(fixture.path, Project::Mode::ReadOnly);
    if (!project)
        return {};
    auto pair = const_cast<Project &>(*project).pairs().find(pairId);
    return pair && *pair ? (*pair)->label : std::optional<int>();
}
} // namespace

class tst_LabelPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void queueKeepsTheRulesOfItemModels();
    void answersKeepTheRulesOfItemModels();
    void aLabelIsOnDiskBeforeTheNextPairShows();
    void undoGoesBackToThePair();
    void undoGoesBackAfterReopening();
    void zLeavesOtherStepsAlone();
    void aSkippedPairIsPassed();
    void aFailedWriteKeepsThePair();
    void pickedPairsAreTheQueue();
    void everyPairLabelledSaysSo();
    void turnsNameTheirSpeakers_data();
    void turnsNameTheirSpeakers();
};

void tst_LabelPage::queueKeepsTheRulesOfItemModels()
{
    QueueModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto rows = SessionFixture::pairs(3);
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i].id = qint64(i) + 1;
    model.setPairs({rows[0]});
    model.append(rows);
    QCOMPARE(model.rowCount(), 3);
    model.remove(1);
    QCOMPARE(model.rowOf(2), -1);
    model.insert(9, rows[1]);
    QCOMPARE(model.rowOf(2), 2);
    rows[0].question = QStringLiteral("changed");
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.replace(rows[0]);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(model.index(0).data().toString(), QStringLiteral("changed"));
}

void tst_LabelPage::answersKeepTheRulesOfItemModels()
{
    AnswerListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Label good;
    good.label = 1;
    good.pairId = 7;
    Label skipped;
    skipped.skipped = true;
    model.setAnswers({{good, QStringLiteral("Where?")}, {skipped, QStringLiteral("Who?")}});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0).data(AnswerListModel::PairIdRole).toLongLong(), 7);
    QCOMPARE(model.index(1).data(AnswerListModel::ToneRole).toInt(), -1);
}

void tst_LabelPage::aLabelIsOnDiskBeforeTheNextPairShows()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(60)));
    Window window(fixture);
    QTRY_VERIFY(window.page.currentPair() > 0);
    QList<double> milliseconds;
    for (int i = 0; i < 40; ++i) {
        const qint64 before = window.page.currentPair();
        std::optional<int> seen;
        QObject guard;
        connect(&window.page, &LabelPage::pairShown, &guard,
                [&] { seen = labelOnDisk(fixture, before); });
        QElapsedTimer clock;
        clock.start();
        QTest::keyClick(window.page.focusWidget(), i % 2 ? Qt::Key_1 : Qt::Key_X);
        while (window.page.currentPair() == before && clock.elapsed() < 5000)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
        milliseconds << double(clock.nsecsElapsed()) / 1e6;
        QVERIFY(window.page.currentPair() != before);
        QCOMPARE(seen, std::optional<int>(i % 2));
    }
    std::sort(milliseconds.begin(), milliseconds.end());
    qInfo("key to next pair, 40 labels: median %.1f ms, slowest %.1f ms (the reading back of the "
          "check included)",
          milliseconds.at(20), milliseconds.last());
    QVERIFY(milliseconds.at(20) < 200);
}

void tst_LabelPage::undoGoesBackToThePair()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(3)));
    Window window(fixture);
    QTRY_VERIFY(window.page.currentPair() > 0);
    const qint64 first = window.page.currentPair();
    QTest::keyClick(window.page.focusWidget(), Qt::Key_1);
    QTRY_VERIFY(window.page.currentPair() != first);
    QCOMPARE(labelOnDisk(fixture, first), std::optional<int>(1));
    QTest::keyClick(window.page.focusWidget(), Qt::Key_Z);
    QTRY_COMPARE(window.page.currentPair(), first);
    QCOMPARE(labelOnDisk(fixture, first), std::optional<int>());
    fixture.session->undoStack().redo();
    QTRY_VERIFY(window.page.currentPair() != first);
    QCOMPARE(labelOnDisk(fixture, first), std::optional<int>(1));
}

void tst_LabelPage::undoGoesBackAfterReopening()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(4)));
    qint64 first = 0, second = 0;
    {
        Window window(fixture);
        QTRY_VERIFY(window.page.currentPair() > 0);
        first = window.page.currentPair();
        QTest::keyClick(window.page.focusWidget(), Qt::Key_1);
        QTRY_VERIFY(window.page.currentPair() != first);
        second = window.page.currentPair();
        QTest::keyClick(window.page.focusWidget(), Qt::Key_S);
        QTRY_VERIFY(window.page.currentPair() != second);
    }
    VERIFY_RESULT(fixture.reopen());
    Window window(fixture);
    QTRY_VERIFY(window.page.currentPair() > 0);
    QVERIFY(window.page.currentPair() != first && window.page.currentPair() != second);
    // Both at once, and neither is lost.
    QTest::keyClick(window.page.focusWidget(), Qt::Key_Z);
    QTest::keyClick(window.page.focusWidget(), Qt::Key_Z);
    QTRY_VERIFY(window.page.queue()->rowOf(first) >= 0 && window.page.queue()->rowOf(second) >= 0);
    QTRY_COMPARE(window.page.currentPair(), first);
    QCOMPARE(labelOnDisk(fixture, first), std::optional<int>());
    fixture.session->undoStack().redo();
    QTRY_COMPARE(labelOnDisk(fixture, first), std::optional<int>(1));
    QTRY_COMPARE(window.page.queue()->rowOf(first), -1);
}

void tst_LabelPage::zLeavesOtherStepsAlone()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(3)));
    Window window(fixture);
    QTRY_VERIFY(window.page.currentPair() > 0);
    fixture.session->perform(
        QStringLiteral("Imported 5 pairs"), [](Project &) { return Result<void>(); },
        [](Project &) { return Result<void>(); }, ProjectSession::Change::Settings);
    QTest::keyClick(window.page.focusWidget(), Qt::Key_Z);
    QVERIFY(fixture.session->undoStack().canUndo());
    QVERIFY(window.page.messages().text().contains(QStringLiteral("Imported 5 pairs")));
}

void tst_LabelPage::aSkippedPairIsPassed()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(3)));
    Window window(fixture);
    QTRY_VERIFY(window.page.currentPair() > 0);
    const qint64 first = window.page.currentPair();
    QTest::keyClick(window.page.focusWidget(), Qt::Key_S);
    QTRY_VERIFY(window.page.currentPair() != first);
    QCOMPARE(window.page.queue()->rowOf(first), -1);
    QCOMPARE(labelOnDisk(fixture, first), std::optional<int>());
    auto history = fixture.session->project().labels().history(first);
    VERIFY_RESULT(history);
    QCOMPARE(history->size(), std::size_t(1));
    QVERIFY(history->front().skipped);
}

void tst_LabelPage::aFailedWriteKeepsThePair()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(3)));
    {
        // The fault lies in the file, so that the page and its session are the real ones.
        QSqlDatabase file =
            QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("fault"));
        file.setDatabaseName(fixture.path);
        QVERIFY(file.open());
        QSqlQuery query(file);
        QVERIFY(query.exec(QStringLiteral("CREATE TRIGGER refuse BEFORE INSERT ON answers BEGIN "
                                          "SELECT RAISE(ABORT, 'no space'); END")));
        query.finish();
        file.close();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("fault"));
    Window window(fixture);
    QTRY_VERIFY(window.page.currentPair() > 0);
    const qint64 first = window.page.currentPair();
    QSignalSpy shown(&window.page, &LabelPage::pairShown);
    QTest::keyClick(window.page.focusWidget(), Qt::Key_1);
    QTRY_VERIFY(window.page.messages().isVisible());
    QCOMPARE(window.page.messages().kind(), MessageBar::Kind::Error);
    QCOMPARE(window.page.currentPair(), first);
    QCOMPARE(shown.count(), 0);
    QVERIFY(!fixture.session->undoStack().canUndo());
    QCOMPARE(labelOnDisk(fixture, first), std::optional<int>());
}

void tst_LabelPage::pickedPairsAreTheQueue()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(9)));
    Window window(fixture);
    window.page.open(QVariantList{7, 3});
    QTRY_COMPARE(window.page.currentPair(), 7);
    QCOMPARE(window.page.queue()->rowCount(), 2);
    QTest::keyClick(window.page.focusWidget(), Qt::Key_0);
    QTRY_COMPARE(window.page.currentPair(), 3);
}

void tst_LabelPage::everyPairLabelledSaysSo()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(1)));
    Window window(fixture);
    QTRY_VERIFY(window.page.currentPair() > 0);
    QTest::keyClick(window.page.focusWidget(), Qt::Key_A);
    QTRY_COMPARE(window.page.currentPair(), 0);
    const auto says = [&](const QString &text) {
        for (const QLabel *label : window.page.findChildren<QLabel *>())
            if (label->isVisible() && label->text() == text)
                return true;
        return false;
    };
    QTRY_VERIFY(says(QStringLiteral("Every pair has a label")));
}

void tst_LabelPage::turnsNameTheirSpeakers_data()
{
    QTest::addColumn<QString>("context");
    QTest::addColumn<QList<bool>>("customers");
    QTest::addColumn<QString>("lastText");
    QTest::newRow("none") << QString() << QList<bool>{} << QString();
    QTest::newRow("by turns") << QStringLiteral("Hello\nHello, how can I help?")
                              << QList<bool>{true, false}
                              << QStringLiteral("Hello, how can I help?");
    QTest::newRow("named") << QStringLiteral("Agent: Hello\nCustomer: Hi")
                           << QList<bool>{false, true} << QStringLiteral("Hi");
    QTest::newRow("全角") << QStringLiteral("客服：您好\n用户：在吗") << QList<bool>{false, true}
                          << QStringLiteral("在吗");
    QTest::newRow("a colon in a text") << QStringLiteral("It is 10:30 now") << QList<bool>{false}
                                       << QStringLiteral("It is 10:30 now");
    QTest::newRow("empty lines") << QStringLiteral("\n\nHello 😀\n") << QList<bool>{false}
                                 << QStringLiteral("Hello 😀");
}

void tst_LabelPage::turnsNameTheirSpeakers()
{
    QFETCH(QString, context);
    QFETCH(QList<bool>, customers);
    QFETCH(QString, lastText);
    const std::vector<Turn> turns = turnsOf(context);
    QList<bool> found;
    for (const Turn &turn : turns)
        found << turn.isCustomer;
    QCOMPARE(found, customers);
    if (!turns.empty())
        QCOMPARE(turns.back().text, lastText);
}

QTEST_MAIN(tst_LabelPage)
#include "tst_label_page.moc"
