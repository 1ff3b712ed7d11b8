// What the import view says of the file: rows, mapping, what comes in and what is left out.
#include "data/import_view.h"

#include "data/import_preview_model.h"
#include "data/import_source_row.h"
#include "data/mapping_header.h"
#include "data/share_bar.h"
#include "shell/widgets.h"

#include <QAction>
#include <QCheckBox>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>

#include <algorithm>

namespace tunedesk
{

void ImportView::showState()
{
    const QLocale locale;
    const ImportSummary &summary = m_model->preview().summary;
    const QFileInfo file(m_file);
    m_source->fileButton().setText(m_file.isEmpty() ? tr("Choose a file…") : file.fileName());
    m_source->fileButton().setToolTip(
        m_file.isEmpty()
            ? QString()
            : tr("%1 (%2)", "file name, size").arg(m_file, locale.formattedDataSize(file.size())));
    const QList<PairColumn> columns = m_mapping->columns();
    const bool hasQuestion = columns.contains(PairColumn::Question);
    const bool hasReply = columns.contains(PairColumn::Reply);
    if (m_isChecking)
        m_rowsText->setText(tr("Checking the file…"));
    else if (m_model->filter() != ImportPreviewModel::Show::All)
        m_rowsText->setText(
            tr("%1 of %2 rows shown")
                .arg(locale.toString(m_model->rowCount()), locale.toString(summary.rows)));
    else
        m_rowsText->setText(
            tr("First %1 of %2 rows")
                .arg(locale.toString(m_model->rowCount()), locale.toString(summary.rows)));
    QString mapped;
    if (columns.isEmpty())
        mapped = QString();
    else if (haveTexts() && !(hasQuestion && hasReply))
        mapped = tr("Rows are known by the pairs that they were exported from.");
    else if (!hasQuestion && !hasReply)
        mapped = tr("Choose the columns that hold the question and the reply.");
    else if (!hasQuestion)
        mapped = tr("Choose the column that holds the question.");
    else if (!hasReply)
        mapped = tr("Choose the column that holds the reply.");
    else if (isEncodingOpen())
        mapped = tr("The encoding is a guess. Look at the texts, then choose the encoding.");
    else
        mapped = tr("Question and reply are mapped");
    m_mappedText->setText(mapped);
    setTone(m_mappedText, haveTexts() && !isEncodingOpen() ? Token::Text2 : Token::Error);
    QStringList leftOut;
    for (qsizetype i = 0; i < columns.size(); ++i)
        if (columns.at(i) == PairColumn::LeaveOut)
            leftOut << m_model->headerData(int(i) + 1, Qt::Horizontal, Qt::DisplayRole).toString();
    m_leftOutText->setVisible(!leftOut.isEmpty());
    m_leftOutText->setText(
        tr("Columns left out: %1. Pick what a column brings in the list above it.")
            .arg(leftOut.join(tr(", ", "between names"))));
    const QSignalBlocker quiet(m_onlyProblems);
    m_onlyProblems->setChecked(m_model->filter() != ImportPreviewModel::Show::All);
    const ImportSums sums = this->sums();
    const int out = summary.duplicates + summary.rejected + sums.leftOut;
    const double all = std::max<double>(1, double(summary.rows));
    const int updated = summary.updates.updated;
    m_share->setShares((sums.imported + updated) / all, out / all);
    m_inText->setText(tr("%L1 in", "pairs that come in").arg(sums.imported));
    m_outText->setText(tr("%L1 left out").arg(out));
    m_importAction->setText(m_isImporting ? tr("Importing…")
                            : sums.imported == 0 && updated > 0
                                ? tr("Update %Ln pairs", nullptr, updated)
                                : tr("Import %Ln pairs", nullptr, sums.imported));
    m_undoText->setText(tr("The whole import is one step to undo"));
    m_importAction->setEnabled(canImport());
    m_importButton->setToolTip(mapped);
    Q_EMIT changed();
}

} // namespace tunedesk
