#pragma once

#include "core/project_fixture.h"
#include "jobs/file_checks.h"
#include "jobs/import_pairs.h"

#include <map>

namespace tunedesk
{

inline const QByteArray kHead("dialogue,context,question,reply,label,split\n");
// Long enough to be known again: 80 letters and more.
inline const QByteArray
    kTalk("\"I have ordered a blue jacket in size 42 last Monday and it has not come "
          "yet\nI am sorry about that, let me see where it is\"");
inline const QByteArray
    kReply("It left our house on Tuesday and should reach you within the next two "
           "working days at the latest");

/// A project, and a CSV for it.
struct Desk : ProjectFixture {
    SilentJob job;
    QString file = folder.filePath(QStringLiteral("pairs.csv"));

    ImportOptions csv(const QByteArray &rows, const ImportRemedies &remedies = {})
    {
        writeBytes(file, kHead + rows);
        ImportOptions options;
        options.file = file;
        options.remedies = remedies;
        return options;
    }
    std::vector<DialoguePair> pairs()
    {
        return project->pairs().page({}, 0, 100'000).value_or(std::vector<DialoguePair>());
    }
};

/// Facts of the rows of a preview, by their line.
inline std::map<qint64, quint8> factsOf(const ImportPreview &preview)
{
    std::map<qint64, quint8> facts;
    for (const auto *rows : {&preview.rows, &preview.found})
        for (const ImportPreview::Row &row : *rows)
            facts[row.row.row] = row.facts & ~fact::Labelled;
    return facts;
}

} // namespace tunedesk
