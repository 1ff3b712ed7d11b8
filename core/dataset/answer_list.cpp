#include "dataset/answer_list.h"

#include "dataset/json_value.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>

#include <nlohmann/json.hpp>

#include <cmath>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};
using Json = nlohmann::json;

QString timeText(qint64 atMs)
{
    return QDateTime::fromMSecsSinceEpoch(atMs).toUTC().toString(Qt::ISODateWithMs);
}

/// Nothing: not as answersToText() writes it.
std::optional<Label> answerOf(const Json &json)
{
    if (!json.is_object())
        return std::nullopt;
    Label answer;
    answer.imported = true;
    for (const auto &[key, value] : json.items()) {
        if (key == "label" && value.is_number_integer() && (value == 0 || value == 1)) {
            answer.label = value.get<int>();
        } else if (key == "score" && value.is_number() && std::isfinite(value.get<double>())) {
            answer.score = value.get<double>();
        } else if (key == "skipped" && value.is_boolean()) {
            answer.skipped = value.get<bool>();
        } else if (key == "annotator" && value.is_string()) {
            answer.annotator = fromJsonText(value.get_ref<const std::string &>()).trimmed();
        } else if (key == "at" && value.is_string()) {
            const QDateTime at = QDateTime::fromString(
                QString::fromStdString(value.get_ref<const std::string &>()), Qt::ISODateWithMs);
            if (!at.isValid())
                return std::nullopt;
            answer.atMs = at.toMSecsSinceEpoch();
        } else if (key == "seconds" && value.is_number() && value.get<double>() >= 0 &&
                   std::isfinite(value.get<double>())) {
            answer.seconds = value.get<double>();
        } else if (key == "note" && value.is_string()) {
            answer.note = fromJsonText(value.get_ref<const std::string &>());
        } else {
            return std::nullopt;
        }
    }
    const bool says = answer.label || answer.score;
    return says != answer.skipped ? std::optional(answer) : std::nullopt;
}
} // namespace

QString answersToText(const std::vector<Label> &answers)
{
    if (answers.empty())
        return {};
    auto list = nlohmann::ordered_json::array();
    for (const Label &answer : answers) {
        auto one = nlohmann::ordered_json::object();
        if (answer.label)
            one["label"] = *answer.label;
        if (answer.score)
            one["score"] = *answer.score;
        if (answer.skipped)
            one["skipped"] = true;
        if (!answer.annotator.isEmpty())
            one["annotator"] = answer.annotator.toStdString();
        if (answer.atMs != 0)
            one["at"] = timeText(answer.atMs).toStdString();
        if (answer.seconds > 0)
            one["seconds"] = answer.seconds;
        if (!answer.note.isEmpty())
            one["note"] = answer.note.toStdString();
        list.push_back(std::move(one));
    }
    return QString::fromStdString(list.dump());
}

Result<std::vector<Label>> answersFromText(const QString &text)
{
    std::vector<Label> answers;
    if (text.trimmed().isEmpty())
        return answers;
    const auto unreadable = [](const QString &what) {
        return Error{ErrorKind::Input,
                     what,
                     {},
                     Text::tr("Leave the cell empty, or write it as TuneDesk's export does.")};
    };
    const Json list = Json::parse(text.toStdString(), nullptr, /*allow_exceptions=*/false);
    if (!list.is_array())
        return unreadable(Text::tr("The answers are not a list in JSON."));
    for (std::size_t i = 0; i < list.size(); ++i) {
        const auto answer = answerOf(list[i]);
        if (!answer)
            return unreadable(Text::tr("Answer %1 of the list can't be read.").arg(i + 1));
        answers.push_back(*answer);
    }
    return answers;
}

} // namespace tunedesk
