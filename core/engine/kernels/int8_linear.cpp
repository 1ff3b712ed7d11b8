#include "engine/kernels/int8_linear.h"

#include "engine/kernels/dropping.h"
#include "engine/kernels/in_parallel.h"
#include "engine/kernels/int8_kernels.h"

#include <algorithm>
#include <vector>

namespace tunedesk
{

namespace
{
constexpr std::int64_t kNumbersOfAThread = 1 << 15; ///< at least: about 10 µs
} // namespace

Int8Matrix toInt8(const torch::Tensor &weight, const torch::Tensor &bias)
{
    const torch::Tensor dense = weight.contiguous();
    Int8Matrix matrix{.depth = dense.size(1), .columns = dense.size(0)};
    TORCH_CHECK(matrix.depth <= kernels::kDeepestInt8, "a matrix too deep for sums of 32 bits");
    const std::int64_t panels = kernels::int8Panels(matrix.columns);
    matrix.packed = torch::empty(
        {panels, kernels::int8Stride(matrix.depth) * kernels::kInt8Columns}, torch::kInt8);
    matrix.scales = torch::empty({matrix.columns}, torch::kFloat32);
    matrix.sums = torch::empty({matrix.columns}, torch::kInt32);
    if (bias.defined())
        matrix.bias = bias.contiguous();
    const kernels::Int8Pack work{.depth = matrix.depth,
                                 .columns = matrix.columns,
                                 .weight = dense.const_data_ptr<float>(),
                                 .packed = matrix.packed.data_ptr<std::int8_t>(),
                                 .scales = matrix.scales.data_ptr<float>(),
                                 .sums = matrix.sums.data_ptr<std::int32_t>()};
    inParallel(panels, 1, [&](std::int64_t first, std::int64_t last) {
        kernels::int8Kernels().pack(work, first, last);
    });
    return matrix;
}

torch::Tensor int8Linear(const torch::Tensor &x, const Int8Matrix &matrix)
{
    TORCH_CHECK(x.size(-1) == matrix.depth, "the matrix is not for rows of this width");
    const kernels::Int8Kernels &kernels = kernels::int8Kernels();
    const torch::Tensor dense = x.contiguous();
    const std::int64_t rows = matrix.depth == 0 ? 0 : dense.numel() / matrix.depth;
    const torch::Tensor numbers =
        torch::empty({rows, kernels::int8Stride(matrix.depth)}, torch::kUInt8);
    const torch::Tensor scales = torch::empty({rows}, torch::kFloat32);
    const torch::Tensor zeros = torch::empty({rows}, torch::kInt32);
    const kernels::Int8Quantise quantise{.depth = matrix.depth,
                                         .element = elementOf(dense),
                                         .x = dense.const_data_ptr(),
                                         .numbers = numbers.data_ptr<std::uint8_t>(),
                                         .scales = scales.data_ptr<float>(),
                                         .zeros = zeros.data_ptr<std::int32_t>()};
    inParallel(
        rows, std::max<std::int64_t>(1, kNumbersOfAThread / matrix.depth),
        [&](std::int64_t first, std::int64_t last) { kernels.quantise(quantise, first, last); });

    std::vector<std::int64_t> shape = x.sizes().vec();
    shape.back() = matrix.columns;
    torch::Tensor y = torch::empty(shape, dense.options());
    const kernels::Int8Multiply multiply{
        .rows = rows,
        .depth = matrix.depth,
        .columns = matrix.columns,
        .numbers = numbers.const_data_ptr<std::uint8_t>(),
        .rowScales = scales.const_data_ptr<float>(),
        .rowZeros = zeros.const_data_ptr<std::int32_t>(),
        .packed = matrix.packed.const_data_ptr<std::int8_t>(),
        .columnScales = matrix.scales.const_data_ptr<float>(),
        .columnSums = matrix.sums.const_data_ptr<std::int32_t>(),
        .bias = matrix.bias.defined() ? matrix.bias.const_data_ptr<float>() : nullptr,
        .element = quantise.element,
        .y = y.data_ptr()};
    inParallel(multiply.pieces(), 1, [&](std::int64_t first, std::int64_t last) {
        kernels.multiply(multiply, first, last);
    });
    return y;
}

} // namespace tunedesk
