#pragma once

#include <QWidget>

class QPlainTextEdit;
class QStackedWidget;
class QTextBrowser;
class QLabel;

namespace tunedesk
{

class SegmentedControl;
class Theme;

/// The model card to read, and its Markdown to edit.
class ModelCardView : public QWidget
{
    Q_OBJECT
public:
    explicit ModelCardView(const Theme &theme, QWidget *parent = nullptr);
    /// Made by the program; replaces what the person has not touched.
    void setMade(const QString &markdown);
    void setWaiting(const QString &text); ///< in the card's place
    QString markdown() const;
    bool isEdited() const { return m_edited; }
    void discardEdits() { m_edited = false; }
    void retranslate();

private:
    void showCard();

    QLabel *m_title = nullptr;
    SegmentedControl *m_mode = nullptr;
    QStackedWidget *m_stack = nullptr;
    QTextBrowser *m_read = nullptr;
    QPlainTextEdit *m_edit = nullptr;
    bool m_edited = false;
    bool m_filling = false;
};

} // namespace tunedesk
