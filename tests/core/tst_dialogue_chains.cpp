#include "dataset/dialogue_chains.h"
#include "dataset/import_checks.h"

#include <QtTest>

using namespace tunedesk;

namespace
{
struct Said {
    const char *context, *question, *reply;
};
} // namespace
Q_DECLARE_METATYPE(std::vector<Said>)

class tst_DialogueChains : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pairsThatGoOnAreFound_data();
    void pairsThatGoOnAreFound();
};

void tst_DialogueChains::pairsThatGoOnAreFound_data()
{
    QTest::addColumn<std::vector<Said>>("pairs");
    QTest::addColumn<QStringList>("links"); // «earlier later», from 0
    const auto row = [](const char *name, const std::vector<Said> &pairs,
                        const QStringList &links) { QTest::newRow(name) << pairs << links; };
    row("all earlier turns, in any order",
        {{"Where is it?\nOn its way.\nWhen?\nOn Monday.", "Thanks!", "Bye."},
         {"", "where is it", "On its way."},
         {"Where is it?\nOn its way.", "When?", "On Monday."}},
        {"1 0", "2 0", "1 2"});
    row("the last turns alone",
        {{"", "Where is it?", "On its way."},
         {"Where is it?\nOn its way.", "When?", "On Monday."},
         {"When?\nOn Monday.", "Thanks!", "Bye."}},
        {"0 1", "1 2"});
    row("the reply alone", {{"", "Where is it?", "On its way."}, {"On its way.", "When?", "Soon."}},
        {"0 1"});
    row("a reply that was not given",
        {{"", "Where is it?", "Good night."}, {"Where is it?\nOn its way.", "When?", "On Monday."}},
        {"0 1"});
    row("speakers have names",
        {{"客户：包裹到哪了？\n客服：已经在路上。", "几点送到？", "下午两点。"},
         {"", "包裹到哪了", "已经在路上"}},
        {"1 0"});
    row("a turn between them is not there",
        {{"", "Where is it?", "On its way."},
         {"Where is it?\nOn its way.\nWhen?\nOn Monday.", "Thanks!", "Bye."}},
        {"0 1"});
    row("a greeting that several go on with",
        {{"", "Hi", "Hello, how can I help?"},
         {"Hi\nHello, how can I help?", "Where is it?", "On its way."},
         {"Hi\nHello, how can I help?", "Cancel it.", "Done."}},
        {});
    row("several replies to what one goes on with",
        {{"Hi\nHello", "Where is it?", "On its way."},
         {"Hi\nHello", "Where is it?", "Good night."},
         {"Hi\nHello\nWhere is it?\nOn its way.", "When?", "On Monday."},
         {"Hi\nHello\nWhere is it?\nOn its way.", "When?", "On its way."}},
        {"0 2", "0 3"}); // by the exchange
    row("a question that several ask",
        {{"", "Where is it?", "In Rome."},
         {"", "Where is it?", "In Oslo."},
         {"Where is it?\nIn Bern.", "When?", "On Monday."}},
        {});
    row("a conversation that tells, with several replies",
        {{"",
          "Where is the parcel with the blue lamp that I ordered in your shop on the third of May?",
          "In Rome."},
         {"",
          "Where is the parcel with the blue lamp that I ordered in your shop on the third of May?",
          "In Oslo."},
         {"Where is the parcel with the blue lamp that I ordered in your shop on the third of "
          "May?\nIn Bern.",
          "When?", "On Monday."}},
        {"0 2"});
    row("its own words", {{"Where is it?\nIn Rome.", "Where is it?", "In Rome."}}, {});
    row("nothing is said", {{"", "?", "!"}, {"?\n!", "When?", "Soon."}}, {"0 1"});
    row("no turns", {{" \n ", "Where?", "Here."}, {"", "When?", "Soon."}}, {});
}

void tst_DialogueChains::pairsThatGoOnAreFound()
{
    QFETCH(std::vector<Said>, pairs);
    DialogueChains chains;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto text = [](const char *said) { return QString::fromUtf8(said); };
        const QString context = text(pairs[i].context), question = text(pairs[i].question);
        chains.add(quint32(i), context, question, text(pairs[i].reply),
                   conversationKey(context, question) != 0);
    }
    QStringList links;
    for (const auto &[later, earlier] : chains.takeLinks())
        links << QStringLiteral("%1 %2").arg(earlier).arg(later);
    QTEST(links, "links");
}

QTEST_APPLESS_MAIN(tst_DialogueChains)
#include "tst_dialogue_chains.moc"
