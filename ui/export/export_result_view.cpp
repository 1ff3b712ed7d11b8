#include "export/export_result_view.h"

#include "export/export_result_model.h"
#include "shell/table_view.h"
#include "shell/theme.h"
#include "shell/widgets.h"
#include "train/cell_delegate.h"

#include <QEvent>
#include <QGridLayout>
#include <QHeaderView>
#include <QLocale>
#include <QTransposeProxyModel>

#include <algorithm>

namespace tunedesk
{

ExportResultView::ExportResultView(const Theme &theme, QWidget *parent)
    : QStackedWidget(parent), m_theme(theme)
{
    m_before = new EmptyState(theme, QStringLiteral("shield-check"));
    m_resultPane = new QWidget;
    auto *column = new QVBoxLayout(m_resultPane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *size = new QHBoxLayout;
    size->setContentsMargins(20, 14, 20, 8);
    size->setSpacing(8);
    m_sizeTitle = makeLabel(Theme::Type::BodyBold);
    m_sizeNote = new ElidedLabel(Theme::Type::Small, Token::Text3);
    size->addWidget(m_sizeTitle);
    size->addWidget(m_sizeNote, 1);
    column->addLayout(size);
    m_results = new ExportResultModel(this);
    m_turned = new QTransposeProxyModel(this);
    m_turned->setSourceModel(m_results);
    m_table = new TableView;
    m_table->setModel(m_results);
    m_table->setItemDelegate(new CellDelegate(theme, m_table));
    m_table->setProperty("framed", true);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->horizontalHeader()->setMinimumSectionSize(50);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->verticalHeader()->setHighlightSections(false);
    m_table->verticalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    fitTable();
    m_table->installEventFilter(this);
    connect(&theme, &Theme::changed, this, &ExportResultView::fitTable);
    auto *tableRow = new QHBoxLayout;
    tableRow->setContentsMargins(20, 0, 20, 0);
    tableRow->addWidget(m_table);
    column->addLayout(tableRow);
    m_latency = makeLabel(Theme::Type::Small, Token::Text2);
    m_latency->setContentsMargins(20, 10, 20, 14);
    column->addWidget(m_latency);
    auto *checkHead = new QFrame;
    setLine(checkHead, Qt::TopEdge);
    auto *inHead = new QHBoxLayout(checkHead);
    inHead->setContentsMargins(20, 10, 20, 10);
    inHead->setSpacing(8);
    m_checkTitle = makeLabel(Theme::Type::BodyBold);
    m_checkNote = new ElidedLabel(Theme::Type::Small, Token::Text3);
    inHead->addWidget(m_checkTitle);
    inHead->addWidget(m_checkNote, 1);
    column->addWidget(checkHead);
    auto *grid = new QGridLayout;
    grid->setSpacing(0);
    for (int i = 0; i < static_cast<int>(m_checks.size()); ++i) {
        auto *cell = new QFrame;
        setLine(cell, Qt::TopEdge);
        auto *inCell = new QVBoxLayout(cell);
        inCell->setContentsMargins(4, 0, 4, 0);
        m_checks[i] = new CheckRow(theme);
        inCell->addWidget(m_checks[i]);
        inCell->addStretch(1);
        grid->addWidget(cell, i / 2, i % 2);
    }
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    column->addLayout(grid);
    auto *end = new QFrame;
    setLine(end, Qt::TopEdge);
    column->addWidget(end, 1);
    addWidget(m_before);
    addWidget(m_resultPane);
    setMinimumWidth(360);
}

bool ExportResultView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::Resize)
        fitTable();
    return QStackedWidget::eventFilter(watched, event);
}

int ExportResultView::widthInOneRow() const
{
    const CellDelegate cells(m_theme);
    const QFontMetrics head(m_theme.font(Theme::Type::SmallMedium));
    int width = 0;
    for (int column = 0; column < ExportResultModel::ColumnCount; ++column) {
        const QString title =
            m_results->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const int cell =
            m_results->rowCount() > 0 ? cells.sizeHint({}, m_results->index(0, column)).width() : 0;
        width += std::max(cell, head.horizontalAdvance(title) + 24);
    }
    return width;
}

void ExportResultView::fitTable()
{
    const int line = m_theme.scaled(28);
    const bool isTurned = widthInOneRow() > m_table->width() - 2;
    if (QAbstractItemModel *wanted =
            isTurned ? static_cast<QAbstractItemModel *>(m_turned) : m_results;
        m_table->model() != wanted)
        m_table->setModel(wanted);
    m_table->horizontalHeader()->setVisible(!isTurned);
    m_table->verticalHeader()->setVisible(isTurned);
    m_table->verticalHeader()->setMinimumSectionSize(line);
    m_table->verticalHeader()->setDefaultSectionSize(line);
    static_assert(ExportResultModel::Format == 0);
    m_table->setRowHidden(0, isTurned); // the pane beside says the format
    m_table->setFixedHeight(isTurned ? line * (ExportResultModel::ColumnCount - 1) + 2
                                     : m_theme.scaled(30) + line + 4);
}

void ExportResultView::showResult(const ExportSummary &result)
{
    m_result = result;
    m_results->setResult(result);
    fitTable();
    const QLocale locale;
    const Verification &verified = result.verification;
    m_latency->setText(tr("One pair takes %1 ms (median), 95 of 100 take less than %2 ms.")
                           .arg(locale.toString(result.millisecondsOnePair, 'f', 1),
                                locale.toString(result.millisecondsOnePair95, 'f', 1)));
    using State = CheckRow::State;
    m_checks[0]->setState(State::Good);
    m_checks[0]->setTexts(tr("Loads again from disk"),
                          tr("%1 s").arg(locale.toString(result.loadSeconds, 'f', 1)));
    m_checks[1]->setState(verified.sameVerdicts == verified.pairs ? State::Good : State::Error);
    m_checks[1]->setTexts(tr("Same verdicts"), tr("%1 of %2")
                                                   .arg(locale.toString(verified.sameVerdicts),
                                                        locale.toString(verified.pairs)));
    m_checks[2]->setState(verified.verified ? State::Good : State::Error);
    m_checks[2]->setTexts(
        tr("Same scores"),
        tr("largest change %1").arg(QString::number(verified.maxDifference, 'g', 2)));
    m_checks[3]->setState(result.truncatedPairs ? State::Warning : State::Good);
    m_checks[3]->setTexts(result.truncatedPairs ? tr("Long texts are cut") : tr("No text is cut"),
                          tr("%n of the compared pairs are longer than the model reads", nullptr,
                             result.truncatedPairs));
    setCurrentWidget(m_resultPane);
}

void ExportResultView::showWorking()
{
    m_before->setTexts(tr("Exporting"),
                       tr("Writing the folder, loading it again and comparing its answers."));
    setCurrentWidget(m_before);
}

void ExportResultView::clear()
{
    m_result.reset();
    m_results->setResult({});
    m_before->setTexts(
        tr("Nothing exported yet"),
        tr("After the export the folder is loaded again and its answers are compared with those of "
           "the run; size and speed are measured on this computer."));
    setCurrentWidget(m_before);
}

void ExportResultView::retranslate()
{
    m_sizeTitle->setText(tr("Size and speed"));
    m_sizeNote->setText(tr("this computer"));
    m_checkTitle->setText(tr("Verification"));
    m_checkNote->setText(tr("the export is loaded again from disk and compared"));
    m_table->setAccessibleName(tr("Size and speed"));
    m_results->retranslate();
    if (m_result)
        showResult(*m_result);
}

} // namespace tunedesk
