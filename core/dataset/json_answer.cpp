#include "dataset/json_answer.h"

#include "dataset/pair_words.h"

#include <QCoreApplication>
#include <QDateTime>

#include <nlohmann/json.hpp>

#include <cmath>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};

QString momentText(const QDateTime &moment)
{
    return moment.isValid() ? moment.toUTC().toString(Qt::ISODateWithMs) : QString();
}
} // namespace

std::optional<QString> JsonAnswer::addLabel(const QString &text)
{
    const auto known = labelFromText(text);
    const QString shown = text.simplified().left(40);
    if (!known) {
        const QString nearest = nearestLabel(text);
        return nearest.isEmpty()
                   ? Text::tr("“%1” is no label; use 1 or 0.").arg(shown)
                   : Text::tr("“%1” is no label; “%2” is the nearest.").arg(shown, nearest);
    }
    if (label && *label != *known)
        return Text::tr("An answer has two labels that differ; the second is “%1”.").arg(shown);
    label = known;
    return std::nullopt;
}

QString answersText(const std::vector<JsonAnswer> &answers)
{
    if (answers.empty())
        return {};
    auto list = nlohmann::ordered_json::array();
    for (const JsonAnswer &answer : answers) {
        auto object = nlohmann::ordered_json::object();
        if (answer.label)
            object["label"] = *answer.label;
        if (answer.score)
            object["score"] = *answer.score;
        if (answer.isSkipped)
            object["skipped"] = true;
        if (!answer.annotator.isEmpty())
            object["annotator"] = answer.annotator.toStdString();
        if (!answer.at.isEmpty())
            object["at"] = answer.at.toStdString();
        if (answer.seconds)
            object["seconds"] = *answer.seconds;
        if (!answer.note.isEmpty())
            object["note"] = answer.note.toStdString();
        list.push_back(std::move(object));
    }
    return QString::fromStdString(list.dump());
}

QString momentText(const QString &text)
{
    QDateTime moment = QDateTime::fromString(text.trimmed(), Qt::ISODateWithMs);
    if (moment.timeSpec() == Qt::LocalTime)
        moment.setTimeSpec(Qt::UTC);
    return momentText(moment);
}

QString momentText(double secondsSince1970)
{
    constexpr double kYear9999 = 253'402'300'799;
    if (!(std::abs(secondsSince1970) <= kYear9999))
        return {};
    return momentText(
        QDateTime::fromMSecsSinceEpoch(qint64(std::llround(secondsSince1970 * 1000)), Qt::UTC));
}

} // namespace tunedesk
