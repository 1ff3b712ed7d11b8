#include "data/import_view.h"
#include "data/mapping_header.h"
#include "data/search_line.h"
#include "data_fixture.h"
#include "shell/project_reader.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLineEdit>
#include <QSignalSpy>
#include <QThread>

using namespace tunedesk;

class tst_DataPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void searchFindsChinese();
    void aColumnThatWasHiddenStaysHiddenAfterLargeText_data();
    void aColumnThatWasHiddenStaysHiddenAfterLargeText();
    void anOldAnswerIsDropped();
    void nothingFoundNamesTheFilter();
    void anImportComesInAndGoesAsOneStep();
    void chipsAndTicksAgreeAfterUndoAndRedo_data();
    void chipsAndTicksAgreeAfterUndoAndRedo();
    void aGuessedEncodingIsAskedAbout();
    void aBrokenFileSaysWhatToDo();
    void readingNeverHoldsUpTheWindow();
    void theIndexOfManyPairsIsATaskOfItsOwn();
};

void tst_DataPage::searchFindsChinese()
{
    SessionFixture fixture;
    auto rows = SessionFixture::pairs(5);
    rows[3].question = QStringLiteral("我的退款什么时候到账？");
    VERIFY_RESULT(fixture.open(rows));
    Window window(fixture);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 5);
    auto *search = window.page.findChild<QLineEdit *>();
    for (const QString &words :
         {QStringLiteral("退款"), QStringLiteral("什么时候"), QStringLiteral("账")}) {
        search->setText(QString());
        QTRY_COMPARE(window.page.pairs()->rowCount(), 5);
        search->setText(words);
        QTRY_COMPARE(window.page.pairs()->rowCount(), 1);
        QTRY_COMPARE(window.page.pairs()->index(0, 0).data(PairTableModel::IdRole).toLongLong(), 4);
    }
}

void tst_DataPage::aColumnThatWasHiddenStaysHiddenAfterLargeText_data()
{
    QTest::addColumn<bool>("isHidden");
    QTest::addColumn<bool>("isReopened"); // while the text is large
    QTest::newRow("hidden") << true << false;
    QTest::newRow("shown") << false << false;
    QTest::newRow("hidden, opened again") << true << true;
    QTest::newRow("shown, opened again") << false << true;
}

void tst_DataPage::aColumnThatWasHiddenStaysHiddenAfterLargeText()
{
    QFETCH(bool, isHidden);
    QFETCH(bool, isReopened);
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(3)));
    auto window = std::make_unique<Window>(fixture);
    const auto topicIsHidden = [&] {
        return window->table()->horizontalHeader()->isSectionHidden(PairTableModel::Topic);
    };
    window->table()->horizontalHeader()->setSectionHidden(PairTableModel::Topic, isHidden);
    window->theme.setTextPercent(150);
    QVERIFY(topicIsHidden()); // there is no room for it
    const QHeaderView *header = window->table()->horizontalHeader();
    QVERIFY(header->sectionSize(PairTableModel::Pair) > 300);
    if (isReopened) {
        window.reset();
        VERIFY_RESULT(fixture.reopen());
        window = std::make_unique<Window>(fixture, 150);
        QVERIFY(topicIsHidden());
    }
    window->theme.setTextPercent(100);
    QCOMPARE(topicIsHidden(), isHidden);
    QVERIFY(!window->table()->horizontalHeader()->isSectionHidden(PairTableModel::SplitColumn));
}

void tst_DataPage::anOldAnswerIsDropped()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(20)));
    ProjectReader reader(fixture.path);
    PairTableModel model;
    model.setReader(&reader);
    QSignalSpy counted(&model, &PairTableModel::counted);
    PairQuery one;
    one.search = QStringLiteral("\"order 20\"");
    model.setQuery({});
    model.setQuery(one);
    QTRY_COMPARE(counted.count(), 1);
    QCOMPARE(model.rowCount(), 1);
}

void tst_DataPage::nothingFoundNamesTheFilter()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(4)));
    Window window(fixture);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 4);
    window.page.findChild<QLineEdit *>()->setText(QStringLiteral("zebra"));
    const auto drop = [&]() -> QAbstractButton * {
        for (auto *button : window.page.findChildren<QAbstractButton *>())
            if (button->isVisible() && button->text().contains(QStringLiteral("zebra")))
                return button;
        return nullptr;
    };
    QTRY_VERIFY(drop());
    QVERIFY(drop()->text().contains(QStringLiteral("4")));
    drop()->click();
    QTRY_COMPARE(window.page.pairs()->rowCount(), 4);
}

void tst_DataPage::anImportComesInAndGoesAsOneStep()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(2)));
    Window window(fixture);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 2);
    const QString file = fixture.folder.filePath(QStringLiteral("march.csv"));
    write(file, "ticket,customer_text,agent_text,verdict\n"
                "R-1,我的退款呢？,三天内到账。,1\n"
                "R-2,\"Is it, maybe, late?\",,0\n"
                "R-3,And now?,Please rate us.,0\n"
                "R-1,我的退款呢？,三天内到账。,1\n");
    window.page.open(QStringLiteral("import:") + file);
    ImportView *import = window.page.importView();
    QTRY_VERIFY(!import->mapping().columns().isEmpty());
    if (!import->canImport()) { // names that nothing guesses: the person maps them
        const QList<PairColumn> wanted{PairColumn::Dialogue, PairColumn::Question,
                                       PairColumn::Reply, PairColumn::Label};
        auto boxes = import->mapping().findChildren<QComboBox *>();
        QCOMPARE(boxes.size(), wanted.size());
        import->mapping().setColumns(wanted);
        Q_EMIT import->mapping().mappingChanged();
    }
    QTRY_VERIFY(import->canImport());
    QTest::keyClick(import, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!import->isOpen());
    QTRY_COMPARE(window.page.pairs()->rowCount(),
                 2); // the two rows that came in, filtered to their import
    QCOMPARE(window.page.pairs()->query().imports.size(), 1);
    QCOMPARE(fixture.session->project().pairs().count().value_or(-1), 4);
    QTRY_COMPARE(fixture.session->undoStack().count(), 1);
    fixture.session->undoStack().undo();
    QTRY_COMPARE(fixture.session->project().pairs().count().value_or(-1), 2);
    fixture.session->undoStack().redo();
    QTRY_COMPARE(fixture.session->project().pairs().count().value_or(-1), 4);
}

void tst_DataPage::chipsAndTicksAgreeAfterUndoAndRedo_data()
{
    QTest::addColumn<QStringList>("acts");
    for (const char *acts :
         {"undo redo", "undo redo undo", "bin undo redo", "bin undo bin redo", "bin undo redo bin",
          "undo bin redo bin", "bin undo redo import undo redo", "import bin undo redo",
          "other-job undo redo"})
        QTest::newRow(acts) << QString::fromLatin1(acts).split(QLatin1Char(' '));
}

void tst_DataPage::chipsAndTicksAgreeAfterUndoAndRedo()
{
    QFETCH(QStringList, acts);
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(2)));
    Window window(fixture);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 2);
    const QString file = fixture.folder.filePath(QStringLiteral("march.csv"));
    write(file, "question,reply,label\nR-1,three,1\nR-2,four,1\n");
    window.page.open(QStringLiteral("import:") + file);
    ImportView *import = window.page.importView();
    QTRY_VERIFY(import->canImport());
    if (acts.removeAll(QStringLiteral("other-job")) > 0) // is done before the new import was read
        connect(import, &ImportView::imported, this,
                [&] { fixture.session->announce(ProjectSession::Change::Pairs); });
    QTest::keyClick(import, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!import->isOpen());
    using Section = FacetModel::Section;
    FacetModel *facets = window.facets();
    const auto section = [&](Section which) { return facets->index(int(which), 0); };
    const auto toggle = [&](Section which) { // of the imports the newest
        const QModelIndex first = facets->index(0, 0, section(which));
        const bool isOn = first.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        QVERIFY(facets->setData(first, isOn ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole));
    };
    const auto imports = [&] { return facets->rowCount(section(Section::Import)); };
    const auto chips = [&] {
        QStringList texts;
        for (const auto *chip :
             window.page.findChild<SearchLine *>()->findChildren<QAbstractButton *>())
            if (chip->isVisible() && chip->isCheckable())
                texts << chip->text();
        return texts;
    };
    QTRY_COMPARE(facets->checkedCount(Section::Import), 1);
    for (const QString &act : acts) {
        if (act == QLatin1String("undo") || act == QLatin1String("redo")) {
            const bool isUndo = act == QLatin1String("undo");
            isUndo ? fixture.session->undoStack().undo() : fixture.session->undoStack().redo();
            QTRY_COMPARE(imports(), isUndo ? 1 : 2);
        } else {
            toggle(act == QLatin1String("bin") ? Section::Bin : Section::Import);
        }
        const int ticks = facets->checkedCount(Section::Import);
        QCOMPARE(chips().filter(QStringLiteral("import")).size(), ticks);
        QCOMPARE(window.page.pairs()->query().imports.size(), ticks);
        QCOMPARE(chips().filter(QStringLiteral("bin")).size(), facets->checkedCount(Section::Bin));
    }
}

void tst_DataPage::aGuessedEncodingIsAskedAbout()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(2)));
    Window window(fixture);
    window.page.open(
        QStringLiteral("import:" TUNEDESK_SOURCE_DIR "/tests/fixtures/encodings/windows-1251.csv"));
    ImportView *import = window.page.importView();
    auto *table = import->findChild<QTableView *>();
    QTRY_COMPARE(table->model()->rowCount(), 4);
    QVERIFY(!import->canImport());
    QComboBox *encodings = nullptr;
    for (auto *box : import->findChildren<QComboBox *>())
        if (box->findData(QStringLiteral("windows-1251")) > 0)
            encodings = box;
    QVERIFY(encodings);
    QVERIFY2(encodings->currentText().contains(QLatin1String("windows-1251")),
             qPrintable(encodings->currentText()));
    encodings->setFocus();
    QTest::keyClicks(encodings, QStringLiteral("windows-1251"));
    QTRY_VERIFY(import->canImport());
    QTest::keyClick(import, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(fixture.session->project().pairs().count().value_or(-1), 6);
    QCOMPARE(fixture.session->project().pairs().find(3)->value_or(DialoguePair()).question,
             QStringLiteral("Когда приедет мой заказ?"));
}

void tst_DataPage::aBrokenFileSaysWhatToDo()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(2)));
    Window window(fixture);
    const QString file = fixture.folder.filePath(QStringLiteral("broken.csv"));
    write(file, "question,reply\nWhere?,\"There\n");
    window.page.open(QStringLiteral("import:") + file);
    QTRY_VERIFY(window.page.messages().isVisible());
    QCOMPARE(window.page.messages().kind(), MessageBar::Kind::Error);
    QVERIFY(!window.page.importView()->canImport());
    QTest::keyClick(window.page.importView(), Qt::Key_Escape);
    QTRY_VERIFY(!window.page.importView()->isOpen());
    QCOMPARE(fixture.session->project().pairs().count().value_or(-1), 2);
}

void tst_DataPage::readingNeverHoldsUpTheWindow()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(20'000)));
    Window window(fixture);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 20'000);
    QTRY_VERIFY(window.page.pairs()->pairAt(0));
    auto *search = window.page.findChild<QLineEdit *>();
    double longest = 0;
    QElapsedTimer all;
    all.start();
    for (const QString &words :
         {QStringLiteral("order"), QStringLiteral("tomorrow 19"), QStringLiteral("1")}) {
        search->setText(words);
        QElapsedTimer wait;
        wait.start();
        while (wait.elapsed() < 600) {
            QElapsedTimer turn;
            turn.start();
            QCoreApplication::processEvents();
            longest = std::max(longest, double(turn.nsecsElapsed()) / 1e6);
            QThread::usleep(500);
        }
    }
    qInfo("20,000 pairs, three searches: longest turn of the event loop %.1f ms", longest);
    QVERIFY(longest < 500); // generous: the machine of the tests may be busy
}

void tst_DataPage::theIndexOfManyPairsIsATaskOfItsOwn()
{
    SessionFixture fixture;
    auto rows = SessionFixture::pairs(60'000);
    VERIFY_RESULT(fixture.open(rows)); // the index is made from now on
    Window window(fixture);
    const auto task = [&]() -> QModelIndex {
        for (int row = 0; row < window.jobs.rowCount(); ++row)
            if (const QModelIndex job = window.jobs.index(row, 0);
                job.data(JobQueue::TitleRole).toString() == QStringLiteral("Preparing searches"))
                return job;
        return {};
    };
    QTRY_VERIFY(task().isValid());
    QCOMPARE(window.jobs.runningCount(), 0);
    QTRY_VERIFY_WITH_TIMEOUT(task().data(JobQueue::TotalRole).toLongLong() > 0, 20'000);
    // The project lets go of the file at once when it is closed.
    window.page.setSession(nullptr);
    QTRY_VERIFY(!task().isValid() || task().data(JobQueue::StateRole).value<JobQueue::State>() ==
                                         JobQueue::State::Stopped);
    fixture.session.reset();
    QTRY_VERIFY(!QFile::exists(fixture.path + QStringLiteral(".lock")));
}

QTEST_MAIN(tst_DataPage)
#include "tst_data_page.moc"
