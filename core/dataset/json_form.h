#pragma once

#include "dataset/json_value.h"
#include "dataset/label_meaning.h"
#include "dataset/table_source.h"

#include <QStringList>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tunedesk
{

/// What the records of a file of JSON mean: how they become rows of a table. One thread.
class JsonForm
{
public:
    JsonForm() = default;
    virtual ~JsonForm() = default;
    JsonForm(const JsonForm &) = delete;
    JsonForm &operator=(const JsonForm &) = delete;
    /// Sees each of the first records, before look(): for what only all of them together tell.
    virtual void survey(const JsonValue &) {}
    /// Finds columns in a record. @return false: it can't be taken, and tells of none
    virtual bool look(JsonValue record) = 0;
    virtual QStringList columnNames() const = 0;
    virtual QList<PairColumn> knownColumns(const QList<QStringList> &) const { return {}; }
    /// The record whose rows next() gives.
    virtual void take(JsonValue record, qint64 number) = 0;
    /// Fills cells or problem. @return false: no more rows in the record
    virtual bool next(TableRow &row) = 0;

    /// Who says from now on what labels of answers mean, and counts them; it outlives the form.
    /// Null: labels that everybody knows are read, others are problems.
    void readLabelsWith(LabelColumn *labels) { m_labels = labels ? labels : &m_usual; }

protected:
    LabelColumn &labels() { return *m_labels; }

private:
    LabelColumn m_usual;
    LabelColumn *m_labels = &m_usual;
};

/// Keys of objects as columns, in order of appearance. A key that never holds a text is none,
/// unless its name says that it should.
class JsonColumns
{
public:
    void look(const JsonValue &object);
    const QStringList &names() const { return m_names; }
    /// Appends a cell for each column. Something nested is a problem of the row where the name
    /// says that a text belongs there, else one of the cell.
    void fill(const JsonValue &object, TableRow &row) const;

private:
    QStringList m_names;
    std::vector<std::string> m_keys;
    std::unordered_map<std::string, std::size_t> m_index;
};

/// A row for each object, after what the kind of file does to it.
class JsonRowForm : public JsonForm
{
public:
    bool look(JsonValue record) override;
    QStringList columnNames() const override { return m_columns.names(); }
    void take(JsonValue record, qint64 number) override;
    bool next(TableRow &row) override;

protected:
    /// Makes a flat object of the record.
    virtual std::optional<TableRow::Problem> flatten(JsonValue &) { return std::nullopt; }

private:
    JsonColumns m_columns;
    JsonValue m_record;
    bool m_hasRow = false;
};

/// Says that a field holds a list or an object where a text belongs.
TableRow::Problem noText(const QString &field, const JsonValue &value);

/// Columns by name and content, none of the labels by content alone, and "answers" as what it is.
QList<PairColumn> columnsBesideAnswers(const QStringList &names, QList<QStringList> rows);

inline constexpr char kAnswersKey[] = "answers";

std::unique_ptr<JsonForm> makeChatForm(const QString &fileName);
std::unique_ptr<JsonForm> makeAlpacaForm();
std::unique_ptr<JsonForm> makeLabelStudioForm();
std::unique_ptr<JsonForm> makeDoccanoForm();
std::unique_ptr<JsonForm> makeProdigyForm();
std::unique_ptr<JsonForm> makePreferenceForm(const QString &fileName);

/// The kind of file that a record is of; "json" for a flat object.
QString jsonKindOf(const JsonValue &record);
std::unique_ptr<JsonForm> makeJsonForm(const QString &kind, const QString &fileName);

} // namespace tunedesk
