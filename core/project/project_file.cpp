#include "project/project_file.h"

#include "base/atomic_file.h"
#include "project/connection.h"
#include "project/migrator.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QStringList>
#include <QtEndian>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Project)
};

// https://www.sqlite.org/fileformat.html, section 1.3
constexpr qsizetype kHeaderBytes = 100;
constexpr char kMagic[] = "SQLite format 3";
constexpr int kPageSizeAt = 16, kChangesAt = 24, kPagesAt = 28, kUserVersionAt = 60,
              kApplicationIdAt = 68, kValidForAt = 92;
constexpr qint64 kCheckedBytes = 32LL * 1024 * 1024; ///< larger files are not read whole at opening

struct FileHeader {
    std::array<uchar, kHeaderBytes> bytes{};
    qint64 fileBytes = 0;
    quint32 number(int at) const { return qFromBigEndian<quint32>(bytes.data() + at); }
    qint64 expectedBytes() const
    {
        const qint64 page = qFromBigEndian<quint16>(bytes.data() + kPageSizeAt);
        return qint64(number(kPagesAt)) * (page == 1 ? 65536 : page);
    }
};

Error noProject(const QString &path, const QString &details)
{
    return {ErrorKind::File, Text::tr("This file is no TuneDesk project."), path,
            Text::tr("Choose a file that ends in .tunedesk and was made by this program."),
            details};
}

Error cutOff(const QString &path, qint64 bytes, qint64 expected)
{
    return {ErrorKind::File, Text::tr("The project file is cut off: a part at its end is missing."),
            path, Text::tr("Copy the file again from where it came, or go back to a backup copy."),
            QStringLiteral("%1 of %2 bytes").arg(bytes).arg(expected)};
}

Error newerVersion(const QString &path, int version, int newestVersion)
{
    return {ErrorKind::Unsupported,
            Text::tr("The project has format %1; this version of TuneDesk reads formats up to %2.")
                .arg(version)
                .arg(newestVersion),
            path, Text::tr("Open it with a newer version of TuneDesk.")};
}

Result<FileHeader> readHeader(const QString &path)
{
    struct stat status {
    };
    const QByteArray name = QFile::encodeName(path);
    if (::stat(name.constData(), &status) != 0)
        return Error{ErrorKind::File, Text::tr("There is no project at this place."), path,
                     Text::tr("Check the path, or make a new project there."),
                     qt_error_string(errno)};
    if (!S_ISREG(status.st_mode))
        return noProject(path, QStringLiteral("not a regular file"));
    if (status.st_size == 0)
        return Error{ErrorKind::File, Text::tr("The file is empty, so it is no TuneDesk project."),
                     path, Text::tr("Go back to a backup copy, or make a new project.")};
    const int descriptor = ::open(name.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return Error{ErrorKind::File, Text::tr("The project may not be read."), path,
                     Text::tr("Check the rights of the file and its folder."),
                     qt_error_string(errno)};
    FileHeader header;
    header.fileBytes = status.st_size;
    const ssize_t got = ::pread(descriptor, header.bytes.data(), kHeaderBytes, 0);
    ::close(descriptor);
    if (got < qint64(sizeof kMagic) || memcmp(header.bytes.data(), kMagic, sizeof kMagic) != 0)
        return noProject(path, QStringLiteral("no SQLite header"));
    if (got < kHeaderBytes)
        return cutOff(path, got, kHeaderBytes);
    return header;
}

/// A stranger's view, trigger or virtual table would run when the program reads or writes.
Result<void> checkProgramParts(const Connection &connection)
{
    static const QStringList own = ownProgramParts(projectMigrations());
    Statement statement(connection,
                        // What is surely plain is left out, not what is surely not: SQLite goes by
                        // the sql alone and runs a trigger that calls itself 'TRIGGER' too.
                        QStringLiteral("SELECT name, sql FROM sqlite_schema WHERE NOT ifnull("
                                       "rootpage > 0 AND (type = 'table' AND sql LIKE "
                                       "'CREATE TABLE%' OR type = 'index' AND (sql IS NULL OR "
                                       "sql LIKE 'CREATE INDEX%' OR "
                                       "sql LIKE 'CREATE UNIQUE INDEX%')), 0)"));
    if (auto asked = statement.run(); !asked)
        return asked;
    QString foreign;
    auto read = statement.each([&] {
        if (!own.contains(statement.text(1)))
            foreign = statement.text(0);
    });
    if (!read)
        return read;
    if (!foreign.isNull())
        return Error{ErrorKind::File,
                     Text::tr("The file has instructions in it that TuneDesk didn't write: “%1”.")
                         .arg(foreign),
                     connection.path(),
                     Text::tr("Ask for the project as its owner's TuneDesk wrote it.")};
    return {};
}

/// What only SQL can tell: the format where a -wal has newer pages, and whether the pages hold
/// together.
Result<int> readVersion(const QString &path, qint64 fileBytes, bool hasWal)
{
    Result<std::unique_ptr<Connection>> connection = std::unique_ptr<Connection>();
    Result<QVariant> version = QVariant();
    const auto ask = [&](Connection::Role role) {
        connection = Connection::open(path, role);
        version = connection ? (*connection)->scalar(QStringLiteral("PRAGMA user_version"))
                             : Result<QVariant>(connection.error());
    };
    ask(hasWal ? Connection::Role::ReadOnly : Connection::Role::Immutable);
    if (!version && hasWal) {
        // SQLite can't make its -shm here: no right to, or a full disk.
        if (QFileInfo(path + QStringLiteral("-wal")).size() == 0)
            ask(Connection::Role::Immutable);
        else if (version.error().kind == ErrorKind::File)
            return leftLog(path);
    }
    if (!version)
        return version.error();
    if (auto checked = checkProgramParts(**connection); !checked)
        return checked.error();
    if (fileBytes <= kCheckedBytes) {
        const auto checked = (*connection)->scalar(QStringLiteral("PRAGMA quick_check(1)"));
        if (!checked)
            return checked.error();
        if (checked->toString() != QLatin1String("ok"))
            return Error{ErrorKind::Database, Text::tr("The project file is damaged."), path,
                         Text::tr("Keep the file and go back to a backup copy of it."),
                         checked->toString()};
    }
    return version->toInt();
}
} // namespace

Result<int> checkProjectFile(const QString &path, int newestVersion)
{
    const auto header = readHeader(path);
    if (!header)
        return header.error();
    const QFileInfo wal(path + QStringLiteral("-wal"));
    if (header->number(kApplicationIdAt) != quint32(kApplicationId))
        return Error{ErrorKind::File, Text::tr("This file belongs to another program."), path,
                     Text::tr("Choose a file that ends in .tunedesk and was made by this program."),
                     QStringLiteral("application_id %1")
                         .arg(header->number(kApplicationIdAt), 8, 16, QLatin1Char('0'))};
    if (const int version = int(header->number(kUserVersionAt)); version > newestVersion)
        return newerVersion(path, version, newestVersion);
    // With a -wal the file itself may be behind.
    const bool knowsItsSize = header->number(kChangesAt) == header->number(kValidForAt);
    if (wal.size() == 0 && knowsItsSize && header->fileBytes < header->expectedBytes())
        return cutOff(path, header->fileBytes, header->expectedBytes());
    auto version = readVersion(path, header->fileBytes, wal.exists());
    if (version && *version > newestVersion)
        return newerVersion(path, *version, newestVersion);
    if (version && *version < 1)
        return noProject(path, QStringLiteral("user_version %1").arg(*version));
    return version;
}

Error leftLog(const QString &path)
{
    return {ErrorKind::File,
            Text::tr("The project was not closed properly, and you may not write to it."), path,
            Text::tr("Copy the project with its file “%1” to a folder of your own and open it "
                     "there.")
                .arg(QFileInfo(path).fileName() + QStringLiteral("-wal"))};
}

Result<void> makeProjectFile(const QString &path)
{
    const auto refused = [&](const QString &what, const QString &hint,
                             const QString &details = {}) {
        return Error{ErrorKind::File, what, path, hint, details};
    };
    const QByteArray name = QFile::encodeName(path);
    struct stat status {
    };
    if (::lstat(name.constData(), &status) == 0)
        return refused(Text::tr("There is a file of this name already."),
                       Text::tr("Choose another name, or open the project that is there."));
    // SQLite would play the log of a project that is gone into the new one.
    for (const char *rest : {"-wal", "-journal", "-shm"})
        if (QFileInfo::exists(path + QLatin1String(rest)))
            return refused(Text::tr("Parts of an earlier project of this name are still there."),
                           Text::tr("Choose another name, or move the file “%1” away.")
                               .arg(QFileInfo(path).fileName() + QLatin1String(rest)));

    QByteArray temporaryName = name + ".XXXXXX.part";
    const int descriptor = ::mkostemps(temporaryName.data(), 5, O_CLOEXEC);
    if (descriptor < 0)
        return refused(Text::tr("The project can't be made here."),
                       Text::tr("Check that the folder exists and may be written to."),
                       qt_error_string(errno));
    ::fchmod(descriptor, 0644);
    ::close(descriptor);
    const QString temporary = QFile::decodeName(temporaryName);
    Result<void> built;
    {
        auto connection = Connection::open(temporary, Connection::Role::Builder);
        if (!connection)
            built = connection.error();
        else if (auto migrated = migrate(**connection, projectMigrations()); !migrated)
            built = migrated.error();
    }
    // link() refuses what has come up meanwhile; rename() would put it away.
    if (built && ::link(temporaryName.constData(), name.constData()) != 0) {
        if (errno == EEXIST)
            built = refused(Text::tr("There is a file of this name already."),
                            Text::tr("Choose another name, or open the project that is there."));
        else if (::rename(temporaryName.constData(), name.constData()) !=
                 0) // no links on this disk
            built = refused(Text::tr("The project can't be made here."),
                            Text::tr("Check that the folder exists and may be written to."),
                            qt_error_string(errno));
    }
    for (const char *rest : {"", "-wal", "-shm"})
        ::unlink((temporaryName + rest).constData());
    if (!built) {
        built.error().where = path;
        return built;
    }
    return syncFolder(QFileInfo(path).absolutePath());
}

} // namespace tunedesk
