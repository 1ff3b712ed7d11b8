#pragma once

#include "base/error.h"
#include "domain/model_info.h"

#include <QHash>
#include <QObject>

namespace tunedesk
{

class JobQueue;
class ModelTableModel;

/// Downloads of models as background jobs, told to the table while they come. Window thread.
class ModelDownloads : public QObject
{
    Q_OBJECT
public:
    ModelDownloads(JobQueue &jobs, ModelTableModel &table, QObject *parent = nullptr);

    /// A second wish for the same model stops the download; what came is kept.
    void toggle(const QString &hubName);

Q_SIGNALS:
    void arrived(const ModelInfo &model);
    void failed(const Error &error);

private:
    void start(const QString &hubName);
    void readProgress();

    JobQueue &m_jobs;
    ModelTableModel &m_table;
    QHash<QString, quint64> m_running; ///< job by name on the hub
};

} // namespace tunedesk
