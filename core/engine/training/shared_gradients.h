#pragma once

#include "base/job_context.h"
#include "base/process_group.h"
#include "engine/training/optimizer.h"

#include <atomic>
#include <vector>

namespace tunedesk
{

/// A job that several processes stop together: a wish becomes a stop once all have agreed on it.
class AgreedJob final : public JobContext
{
public:
    explicit AgreedJob(JobContext &job) : m_job(job) {}
    bool stopRequested() const override { return m_stops; }
    void report(qint64 done, qint64 total, const QString &step) override
    {
        m_job.report(done, total, step);
    }
    bool wantsStop() const { return m_job.stopRequested(); }
    void agree(bool stops) { m_stops = stops; }

private:
    JobContext &m_job;
    std::atomic<bool> m_stops = false;
};

/// One process's part in a training that several share: of each batch it takes every size()-th
/// pair. All gradients lie in one flat buffer, so that a step takes one exchange, which also agrees
/// on stopping. One thread.
class SharedGradients
{
public:
    SharedGradients(ProcessGroup &processes, const std::vector<NamedParameter> &trained);

    /// The rows of a batch that are this process's; may be none.
    std::vector<int> part(const std::vector<int> &rows) const;
    /// Sets the gradients to 0, where backward passes add to them.
    void clear();
    /// Adds up loss and gradients of all processes. @return the whole loss, the same bits
    /// everywhere
    double exchange(double loss, bool wantsStop);
    /// Some process wished to stop before the last exchange.
    bool stopIsAgreed() const { return m_stopIsAgreed; }

private:
    ProcessGroup &m_processes;
    std::vector<NamedParameter> m_trained;
    torch::Tensor m_flat; ///< [gradients, loss, stop] float32
    bool m_stopIsAgreed = false;
};

/// Gives every process what process 0 has in these tensors. float32, contiguous.
void shareTensors(ProcessGroup &processes, const std::vector<torch::Tensor> &tensors);

/// Random numbers of a step: others in each process, the same again when the run goes on.
void seedStep(qint64 seed, qint64 step, int rank);

} // namespace tunedesk
