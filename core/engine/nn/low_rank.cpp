#include "engine/nn/low_rank.h"

#include <cmath>

namespace tunedesk
{

LowRank::LowRank(std::int64_t in, std::int64_t out, int rank, double alpha, at::Generator random)
    : m_scale(alpha / rank)
{
    const double bound = 1 / std::sqrt(static_cast<double>(in));
    m_a = register_parameter("A", torch::empty({rank, in}).uniform_(-bound, bound, random));
    m_b = register_parameter("B", torch::zeros({out, rank}));
}

torch::Tensor LowRank::forward(const torch::Tensor &x) const
{
    const torch::ScalarType type = x.scalar_type();
    return torch::linear(torch::linear(x, m_a.to(type)), m_b.to(type)) * m_scale;
}

torch::Tensor LowRank::matrix() const
{
    return torch::matmul(m_b.detach(), m_a.detach()) * m_scale;
}

std::size_t Adaptable::addMatrix(const char *child, const torch::Tensor &matrix, Layout layout)
{
    m_matrices.push_back({child, matrix, layout, nullptr});
    return m_matrices.size() - 1;
}

void Adaptable::adapt(int rank, double alpha, const at::Generator &random)
{
    for (Matrix &matrix : m_matrices) {
        if (!matrix.numbers.requires_grad() || matrix.lowRank)
            continue;
        std::int64_t out = matrix.numbers.size(0), in = matrix.numbers.numel() / out;
        if (matrix.layout == Layout::InOut)
            std::swap(in, out);
        matrix.lowRank = m_self.register_module(
            matrix.child, std::make_shared<LowRank>(in, out, rank, alpha, random));
    }
}

torch::Tensor Adaptable::withLowRank(const torch::Tensor &y, const torch::Tensor &x,
                                     std::size_t matrix) const
{
    const auto &lowRank = m_matrices[matrix].lowRank;
    return lowRank ? y + lowRank->forward(x) : y;
}

torch::Tensor Adaptable::Matrix::merged() const
{
    const torch::Tensor learned = lowRank->matrix();
    return numbers.detach() +
           (layout == Layout::OutIn ? learned : learned.t()).reshape(numbers.sizes());
}

std::vector<std::pair<torch::Tensor, torch::Tensor>> Adaptable::merged() const
{
    std::vector<std::pair<torch::Tensor, torch::Tensor>> pairs;
    for (const Matrix &matrix : m_matrices)
        if (matrix.lowRank)
            pairs.emplace_back(matrix.numbers, matrix.merged());
    return pairs;
}

void Adaptable::merge()
{
    const torch::NoGradGuard noGradients;
    for (Matrix &matrix : m_matrices) {
        if (!matrix.lowRank)
            continue;
        matrix.numbers.copy_(matrix.merged());
        m_self.unregister_module(matrix.child);
        matrix.lowRank.reset();
    }
}

} // namespace tunedesk
