#include "engine/training/learning_rate_schedule.h"
#include "engine/training/optimizer.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "test_support.h"

using namespace tunedesk;

class tst_Optimizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        at::set_num_threads(1);
    } // two threads would wait for each other on a busy machine
    void updatesAreThoseOfTorch_data();
    void updatesAreThoseOfTorch();
    void decayTakesMatricesOnly();
    void aParameterWithoutGradientStays();
    void stateGoesOnWhereItWas_data();
    void stateGoesOnWhereItWas();
    void aCheckpointWithOneCountForAllIsRead();
    void stateOfOtherParametersIsRefused();
    void gradientsAreClippedAsTorchDoes_data();
    void gradientsAreClippedAsTorchDoes();
    void ratesAreThoseOfTransformers();
};

namespace
{
std::vector<NamedParameter> matrixAndVector()
{
    torch::manual_seed(3);
    return {{"weight", torch::randn({5, 4}).requires_grad_()},
            {"bias", torch::randn({5}).requires_grad_()}};
}

void giveGradients(const std::vector<NamedParameter> &parameters, int seed)
{
    torch::manual_seed(static_cast<std::uint64_t>(100 + seed));
    for (const NamedParameter &parameter : parameters)
        parameter.tensor.mutable_grad() = torch::randn_like(parameter.tensor.detach());
}

double difference(const torch::Tensor &a, const torch::Tensor &b)
{
    return (a - b).abs().max().item<double>();
}
} // namespace

namespace
{
using Method = Optimizer::Method;

/// torch's own of one method, a group for each parameter.
std::unique_ptr<torch::optim::Optimizer>
torchsOptimizer(Method method, const std::vector<NamedParameter> &parameters, double rate)
{
    std::vector<torch::optim::OptimizerParamGroup> groups;
    for (const NamedParameter &parameter : parameters) {
        const double own = rate * parameter.rateFactor;
        const double decay = parameter.tensor.dim() >= 2 ? 0.05 : 0;
        std::unique_ptr<torch::optim::OptimizerOptions> options;
        if (method == Method::AdamW)
            options = std::make_unique<torch::optim::AdamWOptions>(
                torch::optim::AdamWOptions(own).weight_decay(decay));
        else if (method == Method::Adam)
            options = std::make_unique<torch::optim::AdamOptions>(
                torch::optim::AdamOptions(own).weight_decay(decay));
        else
            options = std::make_unique<torch::optim::SGDOptions>(
                torch::optim::SGDOptions(own).weight_decay(decay).momentum(0.9));
        groups.emplace_back(std::vector<torch::Tensor>{parameter.tensor}, std::move(options));
    }
    if (method == Method::AdamW)
        return std::make_unique<torch::optim::AdamW>(groups, torch::optim::AdamWOptions(rate));
    if (method == Method::Adam)
        return std::make_unique<torch::optim::Adam>(groups, torch::optim::AdamOptions(rate));
    return std::make_unique<torch::optim::SGD>(groups, torch::optim::SGDOptions(rate));
}

void addMethods()
{
    QTest::addColumn<int>("method");
    QTest::newRow("AdamW") << static_cast<int>(Method::AdamW);
    QTest::newRow("Adam") << static_cast<int>(Method::Adam);
    QTest::newRow("SGD") << static_cast<int>(Method::Sgd);
}
} // namespace

void tst_Optimizer::updatesAreThoseOfTorch_data()
{
    addMethods();
}

void tst_Optimizer::updatesAreThoseOfTorch()
{
    QFETCH(int, method);
    auto ours = matrixAndVector();
    ours[1].rateFactor = 10;
    auto theirs = matrixAndVector();
    theirs[1].rateFactor = 10;
    Optimizer optimizer(ours, static_cast<Method>(method), 0.05);
    const auto reference = torchsOptimizer(static_cast<Method>(method), theirs, 1e-3);
    for (int i = 0; i < 20; ++i) {
        giveGradients(ours, i);
        giveGradients(theirs, i);
        if (i < 7) // a parameter that begins later counts its own updates
            ours[0].tensor.mutable_grad() = theirs[0].tensor.mutable_grad() = torch::Tensor();
        optimizer.step(1e-3);
        reference->step();
    }
    for (std::size_t i = 0; i < ours.size(); ++i)
        QVERIFY(difference(ours[i].tensor, theirs[i].tensor) <
                1e-6); // the fused operator rounds elsewhere
}

void tst_Optimizer::decayTakesMatricesOnly()
{
    const auto parameters = matrixAndVector();
    const torch::Tensor matrix = parameters[0].tensor.detach().clone();
    const torch::Tensor vector = parameters[1].tensor.detach().clone();
    Optimizer optimizer(parameters, Optimizer::Method::AdamW, 0.5);
    for (const NamedParameter &parameter : parameters)
        parameter.tensor.mutable_grad() = torch::zeros_like(parameter.tensor.detach());
    optimizer.step(0.1);
    QVERIFY(difference(parameters[0].tensor, matrix * (1 - 0.1 * 0.5)) < 1e-6);
    QVERIFY(torch::equal(parameters[1].tensor, vector));
}

void tst_Optimizer::aParameterWithoutGradientStays()
{
    const auto parameters = matrixAndVector();
    const torch::Tensor before = parameters[0].tensor.detach().clone();
    Optimizer optimizer(parameters, Optimizer::Method::AdamW, 0.5);
    parameters[1].tensor.mutable_grad() = torch::ones({5});
    optimizer.step(0.1);
    QVERIFY(torch::equal(parameters[0].tensor, before));
}

void tst_Optimizer::stateGoesOnWhereItWas_data()
{
    addMethods();
}

void tst_Optimizer::stateGoesOnWhereItWas()
{
    QFETCH(int, method);
    const auto unbroken = matrixAndVector();
    Optimizer first(unbroken, static_cast<Method>(method), 0.01);
    giveGradients(unbroken, 1);
    first.step(0.1);
    const auto resumed = matrixAndVector();
    {
        const torch::NoGradGuard noGradients;
        for (std::size_t i = 0; i < resumed.size(); ++i)
            resumed[i].tensor.copy_(unbroken[i].tensor);
    }
    Optimizer second(resumed, static_cast<Method>(method), 0.01);
    QVERIFY(second.setState(first.state()));
    for (auto *run : {&unbroken, &resumed})
        giveGradients(*run, 2);
    first.step(0.05);
    second.step(0.05);
    for (std::size_t i = 0; i < resumed.size(); ++i)
        QVERIFY(torch::equal(unbroken[i].tensor, resumed[i].tensor));
}

void tst_Optimizer::aCheckpointWithOneCountForAllIsRead()
{
    const auto parameters = matrixAndVector();
    Optimizer optimizer(parameters, Method::AdamW, 0.01);
    NamedTensors state = optimizer.state();
    QCOMPARE(state.at("step").numel(), 2);
    state["step"] = torch::full({1}, 7.0F);
    QVERIFY(optimizer.setState(state));
    QVERIFY(torch::equal(optimizer.state().at("step"), torch::full({2}, 7.0F)));
}

void tst_Optimizer::stateOfOtherParametersIsRefused()
{
    Optimizer optimizer(matrixAndVector(), Optimizer::Method::AdamW, 0.01);
    const NamedTensors before = optimizer.state();
    NamedTensors other = before;
    other["exp_avg.weight"] = torch::ones({4, 5});
    other["exp_avg.bias"] = torch::ones({5});
    QVERIFY(!optimizer.setState(other));
    QVERIFY(!optimizer.setState({}));
    QVERIFY(!optimizer.setState(Optimizer(matrixAndVector(), Method::Sgd, 0.01).state()));
    for (const auto &[name, tensor] : optimizer.state())
        QVERIFY(torch::equal(tensor, before.at(name)));
}

void tst_Optimizer::gradientsAreClippedAsTorchDoes_data()
{
    QTest::addColumn<double>("maxNorm");
    QTest::newRow("clips") << 0.5;
    QTest::newRow("far above") << 1000.0;
    QTest::newRow("off") << 0.0;
}

void tst_Optimizer::gradientsAreClippedAsTorchDoes()
{
    QFETCH(double, maxNorm);
    const auto ours = matrixAndVector();
    const auto theirs = matrixAndVector();
    giveGradients(ours, 1);
    giveGradients(theirs, 1);
    const double norm = clipGradientNorm(ours, maxNorm);
    const double expected = torch::nn::utils::clip_grad_norm_({theirs[0].tensor, theirs[1].tensor},
                                                              maxNorm > 0 ? maxNorm : 1e30);
    QVERIFY(std::abs(norm - expected) < 1e-5);
    for (std::size_t i = 0; i < ours.size(); ++i)
        QVERIFY(difference(ours[i].tensor.grad(), theirs[i].tensor.grad()) < 1e-6);
}

void tst_Optimizer::ratesAreThoseOfTransformers()
{
    QFile file(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/schedule.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).array();
    QVERIFY(cases.size() >= 14);
    for (const auto &value : cases) {
        const QJsonObject item = value.toObject();
        TrainingRecipe recipe;
        recipe.schedule = item.value(QStringLiteral("lr_scheduler_type")).toString();
        recipe.warmupRatio = item.value(QStringLiteral("warmup_ratio")).toDouble();
        recipe.learningRate = item.value(QStringLiteral("learning_rate")).toDouble();
        const LearningRateSchedule schedule(recipe,
                                            item.value(QStringLiteral("steps")).toInteger());
        const QJsonArray rates = item.value(QStringLiteral("rates")).toArray();
        for (qsizetype step = 0; step < rates.size(); ++step)
            QVERIFY2(std::abs(schedule.rate(step) - rates[step].toDouble()) < 1e-18,
                     qPrintable(QStringLiteral("%1 step %2").arg(recipe.schedule).arg(step)));
    }
}

QTEST_GUILESS_MAIN(tst_Optimizer)
#include "tst_optimizer.moc"
