#pragma once

#include "jobs/import_pairs.h"
#include "run_fixture.h"

#include <QCoreApplication>
#include <QFile>

namespace tunedesk
{

/// What people typed and imported, in the language of the picture.
struct PictureWords {
    bool chinese = false;
    QString operator()(const char *english, const char *chineseText) const
    {
        return QString::fromUtf8(chinese ? chineseText : english);
    }
};

/// Pairs that wait for a label: three dialogues with earlier turns and three without.
inline std::vector<DialoguePair> waitingPairs(const PictureWords &say)
{
    struct Waiting {
        const char *contextEn, *questionEn, *replyEn, *contextZh, *questionZh, *replyZh;
    };
    static constexpr Waiting kRows[] = {
        {"Hello, my order 88-1402 should come on Friday.\n"
         "Hello! Yes, it is planned for Friday between 9 and 13.",
         "Can you hold my parcel while I am on holiday? I leave on Thursday and will be back ten "
         "days later.",
         "We can keep it at the depot for seven days. If you are away longer, a neighbour or a "
         "parcel shop can take it for you; shall I set one up?",
         "你好，我的订单 88-1402 应该周五到。\n您好！是的，预计周五九点到十三点之间送达。",
         "我去度假期间能先帮我保管包裹吗？周四出发，十天后回来。",
         "网点可以保管七天。如果离开更久，可以由邻居或驿站代收，需要现在帮忙登记吗？"},
        {"", "My voucher says it is used, but I never used it.",
         "Please rate our service from 1 to 5.", "", "优惠券显示已使用，可我从来没有用过。",
         "请为本次服务打分，一到五分。"},
        {"I wrote to you last week.\nThank you, I see your message.",
         "The courier was rude to my neighbour.",
         "I am sorry to hear that. I have passed it on to the depot and will call you tomorrow.",
         "上周给你们写过信。\n谢谢，已经看到留言。", "快递员对我的邻居很不客气。",
         "非常抱歉，已经反馈给网点，明天会给您回电。"},
        {"", "Is the delivery free if I buy two?", "Yes, from two items on we deliver for free.",
         "", "买两件可以免运费吗？", "可以，两件起免运费。"},
        {"Good morning.\nGood morning, what can I do for you?",
         "I need the invoice in my company’s name.", "Our shops are open from 9 to 18.",
         "早上好。\n早上好，有什么可以帮忙？", "发票抬头需要开公司名称。",
         "门店营业时间是九点到十八点。"},
        {"", "The gift wrap was missing.",
         "I have refunded the 3.50 for the wrap. Anything else? help@parcels.example", "",
         "礼品包装漏了。", "已退还 3.5 元包装费。其他问题请写信到 help@parcels.example"}};
    std::vector<DialoguePair> pairs;
    int number = 0;
    for (const Waiting &row : kRows) {
        DialoguePair pair;
        pair.context = say(row.contextEn, row.contextZh);
        pair.question = say(row.questionEn, row.questionZh);
        pair.reply = say(row.replyEn, row.replyZh);
        pair.dialogue = QStringLiteral("R-%1").arg(20673 + ++number);
        pair.group = say("delivery", "快递");
        pair.originFile = say("chat-feb.csv", "二月聊天.csv");
        pair.originRow = 2 * number;
        pairs.push_back(pair);
    }
    return pairs;
}

/// The sample's pairs of one language, labelled; some that wait; one that two people see
/// differently; runs of all outcomes.
inline Result<void> fillPictureProject(const QString &path, const PictureWords &say)
{
    if (auto made = Project::create(path); !made)
        return made.error();
    SilentJob job;
    ImportOptions options;
    options.file = QStringLiteral(TUNEDESK_SOURCE_DIR "/resources/sample/sample_%1.csv")
                       .arg(say.chinese ? QStringLiteral("zh") : QStringLiteral("en"));
    options.annotator = QStringLiteral("sample");
    if (auto imported = importPairs(path, options, job); !imported)
        return imported.error();
    auto project = Project::open(path);
    if (!project)
        return project.error();
    return project->write([&say](Project &writing) -> Result<void> {
        const auto import = writing.pairs().beginImport(say("chat-feb.csv", "二月聊天.csv"));
        if (!import)
            return import.error();
        if (auto added = writing.pairs().add(*import, waitingPairs(say), QStringLiteral("import"));
            !added)
            return added.error();
        const auto all = writing.pairs().ids({});
        if (!all)
            return all.error();
        const auto answered = [&](qint64 pairId, int label, const QString &annotator) {
            Label answer;
            answer.pairId = pairId;
            answer.label = label;
            answer.annotator = annotator;
            answer.seconds = 6;
            return writing.labels().add(answer);
        };
        const QString jonas = say("Jonas Weber", "李伟");
        for (const std::size_t row : {0, 3, 5, 8}) {
            const auto pair = writing.pairs().find((*all)[row]);
            if (!pair)
                return pair.error();
            const int label = (*pair)->label.value_or(0);
            if (auto done = answered((*all)[row], row == 3 ? 1 - label : label, jonas); !done)
                return done.error();
        }
        return addRuns(writing, say.chinese);
    });
}

/// What a run tells while it is going, by the texts of the program itself.
inline std::vector<RunEvent> plausibleEvents()
{
    const auto trainer = [](const char *text) {
        return QCoreApplication::translate("Trainer", text);
    };
    const auto train = [](const char *text) {
        return QCoreApplication::translate("TrainModel", text);
    };
    using Kind = RunEvent::Kind;
    const QString f1 = trainer("F1");
    return {
        eventAt(Kind::Info, 0, 33, train("Snapshot taken"),
                train("%1 pairs, %2").arg(QStringLiteral("8,214"), QStringLiteral("3f9a0c71"))),
        eventAt(Kind::Info, 0, 39, trainer("Frozen layers done"),
                trainer("%1 pairs in %2 s; every epoch reads them from memory.")
                    .arg(QStringLiteral("7,392"), QStringLiteral("341.2"))),
        eventAt(Kind::Info, 0, 39, trainer("Training began"),
                trainer("Step %1 of %2.").arg(QStringLiteral("0"), QStringLiteral("1,030"))),
        eventAt(Kind::Best, 412, 41, trainer("Best so far, %1 %2").arg(f1, QStringLiteral("0.905")),
                trainer("Step %1, saved.").arg(412)),
        eventAt(Kind::Best, 515, 42, trainer("Best so far, %1 %2").arg(f1, QStringLiteral("0.912")),
                trainer("Step %1, saved.").arg(515)),
        eventAt(Kind::NoGain, 618, 43,
                trainer("Step %1: no gain, %2 %3")
                    .arg(QStringLiteral("618"), f1, QStringLiteral("0.908")),
                trainer("%1 of %2 checks without gain.").arg(1).arg(3))};
}

} // namespace tunedesk
