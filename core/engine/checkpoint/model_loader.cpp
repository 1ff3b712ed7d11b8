#include "engine/checkpoint/model_loader.h"

#include "engine/checkpoint/model_config.h"
#include "engine/checkpoint/pair_model_config.h"
#include "engine/checkpoint/parameter_plan.h"
#include "engine/checkpoint/weight_reader.h"
#include "engine/checkpoint/weight_table.h"
#include "engine/nn/config_reader.h"
#include "engine/nn/registry.h"

#include <ATen/CPUGeneratorImpl.h>

#include <QCoreApplication>

#include <algorithm>
#include <iterator>
#include <limits>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelLoader)
};

/// Tensors that are views of the same few numbers could ask for any amount of memory.
constexpr std::int64_t kMostMemoryPerFileByte = 16;

/// A folder whose network and weights fit each other; no weight is read yet.
struct OpenedFolder {
    ModelConfig config;
    QString textPrefix;
    double spread = 0; ///< of a new head's numbers
    std::shared_ptr<SequenceClassifier> network;
    WeightTable weights;
    ParameterPlan plan;
};

std::optional<Error> hugeDemand(const ParameterPlan &plan, const WeightTable &weights,
                                const QString &path)
{
    constexpr std::int64_t spare = 1 << 20;
    std::int64_t bytes = 0;
    const auto most = static_cast<std::int64_t>(weights.bytes) * kMostMemoryPerFileByte + spare;
    for (const auto &[parameter, tensor] : plan.sources)
        if (bytes <= most)
            bytes += weights.tensors.at(tensor).elements() * 4; // each at most 2^48 elements
    if (bytes <= most)
        return std::nullopt;
    return Error{ErrorKind::Model,
                 Text::tr("The tensors repeat the numbers of a small file over and over."), path,
                 Text::tr("Take weights from a source that you trust, best as safetensors.")};
}

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
    const auto pair = takePairModelConfig(config->json);
    if (!pair)
        return inFolder(pair.error());
    const HeadKind head = options.head.value_or(pair->head);
    const bool isOurs = pair->head != HeadKind::Sequence;
    if (isOurs)
        config->text = QByteArray::fromStdString(config->json.dump(2) + '\n');
    ConfigReader reader(config->json);
    const std::string modelType = reader.text("model_type", "");
    const double spread = reader.real("initializer_range", 0.02, 0, 10);
    if (auto failure = reader.failure())
        return inFolder(*failure);
    const auto known = familyOf(modelType);
    if (!known)
        return inFolder(known.error());
    NetworkFamily family = **known;
    reader.checkSizes();
    if (auto failure = reader.failure())
        return inFolder(*failure);
    auto network = family.make(config->json, options.numLabels);
    if (!network)
        return inFolder(network.error());
    if (head != HeadKind::Sequence) {
        (*network)->setHead(head, family.headPrefixes);
        std::ranges::copy(family.headPrefixes, std::back_inserter(family.otherPrefixes));
        family.headPrefixes = {"pair_head."};
    }
    auto weights = readWeightTable(folder);
    if (!weights)
        return weights.error();
    const QString path = weightsFileOf(folder);
    ParameterPlan plan = ParameterPlan::make(**network, family, *weights, options.requireHead);
    if (auto error = plan.misfit(path))
        return *error;
    if (auto error = hugeDemand(plan, *weights, path))
        return *error;
    return OpenedFolder{std::move(*config),
                        isOurs ? pair->textPrefix : textPrefixOf(folder),
                        spread,
                        std::move(*network),
                        std::move(*weights),
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
    std::vector<std::string> names;
    for (const auto &[parameter, tensor] : opened->plan.sources)
        names.push_back(tensor);
    auto tensors = readFloats(opened->weights, names);
    if (!tensors)
        return tensors.error();

    const torch::NoGradGuard noGradients;
    torch::Generator generator = at::detail::createCPUGenerator(options.seed);
    for (auto &item : opened->network->named_parameters()) {
        const auto source = opened->plan.sources.find(item.key());
        if (source == opened->plan.sources.end())
            drawParameter(item.value(), item.key(), opened->spread, generator);
        else
            item.value().set_data(tensors->at(source->second));
    }
    opened->network->eval();
    return LoadedModel{opened->network, opened->config.text.toStdString(), opened->textPrefix,
                       !opened->plan.drawn.empty()};
}

Result<ModelSurvey> surveyModel(const QString &folder)
{
    const auto opened = openFolder(folder, {});
    if (!opened)
        return opened.error();
    ModelSurvey survey{opened->network->layerCount(), opened->network->hiddenSize()};
    for (const auto &[name, tensor] : opened->weights.tensors)
        if (__builtin_add_overflow(survey.parameters, tensor.elements(), &survey.parameters))
            survey.parameters = std::numeric_limits<std::int64_t>::max();
    survey.weightBytes = static_cast<std::int64_t>(opened->weights.bytes);
    return survey;
}

} // namespace tunedesk
