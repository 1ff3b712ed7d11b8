#include "jobs/model_catalogue.h"
#include "jobs/predict_pairs.h"
#include "test_support.h"
#include "tokenizer_trials.h"

#include <QFileInfo>

using namespace tunedesk;

/// The multilingual model that packaging/start --chinese makes. Skipped where it isn't set up.
class tst_ChineseStarter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void itCanBeUsed();
    void idsAreThoseOfHuggingFace_data();
    void idsAreThoseOfHuggingFace();
    void everyNastyTextBecomesWhatTheReferenceMakesOfIt();
    void aRunOfOneCharacterIsTokenisedInTime_data();
    void aRunOfOneCharacterIsTokenisedInTime();

private:
    QString m_folder = modelsFolder() + QStringLiteral("/multilingual-e5-small");
};

void tst_ChineseStarter::init()
{
    if (!QFileInfo::exists(m_folder + QStringLiteral("/config.json")))
        QSKIP("The Chinese starter is not set up: bash packaging/check --chinese.");
}

void tst_ChineseStarter::itCanBeUsed()
{
    const ModelInfo info = inspectModel(m_folder);
    QCOMPARE(info.problem, QString());
    QVERIFY(info.starter);
    QCOMPARE(info.layers, 12);
    QCOMPARE(info.hidden, 384);
}

void tst_ChineseStarter::idsAreThoseOfHuggingFace_data()
{
    // tokenizers 0.23.3 on a folder whose character map is SentencePiece's own.
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<std::vector<int>>("ids");
    QTest::newRow("Chinese") << QStringLiteral("你好，我的包裹在哪里？")
                             << QStringLiteral("您的包裹明天送达。")
                             << std::vector<int>{0,      6,     124084, 4,    6688, 208234,
                                                 164691, 32,    2,      2,    6,    16621,
                                                 208234, 72938, 4663,   9186, 30,   2};
    QTest::newRow("full width, a separate mark, a ligature")
        << QStringLiteral("ＡＢＣ\u3000１２３") << QStringLiteral("cafe\u0301 \ufb01n")
        << std::vector<int>{0, 47457, 37638, 2, 2, 26216, 2270, 2};
    QTest::newRow("spaces, zero width, emoji")
        << QStringLiteral("退款  ok\u200b?") << QStringLiteral("😀 再见")
        << std::vector<int>{0, 6, 12461, 7485, 3664, 705, 2, 2, 21119, 6, 2058, 11415, 2};
    QTest::newRow("empty") << QStringLiteral("") << QStringLiteral("")
                           << std::vector<int>{0, 2, 2, 2};
}

void tst_ChineseStarter::idsAreThoseOfHuggingFace()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    const auto tokens = tokenizeTexts(m_folder, {{first, second}}, 0);
    VERIFY_RESULT(tokens);
    QTEST(tokens->front().ids, "ids");
}

void tst_ChineseStarter::everyNastyTextBecomesWhatTheReferenceMakesOfIt()
{
    const auto tokenizer = Tokenizer::load(m_folder);
    VERIFY_RESULT(tokenizer);
    compareWithNastyBaseline(*tokenizer, QStringLiteral("multilingual-e5-small"));
}

void tst_ChineseStarter::aRunOfOneCharacterIsTokenisedInTime_data()
{
    QTest::addColumn<QString>("character");
    QTest::addColumn<int>("count");
    for (const CharacterRun &run : characterRuns())
        QTest::newRow(run.name) << run.character << run.count;
}

void tst_ChineseStarter::aRunOfOneCharacterIsTokenisedInTime()
{
    QFETCH(QString, character);
    QFETCH(int, count);
    const auto tokenizer = Tokenizer::load(m_folder);
    VERIFY_RESULT(tokenizer);
    tokeniseRunInTime(*tokenizer, character, count);
}

QTEST_GUILESS_MAIN(tst_ChineseStarter)
#include "tst_chinese_starter.moc"
