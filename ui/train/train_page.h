#pragma once

#include "jobs/train_model.h"
#include "shell/page.h"
#include "shell/project_reader.h"
#include "train/training_data.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>

class QLineEdit;
class QLabel;
class QStackedWidget;

namespace tunedesk
{

class BadgeLabel;
class Button;
class EmptyState;
class EstimateWatch;
class NewRunView;
class OwnRecipes;
struct SavedRecipe;
class RunningView;

/// New run, the run that is going, or an old one opened from Runs. Several runs queue; the newest
/// shows.
class TrainPage : public Page
{
    Q_OBJECT
public:
    explicit TrainPage(const PageContext &context, QWidget *parent = nullptr);
    ~TrainPage() override;

    Id id() const override { return Id::Train; }
    QString title() const override;
    QString iconName() const override { return QStringLiteral("graduation-cap"); }
    void setSession(ProjectSession *session) override;
    void focusStart() override;
    QList<QAction *> pageActions() const override;
    QWidget *leftPane() const override;
    QWidget *rightPane() const override;
    void retranslate() override;
    /// {"run": id}: shows it; {"resume": id}: goes on; {"again": id}: a new run with its recipe.
    void open(const QVariant &what) override;

    NewRunView &newRun() { return *m_new; }
    RunningView &running() { return *m_running; }
    /// A file of the window's or of the command line's becomes an own recipe, which is chosen.
    void importRecipe(const QString &path);
    /// Shows a feed as the run that is going, without a job (pictures and tests).
    void showFeed(std::shared_ptr<MetricFeed> feed, const TrainOptions &options);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    struct ActiveRun {
        quint64 job = 0;
        std::shared_ptr<MetricFeed> feed;
        TrainOptions options;
        bool announced = false;
    };
    enum class Show { NewRun, Running, Past, TooFew };

    void makeHeader();
    void makeActions();
    void turnTo(Show what);
    /// What the chosen training takes is measured while its form is seen and nothing trains.
    void watchEstimate();
    void showTimes(); ///< of presets and models, as far as they are known
    void showHeader();
    void readModels();
    void readData();
    void readDraft();
    void saveDraft();
    void openModelFolder();
    void watchRecipes();
    void saveRecipe();
    void addRecipe(const SavedRecipe &recipe);
    void changeRecipe(const SavedRecipe &before, SavedRecipe now);
    void removeRecipe(const SavedRecipe &recipe);
    void askRecipeFile();
    void askRecipeTarget(const SavedRecipe &recipe);
    void startTraining();
    void startJob(TrainOptions options, std::optional<RunSummary> resumed);
    void poll();
    void jobFinished(quint64 job, const Result<Outcome> &outcome,
                     const std::shared_ptr<TrainSummary> &summary);
    void tellEnd(const RunSummary &run);
    void openRun(qint64 runId);
    void resumeRun(qint64 runId);
    /// Reads a run in the background. `act` gets nothing where there is none, or the file can't be
    /// read, which is said.
    void readRun(qint64 runId, std::function<void(const std::optional<RunSummary> &)> act);
    void endRun(const ActiveRun &ended, const RunSummary &run, const Result<Outcome> &outcome);
    void togglePause();
    void stopRun();
    ActiveRun *shown();

    QPointer<ProjectSession> m_session;
    std::deque<ActiveRun> m_active; ///< in the order of their start
    quint64 m_modelsQuestion = 0;   ///< answers to older ones are dropped
    quint64 m_shownJob = 0;
    qint64 m_endedRun = 0; ///< the one that Look at runs, Export and Go on mean
    Show m_show = Show::NewRun;
    bool m_stopping = false;
    bool m_nameTyped = false;
    std::optional<TrainingData> m_data;
    std::optional<RunSummary> m_pastRun;      ///< the one that is shown, when it is over
    std::unique_ptr<ProjectReader> m_counter; ///< counting a large project takes a while
    ReadToken m_dataQuestion, m_pastQuestion;
    QTimer m_draftTimer;

    EstimateWatch *m_estimate = nullptr;
    OwnRecipes *m_recipes = nullptr;
    QStackedWidget *m_stack = nullptr;
    NewRunView *m_new = nullptr;
    RunningView *m_running = nullptr;
    EmptyState *m_tooFew = nullptr;
    Button *m_labelMore = nullptr;
    QLineEdit *m_name = nullptr;
    QLabel *m_runName = nullptr;
    BadgeLabel *m_badge = nullptr;
    Button *m_startButton = nullptr, *m_saveButton = nullptr, *m_pauseButton = nullptr,
           *m_stopButton = nullptr, *m_newButton = nullptr, *m_backButton = nullptr,
           *m_runsButton = nullptr, *m_exportButton = nullptr;
    QAction *m_start = nullptr, *m_save = nullptr, *m_import = nullptr, *m_pause = nullptr,
            *m_stop = nullptr, *m_advanced = nullptr, *m_newRun = nullptr;
};

} // namespace tunedesk
