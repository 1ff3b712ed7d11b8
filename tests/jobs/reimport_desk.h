#pragma once

#include "contents_problem.h"
#include "dataset/pair_reader.h"
#include "dataset/pair_writer.h"
#include "jobs/export_pairs.h"
#include "jobs/import_pairs.h"
#include "project/project.h"
#include "test_support.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace tunedesk
{

/// A project of four labelled pairs, and an export of it that is edited.
struct ReimportDesk {
    QTemporaryDir folder;
    QString projectFile = folder.filePath(QStringLiteral("shop.tunedesk"));
    QString file;
    SilentJob job;

    explicit ReimportDesk(const QString &kind = QStringLiteral("csv"))
        : file(folder.filePath(QStringLiteral("pairs.") + kind))
    {
        {
            auto project = Project::create(projectFile);
            const auto import = project->pairs().beginImport(QStringLiteral("made.csv"));
            std::vector<DialoguePair> pairs;
            for (int i = 1; i <= 4; ++i) {
                DialoguePair pair;
                pair.question = QStringLiteral("Where is order %1?").arg(i);
                pair.reply = QStringLiteral("=Order %1 is on its way,\nsaid the depot.").arg(i);
                pair.note = QStringLiteral("note %1").arg(i);
                pair.dialogue = QStringLiteral("D-%1").arg(i);
                pair.answers = {{.label = 1, .annotator = QStringLiteral("mei"), .atMs = 1000 * i}};
                pairs.push_back(pair);
            }
            const auto added = project->pairs().add(*import, pairs, QStringLiteral("x"));
            if (!added || added->added != 4)
                qFatal("no pairs");
        }
        write(kind);
    }
    /// Whatever a test did, no two pairs with the same texts can be shown.
    ~ReimportDesk() { QCOMPARE(contentsProblem(projectFile), QString()); }
    void write(const QString &kind)
    {
        const auto written = exportPairs(projectFile, {}, file, kind, job);
        if (!written)
            qFatal("%s", qPrintable(written.error().toLine()));
    }
    QByteArray text() const
    {
        QFile out(file);
        return out.open(QIODevice::ReadOnly) ? out.readAll() : QByteArray();
    }
    void setText(const QByteArray &text) const
    {
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size())
            qFatal("no test file");
    }
    void edit(const QByteArray &from, const QByteArray &to) const
    {
        const QByteArray before = text();
        if (!before.contains(from))
            qFatal("no “%s” in the file: %s", from.constData(), before.constData());
        setText(QByteArray(before).replace(from, to));
    }
    Result<ImportSummary> import(bool dryRun = false)
    {
        ImportOptions options;
        options.file = file;
        options.dryRun = dryRun;
        options.by = QStringLiteral("anna");
        return importPairs(projectFile, options, job);
    }
    DialoguePair pair(qint64 id) const
    {
        auto project = Project::open(projectFile);
        return project->pairs().find(id)->value_or(DialoguePair());
    }
    std::vector<Label> history(qint64 id) const
    {
        auto project = Project::open(projectFile);
        return *project->labels().history(id);
    }
    int pairs() const { return Project::open(projectFile)->pairs().count().value_or(-1); }
};

/// The cells of a CSV that was exported, one row after the other, with one of them replaced.
inline QByteArray withCell(const QString &path, int row, const QString &column, const QString &text)
{
    auto reader = PairReader::open(path);
    const auto rows = reader->next(1000);
    const QStringList names = reader->format().columnNames;
    QByteArray csv = names.join(QLatin1Char(',')).toUtf8() + "\r\n";
    for (std::size_t i = 0; i < rows->size(); ++i) {
        QStringList cells = (*rows)[i].cells;
        if (int(i) == row)
            cells[names.indexOf(column)] = text;
        for (QString &cell : cells)
            cell = QLatin1Char('"') +
                   guardedCell(cell).replace(QLatin1Char('"'), QLatin1String("\"\"")) +
                   QLatin1Char('"');
        csv += cells.join(QLatin1Char(',')).toUtf8() + "\r\n";
    }
    return csv;
}

} // namespace tunedesk
