#include "engine/training/tensor_memory.h"

#include <c10/core/Allocator.h>
#include <c10/util/ThreadLocalDebugInfo.h>

#include <algorithm>
#include <mutex>

namespace tunedesk
{

/// Hears of each block of torch's allocators, as its profiler does.
class TensorMemory::Meter final : public c10::MemoryReportingInfoBase
{
public:
    void reportMemoryUsage(void *, std::int64_t bytes, std::size_t, std::size_t,
                           c10::Device) override
    {
        const std::scoped_lock lock(m_mutex);
        m_now += bytes;
        m_peak = std::max(m_peak, m_now);
    }
    void reportOutOfMemory(std::int64_t, std::size_t, std::size_t, c10::Device) override {}
    bool memoryProfilingEnabled() const override { return true; }

    qint64 peak() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_peak;
    }
    qint64 now() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_now;
    }

private:
    mutable std::mutex m_mutex;
    qint64 m_now = 0, m_peak = 0;
};

class TensorMemory::Guard
{
public:
    explicit Guard(std::shared_ptr<Meter> meter)
        : m_guard(c10::DebugInfoKind::PROFILER_STATE, std::move(meter))
    {
    }

private:
    c10::DebugInfoGuard m_guard;
};

TensorMemory::TensorMemory()
    : m_meter(std::make_shared<Meter>()), m_guard(std::make_unique<Guard>(m_meter))
{
}

TensorMemory::~TensorMemory() = default;

qint64 TensorMemory::peak() const
{
    return m_meter->peak();
}

qint64 TensorMemory::now() const
{
    return m_meter->now();
}

} // namespace tunedesk
