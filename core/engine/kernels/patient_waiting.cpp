#include "engine/kernels/patient_waiting.h"

#include <omp.h>

#include <atomic>
#include <ctime>

namespace tunedesk
{

namespace
{
constexpr double kLookSeconds = 1, kPatientSeconds = 20;
/// Of its time. CPU/wall of trainings with two threads on 2 cores, halved: alone .91 to .99, beside
/// compilers .74.
constexpr double kMostOfIt = 0.85;

double secondsOf(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}
} // namespace

PatientWaiting::PatientWaiting()
{
    begin();
}

PatientWaiting::~PatientWaiting()
{
    setPatient(false);
}

void PatientWaiting::begin()
{
    m_began = secondsOf(CLOCK_MONOTONIC);
    m_worked = secondsOf(CLOCK_THREAD_CPUTIME_ID);
}

void PatientWaiting::look()
{
    const double passed = secondsOf(CLOCK_MONOTONIC) - m_began;
    if (passed < (isPatient() ? kPatientSeconds : kLookSeconds))
        return;
    // Whether others are still there only a spinning thread can tell.
    setPatient(!isPatient() && secondsOf(CLOCK_THREAD_CPUTIME_ID) - m_worked < kMostOfIt * passed);
    begin();
}

void PatientWaiting::setPatient(bool on)
{
    if (on == isPatient())
        return;
    if (!on) {
        {
            const std::scoped_lock lock(m_mutex);
            m_isOver = true;
        }
        m_changed.notify_all();
        m_idleTeam.join();
        return;
    }
    m_isMade = m_isOver = false;
    m_idleTeam = std::thread([this] {
        // libgomp keeps the threads of a team as long as the one that made it lives. An empty part
        // the compiler would leave out.
        std::atomic<int> threads = 0;
#pragma omp parallel num_threads(omp_get_num_procs() + 1)
        ++threads;
        std::unique_lock lock(m_mutex);
        m_isMade = true;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return m_isOver; });
    });
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_isMade; });
}

} // namespace tunedesk
