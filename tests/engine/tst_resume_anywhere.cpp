#include "tiny_training.h"

#include "engine/checkpoint/tensor_file.h"
#include "engine/nn/registry.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace tunedesk;

/// One run stopped at 20 random points against one that never stopped, for each family and with one
/// and two threads; networks for two are 256 wide, so that both do share the work.
class tst_ResumeAnywhere : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void twentyRandomStopsGiveTheSameBits_data();
    void twentyRandomStopsGiveTheSameBits();

private:
    QString folderOf(const QString &family, int threads) const
    {
        return m_models.filePath(QStringLiteral("%1-%2").arg(family).arg(threads));
    }
    QTemporaryDir m_models;
};

namespace
{
constexpr int kStops = 20;
constexpr int kWords = 700;

nlohmann::json configOf(const QString &family, int width)
{
    QFile file(
        QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tiny-%1/config.json").arg(family));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    nlohmann::json config = nlohmann::json::parse(file.readAll().toStdString());
    for (const auto &[key, value] :
         std::initializer_list<std::pair<const char *, int>>{{"hidden_size", width},
                                                             {"intermediate_size", 2 * width},
                                                             {"num_attention_heads", 4},
                                                             {"n_embd", width},
                                                             {"d_model", width},
                                                             {"n_head", 4},
                                                             {"d_head", width / 4},
                                                             {"d_inner", 2 * width},
                                                             {"vocab_size", kWords}})
        if (config.contains(key))
            config[key] = value;
    return config;
}

/// A model folder with random weights.
bool makeModel(const QString &folder, const QString &family, int width)
{
    const nlohmann::json config = configOf(family, width);
    const auto known = familyOf(family.toStdString());
    if (config.is_null() || !known || !QDir().mkpath(folder))
        return false;
    const auto network = (*known)->make(config, 2);
    if (!network)
        return false;
    torch::manual_seed(3);
    NamedTensors weights;
    for (const auto &item : (*network)->named_parameters()) {
        const bool isNorm = item.value().dim() == 1 && item.key().ends_with("weight");
        weights[item.key()] =
            isNorm ? torch::ones(item.value().sizes()) : torch::randn(item.value().sizes()) * 0.02;
    }
    QFile file(folder + QStringLiteral("/config.json"));
    return file.open(QIODevice::WriteOnly) &&
           file.write(QByteArray::fromStdString(config.dump())) > 0 &&
           writeTensorFile(folder + QStringLiteral("/model.safetensors"), weights,
                           {{"format", "pt"}});
}

struct Case {
    QString model;
    int threads = 1;
    int trainLayers = 1;
};

/// 6 batches an epoch, 10 epochs, two checks in each; dropout draws random numbers at every step.
Result<TrainerResult> trainIn(const QString &folder, const Case &wanted, Hearing &hearing,
                              JobContext &job, bool resume)
{
    TrainingRecipe recipe = tinyRecipe();
    recipe.epochs = 10;
    recipe.learningRate = 3e-4;
    recipe.threads = wanted.threads;
    recipe.trainLayers = wanted.trainLayers;
    const auto model = loadModel(wanted.model);
    if (!model)
        return model.error();
    return train(*model->network, tinyPairs(44, 1), tinyPairs(12, 2),
                 {.recipe = recipe, .folder = folder, .padId = 5, .resume = resume}, hearing, job);
}

/// Step, name and value of each row that does not tell the time or the memory.
std::vector<std::tuple<qint64, QString, double>> numbersOf(const std::vector<MetricRow> &rows)
{
    std::vector<std::tuple<qint64, QString, double>> numbers;
    for (const MetricRow &row : rows)
        if (row.name != QLatin1String(metric::kSamplesPerSecond) &&
            row.name != QLatin1String(metric::kPeakRssMib))
            numbers.emplace_back(row.step, row.name, row.value);
    return numbers;
}

/// The first tensor of weights, moments and random state whose bits differ.
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

void tst_ResumeAnywhere::initTestCase()
{
    for (const char *family : {"bert", "gpt2", "xlnet"})
        for (const int threads : {1, 2})
            QVERIFY(makeModel(folderOf(family, threads), QLatin1String(family),
                              threads == 1 ? 32 : 256));
}

void tst_ResumeAnywhere::twentyRandomStopsGiveTheSameBits_data()
{
    QTest::addColumn<QString>("family");
    QTest::addColumn<int>("threads");
    QTest::addColumn<int>("trainLayers");
    for (const char *family : {"bert", "gpt2", "xlnet"})
        for (const int trainLayers : {1, -1})
            for (const int threads : trainLayers > 0 ? std::vector{1, 2} : std::vector{1})
                QTest::addRow("%s, %d thread(s), %s", family, threads,
                              trainLayers < 0 ? "everything trains" : "the top layer trains")
                    << QString::fromLatin1(family) << threads << trainLayers;
}

void tst_ResumeAnywhere::twentyRandomStopsGiveTheSameBits()
{
    QFETCH(QString, family);
    QFETCH(int, threads);
    QFETCH(int, trainLayers);
    const Case wanted{folderOf(family, threads), threads, trainLayers};
    const QTemporaryDir unbroken, broken;
    Hearing whole, parts;
    SilentJob silent;
    const auto expected = trainIn(unbroken.path(), wanted, whole, silent, false);
    VERIFY_RESULT(expected);
    QCOMPARE(expected->steps, 60);

    std::mt19937 random(static_cast<unsigned>(10 * threads + trainLayers + 7));
    for (int stop = 0; stop < kStops; ++stop) {
        StopAfter job(1 + static_cast<int>(random() % 4));
        const auto stopped = trainIn(broken.path(), wanted, parts, job, stop > 0);
        VERIFY_RESULT(stopped);
        QCOMPARE(stopped->outcome, Outcome::Stopped);
        std::erase_if(parts.rows, [&](const MetricRow &row) { return row.step > stopped->steps; });
    }
    const auto result = trainIn(broken.path(), wanted, parts, silent, true);
    VERIFY_RESULT(result);
    QCOMPARE(result->outcome, Outcome::Finished);
    QCOMPARE(differenceOf(unbroken.path(), broken.path()), QString());
    QCOMPARE(numbersOf(parts.rows), numbersOf(whole.rows));
    QCOMPARE(result->best, expected->best);
    QCOMPARE(result->bestStep, expected->bestStep);
}

QTEST_GUILESS_MAIN(tst_ResumeAnywhere)
#include "tst_resume_anywhere.moc"
