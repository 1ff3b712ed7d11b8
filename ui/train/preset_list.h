#pragma once

#include "domain/training_recipe.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace tunedesk
{

class Theme;

/// The presets by name and sentence.
class PresetListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { DescriptionRole = Qt::UserRole + 1 };
    explicit PresetListModel(QObject *parent = nullptr);
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    const RecipePreset &preset(int row) const { return m_presets.at(row); }
    int rowOf(const QString &key) const; ///< −1: none
    void retranslate();

private:
    QList<RecipePreset> m_presets;
};

/// Name over a sentence that wraps; selected: soft ground and an accent edge.
class PresetDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit PresetDelegate(const Theme &theme, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace tunedesk
