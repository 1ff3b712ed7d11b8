#pragma once

#include "engine/kernels/kernel_table.h"

#include <torch/torch.h>

#include <initializer_list>
#include <optional>

namespace tunedesk
{

/// Draws the seed of one dropout from torch's generator for the processor, so that who keeps that
/// generator's state gets the same dropouts again. Nothing is drawn where nothing is dropped.
/// @param probability 0 … 1, rounded to 1/65536
kernels::Drop drawDrop(double probability);

/// Whether the kernels read these: dense or strided memory of the processor, all float32 or all
/// bfloat16. Undefined tensors are passed over. Otherwise torch's own operators do the work.
bool kernelsRead(std::initializer_list<const torch::Tensor *> tensors);
kernels::Element elementOf(const torch::Tensor &tensor);

/// An input of a torch function with gradients, which must not be undefined.
std::optional<torch::Tensor> ifDefined(const torch::Tensor &tensor);

/// Memory for the work of one thread, at a multiple of 64 bytes, with nothing in it yet.
class Scratch
{
public:
    explicit Scratch(std::int64_t floats);
    ~Scratch();
    Scratch(const Scratch &) = delete;
    Scratch &operator=(const Scratch &) = delete;
    float *data() const { return m_data; }

private:
    float *m_data;
};

} // namespace tunedesk
