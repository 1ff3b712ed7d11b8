#include "change_fixture.h"
#include "contents_problem.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace tunedesk;

class tst_RandomChanges : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void randomStepsLeadBackToWhatWasThere_data();
    void randomStepsLeadBackToWhatWasThere();
};

void tst_RandomChanges::randomStepsLeadBackToWhatWasThere_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 8; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void tst_RandomChanges::randomStepsLeadBackToWhatWasThere()
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
                log.setNote(someIds(), QStringLiteral("note %1").arg(random.bounded(3)), kAnn));
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
                VERIFY_RESULT(fixture->changes().setNote({1}, QString::number(round), kAnn));
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
        QCOMPARE(contentsProblem(fixture.path), QString());
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
    QCOMPARE(contentsProblem(fixture.path), QString());
    QCOMPARE(rowsOf(fixture.path, QStringLiteral("PRAGMA quick_check")), QStringLiteral("ok"));
}

QTEST_GUILESS_MAIN(tst_RandomChanges)
#include "tst_random_changes.moc"
