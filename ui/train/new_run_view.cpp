#include "train/new_run_view.h"

#include "shell/widgets.h"
#include "text/pair_encoding.h"
#include "train/before_start.h"
#include "train/cell_delegate.h"
#include "train/estimate_block.h"
#include "train/estimate_text.h"
#include "train/model_table_model.h"
#include "train/preset_list.h"
#include "train/recipe_form.h"
#include "train/recipe_pane.h"
#include "train/run_text.h"
#include "train/truncation_watch.h"

#include <QApplication>
#include <QEvent>
#include <QHeaderView>
#include <QListView>
#include <QScrollArea>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <numeric>

namespace tunedesk
{

namespace
{
constexpr int kRowsShown = 6; ///< of models; the others are scrolled to
constexpr int kScrollBarRoom = 12;
constexpr double kUsualSeconds = 22 * 60; ///< as wide as most times
constexpr int kCellMargins = 22;
constexpr qint64 kBytesPerWeight = 4; ///< in memory, however small the file
/// Weights, their gradients and what the optimizer remembers of them, at most.
constexpr qint64 kMemoryPerWeight = 4;
} // namespace

NewRunView::NewRunView(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    auto *split = new Splitter(Qt::Horizontal);
    m_pane = new RecipePane(theme);
    connect(m_pane, &RecipePane::chosen, this, [this](int chosenRow) {
        if (m_pane->recipes().key(chosenRow) != m_presetKey)
            choosePreset(chosenRow);
    });
    split->addWidget(m_pane);
    split->addWidget(makeMiddle(theme));
    m_before = new BeforeStart(theme);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setGround(m_before, Token::Base);
    scroll->setWidget(m_before);
    m_startPane = scroll;
    m_before->installEventFilter(this); // its texts grow with the size of the text
    split->addWidget(scroll);
    split->setStretchFactor(1, 1);
    split->setSizes({248, 800, 316});
    row->addWidget(split);
    connect(m_form, &RecipeForm::recipeChanged, this, [this] {
        m_before->setRecipe(m_form->recipe());
        Q_EMIT changed();
    });
    connect(m_models, &ModelTableModel::chosenChanged, this, &NewRunView::changed);
    m_truncation = new TruncationWatch(this);
    connect(m_truncation, &TruncationWatch::counted, m_before, &BeforeStart::setTruncation);
    connect(m_truncation, &TruncationWatch::unknown, this, [this] { m_before->setTruncation({}); });
    connect(this, &NewRunView::changed, this, &NewRunView::askTruncation);
    connect(&m_before->estimate(), &EstimateBlock::batchSizeWished, this, [this](int batchSize) {
        TrainingRecipe recipe = m_form->recipe();
        recipe.batchSize = batchSize;
        m_form->setRecipe(recipe);
        m_before->setRecipe(recipe);
        Q_EMIT changed();
    });
    retranslate();
    choosePreset(usualRow());
}

int NewRunView::usualRow() const
{
    return std::max(0, m_pane->recipes().rowOf(QStringLiteral("balanced")));
}

bool NewRunView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_before && event->type() == QEvent::LayoutRequest)
        m_startPane->setMinimumWidth(
            std::max(260, m_before->minimumSizeHint().width() + kScrollBarRoom));
    if (watched == m_modelView->viewport() && event->type() == QEvent::Resize)
        fitModelColumns();
    return QWidget::eventFilter(watched, event);
}

QWidget *NewRunView::makeMiddle(const Theme &theme)
{
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *middle = new QWidget;
    setGround(middle, Token::Base);
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(24, 16, 24 - kScrollBarRoom + 4, 16);
    column->setSpacing(0);
    auto *title = new QHBoxLayout;
    title->setSpacing(8);
    m_modelTitle = makeLabel(Theme::Type::Section);
    m_modelNote = makeLabel(Theme::Type::Small, Token::Text3);
    title->addWidget(m_modelTitle);
    title->addWidget(m_modelNote);
    title->addStretch(1);
    column->addLayout(title);
    column->addSpacing(10);
    m_models = new ModelTableModel(this);
    m_modelView = new QTableView;
    m_modelView->setModel(m_models);
    m_modelView->setItemDelegate(new CellDelegate(theme, m_modelView));
    m_modelView->setProperty("framed", true);
    m_modelView->setShowGrid(false);
    m_modelView->setMouseTracking(true);
    m_modelView->verticalHeader()->hide();
    m_modelView->setSelectionMode(QAbstractItemView::NoSelection); // the chosen row is marked
    m_modelView->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_modelView->setTabKeyNavigation(false);
    m_modelView->horizontalHeader()->setHighlightSections(false);
    m_modelView->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_modelView->horizontalHeader()->setSectionResizeMode(ModelTableModel::GoodFor,
                                                          QHeaderView::Stretch);
    for (const int fitted : {ModelTableModel::Language, ModelTableModel::Time})
        m_modelView->horizontalHeader()->setSectionResizeMode(fitted, QHeaderView::Fixed);
    column->addWidget(m_modelView);
    connect(m_modelView->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) { m_models->chooseRow(current.row()); });
    // Not activated(): some desktops send it with every click, and a wish told twice is taken back.
    for (const int key : {Qt::Key_Return, Qt::Key_Enter})
        connect(new QShortcut(QKeySequence(key), m_modelView, nullptr, nullptr, Qt::WidgetShortcut),
                &QShortcut::activated, this,
                [this] { wishFor(m_modelView->currentIndex().row()); });
    connect(m_modelView, &QTableView::clicked, this, [this](const QModelIndex &index) {
        const bool isDoubleClick =
            m_sinceClick.isValid() && m_sinceClick.restart() < QApplication::doubleClickInterval();
        if (!m_sinceClick.isValid())
            m_sinceClick.start();
        if (index.column() == ModelTableModel::Here && !isDoubleClick)
            wishFor(index.row());
    });
    connect(m_models, &ModelTableModel::chosenChanged, this, [this] {
        if (m_models->chosenRow() >= 0)
            m_modelView->setCurrentIndex(
                m_models->index(m_models->chosenRow(), ModelTableModel::Name));
    });
    connect(m_models, &QAbstractItemModel::modelReset, this, &NewRunView::sizeModelTable);
    connect(m_models, &QAbstractItemModel::rowsInserted, this, &NewRunView::sizeModelTable);
    connect(&m_theme, &Theme::changed, this, &NewRunView::sizeModelTable);
    auto *folder = new QHBoxLayout;
    m_openFolder = new Button(theme, Button::Kind::Link);
    m_openFolder->setSmall(true);
    m_folderNote = new ElidedLabel(Theme::Type::Small, Token::Text3);
    folder->addWidget(m_openFolder);
    folder->addWidget(m_folderNote, 1);
    column->addSpacing(6);
    column->addLayout(folder);
    column->addSpacing(14);
    connect(m_openFolder, &QPushButton::clicked, this, &NewRunView::openFolderWished);
    m_form = new RecipeForm(theme);
    column->addWidget(m_form, 1);
    scroll->setWidget(middle);
    sizeModelTable();
    m_modelView->viewport()->installEventFilter(this);
    return scroll;
}

void NewRunView::sizeModelTable()
{
    const int line = m_theme.scaled(28);
    m_modelView->verticalHeader()->setMinimumSectionSize(line);
    m_modelView->verticalHeader()->setDefaultSectionSize(line);
    m_modelView->horizontalHeader()->setFixedHeight(m_theme.scaled(30));
    m_modelView->setFixedHeight(m_theme.scaled(30) +
                                line * std::clamp(m_models->rowCount(), 1, kRowsShown) + 2);
    m_modelView->horizontalHeader()->setMaximumSectionSize(m_theme.scaled(320));
    fitModelColumns();
}

void NewRunView::fitModelColumns()
{
    constexpr std::array kFirstToGo = {ModelTableModel::Layers, ModelTableModel::Language,
                                       ModelTableModel::GoodFor, ModelTableModel::Weights};
    QHeaderView *header = m_modelView->horizontalHeader();
    for (const int column : kFirstToGo)
        m_modelView->setColumnHidden(column, false);
    std::array<int, ModelTableModel::ColumnCount> wanted{};
    for (int column = 0; column < ModelTableModel::ColumnCount; ++column)
        wanted[column] =
            column == ModelTableModel::GoodFor
                ? m_theme.scaled(95)
                : std::max(
                      header->sectionSizeHint(column),
                      static_cast<QAbstractItemView *>(m_modelView)->sizeHintForColumn(column));
    // Times come one by one: the column is wide enough for most from the start.
    wanted[ModelTableModel::Time] =
        std::max(wanted[ModelTableModel::Time],
                 QFontMetrics(m_theme.font(Theme::Type::Mono))
                         .horizontalAdvance(shortDurationText(kUsualSeconds)) +
                     kCellMargins);
    // Of many languages the first ones are enough; the tool tip has them all.
    wanted[ModelTableModel::Language] =
        std::min(wanted[ModelTableModel::Language],
                 std::max(header->sectionSizeHint(ModelTableModel::Language), m_theme.scaled(96)));
    for (const int column : {ModelTableModel::Language, ModelTableModel::Time})
        header->resizeSection(column, wanted[column]);
    int needed = std::accumulate(wanted.begin(), wanted.end(), 0);
    // The number of layers goes already where what a model is good for would be cut.
    const int whole = std::min(
        m_theme.scaled(210),
        static_cast<QAbstractItemView *>(m_modelView)->sizeHintForColumn(ModelTableModel::GoodFor));
    const int more = std::max(0, whole - wanted[ModelTableModel::GoodFor]);
    for (const int column : kFirstToGo) {
        const int extra = column == ModelTableModel::Layers ? more : 0;
        if (needed + extra <= m_modelView->viewport()->width())
            continue;
        m_modelView->setColumnHidden(column, true);
        needed -= wanted[column];
    }
    header->setStretchLastSection(m_modelView->isColumnHidden(ModelTableModel::GoodFor));
}

void NewRunView::setModels(std::vector<ModelInfo> models)
{
    m_models->setModels(std::move(models));
    if (!m_wantedModel.isEmpty())
        m_models->choose(m_wantedModel);
}

void NewRunView::addModel(const ModelInfo &model)
{
    m_models->add(model);
}

void NewRunView::wishFor(int row)
{
    if (const ModelInfo *model = m_models->model(row); model && model->onHub)
        Q_EMIT downloadWished(model->hubName);
}

void NewRunView::askTruncation()
{
    const ModelInfo *model = m_models->chosen();
    const TrainingRecipe recipe = m_form->recipe();
    m_truncation->ask(
        {.modelFolder = model ? model->path : QString(),
         .maxLength = recipe.maxLength,
         .truncation = truncationNamed(recipe.truncation).value_or(Truncation::LongestFirst),
         .contextTurns = recipe.contextTurns,
         .reading =
             recipe.head == QLatin1String("features") ? PairReading::Apart : PairReading::Joined});
}

void NewRunView::setData(const TrainingData &known, const QString &projectFile)
{
    m_freeMemory = known.freeMemory;
    m_before->setData(known);
    m_truncation->setData(projectFile);
}

void NewRunView::standOn(const QString &key)
{
    const PresetListModel &recipes = m_pane->recipes();
    const int row = recipes.rowOf(key);
    m_presetKey = row >= 0 ? key : QString();
    m_pane->setCurrentRow(row);
    if (row >= 0)
        m_form->setPreset(recipes.recipe(row), recipes.own(row) != nullptr);
}

void NewRunView::choosePreset(int row)
{
    const PresetListModel &recipes = m_pane->recipes();
    standOn(recipes.key(row));
    m_fromRun = {};
    m_form->setRecipe(recipes.recipe(row));
    m_before->setRecipe(m_form->recipe());
    if (const SavedRecipe *saved = recipes.own(row)) {
        if (const ModelInfo *model = modelOf(*saved))
            m_models->choose(model->path);
        else if (!saved->modelName.isEmpty() && m_models->rowCount() > 0)
            Q_EMIT modelMissing(*saved);
    }
    Q_EMIT changed();
}

const ModelInfo *NewRunView::modelOf(const SavedRecipe &saved) const
{
    return m_models->find(saved.modelFolder, saved.modelName);
}

void NewRunView::setOwnRecipes(const std::vector<SavedRecipe> &recipes)
{
    const bool isAwaited =
        PresetListModel::isOwnKey(m_presetKey) && !m_pane->view()->currentIndex().isValid();
    if (!m_pane->recipes().setOwn(recipes) && !isAwaited)
        return;
    standOn(m_presetKey);
    Q_EMIT changed();
}

const SavedRecipe *NewRunView::ownChosen() const
{
    return m_pane->recipes().own(m_pane->recipes().rowOf(m_presetKey));
}

SavedRecipe NewRunView::toSave() const
{
    SavedRecipe recipe;
    recipe.recipe = m_form->recipe();
    if (m_fromRun.run > 0 && m_fromRun.recipe == recipe.recipe)
        recipe.run = m_fromRun.run;
    if (const ModelInfo *model = m_models->chosen()) {
        recipe.modelName = model->hubName.isEmpty() ? model->name : model->hubName;
        recipe.modelFolder = model->path;
    }
    return recipe;
}

void NewRunView::takeOver(const TrainingRecipe &recipe, const QString &modelPath, qint64 run)
{
    m_fromRun = {.recipe = recipe, .run = run};
    m_form->setRecipe(recipe);
    m_before->setRecipe(recipe);
    m_wantedModel = modelPath;
    m_models->choose(modelPath);
    Q_EMIT changed();
}

QString NewRunView::suggestedName() const
{
    const PresetListModel &recipes = m_pane->recipes();
    const int row = recipes.rowOf(m_presetKey);
    const QString preset = recipes.name(row);
    if (!m_models->chosen() || recipes.own(row))
        return preset;
    if (preset.isEmpty())
        return tr("%1, %2", "name of a run: model, layers")
            .arg(m_models->chosen()->name, layersText(m_form->recipe().trainLayers));
    return tr("%1, %2, %3", "name of a run: preset, model, layers")
        .arg(preset, m_models->chosen()->name, layersText(m_form->recipe().trainLayers));
}

Result<TrainOptions> NewRunView::options()
{
    if (!m_models->chosen()) {
        m_modelView->setFocus();
        return Error{
            ErrorKind::Model,
            tr("No model to start from."),
            {},
            tr("Open a model folder, or run packaging/start once to get the starter model."),
            {}};
    }
    if (auto fine = m_form->check(); !fine)
        return fine.error();
    return TrainOptions{{}, m_models->chosen()->name, m_models->chosen()->path, m_form->recipe()};
}

std::optional<TrainOptions> NewRunView::chosen() const
{
    const ModelInfo *model = m_models->chosen();
    if (!model)
        return {};
    return TrainOptions{{}, model->name, model->path, m_form->recipe()};
}

/// What choosing the row would train: an own recipe's model, else the chosen one, which there is.
const ModelInfo &NewRunView::modelFor(int row) const
{
    const SavedRecipe *saved = m_pane->recipes().own(row);
    const ModelInfo *model = saved ? modelOf(*saved) : nullptr;
    return model ? *model : *m_models->chosen();
}

std::vector<TrainOptions> NewRunView::others() const
{
    const ModelInfo *chosen = m_models->chosen();
    if (!chosen)
        return {};
    std::vector<TrainOptions> others;
    const auto fits = [this](const ModelInfo &model) {
        const qint64 weights = std::max(model.weightBytes, model.parameters * kBytesPerWeight);
        return m_freeMemory == 0 || weights * kMemoryPerWeight < m_freeMemory;
    };
    const auto add = [&](const ModelInfo &model, const TrainingRecipe &recipe) {
        if (fits(model))
            others.push_back({{}, model.name, model.path, recipe});
    };
    const PresetListModel &recipes = m_pane->recipes();
    for (int row = 0; row < recipes.rowCount(); ++row)
        if (!recipes.isTitle(row))
            add(modelFor(row), recipes.recipe(row));
    for (int row = 0; row < m_models->rowCount(); ++row)
        if (const ModelInfo &model = *m_models->model(row);
            &model != chosen && ModelTableModel::isUsable(model))
            add(model, m_form->recipe());
    return others;
}

void NewRunView::showTimes(const KnownEstimates &known)
{
    QHash<QString, TrainingEstimate> byModel, byPreset;
    for (int row = 0; row < m_models->rowCount(); ++row) {
        const ModelInfo &model = *m_models->model(row);
        if (!ModelTableModel::isUsable(model))
            continue;
        if (const auto *found = known({{}, model.name, model.path, m_form->recipe()}))
            byModel.insert(model.path, *found);
    }
    const PresetListModel &recipes = m_pane->recipes();
    for (int row = 0; row < recipes.rowCount() && m_models->chosen(); ++row) {
        if (recipes.isTitle(row))
            continue;
        const ModelInfo &model = modelFor(row);
        if (const auto *found = known({{}, model.name, model.path, recipes.recipe(row)}))
            byPreset.insert(recipes.key(row), *found);
    }
    m_models->setEstimates(std::move(byModel));
    m_pane->recipes().setEstimates(std::move(byPreset));
}

EstimateBlock &NewRunView::estimate()
{
    return m_before->estimate();
}

QJsonObject NewRunView::draft() const
{
    return {
        {QStringLiteral("preset"), m_presetKey},
        {QStringLiteral("recipe"), m_form->recipe().toJson()},
        {QStringLiteral("model"), m_models->chosen() ? m_models->chosen()->path : m_wantedModel},
        {QStringLiteral("advanced"), m_form->isAdvancedOpen()}};
}

void NewRunView::setDraft(const QJsonObject &draft)
{
    const QString key = draft[u"preset"].toString();
    const int row = m_pane->recipes().rowOf(key);
    choosePreset(row >= 0 ? row : usualRow());
    if (row < 0 && PresetListModel::isOwnKey(key)) {
        m_presetKey = key; // the own recipes are still being read
        m_pane->setCurrentRow(-1);
    }
    if (const auto recipe = TrainingRecipe::fromJson(draft[u"recipe"].toObject());
        recipe && draft.contains(u"recipe"))
        takeOver(*recipe, draft[u"model"].toString());
    m_form->setAdvancedOpen(draft[u"advanced"].toBool());
}

void NewRunView::retranslate()
{
    m_pane->retranslate();
    m_modelTitle->setText(tr("Model"));
    m_modelNote->setText(tr("what it starts from"));
    m_modelView->setAccessibleName(tr("Model to start from"));
    m_openFolder->setText(tr("Open a model folder…"));
    m_folderNote->setText(tr("config.json beside model.safetensors or pytorch_model.bin"));
    m_models->retranslate();
    m_form->retranslate();
    m_before->retranslate();
}

} // namespace tunedesk
