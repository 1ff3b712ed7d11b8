#pragma once

#include "shell/job_queue.h"

#include <QFrame>
#include <QList>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace tunedesk
{

class Button;
class ElidedLabel;
class IconLabel;
class ProgressLine;
class Theme;

/// The 36-px strip at the window's foot: what runs, how far it is, how long it takes; right: file
/// and saving.
class TaskStrip : public QFrame
{
    Q_OBJECT
public:
    TaskStrip(const Theme &theme, JobQueue &jobs, QWidget *parent = nullptr);

    void setProject(const QString &fileName); ///< empty: none is open
    void setSaved(const QString &text, bool isFailure = false);
    void setUndo(const QString &text); ///< the last undoable step; empty: none

Q_SIGNALS:
    void panelWanted();
    void undoWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void retranslate();

    const Theme &m_theme;
    JobQueue &m_jobs;
    QWidget *m_task;
    IconLabel *m_icon;
    Button *m_name;
    ProgressLine *m_bar;
    ElidedLabel *m_text;
    Button *m_stop;
    Button *m_more;
    QLabel *m_idle;
    Button *m_undo;
    QLabel *m_file;
    QWidget *m_line;
    IconLabel *m_savedIcon;
    QLabel *m_saved;
    quint64 m_shown = 0;
    bool m_hasProject = false;
};

/// All tasks of this session over the strip, newest first, each with what can be done to it.
class TaskPanel : public QFrame
{
    Q_OBJECT
public:
    TaskPanel(const Theme &theme, JobQueue &jobs, QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    class Row;
    void rebuild();
    void retranslate();
    void refresh();

    const Theme &m_theme;
    JobQueue &m_jobs;
    QLabel *m_title;
    Button *m_clear;
    QLabel *m_empty;
    QVBoxLayout *m_column;
    QList<Row *> m_rows;
};

} // namespace tunedesk
