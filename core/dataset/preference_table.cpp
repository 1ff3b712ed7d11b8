#include "dataset/preference_table.h"

#include "dataset/pair_words.h"

#include <QCoreApplication>

#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};

/// Where a row says what.
struct PreferenceColumns {
    qsizetype question = -1, chosen = -1, rejected = -1;
    bool hasDialogue = false;
    QList<qsizetype> beside;
    QStringList names; ///< of the pairs' table
};

std::optional<PreferenceColumns> preferenceColumns(const QStringList &names)
{
    PreferenceColumns found;
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QString name = names[i].trimmed().toLower();
        if (name == QLatin1String("chosen"))
            found.chosen = i;
        else if (name == QLatin1String("rejected"))
            found.rejected = i;
        else if (columnFromName(name) == PairColumn::Dialogue)
            found.hasDialogue = true;
        else if (columnFromName(name) == PairColumn::Question &&
                 (found.question < 0 ||
                  columnNameRank(name) < columnNameRank(names[found.question])))
            found.question = i;
    }
    if (found.question < 0 || found.chosen < 0 || found.rejected < 0)
        return std::nullopt;
    found.names = {QStringLiteral("question"), QStringLiteral("reply"), QStringLiteral("label")};
    if (!found.hasDialogue)
        found.names << QStringLiteral("dialogue");
    for (qsizetype i = 0; i < names.size(); ++i)
        if (i != found.question && i != found.chosen && i != found.rejected &&
            !found.names.contains(names[i])) {
            found.beside << i;
            found.names << names[i];
        }
    return found;
}

class PreferenceTable : public TableSource
{
public:
    PreferenceTable(std::unique_ptr<TableSource> table, PreferenceColumns columns, QString fileName)
        : m_table(std::move(table)), m_columns(std::move(columns)), m_fileName(std::move(fileName)),
          m_width(m_table->columnNames().size())
    {
        for (const QStringList &cells : m_table->firstRows()) {
            auto [first, second] = pairsOf({.cells = cells});
            for (const auto &row : {first, second})
                if (row && !row->problem && m_firstRows.size() < kRowsLookedAt)
                    m_firstRows << row->cells;
        }
    }

    QStringList columnNames() const override { return m_columns.names; }
    QList<QStringList> firstRows() const override { return m_firstRows; }
    qint64 position() const override { return m_table->position(); }
    qint64 size() const override { return m_table->size(); }

    Result<bool> next(TableRow &row) override
    {
        if (auto second = std::exchange(m_second, std::nullopt)) {
            row = std::move(*second);
            return true;
        }
        TableRow both;
        const auto read = m_table->next(both);
        if (!read || !*read)
            return read;
        auto [first, second] = pairsOf(std::move(both));
        row = std::move(*first);
        m_second = std::move(second);
        return true;
    }

private:
    using Pairs = std::pair<std::optional<TableRow>, std::optional<TableRow>>;
    Pairs pairsOf(TableRow row) const;
    TableRow pairOf(const TableRow &row, qsizetype reply, const QString &label) const;

    std::unique_ptr<TableSource> m_table;
    PreferenceColumns m_columns;
    QString m_fileName;
    qsizetype m_width;
    QList<QStringList> m_firstRows;
    std::optional<TableRow> m_second;
};

PreferenceTable::Pairs PreferenceTable::pairsOf(TableRow row) const
{
    if (!row.problem && row.cells.size() != m_width)
        row.problem = TableRow::Problem{.reason = Text::tr("The row has %n fields, expected %1.",
                                                           nullptr, int(row.cells.size()))
                                                      .arg(m_width)};
    if (row.problem)
        return {std::move(row), std::nullopt};
    if (row.cells[m_columns.chosen].trimmed() == row.cells[m_columns.rejected].trimmed())
        return {pairOf(row, m_columns.chosen, {}), std::nullopt};
    return {pairOf(row, m_columns.chosen, QStringLiteral("chosen")),
            pairOf(row, m_columns.rejected, QStringLiteral("rejected"))};
}

TableRow PreferenceTable::pairOf(const TableRow &row, qsizetype reply, const QString &label) const
{
    TableRow pair = row;
    pair.cells.clear();
    pair.failed.clear();
    const auto add = [&](qsizetype column) {
        if (row.failed.contains(column))
            pair.failed.insert(pair.cells.size(), row.failed[column]);
        pair.cells << row.cells[column];
    };
    add(m_columns.question);
    add(reply);
    pair.cells << label;
    if (!m_columns.hasDialogue)
        pair.cells << QStringLiteral("%1:%2").arg(m_fileName).arg(row.line);
    for (const qsizetype column : m_columns.beside)
        add(column);
    return pair;
}
} // namespace

bool isPreferenceTable(const QStringList &names)
{
    return preferenceColumns(names).has_value();
}

std::unique_ptr<TableSource> preferencesAsPairs(std::unique_ptr<TableSource> table,
                                                const PairFormat &format, const QString &fileName)
{
    if (!hasNamedColumns(format) || !table->knownColumns().isEmpty())
        return table;
    auto columns = preferenceColumns(table->columnNames());
    if (!columns)
        return table;
    return std::make_unique<PreferenceTable>(std::move(table), std::move(*columns), fileName);
}

} // namespace tunedesk
