#pragma once

#include "base/regular_file.h"
#include "base/result.h"
#include "base/zip_directory.h"
#include "dataset/xlsx_part.h"

#include <QHash>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace tunedesk
{

/// The ZIP file that an XLSX is, with its parts by name. Names are never paths of a disk, and those
/// that could be are left out. One thread.
class XlsxPackage
{
public:
    static constexpr std::uint64_t kMaxBytes = 1ULL << 30; ///< that all parts read may unpack to

    /// Errors: File (not there, no regular file), Input (cut off, damaged, something else in a ZIP
    /// file).
    static Result<std::unique_ptr<XlsxPackage>> open(const QString &path);

    QString fileName() const { return m_fileName; } ///< without folder
    qint64 fileBytes() const { return qint64(m_file.size()); }
    bool has(const QString &part) const;
    /// @param part outlived by the package   Errors: Input (not there), Unsupported.
    Result<std::unique_ptr<XlsxPart>> part(const QString &part);
    /// The bytes of a part in pieces, up to what can be read of it: what is wrong with it is told
    /// by part(). They don't count in kMaxBytes.
    void look(const QString &part, const std::function<void(const QByteArray &)> &take) const;

private:
    explicit XlsxPackage(RegularFile file) : m_file(std::move(file)) {}
    Result<void> readDirectory();
    QString otherKind() const;

    RegularFile m_file;
    QString m_fileName;
    std::vector<ZipRecord> m_records;
    QHash<QString, std::size_t> m_byName; ///< in small letters: the names of parts have no case
    std::uint64_t m_left = kMaxBytes;
};

} // namespace tunedesk
