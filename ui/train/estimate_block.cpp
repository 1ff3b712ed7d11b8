#include "train/estimate_block.h"

#include "base/duration_text.h"
#include "shell/widgets.h"
#include "train/parts_bar.h"
#include "train/run_text.h"

#include <QVBoxLayout>

#include <algorithm>

namespace tunedesk
{

namespace
{
constexpr std::array kTints = {PartTint::Strong, PartTint::Middle, PartTint::Soft};

/// Sign, name, value.
void addRow(QVBoxLayout &to, QWidget *sign, QLabel *&name, QLabel *&value)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(sign);
    name = makeLabel(Theme::Type::Body);
    name->setWordWrap(true); // with large texts the pane leaves room to the form
    value = makeLabel(Theme::Type::Mono);
    row->addWidget(name, 1);
    row->addWidget(value);
    to.addLayout(row);
}

/// "1.8 to 2.5 GB": a unit that both have is told once.
QString bytesRangeText(qint64 least, qint64 most)
{
    QString first = bytesText(least);
    const QString last = bytesText(most);
    const auto unit = last.lastIndexOf(QLatin1Char(' '));
    if (unit > 0 && first.endsWith(last.mid(unit)))
        first.chop(last.size() - unit);
    return EstimateBlock::tr("%1 to %2").arg(first, last);
}
} // namespace

EstimateBlock::EstimateBlock(const Theme &theme, QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeTime(theme);
    makeMemory(theme);
    makeDisk(theme);
    retranslate();
}

QVBoxLayout *EstimateBlock::section(bool hasLine)
{
    auto *frame = new QFrame;
    if (hasLine)
        setLine(frame, Qt::TopEdge);
    auto *column = new QVBoxLayout(frame);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(6);
    layout()->addWidget(frame);
    return column;
}

void EstimateBlock::makeTime(const Theme &theme)
{
    QVBoxLayout *column = section(false);
    auto *figure = new QHBoxLayout;
    figure->setSpacing(8);
    figure->addWidget(new IconLabel(theme, QStringLiteral("clock"), Token::Text2));
    m_time = makeLabel(Theme::Type::Figure);
    m_range = makeLabel(Theme::Type::Body, Token::Text2);
    m_range->setWordWrap(true);
    figure->addWidget(m_time);
    figure->addWidget(m_range, 1);
    column->addLayout(figure);
    m_parts = new PartsBar(theme);
    column->addWidget(m_parts);
    for (std::size_t i = 0; i < PartCount; ++i)
        addRow(*column, new PartSwatch(theme, kTints[i]), m_names[i], m_seconds[i]);
}

void EstimateBlock::makeMemory(const Theme &theme)
{
    QVBoxLayout *column = section(true);
    addRow(*column, new IconLabel(theme, QStringLiteral("memory-stick"), Token::Text2),
           m_memoryName, m_memory);
    m_memoryBar = new PartsBar(theme);
    column->addWidget(m_memoryBar);
    auto *notes = new QHBoxLayout;
    m_memoryNote = makeLabel(Theme::Type::Small, Token::Text3);
    m_memoryTotal = makeLabel(Theme::Type::Small, Token::Text3);
    notes->addWidget(m_memoryNote, 1);
    notes->addWidget(m_memoryTotal);
    column->addLayout(notes);
    m_memoryCheck = new CheckRow(theme);
    m_smallerBatch = new Button(theme, Button::Kind::Link);
    m_smallerBatch->setSmall(true);
    column->addWidget(m_memoryCheck);
    column->addWidget(m_smallerBatch, 0, Qt::AlignLeft);
    connect(m_smallerBatch, &QPushButton::clicked, this, [this] {
        if (m_estimate)
            Q_EMIT batchSizeWished(m_estimate->fittingBatchSize);
    });
}

void EstimateBlock::makeDisk(const Theme &theme)
{
    QVBoxLayout *column = section(true);
    addRow(*column, new IconLabel(theme, QStringLiteral("hard-drive"), Token::Text2), m_diskName,
           m_disk);
    m_diskNote = makeLabel(Theme::Type::Small, Token::Text3);
    m_diskNote->setWordWrap(true);
    column->addWidget(m_diskNote);
    m_diskCheck = new CheckRow(theme);
    column->addWidget(m_diskCheck);
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
    Q_EMIT shown(m_estimate.has_value());
}

void EstimateBlock::setMemory(qint64 total, qint64 free)
{
    m_totalMemory = total;
    m_freeMemory = free;
    showMemory();
}

void EstimateBlock::show()
{
    const Token tone = m_isMeasuring ? Token::Text3 : Token::Text;
    setTone(m_time, tone);
    const QString none = QStringLiteral("–");
    m_time->setText(m_estimate ? durationText(m_estimate->seconds()) : none);
    m_range->setText(m_isMeasuring ? tr("being measured…")
                     : m_estimate  ? tr("%1 to %2")
                                        .arg(durationText(m_estimate->fewestSeconds()),
                                             durationText(m_estimate->mostSeconds()))
                                  : tr("not known yet"));
    std::array<double, PartCount> seconds{};
    if (m_estimate)
        seconds = {m_estimate->preparingSeconds + m_estimate->frozenSeconds,
                   m_estimate->trainingSeconds, m_estimate->checksSeconds};
    std::vector<PartsBar::Part> parts;
    for (std::size_t i = 0; i < PartCount; ++i) {
        m_seconds[i]->setText(m_estimate ? durationText(seconds[i]) : none);
        setTone(m_seconds[i], tone);
        parts.push_back({kTints[i], seconds[i]});
    }
    m_parts->setParts(std::move(parts));
    for (QLabel *value : {m_memory, m_disk})
        setTone(value, tone);
    showMemory();
    showMemoryCheck();
    showDisk();
}

void EstimateBlock::showMemory()
{
    const auto total = static_cast<double>(m_totalMemory);
    m_memoryBar->setVisible(m_totalMemory > 0);
    if (!m_estimate) {
        m_memoryName->setText(tr("Memory free now"));
        m_memory->setText(m_freeMemory ? bytesText(m_freeMemory) : tr("not known"));
        const qint64 used = std::max<qint64>(0, m_totalMemory - m_freeMemory);
        m_memoryBar->setParts({{PartTint::Others, static_cast<double>(used)}}, total);
        m_memoryNote->setText(
            m_totalMemory ? tr("%1 of %2 in use").arg(bytesText(used), bytesText(m_totalMemory))
                          : QString());
        m_memoryTotal->clear();
        return;
    }
    m_memoryName->setText(tr("Memory at the peak"));
    m_memory->setText(bytesRangeText(m_estimate->leastMemory(), m_estimate->mostMemory()));
    const qint64 free = m_estimate->freeMemoryBytes ? m_estimate->freeMemoryBytes : m_freeMemory;
    const qint64 others = std::max<qint64>(0, m_totalMemory - free - m_estimate->residentBytes);
    m_memoryBar->setParts({{PartTint::Strong, static_cast<double>(m_estimate->memoryBytes)},
                           {PartTint::Others, static_cast<double>(others)}},
                          total);
    m_memoryNote->setText(m_totalMemory ? tr("%1 in use by others").arg(bytesText(others))
                                        : QString());
    m_memoryTotal->setText(m_totalMemory ? bytesText(m_totalMemory) : QString());
}

void EstimateBlock::showMemoryCheck()
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
    m_disk->setText(m_estimate ? bytesText(m_estimate->diskBytes) : QStringLiteral("–"));
    m_diskNote->setVisible(m_estimate.has_value());
    m_diskCheck->setVisible(m_estimate && m_estimate->exceedsDisk());
    if (!m_estimate)
        return;
    m_diskNote->setText(
        m_estimate->cacheBytes > 0
            ? tr("%1 of it is a cache, reused by the next run with the same frozen layers.")
                  .arg(bytesText(m_estimate->cacheBytes))
            : tr("%1 of it stay when the training is over.").arg(bytesText(m_estimate->keptBytes)));
    m_diskCheck->setState(CheckRow::State::Error);
    m_diskCheck->setTexts(tr("The disk has too little room"),
                          tr("%1 are free.").arg(bytesText(m_estimate->freeDiskBytes)));
}

void EstimateBlock::retranslate()
{
    m_names[Frozen]->setText(tr("Model, pairs and frozen layers"));
    m_names[Training]->setText(tr("Training, at most"));
    m_names[Checks]->setText(tr("Checks and test"));
    m_diskName->setText(tr("Disk, at most"));
    m_parts->setAccessibleName(tr("Parts of the time"));
    m_memoryBar->setAccessibleName(tr("Memory of this computer"));
    show();
}

} // namespace tunedesk
