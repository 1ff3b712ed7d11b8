#include "jobs/evaluate_run.h"

#include "dataset/pair_reader.h"
#include "jobs/evaluation_numbers.h"
#include "jobs/model_manifest.h"
#include "jobs/predict_pairs.h"
#include "project/project.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <optional>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(EvaluateRun)
};

constexpr std::size_t kPairsAtOnce = 256;
constexpr int kRowsAtOnce = 1000;

/// What is to be judged, and what people said of it.
struct Questions {
    std::vector<PredictionInput> inputs;
    std::vector<double> targets;
    std::vector<qint64> pairIds; ///< of a project; empty for a file
};

/// In portions, so that progress shows and a stop is heard. @return fewer values when stopped
Result<std::vector<double>> valuesOf(Predictor &predictor, const Questions &questions,
                                     JobContext &job)
{
    const std::vector<PredictionInput> &inputs = questions.inputs;
    std::vector<double> values;
    while (values.size() < inputs.size() && !job.stopRequested()) {
        job.report(static_cast<qint64>(values.size()), static_cast<qint64>(inputs.size()),
                   Text::tr("Scoring pairs"));
        const std::size_t end = std::min(inputs.size(), values.size() + kPairsAtOnce);
        const auto predictions =
            predictor.predict({inputs.begin() + static_cast<std::ptrdiff_t>(values.size()),
                               inputs.begin() + static_cast<std::ptrdiff_t>(end)},
                              job);
        if (!predictions)
            return predictions.error();
        for (const Prediction &prediction : *predictions)
            values.push_back(predictor.isRegression() ? prediction.score : prediction.probability);
        if (values.size() < end)
            break;
    }
    return values;
}

struct Answers {
    Evaluation evaluation;
    std::vector<double> values;
};

Result<Answers> answers(const QString &folder, const Questions &questions, JobContext &job)
{
    const auto manifest = readManifest(folder);
    if (!manifest)
        return manifest.error();
    auto predictor = Predictor::load(folder);
    if (!predictor)
        return predictor.error();
    auto values = valuesOf(*predictor, questions, job);
    if (!values)
        return values.error();
    if (values->size() < questions.inputs.size())
        return Answers{Evaluation{.outcome = Outcome::Stopped, .objective = manifest->objective},
                       {}};
    return Answers{
        evaluationOf(manifest->objective, *values, questions.targets, manifest->threshold),
        std::move(*values)};
}

Result<QString> bestFolder(Project &project, qint64 runId)
{
    const auto run = project.runs().find(runId);
    if (!run)
        return run.error();
    if (!*run)
        return Error{ErrorKind::Input, Text::tr("There is no run %1.").arg(runId), project.path(),
                     Text::tr("Choose a run of this project.")};
    const QString folder = checkpointFolder(project.folder(), runId);
    if (!QFileInfo::exists(folder + QStringLiteral("/model.safetensors")))
        return Error{ErrorKind::Input, Text::tr("Run %1 has no checkpoint yet.").arg(runId), folder,
                     Text::tr("Let it train up to its first check.")};
    return folder;
}

/// Pairs of a file that carry what the model was trained for.
Result<Questions> questionsOfFile(const QString &file, bool isRegression, JobContext &job)
{
    auto reader = PairReader::open(file);
    if (!reader)
        return reader.error();
    Questions questions;
    while (!job.stopRequested()) {
        const auto rows = reader->next(kRowsAtOnce);
        if (!rows)
            return rows.error();
        if (rows->empty())
            break;
        for (const PairReader::Row &row : *rows) {
            if (row.rejected)
                return Error{ErrorKind::Input, row.rejected->reason,
                             Text::tr("%1, line %2").arg(file).arg(row.rejected->row),
                             Text::tr("Correct the row or take it out of the file.")};
            std::optional<double> target;
            if (isRegression && row.pair.score)
                target = row.pair.score;
            else if (row.pair.label)
                target = *row.pair.label;
            if (!target)
                continue;
            questions.inputs.push_back(
                {row.pair.context, row.pair.question, row.pair.reply, {}, {}, {}});
            questions.targets.push_back(*target);
        }
        job.report(reader->position(), reader->size(), Text::tr("Reading rows"));
    }
    if (questions.inputs.empty() && !job.stopRequested())
        return Error{ErrorKind::Input, Text::tr("The file has no labelled pair."), file,
                     Text::tr("Give a file with a column “label” or “score”.")};
    return questions;
}
} // namespace

Result<Evaluation> evaluateRun(const QString &projectFile, qint64 runId, Split split,
                               JobContext &job)
{
    auto project = Project::open(projectFile);
    if (!project)
        return project.error();
    const auto folder = bestFolder(*project, runId);
    if (!folder)
        return folder.error();
    auto run = project->runs().find(runId);
    if (!run)
        return run.error();
    const auto snapshot = project->snapshots().find((*run)->snapshotId);
    if (!snapshot)
        return snapshot.error();
    Questions questions;
    for (const SnapshotPair &pair : snapshot->pairs) {
        if (pair.split != split)
            continue;
        // The snapshot's text holds the earlier turns already, as many as this run reads.
        questions.inputs.push_back({{}, pair.firstText, pair.reply, {}, {}, {}});
        questions.targets.push_back(pair.target);
        questions.pairIds.push_back(pair.pairId);
    }
    if (questions.inputs.empty())
        return Error{
            ErrorKind::Input,
            Text::tr("Run %1 has no pairs in the split “%2”.").arg(runId).arg(splitName(split)),
            projectFile, Text::tr("Choose another split, or train with a share of pairs for it.")};
    const auto found = answers(*folder, questions, job);
    if (!found)
        return found.error();
    if (found->evaluation.outcome == Outcome::Stopped)
        return found->evaluation;

    // setPredictions() replaces all of a run: those of the other splits are written again with
    // them.
    const auto stored = project->runs().predictions(runId);
    if (!stored)
        return stored.error();
    std::vector<RunPrediction> predictions;
    for (const RunPrediction &prediction : *stored)
        if (prediction.split != split)
            predictions.push_back(prediction);
    for (std::size_t i = 0; i < questions.pairIds.size(); ++i)
        predictions.push_back(
            {questions.pairIds[i], split, found->values[i], questions.targets[i]});
    const auto kept = project->write([&](Project &writer) -> Result<void> {
        if (auto set = writer.runs().setPredictions(runId, predictions); !set)
            return set;
        if (split != Split::Test)
            return {};
        RunSummary updated = **run;
        updated.test = found->evaluation.metrics;
        return writer.runs().update(updated);
    });
    if (!kept)
        return kept.error();
    return found->evaluation;
}

Result<Evaluation> evaluateRunOnFile(const QString &projectFile, qint64 runId, const QString &file,
                                     JobContext &job)
{
    auto project = Project::open(projectFile, Project::Mode::ReadOnly);
    if (!project)
        return project.error();
    const auto folder = bestFolder(*project, runId);
    if (!folder)
        return folder.error();
    return evaluateFolder(*folder, file, job);
}

Result<Evaluation> evaluateFolder(const QString &folder, const QString &file, JobContext &job)
{
    const auto manifest = readManifest(folder);
    if (!manifest)
        return manifest.error();
    const auto questions =
        questionsOfFile(file, manifest->objective == QLatin1String("regression"), job);
    if (!questions)
        return questions.error();
    const auto found = answers(folder, *questions, job);
    if (!found)
        return found.error();
    return found->evaluation;
}

} // namespace tunedesk
