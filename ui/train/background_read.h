#pragma once

#include "project/project.h"

#include <QtConcurrent>

namespace tunedesk
{

/// Reads on a thread of the pool with a Project of its own and hands the value to the window's
/// thread; not when `receiver` is gone by then.
template <typename T, typename Done>
void readLater(QObject *receiver, const QString &projectFile,
               std::function<Result<T>(Project &)> read, Done done)
{
    QtConcurrent::run([projectFile, read = std::move(read)]() -> Result<T> {
        auto project = Project::open(projectFile, Project::Mode::ReadOnly);
        if (!project)
            return project.error();
        return read(*project);
    }).then(receiver, [done = std::move(done)](Result<T> value) { done(std::move(value)); });
}

} // namespace tunedesk
