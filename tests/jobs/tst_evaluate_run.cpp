#include "jobs/evaluate_run.h"

#include "core/project_fixture.h"
#include "domain/metric_row.h"
#include "jobs/train_model.h"
#include "tiny_bert.h"

#include <QTest>

using namespace tunedesk;

class tst_EvaluateRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aSplitGivesTheNumbersOfTheRun();
    void aFileGivesTheSameNumbersAsItsPairs();
    void otherSplitsKeepTheirPredictions();
    void aStopChangesNothing();
    void whatCanNotBeEvaluatedIsRefused();

private:
    QString best() const
    {
        return m_shop->project->folder() + QStringLiteral("/runs/%1/best").arg(m_run.id);
    }
    QString writeFile(const QString &name, const QByteArray &content);

    std::unique_ptr<ProjectFixture> m_shop;
    QTemporaryDir m_files;
    RunSummary m_run;
};

void tst_EvaluateRun::initTestCase()
{
    const QString model = m_files.filePath(QStringLiteral("tiny"));
    QVERIFY(makeTinyBert(model));
    m_shop = std::make_unique<ProjectFixture>();
    std::vector<DialoguePair> pairs;
    for (int i = 0; i < 80; ++i) {
        DialoguePair pair =
            pairOf(QStringLiteral("word%1 a").arg(i % 31),
                   QStringLiteral("word%1 c word%2").arg(i % 3 == 0 ? 7 : 9).arg(i % 29));
        pair.label = i % 3 == 0 ? 1 : 0;
        pair.split = i < 50 ? Split::Train : i < 65 ? Split::Validation : Split::Test;
        pairs.push_back(pair);
    }
    VERIFY_RESULT(m_shop->add(pairs));
    TrainOptions options{.modelName = QStringLiteral("tiny"), .modelPath = model};
    options.recipe.epochs = 2;
    options.recipe.batchSize = 8;
    options.recipe.threads = 1;
    MetricFeed feed;
    SilentJob job;
    const auto summary = trainModel(m_shop->path, options, job, feed);
    VERIFY_RESULT(summary);
    m_run = summary->run;
}

QString tst_EvaluateRun::writeFile(const QString &name, const QByteArray &content)
{
    QFile file(m_files.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        return {};
    return file.fileName();
}

void tst_EvaluateRun::aSplitGivesTheNumbersOfTheRun()
{
    SilentJob job;
    const auto evaluation = evaluateRun(m_shop->path, m_run.id, Split::Test, job);
    VERIFY_RESULT(evaluation);
    QCOMPARE(evaluation->pairs, 15);
    QCOMPARE(evaluation->objective, QStringLiteral("classification"));
    QCOMPARE(evaluation->threshold, 0.5);
    const auto &confusion = evaluation->confusion;
    QCOMPARE(confusion[0][0] + confusion[0][1], 10);
    QCOMPARE(confusion[1][0] + confusion[1][1], 5);
    QCOMPARE(evaluation->metrics.value(QLatin1String(metric::kAccuracy)),
             (confusion[0][0] + confusion[1][1]) / 15.0);
    QCOMPARE(evaluation->metrics.value(QLatin1String(metric::kMajorityAccuracy)), 10 / 15.0);
    QCOMPARE(evaluation->metrics.value(QLatin1String(metric::kMajorityF1)), 0.5); // 2·⅓ / (⅓ + 1)
    for (const char *name : {"auc", "average_precision", "log_loss", "ece"})
        QVERIFY2(evaluation->metrics.contains(QLatin1String(name)), name);
    for (auto it = m_run.test.begin(); it != m_run.test.end(); ++it)
        QVERIFY2(std::abs(evaluation->metrics.value(it.key()) - it.value()) < 1e-5,
                 qPrintable(it.key()));
}

void tst_EvaluateRun::aFileGivesTheSameNumbersAsItsPairs()
{
    QByteArray csv = "question,reply,label\n";
    for (int i = 65; i < 80; ++i)
        csv += QStringLiteral("word%1 a,word%2 c word%3,%4\n")
                   .arg(i % 31)
                   .arg(i % 3 == 0 ? 7 : 9)
                   .arg(i % 29)
                   .arg(i % 3 == 0 ? 1 : 0)
                   .toUtf8();
    const QString file = writeFile(QStringLiteral("test.csv"), csv);
    SilentJob job;
    const auto split = evaluateRun(m_shop->path, m_run.id, Split::Test, job);
    const auto ofRun = evaluateRunOnFile(m_shop->path, m_run.id, file, job);
    const auto ofFolder = evaluateFolder(best(), file, job);
    VERIFY_RESULT(split);
    VERIFY_RESULT(ofRun);
    VERIFY_RESULT(ofFolder);
    QCOMPARE(ofRun->pairs, 15);
    QCOMPARE(ofRun->metrics, split->metrics);
    QCOMPARE(ofFolder->metrics, split->metrics);
}

void tst_EvaluateRun::otherSplitsKeepTheirPredictions()
{
    SilentJob job;
    VERIFY_RESULT(evaluateRun(m_shop->path, m_run.id, Split::Train, job));
    const auto all = (*m_shop)->runs().predictions(m_run.id);
    VERIFY_RESULT(all);
    QCOMPARE(all->size(), std::size_t{80});
    const auto test = (*m_shop)->runs().predictions(m_run.id, Split::Test);
    VERIFY_RESULT(test);
    QCOMPARE(test->size(), std::size_t{15});
    const auto run = (*m_shop)->runs().find(m_run.id);
    VERIFY_RESULT(run);
    QCOMPARE((*run)->state, RunState::Finished);
}

void tst_EvaluateRun::aStopChangesNothing()
{
    const auto before = (*m_shop)->runs().predictions(m_run.id);
    VERIFY_RESULT(before);
    StopAfter stop(1);
    const auto evaluation = evaluateRun(m_shop->path, m_run.id, Split::Validation, stop);
    VERIFY_RESULT(evaluation);
    QCOMPARE(evaluation->outcome, Outcome::Stopped);
    const auto after = (*m_shop)->runs().predictions(m_run.id);
    VERIFY_RESULT(after);
    QCOMPARE(after->size(), before->size());
}

void tst_EvaluateRun::whatCanNotBeEvaluatedIsRefused()
{
    SilentJob job;
    const auto refusedAs = [](const auto &evaluation, ErrorKind kind) {
        return !evaluation && evaluation.error().kind == kind && !evaluation.error().hint.isEmpty();
    };
    QVERIFY(refusedAs(evaluateRun(m_shop->path, 99, Split::Test, job), ErrorKind::Input));
    QVERIFY(
        refusedAs(evaluateRun(m_shop->path, m_run.id, Split::Unassigned, job), ErrorKind::Input));
    QVERIFY(refusedAs(
        evaluateFolder(best(),
                       writeFile(QStringLiteral("bare.csv"), "question,reply\nword1,word2\n"), job),
        ErrorKind::Input));
    QVERIFY(refusedAs(evaluateFolder(best(), m_files.filePath(QStringLiteral("nowhere.csv")), job),
                      ErrorKind::File));
}

QTEST_GUILESS_MAIN(tst_EvaluateRun)
#include "tst_evaluate_run.moc"
