#include "engine/training/shared_gradients.h"

namespace tunedesk
{

namespace
{
constexpr qint64 kBesideGradients = 2; ///< loss, stop

std::span<float> floatsOf(const torch::Tensor &tensor)
{
    return {tensor.data_ptr<float>(), static_cast<std::size_t>(tensor.numel())};
}

/// By way of the processor's memory.
void sum(ProcessGroup &processes, const torch::Tensor &tensor)
{
    if (tensor.is_cpu()) {
        processes.sum(floatsOf(tensor));
        return;
    }
    const torch::Tensor here = tensor.to(torch::kCPU);
    processes.sum(floatsOf(here));
    tensor.copy_(here);
}
} // namespace

SharedGradients::SharedGradients(ProcessGroup &processes,
                                 const std::vector<NamedParameter> &trained)
    : m_processes(processes), m_trained(trained)
{
    qint64 count = kBesideGradients;
    for (const NamedParameter &parameter : trained)
        count += parameter.tensor.numel();
    const auto device =
        trained.empty() ? torch::Device(torch::kCPU) : trained.front().tensor.device();
    m_flat = torch::zeros({count}, torch::TensorOptions(torch::kFloat).device(device));
}

std::vector<int> SharedGradients::part(const std::vector<int> &rows) const
{
    std::vector<int> mine;
    const auto size = static_cast<std::size_t>(m_processes.size());
    for (auto i = static_cast<std::size_t>(m_processes.rank()); i < rows.size(); i += size)
        mine.push_back(rows[i]);
    return mine;
}

void SharedGradients::clear()
{
    m_flat.zero_();
    qint64 at = 0;
    for (const NamedParameter &parameter : m_trained) {
        const qint64 count = parameter.tensor.numel();
        // What doesn't train yet has no gradient: zeros would let weight decay take from it.
        parameter.tensor.mutable_grad() =
            parameter.tensor.requires_grad()
                ? m_flat.narrow(0, at, count).view(parameter.tensor.sizes())
                : torch::Tensor();
        at += count;
    }
}

double SharedGradients::exchange(double loss, bool wantsStop)
{
    const torch::Tensor beside =
        m_flat.narrow(0, m_flat.numel() - kBesideGradients, kBesideGradients);
    beside[0].fill_(loss);
    beside[1].fill_(wantsStop ? 1 : 0);
    sum(m_processes, m_flat);
    const torch::Tensor summed = beside.to(torch::kCPU, torch::kDouble);
    m_stopIsAgreed = summed[1].item<double>() > 0;
    return summed[0].item<double>();
}

void shareTensors(ProcessGroup &processes, const std::vector<torch::Tensor> &tensors)
{
    const torch::NoGradGuard noGradients;
    for (const torch::Tensor &tensor : tensors) {
        if (processes.rank() > 0)
            tensor.zero_();
        sum(processes, tensor);
    }
}

void seedStep(qint64 seed, qint64 step, int rank)
{
    // splitmix64's last step, so that neighbouring seeds give unlike numbers.
    std::uint64_t z = static_cast<std::uint64_t>(seed) * 0x9E3779B97F4A7C15ULL +
                      static_cast<std::uint64_t>(step) * 0xD1B54A32D192ED03ULL +
                      static_cast<std::uint64_t>(rank);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ z >> 27) * 0x94D049BB133111EBULL;
    torch::manual_seed(z ^ z >> 31);
}

} // namespace tunedesk
