#include "data/pair_texts.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringList>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairTable)
};
const QString kNone = QStringLiteral("–");
} // namespace

QString labelText(const DialoguePair &pair)
{
    if (pair.disputed)
        return Text::tr("Disagreement");
    if (pair.score)
        return QLocale().toString(*pair.score, 'f', 1);
    if (!pair.label)
        return Text::tr("not yet", "no label");
    return *pair.label == 1 ? Text::tr("Appropriate") : Text::tr("Not appropriate");
}

QString splitText(Split split)
{
    switch (split) {
    case Split::Unassigned:
        return QStringLiteral("–");
    case Split::Train:
        return Text::tr("Train", "split");
    case Split::Validation:
        return Text::tr("Validation", "split");
    case Split::Test:
        return Text::tr("Test", "split");
    }
    Q_UNREACHABLE();
}

QString splitReason(Split given, Split dealt)
{
    if (given == dealt)
        return {};
    if (given == Split::Unassigned)
        return Text::tr("%1 with its dialogue: other pairs of it are there.", "split")
            .arg(splitText(dealt));
    return Text::tr(
               "The file said %1. Other pairs of its dialogue are in %2, and a dialogue is never "
               "divided.",
               "two splits")
        .arg(splitText(given), splitText(dealt));
}

QString flagsText(const DialoguePair &pair)
{
    if (pair.flagged && !pair.note.isEmpty())
        return Text::tr("Flagged, with a note");
    if (pair.flagged)
        return Text::tr("Flagged", "pair");
    return pair.note.isEmpty() ? QString() : Text::tr("With a note");
}

QString numberText(const std::optional<double> &number)
{
    return number ? QLocale().toString(*number, 'f', 2) : kNone;
}

QString changedText(qint64 atMs)
{
    return atMs > 0 ? QLocale().toString(QDateTime::fromMSecsSinceEpoch(atMs), QLocale::ShortFormat)
                    : kNone;
}

QString changedInFull(qint64 atMs)
{
    return atMs > 0 ? QLocale().toString(QDateTime::fromMSecsSinceEpoch(atMs), QLocale::LongFormat)
                    : QString();
}

QString judgingText(const std::optional<JudgingRun> &run)
{
    if (!run)
        return Text::tr("No finished run has judged pairs yet. A training does it when it tests "
                        "itself at its end.");
    QStringList judged;
    for (auto part = run->pairs.cbegin(); part != run->pairs.cend(); ++part)
        judged << Text::tr("%1: %2", "split, how many pairs")
                      .arg(splitText(Split(part.key())), QLocale().toString(part.value()));
    return QStringList{
        Text::tr("Run %1, %2", "number, name")
            .arg(QString::number(run->id), run->name.isEmpty() ? run->modelName : run->name),
        run->isScore ? Text::tr("The score that it gives the reply.")
                     : Text::tr("How sure it is that the reply is appropriate, from 0 to 1."),
        Text::tr("It has judged the pairs that it was tested with. %1",
                 "the splits with their numbers")
            .arg(judged.join(Text::tr(", ", "between splits")))}
        .join(QLatin1Char('\n'));
}

} // namespace tunedesk
