#include "data/pair_acts.h"

#include "shell/project_session.h"

#include <QCoreApplication>

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

void labelPairs(ProjectSession &session, const QList<qint64> &ids, std::optional<int> label)
{
    if (ids.isEmpty())
        return;
    const QString text =
        !label       ? Text::tr("Skipped %Ln pairs", nullptr, int(ids.size()))
        : label == 1 ? Text::tr("Labelled %Ln pairs appropriate", nullptr, int(ids.size()))
                     : Text::tr("Labelled %Ln pairs not appropriate", nullptr, int(ids.size()));
    session.change(
        text,
        [ids, label, by = session.annotator()](ChangeLog &log) {
            std::vector<Label> answers;
            for (const qint64 id : ids)
                answers.push_back(
                    {.pairId = id, .label = label, .skipped = !label, .annotator = by});
            return log.answer(answers);
        },
        ProjectSession::Change::Labels);
}

void setNote(ProjectSession &session, const QList<qint64> &ids, const QString &note)
{
    if (ids.isEmpty())
        return;
    session.change(
        Text::tr("Changed the note of %Ln pairs", nullptr, int(ids.size())),
        [ids, note, by = session.annotator()](ChangeLog &log) {
            return log.setNote(ids, note, by);
        },
        ProjectSession::Change::Pairs);
}

void toggleFlags(ProjectSession &session, const QList<qint64> &ids)
{
    if (ids.isEmpty())
        return;
    session.change(
        Text::tr("Changed the flag of %Ln pairs", nullptr, int(ids.size())),
        [ids, by = session.annotator()](ChangeLog &log) { return log.toggleFlags(ids, by); },
        ProjectSession::Change::Pairs);
}

void removePairs(ProjectSession &session, const QList<qint64> &ids,
                 std::function<void(const Result<DataChange> &)> done)
{
    if (ids.isEmpty())
        return;
    session.change(
        Text::tr("Removed %Ln pairs", nullptr, int(ids.size())),
        [ids, by = session.annotator()](ChangeLog &log) { return log.remove(ids, by); },
        ProjectSession::Change::Pairs | ProjectSession::Change::Labels, std::move(done));
}

void restorePairs(ProjectSession &session, const QList<qint64> &ids,
                  std::function<void(const Result<DataChange> &)> done)
{
    if (ids.isEmpty())
        return;
    session.change(
        Text::tr("Brought %Ln pairs back", nullptr, int(ids.size())),
        [ids, by = session.annotator()](ChangeLog &log) { return log.restore(ids, by); },
        ProjectSession::Change::Pairs | ProjectSession::Change::Labels, std::move(done));
}

} // namespace tunedesk
