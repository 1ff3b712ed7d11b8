#include "data/facet_view.h"
#include "data/issue_pane.h"
#include "data/statistics_row.h"
#include "data/view_bar.h"
#include "data_fixture.h"
#include "jobs/check_pairs.h"
#include "project/saved_view.h"

#include <QAbstractButton>
#include <QHeaderView>
#include <QLineEdit>
#include <QListView>

using namespace tunedesk;

namespace
{
using Section = FacetModel::Section;

DialoguePair pairOf(const char *question, const char *reply, int label, const char *topic)
{
    DialoguePair pair;
    pair.question = QString::fromLatin1(question);
    pair.reply = QString::fromLatin1(reply);
    pair.label = label;
    pair.group = QString::fromLatin1(topic);
    return pair;
}

/// 7 and 8 contradict each other and are nearly the same, 9 and 10 have an address.
std::vector<DialoguePair> oddPairs()
{
    std::vector<DialoguePair> pairs = SessionFixture::pairs(6);
    pairs.push_back(pairOf("Is it late?", "No it is not", 1, "refund"));
    pairs.push_back(pairOf("is it late", "no it is not!", 0, "delivery"));
    pairs.push_back(pairOf("Mail me at a@b.org", "I will", 1, "refund"));
    pairs.push_back(pairOf("Or rather c@d.org, being late", "Sure, thank you", 0, "refund"));
    return pairs;
}

struct CheckedWindow : Window {
    explicit CheckedWindow(SessionFixture &fixture) : Window(fixture) {}

    /// Checks the data, and goes back from its list of problems to the filters.
    void checkData()
    {
        QTRY_VERIFY(page.checkAction()->isEnabled());
        QTest::keyClick(table(), Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(page.issues()->isVisible());
        QTRY_VERIFY(page.issues()->view()->hasFocus());
        QTest::keyClick(page.issues()->view(), Qt::Key_Escape);
        QVERIFY(tree()->isVisible());
        QTRY_COMPARE(page.pairs()->query().numbers, std::optional<QList<qint64>>());
        QTRY_COMPARE(page.pairs()->rowCount(), 10);
    }
    FacetView *tree() { return page.findChild<FacetView *>(); }
    QLineEdit *search() { return page.findChild<QLineEdit *>(); }
    /// "name: count" of the section's rows.
    QStringList rows(Section section)
    {
        QStringList rows;
        const QModelIndex parent = facets()->index(int(section), 0);
        for (int row = 0; row < facets()->rowCount(parent); ++row) {
            const QModelIndex item = facets()->index(row, 0, parent);
            rows << QStringLiteral("%1: %2").arg(item.data().toString(),
                                                 item.data(FacetModel::CountRole).toString());
        }
        return rows;
    }
    void check(Section section, const QString &name, Qt::CheckState state = Qt::Checked)
    {
        const QModelIndex parent = facets()->index(int(section), 0);
        for (int row = 0; row < facets()->rowCount(parent); ++row)
            if (const QModelIndex item = facets()->index(row, 0, parent);
                item.data().toString() == name) {
                QVERIFY(facets()->setData(item, state, Qt::CheckStateRole));
                return;
            }
        QFAIL(qPrintable(name));
    }
    QAbstractButton *button(const QString &text)
    {
        for (auto *one : page.findChildren<QAbstractButton *>())
            if (one->isVisible() && one->text() == text)
                return one;
        return nullptr;
    }
    QList<qint64> shown()
    {
        QList<qint64> ids;
        for (int row = 0; row < page.pairs()->rowCount(); ++row)
            ids << page.pairs()->index(row, 0).data(PairTableModel::IdRole).toLongLong();
        return ids;
    }
};

const QString kContradicting = QStringLiteral("Contradicting labels");
const QString kAlike = QStringLiteral("Nearly the same");
const QString kPersonal = QStringLiteral("Personal data");
} // namespace

/// What a check of all pairs found, as filters beside the others.
class tst_CheckFilters : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void eachKindOfProblemIsAFilterThatGoesWithTheOthers();
    void theKeyboardChecksAKind();
    void nothingFoundOffersToDropTheCheck();
    void aViewKeepsNoCheck();
    void theNextCheckTakesThePlaceOfTheLast();
    void anotherProjectHasNoChecks();
    void aLabelOfTheStatisticsLeavesTheCheck();

private:
    QTemporaryDir m_cache;
};

void tst_CheckFilters::initTestCase()
{
    QVERIFY(m_cache.isValid());
    qputenv("TUNEDESK_CACHE", m_cache.path().toUtf8()); // no model but the tests' own
}

void tst_CheckFilters::eachKindOfProblemIsAFilterThatGoesWithTheOthers()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(oddPairs()));
    CheckedWindow window(fixture);
    const int section = int(Section::Checks);
    QVERIFY(window.tree()->isRowHidden(section, {}));
    window.checkData();
    QVERIFY(!window.tree()->isRowHidden(section, {}));
    QVERIFY(window.tree()->isExpanded(window.facets()->index(section, 0)));
    QTRY_COMPARE(window.rows(Section::Checks),
                 (QStringList{kContradicting + QStringLiteral(": 2"),
                              kAlike + QStringLiteral(": 2"), kPersonal + QStringLiteral(": 2")}));

    window.check(Section::Checks, kPersonal);
    QTRY_COMPARE(window.shown(), (QList<qint64>{9, 10}));
    QTRY_COMPARE(window.rows(Section::Topic), QStringList{QStringLiteral("refund: 2")});
    QCOMPARE(window.rows(Section::Label).mid(0, 2),
             (QStringList{QStringLiteral("Appropriate: 1"), QStringLiteral("Not appropriate: 1")}));
    QCOMPARE(window.rows(Section::Checks).constFirst(), kContradicting + QStringLiteral(": 2"));
    // Any of them.
    window.check(Section::Checks, kContradicting);
    QTRY_COMPARE(window.shown(), (QList<qint64>{7, 8, 9, 10}));
    QVERIFY(window.button(QStringLiteral("2 checks")));

    window.check(Section::Topic, QStringLiteral("refund"));
    QTRY_COMPARE(window.shown(), (QList<qint64>{7, 9, 10}));
    QTRY_COMPARE(window.rows(Section::Checks),
                 (QStringList{kContradicting + QStringLiteral(": 1"),
                              kAlike + QStringLiteral(": 1"), kPersonal + QStringLiteral(": 2")}));
    window.search()->setText(QStringLiteral("late"));
    QTRY_COMPARE(window.shown(), (QList<qint64>{7, 10}));
    QTRY_COMPARE(window.rows(Section::Checks).constLast(), kPersonal + QStringLiteral(": 1"));
    window.check(Section::Checks, kContradicting, Qt::Unchecked);
    QTRY_COMPARE(window.shown(), QList<qint64>{10});
    window.button(QStringLiteral("1 checks"))->click(); // its chip
    QTRY_COMPARE(window.shown(), (QList<qint64>{7, 10}));
    QCOMPARE(window.facets()->checkedCount(Section::Checks), 0);
    QCOMPARE(window.facets()->checkedCount(Section::Topic), 1);
}

void tst_CheckFilters::theKeyboardChecksAKind()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(oddPairs()));
    CheckedWindow window(fixture);
    QVERIFY(QTest::qWaitForWindowActive(&window.page));
    window.checkData();
    FacetView *tree = window.tree();
    tree->setFocus(Qt::TabFocusReason);
    const QModelIndex kind =
        window.facets()->index(0, 0, window.facets()->index(int(Section::Checks), 0));
    QTRY_VERIFY(kind.isValid());
    for (int step = 0; step < 40 && tree->currentIndex() != kind; ++step)
        QTest::keyClick(tree, Qt::Key_Down);
    QCOMPARE(tree->currentIndex(), kind);
    QTest::keyClick(tree, Qt::Key_Space);
    QTRY_COMPARE(window.shown(), (QList<qint64>{7, 8}));
    QCOMPARE(kind.data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("Contradicting labels, 2 pairs"));
}

void tst_CheckFilters::nothingFoundOffersToDropTheCheck()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(oddPairs()));
    CheckedWindow window(fixture);
    window.checkData();
    window.check(Section::Checks, kPersonal);
    window.check(Section::Topic, QStringLiteral("delivery"));
    const QString way = QStringLiteral("Without the check filter: 4");
    QTRY_VERIFY(window.button(way));
    QCOMPARE(window.page.pairs()->rowCount(), 0);
    window.button(way)->click();
    QTRY_COMPARE(window.shown(), (QList<qint64>{2, 4, 6, 8}));
    QCOMPARE(window.facets()->checkedCount(Section::Checks), 0);
}

void tst_CheckFilters::aViewKeepsNoCheck()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(oddPairs()));
    CheckedWindow window(fixture);
    QVERIFY(QTest::qWaitForWindowActive(&window.page));
    window.checkData();
    window.check(Section::Checks, kPersonal);
    window.check(Section::Label, QStringLiteral("Appropriate"));
    QTRY_COMPARE(window.shown(), QList<qint64>{9});
    QTest::keyClick(&window.page, Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    auto *bar = window.page.findChild<ViewBar *>();
    QTRY_VERIFY(bar->findChild<QLineEdit *>());
    QCOMPARE(bar->findChild<QLineEdit *>()->text(), QStringLiteral("Appropriate"));
    QTest::keyClick(bar->findChild<QLineEdit *>(), Qt::Key_Return);
    const auto views = [&] {
        const auto stored =
            fixture.session->project().settings().value(QStringLiteral("data/views"));
        return stored && *stored ? savedViewsFrom(**stored) : std::vector<SavedView>();
    };
    QTRY_COMPARE(views().size(), 1u);
    QVERIFY(views().front().query.labels == QList{PairQuery::LabelState::Appropriate});
    QVERIFY(!views().front().query.numbers);
    for (QAction *action : bar->findChild<QMenu *>()->actions())
        if (action->text() == QStringLiteral("Appropriate"))
            action->trigger();
    QTRY_COMPARE(window.shown(), (QList<qint64>{7, 9}));
    QCOMPARE(window.facets()->checkedCount(Section::Checks), 0);
}

void tst_CheckFilters::theNextCheckTakesThePlaceOfTheLast()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(oddPairs()));
    CheckedWindow window(fixture);
    window.checkData();
    window.check(Section::Checks, kContradicting);
    QTRY_COMPARE(window.shown(), (QList<qint64>{7, 8}));
    window.table()->setFocus();
    window.table()->selectRow(1);
    QTest::keyClick(window.table(), Qt::Key_Delete); // 8
    QTRY_COMPARE(window.shown(), QList<qint64>{7});
    QTRY_COMPARE(window.rows(Section::Checks).constFirst(), kContradicting + QStringLiteral(": 1"));
    QTRY_VERIFY(window.page.checkAction()->isEnabled());
    QTest::keyClick(window.table(), Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(window.page.issues()->isVisible());
    QTRY_VERIFY(window.page.issues()->view()->hasFocus());
    QTest::keyClick(window.page.issues()->view(), Qt::Key_Escape);
    QTRY_COMPARE(window.rows(Section::Checks), QStringList{kPersonal + QStringLiteral(": 2")});
    QTRY_COMPARE(window.page.pairs()->rowCount(), 9);
}

void tst_CheckFilters::anotherProjectHasNoChecks()
{
    SessionFixture fixture, other;
    VERIFY_RESULT(fixture.open(oddPairs()));
    VERIFY_RESULT(other.open(SessionFixture::pairs(3)));
    CheckedWindow window(fixture);
    window.checkData();
    window.check(Section::Checks, kPersonal);
    QTRY_COMPARE(window.shown(), (QList<qint64>{9, 10}));
    window.page.setSession(other.session.get());
    QVERIFY(window.rows(Section::Checks).isEmpty());
    QVERIFY(window.tree()->isRowHidden(int(Section::Checks), {}));
    QTRY_COMPARE(window.shown(), (QList<qint64>{1, 2, 3}));
}

void tst_CheckFilters::aLabelOfTheStatisticsLeavesTheCheck()
{
    SessionFixture fixture;
    VERIFY_RESULT(fixture.open(oddPairs()));
    CheckedWindow window(fixture);
    window.checkData();
    window.check(Section::Checks, kPersonal);
    QTRY_COMPARE(window.shown(), (QList<qint64>{9, 10}));
    auto *statistics = window.page.findChild<StatisticsRow *>();
    Q_EMIT statistics->labelStateWanted(PairQuery::LabelState::Appropriate);
    QTRY_COMPARE(window.shown(), QList<qint64>{9});
    Q_EMIT statistics->labelStateWanted(PairQuery::LabelState::Appropriate);
    QTRY_COMPARE(window.shown(), (QList<qint64>{9, 10}));
}

QTEST_MAIN(tst_CheckFilters)
#include "tst_check_filters.moc"
