#include "project/migrator.h"

#include "base/atomic_file.h"
#include "project/connection.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <unistd.h>

// Q_INIT_RESOURCE must stand outside of every namespace; the linker drops a static library's
// resources without it.
static void initResources()
{
    Q_INIT_RESOURCE(project);
}

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Project)
};

QStringList statements(const QString &sql)
{
    QStringList all;
    QString current;
    for (const QString &line : sql.split(QLatin1Char('\n'))) {
        const QString trimmed = line.trimmed();
        if (trimmed.isEmpty() || trimmed.startsWith(QLatin1String("--")))
            continue;
        current += line + QLatin1Char('\n');
        const bool isTrigger = current.startsWith(QLatin1String("CREATE TRIGGER"));
        if (isTrigger ? trimmed == QLatin1String("END;") : trimmed.endsWith(QLatin1Char(';'))) {
            all << current;
            current.clear();
        }
    }
    if (!current.isEmpty())
        all << current;
    return all;
}

Result<void> runSteps(Connection &connection, const std::vector<Migration> &steps, int from)
{
    for (const Migration &step : steps) {
        if (step.version <= from)
            continue;
        for (const QString &statement : statements(step.sql))
            if (auto done = connection.execute(statement); !done)
                return done;
        if (auto marked =
                connection.execute(QStringLiteral("PRAGMA user_version = %1").arg(step.version));
            !marked)
            return marked;
    }
    return connection.execute(QStringLiteral("PRAGMA application_id = %1").arg(kApplicationId));
}
} // namespace

void initProjectResources()
{
    initResources();
}

std::vector<Migration> projectMigrations()
{
    initProjectResources();
    std::vector<Migration> steps;
    QDir folder(QStringLiteral(":/schema"));
    for (const QString &name :
         folder.entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            steps.push_back({name.left(4).toInt(), QString::fromUtf8(file.readAll())});
    }
    Q_ASSERT(!steps.empty());
    return steps;
}

QStringList ownProgramParts(const std::vector<Migration> &steps)
{
    QStringList parts;
    for (const Migration &step : steps)
        for (const QString &statement : statements(step.sql))
            for (const char *start : {"CREATE VIEW", "CREATE TRIGGER", "CREATE VIRTUAL TABLE"})
                if (statement.startsWith(QLatin1String(start)))
                    parts << statement.trimmed().chopped(1); // the ";"
    return parts;
}

Result<int> migrate(Connection &connection, const std::vector<Migration> &steps)
{
    if (auto begun = connection.execute(QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return begun.error();
    const Result<QVariant> before = connection.scalar(QStringLiteral("PRAGMA user_version"));
    Result<void> done =
        before ? runSteps(connection, steps, before->toInt()) : Result<void>(before.error());
    if (done)
        done = connection.execute(QStringLiteral("COMMIT"));
    if (!done) {
        std::ignore = connection.execute(QStringLiteral("ROLLBACK"));
        return done.error();
    }
    return before->toInt();
}

Result<void> copyWhole(Connection &connection, const QString &target)
{
    Statement vacuum(connection, QStringLiteral("VACUUM INTO ?"));
    return vacuum.run(target);
}

Result<QString> backUp(Connection &connection, int version)
{
    const QString backup = QStringLiteral("%1.format%2.backup").arg(connection.path()).arg(version);
    const QString temporary = backup + QStringLiteral(".part");
    QFile::remove(temporary);
    const auto discard = [&](const Error &error) {
        QFile::remove(temporary);
        return error;
    };
    if (auto done = copyWhole(connection, temporary); !done)
        return discard(done.error());
    const auto failed = [&](const char *call) {
        return discard({ErrorKind::File, Text::tr("The backup copy could not be written."), backup,
                        Text::tr("Check the disk; the project was left as it was."),
                        QStringLiteral("%1: %2").arg(QLatin1String(call), qt_error_string(errno))});
    };
    const int descriptor = ::open(QFile::encodeName(temporary).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return failed("open");
    const bool isSynced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (!isSynced)
        return failed("fsync");
    if (::rename(QFile::encodeName(temporary).constData(), QFile::encodeName(backup).constData()) !=
        0)
        return failed("rename");
    if (auto synced = syncFolder(QFileInfo(backup).absolutePath()); !synced)
        return synced.error();
    return backup;
}

} // namespace tunedesk
