#include "dataset/json_value.h"

#include "dataset/text_file.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <unordered_set>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};

using Json = nlohmann::json;
constexpr qsizetype kMaxValues = 500'000; ///< each takes about a hundred bytes
constexpr std::size_t kFewKeys = 16;      ///< that are looked through one by one

/// Builds a JsonValue from what the parser tells.
class ValueBuilder
{
public:
    ValueBuilder(JsonValue &root, int levels) : m_root(root), m_levels(levels) {}

    std::optional<JsonFault> fault;
    std::optional<std::string> twin;

    bool null() { return add({}); }
    bool boolean(bool isTrue)
    {
        return add({.type = JsonValue::Type::Boolean, .text = isTrue ? "true" : "false"});
    }
    bool number_integer(std::int64_t number) // of those with a sign
    {
        return addNumber(number == 0 ? "-0" : std::to_string(number));
    }
    bool number_unsigned(std::uint64_t number) { return addNumber(std::to_string(number)); }
    bool number_float(double, const std::string &text)
    {
        // The parser writes the locale's decimal point into its text.
        std::string number = text;
        std::replace_if(
            number.begin(), number.end(),
            [](char letter) { return !std::strchr("0123456789+-.eE", letter); }, '.');
        return addNumber(std::move(number));
    }
    bool string(std::string &text)
    {
        return add({.type = JsonValue::Type::String, .text = std::move(text)});
    }
    bool binary(Json::binary_t &) { return false; }
    bool start_object(std::size_t) { return open(JsonValue::Type::Object); }
    bool start_array(std::size_t) { return open(JsonValue::Type::List); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(std::string &name)
    {
        JsonValue &object = *m_open.back();
        if (!twin && isTwin(object.keys, name))
            twin = name;
        object.keys.push_back(std::move(name));
        return true;
    }
    bool parse_error(std::size_t position, const std::string &token,
                     const nlohmann::detail::exception &error)
    {
        constexpr int kSyntax = 101;
        const bool isSyntax = error.id == kSyntax;
        fault = JsonFault{.kind = JsonFault::Kind::Broken,
                          .byte = qsizetype(position) - (isSyntax ? 1 : qsizetype(token.size())),
                          .what = isSyntax ? Text::tr("This is no valid JSON.")
                                           : Text::tr("This number is too large."),
                          .details = QString::fromUtf8(error.what())};
        return false;
    }

private:
    bool addNumber(std::string text)
    {
        return add({.type = JsonValue::Type::Number, .text = std::move(text)});
    }
    bool add(JsonValue &&value) { return place(std::move(value)) != nullptr; }
    JsonValue *place(JsonValue &&value)
    {
        if (++m_values > kMaxValues) {
            fault = JsonFault{.kind = JsonFault::Kind::TooMany,
                              .what = Text::tr("The record has more than 500,000 values.")};
            return nullptr;
        }
        if (m_open.empty()) {
            m_root = std::move(value);
            return &m_root;
        }
        m_open.back()->values.push_back(std::move(value));
        return &m_open.back()->values.back();
    }
    /// What is open stays where it is: only the innermost grows.
    bool open(JsonValue::Type type)
    {
        if (int(m_open.size()) + m_levels >= kMaxJsonLevels) {
            fault = JsonFault{.kind = JsonFault::Kind::TooDeep};
            return false;
        }
        JsonValue *const value = place({.type = type});
        if (!value)
            return false;
        m_open.push_back(value);
        m_seen.emplace_back();
        return true;
    }
    bool close()
    {
        m_open.pop_back();
        m_seen.pop_back();
        return true;
    }
    bool isTwin(const std::vector<std::string> &keys, const std::string &name)
    {
        if (keys.size() < kFewKeys)
            return std::find(keys.begin(), keys.end(), name) != keys.end();
        auto &seen = m_seen.back();
        if (seen.empty())
            seen.insert(keys.begin(), keys.end());
        return !seen.insert(name).second;
    }

    JsonValue &m_root;
    int m_levels;
    qsizetype m_values = 0;
    std::vector<JsonValue *> m_open;
    std::vector<std::unordered_set<std::string>> m_seen; ///< of objects with many keys
};

/// Byte of the bracket that opens one level too many.
qsizetype deepestAllowed(QByteArrayView text, int levels)
{
    bool isInString = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char byte = text[i];
        if (isInString && byte == '\\')
            ++i;
        else if (byte == '"')
            isInString = !isInString;
        else if (!isInString && (byte == '{' || byte == '[') && ++levels > kMaxJsonLevels)
            return i;
        else if (!isInString && (byte == '}' || byte == ']'))
            --levels;
    }
    return text.size();
}

/// The code unit that \uXXXX stands for at a byte; -1: no such escape.
int escapedUnit(QByteArrayView text, qsizetype at)
{
    if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u')
        return -1;
    bool isHex = false;
    const int unit = text.sliced(at + 2, 4).toByteArray().toInt(&isHex, 16);
    return isHex ? unit : -1;
}

/// Writes \ufffd for each half of a letter. @return byte of the first; -1: there is none
qsizetype replaceLoneSurrogates(QByteArray &text)
{
    qsizetype first = -1;
    for (qsizetype i = text.indexOf('\\'); i >= 0 && i < text.size(); i = text.indexOf('\\', i)) {
        const int unit = escapedUnit(text, i);
        if (unit < 0) {
            i += 2;
            continue;
        }
        const int second = QChar::isHighSurrogate(char32_t(unit)) ? escapedUnit(text, i + 6) : -1;
        if (second >= 0 && QChar::isLowSurrogate(char32_t(second))) {
            i += 12;
            continue;
        }
        if (QChar::isSurrogate(char32_t(unit))) {
            text.replace(i, 6, "\\ufffd");
            first = first < 0 ? i : first;
        }
        i += 6;
    }
    return first;
}

/// Python writes NaN and Infinity where there is no number: they become empty texts of their
/// length.
bool blankMissingNumbers(QByteArray &text)
{
    bool isInString = false, isFound = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (isInString && text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            isInString = !isInString;
        } else if (!isInString) {
            for (const QByteArrayView word : {"-Infinity", "Infinity", "NaN"})
                if (QByteArrayView(text).sliced(i).startsWith(word)) {
                    text.replace(i, word.size(), QByteArray("\"\"").leftJustified(word.size()));
                    i += word.size() - 1;
                    isFound = true;
                    break;
                }
        }
    }
    return isFound;
}

std::optional<JsonFault> parsePlain(QByteArrayView text, int levels, JsonValue &value)
{
    value = {};
    ValueBuilder builder(value, levels);
    if (!Json::sax_parse(text.begin(), text.end(), &builder))
        return builder.fault.value_or(JsonFault{});
    if (builder.twin)
        return JsonFault{.kind = JsonFault::Kind::TwinKey,
                         .what = Text::tr("The key “%1” stands twice in an object.")
                                     .arg(QString::fromStdString(*builder.twin).left(40))};
    return std::nullopt;
}
} // namespace

QString tooDeepText(qint64 column)
{
    return Text::tr("The data is nested deeper than %1 at column %2.")
        .arg(kMaxJsonLevels)
        .arg(column);
}

std::optional<JsonFault> parseJson(QByteArrayView text, int levels, qint64 column, JsonValue &value)
{
    auto fault = parsePlain(text, levels, value);
    if (!fault || fault->kind == JsonFault::Kind::TwinKey ||
        fault->kind == JsonFault::Kind::TooMany)
        return fault;
    if (QByteArray whole = text.toByteArray();
        fault->kind == JsonFault::Kind::Broken && blankMissingNumbers(whole))
        return parseJson(whole, levels, column, value);
    if (fault->kind == JsonFault::Kind::TooDeep) {
        fault->byte = deepestAllowed(text, levels);
        JsonPlace place{.column = column};
        place.pass(text.first(fault->byte));
        fault->what = tooDeepText(place.column);
        return fault;
    }
    if (const qsizetype broken = brokenUtf8(text); broken >= 0)
        return JsonFault{.kind = JsonFault::Kind::NotUtf8,
                         .byte = broken,
                         .what = Text::tr("The text is not in UTF-8.")};
    QByteArray whole = text.toByteArray();
    if (const qsizetype at = replaceLoneSurrogates(whole); at >= 0) {
        fault = parsePlain(whole, levels, value);
        if (!fault || fault->kind == JsonFault::Kind::TwinKey)
            return JsonFault{.kind = JsonFault::Kind::LoneSurrogate,
                             .byte = at,
                             .what = Text::tr("A text has half a letter (%1).")
                                         .arg(QString::fromUtf8(text.sliced(at, 6)))};
    }
    fault->byte = std::clamp<qsizetype>(fault->byte, 0, text.size());
    return fault;
}

JsonValue JsonValue::of(const QString &text)
{
    return {.type = Type::String, .text = text.toStdString()};
}

const JsonValue *JsonValue::find(std::string_view key) const
{
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (keys[i] == key)
            return &values[i];
    return nullptr;
}

const JsonValue *JsonValue::findFirst(std::initializer_list<std::string_view> names) const
{
    for (const std::string_view name : names)
        if (const JsonValue *const found = find(name))
            return found;
    return nullptr;
}

void JsonValue::set(const std::string &key, JsonValue value)
{
    remove(key);
    keys.push_back(key);
    values.push_back(std::move(value));
}

void JsonValue::remove(std::string_view key)
{
    const auto found = std::find(keys.begin(), keys.end(), key);
    if (found == keys.end())
        return;
    values.erase(values.begin() + (found - keys.begin()));
    keys.erase(found);
}

QString JsonValue::toText() const
{
    return fromJsonText(text);
}

QString fromJsonText(std::string_view text)
{
    // Qt takes a byte order mark for none of the text.
    const QString rest = QString::fromUtf8(text.data(), qsizetype(text.size()));
    return text.starts_with("\xef\xbb\xbf") ? QChar(QChar::ByteOrderMark) + rest : rest;
}

std::optional<double> JsonValue::toNumber() const
{
    bool isNumber = false;
    const double number = QByteArrayView(text).toByteArray().trimmed().toDouble(&isNumber);
    return isNumber && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

QString JsonValue::toJson() const
{
    const auto quoted = [](const std::string &string) {
        return fromJsonText(nlohmann::json(string).dump());
    };
    if (isString())
        return quoted(text);
    if (!isNested())
        return type == Type::Null ? QStringLiteral("null") : fromJsonText(text);
    QStringList parts;
    for (std::size_t i = 0; i < values.size(); ++i)
        parts << (isObject() ? quoted(keys[i]) + QLatin1Char(':') : QString()) + values[i].toJson();
    const QString inside = parts.join(QLatin1Char(','));
    return isObject() ? QLatin1Char('{') + inside + QLatin1Char('}')
                      : QLatin1Char('[') + inside + QLatin1Char(']');
}

qsizetype lineEnd(QByteArrayView bytes)
{
    qsizetype end = bytes.indexOf('\n');
    end = end < 0 ? bytes.size() : end;
    const qsizetype carriage = bytes.first(end).indexOf('\r');
    return carriage < 0 ? end : carriage;
}

void JsonPlace::pass(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const qsizetype end = lineEnd(bytes);
        column += std::count_if(bytes.begin(), bytes.begin() + end,
                                [](char byte) { return (byte & 0xc0) != 0x80; });
        isAfterCr &= end == 0;
        if (end == bytes.size())
            return;
        const bool continuesBreak = isAfterCr && bytes[end] == '\n';
        isAfterCr = bytes[end] == '\r';
        line += !continuesBreak;
        column = 1;
        bytes = bytes.sliced(end + 1);
    }
}

} // namespace tunedesk
