#include "train/truncation_watch.h"

#include "shell/deliver_later.h"

#include <algorithm>
#include <atomic>

namespace tunedesk
{

namespace
{
constexpr int kPauseMs = 300;
}

class TruncationWatch::Job final : public JobContext
{
public:
    bool stopRequested() const override { return m_stop; }
    void report(qint64, qint64, const QString &) override {}
    void stop() { m_stop = true; }

private:
    std::atomic<bool> m_stop = false;
};

TruncationWatch::TruncationWatch(QObject *parent) : QObject(parent)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &TruncationWatch::count);
}

TruncationWatch::~TruncationWatch()
{
    stop();
}

void TruncationWatch::stop()
{
    if (m_job)
        m_job->stop();
    m_job.reset();
}

void TruncationWatch::setData(const QString &projectFile)
{
    m_projectFile = projectFile;
    m_known.clear();
    stop();
    m_pause.start();
}

void TruncationWatch::ask(const TruncationQuestion &question)
{
    if (question == m_question)
        return;
    m_question = question;
    stop();
    m_pause.stop();
    if (const auto known = std::ranges::find(m_known, question, &TruncationReport::asked);
        known != m_known.end())
        Q_EMIT counted(*known);
    else
        m_pause.start();
}

void TruncationWatch::count()
{
    if (m_projectFile.isEmpty() || m_question.modelFolder.isEmpty() || m_question.maxLength <= 0) {
        Q_EMIT unknown();
        return;
    }
    stop();
    m_job = std::make_shared<Job>();
    const auto work = QtConcurrent::run([job = m_job, file = m_projectFile, asked = m_question] {
        return reportTruncation(file, asked, ReportOn::LabelledPairs, *job);
    });
    deliverLater(this, work, [this, job = m_job](const Result<TruncationReport> &report) {
        if (job != m_job)
            return; // an older question
        m_job.reset();
        if (!report || report->outcome == Outcome::Stopped || report->pairs == 0) {
            Q_EMIT unknown();
            return;
        }
        m_known.push_back(*report);
        Q_EMIT counted(*report);
    });
}

} // namespace tunedesk
