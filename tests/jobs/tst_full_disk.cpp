#include "contents_problem.h"
#include "jobs/export_pairs.h"
#include "jobs/import_pairs.h"
#include "project/project.h"
#include "test_support.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <sys/mount.h>

using namespace tunedesk;

/// Jobs that write pairs, on disks of many sizes: what has no room is an error of the disk, leaves
/// everything as it was, and goes through once there is room.
class tst_FullDisk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anImportComesInWholeOrNotAtAll();
    void anExportIsThereWholeOrNotAtAll_data();
    void anExportIsThereWholeOrNotAtAll();
};

namespace
{
/// A disk of a few megabytes in memory, gone with it.
struct SmallDisk {
    const QTemporaryDir folder;
    const QByteArray at = QFile::encodeName(folder.path());
    const bool isMounted =
        ::mount("tmpfs", at.constData(), "tmpfs", 0, "size=8m") == 0; // needs root
    SmallDisk() = default;
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;
    ~SmallDisk()
    {
        if (isMounted)
            ::umount2(at.constData(), MNT_DETACH);
    }

    QString path(const char *name) const { return folder.filePath(QLatin1String(name)); }
    /// Fills it but for so many bytes.
    bool fill(qint64 freeBytes) const
    {
        QFile file(path("filler"));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            return false;
        while (file.write(QByteArray(4096, 'x')) == 4096) {
        }
        return file.resize(std::max<qint64>(0, file.size() - freeBytes));
    }
    void empty() const { QFile::remove(path("filler")); }
};

constexpr int kPairs = 3000;

QString tableIn(const QTemporaryDir &folder)
{
    QFile csv(folder.filePath(QStringLiteral("pairs.csv")));
    if (csv.open(QIODevice::WriteOnly)) {
        csv.write("question,reply,label\n");
        for (int i = 0; i < kPairs; ++i)
            csv.write(QStringLiteral("where is parcel %1 of mine,parcel %1 comes tomorrow,%2\n")
                          .arg(i)
                          .arg(i % 2)
                          .toUtf8());
    }
    return csv.fileName();
}
} // namespace

void tst_FullDisk::anImportComesInWholeOrNotAtAll()
{
    const SmallDisk disk;
    if (!disk.isMounted)
        QSKIP("mounting a small disk is not allowed here");
    const QTemporaryDir elsewhere;
    const QString csv = tableIn(elsewhere);
    const QString path = disk.path("p.tunedesk");
    {
        auto project = Project::create(path);
        VERIFY_RESULT(project);
        const auto import = project->pairs().beginImport(QStringLiteral("a.csv"));
        VERIFY_RESULT(project->pairs().add(
            *import, {DialoguePair{.question = QStringLiteral("q"), .reply = QStringLiteral("r")}},
            QString()));
    }
    int refused = 0;
    bool isWhole = false;
    for (qint64 freeBytes = 100'000; !isWhole && freeBytes < 7'000'000; freeBytes += 300'000) {
        QVERIFY(disk.fill(freeBytes));
        SilentJob job;
        ImportOptions options;
        options.file = csv;
        const auto imported = importPairs(path, options, job);
        isWhole = imported.has_value();
        if (!isWhole) {
            ++refused;
            QVERIFY2(imported.error().kind == ErrorKind::Disk,
                     qPrintable(imported.error().toLine() + imported.error().details));
        }
        {
            auto project = Project::open(path, Project::Mode::ReadOnly);
            VERIFY_RESULT(project);
            QCOMPARE(project->pairs().count().value(), isWhole ? kPairs + 1 : 1);
            QCOMPARE(project->pairs().imports()->size(), isWhole ? 2u : 1u);
        }
        disk.empty();
        QCOMPARE(contentsProblem(path), QString());
        auto project = Project::open(path);
        VERIFY_RESULT(project);
        VERIFY_RESULT(
            project->labels().add({.pairId = 1, .label = 1, .annotator = QStringLiteral("mei")}));
        for (Result<bool> left = true; left && *left;)
            left = project->clearUnfinishedImports(1000);
        QCOMPARE(contentsProblem(path), QString());
    }
    QVERIFY(isWhole);
    QVERIFY2(refused > 1, qPrintable(QString::number(refused)));
}

void tst_FullDisk::anExportIsThereWholeOrNotAtAll_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"csv", "xlsx", "jsonl", "label-studio", "doccano"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void tst_FullDisk::anExportIsThereWholeOrNotAtAll()
{
    QFETCH(QString, kind);
    const SmallDisk disk;
    if (!disk.isMounted)
        QSKIP("mounting a small disk is not allowed here");
    const QTemporaryDir elsewhere;
    const QString path = elsewhere.filePath(QStringLiteral("p.tunedesk"));
    SilentJob job;
    VERIFY_RESULT(Project::create(path));
    ImportOptions options;
    options.file = tableIn(elsewhere);
    VERIFY_RESULT(importPairs(path, options, job));
    const QString file = disk.path("out");
    int refused = 0;
    bool isWhole = false;
    for (qint64 freeBytes = 4096; !isWhole && freeBytes < 7'000'000; freeBytes += 200'000) {
        QVERIFY(disk.fill(freeBytes));
        const auto written = exportPairs(path, {}, file, kind, job);
        isWhole = written.has_value();
        QCOMPARE(QFile::exists(file), isWhole);
        if (!isWhole) {
            ++refused;
            QVERIFY2(written.error().kind == ErrorKind::Disk,
                     qPrintable(written.error().toLine() + written.error().details));
            QCOMPARE(QDir(disk.folder.path())
                         .entryList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden),
                     QStringList{QStringLiteral("filler")});
        }
        disk.empty();
    }
    QVERIFY(isWhole);
    QVERIFY2(refused > 1, qPrintable(QString::number(refused)));
    const QString again = elsewhere.filePath(QStringLiteral("again.tunedesk"));
    VERIFY_RESULT(Project::create(again));
    options.file = file;
    const auto read = importPairs(again, options, job);
    VERIFY_RESULT(read);
    QCOMPARE(read->imported, kPairs);
}

QTEST_GUILESS_MAIN(tst_FullDisk)
#include "tst_full_disk.moc"
