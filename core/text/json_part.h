#pragma once

#include "base/result.h"

#include <nlohmann/json.hpp>

#include <QString>

#include <initializer_list>
#include <string>
#include <vector>

namespace tunedesk
{

/// A value inside a model's JSON file together with its place, so that whatever is wrong with it
/// can be named. Holds a reference: not longer than the file's document.
class JsonPart
{
public:
    using Json = nlohmann::json;

    JsonPart(const Json &value, QString file, std::string place = {});

    const Json &value() const { return *m_value; }
    const std::string &place() const { return m_place; }
    /// File and place, as an Error's `where`.
    QString where() const;

    bool has(const char *key) const; ///< present and not null
    /// null where it is absent
    JsonPart member(const char *key) const;
    JsonPart at(std::size_t index) const;
    /// One of an object's values, named by its key in words.
    JsonPart entry(const std::string &key, const Json &value) const;
    JsonPart with(const Json &value) const; ///< another value at the same place
    /// The same value, its place given in words.
    JsonPart named(std::string place) const;

    /// "type" of an object; empty where there is none
    std::string type() const;
    Result<void> onlyKeys(std::initializer_list<const char *> allowed) const;
    Result<bool> flag(const char *key, bool fallback) const; ///< null counts as absent
    Result<std::string> text(const char *key) const;
    Result<std::string> text(const char *key, const std::string &fallback) const;
    /// The parts of a {"type": "Sequence", key: […]}.
    Result<std::vector<JsonPart>> sequence(const char *key) const;
    Result<int> number(int most) const; ///< this value, 0 … most

    Error damaged() const;
    /// Something that this version doesn't know.
    Error refused(const QString &what) const;
    /// @param known those that could stand here, for the reader
    Error unknownType(const QString &known) const;

private:
    const Json *m_value;
    QString m_file;
    std::string m_place;
};

/// Highest number that a token may have: a table of all is kept.
inline constexpr int kMaxTokenId = 2'000'000;

} // namespace tunedesk
