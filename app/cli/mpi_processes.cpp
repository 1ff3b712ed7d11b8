#include "mpi_processes.h"

#include "jobs/shared_run.h"

#include <QtGlobal>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <limits>
#include <memory>
#include <thread>

#ifdef TUNEDESK_MPI
#include <mpi.h>
#endif

namespace tunedesk::cli
{

namespace
{
constexpr auto kWaitForTheFirst = std::chrono::seconds(5);

/// Set by Open MPI's mpirun, by MPICH's and Intel's, and by srun.
bool isStartedByMpi()
{
    return std::ranges::any_of(
        std::initializer_list<const char *>{"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "PMIX_RANK"},
        [](const char *name) { return qEnvironmentVariableIsSet(name); });
}

#ifdef TUNEDESK_MPI
/// Values that one call takes: MPI counts in int.
constexpr std::size_t kMostAtOnce = std::numeric_limits<int>::max() / 16;

/// From MPI_Init to MPI_Finalize. Without a handler of ours an MPI call that fails ends all
/// processes.
class MpiProcesses final : public ProcessGroup
{
public:
    MpiProcesses()
    {
        // A training runs on a thread of its own.
        int threads = MPI_THREAD_SINGLE;
        MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &threads);
        MPI_Comm_rank(MPI_COMM_WORLD, &m_rank);
        MPI_Comm_size(MPI_COMM_WORLD, &m_size);
        MPI_Comm computer = MPI_COMM_NULL;
        MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &computer);
        MPI_Comm_size(computer, &m_onThisComputer);
        MPI_Comm_free(&computer);
    }
    ~MpiProcesses() override { MPI_Finalize(); }
    MpiProcesses(const MpiProcesses &) = delete;
    MpiProcesses &operator=(const MpiProcesses &) = delete;

    int rank() const override { return m_rank; }
    int size() const override { return m_size; }
    int onThisComputer() const override { return m_onThisComputer; }
    void sum(std::span<float> values) override { sum(values, MPI_FLOAT); }
    void sum(std::span<double> values) override { sum(values, MPI_DOUBLE); }

    void share(QByteArray &bytes) override
    {
        long long size = bytes.size();
        MPI_Bcast(&size, 1, MPI_LONG_LONG, 0, MPI_COMM_WORLD);
        bytes.resize(static_cast<qsizetype>(size));
        const std::span<char> all(bytes.data(), static_cast<std::size_t>(size));
        for (std::size_t from = 0; from < all.size(); from += kMostAtOnce) {
            const auto part = all.subspan(from, std::min(kMostAtOnce, all.size() - from));
            MPI_Bcast(part.data(), static_cast<int>(part.size()), MPI_CHAR, 0, MPI_COMM_WORLD);
        }
    }

private:
    template <typename Value> static void sum(std::span<Value> values, MPI_Datatype type)
    {
        for (std::size_t from = 0; from < values.size(); from += kMostAtOnce) {
            const auto part = values.subspan(from, std::min(kMostAtOnce, values.size() - from));
            MPI_Allreduce(MPI_IN_PLACE, part.data(), static_cast<int>(part.size()), type, MPI_SUM,
                          MPI_COMM_WORLD);
        }
    }

    int m_rank = 0, m_size = 1, m_onThisComputer = 1;
};
#endif

/// The processes that mpirun started with this one; null: it was started by itself. Errors:
/// Unsupported (built without MPI).
Result<std::unique_ptr<ProcessGroup>> processesOfMpi()
{
    if (!isStartedByMpi())
        return std::unique_ptr<ProcessGroup>();
#ifdef TUNEDESK_MPI
    return std::unique_ptr<ProcessGroup>(std::make_unique<MpiProcesses>());
#else
    return Error{ErrorKind::Unsupported,
                 Text::tr("This program was built without MPI and can't share a training."),
                 {},
                 Text::tr("Install Open MPI with its development files and build again, or start "
                          "the training without mpirun.")};
#endif
}

[[noreturn]] void endAllProcesses(int exitStatus)
{
#ifdef TUNEDESK_MPI
    MPI_Abort(MPI_COMM_WORLD, exitStatus);
#endif
    std::_Exit(exitStatus);
}

/// What every process but the first does.
int join(ProcessGroup &processes, Console &console)
{
    console.quiet = true;
    TerminalJob job(console);
    const auto joined = joinRun(processes, job);
    if (joined)
        return Done; // also when stopped: the first one tells it
    // Most failures are the first one's too: it writes and tells them, and ends all of us
    // meanwhile.
    std::this_thread::sleep_for(kWaitForTheFirst);
    Error error = joined.error();
    error.what = Text::tr("In process %1: %2").arg(processes.rank()).arg(error.what);
    endAllProcesses(console.fail(error));
}
} // namespace

int trainTogether(Console &console, const std::function<int(ProcessGroup *)> &alone)
{
    const auto processes = processesOfMpi();
    if (!processes)
        return console.fail(processes.error());
    if (!*processes)
        return alone(nullptr);
    if ((*processes)->rank() > 0)
        return join(**processes, console);
    const int status = alone(processes->get());
    if (status != Done && status != StoppedByPerson)
        endAllProcesses(status);
    return status;
}

} // namespace tunedesk::cli
