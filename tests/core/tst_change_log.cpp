#include "project_fixture.h"

#include "project/change_content.h"
#include "project/change_log.h"
#include "project/connection.h"

#include <QRandomGenerator>
#include <QSet>

#include <algorithm>

using namespace tunedesk;

namespace
{
const QString kAnn = QStringLiteral("ann");

/// Rows of a question as text, a line each.
QString rowsOf(const QString &path, const QString &sql)
{
    const auto reader = Connection::open(path, Connection::Role::Reader);
    if (!reader)
        return reader.error().toLine();
    QStringList lines;
    QSqlQuery query((*reader)->handle());
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return query.lastError().text();
    while (query.next()) {
        QStringList cells;
        for (int column = 0; query.value(column).isValid(); ++column)
            cells << (query.isNull(column) ? QStringLiteral("NULL")
                                           : query.value(column).toString());
        lines << cells.join(QLatin1Char('|'));
    }
    return lines.join(QLatin1Char('\n'));
}

/// All that people can see or bring back: the pairs, whether in the bin, and the answers that
/// stand. Pairs of an import that was undone are as if they had never come.
QString contentOf(const QString &path)
{
    const QString undone =
        QStringLiteral("(SELECT import_id FROM changes WHERE kind = 'import' AND state > 0)");
    return rowsOf(path, QStringLiteral("SELECT id, removed, split, flagged, label, score, "
                                       "annotators, disputed, note FROM pairs WHERE import_id "
                                       "NOT IN %1 ORDER BY id")
                            .arg(undone)) +
           QLatin1String("\n--\n") +
           rowsOf(path, QStringLiteral("SELECT id, pair_id, label, score, skipped, annotator FROM "
                                       "answers WHERE taken_back = 0 AND pair_id NOT IN (SELECT "
                                       "id FROM pairs WHERE import_id IN %1) ORDER BY id")
                            .arg(undone)) +
           QLatin1String("\n--\n") +
           rowsOf(path,
                  QStringLiteral("SELECT id, removed FROM imports WHERE id NOT IN %1").arg(undone));
}

std::vector<DialoguePair> numbered(int first, int count)
{
    std::vector<DialoguePair> pairs;
    for (int i = first; i < first + count; ++i) {
        pairs.push_back(pairOf(QStringLiteral("question %1").arg(i), QStringLiteral("reply")));
        pairs.back().dialogue = i % 5 == 0 ? QString() : QStringLiteral("d%1").arg(i / 3);
    }
    return pairs;
}

Result<qint64> import(Project &project, const std::vector<DialoguePair> &pairs)
{
    auto staged = project.stageImport(QStringLiteral("/data/more.csv"));
    if (!staged)
        return staged.error();
    if (auto added = staged->add(pairs, QStringLiteral("import")); !added)
        return added.error();
    if (auto shown = staged->finish(kAnn); !shown)
        return shown.error();
    return staged->id();
}
} // namespace

class tst_ChangeLog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void numbersArePackedAndReadBack();
    void damagedNumbersAreRefused_data();
    void damagedNumbersAreRefused();
    void eachStepIsUndoneAndDoneAgainAlsoAfterReopening_data();
    void eachStepIsUndoneAndDoneAgainAlsoAfterReopening();
    void randomStepsLeadBackToWhatWasThere_data();
    void randomStepsLeadBackToWhatWasThere();
    void aNewStepEndsDoingAgain();
    void undoingLeavesWhatCameLater();
    void aPairThatCameAgainStaysInTheBin();
    void oneOfManyAnswersIsTakenBack();
    void whatChangesNothingIsNoStep();
    void manyPairsTakeFewBytes();
    void aDamagedStepIsRefusedAndChangesNothing();
    void aDialogueFollowsItsPairs();
    void theBinSaysWhatPutAPairThere();
};

void tst_ChangeLog::numbersArePackedAndReadBack()
{
    QRandomGenerator random(3);
    for (int round = 0; round < 200; ++round) {
        std::vector<ValueChange> changes;
        for (int i = int(random.bounded(4)); i > 0; --i) {
            std::vector<qint64> ids;
            QSet<qint64> known;
            for (int k = int(random.bounded(1, 60)); k > 0; --k)
                ids.push_back(random.bounded(1, round % 2 ? 100 : 2'000'000'000));
            known = QSet<qint64>(ids.begin(), ids.end());
            changes.push_back(
                {int(random.bounded(5)), int(random.bounded(1000)), runsOf(std::move(ids))});
            QCOMPARE(countOf(changes.back().rows), qint64(known.size()));
            for (std::size_t run = 0; run < changes.back().rows.size(); ++run) {
                const auto [first, last] = changes.back().rows[run];
                for (qint64 id = first; id <= last; ++id)
                    QVERIFY(known.contains(id));
                QVERIFY(run == 0 || changes.back().rows[run - 1].last + 1 < first);
            }
        }
        QCOMPARE(unpackChanges(packChanges(changes)).value(), changes);
    }
    QCOMPARE(packChanges({{0, 1, {{1, 1'000'000}}}}).size(), 7);
}

void tst_ChangeLog::damagedNumbersAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray sound = packChanges({{0, 1, {{5, 9}, {200, 70'000}}}});
    for (qsizetype cut = 1; cut < sound.size(); ++cut)
        QTest::addRow("cut after %d", int(cut)) << sound.left(cut);
    QTest::newRow("no end of a number") << QByteArray(30, '\xff');
    QTest::newRow("more runs than bytes") << QByteArray("\0\1\xff\xff\xff\xff\x0f\1\0", 9);
    QTest::newRow("a run below the one before") << QByteArray("\0\1\2\5\0\0\0", 7);
    QTest::newRow("past the last number")
        << QByteArray("\0\1\1", 3) + QByteArray(8, '\xff') + '\x7f' + '\5';
    QTest::newRow("a value of 40 bits") << QByteArray("\xff\xff\xff\xff\xff\1\1\0", 8);
}

void tst_ChangeLog::damagedNumbersAreRefused()
{
    QFETCH(QByteArray, bytes);
    const auto changes = unpackChanges(bytes);
    QVERIFY(!changes);
    QCOMPARE(changes.error().kind, ErrorKind::Database);
}

void tst_ChangeLog::eachStepIsUndoneAndDoneAgainAlsoAfterReopening_data()
{
    using Act = std::function<Result<DataChange>(ChangeLog &)>;
    QTest::addColumn<Act>("act");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("pairs");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *kind, int pairs, const char *text, const Act &act) {
        QTest::addRow("%s %d", kind, pairs)
            << act << QString::fromLatin1(kind) << pairs << QString::fromUtf8(text);
    };
    row("answers", 1, "Labelled pair 2 appropriate",
        [](ChangeLog &log) { return log.answer({labelOf(2, 1, kAnn)}); });
    row("answers", 3, "Labelled 3 pairs not appropriate", [](ChangeLog &log) {
        return log.answer({labelOf(2, 0, kAnn), labelOf(1, 0, kAnn), labelOf(5, 0, kAnn)});
    });
    row("flagged", 2, "Flagged 2 pairs", [](ChangeLog &log) {
        return log.setFlagged({1, 4, 6}, true, kAnn);
    }); // 4 has one
    row("unflagged", 1, "Took the flag off pair 4",
        [](ChangeLog &log) { return log.toggleFlags({4}, kAnn); });
    row("note", 1, "Changed the note of pair 3",
        [](ChangeLog &log) { return log.setNote(3, QStringLiteral("等一下"), kAnn); });
    row("split", 1, "Moved 1 pairs to validation",
        [](ChangeLog &log) { return log.setSplit({5}, Split::Validation, kAnn); });
    row("split", 3, "Moved 3 pairs to the test set, 2 of them with their dialogue",
        [](ChangeLog &log) { return log.setSplit({6}, Split::Test, kAnn); });
    row("removed", 2, "Removed 2 pairs", [](ChangeLog &log) {
        return log.remove({1, 2, 9}, kAnn);
    }); // 9 is in the bin
    row("restored", 1, "Brought pair 9 back", [](ChangeLog &log) {
        return log.restore({8, 9}, kAnn);
    });
    row("import_removed", 8, "Removed the import of more.csv",
        [](ChangeLog &log) { return log.setImportRemoved(1, true, kAnn); });
    row("answers_taken_back", 1, "Took an answer about pair 7 back",
        [](ChangeLog &log) { return log.setTakenBack(1, true, kAnn); });
}

void tst_ChangeLog::eachStepIsUndoneAndDoneAgainAlsoAfterReopening()
{
    using Act = std::function<Result<DataChange>(ChangeLog &)>;
    QFETCH(Act, act);
    QFETCH(QString, kind);
    QFETCH(int, pairs);
    QFETCH(QString, text);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(import(*fixture, numbered(1, 9))); // 1 2 | 3 4 5 | 6 7 8 | 9
    VERIFY_RESULT(fixture->changes().answer({labelOf(7, 1, kAnn)}));
    VERIFY_RESULT(fixture->changes().setFlagged({4}, true, kAnn));
    VERIFY_RESULT(fixture->changes().remove({9}, kAnn));
    if (kind == QLatin1String("import_removed"))
        pairs = 9; // the one in the bin too
    const auto reopen = [&] {
        fixture.project = Error{};
        fixture.project = Project::open(fixture.path);
    };
    const QString before = contentOf(fixture.path);
    const auto change = act(fixture->changes());
    VERIFY_RESULT(change);
    QCOMPARE(changeKindName(change->kind), kind);
    QCOMPARE(change->pairs, pairs);
    QCOMPARE(change->annotator, kAnn);
    const QString after = contentOf(fixture.path);
    QVERIFY(after != before);
    for (int round = 0; round < 2; ++round) {
        reopen();
        VERIFY_RESULT(fixture.project);
        const auto undone = fixture->changes().undoLast();
        VERIFY_RESULT(undone);
        QCOMPARE((*undone)->id, change->id);
        if (QTest::currentDataTag() != QByteArray("split 1")) // “1 pairs” without a translation
            QCOMPARE(changeText(**undone), text);
        QCOMPARE(contentOf(fixture.path), before);
        reopen();
        VERIFY_RESULT(fixture.project);
        const auto again = fixture->changes().redoNext();
        VERIFY_RESULT(again);
        QVERIFY(*again);
        QCOMPARE((*again)->id, change->id);
        QCOMPARE(contentOf(fixture.path), after);
    }
    // Whatever is doubled does nothing.
    VERIFY_RESULT(fixture->changes().redo(change->id));
    QCOMPARE(contentOf(fixture.path), after);
    VERIFY_RESULT(fixture->changes().undo(change->id));
    VERIFY_RESULT(fixture->changes().undo(change->id));
    QCOMPARE(contentOf(fixture.path), before);
    QVERIFY(!fixture->changes().undo(999));
}

void tst_ChangeLog::randomStepsLeadBackToWhatWasThere_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 8; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void tst_ChangeLog::randomStepsLeadBackToWhatWasThere()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(numbered(1, 24)));
    int brought = 24;
    QStringList known;
    const auto readKnown = [&] {
        known = rowsOf(fixture.path, QStringLiteral("SELECT id FROM pairs")).split(u'\n');
    };
    readKnown();
    const auto someId = [&] { return known[random.bounded(known.size())].toLongLong(); };
    const auto someIds = [&] {
        QList<qint64> ids;
        for (int i = int(random.bounded(1, 8)); i > 0; --i)
            ids << someId();
        return ids;
    };
    const auto step = [&]() -> Result<qint64> {
        ChangeLog &log = fixture->changes();
        const auto idOf = [](const Result<DataChange> &change) -> Result<qint64> {
            return change ? Result<qint64>(change->id) : Result<qint64>(change.error());
        };
        const bool yes = random.bounded(2) == 1;
        switch (random.bounded(10)) {
        case 0:
            return idOf(log.answer({labelOf(someId(), yes, kAnn)}));
        case 1: {
            std::vector<Label> answers;
            for (const qint64 id : someIds())
                answers.push_back(
                    labelOf(id, yes ? std::optional(int(random.bounded(2))) : std::nullopt,
                            QStringLiteral("bob")));
            return idOf(log.answer(answers));
        }
        case 2:
            return idOf(yes ? log.setFlagged(someIds(), random.bounded(2), kAnn)
                            : log.toggleFlags(someIds(), kAnn));
        case 3:
            return idOf(
                log.setNote(someId(), QStringLiteral("note %1").arg(random.bounded(3)), kAnn));
        case 4:
            return idOf(log.setSplit(someIds(), static_cast<Split>(random.bounded(4)), kAnn));
        case 5:
        case 6:
            return idOf(yes ? log.remove(someIds(), kAnn) : log.restore(someIds(), kAnn));
        case 7: {
            const auto imports = fixture->pairs().imports();
            if (!imports)
                return imports.error();
            return idOf(log.setImportRemoved(
                (*imports)[random.bounded(quint32(imports->size()))].id, yes, kAnn));
        }
        case 8: { // pairs that are new, and some that may be in the bin
            const int first = std::max(1, brought - 6);
            const auto id = import(*fixture, numbered(first, 10));
            if (!id)
                return id;
            brought = first + 9;
            readKnown();
            return (*fixture->changes().latest(1)).front().id;
        }
        default: {
            const auto before = fixture->changes().latest(1);
            if (auto taken = log.takeLastBack(yes ? kAnn : QStringLiteral("bob")); !taken)
                return taken.error();
            const auto after = fixture->changes().latest(1);
            if (!before || !after || after->empty())
                return 0;
            // As a step of its own; else one was undone, which the chain below can't follow.
            return before->empty() || before->front().id != after->front().id ? after->front().id
                                                                              : qint64(-1);
        }
        }
    };
    std::vector<QString> past{contentOf(fixture.path)}, future;
    int undone = 0, redone = 0, steps = 0;
    for (int round = 0; round < 120; ++round) {
        if (round % 30 == 29) {
            fixture.project = Error{};
            fixture.project = Project::open(fixture.path);
            VERIFY_RESULT(fixture.project);
        }
        const int what = int(random.bounded(10));
        if (what < 3) {
            const auto back = fixture->changes().undoLast();
            VERIFY_RESULT(back);
            QCOMPARE(back->has_value(), past.size() > 1);
            if (!*back)
                continue;
            future.push_back(past.back());
            past.pop_back();
            ++undone;
        } else if (what < 5) {
            const auto again = fixture->changes().redoNext();
            VERIFY_RESULT(again);
            QCOMPARE(again->has_value(), !future.empty());
            if (!*again)
                continue;
            past.push_back(future.back());
            future.pop_back();
            ++redone;
        } else {
            const auto id = step();
            VERIFY_RESULT(id);
            if (*id == -1) { // an answer whose step may lie below others: begin anew
                future.clear();
                while (fixture->changes().undoLast().value())
                    ;
                past = {contentOf(fixture.path)};
                VERIFY_RESULT(fixture->changes().setNote(1, QString::number(round), kAnn));
                past.push_back(contentOf(fixture.path));
                continue;
            }
            if (*id > 0) {
                past.push_back(contentOf(fixture.path));
                future.clear();
                ++steps;
            }
        }
        QCOMPARE(contentOf(fixture.path), past.back());
    }
    QVERIFY(undone > 5 && redone > 0 && steps > 20);
    // All the way back, and all the way forward again.
    const QString end = past.back();
    int back = 0;
    for (; past.size() > 1; past.pop_back(), ++back) {
        VERIFY_RESULT(fixture->changes().undoLast());
        QCOMPARE(contentOf(fixture.path), past[past.size() - 2]);
    }
    QCOMPARE(fixture->changes().undoLast().value(), std::nullopt);
    for (; back > 0; --back)
        QVERIFY(fixture->changes().redoNext().value());
    QCOMPARE(contentOf(fixture.path), end);
    QCOMPARE(rowsOf(fixture.path, QStringLiteral("PRAGMA quick_check")), QStringLiteral("ok"));
}

void tst_ChangeLog::aNewStepEndsDoingAgain()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(numbered(1, 5)));
    ChangeLog &log = fixture->changes();
    VERIFY_RESULT(log.setFlagged({1}, true, kAnn));
    const auto second = log.setFlagged({2}, true, kAnn);
    VERIFY_RESULT(log.undoLast());
    VERIFY_RESULT(log.undoLast());
    QCOMPARE(log.steps(10)->size(), 2u); // both can be done again
    VERIFY_RESULT(log.redoNext());
    VERIFY_RESULT(log.setNote(3, QStringLiteral("n"), kAnn));
    QCOMPARE(log.redoNext().value(), std::nullopt);
    QCOMPARE(log.find(second->id).value()->state, DataChange::State::History);
    QCOMPARE(log.latest(10)->size(), 3u); // the history keeps what was undone
    std::vector<qint64> ids;
    const auto steps = log.steps(10);
    for (const DataChange &step : *steps)
        ids.push_back(step.id);
    QCOMPARE(ids, (std::vector<qint64>{second->id - 1, second->id + 1}));
    QCOMPARE(log.steps(1)->size(), 1u);
    QCOMPARE(log.steps(1)->front().id, second->id + 1);
    QCOMPARE(log.stepsAfter(second->id)->size(), 1u);
}

void tst_ChangeLog::undoingLeavesWhatCameLater()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(numbered(1, 6)));
    ChangeLog &log = fixture->changes();
    const auto flags = log.setFlagged({1, 2, 3}, true, kAnn);
    const auto note = log.setNote(1, QStringLiteral("first"), kAnn);
    const auto removal = log.remove({4, 5}, kAnn);
    const auto answer = log.answer({labelOf(6, 1, kAnn)});
    VERIFY_RESULT(log.setFlagged({2}, false, kAnn));
    VERIFY_RESULT(log.setNote(1, QStringLiteral("second"), kAnn));
    VERIFY_RESULT(log.restore({5}, kAnn));
    VERIFY_RESULT(log.answer({labelOf(6, 0, kAnn)}));
    VERIFY_RESULT(log.setImportRemoved(1, true, kAnn));
    for (const auto &change : {flags, note, removal, answer}) {
        VERIFY_RESULT(change);
        VERIFY_RESULT(log.undo(change->id));
        QCOMPARE(log.find(change->id).value()->state, DataChange::State::History);
    }
    QCOMPARE(rowsOf(fixture.path, QStringLiteral("SELECT id, removed, flagged, note, label FROM "
                                                 "pairs ORDER BY id")),
             QStringLiteral("1|2|0|second|NULL\n2|2|0||NULL\n3|2|0||NULL\n4|2|0||NULL\n"
                            "5|2|0||NULL\n6|2|0||0"));
    QCOMPARE(log.redoNext().value(), std::nullopt); // they lay below others
    VERIFY_RESULT(log.redo(flags->id));             // asked for by number it is done again
    QCOMPARE(rowsOf(fixture.path, QStringLiteral("SELECT sum(flagged) FROM pairs")),
             QStringLiteral("3"));
}

void tst_ChangeLog::aPairThatCameAgainStaysInTheBin()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(numbered(1, 3)));
    ChangeLog &log = fixture->changes();
    const auto removal = log.remove({1, 2}, kAnn);
    VERIFY_RESULT(removal);
    VERIFY_RESULT(import(*fixture, numbered(1, 1))); // pair 1 as number 4
    const auto restored = log.restore({1, 2}, kAnn);
    VERIFY_RESULT(restored);
    QCOMPARE(restored->pairs, 1);
    QCOMPARE(restored->more, 1);
    const QString both = contentOf(fixture.path);
    QCOMPARE(fixture->pairs().ids({}).value(), (std::vector<qint64>{2, 3, 4}));
    VERIFY_RESULT(log.undo(removal->id)); // out of order: 1 would be there twice
    QCOMPARE(contentOf(fixture.path), both);
    const auto nothing = log.restore({1}, kAnn);
    VERIFY_RESULT(nothing);
    QCOMPARE(nothing->id, 0);
    QCOMPARE(nothing->more, 1);
}

void tst_ChangeLog::oneOfManyAnswersIsTakenBack()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(numbered(1, 4)));
    ChangeLog &log = fixture->changes();
    VERIFY_RESULT(log.answer({labelOf(1, 1, kAnn), labelOf(2, 1, kAnn)}));
    VERIFY_RESULT(log.answer({labelOf(3, 0, kAnn)}));
    VERIFY_RESULT(log.answer({labelOf(4, 0, QStringLiteral("bob"))}));
    QCOMPARE(log.takeLastBack(kAnn).value()->pairId, 3); // its step, though bob's came later
    QCOMPARE(log.latest(10)->size(), 3u);
    QCOMPARE(log.takeLastBack(kAnn).value()->pairId, 2); // one of two: a step of its own
    QCOMPARE(log.latest(1)->front().kind, ChangeKind::AnswersTakenBack);
    PairQuery labelled;
    labelled.labels = {PairQuery::LabelState::Appropriate, PairQuery::LabelState::NotAppropriate};
    QCOMPARE(fixture->pairs().ids(labelled).value(), (std::vector<qint64>{1, 4}));
    VERIFY_RESULT(log.undoLast());
    QCOMPARE(fixture->pairs().ids(labelled).value(), (std::vector<qint64>{1, 2, 4}));
}

void tst_ChangeLog::whatChangesNothingIsNoStep()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(numbered(1, 3)));
    ChangeLog &log = fixture->changes();
    for (const auto &change :
         {log.setFlagged({1, 2, 77}, false, kAnn), log.setNote(1, QString(), kAnn),
          log.setNote(77, QStringLiteral("n"), kAnn), log.setSplit({1}, Split::Unassigned, kAnn),
          log.remove({}, kAnn), log.restore({1, 2, 3}, kAnn), log.toggleFlags({}, kAnn),
          log.setImportRemoved(1, false, kAnn), log.answer({})}) {
        VERIFY_RESULT(change);
        QCOMPARE(change->id, 0);
    }
    QVERIFY(!log.setImportRemoved(7, true, kAnn));
    QVERIFY(!log.answer({labelOf(1, 1, kAnn), labelOf(77, 1, kAnn)})); // none of them
    QCOMPARE(fixture->labels().history(1)->size(), 0u);
    QVERIFY(log.latest(10)->empty());
}

void tst_ChangeLog::manyPairsTakeFewBytes()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    constexpr int kPairs = 4000;
    VERIFY_RESULT(fixture.add(numbered(1, kPairs)));
    QList<qint64> all, odd;
    for (int id = 1; id <= kPairs; ++id) {
        all << id;
        if (id % 2)
            odd << id;
    }
    VERIFY_RESULT(fixture->changes().setFlagged(all, true, kAnn));
    VERIFY_RESULT(fixture->changes().remove(odd, kAnn));
    VERIFY_RESULT(import(*fixture, numbered(kPairs, kPairs)));
    const QStringList bytes =
        rowsOf(fixture.path, QStringLiteral("SELECT length(content) FROM changes ORDER BY id"))
            .split(u'\n');
    QCOMPARE(bytes.size(), 3);
    QVERIFY2(bytes[0].toInt() < 10, qPrintable(bytes[0]));
    QVERIFY2(bytes[1].toInt() <= 2 * kPairs / 2 + 10, qPrintable(bytes[1]));
    QCOMPARE(bytes[2], QStringLiteral("0"));
}

void tst_ChangeLog::aDamagedStepIsRefusedAndChangesNothing()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(fixture.add(numbered(1, 3)));
    const auto change = fixture->changes().setFlagged({1, 2}, true, kAnn);
    VERIFY_RESULT(change);
    fixture.project = Error{};
    {
        auto writer = Connection::open(fixture.path, Connection::Role::Writer);
        VERIFY_RESULT(writer);
        VERIFY_RESULT((*writer)->execute(QStringLiteral("UPDATE changes SET content = x'0001ff'")));
    }
    fixture.project = Project::open(fixture.path);
    VERIFY_RESULT(fixture.project);
    const auto undone = fixture->changes().undo(change->id);
    QVERIFY(!undone);
    QCOMPARE(undone.error().kind, ErrorKind::Database);
    QCOMPARE(fixture->changes().find(change->id).value()->state, DataChange::State::InEffect);
    QCOMPARE(rowsOf(fixture.path, QStringLiteral("SELECT sum(flagged) FROM pairs")),
             QStringLiteral("2"));
}

void tst_ChangeLog::aDialogueFollowsItsPairs()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    auto pairs = numbered(1, 3);
    for (DialoguePair &pair : pairs)
        pair.dialogue = QStringLiteral("d");
    VERIFY_RESULT(fixture.add(pairs));
    for (DialoguePair &pair : pairs)
        pair.question += QStringLiteral(" again"); // more of it, in another file
    VERIFY_RESULT(fixture.add(pairs));
    const auto splits = [&] {
        return rowsOf(fixture.path, QStringLiteral("SELECT split FROM pairs ORDER BY id"))
            .remove(u'\n');
    };
    ChangeLog &log = fixture->changes();
    VERIFY_RESULT(log.remove({2}, kAnn));
    const auto trained = log.setSplit({1}, Split::Train, kAnn);
    VERIFY_RESULT(trained);
    QCOMPARE(splits(), QStringLiteral("111111")); // the removed one too
    QCOMPARE(trained->more, 5);
    VERIFY_RESULT(log.setSplit({1}, Split::Test, kAnn));
    QCOMPARE(splits(), QStringLiteral("333333"));
    VERIFY_RESULT(log.setSplit({5}, Split::Train, kAnn));
    QCOMPARE(splits(), QStringLiteral("111111"));
}

void tst_ChangeLog::theBinSaysWhatPutAPairThere()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    VERIFY_RESULT(import(*fixture, numbered(1, 6)));
    ChangeLog &log = fixture->changes();
    const qint64 imported = log.latest(1)->front().id;
    VERIFY_RESULT(log.remove({1, 5}, kAnn));
    const auto second = log.remove({2, 3}, QStringLiteral("bob"));
    VERIFY_RESULT(second);
    const auto why = [&](qint64 pair) {
        const auto found = log.removalOf(pair);
        return found && *found ? (*found)->change.id : 0;
    };
    QCOMPARE(why(4), 0);
    QCOMPARE(why(3), second->id);
    QCOMPARE(why(5), second->id - 1);
    QCOMPARE(log.removalOf(2).value()->change.annotator, QStringLiteral("bob"));
    PairQuery bin;
    bin.bin = true;
    QCOMPARE(fixture->pairs().ids(bin).value(), (std::vector<qint64>{1, 2, 3, 5}));
    QCOMPARE(fixture->pairs().facets({})->bin, 4);
    QCOMPARE(fixture->pairs().facets(bin)->bin, 4);
    bin.search = QStringLiteral("question 2");
    QCOMPARE(fixture->pairs().ids(bin).value(), std::vector<qint64>{2});
    VERIFY_RESULT(log.undo(second->id));
    QCOMPARE(why(3), 0);
    const auto whole = log.setImportRemoved(1, true, kAnn);
    VERIFY_RESULT(whole);
    QCOMPARE(why(4), whole->id);
    VERIFY_RESULT(log.undo(whole->id));
    VERIFY_RESULT(log.undo(imported));
    QCOMPARE(why(4), imported);
    VERIFY_RESULT(log.restore({4}, kAnn));
    QCOMPARE(why(4), 0);
    QCOMPARE(fixture->pairs().ids({}).value(), std::vector<qint64>{4});
}

QTEST_GUILESS_MAIN(tst_ChangeLog)
#include "tst_change_log.moc"
