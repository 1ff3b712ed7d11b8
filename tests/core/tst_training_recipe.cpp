#include "domain/training_recipe.h"

#include "test_support.h"

#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace tunedesk;

class tst_TrainingRecipe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySettingIsDescribedAndStaysWithinItsOwnLimits();
    void jsonBringsBackTheSameRecipe();
    void textsOfTheCommandLineSetValues();
    void impossibleValuesAreRefused_data();
    void impossibleValuesAreRefused();
    void jsonNeedsTheRightTypes_data();
    void jsonNeedsTheRightTypes();
    void aMistypedKeyGetsTheNearestOne_data();
    void aMistypedKeyGetsTheNearestOne();
    void aRefusedValueLeavesTheRecipeAsItWas();
    void presetsAreWhatTheirNamesSay();
};

void tst_TrainingRecipe::everySettingIsDescribedAndStaysWithinItsOwnLimits()
{
    const QJsonObject json = TrainingRecipe{}.toJson();
    QSet<QString> described;
    for (const RecipeField &field : recipeFields()) {
        QVERIFY2(!field.name.isEmpty() && !field.hint.isEmpty() && !field.help.isEmpty(),
                 qPrintable(field.key));
        QVERIFY2(json.contains(field.key), qPrintable(field.key));
        QCOMPARE(field.choices.size(), field.choiceNames.size());
        if (field.type == RecipeField::Type::Integer || field.type == RecipeField::Type::Real) {
            QVERIFY2(field.minimum <= field.usualMinimum &&
                         field.usualMinimum < field.usualMaximum &&
                         field.usualMaximum <= field.maximum,
                     qPrintable(field.key));
        }
        TrainingRecipe recipe;
        VERIFY_RESULT(setRecipeValue(recipe, field.key, recipeValue(recipe, field.key)));
        QCOMPARE(recipe, TrainingRecipe{});
        described.insert(field.key);
    }
    QCOMPARE(described.size(), json.size());
    QCOMPARE(described.size(), 37);
}

void tst_TrainingRecipe::jsonBringsBackTheSameRecipe()
{
    TrainingRecipe recipe;
    recipe.objective = QStringLiteral("regression");
    recipe.learningRate = 3.7e-5;
    recipe.seed = 4'294'967'295;
    recipe.contextTurns = 0;
    recipe.dropout = 0;
    recipe.truncation = QStringLiteral("only_first");
    recipe.freeze = QStringLiteral("bert.embeddings, *LayerNorm*");
    const QByteArray text = QJsonDocument(recipe.toJson()).toJson();
    const auto read = TrainingRecipe::fromJson(QJsonDocument::fromJson(text).object());
    VERIFY_RESULT(read);
    QCOMPARE(*read, recipe);
    const auto empty = TrainingRecipe::fromJson({});
    VERIFY_RESULT(empty);
    QCOMPARE(*empty, TrainingRecipe{});
    QCOMPARE(empty->truncation, QStringLiteral("longest_first")); // as runs before the setting
}

void tst_TrainingRecipe::textsOfTheCommandLineSetValues()
{
    TrainingRecipe recipe;
    VERIFY_RESULT(setRecipeValue(recipe, QStringLiteral("learning_rate"), QStringLiteral("2e-5")));
    VERIFY_RESULT(setRecipeValue(recipe, QStringLiteral("train_layers"), QStringLiteral("-1")));
    VERIFY_RESULT(
        setRecipeValue(recipe, QStringLiteral("num_train_epochs"), QStringLiteral("1.5")));
    VERIFY_RESULT(
        setRecipeValue(recipe, QStringLiteral("objective"), QStringLiteral("regression")));
    QCOMPARE(recipe.learningRate, 2e-5);
    QCOMPARE(recipe.trainLayers, -1);
    QCOMPARE(recipe.epochs, 1.5);
    QCOMPARE(recipe.objective, QStringLiteral("regression"));
    VERIFY_RESULT(
        setRecipeValue(recipe, QStringLiteral("truncation"), QStringLiteral("only_first")));
    QCOMPARE(recipe.truncation, QStringLiteral("only_first"));
}

void tst_TrainingRecipe::impossibleValuesAreRefused_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QString>("limit");
    QTest::newRow("nothing") << "learning_rate" << QVariant(QString()) << "1";
    QTest::newRow("zero rate") << "learning_rate" << QVariant(0.0) << "1e-09";
    QTest::newRow("rate above 1") << "learning_rate" << QVariant(QStringLiteral("1.01")) << "1";
    QTest::newRow("not a number") << "learning_rate" << QVariant(QStringLiteral("nan")) << "1";
    QTest::newRow("half a layer") << "train_layers" << QVariant(1.5) << "whole";
    QTest::newRow("below -1") << "train_layers" << QVariant(-2) << "-1";
    QTest::newRow("no batch") << "per_device_train_batch_size" << QVariant(0) << "1024";
    QTest::newRow("truth") << "threads" << QVariant(true) << "1024";
    QTest::newRow("beyond int") << "max_length" << QVariant(QStringLiteral("1e12")) << "4096";
    QTest::newRow("half of -1") << "dropout" << QVariant(-0.5) << "0.9";
    QTest::newRow("half of -1, attention") << "attention_dropout" << QVariant(-0.5) << "0.9";
    QTest::newRow("layers that stand still") << "layerwise_lr_decay" << QVariant(0) << "0.01";
    QTest::newRow("two lines") << "freeze" << QVariant(QStringLiteral("a\nb")) << "one line";
    QTest::newRow("a number for a text") << "freeze" << QVariant(1) << "one line";
    QTest::newRow("unknown choice")
        << "metric_for_best_model" << QVariant(QStringLiteral("F1")) << "validation_loss";
    QTest::newRow("a strategy for single texts")
        << "truncation" << QVariant(QStringLiteral("only_second")) << "only_first";
}

void tst_TrainingRecipe::impossibleValuesAreRefused()
{
    QFETCH(QString, key);
    QFETCH(QVariant, value);
    QFETCH(QString, limit);
    TrainingRecipe recipe;
    const auto set = setRecipeValue(recipe, key, value);
    QVERIFY(!set);
    QCOMPARE(set.error().kind, ErrorKind::Input);
    QCOMPARE(set.error().where, key);
    QVERIFY2(set.error().what.contains(key), qPrintable(set.error().what));
    QVERIFY2(set.error().hint.contains(limit), qPrintable(set.error().hint));
    QCOMPARE(recipe, TrainingRecipe{});
}

void tst_TrainingRecipe::jsonNeedsTheRightTypes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("where");
    QTest::newRow("text for a number")
        << QByteArray(R"({"learning_rate":"2e-4"})") << "learning_rate";
    QTest::newRow("list for a text") << QByteArray(R"({"freeze":["bert"]})") << "freeze";
    QTest::newRow("null") << QByteArray(R"({"seed":null})") << "seed";
    QTest::newRow("list") << QByteArray(R"({"objective":["regression"]})") << "objective";
    QTest::newRow("number for a choice")
        << QByteArray(R"({"lr_scheduler_type":1})") << "lr_scheduler_type";
    QTest::newRow("nothing left to train on")
        << QByteArray(R"({"validation_percent":60,"test_percent":40})")
        << "validation_percent, test_percent";
}

void tst_TrainingRecipe::jsonNeedsTheRightTypes()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, where);
    const auto read = TrainingRecipe::fromJson(QJsonDocument::fromJson(json).object());
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Input);
    QCOMPARE(read.error().where, where);
}

void tst_TrainingRecipe::aMistypedKeyGetsTheNearestOne_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("nearest");
    QTest::newRow("letter left out") << "learning_rat"
                                     << "learning_rate";
    QTest::newRow("hyphens") << "warmup-ratio"
                             << "warmup_ratio";
    QTest::newRow("short name") << "batch_size"
                                << "per_device_train_batch_size";
    QTest::newRow("other spelling") << "epochs"
                                    << "num_train_epochs";
    QTest::newRow("capitals") << "Weight_Decay"
                              << "weight_decay";
}

void tst_TrainingRecipe::aMistypedKeyGetsTheNearestOne()
{
    QFETCH(QString, key);
    QFETCH(QString, nearest);
    TrainingRecipe recipe;
    const auto set = setRecipeValue(recipe, key, 1);
    QVERIFY(!set);
    QCOMPARE(set.error().kind, ErrorKind::Input);
    QVERIFY2(set.error().hint.contains(nearest), qPrintable(set.error().hint));
    QVERIFY(!recipeValue(recipe, key).isValid());
}

void tst_TrainingRecipe::aRefusedValueLeavesTheRecipeAsItWas()
{
    TrainingRecipe recipe;
    recipe.batchSize = 16;
    QVERIFY(!setRecipeValue(recipe, QStringLiteral("per_device_train_batch_size"), 5000));
    QCOMPARE(recipe.batchSize, 16);
}

void tst_TrainingRecipe::presetsAreWhatTheirNamesSay()
{
    QStringList keys;
    for (const RecipePreset &preset : recipePresets()) {
        keys << preset.key;
        QVERIFY(!preset.name.isEmpty() && !preset.description.isEmpty());
        const auto read = TrainingRecipe::fromJson(preset.recipe.toJson());
        VERIFY_RESULT(read);
        QCOMPARE(*read, preset.recipe);
    }
    QCOMPARE(keys, QStringList({"quick", "balanced", "best", "paper"}));
    QCOMPARE(recipePresets().at(0).recipe.epochs, 1.0);
    const TrainingRecipe paper = recipePresets().at(3).recipe;
    QCOMPARE(paper.trainLayers, -1);
    QCOMPARE(paper.batchSize, 8);
    QCOMPARE(paper.maxLength, 512);
    QCOMPARE(paper.learningRate, 2e-5);
    QCOMPARE(paper.epochs, 3.0);
    QCOMPARE(paper.validationPercent, 20);
}

QTEST_GUILESS_MAIN(tst_TrainingRecipe)
#include "tst_training_recipe.moc"
