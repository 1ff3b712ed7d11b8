#pragma once

#include "domain/training_recipe.h"

#include <QHash>
#include <QWidget>

#include <vector>

class QFrame;
class QLabel;
class QGridLayout;

namespace tunedesk
{

class Button;
class Field;
class Theme;

/// A form of all recipe fields: data, training, and a fold with the advanced ones. Says of each
/// value whether it is unusual or impossible, and which ones differ from the preset. Window thread.
class RecipeForm : public QWidget
{
    Q_OBJECT
public:
    explicit RecipeForm(const Theme &theme, QWidget *parent = nullptr);

    /// What «changed» is measured against, and what a reset goes back to.
    /// @param isOwn the person's own recipe, which is told so
    void setPreset(const TrainingRecipe &preset, bool isOwn = false);
    void setRecipe(const TrainingRecipe &recipe);
    /// The last possible values; where a field has an error, the value before it.
    TrainingRecipe recipe() const { return m_recipe; }
    /// The first error, and its field gets the focus.
    Result<void> check();
    int changedCount() const;
    void setAdvancedOpen(bool open);
    bool isAdvancedOpen() const;
    QWidget *editor(const QString &key) const;
    void retranslate();

Q_SIGNALS:
    void recipeChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Row {
        RecipeField field;
        Field *box = nullptr;
        QWidget *editor = nullptr;
        QString error;
        bool changed = false;
    };

    void build();
    /// Fields in as many columns as there is room for.
    struct Block {
        QGridLayout *grid;
        QStringList keys;
        int mostColumns;
        int margins;            ///< left and right together
        bool fillsRows = false; ///< few fields: in rows of about as many, each row filled
        int columns = 0;
        int filledRows = 0; ///< 0: a grid whose columns stand under each other
    };
    void arrange();
    int fittingColumns(const Block &block, std::vector<int> &widths) const;
    int fillingRows(const Block &block, int columns) const;
    void fillRows(Block &block, int rows);
    int wantedWidth(const Row &row) const;
    static QString nameAndUnit(const RecipeField &field);
    Row makeRow(const RecipeField &field);
    void edited(const QString &key, const QVariant &value);
    void showRow(Row &row);
    void showValue(Row &row);
    void showCounts();
    void reset(const QString &key);
    void offerReset(const QString &key, QWidget *at, const QPoint &where);

    const Theme &m_theme;
    TrainingRecipe m_recipe;
    TrainingRecipe m_preset;
    bool m_isOwn = false;
    QHash<QString, Row> m_rows;
    QStringList m_order;
    std::vector<Block> m_blocks;
    QLabel *m_dataTitle = nullptr, *m_dataNote = nullptr, *m_trainingTitle = nullptr;
    Button *m_fold = nullptr;
    Button *m_back = nullptr;
    QLabel *m_changes = nullptr;
    QWidget *m_advanced = nullptr;
    bool m_filling = false;
};

} // namespace tunedesk
