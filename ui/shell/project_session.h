#pragma once

#include "project/change_log.h"
#include "project/project.h"
#include "shell/project_reader.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <functional>
#include <memory>

namespace tunedesk
{

/// The open project as the window sees it: reading at once, writing in the background, everything
/// undoable. Window thread; lives as long as the project is open.
class ProjectSession : public QObject
{
    Q_OBJECT
public:
    /// Opens for writing, else (another process holds it) for reading only.
    static Result<std::unique_ptr<ProjectSession>> open(const QString &path);
    /// The same without a wait: a thread of the pool brings an old file up to date (with a backup
    /// copy) and looks whether it can be read. `done` on the window's thread, while `receiver`
    /// lives. Once `wish` is not the newest any more, nothing is opened and `done` is not called.
    using Opened = std::function<void(Result<std::unique_ptr<ProjectSession>>)>;
    static void openLater(const QString &path, const ReadToken &wish, QObject *receiver,
                          Opened done);
    ~ProjectSession() override;

    QString path() const;
    QString name() const; ///< file name without folder and suffix
    bool isReadOnly() const;
    QString heldBy() const; ///< translated, who writes; empty: we do

    /// For what is there at once: one setting by its key. All else is read by reader().
    Project &project();
    /// Reads in the background, for all pages; its end drops what nobody asked for any more.
    /// What may take seconds has a reader of its own.
    ProjectReader &reader();

    QString annotator() const; ///< name of the person, from the settings of the program
    void setAnnotator(const QString &name);

    QUndoStack &undoStack();

    using Act = std::function<Result<void>(Project &)>;
    enum class Change { Pairs = 1, Labels = 2, Runs = 4, Settings = 8 };
    Q_DECLARE_FLAGS(Changes, Change)

    using DataAct = std::function<Result<DataChange>(ChangeLog &)>;
    /// Writes a change of data in the background now. As a step of the project's history it can be
    /// undone after a restart too; the stack has the last hundred from the start. It stands there
    /// under `text` (translated) until it is on disk, then under changeText(). What changes nothing
    /// or fails leaves the stack. `done` is called on the window's thread.
    void change(const QString &text, DataAct act, Changes changes,
                std::function<void(const Result<DataChange> &)> done = {});
    /// The step that undo takes back, where it is one of the history and on disk.
    std::optional<DataChange> nextUndo() const;

    /// For what is no data (names of runs), until the project is closed.
    /// Writes `redo` in the background now and puts it on the undo stack under `text` (translated);
    /// undo writes `undo`. When on disk: saved(), then the signals of `changes`; else writeFailed()
    /// and the step leaves the stack.
    void perform(const QString &text, Act redo, Act undo, Changes changes);
    /// The same without an undo step (drafts, column widths). `done` is called on the window's
    /// thread.
    void write(Act act, Changes changes, std::function<void(Result<void>)> done = {});

    /// A job changed the project by itself: tell the pages. Its steps come onto the stack.
    void announce(Changes changes);

Q_SIGNALS:
    void pairsChanged();
    void labelsChanged();
    void runsChanged();
    void runsCutOff(); ///< once after opening: runs that a crash left behind are marked now
    /// A step was done for the first time and is in the history on disk.
    void stepDone(const tunedesk::DataChange &change);
    /// A step of the history was undone, or done again, and is on disk.
    void stepMoved(const tunedesk::DataChange &change, bool forward);
    void stepsChanged(); ///< another text on the stack
    void saving();
    void saved(const QString &clockTime);
    void writeFailed(const tunedesk::Error &error);

private:
    explicit ProjectSession(Project project);
    struct State;
    class Step;
    class LoggedStep;
    /// Pushes a step that is written at once.
    void push(Step *step, std::function<void(const Result<void> &)> done = {});
    void write(Act act, Changes changes, std::function<void(const Result<void> &)> onWriter,
               std::function<void(Result<void>)> done);
    void move(Step *step, bool forward, std::function<void(const Result<void> &)> done);
    void takeSteps();
    /// Of what jobs did since. @return what it changed
    Changes takeNewSteps();
    std::unique_ptr<State> m_state;
};
Q_DECLARE_OPERATORS_FOR_FLAGS(ProjectSession::Changes)

} // namespace tunedesk
