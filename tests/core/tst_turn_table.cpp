#include "dataset/pair_reader.h"
#include "dataset/turn_table.h"
#include "table_folder.h"
#include "test_support.h"

#include <QFile>
#include <QTemporaryDir>

using namespace tunedesk;

/// Tables with a turn of a chat in each row.
class tst_TurnTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<TableFolder>(); }
    void turnsBecomePairs_data();
    void turnsBecomePairs();
    void whatBelongsToTheReplyComesWithIt();
    void rowsThatFitNowhereAreNamed();
    void conversationsMayGoOnAtOnce();
    void numbersTellTheOrder();
    void aConversationIsTakenUpAfterSoManyRows();
    void errorsOfFormulasAreNoTexts();
    void newestFirstIsTurned();
    void timesTellTheOrder();
    void whatWeChatExportsBecomesPairs();
    void peopleAreToldApartByTheirNames_data();
    void peopleAreToldApartByTheirNames();
    void casesHaveTheirCommentsAsReplies();
    void preferencesBecomeTwoPairs();
    void otherTablesStayAsTheyAre_data();
    void otherTablesStayAsTheyAre();

private:
    QString write(const QByteArray &bytes, const QString &name = QStringLiteral("pairs.csv"))
    {
        return m_folder->write(bytes, name);
    }
    /// The pairs of a table: "dialogue|context|question|reply|label", line breaks as "/".
    QStringList pairsOf(const QByteArray &bytes, const QString &name = QStringLiteral("pairs.csv"))
    {
        auto reader = PairReader::open(write(bytes, name));
        if (!reader)
            return {reader.error().toLine()};
        QStringList found;
        const auto rows = reader->next(100);
        for (const PairReader::Row &row : *rows) {
            const DialoguePair &pair = row.pair;
            const QString label = pair.label ? QString::number(*pair.label) : QString();
            found << (row.rejected ? row.rejected->reason
                                   : QStringList{pair.dialogue, pair.context, pair.question,
                                                 pair.reply, label}
                                         .join(QLatin1Char('|'))
                                         .replace(QLatin1Char('\n'), QLatin1Char('/')));
        }
        return found;
    }
    std::unique_ptr<TableFolder> m_folder;
};

void tst_TurnTable::turnsBecomePairs_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("a table") << "turns.csv"
                             << QByteArray("conversation_id,timestamp,role,message\n"
                                           "7,2024-01-01 10:00,customer,Where is it?\n"
                                           "7,2024-01-01 10:01,system,Bob joined\n"
                                           "7,2024-01-01 10:02,agent,On its way.\n"
                                           "7,2024-01-01 10:03,customer,When?\n"
                                           "7,2024-01-01 10:03,customer,Today?\n"
                                           "7,2024-01-01 10:04,agent,Yes.\n"
                                           "7,2024-01-01 10:05,customer,Thanks\n"
                                           "8,2024-01-01 11:00,agent,Hello\n"
                                           "8,2024-01-01 11:00,customer,A refund?\n"
                                           "8,2024-01-01 11:00,agent,Sure.\n");
    QTest::newRow("Chinese") << "turns.csv"
                             << QString(QStringLiteral("会话编号,时间,角色,内容\n"
                                                       "7,10点,客户,Where is it?\n"
                                                       "7,10点,客服,On its way.\n"
                                                       "7,10点,客户,When?\n"
                                                       "7,10点,客户,Today?\n"
                                                       "7,10点,客服,Yes.\n"
                                                       "8,10点,客服,Hello\n"
                                                       "8,10点,客户,A refund?\n"
                                                       "8,10点,客服,Sure.\n"))
                                    .toUtf8();
    QTest::newRow("records")
        << "turns.jsonl"
        << QByteArray("{\"dialog_id\":\"7\",\"speaker\":\"user\",\"words\":\"Where is it?\"}\n"
                      "{\"dialog_id\":\"7\",\"speaker\":\"bot\",\"words\":\"On its way.\"}\n"
                      "{\"dialog_id\":\"7\",\"speaker\":\"user\",\"words\":\"When?\"}\n"
                      "{\"dialog_id\":\"7\",\"speaker\":\"user\",\"words\":\"Today?\"}\n"
                      "{\"dialog_id\":\"7\",\"speaker\":\"bot\",\"words\":\"Yes.\"}\n"
                      "{\"dialog_id\":\"8\",\"speaker\":\"bot\",\"words\":\"Hello\"}\n"
                      "{\"dialog_id\":\"8\",\"speaker\":\"user\",\"words\":\"A refund?\"}\n"
                      "{\"dialog_id\":\"8\",\"speaker\":\"bot\",\"words\":\"Sure.\"}\n");
}

void tst_TurnTable::turnsBecomePairs()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    auto reader = PairReader::open(write(bytes, name));
    VERIFY_RESULT(reader);
    const auto rows = reader->next(100);
    VERIFY_RESULT(rows);
    QStringList found;
    for (const PairReader::Row &row : *rows) {
        QVERIFY(!row.rejected);
        found << QStringList{row.pair.dialogue, row.pair.context, row.pair.question, row.pair.reply}
                     .join(QLatin1Char('|'))
                     .replace(QLatin1Char('\n'), QLatin1Char('/'));
    }
    QCOMPARE(found, QStringList({QStringLiteral("7||Where is it?|On its way."),
                                 QStringLiteral("7|Where is it?/On its way.|When?/Today?|Yes."),
                                 QStringLiteral("8|Hello|A refund?|Sure.")}));
}

void tst_TurnTable::whatBelongsToTheReplyComesWithIt()
{
    auto reader = PairReader::open(write("ticket,from,body,label,note\n"
                                         "1,customer,Where?,,first\n"
                                         "1,agent,\"On its\nway.\",1,second\n"
                                         "1,agent,Soon.,0,third\n"));
    VERIFY_RESULT(reader);
    const auto rows = reader->next(10);
    VERIFY_RESULT(rows);
    QCOMPARE(rows->size(), std::size_t(1));
    QCOMPARE(rows->front().row, 3);
    QCOMPARE(rows->front().pair.reply, QStringLiteral("On its\nway.\nSoon."));
    QCOMPARE(rows->front().pair.label, std::optional(1));
    QCOMPARE(rows->front().pair.note, QStringLiteral("second"));
}

void tst_TurnTable::rowsThatFitNowhereAreNamed()
{
    QByteArray bytes("chat id,role,text\n1,user,a b\n1,agent,c d\n2,user,e f\n2,agent,g h\n");
    for (int i = 3; i < 60; ++i)
        bytes += QByteArray::number(i) + ",user,a b\n" + QByteArray::number(i) + ",agent,c d\n";
    const int lines = int(bytes.count('\n'));
    bytes += "60,boss,i j\n60,user,k l\n,user,m n\n61,user\n";
    auto reader = PairReader::open(write(bytes));
    VERIFY_RESULT(reader);
    const auto rows = reader->next(1000);
    VERIFY_RESULT(rows);
    QStringList refused;
    int pairs = 0;
    for (const PairReader::Row &row : *rows) {
        pairs += !row.rejected;
        if (row.rejected)
            refused << QString::number(row.row - lines) + QLatin1Char(' ') + row.rejected->reason;
    }
    QCOMPARE(pairs, 59);
    // All rows of a conversation that is refused are told.
    QCOMPARE(rows->back().rejected->raw, QStringLiteral("60,boss,i j\n60,user,k l"));
    QCOMPARE(refused,
             QStringList(
                 {QStringLiteral("1 “boss” is neither customer nor agent."),
                  QStringLiteral("3 The row doesn't say which conversation it is of."),
                  QStringLiteral("4 The row has 2 fields, expected 3."),
                  QStringLiteral("1 The conversation has no reply of an agent to a question.")}));
}

void tst_TurnTable::conversationsMayGoOnAtOnce()
{
    QCOMPARE(pairsOf("ticket_id,created_at,author_type,body\n"
                     "2,2024-01-01T10:04Z,agent,Now.\n"
                     "1,2024-01-01T10:00Z,end-user,Where?\n"
                     "2,2024-01-01T10:01Z,End User,When?\n"
                     "1,2024-01-01T10:02Z,agent,There.\n"
                     "3,2024-01-01T10:02Z,end_user,Who?\n"
                     "1,2024-01-01T10:03Z,end-user,Really?\n"
                     "3,2024-01-01T10:03Z,admin,Me.\n"
                     "1,2024-01-01T10:05Z,agent,Yes.\n"),
             QStringList({"2||When?|Now.|", "1||Where?|There.|", "1|Where?/There.|Really?|Yes.|",
                          "3||Who?|Me.|"}));
}

void tst_TurnTable::numbersTellTheOrder()
{
    const QStringList pairs{"1||one|two|", "1|one/two|nine|ten|"};
    for (const char *name : {"turn", "turn_id", "seq", "序号"})
        QCOMPARE(pairsOf(QByteArray("dialog_id,") + name +
                         ",speaker,utterance\n1,10,agent,ten\n1,9,user,nine\n1,2,agent,two\n"
                         "1,1,user,one\n"),
                 pairs);
    QCOMPARE(pairsOf("chat_id,time,direction,text\n1,01.03.2024 10:03,outbound,ten\n"
                     "1,01.03.2024 10:02,inbound,nine\n1,29.02.2024 10:05,outbound,two\n"
                     "1,29.02.2024 10:04,inbound,one\n"),
             pairs);
}

void tst_TurnTable::aConversationIsTakenUpAfterSoManyRows()
{
    for (const int others : {9'000, 31'000}) { // two rows each
        QByteArray bytes("chat id,role,text\n1,user,a\n1,agent,b\n");
        for (int i = 2; i < 2 + others; ++i)
            bytes += QByteArray::number(i) + ",user,q\n" + QByteArray::number(i) + ",agent,r\n";
        bytes += "1,user,c\n1,agent,d\n";
        auto reader = PairReader::open(write(bytes));
        VERIFY_RESULT(reader);
        int pairs = 0;
        QStringList refused;
        while (true) {
            const auto rows = reader->next(1000);
            VERIFY_RESULT(rows);
            if (rows->empty())
                break;
            for (const PairReader::Row &row : *rows)
                if (row.rejected)
                    refused << row.rejected->reason;
                else
                    ++pairs;
        }
        const bool isTogether = others < 10'000;
        QCOMPARE(pairs, others + (isTogether ? 2 : 1));
        QCOMPARE(refused.size(), isTogether ? 0 : 2);
        if (!isTogether)
            QCOMPARE(refused.front(),
                     QStringLiteral("The rows of conversation “1” don't stand together; sort the "
                                    "table by conversation and time."));
    }
}

namespace
{
/// A spreadsheet's table: ticket, role, text, label.
class Cells : public TableSource
{
public:
    explicit Cells(const QList<QStringList> &rows) : m_rows(rows) {}
    QStringList columnNames() const override
    {
        return {QStringLiteral("ticket"), QStringLiteral("role"), QStringLiteral("text"),
                QStringLiteral("label")};
    }
    QList<QStringList> firstRows() const override { return m_rows; }
    Result<bool> next(TableRow &row) override
    {
        if (m_at == m_rows.size())
            return false;
        row = {};
        row.cells = m_rows[m_at++];
        row.line = m_at;
        for (qsizetype i = 0; i < row.cells.size(); ++i)
            if (row.cells[i].startsWith(QLatin1Char('#')))
                row.failed.insert(i, row.cells[i]);
        return true;
    }
    qint64 position() const override { return m_at; }
    qint64 size() const override { return m_rows.size(); }

private:
    QList<QStringList> m_rows;
    qsizetype m_at = 0;
};
} // namespace

void tst_TurnTable::errorsOfFormulasAreNoTexts()
{
    const auto rowOf = [](const char *side, const char *text, const char *label) {
        return QStringList{QStringLiteral("7"), QLatin1String(side), QLatin1String(text),
                           QLatin1String(label)};
    };
    const auto table =
        turnsAsPairs(std::make_unique<Cells>(QList<QStringList>{
                         rowOf("customer", "Where?", ""), rowOf("agent", "#REF!", "1"),
                         rowOf("agent", "Here.", "#N/A"), rowOf("customer", "And now?", ""),
                         rowOf("agent", "There.", "0")}),
                     {});
    QCOMPARE(table->columnNames().size(), 5);
    TableRow row;
    QVERIFY(table->next(row).value_or(false));
    QVERIFY(row.problem && row.problem->reason.contains(QStringLiteral("#REF!")));
    QVERIFY(table->next(row).value_or(false));
    QVERIFY(!row.problem);
    QCOMPARE(row.cells.value(1), QStringLiteral("Here."));
    QCOMPARE(row.failed.keys(), QList<qsizetype>{4}); // where the label stands now
    QVERIFY(table->next(row).value_or(false));
    QCOMPARE(row.cells.value(1), QStringLiteral("There."));
    QVERIFY(row.failed.isEmpty());
    QVERIFY(!table->next(row).value_or(true));
}

void tst_TurnTable::newestFirstIsTurned()
{
    // The last two turns are of one minute.
    QCOMPARE(pairsOf("conversation_id,timestamp,sender_type,message\n"
                     "A,2024-01-01 10:04,agent,It is in Leeds.\n"
                     "A,2024-01-01 10:03,agent,Let me look.\n"
                     "A,2024-01-01 10:03,visitor,12345\n"
                     "A,2024-01-01 10:02,agent,What is the number?\n"
                     "A,2024-01-01 10:00,visitor,my parcel is lost\n"),
             (QStringList{"A||my parcel is lost|What is the number?|",
                          "A|my parcel is lost/What is the number?|12345|"
                          "Let me look./It is in Leeds.|"}));
}

void tst_TurnTable::timesTellTheOrder()
{
    const QByteArray rows("ticket,opened,sent,role,text,label\n"
                          "1,2024-01-01 10:00,2024-01-01 10:02,user,when?,\n"
                          "1,2024-01-01 10:00,2024-01-01 9:01:30,agent,here.,0\n"
                          "1,2024-01-01 10:00,2024-01-01 9:01:10,user,where?,\n"
                          "1,2024-01-01 10:00,2024/1/1 10:03,agent,now.,1\n");
    QCOMPARE(pairsOf(rows), (QStringList{"1||where?|here.|0", "1|where?/here.|when?|now.|1"}));
    // Without the time of each turn, as they stand.
    QCOMPARE(pairsOf(QByteArray(rows).replace("2024-01-01 10:02", "")),
             (QStringList{"1||when?|here.|0", "1|when?/here.|where?|now.|1"}));
}

void tst_TurnTable::whatWeChatExportsBecomesPairs()
{
    QCOMPARE(pairsOf("localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,"
                     "Remark,NickName,Sender\n"
                     "1,5,1,0,0,1709258401,,请问几点开门？,2024-03-01 10:00:01,,张三,wxid_1\n"
                     "2,5,1,0,1,1709258430,,早上九点开门。,2024-03-01 10:00:30,,我,wxid_me\n"
                     "3,5,3,0,0,1709258431,,<msg><img/></msg>,2024-03-01 10:00:31,,张三,wxid_1\n"
                     "4,5,1,0,0,1709258440,,谢谢您,2024-03-01 10:00:40,,张三,wxid_1\n"
                     "5,5,1,0,1,1709258450,,不客气的,2024-03-01 10:00:50,,我,wxid_me\n"),
             (QStringList{"5||请问几点开门？|早上九点开门。|",
                          "5|请问几点开门？/早上九点开门。|谢谢您|不客气的|"}));
}

void tst_TurnTable::peopleAreToldApartByTheirNames_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("pairs");
    QTest::newRow("with a conversation")
        << QByteArray("Conversation ID,Created At,From,Body\n"
                      "7,2024-01-01 10:00,customer@example.com,Is the shop open?\n"
                      "7,2024-01-01 10:01,Support,Until six.\n"
                      "8,2024-01-01 10:00,jan@example.com,Parking?\n"
                      "8,2024-01-01 10:01,Support,Behind the house.\n")
        << QStringList{"7||Is the shop open?|Until six.|", "8||Parking?|Behind the house.|"};
    QTest::newRow("by the customer")
        << QByteArray("发送者,时间,消息内容\n"
                      "客服小李,2024-03-01 09:59:59,您好\n"
                      "张三,2024-03-01 10:00:01,请问几点开门？\n"
                      "客服小李,2024-03-01 10:00:30,早上九点。\n"
                      "李四,2024-03-01 10:01:01,周日呢？\n"
                      "客服小王,2024-03-01 10:01:30,周日休息。\n"
                      "张三,2024-03-01 11:00:00,再见\n")
        << QStringList{"张三|您好|请问几点开门？|早上九点。|", "李四||周日呢？|周日休息。|",
                       "The rows of conversation “张三” don't stand together; sort the table by "
                       "conversation and time."};
}

void tst_TurnTable::peopleAreToldApartByTheirNames()
{
    QFETCH(QByteArray, bytes);
    QTEST(pairsOf(bytes), "pairs");
}

void tst_TurnTable::casesHaveTheirCommentsAsReplies()
{
    QCOMPARE(pairsOf("Case Number,Subject,Description,Comments,Status\n"
                     "1026,Broken kettle,My kettle broke,We will send a new one,Closed\n"
                     "1027,Invoice,Need invoice,Attached,Closed\n"),
             (QStringList{"|Broken kettle|My kettle broke|We will send a new one|",
                          "|Invoice|Need invoice|Attached|"}));
    QCOMPARE(pairsOf("Subject,Description,Reply,Comments\nLogin,I cannot log in,Try again.,rude\n"),
             QStringList("|Login|I cannot log in|Try again.|"));
}

void tst_TurnTable::preferencesBecomeTwoPairs()
{
    auto reader = PairReader::open(write("topic,prompt,chosen,rejected\n"
                                         "a,Where is it?,On its way.,No idea.\n"
                                         "b,When?,Soon.,Soon.\n"
                                         "c,Why?,Because.\n"
                                         "d,Who?,Me.,\n"));
    VERIFY_RESULT(reader);
    QCOMPARE(reader->format().columnNames.join(QLatin1Char(' ')),
             QStringLiteral("question reply label dialogue topic"));
    const auto rows = reader->next(100);
    VERIFY_RESULT(rows);
    QStringList found;
    for (const auto &row : *rows)
        found << (row.rejected ? QStringLiteral("%1 %2").arg(row.row).arg(row.rejected->reason)
                               : QStringLiteral("%1 %2|%3|%4|%5|%6")
                                     .arg(row.row)
                                     .arg(row.pair.question, row.pair.reply)
                                     .arg(row.pair.label.value_or(-1))
                                     .arg(row.pair.dialogue, row.pair.group));
    QCOMPARE(found, (QStringList{QStringLiteral("2 Where is it?|On its way.|1|pairs.csv:2|a"),
                                 QStringLiteral("2 Where is it?|No idea.|0|pairs.csv:2|a"),
                                 QStringLiteral("3 When?|Soon.|-1|pairs.csv:3|b"),
                                 QStringLiteral("4 The row has 3 fields, expected 4."),
                                 QStringLiteral("5 Who?|Me.|1|pairs.csv:5|d"),
                                 QStringLiteral("5 The reply is empty.")}));
    auto own = PairReader::open(write("ticket,prompt,chosen,rejected\n7,Where?,Here.,There.\n"));
    VERIFY_RESULT(own);
    QCOMPARE(own->format().columnNames.join(QLatin1Char(' ')),
             QStringLiteral("question reply label ticket"));
}

void tst_TurnTable::otherTablesStayAsTheyAre_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no side") << QByteArray("dialogue,who,question,reply\n1,Ann,a b,c d\n");
    QTest::newRow("pairs with a role") << QByteArray("dialogue,role,question,reply\n"
                                                     "1,customer,a b,c d\n1,agent,e f,g h\n");
    QTest::newRow("one side") << QByteArray("dialogue,role,customer text,agent text\n"
                                            "1,customer,a b,c d\n1,customer,e f,g h\n");
}

void tst_TurnTable::otherTablesStayAsTheyAre()
{
    QFETCH(QByteArray, bytes);
    auto reader = PairReader::open(write(bytes));
    VERIFY_RESULT(reader);
    const auto rows = reader->next(10);
    VERIFY_RESULT(rows);
    QCOMPARE(rows->front().pair.question, QStringLiteral("a b"));
    QCOMPARE(rows->front().pair.reply, QStringLiteral("c d"));
}

QTEST_GUILESS_MAIN(tst_TurnTable)
#include "tst_turn_table.moc"
