#pragma once

#include "metrics/classification.h"
#include "shell/page.h"
#include "shell/project_reader.h"

#include <QHash>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <optional>

class QJsonObject;
class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace tunedesk
{

class Button;
class ConfusionView;
class EmptyState;
class RecipeDifferenceView;
class RunCurves;
class RunTableModel;
class Splitter;
struct RunSummary;

/// All runs as a table, the chosen ones as curves, A and B beside each other.
class RunsPage : public Page
{
    Q_OBJECT
public:
    explicit RunsPage(const PageContext &context, QWidget *parent = nullptr);
    ~RunsPage() override;

    Id id() const override { return Id::Runs; }
    QString title() const override;
    QString iconName() const override { return QStringLiteral("chart-spline"); }
    void setSession(ProjectSession *session) override;
    void focusStart() override;
    QList<QAction *> pageActions() const override;
    void retranslate() override;
    /// {"run": id}: selects and shows it.
    void open(const QVariant &what) override;

    RunTableModel &runs() { return *m_runs; }
    RunCurves &curves() { return *m_curves; }
    QTableView *table() const { return m_table; }

protected:
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeActions();
    void makeHeader();
    void makeTable();
    QWidget *makeBelow();
    void sizeTable();
    void fitName(); ///< takes the room that the other columns leave

    void readRuns();
    /// @param view with the first answer after opening: what was shown at the last closing
    void setRuns(std::vector<RunSummary> runs, const std::optional<QJsonObject> &view);
    void takeView(const QJsonObject &view);
    /// A and B that nobody chose yet, or that are gone, become the newest finished runs.
    void fillPair();
    void saveView();
    void showRuns();
    void readCurves();
    void readConfusion();
    void showPair();
    void enableActions();
    void selectionChanged();

    qint64 currentRun() const;
    void rename(qint64 runId, const QString &name);
    void removeRun();
    void toggleShown();
    void navigateTo(Id page, const char *what);

    QPointer<ProjectSession> m_session;
    RunTableModel *m_runs = nullptr;
    QSortFilterProxyModel *m_sorted = nullptr;
    QTableView *m_table = nullptr;
    RunCurves *m_curves = nullptr;
    ConfusionView *m_confusion = nullptr;
    QLabel *m_confusionTitle = nullptr, *m_confusionNote = nullptr;
    RecipeDifferenceView *m_recipes = nullptr;
    Splitter *m_split = nullptr;
    QStackedWidget *m_stack = nullptr;
    EmptyState *m_empty = nullptr;
    Button *m_first = nullptr;
    QLineEdit *m_filter = nullptr;
    QAction *m_open = nullptr, *m_export = nullptr, *m_again = nullptr, *m_resume = nullptr,
            *m_delete = nullptr, *m_eye = nullptr, *m_chooseA = nullptr, *m_chooseB = nullptr,
            *m_rename = nullptr;
    QTimer m_liveTimer; ///< while a run is going and the page is seen
    QTimer m_saveTimer;
    ReadToken m_runsQuestion, m_curvesQuestion;
    qint64 m_wanted = 0;     ///< to select when it comes
    bool m_viewRead = false; ///< since the project was opened
    struct Answers {
        int pairs = 0;
        BinaryMetrics metrics;
    };
    QHash<qint64, std::optional<Answers>> m_answers; ///< by run, once read
};

} // namespace tunedesk
