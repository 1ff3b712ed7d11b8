#include "jobs/import_pairs.h"
#include "project/project.h"
#include "test_support.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

using namespace tunedesk;

namespace
{
/// A project and files beside it.
struct Desk {
    QTemporaryDir folder;
    QString projectFile = folder.filePath(QStringLiteral("shop.tunedesk"));
    SilentJob job;

    Desk()
    {
        if (const auto made = Project::create(projectFile); !made)
            qFatal("%s", qPrintable(made.error().toLine()));
    }
    ImportOptions csv(const QByteArray &bytes)
    {
        ImportOptions options;
        options.file = folder.filePath(QStringLiteral("pairs.csv"));
        QFile file(options.file);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no test file");
        return options;
    }
    int pairs() const
    {
        auto project = Project::open(projectFile);
        return project ? project->pairs().count().value_or(-1) : -1;
    }
};

QByteArray csvOf(int rows)
{
    QByteArray bytes("question,reply,label\n");
    for (int i = 0; i < rows; ++i)
        bytes += "question " + QByteArray::number(i) + ",reply," + QByteArray::number(i % 2) + '\n';
    return bytes;
}
} // namespace

class tst_ImportPairs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goodRowsComeInAndBadOnesAreListed();
    void withoutPartialOneBadRowRefusesTheFile();
    void anotherFileThanWasShownIsRefused();
    void answersOfSeveralPeopleComeInRowByRow();
    void importingTwiceAddsNothing();
    void duplicatesBringLabelsThatAreMissing();
    void manyDuplicatesBringTheirAnswersWhole();
    void aPreviewCountsAndChangesNothing();
    void aStopLeavesTheProjectAsItWas_data();
    void aStopLeavesTheProjectAsItWas();
    void aBrokenFileLeavesTheProjectAsItWas();
    void theSampleComesWithItsLabels();
    void realPairsComeInWhole();
};

void tst_ImportPairs::goodRowsComeInAndBadOnesAreListed()
{
    Desk desk;
    auto options = desk.csv("ticket,question,reply,label,split\n7,\"a\nb\",c,1,test\n7,,c,1,\n8,d,"
                            "e,postive,\n8,f,g,,\n7,\" a\nb\",c ,0,\n");
    const auto summary = importPairs(desk.projectFile, options, desk.job);
    VERIFY_RESULT(summary);
    QCOMPARE(summary->outcome, Outcome::Finished);
    QCOMPARE(summary->rows, 5);
    QCOMPARE(summary->imported, 2);
    QCOMPARE(summary->duplicates, 1);
    QCOMPARE(summary->rejected, 2);
    QCOMPARE(summary->labelled, 1);
    QCOMPARE(summary->formatName, QStringLiteral("csv"));
    QCOMPARE(summary->reasons.size(), 2u);
    QCOMPARE(summary->reasons[0].row, 4);
    QCOMPARE(summary->reasons[1].row, 5);
    auto project = Project::open(desk.projectFile);
    VERIFY_RESULT(project);
    const auto pairs = project->pairs().page({}, 0, 10);
    VERIFY_RESULT(pairs);
    QCOMPARE(pairs->size(), 2u);
    QCOMPARE(pairs->front().question, QStringLiteral("a\nb"));
    QCOMPARE(pairs->front().dialogue, QStringLiteral("7"));
    QCOMPARE(pairs->front().split, Split::Test);
    QCOMPARE(pairs->front().label, std::optional(1));
    QCOMPARE(pairs->front().originFile, QStringLiteral("pairs.csv"));
    QCOMPARE(pairs->front().originRow, 2);
    QCOMPARE(pairs->front().importId, summary->importId);
    QCOMPARE(pairs->back().label, std::nullopt);
    QCOMPARE(project->labels().history(pairs->front().id)->front().annotator,
             QStringLiteral("import"));
}

void tst_ImportPairs::withoutPartialOneBadRowRefusesTheFile()
{
    Desk desk;
    auto options = desk.csv("question,reply\na,b\nc\n");
    options.allowPartial = false;
    const auto summary = importPairs(desk.projectFile, options, desk.job);
    QVERIFY(!summary);
    QCOMPARE(summary.error().kind, ErrorKind::Input);
    QVERIFY(summary.error().where.contains(QLatin1String("line 3")));
    QCOMPARE(desk.pairs(), 0);
}

void tst_ImportPairs::anotherFileThanWasShownIsRefused()
{
    Desk desk;
    auto options = desk.csv("question,reply,label\na,b,1\n");
    const auto preview = previewImport(desk.projectFile, options, 10, desk.job);
    VERIFY_RESULT(preview);
    options.format = preview->summary.format;
    options.seen = preview->summary.seen;
    desk.csv("reply,question,label\nlonger,a,0\n"); // columns in other places
    const auto refused = importPairs(desk.projectFile, options, desk.job);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::File);
    QCOMPARE(desk.pairs(), 0);
    const auto again =
        previewImport(desk.projectFile, desk.csv("question,reply\na,b\n"), 10, desk.job);
    VERIFY_RESULT(again);
    options.format = again->summary.format;
    options.seen = again->summary.seen;
    VERIFY_RESULT(importPairs(desk.projectFile, options, desk.job));
    QCOMPARE(desk.pairs(), 1);
}

void tst_ImportPairs::answersOfSeveralPeopleComeInRowByRow()
{
    for (const char *name : {"annotator", "标注人"}) {
        Desk desk;
        auto options = desk.csv(QByteArray("question,reply,label,") + name +
                                "\na,b,1,Ann\na,b,0,Bob\nc,d,1,Ann\nc,d,1,Bob\ne,f,1,\ng,h,,Ann\n");
        options.dryRun = true;
        const auto dry = importPairs(desk.projectFile, options, desk.job);
        VERIFY_RESULT(dry);
        options.dryRun = false;
        const auto summary = importPairs(desk.projectFile, options, desk.job);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->updates.updated, 2);
        QCOMPARE(dry->updates.updated, 2);
        QCOMPARE(summary->imported, 4);
        auto project = Project::open(desk.projectFile);
        VERIFY_RESULT(project);
        const auto ids = project->pairs().ids({});
        VERIFY_RESULT(ids);
        QCOMPARE(ids->size(), 4u);
        const auto answersOf = [&](std::size_t pair) {
            QStringList answers;
            const auto history = project->labels().history(ids->at(pair));
            if (history)
                for (const Label &answer : *history)
                    answers << QStringLiteral("%1 %2").arg(answer.annotator).arg(*answer.label);
            return answers.join(u',');
        };
        QCOMPARE(answersOf(0), QStringLiteral("Ann 1,Bob 0"));
        QCOMPARE(answersOf(1), QStringLiteral("Ann 1,Bob 1"));
        QCOMPARE(answersOf(2), QStringLiteral("import 1"));
        QCOMPARE(answersOf(3), QString());
    }
}

void tst_ImportPairs::importingTwiceAddsNothing()
{
    Desk desk;
    const auto options = desk.csv(csvOf(1200));
    VERIFY_RESULT(importPairs(desk.projectFile, options, desk.job));
    const auto again = importPairs(desk.projectFile, options, desk.job);
    VERIFY_RESULT(again);
    QCOMPARE(again->imported, 0);
    QCOMPARE(again->duplicates, 1200);
    QCOMPARE(desk.pairs(), 1200);
}

void tst_ImportPairs::duplicatesBringLabelsThatAreMissing()
{
    Desk desk;
    VERIFY_RESULT(
        importPairs(desk.projectFile, desk.csv("question,reply,label\na,b,\nc,d,1\n"), desk.job));
    auto options = desk.csv("question,reply,label\na,b,1\na,b,0\nc,d,0\ne,f,\ne,f,1\ne,f,0\n");
    const auto expect = [](const Result<ImportSummary> &summary, int updated, int otherLabels = 3) {
        VERIFY_RESULT(summary);
        QCOMPARE(summary->updates.fields.labels, updated);
        QCOMPARE(summary->updates.updated, updated);
        QCOMPARE(summary->findings.duplicatesOtherLabel, otherLabels); // a,b,0 c,d,0 e,f,0
    };
    options.dryRun = true;
    expect(importPairs(desk.projectFile, options, desk.job), 2);
    options.dryRun = false;
    options.checking = ImportChecking::all(); // by which duplicates are known before
    auto summary = importPairs(desk.projectFile, options, desk.job);
    expect(summary, 2);
    QCOMPARE(summary->imported, 1);
    QCOMPARE(summary->duplicates, 5);
    auto project = Project::open(desk.projectFile);
    VERIFY_RESULT(project);
    for (const qint64 id : {1, 2, 3})
        QCOMPARE((*project->pairs().find(id))->label, std::optional(1));
    QCOMPARE(project->labels().history(1)->size(), 1u);
    QVERIFY(project->labels().history(1)->front().imported);
    VERIFY_RESULT(project->changes().undoLast()); // one step
    QCOMPARE(project->pairs().count().value(), 2);
    QCOMPARE((*project->pairs().find(1))->label, std::nullopt);
    VERIFY_RESULT(project->changes().redoNext());
    QCOMPARE((*project->pairs().find(1))->label, std::optional(1));
    options.checking = {};
    expect(importPairs(desk.projectFile, options, desk.job), 0);

    // A second person's answers, also where they differ; once.
    options.annotator = QStringLiteral("bob");
    options.dryRun = true;
    expect(importPairs(desk.projectFile, options, desk.job), 3);
    options.dryRun = false;
    expect(importPairs(desk.projectFile, options, desk.job), 3);
    QCOMPARE(project->labels().history(2)->back().annotator, QStringLiteral("bob"));
    QCOMPARE((*project->pairs().find(1))->annotators, 2);
    QVERIFY((*project->pairs().find(2))->disputed); // it has no label any more
    expect(importPairs(desk.projectFile, options, desk.job), 0, 2);
}

void tst_ImportPairs::aPreviewCountsAndChangesNothing()
{
    Desk desk;
    VERIFY_RESULT(importPairs(desk.projectFile, desk.csv("question,reply\na,b\n"), desk.job));
    auto options = desk.csv("question,reply\na,b\nc,d\nc,d\n ,d\ne,f\n");
    const auto preview = previewImport(desk.projectFile, options, 3, desk.job);
    VERIFY_RESULT(preview);
    QCOMPARE(preview->rows.size(), 3u);
    QCOMPARE(preview->rows[0].duplicate, true);
    QCOMPARE(preview->rows[1].duplicate, false);
    QCOMPARE(preview->rows[2].duplicate, true);
    QCOMPARE(preview->summary.rows, 5);
    QCOMPARE(preview->summary.imported, 2);
    QCOMPARE(preview->summary.duplicates, 2);
    QCOMPARE(preview->summary.rejected, 1);
    options.dryRun = true;
    const auto dry = importPairs(desk.projectFile, options, desk.job);
    VERIFY_RESULT(dry);
    QCOMPARE(dry->imported, 2);
    QCOMPARE(desk.pairs(), 1);
    // Columns that can't be found are a person's choice, so the preview shows the file all the
    // same.
    const auto unknown = previewImport(desk.projectFile, desk.csv("x,label\n1,1\n"), 3, desk.job);
    VERIFY_RESULT(unknown);
    QCOMPARE(unknown->rows.size(), 1u);
}

void tst_ImportPairs::manyDuplicatesBringTheirAnswersWhole()
{
    // More than wait in memory, by their notes.
    constexpr int kPairs = 3'000;
    const QByteArray filling(3'000, 'n');
    QByteArray lines;
    for (const bool isAnswered : {false, true})
        for (int i = 0; i < kPairs; ++i) {
            const QByteArray number = QByteArray::number(i);
            lines += R"({"question":"q)" + number + R"(","reply":"r")";
            if (isAnswered)
                lines += R"(,"answers":[{"label":)" + QByteArray::number(i % 2) +
                         R"(,"annotator":"mei","seconds":1.5,"note":")" + number + filling +
                         R"("},{"score":0.25,"annotator":"bob"}])";
            else
                lines += R"(,"answers":null)";
            lines += "}\n";
        }
    Desk desk;
    auto options = desk.csv(lines);
    options.format.kind = QStringLiteral("jsonl");
    options.allowPartial = true;
    const auto summary = importPairs(desk.projectFile, options, desk.job);
    VERIFY_RESULT(summary);
    QCOMPARE(summary->imported, kPairs);
    QCOMPARE(summary->updates.fields.labels, kPairs);
    auto project = Project::open(desk.projectFile);
    VERIFY_RESULT(project);
    for (const int i : {0, 1, kPairs - 1}) {
        const auto history = project->labels().history(i + 1);
        VERIFY_RESULT(history);
        QCOMPARE(history->size(), 2u);
        const Label &first = history->front();
        QCOMPARE(first.annotator, QStringLiteral("mei"));
        QCOMPARE(first.label, std::optional(i % 2));
        QCOMPARE(first.score, std::nullopt);
        QCOMPARE(first.seconds, 1.5);
        QCOMPARE(first.note, QString::fromLatin1(QByteArray::number(i) + filling));
        QCOMPARE(history->back().annotator, QStringLiteral("bob"));
        QCOMPARE(history->back().score, std::optional(0.25));
        QCOMPARE(history->back().label, std::nullopt);
    }
}

void tst_ImportPairs::aStopLeavesTheProjectAsItWas_data()
{
    QTest::addColumn<int>("polls");
    QTest::addColumn<bool>("allowPartial");
    QTest::newRow("at once") << 1 << true;
    QTest::newRow("while checking") << 3 << false;
    QTest::newRow("at the first row written") << 23 << false;
    QTest::newRow("in the middle of writing") << 24 << false;
    QTest::newRow("in the middle of writing what was not checked") << 3 << true;
}

void tst_ImportPairs::aStopLeavesTheProjectAsItWas()
{
    QFETCH(int, polls);
    QFETCH(bool, allowPartial);
    Desk desk;
    StopAfter job(polls);
    auto options = desk.csv(csvOf(10'000));
    options.allowPartial = allowPartial;
    const auto summary = importPairs(desk.projectFile, options, job);
    VERIFY_RESULT(summary);
    QCOMPARE(summary->outcome, Outcome::Stopped);
    QCOMPARE(desk.pairs(), 0);
    QVERIFY(Project::open(desk.projectFile)->pairs().imports()->empty());
}

void tst_ImportPairs::aBrokenFileLeavesTheProjectAsItWas()
{
    Desk desk;
    const auto summary = importPairs(desk.projectFile, desk.csv(csvOf(2000) + "x,\"y\n"), desk.job);
    QVERIFY(!summary);
    QVERIFY(summary.error().where.contains(QLatin1String("line 2002")));
    QCOMPARE(desk.pairs(), 0);
}

void tst_ImportPairs::theSampleComesWithItsLabels()
{
    Desk desk;
    const auto added = addSamplePairs(desk.projectFile, desk.job);
    VERIFY_RESULT(added);
    QVERIFY(*added > 0);
    QCOMPARE(desk.pairs(), *added);
    auto project = Project::open(desk.projectFile);
    VERIFY_RESULT(project);
    PairQuery both;
    both.labels = {PairQuery::LabelState::Appropriate, PairQuery::LabelState::NotAppropriate};
    QCOMPARE(project->pairs().count(both).value(), *added);
    QCOMPARE(project->labels().history(1)->front().annotator, QStringLiteral("sample"));
    const auto again = addSamplePairs(desk.projectFile, desk.job);
    VERIFY_RESULT(again);
    QCOMPARE(*again, 0);
}

void tst_ImportPairs::realPairsComeInWhole()
{
    const QString file = QStringLiteral(TUNEDESK_SOURCE_DIR "/../shared/data/sgd_train.csv");
    if (!QFile::exists(file))
        QSKIP("the real pairs are not on this machine");
    Desk desk;
    ImportOptions options;
    options.file = file;
    QElapsedTimer timer;
    timer.start();
    const auto summary = importPairs(desk.projectFile, options, desk.job);
    VERIFY_RESULT(summary);
    qInfo("8,000 pairs in %lld ms", static_cast<long long>(timer.elapsed()));
    QCOMPARE(summary->rows, 8000);
    QCOMPARE(summary->rejected, 0);
    QCOMPARE(summary->imported + summary->duplicates, 8000);
    auto project = Project::open(desk.projectFile);
    VERIFY_RESULT(project);
    const auto first = project->pairs().page({}, 0, 3);
    VERIFY_RESULT(first);
    QCOMPARE(first->front().context,
             QStringLiteral("Thanks a lot\nWhether i need to find any other thing?"));
    QCOMPARE(first->front().question, QStringLiteral("No. thanks, not now"));
    QCOMPARE(first->front().reply, QStringLiteral("Take care have a great day"));
    QCOMPARE(first->front().group, QStringLiteral("Music_2"));
    QCOMPARE(first->at(1).originRow, 4);
    QCOMPARE(first->at(2).label, std::optional(0));
}

QTEST_GUILESS_MAIN(tst_ImportPairs)
#include "tst_import_pairs.moc"
