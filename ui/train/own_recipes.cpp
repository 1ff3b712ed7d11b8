#include "train/own_recipes.h"

#include "shell/deliver_later.h"

#include <QDateTime>

#include <optional>

namespace tunedesk
{

namespace
{
struct Answer {
    std::optional<Result<SavedRecipe>> act; ///< none: reading alone was wished
    RecipeFolder::Content content;
};

Result<SavedRecipe> wholeOr(const Result<void> &done, const SavedRecipe &recipe)
{
    return done ? Result<SavedRecipe>(recipe) : Result<SavedRecipe>(done.error());
}
} // namespace

OwnRecipes::OwnRecipes(RecipeFolder folder, QObject *parent)
    : QObject(parent), m_folder(std::move(folder))
{
    m_thread.setMaxThreadCount(1);
}

void OwnRecipes::start(Act act, Done done)
{
    const auto work = [folder = m_folder, act = std::move(act)] {
        Answer answer;
        if (act)
            answer.act = act(folder);
        answer.content = folder.read();
        return answer;
    };
    deliverLater(this, QtConcurrent::run(&m_thread, work),
                 [this, done = std::move(done)](const Answer &answer) {
                     take(answer.content);
                     if (answer.act && !*answer.act)
                         Q_EMIT failed(answer.act->error());
                     else if (answer.act && done)
                         done(**answer.act);
                 });
}

void OwnRecipes::take(const RecipeFolder::Content &content)
{
    m_all = content.recipes;
    Q_EMIT changed();
    QStringList files;
    for (const Error &error : content.unreadable)
        files << error.where;
    if (!files.isEmpty() && files != m_told)
        Q_EMIT unreadable(content.unreadable.front(), static_cast<int>(files.size()));
    m_told = files;
}

void OwnRecipes::read()
{
    start({}, {});
}

void OwnRecipes::add(const SavedRecipe &recipe, Done done)
{
    start([recipe](const RecipeFolder &folder) { return folder.add(recipe); }, std::move(done));
}

void OwnRecipes::put(const SavedRecipe &recipe, Done done)
{
    start([recipe](const RecipeFolder &folder) { return wholeOr(folder.put(recipe), recipe); },
          std::move(done));
}

void OwnRecipes::remove(const SavedRecipe &recipe, Done done)
{
    start([recipe](const RecipeFolder &folder) { return wholeOr(folder.remove(recipe), recipe); },
          std::move(done));
}

void OwnRecipes::importFile(const QString &path, Done done)
{
    start(
        [path](const RecipeFolder &folder) -> Result<SavedRecipe> {
            auto recipe = readRecipeFile(path, usualBase());
            if (!recipe)
                return recipe;
            if (recipe->savedMs == 0)
                recipe->savedMs = QDateTime::currentMSecsSinceEpoch();
            return folder.add(*recipe);
        },
        std::move(done));
}

void OwnRecipes::writeTo(const QString &path, SavedRecipe recipe, Done done)
{
    recipe.modelFolder.clear();
    start([path,
           recipe](const RecipeFolder &) { return wholeOr(writeRecipeFile(path, recipe), recipe); },
          std::move(done));
}

} // namespace tunedesk
