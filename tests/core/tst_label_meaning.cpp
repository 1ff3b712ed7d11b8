#include "dataset/label_meaning.h"
#include "dataset/pair_reader.h"
#include "test_support.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>

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

/// A file of JSON Lines with a record for each label.
class RecordFile
{
public:
    RecordFile(const QByteArray &record, const QStringList &labels)
    {
        QFile file(path());
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no test file");
        for (const QString &label : labels)
            file.write(QByteArray(record).replace('$', label.toUtf8()) + '\n');
    }
    QString path() const { return m_path; }
    /// "1 0 none skipped" for the records' answers or labels, or why a row was left out.
    QStringList read(const PairFormat &format) const
    {
        auto reader = PairReader::open(m_path, format);
        if (!reader)
            return {reader.error().toLine()};
        const auto rows = reader->next(1000);
        if (!rows)
            return {rows.error().toLine()};
        QStringList said;
        for (const PairReader::Row &row : *rows) {
            Label answer{.label = row.pair.label, .score = row.pair.score};
            if (!row.pair.answers.empty())
                answer = row.pair.answers.front();
            said << (row.rejected     ? row.rejected->reason
                     : answer.label   ? QString::number(*answer.label)
                     : answer.score   ? QStringLiteral("score:%1").arg(*answer.score)
                     : answer.skipped ? QStringLiteral("skipped")
                                      : QStringLiteral("none"));
        }
        return said;
    }
    std::vector<LabelValues::Value> values(const PairFormat &format) const
    {
        auto reader = PairReader::open(m_path, format);
        if (!reader || !reader->next(1000))
            return {};
        return reader->labelValues().mostFrequent();
    }

private:
    QTemporaryDir m_folder;
    QString m_path = m_folder.filePath(QStringLiteral("records.jsonl"));
};
} // namespace

class tst_LabelMeaning : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void scoresAreNumbersAsPeopleWriteThem();
    void wordsAreGuessed_data();
    void wordsAreGuessed();
    void starsAreCounted_data();
    void starsAreCounted();
    void numbersGoByTheWholeColumn_data();
    void numbersGoByTheWholeColumn();
    void gradesAreNoLabelsUntilSomebodySaysSo();
    void fewOddNumbersAmongLabelsAreSlips();
    void namesOfMeaningsGoThereAndBack();
    void whatAPersonSaysOutranksTheGuess();
    void zeroBesideMinusOneCanBeSaid();
    void unknownValuesComeInUnlabelledByChoice();
    void aScoreColumnTakesStars();
    void valuesAreCountedTheMostFrequentFirst();
    void manyValuesTakeLittleMemory();
    void answersOfRecordsGoByTheMeanings_data();
    void answersOfRecordsGoByTheMeanings();
    void unknownAnswersAreShownAndRefusedOrUnlabelledByChoice();
    void starsOfAnswersGoByTheWholeFile();
    void aLabelThatIsAskedAboutMayMeanTheOtherOne();
};

void tst_LabelMeaning::wordsAreGuessed_data()
{
    QTest::addColumn<QString>("meaning");
    for (const char *yes :
         {"ok", "OK", "good", "好", "是", "合格", "yes", " True", "1", "1.0", "positive", "恰当",
          "非常满意", "很满意", "非常滿意", "Very satisfied", "very good"})
        QTest::newRow(yes) << "1";
    for (const char *no :
         {"bad", "否", "不合格", "no", "FALSE", "0", "negative", "不好", "not  appropriate",
          "非常不满意", "不太满意", "非常不滿意", "very dissatisfied", "NOK", "ng"})
        QTest::newRow(no) << "0";
    for (const char *none : {"n/a", "NaN", "None", "null", "?", "unsure", "未标注", "不确定", "-"})
        QTest::newRow(none) << "none";
    for (const char *unknown : {"postive", "maybe", "neutral", "一般", "17", "2", "spam", "100%"})
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
    QTest::newRow("1★") << 1.0 << "0";
    QTest::newRow("3★") << 3.0 << "none";
    QTest::newRow("5 ★") << 5.0 << "1";
    QTest::newRow("4.5⭐️") << 4.5 << "1";
    QTest::newRow("2🌟") << 2.0 << "0";
    QTest::newRow("10★") << -1.0 << "unknown";
    QTest::newRow("5★★") << -1.0 << "unknown";
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
    QTest::newRow("one and minus one")
        << QStringList{"1", "-1", "-1.0", "+1"} << QStringList{"1", "0", "0", "1"};
    QTest::newRow("minus one, zero and one") << QStringList{"1", "-1", "0", "n/a", "0.0"}
                                             << QStringList{"1", "0", "none", "none", "none"};
    QTest::newRow("minus one among words")
        << QStringList{"yes", "-1", "0"} << QStringList{"1", "0", "0"};
    QTest::newRow("minus one among others")
        << QStringList{"1", "-1", "0", "7"} << QStringList{"1", "0", "0", noLabel.arg(7)};
    const auto grades = [](const QStringList &all) {
        QStringList problems;
        for (const QString &value : all)
            problems << QStringLiteral("“%1” may be a grade or the number of a class; "
                                       "choose what it means.")
                            .arg(value);
        return problems;
    };
    for (const QStringList &all :
         {QStringList{"10", "7", "1", "2"}, QStringList{"0", "1", "2", "3", "4", "5"},
          QStringList{"0", "1", "2", "2"}, QStringList{"100", "85", "1", "0"},
          QStringList{"-2", "-1", "0", "1", "2"}, QStringList{"1,0", "2,5", "10,0"},
          QStringList{"１０", "７", "１"}})
        QTest::newRow(qPrintable("grades " + all.join(QLatin1Char(' ')))) << all << grades(all);
    QTest::newRow("grades beside words")
        << QStringList{"yes", "9", "1", "8", "n/a"}
        << QStringList{"1", grades({"9"}).front(), grades({"1"}).front(), grades({"8"}).front(),
                       "none"};
    QTest::newRow("scores from 0 to 1")
        << QStringList{"0", "0.5", "0.25", "1"}
        << QStringList{"0", noLabel.arg("0.5"), noLabel.arg("0.25"), "1"};
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

void tst_LabelMeaning::gradesAreNoLabelsUntilSomebodySaysSo()
{
    PairFormat format;
    format.unknownLabels = UnknownLabels::Unlabelled;
    const QStringList grades{"10", "7", "1", "2"};
    QCOMPARE(readColumn(grades, format), QStringList({"none", "none", "none", "none"}));
    format.labelMeanings = {{"10", {LabelMeaning::Kind::Appropriate}},
                            {"1", {LabelMeaning::Kind::NotAppropriate}}};
    QCOMPARE(readColumn(grades, format), QStringList({"1", "none", "0", "none"}));
}

void tst_LabelMeaning::fewOddNumbersAmongLabelsAreSlips()
{
    const auto numbers = [](int labels) {
        LabelValues values;
        for (int i = 0; i < labels; ++i)
            values.add(QString::number(i % 2));
        values.add(QStringLiteral("10"));
        values.add(QStringLiteral("11"));
        return values.numbers();
    };
    QCOMPARE(numbers(198), NumberScale::Grades);
    QCOMPARE(numbers(199), NumberScale::TwoLabels);
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

void tst_LabelMeaning::zeroBesideMinusOneCanBeSaid()
{
    PairFormat format;
    format.labelMeanings = {{"0", {LabelMeaning::Kind::NotAppropriate}}};
    QCOMPARE(readColumn({"1", "0", "-1"}, format), QStringList({"1", "0", "0"}));
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

void tst_LabelMeaning::answersOfRecordsGoByTheMeanings_data()
{
    QTest::addColumn<QByteArray>("record"); // $: the label
    QTest::newRow("Label Studio") << QByteArray(
        R"({"data":{"question":"a","reply":"b"},"annotations":[{"completed_by":1,)"
        R"("result":[{"type":"choices","value":{"choices":["$"]}}]}]})");
    QTest::newRow("Label Studio, flat")
        << QByteArray(R"({"question":"a","reply":"b","choice":"$","annotator":1,"lead_time":1})");
    QTest::newRow("doccano, with names")
        << QByteArray(R"({"text":"a","reply":"b","label":["$"],"username":"mei"})");
    QTest::newRow("doccano") << QByteArray(R"({"text":"a","reply":"b","label":["$"]})");
    QTest::newRow("doccano, two labels")
        << QByteArray(R"({"text":"a","reply":"b","label":["n/a","$"]})");
    QTest::newRow("Prodigy, a choice")
        << QByteArray(R"({"question":"a","reply":"b","_task_hash":1,"answer":"accept",)"
                      R"("accept":["$"]})");
}

void tst_LabelMeaning::answersOfRecordsGoByTheMeanings()
{
    QFETCH(QByteArray, record);
    const QStringList values{QStringLiteral("Meh"), QStringLiteral("good"), QStringLiteral("top"),
                             QStringLiteral("bad")};
    PairFormat format;
    format.labelMeanings = {{QStringLiteral("meh"), {LabelMeaning::Kind::NotAppropriate}},
                            {QStringLiteral("top"), {LabelMeaning::Kind::Score, 4.5}},
                            {QStringLiteral("bad"), {LabelMeaning::Kind::Refused}}};
    const RecordFile file(record, values);
    QCOMPARE(file.read(format),
             (QStringList{QStringLiteral("0"), QStringLiteral("1"), QStringLiteral("score:4.5"),
                          QStringLiteral("Rows labelled “bad” are to be left out.")}));
    // Otherwise what everybody knows.
    const QStringList usual = file.read({});
    QCOMPARE(usual.size(), 4);
    QVERIFY2(usual[0].contains(QStringLiteral("“Meh” is no label")), qPrintable(usual[0]));
    QCOMPARE(usual[1], QStringLiteral("1"));
    QCOMPARE(usual[3], QStringLiteral("0"));
}

void tst_LabelMeaning::unknownAnswersAreShownAndRefusedOrUnlabelledByChoice()
{
    const RecordFile file(
        R"({"data":{"question":"a","reply":"b"},"annotations":[{"completed_by":1,)"
        R"("result":[{"type":"choices","value":{"choices":["$"]}}]}]})",
        {QStringLiteral("ready"), QStringLiteral("draft"), QStringLiteral("ready")});
    PairFormat format;
    const auto values = file.values(format);
    QCOMPARE(values.size(), 2u); // though nobody knows them, they can be chosen
    QCOMPARE(values[0].text, QStringLiteral("ready"));
    QCOMPARE(values[0].rows, 2);
    format.unknownLabels = UnknownLabels::Unlabelled;
    QCOMPARE(file.read(format),
             (QStringList{QStringLiteral("none"), QStringLiteral("none"), QStringLiteral("none")}));
}

void tst_LabelMeaning::starsOfAnswersGoByTheWholeFile()
{
    const QByteArray record =
        R"({"data":{"question":"a","reply":"b"},"annotations":[{"completed_by":1,)"
        R"("result":[{"type":"choices","value":{"choices":["$"]}}]}]})";
    QCOMPARE(RecordFile(record, {QStringLiteral("5"), QStringLiteral("3"), QStringLiteral("1"),
                                 QStringLiteral("★★★★☆")})
                 .read({}),
             (QStringList{QStringLiteral("1"), QStringLiteral("none"), QStringLiteral("0"),
                          QStringLiteral("1")}));
    QCOMPARE(RecordFile(record, {QStringLiteral("0"), QStringLiteral("1")}).read({}),
             (QStringList{QStringLiteral("0"), QStringLiteral("1")}));
    // Where the first rows mislead, the end says so.
    QStringList values(60, QStringLiteral("1"));
    values << QStringLiteral("5");
    const RecordFile misleading(record, values);
    auto reader = PairReader::open(misleading.path());
    VERIFY_RESULT(reader);
    QCOMPARE(reader->format().labelNumbers, std::optional(NumberScale::TwoLabels));
    VERIFY_RESULT(reader->next(1000));
    QCOMPARE(reader->otherNumbers(), std::optional(NumberScale::Stars));
}

void tst_LabelMeaning::aLabelThatIsAskedAboutMayMeanTheOtherOne()
{
    const QByteArray record =
        R"({"question":"a","reply":"b","_task_hash":1,"label":"RUDE","answer":"$"})";
    const RecordFile file(
        record, {QStringLiteral("accept"), QStringLiteral("reject"), QStringLiteral("ignore")});
    QCOMPARE(file.read({}),
             (QStringList{QStringLiteral("1"), QStringLiteral("0"), QStringLiteral("skipped")}));
    const auto values = file.values({});
    QVERIFY(std::any_of(values.begin(), values.end(),
                        [](const auto &value) { return value.text == QLatin1String("RUDE"); }));
    PairFormat format;
    format.labelMeanings = {{QStringLiteral("rude"), {LabelMeaning::Kind::NotAppropriate}}};
    QCOMPARE(file.read(format),
             (QStringList{QStringLiteral("0"), QStringLiteral("1"), QStringLiteral("skipped")}));
    format.labelMeanings = {{QStringLiteral("rude"), {LabelMeaning::Kind::Score, 2}}};
    QCOMPARE(file.read(format), (QStringList{QStringLiteral("score:2"), QStringLiteral("none"),
                                             QStringLiteral("skipped")}));
}

void tst_LabelMeaning::scoresAreNumbersAsPeopleWriteThem()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("pairs.tsv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("question\treply\tscore\n");
    const QStringList cells{"0.25", "95%",   " 12,5 % ", "0,5", "0,125",   "-3",  "１．５",
                            "1e2",  "1,234", "1,2,3",    ",5",  "1.234,5", "nan", "%"};
    for (const QString &cell : cells)
        file.write("q\tr\t" + cell.toUtf8() + '\n');
    file.close();
    PairFormat format;
    format.columns = {PairColumn::Question, PairColumn::Reply, PairColumn::Score};
    auto reader = PairReader::open(file.fileName(), format);
    VERIFY_RESULT(reader);
    const auto rows = reader->next(100);
    VERIFY_RESULT(rows);
    QStringList read;
    for (const PairReader::Row &row : *rows)
        read << (row.rejected ? QStringLiteral("!") : QString::number(row.pair.score.value_or(-1)));
    QCOMPARE(read, (QStringList{"0.25", "0.95", "0.125", "0.5", "0.125", "-3", "1.5", "100", "!",
                                "!", "!", "!", "!", "!"}));
    // A column of them is one by its name.
    PairFormat found;
    QFile named(folder.filePath(QStringLiteral("named.tsv")));
    QVERIFY(named.open(QIODevice::WriteOnly));
    named.write("question\treply\tquality score\nq\tr\t95%\ns\tt\t0,5\n");
    named.close();
    const auto guessed = PairReader::open(named.fileName());
    VERIFY_RESULT(guessed);
    QCOMPARE(guessed->format().columns.value(2), PairColumn::Score);
}

QTEST_GUILESS_MAIN(tst_LabelMeaning)
#include "tst_label_meaning.moc"
