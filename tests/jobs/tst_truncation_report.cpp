#include "core/project_fixture.h"
#include "jobs/predict_pairs.h"
#include "jobs/truncation_report.h"
#include "tiny_bert.h"

#include <algorithm>

using namespace tunedesk;

class tst_TruncationReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(makeTinyBert(m_model)); }
    void whatIsCutIsCountedOnEachSide_data();
    void whatIsCutIsCountedOnEachSide();
    void onlyLabelledPairsWhenAsked();
    void turnsThatAreNotReadAreNotCounted();
    void textsThatAreReadApartAreCutApart_data();
    void textsThatAreReadApartAreCutApart();
    void theSeparatorOfAPairCounts();
    void aStopSaysSo();
    void badQuestionsAreRefused();

private:
    TruncationQuestion of(int maxLength, Truncation truncation = Truncation::LongestFirst) const
    {
        return {.modelFolder = m_model, .maxLength = maxLength, .truncation = truncation};
    }

    QTemporaryDir m_folder;
    QString m_model = m_folder.filePath(QStringLiteral("model"));
};

namespace
{
/// n tokens of one letter each.
QString letters(int n)
{
    return QStringLiteral("b ").repeated(n).trimmed();
}
} // namespace

void tst_TruncationReport::whatIsCutIsCountedOnEachSide_data()
{
    QTest::addColumn<int>("maxLength");
    QTest::addColumn<Truncation>("truncation");
    QTest::addColumn<int>("cutPairs");
    QTest::addColumn<qint64>("firstLost");
    QTest::addColumn<qint64>("replyLost");
    // Pairs: 2 + 3, 10 (six of them earlier turns) + 2, 4 + 12; each with 3 specials.
    const auto row = [](const char *name, int maxLength, Truncation truncation, int cutPairs,
                        qint64 firstLost, qint64 replyLost) {
        QTest::newRow(name) << maxLength << truncation << cutPairs << firstLost << replyLost;
    };
    row("all fits", 19, Truncation::LongestFirst, 0, 0, 0);
    row("one short", 18, Truncation::LongestFirst, 1, 0, 1);
    row("two pairs", 13, Truncation::LongestFirst, 2, 2, 6);
    row("nothing fits", 7, Truncation::LongestFirst, 3, 0 + 8 + 2, 1 + 0 + 10);
    row("the reply stays whole", 18, Truncation::KeepSecond, 1, 1, 0);
    row("a reply too long by itself", 13, Truncation::KeepSecond, 2, 2 + 4, 0 + 2);
}

void tst_TruncationReport::whatIsCutIsCountedOnEachSide()
{
    QFETCH(int, maxLength);
    QFETCH(Truncation, truncation);
    ProjectFixture project;
    VERIFY_RESULT(project.project);
    VERIFY_RESULT(
        project.add({pairOf(letters(2), letters(3)), pairOf(letters(4), letters(2), letters(6)),
                     pairOf(letters(4), letters(12))}));
    SilentJob job;
    const auto report =
        reportTruncation(project.path, of(maxLength, truncation), ReportOn::AllPairs, job);
    VERIFY_RESULT(report);
    QCOMPARE(report->pairs, 3);
    QCOMPARE(report->asked.maxLength, maxLength);
    QVERIFY(report->asked.truncation == truncation);
    QTEST(report->cutPairs, "cutPairs");
    QTEST(report->firstLost, "firstLost");
    QTEST(report->replyLost, "replyLost");
    QCOMPARE(report->longest, 19);
    QCOMPARE(report->longestPair, 3);
    QCOMPARE(report->tokens + report->firstLost + report->replyLost, qint64{8 + 15 + 19});
}

void tst_TruncationReport::onlyLabelledPairsWhenAsked()
{
    ProjectFixture project;
    VERIFY_RESULT(project.project);
    DialoguePair labelled = pairOf(letters(2), letters(3));
    labelled.label = 1;
    VERIFY_RESULT(project.add({labelled, pairOf(letters(30), letters(3))}));
    SilentJob job;
    const auto some = reportTruncation(project.path, of(16), ReportOn::LabelledPairs, job);
    VERIFY_RESULT(some);
    QCOMPARE(some->pairs, 1);
    QCOMPARE(some->cutPairs, 0);
    const auto all = reportTruncation(project.path, of(16), ReportOn::AllPairs, job);
    VERIFY_RESULT(all);
    QCOMPARE(all->pairs, 2);
    QCOMPARE(all->cutPairs, 1);
    QCOMPARE(all->cutFirst, 1);
    QCOMPARE(all->cutReply, 0);
}

void tst_TruncationReport::turnsThatAreNotReadAreNotCounted()
{
    ProjectFixture project;
    VERIFY_RESULT(project.project);
    const QString turns = letters(3) + QLatin1Char('\n') + letters(2);
    VERIFY_RESULT(project.add({pairOf(letters(4), letters(2), turns)}));
    for (const auto &[kept, expected] :
         {std::pair{-1, 14}, std::pair{2, 14}, std::pair{1, 11}, std::pair{0, 9}}) {
        SilentJob job;
        TruncationQuestion question = of(12);
        question.contextTurns = kept;
        const auto report = reportTruncation(project.path, question, ReportOn::AllPairs, job);
        VERIFY_RESULT(report);
        QCOMPARE(report->longest, expected); // with 3 specials
        QCOMPARE(report->cutPairs, expected > 12 ? 1 : 0);
    }
}

void tst_TruncationReport::textsThatAreReadApartAreCutApart_data()
{
    QTest::addColumn<int>("maxLength");
    QTest::addColumn<int>("cutPairs");
    QTest::addColumn<qint64>("firstLost");
    QTest::addColumn<qint64>("replyLost");
    QTest::newRow("all fit") << 14 << 0 << qint64{0} << qint64{0};
    QTest::newRow("one short") << 13 << 1 << qint64{0} << qint64{1};
    QTest::newRow("conversation and reply") << 8 << 2 << qint64{4} << qint64{6};
}

void tst_TruncationReport::textsThatAreReadApartAreCutApart()
{
    QFETCH(int, maxLength);
    ProjectFixture project;
    VERIFY_RESULT(project.project);
    // Each text has two specials of its own; of the first pair six tokens are earlier turns.
    VERIFY_RESULT(
        project.add({pairOf(letters(4), letters(2), letters(6)), pairOf(letters(4), letters(12))}));
    TruncationQuestion question = of(maxLength);
    question.reading = PairReading::Apart;
    SilentJob job;
    const auto report = reportTruncation(project.path, question, ReportOn::AllPairs, job);
    VERIFY_RESULT(report);
    QTEST(report->cutPairs, "cutPairs");
    QTEST(report->firstLost, "firstLost");
    QTEST(report->replyLost, "replyLost");
    QCOMPARE(report->longest, 14);
    QCOMPARE(report->longestPair, 2);
}

// GPT-2's own files put nothing between the texts; a run does.
void tst_TruncationReport::theSeparatorOfAPairCounts()
{
    const QString model = QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tiny-gpt2");
    ProjectFixture project;
    VERIFY_RESULT(project.project);
    VERIFY_RESULT(project.add({pairOf(QStringLiteral("Where?"), QStringLiteral("Here."))}));
    SilentJob job;
    const auto report = reportTruncation(project.path, {.modelFolder = model, .maxLength = 64},
                                         ReportOn::AllPairs, job);
    VERIFY_RESULT(report);
    const auto read =
        tokenizeTexts(model, {{QStringLiteral("Where?"), QStringLiteral("Here.")}}, 0);
    VERIFY_RESULT(read);
    const auto &tokens = read->front().tokens;
    QVERIFY(std::ranges::count(tokens, QStringLiteral("<|endoftext|>")) == 1);
    QCOMPARE(report->longest, static_cast<int>(read->front().ids.size()));
}

void tst_TruncationReport::aStopSaysSo()
{
    ProjectFixture project;
    VERIFY_RESULT(project.project);
    std::vector<DialoguePair> pairs;
    for (int i = 1; i <= 700; ++i)
        pairs.push_back(pairOf(letters(1) + QString::number(i), letters(2)));
    VERIFY_RESULT(project.add(pairs));
    StopAfter job(1);
    const auto report = reportTruncation(project.path, of(16), ReportOn::AllPairs, job);
    VERIFY_RESULT(report);
    QCOMPARE(report->outcome, Outcome::Stopped);
    QVERIFY(report->pairs < 700);
}

void tst_TruncationReport::badQuestionsAreRefused()
{
    ProjectFixture project;
    VERIFY_RESULT(project.project);
    SilentJob job;
    QCOMPARE(reportTruncation(project.path, of(3), ReportOn::AllPairs, job).error().kind,
             ErrorKind::Input);
    QVERIFY(!reportTruncation(project.path, {.modelFolder = m_folder.path(), .maxLength = 16},
                              ReportOn::AllPairs, job));
    QVERIFY(!reportTruncation(project.path + QStringLiteral("x"), of(16), ReportOn::AllPairs, job));
}

QTEST_GUILESS_MAIN(tst_TruncationReport)
#include "tst_truncation_report.moc"
