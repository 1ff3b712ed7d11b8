#include "data/data_page.h"
#include "data/pair_table_model.h"
#include "dataset/pair_reader.h"
#include "project_session_fixture.h"
#include "shell/job_queue.h"
#include "shell/message_bar.h"
#include "shell/theme.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QTest>
#include <QTimer>

using namespace tunedesk;

/// Ctrl+E of the Data page: what is shown goes to a file of the kind that was chosen.
class tst_PairExport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theKindOfFileIsChosenOrTyped_data();
    void theKindOfFileIsChosenOrTyped();
};

void tst_PairExport::theKindOfFileIsChosenOrTyped_data()
{
    QTest::addColumn<QString>("chosen"); // in the list of kinds
    QTest::addColumn<QString>("typed");  // empty: the name is left as it is
    QTest::addColumn<QString>("name");   // of the file
    QTest::addColumn<QString>("kind");   // as an import finds it
    QTest::newRow("as it opens") << ""
                                 << ""
                                 << "shop.csv"
                                 << "csv";
    QTest::newRow("a spreadsheet") << "(*.xlsx)"
                                   << ""
                                   << "shop.xlsx"
                                   << "xlsx";
    QTest::newRow("a spreadsheet, typed") << ""
                                          << "mine.XLSX"
                                          << "mine.XLSX"
                                          << "xlsx";
    QTest::newRow("a name with a dot") << "(*.xlsx)"
                                       << "may.2"
                                       << "may.2"
                                       << "xlsx";
    QTest::newRow("a name without an ending") << "(*.xlsx)"
                                              << "mine"
                                              << "mine.xlsx"
                                              << "xlsx";
    QTest::newRow("Label Studio") << "Label Studio"
                                  << ""
                                  << "shop.json"
                                  << "label-studio";
    QTest::newRow("doccano keeps the ending of JSON Lines") << "doccano"
                                                            << "a.jsonl"
                                                            << "a.jsonl"
                                                            << "doccano";
}

void tst_PairExport::theKindOfFileIsChosenOrTyped()
{
    QFETCH(QString, chosen);
    QFETCH(QString, typed);
    QFETCH(QString, name);
    QFETCH(QString, kind);
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(3)));
    Theme theme;
    JobQueue jobs;
    PageContext context{theme, jobs};
    DataPage page{context};
    page.resize(1364, 832);
    page.setSession(fixture.session.get());
    page.show();
    page.activateWindow();
    const auto leave = qScopeGuard([&] { page.setSession(nullptr); });
    QTRY_COMPARE(page.pairs()->rowCount(), 3);

    bool isAsked = false;
    QTimer::singleShot(0, &page, [&] {
        auto *dialog = page.findChild<QFileDialog *>();
        if (dialog == nullptr)
            return;
        isAsked = true;
        for (const QString &filter : dialog->nameFilters())
            if (!chosen.isEmpty() && filter.contains(chosen)) {
                dialog->selectNameFilter(filter);
                Q_EMIT dialog->filterSelected(filter); // as a click in its list does
            }
        if (!typed.isEmpty())
            dialog->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"))->setText(typed);
        static_cast<QDialog *>(dialog)->accept();
        if (dialog->isVisible())
            dialog->reject();
    });
    QTest::keyClick(&page, Qt::Key_E, Qt::ControlModifier);
    QVERIFY(isAsked);
    const QString file =
        QFileInfo(fixture.session->path()).absolutePath() + QLatin1Char('/') + name;
    QTRY_VERIFY2(page.messages().isVisible(), qPrintable(file));
    QCOMPARE(page.messages().kind(), MessageBar::Kind::Good);
    const auto reader = PairReader::open(file);
    VERIFY_RESULT(reader);
    QCOMPARE(reader->formatName(), kind);
}

QTEST_MAIN(tst_PairExport)
#include "tst_pair_export.moc"
