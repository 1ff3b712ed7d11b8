#include "engine/checkpoint/model_loader.h"
#include "engine/inference/pair_scorer.h"

#include <QTest>

#include "test_support.h"

using namespace tunedesk;

namespace
{
Encoding encodingOf(int tokens, int first)
{
    Encoding encoding;
    for (int i = 0; i < tokens; ++i) {
        encoding.ids.push_back(5 + (first + 7 * i) % 50);
        encoding.typeIds.push_back(i * 2 >= tokens ? 1 : 0);
        encoding.mask.push_back(1);
    }
    return encoding;
}
} // namespace

class tst_PairScorer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // So small a model only waits for a second thread.
    void initTestCase() { torch::set_num_threads(1); }
    void init();
    void answersComeInTheOrderAsked();
    void batchesDontChangeTheAnswers();
    void theNetworkGoesOnTrainingAfterwards();
    void whatTheNetworkCantReadIsRefused_data();
    void whatTheNetworkCantReadIsRefused();
    void aStopGivesNoAnswers();
    void noPairsAreNoAnswers();

private:
    std::shared_ptr<SequenceClassifier> m_network;
    std::vector<Encoding> m_encodings;
};

void tst_PairScorer::init()
{
    const auto model =
        loadModel(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/bert/gelu_two_labels"));
    VERIFY_RESULT(model);
    m_network = model->network;
    m_encodings.clear();
    for (int i = 0; i < 23; ++i)
        m_encodings.push_back(encodingOf(1 + (i * 5) % 24, i));
}

void tst_PairScorer::answersComeInTheOrderAsked()
{
    SilentJob job;
    PairScorer scorer(m_network, 0, 60);
    const auto together = scorer.score(m_encodings, job);
    VERIFY_RESULT(together);
    QCOMPARE(together->size(0), std::ssize(m_encodings));
    for (std::size_t i = 0; i < m_encodings.size(); ++i) {
        const auto alone = scorer.score(std::span(&m_encodings[i], 1), job);
        VERIFY_RESULT(alone);
        QVERIFY((*alone - together->slice(0, static_cast<int>(i), static_cast<int>(i) + 1))
                    .abs()
                    .max()
                    .item<double>() < 1e-5);
    }
}

void tst_PairScorer::batchesDontChangeTheAnswers()
{
    SilentJob job;
    const auto small = PairScorer(m_network, 0, 1).score(m_encodings, job);
    const auto large = PairScorer(m_network, 0, 100'000).score(m_encodings, job);
    VERIFY_RESULT(small);
    VERIFY_RESULT(large);
    QVERIFY((*small - *large).abs().max().item<double>() < 1e-5);
}

void tst_PairScorer::theNetworkGoesOnTrainingAfterwards()
{
    SilentJob job;
    m_network->trainTopLayers(1);
    m_network->train();
    const auto logits = PairScorer(m_network, 0).score(m_encodings, job);
    VERIFY_RESULT(logits);
    QVERIFY(m_network->is_training());
    QVERIFY(!logits->requires_grad());
    QVERIFY(!logits->is_inference()); // may go into a loss
}

void tst_PairScorer::whatTheNetworkCantReadIsRefused_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("says");
    QTest::newRow("empty") << "empty"
                           << "no tokens";
    QTest::newRow("unequal") << "unequal"
                             << "differ in length";
    QTest::newRow("id beyond") << "id"
                               << "61";
    QTest::newRow("negative id") << "negative"
                                 << "-1";
    QTest::newRow("type beyond") << "type"
                                 << "Type id 2";
    QTest::newRow("too long") << "long"
                              << "at most 24";
}

void tst_PairScorer::whatTheNetworkCantReadIsRefused()
{
    QFETCH(QString, what);
    QFETCH(QString, says);
    Encoding &bad = m_encodings[7];
    if (what == QLatin1String("empty"))
        bad = {};
    else if (what == QLatin1String("unequal"))
        bad.mask.pop_back();
    else if (what == QLatin1String("id"))
        bad.ids.back() = 61;
    else if (what == QLatin1String("negative"))
        bad.ids.front() = -1;
    else if (what == QLatin1String("type"))
        bad.typeIds.back() = 2;
    else
        bad = encodingOf(25, 0);
    SilentJob job;
    const auto logits = PairScorer(m_network, 0).score(m_encodings, job);
    QVERIFY(!logits);
    QCOMPARE(logits.error().kind, ErrorKind::Input);
    QVERIFY2(logits.error().what.contains(says), qPrintable(logits.error().what));
    QVERIFY(logits.error().where.contains(QStringLiteral("8")));
}

void tst_PairScorer::aStopGivesNoAnswers()
{
    StopAfter job(2);
    const auto logits = PairScorer(m_network, 0, 30).score(m_encodings, job);
    VERIFY_RESULT(logits);
    QCOMPARE(logits->size(0), 0);
}

void tst_PairScorer::noPairsAreNoAnswers()
{
    SilentJob job;
    const auto logits = PairScorer(m_network, 0).score({}, job);
    VERIFY_RESULT(logits);
    QCOMPARE(logits->sizes(), torch::IntArrayRef({0, 2}));
}

QTEST_GUILESS_MAIN(tst_PairScorer)
#include "tst_pair_scorer.moc"
