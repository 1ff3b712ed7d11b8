#include "text/json_part.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(TokenizerJson)
};
} // namespace

JsonPart::JsonPart(const Json &value, QString file, std::string place)
    : m_value(&value), m_file(std::move(file)), m_place(std::move(place))
{
}

QString JsonPart::where() const
{
    return QStringLiteral("%1, %2").arg(m_file, QString::fromStdString(m_place));
}

bool JsonPart::has(const char *key) const
{
    if (!m_value->is_object())
        return false;
    const auto found = m_value->find(key);
    return found != m_value->end() && !found->is_null();
}

JsonPart JsonPart::member(const char *key) const
{
    static const Json none;
    const auto place = m_place.empty() ? std::string(key) : m_place + "." + key;
    if (!m_value->is_object())
        return {none, m_file, place};
    const auto found = m_value->find(key);
    return {found != m_value->end() ? *found : none, m_file, place};
}

JsonPart JsonPart::at(std::size_t index) const
{
    return {(*m_value)[index], m_file, m_place + "[" + std::to_string(index) + "]"};
}

JsonPart JsonPart::entry(const std::string &key, const Json &value) const
{
    return {value, m_file, m_place + ", “" + key + "”"};
}

JsonPart JsonPart::with(const Json &value) const
{
    return {value, m_file, m_place};
}

JsonPart JsonPart::named(std::string place) const
{
    return {*m_value, m_file, std::move(place)};
}

std::string JsonPart::type() const
{
    const JsonPart part = member("type");
    return part.value().is_string() ? part.value().get<std::string>() : std::string();
}

Result<void> JsonPart::onlyKeys(std::initializer_list<const char *> allowed) const
{
    if (!m_value->is_object())
        return damaged();
    for (const auto &[key, value] : m_value->items()) {
        if (std::none_of(allowed.begin(), allowed.end(), [&](const char *it) { return key == it; }))
            return member(key.c_str())
                .refused(Text::tr("The tokenizer has a setting “%1”, which this version doesn't "
                                  "know.")
                             .arg(QString::fromStdString(key)));
    }
    return {};
}

Result<bool> JsonPart::flag(const char *key, bool fallback) const
{
    if (!has(key))
        return fallback;
    const JsonPart part = member(key);
    if (!part.value().is_boolean())
        return part.damaged();
    return part.value().get<bool>();
}

Result<std::string> JsonPart::text(const char *key) const
{
    const JsonPart part = member(key);
    if (!part.value().is_string())
        return part.damaged();
    return part.value().get<std::string>();
}

Result<std::string> JsonPart::text(const char *key, const std::string &fallback) const
{
    if (!has(key))
        return fallback;
    return text(key);
}

Result<std::vector<JsonPart>> JsonPart::sequence(const char *key) const
{
    if (auto done = onlyKeys({"type", key}); !done)
        return done.error();
    const JsonPart list = member(key);
    if (!list.value().is_array())
        return list.damaged();
    std::vector<JsonPart> parts;
    for (std::size_t i = 0; i < list.value().size(); ++i)
        parts.push_back(list.at(i));
    return parts;
}

Result<int> JsonPart::number(int most) const
{
    if (!m_value->is_number_integer() || *m_value < 0 || *m_value > most)
        return damaged();
    return m_value->get<int>();
}

Error JsonPart::damaged() const
{
    return {ErrorKind::Model, Text::tr("A part of the tokenizer is missing or damaged."), where(),
            Text::tr("Get the file again from where the model came from.")};
}

Error JsonPart::refused(const QString &what) const
{
    return {ErrorKind::Model, what, where(),
            Text::tr("Use a model with a tokenizer of BERT, GPT-2, RoBERTa, XLM-R or XLNet.")};
}

Error JsonPart::unknownType(const QString &known) const
{
    const std::string found = type();
    return refused(Text::tr("The tokenizer needs “%1” here, which this version doesn't know; "
                            "it knows “%2”.")
                       .arg(found.empty() ? QString::fromLatin1(m_value->type_name())
                                          : QString::fromStdString(found),
                            known));
}

} // namespace tunedesk
