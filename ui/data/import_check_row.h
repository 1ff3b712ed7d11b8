#pragma once

#include "shell/theme.h"

#include <QFrame>
#include <QList>
#include <QString>

class QComboBox;

namespace tunedesk
{

class Button;

/// One check before an import: how many rows, why it matters, what is done with them. Window
/// thread.
class ImportCheckRow : public QFrame
{
    Q_OBJECT
public:
    struct Texts {
        QString title, why;
        QStringList remedies; ///< translated, in the order of their enum; empty: there is no choice
    };
    ImportCheckRow(const Theme &theme, const QString &icon, Token tone, int count,
                   const Texts &texts, int remedy, QWidget *parent = nullptr);

    QComboBox *remedies() const { return m_remedies; } ///< null: there is no choice
    /// Puts its fields behind this one for Tab. @return the last of them
    QWidget *takeTabFrom(QWidget *before);

Q_SIGNALS:
    void showWanted();
    void remedyChosen(int remedy);

private:
    QComboBox *m_remedies = nullptr;
    Button *m_show = nullptr;
};

} // namespace tunedesk
