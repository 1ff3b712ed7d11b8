#pragma once

#include "jobs/import_pairs.h"
#include "shell/page.h"
#include "shell/project_reader.h"

#include <QHash>
#include <QPointer>
#include <QWidget>

#include <memory>

class QAction;
class QCheckBox;
class QHBoxLayout;
class QLabel;
class QTableView;
class QVBoxLayout;

namespace tunedesk
{

class Button;
class ImportChecks;
class ImportNotes;
class ImportPreviewModel;
class ImportSourceRow;
class MappingHeader;
class ShareBar;
class Splitter;

/// From a file to pairs: what is in it, which column brings what, what would be left out and why;
/// then the import. A state of the Data page. Window thread.
class ImportView : public QWidget
{
    Q_OBJECT
public:
    ImportView(const PageContext &context, MessageBar &messages, QWidget *parent = nullptr);

    void setSession(ProjectSession *session);
    void chooseFile();
    void openFile(const QString &path);
    bool isOpen() const { return m_isOpen; }
    /// False while a needed column is missing, checks run, or nothing would come in.
    bool canImport() const;
    void import();
    void leave();
    QString subject() const;
    void focusStart();
    void retranslate();
    /// Puts Cancel and Import into the page's header, or takes them out.
    void showHeader(QHBoxLayout &header, bool shown);
    MappingHeader &mapping() const { return *m_mapping; }
    ImportChecks &checks() const { return *m_checks; }
    ImportSourceRow &source() const { return *m_source; }
    /// Writes the rows of the file that are left out to `out`, in the background.
    void saveRejected(const QString &out);

Q_SIGNALS:
    void changed();
    void left();
    void imported(qint64 importId);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void build();
    struct Choice;
    /// @param kept of the file when it was left before
    void check(bool guessAgain, const Choice *kept = nullptr);
    void showPreview(const ImportPreview &preview);
    bool isEncodingOpen() const;
    bool haveTexts() const;
    void setRemedies(const ImportRemedies &remedies);
    void takeRemedies(bool isOpen);
    /// What the file would come to by the remedies of now.
    ImportSums sums() const;
    void showProblem(const Error &error);
    void showState();
    void finishImport(const ImportSummary &summary);
    PairFormat format() const;
    void keepChoice();
    bool restoreChoice();
    void chooseRejectsFile(const QString &file, const PairFormat &format);
    void saveRejected(const QString &file, const PairFormat &format, const QString &out);

    const Theme &m_theme;
    JobQueue &m_jobs;
    MessageBar &m_messages;
    QPointer<ProjectSession> m_session;
    QString m_file;
    /// What was chosen of a file that was left, by its path: it is so again when the file is
    /// opened.
    struct Choice {
        PairFormat format;
        QStringList columnNames; ///< those that format.columns are of
    };
    QHash<QString, Choice> m_kept;
    /// A check that waits for the remedies that the project remembers.
    struct WaitingCheck {
        bool guessAgain = false;
        std::optional<Choice> kept;
    };
    std::optional<WaitingCheck> m_waiting;
    bool m_isReadingRemedies = false;
    ReadToken m_remediesToken;
    bool m_isTouched = false;  ///< something was chosen since the file was opened
    bool m_isGuessing = false; ///< what the project remembers of such files is not wanted
    bool m_isOpen = false, m_isChecking = false, m_isImporting = false;
    quint64 m_checkJob = 0, m_importJob = 0;
    int m_checkToken = 0;

    ImportSourceRow *m_source;
    ImportNotes *m_notes;
    QLabel *m_rowsText, *m_mappedText, *m_leftOutText, *m_inText, *m_outText, *m_undoText;
    QCheckBox *m_onlyProblems;
    QTableView *m_table;
    ImportPreviewModel *m_model;
    MappingHeader *m_mapping;
    ImportChecks *m_checks;
    ShareBar *m_share;
    Splitter *m_splitter;
    QAction *m_importAction, *m_leaveAction;
    Button *m_importButton, *m_cancelButton;
};

} // namespace tunedesk
