#pragma once

#include "base/job_context.h"

#include <c10/core/Device.h>

#include <cstddef>
#include <functional>

namespace tunedesk
{

/// Tokens of a batch that one thread computes by itself. With 1,024 answers in batches were as
/// quick, with 4,096 slower than products that all threads share: too few batches to go round
/// (bench_answers).
inline constexpr int kOwnBatchTokens = 512;

/// Calls `work(number, isCaller)` for batches 0 to count: 0 by itself, on all threads, which makes
/// what the layers keep of their weights and the others read; then each of torch's threads takes
/// batches of its own, so that none waits for another after every product. Elsewhere than on the
/// processor one after the other. Without gradients. While the job is paused the other threads
/// wait.
/// @param work isCaller: on the thread that called. Returns false: no more. Throws what it threw.
void forOwnBatches(std::size_t count, const c10::Device &device, const JobContext &job,
                   const std::function<bool(std::size_t number, bool isCaller)> &work);

} // namespace tunedesk
