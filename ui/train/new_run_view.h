#pragma once

#include "domain/model_info.h"
#include "jobs/train_model.h"
#include "train/training_data.h"

#include <QElapsedTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QListView;
class QTableView;
class QScrollArea;

namespace tunedesk
{

class BeforeStart;
class Button;
class EstimateBlock;
class ModelTableModel;
class PresetListModel;
class RecipeForm;
class Theme;
class TruncationWatch;

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
    void takeOver(const TrainingRecipe &recipe, const QString &modelPath);

    /// What the form says now, or its first problem with the focus on it.
    Result<TrainOptions> options();
    /// The same, and nothing moves; none: no model is chosen.
    std::optional<TrainOptions> chosen() const;
    EstimateBlock &estimate();
    QString suggestedName() const;

    QJsonObject draft() const; ///< for the project's settings
    void setDraft(const QJsonObject &draft);

    RecipeForm &form() { return *m_form; }
    ModelTableModel &models() { return *m_models; }
    QListView *presetView() const { return m_presetView; }
    QWidget *presetPane() const { return m_presetPane; }
    QWidget *startPane() const { return m_startPane; }
    void choosePreset(int row);
    void retranslate();

Q_SIGNALS:
    void changed();
    void openFolderWished();
    void downloadWished(const QString &hubName);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makePresets(const Theme &theme);
    QWidget *makeMiddle(const Theme &theme);
    void sizeModelTable();
    void fitModelColumns(); ///< those that have room; the name, the size and the place always
    void wishFor(int row);
    void askTruncation();

    const Theme &m_theme;
    PresetListModel *m_presets = nullptr;
    QListView *m_presetView = nullptr;
    QWidget *m_presetPane = nullptr, *m_startPane = nullptr;
    ModelTableModel *m_models = nullptr;
    QTableView *m_modelView = nullptr;
    QElapsedTimer m_sinceClick;
    RecipeForm *m_form = nullptr;
    BeforeStart *m_before = nullptr;
    TruncationWatch *m_truncation = nullptr;
    QLabel *m_presetsTitle = nullptr, *m_modelTitle = nullptr, *m_modelNote = nullptr,
           *m_folderNote = nullptr;
    Button *m_openFolder = nullptr;
    QString m_presetKey;
    QString m_wantedModel;
};

} // namespace tunedesk
