#pragma once

#include "engine/nn/layer_product.h"
#include "engine/nn/low_rank.h"

#include <torch/torch.h>

#include <cstdint>
#include <optional>
#include <span>

namespace tunedesk
{

/// The pieces that every network is built of. Torch's own draw random numbers when they are made, a
/// second for a BERT; these come without storage (meta device) until a checkpoint's tensors are put
/// in.

torch::Tensor withoutStorage(torch::IntArrayRef shape);

/// y = x Wᵀ + b, in the type of x. Parameters: weight [out, in], bias [out], float32 always.
class Dense : public torch::nn::Module, public KeepsCopies, public Adaptable
{
public:
    enum class Bias { Added, None };
    Dense(std::int64_t in, std::int64_t out, Bias bias = Bias::Added);
    /// @param x [..., in]   @return [..., out]
    torch::Tensor forward(const torch::Tensor &x) const;
    /// For products of several matrices at once: what they make of x is then given to learned().
    ProductPart part() const { return {m_weight, m_bias}; }
    /// @param y what part() made of x   @return y with what a LowRank adds
    torch::Tensor learned(const torch::Tensor &y, const torch::Tensor &x) const;
    void dropCopies() override { m_product.dropCopies(); }
    void setInt8(bool on) override { m_product.setInt8(on); }

private:
    torch::Tensor m_weight, m_bias;
    mutable LayerProduct m_product; ///< a cache
};

class Dropout;

/// Layer normalisation over the last dimension, in the type of x; mean and variance are float32.
/// Parameters: weight [width], bias [width].
class Norm : public torch::nn::Module
{
public:
    Norm(std::int64_t width, double epsilon);
    torch::Tensor forward(const torch::Tensor &x) const;
    /// Of dropout(x) + residual, all three at once.
    torch::Tensor ofSum(const torch::Tensor &x, const Dropout &dropout,
                        const torch::Tensor &residual) const;

private:
    double m_epsilon;
    torch::Tensor m_weight, m_bias;
};

/// One row of numbers an id. Parameter: weight [rows, width].
class Table : public torch::nn::Module
{
public:
    /// @param paddingId its row gets no gradient; −1: none such
    Table(std::int64_t rows, std::int64_t width, std::int64_t paddingId = -1);
    /// @param ids [...] int64   @return [..., width]
    torch::Tensor forward(const torch::Tensor &ids) const;
    const torch::Tensor &weight() const { return m_weight; }
    std::int64_t rows() const { return m_weight.size(0); }

    /// From now on, where the weight would get a gradient, forward() in train() reads a copy of
    /// these rows, which gets it instead: ids must be among them. eval() reads the weight.
    /// @param rows [n] int64, each once   @return [n, width], a leaf
    torch::Tensor trainRows(const torch::Tensor &rows);
    /// The copy, back in the weight. @param factors the rows that are not in it times each of them
    void putRowsBack(std::span<const float> factors);
    /// The weight trains again, as it is.
    void trainWhole();

private:
    struct Part {
        torch::Tensor rows, weight;
        torch::Tensor places; ///< [rows], where in `weight`; behind its end: nowhere
        std::int64_t paddingPlace = -1;
    };
    std::int64_t m_paddingId;
    torch::Tensor m_weight;
    std::optional<Part> m_part;
};

/// Zeroes a share of its input while training; the share may change.
class Dropout : public torch::nn::Module
{
public:
    /// What it drops: numbers of the states, or the weights with which attention mixes them.
    enum class Of { States, AttentionWeights };
    explicit Dropout(double probability, Of what = Of::States)
        : m_what(what), m_configured(probability), m_probability(probability)
    {
    }
    torch::Tensor forward(const torch::Tensor &x) const;
    /// residual + forward(x)
    torch::Tensor addedTo(const torch::Tensor &residual, const torch::Tensor &x) const;
    /// What applies now: 0 in eval().
    double activeProbability() const { return is_training() ? m_probability : 0; }
    /// −1: the one that it was made with.
    void setProbability(double value) { m_probability = value < 0 ? m_configured : value; }
    Of what() const { return m_what; }

private:
    Of m_what;
    double m_configured, m_probability;
};

} // namespace tunedesk
