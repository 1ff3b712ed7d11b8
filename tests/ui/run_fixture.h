#pragma once

#include "domain/metric_feed.h"
#include "domain/run_summary.h"
#include "project/project.h"

#include <QDateTime>
#include <QJsonObject>
#include <QTemporaryDir>

#include <cmath>
#include <random>

namespace tunedesk
{

/// Rows as a run of 1,030 steps in 5 epochs makes them, the same for the same seed.
inline std::vector<MetricRow> plausibleRows(int steps, unsigned seed, double top)
{
    std::mt19937 random(seed);
    std::normal_distribution<double> noise;
    std::vector<MetricRow> rows;
    constexpr double kTotal = 1030;
    const auto add = [&rows](int step, const char *name, double value) {
        rows.push_back({step, step / 206.0, step * 0.33, QString::fromLatin1(name), value});
    };
    for (int step = 1; step <= steps; ++step) {
        const double base = 0.165 + 0.53 * std::exp(-step / 150.0);
        add(step, metric::kTrainLoss,
            std::max(0.03, base + (0.052 + 0.03 * std::exp(-step / 200.0)) * noise(random)));
        add(step, metric::kLearningRate,
            2e-4 * (step <= 103 ? step / 103.0 : (kTotal - step) / (kTotal - 103)));
        if (step % 4 == 0)
            add(step, metric::kSamplesPerSecond,
                std::max(40.0, 97 + 3.2 * noise(random) - (step % 103 < 3 ? 28 : 0)));
        if (step % 103 == 0) {
            const double epoch = step / 206.0;
            const double f1 = top - 0.2 * std::exp(-epoch / 0.6) - (step > 515 ? 0.004 : 0);
            add(step, metric::kValidationLoss,
                0.24 + 0.3 * std::exp(-epoch / 0.7) + (step > 515 ? 0.01 : 0));
            add(step, metric::kAccuracy, f1 - 0.008);
            add(step, metric::kF1, f1);
            add(step, metric::kMatthews, 2 * f1 - 1);
            add(step, metric::kMajorityAccuracy, 0.534);
            add(step, metric::kMajorityF1, 0.696);
        }
    }
    return rows;
}

inline RunEvent eventAt(RunEvent::Kind kind, qint64 step, int minute, const QString &what,
                        const QString &detail)
{
    return {kind, step, QDateTime(QDate::currentDate(), QTime(14, minute)).toMSecsSinceEpoch(),
            what, detail};
}

inline QMap<QString, double> scores(double f1, double accuracy)
{
    return {{QString::fromLatin1(metric::kF1), f1},
            {QString::fromLatin1(metric::kAccuracy), accuracy},
            {QString::fromLatin1(metric::kMajorityF1), 0.696},
            {QString::fromLatin1(metric::kMajorityAccuracy), 0.534}};
}

/// Runs of all outcomes on the pairs that the project has.
inline Result<void> addRuns(Project &writing, bool chinese = false)
{
    auto snapshot = writing.snapshots().take({});
    if (!snapshot)
        return snapshot.error();
    const auto found = writing.snapshots().find(snapshot->id);
    if (!found)
        return found.error();
    struct Wanted {
        QString name;
        RunState state;
        double f1;
        int daysAgo;
    };
    const auto say = [chinese](const char *english, const char *chineseText) {
        return QString::fromUtf8(chinese ? chineseText : english);
    };
    const Wanted wanted[] = {
        {say("Long dialogues", "长对话"), RunState::Failed, 0, 9},
        {say("Top 2, lr 2e-3", "顶部 2 层，学习率 2e-3"), RunState::Stopped, 0.701, 1},
        {say("MiniLM, all layers", "MiniLM，全部层"), RunState::Finished, 0.893, 1},
        {say("Top 6, lr 5e-5", "顶部 6 层，学习率 5e-5"), RunState::Finished, 0.915, 0},
        {say("Top 2, no context", "顶部 2 层，不带上文"), RunState::Finished, 0.887, 0},
        {say("Top 2, lr 2e-4, seed 7", "顶部 2 层，学习率 2e-4，种子 7"), RunState::Finished, 0.912,
         0}};
    unsigned seed = 1;
    for (const Wanted &each : wanted) {
        RunSummary run;
        run.name = each.name;
        run.modelName = QStringLiteral("MiniLM L6");
        run.modelPath = QStringLiteral("/models/minilm");
        run.snapshotId = snapshot->id;
        run.snapshotHash = snapshot->hash;
        run.startedMs =
            QDateTime(QDate::currentDate().addDays(-each.daysAgo), QTime(9, 3 + int(seed) * 7))
                .toMSecsSinceEpoch();
        run.totalSteps = 1030;
        run.recipe.epochs = 5;
        run.recipe.seed = seed;
        run.recipe.contextTurns = seed % 2 ? 2 : 0;
        const auto id = writing.runs().add(run);
        if (!id)
            return id.error();
        run.id = *id;
        run.state = each.state;
        run.seconds = 90 + 60 * seed;
        run.finishedMs = run.startedMs + qint64(run.seconds * 1000);
        if (each.f1 > 0) {
            run.steps = each.state == RunState::Finished ? 1030 : 420;
            run.bestStep = each.state == RunState::Finished ? 515 : 412;
            run.bestEpoch = run.bestStep / 206.0;
            const auto rows = plausibleRows(int(run.steps), seed, each.f1 + 0.004);
            for (const MetricRow &row : rows)
                if (row.step == run.bestStep)
                    run.best[row.name] = row.value;
            if (auto added = writing.runs().addMetrics(run.id, rows); !added)
                return added;
        } else {
            run.error = say("Not enough memory.", "内存不足。");
        }
        if (each.state == RunState::Finished) {
            run.test = scores(each.f1 - 0.002, each.f1 - 0.01);
            std::mt19937 random(seed);
            std::vector<RunPrediction> predictions;
            for (const SnapshotPair &pair : found->pairs) {
                const bool isRight = random() % 100 < each.f1 * 100;
                const double doubt = 0.02 + 0.36 * double(pair.pairId * 37 % 100) / 100;
                predictions.push_back({pair.pairId, Split::Test,
                                       isRight == (pair.target >= 0.5) ? 1 - doubt : doubt,
                                       pair.target});
            }
            if (auto kept = writing.runs().setPredictions(run.id, predictions); !kept)
                return kept;
        }
        if (auto updated = writing.runs().update(run); !updated)
            return updated;
        ++seed;
    }
    return {};
}

/// A project with labelled pairs and runs of all outcomes.
inline Result<void> fillProject(const QString &path, bool chinese = false)
{
    auto project = Project::create(path);
    if (!project)
        return project.error();
    return project->write([chinese](Project &writing) -> Result<void> {
        auto import = writing.pairs().beginImport(QStringLiteral("parcels.csv"));
        if (!import)
            return import.error();
        std::vector<DialoguePair> pairs;
        for (int i = 0; i < 240; ++i) {
            DialoguePair pair;
            pair.question = QStringLiteral("Where is my parcel %1?").arg(i);
            pair.reply = QStringLiteral("It arrives on day %1.").arg(i % 7);
            pair.dialogue = QStringLiteral("d%1").arg(i / 2);
            if (i < 212)
                pair.label = i % 15 < 8 ? 1 : 0;
            pairs.push_back(pair);
        }
        if (auto added = writing.pairs().add(*import, pairs, QStringLiteral("import")); !added)
            return added.error();
        return addRuns(writing, chinese);
    });
}

} // namespace tunedesk
