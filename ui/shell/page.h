#pragma once

#include <QAction>
#include <QList>
#include <QString>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace tunedesk
{

class JobQueue;
class MessageBar;
class ProjectSession;
class Theme;

/// What every page is handed. All outlive the page.
struct PageContext {
    Theme &theme;
    JobQueue &jobs;
};

/// One page of the rail: 56-px header (title, subject, actions right) over a message bar over its
/// body. Built once; gets another session when another project opens. Window thread.
class Page : public QWidget
{
    Q_OBJECT
public:
    enum class Id { Data, Label, Train, Runs, Export };
    explicit Page(const PageContext &context, QWidget *parent = nullptr);

    virtual Id id() const = 0;
    virtual QString title() const = 0; ///< translated
    virtual QString iconName() const = 0;
    /// Another project, or none. Disconnect from the old one.
    virtual void setSession(ProjectSession *session) = 0;
    /// Where the work starts: gets the focus when the page is shown.
    virtual void focusStart() = 0;
    /// Actions with keys, for menus, the find list and the keys panel. Owned by the page.
    virtual QList<QAction *> pageActions() const { return {}; }
    /// Side panes for F8, F9 and F6; may be null.
    virtual QWidget *leftPane() const { return nullptr; }
    virtual QWidget *rightPane() const { return nullptr; }
    /// Texts again, in the language of now. Called on LanguageChange.
    virtual void retranslate() = 0;

    MessageBar &messages();

Q_SIGNALS:
    /// Show another page, with something to do there: e.g. Id::Label with pair ids.
    void navigate(tunedesk::Page::Id page, const QVariant &what);

public:
    /// What another page asked for by navigate().
    virtual void open(const QVariant &what) { Q_UNUSED(what) }

protected:
    Theme &theme() const { return m_context.theme; }
    JobQueue &jobs() const { return m_context.jobs; }
    /// Header's parts: subject (text2 beside the title), a row for the page's own widgets, actions
    /// at the right.
    void setSubject(const QString &text);
    QHBoxLayout &headerLeft();
    QHBoxLayout &headerRight();
    QVBoxLayout &body();
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    PageContext m_context;
    QLabel *m_title = nullptr;
    QLabel *m_subject = nullptr;
    QHBoxLayout *m_headerLeft = nullptr;
    QHBoxLayout *m_headerRight = nullptr;
    QVBoxLayout *m_body = nullptr;
    MessageBar *m_messages = nullptr;
};

} // namespace tunedesk
