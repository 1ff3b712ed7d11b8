#include "project/project.h"

#include "project/change_log.h"
#include "project/connection.h"
#include "project/database.h"
#include "project/project_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLockFile>
#include <QSysInfo>

#include <cerrno>
#include <csignal>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Project)
};

Error onlyReading(const QString &path)
{
    return {ErrorKind::File, Text::tr("The project is open for reading only."), path, {}};
}
} // namespace

struct Project::State {
    State(std::shared_ptr<Database> shared, std::unique_ptr<Connection> reader, bool onlyReads)
        : database(std::move(shared)), own(std::move(reader)), connection(*own),
          isReadOnly(onlyReads)
    {
    }
    explicit State(Connection &writer) : connection(writer) {}

    std::shared_ptr<Database> database; ///< null inside write(): the Database outlives its tasks
    std::unique_ptr<Connection> own; ///< closed before `database`, so that the writer closes last
    Connection &connection;
    bool isReadOnly = false;
    PairStore pairs{connection};
    LabelStore labels{connection};
    SnapshotStore snapshots{connection};
    RunStore runs{connection};
    SettingsStore settings{connection};
    ChangeLog changes{connection};
};

Project::Project(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Project::Project(Project &&) noexcept = default;
Project &Project::operator=(Project &&) noexcept = default;
Project::~Project() = default;

Result<Project> Project::create(const QString &path)
{
    if (auto made = makeProjectFile(path); !made)
        return made.error();
    return open(path);
}

Result<Project> Project::open(const QString &path, Mode mode)
{
    auto database = Database::acquire(path, mode);
    if (!database)
        return database.error();
    auto connection = (*database)->connect(mode);
    if (!connection)
        return connection.error();
    return Project(std::make_unique<State>(std::move(*database), std::move(*connection),
                                           mode == Mode::ReadOnly));
}

QString Project::path() const
{
    // A connection of a project of an older format may read a copy elsewhere.
    return m_state->database ? m_state->database->path() : m_state->connection.path();
}

QString Project::folder() const
{
    const QFileInfo file(path());
    QString folder = file.suffix() == QLatin1String("tunedesk")
                         ? file.absolutePath() + QLatin1Char('/') + file.completeBaseName()
                         : file.absoluteFilePath() + QStringLiteral(".files");
    if (!m_state->isReadOnly)
        QDir().mkpath(folder);
    return folder;
}

bool Project::isReadOnly() const
{
    return m_state->isReadOnly;
}

std::optional<ProjectHolder> Project::holder(const QString &path)
{
    const QString canonical = QFileInfo(path).canonicalFilePath();
    const QLockFile lock((canonical.isEmpty() ? path : canonical) + QStringLiteral(".lock"));
    ProjectHolder holder;
    if (!lock.getLockInfo(&holder.pid, &holder.host, &holder.program))
        return std::nullopt;
    const bool isHere = holder.host == QSysInfo::machineHostName();
    if (isHere && holder.pid == QCoreApplication::applicationPid())
        return std::nullopt;
    if (isHere && ::kill(pid_t(holder.pid), 0) != 0 && errno == ESRCH)
        return std::nullopt; // left behind by a process that died
    return holder;
}

PairStore &Project::pairs()
{
    return m_state->pairs;
}

LabelStore &Project::labels()
{
    return m_state->labels;
}

SnapshotStore &Project::snapshots()
{
    return m_state->snapshots;
}

RunStore &Project::runs()
{
    return m_state->runs;
}

SettingsStore &Project::settings()
{
    return m_state->settings;
}

ChangeLog &Project::changes()
{
    return m_state->changes;
}

Result<void> Project::write(const std::function<Result<void>(Project &)> &act)
{
    return m_state->connection.write([&](Connection &writer) -> Result<void> {
        Project bound(std::make_unique<State>(writer));
        return act(bound);
    });
}

Result<StagedImport> Project::stageImport(const QString &path)
{
    if (isReadOnly() || !m_state->database)
        return onlyReading(this->path());
    return StagedImport::begin(m_state->connection, m_state->database, path);
}

Result<void> Project::finishImport(StagedImport &import, const QString &by,
                                   const std::function<Result<void>(Project &)> &act)
{
    return import.finish(by, [&](Connection &writer) -> Result<void> {
        Project bound(std::make_unique<State>(writer));
        return act(bound);
    });
}

Result<bool> Project::clearUnfinishedImports(int rows)
{
    if (isReadOnly() || !m_state->database)
        return onlyReading(path());
    return m_state->database->clearUnfinished(rows);
}

void Project::writeLater(std::function<Result<void>(Project &)> act,
                         std::function<void(Result<void>)> done)
{
    Database *database = m_state->connection.database();
    if (!database) {
        if (done)
            done(onlyReading(path()));
        return;
    }
    database->runLater(
        [act = std::move(act)](Connection &writer) -> Result<void> {
            Project bound(std::make_unique<State>(writer));
            return act(bound);
        },
        std::move(done));
}

} // namespace tunedesk
