#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <vector>

namespace tunedesk
{

/// Where a StatesFile lies.
struct StatesPlace {
    QString folder; ///< empty: in memory, gone with the object
    QByteArray key; ///< 32 bytes; another key is another file
    qint64 mostMemory = std::numeric_limits<qint64>::max(); ///< bytes, where the disk has no room
    /// Bytes that may still be written to the folder's disk; empty: asks the system
    std::function<qint64(const QString &folder)> freeBytes;
};

/// Rows of bytes that are written once and read by place: none of them stays in the process's
/// memory. On disk it takes its name when it is whole, has a check sum for each row, and may be
/// thrown away at any time: whoever opens a damaged one finds nothing. One thread.
class StatesFile
{
public:
    /// Bytes that the files of a folder take together, the newest ones kept.
    static constexpr qint64 kMostBytes = qint64{4} << 30;
    /// Room that is left on the disk for checkpoints and the project.
    static constexpr qint64 kReserveBytes = qint64{1} << 30;

    /// Reads it through once. @param ends where each row ends, bytes, ascending
    /// @return nothing: not there, not whole, or damaged
    static std::optional<StatesFile> find(const StatesPlace &place,
                                          const std::vector<std::int64_t> &ends);
    /// Makes room, then an empty one, in memory where the disk can't take it.
    /// @return nothing: nor can memory
    static std::optional<StatesFile> create(const StatesPlace &place,
                                            const std::vector<std::int64_t> &ends);

    StatesFile(StatesFile &&other) noexcept;
    StatesFile &operator=(StatesFile &&other) noexcept;
    /// One that is not finished is removed.
    ~StatesFile();

    /// @return false: the disk failed
    bool write(std::size_t row, const void *from);
    /// After all rows: gives it its name.
    bool finish();
    /// @return false: the disk failed, or somebody cut the file
    bool read(std::size_t row, void *to) const;

private:
    static std::optional<StatesFile> createOnDisk(const StatesPlace &place,
                                                  const std::vector<std::int64_t> &ends);
    StatesFile(int descriptor, const std::vector<std::int64_t> &ends);
    std::int64_t begin(std::size_t row) const;
    std::int64_t bytes(std::size_t row) const;
    bool isWhole(const QByteArray &key);

    int m_descriptor = -1;
    std::vector<std::int64_t> m_ends;
    std::vector<std::uint32_t> m_sums; ///< of the rows, CRC-32
    QByteArray m_key;
    QString m_path, m_temporary; ///< empty: in memory, or finished
};

} // namespace tunedesk
