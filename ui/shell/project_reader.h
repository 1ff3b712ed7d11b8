#pragma once

#include "project/project.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace tunedesk
{

/// Which of several questions is the newest: an answer to an older one is dropped. Copies share the
/// count.
class ReadToken
{
public:
    /// A new question: all answers to those before are dropped from now on.
    ReadToken next() const
    {
        ReadToken token = *this;
        token.m_number = m_newest->fetch_add(1) + 1;
        return token;
    }
    bool isNewest() const { return m_number == m_newest->load(); }

private:
    std::shared_ptr<std::atomic<quint64>> m_newest = std::make_shared<std::atomic<quint64>>(0);
    quint64 m_number = 0;
};

/// Reads a project on a thread of its own, so that the window never waits. Questions are answered
/// in their order; one that is outdated by then is not even asked. Window thread; its end waits for
/// the question being answered.
class ProjectReader : public QObject
{
public:
    explicit ProjectReader(QString projectFile, QObject *parent = nullptr);
    ~ProjectReader() override;

    /// @param read on the reading thread: values only   @param done on the window's thread, while
    /// `receiver` lives
    template <typename Value>
    void ask(QObject *receiver, const ReadToken &token,
             std::function<Result<Value>(Project &)> read, std::function<void(Result<Value>)> done)
    {
        QMetaObject::invokeMethod(m_worker, [this, receiver = QPointer<QObject>(receiver), token,
                                             read = std::move(read),
                                             done = std::move(done)]() mutable {
            if (m_closing.load() || !token.isNewest())
                return;
            Result<Project *> project = opened();
            auto answer = std::make_shared<Result<Value>>(project ? read(**project)
                                                                  : Result<Value>(project.error()));
            deliver([receiver, token, done = std::move(done), answer] {
                if (receiver && token.isNewest())
                    done(std::move(*answer));
            });
        });
    }

private:
    Result<Project *> opened();
    void deliver(std::function<void()> answer);

    QString m_projectFile;
    QThread m_thread;
    QObject *m_worker;
    std::atomic<bool> m_closing = false;
    std::unique_ptr<Project> m_project; ///< the reading thread's
};

} // namespace tunedesk
