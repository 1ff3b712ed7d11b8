#include "data/view_bar.h"
#include "data_fixture.h"
#include "project/saved_view.h"

#include <QAbstractButton>
#include <QHeaderView>
#include <QLineEdit>

using namespace tunedesk;

/// Views of the Data page, by keyboard.
class tst_SavedViews : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aViewBringsItsFiltersBack();
    void aViewStaysInTheProject();
    void aNameTakesThePlaceOfTheSame();
    void escapeKeepsNothing();
    void aRemovedViewComesBack();
    void withoutFiltersThereIsNothingToKeep();
    void aTopicWithoutPairsIsStillAFilter();

private:
    static ViewBar *bar(Window &window) { return window.page.findChild<ViewBar *>(); }
    static QLineEdit *nameField(Window &window) { return bar(window)->findChild<QLineEdit *>(); }
    static QLineEdit *search(Window &window)
    {
        for (auto *field : window.page.findChildren<QLineEdit *>())
            if (field->placeholderText().startsWith(QStringLiteral("Search questions")))
                return field;
        return nullptr;
    }
    static QStringList names(Window &window)
    {
        QStringList names;
        const auto *menu = bar(window)->findChild<QMenu *>();
        for (const QAction *action : menu->actions())
            if (!action->menu() && !action->isSeparator())
                names << action->text();
        return names;
    }
    static void choose(Window &window, const QString &name, bool removes = false)
    {
        QMenu *menu = bar(window)->findChild<QMenu *>();
        if (removes)
            menu = menu->actions().constLast()->menu();
        for (QAction *action : menu->actions())
            if (action->text() == name) {
                action->trigger();
                return;
            }
        QFAIL("no such view");
    }
    /// Ctrl+Shift+S, the name, Return.
    static void save(Window &window, const QString &name)
    {
        QTest::keyClick(&window.page, Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(nameField(window) && nameField(window)->hasFocus());
        nameField(window)->selectAll();
        QTest::keyClicks(nameField(window), name);
        QTest::keyClick(nameField(window), Qt::Key_Return);
    }
    static void check(Window &window, FacetModel::Section section, const QString &name)
    {
        FacetModel *model = window.facets();
        const QModelIndex parent = model->index(int(section), 0);
        for (int row = 0; row < model->rowCount(parent); ++row)
            if (const QModelIndex index = model->index(row, 0, parent);
                index.data().toString() == name) {
                QVERIFY(model->setData(index, Qt::Checked, Qt::CheckStateRole));
                return;
            }
        QFAIL("no such filter");
    }
};

void tst_SavedViews::aViewBringsItsFiltersBack()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(20)));
    Window window(fixture);
    QVERIFY(QTest::qWaitForWindowActive(&window.page));
    QTRY_COMPARE(window.page.pairs()->rowCount(), 20);
    QTRY_VERIFY(
        window.facets()->rowCount(window.facets()->index(int(FacetModel::Section::Topic), 0)) == 2);
    check(window, FacetModel::Section::Topic, QStringLiteral("refund"));
    QTest::keyClicks(search(window), QStringLiteral("order 1"));
    window.table()->horizontalHeader()->setSortIndicator(PairTableModel::Number,
                                                         Qt::DescendingOrder);
    const int shown = 6; // 1, 11, 13, 15, 17, 19
    QTRY_COMPARE(window.page.pairs()->rowCount(), shown);
    const PairQuery query = window.page.pairs()->query();
    QVERIFY(query.descending);

    QTest::keyClick(&window.page, Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(nameField(window));
    QCOMPARE(nameField(window)->text(), QStringLiteral("order 1, refund"));
    QTest::keyClick(nameField(window), Qt::Key_Return);
    QCOMPARE(names(window), QStringList{QStringLiteral("order 1, refund")});

    search(window)->clear();
    window.facets()->clearAll();
    window.table()->horizontalHeader()->setSortIndicator(PairTableModel::Number,
                                                         Qt::AscendingOrder);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 20);
    choose(window, QStringLiteral("order 1, refund"));
    QTRY_COMPARE(window.page.pairs()->rowCount(), shown);
    QVERIFY(window.page.pairs()->query() == query);
    QCOMPARE(search(window)->text(), QStringLiteral("order 1"));
    QCOMPARE(window.facets()->checkedNames(), QStringList{QStringLiteral("refund")});
    QTRY_COMPARE(window.page.pairs()->index(0, 0).data(PairTableModel::IdRole).toLongLong(), 19);
}

void tst_SavedViews::aViewStaysInTheProject()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(4)));
    {
        Window window(fixture);
        QVERIFY(QTest::qWaitForWindowActive(&window.page));
        QTRY_COMPARE(window.page.pairs()->rowCount(), 4);
        check(window, FacetModel::Section::Label, QStringLiteral("Not labelled"));
        save(window, QStringLiteral("to do & more"));
    }
    VERIFY_RESULT(fixture.reopen());
    Window window(fixture);
    QCOMPARE(names(window), QStringList{QStringLiteral("to do && more")});
    choose(window, QStringLiteral("to do && more"));
    QCOMPARE(window.facets()->checkedNames(), QStringList{QStringLiteral("Not labelled")});
    // Ctrl+K finds what the page's actions say.
    window.facets()->clearAll();
    QAction *view = nullptr;
    for (QAction *action : window.page.pageActions())
        if (action->text() == QLatin1String("View: to do && more"))
            view = action;
    QVERIFY(view);
    view->trigger();
    QCOMPARE(window.facets()->checkedNames(), QStringList{QStringLiteral("Not labelled")});
    QVERIFY(window.page.pairs()->query().labels == QList{PairQuery::LabelState::Unlabelled});
}

void tst_SavedViews::aNameTakesThePlaceOfTheSame()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(4)));
    Window window(fixture);
    QVERIFY(QTest::qWaitForWindowActive(&window.page));
    check(window, FacetModel::Section::Label, QStringLiteral("Not labelled"));
    save(window, QStringLiteral("mine"));
    check(window, FacetModel::Section::Label, QStringLiteral("Flagged"));
    save(window, QStringLiteral("mine"));
    QCOMPARE(names(window), QStringList{QStringLiteral("mine")});
    window.facets()->clearAll();
    choose(window, QStringLiteral("mine"));
    QCOMPARE(window.facets()->checkedNames(),
             (QStringList{QStringLiteral("Not labelled"), QStringLiteral("Flagged")}));
}

void tst_SavedViews::escapeKeepsNothing()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(4)));
    Window window(fixture);
    QVERIFY(QTest::qWaitForWindowActive(&window.page));
    check(window, FacetModel::Section::Label, QStringLiteral("Flagged"));
    QTest::keyClick(&window.page, Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(nameField(window));
    QTest::keyClick(nameField(window), Qt::Key_Escape);
    QTRY_VERIFY(!nameField(window));
    QVERIFY(names(window).isEmpty());
    const auto stored = fixture.session->project().settings().value(QStringLiteral("data/views"));
    VERIFY_RESULT(stored);
    QVERIFY(!*stored);
}

void tst_SavedViews::aRemovedViewComesBack()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(4)));
    Window window(fixture);
    QVERIFY(QTest::qWaitForWindowActive(&window.page));
    check(window, FacetModel::Section::Label, QStringLiteral("Flagged"));
    save(window, QStringLiteral("first"));
    save(window, QStringLiteral("second"));
    choose(window, QStringLiteral("first"), true);
    QCOMPARE(names(window), QStringList{QStringLiteral("second")});
    const auto undos = [&] {
        QList<QAbstractButton *> buttons = window.page.findChildren<QAbstractButton *>();
        buttons.removeIf([](const QAbstractButton *button) {
            return !button->isVisible() || button->text() != QStringLiteral("Undo");
        });
        return buttons;
    };
    QTRY_COMPARE(undos().size(), 1); // those of the messages before go with the next event
    undos().constFirst()->click();
    QCOMPARE(names(window), (QStringList{QStringLiteral("first"), QStringLiteral("second")}));
}

void tst_SavedViews::withoutFiltersThereIsNothingToKeep()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(4)));
    Window window(fixture);
    QVERIFY(QTest::qWaitForWindowActive(&window.page));
    QTRY_COMPARE(window.page.pairs()->rowCount(), 4);
    QTest::keyClick(&window.page, Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    QTest::qWait(50);
    QVERIFY(!nameField(window));
}

void tst_SavedViews::aTopicWithoutPairsIsStillAFilter()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(SessionFixture::pairs(4)));
    PairQuery query;
    query.groups = {QStringLiteral("a topic that went")};
    VERIFY_RESULT(fixture.session->project().settings().setValue(
        QStringLiteral("data/views"), toJson({SavedView{QStringLiteral("old"), query}})));
    Window window(fixture);
    QTRY_COMPARE(window.page.pairs()->rowCount(), 4);
    choose(window, QStringLiteral("old"));
    QTRY_COMPARE(window.page.pairs()->rowCount(), 0);
    QCOMPARE(window.facets()->checkedNames(), query.groups);
    window.facets()->clearAll();
    QTRY_COMPARE(window.page.pairs()->rowCount(), 4);
}

QTEST_MAIN(tst_SavedViews)
#include "tst_saved_views.moc"
