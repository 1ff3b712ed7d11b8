// The filters of the Data page: what is searched, chips of what is chosen, ways out when nothing is
// left.
#include "data/data_page.h"

#include "data/facet_model.h"
#include "data/nothing_found.h"
#include "data/pair_delegate.h"
#include "data/pair_table_model.h"
#include "data/search_line.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"
#include "shell/table_view.h"
#include "shell/widgets.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QTimer>

namespace tunedesk
{

void DataPage::applyFilters()
{
    if (!m_session)
        return;
    m_searchTimer->stop();
    PairQuery query = m_model->query();
    m_facets->applyTo(query);
    query.search = m_search->text().trimmed();
    if (m_issuePairs)
        query.numbers = m_issuePairs;
    const int column = m_table->horizontalHeader()->sortIndicatorSection();
    query.order = PairTableModel::orderOf(column).value_or(PairQuery::Order::Number);
    query.descending = m_table->horizontalHeader()->sortIndicatorOrder() == Qt::DescendingOrder;
    m_delegate->setMarks(SearchMarks(query.search));
    m_model->setQuery(query);
    if (!query.bin && !m_binNotice.isEmpty()) {
        if (messages().text() == m_binNotice)
            messages().dismiss();
        m_binNotice.clear();
    }
    showChips();
    suggestView();
    readNumbers();
}

void DataPage::showChips()
{
    QList<Button *> chips;
    const auto add = [&](const QString &text, std::function<void()> clear) {
        auto *chip = new Button(theme(), Button::Kind::Flat, m_line);
        chip->setSmall(true);
        chip->setCheckable(true);
        chip->setChecked(true);
        chip->setIconName(QStringLiteral("x"));
        chip->setText(text);
        chip->setToolTip(tr("Remove this filter"));
        connect(chip, &QAbstractButton::clicked, this, std::move(clear), Qt::QueuedConnection);
        chips << chip;
    };
    if (m_issuePairs)
        add(tr("%Ln pairs of a problem", nullptr, int(m_issuePairs->size())), [this] {
            m_issuePairs.reset();
            applyFilters();
        });
    using Section = FacetModel::Section;
    const auto textOf = [](Section section, int count) {
        switch (section) {
        case Section::Label:
            return tr("%n label filters", nullptr, count);
        case Section::Split:
            return tr("%n splits", nullptr, count);
        case Section::Import:
            return tr("%n imports", nullptr, count);
        case Section::Topic:
            return tr("%n topics", nullptr, count);
        case Section::Checks:
            return tr("%n checks", nullptr, count);
        case Section::Bin:
            return tr("In the bin");
        }
        Q_UNREACHABLE();
    };
    for (const Section section : {Section::Label, Section::Split, Section::Import, Section::Checks,
                                  Section::Topic, Section::Bin})
        if (const int count = m_facets->checkedCount(section); count > 0)
            add(textOf(section, count), [this, section] { m_facets->clear(section); });
    m_line->setChips(chips);
}

void DataPage::readDropped()
{
    // What each filter alone keeps away: counted off the window's thread, shown as buttons.
    struct Drop {
        QString text;
        PairQuery query;
        std::function<void()> act;
    };
    const PairQuery query = m_model->query();
    auto drops = std::make_shared<std::vector<Drop>>();
    if (!query.search.isEmpty()) {
        PairQuery without = query;
        without.search.clear();
        drops->push_back({tr("Search without “%1”: %L2").arg(query.search), without,
                          [this] { m_search->clear(); }});
    }
    using Section = FacetModel::Section;
    const auto drop = [&](Section section, const QString &text, auto clear) {
        if (m_facets->checkedCount(section) == 0)
            return;
        PairQuery without = query;
        clear(without);
        drops->push_back({text, without, [this, section] { m_facets->clear(section); }});
    };
    drop(Section::Label, tr("Without the label filter: %L1"),
         [](PairQuery &q) { q.labels.clear(); });
    drop(Section::Split, tr("Without the split filter: %L1"),
         [](PairQuery &q) { q.splits.clear(); });
    drop(Section::Import, tr("Without the import filter: %L1"),
         [](PairQuery &q) { q.imports.clear(); });
    drop(Section::Checks, tr("Without the check filter: %L1"),
         [](PairQuery &q) { q.numbers.reset(); });
    drop(Section::Topic, tr("Without the topic filter: %L1"),
         [](PairQuery &q) { q.groups.clear(); });
    drop(Section::Bin, tr("Outside the bin: %L1"), [](PairQuery &q) { q.bin = false; });
    if (m_issuePairs) {
        PairQuery without = query;
        without.numbers.reset();
        drops->push_back({tr("Without the problem's pairs: %L1"), without, [this] {
                              m_issuePairs.reset();
                              applyFilters();
                          }});
    }
    drops->push_back({tr("All %L1 pairs"), {}, [this] {
                          m_search->clear();
                          m_issuePairs.reset();
                          m_facets->clearAll();
                          applyFilters();
                      }});
    m_numbers->ask<QList<int>>(
        this, m_droppedToken.next(),
        [drops](Project &project) -> Result<QList<int>> {
            QList<int> counts;
            for (const Drop &one : *drops) {
                auto count = project.pairs().count(one.query);
                if (!count)
                    return count.error();
                counts << *count;
            }
            return counts;
        },
        [this, drops](const Result<QList<int>> &counts) {
            if (!counts)
                return;
            std::vector<NothingFound::Choice> choices;
            for (qsizetype i = 0; i < counts->size(); ++i)
                choices.push_back(
                    {(*drops)[std::size_t(i)].text.contains(QLatin1String("%L2"))
                         ? QString((*drops)[std::size_t(i)].text)
                               .replace(QLatin1String("%L2"), QLocale().toString(counts->at(i)))
                         : (*drops)[std::size_t(i)].text.arg(counts->at(i)),
                     (*drops)[std::size_t(i)].act});
            m_nothing->setChoices(tr("No pair matches all filters"), choices);
        });
}

} // namespace tunedesk
