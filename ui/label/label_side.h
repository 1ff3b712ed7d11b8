#pragma once

#include "domain/label.h"
#include "label/answer_list_model.h"

#include <QWidget>

class QLabel;
class QListView;
class QPlainTextEdit;

namespace tunedesk
{

class Button;
class PaneHeader;
class Theme;

/// Right pane of the Label page: just labelled, labels of this pair, what counts as appropriate.
/// Window thread.
class LabelSide : public QWidget
{
    Q_OBJECT
public:
    explicit LabelSide(const Theme &theme, QWidget *parent = nullptr);

    void setAnswers(std::vector<GivenAnswer> answers);
    /// Other people's labels stay covered until `annotator` has given one.
    void setHistory(const std::vector<Label> &history, const QString &annotator);
    void setGuideline(const QString &guideline);
    void setReadOnly(bool readOnly);
    AnswerListModel *answers() const { return m_answers; }
    void retranslate();

Q_SIGNALS:
    void pairWanted(qint64 pairId);
    void guidelineEdited(const QString &guideline);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void editGuideline(bool edit);
    void showHistory();

    const Theme &m_theme;
    std::vector<Label> m_history;
    QString m_annotator, m_guideline;
    AnswerListModel *m_answers;
    PaneHeader *m_header;
    QLabel *m_newest, *m_none, *m_historyHead, *m_historyText, *m_guidelineHead, *m_guidelineText;
    QListView *m_list;
    QPlainTextEdit *m_editor;
    Button *m_edit;
};

} // namespace tunedesk
