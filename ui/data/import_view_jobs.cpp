// What the import view has done in the background: the check of a file, and its import.
#include "data/import_view.h"

#include "data/import_checks.h"
#include "data/import_notes.h"
#include "data/import_preview_model.h"
#include "data/import_source_row.h"
#include "data/mapping_header.h"
#include "shell/job_queue.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"

#include <QFileInfo>

#include <utility>

namespace tunedesk
{

namespace
{
constexpr int previewRows = 200;
} // namespace

void ImportView::check(bool guessAgain, const Choice *kept)
{
    if (m_file.isEmpty() || !m_session)
        return;
    if (m_isChecking)
        m_jobs.stop(m_checkJob);
    if (m_isReadingRemedies) { // a moment after the project was opened
        m_waiting = {guessAgain, kept ? std::optional(*kept) : std::nullopt};
        m_isChecking = true;
        showState();
        return;
    }
    ImportOptions options;
    options.file = m_file;
    options.dryRun = true;
    options.by = m_session->annotator();
    options.remedies = m_checks->remedies();
    options.recall = !m_isGuessing;
    options.format = !guessAgain && m_model->fileColumns() > 0 ? format() : m_source->chosen();
    if (kept) {
        options.format.columns = kept->format.columns;
        options.columnsOf = kept->columnNames;
    }
    m_isChecking = true;
    m_messages.dismiss();
    showState();
    auto preview = std::make_shared<ImportPreview>();
    JobRequest request;
    request.title = tr("Checking %1").arg(QFileInfo(m_file).fileName());
    request.icon = QStringLiteral("file-spreadsheet");
    request.work = [project = m_session->path(), options,
                    preview](JobContext &job) -> Result<Outcome> {
        auto seen = previewImport(project, options, previewRows, job);
        if (!seen)
            return seen.error();
        *preview = std::move(*seen);
        return preview->summary.outcome;
    };
    request.finished = [view = QPointer<ImportView>(this), token = ++m_checkToken,
                        preview](const Result<Outcome> &outcome) {
        if (!view || token != view->m_checkToken)
            return;
        view->m_isChecking = false;
        if (!outcome)
            view->showProblem(outcome.error());
        else if (*outcome == Outcome::Finished)
            view->showPreview(*preview);
        view->showState();
    };
    m_checkJob = m_jobs.start(std::move(request));
}

void ImportView::import()
{
    if (!canImport())
        return;
    m_isImporting = true;
    showState();
    ImportOptions options;
    options.file = m_file;
    options.by = m_session->annotator();
    options.format = m_model->preview().format;
    options.format.columns = m_mapping->columns();
    options.remedies = m_checks->remedies();
    options.recall = false;
    options.seen = m_model->preview().summary.seen;
    auto summary = std::make_shared<ImportSummary>();
    const QString fileName = QFileInfo(m_file).fileName();
    JobRequest request;
    request.title = tr("Importing %1").arg(fileName);
    request.icon = QStringLiteral("download");
    request.work = [project = m_session->path(), options,
                    summary](JobContext &job) -> Result<Outcome> {
        auto done = importPairs(project, options, job);
        if (!done)
            return done.error();
        *summary = std::move(*done);
        return summary->outcome;
    };
    request.finished = [view = QPointer<ImportView>(this), session = m_session,
                        summary](const Result<Outcome> &outcome) {
        if (!view || view->m_session != session)
            return;
        view->m_isImporting = false;
        if (!outcome) {
            view->m_messages.show(outcome.error());
            view->m_messages.addAction(tr("Look again"), [view] {
                if (!view)
                    return;
                view->keepChoice(); // for the columns of the same names
                if (!view->restoreChoice())
                    view->check(true);
            });
        } else if (*outcome == Outcome::Finished) {
            view->finishImport(*summary);
        } else {
            view->m_messages.show(MessageBar::Kind::Info, tr("Stopped; nothing was imported."));
        }
        view->showState();
    };
    m_importJob = m_jobs.start(std::move(request));
}

void ImportView::finishImport(const ImportSummary &summary)
{
    // The job has written it already, as a step of the history.
    m_session->announce(ProjectSession::Change::Pairs | ProjectSession::Change::Labels);
    m_isOpen = false;
    const QString file = std::exchange(m_file, QString());
    m_kept.remove(file);
    QStringList details;
    if (const QString updated = updatesText(summary.updates, true); !updated.isEmpty())
        details << tr("%1.", "sentence").arg(updated);
    if (const QString effects = effectsText(summary.effects); !effects.isEmpty())
        details << tr("%1.", "sentence").arg(effects);
    const int leftOut = summary.rejected + summary.duplicates + summary.leftOut;
    if (leftOut > 0)
        details << tr("%Ln rows were left out.", nullptr, leftOut);
    m_messages.show(MessageBar::Kind::Good, tr("%Ln pairs came in.", nullptr, summary.imported),
                    details.join(QLatin1Char(' ')));
    if (summary.rejected > 0)
        m_messages.addAction(tr("Save the rejected rows…"), [this, file, format = summary.format] {
            chooseRejectsFile(file, format);
        });
    Q_EMIT imported(summary.importId);
}

} // namespace tunedesk
