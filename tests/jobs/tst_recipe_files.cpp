#include "jobs/recipe_files.h"
#include "test_support.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace tunedesk;

/// What a person's own recipes keep, and what becomes of files that are none.
class tst_RecipeFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aSavedRecipeComesBackWhole();
    void theFileIsPlainJson();
    void settingsAloneStandOnTheirBase();
    void settingsOfALaterVersionHaveTheirDefaults();
    void aBadFileSaysWhatAndWhere_data();
    void aBadFileSaysWhatAndWhere();
    void aBadFileHidesNoOther();
    void equalNamesGetNumbers();
    void aNameIsNeverAPath_data();
    void aNameIsNeverAPath();
    void theLastSavedOneStandsFirst();
    void whatWasRemovedCanBePutBack();
    void aFolderThatCanNotBeWrittenIsNamed();

private:
    QString write(const QString &name, const QByteArray &content) const
    {
        QFile file(m_folder->filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size()
                   ? file.fileName()
                   : QString();
    }
    static SavedRecipe sample(const QString &name = QStringLiteral("Long dialogues"))
    {
        SavedRecipe saved;
        saved.name = name;
        saved.recipe = usualBase();
        saved.recipe.seed = 4'294'967'295;
        saved.recipe.learningRate = 2.3e-5;
        saved.recipe.freeze = QStringLiteral("bert.embeddings, *LayerNorm*");
        saved.modelName = QStringLiteral("hfl/chinese-macbert-base");
        saved.modelFolder = QStringLiteral("/models/中文");
        saved.run = 5;
        saved.savedMs = 1'772'600'000'123;
        return saved;
    }
    RecipeFolder folder() const { return RecipeFolder(m_folder->filePath(QStringLiteral("own"))); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_RecipeFiles::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void tst_RecipeFiles::aSavedRecipeComesBackWhole()
{
    const auto added = folder().add(sample());
    VERIFY_RESULT(added);
    const RecipeFolder::Content content = folder().read();
    QCOMPARE(content.recipes.size(), 1U);
    QVERIFY(content.unreadable.empty());
    SavedRecipe wanted = sample();
    wanted.path = added->path;
    QVERIFY(*added == wanted);
    QVERIFY(content.recipes.front() == wanted);
}

void tst_RecipeFiles::theFileIsPlainJson()
{
    const auto added = folder().add(sample());
    VERIFY_RESULT(added);
    QFile file(added->path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    QCOMPARE(json[u"tunedesk_recipe"].toInt(), 1);
    QCOMPARE(json[u"name"].toString(), QStringLiteral("Long dialogues"));
    QCOMPARE(json[u"saved"].toString(), QStringLiteral("2026-03-04T04:53:20.123Z"));
    QCOMPARE(json[u"settings"].toObject(), sample().recipe.toJson());
    QCOMPARE(QDir(m_folder->filePath(QStringLiteral("own")))
                 .entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden)
                 .size(),
             1);
}

void tst_RecipeFiles::settingsAloneStandOnTheirBase()
{
    const QString path = write(QStringLiteral("by hand.json"), R"({"learning_rate": 3e-4})");
    const auto read = readRecipeFile(path, usualBase());
    VERIFY_RESULT(read);
    TrainingRecipe wanted = usualBase();
    wanted.learningRate = 3e-4;
    QVERIFY(read->recipe == wanted);
    QVERIFY(!(wanted == TrainingRecipe()));
    QCOMPARE(read->name, QStringLiteral("by hand"));
    QCOMPARE(read->run, 0);
}

void tst_RecipeFiles::settingsOfALaterVersionHaveTheirDefaults()
{
    const QString path =
        write(QStringLiteral("old.json"),
              R"({"tunedesk_recipe": 1, "name": "Old", "settings": {"num_train_epochs": 2}})");
    const auto read = readRecipeFile(path, usualBase());
    VERIFY_RESULT(read);
    TrainingRecipe wanted;
    wanted.epochs = 2;
    QVERIFY(read->recipe == wanted); // not on the base: it stood on none when it was saved
}

void tst_RecipeFiles::aBadFileSaysWhatAndWhere_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QByteArray &content, ErrorKind kind,
                        const char *says) {
        QTest::newRow(name) << content << int(kind) << QString::fromUtf8(says);
    };
    row("empty", "", ErrorKind::Input, "JSON");
    row("cut off", R"({"tunedesk_recipe": 1, "settings": {"seed": 4)", ErrorKind::Input, "JSON");
    row("a list", "[1]", ErrorKind::Input, "JSON");
    row("no text", QByteArray("\0\xff\xfe", 3), ErrorKind::Input, "JSON");
    row("unknown setting", R"({"learning_rat": 1e-4})", ErrorKind::Input, "learning_rate");
    row("impossible", R"({"tunedesk_recipe": 1, "settings": {"learning_rate": 5}})",
        ErrorKind::Input, "learning_rate");
    row("wrong type", R"({"tunedesk_recipe": 1, "settings": {"seed": "7"}})", ErrorKind::Input,
        "seed");
    row("together", R"({"validation_percent": 60, "test_percent": 50})", ErrorKind::Input, "60");
    row("no settings", R"({"tunedesk_recipe": 1, "name": "x"})", ErrorKind::Input, "settings");
    row("newer", R"({"tunedesk_recipe": 2, "settings": {}})", ErrorKind::Unsupported, "newer");
    row("too large", QByteArray(2'000'000, ' ') + "{}", ErrorKind::Input, "large");
}

void tst_RecipeFiles::aBadFileSaysWhatAndWhere()
{
    QFETCH(QByteArray, content);
    QFETCH(int, kind);
    QFETCH(QString, says);
    const QString path = write(QStringLiteral("bad.json"), content);
    const auto read = readRecipeFile(path, usualBase());
    QVERIFY(!read);
    const Error error = read.error();
    QCOMPARE(int(error.kind), kind);
    QVERIFY2(error.where.startsWith(path), qPrintable(error.where));
    QVERIFY2(error.toLine().contains(says), qPrintable(error.toLine()));
    QVERIFY(!error.hint.isEmpty());
}

void tst_RecipeFiles::aBadFileHidesNoOther()
{
    VERIFY_RESULT(folder().add(sample()));
    const QString own = m_folder->filePath(QStringLiteral("own/"));
    write(QStringLiteral("own/broken.json"), "{");
    QVERIFY(QDir().mkpath(own + QStringLiteral("folder.json")));
    QCOMPARE(::mkfifo(QFile::encodeName(own + QStringLiteral("pipe.json")).constData(), 0600), 0);
    write(QStringLiteral("own/notes.txt"), "no recipe");
    const RecipeFolder::Content content = folder().read();
    QCOMPARE(content.recipes.size(), 1U);
    QCOMPARE(content.unreadable.size(), 1U);
    QCOMPARE(content.unreadable.front().where, own + QStringLiteral("broken.json"));
    QVERIFY(!readRecipeFile(own + QStringLiteral("pipe.json"), usualBase())); // nor does it wait
    QVERIFY(!readRecipeFile(own + QStringLiteral("folder.json"), usualBase()));
    QVERIFY(!readRecipeFile(own + QStringLiteral("none.json"), usualBase()));
}

void tst_RecipeFiles::equalNamesGetNumbers()
{
    QStringList names, files;
    for (int i = 0; i < 3; ++i) {
        const auto added = folder().add(sample(QStringLiteral("  Long\ndialogues ")));
        VERIFY_RESULT(added);
        names << added->name;
        files << QFileInfo(added->path).fileName();
    }
    QCOMPARE(names,
             (QStringList{QStringLiteral("Long dialogues"), QStringLiteral("Long dialogues 2"),
                          QStringLiteral("Long dialogues 3")}));
    QCOMPARE(QSet<QString>(files.begin(), files.end()).size(), 3);
    // Other names may ask for the same file.
    VERIFY_RESULT(folder().add(sample(QStringLiteral("Long/dialogues"))));
    QCOMPARE(folder().read().recipes.size(), 4U);
}

void tst_RecipeFiles::aNameIsNeverAPath_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("upwards") << "../../etc/recipe";
    QTest::newRow("absolute") << "/etc/recipe";
    QTest::newRow("hidden") << ".recipe";
    QTest::newRow("nothing") << "";
    QTest::newRow("signs alone") << "/?*<>|:";
    QTest::newRow("Chinese") << QStringLiteral("中文，MacBERT 基础版").repeated(20);
    QTest::newRow("beyond the first plane") << QString::fromUtf8("𠮷").repeated(100);
    QTest::newRow("a null") << QString(QChar(0)) + QStringLiteral("x");
}

void tst_RecipeFiles::aNameIsNeverAPath()
{
    QFETCH(QString, name);
    const auto added = folder().add(sample(name));
    VERIFY_RESULT(added);
    QCOMPARE(QFileInfo(added->path).absolutePath(), m_folder->filePath(QStringLiteral("own")));
    QVERIFY(!QFileInfo(added->path).isHidden());
    const RecipeFolder::Content content = folder().read();
    QCOMPARE(content.recipes.size(), 1U);
    QCOMPARE(content.recipes.front().name, added->name);
    QVERIFY(!added->name.isEmpty());
}

void tst_RecipeFiles::theLastSavedOneStandsFirst()
{
    SavedRecipe early = sample(QStringLiteral("Early")), late = sample(QStringLiteral("Late")),
                undated = sample(QStringLiteral("Undated"));
    early.savedMs = 1000;
    late.savedMs = 2000;
    undated.savedMs = 0;
    for (const SavedRecipe &each : {early, undated, late})
        VERIFY_RESULT(folder().add(each));
    QStringList names;
    for (const SavedRecipe &each : folder().read().recipes)
        names << each.name;
    QCOMPARE(names, (QStringList{late.name, early.name, undated.name}));
}

void tst_RecipeFiles::whatWasRemovedCanBePutBack()
{
    auto added = folder().add(sample());
    VERIFY_RESULT(added);
    VERIFY_RESULT(folder().remove(*added));
    QVERIFY(folder().read().recipes.empty());
    VERIFY_RESULT(folder().remove(*added)); // gone already: as wished
    VERIFY_RESULT(folder().put(*added));
    QVERIFY(folder().read().recipes.front() == *added);
    added->name = QStringLiteral("Renamed");
    VERIFY_RESULT(folder().put(*added));
    QCOMPARE(folder().read().recipes.size(), 1U);
    QCOMPARE(folder().read().recipes.front().name, QStringLiteral("Renamed"));
}

void tst_RecipeFiles::aFolderThatCanNotBeWrittenIsNamed()
{
    write(QStringLiteral("own"), "a file in the folder's place");
    const auto added = folder().add(sample());
    QVERIFY(!added);
    QCOMPARE(int(added.error().kind), int(ErrorKind::File));
    QVERIFY(added.error().where.startsWith(m_folder->filePath(QStringLiteral("own"))));
    QVERIFY(folder().read().recipes.empty());
}

QTEST_APPLESS_MAIN(tst_RecipeFiles)
#include "tst_recipe_files.moc"
