#pragma once

#include "base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace tunedesk
{

/// Takes values out of a model's config.json and keeps the first complaint. A key that is absent or
/// null has its standard value, as in transformers.
class ConfigReader
{
public:
    /// @param config an object; must outlive the reader
    explicit ConfigReader(const nlohmann::json &config) : m_config(config) {}

    std::int64_t integer(const char *key, std::int64_t standard, std::int64_t least,
                         std::int64_t most);
    double real(const char *key, double standard, double least, double most);
    bool flag(const char *key, bool standard);
    std::string text(const char *key, const std::string &standard);
    bool has(const char *key) const;    ///< there, and neither null nor empty
    bool isNull(const char *key) const; ///< there, and null

    /// Looks at the sizes that any family has, under all their names ("n_embd", "dim", …): counts
    /// that no model has, and a width that the heads don't divide. Before a network is made.
    void checkSizes();

    /// Notes that a value can't be used. @param hint what would do, translated
    void refuse(const char *key, const QString &hint);
    /// The first complaint, naming key and value. Errors: Model.
    std::optional<Error> failure() const { return m_failure; }

private:
    const nlohmann::json *find(const char *key) const;

    const nlohmann::json &m_config;
    std::optional<Error> m_failure;
};

} // namespace tunedesk
