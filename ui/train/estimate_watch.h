#pragma once

#include "domain/training_estimate.h"
#include "jobs/train_model.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <optional>
#include <vector>

namespace tunedesk
{

class JobQueue;

/// Measures behind the window what the chosen training takes, a moment after the last change, while
/// somebody looks; once that is known, the others that could be chosen, one after another. It waits
/// in the lane of trainings: two of them would disturb each other. Answers are kept for each state
/// of the data, model and recipe; of the recipe counts what changes how long it takes. Window
/// thread.
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
    /// What else could be chosen, in the order in which it is measured. What failed once is not
    /// tried again until the data change or it is chosen.
    void setOthers(std::vector<TrainOptions> others);
    /// Null: not known (yet). Holds until the next setData().
    const TrainingEstimate *known(const TrainOptions &options) const;
    /// Whether anybody looks. Measuring ends when nobody does, and when a training is to begin.
    void setActive(bool isActive);

Q_SIGNALS:
    void measuring();
    /// None: it can't be known.
    void found(const std::optional<TrainingEstimate> &estimate);
    /// known() has another answer for some of the options.
    void knownChanged();

private:
    enum class Of { Chosen, Other };
    void begin();
    void goOn();
    void measure(const TrainOptions &options, Of of);
    void take(const QByteArray &key, const std::optional<TrainingEstimate> &answer, bool isStopped,
              Of of);
    void stop();
    static QByteArray keyOf(const TrainOptions &options);
    QByteArray chosenKey() const;

    JobQueue &m_jobs;
    QString m_projectFile;
    std::optional<TrainOptions> m_options;
    std::vector<TrainOptions> m_others;
    QHash<QByteArray, TrainingEstimate> m_known;
    QSet<QByteArray> m_failed;
    quint64 m_job = 0; ///< whose answer is waited for; 0: none
    bool m_isActive = false;
    bool m_isSettled = false; ///< the chosen one is known, or can't be
    QTimer m_pause;           ///< after the last change
    QTimer m_next;            ///< between two of the others
};

} // namespace tunedesk
