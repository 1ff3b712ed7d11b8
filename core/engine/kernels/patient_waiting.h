#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

namespace tunedesk
{

/// How threads that share work wait for each other. Alone on a computer they spin, which is
/// quickest. Beside other programs a spinning thread holds the processor that the one it waits for
/// is kept from; then they sleep. libgomp takes no word on it while a program runs, but hardly
/// spins in one that has more threads than there are processors: so a team is made that does
/// nothing. Of one training; one thread, the training's.
class PatientWaiting
{
public:
    PatientWaiting();
    ~PatientWaiting();
    PatientWaiting(const PatientWaiting &) = delete;
    PatientWaiting &operator=(const PatientWaiting &) = delete;

    /// After every step. Of a second that this thread spun or worked through it must have had most:
    /// where it had not, other programs have taken turns, and threads sleep for the next 20
    /// seconds.
    void look();
    void setPatient(bool on);
    bool isPatient() const { return m_idleTeam.joinable(); }

private:
    void begin();

    double m_began = 0, m_worked = 0; ///< seconds: of the clock, of this thread's processor time
    std::thread m_idleTeam;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isMade = false, m_isOver = false; ///< of the idle team
};

} // namespace tunedesk
