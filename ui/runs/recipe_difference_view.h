#pragma once

#include "domain/run_summary.h"

#include <QWidget>

#include <optional>

class QAction;
class QLabel;
class QTableView;

namespace tunedesk
{

class Button;
class RecipeDifferenceModel;
class Theme;

/// The recipes of A and B beside each other, and whether their scores can be compared.
class RecipeDifferenceView : public QWidget
{
    Q_OBJECT
public:
    /// @param againAction trains again with a run's recipe; outlives the view
    RecipeDifferenceView(const Theme &theme, QAction &againAction, QWidget *parent = nullptr);
    void setRuns(const std::optional<RunSummary> &a, const std::optional<RunSummary> &b);
    void retranslate();

private:
    void showTexts();

    std::optional<RunSummary> m_a, m_b;
    RecipeDifferenceModel *m_differences = nullptr;
    QTableView *m_table = nullptr;
    QLabel *m_recipeTitle = nullptr, *m_recipeNote = nullptr, *m_comparable = nullptr;
    Button *m_showAll = nullptr;
};

} // namespace tunedesk
