#include "dataset/json_answer.h"
#include "dataset/json_form.h"
#include "dataset/json_turns.h"
#include "dataset/pair_words.h"

#include <QCoreApplication>

#include <unordered_set>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};

using Problem = TableRow::Problem;

/// Texts and their labels, without who gave them.
class DoccanoForm : public JsonRowForm
{
protected:
    std::optional<Problem> flatten(JsonValue &record) override;
};

std::optional<Problem> DoccanoForm::flatten(JsonValue &record)
{
    for (std::size_t i = 0; i < record.keys.size(); ++i) {
        JsonValue &value = record.values[i];
        const QString name = QString::fromStdString(record.keys[i]);
        if (name != QLatin1String("label") && name != QLatin1String("labels") &&
            name != QLatin1String("cats"))
            continue;
        QStringList labels;
        for (std::size_t k = 0; k < value.values.size(); ++k) {
            const JsonValue &one = value.values[k];
            constexpr double kHolds = 0.5; // of categories with a weight each
            if (one.isNested())
                return Problem{.column = name,
                               .reason = Text::tr("The labels stand on parts of the text, not on "
                                                  "all of it.")};
            if (value.isList())
                labels << one.toText();
            else if (one.text == "true" || one.toNumber().value_or(0) >= kHolds)
                labels << QString::fromStdString(value.keys[k]);
        }
        if (!value.isNested())
            labels << value.toText();
        JsonAnswer answer;
        if (labels.size() > 1)
            for (const QString &label : labels)
                if (const auto reason = answer.addLabel(label))
                    return Problem{.column = name, .reason = *reason};
        value = JsonValue::of(labels.value(0));
        record.keys[i] = "label";
        return std::nullopt;
    }
    return std::nullopt;
}

/// Questions that were accepted, rejected or ignored.
class ProdigyForm : public JsonRowForm
{
public:
    QList<PairColumn> knownColumns(const QList<QStringList> &firstRows) const override
    {
        return columnsBesideAnswers(columnNames(), firstRows);
    }

protected:
    std::optional<Problem> flatten(JsonValue &record) override;

private:
    static std::optional<Problem> readAnswer(const JsonValue &record, JsonAnswer &answer);
};

std::optional<Problem> ProdigyForm::readAnswer(const JsonValue &record, JsonAnswer &answer)
{
    if (const JsonValue *const by = record.findFirst({"_annotator_id", "_session_id"}))
        answer.annotator = by->toText().trimmed();
    if (const JsonValue *const at = record.find("_timestamp"))
        answer.at = at->toNumber() ? momentText(*at->toNumber()) : QString();
    const JsonValue *const given = record.find("answer");
    const QString text = given ? given->toText().trimmed() : QString();
    const JsonValue *const chosen = record.find("accept");
    answer.isSkipped = text == QLatin1String("ignore");
    if (text.isEmpty() || answer.isSkipped)
        return std::nullopt;
    const auto problem = [](const std::optional<QString> &reason) {
        return reason
                   ? std::optional(Problem{.column = QStringLiteral("answer"), .reason = *reason})
                   : std::nullopt;
    };
    if (text == QLatin1String("accept") && chosen && chosen->isList()) {
        for (const JsonValue &choice : chosen->values)
            if (auto wrong = problem(answer.addLabel(choice.toText())))
                return wrong;
        if (answer.label)
            return std::nullopt;
    }
    // Where a label is asked about, rejecting it means the other one.
    const JsonValue *const asked = record.find("label");
    const auto label = asked ? labelFromText(asked->toText()) : std::nullopt;
    if (auto wrong = problem(answer.addLabel(text)))
        return wrong;
    if (label == 0)
        answer.label = 1 - *answer.label;
    return std::nullopt;
}

std::optional<Problem> ProdigyForm::flatten(JsonValue &record)
{
    JsonAnswer answer;
    if (auto problem = readAnswer(record, answer))
        return problem;
    JsonValue flat{.type = JsonValue::Type::Object};
    for (std::size_t i = 0; i < record.keys.size(); ++i) {
        const std::string &key = record.keys[i];
        const bool isAnswer = key == "answer" || key == "accept" || key == "label";
        if (isAnswer || key.starts_with('_') || key == "meta")
            continue;
        flat.keys.push_back(key);
        flat.values.push_back(record.values[i]);
    }
    const JsonValue *const meta = record.find("meta");
    const std::unordered_set<std::string> taken(flat.keys.begin(), flat.keys.end());
    for (std::size_t i = 0; meta && i < meta->keys.size(); ++i) {
        const bool isTaken = taken.contains(meta->keys[i]);
        flat.keys.push_back(isTaken ? "meta." + meta->keys[i] : meta->keys[i]);
        flat.values.push_back(meta->values[i]);
    }
    std::vector<JsonAnswer> answers;
    if (!answer.isEmpty())
        answers.push_back(answer);
    flat.set(kAnswersKey, JsonValue::of(answersText(answers)));
    record = std::move(flat);
    return std::nullopt;
}
} // namespace

std::unique_ptr<JsonForm> makeDoccanoForm()
{
    return std::make_unique<DoccanoForm>();
}

std::unique_ptr<JsonForm> makeProdigyForm()
{
    return std::make_unique<ProdigyForm>();
}

} // namespace tunedesk
