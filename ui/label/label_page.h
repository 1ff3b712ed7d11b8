#pragma once

#include "domain/label.h"
#include "label/labelling_pace.h"
#include "project/label_store.h"
#include "shell/page.h"
#include "shell/project_reader.h"

#include <QSet>

#include <functional>
#include <memory>

class QComboBox;
class QLabel;
class QListView;
class QPlainTextEdit;
class QStackedWidget;
class QTimer;

namespace tunedesk
{

class Button;
class EmptyState;
struct DataChange;
class LabelSide;
class ProgressLine;
class QueueModel;
class ReadingArea;
class Splitter;

/// One pair at a time, one key a decision. A label is on disk before the next pair shows; the next
/// pairs are read ahead. open(): a list of pair numbers makes them the queue.
class LabelPage : public Page
{
    Q_OBJECT
public:
    explicit LabelPage(const PageContext &context, QWidget *parent = nullptr);
    ~LabelPage() override;

    Id id() const override { return Id::Label; }
    QString title() const override;
    QString iconName() const override { return QStringLiteral("tag"); }
    void setSession(ProjectSession *session) override;
    void focusStart() override;
    QList<QAction *> pageActions() const override { return m_actions; }
    QWidget *leftPane() const override { return m_left; }
    QWidget *rightPane() const override;
    void retranslate() override;
    void open(const QVariant &what) override;

    enum class Answer { NotAppropriate = 0, Appropriate = 1, Skip };
    void answer(Answer answer);
    qint64 currentPair() const;
    QueueModel *queue() const { return m_queue; }

Q_SIGNALS:
    /// The pair on the screen is another one now; 0: none.
    void pairShown(qint64 pairId);

protected:
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void buildHeader();
    QWidget *buildLeft();
    QWidget *buildCentre();
    void buildActions();
    QAction *addAction(const QList<QKeySequence> &keys, std::function<void()> act);

    void readQueue(bool afresh);
    void takeQueue(const std::vector<DialoguePair> &pairs, bool afresh);
    void readSide();
    void readCounts();
    void showRow(int row);
    void showCurrent();
    void showCounts();
    void showState();
    void showPair(qint64 pairId);
    /// An answer stands, or was taken back by an undo.
    void answerChanged(const DialoguePair &pair, bool takenBack);
    void stepMoved(const DataChange &change, bool forward);
    void undoAnswer();
    void flag();
    void editNote();
    void keepNote();
    void setReading(int pixels);
    void settle();
    void pick(const QList<qint64> &ids);
    void announce(const QString &text);
    void restoreSettings();
    void saveSettings();

    ProjectSession *m_session = nullptr;
    std::unique_ptr<ProjectReader> m_reader,
        m_counter; ///< two, so that counting never holds up the next pair
    ReadToken m_queueToken, m_sideToken, m_countToken, m_pairToken, m_settleToken;
    QueueModel *m_queue;
    QList<qint64> m_picked;  ///< pairs asked for by another page; empty: the project's queue
    QSet<qint64> m_answered; ///< in this session, so that a queue read in the meantime does not
                             ///< bring them back
    qint64 m_shown = 0;
    bool m_isWriting = false, m_isReading = false, m_isStale = false, m_hasMore = false;
    LabellingPace m_pace;
    int m_today = 0, m_labelled = 0, m_all = -1, m_waiting = 0, m_disputed = 0;

    QStackedWidget *m_stack;
    EmptyState *m_empty;
    Button *m_emptyMain, *m_emptyOther;
    Splitter *m_splitter;
    QWidget *m_left;
    QComboBox *m_order;
    Button *m_again, *m_allPairs;
    QLabel *m_leftText, *m_orderNote;
    QListView *m_list;
    ReadingArea *m_reading;
    QPlainTextEdit *m_note;
    QLabel *m_noteHint;
    Button *m_good, *m_bad, *m_skip, *m_undo, *m_flag, *m_noteButton;
    QLabel *m_othersText, *m_keysText;
    LabelSide *m_side;
    QLabel *m_todayText, *m_paceText, *m_doneText, *m_percentText;
    ProgressLine *m_progress;
    QTimer *m_saveTimer;
    QList<QAction *> m_actions;
    QAction *m_goodAction, *m_badAction, *m_skipAction, *m_undoAction, *m_flagAction, *m_noteAction,
        *m_contextAction, *m_nextAction, *m_beforeAction, *m_afterAction, *m_largerAction,
        *m_smallerAction;
};

} // namespace tunedesk
