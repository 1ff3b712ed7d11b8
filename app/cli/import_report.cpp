#include "import_report.h"

#include "dataset/label_meaning.h"

namespace tunedesk::cli
{

namespace
{
QString meaningText(const LabelMeaning &meaning)
{
    switch (meaning.kind) {
    case LabelMeaning::Kind::Unlabelled:
        return Text::tr("without label");
    case LabelMeaning::Kind::Refused:
        return Text::tr("left out");
    default:
        return labelMeaningName(meaning);
    }
}

/// Says what labels other than 1 and 0 were taken for.
void noteLabelValues(const ImportSummary &summary, Console &console)
{
    constexpr qsizetype kShown = 10;
    QStringList said;
    bool isPlain = true;
    for (const LabelValueRows &value : summary.labelValues) {
        isPlain &= value.text == labelMeaningName(value.meaning);
        if (said.size() < kShown)
            said << Text::tr("“%1” %2 (%n rows)", nullptr, int(value.rows))
                        .arg(value.text.left(40), meaningText(value.meaning));
    }
    if (std::size_t(said.size()) < summary.labelValues.size())
        said << QStringLiteral("…");
    if (!isPlain)
        console.note(Text::tr("  labels: %1").arg(said.join(QStringLiteral("; "))));
}

/// Says which columns were taken for what, unless their names say so.
void noteColumns(const PairFormat &format, Console &console)
{
    QStringList taken, leftOut;
    bool isPlain = true;
    for (qsizetype i = 0; i < format.columns.size() && i < format.columnNames.size(); ++i) {
        const QString role = columnRoleName(format.columns[i]);
        const QString name = format.columnNames[i].left(40);
        if (role.isEmpty()) {
            leftOut << name;
            continue;
        }
        taken << QStringLiteral("%1=%2").arg(role, name);
        isPlain &= role == name;
    }
    if (isPlain)
        return;
    console.note(Text::tr("  columns: %1").arg(taken.join(QStringLiteral(", "))));
    if (!leftOut.isEmpty())
        console.note(
            Text::tr("  columns left out: %1").arg(leftOut.join(QStringLiteral(", ")).left(300)));
}

void noteUpdates(const UpdateCounts &updates, bool dryRun, Console &console)
{
    if (updates.updated + updates.unchanged > 0)
        console.note((dryRun ? Text::tr("  %n pairs would be updated (labels %1, notes %2, topics "
                                        "%3, dialogues %4, splits %5, flags %6), %7 unchanged",
                                        nullptr, updates.updated)
                             : Text::tr("  %n pairs updated (labels %1, notes %2, topics %3, "
                                        "dialogues %4, splits %5, flags %6), %7 unchanged",
                                        nullptr, updates.updated))
                         .arg(updates.fields.labels)
                         .arg(updates.fields.notes)
                         .arg(updates.fields.topics)
                         .arg(updates.fields.dialogues)
                         .arg(updates.fields.splits)
                         .arg(updates.fields.flags)
                         .arg(updates.unchanged));
    if (updates.takenBack > 0)
        console.note(dryRun ? Text::tr("  %n answers of other people say otherwise and would no "
                                       "longer count",
                                       nullptr, updates.takenBack)
                            : Text::tr("  %n answers of other people say otherwise and no longer "
                                       "count",
                                       nullptr, updates.takenBack));
    if (updates.otherTexts > 0)
        console.note(
            Text::tr("  %n rows have other texts than their pairs, which never change: they "
                     "are new pairs with their label, but without the answers that people gave "
                     "about the old texts",
                     nullptr, updates.otherTexts));
    if (updates.keptLabels > 0)
        console.note(Text::tr("  %n rows have no label, but their pairs have one, which stays",
                              nullptr, updates.keptLabels));
    if (updates.keptTests > 0)
        console.note(Text::tr("  %n rows have another split than the test set, in which their "
                              "pairs stay",
                              nullptr, updates.keptTests));
}

/// What the new pairs met in the project and did to it.
void noteEffects(const ImportSummary &summary, bool dryRun, Console &console)
{
    const NewPairCounts &effects = summary.effects;
    if (effects.toTest > 0)
        console.note(dryRun ? Text::tr("  %n pairs of the project would come to the test set with "
                                       "their dialogue",
                                       nullptr, effects.toTest)
                            : Text::tr("  %n pairs of the project now stand in the test set with "
                                       "their dialogue",
                                       nullptr, effects.toTest));
    if (effects.joined > 0)
        console.note(dryRun ? Text::tr("  %n rows would come to the test set, where their dialogue "
                                       "was set aside, whatever split the file gives them",
                                       nullptr, effects.joined)
                            : Text::tr("  %n rows came to the test set, where their dialogue was "
                                       "set aside, whatever split the file gives them",
                                       nullptr, effects.joined));
    if (effects.ofTested > 0 && !summary.findings.made.twoSplits) // which says it otherwise
        console.note(Text::tr("  %n rows have another split than the test set, in which pairs of "
                              "their dialogue stand; --two-splits treats them",
                              nullptr, effects.ofTested));
    if (effects.ofTrained > 0 && !summary.findings.made.twoSplits)
        console.note(Text::tr("  %n rows are for the test set, while pairs of their dialogue stand "
                              "in training or validation by another file; --two-splits treats them",
                              nullptr, effects.ofTrained));
    if (effects.inBin > 0)
        console.note(Text::tr("  %n rows have the texts of pairs that lie in the bin: restore "
                              "brings the old ones back",
                              nullptr, effects.inBin));
}
} // namespace

void noteImport(const ImportSummary &summary, bool dryRun, Console &console)
{
    noteUpdates(summary.updates, dryRun, console);
    if (summary.updates.unknownIds > 0 && summary.duplicates > 0)
        console.note(Text::tr("  %n rows have no id of a pair of this project: where their texts "
                              "are there already, changes of notes, topics, splits and flags are "
                              "not taken",
                              nullptr, summary.updates.unknownIds));
    noteEffects(summary, dryRun, console);
    noteColumns(summary.format, console);
    noteLabelValues(summary, console);
}

} // namespace tunedesk::cli
