#include "engine/kernels/dropping.h"

#include <ATen/CPUGeneratorImpl.h>

#include <cmath>
#include <mutex>
#include <new>

namespace tunedesk
{

namespace
{
constexpr std::align_val_t kAlignment{64};
constexpr double kValues = 65536; ///< of 16 bits
} // namespace

kernels::Drop drawDrop(double probability)
{
    const auto threshold = static_cast<std::uint32_t>(std::lround(probability * kValues));
    if (threshold == 0)
        return {};
    auto *generator = at::get_generator_or_default<at::CPUGeneratorImpl>(
        std::nullopt, at::detail::getDefaultCPUGenerator());
    const std::scoped_lock lock(generator->mutex_);
    return {.seed = generator->random64(),
            .threshold = threshold,
            .scale =
                threshold >= kValues ? 0.0F : static_cast<float>(kValues / (kValues - threshold))};
}

bool kernelsRead(std::initializer_list<const torch::Tensor *> tensors)
{
    std::optional<torch::ScalarType> type;
    for (const torch::Tensor *tensor : tensors) {
        if (!tensor->defined())
            continue;
        const torch::ScalarType own = tensor->scalar_type();
        if (!tensor->is_cpu() || tensor->layout() != torch::kStrided ||
            (own != torch::kFloat32 && own != torch::kBFloat16) || (type && *type != own))
            return false;
        type = own;
    }
    return true;
}

kernels::Element elementOf(const torch::Tensor &tensor)
{
    return tensor.scalar_type() == torch::kBFloat16 ? kernels::Element::BFloat16
                                                    : kernels::Element::Float32;
}

std::optional<torch::Tensor> ifDefined(const torch::Tensor &tensor)
{
    return tensor.defined() ? std::optional(tensor) : std::nullopt;
}

Scratch::Scratch(std::int64_t floats)
    : m_data(static_cast<float *>(
          ::operator new(static_cast<std::size_t>(floats) * sizeof(float), kAlignment)))
{
}

Scratch::~Scratch()
{
    ::operator delete(m_data, kAlignment);
}

} // namespace tunedesk
