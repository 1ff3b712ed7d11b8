// The bin and the splits on the Data page.
#include "data/data_page.h"

#include "data/facet_model.h"
#include "data/pair_acts.h"
#include "data/pair_table_model.h"
#include "project/test_set.h"
#include "shell/job_queue.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"
#include "shell/table_view.h"
#include "shell/widgets.h"

#include <QItemSelectionModel>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>

#include <utility>

namespace tunedesk
{

bool DataPage::isInBin() const
{
    return m_session && m_model->query().bin;
}

void DataPage::showBin()
{
    PairQuery bin;
    bin.bin = true;
    {
        const QSignalBlocker quiet(m_search);
        m_search->clear();
    }
    m_facets->setChecked(bin);
    applyFilters();
    showState();
    m_table->setFocus(Qt::OtherFocusReason);
}

void DataPage::removeSelected()
{
    if (isInBin()) {
        messages().show(MessageBar::Kind::Info, tr("These pairs are in the bin already."),
                        tr("R brings them back; nothing is ever deleted for good."));
        m_binNotice = messages().text();
        return;
    }
    withSelected([this](const QList<qint64> &ids) {
        removePairs(*m_session, ids,
                    [page = QPointer<DataPage>(this), ids](const Result<DataChange> &removed) {
                        if (page && removed && removed->id > 0)
                            page->tellRemoval(*removed, ids);
                    });
    });
}

void DataPage::tellRemoval(const DataChange &removed, const QList<qint64> &ids)
{
    messages().show(MessageBar::Kind::Info, changeText(removed) + tr(".", "end of a sentence"));
    messages().addAction(tr("Undo"), [this, step = removed.id, ids] {
        messages().dismiss();
        const auto next = m_session->nextUndo();
        if (next && next->id == step)
            m_session->undoStack().undo();
        else // something else was done since, and stays
            restorePairs(*m_session, ids);
    });
    m_announcement = messages().text();
    m_announcedRemoval = removed.id;
    m_announcedImport = 0;
}

void DataPage::restoreSelected()
{
    if (!isInBin())
        return;
    withSelected([this](const QList<qint64> &ids) {
        restorePairs(*m_session, ids,
                     [page = QPointer<DataPage>(this)](const Result<DataChange> &restored) {
                         if (!page || !restored)
                             return; // a failure is told by the session
                         if (page->messages().text() == page->m_announcement)
                             page->messages().dismiss(); // of their removal
                         if (restored->more > 0)
                             page->messages().show(
                                 MessageBar::Kind::Info,
                                 tr("%Ln pairs stay in the bin.", nullptr, restored->more),
                                 tr("They came in a second time and stand in the project."));
                     });
    });
}

void DataPage::moveSelected(Split split)
{
    withSelected([this, split](const QList<qint64> &ids) {
        if (ids.isEmpty())
            return;
        m_session->change(
            tr("Changed the split of %Ln pairs", nullptr, int(ids.size())),
            [ids, split, by = m_session->annotator()](ChangeLog &log) {
                return log.setSplit(ids, split, by);
            },
            ProjectSession::Change::Pairs,
            [page = QPointer<DataPage>(this)](const Result<DataChange> &moved) {
                if (page && moved && moved->more > 0)
                    page->messages().show(MessageBar::Kind::Info,
                                          changeText(*moved) + tr(".", "end of a sentence"),
                                          tr("A dialogue is never in two splits."));
            });
    });
}

void DataPage::growTestSet(int percent)
{
    if (!m_session || m_session->isReadOnly())
        return;
    auto change = std::make_shared<DataChange>();
    auto counts = std::make_shared<TestSetCounts>();
    JobRequest request;
    request.title = tr("Setting pairs aside for testing");
    request.icon = QStringLiteral("split");
    request.work = [file = m_session->path(), by = m_session->annotator(), percent, change,
                    counts](JobContext &) -> Result<Outcome> {
        auto project = Project::open(file);
        if (!project)
            return project.error();
        auto grown = project->changes().growTestSet(percent, by);
        if (!grown)
            return grown.error();
        *change = *grown;
        const auto counted = project->changes().testSet();
        if (!counted)
            return counted.error();
        *counts = *counted;
        return Outcome::Finished;
    };
    request.finished = [page = QPointer<DataPage>(this),
                        session = QPointer<ProjectSession>(m_session), change, counts,
                        percent](const Result<Outcome> &outcome) {
        if (session)
            session->announce(ProjectSession::Change::Pairs);
        if (!page || page->m_session != session)
            return;
        if (!outcome)
            page->messages().show(outcome.error());
        else if (change->id == 0)
            page->messages().show(MessageBar::Kind::Info,
                                  notGrownText(percent, *counts) + tr(".", "end of a sentence"),
                                  tr("What is in it stays in it."));
        else
            page->messages().show(
                MessageBar::Kind::Good, changeText(*change) + tr(".", "end of a sentence"),
                tr("No training sees them, and they stay when more data comes in."));
    };
    jobs().start(std::move(request));
}

void DataPage::fillSplitMenu()
{
    QMenu *menu = m_splitButton->menu();
    for (QMenu *below : menu->findChildren<QMenu *>())
        below->deleteLater();
    menu->clear();
    m_splitButton->setToolTip(tr("Splits: set a test set aside, move the chosen pairs"));
    m_splitButton->setAccessibleName(tr("Splits"));
    const bool isWritable = m_session && !m_session->isReadOnly();
    QMenu *tests = menu->addMenu(tr("Set aside a test set"));
    tests->setEnabled(isWritable && m_allPairs > 0);
    for (const int percent : {5, 10, 15, 20, 30})
        connect(tests->addAction(tr("%1 % of the labelled pairs").arg(percent)),
                &QAction::triggered, this, [this, percent] { growTestSet(percent); });
    menu->addSeparator();
    const bool hasChosen = isWritable && m_table->selectionModel()->hasSelection() && !isInBin();
    for (const auto &[text, split] :
         {std::pair(tr("Chosen pairs to training"), Split::Train),
          std::pair(tr("Chosen pairs to validation"), Split::Validation),
          std::pair(tr("Chosen pairs to the test set"), Split::Test),
          std::pair(tr("Chosen pairs out of their split"), Split::Unassigned)}) {
        QAction *move = menu->addAction(text);
        move->setEnabled(hasChosen);
        connect(move, &QAction::triggered, this, [this, chosen = split] { moveSelected(chosen); });
    }
}

} // namespace tunedesk
