#include "dataset/pair_reader.h"
#include "dataset/personal_data.h"
#include "test_support.h"

#include <QFile>
#include <QRegularExpression>

#include <numeric>

using namespace tunedesk;

class tst_PersonalData : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatLooksLikeSomethingPersonalIsMasked_data();
    void whatLooksLikeSomethingPersonalIsMasked();
    void otherNumbersStay_data();
    void otherNumbersStay();
    void allTextsOfAPairAreMasked();
    void realConversationsHaveFewFalseAlarms_data();
    void realConversationsHaveFewFalseAlarms();
};

void tst_PersonalData::whatLooksLikeSomethingPersonalIsMasked_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("masked");
    const auto row = [](const char *name, const char *text, const char *masked) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(masked);
    };
    // Numbers that issuers give out for tests.
    row("Visa", "card 4111111111111111.", "card [card].");
    row("Visa in fours", "My card is 4111 1111 1111 1111, valid 12/27",
        "My card is [card], valid 12/27");
    row("Visa with dashes", "4012-8888-8888-1881", "[card]");
    row("Visa with dots", "Card 4111.1111.1111.1111.", "Card [card].");
    row("American Express", "3782 822463 10005 is it", "[card] is it");
    row("Mastercard", "卡号5555555555554444，", "卡号[card]，");
    row("UnionPay of 19 digits", "银行卡号：6200 0000 0000 0000 018", "银行卡号：[card]");
    row("full width", "４１１１１１１１１１１１１１１１", "[card]");
    row("13 digits", "4222222222222", "[card]");
    row("US", "Call (415) 555-0132 please", "Call [phone] please");
    row("US with dashes", "530-555-0187.", "[phone].");
    row("US with dots", "it's 530.555.0187", "it's [phone]");
    row("US with its country", "1-530-555-0187", "[phone]");
    row("US with plus", "+1 530 555 0187 ok", "[phone] ok");
    row("international", "Ruf an: +49 30 901820 danke", "Ruf an: [phone] danke");
    row("international without blanks", "+442079460958", "[phone]");
    row("Chinese mobile", "手机13800138000", "手机[phone]");
    row("Chinese mobile in groups", "138 0013 8000或138-0013-8001", "[phone]或[phone]");
    row("Chinese mobile with its country", "+86 138 0013 8000, 86-13800138000", "[phone], [phone]");
    row("Chinese mobile with 0086", "0086 13800138000", "[phone]");
    row("Chinese landline", "电话是010-61382091。", "电话是[phone]。");
    row("Chinese landline of a switchboard", "电话010-12345678转8", "电话[phone]转8");
    row("full-width landline", "电话：０１０－６１３８２０９１。", "电话：[phone]。");
    row("full-width mobile", "手机１３８００１３８０００", "手机[phone]");
    row("full-width mobile in groups", "１３８ ００１３ ８０００", "[phone]");
    row("full-width identity number", "１１０１０５１９４９１２３１００２Ｘ", "[id]");
    row("full-width address", "邮箱ｍｅｉ．ｌｉｎ＠ｑｑ．ｃｏｍ。", "邮箱[email]。");
    row("full-width @", "邮箱mei@qq.com或mei＠qq.com。", "邮箱[email]或[email]。");
    row("Chinese landline without a dash", "电话是01086471035。", "电话是[phone]。");
    row("Chinese landline in brackets", "(0755) 8382 1234", "[phone]");
    row("landline in full-width brackets", "打（010）6234 5678，（0755）83821234吧",
        "打[phone]，[phone]吧");
    row("all of it full-width", "（０１０）６２３４－５６７８", "[phone]");
    row("Taiwanese mobile behind its name", "電話：0912-345-678", "電話：[phone]");
    row("in traditional characters", "我的手機號碼是0912 345 678。", "我的手機號碼是[phone]。");
    row("behind a list's number", "（1）13800138000（2）", "（1）[phone]（2）");
    row("a phone number although an order is near", "order help: call phone 13800138000",
        "order help: call phone [phone]");
    row("with a slash behind its name", "phone 030/901820, or", "phone [phone], or");
    row("with a slash, in groups", "Tel.: 030/90 18-20", "Tel.: [phone]");
    row("seven digits behind their name", "My mobile number is 5550132.",
        "My mobile number is [phone].");
    row("behind a Chinese name", "手机号码：8382 1234", "手机号码：[phone]");
    row("address", "Write to mei.lin+shop@mail.example.com!", "Write to [email]!");
    row("address among Han", "邮箱是mei_lin88@qq.com谢谢", "邮箱是[email]谢谢");
    row("address at the end of a sentence", "a@b.co.", "[email].");
    row("digits in an address", "13800138000@139.com", "[email]");
    row("identity number", "身份证11010519491231002X", "身份证[id]");
    row("identity number of digits", "身份证号 440524188001010014。", "身份证号 [id]。");
    row("two in one text", "a@b.org 4111111111111111", "[email] [card]");
    row("one behind another", "tel 010-62781234 / 0044 20 7946 0958", "tel [phone] / [phone]");
    row("three behind one another", "13800138000, 7946 0958; 6278 1234",
        "[phone], [phone]; [phone]");
    row("two numbers of an order", "13800138000 order 13900139000", "[phone] order [phone]");
    row("Chinese, one behind another", "手机13800138000或者，62781234",
        "手机[phone]或者，62781234");
    row("nothing", "", "");
}

void tst_PersonalData::whatLooksLikeSomethingPersonalIsMasked()
{
    QFETCH(QString, text);
    QFETCH(QString, masked);
    QCOMPARE(withoutPersonalData(text), masked);
    QVERIFY(findPersonalData(masked).empty());
    DialoguePair pair{.question = text};
    const PersonalCounts counts = maskPersonalData(pair);
    QCOMPARE(pair.question, masked);
    QCOMPARE(std::accumulate(counts.begin(), counts.end(), 0), int(masked.count(QLatin1Char('['))));
}

void tst_PersonalData::otherNumbersStay_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"order 4111111111111112", // fails Luhn's check
                             "Order 1234567890123456",
                             "order 13800138000 is late",
                             "订单号13800138000",
                             "单号：15900001111",
                             "訂單編號：13800138000",
                             "0912-345-678",
                             "（2019）12-34567",
                             "（一）2019（3）08",
                             "#13800138000",
                             "ORD-13800138000",
                             "SF1380013800012",
                             "A13800138000",
                             "13800138000123",
                             "the iPhone 1415926",
                             "phone 030/901820/7",
                             "Phone: 2019-03-08 12:30",
                             "call 2019/03/08",
                             "4111.1111 1111.1111",
                             "4155550132", // ten plain digits may be anything
                             "1234567",
                             "on 2019-03-08 12:30",
                             "2019-03-08 2019-03-09",
                             "10:30-22:30",
                             "$1,234,567.89",
                             "3.14159265358979",
                             "192.168.100.200",
                             "1.2.3.4",
                             "room 12-34, 5678 steps",
                             "100-200 euros",
                             "11010519491231002",  // no check digit
                             "110105194912310021", // wrong check digit
                             "tracking 1Z999AA10123456784",
                             "9400 1000 0000 0000 0000 00",
                             "0000 0000 0000 0000",
                             "ISBN 978-3-16-148410-0",
                             "114-1234567-1234567",
                             "user@localhost",
                             "@shop",
                             "a @ b",
                             "12345678901",
                             "23456789012",
                             "价格是600-700元",
                             "评分4.5分，人均100-150元",
                             "2023年10月1日至2023年10月7日",
                             "123-456-7890",
                             "555-0132",
                             "Ａ１３８００１３８０００",
                             "＠商店１２",
                             "2012-12345678"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void tst_PersonalData::otherNumbersStay()
{
    QFETCH(QString, text);
    QCOMPARE(withoutPersonalData(text), text);
}

void tst_PersonalData::allTextsOfAPairAreMasked()
{
    DialoguePair pair;
    pair.question = QStringLiteral("I am a@b.org");
    pair.reply = QStringLiteral("Thanks, c@d.org and e@f.org");
    pair.context = QStringLiteral("Hello\n13800138000");
    pair.note = QStringLiteral("4111111111111111");
    pair.answers.resize(1);
    pair.answers[0].note = QStringLiteral("call 530-555-0187");
    const PersonalCounts counts = maskPersonalData(pair);
    QCOMPARE(counts[std::size_t(PersonalKind::Email)], 3);
    QCOMPARE(counts[std::size_t(PersonalKind::Phone)], 2);
    QCOMPARE(counts[std::size_t(PersonalKind::Card)], 1);
    QCOMPARE(counts[std::size_t(PersonalKind::Identity)], 0);
    QCOMPARE(pair.reply, QStringLiteral("Thanks, [email] and [email]"));
    QCOMPARE(pair.context, QStringLiteral("Hello\n[phone]"));
    QCOMPARE(pair.note, QStringLiteral("[card]"));
    QCOMPARE(pair.answers[0].note, QStringLiteral("call [phone]"));
    QCOMPARE(personalDataOf(pair), PersonalCounts{});
}

void tst_PersonalData::realConversationsHaveFewFalseAlarms_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"sgd_train", "sgd_test", "crosswoz_train", "crosswoz_test"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void tst_PersonalData::realConversationsHaveFewFalseAlarms()
{
    QFETCH(QString, name);
    const QString file = QStringLiteral(TUNEDESK_SOURCE_DIR "/../shared/data/%1.csv").arg(name);
    if (!QFile::exists(file))
        QSKIP("the real pairs are not on this machine");
    auto reader = PairReader::open(file);
    VERIFY_RESULT(reader);
    PersonalCounts counts{};
    int odd = 0, pairs = 0;
    while (true) {
        const auto rows = reader->next(1000);
        VERIFY_RESULT(rows);
        if (rows->empty())
            break;
        for (const PairReader::Row &row : *rows) {
            ++pairs;
            for (const QString &text : {row.pair.question, row.pair.reply, row.pair.context})
                for (const PersonalData &found : findPersonalData(text)) {
                    ++counts[std::size_t(found.kind)];
                    // Both sets tell phone numbers of shops and hotels, in these forms alone.
                    const QString shown = text.mid(found.at, found.length);
                    static const QRegularExpression kPhone(QStringLiteral(
                        "^([2-9]\\d\\d-\\d{3}-\\d{4}|\\+\\d{1,2}( "
                        "[\\d-]+)+|0\\d{2,3}-?\\d{7,8}|1[3-9]\\d{9}|[5-8]\\d{7}(-\\d{4})?)$"));
                    const bool isOdd =
                        found.kind != PersonalKind::Phone || !kPhone.match(shown).hasMatch();
                    odd += isOdd;
                    if (isOdd)
                        qInfo("%s", qPrintable(shown));
                }
        }
    }
    qInfo("%s: %d pairs, %d cards, %d phone numbers, %d addresses, %d identity numbers",
          qPrintable(name), pairs, counts[0], counts[1], counts[2], counts[3]);
    QCOMPARE(odd, 0);
    QCOMPARE(counts[std::size_t(PersonalKind::Card)], 0);
    QCOMPARE(counts[std::size_t(PersonalKind::Identity)], 0);
}

QTEST_GUILESS_MAIN(tst_PersonalData)
#include "tst_personal_data.moc"
