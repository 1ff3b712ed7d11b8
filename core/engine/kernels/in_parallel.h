#pragma once

#include <ATen/Parallel.h>

#include <omp.h>

#include <algorithm>
#include <cstdint>
#include <exception>

#ifndef _OPENMP
#error "Without OpenMP the work stays on one thread: see CMakeLists.txt"
#endif

namespace tunedesk
{

/// Calls `work(first, last)` for parts of 0 to count on torch's threads, and waits for them.
/// (at::parallel_for does the same, but leaves a thread-local byte in each program, with which
/// mold 1.10 now and then links one that can't start.)
/// @param grain the least that is worth a thread   Throws what one of the parts threw.
template <typename Work> void inParallel(std::int64_t count, std::int64_t grain, Work work)
{
    const std::int64_t parts =
        std::min<std::int64_t>(at::get_num_threads(), (count + grain - 1) / grain);
    if (parts <= 1 || at::in_parallel_region()) {
        if (count > 0)
            work(std::int64_t{0}, count);
        return;
    }
    std::exception_ptr thrown;
#pragma omp parallel num_threads(static_cast <int>(parts))
    {
        const std::int64_t threads = omp_get_num_threads(), own = omp_get_thread_num();
        const std::int64_t each = (count + threads - 1) / threads;
        const std::int64_t first = own * each, last = std::min(count, first + each);
        try {
            if (first < last)
                work(first, last);
        } catch (...) {
#pragma omp critical(tunedesk_in_parallel)
            thrown = std::current_exception();
        }
    }
    if (thrown)
        std::rethrow_exception(thrown);
}

} // namespace tunedesk
