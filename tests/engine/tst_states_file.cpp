#include "engine/training/states_file.h"

#include "test_support.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <numeric>
#include <vector>

using namespace tunedesk;

class tst_StatesFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsFoundAgain();
    void memoryServesWhereThereIsNoDisk();
    void anotherKeyOrLengthFindsNothing();
    void aDamagedOneIsNotFound_data();
    void aDamagedOneIsNotFound();
    void oneThatIsNotFinishedLeavesNothing();
    void theOneUsedLongestAgoMakesRoom();
    void aFileThatIsCutWhileItIsReadIsNoCrash();
};

namespace
{
constexpr qint64 kRoom = qint64{1} << 40;

StatesPlace placeIn(const QString &folder, char key = 'a')
{
    return {.folder = folder, .key = QByteArray(32, key), .freeBytes = [](const QString &) {
                return kRoom;
            }};
}

const std::vector<std::int64_t> &ends()
{
    static const std::vector<std::int64_t> all{5, 5, 300, 1000};
    return all;
}

std::vector<char> rowOf(std::size_t row)
{
    std::vector<char> bytes(static_cast<std::size_t>(ends()[row] - (row ? ends()[row - 1] : 0)));
    std::iota(bytes.begin(), bytes.end(), static_cast<char>(row * 17));
    return bytes;
}

/// In another order than they lie.
bool fill(StatesFile &file)
{
    for (const std::size_t row : {3, 0, 2, 1})
        if (!file.write(row, rowOf(row).data()))
            return false;
    return file.finish();
}

bool holdsItsRows(const StatesFile &file)
{
    for (std::size_t row = 0; row < ends().size(); ++row) {
        std::vector<char> bytes(rowOf(row).size());
        if (!file.read(row, bytes.data()) || bytes != rowOf(row))
            return false;
    }
    return true;
}

QStringList filesIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::Files | QDir::Hidden);
}
} // namespace

void tst_StatesFile::whatIsWrittenIsFoundAgain()
{
    const QTemporaryDir folder;
    const StatesPlace place = placeIn(folder.filePath(QStringLiteral("made/anew")));
    QVERIFY(!StatesFile::find(place, ends()));
    {
        auto file = StatesFile::create(place, ends());
        QVERIFY(file);
        QVERIFY(fill(*file));
        QVERIFY(holdsItsRows(*file));
    }
    const auto found = StatesFile::find(place, ends());
    QVERIFY(found);
    QVERIFY(holdsItsRows(*found));
    const QStringList files = filesIn(place.folder);
    QCOMPARE(files.size(), 1);
    QCOMPARE(QFile(place.folder + QLatin1Char('/') + files[0]).permissions() &
                 (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
}

void tst_StatesFile::memoryServesWhereThereIsNoDisk()
{
    auto file = StatesFile::create({}, ends());
    QVERIFY(file);
    QVERIFY(fill(*file));
    QVERIFY(holdsItsRows(*file));
    QVERIFY(!StatesFile::create({.mostMemory = 999}, ends()));

    const QTemporaryDir folder;
    StatesPlace full = placeIn(folder.path());
    full.freeBytes = [](const QString &) { return StatesFile::kReserveBytes; };
    auto instead = StatesFile::create(full, ends());
    QVERIFY(instead);
    QVERIFY(fill(*instead));
    QVERIFY(holdsItsRows(*instead));
    QCOMPARE(filesIn(folder.path()), QStringList());
}

void tst_StatesFile::anotherKeyOrLengthFindsNothing()
{
    const QTemporaryDir folder;
    auto file = StatesFile::create(placeIn(folder.path()), ends());
    QVERIFY(file && fill(*file));
    QVERIFY(!StatesFile::find(placeIn(folder.path(), 'b'), ends()));
    QVERIFY(!StatesFile::find(placeIn(folder.path()), {5, 5, 300, 1001}));
    QVERIFY(!StatesFile::find(placeIn(folder.path()), {5, 300, 1000}));
    const QString name = filesIn(folder.path()).value(0);
    QVERIFY(QFile::copy(folder.filePath(name),
                        folder.filePath(QString::fromLatin1(QByteArray(16, 'b').toHex()) +
                                        QStringLiteral(".states"))));
    QVERIFY(!StatesFile::find(placeIn(folder.path(), 'b'), ends())); // renamed by somebody
}

void tst_StatesFile::aDamagedOneIsNotFound_data()
{
    QTest::addColumn<int>("byte"); // −1: the last one is cut off
    QTest::newRow("header") << 0;
    QTest::newRow("key") << 9;
    QTest::newRow("number of rows") << 40;
    QTest::newRow("sum of sums") << 56;
    QTest::newRow("a sum") << 64;
    QTest::newRow("the first row") << 80;
    QTest::newRow("the last byte") << 1079;
    QTest::newRow("cut") << -1;
}

void tst_StatesFile::aDamagedOneIsNotFound()
{
    QFETCH(int, byte);
    const QTemporaryDir folder;
    {
        auto file = StatesFile::create(placeIn(folder.path()), ends());
        QVERIFY(file && fill(*file));
    }
    QFile file(folder.filePath(filesIn(folder.path()).value(0)));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QCOMPARE(file.size(), 1080);
    if (byte < 0) {
        QVERIFY(file.resize(1079));
    } else {
        QVERIFY(file.seek(byte));
        char old = 0;
        QVERIFY(file.getChar(&old));
        QVERIFY(file.seek(byte) && file.putChar(static_cast<char>(old ^ 4)));
    }
    file.close();
    QVERIFY(!StatesFile::find(placeIn(folder.path()), ends()));
    {
        auto anew = StatesFile::create(placeIn(folder.path()), ends());
        QVERIFY(anew && fill(*anew));
    }
    QVERIFY(StatesFile::find(placeIn(folder.path()), ends()));
}

void tst_StatesFile::oneThatIsNotFinishedLeavesNothing()
{
    const QTemporaryDir folder;
    {
        auto file = StatesFile::create(placeIn(folder.path()), ends());
        QVERIFY(file && file->write(0, rowOf(0).data()));
        QCOMPARE(filesIn(folder.path()).size(), 1);
        QVERIFY(!StatesFile::find(placeIn(folder.path()), ends()));
    }
    QCOMPARE(filesIn(folder.path()), QStringList());
    QFile left(folder.filePath(QStringLiteral("x.states.part"))); // of a killed process
    QVERIFY(left.open(QIODevice::WriteOnly));
    left.close();
    auto file = StatesFile::create(placeIn(folder.path()), ends());
    QVERIFY(file && fill(*file));
    QCOMPARE(filesIn(folder.path()).size(), 1);
}

void tst_StatesFile::theOneUsedLongestAgoMakesRoom()
{
    const QTemporaryDir folder;
    qint64 room = 3 * 1080;
    const auto place = [&](char key) {
        StatesPlace made = placeIn(folder.path(), key);
        made.freeBytes = [&](const QString &where) {
            qint64 taken = 0;
            for (const QString &name : filesIn(where))
                taken += QFileInfo(where + QLatin1Char('/') + name).size();
            return StatesFile::kReserveBytes + room - taken;
        };
        return made;
    };
    const QDateTime now = QDateTime::currentDateTime();
    int age = 100;
    for (const char key : {'a', 'b', 'c'}) {
        auto file = StatesFile::create(place(key), ends());
        QVERIFY(file && fill(*file));
        QFile onDisk(folder.filePath(QString::fromLatin1(QByteArray(16, key).toHex()) +
                                     QStringLiteral(".states")));
        QVERIFY(onDisk.open(QIODevice::ReadWrite) &&
                onDisk.setFileTime(now.addSecs(-age--), QFileDevice::FileModificationTime));
    }
    QVERIFY(StatesFile::find(place('a'), ends())); // used now: b is the oldest
    auto file = StatesFile::create(place('d'), ends());
    QVERIFY(file && fill(*file));
    QVERIFY(StatesFile::find(place('a'), ends()));
    QVERIFY(!StatesFile::find(place('b'), ends()));
    QVERIFY(StatesFile::find(place('c'), ends()));
    QVERIFY(StatesFile::find(place('d'), ends()));
    room = 1000; // too little for any: memory serves
    auto small = StatesFile::create(place('e'), ends());
    QVERIFY(small && fill(*small));
    QVERIFY(!StatesFile::find(place('e'), ends()));
}

void tst_StatesFile::aFileThatIsCutWhileItIsReadIsNoCrash()
{
    const QTemporaryDir folder;
    auto file = StatesFile::create(placeIn(folder.path()), ends());
    QVERIFY(file && fill(*file));
    QVERIFY(QFile::resize(folder.filePath(filesIn(folder.path()).value(0)), 500));
    std::vector<char> bytes(rowOf(3).size());
    QVERIFY(!file->read(3, bytes.data()));
    QVERIFY(file->read(0, bytes.data()));
}

QTEST_GUILESS_MAIN(tst_StatesFile)
#include "tst_states_file.moc"
