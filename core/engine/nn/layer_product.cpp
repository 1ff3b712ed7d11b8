#include "engine/nn/layer_product.h"

#include <utility>

namespace tunedesk
{

bool LayerProduct::isInt8(const torch::Tensor &x) const
{
    return m_isInt8 && x.is_cpu() &&
           (x.scalar_type() == torch::kFloat32 || x.scalar_type() == torch::kBFloat16) &&
           !(torch::GradMode::is_enabled() && x.requires_grad());
}

bool LayerProduct::isFor(const torch::Tensor &x) const
{
    return isInt8(x) || x.scalar_type() == torch::kBFloat16;
}

torch::Tensor LayerProduct::forward(const torch::Tensor &x, const std::vector<ProductPart> &parts)
{
    return isInt8(x) ? int8Product(x, parts) : m_bfloat16.forward(x, parts);
}

torch::Tensor LayerProduct::int8Product(const torch::Tensor &x,
                                        const std::vector<ProductPart> &parts)
{
    const torch::NoGradGuard noGradients;
    if (std::vector<ProductSource> sources = sourcesOf(parts);
        sources != m_sources || !m_int8.packed.defined()) {
        std::vector<torch::Tensor> weights, biases;
        for (const ProductPart &part : parts) {
            weights.push_back(m_form == MatrixForm::OutIn ? part.weight : part.weight.t());
            if (part.bias.defined())
                biases.push_back(part.bias);
        }
        m_int8 = toInt8(weights.size() == 1 ? weights.front() : torch::cat(weights),
                        biases.empty() ? torch::Tensor() : torch::cat(biases));
        m_sources = std::move(sources);
    }
    return int8Linear(x, m_int8);
}

void LayerProduct::setInt8(bool on)
{
    m_isInt8 = on;
    if (!on) {
        m_sources.clear();
        m_int8 = {};
    }
}

void LayerProduct::dropCopies()
{
    m_bfloat16.dropCopies();
    m_sources.clear();
    m_int8 = {};
}

} // namespace tunedesk
