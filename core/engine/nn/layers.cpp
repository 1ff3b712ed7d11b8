#include "engine/nn/layers.h"

#include "engine/kernels/fused_rows.h"
#include "engine/nn/float_product.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace tunedesk
{

torch::Tensor withoutStorage(torch::IntArrayRef shape)
{
    // Every place is the same number in memory. (A meta tensor could not be filled: set_data
    // refuses it.)
    return torch::empty_strided(shape, std::vector<std::int64_t>(shape.size(), 0));
}

Dense::Dense(std::int64_t in, std::int64_t out, Bias bias)
    : Adaptable(static_cast<torch::nn::Module &>(*this)),
      m_weight(register_parameter("weight", withoutStorage({out, in}))),
      m_bias(bias == Bias::None ? torch::Tensor()
                                : register_parameter("bias", withoutStorage({out})))
{
    addMatrix("lora", m_weight, Layout::OutIn);
}

torch::Tensor Dense::forward(const torch::Tensor &x) const
{
    return learned(
        m_product.isFor(x) ? m_product.forward(x, {part()}) : floatProduct(x, m_weight, m_bias), x);
}

torch::Tensor Dense::learned(const torch::Tensor &y, const torch::Tensor &x) const
{
    return withLowRank(y, x);
}

Norm::Norm(std::int64_t width, double epsilon)
    : m_epsilon(epsilon), m_weight(register_parameter("weight", withoutStorage({width}))),
      m_bias(register_parameter("bias", withoutStorage({width})))
{
}

torch::Tensor Norm::forward(const torch::Tensor &x) const
{
    return addAndNorm(x, {}, {}, m_weight, m_bias, m_epsilon, 0);
}

torch::Tensor Norm::ofSum(const torch::Tensor &x, const Dropout &dropout,
                          const torch::Tensor &residual) const
{
    return addAndNorm(x, {}, residual, m_weight, m_bias, m_epsilon, dropout.activeProbability());
}

Table::Table(std::int64_t rows, std::int64_t width, std::int64_t paddingId)
    : m_paddingId(paddingId), m_weight(register_parameter("weight", withoutStorage({rows, width})))
{
}

torch::Tensor Table::forward(const torch::Tensor &ids) const
{
    if (m_part && is_training() && m_weight.requires_grad())
        return torch::embedding(m_part->weight, m_part->places.index({ids}), m_part->paddingPlace);
    return torch::embedding(m_weight, ids, m_paddingId);
}

torch::Tensor Table::trainRows(const torch::Tensor &rows)
{
    const torch::NoGradGuard noGradients;
    const torch::Tensor taken = rows.to(m_weight.device());
    const std::int64_t count = taken.size(0);
    Part part{.rows = taken,
              .weight = m_weight.index_select(0, taken).requires_grad_(),
              .places = torch::full({m_weight.size(0)}, count, taken.options())};
    part.places.index_put_({taken}, torch::arange(count, taken.options()));
    if (m_paddingId >= 0)
        if (const auto place = part.places[m_paddingId].item<std::int64_t>(); place < count)
            part.paddingPlace = place;
    m_part = std::move(part);
    return m_part->weight;
}

void Table::putRowsBack(std::span<const float> factors)
{
    if (!m_part)
        return;
    const torch::NoGradGuard noGradients;
    // Piece by piece, so that many factors cost one way through the memory.
    constexpr std::int64_t kRowsAtOnce = 256;
    if (!factors.empty())
        for (std::int64_t from = 0; from < rows(); from += kRowsAtOnce) {
            torch::Tensor piece = m_weight.slice(0, from, std::min(from + kRowsAtOnce, rows()));
            for (const float factor : factors)
                piece.mul_(factor);
        }
    m_weight.index_copy_(0, m_part->rows, m_part->weight);
}

void Table::trainWhole()
{
    m_part.reset();
}

torch::Tensor Dropout::forward(const torch::Tensor &x) const
{
    const double probability = activeProbability();
    return probability > 0 ? dropAndAdd(x, {}, {}, probability) : x;
}

torch::Tensor Dropout::addedTo(const torch::Tensor &residual, const torch::Tensor &x) const
{
    return dropAndAdd(x, {}, residual, activeProbability());
}

} // namespace tunedesk
