#include "kernel_cases.h"

#include "engine/kernels/fused_attention.h"

#include <ATen/Parallel.h>

#include <cmath>
#include <optional>
#include <vector>

using namespace tunedesk;

namespace
{
enum class Bias { None, Lengths, LeftPadding, Causal, CausalFlag, EachScore };

struct Case {
    std::int64_t pairs = 2, heads = 2, queries = 5, keys = 5, width = 8;
    Bias bias = Bias::None;
};
} // namespace

Q_DECLARE_METATYPE(Case)

/// The fused attention against its formula in float64, done by torch's own operators.
class tst_KernelsAttention : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { torch::manual_seed(7); }
    void cleanup() { kernels::useKernels(nullptr); }
    void equalsTheFormula_data();
    void equalsTheFormula();
    void partsOfOneTensorGiveTheSame();
    void paddingWeighsExactlyNothing();
    void aRowOfPaddingAloneIsTheMean();
    void dropoutKeepsTheShareThatItIsGiven();
    void theSameStateOfTheGeneratorGivesTheSameBits();
    void threadsDoNotChangeABit();
    void whatIsNotANumberIsSeen();
    void otherTensorsGoToTorch();
    void noPairsAreFine();
};

namespace
{
constexpr double kLowest = -3.3895313892515355e38;

torch::Tensor biasOf(const Case &c)
{
    const torch::Tensor places = torch::arange(c.keys);
    const auto eachPair = [&](std::int64_t from, std::int64_t to) {
        return torch::linspace(double(from), double(to), c.pairs).floor().view({-1, 1, 1, 1});
    };
    torch::Tensor isHidden;
    switch (c.bias) {
    case Bias::Lengths:
        isHidden = places.view({1, 1, 1, -1}) >= eachPair(1, c.keys);
        break;
    case Bias::LeftPadding:
        isHidden = places.view({1, 1, 1, -1}) < eachPair(0, c.keys - 1);
        break;
    case Bias::Causal:
        isHidden = places.view({1, 1, 1, -1}) > torch::arange(c.queries).view({1, 1, -1, 1});
        break;
    case Bias::EachScore:
        return torch::randn({c.pairs, c.heads, c.queries, c.keys});
    case Bias::None:
    case Bias::CausalFlag:
        return {};
    }
    return torch::zeros(isHidden.sizes()).masked_fill_(isHidden, kLowest);
}

torch::Tensor splitHeads(const torch::Tensor &x, std::int64_t count)
{
    return x.view({x.size(0), x.size(1), count, x.size(2) / count}).transpose(1, 2);
}

/// @param factor of each weight: 0 where it is dropped   @return [B, Q, H]
torch::Tensor formula(const std::vector<torch::Tensor> &inputs, const torch::Tensor &bias,
                      const Case &c, double scale, const torch::Tensor &factor)
{
    torch::Tensor scores = torch::matmul(splitHeads(inputs[0], c.heads),
                                         splitHeads(inputs[1], c.heads).transpose(2, 3)) *
                           scale;
    if (c.bias == Bias::CausalFlag)
        scores =
            scores.masked_fill(torch::ones({c.queries, c.keys}, torch::kBool).triu(1), kLowest);
    if (bias.defined())
        scores = scores + bias;
    return torch::matmul(torch::softmax(scores, 3) * factor, splitHeads(inputs[2], c.heads))
        .transpose(1, 2)
        .reshape(inputs[0].sizes());
}

/// What the next attention multiplies each weight with. @return [B, heads, Q, T]
torch::Tensor nextFactor(const Case &c, double dropout)
{
    const kernels::Drop drop = nextDrop(dropout);
    const std::int64_t columns = (c.keys + 15) / 16 * 16;
    const std::int64_t groups =
        (c.queries * columns + kernels::kRandomGroup - 1) / kernels::kRandomGroup;
    torch::Tensor factor = torch::empty({c.pairs, c.heads, c.queries, c.keys}, torch::kFloat64);
    std::vector<std::uint16_t> bits(static_cast<std::size_t>(groups * kernels::kRandomGroup));
    for (std::int64_t piece = 0; piece < c.pairs * c.heads; ++piece) {
        kernels::kernels().randomBits(drop.seed, static_cast<std::uint32_t>(piece), 0, groups,
                                      bits.data());
        double *to = factor.data_ptr<double>() + piece * c.queries * c.keys;
        for (std::int64_t q = 0; q < c.queries; ++q)
            for (std::int64_t k = 0; k < c.keys; ++k)
                to[q * c.keys + k] =
                    bits[static_cast<std::size_t>(q * columns + k)] < drop.threshold
                        ? 0
                        : static_cast<double>(drop.scale);
    }
    return factor;
}

std::vector<torch::Tensor> randomInputs(const Case &c, torch::ScalarType type)
{
    std::vector<torch::Tensor> inputs;
    for (const std::int64_t rows : {c.queries, c.keys, c.keys})
        inputs.push_back(
            torch::randn({c.pairs, rows, c.heads * c.width}).to(type).requires_grad_());
    return inputs;
}

torch::Tensor fused(const std::vector<torch::Tensor> &inputs, const torch::Tensor &bias,
                    const AttentionOptions &options)
{
    return fusedAttention(inputs[0], inputs[1], inputs[2],
                          bias.defined() ? std::optional(bias) : std::nullopt, options);
}
} // namespace

void tst_KernelsAttention::equalsTheFormula_data()
{
    QTest::addColumn<kernels::Instructions>("instructions");
    QTest::addColumn<torch::ScalarType>("type");
    QTest::addColumn<Case>("shape");
    QTest::addColumn<double>("dropout");
    const std::pair<const char *, Case> cases[] = {
        {"pairs of 5", {}},
        {"a usual batch", {.pairs = 3, .heads = 12, .queries = 50, .keys = 50, .width = 32}},
        {"wide heads", {.pairs = 2, .heads = 3, .queries = 37, .keys = 37, .width = 64}},
        {"padding on the right",
         {.pairs = 4, .queries = 33, .keys = 33, .width = 32, .bias = Bias::Lengths}},
        {"padding on the left",
         {.pairs = 3, .queries = 20, .keys = 20, .width = 16, .bias = Bias::LeftPadding}},
        {"looking back", {.queries = 70, .keys = 70, .width = 32, .bias = Bias::Causal}},
        {"looking back by a flag",
         {.queries = 70, .keys = 70, .width = 32, .bias = Bias::CausalFlag}},
        {"a bias for each score", {.queries = 9, .keys = 21, .bias = Bias::EachScore}},
        {"one query", {.pairs = 3, .queries = 1, .keys = 50, .width = 32, .bias = Bias::Lengths}},
        {"more queries than keys", {.queries = 130, .keys = 3}},
        {"one token", {.queries = 1, .keys = 1, .width = 32}},
        {"512 tokens", {.pairs = 1, .queries = 512, .keys = 512, .width = 32}},
        {"heads of 1", {.queries = 7, .keys = 7, .width = 1}},
        {"heads of 19", {.queries = 18, .keys = 17, .width = 19}},
        {"heads of 80", {.queries = 17, .keys = 65, .width = 80}},
        {"heads of 128", {.queries = 5, .keys = 128, .width = 128}},
    };
    forEachKernel([&](kernels::Instructions instructions, torch::ScalarType type,
                      const QByteArray &name) {
        for (const auto &[what, shape] : cases)
            for (const double dropout : {0.0, 0.3})
                QTest::newRow((name + ", " + what + (dropout > 0 ? ", dropout" : "")).constData())
                    << instructions << type << shape << dropout;
    });
}

void tst_KernelsAttention::equalsTheFormula()
{
    QFETCH(const kernels::Instructions, instructions);
    QFETCH(const torch::ScalarType, type);
    QFETCH(const Case, shape);
    QFETCH(const double, dropout);
    kernels::useKernels(kernels::kernelsFor(instructions));

    const bool learnsBias = shape.bias == Bias::EachScore;
    const std::vector<torch::Tensor> inputs = randomInputs(shape, type);
    const torch::Tensor upstream = torch::randn_like(inputs[0]);
    torch::Tensor bias = biasOf(shape), exactBias;
    if (bias.defined()) {
        exactBias = bias.to(torch::kFloat64).requires_grad_(learnsBias);
        bias.requires_grad_(learnsBias);
    }
    std::vector<torch::Tensor> exact;
    for (const torch::Tensor &x : inputs)
        exact.push_back(x.detach().to(torch::kFloat64).requires_grad_());
    const torch::Tensor factor = nextFactor(shape, dropout);
    const double scale = 0.9 / std::sqrt(static_cast<double>(shape.width));

    const torch::Tensor out = fused(inputs, bias,
                                    {.heads = shape.heads,
                                     .scale = scale,
                                     .isCausal = shape.bias == Bias::CausalFlag,
                                     .dropout = dropout});
    out.backward(upstream);
    const torch::Tensor exactOut = formula(exact, exactBias, shape, scale, factor);
    exactOut.backward(upstream.to(torch::kFloat64));

    QCOMPARE(out.scalar_type(), type);
    COMPARE_WITH(out, exactOut, bound(type));
    for (std::size_t i = 0; i < inputs.size(); ++i)
        COMPARE_WITH(inputs[i].grad(), exact[i].grad(), bound(type));
    if (learnsBias)
        COMPARE_WITH(bias.grad(), exactBias.grad(), 2e-6);
}

void tst_KernelsAttention::partsOfOneTensorGiveTheSame()
{
    const Case shape{.pairs = 3, .queries = 11, .keys = 11, .width = 32};
    for (const auto type : {torch::kFloat32, torch::kBFloat16}) {
        const std::vector<torch::Tensor> inputs = randomInputs(shape, type);
        const torch::Tensor upstream = torch::randn_like(inputs[0]);
        const torch::Tensor all = torch::cat(inputs, 2).detach().requires_grad_();
        const torch::Tensor pair = torch::cat({inputs[1], inputs[2]}, 2).detach().requires_grad_();
        const torch::Tensor query = inputs[0].detach().clone().requires_grad_();
        const AttentionOptions options{.heads = shape.heads};
        const torch::Tensor expected = fused(inputs, {}, options);
        const torch::Tensor ofAll = fusedSelfAttention(all, std::nullopt, options);
        const torch::Tensor ofPair = fusedAttention(query, pair, std::nullopt, options);
        for (const torch::Tensor &out : {expected, ofAll, ofPair})
            out.backward(upstream);
        QVERIFY(ofAll.equal(expected));
        QVERIFY(ofPair.equal(expected));
        const torch::Tensor gradient =
            torch::cat({inputs[0].grad(), inputs[1].grad(), inputs[2].grad()}, 2);
        QVERIFY(all.grad().equal(gradient));
        QVERIFY(torch::cat({query.grad(), pair.grad()}, 2).equal(gradient));
        // Views of a wider tensor, as chunk() gives them, and one whose rows aren't dense.
        const auto chunks = all.detach().chunk(3, 2);
        QVERIFY(fused(chunks, {}, options).equal(expected));
        const torch::Tensor across = inputs[0].detach().transpose(0, 2).contiguous();
        QVERIFY(fused({across.transpose(0, 2), inputs[1], inputs[2]}, {}, options).equal(expected));
    }
}

void tst_KernelsAttention::paddingWeighsExactlyNothing()
{
    Case shape{.pairs = 1, .queries = 9, .keys = 20, .width = 32};
    std::vector<torch::Tensor> inputs = randomInputs(shape, torch::kFloat32);
    torch::Tensor bias = torch::zeros({1, 1, 1, 20});
    bias.slice(3, 0, 4).fill_(kLowest);
    bias.slice(3, 13).fill_(kLowest);
    const AttentionOptions options{.heads = shape.heads};
    const torch::Tensor before = fused(inputs, bias, options);
    before.sum().backward();
    for (const std::size_t i : {1, 2}) {
        QVERIFY(inputs[i].grad().slice(1, 0, 4).eq(0).all().item<bool>());
        QVERIFY(inputs[i].grad().slice(1, 13).eq(0).all().item<bool>());
        QVERIFY(inputs[i].grad().slice(1, 4, 13).ne(0).any().item<bool>());
        const torch::NoGradGuard noGradients;
        inputs[i].slice(1, 0, 4).fill_(50);
        inputs[i].slice(1, 13).fill_(-50);
    }
    QVERIFY(fused(inputs, bias, options).equal(before));
}

void tst_KernelsAttention::aRowOfPaddingAloneIsTheMean()
{
    const Case shape{.pairs = 2, .queries = 6, .keys = 19, .width = 16};
    const std::vector<torch::Tensor> inputs = randomInputs(shape, torch::kFloat32);
    torch::Tensor bias = torch::zeros({2, 1, 1, 19});
    bias[1].fill_(kLowest);
    const torch::Tensor out = fused(inputs, bias, {.heads = shape.heads});
    out.sum().backward();
    COMPARE_WITH(out[1], inputs[2][1].mean(0, true).expand({6, -1}).to(torch::kFloat64), 1e-6);
    for (const torch::Tensor &x : inputs)
        QVERIFY(x.grad().isfinite().all().item<bool>());
    COMPARE_WITH(inputs[2].grad()[1], torch::full({19, 32}, 6.0 / 19, torch::kFloat64), 1e-6);
}

void tst_KernelsAttention::dropoutKeepsTheShareThatItIsGiven()
{
    // Keys and values of 1: what comes out is the mean of the factors of a row.
    const torch::Tensor ones = torch::ones({16, 256, 64});
    for (const double dropout : {0.1, 0.5, 0.9}) {
        const torch::Tensor factors =
            fusedAttention(ones, ones, ones, std::nullopt, {.heads = 4, .dropout = dropout});
        const double count = 16.0 * 4 * 256 * 256;
        const double deviation = std::sqrt(dropout / (1 - dropout) / count);
        const double mean = factors.to(torch::kFloat64).mean().item<double>();
        QVERIFY2(std::abs(mean - 1) < 4 * deviation + 1e-6, qPrintable(QString::number(mean)));
    }
    QVERIFY(fusedAttention(ones, ones, ones, std::nullopt, {.heads = 4, .dropout = 1})
                .eq(0)
                .all()
                .item<bool>());
}

void tst_KernelsAttention::theSameStateOfTheGeneratorGivesTheSameBits()
{
    const Case shape{.pairs = 2, .queries = 17, .keys = 17, .width = 32};
    const std::vector<torch::Tensor> inputs = randomInputs(shape, torch::kFloat32);
    const AttentionOptions options{.heads = shape.heads, .dropout = 0.2};
    torch::manual_seed(3);
    const torch::Tensor first = fused(inputs, {}, options), second = fused(inputs, {}, options);
    torch::manual_seed(3);
    QVERIFY(fused(inputs, {}, options).equal(first));
    QVERIFY(fused(inputs, {}, options).equal(second));
    QVERIFY(!first.equal(second));
    // Every set of instructions drops the same weights.
    forEachKernel([&](kernels::Instructions instructions, torch::ScalarType, const QByteArray &) {
        kernels::useKernels(kernels::kernelsFor(instructions));
        torch::manual_seed(3);
        COMPARE_WITH(fused(inputs, {}, options), first.to(torch::kFloat64), 2e-6);
    });
}

void tst_KernelsAttention::threadsDoNotChangeABit()
{
    const Case shape{.pairs = 5, .heads = 3, .queries = 40, .keys = 40, .width = 32};
    const int before = at::get_num_threads();
    std::vector<torch::Tensor> expected;
    for (const int threads : {1, 2, 3}) {
        at::set_num_threads(threads);
        torch::manual_seed(5);
        const std::vector<torch::Tensor> inputs = randomInputs(shape, torch::kFloat32);
        const torch::Tensor out = fused(inputs, {}, {.heads = shape.heads, .dropout = 0.1});
        out.square().sum().backward();
        std::vector<torch::Tensor> results = {out.detach()};
        for (const torch::Tensor &x : inputs)
            results.push_back(x.grad());
        if (expected.empty())
            expected = results;
        for (std::size_t i = 0; i < results.size(); ++i)
            QVERIFY(results[i].equal(expected[i]));
    }
    at::set_num_threads(before);
}

void tst_KernelsAttention::whatIsNotANumberIsSeen()
{
    forEachKernel(
        [&](kernels::Instructions instructions, torch::ScalarType type, const QByteArray &name) {
            kernels::useKernels(kernels::kernelsFor(instructions));
            const Case shape{.pairs = 1, .queries = 6, .keys = 6, .width = 32};
            for (const std::size_t which : {0, 1, 2}) {
                const std::vector<torch::Tensor> inputs = randomInputs(shape, type);
                const torch::NoGradGuard noGradients;
                inputs[which][0][3][2] = std::nan("");
                const torch::Tensor out = fused(inputs, {}, {.heads = shape.heads});
                QVERIFY2(out.isnan().any().item<bool>(), name.constData());
            }
        });
}

void tst_KernelsAttention::otherTensorsGoToTorch()
{
    const Case shape{.pairs = 2, .queries = 7, .keys = 7, .width = 8, .bias = Bias::Lengths};
    const std::vector<torch::Tensor> inputs = randomInputs(shape, torch::kFloat64);
    const torch::Tensor bias = biasOf(shape);
    const torch::Tensor out = fused(inputs, bias, {.heads = shape.heads});
    COMPARE_WITH(out,
                 formula(inputs, bias.to(torch::kFloat64), shape, 1 / std::sqrt(8.0),
                         torch::ones({}, torch::kFloat64)),
                 1e-12);
}

void tst_KernelsAttention::noPairsAreFine()
{
    const torch::Tensor none = torch::empty({0, 5, 16}).requires_grad_();
    const torch::Tensor out = fusedAttention(none, none, none, std::nullopt, {.heads = 2});
    QCOMPARE(out.sizes(), none.sizes());
    out.sum().backward();
}

QTEST_APPLESS_MAIN(tst_KernelsAttention)
#include "tst_kernels_attention.moc"
