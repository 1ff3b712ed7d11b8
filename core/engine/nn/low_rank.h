#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tunedesk
{

/// What a matrix W [out, in] that stays as it is learns instead: y += scale · (x Aᵀ) Bᵀ. A is drawn
/// uniformly from ±1/√in (Kaiming with a = √5) and B is 0, so that it begins as nothing.
/// Parameters: A [rank, in], B [out, rank]. Source: Hu et al. 2022 (LoRA); scale is alpha ÷ rank.
/// Parity: tests/engine/tst_low_rank (against PEFT).
class LowRank : public torch::nn::Module
{
public:
    LowRank(std::int64_t in, std::int64_t out, int rank, double alpha, at::Generator random);
    /// @param x [..., in]   @return [..., out], what comes on top of W x
    torch::Tensor forward(const torch::Tensor &x) const;
    /// @return [out, in], what would have to be added to W
    torch::Tensor matrix() const;

private:
    double m_scale;
    torch::Tensor m_a, m_b;
};

/// What a module with matrices is besides: each of them may learn through a LowRank, a child of the
/// module. Copies would share the children: modules aren't copied.
class Adaptable
{
public:
    virtual ~Adaptable() = default;
    Adaptable(const Adaptable &) = delete;
    Adaptable &operator=(const Adaptable &) = delete;

    /// Puts a LowRank beside each matrix that trains and has none.
    void adapt(int rank, double alpha, const at::Generator &random);
    /// Each matrix that has one, and what it would be with what was learned.
    std::vector<std::pair<torch::Tensor, torch::Tensor>> merged() const;
    /// Puts that into the matrices and forgets the LowRanks.
    void merge();

protected:
    /// How a matrix stands in files; the first and the other dimensions.
    enum class Layout { OutIn, InOut };

    explicit Adaptable(torch::nn::Module &self) : m_self(self) {}
    /// @param child what its LowRank is called   @return its number
    std::size_t addMatrix(const char *child, const torch::Tensor &matrix, Layout layout);
    /// @param y [..., out], what the matrix made of x [..., in]   @return with what was learned
    torch::Tensor withLowRank(const torch::Tensor &y, const torch::Tensor &x,
                              std::size_t matrix = 0) const;

private:
    struct Matrix {
        std::string child;
        torch::Tensor numbers;
        Layout layout;
        std::shared_ptr<LowRank> lowRank; ///< null: the matrix itself learns, or nothing does
        torch::Tensor merged() const;
    };
    torch::nn::Module &m_self;
    std::vector<Matrix> m_matrices;
};

} // namespace tunedesk
