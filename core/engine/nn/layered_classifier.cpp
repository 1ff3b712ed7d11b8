#include "engine/nn/layered_classifier.h"

#include "engine/nn/attention.h"
#include "engine/nn/layers.h"
#include "engine/nn/low_rank.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <utility>

namespace tunedesk
{

namespace
{
/// [B, T, H]-shaped index of one token a row.
torch::Tensor indexOf(const HeadTokens &tokens, std::int64_t width)
{
    return tokens.positions.view({-1, 1, 1}).expand({-1, 1, width});
}

/// @param x [B, T, H]   @return [B, Q, H]
torch::Tensor picked(const torch::Tensor &x, const HeadTokens &tokens)
{
    if (tokens.all)
        return x;
    if (!tokens.positions.defined())
        return x.slice(1, 0, 1);
    return x.gather(1, indexOf(tokens, x.size(2)));
}

/// @param x [B, T, H]   @param read [B, 1, H]   @return x with those tokens' states replaced
torch::Tensor replaced(const torch::Tensor &x, const torch::Tensor &read, const HeadTokens &tokens)
{
    if (!tokens.positions.defined())
        return torch::cat({read, x.slice(1, 1)}, 1);
    return x.scatter(1, indexOf(tokens, x.size(2)), read);
}

/// What is rounded already, in the type of the parameters.
torch::Tensor exact(const torch::Tensor &x)
{
    return x.scalar_type() == torch::kBFloat16 ? x.to(torch::kFloat32) : x;
}

/// The rows of the picked queries. @param bias [B or 1, heads or 1, T or 1, T]
torch::Tensor pickedRows(const torch::Tensor &bias, const HeadTokens &tokens)
{
    if (bias.size(2) == 1)
        return bias;
    if (!tokens.positions.defined())
        return bias.slice(2, 0, 1);
    const torch::Tensor each =
        bias.expand({tokens.positions.size(0), bias.size(1), bias.size(2), bias.size(3)});
    return each.gather(
        2, tokens.positions.view({-1, 1, 1, 1}).expand({-1, each.size(1), 1, each.size(3)}));
}
/// "bert.pooler." below a module: unregistered, so that it has no parameters any more.
void dropModule(torch::nn::Module &from, const std::string &path)
{
    const std::size_t end = path.find('.');
    const std::string name = path.substr(0, end);
    const auto children = from.named_children();
    if (!children.contains(name))
        return;
    if (end == std::string::npos || end + 1 == path.size())
        from.unregister_module(name);
    else
        dropModule(*children[name], path.substr(end + 1));
}

/// One of the three texts of pairs that are read apart, as a batch of its own.
EncodedBatch textOf(const EncodedBatch &batch, Segment segment, int paddingId)
{
    const torch::Tensor mine = batch.segments.eq(static_cast<std::int64_t>(segment));
    const torch::Tensor lengths = mine.sum(1, /*keepdim=*/true);
    const torch::Tensor steps =
        torch::arange(std::max<std::int64_t>(1, lengths.max().item<std::int64_t>()),
                      batch.ids.options())
            .unsqueeze(0);
    const torch::Tensor inside = steps.lt(lengths);
    const torch::Tensor places =
        (mine.to(torch::kInt64).argmax(1, /*keepdim=*/true) + steps).clamp_max(mine.size(1) - 1);
    return {.ids = batch.ids.gather(1, places).masked_fill(inside.logical_not(), paddingId),
            .typeIds = batch.typeIds.gather(1, places).mul(inside),
            .mask = inside.to(torch::kInt64)};
}

} // namespace

void LayeredClassifier::setStack(Modules bottom, Modules layers)
{
    m_bottom = std::move(bottom);
    m_layers = std::move(layers);
}

LayeredClassifier::Pass LayeredClassifier::beginPass(const EncodedBatch &batch,
                                                     torch::ScalarType type) const
{
    return {.batch = batch, .bias = attentionBias(batch.mask, type)};
}

torch::Tensor LayeredClassifier::runLastLayer(const torch::Tensor &hidden, const Pass &pass,
                                              const HeadTokens &tokens)
{
    if (tokens.all)
        return runLayer(layerCount() - 1, hidden, hidden, pass);
    Pass narrow = pass;
    narrow.queries = &tokens;
    if (pass.bias)
        narrow.bias = pickedRows(*pass.bias, tokens);
    return runLayer(layerCount() - 1, picked(hidden, tokens), hidden, narrow);
}

torch::Tensor LayeredClassifier::asStates(const torch::Tensor &x) const
{
    return m_precision == Precision::BFloat16 ? x.to(torch::kBFloat16) : exact(x);
}

torch::Tensor LayeredClassifier::prefix(const EncodedBatch &batch, int layers)
{
    if (headKind() == HeadKind::Features)
        return pairFeatures(batch);
    torch::Tensor hidden = asStates(embed(batch));
    if (layers == 0)
        return hidden;
    const Pass pass = beginPass(batch, hidden.scalar_type());
    for (int i = 0; i < layers; ++i) {
        const torch::Tensor states = hidden;
        hidden = runLayer(i, states, states, pass);
        // suffix() takes another path to the head's tokens of the last layer: here the same one, to
        // the last bit.
        if (i + 1 == layerCount() && !m_pairHead)
            if (const HeadTokens tokens = headTokens(batch); !tokens.all)
                hidden = replaced(hidden, runLastLayer(states, pass, tokens), tokens);
    }
    return hidden;
}

torch::Tensor LayeredClassifier::suffix(const torch::Tensor &from, const EncodedBatch &batch,
                                        int fromLayer)
{
    if (headKind() == HeadKind::Features)
        return m_pairHead->forward(from);
    if (m_pairHead)
        return m_pairHead->forward(headInputs(from, batch, fromLayer));
    return head(lastStates(from, batch, fromLayer, headTokens(batch)), batch);
}

torch::Tensor LayeredClassifier::headInputs(const torch::Tensor &from, const EncodedBatch &batch,
                                            int fromLayer)
{
    return pairInputs(lastStates(from, batch, fromLayer, {.all = true}), batch);
}

torch::Tensor LayeredClassifier::lastStates(const torch::Tensor &from, const EncodedBatch &batch,
                                            int fromLayer, const HeadTokens &tokens)
{
    if (fromLayer >= layerCount())
        return exact(picked(from, tokens));
    torch::Tensor hidden = asStates(from);
    const Pass pass = beginPass(batch, hidden.scalar_type());
    for (int i = fromLayer; i + 1 < layerCount(); ++i)
        hidden = runLayer(i, hidden, hidden, pass);
    return exact(runLastLayer(hidden, pass, tokens));
}

void LayeredClassifier::setHead(HeadKind kind, const std::vector<std::string> &ownHead)
{
    if (kind == HeadKind::Sequence)
        return;
    for (const std::string &path : ownHead)
        dropModule(*this, path);
    m_pairHead = register_module(
        "pair_head", std::make_shared<PairHead>(kind, m_sizes.hidden, m_sizes.numLabels));
}

/// @param states [B, T, H], the last layer's
torch::Tensor LayeredClassifier::pairInputs(const torch::Tensor &states, const EncodedBatch &batch)
{
    const torch::Tensor last = finished(states);
    const HeadTokens own = headTokens(batch);
    const torch::Tensor token =
        own.all ? textMeans(last, batch.mask) : picked(last, own).squeeze(1);
    return m_pairHead->inputs(token, partMeans(last, batch.segments));
}

torch::Tensor LayeredClassifier::embedTexts(const EncodedBatch &batch)
{
    torch::Tensor hidden = asStates(embed(batch));
    const Pass pass = beginPass(batch, hidden.scalar_type());
    for (int i = 0; i < layerCount(); ++i)
        hidden = runLayer(i, hidden, hidden, pass);
    return textMeans(finished(exact(hidden)), batch.mask);
}

torch::Tensor LayeredClassifier::pairFeatures(const EncodedBatch &batch)
{
    const auto meanOf = [&](Segment segment) {
        return embedTexts(textOf(batch, segment, padding(0).id));
    };
    return PairHead::features({.first = meanOf(Segment::Earlier),
                               .lastTurn = meanOf(Segment::LastTurn),
                               .reply = meanOf(Segment::Reply)});
}

void LayeredClassifier::setPrecision(Precision precision)
{
    m_precision = precision;
    if (precision == Precision::Float32)
        dropCopies();
}

void LayeredClassifier::setInt8Layers(int layers)
{
    m_int8Layers = std::clamp(layers, 0, layerCount());
    // From below: a module that a layer above shares is as that one is.
    for (int i = 0; i < layerCount(); ++i)
        for (const auto &module : m_layers[static_cast<std::size_t>(i)]->modules())
            if (auto *keeper = dynamic_cast<KeepsCopies *>(module.get()))
                keeper->setInt8(i < m_int8Layers);
}

void LayeredClassifier::dropCopies()
{
    for (const auto &module : modules(false))
        if (auto *keeper = dynamic_cast<KeepsCopies *>(module.get()))
            keeper->dropCopies();
}

void LayeredClassifier::trainTopLayers(int layers, const std::set<std::string> &frozen)
{
    m_trainedLayers = layers;
    m_frozenNames = frozen;
    const auto set = [](const torch::nn::Module &module, bool trains) {
        for (auto &parameter : module.parameters())
            parameter.set_requires_grad(trains);
    };
    set(*this, true);
    if (layers >= 0 || m_isAdapted) {
        for (const auto &module : m_bottom)
            set(*module, false);
        for (const auto &module : m_layers)
            set(*module, false);
        // A module that several layers share trains when any of them does.
        const int first = layers < 0 ? 0 : layerCount() - std::min(layers, layerCount());
        for (int i = first; i < layerCount(); ++i) {
            const auto &layer = m_layers[static_cast<std::size_t>(i)];
            if (!m_isAdapted)
                set(*layer, true);
            else
                for (const auto &module : layer->modules())
                    if (module->as<LowRank>())
                        set(*module, true);
        }
    }
    for (auto &item : named_parameters())
        if (frozen.contains(item.key()))
            item.value().set_requires_grad(false);
    countFrozen();
    train(is_training());
}

void LayeredClassifier::countFrozen()
{
    const auto isFrozen = [](const std::shared_ptr<torch::nn::Module> &module) {
        return std::ranges::none_of(module->parameters(),
                                    [](const torch::Tensor &t) { return t.requires_grad(); });
    };
    m_frozen.clear();
    m_frozenLayers = 0;
    if (!std::ranges::all_of(m_bottom, isFrozen))
        return;
    const auto firstTrained = std::ranges::find_if_not(m_layers, isFrozen);
    m_frozenLayers = static_cast<int>(firstTrained - m_layers.begin());
    m_frozen = m_bottom;
    m_frozen.insert(m_frozen.end(), m_layers.begin(), firstTrained);
}

void LayeredClassifier::adapt(int rank, double alpha, std::uint64_t seed)
{
    const auto random = at::make_generator<at::CPUGeneratorImpl>(seed);
    for (const auto &layer : m_layers)
        for (const auto &module : layer->modules())
            if (auto *adaptable = dynamic_cast<Adaptable *>(module.get()))
                adaptable->adapt(rank, alpha, random);
    m_isAdapted = true;
    trainTopLayers(m_trainedLayers, std::set(m_frozenNames));
}

void LayeredClassifier::mergeAdapted()
{
    if (!m_isAdapted)
        return;
    for (const auto &module : modules(false))
        if (auto *adaptable = dynamic_cast<Adaptable *>(module.get()))
            adaptable->merge();
    m_isAdapted = false;
    trainTopLayers(m_trainedLayers, std::set(m_frozenNames));
}

std::map<std::string, torch::Tensor> LayeredClassifier::plainParameters() const
{
    std::map<const c10::TensorImpl *, torch::Tensor> merged;
    std::set<const c10::TensorImpl *> added;
    for (const auto &module : modules(false)) {
        if (const auto *adaptable = dynamic_cast<const Adaptable *>(module.get()))
            for (const auto &[own, whole] : adaptable->merged())
                merged[own.unsafeGetTensorImpl()] = whole;
        if (module->as<LowRank>())
            for (const torch::Tensor &parameter : module->parameters())
                added.insert(parameter.unsafeGetTensorImpl());
    }
    std::map<std::string, torch::Tensor> plain;
    for (const auto &item : named_parameters()) {
        const c10::TensorImpl *own = item.value().unsafeGetTensorImpl();
        if (added.contains(own))
            continue;
        const auto found = merged.find(own);
        plain[item.key()] = found == merged.end() ? item.value().detach() : found->second;
    }
    return plain;
}

void LayeredClassifier::train(bool on)
{
    Module::train(on);
    for (const auto &module : m_frozen)
        module->eval();
}

void LayeredClassifier::setDropout(double probability, double ofAttention)
{
    for (const auto &module : modules(false))
        if (auto *dropout = module->as<Dropout>())
            dropout->setProbability(
                ofAttention >= 0 && dropout->what() == Dropout::Of::AttentionWeights ? ofAttention
                                                                                     : probability);
}

std::map<std::string, int> LayeredClassifier::parameterDepths() const
{
    std::map<const c10::TensorImpl *, int> known;
    for (const auto &module : m_bottom)
        for (const torch::Tensor &parameter : module->parameters())
            known[parameter.unsafeGetTensorImpl()] = 0;
    for (int i = 0; i < layerCount(); ++i)
        for (const torch::Tensor &parameter : m_layers[static_cast<std::size_t>(i)]->parameters())
            known[parameter.unsafeGetTensorImpl()] = i + 1;
    std::map<std::string, int> depths;
    for (const auto &item : named_parameters()) {
        const auto found = known.find(item.value().unsafeGetTensorImpl());
        depths[item.key()] = found == known.end() ? layerCount() + 1 : found->second;
    }
    return depths;
}

} // namespace tunedesk
