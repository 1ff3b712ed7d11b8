#include "command.h"

#include "dataset/pair_reader.h"
#include "jobs/predict_pairs.h"

#include <fstream>
#include <iostream>

namespace tunedesk::cli
{

namespace
{
struct PredictOptions {
    std::string folder, file, precision = "float32";
};

AnswerPrecision precisionNamed(const std::string &name)
{
    return name == "int8"       ? AnswerPrecision::Int8
           : name == "bfloat16" ? AnswerPrecision::BFloat16
                                : AnswerPrecision::Float32;
}

constexpr int kChunk = 256; // pairs answered at a time

int answerChunk(Predictor &predictor, std::vector<PredictionInput> &inputs, Console &console)
{
    if (inputs.empty())
        return Done;
    SilentJob job;
    const auto predictions = predictor.predict(inputs, job);
    inputs.clear();
    if (!predictions)
        return console.fail(predictions.error());
    for (const Prediction &one : *predictions) {
        if (predictor.isRegression()) {
            console.answer({{"score", number(one.score)}, {"logits", one.logits}},
                           QString::number(one.score, 'g', 6));
            continue;
        }
        console.answer(
            {{"label", one.label},
             {"probability", number(one.probability)},
             {"logits", one.logits}},
            (one.label == 1 ? Text::tr("appropriate %1") : Text::tr("not appropriate %1"))
                .arg(one.probability, 0, 'f', 4));
    }
    return stopSignalled() ? StoppedByPerson : Done;
}

std::vector<qint64> numbers(const Json &json, const char *key)
{
    if (!json.contains(key) || !json[key].is_array())
        return {};
    std::vector<qint64> values;
    for (const Json &value : json[key])
        if (value.is_number_integer())
            values.push_back(value.get<qint64>());
    return values.size() == json[key].size() ? values : std::vector<qint64>();
}

Result<PredictionInput> inputOf(const std::string &line, const QString &name, qint64 number)
{
    const auto wrong = [&](const QString &what) {
        return Error{
            ErrorKind::Input, what, Text::tr("%1, line %2").arg(name).arg(number),
            Text::tr("Write one object a line: {\"question\": …, \"reply\": …, \"context\": …}.")};
    };
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object())
        return wrong(Text::tr("This is no JSON object."));
    PredictionInput input;
    if (json.contains("ids")) {
        input.ids = numbers(json, "ids");
        input.typeIds = numbers(json, "type_ids");
        input.segments = numbers(json, "segments");
        input.mask = numbers(json, "mask");
        if (input.ids.empty())
            return wrong(Text::tr("“ids” is no list of whole numbers."));
        if (input.typeIds.empty())
            input.typeIds.assign(input.ids.size(), 0);
        if (input.mask.empty())
            input.mask.assign(input.ids.size(), 1);
        return input;
    }
    const auto text = [&](const char *key) {
        return json.contains(key) && json[key].is_string() ? fromUtf8(json[key].get<std::string>())
                                                           : QString();
    };
    for (const char *key : {"question", "reply"})
        if (!json.contains(key) || !json[key].is_string())
            return wrong(Text::tr("“%1” is missing or no text.").arg(QLatin1String(key)));
    input.question = text("question");
    input.reply = text("reply");
    input.context = text("context");
    return input;
}

int predictLines(Predictor &predictor, std::istream &lines, const QString &name, Console &console)
{
    std::vector<PredictionInput> inputs;
    std::string line;
    const bool interactive = &lines == &std::cin;
    for (qint64 number = 1; std::getline(lines, line); ++number) {
        if (line.find_first_not_of(" \t\r") == std::string::npos)
            continue;
        const auto input = inputOf(line, name, number);
        if (!input) {
            if (const int status = answerChunk(predictor, inputs, console); status != Done)
                return status;
            return console.fail(input.error());
        }
        inputs.push_back(*input);
        // Somebody who writes line by line gets each answer at once.
        const bool nothingWaits = interactive && lines.rdbuf()->in_avail() <= 0;
        if (nothingWaits || inputs.size() >= kChunk)
            if (const int status = answerChunk(predictor, inputs, console); status != Done)
                return status;
    }
    return answerChunk(predictor, inputs, console);
}

int predictTable(Predictor &predictor, const QString &file, Console &console)
{
    auto reader = PairReader::open(file);
    if (!reader)
        return console.fail(reader.error());
    while (true) {
        const auto rows = reader->next(kChunk);
        if (!rows)
            return console.fail(rows.error());
        if (rows->empty())
            return Done;
        std::vector<PredictionInput> inputs;
        for (const PairReader::Row &row : *rows) {
            if (row.rejected)
                return console.fail({ErrorKind::Input, row.rejected->reason,
                                     Text::tr("%1, row %2").arg(file).arg(row.row),
                                     Text::tr("Mend the row and try again.")});
            PredictionInput input;
            input.question = row.pair.question;
            input.reply = row.pair.reply;
            input.context = row.pair.context;
            inputs.push_back(input);
        }
        if (const int status = answerChunk(predictor, inputs, console); status != Done)
            return status;
    }
}

int predict(const PredictOptions &options, Console &console)
{
    auto predictor = Predictor::load(fromUtf8(options.folder), precisionNamed(options.precision));
    if (!predictor)
        return console.fail(predictor.error());
    if (options.file.empty() || options.file == "-")
        return predictLines(*predictor, std::cin, QStringLiteral("stdin"), console);
    const QString file = fromUtf8(options.file);
    if (!file.endsWith(QStringLiteral(".jsonl"), Qt::CaseInsensitive) &&
        !file.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive))
        return predictTable(*predictor, file, console);
    std::ifstream lines(options.file);
    if (!lines)
        return console.fail({ErrorKind::File, Text::tr("The file could not be opened."), file,
                             Text::tr("Check the name and that it may be read.")});
    return predictLines(*predictor, lines, file, console);
}
} // namespace

void addPredictCommand(CLI::App &root, Act &chosen)
{
    auto options = std::make_shared<PredictOptions>();
    auto *command = addCommand(
        root, chosen, "predict",
        Text::tr("Scores pairs with an exported folder. Reads JSON Lines from stdin, or a file."),
        "predict models/parcel-reply-1 pairs.csv --json", options, predict);
    command->add_option("folder", options->folder, utf8(Text::tr("exported folder or checkpoint")))
        ->required();
    command->add_option("file", options->file, utf8(Text::tr("JSON Lines, CSV or TSV")));
    command
        ->add_option("--precision", options->precision,
                     utf8(Text::tr("float32 (exact), bfloat16, or int8 (about three times as "
                                   "fast; probabilities differ in the third place)")))
        ->check(CLI::IsMember({"float32", "bfloat16", "int8"}));
}

} // namespace tunedesk::cli
