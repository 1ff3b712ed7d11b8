#pragma once

#include "shell/theme.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QSlider;

namespace tunedesk
{

class Button;
class Field;
class Preferences;

/// What a person sets once: language, theme, size of the texts, their name. Works at once, no OK.
class SettingsPage : public QWidget
{
    Q_OBJECT
public:
    SettingsPage(const Theme &theme, Preferences &preferences, QWidget *parent = nullptr);
    void focusStart();
    /// What was typed and not left yet, as if it had been left: the window is about to close.
    void keepTyped();

Q_SIGNALS:
    void closed();
    void keysWanted();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void retranslate();
    void showPercent();
    void keepHub();

    Preferences &m_preferences;
    QLabel *m_title;
    QLabel *m_looks;
    QLabel *m_person;
    Button *m_back;
    Button *m_keys;
    QComboBox *m_language;
    QComboBox *m_themeBox;
    QSlider *m_size;
    QLabel *m_percent;
    QLineEdit *m_name;
    QLabel *m_models;
    QLineEdit *m_hub, *m_proxy;
    Field *m_languageField, *m_themeField, *m_sizeField, *m_nameField, *m_hubField, *m_proxyField;
};

} // namespace tunedesk
