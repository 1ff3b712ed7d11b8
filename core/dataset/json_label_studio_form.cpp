#include "dataset/json_answer.h"
#include "dataset/json_form.h"
#include "dataset/json_turns.h"
#include "dataset/label_meaning.h"
#include "dataset/pair_format_guess.h"
#include "dataset/pair_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};

using Problem = TableRow::Problem;

Problem answerProblem(const QString &reason)
{
    return {.column = QString::fromLatin1(kAnswersKey), .reason = reason};
}

QString personOf(const JsonValue *by)
{
    if (!by)
        return {};
    if (!by->isObject())
        return by->toText().trimmed();
    const JsonValue *const name = by->findFirst({"email", "username", "id"});
    return name ? name->toText().trimmed() : QString();
}

/// Who, when and for how long; of an annotation, or of a flat record.
JsonAnswer answerOf(const JsonValue &record)
{
    JsonAnswer answer;
    answer.annotator = personOf(record.findFirst({"completed_by", "annotator"}));
    if (const JsonValue *const at = record.find("created_at"))
        answer.at = momentText(at->toText());
    if (const JsonValue *const seconds = record.find("lead_time"))
        answer.seconds = seconds->toNumber();
    const JsonValue *const isCancelled = record.find("was_cancelled");
    answer.isSkipped = isCancelled && isCancelled->text == "true";
    return answer;
}

/// A choice as a text, a list of them, or {"choices": [...]}.
std::optional<Problem> addChoices(const JsonValue &choice, LabelColumn &labels, JsonAnswer &answer)
{
    if (choice.isList()) {
        for (const JsonValue &one : choice.values)
            if (auto problem = addChoices(one, labels, answer))
                return problem;
        return std::nullopt;
    }
    if (const JsonValue *const choices = choice.find("choices"))
        return addChoices(*choices, labels, answer);
    if (choice.isObject())
        return answerProblem(Text::tr("A choice is no text."));
    if (choice.toText().trimmed().isEmpty())
        return std::nullopt;
    const auto reason = answer.addLabel(choice.toText(), labels);
    return reason ? std::optional(answerProblem(*reason)) : std::nullopt;
}

/// A number, a list with one, or {"rating": number}.
std::optional<Problem> addRating(const JsonValue &rating, JsonAnswer &answer)
{
    if (rating.isList() && rating.values.size() == 1)
        return addRating(rating.values.front(), answer);
    if (const JsonValue *const inside = rating.findFirst({"rating", "number"}))
        return addRating(*inside, answer);
    if (!rating.isNested() && rating.toText().trimmed().isEmpty())
        return std::nullopt;
    answer.score = rating.isNested() ? std::nullopt : rating.toNumber();
    if (answer.score)
        return std::nullopt;
    return answerProblem(Text::tr("“%1” is no number.").arg(rating.toText().simplified().left(40)));
}

std::string nameOf(const JsonValue &result)
{
    const JsonValue *const name = result.find("from_name");
    return name ? name->text : std::string();
}

/// Fields that Label Studio adds to those of a flat record.
bool isItsOwn(const std::string &key)
{
    static const std::unordered_set<std::string> names{
        "id",         "annotator", "annotation_id", "created_at",
        "updated_at", "lead_time", "was_cancelled", "completed_by"};
    return names.contains(key);
}

/// Choices as addChoices() takes them.
QStringList choiceTexts(const JsonValue &choice)
{
    if (choice.isString())
        return {choice.toText()};
    if (const JsonValue *const choices = choice.find("choices"))
        return choiceTexts(*choices);
    QStringList texts;
    if (choice.isList())
        for (const JsonValue &one : choice.values)
            if (one.isString())
                texts << one.toText();
    return texts;
}

/// Whether choices are nothing but labels that are known.
bool holdsKnownLabels(const JsonValue &value)
{
    const JsonValue *const choices = value.find("choices");
    const QStringList texts = choices ? choiceTexts(*choices) : QStringList();
    return !texts.isEmpty() && std::all_of(texts.begin(), texts.end(), [](const QString &text) {
        return guessedMeaning(text, NumberScale::TwoLabels).has_value();
    });
}

/// Tasks with annotations, or flat objects ("JSON-MIN").
class LabelStudioForm : public JsonRowForm
{
public:
    void survey(const JsonValue &record) override;
    bool look(JsonValue record) override
    {
        findLabelField();
        return JsonRowForm::look(std::move(record));
    }
    QList<PairColumn> knownColumns(const QList<QStringList> &firstRows) const override
    {
        return columnsBesideAnswers(columnNames(), firstRows);
    }

protected:
    std::optional<Problem> flatten(JsonValue &record) override
    {
        const JsonValue *const data = record.find("data");
        return data && data->isObject() ? flattenTask(record) : flattenRow(record);
    }

private:
    std::optional<Problem> flattenTask(JsonValue &record);
    std::optional<Problem> flattenRow(JsonValue &record);
    std::optional<Problem> addTurns(const JsonValue &list, const std::string &key, JsonValue &flat);
    std::optional<Problem> addResults(const JsonValue &results, JsonAnswer &answer);
    PairColumn meaningOf(const std::string &name);
    bool isLabelField(const std::string &key);
    void findLabelField();

    /// A field of flat records that may be the choice of a person, by what it holds.
    struct Choices {
        std::string key;
        bool isResult = false; ///< stands behind the task's id, where the answers are
        QStringList cells;
    };
    std::vector<Choices> m_choices;
    bool m_hasNamedLabel = false;
    std::string m_labelField; ///< found by content; empty: none

    std::unordered_map<std::string, PairColumn> m_meanings; ///< of names that were asked about
};

/// What a name stands for; looking it up takes longer than all else here.
PairColumn LabelStudioForm::meaningOf(const std::string &name)
{
    constexpr std::size_t kMostNames = 2'000;
    if (const auto known = m_meanings.find(name); known != m_meanings.end())
        return known->second;
    const PairColumn meaning = columnFromName(fromJsonText(name));
    if (m_meanings.size() < kMostNames)
        m_meanings.emplace(name, meaning);
    return meaning;
}

bool LabelStudioForm::isLabelField(const std::string &key)
{
    return key == "choice" || key == m_labelField || meaningOf(key) == PairColumn::Label;
}

void LabelStudioForm::survey(const JsonValue &record)
{
    if (const JsonValue *const data = record.find("data"); data && data->isObject())
        return;
    constexpr std::size_t kMostFields = 1'024; // no table may have more columns
    bool isBehindId = false;
    for (std::size_t i = 0; i < std::min(record.keys.size(), kMostFields); ++i) {
        const std::string &key = record.keys[i];
        isBehindId |= key == "id";
        if (isItsOwn(key))
            continue;
        if (isLabelField(key)) {
            m_hasNamedLabel = true;
            return;
        }
        const QStringList texts = choiceTexts(record.values[i]);
        if (texts.isEmpty() || meaningOf(key) != PairColumn::LeaveOut)
            continue;
        auto known = std::find_if(m_choices.begin(), m_choices.end(),
                                  [&key](const Choices &choices) { return choices.key == key; });
        if (known == m_choices.end())
            known = m_choices.insert(known, {.key = key, .isResult = isBehindId});
        known->cells << texts;
    }
}

/// The field with a choice, by what it holds, where none is named so.
void LabelStudioForm::findLabelField()
{
    const auto choices = std::exchange(m_choices, {});
    if (m_hasNamedLabel || choices.empty())
        return;
    for (const bool isResult : {true, false})
        for (const Choices &field : choices)
            if (m_labelField.empty() && field.isResult == isResult &&
                areLabels(field.cells, isResult ? kHalfOfThem : kNearlyAll))
                m_labelField = field.key;
}

std::optional<Problem> LabelStudioForm::flattenTask(JsonValue &record)
{
    const JsonValue &data = *record.find("data");
    JsonValue flat{.type = JsonValue::Type::Object};
    std::optional<std::size_t> turns;
    for (std::size_t i = 0; i < data.keys.size(); ++i) {
        if (!turns && isTurnList(data.values[i])) {
            turns = i;
            continue;
        }
        flat.keys.push_back(data.keys[i]);
        flat.values.push_back(data.values[i]);
    }
    if (turns)
        if (auto problem = addTurns(data.values[*turns], data.keys[*turns], flat))
            return problem;
    std::vector<JsonAnswer> answers;
    static const JsonValue none;
    const JsonValue *const annotations = record.find("annotations");
    for (const JsonValue &annotation : (annotations ? *annotations : none).values) {
        JsonAnswer answer = answerOf(annotation);
        if (const JsonValue *const note = annotation.find("note"))
            answer.note = note->toText();
        const JsonValue *const results = annotation.find("result");
        if (results && !answer.isSkipped)
            if (auto problem = addResults(*results, answer))
                return problem;
        if (!answer.isEmpty())
            answers.push_back(answer);
    }
    flat.set(kAnswersKey, JsonValue::of(answersText(answers)));
    record = std::move(flat);
    return std::nullopt;
}

/// The last reply, or the last question where the reply stands elsewhere, and what was said before.
std::optional<Problem> LabelStudioForm::addTurns(const JsonValue &list, const std::string &key,
                                                 JsonValue &flat)
{
    std::vector<ChatTurn> turns;
    if (auto problem = readTurns(list, QString::fromStdString(key), turns))
        return problem;
    const Chat chat = chatOf(turns);
    const auto add = [&flat](const char *name, const QString &text) {
        if (!flat.find(name))
            flat.set(name, JsonValue::of(text));
    };
    const bool hasQuestion =
        std::any_of(flat.keys.begin(), flat.keys.end(), [this](const std::string &name) {
            return meaningOf(name) == PairColumn::Question;
        });
    if (chat.openQuestion.isEmpty() && !chat.pairs.empty()) {
        add("question", chat.pairs.back().question);
        add("reply", chat.pairs.back().reply);
        add("context", chat.context(chat.pairs.back().contextLetters));
    } else if (hasQuestion) {
        add("context", chat.lines);
    } else {
        add("question", chat.openQuestion);
        add("context", chat.context(chat.openContextLetters));
    }
    return std::nullopt;
}

std::optional<Problem> LabelStudioForm::addResults(const JsonValue &results, JsonAnswer &answer)
{
    // Beside the label there may be choices of something else, such as a reason.
    const bool hasNamedLabel =
        std::any_of(results.values.begin(), results.values.end(), [this](const JsonValue &result) {
            const JsonValue *const value = result.find("value"); // “stars” may name a rating
            return value && value->find("choices") &&
                   meaningOf(nameOf(result)) == PairColumn::Label;
        });
    const bool hasKnown =
        !hasNamedLabel &&
        std::any_of(results.values.begin(), results.values.end(), [](const JsonValue &result) {
            const JsonValue *const value = result.find("value");
            return value && holdsKnownLabels(*value);
        });
    for (const JsonValue &result : results.values) {
        const JsonValue *const value = result.find("value");
        if (!value)
            continue;
        const bool isLabel = hasNamedLabel ? meaningOf(nameOf(result)) == PairColumn::Label
                                           : !hasKnown || holdsKnownLabels(*value);
        std::optional<Problem> problem;
        if (const JsonValue *const choices = value->find("choices"); choices && isLabel)
            problem = addChoices(*choices, labels(), answer);
        else if (const JsonValue *const rating = value->findFirst({"rating", "number"}))
            problem = addRating(*rating, answer);
        else if (const JsonValue *const type = result.find("type");
                 type && type->text == "textarea")
            if (const JsonValue *const text = value->find("text"))
                answer.note = text->isList() ? linesOf(*text).value_or(QString()) : text->toText();
        if (problem)
            return problem;
    }
    return std::nullopt;
}

std::optional<Problem> LabelStudioForm::flattenRow(JsonValue &record)
{
    JsonAnswer answer = answerOf(record);
    JsonValue flat{.type = JsonValue::Type::Object};
    for (std::size_t i = 0; i < record.keys.size(); ++i) {
        const std::string &key = record.keys[i];
        const JsonValue &value = record.values[i];
        if (isItsOwn(key))
            continue;
        std::optional<Problem> problem;
        if (isLabelField(key)) {
            problem = addChoices(value, labels(), answer);
        } else if (meaningOf(key) == PairColumn::Score) {
            problem = addRating(value, answer);
        } else {
            flat.keys.push_back(key);
            flat.values.push_back(value);
        }
        if (problem && !answer.isSkipped)
            return problem;
    }
    if (answer.isSkipped) {
        answer.label.reset();
        answer.score.reset();
    }
    std::vector<JsonAnswer> answers;
    if (!answer.isEmpty())
        answers.push_back(answer);
    flat.set(kAnswersKey, JsonValue::of(answersText(answers)));
    record = std::move(flat);
    return std::nullopt;
}
} // namespace

std::unique_ptr<JsonForm> makeLabelStudioForm()
{
    return std::make_unique<LabelStudioForm>();
}

} // namespace tunedesk
