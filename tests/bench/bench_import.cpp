/// Imports a file, alone or while somebody labels: how long the import takes, how long the slowest
/// label waits until it is on disk, how much memory grows, what questions cost before and after,
/// and when all words are in the index; and the same of undoing the import, doing it again,
/// removing all its pairs and undoing that.
///     bench_import FILE.csv [label] [index] [undo]
///     bench_import 1000000 [label] [index] [undo]   that many pairs of its own making
///     bench_import PROJECT.tunedesk [label]         only the last, of an import that is there
///     bench_import PROJECT.tunedesk FILE.csv [label] [index] [undo]   into a copy of it, as an
///                                                   edited export comes back
/// label: somebody labels every 20 ms meanwhile. index: waits until all words are in the index, and
/// says how long that took. undo: what comes after the import.
#include "jobs/import_pairs.h"
#include "jobs/wait_for_step.h"
#include "project/change_log.h"
#include "project/index_watch.h"
#include "project/project.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <functional>
#include <memory>
#include <random>
#include <sys/resource.h>
#include <thread>
#include <vector>

using namespace tunedesk;

namespace
{
qint64 statusKib(const char *field)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith(field))
            return line.mid(line.indexOf(':') + 1).simplified().split(' ').first().toLongLong();
    return 0;
}

/// Processor time of the whole program.
double processorSeconds()
{
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return double(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           double(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

/// Rows of about 200 letters; no two of them are the same pair.
void writePairs(const QString &path, int rows)
{
    static const char *const words[] = {
        "parcel", "refund", "order",   "please", "tomorrow", "address", "change",  "thank",
        "you",    "could",  "deliver", "return", "size",     "colour",  "invoice", "shop",
        "when",   "where",  "card",    "paid",   "waiting",  "number",  "email",   "phone"};
    std::mt19937 random(1);
    std::uniform_int_distribution<std::size_t> word(0, std::size(words) - 1);
    const auto sentence = [&](QByteArray &line, int length) {
        for (int i = 0; i < length; ++i)
            line.append(words[word(random)]).append(' ');
    };
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.write("question,reply,label\n");
    for (int row = 0; row < rows; ++row) {
        QByteArray line;
        sentence(line, 14);
        line.append(QByteArray::number(row)).append(',');
        sentence(line, 14);
        if (row % 10'000 == 0)
            line.append("zq"); // what is rare
        line.append(row % 2 ? ",1\n" : ",0\n");
        file.write(line);
    }
}

double milliseconds(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

void ask(Project &project, const char *when)
{
    const auto timed = [&](const char *what, auto question) {
        double best = 1e9;
        for (int i = 0; i < 3; ++i) {
            QElapsedTimer timer;
            timer.start();
            if (!question())
                std::puts("failed");
            best = std::min(best, milliseconds(timer));
        }
        std::printf("  %s, %s: %.1f ms\n", when, what, best);
    };
    PairStore &pairs = project.pairs();
    PairQuery search;
    search.search = QStringLiteral("parcel refund");
    timed("count", [&] { return pairs.count(); });
    timed("first page", [&] { return pairs.page({}, 0, 100); });
    timed("page in the middle", [&] { return pairs.page({}, pairs.count().value_or(0) / 2, 100); });
    timed("facets", [&] { return pairs.facets({}); });
    timed("search", [&] { return pairs.count(search); });
    search.search = QStringLiteral("zq");
    timed("search of two letters, all found", [&] { return pairs.count(search); });
    timed("first page of it", [&] { return pairs.page(search, 0, 100); });
    search.search = QStringLiteral("ee");
    timed("first page of two frequent letters", [&] { return pairs.page(search, 0, 100); });
}

/// Somebody who labels one of a hundred pairs every 20 ms.
class Person
{
public:
    explicit Person(const QString &path) : m_path(path)
    {
        m_thread = std::thread([this] { label(); });
    }
    /// @return false: a label failed, or none was given
    bool stop(const char *what)
    {
        m_isDone = true;
        m_thread.join();
        std::sort(m_waits.begin(), m_waits.end());
        if (m_waits.empty() || m_isFailed)
            return false;
        std::printf("  %s, %zu labels meanwhile: median %.1f ms, p99 %.1f ms, slowest %.1f ms\n",
                    what, m_waits.size(), m_waits[m_waits.size() / 2],
                    m_waits[m_waits.size() * 99 / 100], m_waits.back());
        return true;
    }

private:
    void label()
    {
        auto own = Project::open(m_path);
        m_isFailed = !own;
        for (int i = 0; !m_isFailed && !m_isDone; ++i) {
            Label label;
            label.pairId = 1 + i % 100;
            label.label = i % 2;
            label.annotator = QStringLiteral("ann");
            QElapsedTimer timer;
            timer.start();
            m_isFailed = !own->labels().add(label);
            m_waits.push_back(milliseconds(timer));
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    }
    QString m_path;
    std::atomic<bool> m_isDone = false;
    bool m_isFailed = false; ///< of the thread, until it has ended
    std::vector<double> m_waits;
    std::thread m_thread;
};

/// How long it takes until the pairs are gone, or back, for whoever reads, and until all is
/// written.
bool goBackAndForth(Project &project, bool labels)
{
    const auto newest = project.changes().latest(200);
    if (!newest)
        return false;
    const auto step = std::find_if(newest->begin(), newest->end(), [](const DataChange &change) {
        return change.kind == ChangeKind::Import;
    });
    if (step == newest->end())
        return false;
    PairQuery imported;
    imported.imports = {step->importId};
    const auto brought = project.pairs().ids(imported);
    if (!brought)
        return false;
    const QList<qint64> ids(brought->begin(), brought->end());
    using Act = std::function<bool(ChangeLog &)>;
    const std::vector<std::pair<const char *, Act>> acts{
        {"undone", [&](ChangeLog &log) { return log.undo(step->id).has_value(); }},
        {"done again", [&](ChangeLog &log) { return log.redo(step->id).has_value(); }},
        {"removed",
         [&](ChangeLog &log) { return log.remove(ids, QStringLiteral("bob")).has_value(); }},
        {"removal undone", [&](ChangeLog &log) {
             const auto steps = log.latest(10'000); // labels came meanwhile
             if (!steps)
                 return false;
             const auto removal =
                 std::find_if(steps->begin(), steps->end(), [](const DataChange &change) {
                     return change.kind == ChangeKind::Removed;
                 });
             return removal != steps->end() && log.undo(removal->id).has_value();
         }}};
    SilentJob silent;
    for (const auto &[what, act] : acts) {
        std::unique_ptr<Person> person;
        if (labels)
            person = std::make_unique<Person>(project.path());
        QElapsedTimer timer;
        timer.start();
        if (!act(project.changes()))
            return false;
        const double begun = milliseconds(timer);
        const int left = project.pairs().count().value_or(-1);
        if (!waitForStep(project.path(), silent))
            return false;
        std::printf("%s: returns after %.1f ms with %d pairs, all written after %.1f s with %d\n",
                    what, begun, left, milliseconds(timer) / 1000,
                    project.pairs().count().value_or(-1));
        if (person && !person->stop(what))
            return false;
    }
    return true;
}
} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QString given = application.arguments().value(1, QStringLiteral("10000"));
    const bool labels = application.arguments().contains(QStringLiteral("label"));
    const QString coming = application.arguments().value(2);
    const bool isUpdate = given.endsWith(QLatin1String(".tunedesk")) && QFile::exists(coming);
    if (given.endsWith(QLatin1String(".tunedesk")) && !isUpdate) {
        auto project = Project::open(given);
        return project && goBackAndForth(*project, labels) ? 0 : 1;
    }
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("bench.tunedesk"));
    ImportOptions options;
    options.file = isUpdate ? coming : given;
    if (const int rows = given.toInt(); rows > 0) {
        options.file = folder.filePath(QStringLiteral("pairs.csv"));
        writePairs(options.file, rows);
    }
    SilentJob silent;
    if (isUpdate && !QFile::copy(given, path))
        return 1;
    auto project = isUpdate ? Project::open(path) : Project::create(path);
    if (!project || (!isUpdate && !addSamplePairs(path, silent)))
        return 1;
    ask(*project, "before");

    auto person = labels ? std::make_unique<Person>(path) : nullptr;
    const qint64 memoryBefore = statusKib("VmRSS");
    const double processorBefore = processorSeconds();
    QElapsedTimer timer;
    timer.start();
    const auto summary = importPairs(path, options, silent);
    const double seconds = milliseconds(timer) / 1000;
    const double processor = processorSeconds() - processorBefore;
    if (!summary) {
        std::puts(qPrintable(summary.error().toLine()));
        return 1;
    }
    std::printf("%lld rows, %d imported, %d pairs updated in %.1f s (%.0f a second, %.1f s of the "
                "processors)\n",
                static_cast<long long>(summary->rows), summary->imported, summary->updates.updated,
                seconds, double(summary->rows) / seconds, processor);
    if (person && !person->stop("imported"))
        return 1;
    std::printf("memory: %lld MiB before, %lld MiB at most; project %lld MiB, its log %lld MiB\n",
                static_cast<long long>(memoryBefore / 1024),
                static_cast<long long>(statusKib("VmHWM") / 1024),
                static_cast<long long>(QFileInfo(path).size() >> 20),
                static_cast<long long>(QFileInfo(path + QStringLiteral("-wal")).size() >> 20));
    if (application.arguments().contains(QStringLiteral("index"))) {
        const auto watch = IndexWatch::open(path);
        while (watch && watch->progress() && watch->progress()->missing() > 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        std::printf("all words are in the index %.1f s after the beginning (%.1f s of the "
                    "processors)\n",
                    milliseconds(timer) / 1000, processorSeconds() - processorBefore);
    }
    ask(*project, "after");
    if (application.arguments().contains(QStringLiteral("undo")) &&
        !goBackAndForth(*project, labels)) {
        std::puts("the import could not be undone and done again");
        return 1;
    }
    return 0;
}
