#include "change_fixture.h"

#include <functional>

using namespace tunedesk;

class tst_ChangeLog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachStepIsUndoneAndDoneAgainAlsoAfterReopening_data();
    void eachStepIsUndoneAndDoneAgainAlsoAfterReopening();
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
        [](ChangeLog &log) { return log.setNote({3}, QStringLiteral("等一下"), kAnn); });
    row("note", 3, "Changed the note of 3 pairs", [](ChangeLog &log) { // 3 has another, 8 this one
        return log.setNote({1, 2, 3, 8}, QStringLiteral("later"), kAnn);
    });
    row("answers", 2, "Skipped 2 pairs", [](ChangeLog &log) {
        return log.answer({{.pairId = 1, .skipped = true, .annotator = kAnn},
                           {.pairId = 2, .skipped = true, .annotator = kAnn}});
    });
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
    VERIFY_RESULT(fixture->changes().setNote({3}, QStringLiteral("old"), kAnn));
    VERIFY_RESULT(fixture->changes().setNote({8}, QStringLiteral("later"), kAnn));
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
    VERIFY_RESULT(log.setNote({3}, QStringLiteral("n"), kAnn));
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
    const auto note = log.setNote({1}, QStringLiteral("first"), kAnn);
    const auto removal = log.remove({4, 5}, kAnn);
    const auto answer = log.answer({labelOf(6, 1, kAnn)});
    VERIFY_RESULT(log.setFlagged({2}, false, kAnn));
    VERIFY_RESULT(log.setNote({1}, QStringLiteral("second"), kAnn));
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
         {log.setFlagged({1, 2, 77}, false, kAnn), log.setNote({1}, QString(), kAnn),
          log.setNote({77}, QStringLiteral("n"), kAnn), log.setSplit({1}, Split::Unassigned, kAnn),
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
