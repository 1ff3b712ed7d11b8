#include "dataset/text_spill.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryFile>

#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(TextSpill)
};

/// /tmp lies in memory on many systems; /var/tmp is for what may be large.
QString roomyFolder()
{
    const QFileInfo roomy(QStringLiteral("/var/tmp"));
    return !qEnvironmentVariableIsSet("TMPDIR") && roomy.isDir() && roomy.isWritable()
               ? roomy.filePath()
               : QDir::tempPath();
}

Error failure(int code)
{
    const bool isFull = code == ENOSPC || code == EDQUOT;
    return {isFull ? ErrorKind::Disk : ErrorKind::File,
            isFull ? Text::tr("There is no space left for temporary files.")
                   : Text::tr("A temporary file could not be used."),
            roomyFolder(), Text::tr("Make some space there, or set TMPDIR to another folder."),
            QString::fromLocal8Bit(std::strerror(code))};
}
} // namespace

TextSpill::TextSpill(qsizetype keptBytes) : m_kept(std::size_t(keptBytes)) {}
TextSpill::TextSpill(TextSpill &&) noexcept = default;
TextSpill &TextSpill::operator=(TextSpill &&) noexcept = default;
TextSpill::~TextSpill() = default;

Result<void> TextSpill::append(const QByteArray &bytes)
{
    if (!m_latest.empty() && m_latest.size() + std::size_t(bytes.size()) > m_kept)
        if (auto filed = fileLatest(); !filed)
            return filed;
    m_latest.append(bytes.constData(), std::size_t(bytes.size()));
    return {};
}

Result<void> TextSpill::fileLatest()
{
    if (!m_file) {
        m_file = std::make_unique<QTemporaryFile>(roomyFolder() +
                                                  QStringLiteral("/tunedesk-XXXXXX.texts"));
        if (!m_file->open())
            return failure(EACCES);
    }
    for (std::size_t done = 0; done < m_latest.size();) {
        const ssize_t wrote = ::pwrite(m_file->handle(), m_latest.data() + done,
                                       m_latest.size() - done, off_t(m_filed + done));
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return failure(wrote < 0 ? errno : ENOSPC);
        done += std::size_t(wrote);
    }
    m_filed += m_latest.size();
    m_latest.clear();
    return {};
}

Result<QByteArray> TextSpill::read(quint64 from, qsizetype bytes) const
{
    if (from >= m_filed)
        return QByteArray(m_latest.data() + (from - m_filed), bytes);
    QByteArray read(bytes, Qt::Uninitialized);
    for (qsizetype done = 0; done < bytes;) {
        const ssize_t got = ::pread(m_file->handle(), read.data() + done, std::size_t(bytes - done),
                                    off_t(from) + off_t(done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return failure(got < 0 ? errno : EIO);
        done += got;
    }
    return read;
}

} // namespace tunedesk
