#include "domain/training_recipe.h"

#include <QCoreApplication>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(TrainingRecipe)
};

using Type = RecipeField::Type;

RecipeField number(Type type, const char *key, double minimum, double maximum, double usualMinimum,
                   double usualMaximum)
{
    RecipeField field;
    field.key = QString::fromLatin1(key);
    field.type = type;
    field.minimum = minimum;
    field.maximum = maximum;
    field.usualMinimum = usualMinimum;
    field.usualMaximum = usualMaximum;
    return field;
}

RecipeField choice(const char *key, const QStringList &choices, const QStringList &choiceNames)
{
    RecipeField field;
    field.key = QString::fromLatin1(key);
    field.type = Type::Choice;
    field.choices = choices;
    field.choiceNames = choiceNames;
    return field;
}

RecipeField described(RecipeField field, const QString &name, const QString &unit,
                      const QString &hint, const QString &help, bool advanced)
{
    field.name = name;
    field.unit = unit;
    field.hint = hint;
    field.help = help;
    field.advanced = advanced;
    return field;
}

QList<RecipeField> dataFields()
{
    return {
        described(choice("objective",
                         {QStringLiteral("classification"), QStringLiteral("regression")},
                         {Text::tr("Appropriate or not"), Text::tr("A score")}),
                  Text::tr("What it learns"), {}, Text::tr("A yes or no, or a number"),
                  Text::tr("Whether the model decides between appropriate and not appropriate "
                           "(classification) or predicts the score you gave (regression)."),
                  false),
        described(number(Type::Integer, "max_train_pairs", 0, 100'000'000, 0, 100'000'000),
                  Text::tr("Training pairs, at most"), Text::tr("pairs"),
                  Text::tr("A number, or “all”"),
                  Text::tr("Only the first so many training pairs are used. Handy to see how much "
                           "more labels would help."),
                  false),
        described(
            number(Type::Integer, "validation_percent", 0, 90, 5, 30),
            Text::tr("Pairs for checking"), Text::tr("%"), Text::tr("Usual: 5 to 30"),
            Text::tr("How many of the pairs without a fixed split are kept out of training to "
                     "check the model while it learns. Pairs of one dialogue stay together."),
            false),
        described(
            number(Type::Integer, "test_percent", 0, 90, 5, 30),
            Text::tr("Pairs for the final test"), Text::tr("%"), Text::tr("Usual: 5 to 30"),
            Text::tr("How many of the pairs without a fixed split are kept for one final test "
                     "after training. Nothing is chosen by them, so that the result is honest."),
            false),
        described(number(Type::Integer, "context_turns", -1, 1000, -1, 10),
                  Text::tr("Earlier turns"), Text::tr("turns"), Text::tr("A number, or “all”"),
                  Text::tr("How many turns before the customer's question the model reads."),
                  false),
        described(
            number(Type::Integer, "max_length", 8, 4096, 64, 512), Text::tr("Longest input"),
            Text::tr("tokens"), Text::tr("Usual: 64 to 512"),
            Text::tr("Question and reply together are cut to so many tokens (a token is a word "
                     "or a part of one). Longer inputs need more time and memory."),
            true),
        described(
            choice("truncation", {QStringLiteral("longest_first"), QStringLiteral("only_first")},
                   {Text::tr("Cut the longer text"),
                    Text::tr("Cut the conversation, keep the reply")}),
            Text::tr("When a pair is too long"), {}, Text::tr("Usual: cut the longer text"),
            Text::tr("Which text gives when question and reply together are longer than the "
                     "longest input. Most models cut at the end, so that a long conversation "
                     "loses the question first; fewer earlier turns help. A reply that is too long "
                     "by itself is cut in any case."),
            true),
    };
}

QList<RecipeField> trainingFields()
{
    return {
        described(
            number(Type::Integer, "train_layers", -1, 1000, -1, 12), Text::tr("Layers that train"),
            Text::tr("layers"), Text::tr("More: slower, closer fit; or “all”"),
            Text::tr("The upper layers of the model learn, the others stay as they are and run "
                     "only once. 0 trains the last step alone, “all” the whole model."),
            false),
        described(number(Type::Real, "num_train_epochs", 0.01, 1000, 1, 10),
                  Text::tr("Epochs, at most"), Text::tr("epochs"), Text::tr("Usual: 1 to 10"),
                  Text::tr("How often the model goes through all training pairs. It stops earlier "
                           "when the checks show no more gain."),
                  false),
        described(number(Type::Integer, "per_device_train_batch_size", 1, 1024, 8, 64),
                  Text::tr("Batch size"), Text::tr("pairs"), Text::tr("Usual: 8 to 64"),
                  Text::tr("Pairs that the model sees before it changes its weights once. Larger "
                           "batches need more memory."),
                  false),
        described(number(Type::Real, "learning_rate", 1e-9, 1, 1e-5, 5e-4),
                  Text::tr("Learning rate"), {}, Text::tr("Usual: 1e-5 to 5e-4"),
                  Text::tr("How far the weights move in one step. Too high and the model forgets "
                           "what it knew, too low and it learns nothing."),
                  false),
        described(number(Type::Real, "head_learning_rate", 0, 1, 0, 1e-2),
                  Text::tr("Learning rate of the head"), {},
                  Text::tr("Usual: 1 to 10 times the other, or “the same”"),
                  Text::tr("How far the last step, which gives the answer, moves in one step. It "
                           "starts from nothing, so that it may learn faster than the layers, "
                           "which know the language already."),
                  true),
        described(number(Type::Real, "layerwise_lr_decay", 0.01, 1, 0.6, 1),
                  Text::tr("Slower below"), {}, Text::tr("Usual: 0.8 to 1, or “off”"),
                  Text::tr("Each layer learns so many times as fast as the one above it: 0.9 is "
                           "nine tenths. The lower layers, which know the words, keep more of what "
                           "they knew."),
                  true),
        described(number(Type::Real, "warmup_ratio", 0, 1, 0, 0.2), Text::tr("Warm-up"), {},
                  Text::tr("Usual: 0 to 0.2 of all steps"),
                  Text::tr("Part of all steps during which the learning rate rises from 0."), true),
        described(choice("lr_scheduler_type",
                         {QStringLiteral("linear"), QStringLiteral("constant"),
                          QStringLiteral("constant_with_warmup")},
                         {Text::tr("Falls evenly to 0"), Text::tr("Stays the same, no warm-up"),
                          Text::tr("Stays the same after the warm-up")}),
                  Text::tr("Schedule"), {}, Text::tr("Usual: falls evenly to 0"),
                  Text::tr("How the learning rate changes from step to step."), true),
        described(number(Type::Real, "weight_decay", 0, 1, 0, 0.1), Text::tr("Weight decay"), {},
                  Text::tr("Usual: 0 to 0.1"),
                  Text::tr("Pulls the weights gently towards 0, which helps against learning the "
                           "training pairs by heart. Biases and norms are left out."),
                  true),
        described(number(Type::Real, "max_grad_norm", 0, 1000, 0.5, 5), Text::tr("Gradient clip"),
                  {}, Text::tr("Usual: 0.5 to 5, or “off”"),
                  Text::tr("Limits how strongly one unusual batch can move the weights."), true),
        described(
            number(Type::Real, "dropout", -1, 0.9, -1, 0.3), Text::tr("Dropout"), {},
            Text::tr("Usual: 0 to 0.3, or “automatic”"),
            Text::tr("Part of the values that is left out at random while training, which helps "
                     "against learning the training pairs by heart. “automatic”: as the model "
                     "has it."),
            true),
        described(number(Type::Real, "attention_dropout", -1, 0.9, -1, 0.3),
                  Text::tr("Dropout in attention"), {}, Text::tr("Usual: 0 to 0.3, or “automatic”"),
                  Text::tr("The same for the weights with which each word looks at the others. "
                           "“automatic”: as the dropout above. 0 is faster."),
                  true),
        described(
            number(Type::Integer, "checks_per_epoch", 1, 100, 1, 4), Text::tr("Checks in an epoch"),
            Text::tr("checks"), Text::tr("Usual: 1 to 4"),
            Text::tr("How often in an epoch the model is tried on the pairs kept for checking. "
                     "The best state is kept."),
            true),
        described(number(Type::Integer, "early_stopping_patience", 0, 1000, 0, 10),
                  Text::tr("Stop early after"), Text::tr("checks without gain"),
                  Text::tr("Usual: 2 to 5, or “never”"),
                  Text::tr("Training ends when so many checks in a row bring nothing better."),
                  true),
        described(choice("metric_for_best_model",
                         {QStringLiteral("matthews_corrcoef"), QStringLiteral("f1"),
                          QStringLiteral("accuracy"), QStringLiteral("validation_loss"),
                          QStringLiteral("last")},
                         {Text::tr("Correlation (MCC)"), Text::tr("F1"), Text::tr("Accuracy"),
                          Text::tr("Validation loss"), Text::tr("No choice: the last state")}),
                  Text::tr("Keep best by"), {}, Text::tr("Usual: correlation"),
                  Text::tr("The number that decides which state of the model is the best. The "
                           "correlation of verdicts and labels is 0 for every way of guessing; F1 "
                           "is high already for a model that calls everything appropriate. Scores "
                           "always go by the validation loss."),
                  true),
        described(
            number(Type::Integer, "seed", 0, 4'294'967'295.0, 0, 4'294'967'295.0), Text::tr("Seed"),
            {}, Text::tr("Any whole number"),
            Text::tr("Start of the random numbers. The same seed with the same data and settings "
                     "gives the same result."),
            true),
    };
}

RecipeField threadsField()
{
    RecipeField threads = described(
        number(Type::Integer, "threads", 0, 1024, 0, 256), Text::tr("Threads"), Text::tr("threads"),
        Text::tr("A number, or “automatic”"),
        Text::tr("How many processor cores work on the training. “automatic”: all of them."), true);
    threads.reproducible = false;
    return threads;
}

RecipeField deviceField()
{
    RecipeField device = described(
        choice("device", {QStringLiteral("auto"), QStringLiteral("cpu"), QStringLiteral("cuda")},
               {Text::tr("Automatic"), Text::tr("Processor"), Text::tr("Graphics card")}),
        Text::tr("Computes on"), {}, Text::tr("Usual: automatic"),
        Text::tr("A graphics card of NVIDIA's is many times faster than the processor, where the "
                 "computer has one and the program was built for it."),
        true);
    device.reproducible = false;
    return device;
}
} // namespace

QList<RecipeField> recipeFields()
{
    return dataFields() + trainingFields() + QList<RecipeField>{threadsField(), deviceField()};
}

QList<RecipePreset> recipePresets()
{
    TrainingRecipe quick;
    quick.epochs = 1;
    quick.maxLength = 128;

    TrainingRecipe balanced;
    balanced.epochs = 5;

    TrainingRecipe best;
    best.trainLayers = -1;
    best.epochs = 4;
    best.learningRate = 1e-4;
    best.checksPerEpoch = 2;

    TrainingRecipe paper;
    paper.trainLayers = -1;
    paper.batchSize = 8;
    paper.maxLength = 512;
    paper.learningRate = 2e-5;
    paper.validationPercent = 20;

    return {
        {QStringLiteral("quick"), Text::tr("Quick check"),
         Text::tr("Top 2 layers, one epoch. To see that the data is sound."), quick},
        {QStringLiteral("balanced"), Text::tr("Balanced"),
         Text::tr("Top 2 layers, up to 5 epochs, stops by itself. A good first choice."), balanced},
        {QStringLiteral("best"), Text::tr("Best quality"),
         Text::tr(
             "The whole model, up to 4 epochs, two checks in each. Takes several times as long."),
         best},
        {QStringLiteral("paper"), Text::tr("Textbook"),
         Text::tr(
             "The whole model as textbooks train it: batches of 8, long inputs, a small learning "
             "rate. The slowest."),
         paper},
    };
}

} // namespace tunedesk
