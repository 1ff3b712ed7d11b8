#include "shell/project_session.h"

#include "shell/deliver_later.h"
#include "shell/preferences.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>
#include <QPointer>
#include <QTime>
#include <QUndoCommand>

#include <optional>
#include <utility>

namespace tunedesk
{

struct ProjectSession::State {
    explicit State(Project p) : project(std::move(p)), reader(project.path()) {}
    Project project;
    ProjectReader reader;
    QString heldBy;
    QUndoStack undo;
};

namespace
{
/// A step that is already being written when it is pushed; undo and redo write its acts.
class WrittenStep final : public QUndoCommand
{
public:
    using Write = std::function<void(bool forward)>;
    WrittenStep(const QString &text, Write write) : QUndoCommand(text), m_write(std::move(write)) {}

    void undo() override { run(false); }
    void redo() override { run(true); }
    /// The next undo or redo only moves the stack.
    void skipOnce() { m_skip = true; }

private:
    void run(bool forward)
    {
        if (!std::exchange(m_skip, false))
            m_write(forward);
    }
    Write m_write;
    bool m_skip = true; // push() calls redo()
};
} // namespace

ProjectSession::ProjectSession(Project project)
    : m_state(std::make_unique<State>(std::move(project)))
{
}

ProjectSession::~ProjectSession() = default;

Result<std::unique_ptr<ProjectSession>> ProjectSession::open(const QString &path)
{
    auto project = Project::open(path);
    QString heldBy;
    if (!project && project.error().kind == ErrorKind::Busy) {
        const auto holder = Project::holder(path);
        heldBy = holder ? tr("%1 on %2 (process %3) is writing to it.")
                              .arg(holder->program, holder->host)
                              .arg(holder->pid)
                        : tr("Another program is writing to it.");
        project = Project::open(path, Project::Mode::ReadOnly);
    }
    if (!project)
        return project.error();
    std::unique_ptr<ProjectSession> session(new ProjectSession(std::move(*project)));
    session->m_state->heldBy = heldBy;
    if (!session->isReadOnly()) {
        // Runs that a crash left behind say so from now on.
        auto cutOff = std::make_shared<int>(0);
        session->write(
            [cutOff](Project &writer) -> Result<void> {
                auto marked = writer.runs().markInterrupted();
                if (!marked)
                    return marked.error();
                *cutOff = *marked;
                return {};
            },
            Change::Runs,
            [cutOff, opened = session.get()](const Result<void> &) {
                if (*cutOff > 0)
                    Q_EMIT opened->runsCutOff();
            });
    }
    return session;
}

void ProjectSession::openLater(const QString &path, const ReadToken &wish, QObject *receiver,
                               Opened done)
{
    using Looked = std::optional<Error>;
    const auto looked = QtConcurrent::run([path, wish]() -> Looked {
        if (!wish.isNewest())
            return {};
        // Closed again: a connection belongs to the thread that opened it. Opening what is up to
        // date takes no time that counts.
        const auto project = Project::open(path);
        if (project || project.error().kind == ErrorKind::Busy)
            return {};
        return project.error();
    });
    deliverLater(receiver, looked, [path, wish, done = std::move(done)](const Looked &failed) {
        if (!wish.isNewest())
            return;
        if (failed)
            done(*failed);
        else
            done(open(path));
    });
}

QString ProjectSession::path() const
{
    return m_state->project.path();
}

QString ProjectSession::name() const
{
    return QFileInfo(path()).completeBaseName();
}

bool ProjectSession::isReadOnly() const
{
    return m_state->project.isReadOnly();
}

QString ProjectSession::heldBy() const
{
    return m_state->heldBy;
}

Project &ProjectSession::project()
{
    return m_state->project;
}

ProjectReader &ProjectSession::reader()
{
    return m_state->reader;
}

QString ProjectSession::annotator() const
{
    return Preferences::annotator();
}

void ProjectSession::setAnnotator(const QString &name)
{
    Preferences().setAnnotator(name);
}

QUndoStack &ProjectSession::undoStack()
{
    return m_state->undo;
}

void ProjectSession::perform(const QString &text, Act redo, Act undo, Changes changes)
{
    // The command outlives its own writes only while it stays on the stack: found again by
    // comparing pointers.
    auto command = std::make_shared<WrittenStep *>(nullptr);
    const auto isOnStack = [this, command](int index) {
        return m_state->undo.command(index) == *command;
    };
    auto forward = [this, redo = std::move(redo), changes, command, isOnStack] {
        write(redo, changes, [this, command, isOnStack](const Result<void> &result) {
            // Only the top can leave the stack; one below a later step is left and taken back as a
            // step of nothing.
            if (!result && isOnStack(m_state->undo.index() - 1)) {
                (*command)->skipOnce();
                (*command)->setObsolete(true);
                m_state->undo.undo();
            }
        });
    };
    auto backward = [this, undo = std::move(undo), changes, command, isOnStack] {
        write(undo, changes, [this, command, isOnStack](const Result<void> &result) {
            if (!result && isOnStack(m_state->undo.index())) {
                (*command)->skipOnce();
                m_state->undo.redo();
            }
        });
    };
    if (isReadOnly()) {
        write({}, changes);
        return;
    }
    *command = new WrittenStep(
        text, [forward, backward](bool isForward) { isForward ? forward() : backward(); });
    m_state->undo.push(*command);
    forward();
}

void ProjectSession::write(Act act, Changes changes, std::function<void(Result<void>)> done)
{
    if (isReadOnly()) {
        const Error error{ErrorKind::Busy,
                          tr("This project is open for reading only."),
                          path(),
                          m_state->heldBy.isEmpty() ? tr("Check that the file may be written to.")
                                                    : m_state->heldBy,
                          {}};
        Q_EMIT writeFailed(error);
        if (done)
            done(error);
        return;
    }
    Q_EMIT saving();
    const QPointer<ProjectSession> guard(this);
    m_state->project.writeLater(
        std::move(act), [guard, changes, done = std::move(done)](Result<void> result) {
            // The application outlives every session; whether this one does is asked on the
            // window's thread.
            QMetaObject::invokeMethod(
                qApp,
                [guard, changes, done, result = std::move(result)] {
                    if (!guard)
                        return;
                    if (done)
                        done(result);
                    if (!guard)
                        return;
                    if (!result) {
                        Q_EMIT guard->writeFailed(result.error());
                        return;
                    }
                    Q_EMIT guard->saved(QTime::currentTime().toString(QStringLiteral("HH:mm:ss")));
                    guard->announce(changes);
                },
                Qt::QueuedConnection);
        });
}

void ProjectSession::announce(Changes changes)
{
    if (changes & Change::Pairs)
        Q_EMIT pairsChanged();
    if (changes & Change::Labels)
        Q_EMIT labelsChanged();
    if (changes & Change::Runs)
        Q_EMIT runsChanged();
}

} // namespace tunedesk
