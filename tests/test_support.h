#pragma once

#include "base/job_context.h"
#include "base/result.h"

#include <QTest>

#include <atomic>

/// Fails the test with the Error's text when a Result has none. A call as the argument is made once.
#define VERIFY_RESULT(result)                                                                      \
    do {                                                                                           \
        const auto &verifiedResult = (result);                                                     \
        QVERIFY2(verifiedResult.has_value(),                                                       \
                 verifiedResult ? "" : qPrintable(verifiedResult.error().toLine()));               \
    } while (false)

namespace tunedesk
{

/// A job that is asked to stop at the n-th poll.
class StopAfter final : public JobContext
{
public:
    explicit StopAfter(int polls) : m_left(polls) {}
    bool stopRequested() const override { return m_left.fetch_sub(1) <= 1; }
    void report(qint64, qint64, const QString &) override {}

private:
    mutable std::atomic<int> m_left;
};

} // namespace tunedesk
