#include "shell/file_dialog.h"
#include "shell/main_window_actions.h"

#include "jobs/import_pairs.h"
#include "shell/job_queue.h"
#include "shell/message_bar.h"
#include "shell/moving_task.h"
#include "shell/project_session.h"
#include "shell/rail.h"
#include "shell/task_strip.h"
#include "shell/welcome_page.h"
#include "shell/widgets.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLocale>
#include <QMimeData>
#include <QPointer>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace tunedesk
{

namespace
{
constexpr int kTellAfterMs = 300;

QString documentsFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) +
           QStringLiteral("/TuneDesk");
}

bool isProject(const QString &path)
{
    return path.endsWith(QLatin1String(".tunedesk"), Qt::CaseInsensitive);
}

QString freeName(const QString &folder, const QString &base)
{
    QString path = QStringLiteral("%1/%2.tunedesk").arg(folder, base);
    for (int n = 2; QFileInfo::exists(path); ++n)
        path = QStringLiteral("%1/%2-%3.tunedesk").arg(folder, base).arg(n);
    return path;
}
} // namespace

void MainWindow::openProject(const QString &path)
{
    openThen(path, {});
}

void MainWindow::openThen(const QString &path, std::function<void()> then)
{
    const ReadToken wish = m_opening.next();
    QTimer::singleShot(kTellAfterMs, this, [this, wish, path] {
        if (!wish.isNewest())
            return;
        m_isOpeningTold = true;
        MessageBar &bar = m_session ? *m_bar : m_welcome->messages();
        bar.show(MessageBar::Kind::Info,
                 tr("Opening “%1”…").arg(QFileInfo(path).completeBaseName()),
                 tr("A project of an older version is copied and brought up to date first."));
    });
    ProjectSession::openLater(
        path, wish, this,
        [this, path, then = std::move(then)](Result<std::unique_ptr<ProjectSession>> session) {
            if (m_isClosing)
                return;
            m_opening.next(); // nothing is told from now on
            MessageBar &bar = m_session ? *m_bar : m_welcome->messages();
            if (std::exchange(m_isOpeningTold, false))
                bar.dismiss();
            if (!session) {
                bar.show(session.error());
                return;
            }
            takeSession(std::move(*session), path);
            if (then)
                then();
        });
}

void MainWindow::takeSession(std::unique_ptr<ProjectSession> session, const QString &path)
{
    closeProject();
    m_session = std::move(session);
    connectSession();
    new MovingTask(m_jobs, *m_session); // which owns it
    m_rail->show();
    QString lastPage;
    for (const auto &recent : m_preferences.recents())
        if (recent.path == QFileInfo(path).absoluteFilePath())
            lastPage = recent.page;
    for (Page *page : m_pages)
        page->setSession(m_session.get());
    m_strip->setProject(QFileInfo(path).fileName());
    m_person->setVisible(true);
    if (m_session->isReadOnly()) {
        m_bar->show(MessageBar::Kind::Warning, tr("This project is open for reading only."),
                    m_session->heldBy());
        m_bar->addAction(tr("Try again"), [this, file = m_session->path()] { openProject(file); });
    } else {
        m_bar->dismiss();
    }
    refreshTitle();
    refreshUndo();
    Page *first = m_pages.empty() ? nullptr : m_pages.front();
    for (Page *page : m_pages)
        if (QString::number(static_cast<int>(page->id())) == lastPage)
            first = page;
    m_preferences.rememberProject(path, lastPage);
    if (first)
        showPage(first->id());
}

void MainWindow::connectSession()
{
    ProjectSession *session = m_session.get();
    m_sessionLinks.push_back(connect(session, &ProjectSession::saving, this,
                                     [this] { m_strip->setSaved(tr("Saving…")); }));
    m_sessionLinks.push_back(
        connect(session, &ProjectSession::saved, this, [this](const QString &time) {
            m_strip->setSaved(tr("Saved %1", "time of day").arg(time));
        }));
    m_sessionLinks.push_back(
        connect(session, &ProjectSession::writeFailed, this, [this](const Error &error) {
            m_strip->setSaved(tr("Not saved"), true);
            if (Page *page = currentPage())
                page->messages().showUnsaved(error);
            else
                m_bar->showUnsaved(error);
        }));
    // Not at saved(): drafts and column widths are written by themselves, and would take a message
    // away before it is read.
    for (const auto changed : {&ProjectSession::pairsChanged, &ProjectSession::labelsChanged,
                               &ProjectSession::runsChanged})
        m_sessionLinks.push_back(connect(session, changed, this, [this] {
            m_bar->dismissUnsaved();
            for (Page *page : m_pages)
                page->messages().dismissUnsaved();
        }));
    m_sessionLinks.push_back(
        connect(session, &ProjectSession::runsCutOff, this, &MainWindow::offerToGoOn));
    m_sessionLinks.push_back(
        connect(&session->undoStack(), &QUndoStack::indexChanged, this, &MainWindow::refreshUndo));
    m_sessionLinks.push_back(
        connect(session, &ProjectSession::stepsChanged, this, &MainWindow::refreshUndo));
}

void MainWindow::offerToGoOn()
{
    m_session->reader().ask<std::vector<RunSummary>>(
        this, {}, [](Project &project) { return project.runs().list(); },
        [this](const Result<std::vector<RunSummary>> &runs) {
            if (!runs)
                return;
            const auto newest = std::find_if(runs->begin(), runs->end(), [](const RunSummary &run) {
                return run.state == RunState::Interrupted;
            });
            if (newest == runs->end())
                return;
            const QString name =
                newest->name.isEmpty() ? tr("Run %1").arg(newest->id) : newest->name;
            m_bar->show(
                MessageBar::Kind::Warning,
                tr("“%1” was cut off at step %2.").arg(name, QLocale().toString(newest->steps)),
                tr("It can go on from its last checkpoint."));
            m_bar->addAction(tr("Go on"), [this, id = newest->id] {
                m_bar->dismiss();
                showPage(Page::Id::Train, QVariantMap{{QStringLiteral("resume"), id}});
            });
        });
}

void MainWindow::closeProject()
{
    m_opening.next(); // what is being opened is not wanted any more
    m_isOpeningTold = false;
    rememberPage();
    for (const auto &link : m_sessionLinks)
        disconnect(link);
    m_sessionLinks.clear();
    for (Page *page : m_pages)
        page->setSession(nullptr);
    m_session.reset();
    m_rail->hide();
    m_person->hide();
    m_bar->dismiss();
    m_strip->setProject({});
    refreshTitle();
    refreshUndo();
    showWidget(m_welcome);
    m_welcome->focusStart();
}

void MainWindow::rememberPage()
{
    const Page *page = currentPage();
    if (!m_session || !page)
        return;
    auto recents = m_preferences.recents();
    const QString id = QString::number(static_cast<int>(page->id()));
    const QString path = QFileInfo(m_session->path()).absoluteFilePath();
    for (auto &recent : recents)
        if (recent.path == path && recent.page != id) {
            recent.page = id;
            m_preferences.setRecents(recents);
            return;
        }
}

void MainWindow::createProject(const QString &path, bool withSample, std::function<void()> then)
{
    JobRequest request;
    request.title = withSample ? tr("Making the sample project") : tr("Making the project");
    request.icon = QStringLiteral("file-plus");
    request.work = [path, withSample](JobContext &job) -> Result<Outcome> {
        QDir().mkpath(QFileInfo(path).absolutePath());
        if (auto made = Project::create(path); !made)
            return made.error();
        if (withSample) {
            if (auto added = addSamplePairs(path, job); !added)
                return added.error();
        }
        return job.stopRequested() ? Outcome::Stopped : Outcome::Finished;
    };
    const QPointer<MainWindow> guard(this);
    request.finished = [guard, path, then = std::move(then)](const Result<Outcome> &result) {
        if (!guard)
            return;
        guard->m_welcome->setSampleBusy(false);
        if (!result) {
            (guard->m_session ? *guard->m_bar : guard->m_welcome->messages()).show(result.error());
            return;
        }
        guard->openThen(path, then);
    };
    m_welcome->setSampleBusy(true);
    m_jobs.start(std::move(request));
}

void MainWindow::openSample()
{
    const QString path = documentsFolder() + QStringLiteral("/sample.tunedesk");
    if (QFileInfo::exists(path))
        openProject(path);
    else
        createProject(path, true);
}

void MainWindow::openFile(const QString &path)
{
    if (isProject(path)) {
        openProject(path);
        return;
    }
    const auto import = [this, path] {
        showPage(Page::Id::Data, QStringLiteral("import:") + QFileInfo(path).absoluteFilePath());
    };
    if (m_session)
        import();
    else
        createProject(freeName(documentsFolder(), QFileInfo(path).completeBaseName()), false,
                      import);
}

void MainWindow::askNewProject()
{
    // open() in place of exec(): no event loop inside this one.
    auto *dialog = new FileDialog(this, tr("New project"), documentsFolder(),
                                  tr("TuneDesk projects (*.tunedesk)"));
    QDir().mkpath(documentsFolder());
    dialog->setDirectory(documentsFolder());
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("tunedesk"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &path) { createProject(path, false); });
    dialog->open();
}

void MainWindow::askOpenProject()
{
    auto *dialog = new FileDialog(this, tr("Open a project"), documentsFolder(),
                                  tr("TuneDesk projects (*.tunedesk)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openProject);
    dialog->open();
}

void MainWindow::askDataFile()
{
    auto *dialog = new FileDialog(this, tr("New project from a file"), QDir::homePath(),
                                  tr("Files of pairs (*.csv *.tsv *.txt *.xlsx *.json *.jsonl);;"
                                     "All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openFile);
    dialog->open();
}

void MainWindow::locate(const QString &path)
{
    auto *dialog = new FileDialog(this, tr("Where is %1?").arg(QFileInfo(path).fileName()),
                                  QDir::homePath(), tr("TuneDesk projects (*.tunedesk)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this, path](const QString &found) {
        m_preferences.replaceRecent(path, found);
        openProject(found);
    });
    dialog->open();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile())
        openFile(urls.first().toLocalFile());
}

} // namespace tunedesk
