#include "engine/nn/config_reader.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelConfig)
};

QString shown(const nlohmann::json *value)
{
    constexpr qsizetype most = 60;
    if (!value)
        return Text::tr("nothing");
    const QString text = QString::fromStdString(
        value->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    return text.size() > most ? text.first(most) + QChar(0x2026) : text;
}
} // namespace

const nlohmann::json *ConfigReader::find(const char *key) const
{
    const auto found = m_config.find(key);
    return found == m_config.end() || found->is_null() ? nullptr : &*found;
}

bool ConfigReader::has(const char *key) const
{
    const auto *value = find(key);
    return value && !(value->is_structured() && value->empty());
}

bool ConfigReader::isNull(const char *key) const
{
    const auto found = m_config.find(key);
    return found != m_config.end() && found->is_null();
}

void ConfigReader::refuse(const char *key, const QString &hint)
{
    if (m_failure)
        return;
    m_failure = Error{ErrorKind::Model,
                      Text::tr("The model's setting %1 is %2, which can't be used.")
                          .arg(QString::fromLatin1(key), shown(find(key))),
                      QStringLiteral("config.json"), hint};
}

std::int64_t ConfigReader::integer(const char *key, std::int64_t standard, std::int64_t least,
                                   std::int64_t most)
{
    const auto *value = find(key);
    if (!value)
        return standard;
    const bool fits = value->is_number_integer() &&
                      !(value->is_number_unsigned() &&
                        value->get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX));
    const std::int64_t number = fits ? value->get<std::int64_t>() : least - 1;
    if (number < least || number > most) {
        refuse(key, Text::tr("It must be a whole number from %1 to %2.").arg(least).arg(most));
        return standard;
    }
    return number;
}

double ConfigReader::real(const char *key, double standard, double least, double most)
{
    const auto *value = find(key);
    if (!value)
        return standard;
    const double number = value->is_number() ? value->get<double>() : least - 1;
    if (!(number >= least && number <= most)) {
        refuse(key, Text::tr("It must be a number from %1 to %2.").arg(least).arg(most));
        return standard;
    }
    return number;
}

bool ConfigReader::flag(const char *key, bool standard)
{
    const auto *value = find(key);
    if (!value)
        return standard;
    if (!value->is_boolean()) {
        refuse(key, Text::tr("It must be true or false."));
        return standard;
    }
    return value->get<bool>();
}

std::string ConfigReader::text(const char *key, const std::string &standard)
{
    const auto *value = find(key);
    if (!value)
        return standard;
    if (!value->is_string()) {
        refuse(key, Text::tr("It must be a word in quotes."));
        return standard;
    }
    return value->get<std::string>();
}

void ConfigReader::checkSizes()
{
    struct Size {
        const char *key;
        std::int64_t least, most;
    };
    static constexpr Size sizes[] = {
        {"num_hidden_layers", 1, 1'000},
        {"n_layer", 1, 1'000},
        {"n_layers", 1, 1'000},
        {"num_layers", 1, 1'000},
        {"num_hidden_groups", 1, 1'000},
        {"inner_group_num", 1, 1'000},
        {"num_attention_heads", 1, 65'536},
        {"n_head", 1, 65'536},
        {"n_heads", 1, 65'536},
        {"d_head", 1, 65'536},
        {"hidden_size", 1, 65'536},
        {"embedding_size", 1, 65'536},
        {"n_embd", 1, 65'536},
        {"dim", 1, 65'536},
        {"d_model", 1, 65'536},
        {"intermediate_size", 1, 1'000'000},
        {"n_inner", 1, 1'000'000},
        {"d_inner", 1, 1'000'000},
        {"hidden_dim", 1, 1'000'000},
        {"vocab_size", 1, 10'000'000},
        {"max_position_embeddings", 1, 1'000'000},
        {"n_positions", 1, 1'000'000},
        {"type_vocab_size", 0, 1'000},
    };
    for (const Size &size : sizes)
        integer(size.key, size.least, size.least, size.most);
    if (m_failure)
        return;
    static constexpr std::pair<const char *, const char *> widths[] = {
        {"hidden_size", "num_attention_heads"},
        {"n_embd", "n_head"},
        {"dim", "n_heads"},
        {"d_model", "n_head"}};
    for (const auto &[width, heads] : widths)
        if (find(width) && find(heads) &&
            find(width)->get<std::int64_t>() % find(heads)->get<std::int64_t>() != 0)
            refuse(heads, Text::tr("It must divide %1, which is %2.")
                              .arg(QString::fromLatin1(width))
                              .arg(find(width)->get<std::int64_t>()));
}

} // namespace tunedesk
