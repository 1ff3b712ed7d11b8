#include "shell/project_session.h"

#include "shell/deliver_later.h"
#include "shell/preferences.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>
#include <QPointer>
#include <QSet>
#include <QTime>
#include <QUndoCommand>

#include <algorithm>
#include <atomic>
#include <optional>
#include <utility>
#include <vector>

namespace tunedesk
{

namespace
{
/// What a step is in the project's history.
struct Logged {
    std::atomic<qint64> id = 0; ///< on disk when not 0; set on the writer's thread
    DataChange change; ///< of the window's thread once it is written, before of the writer's
};
} // namespace

struct ProjectSession::State {
    explicit State(Project p) : project(std::move(p)), reader(project.path()) {}
    Project project;
    ProjectReader reader;
    QString heldBy;
    QUndoStack undo;
    qint64 newestStep = 0; ///< of the history, on the stack or left out
    qint64 newestSerial = 0;
    QList<std::shared_ptr<const Logged>> pending; ///< being written for the first time
};

/// A step that is already being written when it is pushed, or was before; undo and redo write it.
class ProjectSession::Step : public QUndoCommand
{
public:
    Step(ProjectSession &session, const QString &text, Act forward, Act backward, Changes changes)
        : QUndoCommand(text), m_session(session), m_forward(std::move(forward)),
          m_backward(std::move(backward)), m_changes(changes),
          m_serial(++session.m_state->newestSerial)
    {
    }

    void undo() override { run(false); }
    void redo() override { run(true); }
    qint64 serial() const { return m_serial; } ///< no other step of the session has it
    /// The next undo or redo only moves the stack.
    void skipOnce() { m_skip = true; }

    Act act(bool forward) const { return forward ? m_forward : m_backward; }
    Changes changes() const { return m_changes; }
    /// On the writer's thread, after the commit or the failure.
    virtual std::function<void(const Result<void> &)> onWriter() const { return {}; }
    /// On the window's thread; `isFirst`: no undo and no redo. @return false: it changed nothing
    virtual bool written(bool /*forward*/, bool /*isFirst*/) { return true; }

private:
    void run(bool forward)
    {
        if (!std::exchange(m_skip, false))
            m_session.move(this, forward, {});
    }
    ProjectSession &m_session; ///< owns the stack
    Act m_forward, m_backward;
    Changes m_changes;
    qint64 m_serial;
    bool m_skip = true; // push() calls redo()
};

namespace
{
ProjectSession::Changes changesOf(ChangeKind kind)
{
    using Change = ProjectSession::Change;
    switch (kind) {
    case ChangeKind::Answers:
    case ChangeKind::AnswersTakenBack:
    case ChangeKind::AnswersBroughtBack:
        return Change::Labels;
    case ChangeKind::Flagged:
    case ChangeKind::Unflagged:
    case ChangeKind::Note:
    case ChangeKind::Split:
    case ChangeKind::TestSet:
    case ChangeKind::Topic:
    case ChangeKind::Dialogue:
        return Change::Pairs;
    case ChangeKind::Removed:
    case ChangeKind::Restored:
    case ChangeKind::Import:
    case ChangeKind::ImportRemoved:
    case ChangeKind::ImportRestored:
    case ChangeKind::Update:
        return Change::Pairs | Change::Labels;
    }
    Q_UNREACHABLE();
}

constexpr int kStepsOfBefore = 100;
} // namespace

class ProjectSession::LoggedStep final : public Step
{
public:
    /// To be written by `act`.
    LoggedStep(ProjectSession &session, const QString &text, DataAct act, Changes changes)
        : LoggedStep(session, text, std::move(act), changes, std::make_shared<Logged>())
    {
    }
    /// Of the history already.
    LoggedStep(ProjectSession &session, const DataChange &change, const QString &annotator)
        : LoggedStep(session, textOf(change, annotator), {}, changesOf(change.kind),
                     std::make_shared<Logged>())
    {
        m_logged->id = change.id;
        m_logged->change = change;
        m_isWritten = true;
    }

    qint64 changeId() const { return m_logged->id; }
    std::shared_ptr<const Logged> logged() const { return m_logged; }
    std::optional<DataChange> change() const
    {
        return m_isWritten ? std::optional(m_logged->change) : std::nullopt;
    }

    std::function<void(const Result<void> &)> onWriter() const override
    {
        // Rolled back: another step may get this number.
        return [logged = m_logged, isFirst = !m_isWritten](const Result<void> &result) {
            if (result || !isFirst)
                return;
            logged->id = 0;
            logged->change = {};
        };
    }

    bool written(bool forward, bool isFirst) override
    {
        const DataChange &change = m_logged->change;
        if (change.id == 0)
            return false;
        m_isWritten = true;
        if (isFirst) {
            setText(textOf(change, m_session.annotator()));
            Q_EMIT m_session.stepsChanged();
            Q_EMIT m_session.stepDone(change);
        } else {
            Q_EMIT m_session.stepMoved(change, forward);
        }
        return true;
    }

private:
    LoggedStep(ProjectSession &session, const QString &text, const DataAct &act, Changes changes,
               std::shared_ptr<Logged> logged)
        : Step(
              session, text,
              [logged, act](Project &project) -> Result<void> {
                  if (logged->id > 0 || !act)
                      return logged->id > 0 ? project.changes().redo(logged->id) : Result<void>();
                  auto change = act(project.changes());
                  if (!change)
                      return change.error();
                  logged->change = *change;
                  logged->id = change->id;
                  return {};
              },
              [logged](Project &project) -> Result<void> {
                  return logged->id > 0 ? project.changes().undo(logged->id) : Result<void>();
              },
              changes),
          m_session(session), m_logged(std::move(logged))
    {
    }

    /// Names whoever did it, unless that is the person at the window.
    static QString textOf(const DataChange &change, const QString &annotator)
    {
        const QString text = changeText(change);
        if (change.annotator.isEmpty() || change.annotator == annotator)
            return text;
        return ProjectSession::tr("%1, by %2", "“Removed 3 pairs”, a person's name")
            .arg(text, change.annotator);
    }

    ProjectSession &m_session;
    std::shared_ptr<Logged> m_logged;
    bool m_isWritten = false;
};

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
        session->takeSteps();
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

void ProjectSession::change(const QString &text, DataAct act, Changes changes,
                            std::function<void(const Result<DataChange> &)> done)
{
    auto *step = new LoggedStep(*this, text, std::move(act), changes);
    const std::shared_ptr<const Logged> logged = step->logged();
    if (!isReadOnly())
        m_state->pending << logged;
    push(step, [this, logged, done = std::move(done)](const Result<void> &written) {
        // Also when it has left the stack by now: it is no step of somebody else.
        m_state->pending.removeOne(logged);
        m_state->newestStep = std::max(m_state->newestStep, logged->id.load());
        if (done)
            done(written ? Result<DataChange>(logged->change)
                         : Result<DataChange>(written.error()));
    });
}

std::optional<DataChange> ProjectSession::nextUndo() const
{
    const QUndoStack &stack = m_state->undo;
    const auto *step = stack.canUndo()
                           ? dynamic_cast<const LoggedStep *>(stack.command(stack.index() - 1))
                           : nullptr;
    return step ? step->change() : std::nullopt;
}

void ProjectSession::perform(const QString &text, Act redo, Act undo, Changes changes)
{
    push(new Step(*this, text, std::move(redo), std::move(undo), changes));
}

void ProjectSession::push(Step *step, std::function<void(const Result<void> &)> done)
{
    if (isReadOnly()) {
        const std::unique_ptr<Step> owned(step);
        write({}, step->changes(), [done](const Result<void> &refused) {
            if (done)
                done(refused);
        });
        return;
    }
    m_state->undo.push(step);
    if (!done)
        done = [](const Result<void> &) {};
    move(step, true, std::move(done));
}

/// @param done of the first writing, as a step; empty: an undo or redo
void ProjectSession::move(Step *step, bool forward, std::function<void(const Result<void> &)> done)
{
    // The step outlives its own writing only while it stays on the stack; what is pushed once it
    // was undone deletes it.
    const auto isAt = [this, serial = step->serial()](int index) {
        const auto *other = dynamic_cast<const Step *>(m_state->undo.command(index));
        return other && other->serial() == serial;
    };
    write(step->act(forward), step->changes(), step->onWriter(),
          [this, step, forward, isAt, done](const Result<void> &result) {
              bool isThere = false;
              for (int index = m_state->undo.count() - 1; index >= 0 && !isThere; --index)
                  isThere = isAt(index);
              const bool isStep = isThere && result && step->written(forward, bool(done));
              if (isThere && !isStep && forward && isAt(m_state->undo.index() - 1)) {
                  // Only the top can leave the stack; one below a later step is left and taken back
                  // as a step of nothing.
                  step->skipOnce();
                  step->setObsolete(true);
                  m_state->undo.undo();
              } else if (isThere && !result && !forward && isAt(m_state->undo.index())) {
                  step->skipOnce();
                  m_state->undo.redo();
              }
              if (done)
                  done(result);
          });
}

void ProjectSession::takeSteps()
{
    const auto steps = m_state->project.changes().steps(kStepsOfBefore);
    if (!steps)
        return; // they can't be undone, that is all
    const QString name = annotator();
    std::vector<Step *> undone;
    for (const DataChange &change : *steps) {
        auto *step = new LoggedStep(*this, change, name);
        m_state->undo.push(step);
        if (change.state == DataChange::State::Undone)
            undone.push_back(step);
        m_state->newestStep = std::max(m_state->newestStep, change.id);
    }
    for (auto step = undone.rbegin(); step != undone.rend(); ++step) {
        (*step)->skipOnce();
        m_state->undo.undo();
    }
}

ProjectSession::Changes ProjectSession::takeNewSteps()
{
    Changes changes;
    if (isReadOnly())
        return changes;
    const auto steps = m_state->project.changes().stepsAfter(m_state->newestStep);
    if (!steps || steps->empty())
        return changes;
    QSet<qint64> known;
    for (int index = 0; index < m_state->undo.count(); ++index)
        if (const auto *step = dynamic_cast<const LoggedStep *>(m_state->undo.command(index)))
            known.insert(step->changeId());
    for (const auto &own : std::as_const(m_state->pending))
        known.insert(own->id);
    for (const DataChange &change : *steps) {
        m_state->newestStep = std::max(m_state->newestStep, change.id);
        if (known.contains(change.id))
            continue;
        m_state->undo.push(new LoggedStep(*this, change, annotator()));
        changes |= changesOf(change.kind);
    }
    return changes;
}

void ProjectSession::write(Act act, Changes changes, std::function<void(Result<void>)> done)
{
    write(std::move(act), changes, {}, std::move(done));
}

void ProjectSession::write(Act act, Changes changes,
                           std::function<void(const Result<void> &)> onWriter,
                           std::function<void(Result<void>)> done)
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
    m_state->project.writeLater(std::move(act), [guard, changes, onWriter = std::move(onWriter),
                                                 done = std::move(done)](Result<void> result) {
        if (onWriter)
            onWriter(result);
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
                guard->announce(changes);
            },
            Qt::QueuedConnection);
    });
}

void ProjectSession::announce(Changes changes)
{
    Q_EMIT saved(QTime::currentTime().toString(QStringLiteral("HH:mm:ss")));
    changes |= takeNewSteps();
    if (changes & Change::Pairs)
        Q_EMIT pairsChanged();
    if (changes & Change::Labels)
        Q_EMIT labelsChanged();
    if (changes & Change::Runs)
        Q_EMIT runsChanged();
}

} // namespace tunedesk
