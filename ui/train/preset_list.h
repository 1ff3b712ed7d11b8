#pragma once

#include "domain/training_estimate.h"
#include "domain/training_recipe.h"
#include "jobs/recipe_files.h"

#include <QAbstractListModel>
#include <QHash>
#include <QStyledItemDelegate>

#include <vector>

namespace tunedesk
{

class Theme;

/// The presets by name and sentence; under them, where there are any, a title and the person's own
/// recipes, whose names are edited in place.
class PresetListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { DescriptionRole = Qt::UserRole + 1, TimeRole, TitleRole };
    explicit PresetListModel(QObject *parent = nullptr);
    bool setOwn(std::vector<SavedRecipe> recipes); ///< @return whether they are others

    bool isTitle(int row) const;
    const SavedRecipe *own(int row) const; ///< null: a preset or the title
    QString key(int row) const;            ///< for the draft; empty: the title
    QString name(int row) const;
    TrainingRecipe recipe(int row) const;
    int rowOf(const QString &key) const; ///< −1: none
    static QString keyOf(const SavedRecipe &recipe);
    static bool isOwnKey(const QString &key);

    /// What each takes, by key; the others: not known.
    void setEstimates(QHash<QString, TrainingEstimate> byKey);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    void retranslate();

Q_SIGNALS:
    void renamed(const tunedesk::SavedRecipe &recipe); ///< by the person; it has the new name

private:
    int presetCount() const { return static_cast<int>(m_presets.size()); }
    static QString originText(const SavedRecipe &recipe);

    QList<RecipePreset> m_presets;
    std::vector<SavedRecipe> m_own;
    QHash<QString, TrainingEstimate> m_estimates; ///< by key
};

/// Name and time over a sentence that wraps; selected: soft ground and an accent edge. A title: a
/// grey line of text.
class PresetDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit PresetDelegate(const Theme &theme, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

private:
    void paintTitle(QPainter &painter, const QRect &rect, const QString &text) const;
    QRect nameLine(const QRect &item) const;

    const Theme &m_theme;
};

} // namespace tunedesk
