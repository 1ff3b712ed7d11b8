#include "kernel_cases.h"

#include "engine/kernels/fused_rows.h"

#include <ATen/Parallel.h>

#include <cmath>
#include <vector>

using namespace tunedesk;

/// Dropout, residual, norm and gelu against torch's operators in float64.
class tst_KernelsRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { torch::manual_seed(11); }
    void cleanup() { kernels::useKernels(nullptr); }
    void normEqualsTorchs_data() { addCases(); }
    void normEqualsTorchs();
    void sumEqualsTorchs_data() { addCases(); }
    void sumEqualsTorchs();
    void geluEqualsTorchs_data() { addCases(); }
    void geluEqualsTorchs();
    void geluIsRightInItsTails();
    void randomBitsAreThreefrys();
    void everySetOfInstructionsDrawsTheSameBits();
    void probabilitiesAreRightToOnePartIn65536_data();
    void probabilitiesAreRightToOnePartIn65536();
    void threadsDoNotChangeABit();
    void whatIsNotANumberIsSeen();
    void otherTensorsGoToTorch();

private:
    static void addCases();
};

namespace
{
/// What the next dropout of rows multiplies each number with. @return [rows, width]
torch::Tensor nextFactor(std::int64_t rows, std::int64_t width, double dropout)
{
    const kernels::Drop drop = nextDrop(dropout);
    const std::int64_t groups = (width + kernels::kRandomGroup - 1) / kernels::kRandomGroup;
    std::vector<std::uint16_t> bits(static_cast<std::size_t>(groups * kernels::kRandomGroup));
    torch::Tensor factor = torch::empty({rows, width}, torch::kFloat64);
    for (std::int64_t r = 0; r < rows; ++r) {
        kernels::kernels().randomBits(drop.seed, 0, r * groups, groups, bits.data());
        for (std::int64_t c = 0; c < width; ++c)
            factor.data_ptr<double>()[r * width + c] =
                bits[static_cast<std::size_t>(c)] < drop.threshold
                    ? 0
                    : static_cast<double>(drop.scale);
    }
    return factor;
}

torch::Tensor exactly(const torch::Tensor &x)
{
    return x.defined() ? x.detach().to(torch::kFloat64).requires_grad_(x.requires_grad()) : x;
}
} // namespace

void tst_KernelsRows::addCases()
{
    QTest::addColumn<kernels::Instructions>("instructions");
    QTest::addColumn<torch::ScalarType>("type");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("isWhole"); // with a bias and a residual
    QTest::addColumn<double>("dropout");
    forEachKernel(
        [&](kernels::Instructions instructions, torch::ScalarType type, const QByteArray &name) {
            for (const auto &[rows, width] :
                 {std::pair{1, 1}, {3, 5}, {65, 37}, {200, 128}, {130, 384}, {7, 1536}})
                for (const bool isWhole : {true, false})
                    for (const double dropout : {0.0, 0.25})
                        QTest::addRow("%s, %d x %d%s%s", name.constData(), rows, width,
                                      isWhole ? "" : ", alone", dropout > 0 ? ", dropout" : "")
                            << instructions << type << rows << width << isWhole << dropout;
        });
}

void tst_KernelsRows::normEqualsTorchs()
{
    QFETCH(const kernels::Instructions, instructions);
    QFETCH(const torch::ScalarType, type);
    QFETCH(const int, rows);
    QFETCH(const int, width);
    QFETCH(const bool, isWhole);
    QFETCH(const double, dropout);
    kernels::useKernels(kernels::kernelsFor(instructions));
    const torch::Tensor x = (torch::randn({rows, width}) + 0.5).to(type).requires_grad_();
    const torch::Tensor weight = torch::randn({width}).requires_grad_();
    const torch::Tensor shift = torch::randn({width}).requires_grad_();
    torch::Tensor bias, residual;
    if (isWhole) {
        bias = torch::randn({width}).requires_grad_();
        residual = torch::randn({rows, width}).to(type).requires_grad_();
    }
    const torch::Tensor upstream = torch::randn({rows, width}).to(type);
    const torch::Tensor x2 = exactly(x), weight2 = exactly(weight), shift2 = exactly(shift),
                        bias2 = exactly(bias), residual2 = exactly(residual);
    const torch::Tensor factor = nextFactor(rows, width, dropout);

    const torch::Tensor y = addAndNorm(x, bias, residual, weight, shift, 1e-3, dropout);
    y.backward(upstream);
    torch::Tensor z = (isWhole ? x2 + bias2 : x2) * factor;
    if (isWhole)
        z = z + residual2;
    const torch::Tensor exact = torch::layer_norm(z, {width}, weight2, shift2, 1e-3);
    exact.backward(upstream.to(torch::kFloat64));

    QCOMPARE(y.scalar_type(), type);
    COMPARE_WITH(y, exact, bound(type));
    // Backward reads the normalised numbers rounded once.
    COMPARE_WITH(x.grad(), x2.grad(), 2 * bound(type, 5e-6));
    const double ofSums = bound(type) * std::sqrt(static_cast<double>(rows));
    COMPARE_WITH(weight.grad(), weight2.grad(), ofSums);
    COMPARE_WITH(shift.grad(), shift2.grad(), 2e-6);
    if (isWhole) {
        COMPARE_WITH(residual.grad(), residual2.grad(), 2 * bound(type, 5e-6));
        COMPARE_WITH(bias.grad(), bias2.grad(), ofSums + 1e-5);
    }
}

void tst_KernelsRows::sumEqualsTorchs()
{
    QFETCH(const kernels::Instructions, instructions);
    QFETCH(const torch::ScalarType, type);
    QFETCH(const int, rows);
    QFETCH(const int, width);
    QFETCH(const bool, isWhole);
    QFETCH(const double, dropout);
    kernels::useKernels(kernels::kernelsFor(instructions));
    const torch::Tensor x = torch::randn({rows, width}).to(type).requires_grad_();
    torch::Tensor bias, residual;
    if (isWhole) {
        bias = torch::randn({width}).requires_grad_();
        residual = torch::randn({rows, width}).to(type).requires_grad_();
    }
    const torch::Tensor upstream = torch::randn({rows, width}).to(type);
    const torch::Tensor x2 = exactly(x), bias2 = exactly(bias), residual2 = exactly(residual);
    const torch::Tensor factor = nextFactor(rows, width, dropout);

    const torch::Tensor y = dropAndAdd(x, bias, residual, dropout);
    y.backward(upstream);
    torch::Tensor exact = (isWhole ? x2 + bias2 : x2) * factor;
    if (isWhole)
        exact = exact + residual2;
    exact.backward(upstream.to(torch::kFloat64));

    COMPARE_WITH(y, exact, bound(type));
    COMPARE_WITH(x.grad(), x2.grad(), bound(type));
    if (isWhole) {
        COMPARE_WITH(residual.grad(), residual2.grad(), 0);
        COMPARE_WITH(bias.grad(), bias2.grad(), 2e-6);
    }
}

void tst_KernelsRows::geluEqualsTorchs()
{
    QFETCH(const kernels::Instructions, instructions);
    QFETCH(const torch::ScalarType, type);
    QFETCH(const int, rows);
    QFETCH(const int, width);
    QFETCH(const bool, isWhole);
    QFETCH(const double, dropout);
    kernels::useKernels(kernels::kernelsFor(instructions));
    const bool isTanh = dropout > 0; // the other half of the rows
    const torch::Tensor x = (3 * torch::randn({rows, width})).to(type).requires_grad_();
    const torch::Tensor bias = isWhole ? torch::randn({width}).requires_grad_() : torch::Tensor();
    const torch::Tensor upstream = torch::randn({rows, width}).to(type);
    const torch::Tensor x2 = exactly(x), bias2 = exactly(bias);

    const torch::Tensor y = fusedGelu(x, bias, isTanh ? GeluCurve::Tanh : GeluCurve::Erf);
    y.backward(upstream);
    const torch::Tensor exact = torch::gelu(isWhole ? x2 + bias2 : x2, isTanh ? "tanh" : "none");
    exact.backward(upstream.to(torch::kFloat64));

    COMPARE_WITH(y, exact, bound(type));
    COMPARE_WITH(x.grad(), x2.grad(), bound(type));
    if (isWhole)
        COMPARE_WITH(bias.grad(), bias2.grad(), 2e-6);
}

void tst_KernelsRows::geluIsRightInItsTails()
{
    const torch::Tensor x = torch::linspace(-20, 20, 100'001).requires_grad_();
    for (const auto curve : {GeluCurve::Erf, GeluCurve::Tanh}) {
        x.mutable_grad().reset();
        const torch::Tensor y = fusedGelu(x, {}, curve);
        y.sum().backward();
        const torch::Tensor x2 = exactly(x);
        const torch::Tensor exact = torch::gelu(x2, curve == GeluCurve::Erf ? "none" : "tanh");
        exact.sum().backward();
        const torch::Tensor apart = (y - exact).abs() / exact.abs().clamp_min(1);
        QVERIFY2(apart.max().item<double>() < 6e-7,
                 qPrintable(QString::number(apart.max().item<double>())));
        QVERIFY((x.grad() - x2.grad()).abs().max().item<double>() < 1e-6);
    }
    const torch::Tensor ends = torch::tensor({-1e30F, 1e30F, -INFINITY, 0.0F, -0.0F});
    const torch::Tensor of = fusedGelu(ends, {}, GeluCurve::Erf);
    QCOMPARE(of[1].item<float>(), 1e30F);
    QCOMPARE(of[3].item<float>(), 0.0F);
    QVERIFY(of[0].item<float>() == 0);
}

void tst_KernelsRows::randomBitsAreThreefrys()
{
    // Random123's known answer for 13 rounds of Threefry 4x32, counter and key zero.
    constexpr std::uint32_t kWords[4] = {0x531c7e4f, 0x39491ee5, 0x2c855a92, 0x3d6abf9a};
    forEachKernel([&](kernels::Instructions instructions, torch::ScalarType, const QByteArray &) {
        std::uint16_t bits[kernels::kRandomGroup];
        kernels::kernelsFor(instructions)->randomBits(0, 0, 0, 1, bits);
        for (int w = 0; w < 4; ++w) {
            QCOMPARE(bits[32 * w], static_cast<std::uint16_t>(kWords[w] & 0xFFFF));
            QCOMPARE(bits[32 * w + 16], static_cast<std::uint16_t>(kWords[w] >> 16));
        }
    });
}

void tst_KernelsRows::everySetOfInstructionsDrawsTheSameBits()
{
    std::vector<std::uint16_t> expected;
    forEachKernel([&](kernels::Instructions instructions, torch::ScalarType, const QByteArray &) {
        std::vector<std::uint16_t> bits(5 * kernels::kRandomGroup);
        kernels::kernelsFor(instructions)->randomBits(0x123456789ABCDEF0, 77, 9, 5, bits.data());
        if (expected.empty())
            expected = bits;
        QVERIFY(bits == expected);
    });
}

void tst_KernelsRows::probabilitiesAreRightToOnePartIn65536_data()
{
    QTest::addColumn<double>("dropout");
    for (const double dropout : {0.0, 0.00002, 0.05, 0.1, 0.5, 0.9, 1.0})
        QTest::addRow("%g", dropout) << dropout;
}

void tst_KernelsRows::probabilitiesAreRightToOnePartIn65536()
{
    QFETCH(const double, dropout);
    const kernels::Drop drop = nextDrop(dropout);
    const double probability = drop.threshold / 65536.0;
    QVERIFY(std::abs(probability - dropout) <= 0.5 / 65536);
    // What is kept is scaled so that the mean stays, for the probability that is drawn.
    if (probability < 1)
        QVERIFY(std::abs((1 - probability) * static_cast<double>(drop.scale) - 1) < 1e-7);
    constexpr std::int64_t kRows = 4'000, kWidth = 1'000;
    const torch::Tensor y = dropAndAdd(torch::ones({kRows, kWidth}), {}, {}, dropout);
    const double share = y.eq(0).to(torch::kFloat64).mean().item<double>();
    const double deviation = std::sqrt(probability * (1 - probability) / (kRows * kWidth));
    QVERIFY2(std::abs(share - probability) <= 4 * deviation,
             qPrintable(QStringLiteral("%1 of %2").arg(share).arg(probability)));
    if (probability < 1e-3)
        return; // too few are dropped in a row for what follows
    // No column and no row is dropped more than others: 5.5 deviations.
    const torch::Tensor byColumn = y.eq(0).to(torch::kFloat64).mean(0),
                        byRow = y.eq(0).to(torch::kFloat64).mean(1);
    const auto widest = [&](const torch::Tensor &shares) {
        return (shares - probability).abs().max().item<double>();
    };
    const double spread = std::sqrt(probability * (1 - probability));
    QVERIFY(widest(byColumn) <= 5.5 * spread / std::sqrt(double(kRows)) + 1e-12);
    QVERIFY(widest(byRow) <= 5.5 * spread / std::sqrt(double(kWidth)) + 1e-12);
}

void tst_KernelsRows::threadsDoNotChangeABit()
{
    const int before = at::get_num_threads();
    std::vector<torch::Tensor> expected;
    for (const int threads : {1, 2, 3}) {
        at::set_num_threads(threads);
        torch::manual_seed(5);
        std::vector<torch::Tensor> inputs = {torch::randn({1000, 96}), torch::randn({96}),
                                             torch::randn({1000, 96}), torch::randn({96}),
                                             torch::randn({96})};
        for (torch::Tensor &x : inputs)
            x.requires_grad_();
        torch::Tensor y =
            addAndNorm(inputs[0], inputs[1], inputs[2], inputs[3], inputs[4], 1e-5, 0.1);
        y = fusedGelu(y, inputs[1], GeluCurve::Erf);
        y = dropAndAdd(y, inputs[3], inputs[0], 0.2);
        y.square().sum().backward();
        std::vector<torch::Tensor> results = {y.detach()};
        for (const torch::Tensor &x : inputs)
            results.push_back(x.grad());
        if (expected.empty())
            expected = results;
        for (std::size_t i = 0; i < results.size(); ++i)
            QVERIFY(results[i].equal(expected[i]));
    }
    at::set_num_threads(before);
}

void tst_KernelsRows::whatIsNotANumberIsSeen()
{
    forEachKernel([&](kernels::Instructions instructions, torch::ScalarType type,
                      const QByteArray &name) {
        kernels::useKernels(kernels::kernelsFor(instructions));
        torch::Tensor x = torch::randn({3, 40}).to(type);
        x[1][7] = std::nan("");
        const torch::Tensor one = torch::ones({40}), zero = torch::zeros({40});
        const torch::Tensor results[] = {fusedGelu(x, {}, GeluCurve::Erf),
                                         fusedGelu(x, {}, GeluCurve::Tanh), dropAndAdd(x, {}, x, 0),
                                         addAndNorm(x, {}, x, one, zero, 1e-5, 0)};
        for (const torch::Tensor &y : results) {
            QVERIFY2(y[1][7].isnan().item<bool>(), name.constData());
            QVERIFY2(!y[0].isnan().any().item<bool>(), name.constData());
        }
    });
}

void tst_KernelsRows::otherTensorsGoToTorch()
{
    const torch::Tensor x = torch::randn({4, 6}, torch::kFloat64).requires_grad_();
    const torch::Tensor one = torch::ones({6}, torch::kFloat64),
                        half = torch::full({6}, 0.5, torch::kFloat64);
    COMPARE_WITH(fusedGelu(x, half, GeluCurve::Erf), torch::gelu(x + half), 1e-14);
    COMPARE_WITH(dropAndAdd(x, half, x, 0), 2 * x + half, 1e-14);
    COMPARE_WITH(addAndNorm(x, half, x, one, half, 1e-5, 0),
                 torch::layer_norm(2 * x + half, {6}, one, half, 1e-5), 1e-14);
    // A residual that all rows share
    const torch::Tensor row = torch::randn({6}), rows = torch::randn({4, 6});
    COMPARE_WITH(dropAndAdd(rows, {}, row, 0), (rows + row).to(torch::kFloat64), 0);
}

QTEST_APPLESS_MAIN(tst_KernelsRows)
#include "tst_kernels_rows.moc"
