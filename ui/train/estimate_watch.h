#pragma once

#include "domain/training_estimate.h"
#include "jobs/train_model.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <optional>

namespace tunedesk
{

class JobQueue;

/// Measures behind the window what the chosen training takes, a moment after the last change, while
/// somebody looks. It waits in the lane of trainings: two of them would disturb each other. Answers
/// are kept for each state of the data, model and recipe. Window thread.
class EstimateWatch : public QObject
{
    Q_OBJECT
public:
    explicit EstimateWatch(JobQueue &jobs, QObject *parent = nullptr);
    ~EstimateWatch() override;

    /// Other pairs or labels, or another project (empty: none): kept answers no longer hold.
    void setData(const QString &projectFile);
    /// What would be trained now; none: nothing can be.
    void ask(const std::optional<TrainOptions> &options);
    /// Whether anybody looks. Measuring ends when nobody does, and when a training is to begin.
    void setActive(bool isActive);

Q_SIGNALS:
    void measuring();
    /// None: it can't be known.
    void found(const std::optional<TrainingEstimate> &estimate);

private:
    void begin();
    void stop();
    QByteArray key() const;

    JobQueue &m_jobs;
    QString m_projectFile;
    std::optional<TrainOptions> m_options;
    QHash<QByteArray, TrainingEstimate> m_known;
    quint64 m_job = 0; ///< whose answer is waited for; 0: none
    bool m_isActive = false;
    QTimer m_pause;
};

} // namespace tunedesk
