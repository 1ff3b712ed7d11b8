#pragma once

#include "domain/training_recipe.h"
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

/// Changes parameters by their gradients, as torch.optim does with fused=True:
///   AdamW  decoupled weight decay, betas 0.9 and 0.999, epsilon 1e-8 (Loshchilov & Hutter 2019)
///   Adam   the same with the decay as a part of the gradient, L2 (Kingma & Ba 2015)
///   Sgd    momentum 0.9, no dampening, no Nesterov, decay as L2 (Polyak 1964)
/// The decay takes matrices (two dimensions and more, none called a bias) only: biases and norms
/// have nothing to gain from it. The same ones as transformers.Trainer.get_decay_parameter_names.
/// One thread. Parity: tests/engine/tst_optimizer (against torch::optim and ten steps of
/// torch.optim).
class Optimizer
{
public:
    enum class Method { AdamW, Adam, Sgd };

    Optimizer(std::vector<NamedParameter> parameters, Method method, double weightDecay);
    /// As `optim` and `weight_decay` say.
    Optimizer(std::vector<NamedParameter> parameters, const TrainingRecipe &recipe);

    /// One update with the gradients there are; a parameter without one stays, and has updates
    /// counted of its own.
    void step(double learningRate);

    /// What it remembers, copied: "exp_avg.NAME" and "exp_avg_sq.NAME", or "momentum_buffer.NAME";
    /// "step" [parameters], the updates of each.
    NamedTensors state() const;
    /// The same, not copied: the next step changes it.
    NamedTensors memory() const;
    /// One number in "step" counts for all. @return false, with nothing changed, when the state is
    /// not of these parameters or of another method
    bool setState(const NamedTensors &state);
    /// Of state(), without the counts.
    qint64 stateBytes() const;

private:
    struct Group {
        double weightDecay = 0, rateFactor = 1;
        std::vector<std::size_t> members; ///< numbers in m_parameters
    };
    /// What is kept for each parameter, under the name that torch gives it.
    struct Memory {
        std::string name;
        std::vector<torch::Tensor> tensors; ///< of each parameter's shape
    };

    Group &groupOf(double weightDecay, double rateFactor);
    void step(const Group &group, double learningRate);

    std::vector<NamedParameter> m_parameters;
    Method m_method;
    std::vector<Memory> m_memories;
    std::vector<torch::Tensor> m_steps; ///< float32, 0 dimensions: as the fused operators want it
    std::vector<Group> m_groups;
};

/// Scales all gradients so that their common 2-norm is at most maxNorm, as torch's clip_grad_norm_;
/// 0: leaves them.
/// @return the norm before
double clipGradientNorm(const std::vector<NamedParameter> &parameters, double maxNorm);

} // namespace tunedesk
