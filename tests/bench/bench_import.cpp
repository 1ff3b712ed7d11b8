/// Imports a file, alone or while somebody labels: how long the import takes, how long the slowest
/// label waits until it is on disk, how much memory grows, what questions cost before and after,
/// and when all words are in the index.
///     bench_import FILE.csv [label] [index]
///     bench_import 1000000 [label]      that many pairs of its own making
/// label: somebody labels every 20 ms meanwhile. index: waits at the end until all words are in the
/// index, and says how long that took.
#include "jobs/import_pairs.h"
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
}
} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QString given = application.arguments().value(1, QStringLiteral("10000"));
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("bench.tunedesk"));
    ImportOptions options;
    options.file = given;
    if (const int rows = given.toInt(); rows > 0) {
        options.file = folder.filePath(QStringLiteral("pairs.csv"));
        writePairs(options.file, rows);
    }
    auto project = Project::create(path);
    if (!project)
        return 1;
    SilentJob silent;
    if (!addSamplePairs(path, silent))
        return 1;
    ask(*project, "before");

    std::atomic<bool> isDone = false;
    std::vector<double> waits;
    const bool labels = application.arguments().contains(QStringLiteral("label"));
    std::thread person([&] {
        auto own = Project::open(path);
        for (int i = 0; own && labels && !isDone; ++i) {
            Label label;
            label.pairId = 1 + i % 100;
            label.label = i % 2;
            label.annotator = QStringLiteral("ann");
            QElapsedTimer timer;
            timer.start();
            if (!own->labels().add(label))
                break;
            waits.push_back(milliseconds(timer));
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    });
    const qint64 memoryBefore = statusKib("VmRSS");
    const double processorBefore = processorSeconds();
    QElapsedTimer timer;
    timer.start();
    const auto summary = importPairs(path, options, silent);
    const double seconds = milliseconds(timer) / 1000;
    const double processor = processorSeconds() - processorBefore;
    isDone = true;
    person.join();
    if (!summary || waits.empty() == labels) {
        std::puts(summary ? "no label" : qPrintable(summary.error().toLine()));
        return 1;
    }
    std::sort(waits.begin(), waits.end());
    std::printf("%lld rows, %d imported in %.1f s (%.0f a second, %.1f s of the processors)\n",
                static_cast<long long>(summary->rows), summary->imported, seconds,
                summary->imported / seconds, processor);
    if (labels)
        std::printf("%zu labels meanwhile: median %.1f ms, p99 %.1f ms, slowest %.1f ms\n",
                    waits.size(), waits[waits.size() / 2], waits[waits.size() * 99 / 100],
                    waits.back());
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
    return 0;
}
