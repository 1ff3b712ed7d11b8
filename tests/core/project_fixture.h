#pragma once

#include "project/project.h"
#include "test_support.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace tunedesk
{

inline DialoguePair pairOf(const QString &question, const QString &reply,
                           const QString &context = {})
{
    DialoguePair pair;
    pair.question = question;
    pair.reply = reply;
    pair.context = context;
    return pair;
}

inline Label labelOf(qint64 pairId, std::optional<int> label, const QString &annotator)
{
    Label answer;
    answer.pairId = pairId;
    answer.label = label;
    answer.annotator = annotator;
    answer.skipped = !label;
    return answer;
}

inline QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void writeBytes(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// A project in a folder of its own, gone with it.
struct ProjectFixture {
    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("shop.tunedesk"));
    Result<Project> project = Project::create(path);

    Project &operator*() { return *project; }
    Project *operator->() { return &*project; }

    Result<PairStore::AddResult> add(const std::vector<DialoguePair> &pairs,
                                     const QString &annotator = QStringLiteral("import"))
    {
        const auto import = project->pairs().beginImport(QStringLiteral("/data/pairs.csv"));
        if (!import)
            return import.error();
        return project->pairs().add(*import, pairs, annotator);
    }
};

} // namespace tunedesk
