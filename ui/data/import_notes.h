#pragma once

#include "jobs/import_pairs.h"

#include <QFrame>

class QLabel;

namespace tunedesk
{

class Button;
class Theme;

/// What an import changes in pairs that are there: "3 updated (2 labels, 1 note), 5 unchanged";
/// empty: nothing. @param shortly without what is unchanged
QString updatesText(const UpdateCounts &updates, bool shortly = false);
/// What its new pairs do to the test set and meet in the bin; empty: nothing.
QString effectsText(const NewPairCounts &effects);

/// A line above the preview, there when it has something to say: that the columns are as last time
/// with the way back to the guess, which pairs are updated, and the rows that are left out, to be
/// saved. Window thread.
class ImportNotes : public QFrame
{
    Q_OBJECT
public:
    explicit ImportNotes(const Theme &theme, QWidget *parent = nullptr);
    void setSummary(const ImportSummary &summary);
    void retranslate();
    QWidget *lastField() const; ///< for the order of Tab

Q_SIGNALS:
    void guessWanted();
    void saveWanted();

private:
    ImportSummary m_summary;
    QLabel *m_remembered, *m_updates;
    Button *m_guess, *m_save;
};

} // namespace tunedesk
