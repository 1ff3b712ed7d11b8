#pragma once

#include "data/search_marks.h"
#include "domain/dialogue_pair.h"
#include "domain/label.h"
#include "project/change_log.h"

#include <QFrame>

#include <optional>
#include <vector>

class QLabel;
class QScrollArea;
class QVBoxLayout;

namespace tunedesk
{

class Button;
class Theme;

/// Everything about the current pair: texts in full, label buttons, label history, origin. Window
/// thread.
class PairInspector : public QFrame
{
    Q_OBJECT
public:
    explicit PairInspector(const Theme &theme, QWidget *parent = nullptr);

    /// @param dealt the split in which it stands
    void setPair(const DialoguePair &pair, Split dealt, const SearchMarks &marks);
    /// Oldest first, as the store gives it.
    void setHistory(const std::vector<Label> &history);
    void setInBin(bool isInBin);
    /// What put the pair there; nothing: nobody knows.
    void setRemoval(const std::optional<PairRemoval> &removal);
    void clear();
    void setReadOnly(bool readOnly);
    void retranslate();

Q_SIGNALS:
    void labelWanted(int label);
    void flagWanted();
    void stepWanted(int rows); ///< −1 the pair before, 1 the next
    void settleWanted();
    void restoreWanted();

private:
    QLabel *heading();
    QString binText() const;

    const Theme &m_theme;
    DialoguePair m_pair;
    Split m_dealt = Split::Unassigned;
    SearchMarks m_marks;
    std::vector<Label> m_history;
    std::optional<PairRemoval> m_removal;
    bool m_isInBin = false, m_isReadOnly = false;
    QLabel *m_title, *m_contextHead, *m_context, *m_questionHead, *m_question, *m_replyHead,
        *m_reply;
    QLabel *m_noteHead, *m_note, *m_historyHead, *m_historyText, *m_originHead, *m_origin,
        *m_dispute, *m_bin;
    Button *m_good, *m_bad, *m_flag, *m_before, *m_next;
    QWidget *m_content;
};

/// Date and time as people say it: "14:32" today, else "4 March, 15:20".
QString shortTime(qint64 atMs);

} // namespace tunedesk
