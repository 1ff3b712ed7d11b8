#pragma once

#include "domain/training_estimate.h"

#include <QWidget>

#include <array>
#include <optional>

class QLabel;
class QVBoxLayout;

namespace tunedesk
{

class Button;
class CheckRow;
class PartsBar;
class Theme;

/// How long the chosen training takes, what its parts are, and what memory and room on the disk it
/// needs, each with its range. Window thread.
class EstimateBlock : public QWidget
{
    Q_OBJECT
public:
    explicit EstimateBlock(const Theme &theme, QWidget *parent = nullptr);
    /// Being worked out anew: what was known fades.
    void setMeasuring();
    /// None: not known.
    void setEstimate(const std::optional<TrainingEstimate> &estimate);
    /// Of this computer, in bytes, told as long as there is no estimate; 0: not known.
    void setMemory(qint64 total, qint64 free);
    void retranslate();

Q_SIGNALS:
    void batchSizeWished(int batchSize);
    void shown(bool isKnown); ///< an estimate, or that there is none

private:
    enum Part { Frozen, Training, Checks, PartCount };
    QVBoxLayout *section(bool hasLine);
    void makeTime(const Theme &theme);
    void makeMemory(const Theme &theme);
    void makeDisk(const Theme &theme);
    void show();
    void showMemory();
    void showMemoryCheck();
    void showDisk();

    std::optional<TrainingEstimate> m_estimate;
    bool m_isMeasuring = false;
    qint64 m_totalMemory = 0, m_freeMemory = 0;
    QLabel *m_time = nullptr, *m_range = nullptr;
    PartsBar *m_parts = nullptr, *m_memoryBar = nullptr;
    std::array<QLabel *, PartCount> m_names{}, m_seconds{};
    QLabel *m_memoryName = nullptr, *m_memory = nullptr, *m_memoryNote = nullptr,
           *m_memoryTotal = nullptr;
    QLabel *m_diskName = nullptr, *m_disk = nullptr, *m_diskNote = nullptr;
    CheckRow *m_memoryCheck = nullptr, *m_diskCheck = nullptr;
    Button *m_smallerBatch = nullptr;
};

} // namespace tunedesk
