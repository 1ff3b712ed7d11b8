#include "engine/checkpoint/model_loader.h"

#include "engine/checkpoint/model_config.h"
#include "engine/checkpoint/safetensors.h"
#include "engine/checkpoint/tensor_file.h"
#include "engine/nn/config_reader.h"
#include "engine/nn/registry.h"

#include <ATen/CPUGeneratorImpl.h>

#include <QCoreApplication>
#include <QFileInfo>
#include <QStringList>

#include <algorithm>
#include <set>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelLoader)
};

bool startsWithAny(const std::string &name, const std::vector<std::string> &prefixes)
{
    return std::ranges::any_of(prefixes,
                               [&name](const std::string &p) { return name.starts_with(p); });
}

bool endsWithAny(const std::string &name, const std::vector<std::string> &suffixes)
{
    return std::ranges::any_of(suffixes,
                               [&name](const std::string &s) { return name.ends_with(s); });
}

/// TensorFlow's names of a layer norm's parameters, in files of 2019.
std::string currentName(std::string name)
{
    const auto replaceEnd = [&name](std::string_view old, std::string_view now) {
        if (name.ends_with(old))
            name.replace(name.size() - old.size(), old.size(), now);
    };
    replaceEnd("LayerNorm.gamma", "LayerNorm.weight");
    replaceEnd("LayerNorm.beta", "LayerNorm.bias");
    return name;
}

QString shapeText(torch::IntArrayRef shape)
{
    QStringList numbers;
    for (const std::int64_t n : shape)
        numbers << QString::number(n);
    return QStringLiteral("[%1]").arg(numbers.join(QStringLiteral(", ")));
}

/// Which tensor of the file fills which parameter, and what doesn't fit.
struct Plan {
    std::map<std::string, std::string> sources; ///< parameter → tensor of the file
    std::vector<std::string> drawn;             ///< parameters of the head that the file lacks
    QStringList missing, unexpected, misshaped;
};

Plan planFor(SequenceClassifier &network, const NetworkFamily &family,
             const SafetensorsHeader &header, bool requireHead)
{
    Plan plan;
    const auto parameters = network.named_parameters();
    for (const auto &[name, entry] : header.tensors) {
        const std::string now = currentName(name);
        const std::string full = parameters.contains(now) ? now : family.basePrefix + now;
        const torch::Tensor *parameter = parameters.find(full);
        const QString shown = QString::fromStdString(name);
        if (!parameter) {
            if (!startsWithAny(now, family.otherPrefixes) &&
                !startsWithAny(full, family.otherPrefixes) &&
                !endsWithAny(full, family.otherSuffixes))
                plan.unexpected << shown;
        } else if (parameter->sizes() == torch::IntArrayRef(entry.shape)) {
            if (!plan.sources.emplace(full, name).second)
                plan.unexpected << shown;
        } else if (requireHead || !startsWithAny(full, family.headPrefixes)) {
            plan.misshaped << Text::tr("%1 is %2, expected %3")
                                  .arg(shown, shapeText(entry.shape),
                                       shapeText(parameter->sizes()));
            plan.sources.emplace(full, name);
        }
    }
    for (const auto &item : parameters) {
        if (plan.sources.contains(item.key()))
            continue;
        if (!requireHead && startsWithAny(item.key(), family.headPrefixes))
            plan.drawn.push_back(item.key());
        else
            plan.missing << QString::fromStdString(item.key());
    }
    return plan;
}

QString firstOf(const QStringList &names)
{
    constexpr qsizetype shown = 4;
    QString text = names.first(std::min(shown, names.size())).join(QStringLiteral("; "));
    if (names.size() > shown)
        text += QStringLiteral("; … (%1)").arg(names.size());
    return text;
}

std::optional<Error> misfit(const Plan &plan, const QString &weightsPath)
{
    QStringList parts, details;
    const auto add = [&](const QString &label, const QStringList &names) {
        if (names.isEmpty())
            return;
        parts << label.arg(firstOf(names));
        details << label.arg(names.join(QStringLiteral("\n  ")));
    };
    add(Text::tr("missing: %1"), plan.missing);
    add(Text::tr("unexpected: %1"), plan.unexpected);
    add(Text::tr("wrong shape: %1"), plan.misshaped);
    if (parts.isEmpty())
        return std::nullopt;
    return Error{ErrorKind::Model, Text::tr("The weights don't fit the model's config.json."),
                 QStringLiteral("%1 (%2)").arg(weightsPath, parts.join(QStringLiteral(" · "))),
                 Text::tr("Take config.json and model.safetensors of the same model."),
                 details.join(QLatin1Char('\n'))};
}

QString weightsPathOf(const QString &folder)
{
    return folder + QStringLiteral("/model.safetensors");
}

/// A folder whose network and weights fit each other; no weight is read yet.
struct OpenedFolder {
    ModelConfig config;
    double spread = 0; ///< of a new head's numbers
    std::shared_ptr<SequenceClassifier> network;
    SafetensorsHeader header;
    Plan plan;
};

/// Names and shapes are compared before a weight is read: what doesn't fit costs no memory.
Result<OpenedFolder> openFolder(const QString &folder, const LoadOptions &options)
{
    auto config = readModelConfig(folder + QStringLiteral("/config.json"));
    if (!config)
        return config.error();
    const auto inFolder = [&folder](Error error) {
        error.where = folder + QLatin1Char('/') + error.where;
        return error;
    };
    ConfigReader reader(config->json);
    const std::string modelType = reader.text("model_type", "");
    const double spread = reader.real("initializer_range", 0.02, 0, 10);
    if (auto failure = reader.failure())
        return inFolder(*failure);
    const auto family = familyOf(modelType);
    if (!family)
        return inFolder(family.error());
    auto network = (*family)->make(config->json, options.numLabels);
    if (!network)
        return inFolder(network.error());
    auto header = readSafetensorsHeader(weightsPathOf(folder));
    if (!header)
        return header.error();
    Plan plan = planFor(**network, **family, *header, options.requireHead);
    if (auto error = misfit(plan, weightsPathOf(folder)))
        return *error;
    return OpenedFolder{std::move(*config), spread, std::move(*network), std::move(*header),
                        std::move(plan)};
}

/// As transformers initialises a new head: matrices from a normal distribution, biases 0.
void drawParameter(torch::Tensor &parameter, const std::string &name, double spread,
                   torch::Generator &generator)
{
    const torch::Tensor values = torch::zeros(parameter.sizes(), torch::kFloat32);
    if (name.ends_with("weight"))
        values.normal_(0, spread, generator);
    parameter.set_data(values);
}
} // namespace

Result<LoadedModel> loadModel(const QString &folder, const LoadOptions &options)
{
    const auto opened = openFolder(folder, options);
    if (!opened)
        return opened.error();
    auto tensors = readTensorFile(weightsPathOf(folder));
    if (!tensors)
        return tensors.error();

    const torch::NoGradGuard noGradients;
    torch::Generator generator = at::detail::createCPUGenerator(options.seed);
    for (auto &item : opened->network->named_parameters()) {
        const auto source = opened->plan.sources.find(item.key());
        if (source == opened->plan.sources.end()) {
            drawParameter(item.value(), item.key(), opened->spread, generator);
            continue;
        }
        // The file may be another one by now: nothing is taken on trust from the first look.
        const auto tensor = tensors->find(source->second);
        if (tensor == tensors->end() || tensor->second.sizes() != item.value().sizes() ||
            !tensor->second.is_floating_point())
            return Error{ErrorKind::Model,
                         Text::tr("Tensor “%1” doesn't hold numbers that can be used as weights.")
                             .arg(QString::fromStdString(source->second)),
                         weightsPathOf(folder),
                         Text::tr("Copy or download the model folder again.")};
        item.value().set_data(tensor->second.to(torch::kFloat32));
    }
    opened->network->eval();
    return LoadedModel{opened->network, opened->config.text.toStdString(),
                       !opened->plan.drawn.empty()};
}

Result<ModelSurvey> surveyModel(const QString &folder)
{
    const auto opened = openFolder(folder, {});
    if (!opened)
        return opened.error();
    ModelSurvey survey{opened->network->layerCount(), opened->network->hiddenSize()};
    for (const auto &[name, entry] : opened->header.tensors) {
        std::int64_t numbers = 1;
        for (const std::int64_t dimension : entry.shape)
            numbers *= dimension; // can't overflow: the header's check did
        survey.parameters += numbers;
    }
    survey.weightBytes = QFileInfo(weightsPathOf(folder)).size();
    return survey;
}

} // namespace tunedesk
