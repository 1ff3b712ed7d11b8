#pragma once

#include "jobs/export_model.h"

#include <QStackedWidget>

#include <array>
#include <optional>

class QLabel;
class QTableView;
class QTransposeProxyModel;

namespace tunedesk
{

class CheckRow;
class EmptyState;
class ExportResultModel;
class Theme;

/// What an export came to: size and speed on this computer, and the four checks of the folder.
class ExportResultView : public QStackedWidget
{
    Q_OBJECT
public:
    explicit ExportResultView(const Theme &theme, QWidget *parent = nullptr);
    void showResult(const ExportSummary &result);
    void showWorking();
    void clear();
    void retranslate();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fitTable(); ///< all numbers in sight: below each other where texts are too large
    int widthInOneRow() const;

    const Theme &m_theme;
    std::optional<ExportSummary> m_result;
    EmptyState *m_before = nullptr;
    QWidget *m_resultPane = nullptr;
    QLabel *m_sizeTitle = nullptr, *m_sizeNote = nullptr, *m_checkTitle = nullptr,
           *m_checkNote = nullptr, *m_latency = nullptr;
    ExportResultModel *m_results = nullptr;
    QTransposeProxyModel *m_turned = nullptr; ///< a row for each number
    QTableView *m_table = nullptr;
    std::array<CheckRow *, 4> m_checks{};
};

} // namespace tunedesk
