#pragma once

#include <QString>
#include <QtGlobal>

namespace tunedesk
{

/// What a long act sees of whoever started it: the window, the command line and the tests each have one.
/// A job polls about every 50 ms of work.
class JobContext
{
public:
    virtual ~JobContext() = default;
    /// Somebody wants it to end soon. Any thread, cheap.
    virtual bool stopRequested() const = 0;
    /// Somebody wants it to wait until this turns false again. Any thread, cheap.
    virtual bool pauseRequested() const { return false; }
    /// Keeps the last only; the reader comes when it likes. Any thread.
    /// @param total 0: not known   @param step what is being done now, translated
    virtual void report(qint64 done, qint64 total, const QString &step) = 0;
};

/// Runs to the end and tells nobody.
class SilentJob final : public JobContext
{
public:
    bool stopRequested() const override { return false; }
    void report(qint64, qint64, const QString &) override {}
};

} // namespace tunedesk
