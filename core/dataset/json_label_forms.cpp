#include "dataset/json_answer.h"
#include "dataset/json_form.h"
#include "dataset/json_turns.h"
#include "dataset/pair_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>
#include <unordered_set>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};

using Problem = TableRow::Problem;

/// Puts what stands in "meta" beside the other keys; there it is no label of the text.
void flattenMeta(JsonValue &record)
{
    const JsonValue *const found = record.find("meta");
    if (!found || !found->isObject())
        return;
    JsonValue meta = *found;
    record.remove("meta");
    std::unordered_set<std::string> taken(record.keys.begin(), record.keys.end());
    taken.insert({"label", "labels", "cats"});
    for (std::size_t i = 0; i < meta.keys.size(); ++i) {
        const bool isTaken = taken.contains(meta.keys[i]);
        record.keys.push_back(isTaken ? "meta." + meta.keys[i] : meta.keys[i]);
        record.values.push_back(std::move(meta.values[i]));
    }
}

Problem onParts(const QString &field)
{
    return {.column = field,
            .reason = Text::tr("The labels stand on parts of the text, not on all of it.")};
}

/// Texts and their labels; with who gave them in what older versions export.
class DoccanoForm : public JsonRowForm
{
public:
    QList<PairColumn> knownColumns(const QList<QStringList> &firstRows) const override
    {
        const bool hasAnswers = columnNames().contains(QLatin1String(kAnswersKey));
        return hasAnswers ? columnsBesideAnswers(columnNames(), firstRows) : QList<PairColumn>();
    }

protected:
    std::optional<Problem> flatten(JsonValue &record) override;

private:
    static std::optional<Problem> readLabels(const JsonValue &value, const QString &field,
                                             QStringList &labels);
    std::optional<Problem> readAnnotations(const JsonValue &list, std::vector<JsonAnswer> &answers);
    std::optional<Problem> readSeveral(const QStringList &given, const QString &field,
                                       const QString &told);
};

/// A text, a list of them, or an object with how much each of them holds.
std::optional<Problem> DoccanoForm::readLabels(const JsonValue &value, const QString &field,
                                               QStringList &labels)
{
    constexpr double kHolds = 0.5;
    for (std::size_t i = 0; i < value.values.size(); ++i) {
        const JsonValue &one = value.values[i];
        if (one.isNested())
            return onParts(field);
        if (value.isList())
            labels << one.toText();
        else if (one.text == "true" || one.toNumber().value_or(0) >= kHolds)
            labels << fromJsonText(value.keys[i]);
    }
    if (!value.isNested() && !value.toText().trimmed().isEmpty())
        labels << value.toText();
    return std::nullopt;
}

/// Who gave which labels; all of one person's are one answer.
std::optional<Problem> DoccanoForm::readAnnotations(const JsonValue &list,
                                                    std::vector<JsonAnswer> &answers)
{
    const QString field = QStringLiteral("annotations");
    for (const JsonValue &annotation : list.values) {
        const JsonValue *const label = annotation.find("label");
        if (annotation.find("start_offset") || (label && label->isNested()))
            return onParts(field);
        if (!label || label->toText().trimmed().isEmpty())
            continue;
        const JsonValue *const user = annotation.findFirst({"user", "username"});
        const QString annotator = user ? user->toText().trimmed() : QString();
        auto answer =
            std::find_if(answers.begin(), answers.end(), [&annotator](const JsonAnswer &known) {
                return known.annotator == annotator;
            });
        if (answer == answers.end())
            answer = answers.insert(answer, {.annotator = annotator});
        if (const JsonValue *const at = annotation.find("created_at"))
            answer->at = momentText(at->toText());
        if (const auto reason = answer->addLabel(label->toText(), labels()))
            return Problem{.column = field, .reason = *reason};
    }
    std::erase_if(answers, [](const JsonAnswer &answer) { return answer.isEmpty(); });
    return std::nullopt;
}

/// Whether labels of one text agree. @param told the one that is told, and is counted where it is
/// read
std::optional<Problem> DoccanoForm::readSeveral(const QStringList &given, const QString &field,
                                                const QString &told)
{
    JsonAnswer answer;
    std::optional<QString> reason;
    for (const QString &label : given)
        if (const auto wrong = answer.add(label, labels().peek(label)); wrong && !reason)
            reason = wrong;
    QStringList others = given;
    if (!reason)
        others.removeOne(told);
    for (const QString &label : others)
        std::ignore = labels().read(label);
    return reason ? std::optional(Problem{.column = field, .reason = *reason}) : std::nullopt;
}

std::optional<Problem> DoccanoForm::flatten(JsonValue &record)
{
    // What TuneDesk wrote has everybody's answers beside the label, which alone is edited there.
    const JsonValue *const answers = record.find(kAnswersKey);
    const bool isOwn = answers && answers->isList();
    if (isOwn)
        record.set(kAnswersKey, JsonValue::of(answers->toJson()));
    const JsonValue *const annotations = isOwn ? nullptr : record.find("annotations");
    const bool hasAnnotations = annotations && annotations->isList();
    if (hasAnnotations) {
        std::vector<JsonAnswer> read;
        if (auto problem = readAnnotations(*annotations, read))
            return problem;
        record.remove("annotations");
        record.set(kAnswersKey, JsonValue::of(answersText(read)));
    }
    flattenMeta(record);
    const auto found =
        std::find_if(record.keys.begin(), record.keys.end(), [](const std::string &key) {
            return key == "label" || key == "labels" || key == "cats";
        });
    if (found == record.keys.end())
        return std::nullopt;
    const QString field = fromJsonText(*found);
    JsonValue &value = record.values[std::size_t(found - record.keys.begin())];
    QStringList given;
    if (auto problem = readLabels(value, field, given))
        return problem;
    JsonAnswer answer;
    const bool hasAnswers = isOwn || hasAnnotations;
    if (const JsonValue *const by = hasAnswers ? nullptr : record.find("username"))
        answer.annotator = by->toText().trimmed();
    if (answer.annotator.isEmpty()) {
        // The column of labels reads the one that says something, and counts it.
        const auto says = [this](const QString &label) {
            const auto reading = this->labels().peek(label);
            return reading.label || reading.score;
        };
        const auto one = std::find_if(given.begin(), given.end(), says);
        const QString label = one == given.end() ? given.value(0) : *one;
        if (given.size() > 1)
            if (auto problem = readSeveral(given, field, label))
                return problem;
        value = JsonValue::of(label);
        *found = "label";
        return std::nullopt;
    }
    for (const QString &label : given)
        if (const auto reason = answer.addLabel(label, labels()))
            return Problem{.column = field, .reason = *reason};
    record.remove(field.toStdString());
    record.remove("username");
    record.set(kAnswersKey,
               JsonValue::of(answersText(answer.isEmpty() ? std::vector<JsonAnswer>()
                                                          : std::vector<JsonAnswer>{answer})));
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
    std::optional<Problem> readAnswer(const JsonValue &record, JsonAnswer &answer);
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
            if (auto wrong = problem(answer.addLabel(choice.toText(), labels())))
                return wrong;
        if (!chosen->values.empty() || record.find("options")) // none of them was chosen
            return std::nullopt;
    }
    if (auto wrong = problem(answer.addLabel(text, labels())))
        return wrong;
    // Where a label is asked about, rejecting it means the other one.
    const JsonValue *const asked = record.find("label");
    if (!asked || asked->toText().trimmed().isEmpty() || !answer.label)
        return std::nullopt;
    const bool isAccepted = answer.label == 1;
    const LabelMeaning meaning = labels().askedAbout(asked->toText());
    answer.label.reset();
    switch (meaning.kind) {
    case LabelMeaning::Kind::Appropriate:
        answer.label = isAccepted;
        break;
    case LabelMeaning::Kind::NotAppropriate:
        answer.label = !isAccepted;
        break;
    case LabelMeaning::Kind::Score:
        if (isAccepted) // what it has instead is not said
            answer.score = meaning.score;
        break;
    case LabelMeaning::Kind::Unlabelled:
        break;
    case LabelMeaning::Kind::Refused:
        return problem(Text::tr("Rows labelled “%1” are to be left out.")
                           .arg(asked->toText().simplified().left(40)));
    }
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
        if (isAnswer || key.starts_with('_'))
            continue;
        flat.keys.push_back(key);
        flat.values.push_back(record.values[i]);
    }
    flattenMeta(flat);
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
