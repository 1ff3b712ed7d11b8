#include "engine/kernels/in_parallel.h"
#include "engine/kernels/patient_waiting.h"

#include <QFile>
#include <QTest>

#include <omp.h>

#include <chrono>
#include <ctime>
#include <thread>

using namespace tunedesk;

namespace
{
double processorSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// Of one thread that waits, again and again, for another that sleeps.
double spentWaiting()
{
    constexpr int kTimes = 200;
    const double before = processorSeconds();
    for (int i = 0; i < kTimes; ++i)
        inParallel(2, 1, [](std::int64_t first, std::int64_t) {
            if (first == 1)
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
        });
    return processorSeconds() - before;
}

std::int64_t threadsNow()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : status.readAll().split('\n'))
        if (line.startsWith("Threads:"))
            return line.mid(8).trimmed().toLongLong();
    return -1;
}
} // namespace

class tst_PatientWaiting : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { at::set_num_threads(2); }
    void threadsSleepWhereTheySpun();
    void theIdleTeamGoesAgain();
    void itStaysAsItIsForAWhile();
    void aThreadThatIsKeptWaitingIsPatient();
};

void tst_PatientWaiting::threadsSleepWhereTheySpun()
{
    PatientWaiting waiting;
    const double spun = spentWaiting();
    waiting.setPatient(true);
    QVERIFY(waiting.isPatient());
    const double slept = spentWaiting();
    waiting.setPatient(false);
    const double again = spentWaiting();
    qInfo("%.3f s of the processors, patient %.3f s, then %.3f s", spun, slept, again);
    QVERIFY(slept < spun / 2);
    QVERIFY(slept < again / 2);
}

void tst_PatientWaiting::theIdleTeamGoesAgain()
{
    spentWaiting(); // makes the tests' own team
    const std::int64_t before = threadsNow();
    {
        PatientWaiting waiting;
        waiting.setPatient(true);
        waiting.setPatient(true);
        QVERIFY(threadsNow() > before + omp_get_num_procs()); // beside the one that made them
    }
    QTRY_COMPARE(threadsNow(), before);
}

void tst_PatientWaiting::itStaysAsItIsForAWhile()
{
    PatientWaiting waiting;
    waiting.look();
    QVERIFY(!waiting.isPatient()); // too early to tell
    waiting.setPatient(true);
    waiting.look();
    QVERIFY(waiting.isPatient()); // for a while
}

void tst_PatientWaiting::aThreadThatIsKeptWaitingIsPatient()
{
    PatientWaiting waiting;
    QTest::qSleep(1100); // as if another program had the processor
    waiting.look();
    QVERIFY(waiting.isPatient());
}

QTEST_GUILESS_MAIN(tst_PatientWaiting)
#include "tst_patient_waiting.moc"
