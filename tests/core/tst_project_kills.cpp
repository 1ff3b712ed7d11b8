#include "project_fixture.h"

#include "contents_problem.h"
#include "project/connection.h"
#include "project/migrator.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>

#include <cstdio>

using namespace tunedesk;

/// kill -9 at random moments of what the command line has no act for. Short by default;
/// TUNEDESK_REMOVAL_KILLS=100 TUNEDESK_MIGRATION_KILLS=100 is the full form. Labels, imports and
/// trainings: tests/cli/tst_kill.cpp.
class tst_ProjectKills : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void noAcknowledgedRemovalIsLost();
    void aKilledMigrationIsWholeOrNotBegun_data();
    void aKilledMigrationIsWholeOrNotBegun();
};

namespace
{
constexpr int kPairs = 40;
constexpr int kOldPairs = 20'000;

int times(const char *variable, int usual)
{
    const int given = qEnvironmentVariableIntValue(variable);
    return given > 0 ? given : usual;
}

/// Removes pairs and brings them back, in turn, and says each number once that is on disk.
int removeForever(const QString &path, qint64 first)
{
    auto project = Project::open(path);
    if (!project)
        return 1;
    for (qint64 act = first;; ++act) {
        // Each pair goes in one round of all and comes back in the next.
        const bool removed = act / kPairs % 2 == 0;
        if (!project->pairs().setRemoved({act % kPairs + 1}, removed))
            return 1;
        std::printf("%lld\n", static_cast<long long>(act));
        std::fflush(stdout);
    }
}

QString quickCheck(const QString &path)
{
    const auto connection = Connection::open(path, Connection::Role::Reader);
    if (!connection)
        return connection.error().toLine();
    const auto checked = (*connection)->scalar(QStringLiteral("PRAGMA quick_check"));
    return checked ? checked->toString() : checked.error().toLine();
}

/// A project of an older format with many pairs. @return whether it could be made
bool makeOldProject(const QString &path, int format)
{
    QFile::copy(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/projects/format1.tunedesk"),
                path);
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    const auto connection = Connection::open(path, Connection::Role::Builder);
    if (!connection)
        return false;
    for (const QString &sql :
         {QStringLiteral("BEGIN"),
          QStringLiteral(
              "INSERT INTO pairs (import_id, content_hash, question, reply) WITH RECURSIVE n(i) AS "
              "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) SELECT 1, randomblob(16), "
              "'where is parcel ' || i, 'parcel ' || i || ' comes tomorrow' FROM n")
              .arg(kOldPairs),
          QStringLiteral("INSERT INTO pairs_search (rowid, question, reply) SELECT id, question, "
                         "reply FROM pairs WHERE id > 5"),
          QStringLiteral("INSERT INTO answers (pair_id, label, annotator, at_ms) SELECT id, 1, "
                         "'ann', 1790000000000 FROM pairs WHERE id > 5"),
          QStringLiteral("UPDATE pairs SET label = 1, annotators = 1 WHERE id > 5"),
          QStringLiteral("COMMIT")})
        if (!(*connection)->execute(sql))
            return false;
    auto steps = projectMigrations();
    steps.resize(std::size_t(format));
    return migrate(*connection->get(), steps).has_value();
}

/// Pairs that are shown, and answers about them; nothing: it can't be read.
std::optional<std::pair<int, int>> contentOf(const QString &path)
{
    auto project = Project::open(path, Project::Mode::ReadOnly);
    if (!project)
        return std::nullopt;
    const auto pairs = project->pairs().count();
    const auto answers = project->labels().countSince(QStringLiteral("ann"), 0);
    if (!pairs || !answers)
        return std::nullopt;
    return std::pair(*pairs, *answers);
}
} // namespace

void tst_ProjectKills::noAcknowledgedRemovalIsLost()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    std::vector<DialoguePair> pairs;
    for (int i = 0; i < kPairs; ++i)
        pairs.push_back(pairOf(QString::number(i), QStringLiteral("reply")));
    VERIFY_RESULT(fixture.add(pairs));
    fixture.project = Error{};
    QRandomGenerator random(3);
    qint64 next = 0; // the act that the child begins with
    int acknowledged = 0;
    for (int kill = 0; kill < times("TUNEDESK_REMOVAL_KILLS", 10); ++kill) {
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(),
                      {QStringLiteral("remove"), fixture.path, QString::number(next)});
        QByteArray out;
        const int wanted = int(random.bounded(1, 60));
        while (out.count('\n') < wanted && process.waitForReadyRead(10'000))
            out += process.readAllStandardOutput();
        process.kill();
        process.waitForFinished();
        out += process.readAllStandardOutput();
        const int lines = int(out.count('\n'));
        QVERIFY2(lines >= wanted, out.constData());
        acknowledged += lines;
        const qint64 after = next + lines; // one more may be on disk that was not said
        QCOMPARE(quickCheck(fixture.path), QStringLiteral("ok"));
        auto project = Project::open(fixture.path, Project::Mode::ReadOnly);
        VERIFY_RESULT(project);
        const auto shown = project->pairs().ids({});
        VERIFY_RESULT(shown);
        const auto shownAfter = [](qint64 acts) {
            std::vector<qint64> ids;
            for (qint64 pair = 0; pair < kPairs; ++pair) {
                const qint64 turns = acts / kPairs + (pair < acts % kPairs);
                if (turns % 2 == 0)
                    ids.push_back(pair + 1);
            }
            return ids;
        };
        const bool isOneMore = *shown == shownAfter(after + 1);
        QVERIFY2(isOneMore || *shown == shownAfter(after), qPrintable(QString::number(after)));
        next = after + (isOneMore ? 1 : 0);
    }
    qInfo("%d acknowledged removals, none lost", acknowledged);
}

void tst_ProjectKills::aKilledMigrationIsWholeOrNotBegun_data()
{
    QTest::addColumn<int>("format");
    QTest::newRow("from the first format") << 1;
    QTest::newRow("from the sixth format") << 6;
}

void tst_ProjectKills::aKilledMigrationIsWholeOrNotBegun()
{
    QFETCH(int, format);
    const QTemporaryDir folder;
    const QString old = folder.filePath(QStringLiteral("old.tunedesk"));
    QVERIFY(makeOldProject(old, format));
    const auto content = contentOf(old);
    QVERIFY(content.has_value());
    QCOMPARE(content->first, kOldPairs + 4);
    const QString path = folder.filePath(QStringLiteral("p.tunedesk"));
    const QString backup = QStringLiteral("%1.format%2.backup").arg(path).arg(format);
    const auto open = [&](QProcess &process) {
        process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("migrate"), path});
    };
    const auto fresh = [&] {
        for (const QString &name : QDir(folder.path()).entryList({QStringLiteral("p.tunedesk*")}))
            QFile::remove(folder.filePath(name));
        return QFile::copy(old, path);
    };
    QVERIFY(fresh());
    QElapsedTimer timer;
    timer.start();
    {
        QProcess process;
        open(process);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 0);
    }
    const int wholeMs = int(timer.elapsed());
    QRandomGenerator random(9);
    int killed = 0, before = 0, halfway = 0;
    for (int kill = 0; kill < times("TUNEDESK_MIGRATION_KILLS", 8); ++kill) {
        QVERIFY(fresh());
        QProcess process;
        open(process);
        // Anywhere, and every other time after the backup copy, when the file itself is changed.
        bool isDone = false;
        while (kill % 2 == 1 && !isDone && !QFile::exists(backup))
            isDone = process.waitForFinished(1);
        const int from = kill % 2 == 1 ? 0 : wholeMs / 20;
        const int to = kill % 2 == 1 ? wholeMs / 4 : wholeMs;
        isDone = isDone || process.waitForFinished(int(random.bounded(from, to + 1)));
        if (!isDone) {
            process.kill();
            process.waitForFinished();
            ++killed;
        }
        // Whatever is there is a project of one format or the other, with all of its pairs.
        QCOMPARE(contentOf(path), content);
        const bool isOld = [&] {
            const auto connection = Connection::open(path, Connection::Role::Reader);
            return connection &&
                   (*connection)->scalar(QStringLiteral("PRAGMA user_version"))->toInt() == format;
        }();
        before += isOld;
        QCOMPARE(quickCheck(path), QStringLiteral("ok"));
        if (QFile::exists(backup)) {
            QCOMPARE(contentOf(backup), content);
            halfway += isOld;
        } else {
            QVERIFY2(isOld, "brought up to date without a backup copy");
        }
        // And the next one who opens it goes on.
        {
            auto project = Project::open(path);
            VERIFY_RESULT(project);
            QCOMPARE(project->pairs().count().value(), content->first);
            VERIFY_RESULT(project->labels().add(labelOf(6, 0, QStringLiteral("bob"))));
        }
        QCOMPARE(contentOf(backup), content);
        QCOMPARE(contentsProblem(path), QString());
    }
    qInfo("killed %d times: %d times the format was still the old one, %d of them with its backup",
          killed, before, halfway);
    QVERIFY(killed > 0);
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.value(1) == QLatin1String("remove"))
        return removeForever(arguments.value(2), arguments.value(3).toLongLong());
    if (arguments.value(1) == QLatin1String("migrate"))
        return Project::open(arguments.value(2)) ? 0 : 1;
    tst_ProjectKills test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_project_kills.moc"
