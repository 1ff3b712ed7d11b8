#include "data/data_page.h"
#include "data/import_preview_model.h"
#include "data/import_source_row.h"
#include "data/import_view.h"
#include "data/label_meanings_popup.h"
#include "data/mapping_header.h"
#include "jobs/export_pairs.h"
#include "project_session_fixture.h"
#include "shell/job_queue.h"
#include "shell/message_bar.h"
#include "shell/theme.h"
#include "shell/widgets.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QInputDialog>
#include <QLabel>
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
    void open(const QString &file) { page.open(QStringLiteral("import:") + file); }
    /// The first row's label in the preview; −2: no preview.
    int firstLabel()
    {
        const auto *model = import().findChild<ImportPreviewModel *>();
        return model->rowCount() > 0
                   ? model->index(0, 0).data(ImportPreviewModel::LabelRole).toInt()
                   : -2;
    }
    QAbstractButton *button(const char *name)
    {
        return import().findChild<QAbstractButton *>(QString::fromLatin1(name));
    }
    void map(const QList<PairColumn> &columns)
    {
        import().mapping().setColumns(columns);
        Q_EMIT import().mapping().mappingChanged();
    }
};

QComboBox *boxOf(const LabelMeaningsPopup &popup, const char *value)
{
    for (auto *box : popup.findChildren<QComboBox *>())
        if (box->accessibleName() == QStringLiteral("What “%1” means").arg(value))
            return box;
    return nullptr;
}

QString write(const SessionFixture &fixture, const QString &name, const QByteArray &text)
{
    QFile file(fixture.folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("no test file");
    return file.fileName();
}
} // namespace

/// What a person says of a file before it comes in.
class tst_ImportChoices : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void labelsAreGivenAnotherMeaningByKeys();
    void unknownLabelsComeInByChoice();
    void starsBecomeScoresInOneStep();
    void columnsAreAsLastTimeWithAWayBack();
    void whatWasChosenIsThereAgainAfterEsc();
    void theRejectedRowsAreSaved();
    void anEditedExportComesInAsOneStepThatGoesBack();
    void answersThatNoLongerCountAreTold();
    void labelsOfKnownPairsNeedNoTexts();
    void labelsOfAnnotationProgramsAreGivenAMeaning();
    void columnsOfOneNameAreChosenOneByOne();
    void anotherSignBetweenColumnsIsSaid();
    void withoutAReplyNoPairComesIn();
    void altAndArrowsGoThroughTheColumns();
    void escapeClosesAnOpenListAlone();
    void aRunningImportStopsByItsCancel();
    void aFileThatChangedIsShownAgain();
};

void tst_ImportChoices::labelsAreGivenAnotherMeaningByKeys()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open({}));
    Window window(fixture);
    window.open(write(fixture, "march.csv", "question,reply,label\na,b,fine\nc,d,bad\n"));
    QTRY_COMPARE(window.firstLabel(), -1); // "fine" is not known
    QAbstractButton *const means = window.button("labelsMean");
    QVERIFY2(means->text().contains("bad = 0"), qPrintable(means->text()));
    means->setFocus();
    QTest::keyClick(means, Qt::Key_Space);
    LabelMeaningsPopup &popup = window.import().source().labelMeanings();
    QTRY_VERIFY(popup.isVisible());
    QComboBox *const fine = boxOf(popup, "fine");
    QVERIFY(fine);
    while (popup.focusWidget() != fine && popup.focusWidget())
        QTest::keyClick(popup.focusWidget(), Qt::Key_Tab);
    QCOMPARE(popup.focusWidget(), fine);
    QTest::keyClick(fine, Qt::Key_Home);
    QCOMPARE(fine->currentText(), QStringLiteral("Appropriate"));
    QTRY_COMPARE(window.firstLabel(), 1);
    QTRY_COMPARE(popup.focusWidget(), fine);
    QTest::keyClick(fine, Qt::Key_Escape);
    QTRY_VERIFY(!popup.isVisible());
    QVERIFY(window.import().isOpen());
    QTRY_VERIFY(means->text().contains("fine = 1"));
    QTRY_VERIFY(window.import().canImport());
    window.import().import();
    QTRY_COMPARE(fixture.session->project().pairs().count().value_or(-1), 2);
    QCOMPARE(fixture.session->project().pairs().find(1)->value().label, std::optional(1));
}

void tst_ImportChoices::unknownLabelsComeInByChoice()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open({}));
    Window window(fixture);
    window.open(write(fixture, "march.csv", "question,reply,label\na,b,fine\nc,d,bad\n"));
    QTRY_VERIFY(window.import().canImport());
    QTRY_VERIFY(window.button("saveRejected")->isVisible());
    auto *unknown =
        window.import().source().labelMeanings().findChild<QComboBox *>("unknownLabels");
    QTest::keyClick(unknown, Qt::Key_End);
    QTRY_VERIFY(!window.button("saveRejected")->isVisible());
    QTRY_VERIFY(window.import().canImport());
    window.import().import();
    QTRY_COMPARE(fixture.session->project().pairs().count().value_or(-1), 2);
    QCOMPARE(fixture.session->project().pairs().find(1)->value().label, std::nullopt);
}

void tst_ImportChoices::starsBecomeScoresInOneStep()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open({}));
    Window window(fixture);
    window.open(write(fixture, "stars.csv", "question,reply,label\na,b,★★★★\nc,d,2\n"));
    QTRY_COMPARE(window.firstLabel(), 1);
    LabelMeaningsPopup &popup = window.import().source().labelMeanings();
    for (auto *button : popup.findChildren<QAbstractButton *>())
        if (button->text().contains("scores"))
            button->click();
    QTRY_COMPARE(window.firstLabel(), -1);
    QTRY_VERIFY(window.import().canImport());
    window.import().import();
    QTRY_COMPARE(fixture.session->project().pairs().count().value_or(-1), 2);
    QCOMPARE(fixture.session->project().pairs().find(1)->value().score, std::optional(4.0));
    QCOMPARE(fixture.session->project().pairs().find(2)->value().score, std::optional(2.0));
}

void tst_ImportChoices::columnsAreAsLastTimeWithAWayBack()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open({}));
    Window window(fixture);
    const QList<PairColumn> swapped{PairColumn::Reply, PairColumn::Question, PairColumn::LeaveOut};
    window.open(write(fixture, "first.csv", "question,reply,label\na,b,1\n"));
    QTRY_VERIFY(window.import().canImport());
    const QList<PairColumn> guess = window.import().mapping().columns();
    QVERIFY(!window.button("guessColumns")->isVisible());
    window.map(swapped);
    QTRY_VERIFY(window.import().canImport());
    window.import().import();
    QTRY_COMPARE(fixture.session->project().pairs().count().value_or(-1), 1);
    QTRY_VERIFY(!window.import().isOpen());

    window.open(write(fixture, "second.csv", "question;reply;label\nc;d;1\n"));
    QTRY_COMPARE(window.import().mapping().columns(), swapped);
    QTRY_VERIFY(window.button("guessColumns")->isVisible());
    window.button("guessColumns")->click();
    QTRY_COMPARE(window.import().mapping().columns(), guess);
    QTRY_VERIFY(!window.button("guessColumns")->isVisible());
    QTRY_VERIFY(window.import().canImport());
    window.import().import();
    QTRY_COMPARE(fixture.session->project().pairs().count().value_or(-1), 2);
    QCOMPARE(fixture.session->project().pairs().find(2)->value().question, QStringLiteral("c"));
}

void tst_ImportChoices::whatWasChosenIsThereAgainAfterEsc()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open({}));
    Window window(fixture);
    const QList<PairColumn> swapped{PairColumn::Reply, PairColumn::Question, PairColumn::Label};
    const QString path = write(fixture, "march.csv", "question,reply,label\na,b,ok\n");
    window.open(path);
    QTRY_COMPARE(window.firstLabel(), 1);
    window.map(swapped);
    QTRY_VERIFY(window.import().canImport());
    QComboBox *const ok = boxOf(window.import().source().labelMeanings(), "ok");
    QVERIFY(ok);
    QTest::keyClick(ok, Qt::Key_Down);
    QTRY_COMPARE(window.firstLabel(), 0);
    QTest::keyClick(&window.import(), Qt::Key_Escape);
    QTRY_VERIFY(!window.import().isOpen());
    window.open(write(fixture, "other.csv", "question,reply\nx,y\n"));
    QTRY_COMPARE(window.import().mapping().columns().size(), 2);
    QCOMPARE(window.import().mapping().columns().at(0), PairColumn::Question);
    QTest::keyClick(&window.import(), Qt::Key_Escape);
    window.open(path);
    QTRY_COMPARE(window.import().mapping().columns(), swapped);
    QTRY_COMPARE(window.firstLabel(), 0);
}

void tst_ImportChoices::theRejectedRowsAreSaved()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open({}));
    Window window(fixture);
    window.open(write(fixture, "march.csv", "question,reply,label\na,b,1\nc,,0\n=d,e,odd\n"));
    QTRY_VERIFY(window.import().canImport());
    QTRY_VERIFY(window.button("saveRejected")->isVisible());
    const QString out = fixture.folder.filePath("out.csv");
    window.import().saveRejected(out);
    QTRY_VERIFY(QFile::exists(out));
    QTRY_VERIFY(window.page.messages().text().contains("2 rejected rows"));
    QFile file(out);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY2(
        text.contains("\r\n4,4,\"label\",\"“odd” is no label; use 1 or 0.\",\"'=d,e,odd\"\r\n"),
        text.constData());
    window.import().import();
    QTRY_VERIFY(!window.import().isOpen());
    const auto offers = [&] {
        for (auto *button : window.page.messages().findChildren<QAbstractButton *>())
            if (button->text().contains("rejected rows"))
                return true;
        return false;
    };
    QTRY_VERIFY(offers());
}

void tst_ImportChoices::anEditedExportComesInAsOneStepThatGoesBack()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(3)));
    const QString file = fixture.folder.filePath("out.jsonl");
    SilentJob job;
    VERIFY_RESULT(exportPairs(fixture.path, {}, file, QStringLiteral("jsonl"), job));
    QFile exported(file);
    QVERIFY(exported.open(QIODevice::ReadOnly));
    QByteArrayList lines = exported.readAll().split('\n');
    exported.close();
    lines[0].replace("\"note\":\"\"", "\"note\":\"seen\"").replace("\"label\":null", "\"label\":0");
    lines[3] = "{\"question\":\"new?\",\"reply\":\"new.\"}";
    write(fixture, "out.jsonl", lines.join('\n') + '\n');

    Window window(fixture);
    window.open(file);
    QTRY_VERIFY(window.import().canImport());
    const auto *updates = window.import().findChild<QLabel *>("updates");
    QVERIFY2(updates->isVisible() && updates->text().contains("1 label") &&
                 updates->text().contains("1 note") && updates->text().contains("2 unchanged"),
             qPrintable(updates->text()));
    window.import().import();
    const auto pair = [&] { return fixture.session->project().pairs().find(1)->value(); };
    QTRY_COMPARE(fixture.session->project().pairs().count().value_or(-1), 4);
    QTRY_COMPARE(fixture.session->undoStack().count(), 1); // the new pair, the note, the label
    QVERIFY2(fixture.session->undoStack().undoText().startsWith(
                 QStringLiteral("Imported out.jsonl: 1 new, 1 label")),
             qPrintable(fixture.session->undoStack().undoText()));
    QCOMPARE(pair().note, QStringLiteral("seen"));
    QCOMPARE(pair().label, std::optional(0));
    QCOMPARE(fixture.session->project().labels().history(1)->back().annotator,
             fixture.session->annotator());
    fixture.session->undoStack().undo();
    QTRY_COMPARE(fixture.session->project().pairs().count().value_or(-1), 3);
    QCOMPARE(pair().note, QString());
    QCOMPARE(pair().label, std::nullopt);
    fixture.session->undoStack().redo();
    QTRY_COMPARE(fixture.session->project().pairs().count().value_or(-1), 4);
    QTRY_COMPARE(pair().note, QStringLiteral("seen"));
    QTRY_COMPARE(pair().label, std::optional(0));
}

void tst_ImportChoices::answersThatNoLongerCountAreTold()
{
    SessionFixture fixture;
    std::vector<DialoguePair> pairs = SessionFixture::pairs(3);
    pairs[0].answers = {{.label = 1, .annotator = QStringLiteral("mei"), .atMs = 1000}};
    VERIFY_RESULT(fixture.open(pairs));
    const QString file = fixture.folder.filePath("out.jsonl");
    SilentJob job;
    VERIFY_RESULT(exportPairs(fixture.path, {}, file, QStringLiteral("jsonl"), job));
    QFile exported(file);
    QVERIFY(exported.open(QIODevice::ReadOnly));
    QByteArrayList lines = exported.readAll().split('\n');
    exported.close();
    lines[0].replace("\"label\":1,\"score\"", "\"label\":0,\"score\"");
    lines[1].replace("tomorrow", "today");
    write(fixture, "out.jsonl", lines.join('\n'));
    Window window(fixture);
    window.open(file);
    QTRY_VERIFY(window.import().canImport());
    const auto *updates = window.import().findChild<QLabel *>("updates");
    QVERIFY2(updates->text().contains("1 answers of others no longer count") &&
                 updates->text().contains("without the answers about the old ones"),
             qPrintable(updates->text()));
    // What is told makes the window no wider.
    QVERIFY(updates->parentWidget()->minimumSizeHint().width() < 640);
}

void tst_ImportChoices::labelsOfKnownPairsNeedNoTexts()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(3)));
    const QString file = fixture.folder.filePath("out.jsonl");
    SilentJob job;
    VERIFY_RESULT(exportPairs(fixture.path, {}, file, QStringLiteral("jsonl"), job));
    auto reader = PairReader::open(file);
    VERIFY_RESULT(reader);
    const QByteArray id = reader->next(1)->front().id.toUtf8();
    Window window(fixture);
    window.open(write(fixture, "labels.csv", "pair_id,label\n" + id + ",0\n,1\n"));
    QTRY_VERIFY(window.import().canImport());
    QVERIFY(window.button("saveRejected")->isVisible()); // the row without an id
    window.import().import();
    QTRY_COMPARE(fixture.session->project().pairs().find(1)->value().label, std::optional(0));
    QCOMPARE(fixture.session->project().pairs().count().value_or(-1), 3);
}

void tst_ImportChoices::labelsOfAnnotationProgramsAreGivenAMeaning()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open({}));
    Window window(fixture);
    window.open(write(fixture, "project-7.json",
                      R"([{"data":{"question":"a","reply":"b"},"annotations":[{"completed_by":7,)"
                      R"("result":[{"type":"choices","value":{"choices":["fine"]}}]}]}])"));
    QAbstractButton *const means = window.button("labelsMean");
    QTRY_VERIFY2(means->text().contains("fine"), qPrintable(means->text()));
    QVERIFY(!window.import().canImport()); // its only row would be left out
    LabelMeaningsPopup &popup = window.import().source().labelMeanings();
    means->setFocus();
    QTest::keyClick(means, Qt::Key_Space);
    QTRY_VERIFY(popup.isVisible());
    QComboBox *const fine = boxOf(popup, "fine");
    QVERIFY(fine);
    fine->setFocus();
    QTest::keyClick(fine, Qt::Key_Home);
    QCOMPARE(fine->currentText(), QStringLiteral("Appropriate"));
    QTRY_VERIFY(window.import().canImport());
    window.import().import();
    QTRY_COMPARE(fixture.session->project().pairs().count().value_or(-1), 1);
    const auto history = fixture.session->project().labels().history(1);
    QCOMPARE(history->size(), 1u);
    QCOMPARE(history->front().annotator, QStringLiteral("7"));
    QCOMPARE(history->front().label, std::optional(1));
}

void tst_ImportChoices::columnsOfOneNameAreChosenOneByOne()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open({}));
    Window window(fixture);
    window.open(write(fixture, "twins.csv", "question,label,question\nIs it late?,1,No.\n"));
    const auto *model = window.import().findChild<ImportPreviewModel *>();
    QTRY_COMPARE(model->rowCount(), 1);
    QCOMPARE(model->headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(),
             QStringLiteral("question (column 1)"));
    QCOMPARE(model->headerData(3, Qt::Horizontal, Qt::DisplayRole).toString(),
             QStringLiteral("question (column 3)"));
    QVERIFY(!window.import().canImport());
    window.map({PairColumn::Question, PairColumn::Label, PairColumn::Reply});
    QTRY_VERIFY(window.import().canImport());
    window.import().import();
    QTRY_COMPARE(fixture.session->project().pairs().count().value_or(-1), 1);
    QCOMPARE(fixture.session->project().pairs().find(1).value()->reply, QStringLiteral("No."));
}

void tst_ImportChoices::anotherSignBetweenColumnsIsSaid()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open({}));
    Window window(fixture);
    window.open(write(fixture, "march.csv", "question~reply~label\na, b~c, d~1\n"));
    ImportSourceRow &source = window.import().source();
    QComboBox *signs = nullptr;
    const auto boxes = source.findChildren<QComboBox *>();
    for (QComboBox *box : boxes)
        if (box->findData(QStringLiteral("|")) >= 0)
            signs = box;
    QVERIFY(signs);
    const auto say = [&](const QString &text, bool isAccepted) {
        signs->setFocus();
        QTest::keyClick(signs, Qt::Key_End); // “Another one…”
        QTRY_VERIFY(source.findChild<QInputDialog *>());
        auto *dialog = source.findChild<QInputDialog *>();
        dialog->setTextValue(text);
        isAccepted ? dialog->accept() : dialog->reject();
        QTRY_VERIFY(!source.findChildren<QInputDialog *>().contains(dialog));
    };
    say(QStringLiteral("~"), false);
    QCOMPARE(signs->currentIndex(), 0); // as found
    say(QStringLiteral("x"), true);
    QCOMPARE(signs->currentIndex(), 0);
    QTRY_VERIFY(source.findChild<QInputDialog *>()); // which says why, and asks again
    QVERIFY(source.findChild<QInputDialog *>()->labelText().contains(QStringLiteral("“x”")));
    source.findChild<QInputDialog *>()->reject();
    QTRY_VERIFY(!source.findChild<QInputDialog *>());
    say(QStringLiteral("~"), true);
    QCOMPARE(signs->currentData().toString(), QStringLiteral("~"));
    QTRY_VERIFY(window.import().canImport());
    window.import().import();
    QTRY_COMPARE(fixture.session->project().pairs().count().value_or(-1), 1);
    QCOMPARE(fixture.session->project().pairs().find(1)->value().reply, QStringLiteral("c, d"));
}

void tst_ImportChoices::altAndArrowsGoThroughTheColumns()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open({}));
    Window window(fixture);
    QVERIFY(QTest::qWaitForWindowActive(&window.page));
    window.open(write(fixture, "march.csv", "question,reply,label\na,b,1\nc,d,0\n"));
    QTRY_VERIFY(window.import().canImport());
    const auto boxes = window.import().mapping().findChildren<QComboBox *>();
    QCOMPARE(boxes.size(), 3);
    const auto column = [&] {
        return boxes.indexOf(qobject_cast<QComboBox *>(window.page.focusWidget()));
    };
    // From wherever one is: before the columns, and behind them.
    window.import().source().fileButton().setFocus();
    for (const int expected : {0, 1, 2, 2}) {
        QTest::keyClick(window.page.focusWidget(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(column(), expected);
    }
    QTest::keyClick(window.page.focusWidget(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(column(), 1);
    window.import().findChild<QTableView *>()->setFocus();
    QTest::keyClick(window.page.focusWidget(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(column(), 0);
}

void tst_ImportChoices::escapeClosesAnOpenListAlone()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open({}));
    Window window(fixture);
    QVERIFY(QTest::qWaitForWindowActive(&window.page));
    window.open(write(fixture, "march.csv", "question,reply,label\na,b,1\n"));
    QTRY_VERIFY(window.import().canImport());
    auto *box = window.import().mapping().findChild<QComboBox *>();
    box->setFocus();
    box->showPopup();
    QTRY_VERIFY(QApplication::activePopupWidget());
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
    QTRY_VERIFY(!QApplication::activePopupWidget());
    QVERIFY(window.import().isOpen());
    QTest::keyClick(box, Qt::Key_Escape);
    QVERIFY(!window.import().isOpen());
}

void tst_ImportChoices::withoutAReplyNoPairComesIn()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open({}));
    Window window(fixture);
    window.open(write(fixture, "march.csv", "question,reply\na,b\nc,d\n"));
    QTRY_VERIFY(window.import().canImport());
    const auto isSaid = [&](const char *text) {
        for (const auto *label : window.import().findChildren<QLabel *>())
            if (label->text() == QLatin1String(text))
                return true;
        return false;
    };
    QVERIFY(isSaid("2 in"));
    window.map({PairColumn::Question, PairColumn::LeaveOut});
    QTRY_VERIFY(isSaid("0 in"));
    QVERIFY(!window.import().canImport());
    window.map({PairColumn::Question, PairColumn::Reply});
    QTRY_VERIFY(isSaid("2 in"));
}

void tst_ImportChoices::aRunningImportStopsByItsCancel()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open({}));
    Window window(fixture);
    QByteArray rows("question,reply\n");
    for (int i = 0; i < 60'000; ++i)
        rows += "question " + QByteArray::number(i) + ",reply\n";
    window.open(write(fixture, "march.csv", rows));
    QTRY_VERIFY(window.import().canImport());
    window.import().import();
    QVERIFY(!window.import().canImport());
    window.import().leave();
    QTRY_VERIFY(window.import().canImport()); // the page is there, with what was chosen
    QCOMPARE(fixture.session->project().pairs().count().value_or(-1), 0);
    QVERIFY(window.import().isOpen());
}

void tst_ImportChoices::aFileThatChangedIsShownAgain()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open({}));
    Window window(fixture);
    const QString file = write(fixture, "march.csv", "question,reply,label\na,b,1\n");
    window.open(file);
    QTRY_VERIFY(window.import().canImport());
    write(fixture, "march.csv", "reply,question,label\nlonger,c,0\n");
    window.import().import();
    QTRY_VERIFY(window.import().canImport());
    QCOMPARE(fixture.session->project().pairs().count().value_or(-1), 0);
    QAbstractButton *again = nullptr;
    for (auto *button : window.page.findChildren<QAbstractButton *>())
        if (button->text() == QLatin1String("Look again"))
            again = button;
    QVERIFY(again);
    again->click();
    QTRY_COMPARE(window.firstLabel(), 0);
    QTRY_VERIFY(window.import().canImport());
    window.import().import();
    QTRY_COMPARE(fixture.session->project().pairs().count().value_or(-1), 1);
    QCOMPARE(fixture.session->project().pairs().find(1)->value().question, QStringLiteral("c"));
}

QTEST_MAIN(tst_ImportChoices)
#include "tst_import_choices.moc"
