#include "engine/training/objective.h"

#include "test_support.h"

#include <QFile>
#include <QTest>

#include <nlohmann/json.hpp>

#include <cmath>

using namespace tunedesk;

/// Numbers of tests/parity/make_objective_baselines.py.
class tst_Objective : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void lossAndGradientAreThoseOfTorch();
    void batchesOfAnUpdateAddUpToOne();
    void classWeightsAreThoseOfScikitLearn();
    void addedPairsLeaveTheSharesOfTheLabels();

private:
    struct Case {
        TrainingRecipe recipe;
        std::vector<double> training, targets;
        torch::Tensor logits, gradient; ///< [B, C] float64
        double loss = 0;
        nlohmann::json weights;
    };
    static nlohmann::json cases();
    static torch::Tensor matrix(const nlohmann::json &rows);
    static Case current();
};

nlohmann::json tst_Objective::cases()
{
    QFile file(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/objectives.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return nlohmann::json::parse(file.readAll().toStdString());
}

torch::Tensor tst_Objective::matrix(const nlohmann::json &rows)
{
    std::vector<torch::Tensor> tensors;
    for (const auto &row : rows)
        tensors.push_back(torch::tensor(row.get<std::vector<double>>(), torch::kDouble));
    return torch::stack(tensors);
}

tst_Objective::Case tst_Objective::current()
{
    QFETCH_GLOBAL(int, number);
    const nlohmann::json item = cases()[static_cast<std::size_t>(number)];
    Case given;
    given.recipe.objective = QString::fromStdString(item["objective"]);
    given.recipe.labelSmoothing = item["label_smoothing_factor"];
    given.recipe.classWeights = QString::fromStdString(item["class_weights"]);
    given.training = item["training_targets"].get<std::vector<double>>();
    given.targets = item["targets"].get<std::vector<double>>();
    given.logits = matrix(item["logits"]).requires_grad_();
    given.gradient = matrix(item["gradient"]);
    given.loss = item["loss"];
    given.weights = item["weights"];
    return given;
}

void tst_Objective::initTestCase_data()
{
    QTest::addColumn<int>("number");
    int number = 0;
    for (const auto &item : cases()) {
        QTest::addRow("%s, smoothing %g, weights %s", item["objective"].get<std::string>().c_str(),
                      item["label_smoothing_factor"].get<double>(),
                      item["class_weights"].get<std::string>().c_str())
            << number;
        ++number;
    }
    QCOMPARE(number, 6);
}

void tst_Objective::lossAndGradientAreThoseOfTorch()
{
    const Case given = current();
    const Objective objective(given.recipe, classWeights(given.recipe, given.training));
    const torch::Tensor loss =
        objective.lossSum(given.logits, given.targets) / objective.weight(given.targets);
    QVERIFY2(std::abs(loss.item<double>() - given.loss) < 1e-12,
             qPrintable(QString::number(loss.item<double>() - given.loss)));
    loss.backward();
    QVERIFY((given.logits.grad() - given.gradient).abs().max().item<double>() < 1e-12);
}

void tst_Objective::batchesOfAnUpdateAddUpToOne()
{
    const Case given = current();
    const Objective objective(given.recipe, classWeights(given.recipe, given.training));
    const double weight = objective.weight(given.targets);
    const std::span<const double> targets(given.targets);
    double loss = 0;
    for (const auto &[begin, size] : {std::pair{0, 3}, std::pair{3, 2}}) {
        const torch::Tensor part =
            objective.lossSum(
                given.logits.slice(0, begin, begin + size),
                targets.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(size))) /
            weight;
        part.backward();
        loss += part.item<double>();
    }
    QVERIFY(std::abs(loss - given.loss) < 1e-12);
    QVERIFY((given.logits.grad() - given.gradient).abs().max().item<double>() < 1e-12);
}

void tst_Objective::classWeightsAreThoseOfScikitLearn()
{
    const Case given = current();
    const std::vector<double> found = classWeights(given.recipe, given.training);
    if (given.weights.is_null()) {
        QVERIFY(found.empty());
        return;
    }
    const auto expected = given.weights.get<std::vector<double>>();
    QCOMPARE(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i)
        QVERIFY(std::abs(found[i] - expected[i]) < 1e-15);
}

void tst_Objective::addedPairsLeaveTheSharesOfTheLabels()
{
    // 3 right and 1 wrong are labelled; each epoch of two adds 2 wrong ones.
    const std::vector<double> targets{1, 1, 0, 1, 0, 0, 0, 0};
    const std::vector<int> rounds{-1, -1, -1, -1, 0, 0, 1, 1};
    TrainingRecipe recipe;
    const std::vector<double> weights = classWeights(recipe, targets, rounds);
    QCOMPARE(weights.size(), 2U);
    QCOMPARE(3 * weights[0], 0.25 * 6); // of the epoch's 6 pairs
    QCOMPARE(3 * weights[1], 0.75 * 6);
    recipe.classWeights = QStringLiteral("balanced");
    QCOMPARE(classWeights(recipe, targets, rounds), (std::vector<double>{1, 1}));
    recipe.objective = QStringLiteral("regression");
    QVERIFY(classWeights(recipe, targets, rounds).empty());
}

QTEST_GUILESS_MAIN(tst_Objective)
#include "tst_objective.moc"
