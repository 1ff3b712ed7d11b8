// Times of the fused kernels beside torch's own operators, in turns: bench_kernels [threads]
//
// One line a case: milliseconds of one call (forward and backward), the median of the rounds, and
// how often ours goes into torch's.
#include "engine/kernels/fused_attention.h"
#include "engine/kernels/fused_rows.h"
#include "engine/kernels/kernel_table.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

using namespace tunedesk;

namespace
{
constexpr int kRounds = 15;
using Pass = std::function<torch::Tensor()>;

double milliseconds(const std::function<void()> &run)
{
    const auto started = std::chrono::steady_clock::now();
    run();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started)
        .count();
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

struct Times {
    std::vector<double> forward, backward;

    void measure(const Pass &pass, std::vector<torch::Tensor> &leaves)
    {
        torch::Tensor y;
        forward.push_back(milliseconds([&] { y = pass(); }));
        const torch::Tensor upstream = torch::ones_like(y);
        for (torch::Tensor &leaf : leaves)
            leaf.mutable_grad().reset();
        backward.push_back(milliseconds([&] { y.backward(upstream); }));
    }
};

void compare(const std::string &what, std::vector<torch::Tensor> leaves, const Pass &ours,
             const Pass &torchs)
{
    Times own, other;
    for (int round = 0; round < kRounds + 2; ++round) {
        own.measure(ours, leaves);
        other.measure(torchs, leaves);
        if (round < 2) { // warms up
            own = {};
            other = {};
        }
    }
    const double of[4] = {median(own.forward), median(other.forward), median(own.backward),
                          median(other.backward)};
    std::printf("%-58s %8.3f %8.3f %6.2fx   %8.3f %8.3f %6.2fx\n", what.c_str(), of[0], of[1],
                of[1] / of[0], of[2], of[3], of[3] / of[2]);
}

torch::Tensor leaf(torch::IntArrayRef shape, torch::ScalarType type)
{
    return torch::randn(shape).to(type).requires_grad_();
}

torch::Tensor splitHeads(const torch::Tensor &x, std::int64_t heads)
{
    return x.view({x.size(0), x.size(1), heads, x.size(2) / heads}).transpose(1, 2);
}

void attention(torch::ScalarType type, const std::string &name)
{
    struct Shape {
        const char *what;
        std::int64_t pairs, heads, queries, keys, width;
        double dropout;
    };
    const Shape shapes[] = {
        {"12 heads of 32, 32 pairs of 50", 32, 12, 50, 50, 32, 0},
        {"12 heads of 32, 32 pairs of 50, dropout", 32, 12, 50, 50, 32, 0.1},
        {"12 heads of 64, 32 pairs of 50, dropout", 32, 12, 50, 50, 64, 0.1},
        {"12 heads of 32, 32 pairs of 50, one query", 32, 12, 1, 50, 32, 0},
        {"12 heads of 32, 16 pairs of 128, dropout", 16, 12, 128, 128, 32, 0.1},
        {"12 heads of 32, 4 pairs of 512", 4, 12, 512, 512, 32, 0},
    };
    for (const Shape &s : shapes) {
        const std::int64_t width = s.heads * s.width;
        const torch::Tensor query = leaf({s.pairs, s.queries, width}, type);
        const torch::Tensor key = leaf({s.pairs, s.keys, width}, type);
        const torch::Tensor value = leaf({s.pairs, s.keys, width}, type);
        const AttentionOptions options{.heads = s.heads, .dropout = s.dropout};
        compare(
            "attention " + name + ", " + s.what, {query, key, value},
            [&] { return fusedAttention(query, key, value, std::nullopt, options); },
            [&] {
                return at::scaled_dot_product_attention(
                           splitHeads(query, s.heads), splitHeads(key, s.heads),
                           splitHeads(value, s.heads), std::nullopt, s.dropout)
                    .transpose(1, 2)
                    .reshape(query.sizes());
            });
    }
}

void rows(torch::ScalarType type, const std::string &name)
{
    const torch::Tensor x = leaf({1600, 384}, type), residual = leaf({1600, 384}, type);
    const torch::Tensor weight = leaf({384}, torch::kFloat32), shift = leaf({384}, torch::kFloat32);
    compare(
        "norm(dropout + residual) " + name + ", 1600 x 384", {x, residual, weight, shift},
        [&] { return addAndNorm(x, {}, residual, weight, shift, 1e-12, 0.1); },
        [&] {
            return torch::layer_norm(torch::dropout(x, 0.1, true) + residual, {384}, weight, shift,
                                     1e-12);
        });
    compare(
        "dropout " + name + ", 1600 x 384", {x}, [&] { return dropAndAdd(x, {}, {}, 0.1); },
        [&] { return torch::dropout(x, 0.1, true); });
    const torch::Tensor wide = leaf({1600, 1536}, type);
    for (const auto &[curve, form] : {std::pair{GeluCurve::Erf, "none"}, {GeluCurve::Tanh, "tanh"}})
        compare(
            "gelu " + name + ", 1600 x 1536, " + form, {wide},
            [&, c = curve] { return fusedGelu(wide, {}, c); },
            [&, f = form] { return torch::gelu(wide, f); });
}
} // namespace

int main(int argc, char **argv)
{
    at::set_num_threads(argc > 1 ? std::max(1, std::atoi(argv[1])) : 2);
    std::printf("%d threads, %s, median of %d rounds\n", at::get_num_threads(),
                kernels::kernels().name, kRounds);
    std::printf("%-58s %8s %8s %7s   %8s %8s %7s\n", "ms", "forward", "torch", "", "backward",
                "torch", "");
    for (const auto &[type, name] :
         {std::pair{torch::kFloat32, "float32"}, {torch::kBFloat16, "bfloat16"}}) {
        attention(type, name);
        rows(type, name);
    }
    return 0;
}
