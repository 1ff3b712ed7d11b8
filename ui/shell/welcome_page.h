#pragma once

#include "shell/preferences.h"

#include <QFrame>
#include <QList>
#include <QPushButton>

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace tunedesk
{

class Button;
class IconLabel;
class JobQueue;
class MessageBar;
class RecentsModel;

/// A 40-px row of the start page: icon, text, key.
class StartButton : public QPushButton
{
    Q_OBJECT
public:
    StartButton(const Theme &theme, const QString &icon, QAction *action,
                QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_icon;
    QString m_key;
};

/// No project open: into work in one click.
class WelcomePage : public QWidget
{
    Q_OBJECT
public:
    struct Actions {
        QAction *newProject, *openProject, *newFromFile;
    };
    WelcomePage(const Theme &theme, Preferences &preferences, JobQueue &jobs,
                const Actions &actions, QWidget *parent = nullptr);

    /// The sample when there are no recents, else the newest project.
    void focusStart();
    MessageBar &messages() { return *m_messages; }
    void setSampleBusy(bool busy);

Q_SIGNALS:
    void sampleWanted();
    void projectWanted(const QString &path);
    void locateWanted(const QString &path);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *buildLeft(const Actions &actions);
    QWidget *buildRight();
    void retranslate();
    void remove(const QString &path);

    const Theme &m_theme;
    Preferences &m_preferences;
    MessageBar *m_messages;
    RecentsModel *m_recents;
    QSortFilterProxyModel *m_filtered;
    QListView *m_list;
    QFrame *m_frame;
    QLineEdit *m_filter;
    QComboBox *m_language, *m_themeBox;
    Button *m_sample;
    QLabel *m_version, *m_lead, *m_sampleTitle, *m_sampleText, *m_sampleNote, *m_recentTitle,
        *m_noRecents, *m_headProject, *m_headCounts, *m_headBest, *m_headOpened, *m_drop, *m_how;
    QList<QLabel *> m_stepTitles, m_stepTexts;
};

} // namespace tunedesk
