#include "jobs/expected_outputs.h"

#include "base/atomic_file.h"
#include "base/version.h"
#include "engine/checkpoint/model_config.h"
#include "text/pair_encoding.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ExpectedOutputs)
};

QString pathIn(const QString &folder)
{
    return folder + QStringLiteral("/expected_outputs.json");
}

struct ExpectedPair {
    qint64 number = 0;
    std::vector<int> ids, typeIds, mask, segments;
    double value = 0;
};
} // namespace

Result<Outcome> writeExpectedOutputs(const QString &folder, ModelFolder &model,
                                     std::span<const SnapshotPair> pairs, JobContext &job)
{
    std::vector<Encoding> encodings;
    for (const SnapshotPair &pair : pairs)
        encodings.push_back(model.encode(pair.firstText, pair.reply));
    const auto logits = model.score(encodings, job);
    if (!logits)
        return logits.error();
    if (logits->size(0) != static_cast<std::int64_t>(pairs.size()))
        return Outcome::Stopped;
    const bool isRegression = model.manifest().numLabels() == 1;
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto row = logitsRow(*logits, i);
        nlohmann::ordered_json expected = {
            {"pair", pairs[i].pairId},
            {"text", pairs[i].firstText.toStdString()},
            {"text_pair", pairs[i].reply.toStdString()},
            {"ids", encodings[i].ids},
            {"type_ids", encodings[i].typeIds},
            {"mask", encodings[i].mask},
            {"logits", std::vector<float>(row.begin(), row.end())},
            {isRegression ? "score" : "probability", model.valueOf(row)}};
        if (!encodings[i].segments.empty())
            expected["segments"] = encodings[i].segments;
        rows.push_back(std::move(expected));
    }
    const nlohmann::ordered_json file{
        {"format", 1},
        {"version", kVersion},
        {"tolerance", kScoreTolerance},
        {"max_length", model.maxLength()},
        {"truncation", truncationName(model.manifest().truncation).toStdString()},
        {"pairs", std::move(rows)}};
    if (auto written =
            writeFileAtomically(pathIn(folder), QByteArray::fromStdString(file.dump(1) + '\n'));
        !written)
        return written.error();
    return Outcome::Finished;
}

Result<Verification> checkExpectedOutputs(const QString &folder, ModelFolder &model,
                                          JobContext &job)
{
    const QString path = pathIn(folder);
    if (!QFileInfo::exists(path))
        return Error{ErrorKind::Input,
                     Text::tr("The folder has no expected outputs to compare with."), path,
                     Text::tr("Choose a folder that this program exported.")};
    const auto file = readModelConfig(path);
    if (!file)
        return file.error();
    const bool isRegression = model.manifest().numLabels() == 1;
    std::vector<ExpectedPair> expected;
    std::vector<Encoding> fromTexts, fromIds;
    try {
        for (const auto &row : file->json.at("pairs")) {
            expected.push_back({row.at("pair").get<qint64>(), row.at("ids").get<std::vector<int>>(),
                                row.at("type_ids").get<std::vector<int>>(),
                                row.at("mask").get<std::vector<int>>(),
                                row.value("segments", std::vector<int>()),
                                row.at(isRegression ? "score" : "probability").get<double>()});
            fromTexts.push_back(
                model.encode(QString::fromStdString(row.at("text").get<std::string>()),
                             QString::fromStdString(row.at("text_pair").get<std::string>())));
        }
    } catch (const nlohmann::json::exception &error) {
        return Error{ErrorKind::Model, Text::tr("The expected outputs can't be read."), path,
                     Text::tr("Export the model again."), QString::fromUtf8(error.what())};
    }
    if (expected.empty())
        return Error{ErrorKind::Input,
                     Text::tr("The folder has no expected outputs to compare with."), path,
                     Text::tr("Export the model again.")};
    for (const ExpectedPair &pair : expected)
        fromIds.push_back({.ids = pair.ids,
                           .typeIds = pair.typeIds,
                           .mask = pair.mask,
                           .segments = pair.segments});
    const auto logits = model.score(fromIds, job);
    if (!logits)
        return logits.error();

    Verification result;
    const double threshold = model.manifest().threshold;
    for (std::size_t i = 0; i < static_cast<std::size_t>(logits->size(0)); ++i) {
        const ExpectedPair &pair = expected[i];
        const double value = model.valueOf(logitsRow(*logits, i));
        const double difference = std::abs(value - pair.value);
        ++result.pairs;
        result.sameVerdicts += (value >= threshold) == (pair.value >= threshold);
        // The negation counts a difference that is no number.
        if (!(difference <= result.maxDifference)) {
            result.maxDifference = difference;
            result.worstPair = pair.number;
        }
        if (fromTexts[i].ids != pair.ids && result.problem.isEmpty()) {
            result.problem = Text::tr("The tokenizer makes other numbers of pair %1 than it did.")
                                 .arg(pair.number);
            result.worstPair = pair.number;
        }
    }
    if (!(result.maxDifference <= kScoreTolerance) && result.problem.isEmpty())
        result.problem = Text::tr("Pair %1 differs by %2; at most %3 is allowed.")
                             .arg(result.worstPair)
                             .arg(result.maxDifference, 0, 'g', 2)
                             .arg(kScoreTolerance, 0, 'g', 2);
    result.verified = result.problem.isEmpty() && result.pairs == static_cast<int>(expected.size());
    return result;
}

} // namespace tunedesk
