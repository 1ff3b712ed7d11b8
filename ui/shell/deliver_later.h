#pragma once

#include <QFutureWatcher>
#include <QtConcurrent>

namespace tunedesk
{

/// Hands what a thread of the pool made to the window's thread; not when `receiver` is gone by
/// then. QFuture::then with a receiver asserts in that case up to Qt 6.4.
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

} // namespace tunedesk
