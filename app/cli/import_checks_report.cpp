#include "import_checks_report.h"

#include <QLocale>

namespace tunedesk::cli
{

void addCheckOptions(CLI::App &command, ImportChecksGiven &given)
{
    command
        .add_option(
            "--other-labels", given.otherLabels,
            utf8(Text::tr("exact duplicates of pairs with another label than theirs: keep the "
                          "project's, or take the file's as an answer of the person who imports, "
                          "in place of answers that say otherwise; people whom a row names "
                          "answer anew for themselves alone")))
        ->check(CLI::IsMember({"keep", "take"}));
    command
        .add_option(
            "--near-duplicates", given.near,
            utf8(Text::tr("rows that are 0.92 or more alike to a pair or an earlier row: keep "
                          "(and count them) or skip. These four checks read file and project "
                          "once more; they are made when they are named, all by --dry-run")))
        ->check(CLI::IsMember({"keep", "skip"}));
    command
        .add_option(
            "--contradictions", given.contradictions,
            utf8(Text::tr("rows that differ from others in case, blanks and signs alone, but "
                          "in their label too: keep, unlabel (bring them in without a label) "
                          "or skip")))
        ->check(CLI::IsMember({"keep", "unlabel", "skip"}));
    command
        .add_option(
            "--two-splits", given.twoSplits,
            utf8(Text::tr("rows whose dialogue or conversation is in another split too: keep, "
                          "join (to the project's split, else test) or skip")))
        ->check(CLI::IsMember({"keep", "join", "skip"}));
    command
        .add_option("--personal-data", given.personal,
                    utf8(Text::tr("what looks like a card, phone or identity number or an e-mail "
                                  "address: keep, or mask as [card], [phone], [id], [email]")))
        ->check(CLI::IsMember({"keep", "mask"}));
}

ImportRemedies remediesOf(const ImportChecksGiven &given)
{
    ImportRemedies remedies;
    if (given.otherLabels == "take")
        remedies.otherLabel = ImportRemedies::OtherLabel::TakeFile;
    if (given.near == "skip")
        remedies.near = ImportRemedies::Near::LeaveOut;
    if (given.contradictions == "unlabel")
        remedies.contradicting = ImportRemedies::Contradicting::WithoutLabel;
    else if (given.contradictions == "skip")
        remedies.contradicting = ImportRemedies::Contradicting::LeaveOut;
    if (given.twoSplits == "join")
        remedies.twoSplits = ImportRemedies::TwoSplits::Join;
    else if (given.twoSplits == "skip")
        remedies.twoSplits = ImportRemedies::TwoSplits::LeaveOut;
    if (given.personal == "mask")
        remedies.personal = ImportRemedies::Personal::Mask;
    return remedies;
}

ImportChecking checkingOf(const ImportChecksGiven &given, bool isDryRun)
{
    if (isDryRun)
        return ImportChecking::all();
    ImportChecking checking;
    checking.near = !given.near.empty();
    checking.contradicting = !given.contradictions.empty();
    checking.twoSplits = !given.twoSplits.empty();
    checking.personal = given.personal == "keep"; // masks are counted as they are made
    return checking;
}

void addCheckFields(const ImportFindings &findings, Json &fields)
{
    const ImportChecking &made = findings.made;
    const auto counted = [](bool isMade, int rows) { return isMade ? Json(rows) : Json(); };
    fields["duplicates_other_label"] = findings.duplicatesOtherLabel;
    fields["near_duplicates"] = counted(made.near, findings.near);
    fields["contradictions"] = counted(made.contradicting, findings.contradicting);
    fields["two_splits"] = counted(made.twoSplits, findings.twoSplits);
    Json personal;
    if (made.personal) {
        personal["rows"] = findings.personal;
        for (const PersonalKind kind : kPersonalKinds)
            personal[utf8(personalKindName(kind))] = findings.personalRows[std::size_t(kind)];
    }
    fields["personal_data"] = personal;
    Json lengths;
    if (const auto &found = findings.lengths)
        lengths = {{"model", utf8(found->model)},
                   {"max_length", found->maxLength},
                   {"sample", found->sample},
                   {"cut", found->cut},
                   {"cut_first", found->cutFirst},
                   {"cut_reply", found->cutReply},
                   {"first_tokens_lost", found->firstLost},
                   {"reply_tokens_lost", found->replyLost},
                   {"estimated_rows", found->estimatedCut()}};
    fields["too_long"] = lengths;
}

void noteFindings(const ImportFindings &findings, const ImportRemedies &remedies, Console &console)
{
    const auto note = [&](int rows, const QString &sentence, const QString &treated) {
        if (rows > 0)
            console.note(QStringLiteral("  ") + sentence + QLatin1Char(' ') + treated);
    };
    const QString keptText = Text::tr("They come in."), outText = Text::tr("They are left out.");
    using R = ImportRemedies;
    note(findings.duplicatesOtherLabel,
         Text::tr("%n duplicates have another label than the pair that is there.", nullptr,
                  findings.duplicatesOtherLabel),
         remedies.otherLabel == R::OtherLabel::Keep
             ? Text::tr("Its label stays; only an answer of a named annotator comes beside it.")
             : Text::tr("Pairs that the project had get the file's label, or the answers of the "
                        "people whom it names."));
    note(findings.near,
         Text::tr("%n rows are nearly the same as a pair or an earlier row.", nullptr,
                  findings.near),
         remedies.near == R::Near::Keep ? keptText : outText);
    note(findings.contradicting,
         Text::tr("%n rows contradict the label of a pair or row that is the same but for case, "
                  "blanks or signs.",
                  nullptr, findings.contradicting),
         remedies.contradicting == R::Contradicting::Keep ? keptText
         : remedies.contradicting == R::Contradicting::LeaveOut
             ? outText
             : Text::tr("They come in without a label."));
    note(findings.twoSplits,
         Text::tr("%n rows have a dialogue or conversation that is in another split too.", nullptr,
                  findings.twoSplits),
         remedies.twoSplits == R::TwoSplits::Keep       ? keptText
         : remedies.twoSplits == R::TwoSplits::LeaveOut ? outText
                                                        : Text::tr("They go to that split."));
    note(
        findings.personal,
        Text::tr("%n rows hold what looks like personal data: %1 a card number, %2 a phone number, "
                 "%3 an e-mail address, %4 an identity number.",
                 nullptr, findings.personal)
            .arg(findings.personalRows[0])
            .arg(findings.personalRows[1])
            .arg(findings.personalRows[2])
            .arg(findings.personalRows[3]),
        remedies.personal == R::Personal::Keep ? keptText : Text::tr("It is masked."));
    if (const auto &lengths = findings.lengths; lengths && lengths->cut > 0) {
        const int cut = int(lengths->estimatedCut());
        console.note(
            QStringLiteral("  ") +
            (lengths->isExact()
                 ? Text::tr("%n rows are longer than the %1 tokens that %2 reads.", nullptr, cut)
                 : Text::tr("About %n rows are longer than the %1 tokens that %2 reads, by %3 rows "
                            "that were counted.",
                            nullptr, cut)
                       .replace(QStringLiteral("%3"), QLocale().toString(lengths->sample)))
                .arg(lengths->maxLength)
                .arg(lengths->model));
    }
}

} // namespace tunedesk::cli
