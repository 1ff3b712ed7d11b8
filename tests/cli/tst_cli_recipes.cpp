#include "cli/cli_support.h"
#include "jobs/recipe_files.h"
#include "project/project.h"
#include "test_support.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tunedesk;

/// Recipes of the window on the command line, and the other way round.
class tst_CliRecipes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aRecipeOfTheWindowTrainsWithItsModel();
    void settingsOfTheCommandLineAreTheSameInTheWindow();
    void aBadRecipeIsRefusedWithItsFile();
    void aModelThatIsNotHereIsNotReplacedByAnother();
    void wrongSettingsAreExplained_data();
    void wrongSettingsAreExplained();
    void settingsWithoutEffectAreNamed_data();
    void settingsWithoutEffectAreNamed();

private:
    /// The newest run after a call of `train` with these words.
    Result<RunSummary> trained(const QStringList &words) const
    {
        const CliCall call = runCli(QStringList{"--json", "train", m_project} + words);
        if (call.status != 0)
            return Error{ErrorKind::Input, QString::fromUtf8(call.err)};
        auto project = Project::open(m_project, Project::Mode::ReadOnly);
        if (!project)
            return project.error();
        const auto run = project->runs().find(call.last().value("run").toInteger());
        if (!run)
            return run.error();
        return *run ? Result<RunSummary>(**run) : Result<RunSummary>(Error{});
    }

    QTemporaryDir m_folder;
    QString m_project = m_folder.filePath("sample.tunedesk");
};

void tst_CliRecipes::initTestCase()
{
    qputenv("XDG_CONFIG_HOME", m_folder.path().toUtf8());
    const CliCall made = runCli({"new", m_project, "--sample"});
    QVERIFY2(made.status == 0, made.err.constData());
}

void tst_CliRecipes::aRecipeOfTheWindowTrainsWithItsModel()
{
    SavedRecipe saved;
    saved.name = QStringLiteral("Short one");
    saved.recipe.head = QStringLiteral("segments");
    saved.recipe.epochs = 1;
    saved.recipe.maxLength = 48;
    saved.recipe.trainLayers = 1;
    saved.recipe.maxTrainPairs = 40;
    saved.recipe.learningRate = 3e-4;
    saved.recipe.seed = 7;
    saved.recipe.threads = 1;
    saved.modelName = QStringLiteral("tiny-bert");
    saved.modelFolder = tinyModel();
    const auto added = RecipeFolder(m_folder.filePath("recipes")).add(saved);
    VERIFY_RESULT(added);
    const auto run = trained({"--recipe", added->path});
    VERIFY_RESULT(run);
    QVERIFY(run->recipe == saved.recipe);
    QCOMPARE(run->modelPath, tinyModel());
    const auto changed = trained({"--recipe", added->path, "--set", "seed=8"});
    VERIFY_RESULT(changed);
    QCOMPARE(changed->recipe.seed, 8);
}

void tst_CliRecipes::settingsOfTheCommandLineAreTheSameInTheWindow()
{
    const QString path = m_folder.filePath("by-hand.json");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"learning_rate": 3e-4, "max_length": 48, "max_train_pairs": 40,
                   "num_train_epochs": 1, "threads": 1})");
    file.close();
    const auto run = trained({"--recipe", path, "--model", tinyModel()});
    VERIFY_RESULT(run);
    const auto read = readRecipeFile(path, usualBase()); // as the window imports it
    VERIFY_RESULT(read);
    QVERIFY(run->recipe == read->recipe);
}

void tst_CliRecipes::aBadRecipeIsRefusedWithItsFile()
{
    const QString path = m_folder.filePath("bad.json");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"tunedesk_recipe": 1, "settings": {"learning_rate": 5}})");
    file.close();
    const CliCall call = runCli({"--json", "train", m_project, "--recipe", path});
    QCOMPARE(call.status, 3);
    QVERIFY2(call.err.contains("bad.json") && call.err.contains("learning_rate"),
             call.err.constData());
}

void tst_CliRecipes::aModelThatIsNotHereIsNotReplacedByAnother()
{
    SavedRecipe saved;
    saved.name = QStringLiteral("Elsewhere");
    saved.modelName = QStringLiteral("nobody/nothing");
    const QString path = m_folder.filePath("elsewhere.json");
    VERIFY_RESULT(writeRecipeFile(path, saved));
    const CliCall call = runCli({"--json", "train", m_project, "--recipe", path});
    QCOMPARE(call.status, 3);
    QVERIFY2(call.err.contains("nobody/nothing"), call.err.constData());
}

void tst_CliRecipes::wrongSettingsAreExplained_data()
{
    QTest::addColumn<QString>("set");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no value") << "weight_decay" << QByteArray("weight_decay=0.01");
    QTest::newRow("no value, unknown") << "epochs" << QByteArray("num_train_epochs");
    QTest::newRow("two are near") << "epochs=3"
                                  << QByteArray("num_train_epochs, unfreeze_every_epochs");
    QTest::newRow("initials") << "lr=1e-4" << QByteArray("learning_rate, lora_rank");
    QTest::newRow("typing mistake") << "seeed=1" << QByteArray("“seed”");
    QTest::newRow("nothing is near") << "xyzzy=1" << QByteArray("train --help");
}

void tst_CliRecipes::wrongSettingsAreExplained()
{
    QFETCH(QString, set);
    QFETCH(QByteArray, says);
    const CliCall call = runCli({"train", m_project, "--set", set});
    QCOMPARE(call.status, 2);
    QVERIFY2(call.err.contains(says), call.err.constData());
}

void tst_CliRecipes::settingsWithoutEffectAreNamed_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("says"); // empty: no warning
    QTest::newRow("features") << QStringList{"--preset",    "quick", "--set",
                                             "dropout=0.2", "--set", "learning_rate=1e-3"}
                              << QByteArray("head=features: learning_rate, dropout.");
    QTest::newRow("scores") << QStringList{"--preset", "balanced",
                                           "--set",    "objective=regression",
                                           "--set",    "class_weights=balanced"}
                            << QByteArray("objective=regression: class_weights.");
    QTest::newRow("all have effect")
        << QStringList{"--preset", "quick", "--set", "max_length=64"} << QByteArray();
}

void tst_CliRecipes::settingsWithoutEffectAreNamed()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, says);
    const QString model = QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tiny-bert");
    const CliCall call = runCli(
        QStringList{"train", m_project, "--estimate", "--model", model, "--set", "threads=1"} +
        words);
    QVERIFY2(call.status == 0, call.err.constData());
    QCOMPARE(call.err.contains("Without effect"), !says.isEmpty());
    QVERIFY2(call.err.contains(says), call.err.constData());
}

QTEST_GUILESS_MAIN(tst_CliRecipes)
#include "tst_cli_recipes.moc"
