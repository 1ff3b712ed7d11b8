#include "engine/nn/encoder_config.h"

#include <QCoreApplication>
#include <QStringList>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(EncoderConfig)
};
} // namespace

EmbeddingSizes EncoderConfig::embeddingSizes() const
{
    return {.vocabulary = vocabulary,
            .positions = positions,
            .types = types,
            .width = embedding > 0 ? embedding : hidden,
            .paddingId = paddingId};
}

Activation readActivation(ConfigReader &reader, const char *key, const char *standard)
{
    const Activation activation = activationByName(reader.text(key, standard));
    if (!activation) {
        QStringList names;
        for (const std::string_view name : activationNames())
            names << QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        reader.refuse(key, Text::tr("It must be one of %1.").arg(names.join(QStringLiteral(", "))));
    }
    return activation;
}

std::int64_t readPaddingId(ConfigReader &reader, std::int64_t standard, std::int64_t vocabulary)
{
    return reader.isNull("pad_token_id")
               ? -1
               : reader.integer("pad_token_id", standard, 0, vocabulary - 1);
}

void refuseUnsupported(ConfigReader &reader)
{
    const QString hint =
        Text::tr("Choose a plain encoder without it; such a network isn't supported.");
    if (reader.text("position_embedding_type", "absolute") != "absolute")
        reader.refuse("position_embedding_type", hint);
    for (const char *key : {"is_decoder", "add_cross_attention", "is_encoder_decoder"})
        if (reader.flag(key, false))
            reader.refuse(key, hint);
    for (const char *key : {"pruned_heads", "quantization_config"})
        if (reader.has(key))
            reader.refuse(key, hint);
}

void requireDivisible(ConfigReader &reader, const char *headsKey, std::int64_t heads,
                      const char *widthKey, std::int64_t width)
{
    if (width % heads != 0)
        reader.refuse(headsKey, Text::tr("It must divide %1, which is %2.")
                                    .arg(QString::fromLatin1(widthKey))
                                    .arg(width));
}

EncoderConfig readEncoderConfig(ConfigReader &reader, const EncoderConfig &standard)
{
    EncoderConfig config = standard;
    config.vocabulary = reader.integer("vocab_size", config.vocabulary, 1, 10'000'000);
    config.positions = reader.integer("max_position_embeddings", config.positions, 2, 1'000'000);
    config.types = reader.integer("type_vocab_size", config.types, 1, 1'000);
    config.hidden = reader.integer("hidden_size", config.hidden, 1, 65'536);
    config.layers = reader.integer("num_hidden_layers", config.layers, 1, 1'000);
    config.heads = reader.integer("num_attention_heads", config.heads, 1, 65'536);
    config.intermediate = reader.integer("intermediate_size", config.intermediate, 1, 1'000'000);
    if (config.embedding > 0)
        config.embedding = reader.integer("embedding_size", config.embedding, 1, 65'536);
    config.normEpsilon = reader.real("layer_norm_eps", config.normEpsilon, 0, 1);
    config.hiddenDropout = reader.real("hidden_dropout_prob", config.hiddenDropout, 0, 1);
    config.attentionDropout =
        reader.real("attention_probs_dropout_prob", config.attentionDropout, 0, 1);
    if (config.classifierDropout < 0)
        config.classifierDropout = reader.real("classifier_dropout", config.hiddenDropout, 0, 1);
    config.paddingId = readPaddingId(reader, config.paddingId, config.vocabulary);
    if (!config.activation || reader.has("hidden_act"))
        config.activation = readActivation(reader, "hidden_act", "gelu");
    requireDivisible(reader, "num_attention_heads", config.heads, "hidden_size", config.hidden);
    refuseUnsupported(reader);
    return config;
}

} // namespace tunedesk
