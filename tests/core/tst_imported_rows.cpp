#include "import_trials.h"

#include "project/shown_contents.h"

#include <map>

using namespace tunedesk;

/// What an import writes, row for row.
class tst_ImportedRows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pendingContentsAreASet();
    void anImportWritesWhatOneRowAtATimeAndAUniqueIndexWrote_data();
    void anImportWritesWhatOneRowAtATimeAndAUniqueIndexWrote();
    void afterAFailedTurnNothingIsFinished();
    void afterARowThatIsNoPairNothingIsFinished();
};

namespace
{
/// Every column of every row of what an import writes, and how SQLite keeps it.
QString importedContent(const QString &path)
{
    QString all;
    for (const auto &[table, columns] :
         {std::pair(
              "pairs",
              "id removed split import_id origin_row flagged label score annotators disputed "
              "reply_words content_hash topic dialogue origin_file note question reply context"),
          std::pair(
              "answers",
              "id pair_id label score skipped annotator at_ms seconds note imported taken_back"),
          std::pair("sqlite_sequence", "name seq")}) {
        QStringList parts;
        for (const QString &column : QString::fromLatin1(columns).split(u' '))
            parts << QStringLiteral("quote(%1) || typeof(%1)").arg(column);
        all +=
            rowsOf(path, QStringLiteral("SELECT %1 FROM %2%3 ORDER BY 1")
                             .arg(parts.join(QStringLiteral(" || ',' || ")), QLatin1String(table),
                                  QLatin1String(table) == QLatin1String("sqlite_sequence")
                                      ? QStringLiteral(" WHERE name IN ('pairs', 'answers')")
                                      : QString()));
    }
    return all;
}
} // namespace

void tst_ImportedRows::pendingContentsAreASet()
{
    QRandomGenerator random(4);
    PendingContents pending;
    std::map<ContentHash, qint64> expected;
    const auto hash = [&] {
        ContentHash made{};
        made[0] = char(random.bounded(16)); // where the search for a place begins: many meet
        made[9] = char(random.bounded(256));
        made[15] = char(random.bounded(8));
        return made;
    };
    for (int i = 0; i < 20'000; ++i) {
        const ContentHash one = hash();
        const bool isNew = expected.emplace(one, i).second;
        QCOMPARE(pending.add(one), isNew);
        if (isNew)
            pending[pending.size() - 1].pairId = i;
    }
    QCOMPARE(pending.size(), expected.size());
    QVERIFY(expected.size() > 5'000);
    const auto less = [](const ContentHash &a, const ContentHash &b) {
        return std::memcmp(a.data(), b.data(), a.size()) < 0; // SQLite's order of bytes
    };
    const auto &sorted = pending.sorted();
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        QCOMPARE(sorted[i].pairId, expected.at(sorted[i].hash));
        QVERIFY(i == 0 || less(sorted[i - 1].hash, sorted[i].hash));
    }
    pending.clear();
    QVERIFY(pending.add(hash()));
}

void tst_ImportedRows::anImportWritesWhatOneRowAtATimeAndAUniqueIndexWrote_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<bool>("isStaged");
    for (quint32 seed = 1; seed <= 6; ++seed)
        for (const bool isStaged : {true, false})
            QTest::addRow("%u, %s", seed, isStaged ? "in turns" : "at once") << seed << isStaged;
}

void tst_ImportedRows::anImportWritesWhatOneRowAtATimeAndAUniqueIndexWrote()
{
    QFETCH(quint32, seed);
    QFETCH(bool, isStaged);
    QRandomGenerator random(seed);
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    const QString before = fixture.folder.filePath(QStringLiteral("before.sqlite"));
    auto old = Connection::open(before, Connection::Role::Builder);
    VERIFY_RESULT(old);
    VERIFY_RESULT(migrate(**old, firstSteps(5)));
    VERIFY_RESULT((*old)->execute(QStringLiteral("BEGIN"))); // one call of the disk
    VERIFY_RESULT((*old)->execute(
        QStringLiteral("INSERT INTO imports (file, path, at_ms) VALUES ('a.csv', 'a.csv', 1)")));
    Opened opened(fixture.path);
    // Fewer texts: more duplicates. More rows than are kept in memory.
    const int texts = int(random.bounded(5, 200));
    auto staged = isStaged ? opened.stage(random.bounded(1, 300)) : Error{};
    const auto importId = isStaged ? Result<qint64>(staged->id())
                                   : fixture->pairs().beginImport(QStringLiteral("a.csv"));
    VERIFY_RESULT(importId);
    int added = 0, duplicates = 0, all = 0;
    for (int part = 0; part < 8; ++part) {
        std::vector<DialoguePair> rows;
        for (int i = int(random.bounded(150)); i > 0; --i)
            rows.push_back(randomPair(random, texts));
        all += int(rows.size());
        const auto result = !isStaged
                                ? fixture->pairs().add(*importId, rows, QStringLiteral("import"))
                            : part % 2 ? staged->add(rows, QStringLiteral("import"))
                                       : staged->addAhead(rows, QStringLiteral("import"));
        VERIFY_RESULT(result);
        added += result->added;
        duplicates += result->duplicates;
        QCOMPARE(result->duplicateRows.size(), std::size_t(result->duplicates));
        VERIFY_RESULT(addAsBefore(**old, rows));
    }
    VERIFY_RESULT((*old)->execute(QStringLiteral("COMMIT")));
    if (isStaged)
        VERIFY_RESULT(staged->finish());
    QCOMPARE(added + duplicates, all);
    QVERIFY(added > 0 && duplicates > 0);
    QCOMPARE(importedContent(fixture.path), importedContent(before));
    QCOMPARE(rowsOf(fixture.path, QStringLiteral("SELECT count(*) FROM pairs")).toInt(), added);
    QCOMPARE(contentsProblem(fixture.path), QString());
    QCOMPARE(rowsOf(fixture.path, QStringLiteral("PRAGMA integrity_check")), QStringLiteral("ok"));
    QCOMPARE(rowsOf(fixture.path, QStringLiteral("SELECT 1 FROM pragma_foreign_key_check")),
             QString());
}

void tst_ImportedRows::afterAFailedTurnNothingIsFinished()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    Opened opened(fixture.path);
    auto import = opened.stage(1000);
    VERIFY_RESULT(import);
    const auto rows = [](int from) {
        std::vector<DialoguePair> some;
        for (int i = from; i < from + 100; ++i)
            some.push_back(pairOf(QString::number(i), QStringLiteral("r")));
        return some;
    };
    VERIFY_RESULT(import->addAhead(rows(0), QStringLiteral("import")));
    auto odd = rows(100);
    odd[50].split = Split(7); // the CHECK of its column
    VERIFY_RESULT(import->addAhead(odd, QStringLiteral("import")));
    QVERIFY(!import->addAhead(rows(200), QStringLiteral("import")));
    QVERIFY(!import->addAhead(rows(300), QStringLiteral("import")));
    QVERIFY(!import->finish());
    QCOMPARE(fixture->pairs().count().value(), 0);
    { // its rows are cleared
        const StagedImport gone = std::move(*import);
    }
    while (opened.database->clearUnfinished(200).value_or(false))
        ;
    QCOMPARE(rowsOf(fixture.path, QStringLiteral("SELECT count(*) FROM pairs")),
             QStringLiteral("0"));
    QCOMPARE(contentsProblem(fixture.path), QString());
    // The writer keeps its foreign keys.
    QVERIFY(!fixture->runs().addEvent(99, {}));
}

void tst_ImportedRows::afterARowThatIsNoPairNothingIsFinished()
{
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    Opened opened(fixture.path);
    auto import = opened.stage(1000);
    VERIFY_RESULT(import);
    VERIFY_RESULT(import->addAhead(numbered(1, 10), QStringLiteral("import")));
    const auto odd =
        import->addAhead({pairOf(QStringLiteral("q"), QString())}, QStringLiteral("import"));
    QVERIFY(!odd);
    QCOMPARE(odd.error().kind, ErrorKind::Input);
    QVERIFY(!import->addAhead(numbered(20, 10), QStringLiteral("import")));
    const auto finished = import->finish();
    QVERIFY(!finished);
    QCOMPARE(finished.error().kind, ErrorKind::Input);
    QCOMPARE(fixture->pairs().count().value(), 0);
}

QTEST_GUILESS_MAIN(tst_ImportedRows)
#include "tst_imported_rows.moc"
