#pragma once

#include "domain/model_info.h"
#include "domain/run_summary.h"
#include "shell/badge.h"

#include <QString>

namespace tunedesk
{

/// "0.912"; "–" where there is no number.
QString scoreText(double score);
QString scoreText(const QMap<QString, double> &metrics, const char *name);
/// "91 MB", "1.4 GB".
QString bytesText(qint64 bytes);
QString mebibytesText(double mebibytes);
/// The name, else "Run 8".
QString runTitle(const RunSummary &run);
Badge outcomeBadge(RunState state);
/// "Today 14:33", "Yesterday", "27 February".
QString startedText(qint64 utcMs);
QString dayText(qint64 utcMs); ///< "4 March", of another year "4 Mar 2025"
QString clockText(qint64 utcMs);
/// "F1 0.912, accuracy 0.908 (the larger class alone: 0.694 and 0.531)"; regressions tell their
/// errors instead.
QString scoresSentence(const QMap<QString, double> &metrics);
/// A value of a recipe as the form shows it, with the name of a choice.
QString recipeValueText(const TrainingRecipe &recipe, const RecipeField &field);
/// The word for a value that means something else than its number ("all", "off", "never"); empty:
/// it means its number.
QString specialValueText(const RecipeField &field, double value);
/// How many epochs a run with this recipe counts: fitting a head to an unchanged model is one.
double epochsOf(const TrainingRecipe &recipe);
bool fitsFeatures(const TrainingRecipe &recipe); ///< a head to an unchanged model, alone or first
bool fineTunesAfterwards(const TrainingRecipe &recipe); ///< first that, then fine-tuning
/// "top 2 layers", "all layers", "the last step alone".
QString layersText(int trainLayers);

} // namespace tunedesk
