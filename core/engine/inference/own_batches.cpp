#include "engine/inference/own_batches.h"

#include "engine/kernels/in_parallel.h"

#include <torch/torch.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace tunedesk
{

void forOwnBatches(std::size_t count, const c10::Device &device, const JobContext &job,
                   const std::function<bool(std::size_t, bool)> &work)
{
    constexpr auto kPausePoll = std::chrono::milliseconds(20);
    std::atomic<std::size_t> next = 1;
    std::atomic<bool> goesOn = true;
    const auto call = [&](std::size_t number, bool isCaller) {
        const torch::NoGradGuard noGradients; // of this thread
        if (!work(number, isCaller))
            goesOn = false;
    };
    if (count > 0)
        call(0, true);
    inParallel(device.is_cpu() ? at::get_num_threads() : 1, 1,
               [&](std::int64_t first, std::int64_t) {
                   const bool isCaller = first == 0;
                   for (std::size_t number = 0;;) {
                       while (!isCaller && job.pauseRequested() && !job.stopRequested())
                           std::this_thread::sleep_for(kPausePoll);
                       if (!goesOn || (number = next++) >= count)
                           return;
                       call(number, isCaller);
                   }
               });
}

} // namespace tunedesk
