#include "jobs/export_model.h"

#include "base/atomic_file.h"
#include "engine/export/hugging_face_folder.h"
#include "engine/training/checkpoint_folder.h"
#include "jobs/expected_outputs.h"
#include "jobs/metric_values.h"
#include "jobs/model_folder.h"
#include "jobs/scoring_speed.h"
#include "jobs/torch_errors.h"
#include "project/project.h"
#include "text/pair_encoding.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QRegularExpression>
#include <QStorageInfo>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <sys/stat.h>
#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ExportModel)
};

constexpr std::size_t kExpectedPairs = 16;
constexpr qint64 kSpareBytes = 16 << 20; ///< for everything beside the weights

/// A new folder beside the target that takes its place when all is well, and is gone otherwise.
class FolderInTheMaking
{
public:
    explicit FolderInTheMaking(QString target) : m_target(std::move(target)) {}
    ~FolderInTheMaking()
    {
        m_lock.reset();
        if (!m_path.isEmpty())
            QDir(m_path).removeRecursively();
    }
    FolderInTheMaking(const FolderInTheMaking &) = delete;
    FolderInTheMaking &operator=(const FolderInTheMaking &) = delete;

    QString path() const { return m_path; }

    Result<void> make()
    {
        clearLeftovers();
        QByteArray name = QFile::encodeName(m_target + QStringLiteral(".XXXXXX"));
        if (!::mkdtemp(name.data()))
            return failure(errno);
        m_path = QFile::decodeName(name);
        ::chmod(name.constData(), 0755);
        m_lock = std::make_unique<QLockFile>(m_path + QLatin1String(kLockName));
        m_lock->setStaleLockTime(0);
        if (!m_lock->tryLock(0))
            return failure(EACCES);
        return {};
    }

    Result<void> putInPlace()
    {
        m_lock.reset(); // and its file is gone
        if (auto synced = syncFolder(m_path); !synced)
            return synced;
        // rename() takes the place of an empty folder, and of nothing else.
        if (std::rename(QFile::encodeName(m_path).constData(),
                        QFile::encodeName(m_target).constData()) != 0)
            return failure(errno);
        m_path.clear();
        return syncFolder(QFileInfo(m_target).absolutePath());
    }

private:
    Error failure(int errorNumber) const
    {
        if (errorNumber == ENOSPC || errorNumber == EDQUOT)
            return {ErrorKind::Disk, Text::tr("The disk is full."), m_target,
                    Text::tr("Make some space and try again; nothing was lost.")};
        return {ErrorKind::File, Text::tr("The folder could not be made."), m_target,
                Text::tr("Choose another place that you may write to."),
                qt_error_string(errorNumber)};
    }

    /// What a killed export of this name left. Its lock tells it from a folder of somebody's own
    /// and from an export that is under way.
    void clearLeftovers() const
    {
        const QFileInfo target(m_target);
        const QDir parent(target.absolutePath());
        const QRegularExpression suffix(QStringLiteral("^\\.[A-Za-z0-9]{6}$"));
        for (const QFileInfo &folder : parent.entryInfoList(QDir::Dirs | QDir::NoSymLinks)) {
            const QString name = folder.fileName();
            const QString lockFile = folder.absoluteFilePath() + QLatin1String(kLockName);
            if (!name.startsWith(target.fileName()) ||
                !suffix.match(name.mid(target.fileName().size())).hasMatch() ||
                !QFileInfo::exists(lockFile))
                continue;
            QLockFile lock(lockFile);
            lock.setStaleLockTime(0);
            if (lock.tryLock(0))
                QDir(folder.absoluteFilePath()).removeRecursively();
        }
    }

    static constexpr char kLockName[] = "/.being-written.lock";
    QString m_target, m_path;
    std::unique_ptr<QLockFile> m_lock;
};

Result<void> checkTarget(const ExportOptions &options, const QString &target)
{
    if (options.format != QLatin1String("huggingface"))
        return Error{ErrorKind::Unsupported,
                     Text::tr("This version can't write the format “%1”.").arg(options.format),
                     target, Text::tr("Choose the format “huggingface”.")};
    const QFileInfo info(target);
    if (options.folder.isEmpty())
        return Error{ErrorKind::Input,
                     Text::tr("No folder is given."),
                     {},
                     Text::tr("Choose a new folder for the model.")};
    if (info.exists() && !info.isDir())
        return Error{ErrorKind::Input, Text::tr("There is a file of this name already."), target,
                     Text::tr("Choose a new folder for the model.")};
    if (info.isDir() && !QDir(target).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System |
                                              QDir::NoDotAndDotDot))
        return Error{ErrorKind::Input, Text::tr("The folder isn't empty."), target,
                     Text::tr("Choose a new folder or an empty one.")};
    if (!QDir().mkpath(info.absolutePath()))
        return Error{ErrorKind::File, Text::tr("The folder could not be made."), target,
                     Text::tr("Choose another place that you may write to.")};
    return {};
}

Result<void> checkSpace(const QString &target, const QString &checkpoint)
{
    const qint64 needed =
        QFileInfo(checkpoint + QStringLiteral("/model.safetensors")).size() + kSpareBytes;
    const QStorageInfo storage(QFileInfo(target).absolutePath());
    if (storage.isValid() && storage.bytesAvailable() < needed)
        return Error{ErrorKind::Disk,
                     Text::tr("The export needs %1 MB, the disk has %2 MB left.")
                         .arg(needed >> 20)
                         .arg(storage.bytesAvailable() >> 20),
                     target, Text::tr("Make some space or choose another disk.")};
    return {};
}

/// What the job needs of the project.
struct Source {
    RunSummary run;
    DataSnapshot snapshot;
    QString checkpoint;
};

Result<Source> readSource(const QString &projectFile, qint64 runId)
{
    auto project = Project::open(projectFile, Project::Mode::ReadOnly);
    if (!project)
        return project.error();
    const auto run = project->runs().find(runId);
    if (!run)
        return run.error();
    if (!*run)
        return Error{ErrorKind::Input, Text::tr("There is no run %1.").arg(runId), projectFile,
                     Text::tr("Choose one of the project's runs.")};
    auto snapshot = project->snapshots().find((*run)->snapshotId);
    if (!snapshot)
        return snapshot.error();
    Source source{**run, std::move(*snapshot), checkpointFolder(project->folder(), runId)};
    if (!QFileInfo::exists(source.checkpoint + QStringLiteral("/model.safetensors")))
        return Error{ErrorKind::Input, Text::tr("Run %1 has no checkpoint yet.").arg(runId),
                     source.checkpoint,
                     Text::tr("Train until the first check, or choose another run.")};
    // A weight that turned on the disk would be exported, and verified against itself.
    if (checkpointExists(source.checkpoint))
        if (auto intact = verifyCheckpoint(source.checkpoint); !intact)
            return intact.error();
    return source;
}

/// The validation pairs; the training pairs where there are none of them.
std::vector<SnapshotPair> comparedPairs(const DataSnapshot &snapshot)
{
    for (const Split split : {Split::Validation, Split::Test, Split::Train}) {
        std::vector<SnapshotPair> pairs;
        for (const SnapshotPair &pair : snapshot.pairs)
            if (pair.split == split)
                pairs.push_back(pair);
        if (!pairs.empty())
            return pairs;
    }
    return {};
}

/// Answers of one model on the compared pairs.
struct Scored {
    std::vector<double> values;
    std::vector<Encoding> encodings;
    double seconds = 0;
};

/// Fewer values than pairs: stopped.
Result<Scored> scorePairs(ModelFolder &model, const std::vector<SnapshotPair> &pairs,
                          JobContext &job)
{
    Scored scored;
    for (const SnapshotPair &pair : pairs)
        scored.encodings.push_back(model.encode(pair.firstText, pair.reply));
    QElapsedTimer timer;
    timer.start();
    const auto logits = model.score(scored.encodings, job);
    if (!logits)
        return logits.error();
    scored.seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    for (std::int64_t row = 0; row < logits->size(0); ++row)
        scored.values.push_back(model.valueOf(logitsRow(*logits, static_cast<std::size_t>(row))));
    return scored;
}

Verification compare(const Scored &before, const Scored &after,
                     const std::vector<SnapshotPair> &pairs, double threshold)
{
    Verification result;
    result.pairs = static_cast<int>(pairs.size());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const double difference = std::abs(before.values[i] - after.values[i]);
        result.sameVerdicts += (before.values[i] >= threshold) == (after.values[i] >= threshold);
        if (!(difference <= result.maxDifference)) { // so that a NaN counts
            result.maxDifference = difference;
            result.worstPair = pairs[i].pairId;
        }
    }
    result.verified = result.maxDifference <= kScoreTolerance;
    if (!result.verified)
        result.problem = Text::tr("Pair %1 differs by %2; at most %3 is allowed.")
                             .arg(result.worstPair)
                             .arg(result.maxDifference, 0, 'g', 2)
                             .arg(kScoreTolerance, 0, 'g', 2);
    return result;
}

qint64 bytesIn(const QString &folder)
{
    qint64 bytes = 0;
    QDirIterator files(folder, QDir::Files | QDir::Hidden);
    while (files.hasNext()) {
        files.next();
        bytes += files.fileInfo().size();
    }
    return bytes;
}

/// One export under way; each step says what it does.
class Export
{
public:
    Export(const QString &projectFile, Source source, ExportOptions options, QString target,
           JobContext &job)
        : m_projectFile(projectFile), m_source(std::move(source)), m_options(std::move(options)),
          m_target(std::move(target)), m_job(job), m_folder(m_target),
          m_pairs(comparedPairs(m_source.snapshot))
    {
        m_summary.folder = m_target;
        m_summary.format = m_options.format;
    }

    Result<ExportSummary> run()
    {
        using Step = Result<void> (Export::*)();
        const std::pair<Step, QString> steps[] = {
            {&Export::loadCheckpoint, Text::tr("Loading the checkpoint")},
            {&Export::writeFiles, Text::tr("Writing the files")},
            {&Export::loadAgain, Text::tr("Loading the exported model")},
            {&Export::verify, Text::tr("Comparing both models")},
            {&Export::measure, Text::tr("Measuring the speed")},
            {&Export::writeExpected, Text::tr("Writing the expected outputs")},
            {&Export::finish, Text::tr("Putting the folder in place")},
        };
        for (qint64 i = 0; i < std::ssize(steps); ++i) {
            if (m_stopped || m_job.stopRequested()) {
                m_summary.outcome = Outcome::Stopped;
                return m_summary;
            }
            m_job.report(i, std::ssize(steps), steps[i].second);
            if (auto result = (this->*steps[i].first)(); !result)
                return result.error();
        }
        return m_summary;
    }

private:
    Result<void> loadCheckpoint()
    {
        auto model = ModelFolder::open(m_source.checkpoint);
        if (!model)
            return model.error();
        m_before.emplace(std::move(*model));
        return {};
    }

    Result<void> writeFiles()
    {
        if (auto made = m_folder.make(); !made)
            return made;
        const ModelManifest manifest = m_before->manifest();
        const QStringList labels =
            manifest.numLabels() == 1 ? QStringList{QStringLiteral("score")} : manifest.labels;
        const PairModelConfig pair{.head = m_before->model().network->headKind(),
                                   .textPrefix = m_before->model().textPrefix,
                                   .maxLength = m_before->maxLength(),
                                   .truncation = truncationName(manifest.truncation)};
        QStringList files = m_before->tokenizer().files();
        if (pair.head != HeadKind::Sequence)
            files << QLatin1String(kPairModelFile);
        if (auto written = writeHuggingFaceFolder(m_folder.path(), m_before->model(), labels,
                                                  m_source.checkpoint, files, pair);
            !written)
            return written;
        m_summary.needsOwnCode = pair.head != HeadKind::Sequence;
        if (auto written = writeManifest(m_folder.path(), manifest); !written)
            return written;
        QString card = m_options.cardText;
        if (card.isEmpty()) {
            const auto made =
                makeModelCard(m_projectFile, m_source.run.id,
                              m_options.modelName.isEmpty() ? QFileInfo(m_target).fileName()
                                                            : m_options.modelName);
            if (!made)
                return made.error();
            card = *made;
        }
        return writeFileAtomically(m_folder.path() + QStringLiteral("/README.md"), card.toUtf8());
    }

    Result<void> loadAgain()
    {
        QElapsedTimer timer;
        timer.start();
        auto model = ModelFolder::open(m_folder.path());
        if (!model)
            return model.error();
        m_summary.loadSeconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
        m_after.emplace(std::move(*model));
        return {};
    }

    Result<void> verify()
    {
        const auto before = scorePairs(*m_before, m_pairs, m_job);
        if (!before)
            return before.error();
        auto after = scorePairs(*m_after, m_pairs, m_job);
        if (!after)
            return after.error();
        if (before->values.size() != m_pairs.size() || after->values.size() != m_pairs.size()) {
            m_stopped = true;
            return {};
        }
        const double threshold = m_after->manifest().threshold;
        m_summary.verification = compare(*before, *after, m_pairs, threshold);
        if (!m_summary.verification.verified)
            return Error{ErrorKind::Model,
                         Text::tr("The exported model answers differently. %1")
                             .arg(m_summary.verification.problem),
                         m_target,
                         Text::tr("Nothing was kept. Try it again, and report it if it stays.")};
        std::vector<double> targets;
        for (const SnapshotPair &pair : m_pairs)
            targets.push_back(pair.target);
        m_summary.metrics =
            metricValues(m_after->manifest().numLabels() == 1, after->values, targets, threshold);
        for (const Encoding &encoding : after->encodings)
            m_summary.truncatedPairs += encoding.cutFirst + encoding.cutSecond > 0;
        if (after->seconds > 0)
            m_summary.pairsPerSecond = static_cast<double>(m_pairs.size()) / after->seconds;
        m_encodings = std::move(after->encodings);
        return {};
    }

    Result<void> measure()
    {
        const auto speed = measureSpeed(*m_after, m_encodings, m_job);
        if (!speed)
            return speed.error();
        m_summary.millisecondsOnePair = speed->onePairMs;
        m_summary.millisecondsOnePair95 = speed->onePair95Ms;
        m_summary.millisecondsSixteenPairs = speed->sixteenPairsMs;
        return {};
    }

    Result<void> writeExpected()
    {
        const std::span<const SnapshotPair> pairs(m_pairs);
        const auto outcome = writeExpectedOutputs(
            m_folder.path(), *m_after, pairs.first(std::min(kExpectedPairs, pairs.size())), m_job);
        if (!outcome)
            return outcome.error();
        m_stopped = *outcome == Outcome::Stopped;
        return {};
    }

    Result<void> finish()
    {
        if (auto placed = m_folder.putInPlace(); !placed)
            return placed;
        m_summary.bytes = bytesIn(m_target);
        return {};
    }

    QString m_projectFile;
    Source m_source;
    ExportOptions m_options;
    QString m_target;
    JobContext &m_job;
    FolderInTheMaking m_folder;
    std::vector<SnapshotPair> m_pairs;
    std::optional<ModelFolder> m_before, m_after;
    std::vector<Encoding> m_encodings;
    ExportSummary m_summary;
    bool m_stopped = false; ///< within a step
};
} // namespace

Result<ExportSummary> exportModel(const QString &projectFile, qint64 runId,
                                  const ExportOptions &options, JobContext &job)
{
    const QString target = QDir::cleanPath(QFileInfo(options.folder).absoluteFilePath());
    auto source = readSource(projectFile, runId);
    if (!source)
        return source.error();
    if (auto checked = checkTarget(options, target); !checked)
        return checked.error();
    if (auto checked = checkSpace(target, source->checkpoint); !checked)
        return checked.error();
    return withTorchErrors([&]() -> Result<ExportSummary> {
        return Export(projectFile, std::move(*source), options, target, job).run();
    });
}

Result<Verification> verifyFolder(const QString &folder, JobContext &job)
{
    return withTorchErrors([&]() -> Result<Verification> {
        auto model = ModelFolder::open(folder);
        if (!model)
            return model.error();
        return checkExpectedOutputs(folder, *model, job);
    });
}

} // namespace tunedesk
