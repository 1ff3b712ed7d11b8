#include "runs/recipe_difference_model.h"

#include "shell/theme.h"
#include "train/cell_delegate.h"
#include "train/run_text.h"

#include <QLocale>

namespace tunedesk
{

RecipeDifferenceModel::RecipeDifferenceModel(QObject *parent) : QAbstractTableModel(parent) {}

void RecipeDifferenceModel::setRuns(const std::optional<RunSummary> &a,
                                    const std::optional<RunSummary> &b)
{
    m_a = a;
    m_b = b;
    refresh();
}

void RecipeDifferenceModel::setShowAll(bool all)
{
    m_all = all;
    refresh();
}

void RecipeDifferenceModel::refresh()
{
    beginResetModel();
    m_rows.clear();
    m_differing = m_same = 0;
    const bool both = m_a && m_b;
    const auto add = [&](const QString &name, const QString &a, const QString &b, bool differs) {
        ++(differs ? m_differing : m_same);
        if (differs || m_all || !both)
            m_rows.push_back({name, a, b});
    };
    if (m_a || m_b) {
        const auto of = [](const std::optional<RunSummary> &run, auto text) {
            return run ? text(*run) : QString();
        };
        const auto line = [&](const QString &name, auto text) {
            const QString a = of(m_a, text);
            const QString b = of(m_b, text);
            add(name, a, b, both && a != b);
        };
        line(tr("Model"), [](const RunSummary &run) { return run.modelName; });
        line(tr("Snapshot"), [](const RunSummary &run) { return run.snapshotHash.left(8); });
        for (const RecipeField &field : recipeFields())
            line(field.name,
                 [&field](const RunSummary &run) { return recipeValueText(run.recipe, field); });
        line(tr("Best at epoch"), [](const RunSummary &run) {
            return run.bestStep > 0 ? QLocale().toString(run.bestEpoch, 'f', 1)
                                    : QStringLiteral("–");
        });
    }
    endResetModel();
}

int RecipeDifferenceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RecipeDifferenceModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 3;
}

QVariant RecipeDifferenceModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[index.row()];
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return index.column() == 0 ? row.name : index.column() == 1 ? row.a : row.b;
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | Qt::AlignLeft);
    if (role == ToneRole)
        return int(index.column() == 0 ? Token::Text2 : Token::Text);
    return {};
}

QVariant RecipeDifferenceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | Qt::AlignLeft);
    if (role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Setting") : section == 1 ? tr("A", "run") : tr("B", "run");
}

} // namespace tunedesk
