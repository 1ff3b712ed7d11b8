#include "cli/cli_support.h"

#include <QMap>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace tunedesk;

/// What the command line says about the data, before an import and over the whole project.
class tst_CliChecks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aDryRunTellsEveryCheck();
    void whatIsNotNamedIsNotLookedFor();
    void whatWasMaskedIsCountedBesideOtherChecks();
    void remediesTakeEffect_data();
    void remediesTakeEffect();
    void unknownRemediesAreRefused();
    void checkPrintsOneLineForEachProblem();
    void checkProvesThatNoDialogueIsInTwoSplits();
    void checkNeedsAProject();

private:
    QString file(const QByteArray &rows);
    int pairs(const QString &where = {});
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_project;
};

namespace
{
const QByteArray kReply(
    "It left our house on Tuesday and should reach you within two working days at the latest");
/// 2 and 3 contradict, 5 is nearly 4, 6 and 7 are of one dialogue, which goes to the test set
/// whole, 7 has an address.
const QByteArray kRows = "1,Is it late?,No it is not,1,\n1,IS IT LATE,No it is not!,0,\n2,Where?," +
                         kReply + ",1,\n2,Where?," + kReply +
                         " ok,1,\n3,x?,y,1,train\n3,mail a@b.org,z,1,test\n";
} // namespace

void tst_CliChecks::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("TUNEDESK_CACHE", m_folder->path().toUtf8());
    m_project = m_folder->filePath(QStringLiteral("p.tunedesk"));
    QCOMPARE(runCli({"new", m_project}).status, 0);
}

QString tst_CliChecks::file(const QByteArray &rows)
{
    const QString path = m_folder->filePath(QStringLiteral("rows.csv"));
    QFile out(path);
    const QByteArray all = "dialogue,question,reply,label,split\n" + rows;
    if (!out.open(QIODevice::WriteOnly) || out.write(all) != all.size())
        return {};
    return path;
}

int tst_CliChecks::pairs(const QString &where)
{
    QStringList words{"--json", "pairs", m_project, "--limit", "0"};
    if (!where.isEmpty())
        words << "--where" << where;
    return int(runCli(words).lines.size());
}

void tst_CliChecks::aDryRunTellsEveryCheck()
{
    const CliCall call = runCli({"--json", "import", m_project, file(kRows), "--dry-run"});
    QCOMPARE(call.status, 0);
    const QJsonObject line = call.last();
    QCOMPARE(line.value("imported").toInt(-1), 6);
    QCOMPARE(line.value("left_out").toInt(-1), 0);
    QCOMPARE(line.value("near_duplicates").toInt(-1), 2);
    QCOMPARE(line.value("contradictions").toInt(-1), 2);
    QCOMPARE(line.value("two_splits").toInt(-1), 1);
    QCOMPARE(line.value("duplicates_other_label").toInt(-1), 0);
    QCOMPARE(line.value("personal_data").toObject().value("rows").toInt(-1), 1);
    QCOMPARE(line.value("personal_data").toObject().value("email").toInt(-1), 1);
    QCOMPARE(line.value("personal_data").toObject().value("card").toInt(-1), 0);
    QVERIFY(line.contains("too_long") && line.value("too_long").isNull()); // no model is here
    QCOMPARE(pairs(), 0);
    const CliCall text = runCli({"import", m_project, file(kRows), "--dry-run"});
    QVERIFY2(text.err.contains("nearly the same"), text.err.constData());
}

void tst_CliChecks::whatIsNotNamedIsNotLookedFor()
{
    const QJsonObject line =
        runCli({"--json", "import", m_project, file(kRows), "--contradictions", "keep"}).last();
    QCOMPARE(line.value("imported").toInt(-1), 6);
    QCOMPARE(line.value("contradictions").toInt(-1), 2);
    QVERIFY(line.contains("near_duplicates") && line.value("near_duplicates").isNull());
    QVERIFY(line.contains("personal_data") && line.value("personal_data").isNull());
}

void tst_CliChecks::whatWasMaskedIsCountedBesideOtherChecks()
{
    const QJsonObject line = runCli({"--json", "import", m_project, file(kRows), "--personal-data",
                                     "mask", "--contradictions", "keep"})
                                 .last();
    QCOMPARE(line.value("contradictions").toInt(-1), 2);
    QCOMPARE(line.value("personal_data").toObject().value("rows").toInt(-1), 1);
    QCOMPARE(line.value("personal_data").toObject().value("email").toInt(-1), 1);
}

void tst_CliChecks::remediesTakeEffect_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("all");
    QTest::addColumn<int>("unlabelled");
    QTest::addColumn<int>("test");
    QTest::newRow("none") << QStringList{} << 6 << 0 << 1;
    QTest::newRow("near") << QStringList{"--near-duplicates", "skip"} << 4 << 0 << 1;
    QTest::newRow("unlabel") << QStringList{"--contradictions", "unlabel"} << 6 << 2 << 1;
    QTest::newRow("contradictions") << QStringList{"--contradictions", "skip"} << 4 << 0 << 1;
    QTest::newRow("join") << QStringList{"--two-splits", "join"} << 6 << 0 << 2;
    QTest::newRow("splits") << QStringList{"--two-splits", "skip"} << 5 << 0 << 1;
    QTest::newRow("mask") << QStringList{"--personal-data", "mask"} << 6 << 0 << 1;
}

void tst_CliChecks::remediesTakeEffect()
{
    QFETCH(QStringList, words);
    QFETCH(int, all);
    QFETCH(int, unlabelled);
    QFETCH(int, test);
    const CliCall call = runCli(QStringList{"--json", "import", m_project, file(kRows)} + words);
    QCOMPARE(call.status, 0);
    QCOMPARE(call.last().value("imported").toInt(-1), all);
    QCOMPARE(call.last().value("left_out").toInt(-1), 6 - all);
    QCOMPARE(pairs(), all);
    QCOMPARE(pairs("label=none"), unlabelled);
    const auto shown = runCli({"--json", "pairs", m_project, "--limit", "0"}).lines;
    QCOMPARE(
        std::count_if(shown.begin(), shown.end(),
                      [](const QJsonObject &pair) { return pair.value("given_split") == "test"; }),
        test);
    // Whatever a file gave its pairs, their dialogue stands in one split.
    const QStringList leavesOneOut{"--two-splits", "skip"};
    QCOMPARE(pairs("split=test"), words == leavesOneOut ? 1 : 2);
    const CliCall masked = runCli({"--json", "pairs", m_project, "--search", "mail"});
    QCOMPARE(masked.out.contains("[email]"), words.contains(QStringLiteral("mask")));
}

void tst_CliChecks::unknownRemediesAreRefused()
{
    QCOMPARE(runCli({"import", m_project, file(kRows), "--near-duplicates", "maybe"}).status, 2);
    QCOMPARE(pairs(), 0);
}

void tst_CliChecks::checkPrintsOneLineForEachProblem()
{
    QCOMPARE(runCli({"import", m_project, file(kRows)}).status, 0);
    const CliCall call = runCli({"--json", "check", m_project});
    QCOMPARE(call.status, 0);
    QMap<QString, QList<QJsonArray>> found;
    for (const QJsonObject &line : call.lines) {
        QVERIFY(!line.value("message").toString().isEmpty());
        found[line.value("kind").toString()] << line.value("pairs").toArray();
    }
    QCOMPARE(found.keys(), (QStringList{"contradiction", "duplicate", "personal_data", "proof"}));
    QCOMPARE(found["contradiction"], QList<QJsonArray>{(QJsonArray{1, 2})});
    QCOMPARE(found["duplicate"].size(), 2);
    QCOMPARE(found["personal_data"], QList<QJsonArray>{(QJsonArray{6})});
}

void tst_CliChecks::checkProvesThatNoDialogueIsInTwoSplits()
{
    QByteArray rows;
    for (int i = 0; i < 200; ++i)
        rows += "d" + QByteArray::number(i / 4) + ",question " + QByteArray::number(i * 7919) +
                "?," + QByteArray::number(i * 104'729) + " it is," + QByteArray::number(i % 2) +
                ",\n";
    QCOMPARE(runCli({"import", m_project, file(rows)}).status, 0);
    const CliCall call = runCli({"--json", "check", m_project});
    QCOMPARE(call.status, 0);
    QCOMPARE(call.lines.size(), 1);
    QCOMPARE(call.last().value("kind").toString(), QStringLiteral("proof"));
    QVERIFY(call.last().value("message").toString().contains(QLatin1String("50 dialogues")));
}

void tst_CliChecks::checkNeedsAProject()
{
    QCOMPARE(runCli({"check"}).status, 2);
    QCOMPARE(runCli({"check", m_folder->filePath("typo.tunedesk")}).status, 3);
    QCOMPARE(runCli({"check", m_project, "--model", "no such model"}).status, 3);
}

QTEST_GUILESS_MAIN(tst_CliChecks)
#include "tst_cli_checks.moc"
