#include "import_desk.h"
#include "jobs/file_checks.h"
#include "jobs/model_catalogue.h"
#include "tiny_bert.h"

#include <QElapsedTimer>

using namespace tunedesk;

namespace
{
ImportFindings foundIn(Desk &desk, const QByteArray &rows)
{
    auto options = desk.csv(rows);
    options.dryRun = true;
    options.checking = ImportChecking::all();
    const auto summary = importPairs(desk.path, options, desk.job);
    return summary ? summary->findings : ImportFindings();
}
} // namespace

class tst_ImportChecks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void duplicatesWithAnotherLabelAreToldApart();
    void nearDuplicatesAreFoundInFileAndProject();
    void contradictionsAreFoundInFileAndProject();
    void personalDataIsCountedByKind();
    void rowsFarDownAreShownToo();
    void labelsThatNobodyKnowsAreCountedInEachKind_data();
    void labelsThatNobodyKnowsAreCountedInEachKind();
    void whatIsTooLongIsEstimatedOnASample();
    void withoutAModelNothingIsTooLong();
    void aStopWhileTheProjectIsReadIsAStop();
    void realPairs_data();
    void realPairs();

private:
    QTemporaryDir m_cache;
};

void tst_ImportChecks::initTestCase()
{
    // No model but the tests' own.
    QVERIFY(m_cache.isValid());
    qputenv("TUNEDESK_CACHE", m_cache.path().toUtf8());
    QCoreApplication::setOrganizationName(QStringLiteral("TuneDeskTests"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_import_checks"));
}

void tst_ImportChecks::duplicatesWithAnotherLabelAreToldApart()
{
    Desk desk;
    VERIFY_RESULT(
        importPairs(desk.path, desk.csv("1,,a?,b,1,\n1,,c?,d,0,\n1,,g?,h,,\n"), desk.job));
    const auto preview = previewImport(
        desk.path,
        desk.csv("1,,a?,b,1,\n1,,a?,b,0,\n1,,c?,d,1,\n1,,e?,f,1,\n1,, e? ,f,0,\n1,,g?,h,1,\n"), 10,
        desk.job);
    VERIFY_RESULT(preview);
    QCOMPARE(preview->summary.duplicates, 5);
    QCOMPARE(preview->summary.findings.duplicatesOtherLabel, 3);
    QCOMPARE(preview->summary.findings.otherLabelInFile, 1); // e?,f,0
    const auto facts = factsOf(*preview);
    QCOMPARE(facts.at(2), fact::Duplicate);
    QCOMPARE(facts.at(3), quint8(fact::Duplicate | fact::OtherLabel));
    QCOMPARE(facts.at(4), quint8(fact::Duplicate | fact::OtherLabel));
    QCOMPARE(facts.at(5), quint8(0));
    QCOMPARE(facts.at(6), quint8(fact::Duplicate | fact::OtherLabel));
    QCOMPARE(facts.at(7), fact::Duplicate); // nobody said anything about it yet
}

void tst_ImportChecks::nearDuplicatesAreFoundInFileAndProject()
{
    Desk desk;
    VERIFY_RESULT(importPairs(desk.path, desk.csv("1,,Where is my parcel now?," + kReply + ",1,\n"),
                              desk.job));
    const QByteArray rows =
        "2,,Where is my parcel now?," + kReply + "!,1,\n" +    // 2: of the project
        "2,,Where is my parcel now?," + kReply + " now,1,\n" + // 3: of the project
        "3,,我的包裹到底什么时候才能送到我家里呢？,"
        "您好，它已经从我们仓库发出，预计两个工作日之内就可以送到您的手上,1,\n"
        "3,,我的包裹到底什么时候才能送到我家里呢,"
        "您好，它已经从我们仓库发出，预计两个工作日之内就可以送到您的手上！,1,\n"
        "3,,我的包裹到底什么时候才能送到他家里呢,"
        "您好，它已经从别的地方发出，预计三个工作日之内就可以送到您的手上！,1,\n";
    const auto preview = previewImport(desk.path, desk.csv(rows), 10, desk.job);
    VERIFY_RESULT(preview);
    QCOMPARE(preview->summary.findings.near, 3);
    const auto facts = factsOf(*preview);
    QCOMPARE(facts.at(2), fact::Near);
    QCOMPARE(facts.at(3), fact::Near);
    QCOMPARE(facts.at(4), quint8(0));
    QCOMPARE(facts.at(5), fact::Near);
    QCOMPARE(facts.at(6), quint8(0));
    QVERIFY2(preview->rows[0].notes.join(QString()).contains(QLatin1String("pair 1")),
             qPrintable(preview->rows[0].notes.join(QString())));
    QVERIFY2(preview->rows[3].notes.join(QString()).contains(QLatin1String("row 4")),
             qPrintable(preview->rows[3].notes.join(QString())));
}

void tst_ImportChecks::contradictionsAreFoundInFileAndProject()
{
    Desk desk;
    VERIFY_RESULT(importPairs(desk.path, desk.csv("1,,Is it late?,No.,1,\n"), desk.job));
    const auto findings = foundIn(desk, "1,,IS IT LATE,no,0,\n"     // against the project
                                        "1,,is it late?,No!,1,\n"   // as the project
                                        "1,,How are you?,Fine,1,\n" // against the next
                                        "1,,how are you,Fine,0,\n"
                                        "1,ctx,how are you,Fine,0,\n" // other earlier turns
                                        "1,,how  are you,Fine!,,\n"); // no label
    QCOMPARE(findings.contradicting, 4); // the second stands with the first
    QCOMPARE(findings.near, 4);
}

void tst_ImportChecks::personalDataIsCountedByKind()
{
    Desk desk;
    const auto findings = foundIn(desk, "1,,My card is 4111 1111 1111 1111,ok,1,\n"
                                        "1,,a@b.org or c@d.org,ok,1,\n"
                                        "1,,call 530-555-0187,mail a@b.org,1,\n"
                                        "1,,order 13800138000,ok,1,\n");
    QCOMPARE(findings.personal, 3);
    QCOMPARE(findings.personalRows, (PersonalCounts{1, 1, 2, 0}));
}

void tst_ImportChecks::rowsFarDownAreShownToo()
{
    Desk desk;
    QByteArray rows;
    for (int i = 0; i < 3000; ++i)
        rows += "d" + QByteArray::number(i) + ",,question " + QByteArray::number(i * 7919) +
                " of many?,an answer about " + QByteArray::number(i * 104'729) + ",1,\n";
    rows += "x,,Is it late?,No it is not,1,\ny,,is it late,No it is not,0,\n";
    for (int i = 0; i < 250; ++i)
        rows += "m,,write to a" + QByteArray::number(i) + "@b.org,ok " + QByteArray::number(i) +
                ",1,\n";
    const auto preview = previewImport(desk.path, desk.csv(rows), 20, desk.job);
    VERIFY_RESULT(preview);
    QCOMPARE(preview->rows.size(), 20u);
    QCOMPARE(preview->summary.findings.contradicting, 2);
    QCOMPARE(preview->summary.findings.personal, 250);
    const auto facts = factsOf(*preview);
    QVERIFY((facts.at(3002) & fact::Contradicting) != 0);
    QVERIFY((facts.at(3003) & fact::Contradicting) != 0);
    QCOMPARE(int(std::count_if(facts.begin(), facts.end(),
                               [](const auto &one) { return (one.second & fact::Personal) != 0; })),
             FileChecks::kShownRows);
    for (std::size_t i = 1; i < preview->found.size(); ++i)
        QVERIFY(preview->found[i - 1].row.row < preview->found[i].row.row);
}

void tst_ImportChecks::labelsThatNobodyKnowsAreCountedInEachKind_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("csv") << "csv"
                         << QByteArray("question,reply,label\na,b,1\nc,d,hm\ne,f,hm\ng,,hm\n");
    QTest::newRow("label-studio")
        << "label-studio"
        << QByteArray(R"([{"data":{"question":"a","reply":"b"},"annotations":[{"completed_by":7,)"
                      R"("result":[{"type":"choices","value":{"choices":["good"]}}]}]},)"
                      R"({"data":{"question":"c","reply":"d"},"annotations":[{"completed_by":7,)"
                      R"("result":[{"type":"choices","value":{"choices":["hm"]}}]}]},)"
                      R"({"data":{"question":"e","reply":"f"},"annotations":[{"completed_by":7,)"
                      R"("result":[{"type":"choices","value":{"choices":["hm"]}}]}]},)"
                      R"({"data":{"question":"g","reply":""}}])");
    QTest::newRow("doccano") << "doccano"
                             << QByteArray(R"({"question":"a","reply":"b","label":["good"]}
{"question":"c","reply":"d","label":["hm"]}
{"question":"e","reply":"f","label":["hm"]}
{"question":"g","reply":"","label":[]}
)");
}

void tst_ImportChecks::labelsThatNobodyKnowsAreCountedInEachKind()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, text);
    for (const auto unknown : {UnknownLabels::Refused, UnknownLabels::Unlabelled}) {
        Desk desk;
        auto options = desk.csv({});
        writeBytes(options.file, text);
        options.format.kind = kind;
        options.format.unknownLabels = unknown;
        const auto preview = previewImport(desk.path, options, 1, desk.job);
        VERIFY_RESULT(preview);
        const ImportSummary &summary = preview->summary;
        const bool isRefused = unknown == UnknownLabels::Refused;
        QCOMPARE(summary.imported, isRefused ? 1 : 3);
        QCOMPARE(summary.unknownLabels, 2); // an empty side is told before
        int refused = 0, empty = 0;
        for (const auto &[fault, rows] : summary.faults) {
            refused += fault.first == RowFault::UnknownLabel ? rows : 0;
            empty += fault.first == RowFault::EmptySide ? rows : 0;
        }
        QCOMPARE(refused, isRefused ? 2 : 0);
        QCOMPARE(empty, 1);
        QCOMPARE(int(std::count_if(preview->found.begin(), preview->found.end(),
                                   [](const ImportPreview::Row &row) {
                                       return row.row.isLabelUnknown ||
                                              (row.row.rejected &&
                                               row.row.rejected->fault == RowFault::UnknownLabel);
                                   })),
                 2);
        const auto imported = importPairs(desk.path, options, desk.job);
        VERIFY_RESULT(imported);
        QCOMPARE(imported->unknownLabels, 2);
    }
}

void tst_ImportChecks::whatIsTooLongIsEstimatedOnASample()
{
    Desk desk;
    const QString model = desk.folder.filePath(QStringLiteral("model"));
    QVERIFY(makeTinyBert(model));
    RunSummary run;
    run.modelPath = model;
    run.modelName = QStringLiteral("tiny");
    run.recipe.maxLength = 10;
    VERIFY_RESULT(desk->runs().add(run));
    // 3 specials; 7 letters fit.
    const auto found =
        foundIn(desk, "1,,a b c d,e f g,1,\n1,,a b c d e,f g h,1,\n1,,a b,a b c d e f g,1,\n");
    QVERIFY(found.lengths);
    QCOMPARE(found.lengths->model, QStringLiteral("tiny"));
    QCOMPARE(found.lengths->sample, 3);
    QVERIFY(found.lengths->isExact());
    QCOMPARE(found.lengths->cut, 2);
    QCOMPARE(found.lengths->cutFirst, 1);
    QCOMPARE(found.lengths->cutReply, 1);
    QCOMPARE(found.lengths->firstLost, 1);
    QCOMPARE(found.lengths->replyLost, 2);
    // A quarter of 20,000 rows is too long; 2,000 are counted.
    QByteArray rows;
    for (int i = 0; i < 20'000; ++i) {
        QByteArray name = QByteArray::number(i);
        rows += "1," + QByteArray(i % 4 == 0 ? "a b c d e f g h" : "") + ",word1 " + name +
                ",word2,1,\n";
    }
    const auto many = foundIn(desk, rows);
    QVERIFY(many.lengths);
    QCOMPARE(many.lengths->sample, 2000);
    QCOMPARE(many.lengths->rows, 20'000);
    QVERIFY2(std::abs(many.lengths->estimatedCut() - 5000) < 5 * 200,
             qPrintable(QString::number(many.lengths->estimatedCut())));
}

void tst_ImportChecks::withoutAModelNothingIsTooLong()
{
    Desk desk;
    QVERIFY(!foundIn(desk, "1,," + QByteArray("word ").repeated(4000) + ",b,1,\n").lengths);
}

void tst_ImportChecks::aStopWhileTheProjectIsReadIsAStop()
{
    Desk desk;
    QByteArray rows;
    for (int i = 0; i < 5000; ++i)
        rows += "1,,question " + QByteArray::number(i) + ",reply,1,\n";
    VERIFY_RESULT(importPairs(desk.path, desk.csv(rows), desk.job));
    StopAfter job(2);
    const auto preview = previewImport(desk.path, desk.csv("1,,a?,b,1,\n"), 5, job);
    VERIFY_RESULT(preview);
    QCOMPARE(preview->summary.outcome, Outcome::Stopped);
}

void tst_ImportChecks::realPairs_data()
{
    QTest::addColumn<QString>("project");
    QTest::addColumn<QString>("name");
    QTest::newRow("English") << "sgd_train"
                             << "sgd_test";
    QTest::newRow("Chinese") << "crosswoz_train"
                             << "crosswoz_test";
}

void tst_ImportChecks::realPairs()
{
    QFETCH(QString, project);
    QFETCH(QString, name);
    const QString file = QStringLiteral(TUNEDESK_SOURCE_DIR "/../shared/data/%1.csv");
    if (!QFile::exists(file.arg(name)))
        QSKIP("the real pairs are not on this machine");
    Desk desk;
    ImportOptions options;
    options.file = file.arg(project);
    options.format.split = Split::Train;
    VERIFY_RESULT(importPairs(desk.path, options, desk.job));
    options.file = file.arg(name);
    options.format.split = Split::Test;
    QElapsedTimer timer;
    timer.start();
    const auto preview = previewImport(desk.path, options, 200, desk.job);
    VERIFY_RESULT(preview);
    const ImportFindings &found = preview->summary.findings;
    qInfo(
        "%s beside %s: %lld rows in %lld ms: %d near, %d contradicting, %d in two splits, %d with "
        "personal data",
        qPrintable(name), qPrintable(project), static_cast<long long>(preview->summary.rows),
        static_cast<long long>(timer.elapsed()), found.near, found.contradicting, found.twoSplits,
        found.personal);
    QVERIFY(found.near * 10 < int(preview->summary.rows));
    QVERIFY(found.twoSplits * 50 < int(preview->summary.rows));
}

QTEST_GUILESS_MAIN(tst_ImportChecks)
#include "tst_import_checks.moc"
