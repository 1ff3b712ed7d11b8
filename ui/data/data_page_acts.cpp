// The acts of the Data page: labels and removals of many rows, import, sample, export.
#include "data/data_page.h"

#include "data/facet_model.h"
#include "data/facet_view.h"
#include "data/import_view.h"
#include "data/issue_pane.h"
#include "data/pair_acts.h"
#include "data/pair_inspector.h"
#include "data/pair_table_model.h"
#include "data/search_line.h"
#include "data/statistics_row.h"
#include "data/view_bar.h"
#include "jobs/export_pairs.h"
#include "jobs/import_pairs.h"
#include "shell/file_dialog.h"
#include "shell/job_queue.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"
#include "shell/table_view.h"
#include "shell/widgets.h"

#include <QAction>
#include <QFileInfo>
#include <QHeaderView>
#include <QInputDialog>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>
#include <QStackedWidget>
#include <QTimer>

#include <algorithm>
#include <limits>
#include <utility>

namespace tunedesk
{

namespace
{
constexpr int mostToLabel = 5000;
} // namespace

void DataPage::open(const QVariant &what)
{
    const QString text = what.toString();
    if (text.startsWith(QLatin1String("import"))) {
        if (!m_session)
            return;
        messages().dismiss();
        const QString file = text.mid(7);
        if (file.isEmpty())
            m_import->chooseFile();
        else
            m_import->openFile(file);
        showState();
        if (m_import->isOpen())
            m_import->focusStart();
    } else if (what.canConvert<QVariantList>() && !what.toList().isEmpty()) {
        m_facets->setChecked({});
        m_issuePairs.reset();
        m_search->setText(what.toList().constFirst().toString());
    }
}

void DataPage::withSelected(std::function<void(const QList<qint64> &)> act)
{
    if (!m_session || m_session->isReadOnly())
        return;
    const QItemSelection selection = m_table->selectionModel()->selection();
    QList<qint64> ids;
    bool isComplete = !m_choosesAll;
    for (const QItemSelectionRange &range : selection)
        for (int row = range.top(); row <= range.bottom() && isComplete; ++row) {
            const DialoguePair *pair = m_model->pairAt(row);
            isComplete = pair != nullptr;
            if (pair)
                ids << pair->id;
        }
    if (isComplete) {
        act(ids);
        return;
    }
    QList<std::pair<int, int>> rows;
    for (const QItemSelectionRange &range : selection)
        rows.append({range.top(), m_choosesAll ? std::numeric_limits<int>::max() : range.bottom()});
    m_rows->ask<QList<qint64>>(
        this, m_idsToken.next(),
        [rows, query = m_model->query()](Project &project) -> Result<QList<qint64>> {
            auto all = project.pairs().ids(query);
            if (!all)
                return all.error();
            QList<qint64> chosen;
            for (const auto &[first, last] : rows)
                for (int row = first; row <= last && std::size_t(row) < all->size(); ++row)
                    chosen << (*all)[std::size_t(row)];
            return chosen;
        },
        [this, act = std::move(act)](const Result<QList<qint64>> &chosen) {
            if (chosen)
                act(*chosen);
            else
                messages().show(chosen.error());
        });
}

bool DataPage::choosesAll() const
{
    const QItemSelection selection = m_table->selectionModel()->selection();
    return m_model->isGrowing() && selection.size() == 1 && selection.first().top() == 0 &&
           selection.first().bottom() == m_model->rowCount() - 1;
}

void DataPage::chooseCounted()
{
    if (m_choosesAll && !m_model->isGrowing()) {
        m_choosesAll = false;
        m_table->selectAll();
    }
}

void DataPage::labelSelected(std::optional<int> label)
{
    withSelected([this, label](const QList<qint64> &ids) { labelPairs(*m_session, ids, label); });
}

void DataPage::editNote()
{
    withSelected([this](const QList<qint64> &ids) {
        if (ids.isEmpty())
            return;
        // What they all have, where they are few enough to be looked at here.
        QSet<QString> notes;
        for (const QItemSelectionRange &range : m_table->selectionModel()->selection())
            for (int row = range.top(); row <= range.bottom() && notes.size() < 2 &&
                                        ids.size() <= PairTableModel::windowRows;
                 ++row) {
                const DialoguePair *pair = m_model->pairAt(row);
                notes << (pair ? pair->note : QString());
            }
        auto *dialog = new QInputDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setOption(QInputDialog::UsePlainTextEditForTextInput);
        dialog->setWindowTitle(tr("Note"));
        dialog->setLabelText(
            ids.size() == 1
                ? tr("Note about pair %1:").arg(ids.front())
                : tr("Note about %Ln pairs, in place of theirs:", nullptr, int(ids.size())));
        const QString before = notes.size() == 1 ? *notes.cbegin() : QString();
        dialog->setTextValue(before);
        if (auto *text = dialog->findChild<QPlainTextEdit *>()) {
            text->setTabChangesFocus(true);
            text->setFocus();
        }
        auto *accept = new QAction(dialog);
        accept->setShortcuts(
            {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)});
        dialog->QWidget::addAction(accept);
        connect(accept, &QAction::triggered, dialog, &QDialog::accept);
        connect(dialog, &QInputDialog::textValueSelected, this,
                [session = QPointer<ProjectSession>(m_session), ids, before](const QString &text) {
                    const QString note = text.trimmed();
                    if (session && note != before)
                        setNote(*session, ids, note);
                });
        dialog->open();
    });
}

void DataPage::labelShown()
{
    if (!m_session || m_model->rowCount() == 0)
        return;
    m_rows->ask<std::vector<qint64>>(
        this, m_idsToken.next(),
        [query = m_model->query()](Project &project) {
            return project.pairs().ids(query, mostToLabel);
        },
        [this](const Result<std::vector<qint64>> &ids) {
            if (!ids) {
                messages().show(ids.error());
                return;
            }
            QVariantList list;
            for (const qint64 id : *ids)
                list << id;
            Q_EMIT navigate(Id::Label, list);
        });
}

void DataPage::addSample()
{
    if (!m_session || m_isSampling)
        return;
    m_isSampling = true;
    auto added = std::make_shared<int>(0);
    JobRequest request;
    request.title = tr("Adding the sample pairs");
    request.icon = QStringLiteral("sparkles");
    request.work = [file = m_session->path(), added](JobContext &job) -> Result<Outcome> {
        auto count = addSamplePairs(file, job);
        if (!count)
            return count.error();
        *added = *count;
        return Outcome::Finished;
    };
    request.finished =
        [this, session = QPointer<ProjectSession>(m_session)](const Result<Outcome> &outcome) {
            m_isSampling = false;
            if (!outcome)
                messages().show(outcome.error());
            if (session)
                session->announce(ProjectSession::Change::Pairs | ProjectSession::Change::Labels);
        };
    jobs().start(std::move(request));
}

void DataPage::exportShown()
{
    if (!m_session || m_model->rowCount() == 0)
        return;
    struct Kind {
        QString filter, kind, suffix;
    };
    const QList<Kind> kinds{
        {tr("Table of text (*.csv)"), QStringLiteral("csv"), QStringLiteral(".csv")},
        {tr("Spreadsheet (*.xlsx)"), QStringLiteral("xlsx"), QStringLiteral(".xlsx")},
        {tr("JSON Lines (*.jsonl)"), QStringLiteral("jsonl"), QStringLiteral(".jsonl")},
        {tr("Label Studio (*.json)"), QStringLiteral("label-studio"), QStringLiteral(".json")},
        {tr("doccano (*.jsonl)"), QStringLiteral("doccano"), QStringLiteral(".jsonl")}};
    QStringList filters;
    for (const Kind &kind : kinds)
        filters << kind.filter;
    const auto kindOfName = [&kinds](const QString &name) {
        return std::find_if(kinds.begin(), kinds.end(), [&name](const Kind &kind) {
            return name.endsWith(kind.suffix, Qt::CaseInsensitive);
        });
    };
    const auto kindOfFilter = [&](const QString &filter) -> const Kind & {
        return kinds.at(std::max<qsizetype>(0, filters.indexOf(filter)));
    };
    const QFileInfo project(m_session->path());
    FileDialog dialog(this, tr("Export the shown pairs"), project.absolutePath());
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setNameFilters(filters);
    dialog.setDefaultSuffix(kinds.first().suffix);
    dialog.selectFile(project.completeBaseName() + kinds.first().suffix);
    connect(&dialog, &QFileDialog::filterSelected, &dialog, [&](const QString &filter) {
        const QString suffix = kindOfFilter(filter).suffix;
        QString name = QFileInfo(dialog.selectedFiles().value(0)).fileName();
        if (const auto before = kindOfName(name); before != kinds.end())
            name.chop(before->suffix.size());
        dialog.setDefaultSuffix(suffix);
        if (!name.isEmpty())
            dialog.selectFile(name + suffix);
    });
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty() || !m_session)
        return;
    const QString file = dialog.selectedFiles().first();
    // A name that says another kind than the list does was typed after it.
    const Kind &chosen = kindOfFilter(dialog.selectedNameFilter());
    const auto named = kindOfName(file);
    const bool isOther = named != kinds.end() && named->suffix != chosen.suffix;
    exportTo(file, isOther ? named->kind : chosen.kind);
}

void DataPage::exportTo(const QString &file, const QString &kind)
{
    auto summary = std::make_shared<PairExportSummary>();
    JobRequest request;
    request.title = tr("Writing %1").arg(QFileInfo(file).fileName());
    request.icon = QStringLiteral("upload");
    request.work = [project = m_session->path(), query = m_model->query(), file, kind,
                    summary](JobContext &job) -> Result<Outcome> {
        auto written = exportPairs(project, query, file, kind, job);
        if (!written)
            return written.error();
        *summary = *written;
        return summary->outcome;
    };
    request.finished = [page = QPointer<DataPage>(this), file,
                        summary](const Result<Outcome> &outcome) {
        if (!page)
            return;
        if (!outcome)
            page->messages().show(outcome.error());
        else if (*outcome == Outcome::Finished)
            page->messages().show(MessageBar::Kind::Good,
                                  tr("%Ln pairs written.", nullptr, int(summary->rows)), file);
    };
    jobs().start(std::move(request));
}

void DataPage::importFinished(qint64 importId)
{
    PairQuery query;
    if (importId != 0) // else pairs were updated, and none is new
        query.imports = {importId};
    {
        const QSignalBlocker quiet(m_search);
        m_search->setText({}); // clear() could be undone, and Ctrl+Z would bring a word back
    }
    // The model learns of the new import with the next numbers; the filter must hold before that.
    m_issuePairs.reset();
    m_model->setQuery(query);
    m_numbers->ask<std::vector<ImportRecord>>(
        this, m_importsToken.next(), [](Project &project) { return project.pairs().imports(); },
        [this, query](const Result<std::vector<ImportRecord>> &imports) {
            if (imports)
                m_facets->setImports(*imports);
            m_facets->setChecked(query);
            applyFilters();
        });
    m_announcedImport = importId;
    m_announcedRemoval = 0;
    m_announcement = messages().text();
    m_allPairs = -1;
    showState();
    focusStart();
}

void DataPage::retranslate()
{
    const QStringList names{tr("Import…"),
                            {},
                            tr("Search pairs"),
                            tr("Label as appropriate"),
                            tr("Label as not appropriate"),
                            tr("Skip"),
                            tr("Flag"),
                            tr("Note…"),
                            tr("Remove pairs"),
                            tr("Show or hide the pair beside the table"),
                            tr("Export…", "pairs to a file"),
                            tr("Bring back"),
                            tr("Check the data"),
                            tr("Save these filters as a view"),
                            tr("Show the removed pairs")};
    for (qsizetype i = 0; i < m_actions.size() && i < names.size(); ++i)
        if (!names.at(i).isEmpty())
            m_actions.at(i)->setText(names.at(i));
    m_search->setPlaceholderText(tr("Search questions and replies"));
    m_search->setAccessibleName(tr("Search questions and replies"));
    m_search->setToolTip(tr(
        "All words must occur. “…” finds a phrase, -word leaves out, q: or a: searches one side."));
    m_facetView->setAccessibleName(tr("Filters"));
    m_table->setAccessibleName(tr("Pairs"));
    m_inspector->setAccessibleName(tr("Current pair"));
    m_empty->setTexts(tr("No pairs yet"),
                      tr("Import a table with a column for the question and one for the reply."));
    if (auto *sample = m_empty->findChild<QAbstractButton *>(QStringLiteral("addSample")))
        sample->setText(tr("Add the sample pairs"));
    m_columnsButton->setText(tr("Columns"));
    m_columnsButton->setToolTip(tr("Columns of the table"));
    fillColumnMenu();
    QHeaderView *header = m_table->horizontalHeader();
    QMenu *order = m_orderButton->menu();
    order->clear();
    struct Order {
        QString text;
        int column;
        Qt::SortOrder order;
    };
    const QList<Order> orders{{tr("Newest first"), PairTableModel::Number, Qt::DescendingOrder},
                              {tr("Oldest first"), PairTableModel::Number, Qt::AscendingOrder},
                              {tr("By question"), PairTableModel::Pair, Qt::AscendingOrder},
                              {tr("By label"), PairTableModel::LabelColumn, Qt::AscendingOrder},
                              {tr("By split"), PairTableModel::SplitColumn, Qt::AscendingOrder},
                              {tr("By topic"), PairTableModel::Topic, Qt::AscendingOrder},
                              {tr("By the model"), PairTableModel::Judgement, Qt::DescendingOrder},
                              {tr("By score"), PairTableModel::Score, Qt::DescendingOrder}};
    for (const Order &one : orders)
        connect(order->addAction(one.text), &QAction::triggered, header,
                [header, one] { header->setSortIndicator(one.column, one.order); });
    m_orderButton->setText(tr("Order"));
    m_orderButton->setToolTip(tr("Order of the pairs"));
    m_checkButton->setText(m_checkAction->text());
    m_splitButton->menu()->setTitle(tr("Splits"));
    fillSplitMenu();
    connect(m_splitButton->menu(), &QMenu::aboutToShow, this, &DataPage::fillSplitMenu,
            Qt::UniqueConnection);
    m_statistics->retranslate();
    m_inspector->retranslate();
    m_facets->retranslate();
    m_viewBar->retranslate();
    showViews();
    suggestView();
    m_issues->retranslate();
    m_import->retranslate();
    m_line->measure();
    showState();
    showChips();
}

} // namespace tunedesk
