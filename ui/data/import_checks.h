#pragma once

#include "data/import_check_row.h"
#include "data/import_preview_model.h"

#include "shell/theme.h"

#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace tunedesk
{

class BadgeLabel;
class PaneHeader;
class Theme;

/// What the checks of an import found, one after the other, each with what is done about it; Show
/// filters the preview. Window thread.
class ImportChecks : public QWidget
{
    Q_OBJECT
public:
    explicit ImportChecks(const Theme &theme, QWidget *parent = nullptr);
    void setPreview(const ImportPreview &preview);
    void clear();
    void retranslate();

    const ImportRemedies &remedies() const { return m_remedies; }
    /// No signal.
    void setRemedies(const ImportRemedies &remedies);

Q_SIGNALS:
    /// @param about see ImportPreviewModel::setFilter()
    void showWanted(tunedesk::ImportPreviewModel::Show show, const QString &about);
    /// By the person. @param isOpen what the file comes to is to be found by checking it again
    void remediesChanged(bool isOpen);
    void unknownLabelsChosen(tunedesk::UnknownLabels unknown); ///< by the person

private:
    using Show = ImportPreviewModel::Show;
    ImportCheckRow *addCheck(Token tone, const QString &icon, int count,
                             const ImportCheckRow::Texts &texts, Show show,
                             const QString &about = {}, int remedy = 0);
    /// @param remedy member of ImportRemedies that the combo sets
    template <typename Remedy>
    void addChoice(const QString &icon, int count, const ImportCheckRow::Texts &texts, Show show,
                   Remedy ImportRemedies::*remedy);
    /// @return how many were added
    int addRejected();
    QString reasonsOf(const QString &column) const;
    void addUnknownLabels();
    void addFound();
    void addLengths();
    void addFine(bool isWhole);

    const Theme &m_theme;
    ImportPreview m_preview;
    ImportRemedies m_remedies;
    bool m_hasPreview = false;
    PaneHeader *m_header;
    BadgeLabel *m_errors, *m_warnings;
    QScrollArea *m_scroll;
    QVBoxLayout *m_list;
    int m_warningCount = 0;
};

} // namespace tunedesk
