#include "project/change_log.h"

#include <QCoreApplication>
#include <QLocale>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(DataChange)
};

QString answersText(const DataChange &change)
{
    const int many = change.pairs;
    if (many == 1 && change.value == 1.0)
        return Text::tr("Labelled pair %1 appropriate").arg(change.pairId);
    if (many == 1 && change.value == 0.0)
        return Text::tr("Labelled pair %1 not appropriate").arg(change.pairId);
    if (many == 1 && change.value == -1.0)
        return Text::tr("Skipped pair %1").arg(change.pairId);
    if (many == 1)
        return Text::tr("Answered pair %1").arg(change.pairId);
    if (change.value == 1.0)
        return Text::tr("Labelled %Ln pairs appropriate", nullptr, many);
    if (change.value == 0.0)
        return Text::tr("Labelled %Ln pairs not appropriate", nullptr, many);
    if (change.value == -1.0)
        return Text::tr("Skipped %Ln pairs", nullptr, many);
    return Text::tr("Answered %Ln pairs", nullptr, many);
}

QString splitText(const DataChange &change)
{
    const auto split = static_cast<Split>(int(change.value.value_or(0)));
    const int many = change.pairs;
    QString moved;
    switch (split) {
    case Split::Train:
        moved = Text::tr("Moved %Ln pairs to training", nullptr, many);
        break;
    case Split::Validation:
        moved = Text::tr("Moved %Ln pairs to validation", nullptr, many);
        break;
    case Split::Test:
        moved = Text::tr("Moved %Ln pairs to the test set", nullptr, many);
        break;
    case Split::Unassigned:
        moved = Text::tr("Took %Ln pairs out of their split", nullptr, many);
        break;
    }
    if (change.more == 0)
        return moved;
    return Text::tr("%1, %2 of them with their dialogue", "“Moved 9 pairs to training”, 6")
        .arg(moved, QLocale().toString(change.more));
}
} // namespace

QString updatesText(const UpdatedFields &updates)
{
    QStringList parts;
    const auto add = [&parts](int count, const QString &text) {
        if (count > 0)
            parts << text;
    };
    add(updates.labels, Text::tr("%Ln labels", "that an import gave", updates.labels));
    add(updates.notes, Text::tr("%Ln notes", "that an import gave", updates.notes));
    add(updates.topics, Text::tr("%Ln topics", "that an import gave", updates.topics));
    add(updates.dialogues, Text::tr("%Ln dialogues", "that an import gave", updates.dialogues));
    add(updates.splits, Text::tr("%Ln splits", "that an import gave", updates.splits));
    add(updates.flags, Text::tr("%Ln flags", "that an import gave", updates.flags));
    return parts.join(Text::tr(", ", "between counts"));
}

namespace
{
QString importText(const DataChange &change)
{
    const int many = change.pairs;
    const QString updated = updatesText(change.updates);
    if (change.kind == ChangeKind::Import && updated.isEmpty())
        return Text::tr("Imported %Ln pairs from %1", nullptr, many).arg(change.file);
    QString what = updated;
    if (change.kind == ChangeKind::Import) {
        what = Text::tr("%Ln new", "pairs", many) + Text::tr(", ", "between counts") + updated;
    }
    return Text::tr("Imported %1: %2", "file, “12 new, 5 labels”").arg(change.file, what);
}
} // namespace

QString changeText(const DataChange &change)
{
    const int many = change.pairs;
    switch (change.kind) {
    case ChangeKind::Answers:
        return answersText(change);
    case ChangeKind::AnswersTakenBack:
        return Text::tr("Took an answer about pair %1 back").arg(change.pairId);
    case ChangeKind::AnswersBroughtBack:
        return Text::tr("Brought an answer about pair %1 back").arg(change.pairId);
    case ChangeKind::Flagged:
        return many == 1 ? Text::tr("Flagged pair %1").arg(change.pairId)
                         : Text::tr("Flagged %Ln pairs", nullptr, many);
    case ChangeKind::Unflagged:
        return many == 1 ? Text::tr("Took the flag off pair %1").arg(change.pairId)
                         : Text::tr("Took the flag off %Ln pairs", nullptr, many);
    case ChangeKind::Note:
        return many == 1 ? Text::tr("Changed the note of pair %1").arg(change.pairId)
                         : Text::tr("Changed the note of %Ln pairs", nullptr, many);
    case ChangeKind::Split:
        return splitText(change);
    case ChangeKind::TestSet:
        return Text::tr("Set %Ln pairs aside for testing", nullptr, many);
    case ChangeKind::Removed:
        return many == 1 ? Text::tr("Removed pair %1").arg(change.pairId)
                         : Text::tr("Removed %Ln pairs", nullptr, many);
    case ChangeKind::Restored:
        return many == 1 ? Text::tr("Brought pair %1 back").arg(change.pairId)
                         : Text::tr("Brought %Ln pairs back", nullptr, many);
    case ChangeKind::Import:
    case ChangeKind::Update:
        return importText(change);
    case ChangeKind::Topic: // no steps of their own
    case ChangeKind::Dialogue:
        return {};
    case ChangeKind::ImportRemoved:
        return Text::tr("Removed the import of %1").arg(change.file);
    case ChangeKind::ImportRestored:
        return Text::tr("Brought the import of %1 back").arg(change.file);
    }
    Q_UNREACHABLE();
}

} // namespace tunedesk
