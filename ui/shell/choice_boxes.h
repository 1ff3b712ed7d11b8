#pragma once

#include <QComboBox>

namespace tunedesk
{

class Preferences;

/// The two choices that Welcome and Settings both offer; they follow the preferences and set them
/// at once.
QComboBox *makeLanguageBox(Preferences &preferences, QWidget *parent = nullptr);
QComboBox *makeThemeBox(Preferences &preferences, QWidget *parent = nullptr);
/// Texts in the language of now; call on LanguageChange.
void retranslateThemeBox(QComboBox *box);

} // namespace tunedesk
