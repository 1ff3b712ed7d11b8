#pragma once

#include "jobs/recipe_files.h"

#include <QWidget>

class QLabel;
class QListView;

namespace tunedesk
{

class Button;
class PresetListModel;
class Theme;

/// The left pane of a new run: presets and own recipes in one list, and the way to import one. F2
/// renames, Delete removes, the context menu has all of it. Window thread.
class RecipePane : public QWidget
{
    Q_OBJECT
public:
    explicit RecipePane(const Theme &theme, QWidget *parent = nullptr);

    PresetListModel &recipes() { return *m_recipes; }
    const PresetListModel &recipes() const { return *m_recipes; }
    QListView *view() const { return m_view; }
    /// Marks a row, which says nothing; −1: none.
    void setCurrentRow(int row);
    void editName(int row); ///< of an own recipe
    void retranslate();

Q_SIGNALS:
    void chosen(int row); ///< by the person
    void importWished();
    void saveAsFileWished(const tunedesk::SavedRecipe &recipe);
    void removeWished(const tunedesk::SavedRecipe &recipe);

private:
    const SavedRecipe *currentOwn() const;
    void showMenu(const QPoint &where);

    PresetListModel *m_recipes;
    QListView *m_view;
    QLabel *m_title;
    Button *m_import;
};

} // namespace tunedesk
