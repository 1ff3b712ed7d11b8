#include "project/project.h"
#include "shell/theme.h"
#include "test_support.h"
#include "train/cell_delegate.h"
#include "train/model_table_model.h"
#include "train/new_run_view.h"
#include "train/truncation_watch.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>

using namespace tunedesk;

class tst_ModelChoice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatTheHubOffersCanOnlyBeDownloaded();
    void aDownloadTakesTheRowThatOfferedIt();
    void progressStandsInItsRow();
    void aDoubleClickWishesOnce();
    void theChosenModelStaysMarkedWhereverTheKeysStand();
    void whatIsCutIsCountedOnceForEachQuestion();
    void nothingIsSaidWithoutAModel();

private:
    static ModelInfo offered()
    {
        ModelInfo info;
        info.name = QStringLiteral("Big one");
        info.hubName = QStringLiteral("some/big");
        info.onHub = true;
        return info;
    }
    static ModelInfo local()
    {
        ModelInfo info;
        info.name = QStringLiteral("Small one");
        info.path = QStringLiteral("/models/small");
        return info;
    }
    static QTableView *tableOf(const NewRunView &view)
    {
        for (QTableView *each : view.findChildren<QTableView *>())
            if (qobject_cast<ModelTableModel *>(each->model()))
                return each;
        return nullptr;
    }
    static QString here(const ModelTableModel &model, int row)
    {
        return model.index(row, ModelTableModel::Here).data().toString();
    }
};

void tst_ModelChoice::whatTheHubOffersCanOnlyBeDownloaded()
{
    ModelTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setModels({offered(), local()});
    QCOMPARE(model.chosenRow(), 1);
    model.chooseRow(0);
    QCOMPARE(model.chosenRow(), 1);
    QVERIFY(!model.choose({}));
    QCOMPARE(here(model, 0), ModelTableModel::tr("Download"));
    QVERIFY(here(model, 1) != here(model, 0));
}

void tst_ModelChoice::aDownloadTakesTheRowThatOfferedIt()
{
    ModelTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setModels({local(), offered()});
    ModelInfo arrived = offered();
    arrived.onHub = false;
    arrived.path = QStringLiteral("/models/some--big");
    QSignalSpy chosen(&model, &ModelTableModel::chosenChanged);
    model.add(arrived);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.chosenRow(), 1);
    QCOMPARE(chosen.size(), 1);
    ModelInfo another = local();
    another.path = QStringLiteral("/models/another");
    model.add(another);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.chosenRow(), 2);
}

void tst_ModelChoice::progressStandsInItsRow()
{
    ModelTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setModels({local(), offered()});
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setProgress(offered().hubName, 42);
    model.setProgress(offered().hubName, 42);
    QCOMPARE(changed.size(), 1);
    QVERIFY(here(model, 1).contains(QStringLiteral("42")));
    QVERIFY(!here(model, 0).contains(QStringLiteral("42")));
    model.setProgress(offered().hubName, -1);
    QCOMPARE(here(model, 1), ModelTableModel::tr("Download"));
}

/// A second wish takes the first one back: a double click must not be two.
void tst_ModelChoice::aDoubleClickWishesOnce()
{
    Theme theme;
    NewRunView view(theme);
    view.setModels({local(), offered()});
    view.resize(1100, 800);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QTableView *table = tableOf(view);
    QVERIFY(table);
    QSignalSpy wished(&view, &NewRunView::downloadWished);
    const QModelIndex here = table->model()->index(1, ModelTableModel::Here);
    const QPoint at = table->visualRect(here).center();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, at);
    QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(wished.size(), 1);
    QCOMPARE(wished.front().front().toString(), offered().hubName);
    table->setCurrentIndex(table->model()->index(1, ModelTableModel::Name));
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(wished.size(), 2);
}

void tst_ModelChoice::theChosenModelStaysMarkedWhereverTheKeysStand()
{
    Theme theme;
    NewRunView view(theme);
    ModelInfo second = local();
    second.path = QStringLiteral("/models/second");
    view.setModels({local(), offered(), second});
    view.resize(1100, 800);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QTableView *table = tableOf(view);
    QVERIFY(table);
    const auto marked = [table] {
        QList<int> rows;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            if (table->model()->index(row, 0).data(ChosenRole).toBool())
                rows << row;
        return rows;
    };
    QCOMPARE(marked(), QList<int>{0});
    const QPoint atHub =
        table->visualRect(table->model()->index(1, ModelTableModel::Name)).center();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, atHub);
    QCOMPARE(table->currentIndex().row(), 1);
    QCOMPARE(marked(), QList<int>{0});
    QVERIFY(table->selectionModel()->selectedIndexes().isEmpty()); // nothing else looks chosen
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Down);
    QCOMPARE(marked(), QList<int>{2});
    QTest::keyClick(table, Qt::Key_Up);
    QCOMPARE(table->currentIndex().row(), 1);
    QCOMPARE(marked(), QList<int>{2});
}

void tst_ModelChoice::whatIsCutIsCountedOnceForEachQuestion()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("shop.tunedesk"));
    {
        auto project = Project::create(file);
        VERIFY_RESULT(project);
        DialoguePair pair;
        pair.question = QStringLiteral("where is my parcel");
        pair.reply = QStringLiteral("a ").repeated(40);
        pair.label = 1;
        const auto import = project->pairs().beginImport(QStringLiteral("/a.csv"));
        VERIFY_RESULT(import);
        VERIFY_RESULT(project->pairs().add(*import, {pair}, QStringLiteral("import")));
    }
    const QString model = QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tiny-bert");
    TruncationWatch watch;
    QSignalSpy counted(&watch, &TruncationWatch::counted);
    watch.setData(file);
    watch.ask({.modelFolder = model, .maxLength = 16});
    QTRY_COMPARE(counted.size(), 1);
    const auto report = counted.takeFirst().first().value<TruncationReport>();
    QCOMPARE(report.pairs, 1);
    QCOMPARE(report.cutPairs, 1);
    QVERIFY(report.replyLost > 0);
    watch.ask({.modelFolder = model, .maxLength = 64});
    QTRY_COMPARE(counted.size(), 1);
    QCOMPARE(counted.takeFirst().first().value<TruncationReport>().cutPairs, 0);
    watch.ask({.modelFolder = model, .maxLength = 16}); // known: answered at once
    QCOMPARE(counted.size(), 1);
    QCOMPARE(counted.takeFirst().first().value<TruncationReport>().cutPairs, 1);
    watch.ask({.modelFolder = model, .maxLength = 16, .truncation = Truncation::KeepSecond});
    QTRY_COMPARE(counted.size(), 1); // another question
    QVERIFY(counted.takeFirst().first().value<TruncationReport>().firstLost > report.firstLost);
    watch.ask({.modelFolder = model, .maxLength = 16, .reading = PairReading::Apart}); // another
    QTRY_COMPARE(counted.size(), 1);
    QVERIFY(counted.takeFirst().first().value<TruncationReport>().replyLost < report.replyLost);
}

void tst_ModelChoice::nothingIsSaidWithoutAModel()
{
    TruncationWatch watch;
    QSignalSpy counted(&watch, &TruncationWatch::counted);
    QSignalSpy unknown(&watch, &TruncationWatch::unknown);
    watch.setData(QStringLiteral("/nowhere.tunedesk"));
    QTRY_COMPARE(unknown.size(), 1);
    watch.ask({.modelFolder = QStringLiteral("/no/model"), .maxLength = 16});
    QTRY_COMPARE(unknown.size(), 2);
    QCOMPARE(counted.size(), 0);
}

QTEST_MAIN(tst_ModelChoice)
#include "tst_model_choice.moc"
