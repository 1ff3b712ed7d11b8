#pragma once

#include <QByteArray>
#include <QString>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tunedesk
{

/// A value of JSON; numbers stay the text that they are in the file. A plain value.
struct JsonValue {
    enum class Type { Null, Boolean, Number, String, List, Object };
    Type type = Type::Null;
    std::string text;              ///< UTF-8; of a Boolean "true" or "false"
    std::vector<std::string> keys; ///< of an object, in the order of the file
    std::vector<JsonValue> values; ///< of a list or an object

    static JsonValue of(const QString &text);
    bool isString() const { return type == Type::String; }
    bool isList() const { return type == Type::List; }
    bool isObject() const { return type == Type::Object; }
    bool isNested() const { return isList() || isObject(); }

    const JsonValue *find(std::string_view key) const; ///< null: not there, or no object
    const JsonValue *findFirst(std::initializer_list<std::string_view> names) const;
    void set(const std::string &key, JsonValue value);
    void remove(std::string_view key);
    QString toText() const; ///< empty when null or nested
    std::optional<double> toNumber() const;
    QString toJson() const; ///< compact
};

/// As it is, also where it begins with a byte order mark.
QString fromJsonText(std::string_view text);

/// Why a text is no JSON that can be taken.
struct JsonFault {
    enum class Kind {
        Broken,        ///< no JSON
        NotUtf8,       ///< bytes that are no text
        TooDeep,       ///< more than kMaxJsonLevels
        TwinKey,       ///< one key twice in an object
        LoneSurrogate, ///< half a letter
        TooMany,       ///< more than 500,000 values
    };
    Kind kind = Kind::Broken;
    qsizetype byte = 0; ///< of the text, at which it was found
    QString what;       ///< translated; without the place, but for TooDeep
    QString details;
};

constexpr int kMaxJsonLevels = 64;

/// Reads one value; NaN and Infinity, which Python writes for what is missing, as empty texts.
/// @param levels that lie around it   @param column in which the text begins
std::optional<JsonFault> parseJson(QByteArrayView text, int levels, qint64 column,
                                   JsonValue &value);

/// "nested deeper than 64 at column n"
QString tooDeepText(qint64 column);

/// Where the line ends that the bytes begin in: at LF or CR, else behind the last byte.
qsizetype lineEnd(QByteArrayView bytes);

/// A place in a text, moved on by what is passed.
struct JsonPlace {
    qint64 line = 1;   ///< 1-based; LF, CR and CRLF break lines
    qint64 column = 1; ///< 1-based, in letters
    bool isAfterCr = false;
    void pass(QByteArrayView bytes);
};

} // namespace tunedesk
