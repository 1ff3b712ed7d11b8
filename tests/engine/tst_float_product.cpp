#include "engine/nn/float_product.h"

#include <QTest>

using namespace tunedesk;

namespace
{
/// The largest difference as a part of the largest number.
double error(const torch::Tensor &found, const torch::Tensor &expected)
{
    return ((found.to(torch::kDouble) - expected).abs().max() / expected.abs().max())
        .item<double>();
}

torch::Tensor leaf(const torch::Tensor &tensor, torch::ScalarType type)
{
    return tensor.to(type).clone().requires_grad_();
}
} // namespace

class tst_FloatProduct : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void productAndGradientsAreThoseOfDoubles_data();
    void productAndGradientsAreThoseOfDoubles();
    void whatDoesNotTrainGetsNoGradient();
    void theSameAgain();
};

void tst_FloatProduct::productAndGradientsAreThoseOfDoubles_data()
{
    QTest::addColumn<QList<int>>("shape"); // of the states
    QTest::addColumn<int>("out");
    QTest::addColumn<bool>("isTransposed");
    QTest::addColumn<bool>("hasBias");
    const auto row = [](const char *name, const QList<int> &shape, int out, bool isTransposed,
                        bool hasBias) {
        QTest::newRow(name) << shape << out << isTransposed << hasBias;
    };
    row("few", {3, 16}, 8, false, true);
    row("many", {4, 60, 192}, 320, false, true);
    row("many, as GPT-2 has it", {4, 60, 192}, 320, true, true);
    row("many without a bias", {7, 31, 384}, 96, false, false);
    row("a single row", {1, 1, 1024}, 1024, false, true);
}

void tst_FloatProduct::productAndGradientsAreThoseOfDoubles()
{
    QFETCH(QList<int>, shape);
    QFETCH(int, out);
    QFETCH(bool, isTransposed);
    QFETCH(bool, hasBias);
    torch::manual_seed(1);
    const std::vector<std::int64_t> sizes(shape.begin(), shape.end());
    const std::int64_t in = sizes.back();
    const torch::Tensor states = torch::randn(sizes), bias = torch::randn({out}),
                        matrix = torch::randn(isTransposed ? std::vector<std::int64_t>{in, out}
                                                           : std::vector<std::int64_t>{out, in});
    struct Result {
        torch::Tensor y, x, weight, bias;
    };
    const auto run = [&](torch::ScalarType type) {
        Result result{{}, leaf(states, type), leaf(matrix, type), {}};
        if (hasBias)
            result.bias = leaf(bias, type);
        const torch::Tensor weight = isTransposed ? result.weight.t() : result.weight;
        result.y = type == torch::kDouble ? torch::linear(result.x, weight, result.bias)
                                          : floatProduct(result.x, weight, result.bias);
        torch::manual_seed(2);
        result.y.backward(torch::randn(result.y.sizes()).to(type));
        return result;
    };
    const Result found = run(torch::kFloat), expected = run(torch::kDouble);
    QVERIFY(found.y.sizes() == expected.y.sizes());
    QVERIFY(error(found.y, expected.y) < 2e-6);
    QVERIFY(error(found.x.grad(), expected.x.grad()) < 2e-6);
    QVERIFY(error(found.weight.grad(), expected.weight.grad()) < 2e-6);
    if (hasBias)
        QVERIFY(error(found.bias.grad(), expected.bias.grad()) < 2e-6);
    const torch::NoGradGuard noGradients;
    const torch::Tensor weight = isTransposed ? matrix.t() : matrix;
    const torch::Tensor y = floatProduct(states, weight, hasBias ? bias : torch::Tensor());
    QVERIFY(!y.requires_grad());
    QVERIFY(error(y, expected.y) < 2e-6);
}

void tst_FloatProduct::whatDoesNotTrainGetsNoGradient()
{
    const torch::Tensor x = torch::randn({100, 200}), weight = torch::randn({100, 200}),
                        bias = torch::randn({100}, torch::requires_grad());
    const torch::Tensor y = floatProduct(x, weight, bias);
    y.sum().backward();
    QVERIFY(!x.grad().defined() && !weight.grad().defined());
    QVERIFY(torch::equal(bias.grad(), torch::full({100}, 100.0F)));
    QVERIFY(!floatProduct(x, weight).requires_grad());
}

void tst_FloatProduct::theSameAgain()
{
    const torch::Tensor x = torch::randn({90, 300}), weight = torch::randn({120, 300});
    const torch::Tensor y = floatProduct(x, weight);
    for (int i = 0; i < 20; ++i)
        QVERIFY(torch::equal(floatProduct(x, weight), y));
}

QTEST_GUILESS_MAIN(tst_FloatProduct)
#include "tst_float_product.moc"
