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

RecipeField text(const char *key)
{
    RecipeField field;
    field.key = QString::fromLatin1(key);
    field.type = Type::Text;
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
        described(
            number(Type::Real, "label_smoothing_factor", 0, 0.9, 0, 0.2),
            Text::tr("Label smoothing"), {}, Text::tr("Usual: 0 to 0.2"),
            Text::tr("So much of each label is doubted: with 0.1 a reply labelled appropriate "
                     "counts as 95 % appropriate. Helps where labels hold mistakes. Only for "
                     "appropriate or not."),
            true),
        described(
            choice("class_weights", {QStringLiteral("none"), QStringLiteral("balanced")},
                   {Text::tr("Every pair alike"), Text::tr("Both classes alike")}),
            Text::tr("Weight of the classes"), {}, Text::tr("Usual: every pair alike"),
            Text::tr("With both classes alike, pairs of the rarer class count for more, so that "
                     "the model doesn't neglect it. Only for appropriate or not."),
            true),
        described(
            number(Type::Integer, "hard_negatives", 0, 16, 0, 2), Text::tr("Wrong replies added"),
            Text::tr("a pair"), Text::tr("Usual: 0 to 2"),
            Text::tr(
                "To each appropriate pair that trains so many pairs are added in which a reply "
                "from another dialogue on the same topic stands in for a wrong one, new ones in "
                "every epoch where the whole model learns. The model then learns what makes a "
                "reply fit instead of learning pairs by heart. Your labels stay as they are."),
            true),
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
                     "check the model while it learns, of each label its share. Pairs of one "
                     "dialogue stay together."),
            false),
        described(
            number(Type::Integer, "test_percent", 0, 90, 5, 30),
            Text::tr("Pairs for the final test"), Text::tr("%"), Text::tr("Usual: 5 to 30"),
            Text::tr(
                "As long as the project has no test set, so many of the labelled pairs are set "
                "aside for it: whole dialogues, of each label its share. They stay in it, and "
                "no training ever sees them, so that the result is honest. What comes later "
                "joins the other pairs."),
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

RecipeField headField()
{
    return described(
        choice("head",
               {QStringLiteral("sequence"), QStringLiteral("segments"), QStringLiteral("features"),
                QStringLiteral("features_then_segments")},
               {Text::tr("As a whole"), Text::tr("Part by part"),
                Text::tr("Part by part, the model unchanged"),
                Text::tr("Part by part, both ways")}),
        Text::tr("How it reads a pair"), {}, Text::tr("Part by part learns more from few labels"),
        Text::tr(
            "As a whole: question and reply as one text, as most programs do it. Part by part: "
            "what the conversation, the customer's last turn and the reply mean, and how alike "
            "they are. With the model unchanged only these comparisons are learned: quick, and "
            "of use from about a hundred labels on; layers, epochs and learning rates then don't "
            "matter. Both ways: the one, then the other; the better stays."),
        false);
}

/// What of the model learns, and how much of it at a time.
QList<RecipeField> freezingFields()
{
    return {
        described(
            number(Type::Real, "unfreeze_every_epochs", 0, 100, 0, 2),
            Text::tr("One more layer trains every"), Text::tr("epochs"),
            Text::tr("Usual: 0.5 to 2, or “off”"),
            Text::tr("The last step learns alone first; then the top layer joins it, then the "
                     "one below, down to the layers that train. Gentle with what the model "
                     "knows where there are few labels."),
            true),
        described(text("freeze"), Text::tr("Parts that stay"), {},
                  Text::tr("Names from the model, such as bert.embeddings"),
                  Text::tr("These parts of the model never learn, whatever the layers above say. "
                           "Names are divided by commas; * stands for any letters, as in "
                           "*LayerNorm*."),
                  true),
        described(number(Type::Integer, "lora_rank", 0, 1024, 0, 64), Text::tr("LoRA rank"), {},
                  Text::tr("Usual: 4 to 32, or “off”"),
                  Text::tr("The layers stay as they are and learn a small addition instead; the "
                           "larger the number, the more can be learned. Needs a higher learning "
                           "rate, about ten times. Saved states are small, and the finished model "
                           "is an ordinary one."),
                  true),
        described(number(Type::Real, "lora_alpha", 0.01, 10'000, 1, 128), Text::tr("LoRA alpha"),
                  {}, Text::tr("Usual: once or twice the rank"),
                  Text::tr("How strongly the addition counts: it is multiplied by this and divided "
                           "by the rank."),
                  true),
    };
}

QList<RecipeField> trainingFields()
{
    return {
        headField(),
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
        described(
            number(Type::Integer, "gradient_accumulation_steps", 1, 1024, 1, 16),
            Text::tr("Batches in one step"), Text::tr("batches"), Text::tr("Usual: 1 to 16"),
            Text::tr("So many batches are added up before the weights change once: what a larger "
                     "batch would do, in the memory of a small one."),
            true),
        described(choice("optim",
                         {QStringLiteral("adamw_torch_fused"), QStringLiteral("adam"),
                          QStringLiteral("sgd")},
                         {Text::tr("AdamW"), Text::tr("Adam"), Text::tr("SGD with momentum 0.9")}),
                  Text::tr("Optimizer"), {}, Text::tr("Usual: AdamW"),
                  Text::tr("How a step follows the slope. AdamW and Adam give each weight a step "
                           "of its own size; they differ in how weight decay is taken. SGD takes "
                           "one size for all and needs a learning rate 10 to 100 times as large."),
                  true),
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
                         {QStringLiteral("linear"), QStringLiteral("cosine"),
                          QStringLiteral("constant"), QStringLiteral("constant_with_warmup")},
                         {Text::tr("Falls evenly to 0"), Text::tr("Falls to 0 in a wave"),
                          Text::tr("Stays the same, no warm-up"),
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
            choice(
                "precision",
                {QStringLiteral("float32"), QStringLiteral("bfloat16"), QStringLiteral("auto")},
                {Text::tr("Exact (32 bits)"), Text::tr("Fast (16 bits)"), Text::tr("Automatic")}),
            Text::tr("Computing with"), {}, Text::tr("Usual: exact"),
            Text::tr("How finely numbers are rounded while training. “Fast” is quicker on a "
                     "processor that has it and slower elsewhere; the trained model is exact in "
                     "any case. “Automatic” is fast where the processor has it."),
            true),
        described(
            choice("frozen_precision", {QStringLiteral("same"), QStringLiteral("int8")},
                   {Text::tr("As the layers that train"), Text::tr("Coarse (8 bits)")}),
            Text::tr("Frozen layers compute with"), {}, Text::tr("Usual: as the layers that train"),
            Text::tr("Layers that stay as they are run over each pair once. “Coarse” does that "
                     "in about two thirds of the time that “fast” takes, on a processor that has "
                     "it; elsewhere it is as the layers that train. The trained model is exact in "
                     "any case, and is tested so. Changes nothing where all layers train."),
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
        Text::tr(
            "“Automatic” is the processor. A graphics card of NVIDIA's needs a program that was "
            "built for it, and has not been tried yet."),
        true);
    device.reproducible = false;
    return device;
}
} // namespace

QList<RecipeField> recipeFields()
{
    return dataFields() + trainingFields() + freezingFields() +
           QList<RecipeField>{threadsField(), deviceField()};
}

QList<RecipePreset> recipePresets()
{
    TrainingRecipe quick;
    quick.head = QStringLiteral("features");
    quick.epochs = 1; // so that a change of the head alone stays quick
    quick.precision = QStringLiteral("auto");

    TrainingRecipe balanced;
    balanced.head = QStringLiteral("features_then_segments");
    balanced.trainLayers = -1;
    balanced.epochs = 3;
    balanced.hardNegatives = 1;
    balanced.learningRate = 1e-4;
    balanced.headLearningRate = 1e-3;
    balanced.attentionDropout = 0;
    balanced.precision = QStringLiteral("auto");

    TrainingRecipe best = balanced;
    best.epochs = 4;
    best.hardNegatives = 2;

    TrainingRecipe paper;
    paper.trainLayers = -1;
    paper.batchSize = 8;
    paper.maxLength = 512;
    paper.learningRate = 2e-5;
    paper.validationPercent = 20;
    paper.precision = QStringLiteral("auto");

    return {
        {QStringLiteral("quick"), Text::tr("Quick"),
         Text::tr(
             "The model itself stays as it is: only what the parts of a pair mean is compared. "
             "Quick, and good with few labels."),
         quick},
        {QStringLiteral("balanced"), Text::tr("Balanced"),
         Text::tr(
             "The quick way first, then the whole model is fine-tuned; what does better on the "
             "pairs for checking is kept. A good first choice."),
         balanced},
        {QStringLiteral("best"), Text::tr("Best quality"),
         Text::tr(
             "As balanced, with one epoch more and twice as many wrong replies to tell from right "
             "ones. Takes about twice as long."),
         best},
        {QStringLiteral("paper"), Text::tr("Textbook"),
         Text::tr(
             "The whole model as textbooks train it: batches of 8, long inputs, a small learning "
             "rate. The slowest."),
         paper},
    };
}

} // namespace tunedesk
