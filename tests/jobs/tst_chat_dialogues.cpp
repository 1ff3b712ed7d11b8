#include "import_desk.h"

using namespace tunedesk;

namespace
{
/// A chat of OpenAI's form without an id, of customer and agent in turns.
QByteArray chat(const QStringList &turns)
{
    QByteArray line = "{\"messages\": [";
    for (qsizetype i = 0; i < turns.size(); ++i)
        line += QByteArray(i > 0 ? ", " : "") + "{\"role\": \"" +
                (i % 2 == 0 ? "user" : "assistant") + "\", \"content\": \"" + turns[i].toUtf8() +
                "\"}";
    return line + "]}\n";
}

/// A project, and files for it.
struct ChatDesk : Desk {
    ImportSummary import(const char *name, const QByteArray &lines, Split split = Split::Unassigned,
                         ImportRemedies::Personal personal = ImportRemedies::Personal::Keep)
    {
        ImportOptions options;
        options.file = folder.filePath(QString::fromLatin1(name));
        options.format.split = split;
        options.remedies.personal = personal;
        writeBytes(options.file, lines);
        options.dryRun = true;
        const auto counted = importPairs(path, options, job);
        options.dryRun = false;
        const auto imported = importPairs(path, options, job);
        if (!counted || !imported)
            qFatal("%s", qPrintable((counted ? imported : counted).error().toLine()));
        if (imported->imported != counted->imported || imported->effects != counted->effects)
            qFatal("a dry run says otherwise");
        return *imported;
    }
    QStringList dialogues()
    {
        QStringList dialogues;
        for (const DialoguePair &pair : pairs())
            dialogues << pair.dialogue;
        return dialogues;
    }
};

const QStringList kMuseum{QStringLiteral("Is there a museum nearby?"),
                          QStringLiteral("Yes, the city museum.")};
const QStringList kParcel{QStringLiteral("Where is my parcel?"),
                          QStringLiteral("It left the depot at noon.")};
const QStringList kGreeting{QStringLiteral("Hi"), QStringLiteral("Hello, how can I help?")};
const QStringList kOpens{QStringLiteral("When does it open?"), QStringLiteral("At nine.")},
    kCosts{QStringLiteral("What is it?"), QStringLiteral("Ten euros.")},
    kLost{QStringLiteral("I lost my card."), QStringLiteral("I have blocked it.")};
} // namespace

/// Chats whose file has no ids for them.
class tst_ChatDialogues : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aChatThatGoesOnInAnotherFileStaysOneDialogue();
    void otherChatsOfAFileOfThatNameAreOthers();
    void aChatThatIsWrittenAgainWithEachTurnIsOneDialogue();
    void chatsThatBeginWithTheSameGreetingAreTwo();
    void maskedChatsGoOnToo();
};

void tst_ChatDialogues::aChatThatGoesOnInAnotherFileStaysOneDialogue()
{
    ChatDesk desk;
    desk.import("monday.jsonl", chat(kMuseum) + chat(kParcel), Split::Test);
    QCOMPARE(desk.dialogues(),
             (QStringList{QStringLiteral("monday.jsonl:1"), QStringLiteral("monday.jsonl:2")}));
    // In another order, with new turns and new chats.
    const auto summary = desk.import("tuesday.jsonl", chat(kLost) + chat(kParcel + kCosts) +
                                                          chat(kMuseum + kOpens + kCosts));
    QCOMPARE(summary.imported, 4);
    QCOMPARE(summary.duplicates, 2);
    QCOMPARE(desk.dialogues(),
             (QStringList{QStringLiteral("monday.jsonl:1"), QStringLiteral("monday.jsonl:2"),
                          QStringLiteral("tuesday.jsonl:1"), QStringLiteral("monday.jsonl:2"),
                          QStringLiteral("monday.jsonl:1"), QStringLiteral("monday.jsonl:1")}));
}

void tst_ChatDialogues::otherChatsOfAFileOfThatNameAreOthers()
{
    ChatDesk desk;
    desk.import("chats.jsonl", chat(kMuseum) + chat(kParcel), Split::Test);
    desk.import("chats.jsonl", chat(kLost) + chat(kParcel + kOpens));
    QCOMPARE(desk.dialogues(),
             (QStringList{QStringLiteral("chats.jsonl:1"), QStringLiteral("chats.jsonl:2"),
                          QStringLiteral("chats.jsonl:1 (2)"), QStringLiteral("chats.jsonl:2")}));
    desk.import("chats.jsonl", chat(kCosts));
    QCOMPARE(desk.dialogues().last(), QStringLiteral("chats.jsonl:1 (3)"));
}

void tst_ChatDialogues::aChatThatIsWrittenAgainWithEachTurnIsOneDialogue()
{
    ChatDesk desk;
    desk.import("log.jsonl", chat(kMuseum) + chat(kParcel) + chat(kMuseum + kOpens) +
                                 chat(kMuseum + kOpens + kCosts));
    QCOMPARE(desk.dialogues(),
             (QStringList{QStringLiteral("log.jsonl:1"), QStringLiteral("log.jsonl:2"),
                          QStringLiteral("log.jsonl:1"), QStringLiteral("log.jsonl:1")}));
}

void tst_ChatDialogues::chatsThatBeginWithTheSameGreetingAreTwo()
{
    ChatDesk desk;
    const QByteArray first = chat(kGreeting + kLost);
    desk.import("one.jsonl", first + chat(kGreeting + kParcel));
    QCOMPARE(desk.dialogues(),
             (QStringList{QStringLiteral("one.jsonl:1"), QStringLiteral("one.jsonl:1"),
                          QStringLiteral("one.jsonl:2")}));
    desk.import("two.jsonl", chat(kGreeting + kMuseum) + chat(kGreeting + kParcel + kCosts));
    QCOMPARE(desk.dialogues().mid(3),
             (QStringList{QStringLiteral("two.jsonl:1"), QStringLiteral("one.jsonl:2")}));
}

void tst_ChatDialogues::maskedChatsGoOnToo()
{
    ChatDesk desk;
    const QStringList mail{QStringLiteral("I am mei@example.com, any news?"),
                           QStringLiteral("None yet.")};
    for (const bool isSecond : {false, true})
        desk.import(isSecond ? "later.jsonl" : "first.jsonl", chat(isSecond ? mail + kOpens : mail),
                    Split::Unassigned, ImportRemedies::Personal::Mask);
    QCOMPARE(desk.dialogues(),
             (QStringList{QStringLiteral("first.jsonl:1"), QStringLiteral("first.jsonl:1")}));
    QCOMPARE(desk.pairs().front().question, QStringLiteral("I am [email], any news?"));
}

QTEST_GUILESS_MAIN(tst_ChatDialogues)
#include "tst_chat_dialogues.moc"
