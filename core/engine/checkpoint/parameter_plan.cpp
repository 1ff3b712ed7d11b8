#include "engine/checkpoint/parameter_plan.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>
#include <string_view>

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

/// "module.bert.…LayerNorm.gamma" → "bert.…LayerNorm.weight": DataParallel's wrapper, and the names
/// that TensorFlow gave a norm's parameters, in files of 2019.
std::string currentName(std::string name)
{
    constexpr std::string_view wrapper = "module.";
    while (name.starts_with(wrapper))
        name.erase(0, wrapper.size());
    const auto replaceEnd = [&name](std::string_view old, std::string_view now) {
        if (name.ends_with(old))
            name.replace(name.size() - old.size(), old.size(), now);
    };
    replaceEnd(".gamma", ".weight");
    replaceEnd(".beta", ".bias");
    return name;
}

std::string firstPart(const std::string &name)
{
    return name.substr(0, name.find('.'));
}

/// What stands directly below the base: {"embeddings", "encoder", "pooler"}.
std::set<std::string> partsOfBase(const SequenceClassifier &network, const std::string &basePrefix)
{
    std::set<std::string> parts;
    for (const auto &item : network.named_parameters())
        if (item.key().starts_with(basePrefix))
            parts.insert(firstPart(item.key().substr(basePrefix.size())));
    return parts;
}

QString shapeText(torch::IntArrayRef shape)
{
    QStringList numbers;
    for (const std::int64_t n : shape)
        numbers << QString::number(n);
    return QStringLiteral("[%1]").arg(numbers.join(QStringLiteral(", ")));
}

QString shown(const std::string &name)
{
    constexpr qsizetype most = 120;
    const QString text = QString::fromStdString(name);
    return text.size() > most ? text.first(most) + QChar(0x2026) : text;
}

bool holdsFractions(const std::string &dtype)
{
    return dtype == "F32" || dtype == "F16" || dtype == "BF16" || dtype == "F64";
}

QString firstOf(const QStringList &names)
{
    constexpr qsizetype most = 5;
    QString text = names.first(std::min(most, names.size())).join(QStringLiteral("; "));
    if (names.size() > most)
        text += QStringLiteral("; … (%1)").arg(names.size());
    return text;
}
} // namespace

ParameterPlan ParameterPlan::make(const SequenceClassifier &network, const NetworkFamily &family,
                                  const WeightTable &weights, bool requireHead)
{
    ParameterPlan plan;
    const auto parameters = network.named_parameters();
    const std::set<std::string> baseParts = partsOfBase(network, family.basePrefix);
    for (const auto &[name, tensor] : weights.tensors) {
        const std::string now = currentName(name);
        const std::string full = parameters.contains(now) ? now : family.basePrefix + now;
        const torch::Tensor *parameter = parameters.find(full);
        if (!parameter) {
            // Whatever is no part of the base belongs to another task's head; what is a part of it
            // and has no place makes this another network than config.json describes.
            const bool isOfBase =
                now.starts_with(family.basePrefix) ? true : baseParts.contains(firstPart(now));
            if (isOfBase && !startsWithAny(now, family.otherPrefixes) &&
                !startsWithAny(full, family.otherPrefixes) &&
                !endsWithAny(full, family.otherSuffixes))
                plan.unexpected << shown(name);
            continue;
        }
        const auto other = plan.sources.find(full);
        if (other != plan.sources.end()) {
            // The same numbers twice are one tensor that was saved under two names.
            const WeightTensor &first = weights.tensors.at(other->second);
            if (first.block != tensor.block || first.offset != tensor.offset)
                plan.unexpected << shown(name);
            continue;
        }
        if (parameter->sizes() == torch::IntArrayRef(tensor.shape)) {
            if (!holdsFractions(tensor.dtype))
                plan.unusable << Text::tr("%1 holds %2").arg(shown(name), shown(tensor.dtype));
            plan.sources.emplace(full, name);
        } else if (requireHead || !startsWithAny(full, family.headPrefixes)) {
            plan.misshaped << Text::tr("%1 is %2, expected %3")
                                  .arg(shown(name), shapeText(tensor.shape),
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
            plan.missing << shown(item.key());
    }
    return plan;
}

std::optional<Error> ParameterPlan::misfit(const QString &where) const
{
    QStringList parts, details;
    const auto add = [&](const QString &label, const QStringList &names) {
        if (names.isEmpty())
            return;
        parts << label.arg(firstOf(names));
        details << label.arg(names.join(QStringLiteral("\n  ")));
    };
    add(Text::tr("missing: %1"), missing);
    add(Text::tr("unexpected: %1"), unexpected);
    add(Text::tr("wrong shape: %1"), misshaped);
    add(Text::tr("no fractions: %1"), unusable);
    if (parts.isEmpty())
        return std::nullopt;
    return Error{ErrorKind::Model, Text::tr("The weights don't fit the model's config.json."),
                 QStringLiteral("%1 (%2)").arg(where, parts.join(QStringLiteral(" · "))),
                 Text::tr("Take config.json and the weights of the same model."),
                 details.join(QLatin1Char('\n'))};
}

} // namespace tunedesk
