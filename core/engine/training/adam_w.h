#pragma once

#include "engine/checkpoint/tensor_file.h"

#include <torch/torch.h>

#include <string>
#include <vector>

namespace tunedesk
{

/// A trained parameter under Hugging Face's name.
struct NamedParameter {
    std::string name;
    torch::Tensor tensor;
    double rateFactor = 1; ///< its learning rate ÷ that of the schedule
};

/// Decoupled weight decay as torch.optim.AdamW(fused=True): betas 0.9 and 0.999, epsilon 1e-8. The
/// decay takes matrices (two dimensions and more, none called a bias) only: biases and norms have
/// nothing to gain from it. The same ones as transformers.Trainer.get_decay_parameter_names. One
/// thread. Source: Loshchilov & Hutter 2019. Parity: tests/engine/tst_adam_w (against
/// torch::optim::AdamW).
class AdamW
{
public:
    AdamW(std::vector<NamedParameter> parameters, double weightDecay);

    /// One update with the gradients there are; a parameter without one stays.
    void step(double learningRate);

    /// Moments and the number of updates, copied: "exp_avg.NAME", "exp_avg_sq.NAME", "step".
    NamedTensors state() const;
    /// @return false, with nothing changed, when the state is not of these parameters
    bool setState(const NamedTensors &state);

private:
    struct Group {
        double weightDecay = 0, rateFactor = 1;
        std::vector<std::size_t> members; ///< numbers in m_parameters
    };
    Group &groupOf(double weightDecay, double rateFactor);
    void step(const Group &group, double learningRate);

    std::vector<NamedParameter> m_parameters;
    std::vector<torch::Tensor> m_means;   ///< of the gradients
    std::vector<torch::Tensor> m_squares; ///< means of their squares
    std::vector<Group> m_groups;
    torch::Tensor m_step; ///< float32, 0 dimensions: as the fused operator wants it
};

/// Scales all gradients so that their common 2-norm is at most maxNorm, as torch's clip_grad_norm_;
/// 0: leaves them.
/// @return the norm before
double clipGradientNorm(const std::vector<NamedParameter> &parameters, double maxNorm);

} // namespace tunedesk
