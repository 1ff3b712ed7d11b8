#include "dataset/json_keys.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <string_view>

namespace tunedesk
{

namespace
{
/// Of names that are no columns there may be one for each record; those beyond are asked about
/// anew.
constexpr std::size_t kMostKnown = 100'000;

bool isBlank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/// Of the quote that ends a text; the size of `text` where none does.
qsizetype endOfText(QByteArrayView text, qsizetype start)
{
    for (qsizetype at = start + 1; at < text.size(); ++at) {
        const auto *const quote = static_cast<const char *>(
            std::memchr(text.data() + at, '"', std::size_t(text.size() - at)));
        if (!quote)
            break;
        at = quote - text.data();
        qsizetype escapes = at;
        while (text[escapes - 1] == '\\')
            --escapes;
        if ((at - escapes) % 2 == 0)
            return at;
    }
    return text.size();
}

bool endsValue(char byte)
{
    return byte == ',' || byte == '}' || byte == ']' || isBlank(byte);
}

/// Gives `visit` the hash of each field. @return false: it gave false
template <typename Visit> bool eachField(QByteArrayView text, Visit visit)
{
    int level = 0;
    bool hasFields = false;    // at level 1
    bool isInWrapping = false; // at level 2
    bool awaitsKey = false;
    std::string_view key, wrapping;
    const auto holdsFields = [&] {
        return (level == 1 && hasFields) || (level == 2 && isInWrapping);
    };
    const auto isField = [&] { return !awaitsKey && holdsFields(); };
    const auto hash = [&](bool isNested, bool isEmpty) {
        const std::hash<std::string_view> of;
        std::uint64_t sum = of(key);
        if (level == 2)
            sum = sum * 3 + of(wrapping);
        return sum * 4 + 2 * isNested + isEmpty;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char byte = text[i];
        if (byte == '"') {
            const qsizetype end = endOfText(text, i);
            const std::string_view inside(text.data() + i + 1,
                                          std::size_t(std::max<qsizetype>(end - i - 1, 0)));
            if (isField() && !visit(hash(false, inside.empty())))
                return false;
            if (awaitsKey)
                key = inside;
            awaitsKey = false;
            i = end;
        } else if (byte == '{' || byte == '[') {
            const auto *const next = std::find_if_not(text.begin() + i + 1, text.end(), isBlank);
            const bool isEmpty = next == text.end() || *next == '}' || *next == ']';
            if (isField() && !visit(hash(true, isEmpty)))
                return false;
            const bool isObject = byte == '{';
            if (++level == 1)
                hasFields = isObject;
            if (level == 2) {
                wrapping = key;
                isInWrapping = hasFields && isObject && (key == "data" || key == "meta");
            }
            awaitsKey = holdsFields();
        } else if (byte == '}' || byte == ']') {
            isInWrapping &= --level != 1;
        } else if (byte == ',') {
            awaitsKey = holdsFields();
        } else if (!isBlank(byte) && byte != ':' && isField()) {
            const auto *const end = std::find_if(text.begin() + i, text.end(), endsValue);
            const QByteArrayView word(text.begin() + i, end);
            if (!visit(hash(false, word == "null")))
                return false;
            i += word.size() - 1;
        }
    }
    return true;
}
} // namespace

void JsonKeys::add(QByteArrayView record)
{
    eachField(record, [this](std::uint64_t field) {
        if (m_known.size() < kMostKnown)
            m_known.insert(field);
        return true;
    });
}

bool JsonKeys::hasOther(QByteArrayView record) const
{
    return !eachField(record, [this](std::uint64_t field) { return m_known.contains(field); });
}

} // namespace tunedesk
