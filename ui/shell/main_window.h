#pragma once

#include "shell/find_popup.h"
#include "shell/page.h"
#include "shell/preferences.h"

#include <QMainWindow>

#include <functional>
#include <memory>
#include <vector>

class QActionGroup;
class QStackedWidget;

namespace tunedesk
{

class Button;
class JobQueue;
class KeysPanel;
class Language;
class MessageBar;
class ProjectSession;
class Rail;
class RailButton;
class SettingsPage;
class TaskPanel;
class TaskStrip;
class WelcomePage;

/// Makes a page; the window takes it.
using PageFactory = std::function<Page *(const PageContext &context)>;

/// The window: menus, rail, one page at a time, the strip of tasks. Holds the open project.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// @param theme, preferences, language, jobs outlive the window
    MainWindow(Theme &theme, Preferences &preferences, Language &language, JobQueue &jobs,
               const std::vector<PageFactory> &pages);
    ~MainWindow() override;

    /// Opens in the background; until then the one before stays. Errors are told where the person
    /// is.
    void openProject(const QString &path);
    /// Opens the sample project in Documents/TuneDesk, making it first when there is none.
    void openSample();
    /// Makes a new empty project and opens it, then `then`.
    void createProject(const QString &path, bool withSample, std::function<void()> then = {});
    void closeProject();
    /// A project opens; a table of pairs goes to the import page, into a new project when none is
    /// open.
    void openFile(const QString &path);

    void showPage(Page::Id id, const QVariant &what = {});
    void showSettings();
    Page *currentPage() const;
    Page *page(Page::Id id) const;
    const std::vector<Page *> &pages() const { return m_pages; }
    ProjectSession *session() const { return m_session.get(); }
    WelcomePage *welcome() const { return m_welcome; }
    FindPopup *findPopup() const { return m_find; }

    void openFind();
    void showKeys();
    QList<FindEntry> findEntries() const;

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    struct Actions;
    void buildActions();
    void buildMenus();
    void buildCentre(const std::vector<PageFactory> &pages);
    void retranslate();
    void applyPreferences();
    void openThen(const QString &path, std::function<void()> then);
    void takeSession(std::unique_ptr<ProjectSession> session, const QString &path);
    void connectSession();
    void offerToGoOn();
    void showWidget(QWidget *widget);
    void refreshPageActions();
    void refreshUndo();
    void refreshTitle();
    void refreshDots();
    void placeOverlays();
    void askNewProject();
    void askOpenProject();
    void askDataFile();
    void locate(const QString &path);
    void foldPane(bool right);
    void stepPane(int by);
    void finishClosing();
    void fitWidth();
    void rememberPage();

    Theme &m_theme;
    Preferences &m_preferences;
    Language &m_language;
    JobQueue &m_jobs;
    std::unique_ptr<Actions> m_actions;
    std::unique_ptr<ProjectSession> m_session;
    std::vector<Page *> m_pages;
    std::vector<QMetaObject::Connection> m_sessionLinks;

    Rail *m_rail = nullptr;
    std::vector<RailButton *> m_railButtons;
    QStackedWidget *m_stack = nullptr;
    MessageBar *m_bar = nullptr;
    WelcomePage *m_welcome = nullptr;
    SettingsPage *m_settings = nullptr;
    TaskStrip *m_strip = nullptr;
    TaskPanel *m_taskPanel = nullptr;
    KeysPanel *m_keys = nullptr;
    FindPopup *m_find = nullptr;
    Button *m_findField = nullptr;
    Button *m_person = nullptr;
    QWidget *m_beforeSettings = nullptr;
    ReadToken m_opening; ///< the last wish to open: answers to older ones are dropped
    bool m_isOpeningTold = false;
    bool m_narrow = false;
    bool m_isClosing = false;
};

} // namespace tunedesk
