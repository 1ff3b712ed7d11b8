#pragma once

#include "base/job_context.h"
#include "base/result.h"

#include <QAbstractListModel>
#include <QString>

#include <functional>
#include <memory>

namespace tunedesk
{

/// A long act to run behind the window.
struct JobRequest {
    QString title; ///< translated: "Training run 8"
    QString icon;  ///< Lucide name
    enum class Lane {
        Training,
        Background,
        Beside, ///< looks on while something else works: keeps nothing waiting, and no window open
    } lane = Lane::Background;
    bool canPause = false;
    bool quiet = false; ///< never shown in the strip (a page's own reading)
    /// On a worker thread. Values only: no widget, no session, no store.
    std::function<Result<Outcome>(JobContext &)> work;
    /// On the window's thread, once.
    std::function<void(const Result<Outcome> &)> finished;
};

/// Runs jobs on worker threads (one at a time in each lane) and shows them as a list. One 33 ms
/// timer reads each running job's latest value. Its destructor asks all to stop and waits. Window
/// thread.
class JobQueue : public QAbstractListModel
{
    Q_OBJECT
public:
    enum class State { Waiting, Running, Paused, Stopping, Finished, Stopped, Failed };
    enum Role {
        IdRole = Qt::UserRole + 1,
        TitleRole,
        IconRole,
        StateRole,
        StepRole, ///< what is being done now, translated
        DoneRole,
        TotalRole,
        SecondsLeftRole, ///< −1: not known yet
        CanPauseRole,
        ErrorRole, ///< QVariant of Error
        QuietRole,
        SecondsRole, ///< since it began
        LaneRole,
    };

    explicit JobQueue(QObject *parent = nullptr);
    ~JobQueue() override;

    quint64 start(JobRequest request);
    void stop(quint64 id);
    void setPaused(quint64 id, bool paused);
    State state(quint64 id) const;
    int runningCount() const; ///< waiting ones counted; quiet ones not, nor those beside
    /// Asks all to stop and waits for their end.
    void stopAll();
    void clearEnded();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void jobStarted(quint64 id);
    void jobEnded(quint64 id);
    /// At most every 33 ms while anything runs.
    void progressed();

private:
    void startWaiting();
    void collectEnded();
    void tellEnd(quint64 id);
    void readProgress();
    void changed(quint64 id);
    void remove(quint64 id);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tunedesk
