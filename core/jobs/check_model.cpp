#include "jobs/check_model.h"

#include "jobs/model_catalogue.h"
#include "project/project.h"

#include <QFileInfo>

namespace tunedesk
{

namespace
{
std::optional<CheckModel> modelIn(const QString &folder, const QString &name,
                                  const TrainingRecipe &recipe)
{
    if (folder.isEmpty() || !QFileInfo(folder).isDir())
        return std::nullopt;
    auto tokenizer = Tokenizer::load(folder, PairLayout::Separated);
    if (!tokenizer)
        return std::nullopt;
    return CheckModel{name, recipe, std::move(*tokenizer)};
}
} // namespace

std::optional<CheckModel> modelForChecks(Project &project)
{
    if (const auto runs = project.runs().list())
        for (const RunSummary &run : *runs)
            if (auto model = modelIn(run.modelPath, run.modelName, run.recipe))
                return model;
    TrainingRecipe recipe;
    for (const RecipePreset &preset : recipePresets())
        if (preset.key == QLatin1String("balanced"))
            recipe = preset.recipe;
    for (const ModelInfo &info : listCatalogue())
        if (info.problem.isEmpty() && !info.onHub)
            if (auto model = modelIn(info.path, info.name, recipe))
                return model;
    return std::nullopt;
}

} // namespace tunedesk
