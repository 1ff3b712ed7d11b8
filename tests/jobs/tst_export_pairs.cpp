#include "base/atomic_file.h"
#include "dataset/pair_reader.h"
#include "dataset/pair_writer.h"
#include "jobs/export_pairs.h"
#include "jobs/import_pairs.h"
#include "project/project.h"
#include "test_support.h"

#include <QDateTime>
#include <QFile>
#include <QTemporaryDir>

#include <random>

using namespace tunedesk;

namespace
{
/// Texts with everything that a file format may stumble over.
QString randomText(std::mt19937 &random)
{
    static const QStringList pieces{QStringLiteral("=SUM(A1)"),
                                    QStringLiteral("'"),
                                    QStringLiteral("+1"),
                                    QStringLiteral("@"),
                                    QStringLiteral("-"),
                                    QStringLiteral("\""),
                                    QStringLiteral(","),
                                    QStringLiteral(";"),
                                    QStringLiteral("\t"),
                                    QStringLiteral("\n"),
                                    QStringLiteral("包裹什么时候到？"),
                                    QStringLiteral("é"),
                                    QStringLiteral("😀"),
                                    QStringLiteral("\\"),
                                    QStringLiteral("null"),
                                    QStringLiteral(" "),
                                    QStringLiteral("parcel"),
                                    QStringLiteral("{\"a\":[1]}"),
                                    QStringLiteral("1.50"),
                                    QStringLiteral("_x000D_"),
                                    QStringLiteral("_x0041"),
                                    QStringLiteral("&lt;<b>]]>"),
                                    QStringLiteral("\u0007"),
                                    QStringLiteral("\u001f"),
                                    QStringLiteral("\u0085"),
                                    QStringLiteral("\u2028"),
                                    QString(QChar(QChar::ByteOrderMark)),
                                    QString(QChar(0xfffe))};
    QString text;
    for (unsigned i = 0, count = random() % 7; i < count; ++i)
        text += pieces[qsizetype(random() % unsigned(pieces.size()))];
    return text;
}

Label randomAnswer(std::mt19937 &random)
{
    Label answer;
    answer.annotator = QStringList{QStringLiteral("mei"), QStringLiteral("Åsa Öberg"),
                                   QStringLiteral("o'neil")}[qsizetype(random() % 3)];
    if (random() % 4 == 0)
        answer.skipped = true;
    else if (random() % 3 == 0)
        answer.score = double(random() % 1000) / 7;
    else
        answer.label = int(random() % 2);
    answer.atMs = 1'600'000'000'000 + qint64(random() % 1'000'000'000);
    answer.seconds = double(random() % 1000) / 8;
    if (random() % 3 == 0)
        answer.note = randomText(random);
    return answer;
}

std::vector<DialoguePair> randomPairs(int count, unsigned seed)
{
    std::mt19937 random(seed);
    std::vector<DialoguePair> pairs;
    for (int i = 0; i < count; ++i) {
        DialoguePair pair;
        pair.question = QStringLiteral("%1 q%2").arg(randomText(random)).arg(i);
        pair.reply = QStringLiteral("%1 r").arg(randomText(random));
        pair.context = randomText(random);
        pair.dialogue = randomText(random).trimmed();
        pair.group = randomText(random).trimmed();
        pair.note = randomText(random);
        pair.flagged = random() % 4 == 0;
        pair.split = Split(random() % 4);
        for (unsigned k = 0, answers = random() % 4; k < answers; ++k)
            pair.answers.push_back(randomAnswer(random));
        pairs.push_back(pair);
    }
    return pairs;
}

/// What has to survive, a line for each pair.
QStringList contentOf(const QString &projectFile)
{
    auto project = Project::open(projectFile, Project::Mode::ReadOnly);
    QStringList content;
    const auto ids = project->pairs().ids({});
    for (const qint64 id : *ids) {
        const auto found = project->pairs().find(id);
        const DialoguePair &pair = found->value();
        QStringList cells{pair.question,
                          pair.reply,
                          pair.context,
                          pair.dialogue,
                          pair.group,
                          pair.note,
                          pair.flagged ? QStringLiteral("1") : QString(),
                          splitName(pair.split),
                          pair.label ? QString::number(*pair.label) : QStringLiteral("-"),
                          pair.score ? QString::number(*pair.score, 'g', 17) : QStringLiteral("-"),
                          QString::number(pair.annotators),
                          QString::number(pair.disputed)};
        const auto history = project->labels().history(id);
        for (const Label &answer : *history) {
            if (answer.takenBack)
                continue;
            cells << answer.annotator << QString::number(answer.label.value_or(-1))
                  << (answer.score ? QString::number(*answer.score, 'g', 17) : QString())
                  << QString::number(answer.skipped) << QString::number(answer.atMs)
                  << QString::number(answer.seconds, 'g', 17) << answer.note;
        }
        content << cells.join(QChar(u'\x1f'));
    }
    return content;
}
} // namespace

class tst_ExportPairs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatGoesOutComesInAgain_data();
    void whatGoesOutComesInAgain();
    void formulasAreGuarded();
    void cellsOfOthersKeepTheirApostrophes();
    void anAnswerTakenBackStaysHere();
    void aStopLeavesNoFile_data();
    void aStopLeavesNoFile();
    void anUnknownKindIsRefused();
    void anEmptyProjectGivesAFileWithoutPairs_data();
    void anEmptyProjectGivesAFileWithoutPairs();
    void whatAKilledExportLeftIsRemoved();
    void noProjectIsWrittenOver();
};

void tst_ExportPairs::whatGoesOutComesInAgain_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"csv", "xlsx", "jsonl", "label-studio", "doccano"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void tst_ExportPairs::whatGoesOutComesInAgain()
{
    QFETCH(QString, kind);
    const QTemporaryDir folder;
    const QString from = folder.filePath(QStringLiteral("from.tunedesk"));
    const QString to = folder.filePath(QStringLiteral("to.tunedesk"));
    const QString file = folder.filePath(
        QStringLiteral("pairs.") + (kind == QLatin1String("csv") || kind == QLatin1String("xlsx")
                                        ? kind
                                        : QStringLiteral("json")));
    SilentJob job;
    {
        auto project = Project::create(from);
        VERIFY_RESULT(project);
        const auto import = project->pairs().beginImport(QStringLiteral("made.csv"));
        VERIFY_RESULT(import);
        const auto added = project->pairs().add(*import, randomPairs(1000, 7), QStringLiteral("x"));
        VERIFY_RESULT(added);
        QCOMPARE(added->added, 1000);
        VERIFY_RESULT(Project::create(to));
    }
    const auto written = exportPairs(from, {}, file, kind, job);
    VERIFY_RESULT(written);
    QCOMPARE(written->rows, 1000);
    ImportOptions options;
    options.file = file;
    options.allowPartial = false;
    const auto read = importPairs(to, options, job);
    VERIFY_RESULT(read);
    QCOMPARE(read->imported, 1000);
    const QStringList before = contentOf(from), after = contentOf(to);
    QCOMPARE(after.size(), before.size());
    for (qsizetype i = 0; i < before.size(); ++i)
        QCOMPARE(after[i], before[i]);
}

void tst_ExportPairs::formulasAreGuarded()
{
    for (const char *text : {"=1+1", "+1", "-1", "@SUM", "\tx", "'quoted", "''", "'"}) {
        const QString plain = QString::fromLatin1(text);
        QCOMPARE(guardedCell(plain), QLatin1Char('\'') + plain);
        QCOMPARE(unguardedCell(guardedCell(plain)), plain);
    }
    for (const char *text : {"", "a=1", "it's", " =1"})
        QCOMPARE(guardedCell(QString::fromLatin1(text)), QString::fromLatin1(text));
}

void tst_ExportPairs::cellsOfOthersKeepTheirApostrophes()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("other.csv"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("question,reply\n'=1,''b\n");
    file.close();
    auto reader = PairReader::open(path);
    VERIFY_RESULT(reader);
    const auto rows = reader->next(10);
    VERIFY_RESULT(rows);
    QCOMPARE(rows->at(0).pair.question, QStringLiteral("'=1"));
    QCOMPARE(rows->at(0).pair.reply, QStringLiteral("''b"));
}

void tst_ExportPairs::anAnswerTakenBackStaysHere()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("p.tunedesk"));
    const QString file = folder.filePath(QStringLiteral("p.jsonl"));
    SilentJob job;
    auto project = Project::create(path);
    VERIFY_RESULT(project);
    const auto import = project->pairs().beginImport(QStringLiteral("made.csv"));
    VERIFY_RESULT(project->pairs().add(
        *import, {DialoguePair{.question = QStringLiteral("q"), .reply = QStringLiteral("r")}},
        QString()));
    VERIFY_RESULT(
        project->labels().add({.pairId = 1, .label = 1, .annotator = QStringLiteral("mei")}));
    VERIFY_RESULT(project->labels().undoLast(QStringLiteral("mei")));
    VERIFY_RESULT(exportPairs(path, {}, file, QStringLiteral("jsonl"), job));
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray line = written.readAll();
    QVERIFY2(line.contains("\"answers\":[]"), line.constData());
    QVERIFY2(line.contains("\"label\":null"), line.constData());
}

namespace
{
class StopAtOnce final : public JobContext
{
public:
    bool stopRequested() const override { return true; }
    void report(qint64, qint64, const QString &) override {}
};
} // namespace

void tst_ExportPairs::aStopLeavesNoFile_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"csv", "xlsx"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void tst_ExportPairs::aStopLeavesNoFile()
{
    QFETCH(QString, kind);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("p.tunedesk"));
    auto project = Project::create(path);
    VERIFY_RESULT(project);
    const auto import = project->pairs().beginImport(QStringLiteral("made.csv"));
    VERIFY_RESULT(project->pairs().add(*import, randomPairs(3, 1), QString()));
    StopAtOnce job;
    const QString file = folder.filePath(QStringLiteral("p.") + kind);
    const auto stopped = exportPairs(path, {}, file, kind, job);
    VERIFY_RESULT(stopped);
    QCOMPARE(stopped->outcome, Outcome::Stopped);
    QVERIFY(!QFile::exists(file));
}

void tst_ExportPairs::anUnknownKindIsRefused()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("p.tunedesk"));
    VERIFY_RESULT(Project::create(path));
    SilentJob job;
    const auto refused =
        exportPairs(path, {}, folder.filePath(QStringLiteral("p.xls")), QStringLiteral("xls"), job);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Input);
    // A spreadsheet program would not open text that calls itself XLSX.
    const QString spreadsheet = folder.filePath(QStringLiteral("p.xlsx"));
    const auto misnamed = exportPairs(path, {}, spreadsheet, QStringLiteral("csv"), job);
    QVERIFY(!misnamed);
    QCOMPARE(misnamed.error().kind, ErrorKind::Input);
    QVERIFY(!QFile::exists(spreadsheet));
}

void tst_ExportPairs::anEmptyProjectGivesAFileWithoutPairs_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"csv", "xlsx", "jsonl", "label-studio", "doccano"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void tst_ExportPairs::anEmptyProjectGivesAFileWithoutPairs()
{
    QFETCH(QString, kind);
    const QTemporaryDir folder;
    SilentJob job;
    const QString path = folder.filePath(QStringLiteral("p.tunedesk"));
    VERIFY_RESULT(Project::create(path));
    const QString file = folder.filePath(QStringLiteral("out.") + kind);
    const auto summary = exportPairs(path, {}, file, kind, job);
    VERIFY_RESULT(summary);
    QCOMPARE(summary->rows, 0);
    QVERIFY(QFile::exists(file));
    if (kind != QLatin1String("xlsx"))
        return;
    PairFormat format;
    format.hasHeader = false;
    auto reader = PairReader::open(file, format, false);
    VERIFY_RESULT(reader);
    const auto rows = reader->next(10);
    VERIFY_RESULT(rows);
    QCOMPARE(rows->size(), 1u);
    QCOMPARE(rows->front().cells, exportColumns());
}

void tst_ExportPairs::whatAKilledExportLeftIsRemoved()
{
    const QTemporaryDir folder;
    SilentJob job;
    const QString path = folder.filePath(QStringLiteral("p.tunedesk"));
    VERIFY_RESULT(Project::create(path));
    const auto make = [&folder](const char *name, bool isOld) {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        const QDateTime longAgo = QDateTime::currentDateTimeUtc().addSecs(-120);
        return file.open(QIODevice::WriteOnly) &&
               (!isOld || file.setFileTime(longAgo, QFileDevice::FileModificationTime));
    };
    QVERIFY(make("out.csv.aB3xY9.part", true));
    const QStringList others{"out.csv.aB3xY8.part", "out.csv.part", "out.csv.longer7.part",
                             "other.csv.aB3xY9.part", "out.csv.aB-xY9.part"};
    QVERIFY(make("out.csv.aB3xY8.part", false)); // as a writer's that has just begun
    for (const QString &other : others.mid(1))
        QVERIFY(make(other.toLatin1(), true));
    const QString out = folder.filePath(QStringLiteral("out.csv"));
    AtomicFile living(out);
    VERIFY_RESULT(living.open());
    const QString name = QFile::decodeName(living.temporaryName());
    {
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::currentDateTimeUtc().addSecs(-120),
                                 QFileDevice::FileModificationTime));
    }
    VERIFY_RESULT(exportPairs(path, {}, out, QStringLiteral("csv"), job));
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("out.csv.aB3xY9.part"))));
    for (const QString &other : others)
        QVERIFY2(QFile::exists(folder.filePath(other)), qPrintable(other));
    QVERIFY(QFile::exists(name));
    VERIFY_RESULT(living.commit());
}

void tst_ExportPairs::noProjectIsWrittenOver()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("p.tunedesk"));
    const QString renamed = folder.filePath(QStringLiteral("old.csv"));
    const QString linked = folder.filePath(QStringLiteral("link.csv"));
    VERIFY_RESULT(Project::create(path));
    QVERIFY(QFile::copy(path, renamed));
    QVERIFY(QFile::link(path, linked));
    SilentJob job;
    for (const QString &kind :
         QStringList({QStringLiteral("csv"), QStringLiteral("xlsx"), QStringLiteral("jsonl")}))
        for (const QString &target :
             {path, renamed, linked, folder.filePath(QStringLiteral("other.TuneDesk"))}) {
            const auto refused = exportPairs(path, {}, target, kind, job);
            QVERIFY2(!refused, qPrintable(kind + target));
            QCOMPARE(refused.error().kind, ErrorKind::Input);
        }
    VERIFY_RESULT(Project::open(path));
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("other.TuneDesk"))));
}

QTEST_GUILESS_MAIN(tst_ExportPairs)
#include "tst_export_pairs.moc"
