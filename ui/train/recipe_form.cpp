#include "train/recipe_form.h"

#include "shell/widgets.h"
#include "train/run_text.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLineEdit>
#include <QMenu>

#include <numeric>

namespace tunedesk
{

namespace
{
const QStringList kDataKeys = {QStringLiteral("objective"), QStringLiteral("max_train_pairs"),
                               QStringLiteral("validation_percent"), QStringLiteral("test_percent"),
                               QStringLiteral("context_turns")};

constexpr int kBetween = 16; ///< columns

double numberOf(const QVariant &value)
{
    return value.toDouble();
}

/// Of `count` fields in rows of about as many, the longer rows last.
int fieldsInRow(int count, int rows, int row)
{
    return count / rows + (row >= rows - count % rows);
}

/// What was typed: a number, or the word that stands for one.
QString typedNumber(const RecipeField &field, QString text)
{
    if (field.type == RecipeField::Type::Text)
        return text;
    text = text.trimmed().replace(QChar(0x2212), QLatin1Char('-'));
    for (int value : {-1, 0, 1})
        if (const QString word = specialValueText(field, value);
            !word.isEmpty() && word.compare(text, Qt::CaseInsensitive) == 0)
            return QString::number(value);
    return text;
}
} // namespace

RecipeForm::RecipeForm(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    build();
    retranslate();
    connect(&theme, &Theme::changed, this, &RecipeForm::arrange);
}

void RecipeForm::build()
{
    QStringList aboutData, training, advanced;
    for (const RecipeField &field : recipeFields()) {
        m_rows.insert(field.key, makeRow(field));
        m_order << field.key;
        (field.advanced                  ? advanced
         : kDataKeys.contains(field.key) ? aboutData
                                         : training)
            << field.key;
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    const auto section = [&](QLabel **title, QLabel **note) {
        auto *row = new QHBoxLayout;
        row->setSpacing(8);
        *title = makeLabel(Theme::Type::Section);
        row->addWidget(*title);
        if (note) {
            *note = makeLabel(Theme::Type::Small, Token::Text3);
            row->addWidget(*note);
        }
        row->addStretch(1);
        column->addLayout(row);
        column->addSpacing(10);
        auto *grid = new QGridLayout;
        grid->setHorizontalSpacing(kBetween);
        grid->setVerticalSpacing(12);
        column->addLayout(grid);
        return grid;
    };
    m_blocks.push_back({section(&m_dataTitle, &m_dataNote), aboutData, 5, 0, true});
    column->addSpacing(18);
    m_blocks.push_back({section(&m_trainingTitle, nullptr), training, 5, 0, true});
    column->addSpacing(18);

    auto *frame = new QFrame;
    frame->setProperty("frame", QByteArray("rounded"));
    auto *inFrame = new QVBoxLayout(frame);
    inFrame->setContentsMargins(0, 0, 0, 0);
    inFrame->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(6, 4, 6, 4);
    head->setSpacing(8);
    m_fold = new Button(m_theme, Button::Kind::Flat);
    m_fold->setSmall(true);
    m_changes = makeLabel(Theme::Type::Small, Token::Text3);
    m_back = new Button(m_theme, Button::Kind::Flat);
    m_back->setSmall(true);
    m_back->setIconName(QStringLiteral("rotate-ccw"));
    head->addWidget(m_fold);
    head->addWidget(m_changes);
    head->addStretch(1);
    head->addWidget(m_back);
    inFrame->addLayout(head);
    m_advanced = new QWidget;
    auto *grid = new QGridLayout(m_advanced);
    grid->setContentsMargins(12, 4, 12, 12);
    grid->setHorizontalSpacing(kBetween);
    grid->setVerticalSpacing(8);
    m_blocks.push_back({grid, advanced, 4, 24});
    arrange();
    inFrame->addWidget(m_advanced);
    column->addWidget(frame);
    column->addStretch(1);
    connect(m_fold, &QPushButton::clicked, this, [this] { setAdvancedOpen(!isAdvancedOpen()); });
    connect(m_back, &QPushButton::clicked, this, [this] {
        setRecipe(m_preset);
        Q_EMIT recipeChanged();
    });
    setAdvancedOpen(false);
}

int RecipeForm::wantedWidth(const Row &row) const
{
    const QFontMetrics label(m_theme.font(Theme::Type::SmallMedium));
    int wanted = std::max(m_theme.scaled(96), label.horizontalAdvance(nameAndUnit(row.field)) + 4);
    if (const auto *combo = qobject_cast<const QComboBox *>(row.editor))
        wanted = std::max(
            wanted,
            QFontMetrics(m_theme.font(Theme::Type::Body)).horizontalAdvance(combo->currentText()) +
                m_theme.scaled(44));
    return std::min(wanted, m_theme.scaled(210));
}

/// As many columns as show each name whole. @param widths what each column wants
int RecipeForm::fittingColumns(const Block &block, std::vector<int> &widths) const
{
    for (int columns = block.mostColumns; columns >= 1; --columns) {
        widths.assign(columns, 0);
        for (int i = 0; i < block.keys.size(); ++i)
            widths[i % columns] = std::max(widths[i % columns], wantedWidth(m_rows[block.keys[i]]));
        if (std::accumulate(widths.begin(), widths.end(), kBetween * (columns - 1)) <=
            width() - block.margins)
            break;
    }
    return static_cast<int>(widths.size());
}

/// The fewest rows of about as many fields, the longer ones last, whose fields have room when those
/// of a row are as wide as each other.
int RecipeForm::fillingRows(const Block &block, int columns) const
{
    const int count = static_cast<int>(block.keys.size());
    for (int rows = (count + columns - 1) / columns; rows < count; ++rows) {
        bool haveRoom = true;
        for (int next = 0, row = 0; row < rows; ++row) {
            const int inRow = fieldsInRow(count, rows, row);
            const int share = (width() - block.margins - kBetween * (inRow - 1)) / inRow;
            for (int i = 0; i < inRow; ++i)
                haveRoom = haveRoom && wantedWidth(m_rows[block.keys[next++]]) <= share;
        }
        if (haveRoom)
            return rows;
    }
    return count;
}

void RecipeForm::fillRows(Block &block, int rows)
{
    const int count = static_cast<int>(block.keys.size());
    const int cells = std::lcm(fieldsInRow(count, rows, 0), fieldsInRow(count, rows, rows - 1));
    for (int i = 0; i < std::max(cells, block.grid->columnCount()); ++i)
        block.grid->setColumnStretch(i, i < cells ? 1 : 0);
    for (int next = 0, row = 0; row < rows; ++row) {
        const int inRow = fieldsInRow(count, rows, row);
        for (int i = 0; i < inRow; ++i)
            block.grid->addWidget(m_rows[block.keys[next++]].box, row, i * (cells / inRow), 1,
                                  cells / inRow, Qt::AlignTop);
    }
}

void RecipeForm::arrange()
{
    for (Block &block : m_blocks) {
        std::vector<int> widths;
        const int columns = fittingColumns(block, widths);
        const int count = static_cast<int>(block.keys.size());
        const int rows = block.fillsRows && columns < count ? fillingRows(block, columns) : 0;
        if (!rows)
            for (int i = 0; i < std::max(columns, block.grid->columnCount()); ++i)
                block.grid->setColumnStretch(i, i < columns ? widths[i] : 0);
        if (block.columns == columns && block.filledRows == rows)
            continue;
        block.columns = columns;
        block.filledRows = rows;
        for (const QString &key : std::as_const(block.keys))
            block.grid->removeWidget(m_rows[key].box);
        if (rows)
            fillRows(block, rows);
        else
            for (int i = 0; i < count; ++i)
                block.grid->addWidget(m_rows[block.keys[i]].box, i / columns, i % columns,
                                      Qt::AlignTop);
    }
}

void RecipeForm::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

QString RecipeForm::nameAndUnit(const RecipeField &field)
{
    return field.unit.isEmpty() || field.name.contains(field.unit, Qt::CaseInsensitive)
               ? field.name
               : tr("%1, %2", "setting and its unit").arg(field.name, field.unit);
}

RecipeForm::Row RecipeForm::makeRow(const RecipeField &field)
{
    Row row;
    row.field = field;
    const QString key = field.key;
    if (field.type == RecipeField::Type::Choice) {
        auto *combo = new QComboBox;
        for (const QString &choice : field.choices)
            combo->addItem(choice, choice);
        combo->setMinimumContentsLength(6);
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        connect(combo, &QComboBox::activated, this,
                [this, key, combo] { edited(key, combo->currentData()); });
        row.editor = combo;
    } else {
        auto *line = new QLineEdit;
        line->setMinimumWidth(60);
        connect(line, &QLineEdit::textEdited, this,
                [this, key](const QString &text) { edited(key, text); });
        row.editor = line;
    }
    row.editor->setObjectName(key);
    row.editor->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(
        row.editor, &QWidget::customContextMenuRequested, this,
        [this, key, editor = row.editor](const QPoint &where) { offerReset(key, editor, where); });
    row.box = new Field(row.editor);
    for (QLabel *label : row.box->findChildren<QLabel *>())
        label->setWordWrap(true);
    return row;
}

void RecipeForm::edited(const QString &key, const QVariant &value)
{
    if (m_filling)
        return;
    Row &row = m_rows[key];
    TrainingRecipe next = m_recipe;
    const QVariant given = value.typeId() == QMetaType::QString
                               ? QVariant(row.field.type == RecipeField::Type::Choice
                                              ? value.toString()
                                              : typedNumber(row.field, value.toString()))
                               : value;
    const auto set = setRecipeValue(next, key, given);
    row.error = set ? QString() : QStringLiteral("%1 %2").arg(set.error().what, set.error().hint);
    if (set)
        m_recipe = next;
    showRow(row);
    showCounts();
    Q_EMIT recipeChanged();
}

void RecipeForm::showValue(Row &row)
{
    m_filling = true;
    if (auto *combo = qobject_cast<QComboBox *>(row.editor))
        combo->setCurrentIndex(combo->findData(recipeValue(m_recipe, row.field.key)));
    else
        static_cast<QLineEdit *>(row.editor)->setText(recipeValueText(m_recipe, row.field));
    m_filling = false;
    row.error.clear();
    showRow(row);
}

void RecipeForm::showRow(Row &row)
{
    const RecipeField &field = row.field;
    row.changed = recipeValue(m_recipe, field.key) != recipeValue(m_preset, field.key);
    const QString named = nameAndUnit(field);
    row.box->setTexts(row.changed ? tr("• %1, was %2").arg(named, recipeValueText(m_preset, field))
                                  : named,
                      field.hint);
    row.editor->setAccessibleName(field.name);
    row.editor->setToolTip(field.help);
    const double value = numberOf(recipeValue(m_recipe, field.key));
    const bool unusual = field.type != RecipeField::Type::Choice &&
                         field.type != RecipeField::Type::Text &&
                         (value < field.usualMinimum || value > field.usualMaximum);
    if (!row.error.isEmpty())
        row.box->setState(Field::State::Error, row.error);
    else if (unusual)
        row.box->setState(Field::State::Warning, tr("Unusual. %1").arg(field.hint));
    else
        row.box->setState(Field::State::Fine);
}

void RecipeForm::showCounts()
{
    int inFold = 0;
    for (const Row &row : std::as_const(m_rows))
        inFold += row.changed && row.field.advanced;
    m_changes->setText(inFold    ? m_isOwn ? tr("%n change(s) from the recipe", nullptr, inFold)
                                           : tr("%n change(s) from the preset", nullptr, inFold)
                          : m_isOwn ? tr("as the recipe has them")
                                 : tr("as the preset has them"));
    m_back->setText(m_isOwn ? tr("Back to the recipe") : tr("Back to preset"));
    m_back->setVisible(changedCount() > 0);
}

int RecipeForm::changedCount() const
{
    int count = 0;
    for (const Row &row : m_rows)
        count += row.changed || !row.error.isEmpty();
    return count;
}

void RecipeForm::setPreset(const TrainingRecipe &preset, bool isOwn)
{
    m_preset = preset;
    m_isOwn = isOwn;
    for (Row &row : m_rows)
        showRow(row);
    showCounts();
}

void RecipeForm::setRecipe(const TrainingRecipe &recipe)
{
    m_recipe = recipe;
    for (Row &row : m_rows)
        showValue(row);
    showCounts();
    arrange();
}

void RecipeForm::reset(const QString &key)
{
    if (const auto set = setRecipeValue(m_recipe, key, recipeValue(m_preset, key)); !set)
        return;
    showValue(m_rows[key]);
    showCounts();
    Q_EMIT recipeChanged();
}

void RecipeForm::offerReset(const QString &key, QWidget *at, const QPoint &where)
{
    QMenu menu(this);
    QAction *back =
        menu.addAction(tr("Back to %1").arg(recipeValueText(m_preset, m_rows[key].field)), this,
                       [this, key] { reset(key); });
    back->setEnabled(m_rows[key].changed || !m_rows[key].error.isEmpty());
    if (auto *line = qobject_cast<QLineEdit *>(at)) {
        menu.addSeparator();
        menu.addAction(tr("Copy"), line, &QLineEdit::copy);
        menu.addAction(tr("Paste"), line, &QLineEdit::paste);
    }
    menu.exec(at->mapToGlobal(where));
}

Result<void> RecipeForm::check()
{
    for (const QString &key : std::as_const(m_order)) {
        const Row &row = m_rows[key];
        if (row.error.isEmpty())
            continue;
        if (row.field.advanced)
            setAdvancedOpen(true);
        row.editor->setFocus(Qt::OtherFocusReason);
        return Error{ErrorKind::Input, row.error, row.field.name, {}, {}};
    }
    if (auto whole = TrainingRecipe::fromJson(m_recipe.toJson()); !whole)
        return whole.error();
    return {};
}

void RecipeForm::setAdvancedOpen(bool open)
{
    m_advanced->setVisible(open);
    m_fold->setIconName(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"));
}

bool RecipeForm::isAdvancedOpen() const
{
    return !m_advanced->isHidden();
}

QWidget *RecipeForm::editor(const QString &key) const
{
    return m_rows.value(key).editor;
}

void RecipeForm::retranslate()
{
    m_dataTitle->setText(tr("Data"));
    m_dataNote->setText(tr("frozen into a snapshot when the run starts"));
    m_trainingTitle->setText(tr("Training"));
    m_fold->setText(tr("Advanced"));
    for (const RecipeField &field : recipeFields()) {
        Row &row = m_rows[field.key];
        row.field = field;
        if (auto *combo = qobject_cast<QComboBox *>(row.editor))
            for (int i = 0; i < field.choiceNames.size(); ++i)
                combo->setItemText(i, field.choiceNames[i]);
        if (row.error.isEmpty())
            showValue(row); // words stand for some numbers
        else
            showRow(row);
    }
    showCounts();
    arrange();
}

} // namespace tunedesk
