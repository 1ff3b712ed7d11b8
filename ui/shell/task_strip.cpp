#include "shell/task_strip.h"

#include "shell/task_text.h"
#include "shell/widgets.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollArea>
#include <QVBoxLayout>

namespace tunedesk
{

namespace
{
using State = JobQueue::State;

bool isEnded(State state)
{
    return state == State::Finished || state == State::Stopped || state == State::Failed;
}
} // namespace

TaskStrip::TaskStrip(const Theme &theme, JobQueue &jobs, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_jobs(jobs)
{
    setGround(this, Token::Window);
    setMinimumHeight(theme.scaled(35));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(12);

    m_task = new QWidget;
    auto *taskRow = new QHBoxLayout(m_task);
    taskRow->setContentsMargins(0, 0, 0, 0);
    taskRow->setSpacing(10);
    m_icon = new IconLabel(theme, QStringLiteral("circle-dashed"), Token::Text2);
    m_name = new Button(theme, Button::Kind::Flat);
    m_name->setSmall(true);
    m_bar = new ProgressLine(theme);
    m_bar->setColors(Token::AccentFill, Token::Border);
    m_bar->setFixedWidth(120);
    m_text = new ElidedLabel(Theme::Type::Small, Token::Text2);
    m_text->setMaximumWidth(520);
    m_stop = new Button(theme, Button::Kind::Flat);
    m_stop->setIconName(QStringLiteral("x"));
    m_stop->setSmall(true);
    m_stop->setIconOnly(true);
    m_more = new Button(theme, Button::Kind::Link);
    m_more->setSmall(true);
    taskRow->addWidget(m_icon);
    taskRow->addWidget(m_name);
    taskRow->addWidget(m_bar);
    taskRow->addWidget(m_text);
    taskRow->addWidget(m_stop);
    taskRow->addWidget(m_more);
    taskRow->addWidget(makeSeparator());

    m_idle = makeLabel(Theme::Type::Small, Token::Text3);
    m_undo = new Button(theme, Button::Kind::Link);
    m_undo->setSmall(true);
    m_file = makeLabel(Theme::Type::Small, Token::Text2);
    m_line = makeSeparator();
    m_savedIcon = new IconLabel(theme, QStringLiteral("check"), Token::Text2, 14);
    m_saved = makeLabel(Theme::Type::Small, Token::Text2);
    row->addWidget(m_task);
    row->addWidget(m_idle);
    row->addStretch(1);
    row->addWidget(m_undo);
    row->addWidget(m_file);
    row->addWidget(m_line);
    auto *saved = new QHBoxLayout;
    saved->setSpacing(5);
    saved->addWidget(m_savedIcon);
    saved->addWidget(m_saved);
    row->addLayout(saved);

    connect(m_name, &QPushButton::clicked, this, &TaskStrip::panelWanted);
    connect(m_more, &QPushButton::clicked, this, &TaskStrip::panelWanted);
    connect(m_undo, &QPushButton::clicked, this, &TaskStrip::undoWanted);
    connect(m_stop, &QPushButton::clicked, this, [this] { m_jobs.stop(m_shown); });
    connect(&jobs, &JobQueue::progressed, this, &TaskStrip::refresh);
    connect(&jobs, &JobQueue::jobEnded, this, &TaskStrip::refresh);
    connect(&jobs, &QAbstractItemModel::dataChanged, this, &TaskStrip::refresh);
    connect(&jobs, &QAbstractItemModel::rowsRemoved, this, &TaskStrip::refresh);
    setProject({});
    setUndo({});
    retranslate();
}

void TaskStrip::setProject(const QString &fileName)
{
    m_hasProject = !fileName.isEmpty();
    m_file->setText(fileName);
    m_file->setVisible(m_hasProject);
    m_line->setVisible(m_hasProject);
    m_savedIcon->setVisible(m_hasProject);
    m_saved->setText(m_hasProject ? tr("All changes saved") : tr("Projects stay on this computer"));
    setTone(m_saved, Token::Text2);
    m_savedIcon->setIcon(QStringLiteral("check"), Token::Text2);
}

void TaskStrip::setSaved(const QString &text, bool isFailure)
{
    m_saved->setText(text);
    setTone(m_saved, isFailure ? Token::Error : Token::Text2);
    m_savedIcon->setIcon(isFailure ? QStringLiteral("circle-x") : QStringLiteral("check"),
                         isFailure ? Token::Error : Token::Text2);
}

void TaskStrip::setUndo(const QString &text)
{
    m_undo->setVisible(!text.isEmpty());
    m_undo->setText(
        tr("Undo: %1").arg(m_undo->fontMetrics().elidedText(text, Qt::ElideRight, 180)));
    m_undo->setAccessibleName(tr("Undo: %1").arg(text));
}

void TaskStrip::refresh()
{
    // The first that works; else what failed last, until another one is done; a task under 400 ms
    // never shows.
    QModelIndex shown;
    int others = 0;
    for (int row = 0; row < m_jobs.rowCount(); ++row) {
        const QModelIndex job = m_jobs.index(row);
        if (job.data(JobQueue::QuietRole).toBool())
            continue;
        const auto state = job.data(JobQueue::StateRole).value<State>();
        const bool running = !isEnded(state) && state != State::Waiting &&
                             job.data(JobQueue::SecondsRole).toDouble() >= 0.4;
        if (running &&
            (!shown.isValid() || isEnded(shown.data(JobQueue::StateRole).value<State>()))) {
            shown = job;
        } else if (!isEnded(state)) {
            ++others;
        } else if (state == State::Finished && shown.isValid() &&
                   shown.data(JobQueue::StateRole).value<State>() == State::Failed) {
            shown = {};
        } else if (state == State::Failed &&
                   (!shown.isValid() || isEnded(shown.data(JobQueue::StateRole).value<State>()))) {
            shown = job;
        }
    }
    m_task->setVisible(shown.isValid());
    m_idle->setVisible(!shown.isValid());
    if (!shown.isValid())
        return;
    m_shown = shown.data(JobQueue::IdRole).toULongLong();
    const auto state = shown.data(JobQueue::StateRole).value<State>();
    const bool failed = state == State::Failed;
    m_icon->setIcon(failed                   ? QStringLiteral("circle-x")
                    : state == State::Paused ? QStringLiteral("pause")
                                             : shown.data(JobQueue::IconRole).toString(),
                    failed ? Token::Error : Token::Text2);
    const QString title = shown.data(JobQueue::TitleRole).toString();
    if (m_name->text() != title) {
        m_name->setText(title);
        m_name->setAccessibleName(tr("%1: show all tasks").arg(title));
    }
    m_bar->setVisible(!failed);
    m_bar->setFraction(taskFraction(shown));
    m_text->setText(taskText(shown));
    setTone(m_text, failed ? Token::Error : Token::Text2);
    m_stop->setVisible(!failed);
    m_stop->setEnabled(state != State::Stopping);
    m_more->setVisible(others > 0);
    m_more->setText(QStringLiteral("+%1").arg(others));
    m_more->setAccessibleName(tr("%n more tasks", nullptr, others));
}

void TaskStrip::retranslate()
{
    m_idle->setText(tr("No tasks running"));
    m_stop->setToolTip(tr("Stop this task"));
    m_stop->setAccessibleName(tr("Stop this task"));
    m_name->setToolTip(tr("All tasks (Ctrl+J)"));
    m_name->setAccessibleName(tr("All tasks"));
    m_more->setAccessibleName(tr("All tasks"));
    m_undo->setToolTip(tr("Undo the last step (Ctrl+Z)"));
    setAccessibleName(tr("Tasks and saving"));
    m_saved->setText(m_hasProject ? tr("All changes saved") : tr("Projects stay on this computer"));
    refresh();
}

void TaskStrip::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

class TaskPanel::Row : public QFrame
{
public:
    Row(const Theme &theme, JobQueue &jobs, quint64 id, QWidget *parent)
        : QFrame(parent), m_jobs(jobs), m_id(id)
    {
        setLine(this, Qt::BottomEdge);
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(16, 10, 12, 10);
        row->setSpacing(8);
        m_icon = new IconLabel(theme, QStringLiteral("circle-dashed"), Token::Text2);
        auto *column = new QVBoxLayout;
        column->setSpacing(6);
        auto *top = new QHBoxLayout;
        m_title = new ElidedLabel(Theme::Type::BodyMedium);
        m_text = new ElidedLabel(Theme::Type::Small, Token::Text2);
        m_text->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_error = makeLabel(Theme::Type::Small, Token::Text2);
        m_error->setWordWrap(true);
        m_bar = new ProgressLine(theme);
        top->addWidget(m_title, 1);
        top->addWidget(m_text, 1);
        column->addLayout(top);
        column->addWidget(m_bar);
        column->addWidget(m_error);
        m_pause = new Button(theme, Button::Kind::Flat);
        m_stop = new Button(theme, Button::Kind::Flat);
        for (Button *button : {m_pause, m_stop}) {
            button->setSmall(true);
            button->setIconOnly(true);
        }
        m_stop->setIconName(QStringLiteral("x"));
        row->addWidget(m_icon);
        row->addLayout(column, 1);
        row->addWidget(m_pause);
        row->addWidget(m_stop);
        connect(m_pause, &QPushButton::clicked, this,
                [this] { m_jobs.setPaused(m_id, m_jobs.state(m_id) != State::Paused); });
        connect(m_stop, &QPushButton::clicked, this, [this] { m_jobs.stop(m_id); });
    }

    void show(const QModelIndex &job)
    {
        const auto state = job.data(JobQueue::StateRole).value<State>();
        const bool ended = isEnded(state);
        m_icon->setIcon(state == State::Failed     ? QStringLiteral("circle-x")
                        : state == State::Finished ? QStringLiteral("circle-check")
                                                   : job.data(JobQueue::IconRole).toString(),
                        state == State::Failed     ? Token::Error
                        : state == State::Finished ? Token::Good
                                                   : Token::Text2);
        const QString title = job.data(JobQueue::TitleRole).toString();
        m_title->setText(title);
        m_text->setText(state == State::Failed ? QString() : taskText(job));
        m_error->setText(state == State::Failed ? taskText(job) : QString());
        m_error->setVisible(state == State::Failed);
        m_bar->setVisible(!ended);
        m_bar->setFraction(state == State::Waiting ? 0 : taskFraction(job));
        m_pause->setVisible(!ended && job.data(JobQueue::CanPauseRole).toBool());
        const bool paused = state == State::Paused;
        m_pause->setIconName(paused ? QStringLiteral("play") : QStringLiteral("pause"));
        m_pause->setToolTip(paused ? TaskPanel::tr("Go on") : TaskPanel::tr("Pause"));
        m_pause->setAccessibleName(paused ? TaskPanel::tr("Go on with %1").arg(title)
                                          : TaskPanel::tr("Pause %1").arg(title));
        m_pause->setEnabled(state != State::Stopping);
        m_stop->setVisible(!ended);
        m_stop->setEnabled(state != State::Stopping);
        m_stop->setToolTip(TaskPanel::tr("Stop"));
        m_stop->setAccessibleName(TaskPanel::tr("Stop %1").arg(title));
    }

private:
    JobQueue &m_jobs;
    quint64 m_id;
    IconLabel *m_icon;
    ElidedLabel *m_title;
    ElidedLabel *m_text;
    QLabel *m_error;
    ProgressLine *m_bar;
    Button *m_pause;
    Button *m_stop;
};

TaskPanel::TaskPanel(const Theme &theme, JobQueue &jobs, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_jobs(jobs)
{
    setProperty("frame", QByteArray("popup"));
    setFocusPolicy(Qt::StrongFocus);
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(1, 1, 1, 1);
    m_column->setSpacing(0);
    auto *header = new QFrame;
    setLine(header, Qt::BottomEdge);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(16, 6, 8, 6);
    m_title = makeLabel(Theme::Type::BodyBold);
    m_clear = new Button(theme, Button::Kind::Link);
    m_clear->setSmall(true);
    row->addWidget(m_title, 1);
    row->addWidget(m_clear);
    m_column->addWidget(header);
    m_empty = makeLabel(Theme::Type::Body, Token::Text3);
    m_empty->setContentsMargins(16, 16, 16, 16);
    m_column->addWidget(m_empty);
    connect(m_clear, &QPushButton::clicked, &jobs, &JobQueue::clearEnded);
    connect(&jobs, &QAbstractItemModel::rowsInserted, this, &TaskPanel::rebuild);
    connect(&jobs, &QAbstractItemModel::rowsRemoved, this, &TaskPanel::rebuild);
    connect(&jobs, &QAbstractItemModel::dataChanged, this, &TaskPanel::refresh);
    hide();
    retranslate();
}

void TaskPanel::rebuild()
{
    if (!isVisible())
        return;
    for (Row *row : std::as_const(m_rows)) {
        row->hide();
        row->deleteLater();
    }
    m_rows.clear();
    for (int i = m_jobs.rowCount() - 1; i >= 0 && m_rows.size() < 8; --i) {
        const QModelIndex job = m_jobs.index(i);
        if (job.data(JobQueue::QuietRole).toBool())
            continue;
        auto *row = new Row(m_theme, m_jobs, job.data(JobQueue::IdRole).toULongLong(), this);
        row->setProperty("job", QVariant::fromValue(QPersistentModelIndex(job)));
        m_column->addWidget(row);
        m_rows.append(row);
    }
    m_empty->setVisible(m_rows.isEmpty());
    m_clear->setVisible(!m_rows.isEmpty());
    refresh();
}

void TaskPanel::retranslate()
{
    m_title->setText(tr("Tasks"));
    m_clear->setText(tr("Clear the ended ones"));
    m_empty->setText(tr("Nothing runs and nothing waits."));
    setAccessibleName(tr("Tasks"));
    rebuild();
}

void TaskPanel::refresh()
{
    if (!isVisible())
        return;
    for (Row *row : std::as_const(m_rows))
        if (const auto job = row->property("job").value<QPersistentModelIndex>(); job.isValid())
            row->show(job);
    // The window keeps its lower edge on the strip.
    const int wide = m_theme.scaled(460);
    const int high =
        layout()->hasHeightForWidth() ? layout()->heightForWidth(wide) : sizeHint().height();
    setGeometry(x(), y() + height() - high, wide, high);
}

void TaskPanel::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    rebuild();
}

void TaskPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QFrame::keyPressEvent(event);
}

void TaskPanel::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace tunedesk
