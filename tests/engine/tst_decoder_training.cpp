#include "engine/checkpoint/tensor_file.h"
#include "engine/training/prefix_cache.h"
#include "tiny_training.h"

#include <QTemporaryDir>
#include <QTest>

#include <numeric>

using namespace tunedesk;

/// What training needs of GPT-2 (padding's id in the ids) and XLNet (padding on the left).
class tst_DecoderTraining : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void initTestCase() { at::set_num_threads(1); } // so small a network only waits for a second
    void keptFrozenLayersGiveTheSameNumbers();
    void stopAndResumeGiveTheSameBits_data();
    void stopAndResumeGiveTheSameBits();

private:
    std::shared_ptr<SequenceClassifier> network() const
    {
        QFETCH_GLOBAL(QString, name);
        const auto model = loadModel(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/") + name);
        return model ? model->network : nullptr;
    }
};

namespace
{
/// The words of a tiny vocabulary of 43, and no padding's id.
LabelledEncodings smallPairs(int count, unsigned seed)
{
    LabelledEncodings pairs = tinyPairs(count, seed);
    for (Encoding &encoding : pairs.encodings)
        for (int &id : encoding.ids)
            id = 6 + id % 37;
    return pairs;
}

QString differenceOf(const QString &a, const QString &b)
{
    for (const char *name :
         {"best/model.safetensors", "last/model.safetensors", "last/optimizer.safetensors"}) {
        const auto first = readTensorFile(a + QLatin1Char('/') + QLatin1String(name));
        const auto second = readTensorFile(b + QLatin1Char('/') + QLatin1String(name));
        if (!first || !second || first->size() != second->size())
            return QString::fromLatin1(name);
        for (const auto &[key, tensor] : *first)
            if (!second->contains(key) || !torch::equal(tensor, second->at(key)))
                return QString::fromStdString(name + (": " + key));
    }
    return {};
}
} // namespace

void tst_DecoderTraining::initTestCase_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"gpt2/two_labels", "xlnet/last_two_labels", "xlnet/mean_regression",
                             "xlnet/uni_same_length"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void tst_DecoderTraining::keptFrozenLayersGiveTheSameNumbers()
{
    const auto whole = network();
    QVERIFY(whole);
    whole->trainTopLayers(1);
    whole->eval();
    const LabelledEncodings pairs = smallPairs(20, 4);
    PrefixCache kept(*whole, pairs.encodings, 5, false), anew(*whole, pairs.encodings, 5, false);
    SilentJob job;
    qint64 tokens = 0;
    QCOMPARE(kept.fill(job, [&tokens](qint64 done) { tokens = done; }), Outcome::Finished);
    QCOMPARE(tokens, kept.tokens());
    const torch::NoGradGuard noGradients;
    std::vector<int> rows(8);
    std::iota(rows.begin(), rows.end(), 6);
    const torch::Tensor difference = (kept.logits(rows) - anew.logits(rows)).abs().max();
    QVERIFY(difference.item<double>() < 1e-6); // the frozen layers ran in batches of other shapes
}

void tst_DecoderTraining::stopAndResumeGiveTheSameBits_data()
{
    QTest::addColumn<int>("trainLayers");
    QTest::newRow("the top layer") << 1;
    QTest::newRow("everything") << -1;
}

void tst_DecoderTraining::stopAndResumeGiveTheSameBits()
{
    QFETCH(int, trainLayers);
    const QTemporaryDir unbroken, broken;
    TrainingRecipe recipe = tinyRecipe();
    recipe.trainLayers = trainLayers;
    const auto trainIn = [&](const QTemporaryDir &folder, JobContext &job, bool resume) {
        Hearing hearing;
        return train(*network(), smallPairs(44, 1), smallPairs(12, 2),
                     {.recipe = recipe, .folder = folder.path(), .padId = 5, .resume = resume},
                     hearing, job);
    };
    SilentJob silent;
    VERIFY_RESULT(trainIn(unbroken, silent, false));
    bool resume = false;
    for (const int poll : {7, 11}) {
        StopAfter job(poll);
        const auto stopped = trainIn(broken, job, resume);
        VERIFY_RESULT(stopped);
        QCOMPARE(stopped->outcome, Outcome::Stopped);
        resume = true;
    }
    const auto result = trainIn(broken, silent, true);
    VERIFY_RESULT(result);
    QCOMPARE(result->outcome, Outcome::Finished);
    QCOMPARE(differenceOf(unbroken.path(), broken.path()), QString());
}

QTEST_GUILESS_MAIN(tst_DecoderTraining)
#include "tst_decoder_training.moc"
