#include "test_support.h"
#include "tokenizer_trials.h"

#include "text/tokenizer.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace tunedesk;

namespace
{

QString fixture(const QString &name)
{
    return QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tokenizers/") + name;
}

QByteArray readBytes(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeBytes(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// The byte-level fixture in the form of tokenizer.json, to be spoiled.
QJsonObject byteLevelJson()
{
    return QJsonDocument::fromJson(
               readBytes(fixture(QStringLiteral("small-llama-json/tokenizer.json"))))
        .object();
}

QJsonObject withModel(const QString &key, const QJsonValue &value)
{
    QJsonObject root = byteLevelJson();
    QJsonObject model = root[u"model"].toObject();
    model[key] = value;
    root[u"model"] = model;
    return root;
}

QJsonObject withToken(const QString &token, qint64 id)
{
    QJsonObject root = byteLevelJson();
    QJsonObject model = root[u"model"].toObject();
    QJsonObject vocabulary = model[u"vocab"].toObject();
    vocabulary[token] = id;
    model[u"vocab"] = vocabulary;
    root[u"model"] = model;
    return root;
}

Result<Tokenizer> loadJson(const QJsonObject &root)
{
    QTemporaryDir folder;
    writeBytes(folder.filePath(QStringLiteral("tokenizer.json")),
               QJsonDocument(root).toJson(QJsonDocument::Compact));
    return Tokenizer::load(folder.path());
}

Result<Tokenizer> loadWithMerges(const QByteArray &merges)
{
    QTemporaryDir folder;
    writeBytes(folder.filePath(QStringLiteral("vocab.json")),
               readBytes(fixture(QStringLiteral("small-gpt2/vocab.json"))));
    writeBytes(folder.filePath(QStringLiteral("merges.txt")), merges);
    return Tokenizer::load(folder.path());
}

} // namespace

class tst_HostileTokenizers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBadPartIsRefusedByName_data();
    void aBadPartIsRefusedByName();
    void aRegularExpressionIsKnownOrRefusedAtOnce_data();
    void aRegularExpressionIsKnownOrRefusedAtOnce();
    void aBadLineOfTheMergesIsNamed_data();
    void aBadLineOfTheMergesIsNamed();
    void aRunOfOneCharacterIsTokenisedInTime_data();
    void aRunOfOneCharacterIsTokenisedInTime();
};

void tst_HostileTokenizers::aBadPartIsRefusedByName_data()
{
    QTest::addColumn<QJsonObject>("root");
    QTest::addColumn<QString>("place"); ///< end of Error::where
    QTest::addColumn<QString>("named"); ///< stands in Error::what
    const QString longToken(500'000, QLatin1Char('a'));
    QTest::newRow("merge longer than every token")
        << withModel(QStringLiteral("merges"), QJsonArray{longToken + QStringLiteral(" b")})
        << QStringLiteral("model.merges[0]") << QStringLiteral("Merge 1 ");
    QTest::newRow("merge whose result isn't there")
        << withModel(QStringLiteral("merges"), QJsonArray{QStringLiteral("# !")})
        << QStringLiteral("model.merges[0]") << QStringLiteral("“#!”");
    QTest::newRow("merge of three")
        << withModel(QStringLiteral("merges"), QJsonArray{QStringLiteral("a b c")})
        << QStringLiteral("model.merges[0]") << QStringLiteral("Merge 1 ");
    QTest::newRow("merge that is a number")
        << withModel(QStringLiteral("merges"), QJsonArray{7}) << QStringLiteral("model.merges[0]")
        << QStringLiteral("Merge 1 ");
    QTest::newRow("merges are a text") << withModel(QStringLiteral("merges"), QStringLiteral("a b"))
                                       << QStringLiteral("model.merges") << QString();
    QTest::newRow("dropout") << withModel(QStringLiteral("dropout"), 0.1)
                             << QStringLiteral("model.dropout") << QStringLiteral("dropout");
    QTest::newRow("id twice") << withToken(QStringLiteral("zz"), 7) << QStringLiteral("“zz”")
                              << QStringLiteral("7");
    QTest::newRow("negative id") << withToken(QStringLiteral("zz"), -1)
                                 << QStringLiteral("model.vocab, “zz”") << QString();
    QTest::newRow("id of 2^31") << withToken(QStringLiteral("zz"), 1LL << 31)
                                << QStringLiteral("model.vocab, “zz”") << QString();
    QJsonObject order = byteLevelJson();
    order[u"pre_tokenizer"] =
        QJsonObject{{QStringLiteral("type"), QStringLiteral("Sequence")},
                    {QStringLiteral("pretokenizers"),
                     QJsonArray{QJsonObject{{QStringLiteral("type"), QStringLiteral("ByteLevel")}},
                                QJsonObject{{QStringLiteral("type"), QStringLiteral("Digits")}}}}};
    QTest::newRow("a split of mapped bytes")
        << order << QStringLiteral("pre_tokenizer.pretokenizers[1]") << QString();
    QTest::newRow("unknown byte token") << withModel(QStringLiteral("unk_token"), 5)
                                        << QStringLiteral("model.unk_token") << QString();
}

void tst_HostileTokenizers::aBadPartIsRefusedByName()
{
    QFETCH(QJsonObject, root);
    QFETCH(QString, place);
    QFETCH(QString, named);
    const auto tokenizer = loadJson(root);
    QVERIFY(!tokenizer);
    QCOMPARE(tokenizer.error().kind, ErrorKind::Model);
    const QString line = tokenizer.error().toLine();
    QVERIFY2(tokenizer.error().where.endsWith(place), qPrintable(line.left(500)));
    QVERIFY2(tokenizer.error().what.contains(named), qPrintable(line.left(500)));
    QVERIFY(line.size() < 2000);
}

void tst_HostileTokenizers::aRegularExpressionIsKnownOrRefusedAtOnce_data()
{
    QTest::addColumn<QString>("expression");
    QTest::newRow("catastrophic") << QStringLiteral("(a+)+$");
    QTest::newRow("not one") << QStringLiteral("(((");
    QTest::newRow("nearly the known one")
        << QStringLiteral(R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+)");
}

void tst_HostileTokenizers::aRegularExpressionIsKnownOrRefusedAtOnce()
{
    QFETCH(QString, expression);
    const QJsonObject split{
        {QStringLiteral("type"), QStringLiteral("Split")},
        {QStringLiteral("pattern"), QJsonObject{{QStringLiteral("Regex"), expression}}},
        {QStringLiteral("behavior"), QStringLiteral("Isolated")},
        {QStringLiteral("invert"), false}};
    QJsonObject root = byteLevelJson();
    root[u"pre_tokenizer"] = split;
    const double before = cpuSeconds();
    const auto tokenizer = loadJson(root);
    QVERIFY(cpuSeconds() - before < 0.5); // with the reading of the file
    QVERIFY(!tokenizer);
    QCOMPARE(tokenizer.error().kind, ErrorKind::Model);
    QVERIFY(tokenizer.error().what.contains(expression));
    QVERIFY(tokenizer.error().where.endsWith(QStringLiteral("pre_tokenizer.pattern")));
}

void tst_HostileTokenizers::aBadLineOfTheMergesIsNamed_data()
{
    QTest::addColumn<QByteArray>("merges");
    QTest::addColumn<int>("line"); ///< 0: nothing is wrong
    const QByteArray good = readBytes(fixture(QStringLiteral("small-gpt2/merges.txt")));
    QList<QByteArray> lines = good.split('\n');
    const auto changed = [&](const QByteArray &line) {
        QList<QByteArray> copy = lines;
        copy[16] = line;
        return copy.join('\n');
    };
    QTest::newRow("as it is") << good << 0;
    QTest::newRow("Windows lines") << QByteArray(good).replace("\n", "\r\n") << 0;
    QTest::newRow("empty lines at the end") << good + "\n\n" << 0;
    QTest::newRow("three parts") << changed("a b c") << 17;
    QTest::newRow("one part") << changed("ab") << 17;
    QTest::newRow("empty") << changed("") << 17;
    QTest::newRow("blank first") << changed(" ab") << 17;
    QTest::newRow("no UTF-8") << changed("a \xFF") << 17;
    QTest::newRow("a token that isn't there") << changed("aaaaaaaaa b") << 17;
    QTest::newRow("a result that isn't there") << changed("# !") << 17;
}

void tst_HostileTokenizers::aBadLineOfTheMergesIsNamed()
{
    QFETCH(QByteArray, merges);
    QFETCH(int, line);
    const auto tokenizer = loadWithMerges(merges);
    QCOMPARE(tokenizer.has_value(), line == 0);
    if (line == 0)
        return;
    QCOMPARE(tokenizer.error().kind, ErrorKind::Model);
    QVERIFY2(tokenizer.error().where.endsWith(QStringLiteral("merges.txt, line %1").arg(line)),
             qPrintable(tokenizer.error().toLine()));
}

void tst_HostileTokenizers::aRunOfOneCharacterIsTokenisedInTime_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("character");
    QTest::addColumn<int>("count");
    for (const char *name : {"small", "small-gpt2", "small-roberta", "small-llama-json",
                             "small-metaspace-json", "small-words-json"}) {
        for (const CharacterRun &run : characterRuns())
            QTest::addRow("%s: %s", name, run.name)
                << fixture(QString::fromLatin1(name)) << run.character << run.count;
    }
}

void tst_HostileTokenizers::aRunOfOneCharacterIsTokenisedInTime()
{
    QFETCH(QString, folder);
    QFETCH(QString, character);
    QFETCH(int, count);
    const auto tokenizer = Tokenizer::load(folder);
    VERIFY_RESULT(tokenizer);
    tokeniseRunInTime(*tokenizer, character, count);
}

QTEST_GUILESS_MAIN(tst_HostileTokenizers)
#include "tst_hostile_tokenizers.moc"
