#include "data/facet_view.h"
#include "data/import_checks.h"
#include "data/import_view.h"
#include "data/mapping_header.h"
#include "data/pair_inspector.h"
#include "data_fixture.h"
#include "keyboard.h"
#include "pages.h"
#include "window_fixture.h"

#include <QComboBox>
#include <QContextMenuEvent>
#include <QInputDialog>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSplitter>
#include <QTimer>

#include <algorithm>
#include <cmath>

using namespace tunedesk;

namespace
{
constexpr int kPairs = PairTableModel::windowRows * 2 + 100;

QSplitter *panes(Window &window)
{
    for (auto *splitter : window.page.findChildren<QSplitter *>())
        if (splitter->isVisible() && splitter->count() == 3)
            return splitter;
    return nullptr;
}

QList<int> widths(Window &window)
{
    const QList<int> sizes = panes(window)->sizes();
    return {sizes.first(), sizes.last()};
}

/// As a person drags the line between two panes.
void drag(Window &window, int handle, int by)
{
    QWidget *line = panes(window)->handle(handle);
    const QPoint from = line->rect().center();
    QTest::mousePress(line, Qt::LeftButton, {}, from);
    QTest::mouseMove(line, from + QPoint(by, 0));
    QTest::mouseRelease(line, Qt::LeftButton, {}, from + QPoint(by, 0));
}
} // namespace

/// Keys on the Data page that reach further than a page's own acts, and panes under another text
/// size.
class tst_DataKeys : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allIsChosenAlsoWhatIsStillBeingCounted();
    void aKeyOnAllWhileTheyAreCountedIsForAll();
    void whatWasChosenOfOneQuestionIsNotOfTheNext();
    void panesHaveTheirWidthAgainAfterLargeText();
    void aPaneThatWasDraggedIsAsWideAgain();
    void panesComeBackUnderAnotherTextSize();
    void tabGoesFromTheLeftToTheRight();
    void chosenRowsAreSkippedAndNotedByKeys();
    void theMenuKeyOpensWhatCanBeDone();

private:
    /// Searches, and acts once the first rows are there and the others aren't.
    static void whileCounting(Window &window, const std::function<void()> &act);
};

void tst_DataKeys::whileCounting(Window &window, const std::function<void()> &act)
{
    PairTableModel *pairs = window.page.pairs();
    QTRY_COMPARE(pairs->rowCount(), kPairs);
    QTRY_VERIFY(!pairs->isLoading());
    bool isDone = false;
    const auto look = connect(pairs, &QAbstractItemModel::dataChanged, pairs, [&] {
        if (!isDone && pairs->isGrowing() && pairs->pairAt(0)) {
            isDone = true;
            act();
        }
    });
    window.page.findChild<QLineEdit *>()->setText(QStringLiteral("order"));
    QTRY_VERIFY(isDone);
    disconnect(look);
}

void tst_DataKeys::allIsChosenAlsoWhatIsStillBeingCounted()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(kPairs)));
    Window window(fixture);
    const auto chosen = [&] { return window.table()->selectionModel()->selectedRows().size(); };
    whileCounting(window, [&] {
        QTest::keyClick(window.table(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(chosen(), PairTableModel::windowRows);
    });
    QTRY_COMPARE(chosen(), kPairs);
    QVERIFY(window.says(QStringLiteral("1,124"), QStringLiteral("chosen")));
}

void tst_DataKeys::aKeyOnAllWhileTheyAreCountedIsForAll()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(kPairs)));
    Window window(fixture);
    whileCounting(window, [&] {
        QTest::keyClick(window.table(), Qt::Key_A, Qt::ControlModifier);
        window.table()->setFocus();
        QTest::keyClick(window.table(), Qt::Key_0);
    });
    PairQuery bad;
    bad.labels = {PairQuery::LabelState::NotAppropriate};
    QTRY_COMPARE(fixture.session->project().pairs().count(bad).value_or(-1), kPairs);
    QCOMPARE(fixture.session->undoStack().count(), 1);
}

void tst_DataKeys::whatWasChosenOfOneQuestionIsNotOfTheNext()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(kPairs)));
    Window window(fixture);
    whileCounting(window, [&] {
        QTest::keyClick(window.table(), Qt::Key_A, Qt::ControlModifier);
        window.page.pairs()->setQuery({});
    });
    QTRY_COMPARE(window.page.pairs()->rowCount(), kPairs);
    QTRY_VERIFY(!window.page.pairs()->isLoading());
    QVERIFY(window.table()->selectionModel()->selectedRows().size() <= 1);
}

void tst_DataKeys::panesHaveTheirWidthAgainAfterLargeText()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(3)));
    Window window(fixture);
    QTRY_COMPARE(widths(window), (QList<int>{248, 308}));
    window.theme.setTextPercent(150);
    QTRY_COMPARE(widths(window), (QList<int>{310, 385}));
    window.theme.setTextPercent(100);
    QTRY_COMPARE(widths(window), (QList<int>{248, 308}));
}

void tst_DataKeys::aPaneThatWasDraggedIsAsWideAgain()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(3)));
    Window window(fixture);
    QTRY_COMPARE(widths(window), (QList<int>{248, 308}));
    drag(window, 1, -40);
    const QList<int> dragged = widths(window);
    QVERIFY2(std::abs(dragged.first() - 208) < 4, qPrintable(QString::number(dragged.first())));
    QCOMPARE(dragged.last(), 308);
    window.theme.setTextPercent(150); // which needs more than 208 half as much again
    QTRY_VERIFY(widths(window).first() > 300);
    window.theme.setTextPercent(100);
    QTRY_COMPARE(widths(window), dragged);
}

void tst_DataKeys::panesComeBackUnderAnotherTextSize()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(3)));
    QList<int> dragged;
    {
        Window window(fixture);
        QTRY_COMPARE(widths(window), (QList<int>{248, 308}));
        drag(window, 1, 52);
        dragged = widths(window);
        QVERIFY(dragged.first() > 290);
    }
    VERIFY_RESULT(fixture.reopen());
    {
        Window window(fixture, 150);
        QTRY_COMPARE(widths(window).first(), qRound(dragged.first() * 1.25));
        drag(window, 2, -10); // so that it is kept once more
    }
    VERIFY_RESULT(fixture.reopen());
    Window window(fixture);
    QTRY_COMPARE(widths(window).first(), dragged.first());
}

void tst_DataKeys::tabGoesFromTheLeftToTheRight()
{
    IsolatedHome home;
    SessionFixture project;
    VERIFY_RESULT(project.open(SessionFixture::pairs(3)));
    project.session.reset();
    const QString file = project.folder.filePath(QStringLiteral("odd.csv"));
    write(file, "dialogue,question,reply,label\n1,Is it late?,No it is not,1\n"
                "1,IS IT LATE,No it is not!,0\n3,mail a@b.org,z,1\n4,,nothing,1\n");
    WindowFixture fixture(allPages());
    fixture.window.resize(1440, 900);
    fixture.window.show();
    fixture.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&fixture.window));
    fixture.open(project.path);
    fixture.window.showPage(Page::Id::Data);
    auto *page = qobject_cast<DataPage *>(fixture.window.currentPage());
    QVERIFY(page);
    page->open(QStringLiteral("import:") + file);
    ImportView *import = page->importView();
    QTRY_VERIFY(import->canImport());
    const auto *checks = &import->checks();
    const auto isShown = [](const QWidget *one) { return one->isVisible(); };
    QTRY_VERIFY(std::ranges::count_if(checks->findChildren<QComboBox *>(), isShown) >= 2);
    import->focusStart();
    QTRY_VERIFY(QApplication::focusWidget() && import->isAncestorOf(QApplication::focusWidget()));
    // Once around: l the file and its rows, c the checks, . all else.
    QString around;
    QList<const QWidget *> fields;
    for (int presses = 0; presses < 120; ++presses) {
        const QWidget *field = QApplication::focusWidget();
        if (!fields.isEmpty() && field == fields.first())
            break;
        fields << field;
        around += QLatin1Char(checks->isAncestorOf(field)   ? 'c'
                              : import->isAncestorOf(field) ? 'l'
                                                            : '.');
        press(Qt::Key_Tab);
    }
    // It may begin in the middle: turned, so that all else comes last.
    const qsizetype other = around.lastIndexOf(QLatin1Char('.'));
    QVERIFY2(other >= 0, qPrintable(around));
    around = around.mid(other + 1) + around.left(other + 1);
    const QString order = QStringLiteral("^l+c+\\.+$");
    QVERIFY2(QRegularExpression(order).match(around).hasMatch(), qPrintable(around));
    QVERIFY(around.count(QLatin1Char('c')) >= 4); // two remedies, and the ways to the rows
    for (const QComboBox *box : import->mapping().findChildren<QComboBox *>())
        QVERIFY(fields.contains(box));
}

void tst_DataKeys::chosenRowsAreSkippedAndNotedByKeys()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(5)));
    Window window(fixture);
    QTableView *table = window.table();
    QTRY_COMPARE(table->model()->rowCount(), 5);
    QTRY_VERIFY(window.page.pairs()->pairAt(4));
    const auto pair = [&](qint64 id) {
        return fixture.session->project().pairs().find(id)->value_or(DialoguePair());
    };
    table->setFocus();
    table->selectRow(0);
    const qint64 first = window.page.pairs()->pairAt(0)->id;
    QTest::keyClick(table, Qt::Key_Down, Qt::ShiftModifier);
    const qint64 second = window.page.pairs()->pairAt(1)->id;
    QTest::keyClick(table, Qt::Key_S);
    QTRY_COMPARE(fixture.session->project().labels().history(second)->size(), 1u);
    for (const qint64 id : {first, second})
        QVERIFY(fixture.session->project().labels().history(id)->front().skipped);
    QCOMPARE(fixture.session->undoStack().count(), 1);

    const auto note = [&](const QString &text, const QString &expected) {
        window.page.activateWindow();
        QTRY_COMPARE(QApplication::activeWindow(), &window.page);
        QTest::keyClick(table, Qt::Key_N);
        QTRY_VERIFY(window.page.findChild<QInputDialog *>());
        auto *dialog = window.page.findChild<QInputDialog *>();
        dialog->activateWindow();
        QTRY_COMPARE(QApplication::activeWindow(), dialog);
        QCOMPARE(dialog->textValue(), expected);
        dialog->setTextValue(text);
        QTest::keyClick(dialog->findChild<QPlainTextEdit *>(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!window.page.findChild<QInputDialog *>());
    };
    note(QStringLiteral("ask the depot"), {});
    QTRY_COMPARE(pair(second).note, QStringLiteral("ask the depot"));
    QCOMPARE(pair(first).note, QStringLiteral("ask the depot"));
    QCOMPARE(fixture.session->undoStack().count(), 2); // one step
    // What they have in common is there to be changed; the same again is no step.
    QTRY_COMPARE(window.page.pairs()->pairAt(1)->note, QStringLiteral("ask the depot"));
    note(QStringLiteral("ask the depot "), QStringLiteral("ask the depot"));
    QCOMPARE(fixture.session->undoStack().count(), 2);
    fixture.session->undoStack().undo();
    QTRY_COMPARE(pair(second).note, QString());
}

void tst_DataKeys::theMenuKeyOpensWhatCanBeDone()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(3)));
    Window window(fixture);
    QTableView *table = window.table();
    QTRY_VERIFY(window.page.pairs()->pairAt(2));
    table->setFocus();
    table->selectRow(1);
    QStringList texts;
    // The menu is open until somebody chooses.
    QTimer::singleShot(0, table, [&] {
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        if (!menu)
            return;
        for (const QAction *action : menu->actions())
            texts << action->text();
        menu->close();
    });
    const QPoint where = table->visualRect(table->currentIndex()).center();
    QContextMenuEvent event(QContextMenuEvent::Keyboard, where,
                            table->viewport()->mapToGlobal(where));
    QApplication::sendEvent(table->viewport(), &event);
    for (const char *text : {"Label as appropriate", "Skip", "Note…", "Remove pairs", "Splits"})
        QVERIFY2(texts.contains(QString::fromUtf8(text)), qPrintable(texts.join(u',')));
}

QTEST_MAIN(tst_DataKeys)
#include "tst_data_keys.moc"
