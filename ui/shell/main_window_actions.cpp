#include "shell/main_window_actions.h"

#include "base/version.h"
#include "shell/button.h"
#include "shell/job_queue.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"
#include "shell/task_strip.h"

#include <QActionGroup>
#include <QFileInfo>
#include <QMenuBar>

namespace tunedesk
{

void MainWindow::buildActions()
{
    m_actions = std::make_unique<Actions>();
    Actions &a = *m_actions;
    const auto make = [this](const QKeySequence &key, auto act) {
        auto *action = new QAction(this);
        action->setShortcut(key);
        connect(action, &QAction::triggered, this, act);
        addAction(action); // the keys work whatever menu is shown
        return action;
    };
    a.newProject = make(QKeySequence::New, [this] { askNewProject(); });
    a.openProject = make(QKeySequence::Open, [this] { askOpenProject(); });
    // On the Data page Ctrl+I imports into the open project: this one is for the start page only.
    a.newFromFile = make(QKeySequence(Qt::CTRL | Qt::Key_I), [this] { askDataFile(); });
    a.sample = make({}, [this] { openSample(); });
    a.closeProject = make(QKeySequence(Qt::CTRL | Qt::Key_W), [this] { closeProject(); });
    a.quit = make(QKeySequence(Qt::CTRL | Qt::Key_Q), [this] { close(); });
    a.undo = make(QKeySequence::Undo, [this] {
        if (m_session)
            m_session->undoStack().undo();
    });
    a.redo = make(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), [this] {
        if (m_session)
            m_session->undoStack().redo();
    });
    a.find = make(QKeySequence(Qt::CTRL | Qt::Key_K), [this] { openFind(); });
    a.leftPane = make(Qt::Key_F8, [this] { foldPane(false); });
    a.rightPane = make(Qt::Key_F9, [this] { foldPane(true); });
    a.nextPane = make(Qt::Key_F6, [this] { stepPane(1); });
    a.previousPane = make(QKeySequence(Qt::SHIFT | Qt::Key_F6), [this] { stepPane(-1); });
    const auto percent = [this](int by) {
        m_preferences.setTextPercent(by == 0 ? 100 : m_preferences.textPercent() + by);
    };
    a.larger = make(QKeySequence(Qt::CTRL | Qt::Key_Equal), [percent] { percent(10); });
    a.smaller = make(QKeySequence(Qt::CTRL | Qt::Key_Minus), [percent] { percent(-10); });
    a.normalSize = make(QKeySequence(Qt::CTRL | Qt::Key_0), [percent] { percent(0); });
    a.fullScreen =
        make(Qt::Key_F11, [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    const auto mode = [this](Theme::Mode m) { m_preferences.setThemeMode(m); };
    a.asSystem = make({}, [mode] { mode(Theme::Mode::System); });
    a.light = make({}, [mode] { mode(Theme::Mode::Light); });
    a.dark = make({}, [mode] { mode(Theme::Mode::Dark); });
    a.english = make({}, [this] { m_preferences.setLanguage(QStringLiteral("en")); });
    a.chinese = make({}, [this] { m_preferences.setLanguage(QStringLiteral("zh_CN")); });
    a.welcome = make({}, [this] { closeProject(); });
    a.settings = make(QKeySequence(Qt::CTRL | Qt::Key_Comma), [this] { showSettings(); });
    a.settings->setCheckable(true);
    a.tasks = make(QKeySequence(Qt::CTRL | Qt::Key_J), [this] {
        m_taskPanel->setVisible(!m_taskPanel->isVisible());
        placeOverlays();
        if (m_taskPanel->isVisible()) {
            m_taskPanel->raise();
            m_taskPanel->setFocus();
        }
    });
    a.stopTasks = make({}, [this] {
        for (int row = m_jobs.rowCount() - 1; row >= 0; --row)
            m_jobs.stop(m_jobs.index(row).data(JobQueue::IdRole).toULongLong());
    });
    a.clearTasks = make({}, [this] { m_jobs.clearEnded(); });
    a.keys = make(QKeySequence(QStringLiteral("?")), [this] { showKeys(); });
    a.about = make({}, [this] {
        m_bar->show(MessageBar::Kind::Info, tr("TuneDesk %1").arg(QString::fromLatin1(kVersion)),
                    tr("Projects, models and labels stay on this computer."));
    });
    for (QAction *action : {a.light, a.dark, a.asSystem, a.english, a.chinese})
        action->setCheckable(true);
    for (const auto &group :
         {QList<QAction *>{a.light, a.dark, a.asSystem}, QList<QAction *>{a.english, a.chinese}}) {
        auto *exclusive = new QActionGroup(this);
        for (QAction *action : group)
            exclusive->addAction(action);
    }
}

void MainWindow::buildMenus()
{
    Actions &a = *m_actions;
    const auto menu = [this](QMenu *parent = nullptr) {
        return parent ? parent->addMenu(QString()) : menuBar()->addMenu(QString());
    };
    a.file = menu();
    a.file->addActions({a.newProject, a.openProject, a.newFromFile, a.sample});
    a.recent = menu(a.file);
    a.file->addSeparator();
    a.file->addActions({a.settings, a.closeProject, a.quit});
    a.edit = menu();
    a.edit->addActions({a.undo, a.redo});
    a.edit->addSeparator();
    a.edit->addAction(a.find);
    a.view = menu();
    a.view->addActions({a.leftPane, a.rightPane, a.nextPane, a.previousPane});
    a.view->addSeparator();
    a.view->addActions({a.larger, a.smaller, a.normalSize, a.fullScreen});
    a.view->addSeparator();
    a.theme = menu(a.view);
    a.theme->addActions({a.asSystem, a.light, a.dark});
    a.language = menu(a.view);
    a.language->addActions({a.english, a.chinese});
    a.project = menu();
    a.go = menu();
    for (QAction *page : a.pages)
        a.go->addAction(page);
    a.go->addSeparator();
    a.go->addAction(a.welcome);
    a.taskMenu = menu();
    a.taskMenu->addActions({a.tasks, a.stopTasks, a.clearTasks});
    a.help = menu();
    a.help->addActions({a.keys, a.about});
    connect(a.recent, &QMenu::aboutToShow, this, [this] {
        m_actions->recent->clear();
        for (const auto &recent : m_preferences.recents()) {
            const QString path = recent.path;
            m_actions->recent->addAction(QFileInfo(path).completeBaseName(), this,
                                         [this, path] { openProject(path); });
        }
    });
}

void MainWindow::retranslate()
{
    Actions &a = *m_actions;
    a.file->setTitle(tr("&File"));
    a.recent->setTitle(tr("&Recent projects"));
    a.edit->setTitle(tr("&Edit"));
    a.view->setTitle(tr("&View"));
    a.theme->setTitle(tr("&Theme"));
    a.language->setTitle(tr("&Language"));
    a.project->setTitle(tr("&Project"));
    a.go->setTitle(tr("&Go"));
    a.taskMenu->setTitle(tr("&Tasks"));
    a.help->setTitle(tr("&Help"));
    a.newProject->setText(tr("New project"));
    a.openProject->setText(tr("Open a project…"));
    a.newFromFile->setText(tr("New project from a file…"));
    a.sample->setText(tr("Open the sample"));
    a.closeProject->setText(tr("Close the project"));
    a.quit->setText(tr("Quit"));
    a.find->setText(tr("Find a command or pair"));
    a.leftPane->setText(tr("Left panel"));
    a.rightPane->setText(tr("Right panel"));
    a.nextPane->setText(tr("Next panel"));
    a.previousPane->setText(tr("Panel before"));
    a.larger->setText(tr("Larger texts"));
    a.smaller->setText(tr("Smaller texts"));
    a.normalSize->setText(tr("Texts as they were"));
    a.fullScreen->setText(tr("Full screen"));
    a.asSystem->setText(tr("As the system"));
    a.light->setText(tr("Light"));
    a.dark->setText(tr("Dark"));
    a.english->setText(QStringLiteral("English"));
    a.chinese->setText(QStringLiteral("中文"));
    a.welcome->setText(tr("Start page"));
    a.settings->setText(tr("Settings"));
    a.tasks->setText(tr("Tasks"));
    a.stopTasks->setText(tr("Stop all tasks"));
    a.clearTasks->setText(tr("Clear the ended tasks"));
    a.keys->setText(tr("All keys"));
    a.about->setText(tr("About TuneDesk"));
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        a.pages[i]->setText(m_pages[i]->title());
        const QString key = keyText(a.pages[i]->shortcut());
        a.pages[i]->setToolTip(tr("%1 (%2)", "action, its key").arg(m_pages[i]->title(), key));
    }
    a.settings->setToolTip(
        tr("%1 (%2)", "action, its key").arg(a.settings->text(), keyText(a.settings->shortcut())));
    m_findField->setText(tr("Find a command or pair"));
    m_findField->setToolTip(tr("Find a command, page, run or pair (Ctrl+K)"));
    m_person->setToolTip(tr("Your name stands beside your labels. Change it in the settings."));
    m_person->setAccessibleName(tr("You are %1").arg(Preferences::annotator()));
    refreshUndo();
    refreshTitle();
}

void MainWindow::refreshUndo()
{
    Actions &a = *m_actions;
    const bool canUndo = m_session && m_session->undoStack().canUndo();
    const bool canRedo = m_session && m_session->undoStack().canRedo();
    a.undo->setEnabled(canUndo);
    a.redo->setEnabled(canRedo);
    a.undo->setText(canUndo ? tr("Undo: %1").arg(m_session->undoStack().undoText()) : tr("Undo"));
    a.redo->setText(canRedo ? tr("Redo: %1").arg(m_session->undoStack().redoText()) : tr("Redo"));
    if (m_strip)
        m_strip->setUndo(canUndo ? m_session->undoStack().undoText() : QString());
}

QList<FindEntry> MainWindow::findEntries() const
{
    QList<FindEntry> entries;
    const auto plain = [](QString text) { // “&&” is a sign of the text
        constexpr QChar kKept(u'\x01');
        text.replace(QLatin1String("&&"), QString(kKept)).remove(QLatin1Char('&'));
        return text.replace(kKept, QLatin1Char('&'));
    };
    const auto addAction = [&](QAction *action, const QString &detail, const QString &icon) {
        if (action->isSeparator() || action->menu() || !action->isEnabled() ||
            action->text().isEmpty())
            return;
        entries.append({plain(action->text()), detail, keyText(action->shortcut()), icon,
                        [action] { action->trigger(); }});
    };
    if (m_session)
        for (std::size_t i = 0; i < m_pages.size(); ++i)
            addAction(m_actions->pages[i], tr("page"), m_pages[i]->iconName());
    if (const Page *page = currentPage())
        for (QAction *action : page->pageActions())
            addAction(action, page->title(), {});
    for (const QMenu *menu : {m_actions->file, m_actions->edit, m_actions->view, m_actions->theme,
                              m_actions->language, m_actions->taskMenu, m_actions->help})
        for (QAction *action : menu->actions())
            addAction(action, plain(menu->title()), {});
    return entries;
}

} // namespace tunedesk
