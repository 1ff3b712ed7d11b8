#include "data/data_page.h"
#include "data/facet_model.h"
#include "data/facet_view.h"
#include "data/import_checks.h"
#include "data/import_preview_model.h"
#include "data/import_view.h"
#include "data/pair_table_model.h"
#include "dataset/pair_reader.h"
#include "keyboard.h"
#include "pages.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"
#include "test_support.h"
#include "window_fixture.h"

#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QTableView>
#include <QTest>
#include <QTimer>

using namespace tunedesk;

namespace
{
const QString kLongReply =
    QStringLiteral("It left our house on Tuesday and should reach you within two working days");

/// What comes in and goes out again.
QString lineOf(const DialoguePair &pair)
{
    return QStringLiteral("%1 | %2 | %3 | %4 | %5 | %6")
        .arg(pair.question, pair.reply,
             pair.label ? QString::number(*pair.label) : QStringLiteral("-"), pair.dialogue,
             splitName(pair.split), pair.group);
}

DialoguePair pairOf(const QString &question, const QString &reply, std::optional<int> label)
{
    DialoguePair pair;
    pair.question = question;
    pair.reply = reply;
    pair.label = label;
    return pair;
}

/// The system's dialogs stay out offscreen, so that Qt's own comes and takes a typed name.
class FileDialogByKeys
{
public:
    explicit FileDialogByKeys(const QString &file) : m_file(file)
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { look(); });
        m_timer.start(20);
    }
    bool isAnswered() const { return m_isAnswered; }

private:
    void look()
    {
        auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
        auto *field = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        if (m_isAnswered || !dialog || !field || !dialog->isAncestorOf(field))
            return;
        m_isAnswered = true;
        type(m_file);
        QTest::keyClick(field, Qt::Key_Return);
    }
    QString m_file;
    QTimer m_timer;
    bool m_isAnswered = false;
};
} // namespace

/// An analyst's data from a bad file to a clean one, without a mouse.
class tst_DataJourney : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theKeyboardAloneLeadsFromABadFileToACleanOne();

private:
    QString badFile() const;
    /// Presses keys until the filter of this name is current, then Space.
    void toggleFilter(const QString &name);

    IsolatedHome m_home;
    DataPage *m_page = nullptr;
};

void tst_DataJourney::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    qputenv("TUNEDESK_CACHE", QString(m_home.path() + QStringLiteral("/cache")).toUtf8());
}

/// Row by row: 2 stands in the project, 4 contradicts 3 and is nearly the same, 6 is nearly 5, 7
/// and 8 are a dialogue in two splits, 9 has an address, 11 no reply, 12 a label that nobody knows.
QString tst_DataJourney::badFile() const
{
    const QString rows = QStringLiteral("ticket,question,reply,label,split,topic\n"
                                        "T-1,Where is my parcel?,It arrives tomorrow.,1,,delivery\n"
                                        "T-2,Is it late?,No it is not,1,,delivery\n"
                                        "T-3,IS IT LATE,No it is not!,0,,delivery\n"
                                        "T-4,Where?,%1,1,,delivery\n"
                                        "T-4,Where?,%1 ok,1,,delivery\n"
                                        "T-5,Refund?,By card within three days,1,train,refund\n"
                                        "T-5,And when?,On Friday,0,test,refund\n"
                                        "T-6,Mail me at mei@example.org,I will,1,,contact\n"
                                        "T-7,退款到账了吗？,还没有,0,,refund\n"
                                        "T-8,And now?,,1,,refund\n"
                                        "T-9,Which size?,Forty,perhaps,,size\n")
                             .arg(kLongReply);
    QFile file(m_home.path() + QStringLiteral("/may.csv"));
    if (!file.open(QIODevice::WriteOnly))
        return {};
    return file.write(rows.toUtf8()) > 0 ? file.fileName() : QString();
}

void tst_DataJourney::toggleFilter(const QString &name)
{
    auto *filters = m_page->findChild<FacetView *>();
    QVERIFY(filters);
    for (int panes = 0; panes < 3 && !filters->hasFocus(); ++panes)
        press(Qt::Key_F6, Qt::ShiftModifier);
    QVERIFY(filters->hasFocus());
    press(Qt::Key_Home);
    for (int rows = 0; rows < 60 && filters->currentIndex().data().toString() != name; ++rows)
        press(Qt::Key_Down);
    QCOMPARE(filters->currentIndex().data().toString(), name);
    press(Qt::Key_Space);
}

void tst_DataJourney::theKeyboardAloneLeadsFromABadFileToACleanOne()
{
    const QString path = m_home.path() + QStringLiteral("/shop.tunedesk");
    {
        auto made = Project::create(path);
        VERIFY_RESULT(made);
        const auto import = made->pairs().beginImport(QStringLiteral("april.csv"));
        VERIFY_RESULT(import);
        VERIFY_RESULT(made->pairs().add(
            *import,
            {pairOf(QStringLiteral("Where is my parcel?"), QStringLiteral("It arrives tomorrow."),
                    0),
             pairOf(QStringLiteral("我的退款什么时候到账？"), QStringLiteral("三天内"), 1)},
            QStringLiteral("Bo")));
    }
    WindowFixture fixture(allPages());
    MainWindow &window = fixture.window;
    window.resize(1440, 900);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    fixture.open(path);
    QVERIFY(window.session());
    Project &onDisk = window.session()->project();
    m_page = static_cast<DataPage *>(window.page(Page::Id::Data));
    QCOMPARE(window.currentPage(), static_cast<Page *>(m_page));
    PairTableModel &pairs = *m_page->pairs();
    QTRY_COMPARE(pairs.rowCount(), 2);
    const auto count = [&] { return onDisk.pairs().count().value_or(-1); };
    const auto shown = [&] {
        QStringList questions;
        for (int row = 0; row < pairs.rowCount(); ++row)
            questions << (pairs.pairAt(row) ? pairs.pairAt(row)->question : QString());
        return questions;
    };

    type(QStringLiteral("退款")); // which Ctrl+Z must not bring back after the import
    QTRY_COMPARE(pairs.rowCount(), 1);

    // A file with problems.
    const QString file = badFile();
    QVERIFY(!file.isEmpty());
    ImportView &import = *m_page->importView();
    const auto answerDialog = [&](Qt::Key key, const QString &name) {
        const FileDialogByKeys dialog(name);
        press(key, Qt::ControlModifier);
        QVERIFY(dialog.isAnswered());
        window.activateWindow(); // as a window manager does once the dialog has closed
        QVERIFY(QTest::qWaitForWindowActive(&window));
    };
    const auto chooseFile = [&] {
        answerDialog(Qt::Key_I, file);
        QTRY_VERIFY(import.canImport());
    };
    chooseFile();
    const auto *preview = import.findChild<ImportPreviewModel *>();
    QCOMPARE(preview->preview().summary.rows, qint64(11));
    QCOMPARE(preview->preview().summary.rejected, 2);
    QCOMPARE(preview->preview().summary.duplicates, 1);
    QCOMPARE(preview->preview().summary.findings.duplicatesOtherLabel, 1);
    const auto remedyOf = [&](const QString &check) -> QComboBox * {
        for (auto *box : import.checks().findChildren<QComboBox *>())
            if (box->accessibleName().endsWith(check))
                return box;
        return nullptr;
    };
    const QList<std::pair<QString, int>> remedies{{QStringLiteral("Nearly the same"), 1},
                                                  {QStringLiteral("In two splits"), 1},
                                                  {QStringLiteral("Contradicting labels"), 1},
                                                  {QStringLiteral("Personal data"), 1}};
    // What a check found is looked at before it is decided.
    for (auto *show : import.checks().findChildren<QPushButton *>())
        if (show->accessibleName().endsWith(QLatin1String("Contradicting labels"))) {
            QVERIFY(tabTo(show));
            press(Qt::Key_Space);
            break;
        }
    QCOMPARE(preview->rowCount(), 2);
    QCOMPARE(preview->index(1, 2).data().toString(), QStringLiteral("IS IT LATE"));
    for (const auto &[check, remedy] : remedies) {
        QComboBox *box = remedyOf(check);
        QVERIFY2(box, qPrintable(check));
        QVERIFY2(tabTo(box), qPrintable(check));
        while (box->currentIndex() < remedy)
            press(Qt::Key_Down);
    }
    QTRY_VERIFY(import.canImport()); // the masks read the file anew
    press(Qt::Key_Return, Qt::ControlModifier);
    constexpr int kCameIn = 6;
    QTRY_COMPARE(count(), 2 + kCameIn);
    QTRY_COMPARE(pairs.rowCount(), kCameIn); // those of the import alone
    QTRY_COMPARE(window.session()->undoStack().undoText(),
                 QStringLiteral("Imported %1 pairs from may.csv").arg(kCameIn));

    // Out again, and in once more: the remedies are still as they were chosen.
    QVERIFY(m_page->messages().text().contains(QStringLiteral("came in")));
    press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(count(), 2);
    QTRY_COMPARE(pairs.rowCount(), 2); // the import is no filter any more
    QVERIFY(!m_page->messages().isVisible());
    chooseFile();
    for (const auto &[check, remedy] : remedies) {
        QVERIFY2(remedyOf(check), qPrintable(check));
        QCOMPARE(remedyOf(check)->currentIndex(), remedy);
    }
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(count(), 2 + kCameIn);
    QTRY_COMPARE(pairs.rowCount(), kCameIn);

    // The focus stands in the search.
    type(QStringLiteral("card within"));
    QTRY_COMPARE(shown(), QStringList{QStringLiteral("Refund?")});
    type(QStringLiteral("退款"));
    QTRY_COMPARE(shown(), QStringList{QStringLiteral("退款到账了吗？")});
    // Without the filter of the import that of the project is there too; a label leaves one.
    toggleFilter(QStringLiteral("may"));
    QTRY_COMPARE(shown(), (QStringList{QStringLiteral("我的退款什么时候到账？"),
                                       QStringLiteral("退款到账了吗？")}));
    toggleFilter(QStringLiteral("Not appropriate"));
    QTRY_COMPARE(shown(), QStringList{QStringLiteral("退款到账了吗？")});
    const qint64 wanted = pairs.pairAt(0)->id;

    // Into the bin …
    press(Qt::Key_F, Qt::ControlModifier);
    press(Qt::Key_Down);
    QVERIFY(m_page->pairsView()->hasFocus());
    press(Qt::Key_Delete);
    QTRY_COMPARE(count(), 2 + kCameIn - 1);
    QTRY_COMPARE(pairs.rowCount(), 0);
    // … where it lies beside the pair of the import that was undone, and back.
    toggleFilter(QStringLiteral("Removed pairs"));
    QTRY_COMPARE(pairs.rowCount(), 2);
    press(Qt::Key_F, Qt::ControlModifier);
    press(Qt::Key_Down);
    QTRY_VERIFY(pairs.pairAt(1));
    QVERIFY(m_page->pairsView()->currentIndex().isValid());
    press(Qt::Key_Down);
    QCOMPARE(pairs.pairAt(m_page->pairsView()->currentIndex().row())->id, wanted);
    press(Qt::Key_R);
    QTRY_COMPARE(count(), 2 + kCameIn);
    QTRY_COMPARE(pairs.rowCount(), 1);
    toggleFilter(QStringLiteral("Removed pairs"));
    QTRY_COMPARE(shown(), QStringList{QStringLiteral("退款到账了吗？")});

    // All of it to a file.
    toggleFilter(QStringLiteral("Not appropriate"));
    press(Qt::Key_F, Qt::ControlModifier);
    type(QString());
    QTRY_COMPARE(pairs.rowCount(), 2 + kCameIn);
    const QString out = m_home.path() + QStringLiteral("/clean.csv");
    answerDialog(Qt::Key_E, out);
    QTRY_COMPARE(fixture.jobs.runningCount(), 0);
    QTRY_VERIFY(m_page->messages().text().contains(QStringLiteral("8 pairs written")));
    auto reader = PairReader::open(out);
    VERIFY_RESULT(reader);
    const auto rows = reader->next(100);
    VERIFY_RESULT(rows);
    QStringList written;
    for (const PairReader::Row &row : *rows) {
        QVERIFY2(!row.rejected, qPrintable(row.rejected ? row.rejected->reason : QString()));
        written << lineOf(row.pair);
    }
    const QStringList expected{
        QStringLiteral("Where is my parcel? | It arrives tomorrow. | 0 |  |  | "),
        QStringLiteral("我的退款什么时候到账？ | 三天内 | 1 |  |  | "),
        QStringLiteral("Is it late? | No it is not | - | T-2 |  | delivery"),
        QStringLiteral("Where? | %1 | 1 | T-4 |  | delivery").arg(kLongReply),
        QStringLiteral("Refund? | By card within three days | 1 | T-5 | test | refund"),
        QStringLiteral("And when? | On Friday | 0 | T-5 | test | refund"),
        QStringLiteral("Mail me at [email] | I will | 1 | T-6 |  | contact"),
        QStringLiteral("退款到账了吗？ | 还没有 | 0 | T-7 |  | refund")};
    QCOMPARE(written, expected);
}

QTEST_MAIN(tst_DataJourney)
#include "tst_data_journey.moc"
