#pragma once

#include "jobs/import_pairs.h"
#include "shell/page.h"

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

Q_SIGNALS:
    void changed();
    void left();
    void imported(qint64 importId);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void build();
    void check(bool guessAgain);
    void showPreview(const ImportPreview &preview);
    bool isEncodingOpen() const;
    void takeRemedies(bool changesTexts);
    /// What the file would come to by the remedies of now.
    ImportSums sums() const;
    void showProblem(const Error &error);
    void showState();
    void finishImport(const ImportSummary &summary);

    const Theme &m_theme;
    JobQueue &m_jobs;
    MessageBar &m_messages;
    QPointer<ProjectSession> m_session;
    QString m_file;
    bool m_isOpen = false, m_isChecking = false, m_isImporting = false;
    quint64 m_checkJob = 0;
    int m_checkToken = 0;

    ImportSourceRow *m_source;
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
