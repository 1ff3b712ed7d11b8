#include "tiny_training.h"

#include "engine/checkpoint/tensor_file.h"
#include "engine/training/frozen_names.h"

#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <numeric>

using namespace tunedesk;

/// Trainings in which not all that trains does so as itself, or from the beginning: gradual
/// unfreezing, freezing by name, low-rank additions.
class tst_PartialTraining : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); } // so small a network only waits for a second
    void layersJoinOneByOne_data();
    void layersJoinOneByOne();
    void keptFrozenLayersStayTrueWhileLayersJoin();
    void earlyStoppingWaitsForTheLastLayer();
    void namedPartsStay();
    void namesAreFoundByBeginningAndByStars_data();
    void namesAreFoundByBeginningAndByStars();
    void aNameOfNothingIsRefusedWithWhatThereIs();
    void nothingLeftToTrainIsRefused();
    void lowRankTrainsAndLeavesAnOrdinaryModel_data();
    void lowRankTrainsAndLeavesAnOrdinaryModel();
    void stopAndResumeGiveTheSameBits_data();
    void stopAndResumeGiveTheSameBits();

private:
    static NamedTensors copyOf(const SequenceClassifier &network);
    /// Names of what two states differ in, cut to the layer.
    static QSet<QString> movedParts(const NamedTensors &before, const NamedTensors &after);
};

namespace
{
/// Batches 6, checks 2: 6 steps an epoch.
Result<TrainerResult> trainIn(const QString &folder, SequenceClassifier &network,
                              const TrainingRecipe &recipe, TrainingListener &hearing,
                              JobContext &job, bool resume = false, double prefixMemory = 0.25)
{
    return train(
        network, tinyPairs(44, 1), tinyPairs(12, 2),
        {.recipe = recipe, .folder = folder, .resume = resume, .prefixMemory = prefixMemory},
        hearing, job);
}

std::vector<double> valuesOf(const Hearing &hearing, const char *name)
{
    std::vector<double> values;
    for (const MetricRow &row : hearing.rows)
        if (row.name == QLatin1String(name))
            values.push_back(row.value);
    return values;
}
} // namespace

NamedTensors tst_PartialTraining::copyOf(const SequenceClassifier &network)
{
    NamedTensors copy;
    for (const auto &item : network.named_parameters())
        copy[item.key()] = item.value().detach().clone();
    return copy;
}

QSet<QString> tst_PartialTraining::movedParts(const NamedTensors &before, const NamedTensors &after)
{
    QSet<QString> parts;
    for (const auto &[name, tensor] : after) {
        if (torch::equal(tensor, before.at(name)))
            continue;
        const QString text = QString::fromStdString(name);
        parts.insert(text.contains(QLatin1String("layer."))
                         ? QStringLiteral("layer %1").arg(text.section(QLatin1Char('.'), 3, 3))
                     : text.contains(QLatin1String("embeddings")) ? QStringLiteral("embeddings")
                                                                  : QStringLiteral("head"));
    }
    return parts;
}

void tst_PartialTraining::layersJoinOneByOne_data()
{
    QTest::addColumn<int>("trainLayers");
    QTest::addColumn<double>("every");
    QTest::addColumn<double>("epochs");
    QTest::addColumn<QSet<QString>>("moved");
    const QString head = QStringLiteral("head"), top = QStringLiteral("layer 2"),
                  middle = QStringLiteral("layer 1"), low = QStringLiteral("layer 0"),
                  words = QStringLiteral("embeddings");
    QTest::newRow("the head alone") << 2 << 1.0 << 1.0 << QSet<QString>{head};
    QTest::newRow("the top layer") << 2 << 1.0 << 2.0 << QSet<QString>{head, top};
    QTest::newRow("two layers") << 2 << 1.0 << 3.0 << QSet<QString>{head, top, middle};
    QTest::newRow("no further") << 2 << 0.5 << 3.0 << QSet<QString>{head, top, middle};
    QTest::newRow("all but the words") << -1 << 0.5 << 2.0 << QSet<QString>{head, top, middle, low};
    QTest::newRow("everything") << -1 << 0.5 << 2.5 << QSet<QString>{head, top, middle, low, words};
}

void tst_PartialTraining::layersJoinOneByOne()
{
    QFETCH(int, trainLayers);
    QFETCH(double, every);
    QFETCH(double, epochs);
    QFETCH(QSet<QString>, moved);
    TrainingRecipe recipe = tinyRecipe();
    recipe.trainLayers = trainLayers;
    recipe.unfreezeEvery = every;
    recipe.epochs = epochs;
    recipe.warmupRatio = 0;
    recipe.bestMetric = QStringLiteral("last");
    const QTemporaryDir folder;
    const auto network = tinyNetwork();
    const NamedTensors before = copyOf(*network);
    Hearing hearing;
    SilentJob job;
    VERIFY_RESULT(trainIn(folder.path(), *network, recipe, hearing, job));
    QCOMPARE(movedParts(before, copyOf(*network)), moved);
}

void tst_PartialTraining::keptFrozenLayersStayTrueWhileLayersJoin()
{
    TrainingRecipe recipe = tinyRecipe();
    recipe.unfreezeEvery = 1;
    recipe.dropout = 0;
    recipe.optimizer = QStringLiteral("sgd"); // AdamW would make a sign of what is next to 0
    recipe.learningRate = 1e-2;
    Hearing kept, computed;
    for (Hearing *hearing : {&kept, &computed}) {
        const QTemporaryDir folder;
        const auto network = tinyNetwork();
        SilentJob job;
        VERIFY_RESULT(trainIn(folder.path(), *network, recipe, *hearing, job, false,
                              hearing == &kept ? 0.25 : 0));
    }
    const auto first = valuesOf(kept, metric::kTrainLoss);
    const auto second = valuesOf(computed, metric::kTrainLoss);
    QCOMPARE(first.size(), std::size_t{18});
    QCOMPARE(second.size(), first.size());
    // Padding changes the order of sums.
    for (std::size_t i = 0; i < first.size(); ++i)
        QVERIFY2(std::abs(first[i] - second[i]) < 1e-5, qPrintable(QString::number(i)));
}

void tst_PartialTraining::earlyStoppingWaitsForTheLastLayer()
{
    TrainingRecipe recipe = tinyRecipe();
    recipe.unfreezeEvery = 2;
    recipe.learningRate = 1e-9; // nothing changes, so every check finds the same
    recipe.checksPerEpoch = 1;
    recipe.epochs = 50;
    recipe.earlyStoppingPatience = 1;
    const QTemporaryDir folder;
    const auto network = tinyNetwork();
    Hearing hearing;
    SilentJob job;
    const auto result = trainIn(folder.path(), *network, recipe, hearing, job);
    VERIFY_RESULT(result);
    QVERIFY(result->stoppedEarly);
    QCOMPARE(result->steps, 30); // two layers join by the end of epoch 4; one check without gain
}

void tst_PartialTraining::namedPartsStay()
{
    TrainingRecipe recipe = tinyRecipe();
    recipe.trainLayers = -1;
    recipe.freeze = QStringLiteral("bert.embeddings, *.layer.0 *LayerNorm*");
    const QTemporaryDir folder;
    const auto network = tinyNetwork();
    const NamedTensors before = copyOf(*network);
    Hearing hearing;
    SilentJob job;
    VERIFY_RESULT(trainIn(folder.path(), *network, recipe, hearing, job));
    const NamedTensors after = copyOf(*network);
    QCOMPARE(movedParts(before, after),
             (QSet<QString>{QStringLiteral("head"), QStringLiteral("layer 1"),
                            QStringLiteral("layer 2")}));
    for (const auto &[name, tensor] : after)
        if (name.find("LayerNorm") != std::string::npos)
            QVERIFY2(torch::equal(tensor, before.at(name)), name.c_str());
    QCOMPARE(network->layerCount(), 3);
}

void tst_PartialTraining::namesAreFoundByBeginningAndByStars_data()
{
    QTest::addColumn<QString>("patterns");
    QTest::addColumn<QStringList>("found");
    const QString first = QStringLiteral("net.layer.1.key.weight"),
                  second = QStringLiteral("net.layer.10.key.weight"),
                  norm = QStringLiteral("net.norm.bias");
    QTest::newRow("nothing") << QString() << QStringList();
    QTest::newRow("whole") << norm << QStringList{norm};
    QTest::newRow("a beginning ends at a dot")
        << QStringLiteral("net.layer.1") << QStringList{first};
    QTest::newRow("a star is any letters") << QStringLiteral("*key*") << QStringList{first, second};
    QTest::newRow("a mark is one letter") << QStringLiteral("net.layer.1?") << QStringList{second};
    QTest::newRow("commas and spaces")
        << QStringLiteral(" net.norm ,net.layer.10; ") << QStringList{second, norm};
    QTest::newRow("brackets are letters") << QStringLiteral("net.layer.[1]") << QStringList();
}

void tst_PartialTraining::namesAreFoundByBeginningAndByStars()
{
    QFETCH(QString, patterns);
    QFETCH(QStringList, found);
    const auto names = parametersNamed(
        patterns, {"net.layer.1.key.weight", "net.layer.10.key.weight", "net.norm.bias"});
    if (found.isEmpty() && !patterns.isEmpty()) {
        QVERIFY(!names);
        return;
    }
    VERIFY_RESULT(names);
    QStringList list;
    for (const std::string &name : *names)
        list << QString::fromStdString(name);
    QCOMPARE(list, found);
}

void tst_PartialTraining::aNameOfNothingIsRefusedWithWhatThereIs()
{
    TrainingRecipe recipe = tinyRecipe();
    recipe.freeze = QStringLiteral("bert.embeddings, roberta");
    const QTemporaryDir folder;
    const auto network = tinyNetwork();
    Hearing hearing;
    SilentJob job;
    const auto result = trainIn(folder.path(), *network, recipe, hearing, job);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Input);
    QCOMPARE(result.error().where, QStringLiteral("freeze"));
    QVERIFY(result.error().what.contains(QLatin1String("roberta")));
    for (const char *part : {"bert.encoder.layer.2", "classifier", "bert.pooler.dense"})
        QVERIFY2(result.error().hint.contains(QLatin1String(part)),
                 qPrintable(result.error().hint));
}

void tst_PartialTraining::nothingLeftToTrainIsRefused()
{
    TrainingRecipe recipe = tinyRecipe();
    recipe.freeze = QStringLiteral("*");
    const QTemporaryDir folder;
    const auto network = tinyNetwork();
    Hearing hearing;
    SilentJob job;
    const auto result = trainIn(folder.path(), *network, recipe, hearing, job);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Input);
    QVERIFY(!result.error().hint.isEmpty());
}

void tst_PartialTraining::lowRankTrainsAndLeavesAnOrdinaryModel_data()
{
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<int>("trainLayers");
    QTest::newRow("BERT, two layers") << QByteArray(kTinyBert) << 2;
    QTest::newRow("BERT, all") << QByteArray(kTinyBert) << -1;
    QTest::newRow("ALBERT") << QByteArray(kTinyAlbert) << 1;
    QTest::newRow("GPT-2") << QByteArray("gpt2/two_labels") << 2;
    QTest::newRow("XLNet") << QByteArray("xlnet/last_two_labels") << 1;
}

void tst_PartialTraining::lowRankTrainsAndLeavesAnOrdinaryModel()
{
    QFETCH(QByteArray, model);
    QFETCH(int, trainLayers);
    TrainingRecipe recipe = tinyRecipe();
    recipe.trainLayers = trainLayers;
    recipe.loraRank = 2;
    recipe.loraAlpha = 4;
    recipe.learningRate = 1e-2;
    recipe.epochs = 5;
    recipe.dropout = 0;
    recipe.bestMetric = QStringLiteral("last");
    const QTemporaryDir folder;
    const auto network = tinyNetwork(2, model.constData());
    const NamedTensors before = copyOf(*network);
    Hearing hearing;
    SilentJob job;
    VERIFY_RESULT(trainIn(folder.path(), *network, recipe, hearing, job));
    const auto losses = valuesOf(hearing, metric::kTrainLoss);
    const double first = std::accumulate(losses.begin(), losses.begin() + 6, 0.0);
    const double last = std::accumulate(losses.end() - 6, losses.end(), 0.0);
    QVERIFY2(last < 0.95 * first, qPrintable(QStringLiteral("%1, %2").arg(first).arg(last)));

    // Afterwards there are the parameters of before: matrices moved, norms and biases not.
    const NamedTensors after = copyOf(*network);
    QCOMPARE(after.size(), before.size());
    const auto depths = network->parameterDepths();
    int moved = 0;
    for (const auto &[name, tensor] : after) {
        const bool isSame = torch::equal(tensor, before.at(name));
        if (depths.at(name) > network->layerCount())
            continue;
        QVERIFY2(isSame || tensor.dim() >= 2, name.c_str());
        moved += isSame ? 0 : 1;
    }
    QVERIFY(moved >= 4);
    const auto best = readTensorFile(folder.filePath(QStringLiteral("best/model.safetensors")));
    VERIFY_RESULT(best);
    QCOMPARE(best->size(), before.size());
    for (const auto &[name, tensor] : *best)
        QVERIFY2(torch::equal(tensor, after.at(name)), name.c_str());

    // What a stop leaves is small: the additions and the head.
    const auto kept = readTensorFile(folder.filePath(QStringLiteral("last/model.safetensors")));
    VERIFY_RESULT(kept);
    qint64 numbers = 0, all = 0;
    for (const auto &[name, tensor] : *kept) {
        QVERIFY2(name.find("lora.") != std::string::npos || depths.at(name) > network->layerCount(),
                 name.c_str());
        numbers += tensor.numel();
    }
    for (const auto &[name, tensor] : before)
        all += tensor.numel();
    QVERIFY2(numbers < all / 2, qPrintable(QStringLiteral("%1 of %2").arg(numbers).arg(all)));
}

void tst_PartialTraining::stopAndResumeGiveTheSameBits_data()
{
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<int>("trainLayers");
    QTest::addColumn<double>("every");
    QTest::addColumn<int>("rank");
    QTest::addColumn<QString>("freeze");
    const auto row = [](const char *name, const char *model, int layers, double every, int rank,
                        const char *freeze = "") {
        QTest::newRow(name) << QByteArray(model) << layers << every << rank
                            << QString::fromLatin1(freeze);
    };
    row("layers join", kTinyBert, 2, 0.5, 0);
    row("layers join, everything", kTinyBert, -1, 0.5, 0);
    row("layers join that share weights", kTinyAlbert, 2, 0.5, 0);
    row("low rank", kTinyBert, 2, 0, 2);
    row("low rank joins", kTinyBert, -1, 0.5, 2);
    row("low rank of GPT-2", "gpt2/two_labels", 2, 0, 2);
    row("low rank of XLNet", "xlnet/last_two_labels", 1, 0, 2);
    row("names", kTinyBert, -1, 0, 0, "bert.embeddings,*.layer.0");
}

void tst_PartialTraining::stopAndResumeGiveTheSameBits()
{
    QFETCH(QByteArray, model);
    TrainingRecipe recipe = tinyRecipe();
    QFETCH(int, trainLayers);
    QFETCH(double, every);
    QFETCH(int, rank);
    QFETCH(QString, freeze);
    recipe.trainLayers = trainLayers;
    recipe.unfreezeEvery = every;
    recipe.loraRank = rank;
    recipe.freeze = freeze;
    recipe.earlyStoppingPatience = 4;
    const QTemporaryDir unbroken, broken;
    Hearing whole, parts;
    SilentJob silent;
    const auto expected = tinyNetwork(2, model.constData());
    VERIFY_RESULT(trainIn(unbroken.path(), *expected, recipe, whole, silent));
    bool resume = false;
    for (const int poll : {4, 5, 4}) {
        StopAfter job(poll);
        const auto network = tinyNetwork(2, model.constData());
        const auto stopped = trainIn(broken.path(), *network, recipe, parts, job, resume);
        VERIFY_RESULT(stopped);
        QCOMPARE(stopped->outcome, Outcome::Stopped);
        std::erase_if(parts.rows, [&](const MetricRow &row) { return row.step > stopped->steps; });
        resume = true;
    }
    const auto found = tinyNetwork(2, model.constData());
    VERIFY_RESULT(trainIn(broken.path(), *found, recipe, parts, silent, true));
    QCOMPARE(valuesOf(parts, metric::kTrainLoss), valuesOf(whole, metric::kTrainLoss));
    QCOMPARE(valuesOf(parts, metric::kValidationLoss), valuesOf(whole, metric::kValidationLoss));
    const NamedTensors after = copyOf(*found);
    for (const auto &[name, tensor] : copyOf(*expected))
        QVERIFY2(torch::equal(tensor, after.at(name)), name.c_str());
    for (const char *name : {"/last/model.safetensors", "/last/optimizer.safetensors"}) {
        const auto first = readTensorFile(unbroken.path() + QLatin1String(name));
        const auto second = readTensorFile(broken.path() + QLatin1String(name));
        VERIFY_RESULT(first);
        VERIFY_RESULT(second);
        QCOMPARE(first->size(), second->size());
        for (const auto &[key, tensor] : *first)
            QVERIFY2(torch::equal(tensor, second->at(key)), key.c_str());
    }
}

QTEST_GUILESS_MAIN(tst_PartialTraining)
#include "tst_partial_training.moc"
