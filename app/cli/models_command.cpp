#include "command.h"

#include "jobs/download_model.h"
#include "jobs/model_catalogue.h"
#include "jobs/predict_pairs.h"

#include <QLocale>

#include <iostream>

namespace tunedesk::cli
{

namespace
{
struct ModelsOptions {
    std::string model, mirror;
};

const char *stateOf(const ModelInfo &model)
{
    return model.onHub                ? "hub"
           : !model.problem.isEmpty() ? "unusable"
           : model.starter            ? "included"
           : model.hubName.isEmpty()  ? "added"
                                      : "downloaded";
}

QString stateText(const ModelInfo &model)
{
    if (model.onHub)
        return model.weightBytes > 0
                   ? Text::tr("can be downloaded, about %1: models download %2")
                         .arg(QLocale().formattedDataSize(model.weightBytes, 0,
                                                          QLocale::DataSizeSIFormat),
                              model.hubName)
                   : Text::tr("can be downloaded: models download %1").arg(model.hubName);
    return model.problem.isEmpty() ? model.path : Text::tr("Can't be used: %1").arg(model.problem);
}

void printModel(const ModelInfo &model, Console &console)
{
    Json fields = {{"name", utf8(model.name)},        {"family", utf8(model.family)},
                   {"layers", model.layers},          {"hidden", model.hidden},
                   {"parameters", model.parameters},  {"bytes", model.weightBytes},
                   {"path", utf8(model.path)},        {"state", stateOf(model)},
                   {"hub", utf8(model.hubName)},      {"language", utf8(model.language)},
                   {"good_for", utf8(model.goodFor)}, {"licence", utf8(model.licence)}};
    if (!model.problem.isEmpty())
        fields["problem"] = utf8(model.problem);
    QStringList facts{model.family};
    if (model.layers > 0)
        facts << Text::tr("%n layer(s)", nullptr, model.layers);
    if (model.parameters > 0)
        facts << Text::tr("%1 million parameters")
                     .arg(static_cast<double>(model.parameters) / 1e6, 0, 'f', model.onHub ? 0 : 1);
    for (const QString &fact : {model.language, model.goodFor, model.licence})
        if (!fact.isEmpty())
            facts << fact;
    console.answer(fields, model.name + QStringLiteral(": ") + facts.join(QStringLiteral(", ")) +
                               QStringLiteral("\n   ") + stateText(model));
    if (!model.onHub && !model.problem.isEmpty() && !console.json)
        console.note(QStringLiteral("   ") + model.path);
}

int listAll(const ModelsOptions &, Console &console)
{
    bool isAnyHere = false;
    for (const ModelInfo &model : listCatalogue()) {
        printModel(model, console);
        isAnyHere |= !model.onHub;
    }
    if (!isAnyHere)
        console.note(Text::tr("There is no model on this computer yet. Add a folder with “models "
                              "add FOLDER”, or download one with “models download NAME”."));
    return Done;
}

int addOne(const ModelsOptions &options, Console &console)
{
    const auto model = addModel(fromUtf8(options.model));
    if (!model)
        return console.fail(model.error());
    printModel(*model, console);
    return Done;
}

int downloadOne(const ModelsOptions &options, Console &console)
{
    DownloadOptions wish;
    wish.model = fromUtf8(options.model);
    wish.mirror = fromUtf8(options.mirror);
    Result<DownloadSummary> done = [&] {
        TerminalJob job(console); // its bar is gone before anything else is printed
        return downloadModel(wish, job);
    }();
    if (!done) {
        const int status = console.fail(done.error());
        // The words were fine; the network, or what came, was not.
        return done.error().kind == ErrorKind::File ? static_cast<int>(Failed) : status;
    }
    if (done->outcome == Outcome::Stopped) {
        console.note(Text::tr("Stopped. What came so far is kept: the same command goes on."));
        return StoppedByPerson;
    }
    printModel(done->model, console);
    return Done;
}

int removeOne(const ModelsOptions &options, Console &console)
{
    const auto removed = removeModel(fromUtf8(options.model));
    if (!removed)
        return console.fail(removed.error());
    const ModelInfo &model = removed->model;
    console.answer({{"name", utf8(model.name)},
                    {"path", utf8(model.path)},
                    {"deleted", removed->filesDeleted}},
                   removed->filesDeleted
                       ? Text::tr("%1 is deleted.").arg(model.name)
                       : Text::tr("%1 is forgotten; its folder stays.").arg(model.name));
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
    addCommand(*models, chosen, "list",
               Text::tr("Lists the models on this computer and those that can be downloaded."),
               "models list", options, listAll);
    auto *add = addCommand(*models, chosen, "add",
                           Text::tr("Remembers a folder with config.json beside the weights."),
                           "models add ~/models/bert-base", options, addOne);
    add->add_option("folder", options->model, utf8(Text::tr("folder of the model")))->required();
    auto *download =
        addCommand(*models, chosen, "download",
                   Text::tr("Fetches a model from the model hub; goes on where it was broken off."),
                   "models download hfl/chinese-macbert-base --mirror https://hub.example.com",
                   options, downloadOne);
    download
        ->add_option("name", options->model,
                     utf8(Text::tr("name from “models list”, or any name of the hub")))
        ->required();
    download->add_option(
        "--mirror", options->mirror,
        utf8(Text::tr("address of another hub with the same layout; also $TUNEDESK_HUB and "
                      "$HF_ENDPOINT")));
    auto *remove = addCommand(*models, chosen, "remove",
                              Text::tr("Deletes a download; forgets an added folder."),
                              "models remove hfl/chinese-macbert-base", options, removeOne);
    remove
        ->add_option("name", options->model, utf8(Text::tr("name from “models list”, or a folder")))
        ->required();
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
