#include "domain/run_summary.h"

namespace tunedesk
{

QString runStateName(RunState state)
{
    switch (state) {
    case RunState::Running:
        return QStringLiteral("running");
    case RunState::Finished:
        return QStringLiteral("finished");
    case RunState::Stopped:
        return QStringLiteral("stopped");
    case RunState::Failed:
        return QStringLiteral("failed");
    case RunState::Interrupted:
        return QStringLiteral("interrupted");
    }
    Q_UNREACHABLE();
}

RunState runStateFromName(QStringView name)
{
    for (RunState state : {RunState::Running, RunState::Finished, RunState::Stopped,
                           RunState::Failed})
        if (name == runStateName(state))
            return state;
    return RunState::Interrupted;
}

} // namespace tunedesk
