// The queue of the Label page: which pairs come, what stands beside the current one, how many are
// left.
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
constexpr int readAhead = 200, shownAnswers = 20;
constexpr quint64 randomSeed = 1;
const QString guidelineKey = QStringLiteral("guideline");
} // namespace

void LabelPage::readQueue(bool afresh)
{
    if (!m_reader)
        return;
    m_isStale = false;
    m_isReading = true;
    const auto order = LabelStore::QueueOrder(m_order->currentData().toInt());
    using Pairs = std::vector<DialoguePair>;
    m_reader->ask<Pairs>(
        this, m_queueToken.next(),
        [order, picked = m_picked,
         annotator = m_session->annotator()](Project &project) -> Result<Pairs> {
            if (!picked.isEmpty())
                return project.pairs().find(picked);
            auto ids = project.labels().queue(annotator, order, readAhead, randomSeed);
            if (!ids)
                return ids.error();
            return project.pairs().find(QList<qint64>(ids->begin(), ids->end()));
        },
        [this, afresh](const Result<Pairs> &pairs) {
            m_isReading = false;
            if (pairs)
                takeQueue(*pairs, afresh);
            else
                messages().show(pairs.error());
        });
}

void LabelPage::takeQueue(const std::vector<DialoguePair> &pairs, bool afresh)
{
    std::vector<DialoguePair> waiting;
    for (const DialoguePair &pair : pairs)
        if (!m_answered.contains(pair.id))
            waiting.push_back(pair);
    m_hasMore = m_picked.isEmpty() && pairs.size() >= std::size_t(readAhead);
    if (!afresh) {
        // A pair that another page removed or changed: fresh values, and those that are gone go.
        for (const DialoguePair &pair : waiting)
            m_queue->replace(pair);
        m_queue->append(waiting);
        if (const DialoguePair *shown = m_queue->pairAt(m_queue->rowOf(m_shown)))
            m_reading->setPair(*shown);
    } else {
        const qint64 before = m_shown;
        m_queue->setPairs(std::move(waiting));
        showRow(std::max(0, m_queue->rowOf(before)));
    }
    showState();
}

void LabelPage::showRow(int row)
{
    if (m_queue->rowCount() == 0) {
        m_shown = 0;
        showState();
        return;
    }
    row = std::clamp(row, 0, m_queue->rowCount() - 1);
    m_list->setCurrentIndex(m_queue->index(row));
    showCurrent();
}

void LabelPage::showCurrent()
{
    const DialoguePair *pair = m_queue->pairAt(m_list->currentIndex().row());
    if (!pair || pair->id == m_shown)
        return;
    keepNote();
    m_shown = pair->id;
    m_reading->setPair(*pair);
    m_flag->setChecked(pair->flagged);
    m_pace.start();
    m_side->setHistory({}, {});
    readSide();
    showState();
    Q_EMIT pairShown(m_shown);
}

void LabelPage::readSide()
{
    if (!m_reader)
        return;
    struct Side {
        std::vector<GivenAnswer> answers;
        std::vector<Label> history;
        QString guideline;
    };
    m_reader->ask<Side>(
        this, m_sideToken.next(),
        [id = m_shown, annotator = m_session->annotator()](Project &project) -> Result<Side> {
            Side side;
            auto latest = project.labels().latest(annotator, shownAnswers);
            if (!latest)
                return latest.error();
            QList<qint64> ids;
            for (const Label &label : *latest)
                ids << label.pairId;
            auto pairs = project.pairs().find(ids);
            if (!pairs)
                return pairs.error();
            for (const Label &label : *latest)
                for (const DialoguePair &pair : *pairs)
                    if (pair.id == label.pairId) {
                        side.answers.push_back({label, pair.question});
                        break;
                    }
            if (id > 0) {
                auto history = project.labels().history(id);
                if (!history)
                    return history.error();
                side.history = std::move(*history);
            }
            auto guideline = project.settings().value(guidelineKey);
            if (guideline && *guideline)
                side.guideline = (*guideline)->toString();
            return side;
        },
        [this](Result<Side> side) {
            if (!side)
                return;
            m_side->setAnswers(std::move(side->answers));
            m_side->setHistory(side->history, m_session->annotator());
            m_side->setGuideline(side->guideline);
        });
}

void LabelPage::readCounts()
{
    if (!m_counter)
        return;
    struct Counts {
        int all = 0, waiting = 0, disputed = 0, today = 0;
    };
    const qint64 midnight = QDateTime::currentDateTime().date().startOfDay().toMSecsSinceEpoch();
    m_counter->ask<Counts>(
        this, m_countToken.next(),
        [midnight, annotator = m_session->annotator()](Project &project) -> Result<Counts> {
            PairQuery waiting, disputed;
            waiting.labels = {PairQuery::LabelState::Unlabelled};
            disputed.labels = {PairQuery::LabelState::Disputed};
            const auto all = project.pairs().count();
            const auto left = project.pairs().count(waiting);
            const auto differ = project.pairs().count(disputed);
            const auto today = project.labels().countSince(annotator, midnight);
            for (const auto *part : {&all, &left, &differ, &today})
                if (!*part)
                    return part->error();
            return Counts{*all, *left, *differ, *today};
        },
        [this](const Result<Counts> &counts) {
            if (!counts)
                return;
            m_all = counts->all;
            m_waiting = counts->waiting;
            m_labelled = counts->all - counts->waiting;
            m_disputed = counts->disputed;
            m_today = counts->today;
            showCounts();
            showState();
        });
}

void LabelPage::showCounts()
{
    const QLocale locale;
    m_todayText->setText(tr("%L1 today").arg(m_today));
    const double pace = m_pace.perMinute();
    m_paceText->setText(pace > 0 ? tr("%1 a minute").arg(locale.toString(pace, 'f', 1))
                                 : tr("– a minute"));
    m_doneText->setText(tr("%L1 of %L2").arg(m_labelled).arg(std::max(0, m_all)));
    m_doneText->setAccessibleName(
        tr("%L1 of %L2 pairs are labelled").arg(m_labelled).arg(std::max(0, m_all)));
    const double share = m_all > 0 ? double(m_labelled) / m_all : 0;
    m_progress->setFraction(share);
    m_percentText->setText(tr("%1 %").arg(int(share * 100)));
    m_leftText->setText(m_picked.isEmpty()
                            ? tr("%L1 left").arg(m_waiting)
                            : tr("%Ln picked pairs left", nullptr, m_queue->rowCount()));
    m_orderNote->setVisible(m_picked.isEmpty());
    m_allPairs->setVisible(!m_picked.isEmpty());
    m_order->setEnabled(m_picked.isEmpty());
}

} // namespace tunedesk
