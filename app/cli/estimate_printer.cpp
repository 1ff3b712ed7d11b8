#include "estimate_printer.h"

#include "base/duration_text.h"
#include "jobs/estimate_training.h"

#include <QLocale>

namespace tunedesk::cli
{

namespace
{
QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

Json fieldsOf(const TrainingEstimate &estimate)
{
    return {{"event", "estimate"},
            {"seconds", estimate.seconds()},
            {"seconds_low", estimate.fewestSeconds()},
            {"seconds_high", estimate.mostSeconds()},
            {"preparing_seconds", estimate.preparingSeconds},
            {"frozen_layers_seconds", estimate.frozenSeconds},
            {"training_seconds", estimate.trainingSeconds},
            {"checks_seconds", estimate.checksSeconds},
            {"steps", estimate.steps},
            {"memory_bytes", estimate.memoryBytes},
            {"memory_bytes_low", estimate.leastMemory()},
            {"memory_bytes_high", estimate.mostMemory()},
            {"free_memory_bytes", estimate.freeMemoryBytes},
            {"fitting_batch_size", estimate.fittingBatchSize},
            {"disk_bytes", estimate.diskBytes},
            {"kept_disk_bytes", estimate.keptBytes},
            {"cache_bytes", estimate.cacheBytes},
            {"free_disk_bytes", estimate.freeDiskBytes}};
}

QString textOf(const TrainingEstimate &estimate)
{
    QString text =
        Text::tr("Time, at most: about %1 (%2 to %3), %Ln steps\n"
                 "  model and pairs %4, frozen layers %5, training %6, checks and test %7\n"
                 "Memory at the peak: about %8",
                 nullptr, int(estimate.steps))
            .arg(durationText(estimate.seconds()), durationText(estimate.fewestSeconds()),
                 durationText(estimate.mostSeconds()), durationText(estimate.preparingSeconds),
                 durationText(estimate.frozenSeconds), durationText(estimate.trainingSeconds),
                 durationText(estimate.checksSeconds), sizeText(estimate.memoryBytes));
    text += Text::tr(" (%1 to %2), %3 free")
                .arg(sizeText(estimate.leastMemory()), sizeText(estimate.mostMemory()),
                     sizeText(estimate.freeMemoryBytes));
    text += QLatin1Char('\n') + Text::tr("Disk: %1 at most, %2 afterwards, %3 free")
                                    .arg(sizeText(estimate.diskBytes), sizeText(estimate.keptBytes),
                                         sizeText(estimate.freeDiskBytes));
    return text;
}
} // namespace

int printEstimate(const QString &project, const TrainOptions &options, Console &console)
{
    TerminalJob job(console);
    const auto found = estimateTraining(project, options, job);
    if (!found)
        return console.fail(found.error());
    if (!*found)
        return StoppedByPerson;
    const TrainingEstimate &estimate = **found;
    console.answer(fieldsOf(estimate), textOf(estimate));
    if (estimate.mayExceedMemory()) {
        const Error error = tooMuchMemory(estimate.batchSize, estimate.fittingBatchSize, 0, 0);
        console.warn(error.what + QLatin1Char(' ') + error.hint);
    }
    if (estimate.exceedsDisk())
        console.warn(Text::tr("The disk has no room for the checkpoints. Make some space first."));
    return Done;
}

} // namespace tunedesk::cli
