#include "train/estimate_block.h"

#include "base/duration_text.h"
#include "shell/widgets.h"
#include "train/run_text.h"

#include <QVBoxLayout>

namespace tunedesk
{

EstimateBlock::EstimateBlock(const Theme &theme, QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(6);
    auto *figure = new QHBoxLayout;
    figure->setSpacing(8);
    figure->addWidget(new IconLabel(theme, QStringLiteral("clock"), Token::Text2));
    m_time = makeLabel(Theme::Type::Figure);
    m_range = makeLabel(Theme::Type::Body, Token::Text2);
    m_range->setWordWrap(true);
    figure->addWidget(m_time);
    figure->addWidget(m_range, 1);
    column->addLayout(figure);
    constexpr std::array kIcons = {"cpu", "graduation-cap", "gauge", "memory-stick", "hard-drive"};
    for (std::size_t i = 0; i < RowCount; ++i) {
        auto *row = new QHBoxLayout;
        row->setSpacing(8);
        row->addWidget(new IconLabel(theme, QLatin1String(kIcons[i]), Token::Text2));
        m_names[i] = makeLabel(Theme::Type::Body);
        m_values[i] = makeLabel(Theme::Type::Mono);
        row->addWidget(m_names[i], 1);
        row->addWidget(m_values[i]);
        column->addLayout(row);
    }
    m_memoryCheck = new CheckRow(theme);
    m_smallerBatch = new Button(theme, Button::Kind::Link);
    m_smallerBatch->setSmall(true);
    m_diskCheck = new CheckRow(theme);
    column->addWidget(m_memoryCheck);
    column->addWidget(m_smallerBatch, 0, Qt::AlignLeft);
    column->addWidget(m_diskCheck);
    connect(m_smallerBatch, &QPushButton::clicked, this, [this] {
        if (m_estimate)
            Q_EMIT batchSizeWished(m_estimate->fittingBatchSize);
    });
    retranslate();
}

void EstimateBlock::setMeasuring()
{
    m_isMeasuring = true;
    show();
}

void EstimateBlock::setEstimate(const std::optional<TrainingEstimate> &estimate)
{
    m_isMeasuring = false;
    m_estimate = estimate;
    show();
}

void EstimateBlock::show()
{
    const auto set = [this](Row row, const QString &value) {
        m_values[row]->setText(value);
        setTone(m_values[row], m_isMeasuring ? Token::Text3 : Token::Text);
    };
    setTone(m_time, m_isMeasuring ? Token::Text3 : Token::Text);
    const QString none = QStringLiteral("–");
    m_time->setText(m_estimate ? durationText(m_estimate->seconds()) : none);
    m_range->setText(m_isMeasuring ? tr("being measured…")
                     : m_estimate  ? tr("%1 to %2")
                                        .arg(durationText(m_estimate->fewestSeconds()),
                                             durationText(m_estimate->mostSeconds()))
                                  : tr("not known yet"));
    set(Frozen,
        m_estimate ? durationText(m_estimate->preparingSeconds + m_estimate->frozenSeconds) : none);
    set(Training, m_estimate ? durationText(m_estimate->trainingSeconds) : none);
    set(Checks, m_estimate ? durationText(m_estimate->checksSeconds) : none);
    set(Memory, m_estimate ? tr("%1 to %2")
                                 .arg(bytesText(m_estimate->leastMemory()),
                                      bytesText(m_estimate->mostMemory()))
                           : none);
    set(Disk, m_estimate ? bytesText(m_estimate->diskBytes) : none);
    showMemory();
    showDisk();
}

void EstimateBlock::showMemory()
{
    const bool isShort = m_estimate && m_estimate->mayExceedMemory();
    m_memoryCheck->setVisible(isShort);
    m_smallerBatch->setVisible(isShort && m_estimate->fittingBatchSize > 0 &&
                               m_estimate->fittingBatchSize < m_estimate->batchSize);
    if (!isShort)
        return;
    m_memoryCheck->setState(m_estimate->exceedsMemory() ? CheckRow::State::Error
                                                        : CheckRow::State::Warning);
    m_memoryCheck->setTexts(
        m_estimate->exceedsMemory() ? tr("There is not enough memory")
                                    : tr("The memory may not be enough"),
        m_estimate->fittingBatchSize > 0
            ? tr("%1 are free.").arg(bytesText(m_estimate->freeMemoryBytes))
            : tr("%1 are free. Not even a single pair fits: fewer layers, a smaller model or "
                 "shorter inputs need less.")
                  .arg(bytesText(m_estimate->freeMemoryBytes)));
    m_smallerBatch->setText(tr("Take a batch size of %1").arg(m_estimate->fittingBatchSize));
}

void EstimateBlock::showDisk()
{
    m_diskCheck->setVisible(m_estimate && m_estimate->exceedsDisk());
    if (!m_estimate || !m_estimate->exceedsDisk())
        return;
    m_diskCheck->setState(CheckRow::State::Error);
    m_diskCheck->setTexts(tr("The disk has too little room"),
                          tr("%1 are free.").arg(bytesText(m_estimate->freeDiskBytes)));
}

void EstimateBlock::retranslate()
{
    m_names[Frozen]->setText(tr("Model, pairs and frozen layers"));
    m_names[Training]->setText(tr("Training, at most"));
    m_names[Checks]->setText(tr("Checks and test"));
    m_names[Memory]->setText(tr("Memory at the peak"));
    m_names[Disk]->setText(tr("Disk, at most"));
    show();
}

} // namespace tunedesk
