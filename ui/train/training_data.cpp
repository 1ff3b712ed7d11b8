#include "train/training_data.h"

#include <QFile>
#include <QHash>

namespace tunedesk
{

namespace
{
constexpr int kPage = 2000;

qint64 meminfoBytes(const QByteArray &text, const QByteArray &name)
{
    for (const QByteArray &line : text.split('\n'))
        if (line.startsWith(name + ':'))
            return line.mid(name.size() + 1).simplified().split(' ').first().toLongLong() * 1024;
    return 0;
}

void readMemory(TrainingData &data)
{
    QFile file(QStringLiteral("/proc/meminfo"));
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QByteArray text = file.readAll();
    data.totalMemory = meminfoBytes(text, "MemTotal");
    data.freeMemory = meminfoBytes(text, "MemAvailable");
}
} // namespace

int TrainingData::expected(Split split, int validationPercent, int testPercent) const
{
    const auto fixed = [this](Split of) { return splits.value(static_cast<int>(of)); };
    const int open = fixed(Split::Unassigned);
    // A test set that is there stays as it is.
    const bool hasTestSet = fixed(Split::Test) > 0;
    const int test = hasTestSet ? 0 : qRound(open * testPercent / 100.0);
    const int validation =
        qRound(open * validationPercent / (hasTestSet ? 100.0 - testPercent : 100.0));
    return fixed(split) + (split == Split::Test         ? test
                           : split == Split::Validation ? validation
                                                        : open - test - validation);
}

Result<TrainingData> readTrainingData(Project &project)
{
    TrainingData data;
    const auto statistics = project.pairs().statistics();
    if (!statistics)
        return statistics.error();
    data.pairs = statistics->pairs;
    data.labelled = statistics->labelled;
    data.appropriate = statistics->positive;
    data.notAppropriate = statistics->negative;
    data.disputed = statistics->disputed;
    readMemory(data);

    PairQuery query;
    query.labels = {PairQuery::LabelState::Appropriate, PairQuery::LabelState::NotAppropriate};
    QHash<QString, Split> fixedIn;
    QSet<QString> mixed;
    for (qint64 offset = 0;; offset += kPage) {
        const auto page = project.pairs().page(query, offset, kPage);
        if (!page)
            return page.error();
        for (const DialoguePair &pair : *page) {
            ++data.splits[static_cast<int>(pair.split)];
            if (pair.split == Split::Unassigned || pair.dialogue.isEmpty())
                continue;
            const auto known = fixedIn.constFind(pair.dialogue);
            if (known == fixedIn.cend())
                fixedIn.insert(pair.dialogue, pair.split);
            else if (*known != pair.split)
                mixed.insert(pair.dialogue);
        }
        if (page->size() < kPage)
            break;
    }
    data.mixedDialogues = static_cast<int>(mixed.size());
    return data;
}

} // namespace tunedesk
