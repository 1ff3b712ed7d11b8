#pragma once

#include "jobs/truncation_report.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace tunedesk
{

/// Counts in the background what a model would cut off the labelled pairs, a moment after the last
/// question; answers are kept for each state of the data, model, length and way of cutting. Window
/// thread.
class TruncationWatch : public QObject
{
    Q_OBJECT
public:
    explicit TruncationWatch(QObject *parent = nullptr);
    ~TruncationWatch() override;

    /// Other pairs or labels, or another project (empty: none): kept answers no longer hold.
    void setData(const QString &projectFile);
    /// @param question its model's folder empty: no model is chosen
    void ask(const TruncationQuestion &question);

Q_SIGNALS:
    /// An answer to the last question; nothing is said while it is being counted.
    void counted(const TruncationReport &report);
    void unknown(); ///< nothing to count, or it can't be

private:
    class Job;
    void count();
    void stop();

    QString m_projectFile;
    TruncationQuestion m_question;
    std::vector<TruncationReport> m_known;
    std::shared_ptr<Job> m_job; ///< the one whose answer is waited for
    QTimer m_pause;
};

} // namespace tunedesk
