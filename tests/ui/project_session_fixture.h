#pragma once

#include "project/project.h"
#include "shell/project_session.h"
#include "test_support.h"

#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace tunedesk
{

/// An open project of made-up pairs in a folder of its own; settings of the program go to that
/// folder too.
struct SessionFixture {
    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("shop.tunedesk"));
    std::unique_ptr<ProjectSession> session;

    SessionFixture()
    {
        QStandardPaths::setTestModeEnabled(true);
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    }

    static std::vector<DialoguePair> pairs(int count)
    {
        std::vector<DialoguePair> rows;
        for (int i = 0; i < count; ++i) {
            DialoguePair pair;
            pair.question = QStringLiteral("Where is order %1?").arg(i + 1);
            pair.reply = QStringLiteral("Order %1 arrives tomorrow.").arg(i + 1);
            pair.context = QStringLiteral("Hello\nHow can I help?");
            pair.dialogue = QStringLiteral("D-%1").arg(i / 2);
            pair.group = i % 2 ? QStringLiteral("delivery") : QStringLiteral("refund");
            rows.push_back(pair);
        }
        return rows;
    }

    Result<void> open(const std::vector<DialoguePair> &rows)
    {
        {
            auto project = Project::create(path);
            if (!project)
                return project.error();
            if (!rows.empty()) {
                const auto import = project->pairs().beginImport(QStringLiteral("/data/pairs.csv"));
                if (!import)
                    return import.error();
                auto added = project->pairs().add(*import, rows, QStringLiteral("import"));
                if (!added)
                    return added.error();
            }
        }
        return reopen();
    }

    Result<void> reopen()
    {
        session.reset();
        auto opened = ProjectSession::open(path);
        if (!opened)
            return opened.error();
        session = std::move(*opened);
        return {};
    }
};

} // namespace tunedesk
