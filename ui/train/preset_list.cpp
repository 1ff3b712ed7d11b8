#include "train/preset_list.h"

#include "shell/theme.h"
#include "train/estimate_text.h"
#include "train/run_text.h"

#include <QAbstractItemView>
#include <QFileInfo>
#include <QLineEdit>
#include <QPainter>

namespace tunedesk
{

namespace
{
constexpr int kBeforeTime = 8;
constexpr int kSide = 16, kAbove = 10, kBelow = 11;
const QString kOwn = QStringLiteral("own:");
} // namespace

PresetListModel::PresetListModel(QObject *parent)
    : QAbstractListModel(parent), m_presets(recipePresets())
{
}

bool PresetListModel::setOwn(std::vector<SavedRecipe> recipes)
{
    if (recipes == m_own)
        return false;
    beginResetModel();
    m_own = std::move(recipes);
    endResetModel();
    return true;
}

bool PresetListModel::isTitle(int row) const
{
    return row == presetCount() && !m_own.empty();
}

const SavedRecipe *PresetListModel::own(int row) const
{
    const int place = row - presetCount() - 1;
    return place >= 0 && place < static_cast<int>(m_own.size())
               ? &m_own[static_cast<std::size_t>(place)]
               : nullptr;
}

QString PresetListModel::keyOf(const SavedRecipe &recipe)
{
    return kOwn + QFileInfo(recipe.path).fileName();
}

bool PresetListModel::isOwnKey(const QString &key)
{
    return key.startsWith(kOwn);
}

QString PresetListModel::key(int row) const
{
    if (const SavedRecipe *saved = own(row))
        return keyOf(*saved);
    return row >= 0 && row < presetCount() ? m_presets[row].key : QString();
}

QString PresetListModel::name(int row) const
{
    if (const SavedRecipe *saved = own(row))
        return saved->name;
    return isTitle(row)                         ? tr("My recipes")
           : row >= 0 && row < m_presets.size() ? m_presets[row].name
                                                : QString();
}

TrainingRecipe PresetListModel::recipe(int row) const
{
    const SavedRecipe *saved = own(row);
    return saved ? saved->recipe : m_presets.at(row).recipe;
}

int PresetListModel::rowOf(const QString &wanted) const
{
    for (int row = 0; row < rowCount() && !wanted.isEmpty(); ++row)
        if (key(row) == wanted)
            return row;
    return -1;
}

int PresetListModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid())
        return 0;
    return presetCount() + (m_own.empty() ? 0 : 1 + static_cast<int>(m_own.size()));
}

QString PresetListModel::originText(const SavedRecipe &recipe)
{
    const QString day = recipe.savedMs > 0 ? dayText(recipe.savedMs) : QString();
    if (recipe.run > 0 && !day.isEmpty())
        return tr("From run %1, %2", "number, day").arg(recipe.run).arg(day);
    if (recipe.run > 0)
        return tr("From run %1").arg(recipe.run);
    return day.isEmpty() ? recipe.modelName : tr("Saved %1", "day").arg(day);
}

QVariant PresetListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    const SavedRecipe *saved = own(row);
    if (role == Qt::DisplayRole || (role == Qt::EditRole && saved))
        return name(row);
    if (role == TitleRole)
        return isTitle(row);
    if (isTitle(row))
        return {};
    const QString description = saved ? originText(*saved) : m_presets[row].description;
    if (role == DescriptionRole)
        return description;
    const auto estimate = m_estimates.constFind(key(row));
    const bool isKnown = estimate != m_estimates.cend();
    if (role == TimeRole)
        return isKnown ? shortDurationText(estimate->seconds()) : QString();
    if (role == Qt::ToolTipRole)
        return isKnown ? estimateRangeText(*estimate) : QString();
    if (role == Qt::AccessibleDescriptionRole)
        return isKnown ? description + QLatin1Char(' ') + estimateRangeText(*estimate)
                       : description;
    return {};
}

Qt::ItemFlags PresetListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || isTitle(index.row()))
        return Qt::NoItemFlags;
    const Qt::ItemFlags plain = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return own(index.row()) ? plain | Qt::ItemIsEditable : plain;
}

bool PresetListModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const SavedRecipe *saved = own(index.row());
    const QString name = value.toString().simplified().left(RecipeFolder::kLongestName);
    if (role != Qt::EditRole || !saved || name.isEmpty() || name == saved->name)
        return false;
    SavedRecipe &changed = m_own[static_cast<std::size_t>(saved - m_own.data())];
    changed.name = name;
    Q_EMIT dataChanged(index, index);
    Q_EMIT renamed(changed);
    return true;
}

void PresetListModel::setEstimates(QHash<QString, TrainingEstimate> byKey)
{
    m_estimates = std::move(byKey);
    Q_EMIT dataChanged(index(0), index(rowCount() - 1),
                       {TimeRole, Qt::ToolTipRole, Qt::AccessibleDescriptionRole});
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

QRect PresetDelegate::nameLine(const QRect &item) const
{
    return {item.left() + kSide, item.top() + kAbove, item.width() - 2 * kSide, m_theme.scaled(20)};
}

QSize PresetDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const int width = view ? view->viewport()->width() : 248;
    if (index.data(PresetListModel::TitleRole).toBool())
        return {width, 18 + m_theme.scaled(16) + 6};
    const QFontMetrics name(m_theme.font(Theme::Type::Body));
    const QFontMetrics small(m_theme.font(Theme::Type::Small));
    const QRect text = small.boundingRect(QRect(0, 0, width - 2 * kSide, 1000), Qt::TextWordWrap,
                                          index.data(PresetListModel::DescriptionRole).toString());
    return {width, kAbove + m_theme.scaled(20) + 2 + text.height() + kBelow +
                       (name.height() > 40 ? 4 : 0)};
}

void PresetDelegate::paintTitle(QPainter &painter, const QRect &rect, const QString &text) const
{
    painter.setFont(m_theme.font(Theme::Type::SmallBold));
    painter.setPen(m_theme.color(Token::Text3));
    painter.drawText(rect.adjusted(kSide, 0, -kSide, -6), Qt::AlignLeft | Qt::AlignBottom, text);
}

void PresetDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    painter->save();
    const QRect rect = option.rect;
    if (index.data(PresetListModel::TitleRole).toBool()) {
        paintTitle(*painter, rect, index.data().toString());
        painter->restore();
        return;
    }
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
    const QRect head = nameLine(rect);
    const QFont figures = m_theme.font(Theme::Type::Mono);
    const QString time = index.data(PresetListModel::TimeRole).toString();
    painter->setFont(figures);
    painter->setPen(m_theme.color(Token::Text2));
    painter->drawText(head, Qt::AlignVCenter | Qt::AlignRight, time);
    const int room =
        head.width() -
        (time.isEmpty() ? 0 : QFontMetrics(figures).horizontalAdvance(time) + kBeforeTime);
    QFont name = m_theme.font(Theme::Type::Body);
    name.setWeight(selected ? QFont::DemiBold : QFont::Medium);
    painter->setFont(name);
    painter->setPen(m_theme.color(Token::Text));
    painter->drawText(head, Qt::AlignVCenter,
                      QFontMetrics(name).elidedText(index.data().toString(), Qt::ElideRight, room));
    painter->setFont(m_theme.font(Theme::Type::Small));
    painter->setPen(m_theme.color(Token::Text2));
    painter->drawText(rect.adjusted(kSide, kAbove + head.height() + 2, -kSide, 4 - kBelow),
                      Qt::TextWordWrap, index.data(PresetListModel::DescriptionRole).toString());
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    if (view && view->hasFocus() && view->currentIndex() == index) {
        painter->setPen(QPen(m_theme.color(Token::Accent), 2));
        painter->drawRect(rect.adjusted(1, 1, -1, -2));
    }
    painter->restore();
}

QWidget *PresetDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                      const QModelIndex &) const
{
    auto *line = new QLineEdit(parent);
    line->setMaxLength(RecipeFolder::kLongestName);
    line->setAccessibleName(tr("Name of the recipe"));
    return line;
}

void PresetDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                          const QModelIndex &) const
{
    const QRect line = nameLine(option.rect);
    const int spare = std::max(0, editor->sizeHint().height() - line.height()) / 2;
    editor->setGeometry(line.adjusted(-8, -spare, 8, spare));
}

} // namespace tunedesk
