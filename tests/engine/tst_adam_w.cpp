#include "engine/training/adam_w.h"
#include "engine/training/linear_warmup_schedule.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "test_support.h"

using namespace tunedesk;

class tst_AdamW : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        at::set_num_threads(1);
    } // two threads would wait for each other on a busy machine
    void updatesAreThoseOfTorch();
    void eachParameterHasItsOwnRate();
    void decayTakesMatricesOnly();
    void aParameterWithoutGradientStays();
    void stateGoesOnWhereItWas();
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

void tst_AdamW::updatesAreThoseOfTorch()
{
    const auto ours = matrixAndVector();
    const auto theirs = matrixAndVector();
    AdamW optimizer(ours, 0.05);
    std::vector<torch::optim::OptimizerParamGroup> groups;
    for (std::size_t i = 0; i < theirs.size(); ++i)
        groups.emplace_back(
            std::vector<torch::Tensor>{theirs[i].tensor},
            std::make_unique<torch::optim::AdamWOptions>(
                torch::optim::AdamWOptions(0.01).weight_decay(i == 0 ? 0.05 : 0.0)));
    torch::optim::AdamW reference(groups, torch::optim::AdamWOptions(0.01));
    for (int i = 0; i < 20; ++i) {
        giveGradients(ours, i);
        giveGradients(theirs, i);
        optimizer.step(0.01);
        reference.step();
    }
    for (std::size_t i = 0; i < ours.size(); ++i)
        QVERIFY(difference(ours[i].tensor, theirs[i].tensor) <
                1e-6); // the fused operator rounds elsewhere
}

void tst_AdamW::eachParameterHasItsOwnRate()
{
    auto ours = matrixAndVector();
    const auto theirs = matrixAndVector();
    ours[1].rateFactor = 10;
    AdamW optimizer(ours, 0.05);
    std::vector<torch::optim::OptimizerParamGroup> groups;
    for (std::size_t i = 0; i < theirs.size(); ++i)
        groups.emplace_back(std::vector<torch::Tensor>{theirs[i].tensor},
                            std::make_unique<torch::optim::AdamWOptions>(
                                torch::optim::AdamWOptions(i == 0 ? 1e-3 : 1e-2)
                                    .weight_decay(i == 0 ? 0.05 : 0.0)));
    torch::optim::AdamW reference(groups, torch::optim::AdamWOptions(1e-3));
    for (int i = 0; i < 20; ++i) {
        giveGradients(ours, i);
        giveGradients(theirs, i);
        optimizer.step(1e-3);
        reference.step();
    }
    for (std::size_t i = 0; i < ours.size(); ++i)
        QVERIFY(difference(ours[i].tensor, theirs[i].tensor) < 1e-6);
}

void tst_AdamW::decayTakesMatricesOnly()
{
    const auto parameters = matrixAndVector();
    const torch::Tensor matrix = parameters[0].tensor.detach().clone();
    const torch::Tensor vector = parameters[1].tensor.detach().clone();
    AdamW optimizer(parameters, 0.5);
    for (const NamedParameter &parameter : parameters)
        parameter.tensor.mutable_grad() = torch::zeros_like(parameter.tensor.detach());
    optimizer.step(0.1);
    QVERIFY(difference(parameters[0].tensor, matrix * (1 - 0.1 * 0.5)) < 1e-6);
    QVERIFY(torch::equal(parameters[1].tensor, vector));
}

void tst_AdamW::aParameterWithoutGradientStays()
{
    const auto parameters = matrixAndVector();
    const torch::Tensor before = parameters[0].tensor.detach().clone();
    AdamW optimizer(parameters, 0.5);
    parameters[1].tensor.mutable_grad() = torch::ones({5});
    optimizer.step(0.1);
    QVERIFY(torch::equal(parameters[0].tensor, before));
}

void tst_AdamW::stateGoesOnWhereItWas()
{
    const auto unbroken = matrixAndVector();
    AdamW first(unbroken, 0.01);
    giveGradients(unbroken, 1);
    first.step(0.1);
    const auto resumed = matrixAndVector();
    {
        const torch::NoGradGuard noGradients;
        for (std::size_t i = 0; i < resumed.size(); ++i)
            resumed[i].tensor.copy_(unbroken[i].tensor);
    }
    AdamW second(resumed, 0.01);
    QVERIFY(second.setState(first.state()));
    for (auto *run : {&unbroken, &resumed})
        giveGradients(*run, 2);
    first.step(0.05);
    second.step(0.05);
    for (std::size_t i = 0; i < resumed.size(); ++i)
        QVERIFY(torch::equal(unbroken[i].tensor, resumed[i].tensor));
}

void tst_AdamW::stateOfOtherParametersIsRefused()
{
    AdamW optimizer(matrixAndVector(), 0.01);
    const NamedTensors before = optimizer.state();
    NamedTensors other = before;
    other["exp_avg.weight"] = torch::ones({4, 5});
    other["exp_avg.bias"] = torch::ones({5});
    QVERIFY(!optimizer.setState(other));
    QVERIFY(!optimizer.setState({}));
    for (const auto &[name, tensor] : optimizer.state())
        QVERIFY(torch::equal(tensor, before.at(name)));
}

void tst_AdamW::gradientsAreClippedAsTorchDoes_data()
{
    QTest::addColumn<double>("maxNorm");
    QTest::newRow("clips") << 0.5;
    QTest::newRow("far above") << 1000.0;
    QTest::newRow("off") << 0.0;
}

void tst_AdamW::gradientsAreClippedAsTorchDoes()
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

void tst_AdamW::ratesAreThoseOfTransformers()
{
    QFile file(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/schedule.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).array();
    QVERIFY(cases.size() >= 8);
    for (const auto &value : cases) {
        const QJsonObject item = value.toObject();
        TrainingRecipe recipe;
        recipe.schedule = item.value(QStringLiteral("lr_scheduler_type")).toString();
        recipe.warmupRatio = item.value(QStringLiteral("warmup_ratio")).toDouble();
        recipe.learningRate = item.value(QStringLiteral("learning_rate")).toDouble();
        const LinearWarmupSchedule schedule(recipe,
                                            item.value(QStringLiteral("steps")).toInteger());
        const QJsonArray rates = item.value(QStringLiteral("rates")).toArray();
        for (qsizetype step = 0; step < rates.size(); ++step)
            QVERIFY2(std::abs(schedule.rate(step) - rates[step].toDouble()) < 1e-18,
                     qPrintable(QStringLiteral("%1 step %2").arg(recipe.schedule).arg(step)));
    }
}

QTEST_GUILESS_MAIN(tst_AdamW)
#include "tst_adam_w.moc"
