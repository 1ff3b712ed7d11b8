// The check of all pairs on the Data page: the job, its list of problems, and the way from a
// problem to its pairs.
#include "data/data_page.h"

#include "data/facet_model.h"
#include "data/facet_view.h"
#include "data/issue_pane.h"
#include "data/pair_table_model.h"
#include "jobs/check_pairs.h"
#include "shell/job_queue.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"
#include "shell/table_view.h"
#include "shell/widgets.h"

#include <QAction>
#include <QLineEdit>
#include <QPointer>
#include <QStackedWidget>

namespace tunedesk
{

void DataPage::buildIssues()
{
    m_issues = new IssuePane(theme(), m_leftPane);
    m_leftPane->addWidget(m_issues);
    connect(m_issues, &IssuePane::pairsWanted, this, &DataPage::showPairs);
    connect(m_issues, &IssuePane::tableWanted, m_table,
            [this] { m_table->setFocus(Qt::TabFocusReason); });
    connect(m_issues, &IssuePane::againWanted, this, &DataPage::checkData);
    connect(m_issues, &IssuePane::closeWanted, this, [this] {
        closeIssues();
        applyFilters();
        m_table->setFocus(Qt::OtherFocusReason);
    });
}

void DataPage::checkData()
{
    if (!m_session || m_isCheckingData)
        return;
    m_isCheckingData = true;
    m_checkAction->setEnabled(false);
    auto report = std::make_shared<PairCheckReport>();
    JobRequest request;
    request.title = tr("Checking the data");
    request.icon = QStringLiteral("shield-check");
    request.work = [project = m_session->path(), report](JobContext &job) -> Result<Outcome> {
        auto checked = checkPairs(project, {}, job);
        if (!checked)
            return checked.error();
        *report = std::move(*checked);
        return report->outcome;
    };
    request.finished = [page = QPointer<DataPage>(this),
                        session = QPointer<ProjectSession>(m_session),
                        report](const Result<Outcome> &outcome) {
        if (!page)
            return;
        page->m_isCheckingData = false;
        page->showCount();
        if (!session || page->m_session != session)
            return;
        if (!outcome)
            page->messages().show(outcome.error());
        else if (*outcome == Outcome::Finished)
            page->showIssues(std::move(*report));
    };
    jobs().start(std::move(request));
}

void DataPage::showIssues(PairCheckReport report)
{
    const bool isOpen = m_leftPane->currentWidget() == m_issues;
    const bool isFiltered = m_facets->checkedCount(FacetModel::Section::Checks) > 0;
    m_facets->setChecks(report.pairsOf);
    if (isFiltered || (isOpen && m_issuePairs)) {
        m_issuePairs.reset();
        applyFilters();
    } else {
        readNumbers();
    }
    m_issues->setReport(std::move(report));
    m_leftPane->setCurrentWidget(m_issues);
    m_leftPane->show();
    if (m_stack->currentWidget() == m_content && isVisible())
        m_issues->focusList();
}

void DataPage::closeIssues()
{
    m_leftPane->setCurrentWidget(m_filters);
    m_issuePairs.reset();
    m_issues->setReport({});
}

void DataPage::showPairs(const QList<qint64> &pairs)
{
    if (!m_session)
        return;
    // All of them and nothing else: other filters would hide some.
    m_facets->setChecked({});
    {
        const QSignalBlocker quiet(m_search);
        m_search->clear();
    }
    m_issuePairs = pairs;
    applyFilters();
}

} // namespace tunedesk
