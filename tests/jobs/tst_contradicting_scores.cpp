#include "core/project_fixture.h"
#include "jobs/check_pairs.h"
#include "jobs/import_pairs.h"

using namespace tunedesk;

namespace
{
DialoguePair scored(const char *question, const char *reply, double score)
{
    DialoguePair pair;
    pair.question = QString::fromUtf8(question);
    pair.reply = QString::fromUtf8(reply);
    pair.score = score;
    return pair;
}

QList<QList<qint64>> contradictions(const PairCheckReport &report)
{
    QList<QList<qint64>> all;
    for (const PairIssue &issue : report.issues)
        if (issue.kind == PairIssue::Kind::Contradiction)
            all << issue.pairs;
    return all;
}
} // namespace

class tst_ContradictingScores : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void scoresFarApartAreFoundInAProject();
    void oneScoreForAllIsNoRange();
    void scoresFarApartAreFoundInAFile();
    void aContradictingScoreStaysBehind();

private:
    SilentJob m_job;
    QTemporaryDir m_cache;
};

void tst_ContradictingScores::initTestCase()
{
    // No model but the tests' own.
    QVERIFY(m_cache.isValid());
    qputenv("TUNEDESK_CACHE", m_cache.path().toUtf8());
    QCoreApplication::setOrganizationName(QStringLiteral("TuneDeskTests"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_contradicting_scores"));
}

void tst_ContradictingScores::scoresFarApartAreFoundInAProject()
{
    ProjectFixture project;
    VERIFY_RESULT(project.add({
        scored("Is it late?", "No.", 1),   // 1
        scored("is it LATE", "no", 3),     // 2: half of 1 to 5
        scored("How are you?", "Fine", 4), // 3
        scored("how are you", "fine!", 5), // 4: near enough
        scored("Where?", "Here", 2.5),     // 5
    }));
    const auto report = checkPairs(project.path, {}, m_job);
    VERIFY_RESULT(report);
    QCOMPARE(contradictions(*report), (QList<QList<qint64>>{{1, 2}}));
    QCOMPARE(report->pairsOf[std::size_t(PairIssue::Kind::Contradiction)], (QList<qint64>{1, 2}));
    const QString message = report->issues.front().message;
    QVERIFY2(message.contains(QLatin1String("Pair 1 has the score 1 and pair 2 has 3")),
             qPrintable(message));
}

void tst_ContradictingScores::oneScoreForAllIsNoRange()
{
    ProjectFixture project;
    VERIFY_RESULT(
        project.add({scored("Is it late?", "No.", 0.5), scored("is it LATE", "no", 0.5)}));
    const auto report = checkPairs(project.path, {}, m_job);
    VERIFY_RESULT(report);
    QVERIFY(contradictions(*report).isEmpty());
}

void tst_ContradictingScores::scoresFarApartAreFoundInAFile()
{
    ProjectFixture project;
    VERIFY_RESULT(project.add({scored("Is it late?", "No.", 5)}));
    ImportOptions options;
    options.file = project.folder.filePath(QStringLiteral("scores.csv"));
    options.dryRun = true;
    options.checking = ImportChecking::all();
    writeBytes(options.file, "question,reply,score\n"
                             "IS IT LATE,no,2\n"     // against the project
                             "How are you?,Fine,1\n" // near the next
                             "how are you,fine!,2\n");
    const auto summary = importPairs(project.path, options, m_job);
    VERIFY_RESULT(summary);
    QCOMPARE(summary->findings.contradicting, 1);
}

void tst_ContradictingScores::aContradictingScoreStaysBehind()
{
    ProjectFixture project;
    VERIFY_RESULT(project.add({scored("Is it late?", "No.", 5)}));
    ImportOptions options;
    options.file = project.folder.filePath(QStringLiteral("scores.csv"));
    options.remedies.contradicting = ImportRemedies::Contradicting::WithoutLabel;
    writeBytes(options.file, "question,reply,score\nIS IT LATE,no,1\nWhere?,Here,2\n");
    VERIFY_RESULT(importPairs(project.path, options, m_job));
    const auto pairs = project->pairs().page({}, 0, 10);
    VERIFY_RESULT(pairs);
    QCOMPARE(pairs->size(), 3u);
    QCOMPARE(pairs->at(0).score, std::optional(5.));
    QCOMPARE(pairs->at(1).score, std::optional<double>());
    QCOMPARE(pairs->at(2).score, std::optional(2.));
}

QTEST_GUILESS_MAIN(tst_ContradictingScores)
#include "tst_contradicting_scores.moc"
