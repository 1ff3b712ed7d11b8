#include "dataset/label_meaning.h"
#include "dataset/pair_reader.h"
#include "test_support.h"

#include <QFile>
#include <QTemporaryDir>

using namespace tunedesk;

namespace
{
QString nameOf(const std::optional<LabelMeaning> &meaning)
{
    return meaning ? labelMeaningName(*meaning) : QStringLiteral("unknown");
}

/// "1 0 none" for the rows of a column with these values, or why a row was left out.
QStringList readColumn(const QStringList &values, PairFormat format = {})
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("pairs.tsv")));
    if (!file.open(QIODevice::WriteOnly))
        return {QStringLiteral("no file")};
    file.write("question\treply\tlabel\n");
    for (const QString &value : values)
        file.write("q\tr\t" + value.toUtf8() + '\n');
    file.close();
    auto reader = PairReader::open(file.fileName(), format);
    if (!reader)
        return {reader.error().toLine()};
    const auto rows = reader->next(1000);
    if (!rows)
        return {rows.error().toLine()};
    QStringList read;
    for (const PairReader::Row &row : *rows)
        read << (row.rejected     ? row.rejected->reason
                 : row.pair.label ? QString::number(*row.pair.label)
                 : row.pair.score ? QStringLiteral("score:%1").arg(*row.pair.score)
                                  : QStringLiteral("none"));
    return read;
}
} // namespace

class tst_LabelMeaning : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wordsAreGuessed_data();
    void wordsAreGuessed();
    void starsAreCounted_data();
    void starsAreCounted();
    void numbersGoByTheWholeColumn_data();
    void numbersGoByTheWholeColumn();
    void namesOfMeaningsGoThereAndBack();
    void whatAPersonSaysOutranksTheGuess();
    void unknownValuesComeInUnlabelledByChoice();
    void aScoreColumnTakesStars();
    void valuesAreCountedTheMostFrequentFirst();
    void manyValuesTakeLittleMemory();
};

void tst_LabelMeaning::wordsAreGuessed_data()
{
    QTest::addColumn<QString>("meaning");
    for (const char *yes :
         {"ok", "OK", "good", "好", "是", "合格", "yes", " True", "1", "1.0", "positive", "恰当"})
        QTest::newRow(yes) << "1";
    for (const char *no :
         {"bad", "否", "不合格", "no", "FALSE", "0", "negative", "不好", "not  appropriate"})
        QTest::newRow(no) << "0";
    for (const char *none : {"n/a", "NaN", "None", "null", "?", "unsure", "未标注", "不确定", "-"})
        QTest::newRow(none) << "none";
    for (const char *unknown : {"postive", "maybe", "17", "2", "spam", "100%"})
        QTest::newRow(unknown) << "unknown";
}

void tst_LabelMeaning::wordsAreGuessed()
{
    QFETCH(QString, meaning);
    QCOMPARE(
        nameOf(guessedMeaning(QString::fromUtf8(QTest::currentDataTag()), NumberScale::TwoLabels)),
        meaning);
}

void tst_LabelMeaning::starsAreCounted_data()
{
    QTest::addColumn<double>("stars"); // below 0: none
    QTest::addColumn<QString>("meaning");
    QTest::newRow("5 stars") << 5.0 << "1";
    QTest::newRow("1 Star") << 1.0 << "0";
    QTest::newRow("4-star") << 4.0 << "1";
    QTest::newRow("4.5 stars") << 4.5 << "1";
    QTest::newRow("3 stars") << 3.0 << "none";
    QTest::newRow("3.5 stars") << 3.5 << "none";
    QTest::newRow("0 stars") << 0.0 << "0";
    QTest::newRow("★★★★") << 4.0 << "1";
    QTest::newRow("★★☆☆☆") << 2.0 << "0";
    QTest::newRow("⭐️⭐️⭐️⭐️⭐️") << 5.0 << "1";
    QTest::newRow("🌟") << 1.0 << "0";
    QTest::newRow("4星") << 4.0 << "1";
    QTest::newRow("四颗星") << 4.0 << "1";
    QTest::newRow("两星") << 2.0 << "0";
    QTest::newRow("3 星级") << 3.0 << "none";
    QTest::newRow("2/5") << 2.0 << "0";
    QTest::newRow("4 out of 5") << 4.0 << "1";
    QTest::newRow("6 stars") << -1.0 << "unknown";
    QTest::newRow("★★★★★★") << -1.0 << "unknown";
    QTest::newRow("☆★") << -1.0 << "unknown";
    QTest::newRow("-1 stars") << -1.0 << "unknown";
    QTest::newRow("stars") << -1.0 << "unknown";
    QTest::newRow("many stars") << -1.0 << "unknown";
}

void tst_LabelMeaning::starsAreCounted()
{
    QFETCH(double, stars);
    QFETCH(QString, meaning);
    const QString text = QString::fromUtf8(QTest::currentDataTag());
    QCOMPARE(starsFromText(text).value_or(-1), stars);
    QCOMPARE(nameOf(guessedMeaning(text, NumberScale::TwoLabels)), meaning);
}

void tst_LabelMeaning::numbersGoByTheWholeColumn_data()
{
    QTest::addColumn<QStringList>("values");
    QTest::addColumn<QStringList>("read");
    const QString unclear = QStringLiteral("“%1” may be stars or the number of a class; "
                                           "choose what it means.");
    const QString noLabel = QStringLiteral("“%1” is no label; use 1 or 0.");
    QTest::newRow("two labels") << QStringList{"1", "0", "1.0"} << QStringList{"1", "0", "1"};
    QTest::newRow("ones alone") << QStringList{"1", "1"} << QStringList{"1", "1"};
    QTest::newRow("stars") << QStringList{"1", "2", "3", "4", "5", "5.0", ""}
                           << QStringList{"0", "0", "none", "1", "1", "1", "none"};
    QTest::newRow("stars with a gap in it")
        << QStringList{"5", "n/a", "1"} << QStringList{"1", "none", "0"};
    QTest::newRow("up to three") << QStringList{"1", "2", "3"}
                                 << QStringList{unclear.arg(1), unclear.arg(2), unclear.arg(3)};
    QTest::newRow("0 to 5") << QStringList{"0", "1", "5"} << QStringList{"0", "1", noLabel.arg(5)};
    QTest::newRow("a stray number") << QStringList{"1", "17"} << QStringList{"1", noLabel.arg(17)};
    QTest::newRow("a stray number among words")
        << QStringList{"yes", "no", "4", "1"} << QStringList{"1", "0", noLabel.arg(4), "1"};
    QTest::newRow("a stray word") << QStringList{"1", "0", "postive"}
                                  << QStringList{
                                         "1", "0",
                                         "“postive” is no label; “positive” is the nearest."};
}

void tst_LabelMeaning::numbersGoByTheWholeColumn()
{
    QFETCH(QStringList, values);
    QFETCH(QStringList, read);
    QCOMPARE(readColumn(values), read);
}

void tst_LabelMeaning::namesOfMeaningsGoThereAndBack()
{
    for (const char *name : {"1", "0", "none", "refuse", "score:4.5", "score:-1"})
        QCOMPARE(nameOf(labelMeaningFromName(QString::fromLatin1(name))),
                 QString::fromLatin1(name));
    for (const char *name : {"", "2", "score:", "score:nan", "score:much", "Refuse"})
        QVERIFY2(!labelMeaningFromName(QString::fromLatin1(name)), name);
}

void tst_LabelMeaning::whatAPersonSaysOutranksTheGuess()
{
    PairFormat format;
    format.labelMeanings = {{"ok", {LabelMeaning::Kind::NotAppropriate}},
                            {"spam", {LabelMeaning::Kind::Refused}},
                            {"fair", {LabelMeaning::Kind::Score, 0.5}},
                            {"open case", {LabelMeaning::Kind::Unlabelled}}};
    QCOMPARE(
        readColumn({"OK", "good", "Spam", "fair", "open  case"}, format),
        QStringList({"0", "1", "Rows labelled “Spam” are to be left out.", "score:0.5", "none"}));
}

void tst_LabelMeaning::unknownValuesComeInUnlabelledByChoice()
{
    PairFormat format;
    format.unknownLabels = UnknownLabels::Unlabelled;
    QCOMPARE(readColumn({"1", "0", "postive"}, format), QStringList({"1", "0", "none"}));
    format.unknownLabels = UnknownLabels::Refused;
    QCOMPARE(readColumn({"1", "0", "postive"}, format).last(),
             QStringLiteral("“postive” is no label; “positive” is the nearest."));
}

void tst_LabelMeaning::aScoreColumnTakesStars()
{
    PairFormat format;
    format.columns = {PairColumn::Question, PairColumn::Reply, PairColumn::Score};
    QCOMPARE(readColumn({"★★★★", "2 stars", "0.25"}, format),
             QStringList({"score:4", "score:2", "score:0.25"}));
}

void tst_LabelMeaning::valuesAreCountedTheMostFrequentFirst()
{
    LabelValues values;
    for (const char *cell : {"bad", "Ok", "ok", " OK ", "", "  ", "bad", "fine"})
        values.add(QString::fromLatin1(cell));
    const auto shown = values.mostFrequent();
    QCOMPARE(shown.size(), 3u);
    QCOMPARE(shown[0].text, QStringLiteral("Ok"));
    QCOMPARE(shown[0].rows, 3);
    QCOMPARE(shown[1].text, QStringLiteral("bad"));
    QCOMPARE(shown[1].rows, 2);
    QCOMPARE(shown[2].rows, 1);
    QCOMPARE(values.rowsBeyond(), 0);
}

void tst_LabelMeaning::manyValuesTakeLittleMemory()
{
    LabelValues values;
    for (int i = 0; i < 100'000; ++i)
        values.add(QStringLiteral("value %1").arg(i));
    values.add(QStringLiteral("value 1"));
    QCOMPARE(values.mostFrequent().size(), std::size_t(LabelValues::kMaxShown));
    QCOMPARE(values.mostFrequent().front().rows, 2);
    QCOMPARE(values.rowsBeyond(), 100'001 - LabelValues::kMaxShown - 1);
}

QTEST_GUILESS_MAIN(tst_LabelMeaning)
#include "tst_label_meaning.moc"
