#pragma once

#include <QtGlobal>

#include <memory>

namespace tunedesk
{

/// malloc holds more than what lives: gaps between tensors of other sizes.
inline constexpr double kHeldPerByte = 1.15;
/// What the libraries take besides: their code, threads.
inline constexpr double kLibraryBytes = 40e6;

/// Counts the bytes of tensors that this thread and its backward passes make while it lives. What
/// was there before and is freed meanwhile counts as nothing. One at a time.
class TensorMemory
{
public:
    TensorMemory();
    ~TensorMemory();
    TensorMemory(const TensorMemory &) = delete;
    TensorMemory &operator=(const TensorMemory &) = delete;

    /// The most bytes that lived at once so far.
    qint64 peak() const;
    /// Bytes that live now.
    qint64 now() const;

private:
    class Meter;
    class Guard;
    std::shared_ptr<Meter> m_meter;
    std::unique_ptr<Guard> m_guard;
};

} // namespace tunedesk
