#pragma once

#include "domain/training_recipe.h"

#include <QString>

#include <vector>

namespace tunedesk
{

/// A recipe that a person keeps under a name. A value.
struct SavedRecipe {
    QString path; ///< its file; empty: none yet
    QString name; ///< one line
    TrainingRecipe recipe;
    QString modelName;   ///< on the model hub, else as it is shown; empty: not told
    QString modelFolder; ///< on the computer where it was saved; empty: not told
    qint64 run = 0;      ///< number of the run whose recipe it is; 0: of none
    qint64 savedMs = 0;  ///< UTC; 0: not told
    bool operator==(const SavedRecipe &) const = default;
};

/// Reads what the window writes, {"tunedesk_recipe": 1, "name": …, "settings": {…}}, where settings
/// of later versions have their defaults; or settings alone, {"learning_rate": 0.0002}, where those
/// left out are those of `base`.
/// Errors, each naming the file: File (not there or not readable), Input (no JSON, an unknown or
/// impossible setting), Unsupported (of a newer version). Any thread.
Result<SavedRecipe> readRecipeFile(const QString &path, const TrainingRecipe &base);
/// What settings alone are added to where nothing else is said: the preset "balanced".
TrainingRecipe usualBase();

/// Whole or not at all. Errors: File, Disk. Any thread.
Result<void> writeRecipeFile(const QString &path, const SavedRecipe &recipe);

/// A person's own recipes, each a file of a folder that all projects share. Any thread, one at a
/// time.
class RecipeFolder
{
public:
    static constexpr int kLongestName = 120; ///< letters
    explicit RecipeFolder(QString folder = personal());
    /// "recipes" beside the person's settings.
    static QString personal();

    struct Content {
        std::vector<SavedRecipe> recipes; ///< the last saved one first
        std::vector<Error> unreadable;    ///< one for each file that is left out
    };
    Content read() const;
    /// Into a file of its own. @return it with path, and with a name that no other one has.
    Result<SavedRecipe> add(SavedRecipe recipe) const;
    /// In place of what its file holds, or into it again after remove().
    Result<void> put(const SavedRecipe &recipe) const;
    Result<void> remove(const SavedRecipe &recipe) const;

private:
    QString m_folder;
};

} // namespace tunedesk
