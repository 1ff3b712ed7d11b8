#include "core/project_fixture.h"
#include "shell/job_queue.h"
#include "train/estimate_watch.h"

#include <QSignalSpy>
#include <QTest>

#include <functional>

using namespace tunedesk;

/// What is measured behind the window, in which order, and what ends it.
class tst_EstimateWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void theChosenOneComesFirstAndTheOthersAfterIt();
    void aChangeOfTheFormEndsTheMeasuringOfOthers();
    void whatFailedIsNotTriedAgain();
    void nothingIsMeasuredWhileNobodyLooks();
    void stoppingAllTasksIsNotTakenForAFailure();
    void whatChangesNoTimeIsNotMeasuredAgain();
    void otherDataForgetTheTimes();

private:
    /// Quick to measure: the model as it is, one pass over a few pairs.
    static TrainOptions quick(int maxLength = 32)
    {
        TrainOptions options{{},
                             QStringLiteral("tiny"),
                             QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tiny-bert"),
                             {}};
        options.recipe.head = QStringLiteral("features");
        options.recipe.maxLength = maxLength;
        options.recipe.threads = 1;
        return options;
    }
    /// Takes at least a second.
    static TrainOptions slow()
    {
        TrainOptions options = quick();
        options.recipe.head = QStringLiteral("sequence");
        options.recipe.trainLayers = -1;
        return options;
    }
    static TrainOptions impossible()
    {
        TrainOptions options = quick();
        options.modelPath = QStringLiteral("/no/model");
        return options;
    }
    /// As soon as it begins: on a busy computer it would be over before one looks.
    void atSecondStart(const std::function<void(quint64 job)> &act)
    {
        connect(
            m_jobs.get(), &JobQueue::jobStarted, this,
            [this, act](quint64 job) {
                if (begun() == 2)
                    act(job);
            },
            Qt::QueuedConnection);
    }
    int begun() const { return int(m_started->size()); }
    bool isIdle() const { return m_jobs->rowCount() == 0; }

    ProjectFixture m_shop;
    std::unique_ptr<JobQueue> m_jobs;
    std::unique_ptr<EstimateWatch> m_watch;
    std::unique_ptr<QSignalSpy> m_started, m_found;
    bool m_wasLoud = false;
};

void tst_EstimateWatch::initTestCase()
{
    std::vector<DialoguePair> pairs;
    for (int i = 0; i < 40; ++i) {
        DialoguePair pair =
            pairOf(QStringLiteral("Where is my parcel %1?").arg(i),
                   i % 2 ? QStringLiteral("No idea.") : QStringLiteral("It left today."));
        pair.dialogue = QStringLiteral("dialogue %1").arg(i / 2);
        pair.label = i % 2 ? 0 : 1;
        pairs.push_back(pair);
    }
    VERIFY_RESULT(m_shop.add(pairs));
}

void tst_EstimateWatch::init()
{
    m_jobs = std::make_unique<JobQueue>();
    m_watch = std::make_unique<EstimateWatch>(*m_jobs);
    m_started = std::make_unique<QSignalSpy>(m_jobs.get(), &JobQueue::jobStarted);
    m_found = std::make_unique<QSignalSpy>(m_watch.get(), &EstimateWatch::found);
    m_wasLoud = false;
    connect(m_jobs.get(), &JobQueue::jobStarted, this,
            [this] { m_wasLoud = m_wasLoud || m_jobs->runningCount() > 0; });
    m_watch->setData(m_shop.path);
    m_watch->setActive(true);
}

void tst_EstimateWatch::cleanup()
{
    QVERIFY(!m_wasLoud); // nothing of it stands in the strip of tasks
    m_started.reset();
    m_found.reset();
    m_watch.reset();
    m_jobs.reset();
}

void tst_EstimateWatch::theChosenOneComesFirstAndTheOthersAfterIt()
{
    m_watch->setOthers({quick(40), quick(), quick(48), quick(40)});
    QSignalSpy known(m_watch.get(), &EstimateWatch::knownChanged);
    m_watch->ask(quick());
    QTRY_COMPARE(m_found->size(), 1);
    QVERIFY(m_watch->known(quick()));
    QVERIFY(!m_watch->known(quick(40)) && !m_watch->known(quick(48)));
    QCOMPARE(begun(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(m_watch->known(quick(40)), 20'000);
    QVERIFY(!m_watch->known(quick(48))); // in their order
    QTRY_VERIFY_WITH_TIMEOUT(m_watch->known(quick(48)), 20'000);
    QVERIFY(m_watch->known(quick(48))->seconds() > 0);
    QTest::qWait(700);
    QCOMPARE(begun(), 3); // each once
    QCOMPARE(known.size(), 3);
    QCOMPARE(m_found->size(), 1); // the others are not told as the chosen one's
    m_watch->ask(quick(48));      // known: told at once
    QTRY_COMPARE(m_found->size(), 2);
    QVERIFY(m_found->last().first().value<std::optional<TrainingEstimate>>());
    QTest::qWait(700);
    QCOMPARE(begun(), 3);
}

void tst_EstimateWatch::aChangeOfTheFormEndsTheMeasuringOfOthers()
{
    m_watch->setOthers({slow()});
    m_watch->ask(quick());
    QTRY_COMPARE(begun(), 2); // the chosen one is known, the other one begins
    const quint64 other = m_started->last().first().toULongLong();
    m_watch->ask(quick(56));
    QVERIFY(m_jobs->state(other) == JobQueue::State::Stopping ||
            m_jobs->state(other) == JobQueue::State::Finished);
    QTRY_COMPARE(m_found->size(), 2);
    QVERIFY(m_watch->known(quick(56)));
    QVERIFY(!m_watch->known(slow()));
    QTRY_VERIFY_WITH_TIMEOUT(m_watch->known(slow()), 20'000); // later after all
}

void tst_EstimateWatch::whatFailedIsNotTriedAgain()
{
    m_watch->setOthers({impossible(), quick(40)});
    m_watch->ask(quick());
    QTRY_VERIFY_WITH_TIMEOUT(m_watch->known(quick(40)), 20'000);
    QVERIFY(!m_watch->known(impossible()));
    QCOMPARE(begun(), 3);
    m_watch->setOthers({impossible(), quick(40)});
    m_watch->ask(quick(40));
    QTest::qWait(1200);
    QCOMPARE(begun(), 3);
    m_watch->ask(impossible()); // chosen by the person: it may be there by now
    QTRY_COMPARE(begun(), 4);
    QTRY_VERIFY(isIdle());
    QVERIFY(!m_found->last().first().value<std::optional<TrainingEstimate>>());
    QTest::qWait(1200);
    QCOMPARE(begun(), 4);
}

void tst_EstimateWatch::nothingIsMeasuredWhileNobodyLooks()
{
    m_watch->setOthers({slow()});
    atSecondStart([this](quint64) {
        m_watch->setActive(false); // a training is to begin, or another page is shown
    });
    m_watch->ask(quick());
    QTRY_COMPARE(begun(), 2);
    QTRY_VERIFY(isIdle());
    QTest::qWait(1200);
    QCOMPARE(begun(), 2);
    QVERIFY(!m_watch->known(slow()));
    m_watch->setActive(true);
    QTRY_VERIFY_WITH_TIMEOUT(m_watch->known(slow()), 20'000);
    QCOMPARE(begun(), 3); // the chosen one was known
}

void tst_EstimateWatch::stoppingAllTasksIsNotTakenForAFailure()
{
    m_watch->setOthers({slow(), quick(48)});
    atSecondStart([this](quint64 job) { m_jobs->stop(job); });
    m_watch->ask(quick());
    QTRY_COMPARE(begun(), 2);
    QTRY_VERIFY(isIdle());
    QTest::qWait(1200);
    QCOMPARE(begun(), 2); // nor does the next one begin
    m_watch->ask(quick(48));
    QTRY_VERIFY_WITH_TIMEOUT(m_watch->known(slow()), 20'000);
}

void tst_EstimateWatch::whatChangesNoTimeIsNotMeasuredAgain()
{
    m_watch->ask(quick());
    QTRY_COMPARE(m_found->size(), 1);
    TrainOptions other = quick();
    other.recipe.seed = 7;
    other.recipe.learningRate = 1e-3;
    QVERIFY(m_watch->known(other));
    m_watch->ask(other);
    QTest::qWait(700);
    QCOMPARE(begun(), 1);
    other.recipe.batchSize /= 2;
    QVERIFY(!m_watch->known(other));
}

void tst_EstimateWatch::otherDataForgetTheTimes()
{
    m_watch->ask(quick());
    QTRY_COMPARE(m_found->size(), 1);
    m_watch->setData(m_shop.path);
    QVERIFY(!m_watch->known(quick()));
    QTRY_COMPARE(m_found->size(), 2);
    m_watch->setData({});
    QTRY_COMPARE(m_found->size(), 3);
    QVERIFY(!m_found->last().first().value<std::optional<TrainingEstimate>>());
}

QTEST_MAIN(tst_EstimateWatch)
#include "tst_estimate_watch.moc"
