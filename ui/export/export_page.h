#pragma once

#include "domain/run_summary.h"
#include "jobs/export_model.h"
#include "shell/page.h"
#include "shell/project_reader.h"

#include <QPointer>
#include <QTimer>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;

namespace tunedesk
{

class Button;
class EmptyState;
class ExportResultView;
class Field;
class ModelCardView;

/// A run's best checkpoint as a Hugging Face folder: target, export as a job, what the check of it
/// showed, card.
class ExportPage : public Page
{
    Q_OBJECT
public:
    explicit ExportPage(const PageContext &context, QWidget *parent = nullptr);
    ~ExportPage() override;

    Id id() const override { return Id::Export; }
    QString title() const override;
    QString iconName() const override { return QStringLiteral("package"); }
    void setSession(ProjectSession *session) override;
    void focusStart() override;
    QList<QAction *> pageActions() const override;
    QWidget *leftPane() const override { return m_left; }
    QWidget *rightPane() const override;
    void retranslate() override;
    /// {"run": id}: chooses it.
    void open(const QVariant &what) override;

    void showResult(const ExportSummary &result);
    QString folder() const;
    void setFolder(const QString &folder);

private:
    void makeHeader();
    QWidget *makeLeft();
    void readRuns();
    void setRuns(std::vector<RunSummary> runs);
    void runChosen();
    void readCard();
    void check();
    void startExport();
    void jobEnded(const Result<Outcome> &outcome, const ExportSummary &result);
    void openFolder();
    void clearResult();
    const RunSummary *run() const;

    QPointer<ProjectSession> m_session;
    std::vector<RunSummary> m_choices;
    ReadToken m_runsQuestion;
    qint64 m_wanted = 0; ///< to choose when it comes
    bool m_exporting = false;
    bool m_folderTyped = false;
    std::optional<ExportSummary> m_result;
    QTimer m_checkTimer;

    QStackedWidget *m_stack = nullptr;
    EmptyState *m_empty = nullptr;
    Button *m_toTrain = nullptr;
    QComboBox *m_runBox = nullptr;
    QLabel *m_scores = nullptr;
    QAction *m_export = nullptr, *m_openFolder = nullptr;
    QWidget *m_left = nullptr;
    QLabel *m_leftTitle = nullptr, *m_formatName = nullptr, *m_formatWhat = nullptr,
           *m_formatWhere = nullptr;
    QLineEdit *m_folder = nullptr;
    Field *m_folderField = nullptr;
    Button *m_chooseFolder = nullptr;
    ExportResultView *m_resultView = nullptr;
    ModelCardView *m_card = nullptr;
};

} // namespace tunedesk
