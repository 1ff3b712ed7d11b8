#pragma once

#include "base/result.h"

#include <QByteArray>

#include <memory>
#include <string>

class QTemporaryFile;

namespace tunedesk
{

/// Bytes that are put away one behind the other and read again at any place: the latest in memory,
/// the rest in a file without a name, which is gone with the object. One thread.
class TextSpill
{
public:
    /// @param keptBytes so many at most stay in memory
    explicit TextSpill(qsizetype keptBytes = 16 << 20);
    TextSpill(TextSpill &&) noexcept;
    TextSpill &operator=(TextSpill &&) noexcept;
    ~TextSpill();

    quint64 size() const { return m_filed + m_latest.size(); }
    /// Errors: Disk (no space for temporary files), File.
    Result<void> append(const QByteArray &bytes);
    /// Errors: File.
    Result<QByteArray> read(quint64 from, qsizetype bytes) const;

private:
    Result<void> fileLatest();

    std::size_t m_kept;
    std::string m_latest;
    quint64 m_filed = 0; ///< bytes in the file
    std::unique_ptr<QTemporaryFile> m_file;
};

} // namespace tunedesk
