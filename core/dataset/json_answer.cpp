#include "dataset/json_answer.h"

#include "dataset/answer_list.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>

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

qint64 millisecondsOf(const QString &moment)
{
    return moment.isEmpty() ? 0
                            : QDateTime::fromString(moment, Qt::ISODateWithMs).toMSecsSinceEpoch();
}
} // namespace

std::optional<QString> JsonAnswer::add(const QString &text, const LabelColumn::Reading &reading)
{
    if (!reading.problem.isEmpty())
        return reading.problem;
    if (label && reading.label && *label != *reading.label)
        return Text::tr("An answer has two labels that differ; the second is “%1”.")
            .arg(text.simplified().left(40));
    if (reading.label)
        label = reading.label;
    if (reading.score)
        score = reading.score;
    return std::nullopt;
}

QString answersText(const std::vector<JsonAnswer> &answers)
{
    std::vector<Label> labels;
    for (const JsonAnswer &answer : answers)
        labels.push_back({.label = answer.label,
                          .score = answer.score,
                          .skipped = answer.isSkipped,
                          .annotator = answer.annotator,
                          .atMs = millisecondsOf(answer.at),
                          .seconds = answer.seconds.value_or(0),
                          .note = answer.note});
    return answersToText(labels);
}

QString momentText(const QString &text)
{
    QDateTime moment = QDateTime::fromString(text.trimmed(), Qt::ISODateWithMs);
    if (moment.timeSpec() == Qt::LocalTime)
        moment = QDateTime(moment.date(), moment.time(), QTimeZone::utc()).toUTC();
    return momentText(moment);
}

QString momentText(double secondsSince1970)
{
    constexpr double kYear9999 = 253'402'300'799;
    if (!(std::abs(secondsSince1970) <= kYear9999))
        return {};
    return momentText(
        QDateTime::fromMSecsSinceEpoch(qint64(std::llround(secondsSince1970 * 1000))).toUTC());
}

} // namespace tunedesk
