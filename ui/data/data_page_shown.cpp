// What the Data page shows: numbers, which of its states, the current pair.
#include "data/data_page.h"

#include "data/facet_model.h"
#include "data/import_view.h"
#include "data/nothing_found.h"
#include "data/pair_inspector.h"
#include "data/pair_table_model.h"
#include "data/search_line.h"
#include "data/statistics_row.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"
#include "shell/table_view.h"
#include "shell/widgets.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLocale>
#include <QStackedWidget>

#include <algorithm>

namespace tunedesk
{

namespace
{
constexpr int mostToLabel = 5000;
} // namespace

void DataPage::refresh()
{
    m_model->refresh();
    readNumbers();
}

void DataPage::readNumbers()
{
    struct Numbers {
        PairFacets facets;
        PairStatistics statistics;
        std::vector<ImportRecord> imports;
        int inBin = 0;
        std::vector<int> checks;
        int checkable = 0;
    };
    if (!m_numbers)
        return;
    m_numbers->ask<Numbers>(
        this, m_numbersToken.next(),
        [query = m_model->query(),
         checks = m_facets->checks()](Project &project) -> Result<Numbers> {
            auto imports = project.pairs().imports();
            if (!imports)
                return imports.error();
            auto facets = project.pairs().facets(query);
            if (!facets)
                return facets.error();
            auto statistics = project.pairs().statistics();
            if (!statistics)
                return statistics.error();
            PairQuery bin;
            bin.bin = true;
            const auto inBin = project.pairs().count(bin);
            if (!inBin)
                return inBin.error();
            Numbers numbers{
                std::move(*facets), std::move(*statistics), std::move(*imports), *inBin, {}, 0};
            if (checks.empty())
                return numbers;
            PairQuery others = query;
            others.numbers.reset();
            const auto checkable = project.pairs().count(others);
            if (!checkable)
                return checkable.error();
            numbers.checkable = *checkable;
            for (const FacetModel::Check &check : checks) {
                others.numbers = check.pairs;
                const auto count = project.pairs().count(others);
                if (!count)
                    return count.error();
                numbers.checks.push_back(*count);
            }
            return numbers;
        },
        [this](const Result<Numbers> &numbers) {
            if (!numbers) {
                messages().show(numbers.error());
                return;
            }
            m_facets->setImports(numbers->imports);
            m_facets->setFacets(numbers->facets);
            m_facets->setCheckCounts(numbers->checks, numbers->checkable);
            m_statistics->setStatistics(numbers->statistics);
            m_allPairs = numbers->statistics.pairs;
            m_binPairs = numbers->inBin;
            QSet<qint64> shown;
            for (const ImportRecord &record : numbers->imports)
                if (!record.removed)
                    shown << record.id;
            m_shownImports = int(shown.size());
            forgetImportsBut(shown);
            showState();
        });
}

void DataPage::forgetImportsBut(const QSet<qint64> &shown)
{
    if (m_announcedImport != 0 && !shown.contains(m_announcedImport)) {
        if (messages().text() == m_announcement)
            messages().dismiss();
        m_announcedImport = 0;
    }
    PairQuery query = m_model->query();
    if (query.imports.removeIf([&](qint64 id) { return !shown.contains(id); }) == 0)
        return;
    m_facets->setChecked(query);
    applyFilters();
}

void DataPage::showState()
{
    const bool imports = m_import->isOpen();
    const bool isEmpty = m_allPairs == 0 && !isInBin();
    m_stack->setCurrentWidget(imports   ? static_cast<QWidget *>(m_import)
                              : isEmpty ? static_cast<QWidget *>(m_empty)
                                        : m_content);
    m_binButton->setVisible(m_binPairs > 0);
    m_binButton->setText(tr("Show the %Ln removed pairs", nullptr, m_binPairs));
    const bool nothing =
        (m_allPairs > 0 || isInBin()) && m_model->rowCount() == 0 && !m_model->isLoading();
    if (nothing)
        readDropped();
    m_tableStack->setCurrentWidget(nothing ? static_cast<QWidget *>(m_nothing) : m_table);
    m_labelButton->setVisible(!imports && !isEmpty && !isInBin());
    m_restoreButton->setVisible(!imports && isInBin());
    m_exportButton->setVisible(!imports && !isEmpty);
    m_importButton->setVisible(!imports);
    m_import->showHeader(headerRight(), imports);
    showCount();
}

void DataPage::showCount()
{
    const QLocale locale;
    if (m_import->isOpen())
        setSubject(m_import->subject());
    else if (m_allPairs > 0)
        setSubject(tr("%1 from %2", "12,480 pairs from 4 imports")
                       .arg(tr("%Ln pairs", nullptr, m_allPairs),
                            tr("%Ln imports", nullptr, m_shownImports)));
    else
        setSubject({});
    const int rows = m_model->rowCount();
    const auto selected = m_table->selectionModel()->selectedRows().size();
    const QString most = locale.toString(std::max(rows, m_allPairs));
    m_line->setLongestCount(tr("%1 of %2 chosen").arg(most, most));
    if (!m_model->isLoading())
        m_line->count()->setText(
            selected > 1
                ? tr("%1 of %2 chosen").arg(locale.toString(selected), locale.toString(rows))
                : tr("%Ln pairs", nullptr, rows));
    const bool isWritable = m_session && !m_session->isReadOnly();
    m_labelShownAction->setEnabled(rows > 0 && isWritable && !isInBin());
    m_restoreAction->setEnabled(selected > 0 && isWritable && isInBin());
    m_restoreAction->setText(selected > 1 ? tr("Bring %Ln pairs back", nullptr, int(selected))
                                          : tr("Bring back"));
    for (QAction *action : m_shownOnly)
        action->setEnabled(isWritable && !isInBin());
    m_exportAction->setEnabled(rows > 0 && m_session);
    m_checkAction->setEnabled(m_allPairs > 0 && m_session && !m_isCheckingData);
    m_labelShownAction->setText(rows > 0 ? tr("Label these %L1").arg(std::min(rows, mostToLabel))
                                         : tr("Label these"));
}

void DataPage::showCurrentPair()
{
    const QModelIndex current = m_table->currentIndex();
    const DialoguePair *pair = current.isValid() ? m_model->pairAt(current.row()) : nullptr;
    if (!pair) {
        if (!current.isValid())
            m_inspector->clear();
        return;
    }
    m_inspector->setPair(*pair, m_model->splitAt(current.row()),
                         SearchMarks(m_model->query().search));
    m_rows->ask<std::vector<Label>>(
        this, m_historyToken.next(),
        [id = pair->id](Project &project) { return project.labels().history(id); },
        [this](const Result<std::vector<Label>> &history) {
            if (history)
                m_inspector->setHistory(*history);
        });
    m_inspector->setInBin(isInBin());
    if (!isInBin())
        return;
    m_rows->ask<std::optional<PairRemoval>>(
        this, m_removalToken.next(),
        [id = pair->id](Project &project) { return project.changes().removalOf(id); },
        [this, id = pair->id](const Result<std::optional<PairRemoval>> &removal) {
            const DialoguePair *shown = m_model->pairAt(m_table->currentIndex().row());
            if (removal && shown && shown->id == id && isInBin())
                m_inspector->setRemoval(*removal);
        });
}

void DataPage::stepRow(int rows)
{
    const int row =
        std::clamp(m_table->currentIndex().row() + rows, 0, std::max(0, m_model->rowCount() - 1));
    // In its column: the table stays where it was scrolled to.
    m_table->setCurrentIndex(m_model->index(row, std::max(0, m_table->currentIndex().column())));
}

void DataPage::chooseOneRow()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid())
        return;
    int row = current.row();
    QItemSelectionModel *chosen = m_table->selectionModel();
    for (const QItemSelectionRange &range : chosen->selection())
        row = std::min(row, range.top());
    chosen->setCurrentIndex(current.siblingAtRow(row),
                            QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

} // namespace tunedesk
