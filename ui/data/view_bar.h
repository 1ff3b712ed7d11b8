#pragma once

#include <QStringList>
#include <QWidget>

class QLineEdit;
class QMenu;

namespace tunedesk
{

class Button;
class Theme;

/// Under the filters: keeps them under a name, and brings kept ones back.
class ViewBar : public QWidget
{
    Q_OBJECT
public:
    explicit ViewBar(const Theme &theme, QWidget *parent = nullptr);

    void setViews(const QStringList &names);
    /// @param suggestion name that the field begins with; empty: nothing is filtered, so there is
    /// nothing to keep
    void setSuggestion(const QString &suggestion);
    void setReadOnly(bool readOnly);
    /// Asks for the name in the bar itself: Return keeps, Esc gives up.
    void askName();
    void retranslate();

Q_SIGNALS:
    void saveWanted(const QString &name);
    void viewWanted(int view);
    void removeWanted(int view);

private:
    void showButtons();
    void endNaming();
    bool eventFilter(QObject *watched, QEvent *event) override;

    const Theme &m_theme;
    Button *m_save, *m_views;
    QLineEdit *m_name = nullptr; ///< while a name is asked for
    QStringList m_names;
    QString m_suggestion;
    bool m_isReadOnly = false;
};

} // namespace tunedesk
