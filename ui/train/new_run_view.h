#pragma once

#include "domain/model_info.h"
#include "jobs/recipe_files.h"
#include "jobs/train_model.h"
#include "train/training_data.h"

#include <QElapsedTimer>
#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QLabel;
class QTableView;
class QScrollArea;

namespace tunedesk
{

class BeforeStart;
class Button;
class EstimateBlock;
class ModelTableModel;
class RecipeForm;
class RecipePane;
class Theme;
class TruncationWatch;
struct TrainingEstimate;

/// The form of a new run: presets, model, recipe, and what is known before the start. Window
/// thread.
class NewRunView : public QWidget
{
    Q_OBJECT
public:
    explicit NewRunView(const Theme &theme, QWidget *parent = nullptr);

    void setModels(std::vector<ModelInfo> models);
    void addModel(const ModelInfo &model);
    /// @param projectFile for counting what the chosen model cuts off
    void setData(const TrainingData &data, const QString &projectFile = {});
    /// «Train again from this»: recipe and model of a run.
    void takeOver(const TrainingRecipe &recipe, const QString &modelPath, qint64 run = 0);
    void setOwnRecipes(const std::vector<SavedRecipe> &recipes);
    const SavedRecipe *ownChosen() const; ///< null: a preset, or nothing
    /// What the form says, with its model; without a name.
    SavedRecipe toSave() const;
    QString presetKey() const { return m_presetKey; } ///< of preset or own recipe; empty: none
    /// Marks a preset or own recipe, against which changes are told; the form stays as it is.
    void standOn(const QString &key);

    /// What the form says now, or its first problem with the focus on it.
    Result<TrainOptions> options();
    /// The same, and nothing moves; none: no model is chosen.
    std::optional<TrainOptions> chosen() const;
    EstimateBlock &estimate();
    /// What else could be chosen with one click, in the order in which people want its time: the
    /// presets with the chosen model, then the other models with the recipe in the form. Those
    /// that memory may not hold are left out.
    std::vector<TrainOptions> others() const;
    /// Null: not known.
    using KnownEstimates = std::function<const TrainingEstimate *(const TrainOptions &)>;
    void showTimes(const KnownEstimates &known);
    QString suggestedName() const;

    QJsonObject draft() const; ///< for the project's settings
    void setDraft(const QJsonObject &draft);

    RecipeForm &form() { return *m_form; }
    ModelTableModel &models() { return *m_models; }
    RecipePane &recipePane() const { return *m_pane; }
    QWidget *startPane() const { return m_startPane; }
    void choosePreset(int row); ///< or an own recipe, with its model where that is here
    void retranslate();

Q_SIGNALS:
    void changed();
    void openFolderWished();
    void downloadWished(const QString &hubName);
    void modelMissing(const tunedesk::SavedRecipe &recipe); ///< was chosen; another model stays

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeMiddle(const Theme &theme);
    void sizeModelTable();
    void fitModelColumns(); ///< those that have room; the name, the time and the place always
    void wishFor(int row);
    void askTruncation();
    int usualRow() const;
    const ModelInfo *modelOf(const SavedRecipe &saved) const; ///< null: not on this computer
    const ModelInfo &modelFor(int row) const;

    const Theme &m_theme;
    RecipePane *m_pane = nullptr;
    QWidget *m_startPane = nullptr;
    ModelTableModel *m_models = nullptr;
    QTableView *m_modelView = nullptr;
    QElapsedTimer m_sinceClick;
    RecipeForm *m_form = nullptr;
    BeforeStart *m_before = nullptr;
    TruncationWatch *m_truncation = nullptr;
    QLabel *m_modelTitle = nullptr, *m_modelNote = nullptr, *m_folderNote = nullptr;
    Button *m_openFolder = nullptr;
    QString m_presetKey;
    QString m_wantedModel;
    SavedRecipe m_fromRun;   ///< the run that was taken over, and its recipe
    qint64 m_freeMemory = 0; ///< bytes, at the last counting of the data; 0: not known
};

} // namespace tunedesk
