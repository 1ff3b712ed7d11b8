#include "jobs/rejected_rows.h"
#include "reimport_desk.h"

using namespace tunedesk;

namespace
{
/// A project and a copy of it, to each of which came a pair of its own, with the same number.
struct CopiedDesk : ReimportDesk {
    QString copy = folder.filePath(QStringLiteral("copy.tunedesk"));

    explicit CopiedDesk(const QString &kind = QStringLiteral("csv")) : ReimportDesk(kind)
    {
        if (!QFile::copy(projectFile, copy))
            qFatal("no copy");
        addFifth(projectFile, QStringLiteral("here"));
        addFifth(copy, QStringLiteral("there"));
        writeCopy(kind);
    }
    /// Another pair, which li labelled in 2020.
    static void addFifth(const QString &path, const QString &name)
    {
        auto project = Project::open(path);
        auto import = project->stageImport(name + QStringLiteral(".csv"));
        DialoguePair pair;
        pair.context = QStringLiteral("Good day.");
        pair.question = QStringLiteral("Question of %1").arg(name);
        pair.reply = QStringLiteral("Reply of %1").arg(name);
        pair.answers = {{.label = 1, .annotator = QStringLiteral("li"), .atMs = 1'577'836'800'000}};
        const auto added = import->add({pair}, QStringLiteral("x"));
        if (!added || !import->finish())
            qFatal("no fifth pair");
    }
    void writeCopy(const QString &kind)
    {
        const auto written = exportPairs(copy, {}, file, kind, job);
        if (!written)
            qFatal("%s", qPrintable(written.error().toLine()));
    }
    /// Keeps these columns of the file.
    void keep(const QStringList &columns) const
    {
        auto reader = PairReader::open(file);
        const auto rows = reader->next(100);
        const QStringList names = reader->format().columnNames;
        QByteArray csv = columns.join(u',').toUtf8() + '\n';
        for (const PairReader::Row &row : *rows) {
            QStringList cells;
            for (const QString &name : columns)
                cells << QLatin1Char('"') + guardedCell(row.cells[names.indexOf(name)]) +
                             QLatin1Char('"');
            csv += cells.join(u',').toUtf8() + '\n';
        }
        setText(csv);
    }
};
} // namespace

/// Pairs of a project's copy come back into the project.
class tst_ProjectCopies : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPairOfACopyIsAPairOfItsOwn_data();
    void aPairOfACopyIsAPairOfItsOwn();
    void labelsOfACopyDontReachAnotherPair_data();
    void labelsOfACopyDontReachAnotherPair();
    void textsOfACopyThatWereEditedLoseTheirAnswers_data();
    void textsOfACopyThatWereEditedLoseTheirAnswers();
    void aPairThatIsInBothByOtherNumbersIsADuplicate();
};

void tst_ProjectCopies::aPairOfACopyIsAPairOfItsOwn_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"csv", "xlsx", "jsonl", "label-studio", "doccano"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void tst_ProjectCopies::aPairOfACopyIsAPairOfItsOwn()
{
    QFETCH(QString, kind);
    CopiedDesk desk(kind);
    for (const bool dryRun : {true, false}) {
        const auto summary = desk.import(dryRun);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->imported, 1);
        QCOMPARE(summary->labelled, 1);
        QCOMPARE(summary->updates.unchanged, 4);
        QCOMPARE(summary->updates.otherTexts, 0);
        QCOMPARE(summary->updates.updated, 0);
    }
    QCOMPARE(desk.pair(5).question, QStringLiteral("Question of here"));
    QCOMPARE(desk.pair(6).question, QStringLiteral("Question of there"));
    QCOMPARE(desk.pair(6).context, QStringLiteral("Good day."));
    const auto history = desk.history(6);
    QCOMPARE(history.size(), 1u);
    QCOMPARE(history[0].annotator, QStringLiteral("li"));
    QCOMPARE(history[0].atMs, 1'577'836'800'000);
    QCOMPARE(desk.import()->duplicates, 1);
    QCOMPARE(desk.pairs(), 6);
}

void tst_ProjectCopies::labelsOfACopyDontReachAnotherPair_data()
{
    QTest::addColumn<QStringList>("columns");
    QTest::newRow("id and label") << QStringList{"pair_id", "label"};
    QTest::newRow("no reply") << QStringList{"pair_id", "question", "label"};
    QTest::newRow("no context") << QStringList{"pair_id", "question", "reply", "label"};
}

void tst_ProjectCopies::labelsOfACopyDontReachAnotherPair()
{
    QFETCH(QStringList, columns);
    CopiedDesk desk;
    for (int row = 0; row < 5; ++row)
        desk.setText(withCell(desk.file, row, QStringLiteral("label"), QStringLiteral("0")));
    desk.keep(columns);
    for (const bool dryRun : {true, false}) {
        const auto summary = desk.import(dryRun);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->updates.updated, 4); // which both have
        QCOMPARE(summary->imported, 0);
        QCOMPARE(summary->rejected, 1);
        QVERIFY(summary->reasons.front().reason.contains(QStringLiteral("another copy")));
        const QString out = desk.folder.filePath(QStringLiteral("rejects.csv"));
        const auto written =
            writeRejectedRows(desk.projectFile, desk.file, summary->format, out, desk.job);
        VERIFY_RESULT(written);
        QCOMPARE(written->rows, 1);
    }
    QCOMPARE(desk.pair(4).label, std::optional(0));
    QCOMPARE(desk.pair(5).label, std::optional(1));
    QCOMPARE(desk.history(5).size(), 1u);
}

void tst_ProjectCopies::textsOfACopyThatWereEditedLoseTheirAnswers_data()
{
    QTest::addColumn<bool>("isNumberFree"); // no pair here has the number
    QTest::newRow("number of another pair") << false;
    QTest::newRow("number of none") << true;
}

void tst_ProjectCopies::textsOfACopyThatWereEditedLoseTheirAnswers()
{
    QFETCH(bool, isNumberFree);
    CopiedDesk desk;
    if (isNumberFree) {
        VERIFY_RESULT(Project::open(desk.projectFile)->pairs().setRemoved({5}, true));
    } else {
        VERIFY_RESULT(Project::open(desk.projectFile)->pairs().setSplit({5}, Split::Test));
    }
    desk.edit("Reply of there", "Another reply");
    for (const bool dryRun : {true, false}) {
        const auto summary = desk.import(dryRun);
        VERIFY_RESULT(summary);
        QCOMPARE(summary->imported, 1);
        QCOMPARE(summary->updates.otherTexts, 1);
    }
    QCOMPARE(desk.pair(6).reply, QStringLiteral("Another reply"));
    QCOMPARE(desk.pair(6).label, std::optional(1));
    QCOMPARE(desk.pair(6).split, Split::Unassigned); // pair 5 has nothing to do with it
    QCOMPARE(desk.history(6).front().annotator, QStringLiteral("import"));
}

void tst_ProjectCopies::aPairThatIsInBothByOtherNumbersIsADuplicate()
{
    CopiedDesk desk;
    CopiedDesk::addFifth(desk.projectFile, QStringLiteral("there")); // as pair 6
    VERIFY_RESULT(Project::open(desk.copy)->labels().add(
        {.pairId = 5, .label = 0, .annotator = QStringLiteral("ben"), .atMs = 2'000}));
    desk.writeCopy(QStringLiteral("csv"));
    const auto summary = desk.import();
    VERIFY_RESULT(summary);
    QCOMPARE(summary->imported, 0);
    QCOMPARE(summary->duplicates, 1);
    QCOMPARE(desk.history(5).size(), 1u);
    QCOMPARE(desk.history(6).back().annotator, QStringLiteral("ben"));
}

QTEST_GUILESS_MAIN(tst_ProjectCopies)
#include "tst_project_copies.moc"
