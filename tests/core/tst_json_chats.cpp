#include "dataset/pair_reader.h"
#include "json_table.h"

using namespace tunedesk;

class tst_JsonChats : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachReplyOfAChatIsARow();
    void aChatNamesWhatItCantTake_data();
    void aChatNamesWhatItCantTake();
    void turnsOfOneSideInARowBelongTogether();
    void preferencesBecomeTwoPairs();
    void preferencesNameWhatTheyCantTake_data();
    void preferencesNameWhatTheyCantTake();
    void textsThatSayWhoSpeaksAreTurns_data();
    void textsThatSayWhoSpeaksAreTurns();

private:
    JsonFolder m_folder;
};

void tst_JsonChats::eachReplyOfAChatIsARow()
{
    const Table openAi = tableOf(jsonFixture(QStringLiteral("openai.jsonl")));
    QCOMPARE(openAi.names.join(QLatin1Char(' ')),
             QStringLiteral("question reply context dialogue label split topic"));
    QCOMPARE(openAi.columns,
             (QList<PairColumn>{PairColumn::Question, PairColumn::Reply, PairColumn::Context,
                                PairColumn::Dialogue, PairColumn::Label, PairColumn::Split,
                                PairColumn::Group}));
    const auto cells = [](std::initializer_list<const char *> texts) {
        QStringList all;
        for (const char *text : texts)
            all << QString::fromUtf8(text);
        return all;
    };
    QCOMPARE(openAi.rows[0].cells,
             cells({"Hello\nmy parcel is late", "I am sorry.\nWhat is the number?", "",
                    "openai.jsonl:1", "ok", "train", ""}));
    QCOMPARE(openAi.rows[1].cells,
             cells({"1042\nsee the photo", "It arrives tomorrow.",
                    "Hello\nmy parcel is late\nI am sorry. What is the number?", "openai.jsonl:1",
                    "ok", "train", ""}));
    QCOMPARE(openAi.rows[2].cells,
             cells({"可以退货吗？", "七天之内都可以。", "您好，请问有什么可以帮您？", "对话-7",
                    "bad", "", "退货"}));
    QCOMPARE(openAi.rows[1].line, 1);
    QCOMPARE(openAi.rows[2].line, 2);

    const Table shareGpt = tableOf(jsonFixture(QStringLiteral("sharegpt.json")));
    QCOMPARE(shareGpt.rows[1].cells,
             cells({"And what does it cost?", "Nine euros.",
                    "Do you ship to Norway?\nYes, within five days.", "s1"}));
    QCOMPARE(shareGpt.rows[2].cells,
             cells({"运费多少？", "满九十九元包邮。", "", "sharegpt.json:2"}));
    QCOMPARE(shareGpt.rows[2].line, 8);
}

void tst_JsonChats::aChatNamesWhatItCantTake_data()
{
    QTest::addColumn<QByteArray>("messages");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const char *messages, const char *reason) {
        QTest::newRow(name) << QByteArray(messages) << QString::fromUtf8(reason);
    };
    row("no list", R"("hello")", "The field “messages” holds no list of turns.");
    row("unknown role", R"([{"role":"user","content":"a"},{"role":"pirate","content":"b"}])",
        "Turn 2 is by “pirate”, who is neither customer nor agent.");
    row("no role", R"([{"role":"user","content":"a"},{"content":"b"}])",
        "Turn 2 doesn't say who wrote it.");
    row("content is a number",
        R"([{"role":"user","content":"a"},{"role":"assistant","content":5}])",
        "The content of turn 2 is no text.");
    row("no reply", R"([{"role":"user","content":"a"}])",
        "The conversation has no reply of an agent to a question.");
    row("no question", R"([{"role":"assistant","content":"a"}])",
        "The conversation has no reply of an agent to a question.");
    const auto turns = [](int count, qsizetype letters) {
        const QByteArray turn = R"({"role":"user","content":"a"},{"role":"assistant","content":")" +
                                QByteArray(letters, 'b') + R"("},)";
        return QByteArray('[' + turn.repeated(count / 2).chopped(1) + ']');
    };
    row("too many turns", turns(2002, 1), "The conversation has more than 2,000 turns.");
    row("too many letters", turns(2000, 200), "The conversation is too long; cut it in parts.");
    row("no turns", "[]", "The conversation has no reply of an agent to a question.");
}

void tst_JsonChats::aChatNamesWhatItCantTake()
{
    QFETCH(QByteArray, messages);
    QFETCH(QString, reason);
    const QByteArray good =
        R"({"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"r"}]})";
    const Table table = m_folder.tableOf(good + "\n{\"messages\":" + messages + "}\n" + good);
    QCOMPARE(table.rows.size(), 3u);
    QCOMPARE(table.problems(), QStringList{QStringLiteral("2 [messages] ") + reason});
    QCOMPARE(table.rows[2].cells.value(3), QStringLiteral("pairs.json:3"));
}

void tst_JsonChats::turnsOfOneSideInARowBelongTogether()
{
    const Table table = m_folder.tableOf(
        R"([{"id": null, "conversation_id": 5, "messages": [{"role": "user", "content": "a\r\nb"},
            {"role": "user", "content": " "}, {"role": "assistant", "content": ["c", "d"]},
            {"role": "tool", "content": {"x": 1}}, {"role": "Assistant", "content": "e"},
            {"role": "user", "content": "f"}, {"role": "assistant", "content": "g"}]}])");
    QCOMPARE(table.problems(), QStringList());
    QCOMPARE(table.rows.size(), 2u);
    QCOMPARE(table.rows[0].cells, (QStringList{QStringLiteral("a\r\nb"), QStringLiteral("c\nd\ne"),
                                               QString(), QStringLiteral("5")}));
    QCOMPARE(table.rows[1].cells,
             (QStringList{QStringLiteral("f"), QStringLiteral("g"), QStringLiteral("a b\nc d\ne"),
                          QStringLiteral("5")}));
}

void tst_JsonChats::preferencesBecomeTwoPairs()
{
    const Table table = tableOf(jsonFixture(QStringLiteral("dpo.jsonl")));
    QCOMPARE(table.names.join(QLatin1Char(' ')),
             QStringLiteral("question reply context dialogue label score_chosen topic"));
    QCOMPARE(table.columns,
             (QList<PairColumn>{PairColumn::Question, PairColumn::Reply, PairColumn::Context,
                                PairColumn::Dialogue, PairColumn::Label, PairColumn::LeaveOut,
                                PairColumn::Group}));
    const auto shown = [&table](std::size_t row) {
        return table.rows[row].cells.mid(0, 5).join(QLatin1Char('|'));
    };
    const QStringList expected{
        QStringLiteral("Where is it?|On its way.||dpo.jsonl:1|chosen"),
        QStringLiteral("Where is it?|No idea.||dpo.jsonl:1|rejected"),
        QStringLiteral("When?|Tomorrow.|Hi\nHello|talk-7|chosen"),
        QStringLiteral("When?|Never.|Hi\nHello|talk-7|rejected"),
        QStringLiteral("可以退货吗？|七天之内都可以。|你好\n您好|dpo.jsonl:3|chosen"),
        QStringLiteral("可以退货吗？|不行。|你好\n您好|dpo.jsonl:3|rejected"),
        QStringLiteral("Same?|Same.||dpo.jsonl:4|"),
        QStringLiteral("Answer politely.\nOpen?|Until six.||dpo.jsonl:5|chosen"),
        QStringLiteral("Answer politely.\nOpen?|Look it up.||dpo.jsonl:5|rejected"),
    };
    QStringList found;
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        found << shown(i);
    QCOMPARE(found, expected);

    auto reader = PairReader::open(jsonFixture(QStringLiteral("dpo.jsonl")));
    VERIFY_RESULT(reader);
    const auto rows = reader->next(100);
    VERIFY_RESULT(rows);
    QList<int> labels;
    for (const auto &row : *rows)
        labels << row.pair.label.value_or(-1);
    QCOMPARE(labels, (QList<int>{1, 0, 1, 0, 1, 0, -1, 1, 0}));

    const Table flat = tableOf(jsonFixture(QStringLiteral("dpo.jsonl")), QStringLiteral("jsonl"));
    QCOMPARE(flat.rows.size(), 5u);
    QVERIFY(flat.names.contains(QLatin1String("chosen")));
}

void tst_JsonChats::preferencesNameWhatTheyCantTake_data()
{
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<QStringList>("problems");
    const auto row = [](const char *name, const char *record, const QStringList &problems) {
        QTest::newRow(name) << QByteArray(record) << problems;
    };
    row("no prompt", R"({"chosen":"a","rejected":"b"})",
        {QStringLiteral("2 [chosen] There is no question before the reply of “chosen”."),
         QStringLiteral("2 [rejected] There is no question before the reply of “rejected”.")});
    row("one reply is missing", R"({"prompt":"q","chosen":"a","rejected":null})",
        {QStringLiteral("2 [rejected] The field “rejected” holds no reply.")});
    row("a prompt that is answered",
        R"({"prompt":[{"role":"user","content":"q"},{"role":"assistant","content":"r"}],)"
        R"("chosen":"a","rejected":" "})",
        {QStringLiteral("2 [rejected] The field “rejected” holds no reply.")});
    row("the last turn is a question",
        R"({"prompt":"q","chosen":[{"role":"user","content":"c"}],"rejected":"b"})",
        {QStringLiteral("2 [chosen] The field “chosen” holds no reply.")});
    row("no turns", R"({"prompt":"q","chosen":["a"],"rejected":"b"})",
        {QStringLiteral("2 [chosen] Turn 1 doesn't say who wrote it.")});
    row("an odd prompt", R"({"prompt":[5],"chosen":"a","rejected":"b"})",
        {QStringLiteral("2 [prompt] Turn 1 doesn't say who wrote it.")});
}

void tst_JsonChats::preferencesNameWhatTheyCantTake()
{
    QFETCH(QByteArray, record);
    const QByteArray good = R"({"prompt":"q","chosen":"a","rejected":"b"})";
    const Table table = m_folder.tableOf(good + '\n' + record + '\n' + good);
    QCOMPARE(table.kind, QStringLiteral("dpo"));
    QTEST(table.problems(), "problems");
    QCOMPARE(table.rows.back().cells.value(3), QStringLiteral("pairs.json:3"));
}

void tst_JsonChats::textsThatSayWhoSpeaksAreTurns_data()
{
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<QString>("pair"); // question, reply and context of what was chosen
    const auto row = [](const char *name, const char *record, const char *pair) {
        QTest::newRow(name) << QByteArray(record) << QString::fromUtf8(pair);
    };
    row("Human and Assistant",
        R"({"chosen":"\n\nHuman: Hi\n\nAssistant: Hello\n\nHuman: Where?\n\nAssistant: Here.\nBy you.",)"
        R"("rejected":"\n\nHuman: Hi\n\nAssistant: Hello\n\nHuman: Where?\n\nAssistant: No."})",
        "Where?|Here.\nBy you.|Hi\nHello");
    row("as a prompt",
        R"({"prompt":"Human: Hi\nAssistant: Hello\nHuman: Where?\nAssistant:",)"
        R"("chosen":"Here.","rejected":"No."})",
        "Where?|Here.|Hi\nHello");
    row("Chinese",
        R"({"prompt":"客户：在哪？\n客服：稍等\n客户：好的","chosen":"到了","rejected":"不"})",
        "好的|到了|在哪？\n稍等");
    row("one side alone", R"({"prompt":"User: who?","chosen":"Model: X200","rejected":"b"})",
        "User: who?|Model: X200|");
    row("other lines with a colon",
        R"({"prompt":"Colour: blue\nAgent: me\nUser: you",)"
        R"("chosen":"a","rejected":"b"})",
        "Colour: blue\nAgent: me\nUser: you|a|");
}

void tst_JsonChats::textsThatSayWhoSpeaksAreTurns()
{
    QFETCH(QByteArray, record);
    const Table table = m_folder.tableOf(record + '\n');
    QCOMPARE(table.problems(), QStringList());
    QCOMPARE(table.rows.size(), 2u);
    QTEST(table.rows[0].cells.mid(0, 3).join(QLatin1Char('|')), "pair");
}

QTEST_GUILESS_MAIN(tst_JsonChats)
#include "tst_json_chats.moc"
