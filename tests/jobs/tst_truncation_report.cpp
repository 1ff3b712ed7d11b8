#include "core/project_fixture.h"
#include "jobs/truncation_report.h"
#include "tiny_bert.h"

using namespace tunedesk;

class tst_TruncationReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(makeTinyBert(m_model)); }
    void whatIsCutIsCountedOnEachSide_data();
    void whatIsCutIsCountedOnEachSide();
    void onlyLabelledPairsWhenAsked();
    void aStopSaysSo();
    void badQuestionsAreRefused();

private:
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
    QTest::addColumn<int>("cutPairs");
    QTest::addColumn<qint64>("firstLost");
    QTest::addColumn<qint64>("replyLost");
    // Pairs: 2 + 3, 10 (six of them earlier turns) + 2, 4 + 12; each with 3 specials.
    QTest::newRow("all fits") << 19 << 0 << qint64{0} << qint64{0};
    QTest::newRow("one short") << 18 << 1 << qint64{0} << qint64{1};
    QTest::newRow("two pairs") << 13 << 2 << qint64{2} << qint64{6};
    QTest::newRow("nothing fits") << 7 << 3 << qint64{0 + 8 + 2} << qint64{1 + 0 + 10};
}

void tst_TruncationReport::whatIsCutIsCountedOnEachSide()
{
    QFETCH(int, maxLength);
    ProjectFixture project;
    VERIFY_RESULT(project.project);
    VERIFY_RESULT(
        project.add({pairOf(letters(2), letters(3)), pairOf(letters(4), letters(2), letters(6)),
                     pairOf(letters(4), letters(12))}));
    SilentJob job;
    const auto report = reportTruncation(project.path, m_model, maxLength, ReportOn::AllPairs, job);
    VERIFY_RESULT(report);
    QCOMPARE(report->pairs, 3);
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
    const auto some = reportTruncation(project.path, m_model, 16, ReportOn::LabelledPairs, job);
    VERIFY_RESULT(some);
    QCOMPARE(some->pairs, 1);
    QCOMPARE(some->cutPairs, 0);
    const auto all = reportTruncation(project.path, m_model, 16, ReportOn::AllPairs, job);
    VERIFY_RESULT(all);
    QCOMPARE(all->pairs, 2);
    QCOMPARE(all->cutPairs, 1);
    QCOMPARE(all->cutFirst, 1);
    QCOMPARE(all->cutReply, 0);
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
    const auto report = reportTruncation(project.path, m_model, 16, ReportOn::AllPairs, job);
    VERIFY_RESULT(report);
    QCOMPARE(report->outcome, Outcome::Stopped);
    QVERIFY(report->pairs < 700);
}

void tst_TruncationReport::badQuestionsAreRefused()
{
    ProjectFixture project;
    VERIFY_RESULT(project.project);
    SilentJob job;
    QCOMPARE(reportTruncation(project.path, m_model, 3, ReportOn::AllPairs, job).error().kind,
             ErrorKind::Input);
    QVERIFY(!reportTruncation(project.path, m_folder.path(), 16, ReportOn::AllPairs, job));
    QVERIFY(!reportTruncation(project.path + QStringLiteral("x"), m_model, 16, ReportOn::AllPairs,
                              job));
}

QTEST_GUILESS_MAIN(tst_TruncationReport)
#include "tst_truncation_report.moc"
