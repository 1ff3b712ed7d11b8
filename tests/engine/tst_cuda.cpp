#include "engine/checkpoint/tensor_file.h"
#include "engine/device.h"
#include "engine/inference/pair_scorer.h"
#include "tiny_training.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tunedesk;

/// The same numbers on a card as on the processor. Without a card, that it is said.
class tst_Cuda : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }
    void withoutACardItIsSaid();
    void scoresAreThoseOfTheProcessor_data();
    void scoresAreThoseOfTheProcessor();
    void lossesAreThoseOfTheProcessor_data();
    void lossesAreThoseOfTheProcessor();
    void aStopAndAResumeGiveTheSameLosses();
};

namespace
{
#define NEEDS_CARD                                                                                 \
    if (!torch::cuda::is_available())                                                              \
    QSKIP("no card, or a libtorch without CUDA")

/// The smallest vocabulary of the networks has 43 words.
LabelledEncodings smallPairs(int count, unsigned seed)
{
    LabelledEncodings pairs = noisyPairs(count, seed);
    for (Encoding &encoding : pairs.encodings)
        for (int &id : encoding.ids)
            id = 6 + id % 37;
    return pairs;
}

struct Trained {
    std::vector<double> losses;
    NamedTensors best; ///< as the file has them
    Outcome outcome = Outcome::Stopped;
};

class StopsAt final : public Hearing, public JobContext
{
public:
    explicit StopsAt(qint64 step) : m_step(step) {}
    bool stopRequested() const override { return m_step > 0 && last.step >= m_step; }
    void report(qint64, qint64, const QString &) override {}

private:
    qint64 m_step;
};

Result<Trained> trainOn(const char *device, TrainingRecipe recipe, const char *name,
                        const QString &folder, qint64 stopAt = 0, bool resume = false)
{
    recipe.device = QString::fromLatin1(device);
    const auto network = tinyNetwork(2, name);
    StopsAt job(stopAt);
    const auto result =
        train(*network, smallPairs(64, 1), smallPairs(16, 2),
              {.recipe = recipe, .folder = folder, .padId = 0, .resume = resume}, job, job);
    if (!result)
        return result.error();
    Trained trained{.outcome = result->outcome};
    for (const MetricRow &row : job.rows)
        if (row.name == QLatin1String(metric::kTrainLoss))
            trained.losses.push_back(row.value);
    if (stopAt == 0) {
        auto best = readTensorFile(folder + QStringLiteral("/best/model.safetensors"));
        if (!best)
            return best.error();
        trained.best = *std::move(best);
    }
    return trained;
}
} // namespace

void tst_Cuda::withoutACardItIsSaid()
{
    const auto device = deviceNamed(QStringLiteral("cuda"));
    QCOMPARE(device.has_value(), torch::cuda::is_available());
    if (!device)
        QCOMPARE(device.error().kind, ErrorKind::Unsupported);
    QVERIFY(deviceNamed(QStringLiteral("auto"))->is_cpu());
}

void tst_Cuda::scoresAreThoseOfTheProcessor_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {kTinyBert, kTinyAlbert, "gpt2/two_labels", "xlnet/last_two_labels"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void tst_Cuda::scoresAreThoseOfTheProcessor()
{
    NEEDS_CARD;
    QFETCH(QString, name);
    const auto network = tinyNetwork(2, name.toLatin1().constData());
    const LabelledEncodings pairs = smallPairs(50, 3);
    SilentJob job;
    const auto expected = PairScorer(network, 0).score(pairs.encodings, job);
    VERIFY_RESULT(expected);
    network->to(torch::kCUDA);
    const auto scored = PairScorer(network, 0).score(pairs.encodings, job);
    VERIFY_RESULT(scored);
    QVERIFY(torch::allclose(*scored, *expected, 1e-4, 1e-5));
}

void tst_Cuda::lossesAreThoseOfTheProcessor_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("layers");
    for (const char *name : {kTinyBert, "gpt2/two_labels", "xlnet/last_two_labels"})
        for (const int layers : {-1, 1})
            QTest::addRow("%s, layers %d", name, layers) << QString::fromLatin1(name) << layers;
}

void tst_Cuda::lossesAreThoseOfTheProcessor()
{
    NEEDS_CARD;
    QFETCH(QString, name);
    QFETCH(int, layers);
    TrainingRecipe recipe = tinyRecipe();
    recipe.trainLayers = layers;
    recipe.dropout = recipe.attentionDropout = 0;
    const QTemporaryDir here, there;
    const QByteArray network = name.toLatin1();
    const auto expected = trainOn("cpu", recipe, network.constData(), here.path());
    VERIFY_RESULT(expected);
    const auto trained = trainOn("cuda", recipe, network.constData(), there.path());
    VERIFY_RESULT(trained);
    QCOMPARE(trained->losses.size(), expected->losses.size());
    for (std::size_t i = 0; i < expected->losses.size(); ++i)
        QVERIFY2(std::abs(trained->losses[i] - expected->losses[i]) < 1e-3,
                 qPrintable(QStringLiteral("step %1: %2 instead of %3")
                                .arg(i + 1)
                                .arg(trained->losses[i])
                                .arg(expected->losses[i])));
    QCOMPARE(trained->best.size(), expected->best.size());
    for (const auto &[weight, tensor] : expected->best)
        QVERIFY2(trained->best.contains(weight) &&
                     torch::allclose(trained->best.at(weight), tensor, 1e-2, 1e-3),
                 weight.c_str());
}

/// With dropout: what the card's generator draws goes on where it stood.
void tst_Cuda::aStopAndAResumeGiveTheSameLosses()
{
    NEEDS_CARD;
    const QTemporaryDir whole, parted;
    const auto unbroken = trainOn("cuda", tinyRecipe(), kTinyBert, whole.path());
    VERIFY_RESULT(unbroken);
    const auto first = trainOn("cuda", tinyRecipe(), kTinyBert, parted.path(), 7);
    VERIFY_RESULT(first);
    QCOMPARE(first->outcome, Outcome::Stopped);
    const auto rest = trainOn("cuda", tinyRecipe(), kTinyBert, parted.path(), 0, true);
    VERIFY_RESULT(rest);
    std::vector<double> losses = first->losses;
    losses.insert(losses.end(), rest->losses.begin(), rest->losses.end());
    QCOMPARE(losses.size(), unbroken->losses.size());
    for (std::size_t i = 0; i < losses.size(); ++i) // sums on a card come in any order
        QVERIFY2(std::abs(losses[i] - unbroken->losses[i]) < 1e-4, qPrintable(QString::number(i)));
}

QTEST_GUILESS_MAIN(tst_Cuda)
#include "tst_cuda.moc"
