// What the Label page does: answers, undo, notes.
#include "data/pair_acts.h"
#include "label/label_page.h"
#include "label/label_side.h"
#include "label/queue_model.h"
#include "label/reading_area.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"
#include "shell/widgets.h"

#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QDateTime>
#include <QJsonObject>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QTimer>

#include <algorithm>

namespace tunedesk
{

namespace
{
constexpr int readMoreUnder = 40;
const QString settingsKey = QStringLiteral("ui.label");
constexpr int settingsVersion = 1;
} // namespace

void LabelPage::setSession(ProjectSession *session)
{
    if (m_session) {
        saveSettings();
        m_session->disconnect(this);
    }
    m_reader.reset();
    m_counter.reset();
    m_session = session;
    m_picked.clear();
    m_answered.clear();
    m_pace.clear();
    m_queue->setPairs({});
    m_side->setAnswers({});
    m_side->setHistory({}, {});
    m_shown = 0;
    m_all = -1;
    m_isWriting = m_isReading = m_isStale = m_hasMore = false;
    if (!session) {
        showState();
        return;
    }
    m_reader = std::make_unique<ProjectReader>(session->path());
    m_counter = std::make_unique<ProjectReader>(session->path());
    m_side->setReadOnly(session->isReadOnly());
    connect(session, &ProjectSession::labelsChanged, this, [this] {
        // Labels from elsewhere change the queue; our own have changed it already.
        if (!isVisible())
            m_isStale = true;
        readSide();
        readCounts();
    });
    connect(session, &ProjectSession::stepMoved, this, &LabelPage::stepMoved);
    connect(session, &ProjectSession::pairsChanged, this, [this] {
        if (isVisible())
            readQueue(false);
        else
            m_isStale = true;
        readCounts();
    });
    restoreSettings();
    readQueue(true);
    readSide();
    readCounts();
}

void LabelPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_pace.start();
    if (m_isStale && m_session) {
        m_answered.clear();
        readQueue(true);
    }
}

void LabelPage::focusStart()
{
    if (m_stack->currentWidget() == m_empty)
        m_emptyMain->setFocus(Qt::OtherFocusReason);
    else
        m_list->setFocus(Qt::OtherFocusReason);
}

void LabelPage::open(const QVariant &what)
{
    QList<qint64> ids;
    for (const QVariant &id : what.toList())
        ids << id.toLongLong();
    if (!ids.isEmpty())
        pick(ids);
}

void LabelPage::pick(const QList<qint64> &ids)
{
    keepNote();
    m_picked = ids;
    m_shown = 0; // the list begins at its first pair
    readQueue(true);
    focusStart();
}

qint64 LabelPage::currentPair() const
{
    return m_shown;
}

void LabelPage::showState()
{
    const bool isDone = m_queue->rowCount() == 0 && !m_isReading && m_session && m_all >= 0;
    const QWidget *focus = QApplication::focusWidget();
    const bool hadFocus = focus && m_stack->isAncestorOf(focus);
    const QWidget *before = m_stack->currentWidget();
    m_stack->setCurrentWidget(isDone ? static_cast<QWidget *>(m_empty) : m_splitter);
    if (hadFocus && before != m_stack->currentWidget())
        focusStart();
    if (isDone && !m_picked.isEmpty()) {
        m_empty->setIcon(QStringLiteral("circle-check"));
        m_empty->setTexts(tr("All picked pairs are done"),
                          tr("%Ln pairs of the project have no label yet.", nullptr, m_waiting));
        m_emptyMain->setText(tr("Go on with all pairs"));
        m_emptyOther->hide();
    } else if (isDone && m_all == 0) {
        m_empty->setIcon(QStringLiteral("tag"));
        m_empty->setTexts(
            tr("No pairs to label yet"),
            tr("Import a table with a column for the question and one for the reply."));
        m_emptyMain->setText(tr("Import…"));
        m_emptyOther->hide();
    } else if (isDone) {
        const int skipped = m_waiting;
        m_empty->setIcon(QStringLiteral("circle-check"));
        m_empty->setTexts(
            skipped > 0 ? tr("Nothing left but what was skipped") : tr("Every pair has a label"),
            m_disputed > 0 ? tr("%Ln pairs have two different ones. Settle them, then train.",
                                nullptr, m_disputed)
                           : tr("Train a model with them now."));
        m_emptyMain->setText(m_disputed > 0 ? tr("Settle %Ln", nullptr, m_disputed) : tr("Train"));
        m_emptyOther->setText(tr("Train"));
        m_emptyOther->setVisible(m_disputed > 0);
    }
    const bool canAnswer = m_shown > 0 && !isDone && m_session && !m_session->isReadOnly();
    for (QAction *action : {m_goodAction, m_badAction, m_skipAction, m_flagAction, m_noteAction})
        action->setEnabled(canAnswer);
    showCounts();
}

void LabelPage::answer(Answer answer)
{
    const int row = m_queue->rowOf(m_shown);
    const DialoguePair *pair = m_queue->pairAt(row);
    if (!pair || m_isWriting || !m_session || m_session->isReadOnly())
        return;
    m_isWriting = true;
    keepNote();
    Label label;
    label.pairId = pair->id;
    if (answer == Answer::Skip)
        label.skipped = true;
    else
        label.label = int(answer);
    label.annotator = m_session->annotator();
    label.atMs = QDateTime::currentMSecsSinceEpoch();
    label.seconds = m_pace.stop();
    const QString what =
        answer == Answer::Appropriate      ? tr("Labelled pair %1 appropriate").arg(pair->id)
        : answer == Answer::NotAppropriate ? tr("Labelled pair %1 not appropriate").arg(pair->id)
                                           : tr("Skipped pair %1").arg(pair->id);
    m_session->change(
        what, [label](ChangeLog &log) { return log.answer({label}); },
        ProjectSession::Change::Labels,
        [page = QPointer<LabelPage>(this), session = m_session, what,
         shown = *pair](const Result<DataChange> &written) {
            if (!page || page->m_session != session)
                return;
            page->m_isWriting = false;
            if (!written) {
                page->messages().show(written.error());
                return;
            }
            page->answerChanged(shown, false);
            const DialoguePair *next = page->m_queue->pairAt(page->m_queue->rowOf(page->m_shown));
            page->announce(next ? tr("%1. Next: %2").arg(what, next->question) : what);
        });
}

void LabelPage::stepMoved(const DataChange &change, bool forward)
{
    const bool isOnAnswers = change.kind == ChangeKind::Answers ||
                             change.kind == ChangeKind::AnswersTakenBack ||
                             change.kind == ChangeKind::AnswersBroughtBack;
    if (!isOnAnswers)
        return;
    if (change.pairs > 1 || change.kind != ChangeKind::Answers) {
        m_answered.clear();
        if (isVisible())
            readQueue(false);
        else
            m_isStale = true;
        return;
    }
    if (forward) {
        DialoguePair answered;
        answered.id = change.pairId;
        answerChanged(answered, false);
        return;
    }
    m_reader->ask<std::optional<DialoguePair>>(
        this, ReadToken().next(), // each of several at once comes back
        [id = change.pairId](Project &project) { return project.pairs().find(id); },
        [this](const Result<std::optional<DialoguePair>> &pair) {
            if (pair && *pair)
                answerChanged(**pair, true);
        });
}

void LabelPage::answerChanged(const DialoguePair &pair, bool takenBack)
{
    messages().dismiss();
    if (takenBack) {
        m_answered.remove(pair.id);
        if (m_queue->rowOf(pair.id) < 0)
            m_queue->insert(std::max(0, m_list->currentIndex().row()), pair);
        showRow(m_queue->rowOf(pair.id));
    } else {
        m_answered.insert(pair.id);
        const int row = m_queue->rowOf(pair.id);
        const bool wasShown = pair.id == m_shown;
        if (wasShown)
            m_shown = 0;
        m_queue->remove(row);
        if (wasShown)
            showRow(row);
        if (m_hasMore && !m_isReading && m_queue->rowCount() < readMoreUnder)
            readQueue(false);
    }
    showState();
}

void LabelPage::undoAnswer()
{
    if (!m_session || m_isWriting)
        return;
    QUndoStack &stack = m_session->undoStack();
    if (!stack.canUndo())
        return;
    const auto step = m_session->nextUndo();
    if (step && step->kind == ChangeKind::Answers && step->pairs == 1) {
        stack.undo();
        return;
    }
    // Z goes back from pair to pair; anything larger asks for the key that says so.
    messages().show(MessageBar::Kind::Info,
                    tr("The last step was not a label: %1.").arg(stack.undoText()),
                    tr("Ctrl Z takes it back."));
}

void LabelPage::flag()
{
    if (m_session && m_shown > 0)
        toggleFlags(*m_session, {m_shown});
}

void LabelPage::editNote()
{
    const DialoguePair *pair = m_queue->pairAt(m_queue->rowOf(m_shown));
    if (!pair)
        return;
    m_note->setPlainText(pair->note);
    m_note->parentWidget()->show();
    m_note->setFocus(Qt::OtherFocusReason);
}

void LabelPage::keepNote()
{
    if (m_note->parentWidget()->isHidden())
        return;
    m_note->parentWidget()->hide();
    const DialoguePair *pair = m_queue->pairAt(m_queue->rowOf(m_shown));
    const QString text = m_note->toPlainText().trimmed();
    if (!pair || !m_session || text == pair->note)
        return;
    m_session->change(
        tr("Changed the note of pair %1").arg(pair->id),
        [id = pair->id, text, by = m_session->annotator()](ChangeLog &log) {
            return log.setNote({id}, text, by);
        },
        ProjectSession::Change::Pairs);
}

bool LabelPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_note &&
        (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (key->key() == Qt::Key_Escape || (isReturn && key->modifiers() & Qt::ControlModifier)) {
            event->accept();
            if (event->type() == QEvent::KeyPress) {
                keepNote();
                focusStart();
            }
            return true;
        }
    }
    return Page::eventFilter(watched, event);
}

void LabelPage::setReading(int pixels)
{
    m_reading->setReadingPixels(pixels);
    m_saveTimer->start();
}

void LabelPage::showPair(qint64 pairId)
{
    if (m_queue->rowOf(pairId) >= 0) {
        showRow(m_queue->rowOf(pairId));
        return;
    }
    m_reader->ask<std::optional<DialoguePair>>(
        this, m_pairToken.next(),
        [pairId](Project &project) { return project.pairs().find(pairId); },
        [this](const Result<std::optional<DialoguePair>> &pair) {
            if (!pair || !*pair)
                return;
            m_queue->insert(std::max(0, m_list->currentIndex().row()), **pair);
            showRow(m_queue->rowOf((*pair)->id));
            focusStart();
        });
}

void LabelPage::settle()
{
    PairQuery disputed;
    disputed.labels = {PairQuery::LabelState::Disputed};
    m_reader->ask<std::vector<qint64>>(
        this, m_settleToken.next(),
        [disputed](Project &project) { return project.pairs().ids(disputed); },
        [this](const Result<std::vector<qint64>> &ids) {
            if (ids)
                pick(QList<qint64>(ids->begin(), ids->end()));
            else
                messages().show(ids.error());
        });
}

void LabelPage::announce(const QString &text)
{
    m_reading->setAccessibleDescription(text);
    QAccessibleEvent event(m_reading, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void LabelPage::restoreSettings()
{
    const auto stored = m_session->project().settings().value(settingsKey);
    if (!stored || !*stored)
        return;
    const QJsonObject settings = (*stored)->toObject();
    if (settings.value(QLatin1String("version")).toInt() != settingsVersion)
        return;
    m_order->setCurrentIndex(
        std::max(0, m_order->findData(settings.value(QLatin1String("order")).toInt())));
    m_reading->setReadingPixels(settings.value(QLatin1String("textPixels")).toInt(20));
    m_splitter->restoreState(
        QByteArray::fromBase64(settings.value(QLatin1String("splitter")).toString().toLatin1()));
}

void LabelPage::saveSettings()
{
    const bool isPending = m_saveTimer->isActive() || sender() == m_saveTimer;
    m_saveTimer->stop();
    if (!m_session || m_session->isReadOnly() || !isPending)
        return;
    QJsonObject settings;
    settings.insert(QLatin1String("version"), settingsVersion);
    settings.insert(QLatin1String("order"), m_order->currentData().toInt());
    settings.insert(QLatin1String("textPixels"), m_reading->readingPixels());
    settings.insert(QLatin1String("splitter"),
                    QString::fromLatin1(m_splitter->saveState().toBase64()));
    m_session->write(
        [settings](Project &project) { return project.settings().setValue(settingsKey, settings); },
        ProjectSession::Change::Settings);
}

} // namespace tunedesk
