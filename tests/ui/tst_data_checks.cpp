#include "data/data_page.h"
#include "data/import_check_row.h"
#include "data/import_checks.h"
#include "data/import_preview_model.h"
#include "data/import_remedies_store.h"
#include "data/import_view.h"
#include "data/issue_model.h"
#include "data/issue_pane.h"
#include "data/mapping_header.h"
#include "data/pair_table_model.h"
#include "project_session_fixture.h"
#include "shell/job_queue.h"
#include "shell/message_bar.h"
#include "shell/theme.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace tunedesk;

namespace
{
struct Window {
    Theme theme;
    JobQueue jobs;
    PageContext context{theme, jobs};
    DataPage page{context};

    explicit Window(SessionFixture &fixture)
    {
        page.resize(1364, 832);
        page.setSession(fixture.session.get());
        page.show();
        page.activateWindow();
    }
    ~Window() { page.setSession(nullptr); }

    ImportView &import() { return *page.importView(); }
    ImportPreviewModel &preview() { return *page.importView()->findChild<ImportPreviewModel *>(); }
    /// The combo of a check by what it is about; null: the check found nothing.
    QComboBox *remedy(const QString &title)
    {
        for (QComboBox *box : page.importView()->checks().findChildren<QComboBox *>())
            if (box->accessibleName().contains(title))
                return box;
        return nullptr;
    }
    /// What stands in the rows of checks, title and number first.
    QStringList checks()
    {
        QStringList texts;
        for (const ImportCheckRow *row :
             page.importView()->checks().findChildren<ImportCheckRow *>()) {
            QStringList parts;
            for (const QLabel *label : row->findChildren<QLabel *>())
                if (!label->text().isEmpty())
                    parts << label->text();
            texts << parts.join(QLatin1Char('|'));
        }
        return texts;
    }
    QPushButton *show(const QString &title)
    {
        for (QPushButton *button : page.importView()->checks().findChildren<QPushButton *>())
            if (button->accessibleName().contains(title))
                return button;
        return nullptr;
    }
};

const QString kReply =
    QStringLiteral("It left our house on Tuesday and should reach you within two working days");

/// 2 and 3 contradict (3 is nearly 2), 5 is nearly 4, 6 and 7 are of one dialogue, 7 has an
/// address.
QString oddFile(const SessionFixture &fixture)
{
    const QString path = fixture.folder.filePath(QStringLiteral("odd.csv"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    const QString rows =
        QStringLiteral("dialogue,question,reply,label,split\n1,Is it late?,No it is not,1,\n"
                       "1,IS IT LATE,No it is not!,0,\n2,Where?,%1,1,\n2,Where?,%1 ok,1,\n"
                       "3,x?,y,1,train\n3,mail a@b.org,z,1,test\n")
            .arg(kReply);
    file.write(rows.toUtf8());
    return path;
}

void choose(QComboBox *box, int index)
{
    box->setFocus();
    while (box->currentIndex() < index)
        QTest::keyClick(box, Qt::Key_Down);
    while (box->currentIndex() > index)
        QTest::keyClick(box, Qt::Key_Up);
}

std::vector<DialoguePair> oddPairs()
{
    std::vector<DialoguePair> pairs = SessionFixture::pairs(6);
    const auto add = [&](const QString &question, const QString &reply, int label) {
        DialoguePair pair;
        pair.question = question;
        pair.reply = reply;
        pair.label = label;
        pairs.push_back(pair);
    };
    add(QStringLiteral("Is it late?"), QStringLiteral("No it is not"), 1);  // 7
    add(QStringLiteral("is it late"), QStringLiteral("no it is not!"), 0);  // 8
    add(QStringLiteral("Mail me at a@b.org"), QStringLiteral("I will"), 1); // 9
    return pairs;
}
} // namespace

class tst_DataChecks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void remediesChangeWhatComesIn();
    void showLeadsToTheRowsOfACheck();
    void aMaskIsSeenBeforeItIsImported();
    void remediesAreRememberedByTheProject();
    void unknownRemediesAreKeep();
    void valuesThatAreNotUnderstoodAreOneCheck();
    void whoseLabelCountsIsChosenForAFile();
    void issuesKeepTheRulesOfItemModels();
    void aProblemLeadsToItsPairs();
    void soundDataSaysSo();
    void anotherProjectHasNoOldProblems();

private:
    QTemporaryDir m_cache;
};

void tst_DataChecks::initTestCase()
{
    QVERIFY(m_cache.isValid());
    qputenv("TUNEDESK_CACHE", m_cache.path().toUtf8()); // no model but the tests' own
}

void tst_DataChecks::remediesChangeWhatComesIn()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open({}));
    Window window(fixture);
    window.page.open(QStringLiteral("import:") + oddFile(fixture));
    QTRY_VERIFY(window.import().canImport());
    QAction *import = window.import().actions().constFirst();
    QVERIFY2(import->text().contains(QLatin1Char('6')), qPrintable(import->text()));
    choose(window.remedy(QStringLiteral("Nearly the same")), 1);
    QVERIFY2(import->text().contains(QLatin1Char('4')), qPrintable(import->text()));
    choose(window.remedy(QStringLiteral("Contradicting labels")), 1);
    QVERIFY2(import->text().contains(QLatin1Char('4')), qPrintable(import->text()));
    choose(window.remedy(QStringLiteral("In two splits")), 1);
    QTest::keyClick(&window.import(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!window.import().isOpen());
    const auto pairs = fixture.session->project().pairs().page({}, 0, 10);
    VERIFY_RESULT(pairs);
    QCOMPARE(pairs->size(), 4u);
    QCOMPARE((*pairs)[0].label, std::nullopt);
    QCOMPARE((*pairs)[1].label, std::optional(1));
    QCOMPARE((*pairs)[2].split, Split::Test);
    QCOMPARE((*pairs)[3].split, Split::Test);
    QTRY_COMPARE(fixture.session->undoStack().count(), 1);
    fixture.session->undoStack().undo();
    QTRY_COMPARE(fixture.session->project().pairs().count().value_or(-1), 0);
}

void tst_DataChecks::showLeadsToTheRowsOfACheck()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open({}));
    Window window(fixture);
    window.page.open(QStringLiteral("import:") + oddFile(fixture));
    QTRY_VERIFY(window.import().canImport());
    QCOMPARE(window.preview().rowCount(), 6);
    const auto lines = [&] {
        QStringList shown;
        for (int row = 0; row < window.preview().rowCount(); ++row)
            shown << window.preview().index(row, 0).data().toString();
        return shown.join(QLatin1Char(' '));
    };
    const QList<std::pair<QString, QString>> checks{
        {QStringLiteral("Nearly the same"), QStringLiteral("3 5")},
        {QStringLiteral("In two splits"), QStringLiteral("6")},
        {QStringLiteral("Contradicting labels"), QStringLiteral("2 3")},
        {QStringLiteral("Personal data"), QStringLiteral("7")}};
    for (const auto &[title, rows] : checks) {
        QPushButton *show = window.show(QStringLiteral("Show the rows: ") + title);
        QVERIFY2(show, qPrintable(title));
        show->setFocus();
        QTest::keyClick(show, Qt::Key_Space);
        QCOMPARE(lines(), rows);
    }
    const QModelIndex last = window.preview().index(0, window.preview().columnCount() - 1);
    QCOMPARE(last.data().toString(), QStringLiteral("Personal data"));
    // A row is drawn as left out once its remedy says so.
    QTest::keyClick(window.show(QStringLiteral("rows: Nearly the same")), Qt::Key_Space);
    const QModelIndex near = window.preview().index(1, 0);
    QVERIFY(!near.data(ImportPreviewModel::IsLeftOutRole).toBool());
    choose(window.remedy(QStringLiteral("Nearly the same")), 1);
    QVERIFY(near.data(ImportPreviewModel::IsLeftOutRole).toBool());
    QVERIFY(window.preview()
                .index(1, window.preview().columnCount() - 1)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(QLatin1String("row 4")));
}

void tst_DataChecks::aMaskIsSeenBeforeItIsImported()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open({}));
    Window window(fixture);
    window.page.open(QStringLiteral("import:") + oddFile(fixture));
    QTRY_VERIFY(window.import().canImport());
    choose(window.remedy(QStringLiteral("Personal data")), 1);
    QVERIFY2(!window.import().canImport(), "the file is read anew");
    QTRY_VERIFY(window.import().canImport());
    QComboBox *box = window.remedy(QStringLiteral("Personal data"));
    QVERIFY(box);
    QCOMPARE(box->currentIndex(), 1);
    QVERIFY2(box->hasFocus(), "who chose by keyboard goes on from there");
    QCOMPARE(window.preview().index(5, 2).data().toString(), QStringLiteral("mail [email]"));
    QTest::keyClick(&window.import(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!window.import().isOpen());
    QCOMPARE(fixture.session->project().pairs().find(6)->value_or(DialoguePair()).question,
             QStringLiteral("mail [email]"));
}

void tst_DataChecks::remediesAreRememberedByTheProject()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open({}));
    {
        Window window(fixture);
        window.page.open(QStringLiteral("import:") + oddFile(fixture));
        QTRY_VERIFY(window.import().canImport());
        choose(window.remedy(QStringLiteral("Nearly the same")), 1);
        choose(window.remedy(QStringLiteral("Contradicting labels")), 2);
        QTRY_COMPARE(fixture.session->project()
                         .settings()
                         .value(QStringLiteral("ui.import.remedies"))
                         ->value_or(QJsonValue())
                         .toObject()
                         .value(QLatin1String("contradicting"))
                         .toString(),
                     QStringLiteral("leave out"));
    }
    VERIFY_RESULT(fixture.reopen());
    Window window(fixture);
    window.page.open(QStringLiteral("import:") + oddFile(fixture));
    QTRY_VERIFY(window.import().canImport());
    QCOMPARE(window.remedy(QStringLiteral("Nearly the same"))->currentIndex(), 1);
    QCOMPARE(window.remedy(QStringLiteral("Contradicting labels"))->currentIndex(), 2);
    QCOMPARE(window.remedy(QStringLiteral("In two splits"))->currentIndex(), 0);
}

void tst_DataChecks::valuesThatAreNotUnderstoodAreOneCheck()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open({}));
    QByteArray rows("question,reply,label,score\n");
    for (int i = 0; i < 250; ++i) // more than are shown
        rows += "q" + QByteArray::number(i) + ",a," + (i % 2 == 0 ? "1" : "0") + ",\n";
    rows += "x,a,perhaps,\ny,a,perhaps,\nz,a,dunno,\nv,,1,\nw,a,0,five\nu,a,0,six\n";
    const QString path = fixture.folder.filePath(QStringLiteral("words.csv"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(rows);
    file.close();
    Window window(fixture);
    window.page.open(QStringLiteral("import:") + path);
    QTRY_VERIFY(window.import().canImport());
    QStringList checks = window.checks();
    QVERIFY2(checks.size() >= 3, qPrintable(checks.join(QLatin1Char('\n'))));
    QVERIFY(checks[0].startsWith(QLatin1String("The reply is empty.|1|")));
    QVERIFY2(
        checks[1].startsWith(QStringLiteral("“score” is not understood|2|“five” is no number.")),
        qPrintable(checks[1]));
    const QString unknown = QStringLiteral("Label not understood");
    QVERIFY2(
        checks.contains(
            unknown +
            QStringLiteral("|3|It is not known what “perhaps” (2), “dunno” (1) stands for. You can "
                           "say so under “Labels mean”.")),
        qPrintable(checks.join(QLatin1Char('\n'))));
    QCOMPARE(window.remedy(QStringLiteral("The reply is empty."))->currentText(),
             QStringLiteral("Leave out"));
    for (const int choice : {0, 1}) {
        choose(window.remedy(unknown), choice);
        QTRY_VERIFY(window.import().canImport());
        QVERIFY(window.remedy(unknown)->hasFocus());
        QTest::keyClick(window.show(QStringLiteral("rows: ") + unknown), Qt::Key_Space);
        QCOMPARE(window.preview().rowCount(), 3);
        const QModelIndex first = window.preview().index(0, 1);
        QCOMPARE(first.data().toString(), QStringLiteral("x"));
        QCOMPARE(first.data(ImportPreviewModel::IsLeftOutRole).toBool(), choice == 0);
    }
    QTest::keyClick(&window.import(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!window.import().isOpen());
    QCOMPARE(fixture.session->project().pairs().count().value_or(-1), 253);
    const auto pairs = fixture.session->project().pairs().page({}, 250, 1);
    VERIFY_RESULT(pairs);
    QCOMPARE(pairs->front().question, QStringLiteral("x"));
    QCOMPARE(pairs->front().label, std::nullopt);
}

void tst_DataChecks::whoseLabelCountsIsChosenForAFile()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(oddPairs()));
    const QString path = fixture.folder.filePath(QStringLiteral("again.csv"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("question,reply,label\nIs it late?,No it is not,0\n");
    file.close();
    Window window(fixture);
    const auto labelOf = [&] {
        const auto pair = fixture.session->project().pairs().find(7);
        return pair && *pair ? (*pair)->label : std::nullopt;
    };
    QCOMPARE(labelOf(), std::optional(1));
    const QString there = QStringLiteral("Already there");
    window.page.open(QStringLiteral("import:") + path);
    QTRY_VERIFY(window.remedy(there));
    QCOMPARE(window.remedy(there)->currentText(), QStringLiteral("Leave out, keep my labels"));
    QVERIFY2(!window.import().canImport(), "nothing would change");
    choose(window.remedy(there), 1);
    QTRY_VERIFY(window.import().canImport());
    QTest::keyClick(&window.import(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!window.import().isOpen());
    QCOMPARE(labelOf(), std::optional(0));
    QTRY_COMPARE(fixture.session->undoStack().count(), 1);
    fixture.session->undoStack().undo();
    QTRY_COMPARE(labelOf(), std::optional(1));
    window.page.open(QStringLiteral("import:") + path);
    QTRY_VERIFY(window.remedy(there));
    QCOMPARE(window.remedy(there)->currentIndex(), 0);
}

void tst_DataChecks::unknownRemediesAreKeep()
{
    ImportRemedies remedies;
    remedies.near = ImportRemedies::Near::LeaveOut;
    remedies.contradicting = ImportRemedies::Contradicting::WithoutLabel;
    remedies.twoSplits = ImportRemedies::TwoSplits::Join;
    remedies.personal = ImportRemedies::Personal::Mask;
    QJsonObject json = remediesToJson(remedies);
    QCOMPARE(remediesFromJson(json), remedies);
    json.insert(QLatin1String("near"), QLatin1String("ask"));
    json.remove(QLatin1String("personal"));
    remedies.near = ImportRemedies::Near::Keep;
    remedies.personal = ImportRemedies::Personal::Keep;
    QCOMPARE(remediesFromJson(json), remedies);
}

void tst_DataChecks::issuesKeepTheRulesOfItemModels()
{
    IssueModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    PairCheckReport report;
    report.issues = {{PairIssue::Kind::Contradiction, QStringLiteral("a"), {1, 2}, 2},
                     {PairIssue::Kind::Duplicate, QStringLiteral("b"), {3, 4}, 2},
                     {PairIssue::Kind::Duplicate, QStringLiteral("c"), {4, 5}, 2}};
    report.found = {1, 0, 12, 0, 0, 0};
    report.pairsOf = {QList<qint64>{1, 2}, {}, {3, 4, 5}, {}, {}, {}};
    model.setReport(report);
    QCOMPARE(model.rowCount(), 5);
    QVERIFY(model.index(0).data(IssueModel::IsHeadingRole).toBool());
    QCOMPARE(model.pairsOf(model.index(1)), (QList<qint64>{1, 2}));
    QVERIFY(model.index(2).data(IssueModel::IsHeadingRole).toBool());
    QCOMPARE(model.index(2).data(IssueModel::CountRole).toInt(), 12);
    QCOMPARE(model.pairsOf(model.index(2)), (QList<qint64>{3, 4, 5}));
    model.setReport({});
    QCOMPARE(model.rowCount(), 0);
}

void tst_DataChecks::aProblemLeadsToItsPairs()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(oddPairs()));
    Window window(fixture);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 9);
    QTRY_VERIFY(window.page.checkAction()->isEnabled());
    QTest::keyClick(window.page.pairsView(), Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY2(!window.page.checkAction()->isEnabled(), "one check at a time");
    QListView *list = window.page.issues()->view();
    QTRY_VERIFY(list->isVisible());
    QVERIFY(list->hasFocus());
    // Headings and problems: contradiction, nearly the same, personal data.
    QCOMPARE(window.page.issues()->model()->rowCount(), 6);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 2);
    const auto numbers = [&] {
        QList<qint64> ids;
        for (int row = 0; row < window.page.pairs()->rowCount(); ++row)
            ids << window.page.pairs()->index(row, 0).data(PairTableModel::IdRole).toLongLong();
        return ids;
    };
    QTRY_COMPARE(numbers(), (QList<qint64>{7, 8}));
    QTest::keyClick(list, Qt::Key_End);
    QTRY_COMPARE(numbers(), QList<qint64>{9});
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_VERIFY(window.page.pairsView()->hasFocus());
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Escape);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 9);
    QVERIFY(!list->isVisible());
    QTRY_VERIFY(window.page.checkAction()->isEnabled());
}

void tst_DataChecks::soundDataSaysSo()
{
    SessionFixture fixture;
    std::vector<DialoguePair> pairs;
    for (int i = 0; i < 40; ++i) {
        DialoguePair pair;
        pair.question = QStringLiteral("question %1?").arg(i * 7919);
        pair.reply = QStringLiteral("%1 is the answer").arg(i * 104'729);
        pair.label = i % 2;
        pairs.push_back(pair);
    }
    VERIFY_RESULT(fixture.open(pairs));
    Window window(fixture);
    QTRY_VERIFY(window.page.checkAction()->isEnabled());
    window.page.checkAction()->trigger();
    QTRY_VERIFY(window.page.issues()->isVisible());
    QCOMPARE(window.page.issues()->model()->rowCount(), 0);
    QCOMPARE(window.page.issues()->model()->report().dealtDialogues, 40);
    QCOMPARE(window.page.pairs()->rowCount(), 40);
}

void tst_DataChecks::anotherProjectHasNoOldProblems()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(oddPairs()));
    Window window(fixture);
    QTRY_VERIFY(window.page.checkAction()->isEnabled());
    window.page.checkAction()->trigger();
    QTRY_VERIFY(window.page.issues()->isVisible());
    window.page.setSession(nullptr);
    VERIFY_RESULT(fixture.reopen());
    window.page.setSession(fixture.session.get());
    QTRY_COMPARE(window.page.pairs()->rowCount(), 9);
    QVERIFY(!window.page.issues()->isVisible());
    QVERIFY(!window.page.pairs()->query().numbers);
}

QTEST_MAIN(tst_DataChecks)
#include "tst_data_checks.moc"
