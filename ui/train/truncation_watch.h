#pragma once

#include "jobs/truncation_report.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <memory>

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
    /// @param modelFolder empty: no model is chosen
    /// @param contextTurns −1: all
    void ask(const QString &modelFolder, int maxLength, Truncation truncation, int contextTurns);

Q_SIGNALS:
    /// An answer to the last question; nothing is said while it is being counted.
    void counted(const TruncationReport &report);
    void unknown(); ///< nothing to count, or it can't be

private:
    struct Question {
        QString modelFolder;
        int maxLength = 0;
        Truncation truncation = Truncation::LongestFirst;
        int contextTurns = -1;
        bool operator==(const Question &) const = default;
        friend size_t qHash(const Question &question, size_t seed = 0)
        {
            return qHashMulti(seed, question.modelFolder, question.maxLength,
                              static_cast<int>(question.truncation), question.contextTurns);
        }
    };
    class Job;
    void count();
    void stop();

    QString m_projectFile;
    Question m_question;
    QHash<Question, TruncationReport> m_known;
    std::shared_ptr<Job> m_job; ///< the one whose answer is waited for
    QTimer m_pause;
};

} // namespace tunedesk
