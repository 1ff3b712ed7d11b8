#pragma once

#include "console.h"

#include "domain/metric_feed.h"
#include "domain/run_summary.h"

#include <map>

namespace tunedesk::cli
{

/// A run as the fields of the contract.
/// "running", "finished", … for people.
QString runStateText(RunState state);
Json runFields(const RunSummary &run);

/// Prints what a training produces, as it comes: `event` lines with --json, a line a check as text.
/// One thread.
class RunPrinter
{
public:
    RunPrinter(Console &console, const MetricFeed &feed) : m_console(console), m_feed(feed) {}

    /// @param last the run has ended: also what may have been incomplete until now
    void printNew(bool last);
    void printDone(const RunSummary &run);

private:
    struct Group {
        qint64 step = 0;
        double epoch = 0, seconds = 0;
        bool isCheck = false; ///< of validation
        std::map<QString, double> values;
    };
    void printStart();
    void print(const Group &group);
    void print(const RunEvent &event);

    Console &m_console;
    const MetricFeed &m_feed;
    std::size_t m_rows = 0, m_events = 0;
    bool m_started = false;
    Group m_open; ///< rows of one step that may still be coming
};

} // namespace tunedesk::cli
