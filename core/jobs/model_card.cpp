#include "base/version.h"
#include "domain/metric_row.h"
#include "jobs/export_model.h"
#include "jobs/model_catalogue.h"
#include "jobs/model_manifest.h"
#include "project/project.h"
#include "text/tokenizer.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelCard)
};

/// What saying always the larger class, or always class 1, would get on a split.
struct Baseline {
    int pairs = 0, positive = 0;
    double accuracy() const
    {
        return pairs == 0 ? 0 : static_cast<double>(std::max(positive, pairs - positive)) / pairs;
    }
    double f1() const { return positive == 0 ? 0 : 2.0 * positive / (pairs + positive); }
};

Baseline baselineOf(const DataSnapshot &snapshot, Split split)
{
    Baseline baseline;
    for (const SnapshotPair &pair : snapshot.pairs)
        if (pair.split == split) {
            ++baseline.pairs;
            baseline.positive += pair.target >= 0.5;
        }
    return baseline;
}

QString cell(QString text)
{
    return text.replace(QLatin1Char('|'), QStringLiteral("\\|"))
        .replace(QLatin1Char('\n'), QLatin1Char(' '));
}

QString row(const QStringList &cells)
{
    return QStringLiteral("| %1 |\n").arg(cells.join(QStringLiteral(" | ")));
}

QString figure(const QMap<QString, double> &metrics, const char *name)
{
    const auto found = metrics.find(QString::fromLatin1(name));
    return found == metrics.end() || !std::isfinite(*found) ? QStringLiteral("–")
                                                            : QString::number(*found, 'f', 3);
}

/// A text inside YAML's double quotes.
QString quoted(QString text)
{
    text.replace(QLatin1Char('\\'), QStringLiteral("\\\\"))
        .replace(QLatin1Char('"'), QStringLiteral("\\\""));
    return QLatin1Char('"') + text.replace(QLatin1Char('\n'), QLatin1Char(' ')) + QLatin1Char('"');
}

QString frontMatter(const RunSummary &run, const QString &licence, bool isRegression)
{
    QString text = QStringLiteral("---\n");
    if (!licence.isEmpty())
        text += QStringLiteral("license: %1\n").arg(quoted(licence.toLower()));
    text += QStringLiteral("library_name: transformers\npipeline_tag: text-classification\n");
    if (!run.modelName.isEmpty())
        text += QStringLiteral("base_model: %1\n").arg(quoted(run.modelName));
    text += isRegression ? QStringLiteral("metrics:\n- mse\n- pearsonr\n")
                         : QStringLiteral("metrics:\n- accuracy\n- f1\n");
    return text + QStringLiteral("tags:\n- customer-service\n- reply-quality\n---\n\n");
}

/// How the tokenizer lays a pair out, by an example; empty where it can't be loaded any more.
QString layoutSentence(const QString &checkpoint)
{
    const auto tokenizer = Tokenizer::load(checkpoint);
    if (!tokenizer)
        return {};
    QStringList tokens;
    for (const std::string &token :
         tokenizer->encode("a", "b", EncodeOptions{.withTokens = true}).tokens)
        tokens << QString::fromStdString(token);
    return Text::tr("The tokenizer writes a pair as one line: “a” and “b” become `%1`.")
               .arg(tokens.join(QLatin1Char(' '))) +
           QStringLiteral("\n\n");
}

/// What the checkpoint says; a network may have fewer positions than the recipe asks for.
struct Reading {
    int maxLength = 0;
    QString head;
};

Reading readingOf(const RunSummary &run, const QString &checkpoint)
{
    const auto manifest = readManifest(checkpoint);
    return manifest ? Reading{manifest->maxLength, manifest->head}
                    : Reading{run.recipe.maxLength, run.recipe.head};
}

/// How to load it, and what to give it. A head that transformers doesn't know brings its own code.
QString codeSection(const RunSummary &run, const Reading &reads)
{
    if (reads.head == QLatin1String("sequence"))
        return QStringLiteral(
                   "```python\n"
                   "from transformers import AutoModelForSequenceClassification, AutoTokenizer\n"
                   "tokenizer = AutoTokenizer.from_pretrained(folder)\n"
                   "model = AutoModelForSequenceClassification.from_pretrained(folder).eval()\n"
                   "inputs = tokenizer(question, reply, truncation=\"%2\", max_length=%1, "
                   "return_tensors=\"pt\")\n"
                   "logits = model(**inputs).logits\n"
                   "```\n\n")
            .arg(reads.maxLength)
            .arg(run.recipe.truncation);
    return (reads.head == QLatin1String("features")
                ? Text::tr("It compares what the conversation, the customer's last turn (the last "
                           "line of the first text) and the reply mean; each is read by itself by "
                           "the unchanged base model. transformers doesn't know this kind of head: "
                           "it runs the code of `modeling_tunedesk.py`, which lies in this folder.")
                : Text::tr("Beside the pair as a whole it compares what the conversation, the "
                           "customer's last turn (the last line of the first text) and the reply "
                           "mean in it. transformers doesn't know this kind of head: it runs the "
                           "code of `modeling_tunedesk.py`, which lies in this folder.")) +
           QStringLiteral(
               "\n\n```python\n"
               "from transformers import AutoModelForSequenceClassification, AutoTokenizer\n"
               "tokenizer = AutoTokenizer.from_pretrained(folder)\n"
               "model = AutoModelForSequenceClassification.from_pretrained(folder, "
               "trust_remote_code=True).eval()\n"
               "logits = model(**model.encode(tokenizer, [question], [reply])).logits\n"
               "```\n\n");
}

/// @param reads what the checkpoint's network reads of a pair, and how
QString useSection(const RunSummary &run, bool isRegression, const QString &checkpoint,
                   const Reading &reads)
{
    QString text = QStringLiteral("## %1\n\n").arg(Text::tr("Use"));
    text +=
        isRegression
            ? Text::tr(
                  "The model gives a reply of customer service a score: the higher, the better it "
                  "answers the customer.")
            : Text::tr("The model judges whether a reply of customer service is appropriate as an "
                       "answer "
                       "to what the customer asked. Class 1 is “appropriate”, class 0 “not "
                       "appropriate”.");
    text += QStringLiteral("\n\n");
    const bool keepsReply = ModelManifest::ofRun(run).truncation == Truncation::KeepSecond;
    text += (keepsReply
                 ? Text::tr("The first text is the earlier turns (oldest first) and the question, "
                            "joined by line feeds; the second text is the reply. Pairs are cut to "
                            "%1 tokens: the first text gives, the reply stays whole.")
                 : Text::tr("The first text is the earlier turns (oldest first) and the question, "
                            "joined by line feeds; the second text is the reply. Pairs are cut to "
                            "%1 tokens, longest text first."))
                .arg(reads.maxLength);
    if (keepsReply)
        text += QLatin1Char(' ') +
                Text::tr("transformers refuses a pair whose reply alone fills them; give it an "
                         "empty first text and `truncation=\"only_second\"`.");
    text += QStringLiteral("\n\n") + layoutSentence(checkpoint);
    text += codeSection(run, reads);
    return text +
           Text::tr(
               "`expected_outputs.json` holds pairs with the results that the folder must give.") +
           QStringLiteral("\n\n");
}

QString dataSection(const DataSnapshot &snapshot)
{
    return QStringLiteral("## %1\n\n").arg(Text::tr("Data")) +
           Text::tr(
               "Snapshot `%1`: %2 pairs to train on, %3 to validate, %4 to test. The pairs of one "
               "dialogue are all in the same part.")
               .arg(snapshot.hash)
               .arg(snapshot.trainPairs)
               .arg(snapshot.validationPairs)
               .arg(snapshot.testPairs) +
           QStringLiteral("\n\n");
}

QString resultsSection(const RunSummary &run, const DataSnapshot &snapshot, bool isRegression)
{
    QString text = QStringLiteral("## %1\n\n").arg(Text::tr("Results"));
    if (isRegression) {
        text +=
            row({Text::tr("Split"), Text::tr("Pairs"), QStringLiteral("MSE"), QStringLiteral("MAE"),
                 QStringLiteral("Pearson"), QStringLiteral("Spearman")}) +
            QStringLiteral("| --- | --- | --- | --- | --- | --- |\n");
    } else {
        text +=
            row({Text::tr("Split"), Text::tr("Pairs"), Text::tr("Accuracy"), Text::tr("Precision"),
                 Text::tr("Recall"), QStringLiteral("F1"), Text::tr("Accuracy of the larger class"),
                 Text::tr("F1 of always “appropriate”")}) +
            QStringLiteral("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
    }
    const auto line = [&](const QString &name, Split split, const QMap<QString, double> &metrics) {
        const Baseline baseline = baselineOf(snapshot, split);
        if (metrics.isEmpty())
            return;
        if (isRegression)
            text += row({name, QString::number(baseline.pairs), figure(metrics, metric::kMse),
                         figure(metrics, metric::kMae), figure(metrics, metric::kPearson),
                         figure(metrics, metric::kSpearman)});
        else
            text += row({name, QString::number(baseline.pairs), figure(metrics, metric::kAccuracy),
                         figure(metrics, metric::kPrecision), figure(metrics, metric::kRecall),
                         figure(metrics, metric::kF1), QString::number(baseline.accuracy(), 'f', 3),
                         QString::number(baseline.f1(), 'f', 3)});
    };
    line(Text::tr("validation"), Split::Validation, run.best);
    line(Text::tr("test"), Split::Test, run.test);
    text += QLatin1Char('\n');
    if (run.test.isEmpty())
        text += Text::tr(
            "It was not measured on test pairs. The checkpoint was chosen on the validation "
            "pairs, so that their figures are a little too good.");
    else
        text += Text::tr(
            "The checkpoint was chosen on the validation pairs, so that their figures are a "
            "little too good; the test pairs were not looked at before.");
    return text + QStringLiteral("\n\n");
}

QString trainingSection(const RunSummary &run)
{
    QString text = QStringLiteral("## %1\n\n").arg(Text::tr("Training"));
    text += Text::tr("Run %1, started from “%2”; the best of its checks was at step %3 of %4.")
                .arg(run.id)
                .arg(run.modelName)
                .arg(run.bestStep)
                .arg(run.totalSteps) +
            QStringLiteral("\n\n");
    text += row({Text::tr("Setting"), Text::tr("Value"), Text::tr("Key")}) +
            QStringLiteral("| --- | --- | --- |\n");
    for (const RecipeField &field : recipeFields()) {
        QString value = recipeValue(run.recipe, field.key).toString();
        if (const auto choice = field.choices.indexOf(value); choice >= 0)
            value = field.choiceNames.value(choice, value);
        if (!field.unit.isEmpty())
            value += QLatin1Char(' ') + field.unit;
        text += row({cell(field.name), cell(value), QStringLiteral("`%1`").arg(field.key)});
    }
    return text + QLatin1Char('\n');
}

/// @param isCalibrated its probabilities were fitted to the validation pairs
QString limitsSection(const RunSummary &run, const QString &licence, int maxLength,
                      bool isCalibrated)
{
    QString text = QStringLiteral("## %1\n\n").arg(Text::tr("Limits"));
    const std::array limits{
        Text::tr("It has learned from the labels of this project only; other services, products "
                 "and languages "
                 "need their own pairs and a new measurement."),
        Text::tr("It judges the wording. It doesn't know whether what a reply claims is true."),
        Text::tr("What doesn't fit into %1 tokens is not read.").arg(maxLength),
        isCalibrated
            ? Text::tr("Its probabilities were fitted to the validation pairs (Platt scaling, "
                       "within the head's weights); on other data they may be off.")
            : Text::tr("Its probabilities are not calibrated: 0.9 doesn't mean right nine times "
                       "out of ten."),
    };
    for (const QString &limit : limits)
        text += QStringLiteral("- %1\n").arg(limit);
    text += QStringLiteral("\n## %1\n\n").arg(Text::tr("Licence"));
    text += licence.isEmpty()
                ? Text::tr("The licence of the base model “%1” is not known; look it up before you "
                           "hand this "
                           "model on.")
                      .arg(run.modelName)
                : Text::tr("The base model “%1” is under %2; this model is derived from it.")
                      .arg(run.modelName, licence);
    return text + QStringLiteral("\n\n") +
           Text::tr("Made with TuneDesk %1.").arg(QString::fromLatin1(kVersion)) +
           QLatin1Char('\n');
}
} // namespace

Result<QString> makeModelCard(const QString &projectFile, qint64 runId, const QString &modelName)
{
    auto project = Project::open(projectFile, Project::Mode::ReadOnly);
    if (!project)
        return project.error();
    const auto run = project->runs().find(runId);
    if (!run)
        return run.error();
    if (!*run)
        return Error{ErrorKind::Input, Text::tr("There is no run %1.").arg(runId), projectFile,
                     Text::tr("Choose one of the project's runs.")};
    const RunSummary &summary = **run;
    const auto snapshot = project->snapshots().find(summary.snapshotId);
    if (!snapshot)
        return snapshot.error();
    const bool isRegression = summary.recipe.objective == QLatin1String("regression");
    const QString licence = inspectModel(summary.modelPath).licence;
    const QString checkpoint = checkpointFolder(project->folder(), runId);
    const Reading reads = readingOf(summary, checkpoint);
    return frontMatter(summary, licence, isRegression) + QStringLiteral("# %1\n\n").arg(modelName) +
           useSection(summary, isRegression, checkpoint, reads) +
           resultsSection(summary, *snapshot, isRegression) + dataSection(*snapshot) +
           trainingSection(summary) +
           limitsSection(summary, licence, reads.maxLength,
                         QFileInfo::exists(checkpoint + QStringLiteral("/calibration.json")));
}

} // namespace tunedesk
