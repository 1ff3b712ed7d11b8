#include "fuzz_input.h"
#include "project/connection.h"
#include "project/migrator.h"
#include "project/project.h"
#include "project/project_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonValue>

#include <cstdlib>
#include <cstring>

using namespace tunedesk;

namespace
{
void promise(bool isKept)
{
    if (!isKept)
        std::abort();
}

/// What was asked for, or an error that says something.
template <typename Value> bool worked(const Result<Value> &result)
{
    promise(result || !result.error().what.isEmpty());
    return result.has_value();
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Everything that pages show. @return whether all of it could be read
bool readAll(Project &project)
{
    bool isAll = true;
    const auto ids = project.pairs().ids({}, 20);
    isAll &= worked(ids);
    if (ids)
        for (const qint64 id : *ids) {
            const auto pair = project.pairs().find(id);
            isAll &= worked(pair);
            if (pair && *pair)
                promise((!(*pair)->label || *(*pair)->label == 0 || *(*pair)->label == 1) &&
                        splitFromName(splitName((*pair)->split)) == (*pair)->split);
            isAll &= worked(project.labels().history(id));
        }
    PairQuery search;
    search.search = QStringLiteral("parcel -late \"a b\"");
    search.order = PairQuery::Order::Group;
    isAll &= worked(project.pairs().page(search, 0, 20));
    search.search = QStringLiteral("快");
    isAll &= worked(project.pairs().count(search));
    isAll &= worked(project.pairs().facets({}));
    isAll &= worked(project.pairs().statistics());
    isAll &= worked(project.pairs().imports());
    isAll &= worked(project.labels().latest(QStringLiteral("mei"), 5));
    isAll &= worked(
        project.labels().queue(QStringLiteral("mei"), LabelStore::QueueOrder::ByDialogue, 5));
    worked(project.snapshots().preview({})); // may well have no labels to train on
    const auto runs = project.runs().list(true);
    isAll &= worked(runs);
    if (runs)
        for (const RunSummary &run : *runs) {
            isAll &= worked(project.runs().metrics(run.id));
            isAll &= worked(project.runs().events(run.id));
            isAll &= worked(project.runs().predictions(run.id));
            worked(project.snapshots().find(run.snapshotId));
        }
    isAll &= worked(project.settings().value(QStringLiteral("ui.data.layout")));
    return isAll;
}

/// A day's work. @return the answer that was acknowledged
std::optional<qint64> workOn(Project &project)
{
    const auto import = project.pairs().beginImport(QStringLiteral("/data/new.csv"));
    if (worked(import))
        worked(project.pairs().add(*import,
                                   {DialoguePair{.question = QStringLiteral("where is it"),
                                                 .reply = QStringLiteral("on its way")}},
                                   QStringLiteral("mei")));
    worked(project.runs().markInterrupted());
    worked(project.snapshots().take({}));
    worked(project.settings().setValue(QStringLiteral("k"), QJsonValue(1)));
    const auto ids = project.pairs().ids({}, 1);
    if (!ids || ids->empty())
        return std::nullopt;
    worked(project.pairs().setRemoved({ids->front()}, true));
    worked(project.pairs().setRemoved({ids->front()}, false));
    worked(project.pairs().setNote(ids->front(), QStringLiteral("n")));
    const auto answer = project.labels().add(
        {.pairId = ids->front(), .label = 1, .annotator = QStringLiteral("mei")});
    return worked(answer) ? std::optional(ids->front()) : std::nullopt;
}

/// A sound project with something in every table.
QByteArray soundProject(const QString &path)
{
    {
        auto project = Project::create(path);
        promise(project.has_value());
        const auto import = project->pairs().beginImport(QStringLiteral("/data/a.csv"));
        std::vector<DialoguePair> pairs;
        for (int i = 0; i < 6; ++i) {
            DialoguePair pair;
            pair.question = QStringLiteral("Where is my parcel %1?").arg(i);
            pair.reply =
                i % 2 == 0 ? QStringLiteral("It comes tomorrow.") : QStringLiteral("很快到。");
            pair.dialogue = QString::number(i / 2);
            pair.group = QStringLiteral("parcels");
            pair.label = i % 2;
            pairs.push_back(pair);
        }
        promise(project->pairs().add(*import, pairs, QStringLiteral("ann")).has_value());
        promise(project->labels()
                    .add({.pairId = 1, .label = 0, .annotator = QStringLiteral("mei")})
                    .has_value());
        const auto snapshot = project->snapshots().take({});
        promise(snapshot.has_value());
        RunSummary run;
        run.snapshotId = snapshot->id;
        const auto added = project->runs().add(run);
        promise(added.has_value());
        promise(project->runs()
                    .addMetrics(*added, {{1, 0.5, 1, QStringLiteral("f1"), 0.5}})
                    .has_value());
        promise(project->runs().addEvent(*added, {}).has_value());
        promise(project->runs().setPredictions(*added, {{1, Split::Test, 0.5, 1}}).has_value());
        promise(project->settings().setValue(QStringLiteral("ui.data.layout"), 1).has_value());
    }
    const QByteArray bytes = bytesOf(path);
    promise(bytes.size() > 4096);
    return bytes;
}

struct Column {
    QString table, name;
    bool hasRowNumbers = true;
};

QList<Column> columnsOf(const Connection &connection)
{
    QList<Column> columns;
    Statement statement(
        connection,
        QStringLiteral("SELECT t.name, c.name, t.wr FROM pragma_table_list t JOIN "
                       "pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE "
                       "'sqlite%' AND c.name IS NOT NULL ORDER BY t.name, c.cid"));
    promise(statement.run().has_value());
    promise(
        statement
            .each([&] {
                columns.append({statement.text(0), statement.text(1), statement.integer(2) == 0});
            })
            .has_value());
    promise(columns.size() > 50);
    return columns;
}

QString literal(std::uint8_t kind, std::uint8_t value)
{
    static const QStringList special{QStringLiteral("NULL"),
                                     QStringLiteral("9223372036854775807"),
                                     QStringLiteral("-9223372036854775808"),
                                     QStringLiteral("4294967296"),
                                     QStringLiteral("2147483648"),
                                     QStringLiteral("-1"),
                                     QStringLiteral("1e308 * 10"),
                                     QStringLiteral("-1e-320"),
                                     QStringLiteral("''"),
                                     QStringLiteral("CAST(x'ff00fe' AS TEXT)"),
                                     QStringLiteral("CAST(x'eda080' AS TEXT)"),
                                     QStringLiteral("zeroblob(100000)"),
                                     QStringLiteral("x'00'"),
                                     QStringLiteral("replace(hex(zeroblob(50000)), '00', '中')"),
                                     QStringLiteral("'{\"a\":[[[[[[1e999]]]]]]}'"),
                                     QStringLiteral("'[1,2'"),
                                     QStringLiteral("'nan'"),
                                     QStringLiteral("'running'")};
    switch (kind % 3) {
    case 0:
        return special[value % special.size()];
    case 1:
        return QString::number(int(value) - 128);
    default:
        return QStringLiteral("char(%1, %2)").arg(value).arg(value * 173 + 1);
    }
}

/// Six bytes each: the column, the row, and what it is to hold, whatever the checks say.
void spoil(const QString &path, const std::uint8_t *data, std::size_t bytes)
{
    const auto connection = Connection::open(path, Connection::Role::Builder);
    promise(connection.has_value());
    static const QList<Column> columns = columnsOf(**connection);
    for (const char *pragma : {"PRAGMA ignore_check_constraints = ON", "PRAGMA foreign_keys = OFF",
                               "PRAGMA synchronous = OFF", "BEGIN"})
        promise((*connection)->execute(QLatin1String(pragma)).has_value());
    constexpr std::size_t most = 16, size = 6;
    for (std::size_t i = 0; i + size <= bytes && i < most * size; i += size) {
        const Column &column = columns[(data[i] * 256 + data[i + 1]) % columns.size()];
        const QString row =
            column.hasRowNumbers
                ? QStringLiteral(" WHERE rowid IN (SELECT rowid FROM %1 LIMIT 1 OFFSET %2)")
                      .arg(column.table)
                      .arg(data[i + 2] % 8)
                : QString();
        const QString act =
            data[i + 3] == 0 // now and then the row goes
                ? QStringLiteral("DELETE FROM %1").arg(column.table) + row
                : QStringLiteral("UPDATE OR IGNORE %1 SET %2 = %3")
                          .arg(column.table, column.name, literal(data[i + 4], data[i + 5])) +
                      row;
        std::ignore = (*connection)->execute(act);
    }
    promise((*connection)->execute(QStringLiteral("COMMIT")).has_value());
}

void tidy(const QString &folder)
{
    for (const QString &name : QDir(folder).entryList(QDir::Files | QDir::Hidden))
        QFile::remove(folder + QLatin1Char('/') + name);
}
} // namespace

// A file of the name of a project, as it is; or, where it doesn't begin as a database, what is to
// be wrong in a sound one.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t bytes)
{
    static int argc = 1;
    static char name[] = "fuzz_project";
    static char *argv[] = {name, nullptr};
    // Never destroyed: at exit Qt SQL's own globals, of which Qt 6.8's application tells, are gone
    // before.
    [[maybe_unused]] static const auto *const application = new QCoreApplication(argc, argv);
    static InputFolder folder;
    const QString path = folder.path() + QStringLiteral("/p.tunedesk");
    static const QByteArray sound = soundProject(path);
    static const int newest = projectMigrations().back().version;
    tidy(folder.path());
    const bool isFile = bytes >= 6 && std::memcmp(data, "SQLite", 6) == 0;
    if (isFile) {
        folder.set("p.tunedesk", data, bytes);
    } else {
        folder.set("p.tunedesk", reinterpret_cast<const std::uint8_t *>(sound.constData()),
                   std::size_t(sound.size()));
        spoil(path, data, bytes);
    }
    const QByteArray before = bytesOf(path);
    const QStringList alone{QStringLiteral("p.tunedesk")};
    const auto isUntouched = [&] {
        return bytesOf(path) == before &&
               QDir(folder.path()).entryList(QDir::Files | QDir::Hidden) == alone;
    };

    const bool isProject = worked(checkProjectFile(path, newest));
    promise(isUntouched());
    bool isReadable = false;
    {
        auto reader = Project::open(path, Project::Mode::ReadOnly);
        promise(isProject || !reader);
        isReadable = worked(reader) && readAll(*reader);
    }
    promise(isUntouched());
    std::optional<qint64> labelled;
    {
        auto project = Project::open(path);
        promise(isProject || !project);
        if (worked(project)) {
            readAll(*project);
            labelled = workOn(*project);
        }
    }
    promise(isProject || isUntouched());
    if (!labelled)
        return 0;
    // What was acknowledged is there, and the file is a project as before.
    auto again = Project::open(path, Project::Mode::ReadOnly);
    promise(again.has_value());
    const auto history = again->labels().history(*labelled);
    promise(history && !history->empty() && history->back().annotator == QLatin1String("mei"));
    promise(!isReadable || readAll(*again));
    return 0;
}
