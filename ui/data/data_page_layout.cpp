// How the Data page is laid out: the table's columns, the panes beside it, and what is remembered
// of both.
#include "data/data_page.h"

#include "data/facet_view.h"
#include "data/pair_inspector.h"
#include "data/pair_table_model.h"
#include "shell/project_session.h"
#include "shell/table_view.h"
#include "shell/widgets.h"

#include <QHeaderView>
#include <QJsonArray>
#include <QJsonObject>
#include <QMenu>
#include <QTimer>

#include <array>
#include <numeric>
#include <utility>

namespace tunedesk
{

namespace
{
const QString layoutKey = QStringLiteral("ui.data.layout");
constexpr int layoutVersion = 1;
constexpr int roomyPercent = 130;
/// Pixels at a text size of 100 %; the columns that are shown at first fit into a window of 1280.
constexpr int leastPairWidth = 220;
/// Columns of layouts that don't say how many they have: all before Judgement.
constexpr int firstColumns = PairTableModel::Judgement;

struct ColumnLook {
    int column;
    int width;    ///< pixels at a text size of 100 %; 0: what the others leave
    bool isShown; ///< before anybody chose
};
/// From left to right.
constexpr std::array<ColumnLook, PairTableModel::ColumnCount> kColumns{
    {{PairTableModel::Number, 72, true},
     {PairTableModel::Pair, 0, true},
     {PairTableModel::LabelColumn, 150, true},
     {PairTableModel::Judgement, 96, true},
     {PairTableModel::Score, 72, false},
     {PairTableModel::SplitColumn, 96, true},
     {PairTableModel::Topic, 110, false},
     {PairTableModel::Context, 180, false},
     {PairTableModel::File, 140, false},
     {PairTableModel::People, 70, false},
     {PairTableModel::Flags, 64, false},
     {PairTableModel::Changed, 140, false}}};

/// Panes grow half as much as the text.
double paneGrowth(int percent)
{
    return 1 + (percent - 100) / 200.0;
}
} // namespace

void DataPage::buildColumns()
{
    QHeaderView *header = m_table->horizontalHeader();
    int place = 0;
    for (const ColumnLook &look : kColumns) {
        header->moveSection(header->visualIndex(look.column), place++);
        if (look.width > 0)
            header->resizeSection(look.column, theme().scaled(look.width));
        header->setSectionHidden(look.column, !look.isShown);
    }
    fitPairColumn();
}

void DataPage::fitPairColumn()
{
    // It grows like the panes: no more room is left beside them under a large text.
    m_table->setFillingColumn(PairTableModel::Pair,
                              qRound(leastPairWidth * paneGrowth(theme().textPercent())));
}

void DataPage::fillColumnMenu()
{
    QMenu *columns = m_columnsButton->menu();
    columns->clear();
    columns->disconnect(this);
    QHeaderView *header = m_table->horizontalHeader();
    for (const ColumnLook &look : kColumns) {
        const int column = look.column;
        if (column == PairTableModel::Pair)
            continue;
        QAction *show = columns->addAction(m_model->headerData(column, Qt::Horizontal).toString());
        show->setCheckable(true);
        show->setChecked(!header->isSectionHidden(column));
        show->setData(column);
        connect(show, &QAction::toggled, header, [this, header, column](bool shown) {
            header->setSectionHidden(column, !shown);
            m_folded.remove(column);
            readShownColumns();
            m_layoutTimer->start();
        });
    }
    connect(columns, &QMenu::aboutToShow, this, [columns, header] {
        for (QAction *show : columns->actions()) {
            const QSignalBlocker quiet(show);
            show->setChecked(!header->isSectionHidden(show->data().toInt()));
        }
    });
}

void DataPage::readShownColumns()
{
    m_model->setReadsChanged(
        !m_table->horizontalHeader()->isSectionHidden(PairTableModel::Changed));
}

void DataPage::restoreLayout()
{
    const auto stored = m_session->project().settings().value(layoutKey);
    if (!stored || !*stored)
        return;
    const QJsonObject layout = (*stored)->toObject();
    if (layout.value(QLatin1String("version")).toInt() != layoutVersion)
        return;
    const auto bytes = [&](const char *key) {
        return QByteArray::fromBase64(layout.value(QLatin1String(key)).toString().toLatin1());
    };
    m_paneWidths = {};
    const QJsonArray panes = layout.value(QLatin1String("panes")).toArray();
    if (panes.size() == 2)
        showPanes(panes[0].toInt(), panes[1].toInt());
    else // a version that kept them as they were on the screen
        m_splitter->restoreState(bytes("splitter"));
    QHeaderView *header = m_table->horizontalHeader();
    header->restoreState(bytes("columns"));
    fitPairColumn();
    const int percent = layout.value(QLatin1String("textPercent")).toInt(100);
    m_folded.clear();
    for (const QJsonValue &column : layout.value(QLatin1String("folded")).toArray())
        if (column.toInt(-1) >= 0 && column.toInt() < PairTableModel::ColumnCount)
            m_folded.insert(column.toInt());
    addColumns(layout.value(QLatin1String("sections")).toInt(firstColumns), percent);
    rescaleLayout(percent, theme().textPercent());
    readShownColumns();
    m_layoutTimer->stop();
}

void DataPage::addColumns(int known, int percent)
{
    QHeaderView *header = m_table->horizontalHeader();
    int place = 0;
    for (const ColumnLook &look : kColumns) {
        if (look.column >= known) {
            header->moveSection(header->visualIndex(look.column), place);
            header->setSectionHidden(look.column, false);
            header->resizeSection(look.column, look.width * percent / 100);
            if (look.isShown && percent >= roomyPercent)
                m_folded.insert(look.column);
            header->setSectionHidden(look.column, !look.isShown || percent >= roomyPercent);
        }
        place = header->visualIndex(look.column) + 1;
    }
}

void DataPage::rescaleLayout(int fromPercent, int toPercent)
{
    m_layoutPercent = toPercent;
    if (fromPercent == toPercent)
        return;
    fitPairColumn();
    QHeaderView *header = m_table->horizontalHeader();
    for (int column = 0; column < PairTableModel::ColumnCount; ++column)
        if (column != PairTableModel::Pair) {
            const bool isHidden = header->isSectionHidden(column);
            header->showSection(column); // one that is hidden tells no width
            header->resizeSection(column, header->sectionSize(column) * toPercent / fromPercent);
            header->setSectionHidden(column, isHidden);
        }
    foldColumns(fromPercent, toPercent);
    fitPanes(fromPercent, toPercent);
}

void DataPage::showPanes(int left, int right)
{
    const double growth = paneGrowth(theme().textPercent());
    m_splitter->setSizes({qRound(left * growth), 808, qRound(right * growth)});
    m_paneWidths = {left, right};
}

void DataPage::keepPaneWidth(int pane)
{
    // At once: a larger text widens the pane before this page hears of it.
    if (const int width = m_splitter->sizes().value(pane); width > 0)
        m_paneWidths[std::size_t(pane / 2)] = qRound(width / paneGrowth(m_layoutPercent));
}

QList<int> DataPage::paneWidths() const
{
    const QList<int> sizes = m_splitter->sizes();
    QList<int> widths;
    for (const int pane : {0, 2}) {
        const int wanted = m_paneWidths[std::size_t(pane / 2)];
        widths << (sizes.value(pane) == 0 ? 0
                   : wanted > 0           ? wanted
                                          : qRound(sizes[pane] / paneGrowth(m_layoutPercent)));
    }
    return widths;
}

void DataPage::fitPanes(int fromPercent, int toPercent)
{
    QList<int> sizes = m_splitter->sizes();
    const int room = std::accumulate(sizes.cbegin(), sizes.cend(), 0);
    if (room < m_facetView->minimumWidth() + m_inspector->minimumWidth()) {
        if (m_paneWidths[0] > 0 && m_paneWidths[1] > 0) // not on the screen yet
            showPanes(m_paneWidths[0], m_paneWidths[1]);
        return;
    }
    for (const int pane : {0, 2}) {
        int &wanted = m_paneWidths[std::size_t(pane / 2)];
        if (sizes.value(pane) == 0) // folded away
            continue;
        if (wanted == 0)
            wanted = qRound(sizes[pane] / paneGrowth(fromPercent));
        const int width = qRound(wanted * paneGrowth(toPercent));
        sizes[1] += sizes[pane] - width;
        sizes[pane] = width;
    }
    m_splitter->setSizes(sizes);
}

void DataPage::foldColumns(int fromPercent, int toPercent)
{
    // Large text leaves no room for them beside both panes; the Columns list brings them back.
    // Whoever hid one has it hidden afterwards too.
    QHeaderView *header = m_table->horizontalHeader();
    if (toPercent >= roomyPercent && fromPercent < roomyPercent) {
        for (const int column :
             {PairTableModel::Topic, PairTableModel::SplitColumn, PairTableModel::Judgement})
            if (!header->isSectionHidden(column)) {
                m_folded.insert(column);
                header->hideSection(column);
            }
    } else if (toPercent < roomyPercent) {
        for (const int column : std::exchange(m_folded, {}))
            header->showSection(column);
    }
}

void DataPage::saveLayout()
{
    const bool isPending = m_layoutTimer->isActive() || sender() == m_layoutTimer;
    m_layoutTimer->stop();
    if (!m_session || m_session->isReadOnly() || !isPending)
        return;
    QJsonObject layout;
    layout.insert(QLatin1String("version"), layoutVersion);
    layout.insert(QLatin1String("textPercent"), m_layoutPercent);
    layout.insert(QLatin1String("sections"), int(PairTableModel::ColumnCount));
    QJsonArray folded;
    for (const int column : std::as_const(m_folded))
        folded.append(column);
    layout.insert(QLatin1String("folded"), folded);
    const QList<int> panes = paneWidths();
    layout.insert(QLatin1String("panes"), QJsonArray{panes[0], panes[1]});
    layout.insert(QLatin1String("splitter"),
                  QString::fromLatin1(m_splitter->saveState().toBase64()));
    layout.insert(QLatin1String("columns"),
                  QString::fromLatin1(m_table->horizontalHeader()->saveState().toBase64()));
    m_session->write(
        [layout](Project &project) { return project.settings().setValue(layoutKey, layout); },
        ProjectSession::Change::Settings);
}

} // namespace tunedesk
