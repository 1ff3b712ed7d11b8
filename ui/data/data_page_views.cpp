// Views of the Data page: filters, search and order that a person keeps under a name, in the
// project.
#include "data/data_page.h"

#include "data/facet_model.h"
#include "data/facet_view.h"
#include "data/pair_table_model.h"
#include "data/view_bar.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"
#include "shell/table_view.h"
#include "shell/widgets.h"

#include <QAction>
#include <QHeaderView>
#include <QLineEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tunedesk
{

namespace
{
const QString kViewsKey = QStringLiteral("data/views");
constexpr int kNamedFilters = 3; ///< a suggested name tells no more of them
} // namespace

QWidget *DataPage::buildFilters()
{
    auto *filters = new QWidget(m_leftPane);
    auto *column = new QVBoxLayout(filters);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_facetView, 1);
    auto *line = new QFrame(filters);
    line->setFixedHeight(1);
    setLine(line, Qt::TopEdge);
    column->addWidget(line);
    m_viewBar = new ViewBar(theme(), filters);
    column->addWidget(m_viewBar);
    connect(m_viewBar, &ViewBar::saveWanted, this, &DataPage::saveView);
    connect(m_viewBar, &ViewBar::viewWanted, this, &DataPage::showView);
    connect(m_viewBar, &ViewBar::removeWanted, this, &DataPage::removeView);
    return filters;
}

void DataPage::readViews()
{
    m_views.clear();
    if (m_session)
        if (const auto stored = m_session->project().settings().value(kViewsKey); stored && *stored)
            m_views = savedViewsFrom(**stored);
    m_viewBar->setReadOnly(!m_session || m_session->isReadOnly());
    showViews();
}

void DataPage::showViews()
{
    QStringList names;
    for (const SavedView &view : m_views)
        names << view.name;
    m_viewBar->setViews(names);
    qDeleteAll(std::exchange(m_viewActions, {}));
    for (int i = 0; i < names.size(); ++i) {
        const QString name = QString(names.at(i)).replace(QLatin1Char('&'), QLatin1String("&&"));
        auto *action = new QAction(tr("View: %1", "saved filters").arg(name), this);
        connect(action, &QAction::triggered, this, [this, i] { showView(i); });
        m_viewActions << action;
    }
}

void DataPage::setViews(std::vector<SavedView> views)
{
    m_views = std::move(views);
    showViews();
    m_session->write([json = toJson(m_views)](
                         Project &project) { return project.settings().setValue(kViewsKey, json); },
                     ProjectSession::Change::Settings);
}

void DataPage::saveView(const QString &name)
{
    if (!m_session || m_session->isReadOnly())
        return;
    SavedView view{name, m_model->query()};
    // The pairs of a problem, or of a check, are those of one moment: a view doesn't keep them.
    view.query.numbers.reset();
    view.query.dialogue.reset();
    std::vector<SavedView> views = m_views;
    const auto same = std::ranges::find(views, name, &SavedView::name);
    const bool isNew = same == views.end();
    if (isNew)
        views.push_back(std::move(view));
    else
        *same = std::move(view);
    messages().show(MessageBar::Kind::Good,
                    isNew ? tr("The view “%1” is saved.").arg(name)
                          : tr("The view “%1” has these filters now.").arg(name));
    messages().addAction(tr("Undo"), [this, before = m_views] {
        setViews(before);
        messages().dismiss();
    });
    setViews(std::move(views));
}

void DataPage::showView(int number)
{
    const PairQuery query = m_views.at(static_cast<std::size_t>(number)).query;
    closeIssues();
    {
        const QSignalBlocker quiet(m_search);
        m_search->setText(query.search);
    }
    m_facets->setChecked(query);
    m_table->horizontalHeader()->setSortIndicator(PairTableModel::columnOf(query.order),
                                                  query.descending ? Qt::DescendingOrder
                                                                   : Qt::AscendingOrder);
    applyFilters();
    m_table->setFocus(Qt::OtherFocusReason);
}

void DataPage::removeView(int number)
{
    std::vector<SavedView> views = m_views;
    const QString name = views.at(static_cast<std::size_t>(number)).name;
    views.erase(views.begin() + number);
    messages().show(MessageBar::Kind::Info, tr("The view “%1” is removed.").arg(name),
                    tr("The pairs stay as they are."));
    messages().addAction(tr("Undo"), [this, before = m_views] {
        setViews(before);
        messages().dismiss();
    });
    setViews(std::move(views));
}

void DataPage::suggestView()
{
    QStringList parts;
    if (const QString search = m_search->text().simplified(); !search.isEmpty())
        parts << search;
    parts << m_facets->checkedNames();
    if (parts.size() > kNamedFilters)
        parts = parts.mid(0, kNamedFilters) << QStringLiteral("…");
    m_viewBar->setSuggestion(parts.join(QStringLiteral(", ")));
}

} // namespace tunedesk
