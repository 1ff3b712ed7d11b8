#include "data/pair_acts.h"

#include "shell/project_session.h"

#include <QCoreApplication>
#include <QDateTime>

#include <memory>
#include <utility>
#include <vector>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairActs)
};
} // namespace

void labelPairs(ProjectSession &session, const QList<qint64> &ids, int label)
{
    if (ids.isEmpty())
        return;
    // Filled by the first writing, read by undo and redo: all on the writer thread.
    auto answers = std::make_shared<std::vector<qint64>>();
    auto redo = [ids, label, answers,
                 annotator = session.annotator()](Project &project) -> Result<void> {
        if (!answers->empty()) {
            for (const qint64 answer : *answers)
                if (auto done = project.labels().setTakenBack(answer, false); !done)
                    return done;
            return {};
        }
        std::vector<qint64> made;
        for (const qint64 id : ids) {
            Label row;
            row.pairId = id;
            row.label = label;
            row.annotator = annotator;
            row.atMs = QDateTime::currentMSecsSinceEpoch();
            auto added = project.labels().add(row);
            if (!added)
                return added.error();
            made.push_back(*added);
        }
        *answers = std::move(made);
        return {};
    };
    auto undo = [answers](Project &project) -> Result<void> {
        for (const qint64 answer : *answers)
            if (auto done = project.labels().setTakenBack(answer, true); !done)
                return done;
        return {};
    };
    const QString text =
        label == 1 ? Text::tr("Labelled %Ln pairs appropriate", nullptr, int(ids.size()))
                   : Text::tr("Labelled %Ln pairs not appropriate", nullptr, int(ids.size()));
    session.perform(text, redo, undo, ProjectSession::Change::Labels);
}

void toggleFlags(ProjectSession &session, const QList<qint64> &ids)
{
    if (ids.isEmpty())
        return;
    auto changed = std::make_shared<std::pair<QList<qint64>, bool>>();
    auto redo = [ids, changed](Project &project) -> Result<void> {
        auto pairs = project.pairs().find(ids);
        if (!pairs)
            return pairs.error();
        QList<qint64> flagged, plain;
        for (const DialoguePair &pair : *pairs)
            (pair.flagged ? flagged : plain) << pair.id;
        *changed = plain.isEmpty() ? std::make_pair(flagged, false) : std::make_pair(plain, true);
        return project.pairs().setFlagged(changed->first, changed->second);
    };
    auto undo = [changed](Project &project) {
        return project.pairs().setFlagged(changed->first, !changed->second);
    };
    session.perform(Text::tr("Changed the flag of %Ln pairs", nullptr, int(ids.size())), redo, undo,
                    ProjectSession::Change::Pairs);
}

void removePairs(ProjectSession &session, const QList<qint64> &ids)
{
    if (ids.isEmpty())
        return;
    session.perform(
        Text::tr("Removed %Ln pairs", nullptr, int(ids.size())),
        [ids](Project &project) { return project.pairs().setRemoved(ids, true); },
        [ids](Project &project) { return project.pairs().setRemoved(ids, false); },
        ProjectSession::Change::Pairs | ProjectSession::Change::Labels);
}

} // namespace tunedesk
