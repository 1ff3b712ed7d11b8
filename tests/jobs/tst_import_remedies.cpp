#include "import_desk.h"

#include <QRandomGenerator>

#include <array>

using namespace tunedesk;

/// What becomes of rows that a check found, and what is said of it before.
class tst_ImportRemedies : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void remediesTakeEffect_data();
    void remediesTakeEffect();
    void aPreviewCountsWhatTheImportDoes_data();
    void aPreviewCountsWhatTheImportDoes();
    void aDryRunCountsWhatTheImportDoes_data();
    void aDryRunCountsWhatTheImportDoes();
    void duplicatesOfContradictedRowsBringNoLabel();
    void theLabelOfTheFileIsTakenByChoice();
    void takenLabelsContradictOthers();
    void aTakenLabelSettlesATie();
    void anotherScoreIsTakenToo();
    void answersOfPeopleTakeThePlaceOfTheirOwn();
    void masksComeBeforeWhatIsTheSame();
    void maskedRowsAreThoseThatCameInUnmasked();
    void whatIsLeftOutMovesNothing();
    void withoutRemediesNothingIsLookedFor();
};

namespace
{
/// Lines 2 and 3 contradict (and 3 is nearly 2), 4 is nearly 5's later twin, 6 and 7 are one
/// dialogue in two splits, 7 has an address.
QByteArray oddRows()
{
    return "1,,Is it late?,No it is not,1,\n1,,IS IT LATE,No it is not!,0,\n2,,Where?," + kReply +
           ",1,\n2,,Where?," + kReply + " ok,1,\n3,,x?,y,1,train\n3,,mail a@b.org,z,1,test\n";
}

ImportRemedies remedyOf(int number)
{
    ImportRemedies remedies;
    if (number == 1 || number == 6)
        remedies.near = ImportRemedies::Near::LeaveOut;
    if (number == 2 || number == 6)
        remedies.contradicting = ImportRemedies::Contradicting::WithoutLabel;
    if (number == 3)
        remedies.contradicting = ImportRemedies::Contradicting::LeaveOut;
    if (number == 4 || number == 6)
        remedies.twoSplits = ImportRemedies::TwoSplits::LeaveOut;
    if (number == 5 || number == 6)
        remedies.personal = ImportRemedies::Personal::Mask;
    if (number >= 7)
        remedies.otherLabel = ImportRemedies::OtherLabel::TakeFile;
    if (number == 8)
        remedies.contradicting = ImportRemedies::Contradicting::WithoutLabel;
    return remedies;
}

/// Few texts, so that most rows are the same as others, or nearly.
QByteArray randomRows(QRandomGenerator &random, int count)
{
    const std::array<QByteArray, 4> questions{"Where is the parcel that I sent a week ago",
                                              "Please call 530-555-0187 about my refund",
                                              "How do I change the address of my order", "退款呢"};
    const std::array<QByteArray, 3> splits{"", "train", "test"};
    QByteArray rows;
    for (int i = 0; i < count; ++i) {
        QByteArray question = questions[random.bounded(4)];
        if (random.bounded(3) == 0)
            question = question.toUpper();
        if (random.bounded(3) == 0)
            question += " please";
        const int label = int(random.bounded(3));
        rows += (random.bounded(2) == 0 ? QByteArray() : QByteArray::number(random.bounded(9))) +
                ",," + question + ',' + (random.bounded(2) == 0 ? kReply : QByteArray("Yes")) +
                ',' + (label == 2 ? QByteArray() : QByteArray::number(label)) + ',' +
                splits[random.bounded(3)] + '\n';
    }
    return rows;
}
} // namespace

void tst_ImportRemedies::remediesTakeEffect_data()
{
    QTest::addColumn<int>("remedy");
    QTest::addColumn<int>("imported");
    QTest::addColumn<int>("leftOut");
    QTest::addColumn<int>("labelled");
    QTest::newRow("keep") << 0 << 6 << 0 << 6;
    QTest::newRow("near duplicates out") << 1 << 4 << 2 << 4;
    QTest::newRow("contradicting without a label") << 2 << 6 << 0 << 4;
    QTest::newRow("contradicting out") << 3 << 4 << 2 << 4;
    QTest::newRow("two splits out") << 4 << 5 << 1 << 5;
    QTest::newRow("masked") << 5 << 6 << 0 << 6;
    QTest::newRow("all") << 6 << 3 << 3 << 2;
}

void tst_ImportRemedies::remediesTakeEffect()
{
    QFETCH(int, remedy);
    QFETCH(int, imported);
    QFETCH(int, leftOut);
    QFETCH(int, labelled);
    Desk desk;
    const auto summary = importPairs(desk.path, desk.csv(oddRows(), remedyOf(remedy)), desk.job);
    VERIFY_RESULT(summary);
    QCOMPARE(summary->imported, imported);
    QCOMPARE(summary->leftOut, leftOut);
    QCOMPARE(summary->labelled, labelled);
    const auto pairs = desk.pairs();
    QCOMPARE(int(pairs.size()), imported);
    QCOMPARE(int(std::count_if(pairs.begin(), pairs.end(),
                               [](const DialoguePair &pair) { return pair.label.has_value(); })),
             labelled);
    const bool isMasked = remedyOf(remedy).personal == ImportRemedies::Personal::Mask;
    const auto masked = std::count_if(pairs.begin(), pairs.end(), [](const DialoguePair &pair) {
        return pair.question == QLatin1String("mail [email]");
    });
    QCOMPARE(int(masked), int(isMasked));
    if (isMasked)
        QCOMPARE(summary->findings.personalRows, (PersonalCounts{0, 0, 1, 0}));
}

void tst_ImportRemedies::aPreviewCountsWhatTheImportDoes_data()
{
    QTest::addColumn<int>("remedy");
    for (int remedy = 0; remedy <= 6; ++remedy)
        QTest::addRow("remedies %d", remedy) << remedy;
}

void tst_ImportRemedies::aPreviewCountsWhatTheImportDoes()
{
    QFETCH(int, remedy);
    Desk desk;
    const auto options = desk.csv(oddRows(), remedyOf(remedy));
    const auto preview = previewImport(desk.path, options, 3, desk.job);
    VERIFY_RESULT(preview);
    const ImportSums sums = preview->summary.findings.sums(options.remedies);
    const auto summary = importPairs(desk.path, options, desk.job);
    VERIFY_RESULT(summary);
    QCOMPARE(sums.imported, summary->imported);
    QCOMPARE(sums.leftOut, summary->leftOut);
    QCOMPARE(sums.labelled, summary->labelled);
    QCOMPARE(preview->summary.imported, summary->imported);
    QCOMPARE(preview->summary.leftOut, summary->leftOut);
    QCOMPARE(preview->summary.labelled, summary->labelled);
}

void tst_ImportRemedies::aDryRunCountsWhatTheImportDoes_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 45; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void tst_ImportRemedies::aDryRunCountsWhatTheImportDoes()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    Desk desk;
    VERIFY_RESULT(importPairs(desk.path, desk.csv(randomRows(random, 20)), desk.job));
    auto options = desk.csv(randomRows(random, 30), remedyOf(int(seed % 9)));
    options.annotator = seed % 4 == 1 ? QStringLiteral("Mei") : QString();
    options.allowPartial = seed % 2 == 0;
    options.checking = ImportChecking::all();
    options.dryRun = true;
    const auto dry = importPairs(desk.path, options, desk.job);
    VERIFY_RESULT(dry);
    options.dryRun = false;
    const auto summary = importPairs(desk.path, options, desk.job);
    VERIFY_RESULT(summary);
    QCOMPARE(dry->imported, summary->imported);
    QCOMPARE(dry->labelled, summary->labelled);
    QCOMPARE(dry->duplicates, summary->duplicates);
    QCOMPARE(dry->leftOut, summary->leftOut);
    QCOMPARE(dry->updates.updated, summary->updates.updated);
    QVERIFY(dry->updates.fields == summary->updates.fields);
    QCOMPARE(dry->findings.personalRows, summary->findings.personalRows);
    if (summary->imported > 0)
        QVERIFY(dry->effects == summary->effects);
    // What is counted while it is masked, too.
    Desk other;
    QRandomGenerator again(seed);
    VERIFY_RESULT(importPairs(other.path, other.csv(randomRows(again, 20)), other.job));
    auto masking = other.csv(randomRows(again, 30), remedyOf(5));
    masking.allowPartial = masking.dryRun = true;
    const auto counted = importPairs(other.path, masking, other.job);
    VERIFY_RESULT(counted);
    masking.dryRun = false;
    const auto masked = importPairs(other.path, masking, other.job);
    VERIFY_RESULT(masked);
    QCOMPARE(counted->imported, masked->imported);
    QCOMPARE(counted->findings.personalRows, masked->findings.personalRows);
}

void tst_ImportRemedies::duplicatesOfContradictedRowsBringNoLabel()
{
    ImportRemedies remedies;
    remedies.contradicting = ImportRemedies::Contradicting::WithoutLabel;
    for (const char *first : {"1", ""}) {
        Desk desk;
        const auto summary =
            importPairs(desk.path,
                        desk.csv(QByteArray("1,,Is it late?,No.,") + first +
                                     ",\n1,,IS IT LATE?,No.,0,\n1,,Is it late?,No.,1,\n",
                                 remedies),
                        desk.job);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->imported, 2);
        QCOMPARE(summary->labelled, 0);
        QCOMPARE(summary->findings.contradicting, *first != 0 ? 2 : 1);
        QCOMPARE(summary->updates.updated, 0);
        for (const DialoguePair &pair : desk.pairs())
            QVERIFY(!pair.label);
    }
}

void tst_ImportRemedies::theLabelOfTheFileIsTakenByChoice()
{
    Desk desk;
    auto options = desk.csv("1,,a?,a,1,\n2,,b?,b,0,\n3,,c?,c,,\n4,,d?,d,1,\n");
    options.annotator = QStringLiteral("ann");
    VERIFY_RESULT(importPairs(desk.path, options, desk.job));
    options = desk.csv("1,,a?,a,0,\n1,,a?,a,1,\n2,,b?,b,0,\n2,,b?,b,1,\n3,,c?,c,1,\n4,,d?,d,,\n"
                       "5,,e?,e,1,\n5,,e?,e,0,\n");
    options.by = QStringLiteral("mei");
    options.remedies.otherLabel = ImportRemedies::OtherLabel::TakeFile;
    for (const bool dryRun : {true, false}) {
        options.dryRun = dryRun;
        const auto summary = importPairs(desk.path, options, desk.job);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->imported, 1);
        QCOMPARE(summary->duplicates, 7);
        QCOMPARE(summary->findings.duplicatesOtherLabel, 3); // the first of a, second of b and e
        QCOMPARE(summary->updates.updated, 2);               // a, and c, which had none
        QCOMPARE(summary->updates.takenBack, 1);
    }
    using Labels = QList<std::optional<int>>;
    const auto labels = [&] {
        Labels found;
        for (const DialoguePair &pair : desk.pairs())
            found << pair.label;
        return found;
    };
    QCOMPARE(labels(), (Labels{0, 0, 1, 1, 1})); // of several rows the first counts
    const auto history = desk.project->labels().history(1);
    VERIFY_RESULT(history);
    QCOMPARE(history->size(), 2u);
    QVERIFY(history->front().takenBack);
    QCOMPARE(history->front().annotator, QStringLiteral("ann"));
    QCOMPARE(history->back().annotator, QStringLiteral("mei"));
    QCOMPARE(history->back().label, std::optional(0));
    // A second time it says nothing new.
    const auto again = importPairs(desk.path, options, desk.job);
    VERIFY_RESULT(again);
    QCOMPARE(again->updates.updated, 0);
    VERIFY_RESULT(desk.project->changes().undoLast()); // one step
    QCOMPARE(labels(), (Labels{1, 0, std::nullopt, 1}));
}

void tst_ImportRemedies::takenLabelsContradictOthers()
{
    for (const bool agrees : {false, true}) {
        Desk desk;
        VERIFY_RESULT(importPairs(desk.path, desk.csv("1,,Is it late?,No.,1,\n"), desk.job));
        auto options = desk.csv(QByteArray("1,,Is it late?,No.,0,\n2,,IS IT LATE,No!,") +
                                (agrees ? "0" : "1") + ",\n");
        options.remedies.otherLabel = ImportRemedies::OtherLabel::TakeFile;
        options.checking = ImportChecking::all();
        const auto summary = importPairs(desk.path, options, desk.job);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->imported, 1);
        QCOMPARE(summary->findings.contradicting, agrees ? 0 : 1);
        QCOMPARE(desk.pairs()[0].label, std::optional(0));
    }
}

void tst_ImportRemedies::aTakenLabelSettlesATie()
{
    Desk desk;
    for (const auto &[person, label] : {std::pair("ann", "0"), {"bob", "1"}}) {
        auto options = desk.csv(QByteArray("1,,a?,a,") + label + ",\n");
        options.annotator = QString::fromLatin1(person);
        VERIFY_RESULT(importPairs(desk.path, options, desk.job));
    }
    QCOMPARE(desk.pairs()[0].label, std::nullopt);
    auto options = desk.csv("1,,a?,a,1,\n");
    options.annotator = options.by = QStringLiteral("ann");
    options.remedies.otherLabel = ImportRemedies::OtherLabel::TakeFile;
    const auto summary = importPairs(desk.path, options, desk.job);
    VERIFY_RESULT(summary);
    QCOMPARE(summary->updates.updated, 1);
    QCOMPARE(desk.pairs()[0].label, std::optional(1));
    QCOMPARE(desk.project->labels().history(1)->size(), 3u); // ann's new answer beside the old ones
}

void tst_ImportRemedies::anotherScoreIsTakenToo()
{
    Desk desk;
    auto options = desk.csv({});
    writeBytes(options.file, "question,reply,score,label\na?,a,0.9,1\nb?,b,0.9,\n");
    options.annotator = QStringLiteral("ann");
    VERIFY_RESULT(importPairs(desk.path, options, desk.job));
    writeBytes(options.file, "question,reply,score,label\na?,a,0.1,1\nb?,b,0.9,\n");
    options.by = options.annotator = QStringLiteral("mei");
    options.remedies.otherLabel = ImportRemedies::OtherLabel::TakeFile;
    const auto summary = importPairs(desk.path, options, desk.job);
    VERIFY_RESULT(summary);
    const auto pairs = desk.pairs();
    QCOMPARE(pairs[0].score, std::optional(0.1));
    QCOMPARE(pairs[0].label, std::optional(1)); // ann's stays
    QCOMPARE(pairs[1].score, std::optional(0.9));
}

void tst_ImportRemedies::answersOfPeopleTakeThePlaceOfTheirOwn()
{
    Desk desk;
    auto options = desk.csv("1,,a?,a,1,\n");
    options.annotator = QStringLiteral("Ana");
    VERIFY_RESULT(importPairs(desk.path, options, desk.job));
    writeBytes(options.file, "question,reply,label,annotator\na?,a,0,Bob\na?,a,0,Ana\na?,a,1,Cy\n");
    options.annotator = options.by = QStringLiteral("Zed");
    options.remedies.otherLabel = ImportRemedies::OtherLabel::TakeFile;
    for (const bool dryRun : {true, false}) {
        options.dryRun = dryRun;
        const auto summary = importPairs(desk.path, options, desk.job);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->imported, 0);
        QCOMPARE(summary->updates.updated, 3);
    }
    QStringList said;
    const auto history = desk.project->labels().history(1);
    VERIFY_RESULT(history);
    for (const Label &answer : *history)
        said << QStringLiteral("%1 %2").arg(answer.annotator).arg(answer.label.value_or(-1));
    QCOMPARE(said, (QStringList{"Ana 1", "Bob 0", "Ana 0", "Cy 1"})); // nothing of Zed
    QCOMPARE(desk.pairs()[0].label, std::optional(0));
}

void tst_ImportRemedies::masksComeBeforeWhatIsTheSame()
{
    Desk desk;
    ImportRemedies mask;
    mask.personal = ImportRemedies::Personal::Mask;
    const QByteArray rows = "1,,I am a@b.org,Hello,1,\n1,,I am c@d.org,Hello,1,\n";
    const auto first = importPairs(desk.path, desk.csv(rows, mask), desk.job);
    VERIFY_RESULT(first);
    QCOMPARE(first->imported, 1);
    QCOMPARE(first->duplicates, 1);
    QCOMPARE(desk.pairs().front().question, QStringLiteral("I am [email]"));
    auto dry = desk.csv(rows, mask);
    dry.dryRun = true;
    const auto again = importPairs(desk.path, dry, desk.job);
    VERIFY_RESULT(again);
    QCOMPARE(again->duplicates, 2);
    const auto preview = previewImport(desk.path, desk.csv(rows, mask), 5, desk.job);
    VERIFY_RESULT(preview);
    QVERIFY(preview->rows[0].row.cells.contains(QStringLiteral("I am [email]")));
}

void tst_ImportRemedies::maskedRowsAreThoseThatCameInUnmasked()
{
    Desk desk;
    const QByteArray rows("1,,call me,at 13800138000,1,\n2,,mail a@b.org,done,1,\n3,,hi,ho,0,\n");
    VERIFY_RESULT(importPairs(desk.path, desk.csv(rows), desk.job));
    ImportRemedies mask;
    mask.personal = ImportRemedies::Personal::Mask;
    for (const bool isUnmaskedThere : {true, false}) {
        auto options = desk.csv(rows + "4,,mail c@d.org,done,1,\n", mask);
        for (const bool dryRun : {true, false}) {
            options.dryRun = dryRun;
            const auto summary = importPairs(desk.path, options, desk.job);
            VERIFY_RESULT(summary);
            QCOMPARE(summary->imported, isUnmaskedThere ? 1 : 0);
            QCOMPARE(summary->duplicates, isUnmaskedThere ? 3 : 4);
        }
    }
    QCOMPARE(desk.pairs().back().question, QStringLiteral("mail [email]"));
}

void tst_ImportRemedies::whatIsLeftOutMovesNothing()
{
    for (const auto near : {ImportRemedies::Near::Keep, ImportRemedies::Near::LeaveOut}) {
        Desk desk;
        VERIFY_RESULT(importPairs(
            desk.path, desk.csv("9," + kTalk + ",When?," + kReply + ",1,\n9,,And now?,Wait,1,\n"),
            desk.job));
        ImportRemedies remedies;
        remedies.near = near;
        // Nearly the same as the first, for testing; its dialogue would follow.
        auto options = desk.csv(
            "9," + kTalk + ",When?," + kReply + " then,1,test\n8,,New?,Yes,1,\n", remedies);
        const bool isIn = near == ImportRemedies::Near::Keep;
        for (const bool dryRun : {true, false}) {
            options.dryRun = dryRun;
            const auto summary = importPairs(desk.path, options, desk.job);
            VERIFY_RESULT(summary);
            QCOMPARE(summary->imported, isIn ? 2 : 1);
            QCOMPARE(summary->effects.toTest, isIn ? 2 : 0);
        }
    }
}

void tst_ImportRemedies::withoutRemediesNothingIsLookedFor()
{
    Desk desk;
    const auto summary = importPairs(desk.path, desk.csv(oddRows()), desk.job);
    VERIFY_RESULT(summary);
    QVERIFY(!summary->findings.made.any());
    QCOMPARE(summary->imported, 6);
}

QTEST_GUILESS_MAIN(tst_ImportRemedies)
#include "tst_import_remedies.moc"
