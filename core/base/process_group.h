#pragma once

#include <QByteArray>

#include <span>

namespace tunedesk
{

/// The processes that train one run together. All of them call the same functions in the same
/// order; each call waits for the others. The processes stay the same ones to the end: when one
/// can't go on, whoever started them ends them all. One thread.
class ProcessGroup
{
public:
    virtual ~ProcessGroup() = default;
    /// 0 … size() − 1; 0 alone writes files and prints.
    virtual int rank() const = 0;
    virtual int size() const = 0;
    /// How many of them share this computer's cores.
    virtual int onThisComputer() const = 0;
    /// Each value becomes the sum over all processes, with the same bits everywhere.
    virtual void sum(std::span<float> values) = 0;
    virtual void sum(std::span<double> values) = 0;
    /// What process 0 has becomes what all have; the others' size follows.
    virtual void share(QByteArray &bytes) = 0;
};

} // namespace tunedesk
