#pragma once

#include <torch/torch.h>

#include <QString>

namespace tunedesk
{

/// What a network's layers compute in. With BFloat16 the hidden states and the factors of matrix
/// products are bfloat16; parameters, their gradients, statistics of norms, embeddings, head and
/// loss stay float32.
enum class Precision { Float32, BFloat16 };

/// Whether this computer's processor multiplies bfloat16 matrices faster than float32 ones
/// (AVX-512 BF16 or AMX). Asked once, at run time; any thread.
bool processorHasBFloat16();

/// Whether it multiplies matrices of 8-bit numbers faster than those (AVX-512 VNNI). Asked once.
bool processorHasInt8();

/// @param setting the recipe's: float32 | bfloat16 | auto, which is what processorHasBFloat16()
/// says
Precision precisionOf(const QString &setting);

/// @param setting the recipe's of frozen layers: same | int8, which is for a processor that has it
bool isInt8(const QString &setting);

torch::ScalarType scalarTypeOf(Precision precision);

} // namespace tunedesk
