#include "shell/main_window.h"

#include "shell/job_queue.h"
#include "shell/keys_panel.h"
#include "shell/language.h"
#include "shell/main_window_actions.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"
#include "shell/rail.h"
#include "shell/settings_page.h"
#include "shell/task_strip.h"
#include "shell/undo_through_fields.h"
#include "shell/welcome_page.h"
#include "shell/wheel_past_choices.h"
#include "shell/widgets.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

namespace tunedesk
{

MainWindow::MainWindow(Theme &theme, Preferences &preferences, Language &language, JobQueue &jobs,
                       const std::vector<PageFactory> &pages)
    : m_theme(theme), m_preferences(preferences), m_language(language), m_jobs(jobs)
{
    setMinimumSize(1024, 700);
    setAcceptDrops(true);
    setWindowIcon(QIcon(QStringLiteral(":/tunedesk/theme/logo.svg")));
    m_language.use(preferences.language());
    buildActions();
    QCoreApplication::instance()->installEventFilter(new UndoThroughFields(this));
    QCoreApplication::instance()->installEventFilter(new WheelPastChoices(this));
    buildCentre(pages);
    buildMenus();

    auto *corner = new QWidget;
    auto *row = new QHBoxLayout(corner);
    row->setContentsMargins(0, 3, 8, 3);
    row->setSpacing(4);
    m_findField = new Button(theme);
    m_findField->setLooksLikeField(true);
    m_findField->setIconName(QStringLiteral("search"));
    m_findField->setSmall(true);
    m_findField->setKeyHint(keyText(m_actions->find->shortcut()));
    m_findField->setMinimumWidth(264);
    m_person = new Button(theme, Button::Kind::Flat);
    m_person->setIconName(QStringLiteral("user"));
    m_person->setSmall(true);
    row->addWidget(m_findField);
    row->addWidget(m_person);
    menuBar()->setCornerWidget(corner);
    menuBar()->setNativeMenuBar(false);
    connect(m_findField, &QPushButton::clicked, this, &MainWindow::openFind);
    connect(m_person, &QPushButton::clicked, this, &MainWindow::showSettings);

    connect(&preferences, &Preferences::languageChanged, this, [this] {
        m_language.use(m_preferences.language());
        applyPreferences();
    });
    connect(&preferences, &Preferences::themeChanged, this, &MainWindow::applyPreferences);
    connect(&preferences, &Preferences::annotatorChanged, this,
            [this] { m_person->setText(Preferences::annotator()); });
    connect(&jobs, &JobQueue::jobStarted, this, &MainWindow::refreshDots);
    connect(&jobs, &JobQueue::jobEnded, this, [this] {
        refreshDots();
        finishClosing();
    });
    connect(&jobs, &JobQueue::progressed, this, &MainWindow::refreshDots);

    applyPreferences();
    retranslate();
    if (!restoreGeometry(preferences.geometry())) {
        constexpr QSize kUsual(1440, 900);
        resize(kUsual);
        // A smaller screen would cut it off, or its frame.
        const QSize room = screen()->availableSize();
        if (room.width() <= kUsual.width() || room.height() <= kUsual.height())
            setWindowState(Qt::WindowMaximized);
    }
    const QRect there = frameGeometry();
    bool isSeen = false;
    for (const QScreen *screen : QGuiApplication::screens())
        isSeen = isSeen || screen->availableGeometry().intersects(there);
    if (!isSeen && QGuiApplication::primaryScreen())
        move(QGuiApplication::primaryScreen()->availableGeometry().topLeft());
    closeProject();
}

MainWindow::~MainWindow()
{
    // Pages hold on to the session: they go first, and the session before the jobs that outlive the
    // window.
    for (const auto &link : m_sessionLinks)
        disconnect(link);
    for (Page *page : m_pages) {
        page->setSession(nullptr);
        delete page;
    }
    m_pages.clear();
    delete m_find;
}

void MainWindow::buildCentre(const std::vector<PageFactory> &pages)
{
    auto *centre = new QWidget;
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_bar = new MessageBar(m_theme);
    m_stack = new QStackedWidget;
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);
    setCentralWidget(centre);

    m_rail = new Rail(m_theme);
    addToolBar(Qt::LeftToolBarArea, m_rail);
    auto *exclusive = new QActionGroup(this);
    const PageContext context{m_theme, m_jobs};
    int number = 1;
    for (const PageFactory &make : pages) {
        Page *page = make(context);
        m_pages.push_back(page);
        m_stack->addWidget(page);
        auto *action = new QAction(this);
        action->setCheckable(true);
        action->setShortcut(QKeySequence(QStringLiteral("Ctrl+%1").arg(number++)));
        exclusive->addAction(action);
        addAction(action);
        m_actions->pages.push_back(action);
        m_railButtons.push_back(m_rail->addPage(page->iconName(), action));
        connect(action, &QAction::triggered, this, [this, page] { showPage(page->id()); });
        connect(page, &Page::navigate, this,
                [this](Page::Id id, const QVariant &what) { showPage(id, what); });
    }
    exclusive->addAction(m_actions->settings);
    m_rail->addFoot(QStringLiteral("settings"), m_actions->settings);

    m_welcome =
        new WelcomePage(m_theme, m_preferences, m_jobs,
                        {m_actions->newProject, m_actions->openProject, m_actions->newFromFile});
    m_settings = new SettingsPage(m_theme, m_preferences);
    m_stack->addWidget(m_welcome);
    m_stack->addWidget(m_settings);
    connect(m_welcome, &WelcomePage::sampleWanted, this, &MainWindow::openSample);
    connect(m_welcome, &WelcomePage::projectWanted, this, &MainWindow::openProject);
    connect(m_welcome, &WelcomePage::locateWanted, this, &MainWindow::locate);
    connect(m_settings, &SettingsPage::keysWanted, this, &MainWindow::showKeys);
    connect(m_settings, &SettingsPage::closed, this, [this] {
        if (auto *page = qobject_cast<Page *>(m_beforeSettings))
            showPage(page->id());
        else
            showWidget(m_welcome);
    });

    m_strip = new TaskStrip(m_theme, m_jobs);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addPermanentWidget(m_strip, 1);
    statusBar()->setContentsMargins(0, 0, 0, 0);
    m_taskPanel = new TaskPanel(m_theme, m_jobs, this);
    m_keys = new KeysPanel(m_theme, this);
    m_find = new FindPopup(m_theme, this);
    connect(m_strip, &TaskStrip::panelWanted, m_actions->tasks, &QAction::trigger);
    connect(m_strip, &TaskStrip::undoWanted, m_actions->undo, &QAction::trigger);
    connect(m_find, &FindPopup::pairChosen, this,
            [this](qint64 id) { showPage(Page::Id::Data, QVariantList{id}); });
    connect(m_find, &FindPopup::runChosen, this, [this](qint64 id) {
        showPage(Page::Id::Runs, QVariantMap{{QStringLiteral("run"), id}});
    });
}

void MainWindow::applyPreferences()
{
    m_theme.setMode(m_preferences.themeMode());
    m_theme.setTextPercent(m_preferences.textPercent());
    m_theme.setChinese(m_preferences.language().startsWith(QLatin1String("zh")));
    Actions &a = *m_actions;
    const auto mode = m_preferences.themeMode();
    (mode == Theme::Mode::Light  ? a.light
     : mode == Theme::Mode::Dark ? a.dark
                                 : a.asSystem)
        ->setChecked(true);
    (m_preferences.language() == QLatin1String("en") ? a.english : a.chinese)->setChecked(true);
    m_person->setText(Preferences::annotator());
    fitWidth();
}

Page *MainWindow::currentPage() const
{
    return qobject_cast<Page *>(m_stack->currentWidget());
}

Page *MainWindow::page(Page::Id id) const
{
    for (Page *page : m_pages)
        if (page->id() == id)
            return page;
    return nullptr;
}

void MainWindow::showPage(Page::Id id, const QVariant &what)
{
    Page *wanted = page(id);
    if (!wanted || !m_session)
        return;
    showWidget(wanted);
    if (what.isValid())
        wanted->open(what);
    else
        wanted->focusStart();
}

void MainWindow::showSettings()
{
    if (m_stack->currentWidget() != m_settings)
        m_beforeSettings = m_stack->currentWidget();
    showWidget(m_settings);
    m_settings->focusStart();
}

void MainWindow::showWidget(QWidget *widget)
{
    m_stack->setCurrentWidget(widget);
    for (std::size_t i = 0; i < m_pages.size(); ++i)
        m_actions->pages[i]->setChecked(m_pages[i] == widget);
    m_actions->settings->setChecked(widget == m_settings);
    m_keys->hide();
    refreshPageActions();
    rememberPage();
}

void MainWindow::refreshPageActions()
{
    // Only the page that is shown has its actions in a menu: a menu's key works though its page is
    // hidden.
    m_actions->project->clear();
    if (Page *page = currentPage())
        m_actions->project->addActions(page->pageActions());
    m_actions->project->menuAction()->setVisible(!m_actions->project->isEmpty());
    m_actions->newFromFile->setEnabled(!m_session); // Ctrl+I imports into the open project
    m_actions->closeProject->setEnabled(m_session != nullptr);
    for (QAction *action : m_actions->pages)
        action->setEnabled(m_session != nullptr);
    const Page *page = currentPage();
    m_actions->leftPane->setEnabled(page && page->leftPane());
    m_actions->rightPane->setEnabled(page && page->rightPane());
}

void MainWindow::refreshDots()
{
    bool trains = false;
    for (int row = 0; row < m_jobs.rowCount(); ++row) {
        const QModelIndex job = m_jobs.index(row);
        const auto state = job.data(JobQueue::StateRole).value<JobQueue::State>();
        trains =
            trains ||
            (job.data(JobQueue::LaneRole).value<JobRequest::Lane>() == JobRequest::Lane::Training &&
             (state == JobQueue::State::Running || state == JobQueue::State::Paused ||
              state == JobQueue::State::Stopping));
    }
    for (std::size_t i = 0; i < m_pages.size(); ++i)
        m_railButtons[i]->setDot(trains && m_pages[i]->id() == Page::Id::Train);
}

void MainWindow::openFind()
{
    const QRect field(m_findField->mapToGlobal(QPoint()), m_findField->size());
    m_find->open(findEntries(), m_session ? &m_session->reader() : nullptr, field);
}

void MainWindow::showKeys()
{
    const Page *page = currentPage();
    QList<QAction *> everywhere = m_actions->everywhere();
    if (m_session) // its key means another thing then
        everywhere.removeAll(m_actions->newFromFile);
    m_keys->open(page ? page->title() : QString(), page ? page->pageActions() : QList<QAction *>{},
                 everywhere);
}

void MainWindow::foldPane(bool right)
{
    const Page *page = currentPage();
    QWidget *pane = !page ? nullptr : right ? page->rightPane() : page->leftPane();
    if (pane)
        pane->setVisible(pane->isHidden());
}

void MainWindow::stepPane(int by)
{
    Page *page = currentPage();
    if (!page)
        return;
    QWidget *focus = QApplication::focusWidget();
    const auto holds = [focus](const QWidget *pane) {
        return pane && focus && (pane == focus || pane->isAncestorOf(focus));
    };
    const auto enter = [](QWidget *pane) {
        if (!pane || !pane->isVisible())
            return false;
        for (QWidget *child : pane->findChildren<QWidget *>())
            if (child->focusPolicy() & Qt::TabFocus && child->isVisible() && child->isEnabled()) {
                child->setFocus(Qt::TabFocusReason);
                return true;
            }
        return false;
    };
    const int now = holds(page->leftPane()) ? 0 : holds(page->rightPane()) ? 2 : 1;
    for (int step = 1; step <= 3; ++step) {
        const int next = (now + by * step + 6) % 3;
        if (next == 1) {
            page->focusStart();
            return;
        }
        if (enter(next == 0 ? page->leftPane() : page->rightPane()))
            return;
    }
}

void MainWindow::placeOverlays()
{
    if (!m_taskPanel || !m_taskPanel->isVisible())
        return;
    const int foot = statusBar()->mapTo(this, QPoint()).y();
    m_taskPanel->move(12, foot - m_taskPanel->height() - 8);
}

void MainWindow::fitWidth()
{
    m_rail->setCompact(width() < 1120);
    const bool narrow = width() < 1280;
    if (narrow == m_narrow)
        return;
    m_narrow = narrow;
    for (Page *page : m_pages)
        if (QWidget *pane = page->rightPane())
            pane->setVisible(!narrow);
}

void MainWindow::refreshTitle()
{
    setWindowTitle(m_session ? tr("%1 – TuneDesk").arg(m_session->name())
                             : QStringLiteral("TuneDesk"));
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && m_strip)
        retranslate();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    fitWidth();
    placeOverlays();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_settings->keepTyped();
    if (m_jobs.runningCount() == 0) {
        m_preferences.setGeometry(saveGeometry());
        rememberPage();
        event->accept();
        return;
    }
    event->ignore(); // closes by itself once the last task has ended
    m_isClosing = true;
    m_actions->stopTasks->trigger();
    m_bar->show(MessageBar::Kind::Info, tr("Finishing, then closing."),
                tr("A training run stops at a checkpoint and can go on later."));
    finishClosing();
}

void MainWindow::finishClosing()
{
    if (m_isClosing && m_jobs.runningCount() == 0)
        close();
}

} // namespace tunedesk
