#include "jobs/import_pairs.h"
#include "project/project.h"
#include "test_support.h"

#include <QFile>
#include <QTemporaryDir>

using namespace tunedesk;

namespace
{
/// A project and files beside it.
struct Desk {
    QTemporaryDir folder;
    QString projectFile = folder.filePath(QStringLiteral("shop.tunedesk"));
    SilentJob job;

    Desk()
    {
        if (const auto made = Project::create(projectFile); !made)
            qFatal("%s", qPrintable(made.error().toLine()));
    }
    ImportOptions csv(const QByteArray &bytes, const QString &name = QStringLiteral("pairs.csv"))
    {
        ImportOptions options;
        options.file = folder.filePath(name);
        QFile file(options.file);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no test file");
        return options;
    }
    /// Labels by number of the pair; -1: none.
    QList<int> labels() const
    {
        QList<int> labels;
        auto project = Project::open(projectFile);
        const auto pairs = project->pairs().page({}, 0, 1000);
        for (const DialoguePair &pair : *pairs)
            labels << pair.label.value_or(-1);
        return labels;
    }
};

/// A hundred rows labelled 1, then the given ones.
QByteArray onesThen(const QByteArrayList &labels)
{
    QByteArray csv("question,reply,label\n");
    for (int i = 0; i < 100; ++i)
        csv += "q" + QByteArray::number(i) + ",r,1\n";
    for (qsizetype i = 0; i < labels.size(); ++i)
        csv += "last " + QByteArray::number(i) + ",r," + labels[i] + '\n';
    return csv;
}

QStringList told(const ImportSummary &summary)
{
    QStringList told;
    for (const LabelValueRows &value : summary.labelValues)
        told << QStringLiteral("%1 %2 %3%4")
                    .arg(value.text)
                    .arg(value.rows)
                    .arg(labelMeaningName(value.meaning), value.isKnown ? "" : " ?");
    return told;
}
} // namespace

class tst_ImportMapping : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPreviewTellsValuesRowsAndMeanings();
    void starsThatShowLateAreStarsFromTheFirstRowOn_data();
    void starsThatShowLateAreStarsFromTheFirstRowOn();
    void unknownLabelsAreRefusedUnlessChosenOtherwise();
};

void tst_ImportMapping::aPreviewTellsValuesRowsAndMeanings()
{
    Desk desk;
    auto options = desk.csv("question,reply,label\na,b,ok\nc,d,bad\ne,f,OK\ng,h,odd\ni,j,\n");
    options.format.labelMeanings.insert(QStringLiteral("bad"), {LabelMeaning::Kind::Score, 0.25});
    const auto preview = previewImport(desk.projectFile, options, 10, desk.job);
    VERIFY_RESULT(preview);
    QCOMPARE(told(preview->summary), QStringList({"ok 2 1", "bad 1 score:0.25", "odd 1 refuse ?"}));
    QCOMPARE(preview->summary.rejected, 1);
    options.format.unknownLabels = UnknownLabels::Unlabelled;
    const auto other = previewImport(desk.projectFile, options, 10, desk.job);
    VERIFY_RESULT(other);
    QCOMPARE(told(other->summary).last(), QStringLiteral("odd 1 none ?"));
    QCOMPARE(other->summary.rejected, 0);
}

void tst_ImportMapping::starsThatShowLateAreStarsFromTheFirstRowOn_data()
{
    QTest::addColumn<bool>("allowPartial");
    QTest::newRow("all rows or none") << false;
    QTest::newRow("the good rows") << true;
}

void tst_ImportMapping::starsThatShowLateAreStarsFromTheFirstRowOn()
{
    QFETCH(bool, allowPartial);
    Desk desk;
    auto options = desk.csv(onesThen({"5", "3", "2"}));
    const auto preview = previewImport(desk.projectFile, options, 200, desk.job);
    VERIFY_RESULT(preview);
    QCOMPARE(preview->rows.size(), 103u);
    QCOMPARE(preview->rows.front().row.pair.label, std::optional(0));
    QCOMPARE(preview->summary.rejected, 0);
    options.allowPartial = allowPartial;
    const auto summary = importPairs(desk.projectFile, options, desk.job);
    VERIFY_RESULT(summary);
    QCOMPARE(summary->imported, 103);
    QCOMPARE(summary->labelled, 102);
    QList<int> expected(100, 0);
    expected << 1 << -1 << 0;
    QCOMPARE(desk.labels(), expected);
    auto project = Project::open(desk.projectFile);
    VERIFY_RESULT(project);
    QCOMPARE(project->pairs().imports()->size(), 1u);
}

void tst_ImportMapping::unknownLabelsAreRefusedUnlessChosenOtherwise()
{
    Desk desk;
    auto options = desk.csv("question,reply,label\na,b,1\nc,d,0\ne,f,postive\n");
    const auto refused = importPairs(desk.projectFile, options, desk.job);
    VERIFY_RESULT(refused);
    QCOMPARE(refused->imported, 2);
    QCOMPARE(refused->reasons.size(), 1u);
    QCOMPARE(refused->reasons[0].row, 4);
    options.format.unknownLabels = UnknownLabels::Unlabelled;
    const auto taken = importPairs(desk.projectFile, options, desk.job);
    VERIFY_RESULT(taken);
    QCOMPARE(taken->imported, 1);
    QCOMPARE(desk.labels(), QList<int>({1, 0, -1}));
}

QTEST_GUILESS_MAIN(tst_ImportMapping)
#include "tst_import_mapping.moc"
