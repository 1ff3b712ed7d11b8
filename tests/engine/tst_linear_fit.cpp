#include "engine/checkpoint/model_config.h"
#include "engine/training/linear_fit.h"

#include <QTest>

#include "test_support.h"

using namespace tunedesk;

namespace
{
constexpr double kTolerance = 1e-4; ///< of coefficients and probabilities

torch::Tensor tensorOf(const nlohmann::json &numbers)
{
    return torch::tensor(numbers.get<std::vector<double>>(), torch::kDouble);
}

double difference(const torch::Tensor &a, const torch::Tensor &b)
{
    return (a - b).abs().max().item<double>();
}

/// Until the gradient is as good as flat.
torch::Tensor lowestPoint(const LinearFit &fit, double strength)
{
    Lbfgs solver(torch::zeros({fit.width() + 1}, torch::kDouble));
    const SmoothFunction at = [&](const torch::Tensor &point) { return fit(point, strength); };
    for (int i = 0; i < 500 && solver.gradientSize() > 1e-8; ++i)
        if (!solver.step(at))
            break;
    return solver.point();
}
} // namespace

/// Against scikit-learn; tests/parity/make_pair_head_baselines.py made the numbers.
class tst_LinearFit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rowsAreStandardisedAsScikitLearnDoes();
    void logisticRegressionEndsWhereScikitLearnDoes();
    void ridgeEndsWhereScikitLearnDoes();
    void gradientIsTheSlopeOfTheValue();
    void aSolverThatWasStoppedGoesOnToTheSameBits();
    void aValleyThatBendsIsFollowed();

private:
    nlohmann::json m_baseline;
    torch::Tensor m_rows;
    Standardisation m_standard;
};

void tst_LinearFit::initTestCase()
{
    at::set_num_threads(1);
    const auto file =
        readModelConfig(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/pair_head/linear.json"));
    VERIFY_RESULT(file);
    m_baseline = file->json;
    std::vector<torch::Tensor> rows;
    for (const auto &row : m_baseline["rows"])
        rows.push_back(tensorOf(row));
    m_rows = torch::stack(rows).to(torch::kFloat);
    m_standard = Standardisation::of(m_rows);
}

void tst_LinearFit::rowsAreStandardisedAsScikitLearnDoes()
{
    QVERIFY(difference(m_standard.mean, tensorOf(m_baseline["mean"])) < 1e-9);
    QVERIFY(difference(m_standard.spread, tensorOf(m_baseline["spread"])) < 1e-9);
}

void tst_LinearFit::logisticRegressionEndsWhereScikitLearnDoes()
{
    const LinearFit fit(m_standard.apply(m_rows), m_baseline["labels"].get<std::vector<double>>(),
                        true);
    for (const auto &expected : m_baseline["fits"]) {
        const torch::Tensor point = lowestPoint(fit, expected["strength"].get<double>());
        QVERIFY(difference(point, tensorOf(expected["logistic"])) < kTolerance);
        const auto [weights, intercept] = unstandardised(point, m_standard);
        const torch::Tensor found =
            torch::sigmoid(m_rows.to(torch::kDouble).mv(weights) + intercept);
        QVERIFY(difference(found, tensorOf(expected["probabilities"])) < kTolerance);
    }
}

void tst_LinearFit::ridgeEndsWhereScikitLearnDoes()
{
    const LinearFit fit(m_standard.apply(m_rows), m_baseline["scores"].get<std::vector<double>>(),
                        false);
    for (const auto &expected : m_baseline["fits"]) {
        const torch::Tensor point = lowestPoint(fit, expected["strength"].get<double>());
        QVERIFY(difference(point, tensorOf(expected["ridge"])) < kTolerance);
        const auto [weights, intercept] = unstandardised(point, m_standard);
        QVERIFY(difference(m_rows.to(torch::kDouble).mv(weights) + intercept,
                           tensorOf(expected["scores"])) < kTolerance);
    }
}

void tst_LinearFit::gradientIsTheSlopeOfTheValue()
{
    for (const bool isLogistic : {true, false}) {
        const LinearFit fit(m_standard.apply(m_rows),
                            m_baseline[isLogistic ? "labels" : "scores"].get<std::vector<double>>(),
                            isLogistic);
        const torch::Tensor point = torch::linspace(-1, 1, fit.width() + 1, torch::kDouble);
        const ValueAndGradient at = fit(point, 0.1);
        for (std::int64_t i = 0; i <= fit.width(); ++i) {
            torch::Tensor above = point.clone(), below = point.clone();
            above[i] += 1e-5;
            below[i] -= 1e-5;
            const double slope = (fit(above, 0.1).value - fit(below, 0.1).value) / 2e-5;
            QVERIFY(std::abs(slope - at.gradient[i].item<double>()) < 1e-7);
        }
    }
}

void tst_LinearFit::aSolverThatWasStoppedGoesOnToTheSameBits()
{
    const LinearFit fit(m_standard.apply(m_rows), m_baseline["labels"].get<std::vector<double>>(),
                        true);
    const SmoothFunction at = [&](const torch::Tensor &point) { return fit(point, 1.0); };
    Lbfgs whole(torch::zeros({fit.width() + 1}, torch::kDouble)), first = whole;
    for (int i = 0; i < 20; ++i)
        QVERIFY(whole.step(at));
    for (int i = 0; i < 13; ++i)
        QVERIFY(first.step(at));
    Lbfgs second(torch::zeros({fit.width() + 1}, torch::kDouble));
    QVERIFY(second.setState(first.state()));
    for (int i = 13; i < 20; ++i)
        QVERIFY(second.step(at));
    QVERIFY(torch::equal(second.point(), whole.point()));
    QVERIFY(!second.setState({{"point", torch::zeros({3}, torch::kDouble)}}));
    QVERIFY(torch::equal(second.point(), whole.point()));
}

void tst_LinearFit::aValleyThatBendsIsFollowed()
{
    // Rosenbrock 1960: the lowest point is (1, 1).
    const SmoothFunction valley = [](const torch::Tensor &at) {
        const double x = at[0].item<double>(), y = at[1].item<double>();
        return ValueAndGradient{
            100 * std::pow(y - x * x, 2) + std::pow(1 - x, 2),
            torch::tensor({-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)},
                          torch::kDouble)};
    };
    Lbfgs solver(torch::tensor({-1.2, 1.0}, torch::kDouble));
    double before = valley(solver.point()).value;
    int steps = 0;
    for (; steps < 100 && solver.gradientSize() > 1e-9 && solver.step(valley); ++steps) {
        QVERIFY(solver.value() <= before);
        before = solver.value();
    }
    QVERIFY(steps < 60);
    QVERIFY(difference(solver.point(), torch::ones({2}, torch::kDouble)) < 1e-6);
}

QTEST_GUILESS_MAIN(tst_LinearFit)
#include "tst_linear_fit.moc"
