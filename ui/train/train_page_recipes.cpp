#include "shell/file_dialog.h"
#include "shell/message_bar.h"
#include "train/model_table_model.h"
#include "train/new_run_view.h"
#include "train/own_recipes.h"
#include "train/preset_list.h"
#include "train/recipe_form.h"
#include "train/recipe_pane.h"
#include "train/run_text.h"
#include "train/train_page.h"

#include <QDateTime>
#include <QDir>
#include <QLineEdit>

// Own recipes on the page: saved, changed, removed, brought in and out, each with a way back.
namespace tunedesk
{

void TrainPage::watchRecipes()
{
    m_recipes = new OwnRecipes(RecipeFolder(), this);
    RecipePane &pane = m_new->recipePane();
    connect(m_recipes, &OwnRecipes::changed, this,
            [this] { m_new->setOwnRecipes(m_recipes->all()); });
    connect(m_recipes, &OwnRecipes::failed, this, [this](const Error &error) {
        messages().show(error);
        m_recipes->read();
    });
    connect(m_recipes, &OwnRecipes::unreadable, this, [this](const Error &first, int count) {
        Error error = first;
        if (count > 1)
            error.what = tr("%n of your recipes can't be used. The first: %1", nullptr, count)
                             .arg(error.what);
        else
            error.what = tr("One of your recipes can't be used: %1").arg(error.what);
        messages().show(error);
    });
    connect(&pane, &RecipePane::importWished, this, &TrainPage::askRecipeFile);
    connect(&pane, &RecipePane::saveAsFileWished, this, &TrainPage::askRecipeTarget);
    connect(&pane, &RecipePane::removeWished, this, &TrainPage::removeRecipe);
    connect(&pane.recipes(), &PresetListModel::renamed, this,
            [this](const SavedRecipe &renamed) { m_recipes->put(renamed); });
    connect(m_new, &NewRunView::modelMissing, this, [this](const SavedRecipe &recipe) {
        messages().show(
            MessageBar::Kind::Info,
            tr("The model of “%1” isn't on this computer: %2.").arg(recipe.name, recipe.modelName),
            tr("The chosen one stays. Download that one, or open its folder."));
    });
}

void TrainPage::saveRecipe()
{
    SavedRecipe recipe;
    if (m_show == Show::NewRun) {
        if (const auto fine = m_new->form().check(); !fine) {
            messages().show(fine.error());
            return;
        }
        recipe = m_new->toSave();
        recipe.name = m_name->text().trimmed();
        if (recipe.name.isEmpty())
            recipe.name = m_new->suggestedName();
    } else if (m_show == Show::Past && m_pastRun) {
        recipe.recipe = m_pastRun->recipe;
        recipe.name = runTitle(*m_pastRun);
        recipe.modelName = m_pastRun->modelName;
        recipe.modelFolder = m_pastRun->modelPath;
        recipe.run = m_pastRun->id;
    } else {
        return;
    }
    recipe.savedMs = QDateTime::currentMSecsSinceEpoch();
    const SavedRecipe *own = m_show == Show::NewRun ? m_new->ownChosen() : nullptr;
    if (own)
        changeRecipe(*own, recipe);
    else
        addRecipe(recipe);
}

void TrainPage::addRecipe(const SavedRecipe &recipe)
{
    m_recipes->add(recipe, [this, before = m_new->presetKey()](const SavedRecipe &saved) {
        const bool isForm = m_show == Show::NewRun;
        if (isForm)
            m_new->standOn(PresetListModel::keyOf(saved));
        messages().show(MessageBar::Kind::Good, tr("Saved as “%1”.").arg(saved.name),
                        tr("It stands under “My recipes” in every project."));
        if (isForm)
            messages().addAction(tr("Rename"), [this, key = PresetListModel::keyOf(saved)] {
                RecipePane &pane = m_new->recipePane();
                pane.editName(pane.recipes().rowOf(key));
            });
        messages().addAction(tr("Undo"), [this, saved, before, isForm] {
            messages().dismiss();
            m_recipes->remove(saved, [this, before, isForm](const SavedRecipe &) {
                if (isForm)
                    m_new->standOn(before);
            });
        });
    });
}

/// The chosen own recipe becomes what the form says. @param now without path and name of its own
void TrainPage::changeRecipe(const SavedRecipe &before, SavedRecipe now)
{
    const SavedRecipe asNew = now;
    now.path = before.path;
    now.name = before.name;
    if (now.recipe == before.recipe && now.modelName == before.modelName) {
        messages().show(MessageBar::Kind::Info,
                        tr("“%1” is saved as the form has it.").arg(before.name));
        return;
    }
    m_recipes->put(now, [this, before, asNew](const SavedRecipe &saved) {
        m_new->standOn(PresetListModel::keyOf(saved));
        messages().show(MessageBar::Kind::Good, tr("“%1” was changed.").arg(saved.name));
        messages().addAction(tr("Undo"), [this, before] {
            messages().dismiss();
            m_recipes->put(before);
        });
        messages().addAction(tr("Keep both"), [this, before, asNew] {
            messages().dismiss();
            m_recipes->put(before, [this, asNew](const SavedRecipe &) { addRecipe(asNew); });
        });
    });
}

void TrainPage::removeRecipe(const SavedRecipe &recipe)
{
    const bool wasChosen = m_new->presetKey() == PresetListModel::keyOf(recipe);
    m_recipes->remove(recipe, [this, wasChosen](const SavedRecipe &removed) {
        messages().show(MessageBar::Kind::Info, tr("“%1” was removed.").arg(removed.name));
        messages().addAction(tr("Undo"), [this, removed, wasChosen] {
            messages().dismiss();
            m_recipes->put(removed, [this, wasChosen](const SavedRecipe &back) {
                if (wasChosen && m_new->presetKey().isEmpty())
                    m_new->standOn(PresetListModel::keyOf(back));
            });
        });
    });
}

void TrainPage::importRecipe(const QString &path)
{
    m_recipes->importFile(path, [this](const SavedRecipe &saved) {
        messages().show(MessageBar::Kind::Good, tr("“%1” was imported.").arg(saved.name));
        messages().addAction(tr("Undo"), [this, saved] {
            messages().dismiss();
            m_recipes->remove(saved);
        });
        if (const int row = m_new->recipePane().recipes().rowOf(PresetListModel::keyOf(saved));
            row >= 0)
            m_new->choosePreset(row);
    });
}

void TrainPage::askRecipeFile()
{
    auto *dialog = new FileDialog(this, tr("Import a recipe"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Recipes (*.json)"), tr("All files (*)")});
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &TrainPage::importRecipe);
    dialog->open();
}

void TrainPage::askRecipeTarget(const SavedRecipe &recipe)
{
    auto *dialog = new FileDialog(this, tr("Save the recipe as a file"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Recipes (*.json)")});
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(QFileInfo(recipe.path).fileName());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this, recipe](const QString &path) {
        m_recipes->writeTo(path, recipe, [this, path](const SavedRecipe &written) {
            messages().show(MessageBar::Kind::Good,
                            tr("“%1” was saved as a file.").arg(written.name),
                            QDir::toNativeSeparators(path));
        });
    });
    dialog->open();
}

} // namespace tunedesk
