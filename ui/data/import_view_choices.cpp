// What was chosen of a file and is kept when it is left, and the rows that are left out.
#include "data/import_view.h"

#include "data/import_preview_model.h"
#include "data/import_source_row.h"
#include "data/mapping_header.h"
#include "jobs/rejected_rows.h"
#include "shell/file_dialog.h"
#include "shell/job_queue.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"

#include <QFileInfo>

namespace tunedesk
{

/// How the file that is shown is to be read: as found, with what was chosen over it.
PairFormat ImportView::format() const
{
    const PairFormat &shown = m_model->preview().format;
    const PairFormat chosen = m_source->chosen();
    PairFormat format = shown;
    format.columns = m_mapping->columns();
    format.encoding = chosen.encoding; // a guess stays one
    format.labelMeanings = chosen.labelMeanings;
    format.unknownLabels = chosen.unknownLabels;
    if (format.columns.indexOf(PairColumn::Label) != shown.columns.indexOf(PairColumn::Label)) {
        // Another column's values: what was said of the old ones says nothing of them.
        format.labelNumbers.reset();
        format.labelMeanings.clear();
    }
    return format;
}

void ImportView::keepChoice()
{
    if (!m_isTouched)
        return;
    Choice choice{m_source->chosen(), m_model->preview().format.columnNames};
    choice.format.columns = m_mapping->columns();
    m_kept.insert(m_file, choice);
}

void ImportView::leave()
{
    if (m_isImporting) { // the page stays, with what was chosen
        m_jobs.stop(m_importJob);
        return;
    }
    if (m_isChecking)
        m_jobs.stop(m_checkJob);
    ++m_checkToken;
    m_isChecking = false;
    m_isOpen = false;
    keepChoice();
    m_file.clear();
    Q_EMIT left();
}

/// @return false: nothing was kept of this file
bool ImportView::restoreChoice()
{
    const auto kept = m_kept.constFind(m_file);
    if (kept == m_kept.cend())
        return false;
    m_isTouched = true;
    m_source->setChosen(kept->format);
    check(true, &*kept);
    return true;
}

void ImportView::chooseRejectsFile(const QString &file, const PairFormat &format)
{
    const QFileInfo info(file);
    QString out = FileDialog::saveFile(
        this, tr("Save the rejected rows"),
        info.absolutePath() + QLatin1Char('/') +
            tr("%1-rejected.csv", "name of a file").arg(info.completeBaseName()),
        tr("Table of text (*.csv)"));
    if (out.isEmpty())
        return;
    if (QFileInfo(out).suffix().isEmpty())
        out += QStringLiteral(".csv");
    saveRejected(file, format, out);
}

void ImportView::saveRejected(const QString &out)
{
    saveRejected(m_file, format(), out);
}

void ImportView::saveRejected(const QString &file, const PairFormat &format, const QString &out)
{
    auto summary = std::make_shared<RejectedRowsSummary>();
    JobRequest request;
    request.title = tr("Writing %1").arg(QFileInfo(out).fileName());
    request.icon = QStringLiteral("upload");
    request.work = [project = m_session->path(), file, format, out,
                    summary](JobContext &job) -> Result<Outcome> {
        const auto written = writeRejectedRows(project, file, format, out, job);
        if (!written)
            return written.error();
        *summary = *written;
        return summary->outcome;
    };
    request.finished = [view = QPointer<ImportView>(this), out,
                        summary](const Result<Outcome> &outcome) {
        if (!view)
            return;
        if (!outcome)
            view->m_messages.show(outcome.error());
        else if (*outcome == Outcome::Finished)
            view->m_messages.show(MessageBar::Kind::Good,
                                  tr("%Ln rejected rows written.", nullptr, int(summary->rows)),
                                  out);
    };
    m_jobs.start(std::move(request));
}

} // namespace tunedesk
