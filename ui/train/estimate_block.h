#pragma once

#include "domain/training_estimate.h"

#include <QWidget>

#include <array>
#include <optional>

class QLabel;

namespace tunedesk
{

class Button;
class CheckRow;
class Theme;

/// How long the chosen training takes, and what memory and room on the disk it needs, each with its
/// range. Window thread.
class EstimateBlock : public QWidget
{
    Q_OBJECT
public:
    explicit EstimateBlock(const Theme &theme, QWidget *parent = nullptr);
    /// Being worked out anew: what was known fades.
    void setMeasuring();
    /// None: not known.
    void setEstimate(const std::optional<TrainingEstimate> &estimate);
    void retranslate();

Q_SIGNALS:
    void batchSizeWished(int batchSize);

private:
    enum Row { Frozen, Training, Checks, Memory, Disk, RowCount };
    void show();
    void showMemory();
    void showDisk();

    std::optional<TrainingEstimate> m_estimate;
    bool m_isMeasuring = false;
    QLabel *m_time = nullptr, *m_range = nullptr;
    std::array<QLabel *, RowCount> m_names{}, m_values{};
    CheckRow *m_memoryCheck = nullptr, *m_diskCheck = nullptr;
    Button *m_smallerBatch = nullptr;
};

} // namespace tunedesk
