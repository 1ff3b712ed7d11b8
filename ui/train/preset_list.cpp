#include "train/preset_list.h"

#include "shell/theme.h"

#include <QAbstractItemView>
#include <QPainter>

namespace tunedesk
{

PresetListModel::PresetListModel(QObject *parent)
    : QAbstractListModel(parent), m_presets(recipePresets())
{
}

int PresetListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_presets.size());
}

QVariant PresetListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const RecipePreset &preset = m_presets[index.row()];
    if (role == Qt::DisplayRole)
        return preset.name;
    if (role == DescriptionRole || role == Qt::AccessibleDescriptionRole)
        return preset.description;
    return {};
}

int PresetListModel::rowOf(const QString &key) const
{
    for (int row = 0; row < m_presets.size(); ++row)
        if (m_presets[row].key == key)
            return row;
    return -1;
}

void PresetListModel::retranslate()
{
    m_presets = recipePresets();
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

PresetDelegate::PresetDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{
}

QSize PresetDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const int width = view ? view->viewport()->width() : 248;
    const QFontMetrics name(m_theme.font(Theme::Type::Body));
    const QFontMetrics small(m_theme.font(Theme::Type::Small));
    const QRect text = small.boundingRect(QRect(0, 0, width - 32, 1000), Qt::TextWordWrap,
                                          index.data(PresetListModel::DescriptionRole).toString());
    return {width, 10 + m_theme.scaled(20) + 2 + text.height() + 11 + (name.height() > 40 ? 4 : 0)};
}

void PresetDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    painter->save();
    const QRect rect = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    if (selected)
        painter->fillRect(rect, m_theme.color(Token::AccentSoft));
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(rect, m_theme.color(Token::Hover));
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1),
                      m_theme.color(Token::Grid));
    if (selected)
        painter->fillRect(QRect(rect.left(), rect.top(), 3, rect.height()),
                          m_theme.color(Token::Accent));
    QFont name = m_theme.font(Theme::Type::Body);
    name.setWeight(selected ? QFont::DemiBold : QFont::Medium);
    painter->setFont(name);
    painter->setPen(m_theme.color(Token::Text));
    const QRect inner = rect.adjusted(16, 10, -16, -11);
    const int line = m_theme.scaled(20);
    painter->drawText(QRect(inner.left(), inner.top(), inner.width(), line), Qt::AlignVCenter,
                      index.data().toString());
    painter->setFont(m_theme.font(Theme::Type::Small));
    painter->setPen(m_theme.color(Token::Text2));
    painter->drawText(inner.adjusted(0, line + 2, 0, 4), Qt::TextWordWrap,
                      index.data(PresetListModel::DescriptionRole).toString());
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    if (view && view->hasFocus() && view->currentIndex() == index) {
        painter->setPen(QPen(m_theme.color(Token::Accent), 2));
        painter->drawRect(rect.adjusted(1, 1, -1, -2));
    }
    painter->restore();
}

} // namespace tunedesk
