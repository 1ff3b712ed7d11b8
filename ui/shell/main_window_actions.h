#pragma once

#include "shell/main_window.h"

#include <QAction>
#include <QMenu>

namespace tunedesk
{

/// All that the window itself can do; each has a key or stands in the find list.
struct MainWindow::Actions {
    QAction *newProject, *openProject, *newFromFile, *sample, *closeProject, *quit;
    QAction *undo, *redo, *find;
    QAction *leftPane, *rightPane, *nextPane, *previousPane, *larger, *smaller, *normalSize,
        *fullScreen;
    QAction *light, *dark, *asSystem, *english, *chinese;
    QAction *welcome, *settings;
    QAction *tasks, *stopTasks, *clearTasks;
    QAction *keys, *about;
    std::vector<QAction *> pages; ///< same order as the pages

    QMenu *file, *recent, *edit, *view, *theme, *language, *project, *go, *taskMenu, *help;

    QList<QAction *> everywhere() const
    {
        QList<QAction *> list(pages.begin(), pages.end());
        list << find << tasks << undo << redo << nextPane << previousPane << leftPane << rightPane
             << larger << smaller << normalSize << fullScreen << settings << keys << newProject
             << openProject << newFromFile << closeProject << quit;
        return list;
    }
};

} // namespace tunedesk
