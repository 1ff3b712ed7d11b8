#include "dataset/pair_reader.h"
#include "table_folder.h"
#include "test_support.h"

#include <QFile>
#include <QTemporaryDir>

using namespace tunedesk;

/// What is found by looking at a file: its columns, quotes, header.
class tst_FoundFormat : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<TableFolder>(); }
    void columnsAreFound_data();
    void columnsAreFound();
    void momentsAndAnnotatorsAreNoTexts();
    void whoAndWhatKindOfMessageIsNoText();
    void columnsAreGuessed_data();
    void columnsAreGuessed();
    void smallTablesOfManyLanguagesAreFound_data();
    void smallTablesOfManyLanguagesAreFound();
    void ofTwoRowsOfNamesTheLowerCounts_data();
    void ofTwoRowsOfNamesTheLowerCounts();
    void rowsOfNamesAreNoPairs_data();
    void rowsOfNamesAreNoPairs();
    void emptyAndTotalRowsAreNone_data();
    void emptyAndTotalRowsAreNone();
    void quotesWithBackslashesAreFound_data();
    void quotesWithBackslashesAreFound();
    void aBackslashForADoubledQuoteIsNamed();
    void wordsForNothingAreNoScore();
    void aMarkOfFilesPutTogetherIsNoText();
    void quotesOfTabbedTextAreFound_data();
    void quotesOfTabbedTextAreFound();

private:
    QString write(const QByteArray &bytes, const QString &name = QStringLiteral("pairs.csv"))
    {
        return m_folder->write(bytes, name);
    }
    std::unique_ptr<TableFolder> m_folder;
};

void tst_FoundFormat::columnsAreFound_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QList<PairColumn>>("columns");
    using enum PairColumn;
    QTest::newRow("SGD") << QByteArray("dialogue,service,context,question,reply,label")
                         << QList{Dialogue, Group, Context, Question, Reply, Label};
    QTest::newRow("other names") << QByteArray(
                                        "Ticket ID,Customer,Agent_Response,verdict,Split,notes")
                                 << QList{Dialogue, Question, Reply, Label, Split, Note};
    QTest::newRow("Chinese") << QByteArray("对话,主题,上下文,客户,客服,标签")
                             << QList{Dialogue, Group, Context, Question, Reply, Label};
    QTest::newRow("two names for one") << QByteArray("customer,question,reply,score,label,x")
                                       << QList{LeaveOut, Question, Reply, Score, Label, LeaveOut};
}

void tst_FoundFormat::columnsAreFound()
{
    QFETCH(QByteArray, header);
    QFETCH(QList<PairColumn>, columns);
    const auto reader = PairReader::open(write(header + "\na,b,c,d,e,f\n"));
    VERIFY_RESULT(reader);
    QCOMPARE(reader->format().columns, columns);
    QCOMPARE(reader->format().hasHeader, std::optional(true));
}

void tst_FoundFormat::momentsAndAnnotatorsAreNoTexts()
{
    const auto reader = PairReader::open(write(
        "annotation_id,annotator,created_at,id,lead_time,msg,sentiment,text,updated_at\n"
        "1,mei.with.a.long.name@example.org,2026-11-26T01:00:00.000000Z,1,3.2,Where?,Positive,On "
        "its way.,2026-11-26 01:00:00\n"
        "2,mei.with.a.long.name@example.org,2026-11-26T01:00:00.000000Z,2,3.2,When?,Negative,No "
        "idea.,2026-11-26 01:00:00\n"));
    VERIFY_RESULT(reader);
    using enum PairColumn;
    QCOMPARE(reader->format().columns, (QList{LeaveOut, Annotator, LeaveOut, LeaveOut, LeaveOut,
                                              Question, Label, Reply, LeaveOut}));
}

void tst_FoundFormat::whoAndWhatKindOfMessageIsNoText()
{
    const auto reader = PairReader::open(write("msgid,from,tolist,roomid,msgtime,msgtype,content\n"
                                               "1,wm_c,zhangsan,,1709254800000,text,你好\n"
                                               "2,zhangsan,wm_c,,1709254801000,text,您好\n"));
    QVERIFY(!reader); // a person has to say what is what
    QVERIFY2(reader.error().what.contains(QLatin1String("No column")),
             qPrintable(reader.error().what));
}

void tst_FoundFormat::columnsAreGuessed_data()
{
    QTest::addColumn<QString>("header");
    QTest::addColumn<QString>("row");
    QTest::addColumn<QList<PairColumn>>("columns");
    using enum PairColumn;
    QTest::newRow("Chinese phrases")
        << "客户咨询内容,客服回复内容,是否合适,会话号,备注信息,回复"
        << "退款吗,可以退,好,d1,快,可以" << QList{Question, LeaveOut, Label, Dialogue, Note, Reply};
    QTest::newRow("a person's words") << "日期,客户发言,客服发言,质检结果,业务类型,回复时间"
                                      << "1月,退款吗,可以退,合格,退款,3"
                                      << QList{LeaveOut, Question, Reply, Label, Group, LeaveOut};
    QTest::newRow("the answer to judge")
        << "问题类型,客户问题描述,回复是否恰当,回复原文,客户等级,回复人"
        << "退款,退款吗,不好,可以退,3,小王"
        << QList{Group, Question, Label, Reply, LeaveOut, LeaveOut};
    QTest::newRow("English phrases")
        << "Customer question text,Reply time,Agent_reply,IsReplyOk,chat no,Earlier messages"
        << "Where?,12:00,Here.,yes,7,Hello"
        << QList{Question, LeaveOut, Reply, Label, Dialogue, Context};
    QTest::newRow("camel case")
        << "customerMessage,agentMessageText,agentName,customerId,reply score,label"
        << "Where?,Here.,Ann,7,4.5,1" << QList{Question, Reply, LeaveOut, LeaveOut, Score, Label};
    QTest::newRow("a sure name before a phrase")
        << "customer question,question,agent response,reply,x,label"
        << "a b,b c,c d,d e,e f,1" << QList{LeaveOut, Question, LeaveOut, Reply, LeaveOut, Label};
    QTest::newRow("people's names beside what they said")
        << "Ticket ID,Customer,Customer message,Agent,Agent response,Rating"
        << "7,Joe Smith,Where?,Bob,Here.,yes"
        << QList{Dialogue, LeaveOut, Question, LeaveOut, Reply, Label};
    QTest::newRow("Chinese people's names")
        << "客户,客户问题,客服,客服答复,评分,x"
        << "张三,退款吗,小王,可以退,4.5,y"
        << QList{LeaveOut, Question, LeaveOut, Reply, Score, LeaveOut};
    QTest::newRow("who asks and who answers, in Chinese")
        << "标签,客服答,编号,客户问"
        << "好,可以退,p0123456789ab-1-012345,退款吗" << QList{Label, Reply, Id, Question};
    QTest::newRow("who asks and who answers") << "operator,visitor,label"
                                              << "Here.,Where?,1" << QList{Reply, Question, Label};
    QTest::newRow("more than one") << "id,Questions,Answers,thumbs,a,b"
                                   << "7,Where?,Here.,👍,c d,e f"
                                   << QList{LeaveOut, Question, Reply, Label, LeaveOut, LeaveOut};
    QTest::newRow("yes speaks against the reply")
        << "question,reply,inappropriate,a"
        << "a b,b c,yes,c d" << QList{Question, Reply, LeaveOut, LeaveOut};
    QTest::newRow("yes speaks against the reply, in Chinese")
        << "问题,回复,不合适"
        << "退款吗,可以退,是" << QList{Question, Reply, LeaveOut};
    QTest::newRow("yes is about the case") << "question,reply,escalated"
                                           << "a b,b c,no" << QList{Question, Reply, LeaveOut};
    QTest::newRow("several columns of yes and no")
        << "question,reply,has_attachment,first_contact"
        << "a b,b c,0,1" << QList{Question, Reply, LeaveOut, LeaveOut};
    QTest::newRow("one column of yes and no, by a name that says nothing")
        << "question,reply,x"
        << "a b,b c,0" << QList{Question, Reply, Label};
    QTest::newRow("a number") << "id,question,reply"
                              << "1,a b,b c" << QList{LeaveOut, Question, Reply};
    QTest::newRow("verdicts beside yes and no")
        << "question,reply,has_attachment,x"
        << "a b,b c,0,good" << QList{Question, Reply, LeaveOut, Label};
    QTest::newRow("verdicts in a column named as a score")
        << "question,reply,rating"
        << "a b,b c,good" << QList{Question, Reply, Label};
    QTest::newRow("stars") << "q,a,stars"
                           << "a b,b c,4" << QList{Question, Reply, Label};
    QTest::newRow("who said something is not what was said")
        << "sender,message,answer"
        << "Bob Miller of Leeds,Hello there,Hi" << QList{LeaveOut, Question, Reply};
    QTest::newRow("a phrase whose cells are no labels")
        << "question,reply,Appropriate department,Ok tag,x,y"
        << "a b,b c,billing,yes,e f,f g"
        << QList{Question, Reply, LeaveOut, Label, LeaveOut, LeaveOut};
}

void tst_FoundFormat::columnsAreGuessed()
{
    QFETCH(QString, header);
    QFETCH(QString, row);
    QFETCH(QList<PairColumn>, columns);
    PairFormat format;
    format.hasHeader = true;
    const auto reader = PairReader::open(write((header + u'\n' + row + u'\n').toUtf8()), format);
    VERIFY_RESULT(reader);
    QCOMPARE(reader->format().columns, columns);
}

void tst_FoundFormat::smallTablesOfManyLanguagesAreFound_data()
{
    QTest::addColumn<QString>("table");
    const auto row = [](const char *name, const char16_t *header, const char16_t *good,
                        const char16_t *bad) {
        QTest::newRow(name) << QStringLiteral("%1\nq1?;r1;%2\nq2;r2;%3\n")
                                   .arg(QString::fromUtf16(header), QString::fromUtf16(good),
                                        QString::fromUtf16(bad));
    };
    row("German", u"Kundenfrage;Antwort;Bewertung", u"gut", u"schlecht");
    row("German, excel", u"Frage des Kunden;Antwort des Agenten;Passend?", u"WAHR", u"FALSCH");
    row("Russian", u"Вопрос клиента;Ответ оператора;Оценка", u"хорошо", u"плохо");
    row("Arabic", u"السؤال;الرد;التقييم", u"جيد", u"سيئ");
    row("Korean", u"질문;답변;평가", u"적절", u"부적절");
    row("Korean customers", u"고객 메시지;상담원 메시지;평가", u"좋음", u"나쁨");
    row("Spanish", u"Pregunta;Respuesta;¿Adecuada?", u"Sí", u"No");
    row("French", u"Message du client;Réponse de l'agent;Évaluation", u"Bon", u"Mauvais");
    row("French, excel", u"Question;Réponse;Adaptée ?", u"VRAI", u"FAUX");
    row("Italian", u"Domanda;Risposta;Valutazione", u"corretta", u"sbagliata");
    row("Portuguese", u"Pergunta;Resposta;Avaliação", u"Sim", u"Não");
    row("Japanese", u"質問;回答;評価", u"適切", u"不適切");
    row("Japanese signs", u"お客様の質問;返信;評価", u"〇", u"×");
    row("Chinese", u"用户提问;客服回答;评价", u"好评", u"差评");
    row("Chinese rules", u"客户问题;客服回复;是否合规", u"合规", u"不合规");
    row("Traditional Chinese", u"客戶問題;客服回覆;是否恰當", u"恰當", u"不恰當");
}

void tst_FoundFormat::smallTablesOfManyLanguagesAreFound()
{
    QFETCH(QString, table);
    for (const auto form : {QString::NormalizationForm_C, QString::NormalizationForm_D}) {
        auto reader = PairReader::open(write(table.normalized(form).toUtf8()));
        VERIFY_RESULT(reader);
        using enum PairColumn;
        QCOMPARE(reader->format().columns, (QList{Question, Reply, Label}));
        const auto rows = reader->next(10);
        VERIFY_RESULT(rows);
        QCOMPARE(rows->size(), 2u);
        QCOMPARE((*rows)[0].pair.label, std::optional(1));
        QCOMPARE((*rows)[1].pair.label, std::optional(0));
    }
}

void tst_FoundFormat::ofTwoRowsOfNamesTheLowerCounts_data()
{
    QTest::addColumn<QByteArray>("above");
    QTest::newRow("groups of columns") << QByteArray("Conversation,,Review,\n");
    QTest::newRow("groups in all columns") << QByteArray("Chat,Chat,Review,Review\n");
    QTest::newRow("a title and groups") << QByteArray("Pairs of May,,,\nConversation,,Review,\n");
    QTest::newRow("names that go over both") << QByteArray("Question,Reply,Review,\n");
}

void tst_FoundFormat::ofTwoRowsOfNamesTheLowerCounts()
{
    QFETCH(QByteArray, above);
    auto reader = PairReader::open(
        write(above + "Question,Reply,Label,Note\nWhere is it?,Here.,1,a\nWhen?,Now.,0,b\n"));
    VERIFY_RESULT(reader);
    using enum PairColumn;
    QCOMPARE(reader->format().columns, (QList{Question, Reply, Label, Note}));
    const auto rows = reader->next(10);
    VERIFY_RESULT(rows);
    QCOMPARE(rows->size(), 2u);
    QVERIFY(!rows->front().rejected);
    QCOMPARE(rows->front().row, above.count('\n') + 2);
}

void tst_FoundFormat::rowsOfNamesAreNoPairs_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("found");
    const QString repeated = QStringLiteral("The row repeats the names of the columns.");
    const QString other = QStringLiteral("Another table begins in row 4, with its columns in "
                                         "another order; save it as a file of its own.");
    QTest::newRow("files put together") << QByteArray("question,reply\na,b\nQuestion,reply\nc,d\n")
                                        << QStringList{"a", repeated, "c"};
    QTest::newRow("in names of one's own")
        << QByteArray("Kundenfrage,Antwort der Firma,label\na,b,1\nKundenfrage,Antwort der "
                      "Firma,label\nc,d,0\n")
        << QStringList{"a", repeated, "c"};
    QTest::newRow("in another order")
        << QByteArray("question,reply,label\na,b,1\nc,d,0\nreply,question,label\nf,e,1\n")
        << QStringList{"a", "c", other, other};
    QTest::newRow("in other names")
        << QByteArray("question,reply,label\na,b,1\nc,d,0\n回复,问题,\nf,e,1\n")
        << QStringList{"a", "c", other, other};
    QTest::newRow("words of pairs")
        << QByteArray("question,reply,label\nreply,b,1\nquestion,d,0\nquestion,label,1\n")
        << QStringList{"reply", "question", "question"};
}

void tst_FoundFormat::rowsOfNamesAreNoPairs()
{
    QFETCH(QByteArray, bytes);
    PairFormat format;
    if (bytes.startsWith("Kunden"))
        format.columns = {PairColumn::Question, PairColumn::Reply, PairColumn::Label};
    auto reader = PairReader::open(write(bytes), format);
    VERIFY_RESULT(reader);
    QStringList found;
    for (int i = 0; i < 10; ++i) { // wherever a piece of them ends
        const auto rows = reader->next(1);
        VERIFY_RESULT(rows);
        for (const PairReader::Row &row : *rows)
            found << (row.rejected ? row.rejected->reason : row.pair.question);
    }
    QTEST(found, "found");
}

void tst_FoundFormat::emptyAndTotalRowsAreNone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("found");
    const QString noQuestion = QStringLiteral("The question is empty.");
    const QString noReply = QStringLiteral("The reply is empty.");
    QTest::newRow("prepared rows") << QByteArray("No.,question,reply,label\n1,a,b,1\n2,c,d,0\n"
                                                 "3,,,\n4,,,\n5,e,f,1\n6,,,\n")
                                   << QStringList{"a", "c", "e"};
    QTest::newRow("prepared rows that say something")
        << QByteArray("No.,question,reply,label\n1,a,b,1\n2,c,d,0\n3,,,1\n4,,,\n5,,,\n")
        << QStringList{"a", "c", noQuestion};
    QTest::newRow("a sum") << QByteArray("question,reply,label\na,b,1\nc,d,0\n,,\nTotal,,1\n"
                                         "* reviewed by Ann,,\n")
                           << QStringList{"a", "c"};
    QTest::newRow("a sum among the rows")
        << QByteArray("context,question,reply,label\n,a,b,1\n合计,,,1\n,c,d,0\n,only,,1\n")
        << QStringList{"a", "c", noReply};
    QTest::newRow("a pair about a sum")
        << QByteArray("question,reply\nTotal,It is ten.\nAnd what is it now,\n")
        << QStringList{"Total", noReply};
}

void tst_FoundFormat::emptyAndTotalRowsAreNone()
{
    QFETCH(QByteArray, bytes);
    auto reader = PairReader::open(write(bytes));
    VERIFY_RESULT(reader);
    QStringList found;
    for (int i = 0; i < 10; ++i) {
        const auto rows = reader->next(1);
        VERIFY_RESULT(rows);
        for (const PairReader::Row &row : *rows)
            found << (row.rejected ? row.rejected->reason : row.pair.question);
    }
    QTEST(found, "found");
}

void tst_FoundFormat::quotesWithBackslashesAreFound_data()
{
    QTest::addColumn<QByteArray>("rows");   // ~ is a backslash, ' a quote
    QTest::addColumn<QStringList>("texts"); // question, reply, question …
    QTest::newRow("MySQL") << QByteArray("'a ~'b, c~' d','e~~f',~N\n'~'g~'','h~\ni','1'\n")
                           << QStringList{"a 'b, c' d", "e~f", "'g'", "h\ni"};
    QTest::newRow("letters behind a backslash stay")
        << QByteArray("'a ~'b~' c','d:~new',1\n") << QStringList{"a 'b' c", "d:~new"};
    QTest::newRow("a backslash at the end of a text")
        << QByteArray("'C:~dir~','b, c',1\n") << QStringList{"C:~dir~", "b, c"};
    QTest::newRow("a backslash before a doubled quote")
        << QByteArray("'a ~''b'' c','d',1\n") << QStringList{"a ~'b' c", "d"};
}

void tst_FoundFormat::quotesWithBackslashesAreFound()
{
    QFETCH(QByteArray, rows);
    QFETCH(QStringList, texts);
    rows.replace('~', '\\').replace('\'', '"');
    texts.replaceInStrings("~", "\\").replaceInStrings("'", "\"");
    auto reader = PairReader::open(write("question,reply,label\n" + rows));
    VERIFY_RESULT(reader);
    const auto read = reader->next(10);
    VERIFY_RESULT(read);
    QStringList found;
    for (const PairReader::Row &row : *read) {
        QVERIFY2(!row.rejected, qPrintable(row.rejected ? row.rejected->reason : QString()));
        found << row.pair.question << row.pair.reply;
    }
    QCOMPARE(found, texts);
}

void tst_FoundFormat::aBackslashForADoubledQuoteIsNamed()
{
    auto reader = PairReader::open(write("question,reply,label\n\"a \"\"b\"\"\",c,1\n"
                                         "\"d \\\"e\\\" f\",g,1\nh,i,0\n"));
    VERIFY_RESULT(reader);
    const auto rows = reader->next(10);
    VERIFY_RESULT(rows);
    QCOMPARE(rows->size(), 3u);
    QVERIFY(!rows->at(0).rejected && !rows->at(2).rejected);
    QVERIFY(rows->at(1).rejected.has_value());
    QVERIFY2(rows->at(1).rejected->reason.contains(QLatin1String("backslash")),
             qPrintable(rows->at(1).rejected->reason));
}

void tst_FoundFormat::wordsForNothingAreNoScore()
{
    auto reader = PairReader::open(
        write("question,reply,score\na,b,0.5\nc,d,n/a\ne,f,Null\ng,h,无\ni,j,-\nk,l,much\n"));
    VERIFY_RESULT(reader);
    const auto rows = reader->next(10);
    VERIFY_RESULT(rows);
    QCOMPARE(rows->size(), 6u);
    QCOMPARE(rows->at(0).pair.score, std::optional(0.5));
    for (std::size_t i = 1; i < 5; ++i)
        QVERIFY(!rows->at(i).rejected && !rows->at(i).pair.score);
    QVERIFY(rows->at(5).rejected.has_value());
}

void tst_FoundFormat::aMarkOfFilesPutTogetherIsNoText()
{
    auto reader = PairReader::open(write("\xef\xbb\xbfquestion,reply,label\na,b,1\n"
                                         "\xef\xbb\xbfquestion,reply,label\nc,d,0\n"
                                         "\xef\xbb\xbf"
                                         "e,f,0\n"));
    VERIFY_RESULT(reader);
    const auto rows = reader->next(10);
    VERIFY_RESULT(rows);
    QCOMPARE(rows->size(), 4u);
    QVERIFY(rows->at(1).rejected.has_value());
    QVERIFY2(rows->at(1).rejected->reason.contains(QLatin1String("repeats")),
             qPrintable(rows->at(1).rejected->reason));
    QCOMPARE(rows->at(3).pair.question, QStringLiteral("e"));
}

void tst_FoundFormat::quotesOfTabbedTextAreFound_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("questions");
    QTest::newRow("none closed") << QByteArray("question\treply\n\"Hello, he said\tyes\n"
                                               "What now\tno\nWhy 5\" wide\tx\n")
                                 << QStringList{"\"Hello, he said", "What now", "Why 5\" wide"};
    QTest::newRow("round tabs and lines")
        << QByteArray("question\treply\n\"a\tb\"\tc\n\"d\ne\"\tf\n") << QStringList{"a\tb", "d\ne"};
    QTest::newRow("doubled within")
        << QByteArray("question\treply\n\"say \"\"hi\"\"\"\tc\n") << QStringList{"say \"hi\""};
    QTest::newRow("a word in quotes")
        << QByteArray("question\treply\n\"Now\" or never\tc\n") << QStringList{"\"Now\" or never"};
    const QByteArray longText(3'000, 'x');
    QTest::newRow("the beginning ends within some")
        << QByteArray("question\treply\n") +
               QByteArray("\"a\"\t\"" + longText + "\"\n").repeated(60)
        << QStringList{"a"};
    QTest::newRow("none in the beginning")
        << QByteArray("question\treply\n") + QByteArray("a\tb\n").repeated(20'000) +
               QByteArray("\"c\td\ne\tf\n\"g\th\n")
        << QStringList{"a", "\"c", "e", "\"g"};
}

void tst_FoundFormat::quotesOfTabbedTextAreFound()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, questions);
    auto reader = PairReader::open(write(bytes, QStringLiteral("pairs.tsv")));
    VERIFY_RESULT(reader);
    const auto rows = reader->next(30'000);
    VERIFY_RESULT(rows);
    QStringList found;
    for (const PairReader::Row &row : *rows)
        if (!found.contains(row.pair.question))
            found << row.pair.question;
    QCOMPARE(found, questions);
}

QTEST_GUILESS_MAIN(tst_FoundFormat)
#include "tst_found_format.moc"
