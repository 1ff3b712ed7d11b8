#pragma once

#include "project/project.h"

#include <QFutureWatcher>
#include <QtConcurrent>

namespace tunedesk
{

/// Hands the value to the window's thread; not when `receiver` is gone by then. QFuture::then with
/// a receiver asserts in that case up to Qt 6.4.
template <typename T, typename Done>
void deliverLater(QObject *receiver, const QFuture<T> &future, Done done)
{
    auto *watcher = new QFutureWatcher<T>(receiver);
    QObject::connect(watcher, &QFutureWatcherBase::finished, receiver,
                     [watcher, done = std::move(done)] {
                         watcher->deleteLater();
                         done(watcher->result());
                     });
    watcher->setFuture(future);
}

/// Reads on a thread of the pool with a Project of its own and hands the value to the window's
/// thread; not when `receiver` is gone by then.
template <typename T, typename Done>
void readLater(QObject *receiver, const QString &projectFile,
               std::function<Result<T>(Project &)> read, Done done)
{
    deliverLater(receiver, QtConcurrent::run([projectFile, read = std::move(read)]() -> Result<T> {
                     auto project = Project::open(projectFile, Project::Mode::ReadOnly);
                     if (!project)
                         return project.error();
                     return read(*project);
                 }),
                 std::move(done));
}

} // namespace tunedesk
