#include "command.h"

#include "jobs/model_catalogue.h"
#include "jobs/predict_pairs.h"

#include <iostream>

namespace tunedesk::cli
{

namespace
{
struct ModelsOptions {
    std::string add;
};

void printModel(const ModelInfo &model, Console &console)
{
    Json fields = {{"name", utf8(model.name)},         {"family", utf8(model.family)},
                   {"layers", model.layers},           {"hidden", model.hidden},
                   {"parameters", model.parameters},   {"path", utf8(model.path)},
                   {"language", utf8(model.language)}, {"licence", utf8(model.licence)}};
    if (!model.problem.isEmpty())
        fields["problem"] = utf8(model.problem);
    QString text = Text::tr("%1: %2, %3 layers, %4 wide, %5 million parameters\n   %6")
                       .arg(model.name, model.family)
                       .arg(model.layers)
                       .arg(model.hidden)
                       .arg(static_cast<double>(model.parameters) / 1e6, 0, 'f', 1)
                       .arg(model.path);
    if (!model.problem.isEmpty())
        text += QStringLiteral("\n   ") + Text::tr("Can't be used: %1").arg(model.problem);
    console.answer(fields, text);
}

int listAll(const ModelsOptions &, Console &console)
{
    const std::vector<ModelInfo> models = listModels();
    for (const ModelInfo &model : models)
        printModel(model, console);
    if (models.empty())
        console.note(Text::tr(
            "There is no model on this computer yet. Add a folder with “models add FOLDER”."));
    return Done;
}

int addOne(const ModelsOptions &options, Console &console)
{
    const auto model = addModel(fromUtf8(options.add));
    if (!model)
        return console.fail(model.error());
    printModel(*model, console);
    return Done;
}

struct TokenizeOptions {
    std::string model;
    int maxLength = 0;
};

int tokenizeStdin(const TokenizeOptions &options, Console &console)
{
    const auto model = findModel(fromUtf8(options.model));
    if (!model)
        return console.fail(model.error());
    constexpr std::size_t kChunk = 256; // lines answered at a time
    std::vector<std::pair<QString, QString>> texts;
    const auto flush = [&]() -> Result<void> {
        const auto encoded = tokenizeTexts(model->path, texts, options.maxLength);
        if (!encoded)
            return encoded.error();
        for (const TokenizedText &text : *encoded) {
            Json tokens = Json::array();
            QStringList shown;
            for (const QString &token : text.tokens) {
                tokens.push_back(utf8(token));
                shown << token;
            }
            console.answer({{"ids", text.ids},
                            {"type_ids", text.typeIds},
                            {"mask", text.mask},
                            {"tokens", tokens}},
                           shown.join(QLatin1Char(' ')));
        }
        texts.clear();
        return {};
    };
    std::string line;
    for (qint64 number = 1; std::getline(std::cin, line); ++number) {
        if (stopSignalled())
            return StoppedByPerson;
        const Json json = Json::parse(line, nullptr, false);
        if (!json.is_object() || !json.contains("text") || !json["text"].is_string())
            return console.fail({ErrorKind::Input,
                                 Text::tr("This is no JSON object with a “text”."),
                                 Text::tr("stdin, line %1").arg(number),
                                 Text::tr("Write one object a line: {\"text\": …, \"pair\": …}.")});
        const bool hasPair = json.contains("pair") && json["pair"].is_string();
        // A null QString is no second text; an empty one is an empty second text.
        texts.emplace_back(fromUtf8(json["text"].get<std::string>()),
                           hasPair ? QString(QLatin1String("")) +
                                         fromUtf8(json["pair"].get<std::string>())
                                   : QString());
        if (texts.size() >= kChunk)
            if (auto flushed = flush(); !flushed)
                return console.fail(flushed.error());
    }
    if (auto flushed = flush(); !flushed)
        return console.fail(flushed.error());
    return Done;
}
} // namespace

void addModelsCommand(CLI::App &root, Act &chosen)
{
    CLI::App *models =
        root.add_subcommand("models", utf8(Text::tr("Models that a run can start from.")));
    models->require_subcommand(1);
    models->fallthrough();
    auto options = std::make_shared<ModelsOptions>();
    addCommand(*models, chosen, "list", Text::tr("Lists the models on this computer."),
               "models list", options, listAll);
    auto *add = addCommand(*models, chosen, "add",
                           Text::tr("Remembers a folder with config.json beside the weights."),
                           "models add ~/models/bert-base", options, addOne);
    add->add_option("folder", options->add, utf8(Text::tr("folder of the model")))->required();
}

void addTokenizeCommand(CLI::App &root, Act &chosen)
{
    auto options = std::make_shared<TokenizeOptions>();
    auto *command =
        addCommand(root, chosen, "tokenize",
                   Text::tr("Shows how a model reads texts. Reads JSON Lines from stdin."),
                   "tokenize \"MiniLM L6\" --max-length 64 < texts.jsonl", options, tokenizeStdin);
    command
        ->add_option("model", options->model,
                     utf8(Text::tr("name from “models list”, or a folder")))
        ->required();
    command
        ->add_option("--max-length", options->maxLength,
                     utf8(Text::tr("cut at so many tokens; 0: not cut")))
        ->check(CLI::NonNegativeNumber);
}

} // namespace tunedesk::cli
