#include "core/project_fixture.h"
#include "shell/file_dialog.h"

#include <QApplication>
#include <QFileSystemModel>
#include <QLineEdit>
#include <QListView>
#include <QTreeView>

#include <sys/stat.h>
#include <unistd.h>

using namespace tunedesk;

namespace
{
/// Locks that this process has on a file.
int locksOn(const QString &path)
{
    struct stat status {
    };
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return -1;
    QFile file(QStringLiteral("/proc/locks"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    int locks = 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QList<QByteArray> words = line.simplified().split(' ');
        if (words.size() > 5 && words[1] == "POSIX" && words[4].toLongLong() == ::getpid())
            locks += words[5].split(':').last().toULongLong() == status.st_ino;
    }
    return locks;
}

/// Shows a folder until the dialog knows the kind of each of its files.
template <typename Dialog> bool showsAll(Dialog &dialog, const QString &file)
{
    dialog.setOption(QFileDialog::DontUseNativeDialog);
    dialog.setViewMode(QFileDialog::Detail);
    dialog.show();
    auto *model = dialog.template findChild<QFileSystemModel *>();
    return model && QTest::qWaitFor(
                        [&] {
                            const QModelIndex index = model->index(file, 2);
                            return index.isValid() && !index.data().toString().isEmpty() &&
                                   !model->fileIcon(index.siblingAtColumn(0)).isNull();
                        },
                        10'000);
}
} // namespace

/// What a look into the folder of an open project does to it.
class tst_FileDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theDialogOpensNoProject();
    void aTypedPathIsOpenedFromAnyFolder_data();
    void aTypedPathIsOpenedFromAnyFolder();
    void lostLocksComeBack();
    void nothingIsWrittenToALogThatWasPutAway();
};

void tst_FileDialog::theDialogOpensNoProject()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.add(
        {DialoguePair{.question = QStringLiteral("Where?"), .reply = QStringLiteral("Here.")}}));
    const QString shm = fixture.path + QStringLiteral("-shm");
    const int locks = locksOn(fixture.path), shared = locksOn(shm);
    QVERIFY(locks > 0 && shared > 0);
    FileDialog dialog(nullptr, QStringLiteral("Open"), fixture.folder.path());
    dialog.setFileMode(QFileDialog::ExistingFile);
    QVERIFY(showsAll(dialog, fixture.path));
    QCOMPARE(locksOn(fixture.path), locks);
    QCOMPARE(locksOn(shm), shared);
}

void tst_FileDialog::aTypedPathIsOpenedFromAnyFolder_data()
{
    QTest::addColumn<bool>("isThere");
    QTest::newRow("another folder") << false;
    QTest::newRow("its own") << true;
}

void tst_FileDialog::aTypedPathIsOpenedFromAnyFolder()
{
    QFETCH(bool, isThere);
    const QTemporaryDir folder, other;
    const QString file = folder.filePath(QStringLiteral("pairs.csv"));
    writeBytes(file, "question,reply\n");
    FileDialog dialog(nullptr, QStringLiteral("Open"), isThere ? folder.path() : other.path());
    dialog.setFileMode(QFileDialog::ExistingFile);
    dialog.setOption(QFileDialog::DontUseNativeDialog);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    auto *name = dialog.findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
    QVERIFY(name && name->hasFocus());
    for (const QChar letter : file) {
        QTest::keyClick(QApplication::activePopupWidget() ? QApplication::activePopupWidget()
                                                          : name,
                        letter.toLatin1());
        QTest::qWait(10); // for a list of names to open
    }
    QTest::qWait(300);
    if (isThere) { // as it is on a screen while the folder's own path is typed
        auto *list = dialog.findChild<QListView *>(QStringLiteral("listView"));
        QVERIFY(list);
        list->selectionModel()->select(list->rootIndex(),
                                       QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    QTest::keyClick(QApplication::activePopupWidget() ? QApplication::activePopupWidget() : name,
                    Qt::Key_Return);
    QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
    QCOMPARE(dialog.selectedFiles(), QStringList{file});
}

void tst_FileDialog::lostLocksComeBack()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    const QString shm = fixture.path + QStringLiteral("-shm");
    QVERIFY(locksOn(fixture.path) > 0 && locksOn(shm) > 0);
    for (const QString &path : {fixture.path, shm}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        file.close();
        QCOMPARE(locksOn(path), 0); // as POSIX has it
        QTRY_VERIFY_WITH_TIMEOUT(locksOn(path) > 0, 10'000);
    }
}

void tst_FileDialog::nothingIsWrittenToALogThatWasPutAway()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.add(
        {DialoguePair{.question = QStringLiteral("Where?"), .reply = QStringLiteral("Here.")}}));
    // As the end of another process does that takes itself for the last one.
    QVERIFY(QFile::rename(fixture.path + QStringLiteral("-wal"),
                          fixture.path + QStringLiteral("-gone")));
    const auto flagged = fixture->pairs().setFlagged({1}, true);
    QVERIFY(!flagged.has_value());
    QCOMPARE(flagged.error().kind, ErrorKind::File);
    QVERIFY(QFile::rename(fixture.path + QStringLiteral("-gone"),
                          fixture.path + QStringLiteral("-wal")));
    VERIFY_RESULT(fixture->pairs().setFlagged({1}, true));
}

QTEST_MAIN(tst_FileDialog)
#include "tst_file_dialog.moc"
