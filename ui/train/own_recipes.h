#pragma once

#include "jobs/recipe_files.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <vector>

namespace tunedesk
{

/// The person's own recipes for the window: their folder is read and written on a thread of its
/// own, one act after the other. Window thread; its end waits for the act that is going.
class OwnRecipes : public QObject
{
    Q_OBJECT
public:
    explicit OwnRecipes(RecipeFolder folder = RecipeFolder(), QObject *parent = nullptr);

    const std::vector<SavedRecipe> &all() const { return m_all; }
    /// @param done after changed(), with what stands in its file now; not called after failed()
    using Done = std::function<void(const SavedRecipe &)>;
    void read();
    void add(const SavedRecipe &recipe, Done done = {});
    void put(const SavedRecipe &recipe, Done done = {});
    void remove(const SavedRecipe &recipe, Done done = {});
    void importFile(const QString &path, Done done = {});
    /// Without the folder of the model, which is nobody else's business.
    void writeTo(const QString &path, SavedRecipe recipe, Done done = {});

Q_SIGNALS:
    void changed(); ///< all()
    void failed(const tunedesk::Error &error);
    /// Some files of the folder are left out; told once as long as they are the same ones.
    void unreadable(const tunedesk::Error &first, int count);

private:
    using Act = std::function<Result<SavedRecipe>(const RecipeFolder &)>;
    void start(Act act, Done done);
    void take(const RecipeFolder::Content &content);

    RecipeFolder m_folder;
    std::vector<SavedRecipe> m_all;
    QStringList m_told; ///< files that can't be read, as told
    QThreadPool m_thread;
};

} // namespace tunedesk
