#include "train/new_run_view.h"

#include "shell/widgets.h"
#include "text/pair_encoding.h"
#include "train/before_start.h"
#include "train/cell_delegate.h"
#include "train/estimate_block.h"
#include "train/model_table_model.h"
#include "train/preset_list.h"
#include "train/recipe_form.h"
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
} // namespace

NewRunView::NewRunView(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    auto *split = new Splitter(Qt::Horizontal);
    split->addWidget(makePresets(theme));
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
    choosePreset(std::max(0, m_presets->rowOf(QStringLiteral("balanced"))));
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

QWidget *NewRunView::makePresets(const Theme &theme)
{
    m_presetPane = new QWidget;
    m_presetPane->setMinimumWidth(200);
    setGround(m_presetPane, Token::Raised);
    auto *column = new QVBoxLayout(m_presetPane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_presetsTitle = makeLabel(Theme::Type::SmallBold, Token::Text3);
    m_presetsTitle->setContentsMargins(16, 12, 16, 6);
    column->addWidget(m_presetsTitle);
    m_presets = new PresetListModel(this);
    m_presetView = new QListView;
    m_presetView->setModel(m_presets);
    m_presetView->setItemDelegate(new PresetDelegate(theme, m_presetView));
    m_presetView->setFrameShape(QFrame::NoFrame);
    m_presetView->setMouseTracking(true);
    m_presetView->setResizeMode(QListView::Adjust);
    m_presetView->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setGround(m_presetView, Token::Raised);
    column->addWidget(m_presetView, 1);
    connect(m_presetView->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid() && m_presets->preset(current.row()).key != m_presetKey)
                    choosePreset(current.row());
            });
    return m_presetPane;
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
    column->setContentsMargins(24, 16, 24, 16);
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
                                       ModelTableModel::GoodFor};
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
    m_truncation->ask(model ? model->path : QString(), recipe.maxLength,
                      truncationNamed(recipe.truncation).value_or(Truncation::LongestFirst),
                      recipe.contextTurns);
}

void NewRunView::setData(const TrainingData &known, const QString &projectFile)
{
    m_before->setData(known);
    m_truncation->setData(projectFile);
}

void NewRunView::choosePreset(int row)
{
    m_presetKey = m_presets->preset(row).key;
    m_presetView->setCurrentIndex(m_presets->index(row));
    m_form->setPreset(m_presets->preset(row).recipe);
    m_form->setRecipe(m_presets->preset(row).recipe);
    m_before->setRecipe(m_form->recipe());
    Q_EMIT changed();
}

void NewRunView::takeOver(const TrainingRecipe &recipe, const QString &modelPath)
{
    m_form->setRecipe(recipe);
    m_before->setRecipe(recipe);
    m_wantedModel = modelPath;
    m_models->choose(modelPath);
    Q_EMIT changed();
}

QString NewRunView::suggestedName() const
{
    const int row = m_presets->rowOf(m_presetKey);
    const QString preset = row >= 0 ? m_presets->preset(row).name : QString();
    if (!m_models->chosen())
        return preset;
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
    const int row = m_presets->rowOf(draft[u"preset"].toString());
    choosePreset(row >= 0 ? row : std::max(0, m_presets->rowOf(QStringLiteral("balanced"))));
    if (const auto recipe = TrainingRecipe::fromJson(draft[u"recipe"].toObject());
        recipe && draft.contains(u"recipe"))
        takeOver(*recipe, draft[u"model"].toString());
    m_form->setAdvancedOpen(draft[u"advanced"].toBool());
}

void NewRunView::retranslate()
{
    m_presetsTitle->setText(tr("Presets"));
    m_presetView->setAccessibleName(tr("Presets"));
    m_modelTitle->setText(tr("Model"));
    m_modelNote->setText(tr("what it starts from"));
    m_modelView->setAccessibleName(tr("Model to start from"));
    m_openFolder->setText(tr("Open a model folder…"));
    m_folderNote->setText(tr("config.json beside model.safetensors or pytorch_model.bin"));
    m_presets->retranslate();
    m_models->retranslate();
    m_form->retranslate();
    m_before->retranslate();
}

} // namespace tunedesk
