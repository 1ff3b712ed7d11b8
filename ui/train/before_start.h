#pragma once

#include "domain/training_recipe.h"
#include "jobs/truncation_report.h"
#include "train/training_data.h"

#include <QWidget>

#include <array>
#include <optional>

class QLabel;

namespace tunedesk
{

class CheckRow;
class EstimateBlock;
class PaneHeader;
class ProgressLine;
class Theme;

/// What is known before the start: time and memory, labels, balance, splits, checks. What was not
/// measured is not guessed.
/// Window thread.
class BeforeStart : public QWidget
{
    Q_OBJECT
public:
    explicit BeforeStart(const Theme &theme, QWidget *parent = nullptr);
    void setData(const TrainingData &data);
    void setRecipe(const TrainingRecipe &recipe);
    /// What the chosen model cuts off; none: not known.
    void setTruncation(std::optional<TruncationReport> report);
    EstimateBlock &estimate() { return *m_estimate; }
    void retranslate();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitHead();
    void showData();
    void showTruncation();

    std::optional<TrainingData> m_data;
    TrainingRecipe m_recipe;
    std::optional<TruncationReport> m_truncation;
    EstimateBlock *m_estimate = nullptr;
    PaneHeader *m_head = nullptr;
    QLabel *m_measured = nullptr;
    bool m_isMeasured = false;
    QLabel *m_labels = nullptr, *m_labelsNote = nullptr, *m_balanceNote = nullptr;
    ProgressLine *m_balance = nullptr;
    std::array<QLabel *, 3> m_splitNames{}, m_splitCounts{};
    QLabel *m_stepsName = nullptr, *m_steps = nullptr;
    QLabel *m_checksTitle = nullptr, *m_foot = nullptr;
    std::array<CheckRow *, 4> m_checks{};
    CheckRow *m_cut = nullptr;
};

} // namespace tunedesk
